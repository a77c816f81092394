"""Invented documents with their facts: a seed and an order in, a ``Paper`` out, the same every time.

The words stand in ``templates.toml``; nothing here looks at what the product can read.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from eval.archive_source import Block, Signature, Source

_YEARS = (2012, 2026)
_SERIALS = (9, 99, 480, 4_900)
_MOST_ITEMS = 4  # of one kind of sentence in a section; with two sections the paper runs over a page
_LETTER = "Công văn"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document before it has a format, and what must be read from it."""

    source: Source
    number: str  # canonical: "12-BC/BDVTU"
    day: date
    type: str  # "Báo cáo"
    sentence: str  # stands once in the body


@cache
def _templates() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "templates.toml").read_text(encoding="utf-8"))


def paper(seed: int, order: int) -> Paper:
    """The ``order``-th paper of ``seed``."""
    rng = Random(f"{seed}|{order}")
    words = _templates()
    kind = words["kinds"][order % len(words["kinds"])]  # each kind equally often
    day = date(rng.randint(*_YEARS), 1, 1) + timedelta(days=rng.randrange(365))
    province = rng.choice(words["provinces"])
    issuer = rng.choice(
        [
            entry
            for entry in words["issuers"]
            if entry["of"] == kind["of"] and entry.get("since", 0) <= day.year <= entry.get("until", 9999)
        ]
    )
    state = kind["of"] == "state"
    serial = f"{rng.randint(1, rng.choice(_SERIALS)):02}"
    number = _number(serial, kind["code"], issuer, state=state)
    slots = _slots(rng, words, day, province)
    blocks, sentences = _body(rng, words, kind, slots)
    signs = tuple(issuer["signs"])
    source = Source(
        path=Path(),
        file="",
        layout="plain",
        state=state,
        auto_numbering=False,
        parent=issuer["parent"].format(province=province.upper()),
        issuer=issuer["name"].format(province=province.upper()),
        number=f"Số: {number}" if state else f"Số {number}",
        about=kind.get("about", "").format(**slots),
        draft="",
        place_date=f"{province}, ngày {day.day:02} tháng {_month(day.month)} năm {day.year}",
        day=day,
        type=kind.get("type", ""),
        title=tuple(line.format(**slots) for line in kind.get("title", ())),
        to=() if "type" in kind else (f"Các huyện ủy, thành ủy thuộc tỉnh {province}",),
        blocks=(*blocks, Block("signature")),
        notes={},
        recipients=("- Như trên,", f"- Văn phòng Tỉnh ủy {province},", "- Lưu: VT."),
        signatures=(Signature(signs, rng.choice(words["names"])),),
    )
    kind_name = kind["type"].capitalize() if "type" in kind else _LETTER
    return Paper(source, number, day, kind_name, rng.choice(sentences))


def _number(serial: str, code: str, issuer: dict[str, Any], *, state: bool) -> str:
    if not state:
        return f"{serial}-{code}/{issuer['code']}"
    return f"{serial}/{code}-{issuer['code']}" if code else f"{serial}/{issuer['code']}-{issuer['unit']}"


def _month(month: int) -> str:
    """January and February get a zero, the others do not (domain.md §2.2)."""
    return f"{month:02}" if month < 3 else str(month)


def _slots(rng: Random, words: dict[str, Any], day: date, province: str) -> dict[str, Any]:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return {
        "province": province,
        "subject": rng.choice(words["subjects"]),
        "month": _month(day.month),
        "year": day.year,
        "next": f"{_month(following.month)}/{following.year}",
        "day": f"ngày {rng.randint(10, 28)}/{_month(following.month)}/{following.year}",
    }


def _body(
    rng: Random, words: dict[str, Any], kind: dict[str, Any], slots: dict[str, Any]
) -> tuple[list[Block], list[str]]:
    blocks = [Block("paragraph", kind["opening"].format(**slots))]
    sentences: list[str] = []
    for place, (heading, *pools) in enumerate(kind["sections"]):
        blocks.append(Block("heading1", heading.format(**slots)))
        for pool in pools:
            forms = rng.sample(words[pool], min(_MOST_ITEMS, len(words[pool])))
            for form in forms:
                sentence = form.format(**slots, **_figures(rng, words["districts"]))
                sentences.append(sentence)
                blocks.append(Block("bullet", sentence))
        if place == 0:
            blocks.append(Block("table", rows=_table(rng, words["districts"])))
    return blocks, sentences


def _figures(rng: Random, districts: Sequence[str]) -> dict[str, Any]:
    """Figures are large enough that no two sentences of a paper are the same."""
    first, second = rng.sample(districts, 2)
    return {
        "n": rng.randint(11, 389),
        "m": rng.randint(401, 980),
        "place": first,
        "places": f"{first} và {second}",
    }


def _table(rng: Random, districts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    rows = [(place, rng.randint(2, 40), rng.randint(50, 900)) for place in rng.sample(districts, 4)]
    counted = tuple((str(n), place, str(few), str(many)) for n, (place, few, many) in enumerate(rows, 1))
    return (("TT", "Huyện", "Số cuộc", "Số người"), *counted)

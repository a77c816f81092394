"""Debris of a text layer is told from text: no false alarm on the archives, none of the debris passes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.variants.encoders import tcvn3, vni
from ingest.readers.reading import read
from ingest.readers.text_quality import is_garbled
from tests.conftest import ROOT

SAMPLE = sorted([*(ROOT / "eval/archive").rglob("*.txt"), *(ROOT / "eval/archive").rglob("*.md")])


def pages(files: list[Path], words: int = 300) -> Iterator[tuple[str, list[str]]]:
    for file in files:
        text = read(file.name, file.read_bytes()).text.split()
        for start in range(0, len(text), words):
            yield f"{file.name} {start}", text[start : start + words]


def test_no_page_of_the_archives_is_taken_for_debris(shared: Path) -> None:
    looked = list(pages([*SAMPLE, *sorted((shared / "archive").rglob("*.txt"))]))
    assert len(looked) > 1000
    assert [name for name, page in looked if is_garbled(page)] == []


def test_other_languages_and_short_pages_are_text() -> None:
    english = (ROOT / "LICENSE").read_text("utf-8").split()
    assert not is_garbled(english[:300])
    assert not is_garbled(["Biểu", "số", "3", "ĐVT:", "tr.đ"])
    assert not is_garbled("ກອງປະຊຸມ ແນວລາວສ້າງຊາດ ແຂວງ".split() * 30)
    assert not is_garbled([])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "".join(run for run, _ in tcvn3(text)),
        vni,
        lambda text: "".join(chr(ord(char) - 29) if ord(char) > 61 else char for char in text),
        lambda text: text.encode().decode("latin-1"),
        lambda text: "".join(f"(cid:{ord(char) % 97})" if char != " " else " " for char in text),
        lambda text: "".join(chr(0xE000 + ord(char) % 256) if char != " " else " " for char in text),
        lambda text: "".join("\ufffd" if ord(char) > 127 else char for char in text),
    ],
    ids=["tcvn3", "vni", "shifted", "utf-8 as latin-1", "glyph numbers", "private use", "replacement"],
)
def test_debris_is_found(spoil: object) -> None:
    spoilt = [spoil(" ".join(page)).split() for _, page in pages(SAMPLE, 120) if len(page) == 120]  # type: ignore[operator]
    assert len(spoilt) > 20
    assert all(map(is_garbled, spoilt))

"""The closing formula «<issuer> kính báo cáo <addressees> …» (domain.md §2.6)."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

from ingest.document import Fact, Reading, Span
from ingest.pieces import piece_of

_LOOK_BACK = 60  # non-blank lines from the end in which the formula may stand
_FORMULA = re.compile(
    r"(?:^|(?:,|như trên)\s+)(?P<issuer>[^\W\d_][^.,;:“”\"]{3,120}?)\s+(?:xin\s+|trân trọng\s+)*"
    r"kính\s+(?:báo cáo|trình|đề nghị)\s+(?P<to>[^.;]+)",
)
_PURPOSE = re.compile(
    r"[\s,]*\b(?:để\b|theo dõi|xem xét|chỉ đạo|cho ý kiến|biết|quan tâm|xin ý kiến|kết quả|"
    r"tình hình|phê duyệt|quyết định|về\b).*$"
)


@dataclass(frozen=True, slots=True)
class ReportingFormula:
    issuer: Fact
    addressees: tuple[tuple[str, Span], ...]
    line: int


def is_formula(text: str) -> bool:
    """Whether a paragraph (its match copy) is the closing formula and not an item of the body."""
    return len(text) < 500 and _FORMULA.search(text) is not None


def reporting_formula(reading: Reading, body_start: int, skip: Set[int]) -> ReportingFormula | None:
    """The last such formula among the closing lines, or None."""
    looked = 0
    for index in range(len(reading.lines) - 1, body_start - 1, -1):
        if index in skip:
            continue
        piece = piece_of(reading.text, reading.lines[index].span, index)
        if piece is None:
            continue
        looked += 1
        if looked > _LOOK_BACK:
            return None
        found = _FORMULA.search(piece.text) if "ính" in piece.text and len(piece.text) < 1200 else None
        if found is None or not found.group("issuer")[0].isupper():
            continue
        start, to = found.start("to"), found.group("to")
        to = _PURPOSE.sub("", to)
        addressees: list[tuple[str, Span]] = []
        for part in re.finditer(r"[^,]+?(?=,|$|\s+và\s+(?=[A-ZĐỦ]))", to):
            name = re.sub(r"^\s*và\s+", "", part.group()).strip(" .")
            if name:
                at = start + part.start() + part.group().index(name)
                addressees.append((name, piece.part(at, at + len(name))))
        issuer = Fact(
            found.group("issuer").strip(), (piece.part(found.start("issuer"), found.end("issuer")),)
        )
        return ReportingFormula(issuer, tuple(addressees), index)
    return None

"""The closing formula «<issuer> kính báo cáo <addressees> …» (domain.md §2.6)."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, replace

from ingest.document import Fact, Reading, Span
from ingest.parsing.pieces import Piece, piece_of

_LOOK_BACK = 60  # non-blank lines from the end in which the formula may stand
_FORMULA = re.compile(
    r"(?:^|(?:,|như trên)\s+)(?P<issuer>[^\W\d_][^.,;:“”\"]{3,120}?)\s+(?:xin\s+|trân trọng\s+)*"
    r"kính\s+(?:báo cáo|trình|đề nghị)\s+(?P<to>[^.;]+)",
)
# «Ban … báo cáo (để) Thường trực Tỉnh ủy … nắm, chỉ đạo»: without «kính» only a whole sentence is one.
_PLAIN = re.compile(
    r"^(?P<issuer>(?:Ban|Tỉnh|Thành|Huyện|Thị|Quận|Đảng|Chi|Văn|Ủy|Sở|Phòng|Hội|Đoàn|Liên|Mặt|Bộ|Cục|UBND)"
    r"\s[^.,;:“”\"]{3,80}?)\s+(?:xin\s+|trân trọng\s+)?báo cáo\s+(?:để\s+)?(?P<to>[A-ZĐỦ][^.;:]+?)"
    r"(?:\s+để)?,?\s+(?:nắm|biết|theo dõi|xem xét|cho ý kiến|chỉ đạo)\b[^.;:]{0,80}\.?$"
)
_PURPOSE = re.compile(
    r"[\s,]*\b(?:để\b|nắm\b|theo dõi|xem xét|chỉ đạo|cho ý kiến|biết|quan tâm|xin ý kiến|kết quả|"
    r"tình hình|phê duyệt|quyết định|về\b).*$"
)


@dataclass(frozen=True, slots=True)
class ReportingFormula:
    issuer: Fact
    addressees: tuple[tuple[str, Span], ...]
    line: int


def is_formula(text: str) -> bool:
    """Whether a paragraph (its match copy) is the closing formula and not an item of the body."""
    return len(text) < 500 and _found(text) is not None


def _found(text: str) -> re.Match[str] | None:
    return _FORMULA.search(text) or _PLAIN.match(text)


def _sentence(reading: Reading, index: int, skip: Set[int]) -> Piece | None:
    """The piece of a line with the lines it wraps onto."""
    piece = piece_of(reading.text, reading.lines[index].span, index)
    while piece is not None and index + 1 < len(reading.lines) and index + 1 not in skip:
        index += 1
        following = piece_of(reading.text, reading.lines[index].span, index)
        wrapped = reading.lines[index - 1].wrapped or following is not None and following.text[:1].islower()
        if following is None or not wrapped or piece.text[-1:] in ".;:" or len(piece.text) > 500:
            break
        piece = replace(
            piece,
            text=f"{piece.text} {following.text}",
            offsets=(*piece.offsets, *following.offsets),
        )
    return piece


def reporting_formula(reading: Reading, body_start: int, skip: Set[int]) -> ReportingFormula | None:
    """The last such formula among the closing lines, or None."""
    looked = 0
    for index in range(len(reading.lines) - 1, body_start - 1, -1):
        if index in skip:
            continue
        piece = _sentence(reading, index, skip)
        if piece is None:
            continue
        looked += 1
        if looked > _LOOK_BACK:
            return None
        found = _found(piece.text) if "báo" in piece.text or "ính" in piece.text else None
        found = found if len(piece.text) < 1200 else None
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

"""Several documents in one file: a reading is cut where a second full heading stands.

A second heading has all that a first one has: the national or Party title or the issuer's name, an own number
with digits, and the type (or Kính gửi of a letter); and it comes behind the signature or the recipients of the
document before, or at the top of a page. What is attached has no number of its own and stays; so do a template,
whose number is blank or which is called one, a quoted heading, and a copy's second number (domain.md §1.1).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import LineKind, Reading, Span
from ingest.parsing.heading.bodies import names_body
from ingest.parsing.heading.finds import Scan
from ingest.parsing.heading.scan import scan_heading
from ingest.parsing.heading.signature import is_signature
from ingest.parsing.heading.words import (
    CIRCULATION,
    DAY,
    DAY_SHORT,
    MARK,
    NUMBER,
    RULE_ONLY,
    URGENCY,
    mostly_capitals,
)
from ingest.parsing.pieces import Piece, pieces
from ingest.vietnamese.numbers import find_heading_number

_ABOVE_NUMBER = 14  # lines of a heading above its number
_HEADING_LINES = 30
_NUMBER_BY = 10  # non-blank lines of the heading within which the number stands
_TITLE = re.compile(r"ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM|CỘNG\s+H[ÒO]A\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM")
_MAY_BE_NUMBER = re.compile(r"(?:^|[\s|])S[ỐốÔô]\s*[:.]?\s*\d")
_LONGEST = 400  # characters of a line in which its number stands
_CLOSING = re.compile(
    r"Nơi\s+nhận\b|(?:T/M|K/T|T/L)\s|(?:TM|KT|TL|TUQ)\.|"
    r"(?:PHÓ )?(?:TRƯỞNG BAN|BÍ THƯ|CHỦ TỊCH|CHỦ NHIỆM|GIÁM ĐỐC|CHÁNH VĂN PHÒNG)$"
)
_SET_BEFORE = re.compile(
    r"(?:mẫu|biểu|phụ lục|ví dụ|trích|kèm theo|\W*sao\b|bản sao)\b|.*[:“\"«]\s*$", re.IGNORECASE
)
_COPIES = frozenset({"BS", "SY", "TrS", "SL"})
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MARKS = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")


def split(reading: Reading) -> tuple[Reading, ...]:
    """The documents of a file in order; the reading itself where it is one.

    Each part has its own text and spans; pages are the file's. Warnings and what pictures say go to every part.
    """
    starts = _starts(reading)
    if len(starts) == 1:
        return (reading,)
    body_end = len(reading.lines)
    while body_end > starts[-1] and reading.lines[body_end - 1].kind is LineKind.FOOTNOTE:
        body_end -= 1
    bounds = zip(starts, [*starts[1:], body_end], strict=True)
    groups = [list(range(start, end)) for start, end in bounds]
    _give_notes(reading, groups, range(body_end, len(reading.lines)))
    return tuple(_part(reading, group) for group in groups)


@dataclass(frozen=True, slots=True)
class _Line:
    """A non-blank line; its pieces are asked for only near a number."""

    reading: Reading
    index: int
    text: str  # composed

    @property
    def page(self) -> int | None:
        return self.reading.lines[self.index].page

    def pieces(self) -> tuple[Piece, ...]:
        return tuple(pieces(self.reading, (self.index,)))


def _starts(reading: Reading) -> list[int]:
    """Indexes of the lines documents start at; the first is 0."""
    lines = [
        _Line(reading, index, text)
        for index, line in enumerate(reading.lines)
        if line.kind is not LineKind.FOOTNOTE
        and (text := unicodedata.normalize("NFC", line.span.of(reading.text)).strip())
    ]
    unworded = replace(reading, words=())
    starts = [0]
    known: Scan | None = None
    closed_at = -1  # the last line that closes a document since its start
    for n, line in enumerate(lines):
        if _CLOSING.match(line.text):
            closed_at = n
        if not _MAY_BE_NUMBER.search(line.text, 0, _LONGEST):
            continue
        known = known or scan_heading(unworded)
        top = _top(lines, n)
        if top is None or lines[top].index <= starts[-1] or _is_set(lines, top):
            continue
        closed = 0 <= closed_at < top
        paged = lines[top].page is not None and lines[top].page != lines[top - 1].page
        if not closed and not paged:
            continue
        first = lines[top].index
        scan = scan_heading(_part(unworded, range(first, min(first + _HEADING_LINES, len(reading.lines)))))
        if _is_full(scan, sure=closed) and not _is_same(scan, known):
            starts.append(first)
            known = scan
            closed_at = -1
    return starts


def _is_number(text: str) -> bool:
    return NUMBER.match(text) is not None and find_heading_number(text) is not None


def _is_same(scan: Scan, before: Scan) -> bool:
    """Whether the heading is that of the document before it once more; a number comes back every term."""
    if scan.number is None or before.number is None or scan.number.key != before.number.key:
        return False
    return scan.date is None or before.date is None or scan.date == before.date


def _top(lines: Sequence[_Line], number: int) -> int | None:
    """Where the heading starts whose number stands on line ``number``: its first title or issuer line."""
    if not any(_is_number(piece.text) for piece in lines[number].pieces()):
        return None
    top = None
    for at in range(number, max(-1, number - _ABOVE_NUMBER), -1):
        parts = lines[at].pieces()
        if at != number and not all(_is_heading(piece) for piece in parts):
            break
        if any(_leads(piece) for piece in parts):
            top = at
    return top


def _is_heading(piece: Piece) -> bool:
    text = piece.text
    if is_signature(text) or NUMBER.match(text):
        return False
    return (
        mostly_capitals(text)
        and len(text) < 140
        or any(pattern.match(text) for pattern in (RULE_ONLY, MARK, CIRCULATION, URGENCY))
        or len(text) < 80
        and (DAY.search(text) or DAY_SHORT.search(text)) is not None
    )


def _leads(piece: Piece) -> bool:
    text = piece.text
    return bool(_TITLE.match(text) or CIRCULATION.match(text) or (mostly_capitals(text) and names_body(text)))


def _is_set(lines: Sequence[_Line], top: int) -> bool:
    """Whether what stands before the heading makes it a template, an appendix or a quotation."""
    if lines[top].text[:1] in '“"«(':
        return True
    return any(_SET_BEFORE.match(line.text) for line in lines[max(0, top - 2) : top])


def _is_full(scan: Scan, *, sure: bool) -> bool:
    """Whether a heading is whole; ``sure``: the document before it was closed, else it must have every part."""
    if scan.number is None or scan.number.type_code in _COPIES:
        return False
    typed = scan.type_piece is not None or bool(scan.addressed_to)
    titled = any(_TITLE.match(piece.text) for piece in scan.pieces)
    above = [piece for piece in scan.pieces if scan.number_span is not None and piece.span < scan.number_span]
    near = len({piece.line for piece in above}) <= _NUMBER_BY
    if not sure:
        return typed and near and titled and scan.date is not None
    return typed and near and (titled or (bool(scan.bodies) and scan.date is not None))


def _give_notes(reading: Reading, groups: list[list[int]], notes: range) -> None:
    """Notes a reader gathered behind the body go to the part whose text carries their marks."""
    marks = [_marks_of(reading, group) for group in groups]
    for index in notes:
        found = _MARKS.match(reading.lines[index].span.of(reading.text))
        mark = found.group().translate(_SUPERSCRIPTS) if found else None
        at = next((n for n, carried in enumerate(marks) if mark in carried), len(groups) - 1)
        groups[at].append(index)


def _marks_of(reading: Reading, group: Sequence[int]) -> set[str]:
    text = reading.text[reading.lines[group[0]].span.start : reading.lines[group[-1]].span.end]
    return {found.translate(_SUPERSCRIPTS) for found in _MARKS.findall(text)}


def _part(reading: Reading, indexes: Sequence[int]) -> Reading:
    """A reading of these lines alone; what stands between lines that follow each other is kept."""
    text = ""
    lines, words = [], []
    shifts: list[tuple[Span, int]] = []
    before: int | None = None
    for index in indexes:
        line = reading.lines[index]
        gap = "" if before is None else "\n"
        if before is not None and index == before + 1:
            gap = reading.text[reading.lines[before].span.end : line.span.start]
        text += gap
        shift = len(text) - line.span.start
        lines.append(replace(line, span=_shifted(line.span, shift)))
        shifts.append((line.span, shift))
        text += line.span.of(reading.text)
        before = index
    at = 0
    for word in reading.words[
        bisect_left(reading.words, shifts[0][0].start, key=lambda word: word.span.start) :
    ]:
        while at < len(shifts) and shifts[at][0].end <= word.span.start:
            at += 1
        if at == len(shifts):
            break
        if shifts[at][0].start <= word.span.start:
            words.append(replace(word, span=_shifted(word.span, shifts[at][1])))
    return replace(reading, text=text, lines=tuple(lines), words=tuple(words))


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)

"""Pieces of a heading or closing block: printed columns and run-together lines pulled apart.

A heading is printed in two columns. Readers with a layout say which side a line stands on; a text
extraction interleaves the sides, puts them on one line with wide gaps, or runs them together
(domain.md §2.1). In: lines. Out: pieces that hold one thing each, with their place in the stored text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.document import Column, Line, LineKind, Reading, Span
from ingest.vietnamese.text import match_copy

# A blank to be filled in by hand is no gap between columns: «Số     -KH/BDVTU», «ngày     tháng     năm».
_GAP = re.compile(r"(?:\t++| {3,}+|\u3000++)(?!(?:tháng|năm)\b)(?![-/] {0,6}[A-ZĐ])", re.IGNORECASE)
_CELL_GAP = re.compile(r"\s*\|\s*")
_MAY_BE_SPACED = re.compile(
    r"\s*(?:\S{1,3}\s+){3}\S{1,3}(?!\S)"
)  # a decomposed letter is up to 3 code points
_SPACED = re.compile(r"(?:[^\W\d_]\s+){3,}[^\W\d_]")
_FAR_RIGHT = 24  # leading blanks after which a lone piece of a text line belongs to the right column


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line: its match copy, and where each character of it stands in the stored text."""

    text: str
    offsets: tuple[int, ...]  # len(text) + 1 of them
    line: int
    column: Column | None = None

    @property
    def span(self) -> Span:
        return Span(self.offsets[0], self.offsets[-1])

    def cut(self, start: int, end: int | None = None) -> Piece | None:
        """The part ``[start, end)`` of the text, stripped; None when nothing is left."""
        stop = len(self.text) if end is None else end
        part = self.text[start:stop]
        start += len(part) - len(part.lstrip())
        stop -= len(part) - len(part.rstrip())
        if start >= stop:
            return None
        return replace(self, text=self.text[start:stop], offsets=self.offsets[start : stop + 1])

    def part(self, start: int, end: int) -> Span:
        """Where ``text[start:end]`` stands in the stored text."""
        return Span(self.offsets[start], self.offsets[end])


def piece_of(text: str, span: Span, line: int, column: Column | None = None) -> Piece | None:
    """The piece at ``span`` of the stored text, stripped; None when it is blank."""
    copied = match_copy(span.of(text))
    stripped = copied.text.strip()
    if not stripped:
        return None
    start = copied.text.index(stripped)
    inside = copied.offsets[start : start + len(stripped) + 1]
    if inside[-1] - inside[0] == len(stripped):  # letter for letter, as nearly always
        offsets = tuple(range(span.start + inside[0], span.start + inside[-1] + 1))
    else:
        offsets = tuple(offset + span.start for offset in inside)
    return Piece(stripped, offsets, line, column)


def pieces(reading: Reading, indexes: Iterable[int]) -> Iterator[Piece]:
    """The non-blank pieces of the lines ``indexes``, in reading order."""
    for index in indexes:
        yield from _line_pieces(reading.text, index, reading.lines[index])


def _line_pieces(text: str, index: int, line: Line) -> Iterator[Piece]:
    if line.column is not None:
        whole = piece_of(text, line.span, index, line.column)
        if whole is not None:
            yield _closed_up(whole) if _SPACED.fullmatch(whole.text) else whole
        return
    raw = line.span.of(text)
    whole = piece_of(text, line.span, index) if _MAY_BE_SPACED.match(raw) else None
    if whole is not None and _SPACED.fullmatch(whole.text):
        yield _closed_up(whole)
        return
    gap = _CELL_GAP if line.kind is LineKind.TABLE_ROW else _GAP
    found_pieces: list[Piece] = []
    start = 0
    for end, following in [
        *((found.start(), found.end()) for found in gap.finditer(raw)),
        (len(raw), len(raw)),
    ]:
        piece = piece_of(text, Span(line.span.start + start, line.span.start + end), index)
        if piece is not None:
            found_pieces.append(piece)
        start = following
    indent = len(raw) - len(raw.lstrip(" \u00a0"))
    for order, piece in enumerate(found_pieces):
        column: Column | None = None
        if len(found_pieces) > 1:
            column = Column.LEFT if order == 0 else Column.RIGHT
        elif indent >= _FAR_RIGHT:
            column = Column.RIGHT
        yield replace(piece, column=column)


def _closed_up(piece: Piece) -> Piece:
    """Letters set apart, «B Á O   C Á O», as words; where all gaps are alike the words stay one."""
    letters = list(re.finditer(r"\S", piece.text))
    gaps = [after.start() - before.end() for before, after in pairwise(letters)]
    within = min(gaps)
    text, offsets = letters[0].group(), [piece.offsets[0]]
    for letter, gap in zip(letters[1:], gaps, strict=True):
        if gap > within:
            text += " "
            offsets.append(piece.offsets[letter.start() - 1])
        text += letter.group()
        offsets.append(piece.offsets[letter.start()])
    return replace(piece, text=text, offsets=(*offsets, piece.offsets[-1]))

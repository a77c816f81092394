"""Letters of a stamp apart from each other: one a line, one a cell, one a text box (domain.md §6.1, §7.2.2)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from ingest.gating.line import Seen
from ingest.gating.meanings import GRADES
from ingest.gating.seeing import fold, words

_MARKED = re.compile("MẬT")
_LONGEST_PIECE = 20  # characters, its frame included
_NEAR = 3.0  # points; letters of one column, or of one row, stand no further apart


def spells_stamp(lines: Sequence[Seen]) -> bool:
    """Whether pieces of one or two capital letters spell a grade, downwards, across, or in reading order."""
    if _MARKED.search(_scattered(lines)):
        return True
    return any(map(_is_grade, chain(_runs(lines), _cells(lines), _boxes(lines))))


def _is_grade(run: str) -> bool:
    return fold(run.lower()) in GRADES or _MARKED.search(run) is not None


def _piece(text: str) -> str:
    """The letters of a piece of a stamp; "" for anything longer, in small letters, or with digits."""
    if len(text) > _LONGEST_PIECE:
        return ""
    letters = "".join(words(text))
    return letters if 0 < len(letters) <= 2 and letters.isalpha() and letters.isupper() else ""


def _runs(lines: Iterable[Seen]) -> Iterator[str]:
    """Pieces on lines that follow each other."""
    run = ""
    for seen in lines:
        piece = _piece(seen.text)
        if run and not piece:
            yield run
        run = run + piece if piece else ""
    yield run


def _scattered(lines: Iterable[Seen]) -> str:
    """Single letters of the heading with other lines between them: a margin read line by line."""
    return "".join(piece for seen in lines if seen.in_zone and len(piece := _piece(seen.text)) == 1)


def _cells(lines: Iterable[Seen]) -> Iterator[str]:
    """Letters across a row of cells, and down a column, over empty cells."""
    columns: dict[int, str] = defaultdict(str)
    for seen in lines:
        if "|" not in seen.text:
            yield from _pieces_of(columns)
            columns.clear()
            continue
        cells = [_piece(cell) or (" " if words(cell) else "") for cell in seen.text.split("|")]
        yield from "".join(cells).split()
        for order, cell in enumerate(cells):
            columns[order] += cell
    yield from _pieces_of(columns)


def _pieces_of(columns: dict[int, str]) -> Iterator[str]:
    for column in columns.values():
        yield from column.split()


def _boxes(lines: Iterable[Seen]) -> Iterator[str]:
    """Pieces that stand under or beside each other on a page, in whatever order they were read."""
    placed = [
        (seen.page, seen.box, piece)
        for seen in lines
        if seen.box is not None and (piece := _piece(seen.text))
    ]
    down: dict[tuple[int | None, int], list[tuple[float, str]]] = defaultdict(list)
    across: dict[tuple[int | None, int], list[tuple[float, str]]] = defaultdict(list)
    for page, box, piece in placed:
        middle_x, middle_y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        for shift in (0, 1):  # two grids, so that no column is cut by an edge of its cell
            down[page, 2 * round(middle_x / (2 * _NEAR) + shift / 2) + shift].append((box.top, piece))
            across[page, 2 * round(middle_y / (2 * _NEAR) + shift / 2) + shift].append((box.x0, piece))
    for group in (*down.values(), *across.values()):
        yield "".join(piece for _, piece in sorted(group))

"""Tables without rules: rows that only the white between their cells makes.

In: the printed lines of a page. Out: which of them are rows, cells joined by " | ".
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.readers.pdf_lines import Printed, Word

_WIDE = 1.5  # of the size: white that separates two cells
_HEADER_LINES = 4  # a header is wrapped to at most this many lines

Columns = Sequence[tuple[float, float]]  # left and right edge of each, in points


def open_tables(lines: Sequence[Printed]) -> dict[int, str]:
    """Lines that are rows of a table without rules: index → row text.

    A row is a line cut by wide white into cells whose edges or middles agree with the row above or below. A
    header (its wrapped lines joined; they come back empty) and a sum below stand over the same columns.
    """
    cells = [_cells(line) for line in lines]
    rows: dict[int, str] = {}
    start = 0
    while start < len(lines):
        end = start
        while end + 1 < len(lines) and _aligned(cells[end], cells[end + 1], lines[end].size):
            end += 1
        enough = 2 if len(cells[start]) > 2 else 3
        if end - start + 1 >= enough:
            for order in range(start, end + 1):
                rows[order] = " | ".join(cell.text for cell in cells[order])
            columns = _columns(cells[start : end + 1])
            rows |= _header(cells[max(0, start - _HEADER_LINES) : start], columns, start)
            end += _short_rows(cells[end + 1 :], columns, rows, end + 1)
        start = end + 1
    return rows


def _cells(line: Printed) -> list[Printed]:
    cells: list[list[Word]] = [[line.words[0]]]
    for before, after in pairwise(line.words):
        if after.x0 - before.x1 > _WIDE * line.size:
            cells.append([])
        cells[-1].append(after)
    return [Printed(tuple(cell)) for cell in cells]


def _aligned(above: Sequence[Printed], below: Sequence[Printed], size: float) -> bool:
    if len(above) < 2 or len(above) != len(below):
        return False
    return all(
        min(
            abs(one.box.x0 - other.box.x0),
            abs(one.box.x1 - other.box.x1),
            abs(one.box.x0 + one.box.x1 - other.box.x0 - other.box.x1) / 2,
        )
        < 0.5 * size
        for one, other in zip(above, below, strict=True)
    )


def _columns(rows: Sequence[Sequence[Printed]]) -> Columns:
    """The room each column takes, over all rows."""
    return [
        (min(cell.box.x0 for cell in cut), max(cell.box.x1 for cell in cut))
        for cut in zip(*rows, strict=True)
    ]


def _places(cells: Sequence[Printed], columns: Columns) -> list[int] | None:
    """The column of each cell: the only one it stands over, each taken once and in order; else None."""
    places: list[int] = []
    for cell in cells:
        over = [n for n, (x0, x1) in enumerate(columns) if cell.box.x0 < x1 and cell.box.x1 > x0]
        if len(over) != 1 or places and over[0] <= places[-1]:
            return None
        places.append(over[0])
    return places


def _header(above: Sequence[Sequence[Printed]], columns: Columns, start: int) -> dict[int, str]:
    """The header right above row ``start``: its first line names every column, the others go on in some."""
    texts = [""] * len(columns)
    for back in range(1, len(above) + 1):
        cells = above[-back]
        places = _places(cells, columns)
        if places is None:
            return {}
        for place, cell in zip(places, cells, strict=True):
            texts[place] = f"{cell.text} {texts[place]}".strip()
        if len(places) == len(columns):
            first = start - back
            return {first: " | ".join(texts)} | dict.fromkeys(range(first + 1, start), "")
    return {}


def _short_rows(
    below: Sequence[Sequence[Printed]], columns: Columns, rows: dict[int, str], first: int
) -> int:
    """Take the rows below that leave cells empty («Cộng | 42 | 31») and say how many there are."""
    taken = 0
    for cells in below:
        places = _places(cells, columns) if len(cells) > 1 else None
        if places is None:
            break
        texts = [""] * len(columns)
        for place, cell in zip(places, cells, strict=True):
            texts[place] = cell.text
        rows[first + taken] = " | ".join(texts)
        taken += 1
    return taken

"""Blocks of a flowing document (paragraphs, tables) → lines in reading order.

A table that only lays text out side by side (heading, signature) becomes LEFT lines then RIGHT lines; any
other becomes one line a row. The formats that flow (Word, OpenDocument, web pages) share these rules.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.document import Column, LineKind
from ingest.readers.lines import LineDraft

_NEAR_EDGE = 5  # lines of text allowed above a heading table, or below a signature table
_MOST_FILLERS = 100_000  # empty cells that row spans may stand for in one table: stops table bombs
_TWO_SIDED = re.compile(
    r"nơi nhận|đảng cộng sản việt nam|cộng h(?:òa|oà) xã hội|độc lập\s*-\s*tự do"
    r"|^\s*(?:[TK]/[MTL]|[TK][MTL]\.)",
    re.IGNORECASE | re.MULTILINE,
)

Row = list[list[LineDraft]]  # cells of lines


@dataclass(slots=True)
class Block:
    """A paragraph's lines, or a table's rows of cells of lines."""

    lines: list[LineDraft] = field(default_factory=list)
    rows: list[Row] | None = None
    bordered: bool = False

    def drafts(self) -> list[LineDraft]:
        if self.rows is None:
            return self.lines
        return [draft for row in self.rows for draft in _row(row)]

    def two_columns(self) -> list[LineDraft] | None:
        """The left cells then the right cells of a layout table; None when its shape is another."""
        if self.rows is None or not 1 <= len(self.rows) <= 3:
            return None
        if any(len(row) not in (2, 3) or (len(row) == 3 and row[1]) for row in self.rows):
            return None
        left = [replace(line, column=Column.LEFT) for row in self.rows for line in row[0]]
        right = [replace(line, column=Column.RIGHT) for row in self.rows for line in row[-1]]
        return left + right if left and right else None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the file has it: its lines, and over how many columns and rows it reaches."""

    lines: list[LineDraft]
    columns: int = 1
    rows: int = 1


def table_blocks(rows: list[Row], *, bordered: bool) -> Iterator[Block]:
    """A table as one block; a frame drawn around text (never two cells side by side) as its paragraphs."""
    if all(len(row) <= 1 for row in rows):
        for row in rows:
            yield from (Block(lines=cell) for cell in row)
    else:
        yield Block(rows=rows, bordered=bordered)


def spread(rows: Iterable[Sequence[Cell]]) -> list[Row]:
    """Rows with an empty cell wherever one reaches down from above, so that a value keeps its column.

    A cell over several columns stays one cell, as a person would read the row aloud.
    """
    hanging: list[tuple[int, int, int]] = []  # first column, columns, rows still to come; in column order
    spread_rows: list[Row] = []
    fillers = 0
    for row in rows:
        above, below = deque(hanging), []
        waiting = deque(row)
        cells: Row = []
        column = 0
        while above or waiting:
            if above and (above[0][0] <= column or not waiting):
                start, width, left = above.popleft()
                column = max(column, start)
                cells.append([])
                fillers += 1
            else:
                cell = waiting.popleft()
                width, left = cell.columns, cell.rows
                cells.append(cell.lines)
            if left > 1:
                below.append((column, width, left - 1))
            column += width
        hanging = below if fillers < _MOST_FILLERS else []
        spread_rows.append(cells)
    return spread_rows


def placed(blocks: Sequence[Block]) -> Iterator[LineDraft]:
    """Lines of all blocks; a two-column table near an edge, or with the words of one, as LEFT and RIGHT."""
    sizes = [len(block.drafts()) for block in blocks]
    above, total = 0, sum(sizes)
    for block, size in zip(blocks, sizes, strict=True):
        columns = block.two_columns()
        if columns is not None:
            near_edge = above <= _NEAR_EDGE or total - above - size <= _NEAR_EDGE
            speaks = _TWO_SIDED.search("\n".join(line.text for line in columns)) is not None
            yield from columns if speaks or (near_edge and not block.bordered) else block.drafts()
        else:
            yield from block.drafts()
        above += size


def _row(cells: Row) -> list[LineDraft]:
    texts = [" ".join(line.text for line in cell) for cell in cells]
    if not any(texts):
        return []
    filled = [line for cell in cells for line in cell]
    text = " | ".join(texts)
    return [
        LineDraft(text, page=filled[0].page, kind=LineKind.TABLE_ROW, bold=all(line.bold for line in filled))
    ]

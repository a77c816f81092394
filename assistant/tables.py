"""A table of a document: header, rows, the sentence that introduces it; which columns hold figures.

Built from the passages of one document. A row that does not have the cells of its header is left out and
the table is *ragged*: nothing is compared or added up over it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from ingest.archive.archive import DocumentRow
from ingest.document import Passage, PassageKind
from ingest.vietnamese.text import fold

_BAR = re.compile(r"\s*\|\s*")
_WORD = re.compile(r"\w+")
# "148", "1.250", "84,4%"; not "06/9/2023", not "05 xã".
_FIGURE = re.compile(r"(?P<digits>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<rest>\d+))?\s?%?")
_BLANK = frozenset({"", "-", "–", "…"})


@dataclass(frozen=True, slots=True)
class TableRow:
    passage: Passage
    cells: tuple[str, ...]  # one for each column
    is_total: bool

    def figure(self, column: int) -> Decimal | None:
        """The number in a cell; None where it is blank or words."""
        return figure_of(self.cells[column])


@dataclass(frozen=True, slots=True)
class Table:
    document: DocumentRow
    header: Passage
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    intro: Passage | None  # the sentence right before the table, in its section
    ragged: bool

    @property
    def counting(self) -> tuple[int, ...]:
        """Columns that only number the rows: "TT", "STT"."""
        return tuple(column for column, title in enumerate(self.columns) if words_of(title) in _counting())

    @property
    def numeric(self) -> tuple[int, ...]:
        """Columns of figures, those that only number the rows left out."""
        return tuple(
            column
            for column in range(len(self.columns))
            if column not in self.counting and self._holds_figures(column)
        )

    @property
    def label(self) -> int | None:
        """The column that names the rows: the first of words."""
        return next(
            (
                column
                for column in range(len(self.columns))
                if column not in self.counting and column not in self.numeric
            ),
            None,
        )

    @property
    def totals(self) -> tuple[int, ...]:
        """Columns that add up the others: "Tổng", "Cộng"."""
        return tuple(column for column in self.numeric if words_of(self.columns[column]) in _totals())

    @property
    def body(self) -> tuple[TableRow, ...]:
        """The rows that are not a total."""
        return tuple(row for row in self.rows if not row.is_total)

    @property
    def total(self) -> TableRow | None:
        return next((row for row in self.rows if row.is_total), None)

    def name(self, row: TableRow) -> str:
        return row.cells[self.label] if self.label is not None else ""

    def _holds_figures(self, column: int) -> bool:
        cells = [row.cells[column] for row in self.rows]
        filled = [cell for cell in cells if cell not in _BLANK]
        return bool(filled) and all(figure_of(cell) is not None for cell in filled)


def tables_of(document: DocumentRow, passages: Sequence[Passage]) -> list[Table]:
    """The tables of a document that have a header, in order; ``passages``: all of the document, in order."""
    tables = []
    for place, header in enumerate(passages):
        if header.kind is not PassageKind.TABLE_ROW or header.lead_in:
            continue
        rows = []
        for passage in passages[place + 1 :]:
            if passage.kind is PassageKind.FOOTNOTE:
                continue
            if passage.kind is not PassageKind.TABLE_ROW or not _is_under(passage, header):
                break
            rows.append(passage)
        if rows:
            tables.append(_table(document, header, rows, _introducing(passages[:place], header)))
    return tables


def cells_of(text: str) -> tuple[str, ...]:
    """The cells of a row as stored: "7 | Huyện Phước Nguyên | 21"; an empty first cell stays."""
    return tuple(_BAR.split(text.strip()))


def readable(header: str, row: str) -> str | None:
    """A row under its header as one line: «Công việc: …; Hoàn thành: 25/8/2023»; None where they do not fit."""
    titles, cells = cells_of(header), cells_of(row)
    if len(titles) < 2 or len(titles) != len(cells):
        return None
    told = [
        f"{title}: {cell}" if title else cell
        for title, cell in zip(titles, cells, strict=True)
        if cell and words_of(title) not in _counting()
    ]
    return "; ".join(told) or None


def words_of(text: str) -> str:
    """Folded words joined by one space: «Văn hóa - xã hội» → "van hoa xa hoi"."""
    return " ".join(_WORD.findall(fold(text)))


def figure_of(cell: str) -> Decimal | None:
    found = _FIGURE.fullmatch(cell.strip())
    return Decimal(f"{found['digits'].replace('.', '')}.{found['rest'] or 0}") if found else None


def _is_under(passage: Passage, header: Passage) -> bool:
    """Whether the row is read with ``header``, the last row of a header of one row or two."""
    return bool(passage.lead_in) and passage.lead_in_spans[-1:] == header.spans[-1:]


def _introducing(before: Sequence[Passage], header: Passage) -> Passage | None:
    above = next((passage for passage in reversed(before) if not _is_beside(passage)), None)
    if above is None or above.kind is not PassageKind.ITEM:
        return None
    titled = bool(header.path) and header.path[-1].endswith(above.text)
    return above if titled or above.section == header.section else None


def _is_beside(passage: Passage) -> bool:
    """A footnote, or the upper row of the header."""
    upper = passage.kind is PassageKind.TABLE_ROW and not passage.lead_in
    return upper or passage.kind is PassageKind.FOOTNOTE


def _table(document: DocumentRow, header: Passage, rows: Sequence[Passage], intro: Passage | None) -> Table:
    columns = cells_of(rows[0].lead_in[-1])
    kept = []
    for passage in rows:
        cells = cells_of(passage.text)
        is_total = any(words_of(cell) in _totals() for cell in cells[:2])
        if is_total and len(cells) == len(columns) - 1:
            cells = ("", *cells)  # "Cộng" in a cell that spans the number and the name
        if len(cells) == len(columns) and passage.text != header.text:
            kept.append(TableRow(passage, cells, is_total))
    repeated = sum(passage.text == header.text for passage in rows)
    return Table(document, header, columns, tuple(kept), intro, len(kept) + repeated != len(rows))


@cache
def _cells() -> dict[str, list[str]]:
    data = tomllib.loads(files("assistant").joinpath("tables.toml").read_text(encoding="utf-8"))
    cells: dict[str, list[str]] = data["cells"]
    return cells


def _counting() -> list[str]:
    return _cells()["counting"]


def _totals() -> list[str]:
    return _cells()["total"]

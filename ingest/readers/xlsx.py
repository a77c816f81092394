"""Excel (.xlsx): registers and tables of figures, one sheet after another, one line a row.

A sheet is lines of text, one or more tables, lines of text: what stands above a table is its title or the
heading of a document, what stands below it the signature.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.document import Column, LineKind, Reading
from ingest.readers.legacy_lines import Run, Speller, printed
from ingest.readers.lines import LineDraft, assemble, may_be_stamp, one_line
from ingest.readers.properties import property_texts
from ingest.readers.workroom import BARE, Workroom
from ingest.readers.xlsx_cells import Runs, Sheet, sheets
from ingest.readers.xlsx_package import Merge, checked, comments, drawn, frame
from ingest.vietnamese.legacy import face_of

_DEEPEST_HEADER = 4  # rows of a header whose cells are merged downwards
_ESCAPED = re.compile(r"_x000[9ADad]_")  # how the format writes a tab or a line end inside a cell
_LINE_END = re.compile(r"[\r\n]+")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that is not empty. ``number`` and the keys of ``cells`` count from 1."""

    number: int
    cells: dict[int, str]
    bold: bool

    @property
    def two_sided(self) -> bool:
        """Two cells with room between them: heading and signature blocks are set like this."""
        places = list(self.cells)
        return len(places) == 2 and places[1] - places[0] > 1

    @property
    def holds_figures(self) -> bool:
        return any(_is_figure(text) for text in self.cells.values())


def read(data: bytes, room: Workroom = BARE) -> Reading:  # noqa: ARG001 - every reader is called alike
    """Bytes of an .xlsx → Reading (no pages, no boxes); rows are TABLE_ROW lines, the header row first.

    Raises UnreadableFile: broken, encrypted, too large, with a DTD, or without text.
    """
    package = checked(data)
    found = sheets(data, package)
    frames = [frame(package, sheet.part) for sheet in found]
    beside = [one_line(text) for around in frames for text in around.printed]
    beside += [one_line(text) for text in comments(package)]
    stamps = [LineDraft(text) for text in dict.fromkeys(beside) if may_be_stamp(text)]
    boxes = [LineDraft(one_line(text)) for text in drawn(package)]
    told = (
        ("Bảng tính có ô công thức chưa được tính; đề nghị mở bằng Excel, lưu lại rồi nạp lại.",)
        if any(around.uncalculated for around in frames)
        else ()
    )

    def lines(speller: Speller) -> list[LineDraft]:
        rows = [_rows(sheet, speller) for sheet in found]
        several = sum(map(bool, rows)) > 1
        drafts: list[LineDraft] = []
        for sheet, own, around in zip(found, rows, frames, strict=True):
            if own and several:
                drafts.append(LineDraft(one_line(sheet.title), bold=True))
            drafts += _lines(own, around.merges)
        return [*stamps, *drafts, *boxes]

    drafts, warnings = printed(lines)
    reading = assemble(drafts, format="xlsx", warnings=(*told, *warnings))
    return replace(reading, pictures=property_texts(data))


def _rows(sheet: Sheet, speller: Speller) -> list[_Row]:
    """The rows that are not blank."""
    rows = []
    for row in sheet.rows:
        cells = {place: text for place, runs in row.runs.items() if (text := _spelled(runs, speller))}
        if cells:
            rows.append(_Row(row.number, cells, row.bold))
    return rows


def _spelled(runs: Runs, speller: Speller) -> str:
    """The text of a cell in Unicode, line ends kept."""
    text = speller.spell([Run(part, face_of(font or "")) for part, font in runs])
    return _ESCAPED.sub("\n", text).strip()


def _is_figure(text: str) -> bool:
    """Whether a cell holds a number, a share or a date, and no word."""
    return any(char.isdigit() for char in text) and not any(char.isalpha() for char in text)


def _lines(rows: Sequence[_Row], merges: Sequence[Merge]) -> Iterator[LineDraft]:
    """The lines of one sheet."""
    width = max((len(row.cells) for row in rows), default=0)
    enough = max(2, (width + 1) // 2)  # cells that make a row of the table
    start = next((n for n, row in enumerate(rows) if _heads(row, enough)), None)
    if start is None:
        yield from _free(rows, below=False)
        return
    yield from _free(rows[:start], below=False)
    end = max(n for n, row in enumerate(rows) if n == start or (n > start and _in_table(row, enough)))
    for table in _tables(rows[start : end + 1], enough):
        yield from _table(table, merges)
    yield from _free(rows[end + 1 :], below=True)


def _heads(row: _Row, enough: int) -> bool:
    return len(row.cells) >= enough and not row.two_sided


def _in_table(row: _Row, enough: int) -> bool:
    return _heads(row, enough) or (len(row.cells) > 1 and row.holds_figures)


def _tables(rows: Sequence[_Row], enough: int) -> Iterator[list[_Row]]:
    """Cut where, after an empty row, a title stands over a header of its own; a title is a table of one row."""
    table: list[_Row] = []
    for n, row in enumerate(rows):
        following = rows[n + 1] if n + 1 < len(rows) else None
        if (
            table
            and row.number - table[-1].number > 1
            and len(row.cells) == 1
            and following is not None
            and _heads(following, enough)
            and not following.holds_figures
        ):
            yield table
            yield [row]
            table = []
        else:
            table.append(row)
    yield table


def _table(rows: Sequence[_Row], merges: Sequence[Merge]) -> Iterator[LineDraft]:
    if len(rows) == 1 and len(rows[0].cells) == 1:
        yield from _free(rows, below=False)
        return
    columns = sorted({place for row in rows for place in row.cells})
    header, depth = _header(rows, columns, merges)
    yield _row(header, columns, bold=all(row.bold for row in rows[:depth]))
    for row in rows[depth:]:
        yield _row(row.cells, columns, bold=row.bold)


def _row(cells: dict[int, str], columns: Iterable[int], *, bold: bool) -> LineDraft:
    text = " | ".join(one_line(cells.get(place, "")) for place in columns)
    return LineDraft(text.rstrip(" |"), kind=LineKind.TABLE_ROW, bold=bold)


def _header(
    rows: Sequence[_Row], columns: Sequence[int], merges: Sequence[Merge]
) -> tuple[dict[int, str], int]:
    """The header as one row, and how many rows it took: «Số lượng» over «Bản chính» is «Số lượng - Bản chính»."""
    first = rows[0].number
    last = max(
        (merge.bottom for merge in merges if merge.top == first and merge.left in rows[0].cells),
        default=first,
    )
    if last - first >= _DEEPEST_HEADER:
        last = first
    own = [row for row in rows if row.number <= last]
    texts: dict[int, list[str]] = {column: [] for column in columns}
    for row in own:
        ends = {merge.left: merge.right for merge in merges if merge.top == row.number}
        text, until = "", 0
        for column in columns:
            if column in row.cells or column > until:  # else the merged cell to the left goes on
                text, until = one_line(row.cells.get(column, "")), ends.get(column, column)
            texts[column].append(text)
    header = {column: " - ".join(dict.fromkeys(filter(None, parts))) for column, parts in texts.items()}
    return header, len(own)


def _free(rows: Sequence[_Row], *, below: bool) -> Iterator[LineDraft]:
    """Rows outside the tables: lines of text, and blocks of two sides as a left and a right column."""
    sided = [n for n, row in enumerate(rows) if row.two_sided]
    start, end = (sided[0], len(rows) if below else sided[-1] + 1) if sided else (0, 0)
    for row in rows[:start]:
        yield from _side(row.cells.values(), None, row.bold)
    block = rows[start:end]
    middle = min((list(row.cells)[-1] for row in block if row.two_sided), default=0)
    for column in Column.LEFT, Column.RIGHT:
        for row in block:
            cells = [text for place, text in row.cells.items() if (place < middle) is (column is Column.LEFT)]
            yield from _side(cells, column, row.bold)
    for row in rows[end:]:
        yield from _side(row.cells.values(), None, row.bold)


def _side(cells: Iterable[str], column: Column | None, bold: bool) -> Iterator[LineDraft]:
    for text in _LINE_END.split("  ".join(cells)):
        yield LineDraft(one_line(text), column=column, bold=bold)

"""Excel (.xlsx): registers and tables of figures, one sheet after another, one line a row.

A sheet is lines of text, one or more tables, lines of text: what stands above a table is its title or the
heading of a document, what stands below it the signature. Nothing is left out for being hidden: hidden sheets,
rows and columns are read like the others, because the gate must see them. Formulas count by their last result.
"""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ingest.document import Column, LineKind, Reading
from ingest.errors import UnreadableFile
from ingest.readers.lines import LineDraft, assemble, may_be_stamp, one_line
from ingest.readers.workroom import BARE, Workroom
from ingest.readers.xlsx_package import BROKEN, Merge, checked, comments, drawn, frame
from ingest.readers.xlsx_values import printed

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

MAX_ROWS = 1_048_576  # of a sheet, as Excel itself
MAX_CELLS = 4_000_000  # places looked at in a file; a row is as long as its last cell is far right
_DEEPEST_HEADER = 4  # rows of a header whose cells are merged downwards

# Whatever the library meets in a broken file comes out as one of these.
_FAULTS = (
    AttributeError, LookupError, ArithmeticError, TypeError, ValueError, SyntaxError, RuntimeError,
    OSError, EOFError, zlib.error, zipfile.BadZipFile,
)  # fmt: skip
_ESCAPED = re.compile(r"_x000[9ADad]_")  # how the format writes a tab or a line end inside a cell
_LINE_END = re.compile(r"[\r\n]+")
_FIGURE = re.compile(r"[\d.,%/\s()+-]*\d[\d.,%/\s()+-]*")


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
        return any(_FIGURE.fullmatch(text) for text in self.cells.values())


def read(data: bytes, room: Workroom = BARE) -> Reading:  # noqa: ARG001 - every reader is called alike
    """Bytes of an .xlsx → Reading (no pages, no boxes); rows are TABLE_ROW lines, the header row first.

    Raises UnreadableFile: broken, encrypted, too large, with a DTD, or without text.
    """
    package = checked(data)
    sheets = list(_sheets(data))
    frames = [frame(package, path) for _, path, _ in sheets]
    drafts: list[LineDraft] = []
    filled = sum(bool(rows) for _, _, rows in sheets)
    for (title, _, rows), around in zip(sheets, frames, strict=True):
        if rows and filled > 1:
            drafts.append(LineDraft(one_line(title), bold=True))
        drafts += _lines(rows, around.merges)
    beside = [one_line(text) for around in frames for text in around.printed]
    beside += [one_line(text) for text in comments(package)]
    stamps = [LineDraft(text) for text in dict.fromkeys(beside) if may_be_stamp(text)]
    boxes = [LineDraft(one_line(text)) for text in drawn(package)]
    told = (
        ("Bảng tính có ô công thức chưa được tính; đề nghị mở bằng Excel, lưu lại rồi nạp lại.",)
        if any(around.uncalculated for around in frames)
        else ()
    )
    return assemble([*stamps, *drafts, *boxes], format="xlsx", warnings=told)


# Cells


def _sheets(data: bytes) -> Iterator[tuple[str, str, list[_Row]]]:
    """Title, part name and rows of each sheet."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    budget = [MAX_CELLS]
    try:
        with warnings.catch_warnings():
            # The library warns of what it will not keep on saving (validation lists, extensions).
            warnings.simplefilter("ignore", UserWarning)
            book = load_workbook(
                BytesIO(data), read_only=True, data_only=True, keep_links=False, rich_text=True
            )
            for sheet in book.worksheets:
                # The library has no public name for the part a sheet is stored in.
                yield sheet.title, sheet._worksheet_path, list(_rows(sheet, budget))
    except (*_FAULTS, InvalidFileException) as error:
        raise UnreadableFile(BROKEN) from error


def _rows(sheet: ReadOnlyWorksheet, budget: list[int]) -> Iterator[_Row]:
    sheet.reset_dimensions()  # what a file says of its size may be wrong or a trap
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        budget[0] -= len(cells)
        if number > MAX_ROWS or budget[0] < 0:
            raise UnreadableFile("Bảng tính có quá nhiều hàng hoặc cột; từ chối đọc để bảo vệ hệ thống.")
        filled = [(place, cell) for place, cell in enumerate(cells, start=1) if cell.value is not None]
        texts = {place: text for place, cell in filled if (text := _text(cell))}
        if texts:
            yield _Row(number, texts, all(cell.font.b for place, cell in filled if place in texts))


def _text(cell: Any) -> str:
    """The text of a cell as it shows, line ends kept; "" for a blank one."""
    text = "".join(_decoded(part, font) for part, font in _runs(cell))
    return _ESCAPED.sub("\n", text).strip()


def _runs(cell: Any) -> Iterator[tuple[str, str | None]]:
    """The parts of a cell that have one font each, with its name."""
    name = cell.font.name
    if isinstance(cell.value, list):  # rich text
        for part in cell.value:
            if isinstance(part, str):
                yield part, name
            else:
                yield part.text, (part.font.rFont if part.font else None) or name
    else:
        yield printed(cell.value, cell.number_format), name


def _decoded(text: str, font: str | None) -> str:  # noqa: ARG001 - legacy fonts are told by it
    """A run as Unicode: the one place where a font such as .VnTime decides (domain.md §6.4)."""
    return text


# Lines


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

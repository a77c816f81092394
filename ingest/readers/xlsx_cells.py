"""The cells of an .xlsx: bytes that were checked in, sheets of rows of cells out, each cell as it prints.

Hidden sheets, rows and columns are read like the others, because the gate must see them. Formulas count by their
last result.
"""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ingest.errors import UnreadableFile
from ingest.readers.xlsx_values import printed
from ingest.readers.xml_zip import XmlZip

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

MAX_ROWS = 1_048_576  # of a sheet, as Excel itself
MAX_CELLS = 4_000_000  # places looked at in a sheet; a row is as long as its last cell is far right

# Whatever the library meets in a broken file comes out as one of these.
_FAULTS = (
    AttributeError, LookupError, ArithmeticError, TypeError, ValueError, SyntaxError, RuntimeError,
    OSError, EOFError, zlib.error, zipfile.BadZipFile,
)  # fmt: skip

Runs = tuple[tuple[str, str | None], ...]  # the parts of a cell in one font each: text, and the font's name


@dataclass(frozen=True, slots=True)
class Cells:
    """A row with a filled cell. ``number`` and the keys of ``runs`` count from 1."""

    number: int
    runs: dict[int, Runs]
    bold: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    part: str  # of the package
    rows: tuple[Cells, ...]


def sheets(data: bytes, package: XmlZip) -> tuple[Sheet, ...]:
    """The sheets of a workbook in its order; ``package`` is ``data``, checked.

    Raises UnreadableFile: broken, or too large.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            # The library warns of what it will not keep on saving (validation lists, extensions).
            warnings.simplefilter("ignore", UserWarning)
            book = load_workbook(
                BytesIO(data), read_only=True, data_only=True, keep_links=False, rich_text=True
            )
            # The library has no public name for the part a sheet is stored in.
            return tuple(
                Sheet(sheet.title, sheet._worksheet_path, tuple(_rows(sheet))) for sheet in book.worksheets
            )
    except (*_FAULTS, InvalidFileException) as error:
        raise package.broken() from error


def _rows(sheet: ReadOnlyWorksheet) -> Iterator[Cells]:
    sheet.reset_dimensions()  # what a file says of its size may be wrong or a trap
    looked_at = 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        looked_at += len(cells)
        if number > MAX_ROWS or looked_at > MAX_CELLS:
            raise UnreadableFile("Bảng tính có quá nhiều hàng hoặc cột; từ chối đọc để bảo vệ hệ thống.")
        filled = [(place, cell) for place, cell in enumerate(cells, start=1) if cell.value is not None]
        if filled:
            runs = {place: tuple(_runs(cell)) for place, cell in filled}
            yield Cells(number, runs, all(cell.font.b for _, cell in filled))


def _runs(cell: Any) -> Iterator[tuple[str, str | None]]:
    name = cell.font.name
    if isinstance(cell.value, list):  # rich text
        for part in cell.value:
            if isinstance(part, str):
                yield part, name
            else:
                yield part.text, (part.font.rFont if part.font else None) or name
    else:
        yield printed(cell.value, cell.number_format), name

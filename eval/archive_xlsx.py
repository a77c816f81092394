"""Excel products of the sample archive: registers of documents and tables of figures."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

from eval.archive_source import Source
from eval.archive_zip import repack

_DAY = re.compile(r"(\d\d)/(\d{1,2})/(\d{4})")
_EDGE = Side(style="thin")


def xlsx(source: Source) -> bytes:
    """A .xlsx product: issuer and title over each table, days and figures as Excel's own values. Byte for byte
    the same at every call."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Sheet1"
    sheet.append([source.issuer])
    sheet.append([source.type])
    sheet["A2"].font = Font(bold=True, size=14)
    for block in source.blocks:
        if not block.rows:
            continue
        sheet.append([])
        for number, row in enumerate(block.rows):
            sheet.append([_value(text) for text in row])
            for cell in sheet[sheet.max_row]:
                cell.border = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                cell.font = Font(bold=number < block.header)
                if isinstance(cell.value, datetime):
                    cell.number_format = "dd/mm/yyyy"
    day = datetime(source.day.year, source.day.month, source.day.day, 8)
    book.properties.creator, book.properties.created = "Văn thư", day
    out = io.BytesIO()
    book.save(out)
    return repack(out.getvalue(), saved=f"{day.isoformat()}Z")


def _value(text: str) -> str | int | datetime | None:
    if day := _DAY.fullmatch(text):
        return datetime(int(day[3]), int(day[2]), int(day[1]))
    return int(text) if text.isdigit() else text or None

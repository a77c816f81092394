"""Excel variants: the document as a table, heading above and signature below, its sentences in the cells."""

from __future__ import annotations

import io
from itertools import zip_longest

from openpyxl import Workbook
from openpyxl.styles import Font

from eval.archive_source import Source
from eval.variants.encodings import LEGACY, Encoding, composed, legacy_runs

_COLUMNS = ("TT", "Nội dung công việc", "Phần việc", "Ghi chú")


def sheet(source: Source, encoding: Encoding) -> bytes:
    """An .xlsx with one sheet. A cell has one font, so single capitals of TCVN3 are lost, as in a real file."""
    book = Workbook()
    page = book.active
    assert page is not None
    left, right = source.heading_columns()
    gap = [""] * (len(left) - len(right))  # number and date stand in one row
    for one, other in zip_longest(left, (*right[:-1], *gap, right[-1])):
        page.append([one, None, None, other])
    for line in (source.about, source.type, *source.title, *(f"Kính gửi: {name}" for name in source.to)):
        if line:
            page.append([line])
    page.append([])
    page.append(_COLUMNS)
    part, count = "", 0
    for block in source.blocks:
        if block.kind == "heading1":
            part = block.text
        elif block.kind in ("bullet", "paragraph"):
            count += 1
            page.append([count, block.text, part, None])
    page.append([])
    (signature,) = source.signatures
    page.append(["Nơi nhận:", None, None, signature.lines[0]])
    for line in source.recipients:
        page.append([line])
    for line in (*signature.lines[1:], signature.name):
        page.append([None, None, None, line])
    for row in page.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value:
                cell.value, font = _written(cell.value, encoding)
                cell.font = Font(name=font)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _written(text: str, encoding: Encoding) -> tuple[str, str]:
    """What a cell stores, and its font. TCVN3 capitals are small letters in the font of capitals."""
    if encoding not in LEGACY:
        return composed(text, encoding), "Times New Roman"
    capitals = text.isupper() and encoding in (Encoding.TCVN3, Encoding.TCVN3_REFONTED)
    runs = legacy_runs(text.lower() if capitals else text, encoding)
    font = runs[0][1].removesuffix("H")
    return "".join(part for part, _ in runs), f"{font}H" if capitals and font == ".VnTime" else font

"""An office clerk for the tests: writes the same report as .docx (python-docx) and .pdf (reportlab).

It follows the layout of domain.md §2 and shares no table, pattern or constant with the readers.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from PIL import Image

FONTS = Path("/usr/share/fonts/truetype/dejavu")
TITLE = ("BÁO CÁO", "kết quả công tác dân vận tháng 9,", "nhiệm vụ trọng tâm tháng 10/2021")
LEFT = ("TỈNH ỦY HẢI THANH", "BAN DÂN VẬN", "*", "Số 61-BC/BDVTU")
RIGHT = ("ĐẢNG CỘNG SẢN VIỆT NAM", "Hải Thanh, ngày 24 tháng 9 năm 2021")
RECIPIENTS = ("Nơi nhận:", "- Ban Thường vụ Tỉnh ủy,", "- Các huyện ủy, thành ủy,", "- Lưu Văn phòng Ban.")
SIGNER = ("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Phạm Thị Thu Hà")
LONG = (
    "Ban đã tham mưu Ban Thường vụ Tỉnh ủy ban hành kế hoạch vận động nhân dân các xã ven biển tham gia bảo vệ "
    "rừng ngập mặn, đồng thời hướng dẫn các huyện ủy, thành ủy tổ chức đối thoại với nhân dân ở những nơi có "
    "dự án đi qua, bảo đảm mọi kiến nghị đều được trả lời đúng hạn và công khai tại trụ sở xã."
)


def font(name: str = "DejaVuSerif") -> str:
    """Register a Vietnamese-capable font with reportlab and name it; skip loudly where it is not installed."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    file = FONTS / f"{name}.ttf"
    if not file.is_file():
        pytest.skip(f"{file} is missing: apt-get install -y fonts-dejavu-core")
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, str(file)))
    return name


class Sheet:
    """A PDF drawn line by line. y is given from the top of an A4 page, in points."""

    width, height = 595.0, 842.0

    def __init__(self, encrypt: str | None = None) -> None:
        from reportlab.pdfgen import canvas

        self._file = io.BytesIO()
        self._canvas: Any = canvas.Canvas(self._file, pagesize=(self.width, self.height), encrypt=encrypt)
        self._regular, self._bold = font("DejaVuSerif"), font("DejaVuSerif-Bold")

    def text_width(self, text: str, size: float = 12) -> float:
        from reportlab.pdfbase import pdfmetrics

        return float(pdfmetrics.stringWidth(text, self._regular, size))

    def put(
        self, x: float, y: float, text: str, size: float = 12, *, bold: bool = False, raise_by: float = 0
    ) -> None:
        self._canvas.setFont(self._bold if bold else self._regular, size)
        self._canvas.drawString(x, self.height - y + raise_by, text)

    def centre(self, x: float, y: float, text: str, size: float = 12, *, bold: bool = False) -> None:
        self._canvas.setFont(self._bold if bold else self._regular, size)
        self._canvas.drawCentredString(x, self.height - y, text)

    def paragraph(self, y: float, text: str, size: float = 12, left: float = 85, right: float = 540) -> float:
        """Set in and broken at the right margin; returns the y after it."""
        x = left + 28
        line = ""
        for word in text.split():
            trial = f"{line} {word}".strip()
            if self.text_width(trial, size) > right - x:
                self.put(x, y, line, size)
                line, x, y = word, left, y + 1.45 * size
            else:
                line = trial
        self.put(x, y, line, size)
        return y + 1.7 * size

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self._canvas.line(x0, self.height - y0, x1, self.height - y1)

    def picture(
        self,
        image: Image.Image | None = None,
        place: tuple[float, float, float, float] = (0, 0, width, height),
    ) -> None:
        """A picture, an empty grey one by default; ``place``: left, bottom, width, height."""
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        image = image or Image.new("RGB", (60, 80), (230, 230, 230))
        self._canvas.drawImage(ImageReader(image), *place)

    def next_page(self) -> None:
        self._canvas.showPage()

    def done(self) -> bytes:
        self._canvas.showPage()
        self._canvas.save()
        return self._file.getvalue()


def heading(sheet: Sheet, right_shift: float = 0) -> float:
    """The two-column heading; ``right_shift`` sets the right column lower, as unequal cells do."""
    for order, text in enumerate(LEFT):
        sheet.centre(170, 70 + 18 * order, text, bold=order == 1)
    sheet.centre(405, 70 + right_shift, RIGHT[0], bold=True)
    sheet.centre(405, 124 + right_shift, RIGHT[1])
    for order, text in enumerate(TITLE):
        sheet.centre(Sheet.width / 2, 170 + 18 * order, text, bold=True)
    return 240


def signature(sheet: Sheet, y: float) -> None:
    for order, text in enumerate(RECIPIENTS):
        sheet.put(85, y + 16 * order, text, 11, bold=order == 0)
    for place, text in zip((0, 18, 95), SIGNER, strict=True):
        sheet.centre(430, y + place, text, bold=True)


def number_paragraph(paragraph: Any, num_id: int, level: int = 0) -> None:
    """Make a python-docx paragraph a list item by its own w:numPr."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", level), ("w:numId", num_id)):
        item = OxmlElement(tag)
        item.set(qn("w:val"), str(value))
        properties.append(item)
    paragraph._p.get_or_add_pPr().append(properties)


def define_list(
    document: Any, num_id: int, levels: Sequence[tuple[str, str]], start: int | None = None
) -> None:
    """Add a list definition: (number format, level text) for each level."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    root = document.part.numbering_part.element
    drawn = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (kind, text) in enumerate(levels)
    )
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{900 + num_id}">{drawn}</w:abstractNum>'
    )
    root.insert(list(root).index(root.find(qn("w:num"))), abstract)
    override = (
        f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start else ""
    )
    root.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{num_id}"><w:abstractNumId w:val="{900 + num_id}"/>{override}</w:num>'
        )
    )


def saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()

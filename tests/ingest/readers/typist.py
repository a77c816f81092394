"""A typist of before Unicode, for the tests: the same letter in TCVN3 or VNI, in Word, in PDF and as bytes.

What is stored comes from ``eval.variants.encoders``, which shares no table with the product.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable
from typing import Any

import docx

from eval.variants.encoders import tcvn3, vni
from tests.ingest.readers.clerk import FONTS

LETTER = (
    "TỈNH ỦY HẢI THANH",
    "KẾ HOẠCH",
    "tổ chức đối thoại giữa người đứng đầu cấp ủy với nhân dân năm 2021",
    "Thực hiện Quy định số 15-QĐ/TU của Ban Thường vụ Tỉnh ủy, Ban Dân vận phối hợp với các huyện rà soát",
    "và chuẩn bị những nội dung mà nhân dân kiến nghị nhiều lần.",
    "- Các địa phương được hướng dẫn trước ngày 20/9; kỷ luật phát ngôn phải giữ, mỹ quan nơi họp phải đẹp.",
    "- Những việc vượt thẩm quyền thì báo cáo Thường trực, không tự ý trả lời dân hoặc hứa hẹn.",
    "Nơi nhận: các huyện ủy, thành ủy; lưu Văn phòng.",
)
ENGLISH = "The committee met on 12 May 2021 © and agreed on § 4 of the plan; see naïve façade at 20°C."
FRENCH = (
    "Le comité s'est réuni à l'hôtel de ville où il a été décidé, après débat, de créer une école française.",
    "Voilà où en était la réunion : l'élève naïf a dû apprêter le théâtre déjà fermé, peut-être à Noël.",
)


def tcvn3_stored(text: str) -> str:
    """TCVN3 with the capitals fonts forgotten, as it stands in a plain text."""
    return "".join(stored for stored, _ in tcvn3(text))


def old_word(lines: Iterable[str], encoding: str, *, regular: str | None = None) -> Any:
    """A python-docx document typed in fonts of ``encoding``; ``regular`` is the font put over them later."""
    document = docx.Document()
    for line in lines:
        add_old(document.add_paragraph(), line, encoding, regular)
    return document


def add_old(paragraph: Any, text: str, encoding: str, regular: str | None = None) -> None:
    runs = (
        [(vni(text), "VNI-Times")]
        if encoding == "VNI"
        else [(stored, ".VnTimeH" if capital else ".VnTime") for stored, capital in tcvn3(text)]
    )
    for stored, font in runs:
        paragraph.add_run(stored).font.name = regular or font


def old_pdf(lines: Iterable[str], encoding: str) -> bytes:
    """A PDF whose font has the name, and whose text has the codes, of a legacy one; 14 points a line."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen import canvas

    file = io.BytesIO()
    page: Any = canvas.Canvas(file, pagesize=(595, 842))
    y = 780
    for line in lines:
        x: float = 60
        runs = [(vni(line), "VNI-Times")] if encoding == "VNI" else [
            (stored, ".VnTimeH" if capital else ".VnTime") for stored, capital in tcvn3(line)
        ]  # fmt: skip
        for stored, name in runs:
            if name not in pdfmetrics.getRegisteredFontNames():
                font = TTFont(name, str(FONTS / "DejaVuSerif.ttf"))
                font.face.name = name.encode()
                pdfmetrics.registerFont(font)
            page.setFont(name, 9)
            page.drawString(x, y, stored)
            x += pdfmetrics.stringWidth(stored, name, 9)
        y -= 14
    page.save()
    return file.getvalue()


def windows_1258(text: str) -> bytes:
    """Base letters composed, tones behind them, as that code page has it."""
    stored = []
    for letter in unicodedata.normalize("NFC", text):
        base, *marks = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
        shape = [mark for mark in marks if mark not in tones]
        stored.append(unicodedata.normalize("NFC", base + "".join(shape)) + "".join(tones))
    return "".join(stored).encode("cp1258")

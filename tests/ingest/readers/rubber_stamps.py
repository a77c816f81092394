"""Rubber stamps for the tests: pages drawn at 200 dpi with stamps on them, saved as a scanner saves them.

Sizes and wording follow domain.md §2.5; nothing here is shared with the reader of stamps.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from tests.ingest.readers.clerk import FONTS, LEFT, LONG, RIGHT, TITLE

DPI = 200
MM = DPI / 25.4
RED, BLUE, BLACK = (200, 30, 40), (40, 50, 170), (40, 40, 40)


@dataclass(frozen=True)
class Stamp:
    """``at``: its middle as shares of the page; ``height`` of its letters in mm."""

    text: str  # lines parted by "\n"
    at: tuple[float, float] = (0.25, 0.2)
    height: float = 5.0
    angle: float = 0.0
    font: str = "DejaVuSans-Bold"
    frame: int = 1  # lines drawn around it
    spaced: bool = False
    ink: tuple[int, int, int] = RED
    worn: bool = False  # so badly inked that nothing can be read


def typeface(name: str, height_mm: float) -> ImageFont.FreeTypeFont:
    """A face whose capitals are that high."""
    return ImageFont.truetype(FONTS / f"{name}.ttf", round(height_mm * MM / 0.73))


def page() -> Image.Image:
    """The first page of a report, printed in black."""
    sheet = Image.new("RGB", (1654, 2339), (250, 250, 248))
    draw = ImageDraw.Draw(sheet)
    plain, bold = typeface("DejaVuSerif", 3.0), typeface("DejaVuSerif-Bold", 3.0)
    for side, lines in ((440, LEFT), (1180, RIGHT)):
        for order, text in enumerate(lines):
            draw.text((side, 180 + 50 * order), text, (25, 25, 25), plain, "mm")
    for order, text in enumerate(TITLE):
        draw.text((827, 560 + 55 * order), text, (25, 25, 25), bold, "mm")
    words, line, y = LONG.split() * 3, "", 780
    for word in words:
        if plain.getlength(f"{line} {word}") > 1250:
            draw.text((230, y), line, (25, 25, 25), plain, "lm")
            line, y = word, y + 55
        else:
            line = f"{line} {word}".strip()
    draw.text((230, y), line, (25, 25, 25), plain, "lm")
    draw.text((1180, 1900), "Phạm Thị Thu Hà", (25, 25, 25), bold, "mm")
    return sheet


def stamped(sheet: Image.Image, stamp: Stamp) -> Image.Image:
    face = typeface(stamp.font, stamp.height)
    text = "\n".join(" ".join(line) for line in stamp.text.split("\n")) if stamp.spaced else stamp.text
    left, top, right, bottom = ImageDraw.Draw(sheet).multiline_textbbox((0, 0), text, face, align="center")
    pad = round(2.0 * MM)
    size = (round(right - left) + 4 * pad, round(bottom - top) + 4 * pad)
    ink = Image.new("L", size, 0)
    draw = ImageDraw.Draw(ink)
    draw.multiline_text((2 * pad - left, 2 * pad - top), text, 255, face, align="center")
    if stamp.worn:
        ink = ink.filter(ImageFilter.GaussianBlur(2.2 * MM / 2)).point(lambda v: 255 if v > 90 else 0)
        draw = ImageDraw.Draw(ink)
    for number in range(stamp.frame):
        inset = pad - 7 * number
        draw.rectangle((inset, inset, size[0] - inset, size[1] - inset), outline=255, width=4)
    return pressed(sheet, ink.rotate(stamp.angle, Image.Resampling.BICUBIC, expand=True), stamp.at, stamp.ink)


def pressed(
    sheet: Image.Image, ink: Image.Image, at: tuple[float, float], colour: tuple[int, int, int]
) -> Image.Image:
    """Ink on paper, darker where it falls on print."""
    layer = Image.new("RGB", sheet.size, "white")
    x, y = round(at[0] * sheet.width - ink.width / 2), round(at[1] * sheet.height - ink.height / 2)
    layer.paste(Image.new("RGB", ink.size, colour), (x, y), ink)
    return ImageChops.multiply(sheet, layer)


def sealed(sheet: Image.Image, rim: str, at: tuple[float, float] = (0.66, 0.79)) -> Image.Image:
    """A round red seal of 36 mm with ``rim`` written around it."""
    size = round(36 * MM)
    ink = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(ink)
    for radius, width in ((0.49, 7), (0.33, 3)):
        draw.circle((size / 2, size / 2), radius * size, outline=255, width=width)
    draw.regular_polygon((size / 2, size / 2, 0.12 * size), 5, fill=255)
    face = typeface("DejaVuSans-Bold", 2.2)
    for order, letter in enumerate(rim):
        tile = Image.new("L", ink.size, 0)
        ImageDraw.Draw(tile).text((size / 2, 0.09 * size), letter, 255, face, "mm")
        ink = ImageChops.lighter(ink, tile.rotate(-order * 340 / len(rim)))
    return pressed(sheet, ink, at, RED)


def saved(sheet: Image.Image, quality: int = 60) -> bytes:
    """As a scanner saves it."""
    out = io.BytesIO()
    sheet.filter(ImageFilter.GaussianBlur(0.6)).save(out, "JPEG", quality=quality, dpi=(DPI, DPI))
    return out.getvalue()

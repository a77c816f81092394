"""A PDF printed, signed under a round red seal and scanned: an image-only PDF, fixed by its seed.

What a cheap office scanner does to a page, in the order it happens: the seal goes on the paper, the paper lies
askew on the glass, dust and a hurried lamp leave specks and a grey cast, the file is saved as JPEG.
"""

from __future__ import annotations

import io
import time

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from eval.archive_lines import FONTS

DPI = 200
_SKEW = 1.5  # degrees, either way
_QUALITY = 60  # JPEG
_SEAL = 36 / 25.4  # inches across: the seal of a Party body (36 mm)
_INK = (205, 25, 45)
_RIM = "ĐẢNG BỘ TỈNH HẢI THANH • ĐẢNG CỘNG SẢN VIỆT NAM • "
_SPECKS = 1e-4  # share of the page's dots


def scan(pdf: bytes, *, seed: int, stamp: bool = True) -> bytes:
    """An image-only PDF of the same pages at 200 dpi; ``stamp`` puts a round red seal over the signature.

    The same bytes for the same input and seed.
    """
    random = np.random.default_rng(seed)
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in document]
        if stamp:
            order, x, y = _signature_place(document)
            pages[order] = _sealed(pages[order], x, y, random)
    finally:
        document.close()
    first, *others = [_scanned(page, random) for page in pages]
    out = io.BytesIO()
    epoch = time.gmtime(0)
    first.save(
        out,
        "PDF",
        save_all=True,
        append_images=others,
        resolution=DPI,
        quality=_QUALITY,
        creationDate=epoch,
        modDate=epoch,
    )
    return out.getvalue()


def _signature_place(document: pypdfium2.PdfDocument) -> tuple[int, float, float]:
    """(page index, x, y in dots) of the seal's middle: at the left of the last name, a little above it.

    Falls back to the lower right of the last page where no text stands at the right.
    """
    for order in range(len(document) - 1, -1, -1):
        page = document[order]
        width, height = page.get_size()
        text = page.get_textpage()
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
        right = [box for box in boxes if box[2] - box[0] > 1 and (box[0] + box[2]) / 2 > 0.55 * width]
        if not right:
            continue
        floor = min(box[1] for box in right)
        name = [box for box in right if box[1] < floor + 4]
        x, y = min(box[0] for box in name), height - floor - 26
        return order, x * DPI / 72, y * DPI / 72
    width, height = document[len(document) - 1].get_size()
    return len(document) - 1, 0.62 * width * DPI / 72, 0.75 * height * DPI / 72


def _sealed(page: Image.Image, x: float, y: float, random: np.random.Generator) -> Image.Image:
    """The page with a seal centred at (x, y): ink darkens what it covers and takes unevenly on paper."""
    seal = _seal(round(_SEAL * DPI)).rotate(random.uniform(-12, 12), Image.Resampling.BICUBIC)
    ink = np.asarray(seal, np.float32) / 255 * random.uniform(0.7, 1.0, seal.size[::-1]).astype(np.float32)
    red = np.asarray(_INK, np.float32)
    tint = Image.fromarray((255 - ink[..., None] * (255 - red)).astype(np.uint8))
    sheet = Image.new("RGB", page.size, "white")
    sheet.paste(tint, (round(x - seal.width / 2), round(y - seal.height / 2)))
    return ImageChops.multiply(page, sheet)


def _seal(size: int) -> Image.Image:
    """Ink of a round seal, 0 to 255: two rings, a star, the body's name around the rim."""
    large = 3 * size
    seal = Image.new("L", (large, large), 0)
    draw = ImageDraw.Draw(seal)
    middle = large / 2
    for radius, width in ((0.49, 0.02), (0.33, 0.008)):
        draw.circle((middle, middle), radius * large, outline=255, width=round(width * large))
    points = [
        middle + large * radius * np.array([np.sin(turn), -np.cos(turn)])
        for turn, radius in zip(np.arange(10) * np.pi / 5, (0.12, 0.046) * 5, strict=True)
    ]
    draw.polygon([tuple(point) for point in points], fill=255)
    font = ImageFont.truetype(FONTS / "DejaVuSans-Bold.ttf", round(0.075 * large))
    step = 360 / len(_RIM)
    for place, letter in enumerate(_RIM):
        tile = Image.new("L", (large, large), 0)
        ImageDraw.Draw(tile).text((middle, 0.085 * large), letter, fill=255, font=font, anchor="mm")
        seal = ImageChops.lighter(seal, tile.rotate(-place * step, Image.Resampling.BILINEAR))
    return seal.resize((size, size), Image.Resampling.LANCZOS)


def _scanned(page: Image.Image, random: np.random.Generator) -> Image.Image:
    """Askew, a little out of focus, with a grey cast, grain, and dark and light specks."""
    turned = page.rotate(
        random.uniform(-_SKEW, _SKEW), Image.Resampling.BICUBIC, fillcolor=(255, 255, 255)
    ).filter(ImageFilter.GaussianBlur(0.6))
    dots: NDArray[np.float32] = np.asarray(turned, np.float32)
    height, width, _ = dots.shape
    left, right = random.uniform(0.93, 1.0, 2)
    lamp = np.linspace(left, right, width, dtype=np.float32)[None, :, None]
    dots = dots * lamp + random.normal(0, 4, (height, width, 1)).astype(np.float32)
    for value in (40, 245):
        count = int(_SPECKS * height * width)
        rows, columns = random.integers(0, height - 2, count), random.integers(0, width - 2, count)
        for down, across in ((0, 0), (0, 1), (1, 0)):
            dots[rows + down, columns + across] = value
    return Image.fromarray(np.clip(dots, 0, 255).astype(np.uint8))

"""Scanned products of the sample archive: pictures of the printed page, in a PDF or as one picture.

They depend on the versions of the programs that draw them, so they are made once and kept
(`eval.archive_kept`).
"""

from __future__ import annotations

import io
from zlib import crc32

import pypdfium2
from PIL import Image

from eval.variants.scanning import DPI, scan

_WHITE = 170  # of 255: what is lighter is paper on a black-and-white scan
_QUALITY = 55  # JPEG


def scanned(file: str, printed: bytes) -> bytes:
    """The printed PDF as the scanner would give it in the format of `file`: .pdf, .jpg, or .png (1 bit, a fax)."""
    pdf = scan(printed, seed=crc32(file.encode()), stamp=False)
    if file.endswith(".pdf"):
        return pdf
    document = pypdfium2.PdfDocument(pdf)
    try:
        page: Image.Image = document[0].render(scale=DPI / 72).to_pil().convert("L")
    finally:
        document.close()
    out = io.BytesIO()
    if file.endswith(".png"):
        page.point(lambda value: 255 * (value > _WHITE)).convert("1").save(out, "PNG", dpi=(DPI, DPI))
    else:
        page.save(out, "JPEG", quality=_QUALITY, dpi=(DPI, DPI))
    return out.getvalue()

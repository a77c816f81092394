"""Picture files → pages of coloured dots, upright and of known size. The picture library is opened here.

Nothing is decoded before its size is known, and pages are decoded one at a time.
"""

from __future__ import annotations

import io
import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from ingest.errors import UnreadableFile
from ingest.readers.deskew import Colour

MAX_DOTS = 60_000_000  # of one page: an A3 page at 400 dpi has 31 million
MAX_PAGES = 300
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
_PAPER = (
    4.0,
    17.0,
)  # inches: a resolution that makes the longer side of a page other than that is not believed
_A4 = 11.7  # inches
_READABLE = (150, 300)  # dpi that are read as they are; others are brought to …
_WANTED = 200
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    struct.error,
    zlib.error,
    IndexError,
    KeyError,
    TypeError,
)


@dataclass(frozen=True, slots=True)
class Picture:
    """One page: its dots and how many make an inch."""

    dots: Colour
    dpi: float


class Frames:
    """The pages of a picture file; safe to ask from several threads."""

    def __init__(self, image: Any) -> None:
        self._image = image
        self._lock = threading.Lock()
        self.format = str(image.format).lower()  # "png", "jpeg", "tiff", "bmp"
        self._pages = min(int(getattr(image, "n_frames", 1)), MAX_PAGES + 1)

    def __len__(self) -> int:
        return self._pages

    def __getitem__(self, order: int) -> Picture:
        """Raises UnreadableFile: broken, or more than ``MAX_DOTS``."""
        with self._lock:
            try:
                self._image.seek(order)
                _refuse_large(self._image)
                return _picture(self._image)
            except _BROKEN as error:
                raise UnreadableFile("Tệp ảnh bị hỏng, không giải mã được.") from error


@contextmanager
def open_picture(data: bytes) -> Iterator[Frames | None]:
    """The pages of a picture file; None for what is none or is too broken to be opened.

    Raises UnreadableFile for a picture of more than ``MAX_DOTS``, before it is decoded.
    """
    from PIL import Image

    frames: Frames | None
    with ExitStack() as opened:
        try:
            image = opened.enter_context(Image.open(io.BytesIO(data), formats=_FORMATS))
            frames = Frames(image)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise UnreadableFile(_too_large()) from error
        except _BROKEN:
            frames = None
        yield frames


def _too_large() -> str:
    return f"Ảnh lớn hơn {MAX_DOTS // 1_000_000} triệu điểm; đề nghị quét lại ở 200–300 dpi."


def _refuse_large(image: Any) -> None:
    if image.width * image.height > MAX_DOTS:
        raise UnreadableFile(_too_large())


def _picture(image: Any) -> Picture:
    from PIL import Image, ImageOps

    stated = image.info.get("dpi", (0, 0))
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I"):  # 16 or 32 bits of grey: only the upper 8 are kept
        deep = np.asarray(upright)
        shift = 8 if deep.max(initial=0) > 255 else 0
        upright = Image.fromarray((deep >> shift).clip(0, 255).astype(np.uint8))
    if upright.has_transparency_data:
        paper = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(paper, upright.convert("RGBA"))
    colour = upright.convert("RGB")
    longer = max(colour.size)
    dpi = float(stated[0] or 0)
    if not dpi or not _PAPER[0] <= longer / dpi <= _PAPER[1]:
        dpi = longer / _A4
    if not _READABLE[0] <= dpi <= _READABLE[1]:
        scale = _WANTED / dpi
        colour = colour.resize(
            (max(1, round(colour.width * scale)), max(1, round(colour.height * scale))),
            Image.Resampling.BICUBIC,
        )
        dpi = _WANTED
    return Picture(np.asarray(colour), dpi)

"""A scanned page made fit for reading: ink of stamps lightened, specks removed, lines made level.

Colours come in as (height, width, 3) and go out as grey (height, width); places are kept but for the turn.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ingest.readers.tesseract import Grey

_PART = 40  # dots: a part of the page lit alike
_SHADOW = 0.5  # of the usual light: darker is no paper
_INK, _PAPER = 50, 170  # of evenly lit print: as black as ink gets, as grey as paper
_LEAST_INK = 0.2  # percent of a page: what is darkest in it is ink …
_EMPTY = 200  # … unless it is as light as this

Colour = NDArray[np.uint8]  # (height, width, 3), red, green, blue

_WIDEST = 3.0  # degrees looked at, either way
_STEP = 0.1
_ACROSS = 800  # dots a page is reduced to for the estimate: 0.1 degree moves its edge by 1.4 dots
_DARK = 128
_REDDER = 40  # red above the other colours by this much is a stamp's ink
_OVER_TEXT = 110  # red ink over black print is darker than this, red ink on paper lighter


def without_red(picture: Colour) -> Grey:
    """Grey as the red channel has it, with red ink on paper taken out and print under a stamp kept."""
    red = picture[..., 0]
    others = np.maximum(picture[..., 1], picture[..., 2])
    ink = (red > _OVER_TEXT) & (red.astype(np.int16) - others > _REDDER)
    return np.where(ink, np.uint8(255), red)


def whitened(picture: Grey) -> Grey:
    """Paper made white and ink black, in the light of each part of the page: a lamp or a shadow is not even."""
    from PIL import Image

    height, width = (side // _PART * _PART for side in picture.shape)
    if not height or not width:
        return picture
    parts = picture[:height, :width].reshape(height // _PART, _PART, width // _PART, _PART)
    paper = parts[:, ::2, :, ::2].max(axis=(1, 3))
    paper = np.maximum(paper, np.uint8(np.median(paper) * _SHADOW))
    lit = Image.fromarray(paper).resize(picture.shape[::-1], Image.Resampling.BILINEAR)
    lamp = np.maximum(1, np.asarray(lit)).astype(np.uint16)
    even: Grey = np.minimum(255, picture * np.uint16(255) // lamp).astype(np.uint8)
    ink = float(np.percentile(even[::4, ::4], _LEAST_INK))
    if ink > _EMPTY:
        return even
    white = max(_PAPER, ink + 0.6 * (255 - ink))
    black = max(_INK, ink)
    levels = np.clip((np.arange(256) - black) * 255 / (white - black), 0, 255).astype(np.uint8)
    mapped: Grey = levels[even]
    return mapped


def skew(picture: Grey, widest: float = _WIDEST) -> float:
    """Degrees to turn the page counter-clockwise so that its lines are level; 0.0 for an empty page.

    The turn under which the dark dots of a row crowd most: the rows' counts then differ most (projection
    profiles, Postl 1986).
    """
    step = max(1, picture.shape[1] // _ACROSS)
    height, width = picture.shape[0] // step, picture.shape[1] // step
    small = picture[: height * step, : width * step].reshape(height, step, width, step).min(axis=(1, 3))
    rows, columns = np.nonzero(small < _DARK)
    if len(rows) < 100:
        return 0.0
    angles = np.arange(-widest, widest + _STEP / 2, _STEP)
    slopes = np.tan(np.radians(angles)).astype(np.float32)
    centred = (columns - width / 2).astype(np.float32)
    reach = int(abs(slopes[0]) * width / 2) + 1
    best, turn = -1.0, 0.0
    for angle, slope in zip(angles, slopes, strict=True):
        level = (rows - slope * centred + reach).astype(np.int32)
        counts = np.bincount(level, minlength=height + 2 * reach)
        score = float(np.square(np.diff(counts)).sum())
        if score > best:
            best, turn = score, float(angle)
    return turn


def turned(picture: Grey, degrees: float) -> Grey:
    """The page turned counter-clockwise about its middle, its size kept, corners white."""
    from PIL import Image

    if abs(degrees) < _STEP / 2:
        return picture
    image = Image.fromarray(picture).rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    return np.asarray(image)


def without_specks(picture: Grey) -> Grey:
    """Dark dots no larger than two by two with nothing dark around them, made paper."""
    dark = np.pad(picture < _DARK, 2)
    height, width = picture.shape
    sums = np.cumsum(np.cumsum(np.pad(dark, ((1, 0), (1, 0))).astype(np.int32), axis=0), axis=1)
    # For each 2×2 tile: dark dots in the 4×4 window around it less those inside.
    inner = sums[2:, 2:] - sums[:-2, 2:] - sums[2:, :-2] + sums[:-2, :-2]
    outer = sums[4:, 4:] - sums[:-4, 4:] - sums[4:, :-4] + sums[:-4, :-4]
    alone = (inner[1 : outer.shape[0] + 1, 1 : outer.shape[1] + 1] == outer) & (outer > 0)
    speck = np.zeros((height + 4, width + 4), dtype=bool)
    for down in (1, 2):
        for across in (1, 2):
            speck[down : down + alone.shape[0], across : across + alone.shape[1]] |= alone
    return np.where(speck[2:-2, 2:-2], np.uint8(255), picture)

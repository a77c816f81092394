"""What the red ink of a picture says: for the gate, never stored (domain.md §2.5, §7.2).

The red ink is looked at apart from the print: its patches are found, made level, freed of their frames and read.
A round seal is left alone; a framed stamp at the head of a first page that cannot be read comes back as
``UNREAD_STAMP``, so that a person looks. On a photocopy, where nothing is red, framed stamps at the head are read.

Measured on drawn pages (tests/ingest/readers/rubber_stamps.py; three faces, capitals of 3.5 to 7 mm, leaning up to
10 degrees, framed or not, letter-spaced or not, JPEG at 60): 209 of 210 secrecy stamps are read; of 190 stamps of
every day and seals one, of 3 mm, is held for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import product

import numpy as np
from numpy.typing import NDArray

from ingest.document import UNREAD_STAMP
from ingest.readers.deskew import Colour, skew, turned
from ingest.readers.image_files import Picture
from ingest.readers.tesseract import Grey, Layout, available, words_on
from ingest.vietnamese.text import fold

Mask = NDArray[np.bool_]

_REDDER = 45  # a dot is red when it is redder by this than its other colours, and than the paper is
_BLACK = 130  # print is darker
_CELL = 0.8  # mm: red is gathered in cells of this size
_APART = (0.8, 1.6)  # of a patch's height, down and across: nearer patches are one stamp, its letters spaced
_TALLEST = 8.0  # mm counted of a patch's height in that
_LEAST = (2.5, 6.0)  # mm high and wide: smaller patches hold no stamp
_FILLED = 0.55  # share of red dots over which a patch is a flag or an emblem
_LOOKED_AT = 500  # patches of a picture that are put together, the largest first …
_MOST = 12  # … and that are read, when put together
_ROUND = (0.8, 1.25)  # width to height of a round seal …
_ROUND_SIZE = 15.0  # … and its least width in mm: the smallest seals in use are 20
_TILT = 12.0  # degrees a stamp may lean
_HEAD = 0.4  # share of the page's height in which a secrecy stamp stands
_FRAME_HIGH, _FRAME_WIDE = (5.0, 30.0), (12.0, 70.0)  # mm: the stamps of Thông tư 24/2020/TT-BCA, with room
_ALONG, _UPRIGHT = 0.75, 0.85  # share of its length a side of a frame is drawn over: letters cover less …
_UNBROKEN = 0.5  # … and are not joined
_HEIGHT = (60, 160)  # dots: what stands in a frame is brought to these heights for reading
_SURE = 0.7
_LEGIBLE = 4  # words read this surely make a stamp legible
_HARMLESS = re.compile(
    r"\b(?:khan|hoa toc|hen gio|den|ngay|chuyen|luu|du thao|noi bo|hoi nghi|xem xong|tra lai|pho bien"
    r"|sao y|sao luc|ban chinh|ban sao|ky boi|ky so|van phong|van thu|cong van|da ky|so)\b"
)
_LAYOUTS = (Layout.BLOCK, Layout.SPARSE, Layout.LINE)


@dataclass(frozen=True, slots=True)
class _Box:
    """A rectangle of dots, half open."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left

    def area(self) -> int:
        return self.height * self.width

    def is_near(self, other: _Box, tallest: float) -> bool:
        size = min(tallest, max(self.height, other.height))
        down = max(self.top, other.top) - min(self.bottom, other.bottom)
        across = max(self.left, other.left) - min(self.right, other.right)
        return down < _APART[0] * size and across < (_APART[1] * size if down < 0 else 0)

    def with_(self, other: _Box) -> _Box:
        return _Box(
            min(self.top, other.top),
            max(self.bottom, other.bottom),
            min(self.left, other.left),
            max(self.right, other.right),
        )

    def grown(self, by: int, within: tuple[int, ...]) -> _Box:
        return _Box(
            max(0, self.top - by),
            min(within[0], self.bottom + by),
            max(0, self.left - by),
            min(within[1], self.right + by),
        )


@dataclass(frozen=True, slots=True)
class _Patch:
    """A patch of red ink, level: its ink in grey on white, and where it stood."""

    ink: Grey
    top: float  # share of the picture's height
    dots_per_mm: float
    red: bool = True


def red_texts(page: Picture, *, head: bool, cores: int = 1) -> tuple[str, ...]:
    """Lines of text in red ink; with ``head``, those in black frames at the top too (a photocopy has no red), and
    ``UNREAD_STAMP`` at the end for an unread red frame there.

    Where Tesseract is missing every such frame is unread.
    """
    patches = list(_patches(page.dots, page.dpi))
    if head:
        patches += _frames_in_black(page.dots, page.dpi)
    if not patches:
        return ()
    with ThreadPoolExecutor(max_workers=max(1, cores)) as workers:
        looked = list(workers.map(partial(_look, head=head), patches))
    texts = [text for seen, _ in looked for text in seen]
    return (*texts, UNREAD_STAMP) if any(unread for _, unread in looked) else tuple(texts)


def _look(patch: _Patch, *, head: bool) -> tuple[list[str], bool]:
    """(texts, whether it is a frame at the head that says nothing harmless)."""
    framed, bare = _unframed(patch)
    if not patch.red and not framed:
        return [], False
    texts: list[str] = []
    legible = False
    for layout in _LAYOUTS if available() else ():
        lines, sure = _lines(bare, layout)
        texts += lines
        folded = fold(" ".join(lines))
        legible = sure >= _LEGIBLE or _HARMLESS.search(folded) is not None
        if legible or "mat" in folded.replace(" ", ""):
            break
    return texts, head and patch.red and framed and patch.top < _HEAD and not legible


def _lines(ink: Grey, layout: Layout) -> tuple[list[str], int]:
    """Lines of words that hold a letter, and how many words were read surely."""
    lines: dict[tuple[int, int, int], list[str]] = {}
    sure = 0
    for word in words_on(ink, dpi=200, layout=layout):
        if any(char.isalpha() for char in word.text):
            lines.setdefault(word.line, []).append(word.text)
            sure += word.confidence >= _SURE and len(word.text) > 1
    return [" ".join(words) for words in lines.values()], sure


def _patches(picture: Colour, dpi: float) -> Iterator[_Patch]:
    dots_per_mm = dpi / 25.4
    red = _red(picture)
    boxes = sorted(_boxes(red, dots_per_mm), key=_Box.area, reverse=True)
    for box in boxes[:_MOST]:
        place = slice(box.top, box.bottom), slice(box.left, box.right)
        mask = red[place]
        if mask.mean() > _FILLED or _is_round(mask, dots_per_mm):
            continue
        ink = _inked(np.where(_grown(mask), picture[..., 1][place], np.uint8(255)))
        ink = np.pad(ink, round(0.2 * box.width) + 8, constant_values=255)
        yield _Patch(turned(ink, skew(ink, _TILT)), box.top / picture.shape[0], dots_per_mm)


def _frames_in_black(picture: Colour, dpi: float) -> Iterator[_Patch]:
    """What may be a framed stamp at the head, in any ink: of a stamp's size and all of one piece."""
    dots_per_mm = dpi / 25.4
    head = picture[: int(_HEAD * picture.shape[0])].max(axis=2)
    for box in _pieces(head < _BLACK, dots_per_mm):
        high, wide = box.height / dots_per_mm, box.width / dots_per_mm
        if _FRAME_HIGH[0] <= high <= _FRAME_HIGH[1] and _FRAME_WIDE[0] <= wide <= _FRAME_WIDE[1]:
            box = box.grown(round(dots_per_mm), head.shape)
            ink = head[box.top : box.bottom, box.left : box.right]
            ink = np.pad(ink, round(0.2 * box.width), constant_values=255)
            top = box.top / picture.shape[0]
            yield _Patch(turned(ink, skew(ink, _TILT)), top, dots_per_mm, red=False)


def _inked(ink: Grey) -> Grey:
    """Faint ink made black."""
    darkest = float(np.percentile(ink[ink < 255], 10)) if (ink < 255).any() else 0.0
    levels = np.arange(256, dtype=np.float64)
    stretched = np.clip((levels - darkest) * (255 / (255 - darkest + 1e-6)), 0, 255)
    return stretched.astype(np.uint8)[ink]


def _red(picture: Colour) -> Mask:
    redder = picture[..., 0].astype(np.int16) - np.maximum(picture[..., 1], picture[..., 2])
    paper = np.median(redder[::16, ::16])
    return redder > _REDDER + max(0.0, float(paper))


def _grown(mask: Mask) -> Mask:
    """The mask and two dots around it: JPEG keeps colour more coarsely than light."""
    from PIL import Image, ImageFilter

    image = Image.fromarray(mask.astype(np.uint8) * 255).filter(ImageFilter.MaxFilter(5))
    return np.asarray(image) > 0


def _pieces(ink: Mask, dots_per_mm: float) -> list[_Box]:
    """Each piece of ink that holds together, in dots."""
    cell = max(1, round(_CELL * dots_per_mm))
    height, width = ink.shape[0] // cell, ink.shape[1] // cell
    cells = ink[: height * cell, : width * cell].reshape(height, cell, width, cell).sum(axis=(1, 3)) > cell
    left_over = {(int(row), int(column)) for row, column in zip(*np.nonzero(cells), strict=True)}
    boxes: list[_Box] = []
    while left_over:
        reached = [left_over.pop()]
        for row, column in reached:
            for near in product((row - 1, row, row + 1), (column - 1, column, column + 1)):
                if near in left_over:
                    left_over.remove(near)
                    reached.append(near)
        rows, columns = [row for row, _ in reached], [column for _, column in reached]
        boxes.append(
            _Box(min(rows) * cell, (max(rows) + 1) * cell, min(columns) * cell, (max(columns) + 1) * cell)
        )
    return boxes


def _boxes(red: Mask, dots_per_mm: float) -> list[_Box]:
    """Each patch of red large enough for a stamp, in dots."""
    cell = max(1, round(_CELL * dots_per_mm))
    boxes = sorted(_pieces(red, dots_per_mm), key=_Box.area, reverse=True)[:_LOOKED_AT]
    return [
        box.grown(cell, red.shape)
        for box in _joined(boxes, _TALLEST * dots_per_mm)
        if box.height >= _LEAST[0] * dots_per_mm and box.width >= _LEAST[1] * dots_per_mm
    ]


def _joined(boxes: list[_Box], tallest: float) -> list[_Box]:
    """Boxes near each other made one, until none are: letters of a stamp, its lines, its broken frame."""
    joined: list[_Box] = []
    for box in boxes:
        near = next((other for other in joined if box.is_near(other, tallest)), None)
        while near is not None:
            joined.remove(near)
            box = box.with_(near)
            near = next((other for other in joined if box.is_near(other, tallest)), None)
        joined.append(box)
    return joined


def _is_round(mask: Mask, dots_per_mm: float) -> bool:
    height, width = mask.shape
    if not _ROUND[0] < width / height < _ROUND[1] or width < _ROUND_SIZE * dots_per_mm:
        return False
    side = max(1, round(0.13 * min(height, width)))
    corners = (mask[:side, :side], mask[:side, -side:], mask[-side:, :side], mask[-side:, -side:])
    return all(corner.mean() < 0.02 for corner in corners)


def _unframed(patch: _Patch) -> tuple[bool, Grey]:
    """Whether at least three sides of a frame of a stamp's size were seen, and the ink without them.

    Uprights are believed only beside a top or bottom: a letter's stem is upright as well.
    """
    dark = patch.ink < 200
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    if not len(rows):
        return False, patch.ink
    ink = patch.ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].copy()
    dark = ink < 200
    height, width = ink.shape
    along = _rub_out(ink, _drawn(dark, _ALONG))
    upright = _rub_out(ink.T, _drawn(dark.T, _UPRIGHT)) if along else 0
    high, wide = height / patch.dots_per_mm, width / patch.dots_per_mm
    framed = (
        along + upright >= 3
        and _FRAME_HIGH[0] <= high <= _FRAME_HIGH[1]
        and _FRAME_WIDE[0] <= wide <= _FRAME_WIDE[1]
    )
    return framed, _readable(ink)


def _drawn(dark: Mask, share: float) -> Mask:
    """Which rows are dark over a share of their length, most of it without a break."""
    drawn: Mask = dark.mean(axis=1) > share
    for row in np.flatnonzero(drawn):
        breaks = np.flatnonzero(~np.pad(dark[row], 1))
        drawn[row] = np.diff(breaks).max() > _UNBROKEN * dark.shape[1]
    return drawn


def _rub_out(ink: Grey, drawn: Mask) -> int:
    """Make white, in place, all outside the innermost drawn row of each outer quarter; how many had one."""
    quarter = len(drawn) // 4
    first, last = np.flatnonzero(drawn[:quarter]), np.flatnonzero(drawn[len(drawn) - quarter :])
    if len(first):
        ink[: first[-1] + 3] = 255
    if len(last):
        ink[max(0, len(drawn) - quarter + int(last[0]) - 2) :] = 255
    return bool(len(first)) + bool(len(last))


def _readable(ink: Grey) -> Grey:
    """Cut to its ink, letters of a size that is read well, white around."""
    from PIL import Image

    dark = ink < 200
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    if not len(rows):
        return ink
    image = Image.fromarray(ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])
    height = min(max(image.height, _HEIGHT[0]), _HEIGHT[1])
    width = max(1, round(image.width * height / image.height))
    image = image.resize((width, height), Image.Resampling.BICUBIC)
    return np.pad(np.asarray(image), 20, constant_values=255)

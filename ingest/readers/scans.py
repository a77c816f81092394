"""Page pictures → words with places, as a text layer would have given them, and how sure each one is.

The words then go through the same layout code as those of a text PDF (``pdf_pages``). What that code measures
in units of a line's size is noisy on a picture, so sizes are settled line by line here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median
from typing import TypeVar

from ingest.document import UNREAD_STAMP, Box, Reading, RecognisedWord, Span
from ingest.errors import Stamped
from ingest.readers.deskew import skew, turned, whitened, without_red, without_specks
from ingest.readers.image_files import Picture
from ingest.readers.pdf_lines import Word
from ingest.readers.pdf_pages import Page
from ingest.readers.rulings import rules_on, without_rules
from ingest.readers.stamps import red_texts
from ingest.readers.tesseract import Layout, SeenWord, words_on

T = TypeVar("T")

# Measured on two Party documents printed at 11 and 12 points and scanned with three seeds (eval.variants.scanning;
# share of characters right, of words right): as here .9988, .9946; not made level .992, .990; red kept .983, .976;
# specks kept .983, .977; one block a page (psm 6) .998, .995. Scanned at 300 dpi and rendered at 200 / 300:
# .9985 / .9989 of the characters, at a third of the time.
DPI = 200  # what a page is rendered at
_CAPITAL = 0.72  # of the em: height of capitals and tall letters in the faces of official documents
_ABOVE, _BELOW = 0.92, 0.24  # of the em: a font's own box over and under the baseline
_SAME_SIZE = 0.1  # sizes nearer than this to the page's are the page's: the scan, not the typesetter
_CUT = 1.5  # of the em: white that parts two columns the program ran into one line
_SURE_SIGN = 0.5  # a word without a letter or digit counts only when it was seen this surely
_BLANK = "Trang {} là ảnh, không nhận dạng được chữ nào; nội dung các trang này không được đọc."
_RECOGNISED = (
    "Văn bản được nhận dạng từ bản quét (OCR), độ tin cậy trung bình {:.0f}%; đề nghị đối chiếu bản gốc."
)
_UNDER = frozenset("gjpqyQ,;()[]{}/|_$§")
_TALL = frozenset("bdđfhkl") | frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class Recognised:
    """One recognised page and how sure each of its words is, in step.

    The places are those of the page made level, which the layout code needs; they lie within some points of
    those on the page as it was scanned.
    """

    page: Page
    confidences: tuple[float, ...]
    red: tuple[str, ...] = ()  # texts in red ink: for the gate


def recognise_all(
    orders: Sequence[int], picture_of: Callable[[int], Picture], *, cores: int
) -> dict[int, Recognised]:
    """Page index → what was recognised on it; ``cores`` pages at a time, one picture of each in memory.

    Raises UnreadableFile as soon as one page cannot be read: a page nobody saw must not pass the gate.
    """

    def one(order: int) -> Recognised:
        return recognise(picture_of(order), first=order == 0)

    return dict(zip(orders, _side_by_side(one, orders, cores), strict=True))


def red_texts_on(
    orders: Sequence[int], picture_of: Callable[[int], Picture], *, cores: int
) -> tuple[str, ...]:
    """Texts in red ink on pages that are not recognised: pictures beside a text layer."""

    def one(order: int) -> tuple[str, ...]:
        return red_texts(picture_of(order), head=order == 0)

    return tuple(text for texts in _side_by_side(one, orders, cores) for text in texts)


def _side_by_side(one: Callable[[int], T], orders: Sequence[int], cores: int) -> list[T]:
    workers = ThreadPoolExecutor(max_workers=max(1, cores))
    try:
        return list(workers.map(one, orders))
    finally:
        workers.shutdown(cancel_futures=True)


def refuse_stamped(page: Picture) -> None:
    """Raise Stamped for a first page that cannot be read and shows a red stamp at its head (domain.md §7.2.4)."""
    if UNREAD_STAMP in red_texts(page, head=True):
        raise Stamped("red-stamp")


def recognise(page: Picture, *, first: bool) -> Recognised:
    """Read one page. ``first``: the page whose head may carry a secrecy stamp."""
    grey = without_specks(whitened(without_red(page.dots)))
    level = turned(grey, skew(grey))
    rules = rules_on(level, page.dpi)
    seen = words_on(without_rules(level, rules), dpi=page.dpi, layout=Layout.COLUMN)
    seen = [word for word in seen if _is_text(word)]
    points = 72 / page.dpi
    height, width = (points * dots for dots in grey.shape)
    boxes = [Box(r.x0 * points, r.top * points, r.x1 * points, r.bottom * points) for r in rules]
    shown = Page(tuple(_words(seen, points)), tuple(boxes), width, height)
    return Recognised(
        page=shown,
        confidences=tuple(word.confidence for word in seen),
        red=red_texts(page, head=first),
    )


def _is_text(word: SeenWord) -> bool:
    return any(char.isalnum() for char in word.text) or word.confidence >= _SURE_SIGN


def _words(seen: Sequence[SeenWord], points: float) -> list[Word]:
    """In the order given; ``points`` is the size of a dot."""
    pieces = [piece for _, line in groupby(seen, lambda word: word.line) for piece in _pieces(list(line))]
    measured = [_em(piece) for piece in pieces]
    sizes = [
        em for piece, em in zip(pieces, measured, strict=True) if em for word in piece for _ in word.text
    ]
    usual = median(sizes) if sizes else 0.0
    words: list[Word] = []
    for piece, em in zip(pieces, measured, strict=True):
        if not em or abs(em - usual) < _SAME_SIZE * usual:
            em = usual or max(word.bottom - word.top for word in piece)
        baseline = _baseline(piece, em)
        for word in piece:
            words.append(
                Word(
                    text=unicodedata.normalize("NFC", word.text),
                    x0=word.x0 * points,
                    top=(baseline - _ABOVE * em) * points,
                    x1=word.x1 * points,
                    bottom=(baseline + _BELOW * em) * points,
                    baseline=baseline * points,
                    size=(_ABOVE + _BELOW) * em * points,
                    spaced=True,
                )
            )
    return words


def _pieces(line: Sequence[SeenWord]) -> list[list[SeenWord]]:
    """A line cut where wide white parts it: columns side by side need not share a baseline or a size."""
    height = median(word.bottom - word.top for word in line)
    pieces = [[line[0]]]
    for before, word in pairwise(line):
        if word.x0 - before.x1 > _CUT * height:
            pieces.append([])
        pieces[-1].append(word)
    return pieces


def _baseline(piece: Sequence[SeenWord], em: float) -> float:
    """Where most letters stand, in dots: the foot of the words in which nothing hangs below it."""
    feet = [word.bottom for word in piece if not any(map(_hangs, word.text)) and word.text[0].isalnum()]
    return median(feet) if feet else median(word.bottom for word in piece) - _BELOW * em


def _em(piece: Sequence[SeenWord]) -> float | None:
    """Size of the type in dots, from words whose top is that of a tall letter; None where there is none."""
    baseline = _baseline(piece, 0)
    heights = [
        baseline - word.top
        for word in piece
        if any(_is_tall(char) for char in word.text) and not any(_towers(char) for char in word.text)
    ]
    return median(heights) / _CAPITAL if heights and median(heights) > 0 else None


def _hangs(char: str) -> bool:
    return char in _UNDER or "\u0323" in unicodedata.normalize("NFD", char)


def _is_tall(char: str) -> bool:
    return char in _TALL or (char.isupper() and char.isalpha())


def _towers(char: str) -> bool:
    """Whether a mark may stand higher than a tall letter: on a capital, or a second one on a small letter."""
    marks = [mark for mark in unicodedata.normalize("NFD", char)[1:] if mark not in ("\u0323", "\u031b")]
    return len(marks) > (0 if char.isupper() else 1)


def with_recognised(
    reading: Reading, pages: Mapping[int, Recognised], beside: tuple[str, ...] = ()
) -> Reading:
    """The reading with what the recognised ``pages`` (index from 0) add to it, and the texts ``beside`` them."""
    pictures = (*(text for page in pages.values() for text in page.red), *beside)
    words = _found_again(reading, pages)
    warnings = list(reading.warnings)
    blank = [str(order + 1) for order, page in pages.items() if not page.page.words]
    if blank:
        warnings.append(_BLANK.format(", ".join(blank)))
    if words:
        warnings.append(_RECOGNISED.format(100 * sum(word.confidence for word in words) / len(words)))
    return replace(reading, words=words, pictures=pictures, warnings=tuple(warnings))


def _found_again(reading: Reading, pages: Mapping[int, Recognised]) -> tuple[RecognisedWord, ...]:
    """The words of the stored text that stand on the recognised ``pages`` (index from 0), in order.

    A word of the text is the recognised word of the same letters inside its line's box; a table's separator or
    a note's mark is none.
    """
    waiting: dict[tuple[int, str], list[tuple[Word, float]]] = {}
    for order, page in pages.items():
        for word, confidence in zip(page.page.words, page.confidences, strict=True):
            waiting.setdefault((order, word.text), []).append((word, confidence))
    found: list[RecognisedWord] = []
    for line in reading.lines:
        if line.page is None or line.page - 1 not in pages or line.box is None:
            continue
        start = line.span.start
        for text in line.span.of(reading.text).split(" "):
            here = waiting.get((line.page - 1, text), [])
            place = next(
                (
                    place
                    for place, (word, _) in enumerate(here)
                    if line.box.x0 <= (word.x0 + word.x1) / 2 <= line.box.x1
                    and line.box.top <= (word.top + word.bottom) / 2 <= line.box.bottom
                ),
                None,
            )
            if place is not None:
                _, confidence = here.pop(place)
                found.append(RecognisedWord(Span(start, start + len(text)), confidence))
            start += len(text) + 1
    return tuple(found)

"""Words with positions → printed lines: baselines, raised note marks, running headers, notes at the foot.

Coordinates are points with the origin at the top left; y grows downward. Nothing here knows the PDF library.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.document import Box
from ingest.readers.lines import may_be_stamp, says_draft, superscript
from ingest.vietnamese.legacy import Face

SAME_BASELINE = 0.3  # of the size: how far baselines on one line may differ
_MARK_SIZE = 0.8  # a note mark is smaller than this share of its line …
_MARK_RAISED = (0.1, 0.75)  # … and raised by this much of the line's size
GLUE = 0.12  # of the size: words nearer than this are one word
_NOTE_SIZE = 0.93  # notes are set smaller than this share of the body
_MARGIN = 0.105  # share of the page height where running headers and footers stand
_SAME_PLACE = 4.0  # points a running header may move between pages
_PAGE_NUMBER = re.compile(r"^(?:trang\s*)?[-–—.\s]*\d{1,4}\s*(?:/\s*\d{1,4})?[-–—.\s]*$", re.IGNORECASE)
_DIGITS = re.compile(r"\d{1,3}")
_STARTS_WITH_MARK = re.compile(r"^\s*[¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]*")
_STARTS_WITH_DIGITS = re.compile(r"^\s*[\[(]?(\d{1,3})[\])]?[.\s]")
_MARKS = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without white space, in one size on one baseline."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float  # height of the font's own box
    bold: bool = False
    spaced: bool = False  # the file has a space before it: slanted letters touch across one
    faces: tuple[Face | None, ...] = ()  # of each character, where a font is of before Unicode


@dataclass(frozen=True, slots=True)
class Printed:
    """Words on one baseline, from left to right."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words joined by one space, or by nothing where they touch."""
        text = self.words[0].text
        for before, word in pairwise(self.words):
            apart = word.spaced or word.x0 - before.x1 > GLUE * max(word.size, before.size)
            text += f" {word.text}" if apart else word.text
        return text

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @property
    def baseline(self) -> float:
        return max(word.baseline for word in self.words)

    @property
    def box(self) -> Box:
        return Box(
            x0=min(word.x0 for word in self.words),
            top=min(word.top for word in self.words),
            x1=max(word.x1 for word in self.words),
            bottom=max(word.bottom for word in self.words),
        )

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)


def lines_of(words: Sequence[Word]) -> list[Printed]:
    """Group words into lines, top to bottom; small raised digits join their line as ¹²³."""
    groups: list[list[Word]] = []
    baselines: list[float] = []
    marks = [word for word in words if _DIGITS.fullmatch(word.text)]
    for word in sorted(
        (word for word in words if not _DIGITS.fullmatch(word.text)), key=lambda w: w.baseline
    ):
        _put(groups, baselines, word)
    for word in marks:
        home = _home(groups, word)
        if home is None:
            _put(groups, baselines, word)
        else:
            home.append(replace(word, text=superscript(word.text)))
    lines = [Printed(tuple(sorted(group, key=lambda w: w.x0))) for group in groups]
    return sorted(lines, key=lambda line: (line.baseline, line.words[0].x0))


def _put(groups: list[list[Word]], baselines: list[float], word: Word) -> None:
    for order in range(len(groups) - 1, -1, -1):
        near = SAME_BASELINE * min(word.size, groups[order][0].size)
        if abs(baselines[order] - word.baseline) <= near:
            groups[order].append(word)
            return
    groups.append([word])
    baselines.append(word.baseline)


def _home(groups: list[list[Word]], mark: Word) -> list[Word] | None:
    """The line whose raised note mark ``mark`` is: next to one of its words, smaller and higher than it."""
    for group in groups:
        for word in group:
            raised = word.baseline - mark.baseline
            near = mark.x0 - word.x1 < word.size * 0.6 and word.x0 - mark.x1 < word.size * 0.8
            if (
                near
                and mark.size < _MARK_SIZE * word.size
                and _MARK_RAISED[0] * word.size < raised < _MARK_RAISED[1] * word.size
            ):
                return group
    return None


def without_furniture(pages: Sequence[Sequence[Printed]], heights: Sequence[float]) -> list[list[Printed]]:
    """Drop page numbers and lines repeated in the margins of the pages (domain: the layout, not the text).

    A line that may be a stamp always stays: the gate must see it. A draft mark stays on the first page.
    """
    repeated: Counter[tuple[str, int]] = Counter()
    for lines, height in zip(pages, heights, strict=True):
        repeated.update({place for line in lines for place in _places(line, height)})
    enough = max(2, round(0.5 * len(pages)))
    kept: list[list[Printed]] = []
    for page, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        last = len(lines) - 1
        kept.append(
            [
                line
                for order, line in enumerate(lines)
                if may_be_stamp(line.text)
                or (page == 0 and says_draft(line.text))
                or not (
                    (order in (0, last) and _in_margin(line, height) and _PAGE_NUMBER.match(line.text))
                    or any(repeated[place] >= enough for place in _places(line, height))
                )
            ]
        )
    return kept


def _in_margin(line: Printed, height: float) -> bool:
    box = line.box
    return box.top < _MARGIN * height or box.bottom > (1 - _MARGIN) * height


def _places(line: Printed, height: float) -> set[tuple[str, int]]:
    """Keys under which a running line is found again: its text with digits masked, and where it stands."""
    if not _in_margin(line, height):
        return set()
    key = re.sub(r"\d+", "#", line.text)
    step = int(line.baseline / _SAME_PLACE)
    return {(key, step), (key, step + 1)}


def body_size(pages: Sequence[Sequence[Printed]]) -> float:
    """The size most text is set in (median over characters)."""
    sizes = [word.size for lines in pages for line in lines for word in line.words for _ in word.text]
    return median(sizes) if sizes else 0.0


def split_notes(
    lines: Sequence[Printed], size: float, continued: bool
) -> tuple[list[Printed], list[Printed]]:
    """(body, notes) of one page: notes are the small lines at its foot from the first with a mark.

    ``continued``: the page before ended in notes, so small lines without a mark may continue the last one.
    """
    start = len(lines)
    while start > 0 and median(w.size for w in lines[start - 1].words for _ in w.text) < _NOTE_SIZE * size:
        start -= 1
    marks = {
        unicodedata.normalize("NFKC", found) for line in lines[:start] for found in _MARKS.findall(line.text)
    }
    for order in range(start, len(lines)):
        text = lines[order].text
        plain = _STARTS_WITH_DIGITS.match(text)
        if _STARTS_WITH_MARK.match(text) or (plain and plain[1] in marks):
            first = start if continued and start > 0 else order
            return list(lines[:first]), list(lines[first:])
    return list(lines), []


def starts_note(text: str) -> bool:
    """Whether a line of a note zone begins a new note."""
    return bool(_STARTS_WITH_MARK.match(text) or _STARTS_WITH_DIGITS.match(text))

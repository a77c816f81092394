"""Cuts inside a paragraph: run-in lists «(1) … (6)», and long texts at their sentence ends.

Everything is counted in the stored text; a list joined by semicolons stays whole.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from ingest.document import Span

LOWER = "".join(char for char in map(chr, range(0x61, 0x1F00)) if char.islower())  # for character classes
LONGEST = 1500  # characters of a passage before it is cut at sentence ends
_WHOLE = 4000  # a text without sentence ends stays whole up to this
_RUN_IN_FROM = 600  # a shorter paragraph with a run-in list is one passage
_MARK = re.compile(r"\(\s*(\d{1,2})\s*\)")
_SENTENCE = re.compile(
    r"[.!?…][”\"’»)\]]*(?:[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\[{1,2}\d+\]{1,2})?\s+(?=[“\"(\[*]*[^\W_" + LOWER + r"])"
)
_ABBREVIATION = re.compile(r"(?:\b(?:TP|TX|TT|Tp|Ts|ThS|PGS|GS|TS|BS|Ths|St|vv|đ/c|Đ/c|[A-ZĐ])|\b\d{1,3})\.$")


def run_in_items(
    text: str, spans: tuple[Span, ...]
) -> tuple[tuple[Span, ...], list[tuple[str, tuple[Span, ...]]]]:
    """A run-in list's introduction and its (mark, item) pairs; no items when there is no such list.

    Marks must count up from (1). A list nested in an item starts at (1) again and stays inside it.
    """
    if sum(span.end - span.start for span in spans) < _RUN_IN_FROM:
        return spans, []
    wanted, nested = 1, 0
    cuts: list[tuple[int, int, str]] = []
    for span in spans:
        for found in _MARK.finditer(text, span.start, span.end):
            value = int(found.group(1))
            if value == wanted:
                cuts.append((found.start(), found.end(), f"({value})"))
                wanted, nested = value + 1, 0
            elif value == nested + 1:
                nested = value
    if len(cuts) < 2:
        return spans, []
    run = _Run(text, spans)
    items: list[tuple[str, tuple[Span, ...]]] = []
    for n, (_, end, mark) in enumerate(cuts):
        stop = cuts[n + 1][0] if n + 1 < len(cuts) else spans[-1].end
        items.append((mark, run.within(end, stop)))
    return run.within(spans[0].start, cuts[0][0]), [item for item in items if item[1]]


def sentence_cuts(text: str, spans: tuple[Span, ...]) -> list[tuple[Span, ...]]:
    """``spans`` as they are when short; else parts of about ``LONGEST`` characters, cut where sentences end."""
    if sum(span.end - span.start for span in spans) <= LONGEST:
        return [spans]
    ends: list[int] = []
    for span in spans:
        for found in _SENTENCE.finditer(text, span.start, span.end):
            if not _ABBREVIATION.search(text, max(span.start, found.start() - 6), found.start() + 1):
                ends.append(found.end())
        if text[span.end - 1] in ".!?…":
            ends.append(span.end)
    run = _Run(text, spans)
    parts: list[tuple[Span, ...]] = []
    start = last = spans[0].start
    for end in [*ends, spans[-1].end]:
        if run.length(start, end) > LONGEST and last > start:
            parts += run.pieces(start, last)
            start = last
        last = end
    if start < spans[-1].end:
        parts += run.pieces(start, spans[-1].end)
    return [part for part in parts if part]


class _Run:
    """Ordered spans with fast lengths and sub-ranges: a paragraph may have thousands of lines."""

    def __init__(self, text: str, spans: tuple[Span, ...]) -> None:
        self._text = text
        self._spans = spans
        self._starts = [span.start for span in spans]
        self._ends = [span.end for span in spans]
        self._before = [0, *accumulate(span.end - span.start for span in spans)]

    def _upto(self, place: int) -> int:
        at = bisect_right(self._starts, place) - 1
        return self._before[at] + min(place, self._ends[at]) - self._starts[at] if at >= 0 else 0

    def length(self, start: int, end: int) -> int:
        """Characters of the spans between two places of the stored text."""
        return self._upto(end) - self._upto(start)

    def within(self, start: int, end: int) -> tuple[Span, ...]:
        """The spans cut down to ``[start, end)``, less blanks at their ends; blank ones left out."""
        out: list[Span] = []
        at = bisect_right(self._ends, start)
        while at < len(self._spans) and self._starts[at] < end:
            low, high = max(self._starts[at], start), min(self._ends[at], end)
            raw = self._text[low:high]
            body = raw.strip()
            if body:
                low += len(raw) - len(raw.lstrip())
                out.append(Span(low, low + len(body)))
            at += 1
        return tuple(out)

    def pieces(self, start: int, end: int) -> list[tuple[Span, ...]]:
        """One part, or several where no sentence ends for too long: cut at a semicolon, else between words."""
        parts: list[tuple[Span, ...]] = []
        while self.length(start, end) > _WHOLE:
            stop = self._place(self._upto(start) + LONGEST)
            window = self._text[start:stop]
            at = max(window.rfind("; "), window.rfind(" | "))
            if at < len(window) // 3:
                at = max(window.rfind(" "), window.rfind("\n"))
            if at < len(window) // 3:
                at = len(window) - 1
            parts.append(self.within(start, start + at + 1))
            start += at + 1
        parts.append(self.within(start, end))
        return parts

    def _place(self, count: int) -> int:
        """The place of the stored text up to which the spans hold ``count`` characters."""
        at = min(bisect_right(self._before, count), len(self._spans)) - 1
        return self._starts[at] + count - self._before[at]

"""Which text a footnote belongs to: the nearest one before it that carries its mark (domain.md §2.3)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence

from ingest.document import Span

_TO_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MARK = re.compile(
    r"(?P<s>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|\[{1,2}(?P<b>\d{1,3})\]{1,2}|(?<=[^\s(])\((?P<p>\d{1,2})\)|(?<=[^\W\d_])(?P<d>\d{1,2})(?=[\s.,;:)]|$)"
)


class Anchors:
    """The marks in the leaves' text, each to be taken once: marks start again on every page."""

    def __init__(self, text: str, leaves: Sequence[tuple[Span, ...]], wanted: Collection[int]) -> None:
        self._places: dict[int, list[tuple[int, int]]] = {}
        self._weak: dict[int, list[tuple[int, int]]] = {}
        for index, spans in enumerate(leaves):
            for span in spans:
                for found in _MARK.finditer(text, span.start, span.end):
                    digits = (
                        found.group("s") or found.group("b") or found.group("p") or found.group("d")
                    ).translate(_TO_DIGITS)
                    if int(digits) in wanted:
                        table = self._weak if found.group("d") or found.group("p") else self._places
                        table.setdefault(int(digits), []).append((found.start(), index))
        for table in (self._places, self._weak):
            for places in table.values():
                places.sort()

    def take(self, mark: int, at: int) -> int | None:
        """The leaf whose mark stands nearest before ``at``, else the first after it; None when nothing carries it."""
        for table in (self._places, self._weak):
            places = table.get(mark)
            if not places:
                continue
            before = bisect_left(places, (at, -1))
            return places.pop(before - 1 if before else 0)[1]
        return None

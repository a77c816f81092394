"""The labels of list items and headings in an .odt, counted as they print (ODF 1.3, part 3, 4.3 and 16.30)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from ingest.readers.numerals import numeral
from ingest.readers.odt_package import attribute, number, tag
from ingest.readers.odt_styles import Styles

_DEEPEST = 10  # levels a list style has
_FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "01, 02, 03, ...": "decimalZero",  # LibreOffice's own
}
_PLACE = re.compile(r"%(\d{1,2})%")


@dataclass(slots=True)
class Counts:
    """How far a list has counted at each level (from 1). Lists that continue each other share one."""

    values: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OpenList:
    """The list an item stands in: its style, its level from 1, its counts."""

    style: str | None
    level: int
    counts: Counts


class Numbering:
    """Labels in document order. One instance serves one pass over one document."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[tuple[str | None, int], etree._Element | None] = {}
        self._by_id: dict[str, Counts] = {}
        self._by_style: dict[str | None, Counts] = {}
        self._outline = Counts()

    def open(self, element: etree._Element, outer: OpenList | None, *, again: bool) -> OpenList:
        """The list that ``element`` (``text:list``) opens; ``again``: it is not the first in its item."""
        style = attribute(element, "text:style-name")
        continues = attribute(element, "text:continue-numbering") == "true"
        if outer is not None:
            level = min(outer.level + 1, _DEEPEST)
            if again and not continues:
                outer.counts.values.pop(level, None)
            return OpenList(style or outer.style, level, outer.counts)
        counts = self._by_id.get(attribute(element, "text:continue-list") or "")
        if counts is None:
            counts = (self._by_style.get(style) if continues else None) or Counts()
        self._by_style[style] = counts
        if name := attribute(element, "xml:id"):
            self._by_id[name] = counts
        return OpenList(style, 1, counts)

    def item(self, place: OpenList, item: etree._Element, paragraph: str | None) -> str:
        """The printed label of a ``text:list-item`` whose first paragraph has the style ``paragraph``."""
        style = place.style or self._styles.inherited("paragraph", paragraph, "style:list-style-name")
        style = attribute(item, "text:style-override") or style
        return self._counted(style, place.level, place.counts, number(item, "text:start-value"))

    def heading(self, heading: etree._Element) -> str:
        """The printed label of a ``text:h`` outside lists, "" where its level has none."""
        name = attribute(heading, "text:style-name")
        level = number(heading, "text:outline-level") or 1
        if attribute(heading, "text:is-list-header") == "true":
            return ""
        if self._styles.inherited("paragraph", name, "style:list-style-name") == "":
            return ""  # taken out of the outline by its style
        start = number(heading, "text:start-value")
        if start is None and attribute(heading, "text:restart-numbering") == "true":
            start = self._start(None, level)
        return self._counted(None, min(level, _DEEPEST), self._outline, start)

    def _counted(self, style: str | None, level: int, counts: Counts, start: int | None) -> str:
        values = counts.values
        if start is not None:
            values[level] = start
        elif level in values:
            values[level] += 1
        else:
            values[level] = self._start(style, level)
        for deeper in [key for key in values if key > level]:
            del values[deeper]
        return self._printed(style, level, values)

    def _printed(self, style: str | None, level: int, values: dict[int, int]) -> str:
        found = self._level(style, level)
        if found is None:
            return ""
        if tag(found) == "text:list-level-style-bullet":
            return "+" if (attribute(found, "text:bullet-char") or "").strip() == "+" else "-"
        if tag(found) == "text:list-level-style-image":
            return "-"
        pattern = attribute(found, "loext:num-list-format")
        if pattern is None:
            first = max(1, level + 1 - (number(found, "text:display-levels") or 1))
            shown = [depth for depth in range(first, level + 1) if self._format(style, depth)]
            prefix = attribute(found, "style:num-prefix") or ""
            suffix = attribute(found, "style:num-suffix") or ""
            pattern = prefix + ".".join(f"%{depth}%" for depth in shown) + suffix
        return _PLACE.sub(lambda place: self._part(style, int(place[1]), values), pattern).strip()

    def _part(self, style: str | None, level: int, values: dict[int, int]) -> str:
        format = self._format(style, level)
        value = values.get(level, self._start(style, level))
        return numeral(value, _FORMATS.get(format, "decimal")) if format else ""

    def _format(self, style: str | None, level: int) -> str:
        return attribute(self._level(style, level), "style:num-format") or ""

    def _start(self, style: str | None, level: int) -> int:
        start = number(self._level(style, level), "text:start-value")
        return 1 if start is None else start

    def _level(self, style: str | None, level: int) -> etree._Element | None:
        """The level of a list style, or of the outline (None); None where there is no such level."""
        if (style, level) not in self._levels:
            levels = self._styles.outline if style is None else self._styles.lists.get(style)
            found = (
                (item for item in levels if number(item, "text:level") == level) if levels is not None else ()
            )
            self._levels[style, level] = next(iter(found), None)
        return self._levels[style, level]

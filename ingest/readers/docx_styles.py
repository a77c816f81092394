"""What Word works out at print time and a reader must too: run formatting and automatic numbers.

Outline depends on the numbers ("1.", "a)", "I."), which are not in the text of the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.readers.docx_package import attribute, child, number, tag
from ingest.readers.numerals import numeral

_OFF = {"0", "false", "off", "none"}
_MAX_STYLE_DEPTH = 20  # a style based on itself would never end


class Styles:
    """Resolves on/off run properties and inherited paragraph properties through the style chain."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._default: str | None = None
        for style in root if root is not None else ():
            name = attribute(style, "styleId")
            if tag(style) == "w:style" and name is not None:
                self._styles[name] = style
                if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true"):
                    self._default = name

    def chain(self, name: str | None) -> Iterator[etree._Element]:
        """A style and those it is based on, nearest first."""
        for _ in range(_MAX_STYLE_DEPTH):
            style = self._styles.get(name) if name else None
            if style is None:
                return
            yield style
            name = attribute(child(style, "w:basedOn"))

    def paragraph(self, properties: etree._Element | None) -> Iterator[etree._Element]:
        """The style chain of a paragraph given its ``w:pPr``."""
        return self.chain(attribute(child(properties, "w:pStyle")) or self._default)

    def is_on(self, name: str, run: etree._Element | None, paragraph: etree._Element | None) -> bool:
        """Whether the on/off property ``name`` ("w:b") holds for a run (its rPr; its paragraph's pPr)."""
        direct = child(run, name)
        if direct is not None:
            return (attribute(direct) or "1") not in _OFF
        for style in self.chain(attribute(child(run, "w:rStyle"))):
            if (found := child(style, "w:rPr", name)) is not None:
                return (attribute(found) or "1") not in _OFF
        for style in self.paragraph(paragraph):
            if (found := child(style, "w:rPr", name)) is not None:
                return (attribute(found) or "1") not in _OFF
        return False


@dataclass(slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False  # all parts in decimal
    restart: int | None = None


@dataclass(slots=True)
class _Counting:
    values: dict[int, int] = field(default_factory=dict)
    started: set[tuple[str, int]] = field(default_factory=set)  # (numId, level) whose override was applied


class Numbering:
    """Automatic numbers, counted in document order. One instance serves one pass over one document."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, etree._Element] = {}
        self._nums: dict[str, etree._Element] = {}
        self._counting: dict[str, _Counting] = {}
        for item in root if root is not None else ():
            if tag(item) == "w:abstractNum":
                self._abstract[attribute(item, "abstractNumId") or ""] = item
            elif tag(item) == "w:num":
                self._nums[attribute(item, "numId") or ""] = item

    def label(self, paragraph: etree._Element | None) -> str:
        """The printed label of a paragraph (its ``w:pPr``), "" without one. Advances the counters."""
        found = self._list_of(paragraph)
        if found is None:
            return ""
        num_id, depth = found
        abstract_id = self._abstract_id(num_id)
        level = self._level(num_id, abstract_id, depth)
        if level is None:
            return ""
        count = self._counting.setdefault(abstract_id, _Counting())
        override = self._start_override(num_id, depth)
        if override is not None and (num_id, depth) not in count.started:
            count.started.add((num_id, depth))
            count.values[depth] = override
        elif depth in count.values:
            count.values[depth] += 1
        else:
            count.values[depth] = level.start
        for deeper in [key for key in count.values if key > depth]:
            below = self._level(num_id, abstract_id, deeper)
            if below is None or below.restart != 0:
                del count.values[deeper]
        return self._printed(num_id, abstract_id, level, count)

    def _printed(self, num_id: str, abstract_id: str, level: _Level, count: _Counting) -> str:
        if level.format == "none":
            return ""
        if level.format == "bullet":
            return "+" if level.text.strip() == "+" else "-"
        label = level.text
        for depth in range(9):
            mark = f"%{depth + 1}"
            if mark not in label:
                continue
            part = self._level(num_id, abstract_id, depth) or _Level()
            value = count.values.get(depth, part.start)
            label = label.replace(mark, numeral(value, "decimal" if level.legal else part.format))
        return label.strip()

    def _list_of(self, paragraph: etree._Element | None) -> tuple[str, int] | None:
        direct = child(paragraph, "w:numPr")
        places = [direct] if direct is not None else []
        places += [
            found
            for style in self._styles.paragraph(paragraph)
            if (found := child(style, "w:pPr", "w:numPr")) is not None
        ]
        num_id = next((value for place in places if (value := attribute(child(place, "w:numId")))), None)
        if num_id is None or num_id == "0" or num_id not in self._nums:
            return None
        depths = (number(child(place, "w:ilvl")) for place in places)
        depth = next((value for value in depths if value is not None), 0)
        if direct is None:  # numbered through a style: the level that names the style is the level
            for style in self._styles.paragraph(paragraph):
                if (linked := self._level_of_style(num_id, attribute(style, "styleId"))) is not None:
                    return num_id, linked
        return num_id, depth

    def _level_of_style(self, num_id: str, style: str | None) -> int | None:
        for level in self._abstract.get(self._abstract_id(num_id), ()):
            if tag(level) == "w:lvl" and style and attribute(child(level, "w:pStyle")) == style:
                return number(level, "ilvl")
        return None

    def _abstract_id(self, num_id: str) -> str:
        for _ in range(_MAX_STYLE_DEPTH):
            abstract_id = attribute(child(self._nums.get(num_id), "w:abstractNumId")) or ""
            link = attribute(child(self._abstract.get(abstract_id), "w:numStyleLink"))
            target = next(
                (
                    value
                    for style in self._styles.chain(link)
                    if (value := attribute(child(style, "w:pPr", "w:numPr", "w:numId")))
                ),
                None,
            )
            if target is None or target == num_id or target not in self._nums:
                return abstract_id
            num_id = target
        return ""

    def _start_override(self, num_id: str, depth: int) -> int | None:
        override = self._override(num_id, depth)
        return number(child(override, "w:startOverride"))

    def _override(self, num_id: str, depth: int) -> etree._Element | None:
        for item in self._nums.get(num_id, ()):
            if tag(item) == "w:lvlOverride" and number(item, "ilvl") == depth:
                return item
        return None

    def _level(self, num_id: str, abstract_id: str, depth: int) -> _Level | None:
        found = child(self._override(num_id, depth), "w:lvl")
        if found is None:
            for item in self._abstract.get(abstract_id, ()):
                if tag(item) == "w:lvl" and number(item, "ilvl") == depth:
                    found = item
        if found is None:
            return None
        start = number(child(found, "w:start"))
        return _Level(
            start=1 if start is None else start,
            format=attribute(child(found, "w:numFmt")) or "decimal",
            text=attribute(child(found, "w:lvlText")) or "",
            legal=child(found, "w:isLgl") is not None,
            restart=number(child(found, "w:lvlRestart")),
        )

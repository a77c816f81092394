"""How a run or a paragraph of an .odt prints: automatic and named styles resolved through their parents."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

from ingest.readers.odt_package import attribute, child, children, tag
from ingest.readers.runs import Change, Format

_MAX_STYLE_DEPTH = 20  # a style that is its own parent would never end
_BOLD = {"bold", "600", "700", "800", "900"}
_NO_BORDER = {"none", "hidden"}


class Styles:
    """The styles in force for one part: ``content.xml``, or ``styles.xml`` for running headers."""

    def __init__(self, part: etree._Element, styles: etree._Element | None) -> None:
        self._styles: dict[tuple[str, str], etree._Element] = {}
        self._defaults: dict[str, etree._Element] = {}
        self._faces: dict[str, str] = {}
        self.lists: dict[str, etree._Element] = {}
        self.outline = child(styles, "office:styles", "text:outline-style")
        # The part's own names come last: they win over the same names elsewhere.
        for root in (styles, part):
            for face in children(child(root, "office:font-face-decls"), "style:font-face"):
                family = attribute(face, "svg:font-family") or ""
                self._faces[attribute(face, "style:name") or ""] = _family(family)
        for root, group in ((styles, "office:styles"), (part, "office:automatic-styles")):
            self._collect(child(root, group))
        self._change = lru_cache(maxsize=None)(self._resolved)

    def _collect(self, group: etree._Element | None) -> None:
        for style in group if group is not None else ():
            kind, name = tag(style), attribute(style, "style:name") or ""
            if kind == "style:style":
                self._styles[attribute(style, "style:family") or "", name] = style
            elif kind == "style:default-style":
                self._defaults[attribute(style, "style:family") or ""] = style
            elif kind == "text:list-style":
                self.lists[name] = style

    def chain(self, family: str, name: str | None) -> list[etree._Element]:
        """A style and its parents, nearest first; the default style of the family comes last."""
        found: list[etree._Element] = []
        while name and (style := self._styles.get((family, name))) is not None:
            found.append(style)
            name = attribute(style, "style:parent-style-name") if len(found) < _MAX_STYLE_DEPTH else None
        default = self._defaults.get(family)
        return found if default is None else [*found, default]

    def format(self, outer: Format, family: str, name: str | None) -> Format:
        """``outer`` as changed by the style ``name`` ("paragraph" or "text" family)."""
        return outer.changed(self._change(family, name))

    def inherited(self, family: str, name: str | None, wanted: str) -> str | None:
        """The attribute ``wanted`` of the nearest style that has it, "" included."""
        values = (attribute(style, wanted) for style in self.chain(family, name))
        return next((value for value in values if value is not None), None)

    def breaks_page(self, paragraph: str | None) -> bool:
        """Whether a paragraph in this style starts a page by itself."""
        if self.inherited("paragraph", paragraph, "style:master-page-name"):
            return True
        for style in self.chain("paragraph", paragraph):
            before = attribute(child(style, "style:paragraph-properties"), "fo:break-before")
            if before is not None:
                return before == "page"
        return False

    def bordered(self, cell: str | None) -> bool:
        """Whether a table cell in this style has a visible border."""
        for style in self.chain("table-cell", cell):
            properties = child(style, "style:table-cell-properties")
            sides = ("", "-top", "-bottom", "-left", "-right")
            borders = [attribute(properties, f"fo:border{side}") for side in sides]
            if any(borders):
                return any(border and not _NO_BORDER & set(border.split()) for border in borders)
        return False

    def _resolved(self, family: str, name: str | None) -> Change:
        change = Change()
        for style in reversed(self.chain(family, name)):
            change.update(self._said(child(style, "style:text-properties")))
        return change

    def _said(self, properties: etree._Element | None) -> Change:
        said = Change()
        if (family := attribute(properties, "fo:font-family")) is not None:
            said["font"] = _family(family)
        if (face := attribute(properties, "style:font-name")) is not None:
            said["font"] = self._faces.get(face, face)
        if (weight := attribute(properties, "fo:font-weight")) is not None:
            said["bold"] = weight in _BOLD
        if (display := attribute(properties, "text:display")) is not None:
            said["hidden"] = display == "none"
        transform = attribute(properties, "fo:text-transform")
        variant = attribute(properties, "fo:font-variant")
        if transform is not None or variant is not None:
            said["capitals"] = transform == "uppercase" or variant == "small-caps"
        if (position := attribute(properties, "style:text-position")) is not None:
            said["raised"] = _is_raised(position)
        return said


def _is_raised(position: str) -> bool:
    """``"super 58%"``, or a height above the line: ``"33% 58%"``; ``"0% 100%"`` is on it (ODF 1.3, 20.384)."""
    place = position.split()[0] if position.split() else ""
    return place == "super" or (place.endswith("%") and place.rstrip("%").strip("0.").isdigit())


def _family(name: str) -> str:
    """The first family of a list in CSS notation: ``"'Times New Roman', serif"`` → ``Times New Roman``."""
    return name.split(",")[0].strip().strip("'\"").strip()

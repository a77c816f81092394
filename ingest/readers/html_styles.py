"""How an element of a web page prints: its tag, its attributes, and the style rules that name its tag or class.

Selectors that look at surroundings are not followed: what Word and LibreOffice write does not need them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from lxml import etree

from ingest.readers.runs import Change, Format

_SELECTOR = re.compile(r"([a-z][\w:\\-]*)?(?:\.([\w-]+))?", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_SHORTHAND = re.compile(r"(?:^|\s)[\d.]+(?:%|[a-z]+)(?:\s*/\s*\S+)?\s+(.+)$", re.IGNORECASE)
_BOLD_TAGS = {"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"}
_BOLD = {"bold", "bolder", "600", "700", "800", "900"}
_BORDERS = {"border", "border-top", "border-right", "border-bottom", "border-left", "border-style"}
_NO_BORDER = re.compile(r"none|hidden|\b0(?:px|pt|in|cm)?(?![\d.])")
_HIDING = {
    "display": {"none"}, "visibility": {"hidden", "collapse"}, "mso-hide": {"all"},
    "mso-element": {"comment-list"}, "mso-special-character": {"comment"},
}  # fmt: skip

Said = Mapping[str, str]  # CSS property → value, both in lower case but for font names


class Sheet:
    """The style rules of one page."""

    def __init__(self, root: etree._Element) -> None:
        self._rules: dict[tuple[str, str], dict[str, str]] = {}  # (tag or "", class or "")
        for style in root.iter("style"):
            self._collect(_COMMENT.sub(" ", style.text or ""))
        self._of_classes = lru_cache(maxsize=4096)(self._matched)
        self._of_attribute = lru_cache(maxsize=4096)(_declarations)

    def said(self, element: etree._Element) -> Said:
        """What rules and the element's own style attribute say, the stronger last."""
        rules = self._of_classes(str(element.tag), element.get("class") or "")
        own = element.get("style")
        return rules | self._of_attribute(own) if own else rules

    def _collect(self, sheet: str) -> None:
        for block in sheet.split("}"):
            *_, selectors, body = ["", *block.split("{")]
            for selector in selectors.split(","):
                match = _SELECTOR.fullmatch(selector.strip())
                if match and match[0]:
                    key = (match[1] or "").lower().replace("\\", ""), match[2] or ""
                    self._rules.setdefault(key, {}).update(_declarations(body))

    def _matched(self, tag: str, classes: str) -> dict[str, str]:
        names = classes.split()
        keys = [(tag, ""), *(("", name) for name in names), *((tag, name) for name in names)]
        found: dict[str, str] = {}
        for key in keys:
            found |= self._rules.get(key, {})
        return found


def format_of(outer: Format, element: etree._Element, said: Said) -> Format:
    """``outer`` as changed by an element."""
    return outer.changed(_change(element, said))


def is_hidden(element: etree._Element, said: Said) -> bool:
    return element.get("hidden") is not None or any(
        said.get(name) in values for name, values in _HIDING.items()
    )


def is_bordered(said: Said) -> bool | None:
    """Whether a border shows; None where nothing is said about it."""
    borders = [value for name, value in said.items() if name in _BORDERS]
    return any(not _NO_BORDER.search(value) for value in borders) if borders else None


def _change(element: etree._Element, said: Said) -> Change:
    tag = element.tag
    change = Change()
    if tag in _BOLD_TAGS:
        change["bold"] = True
    if tag in ("sup", "sub"):
        change["raised"] = tag == "sup"
    if tag == "font" and (face := element.get("face")):
        change["font"] = _family(face)
    if not said:
        return change
    if (shorthand := _SHORTHAND.search(said.get("font", ""))) is not None:
        change["font"] = _family(shorthand[1])
        change["bold"] = not _BOLD.isdisjoint(said["font"].lower().split())
    if family := said.get("font-family"):
        change["font"] = _family(family)
    if weight := said.get("font-weight"):
        change["bold"] = weight in _BOLD
    if (align := said.get("vertical-align")) in ("super", "sub", "baseline"):
        change["raised"] = align == "super"
    transform, variant = said.get("text-transform"), said.get("font-variant")
    if transform or variant:
        change["capitals"] = transform == "uppercase" or variant == "small-caps"
    return change


def _declarations(body: str) -> dict[str, str]:
    found = {}
    for declaration in body.split(";"):
        name, _, value = declaration.partition(":")
        name = name.strip().lower()
        value = value.replace("!important", "").strip()
        if name and value:
            found[name] = value if name.startswith("font") and name != "font-weight" else value.lower()
    return found


def _family(names: str) -> str:
    """The first family of a list: ``"'Times New Roman', serif"`` → ``Times New Roman``."""
    return names.split(",")[0].strip().strip("'\"").strip()

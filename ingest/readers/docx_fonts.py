"""Which font a run is set in (ECMA-376, 17.3.2.26), and the signs that are drawn by a font's own code."""

from __future__ import annotations

from lxml import etree

from ingest.readers.docx_package import attribute, child, tag
from ingest.readers.docx_styles import Styles
from ingest.readers.legacy_lines import Run
from ingest.vietnamese.legacy import Face, face_of

# Where the letters beyond ASCII are set in "hAnsi"; "ascii" stands for it where a file names only that.
_SLOTS = ("hAnsi", "ascii")
# The codes of Symbol and Wingdings that stand in reports; other pictures are left out.
_SIGNS = {
    "symbol": {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xB0: "°", 0xAE: "→", 0xB7: "•"},
    "wingdings": {0xA8: "☐", 0x6F: "☐", 0xFD: "☒", 0x78: "☒", 0xFE: "☑", 0xFC: "✓", 0xE0: "→", 0xF0: "→"},
}  # fmt: skip


class Fonts:
    """Resolves the face of a run through its style, its paragraph's style, the defaults and the theme."""

    def __init__(self, styles: Styles, root: etree._Element | None, theme: etree._Element | None) -> None:
        """``root`` is the styles part, ``theme`` the theme part."""
        self._styles = styles
        self._defaults = child(root, "w:docDefaults", "w:rPrDefault", "w:rPr", "w:rFonts")
        self._theme = _theme_fonts(theme)
        self._of_styles: dict[tuple[str | None, str | None], Face | None] = {}

    def face(self, run: etree._Element | None, paragraph: etree._Element | None) -> Face | None:
        """The face of a run (its rPr; its paragraph's pPr); None in a Unicode font."""
        direct = self._name(child(run, "w:rFonts"))
        if direct is not None:
            return face_of(direct)
        key = attribute(child(run, "w:rStyle")), attribute(child(paragraph, "w:pStyle"))
        if key not in self._of_styles:
            self._of_styles[key] = self._inherited(key[0], paragraph)
        return self._of_styles[key]

    def _inherited(self, run_style: str | None, paragraph: etree._Element | None) -> Face | None:
        for style in (*self._styles.chain(run_style), *self._styles.paragraph(paragraph)):
            if (name := self._name(child(style, "w:rPr", "w:rFonts"))) is not None:
                return face_of(name)
        name = self._name(self._defaults)
        return None if name is None else face_of(name)

    def _name(self, fonts: etree._Element | None) -> str | None:
        if fonts is None:
            return None
        for slot in _SLOTS:
            named = self._theme.get(attribute(fonts, f"{slot}Theme") or "") or attribute(fonts, slot)
            if named:
                return named
        return None


def _theme_fonts(theme: etree._Element | None) -> dict[str, str]:
    """ "minorHAnsi" → the typeface of the theme, and so on; "" names are left out."""
    found: dict[str, str] = {}
    for element in theme.iter() if theme is not None else ():
        local = tag(element).rpartition(":")[2]
        if local not in ("majorFont", "minorFont"):
            continue
        latin = next((item for item in element if tag(item).endswith(":latin")), None)
        typeface = None if latin is None else latin.get("typeface")
        if typeface:
            found |= {f"{local[:5]}{slot}": typeface for slot in ("HAnsi", "Ascii")}
    return found


def drawn_run(element: etree._Element, face: Face | None) -> Run | None:
    """What prints for an element of a run that stands for a character; None where nothing does."""
    match tag(element):
        case "w:tab" | "w:ptab":
            return Run(" ", face)
        case "w:noBreakHyphen":
            return Run("-", face)
        case "w:softHyphen":
            return Run("\xad", face)  # the letter ư of TCVN3; elsewhere it goes again
        case "w:sym":
            return _sign(element)
        case _:
            return None


def _sign(symbol: etree._Element) -> Run | None:
    """``w:sym``: a letter of a legacy font, a known sign, a character of Unicode; None for another picture."""
    font = attribute(symbol, "font") or ""
    try:
        code = int(attribute(symbol, "char") or "", 16)
    except ValueError:
        return None
    if not 0x20 <= code <= 0xFFFF or 0xD800 <= code < 0xE000:
        return None
    if (face := face_of(font)) is not None:
        return Run(chr(code), face)
    known = _SIGNS.get(font.lower())
    if known is not None:
        found = known.get(code & 0xFF)
        return Run(found) if found else None
    return None if 0xE000 <= code < 0xF900 else Run(chr(code))

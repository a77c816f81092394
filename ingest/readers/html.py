"""Web pages (.html, .htm), Word's and LibreOffice's among them: what a browser shows, one line a paragraph.

Scripts, navigation, form fields and hidden elements are left out; list numbers are printed; the notes of
Word and LibreOffice are marked in the text and follow it. Nothing that a page refers to is fetched.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count

from lxml import etree

from ingest.document import LineKind, Reading
from ingest.errors import UnreadableFile
from ingest.readers.html_source import decode, tree
from ingest.readers.html_styles import Said, Sheet, format_of, is_bordered, is_hidden
from ingest.readers.layout_tables import Block, Cell, placed, spread, table_blocks
from ingest.readers.legacy_lines import Speller, printed
from ingest.readers.lines import LineDraft, assemble, may_be_stamp, superscript
from ingest.readers.media import seen_on_pictures
from ingest.readers.numerals import numeral
from ingest.readers.runs import Format, Writing
from ingest.readers.workroom import BARE, Workroom

_MAX_NESTING = 150  # elements; far above what people and programs write, far below Python's own limit
_MOST_LINES_IN_CELL = 30  # a cell with more is a column of the page, not a value
_WIDEST_SPAN = 1000  # columns; the HTML standard's bound
_DROPPED = {
    "head", "script", "style", "noscript", "template", "title", "xml", "nav", "dialog", "del", "rt", "rp",
    "button", "select", "textarea", "input", "datalist", "object", "iframe", "embed", "applet", "svg", "canvas",
    "audio", "video", "map", "noframes",
}  # fmt: skip
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "legend", "li", "main", "menu", "ol", "p", "pre", "section", "summary", "td", "th", "tr", "ul",
}  # fmt: skip
_BLOCK_DISPLAYS = {"block", "flex", "grid", "list-item", "table"}
_NUMBERS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "decimal": "decimal", "decimal-leading-zero": "decimalZero", "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
}  # fmt: skip
_FORMATS = frozenset(_NUMBERS.values())
# Word: #_ftn1 and <div id=ftn1>; LibreOffice: #sdfootnote1sym and <div id="sdfootnote1">.
_REFERENCE = re.compile(r"#_?(ftn|edn|sdfootnote|sdendnote)([0-9]{1,6})(?:sym)?")
_BACK = re.compile(r"#(?:_(?:ftn|edn)ref[0-9]+|sd(?:foot|end)note[0-9]+anc)")
_NOTE = re.compile(r"(ftn|edn|sdfootnote|sdendnote)([0-9]{1,6})")
_SYMBOL_FONTS = ("symbol", "wingdings", "courier new")  # Word draws bullets as letters of these


def read(data: bytes, room: Workroom = BARE) -> Reading:
    """Bytes of a page → Reading (no pages, no boxes).

    Raises UnreadableFile: unknown encoding, no page at all, beyond the bounds, or without text.
    """
    root = tree(decode(data))

    def lines(speller: Speller) -> list[LineDraft]:
        printer = _Printer(Sheet(root), speller)
        blocks = printer.blocks(root, Format(), depth=0)
        return [*printer.stamps, *placed(blocks), *printer.notes]

    drafts, warnings = printed(lines)
    reading = assemble(drafts, format="html", warnings=warnings)
    return replace(reading, pictures=(*_titles(root), *seen_on_pictures(_pictures(root), room)))


def _titles(root: etree._Element) -> tuple[str, ...]:
    """What a page says of itself beside its text: its title, and the words for its pictures."""
    titles = (element.text or "" for element in root.iter("title"))
    return tuple(filter(None, (*titles, *(image.get("alt", "") for image in root.iter("img")))))


def _pictures(root: etree._Element) -> Iterator[bytes]:
    """The pictures that stand in the page itself; those elsewhere are not fetched."""
    for image in root.iter("img"):
        kind, _, coded = image.get("src", "").partition(",")
        if kind.startswith("data:image/") and kind.endswith(";base64") and "svg" not in kind:
            try:
                yield b64decode(coded)
            except ValueError as error:
                raise UnreadableFile("Trang web có ảnh bị hỏng, không kiểm tra được.") from error


@dataclass(slots=True)
class _List:
    """An open list: what stands before its items (a number format, a bullet or ""), and the next number."""

    marker: str
    following: int = 1
    step: int = 1


@dataclass(slots=True)
class _Flow:
    """The blocks of one container so far, and the paragraph being written in it."""

    speller: Speller
    writing: Writing
    blocks: list[Block] = field(default_factory=list)
    label: str = ""  # of the list item whose first paragraph is still to come
    verbatim: int = 0  # how many <pre> are open

    def add(self, text: str | None, format: Format) -> None:
        for order, line in enumerate((text or "").split("\n") if self.verbatim else (text or "",)):
            if order:
                self.writing.end_line()
            self.writing.add(line, format)

    def end_paragraph(self) -> None:
        self.writing.label(self.label)
        if drafts := self.writing.drafts():
            self.blocks.append(Block(lines=drafts))
            self.label = ""
        self.writing = Writing(self.speller)


class _Printer:
    """One pass over one page: keeps the open lists and the notes met so far."""

    def __init__(self, sheet: Sheet, speller: Speller) -> None:
        self.stamps: list[LineDraft] = []  # lines of running headers that the gate must see
        self.notes: list[LineDraft] = []
        self._sheet = sheet
        self._speller = speller
        self._lists: list[_List] = []
        self._marks = count(1)
        self._mark_of: dict[tuple[str, str], str] = {}  # (kind, number) of a note → mark

    def blocks(self, element: etree._Element, format: Format, *, depth: int) -> list[Block]:
        """Paragraphs and tables inside ``element``."""
        flow = _Flow(self._speller, Writing(self._speller))
        self._inside(element, format, flow, depth)
        flow.end_paragraph()
        return flow.blocks

    def _inside(self, parent: etree._Element, format: Format, flow: _Flow, depth: int) -> None:
        if depth > _MAX_NESTING:
            raise UnreadableFile("Trang web lồng thẻ quá sâu; không đọc được.")
        flow.add(parent.text, format)
        for element in parent:
            said = self._sheet.said(element)
            if element.tag not in _DROPPED and not is_hidden(element, said):
                self._element(element, said, format_of(format, element, said), flow, depth + 1)
            flow.add(element.tail, format)

    def _element(self, element: etree._Element, said: Said, format: Format, flow: _Flow, depth: int) -> None:
        name = element.tag
        note = _NOTE.fullmatch(element.get("id") or "") if name == "div" else None
        if name == "br":
            flow.writing.end_line()
        elif name == "table":
            flow.end_paragraph()
            flow.blocks += self._table(element, said, format, depth)
        elif name in ("ol", "ul"):
            flow.end_paragraph()
            self._lists.append(_list(element, said))
            self._inside(element, format, flow, depth)
            flow.end_paragraph()
            self._lists.pop()
        elif said.get("mso-element") in ("header", "footer"):
            drafts = _drafts(self.blocks(element, format, depth=depth))
            self.stamps += [line for line in drafts if may_be_stamp(line.text)]
        elif note is not None:
            flow.end_paragraph()
            text = " ".join(line.text for line in _drafts(self.blocks(element, format, depth=depth)))
            self.notes.append(LineDraft(f"{self._mark(note)} {text}".strip(), kind=LineKind.FOOTNOTE))
        elif name == "a" and (note := _REFERENCE.fullmatch(element.get("href") or "")):
            flow.writing.put(self._mark(note))
        elif name == "a" and _BACK.fullmatch(element.get("href") or ""):
            return  # the mark that begins a note: printed before it already
        elif said.get("mso-list") == "ignore":
            flow.writing.put(_word_label(element, format))
            flow.add(" ", format)
        elif name in _BLOCKS or said.get("display") in _BLOCK_DISPLAYS:
            flow.end_paragraph()
            if name == "li":
                flow.label = self._label(element, said)
            flow.verbatim += name == "pre"
            self._inside(element, format, flow, depth)
            flow.verbatim -= name == "pre"
            flow.end_paragraph()
            flow.label = "" if name == "li" else flow.label
        else:
            self._inside(element, format, flow, depth)

    def _mark(self, note: re.Match[str]) -> str:
        key = note[1], note[2]
        if key not in self._mark_of:
            self._mark_of[key] = superscript(str(next(self._marks)))
        return self._mark_of[key]

    def _label(self, item: etree._Element, said: Said) -> str:
        if not self._lists:
            return "-"
        place = self._lists[-1]
        value = _number(item, "value", place.following)
        place.following = value + place.step
        marker = _marker(item, said)
        marker = place.marker if marker is None else marker
        return f"{numeral(value, marker)}." if marker in _FORMATS else marker

    def _table(self, table: etree._Element, said: Said, format: Format, depth: int) -> list[Block]:
        cells: list[list[tuple[list[Block], Cell]]] = []
        before: list[Block] = []
        bordered = False
        for row, row_format in self._rows(table, format, before, depth):
            cells.append([])
            for cell in row.iterchildren("td", "th"):
                cell_said = self._sheet.said(cell)
                if is_hidden(cell, cell_said):
                    continue
                bordered = bordered or is_bordered(cell_said) or False
                blocks = self.blocks(cell, format_of(row_format, cell, cell_said), depth=depth + 2)
                columns = min(max(1, _number(cell, "colspan", 1)), _WIDEST_SPAN)
                read = Cell(_drafts(blocks), columns, max(1, _number(cell, "rowspan", 1)))
                cells[-1].append((blocks, read))
        if _lays_out(cells):
            return before + [block for row in cells for blocks, _ in row for block in blocks]
        own = is_bordered(said)
        bordered = bordered or (table.get("border", "0") != "0" if own is None else own)
        return before + list(
            table_blocks(spread([read for _, read in row] for row in cells), bordered=bordered)
        )

    def _rows(
        self, parent: etree._Element, format: Format, before: list[Block], depth: int
    ) -> Iterator[tuple[etree._Element, Format]]:
        """Whatever holds cells, in printed order, with its format; a caption goes to ``before``."""
        if depth > _MAX_NESTING:
            raise UnreadableFile("Trang web lồng bảng quá sâu; không đọc được.")
        if next(parent.iterchildren("td", "th"), None) is not None:
            yield parent, format
        for element in sorted(parent, key=lambda part: part.tag == "tfoot"):
            said = self._sheet.said(element)
            if element.tag in _DROPPED or element.tag in ("td", "th") or is_hidden(element, said):
                continue
            inner = format_of(format, element, said)
            if element.tag == "caption":
                before += self.blocks(element, inner, depth=depth + 1)
            else:
                yield from self._rows(element, inner, before, depth + 1)


def _drafts(blocks: list[Block]) -> list[LineDraft]:
    return [line for block in blocks for line in block.drafts()]


def _lays_out(rows: list[list[tuple[list[Block], Cell]]]) -> bool:
    """Whether a table arranges a page: it holds tables, or a cell as long as a page."""
    return any(
        len(cell.lines) > _MOST_LINES_IN_CELL or any(block.rows is not None for block in blocks)
        for row in rows
        for blocks, cell in row
    )


def _list(element: etree._Element, said: Said) -> _List:
    marker = _marker(element, said)
    if element.tag == "ul":
        return _List("-" if marker is None else marker)
    backwards = element.get("reversed") is not None
    start = sum(1 for _ in element.iterchildren("li")) if backwards else 1
    return _List(
        "decimal" if marker is None else marker, _number(element, "start", start), -1 if backwards else 1
    )


def _marker(element: etree._Element, said: Said) -> str | None:
    """What a list or item says stands before items; None when it says nothing."""
    words = (said.get("list-style-type") or said.get("list-style") or element.get("type") or "").split()
    if not words:
        return None
    if number := next((word for word in words if word in _NUMBERS), None):
        return _NUMBERS[number]
    if "none" in words:
        return ""
    return "+" if any("+" in word for word in words) else "-"


def _word_label(element: etree._Element, format: Format) -> str:
    """The number or bullet that Word wrote into a list paragraph."""
    label = etree.tostring(element, method="text", encoding="unicode", with_tail=False).strip()
    return "-" if label in ("·", "•") or format.font.lower() in _SYMBOL_FONTS and label != "+" else label


def _number(element: etree._Element, name: str, default: int) -> int:
    value = (element.get(name) or "").strip()
    return int(value) if re.fullmatch(r"-?[0-9]{1,9}", value) else default

"""OpenDocument text (.odt): body in order, one line a paragraph, as it would print.

Printed means: automatic numbers and capitals rendered, tracked changes as accepted, hidden text left out, text
boxes read where they are anchored, notes moved behind the body. Running headers and footers are left out,
except a line that may be a stamp: the gate must see it. Pages are known where the file says where they end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count

from lxml import etree

from ingest.document import LineKind, Reading
from ingest.errors import UnreadableFile
from ingest.readers.layout_tables import Block, Cell, placed, spread, table_blocks
from ingest.readers.legacy_lines import Speller, printed
from ingest.readers.lines import LineDraft, assemble, may_be_stamp, superscript
from ingest.readers.odt_lists import Numbering, OpenList
from ingest.readers.odt_package import OdtPackage, attribute, child, children, number, tag
from ingest.readers.odt_styles import Styles
from ingest.readers.properties import property_texts
from ingest.readers.runs import Format, Writing
from ingest.readers.workroom import BARE, Workroom

_MAX_NESTING = 100  # tables within tables, lists within lists, boxes within boxes
_MOST_SPACES = 40  # of one text:s: no print is wider
_MOST_REPEATS = 64  # of one cell or row; Writer repeats hardly any, a bomb a million
_MOST_REPEATED = 1_000_000  # characters that repeating may add to one document
_DROPPED = {
    "text:tracked-changes", "text:number", "text:note-citation", "text:ruby-text", "text:table-of-content-source",
    "text:alphabetical-index-source", "text:illustration-index-source", "text:table-index-source",
    "text:object-index-source", "text:user-index-source", "text:bibliography-source", "office:annotation",
    "office:forms", "office:event-listeners", "table:title", "table:desc", "svg:title", "svg:desc",
    "draw:object", "draw:object-ole",
}  # fmt: skip
_HIDDEN_ROWS = {"collapse", "filter"}


def read(data: bytes, room: Workroom = BARE) -> Reading:  # noqa: ARG001 - every reader is called alike
    """Bytes of an .odt → Reading (pages where the file marks them, no boxes).

    Raises UnreadableFile: broken, encrypted, too large when unpacked, or without text.
    """
    package = OdtPackage(data)
    paged = next(package.text.iter("{*}soft-page-break"), None) is not None
    pages: list[int | None] = []

    def lines(speller: Speller) -> list[LineDraft]:
        styles = Styles(package.content, package.styles)
        printer = _Printer(styles, speller, page=1 if paged else None)
        blocks = list(printer.blocks(package.text, depth=0))
        pages.append(printer.page)
        notes = (*printer.notes("footnote"), *printer.notes("endnote"))
        return [*_stamps(package, speller), *placed(blocks), *notes]

    drafts, warnings = printed(lines)
    reading = assemble(drafts, format="odt", pages=pages[-1], warnings=warnings)
    return replace(reading, pictures=property_texts(data))


def _stamps(package: OdtPackage, speller: Speller) -> list[LineDraft]:
    """Lines of running headers and footers that may be stamps, once each: page styles repeat them."""
    if package.styles is None:
        return []
    found: dict[str, LineDraft] = {}
    styles = Styles(package.styles, package.styles)
    for page in children(child(package.styles, "office:master-styles"), "style:master-page"):
        for running in page:
            if attribute(running, "style:display") != "false":
                for block in _Printer(styles, speller, page=None).blocks(running, depth=0):
                    found |= {line.text: line for line in block.drafts() if may_be_stamp(line.text)}
    return list(found.values())


class _Printer:
    """One pass over one document: keeps the list counters, the page and the notes met so far."""

    def __init__(self, styles: Styles, speller: Speller, *, page: int | None) -> None:
        self.page = page
        self._styles = styles
        self._speller = speller
        self._numbering = Numbering(styles)
        self._marks = count(1)  # one sequence for foot- and endnotes, so that no mark means two notes
        self._notes: list[tuple[str, LineDraft]] = []  # (class, note)
        self._begun = False  # whether a paragraph came before: the first cannot break a page
        self._repeated = 0

    def blocks(
        self,
        elements: Iterable[etree._Element],
        *,
        depth: int,
        place: OpenList | None = None,
    ) -> Iterator[Block]:
        """Paragraphs and tables of ``elements``, through sections, lists, indexes and frames."""
        if depth > _MAX_NESTING:
            raise UnreadableFile("Tệp OpenDocument lồng bảng, danh sách hoặc khung quá sâu; không đọc được.")
        for element in elements:
            name = tag(element)
            if name in ("text:p", "text:h"):
                label = self._numbering.heading(element) if name == "text:h" and place is None else ""
                yield Block(lines=self._paragraph(element, label, depth))
            elif name == "text:list":
                yield from self._list(element, place, depth, again=False)
            elif name == "table:table":
                yield from self._table(element, depth)
            elif name == "text:soft-page-break":
                self._turn_page()
            elif name not in _DROPPED and not _is_hidden(element):
                yield from self.blocks(element, depth=depth + 1, place=place)

    def notes(self, kind: str) -> list[LineDraft]:
        """The notes of a class ("footnote", "endnote") that the text refers to, in the order of their marks."""
        found = [note for of_kind, note in self._notes if of_kind == kind]
        return [replace(note, page=self.page) for note in found] if kind == "endnote" else found

    def _list(
        self, element: etree._Element, outer: OpenList | None, depth: int, *, again: bool
    ) -> Iterator[Block]:
        if depth > _MAX_NESTING:
            raise UnreadableFile("Tệp OpenDocument lồng danh sách quá sâu; không đọc được.")
        place = self._numbering.open(element, outer, again=again)
        for item in element:
            numbered = tag(item) == "text:list-item"
            lists = 0
            for part in item:
                if tag(part) == "text:list":
                    yield from self._list(part, place, depth + 2, again=lists > 0)
                    lists += 1
                elif tag(part) in ("text:p", "text:h"):
                    style = attribute(part, "text:style-name")
                    label = self._numbering.item(place, item, style) if numbered else ""
                    numbered = False  # the label prints once, before the item's first paragraph
                    yield Block(lines=self._paragraph(part, label, depth + 2))
                elif tag(part) == "text:soft-page-break":
                    self._turn_page()
                elif tag(part) not in _DROPPED:
                    yield from self.blocks([part], depth=depth + 2, place=place)

    def _table(self, table: etree._Element, depth: int) -> Iterator[Block]:
        rows: list[list[Cell]] = []
        bordered = False
        for row in self._rows(table, depth):
            cells: list[Cell] = []
            for cell in children(row, "table:table-cell"):
                bordered = bordered or self._styles.bordered(attribute(cell, "table:style-name"))
                blocks = self.blocks(cell, depth=depth + 2)
                read = Cell(
                    [line for block in blocks for line in block.drafts()],
                    columns=max(1, number(cell, "table:number-columns-spanned") or 1),
                    rows=max(1, number(cell, "table:number-rows-spanned") or 1),
                )
                cells += [read] * self._repeats(cell, "table:number-columns-repeated", [read])
            rows += [cells] * self._repeats(row, "table:number-rows-repeated", cells)
        yield from table_blocks(spread(rows), bordered=bordered)

    def _rows(self, parent: etree._Element, depth: int) -> Iterator[etree._Element]:
        """Visible rows, through header rows and groups."""
        if depth > _MAX_NESTING:
            raise UnreadableFile("Tệp OpenDocument lồng nhóm hàng quá sâu; không đọc được.")
        for element in parent:
            name = tag(element)
            if name == "table:table-row":
                if attribute(element, "table:visibility") not in _HIDDEN_ROWS:
                    yield element
            elif name in ("table:table-header-rows", "table:table-rows", "table:table-row-group"):
                yield from self._rows(element, depth + 1)
            elif name == "text:soft-page-break":
                self._turn_page()

    def _repeats(self, element: etree._Element, name: str, cells: list[Cell]) -> int:
        """How often a cell or row prints; raises UnreadableFile when repeating would swell the text."""
        times = min(max(1, number(element, name) or 1), _MOST_REPEATS)
        if times == 1:
            return 1
        size = sum(1 + sum(len(line.text) for line in cell.lines) for cell in cells)
        self._repeated += (times - 1) * size
        if self._repeated > _MOST_REPEATED:
            raise UnreadableFile("Tệp OpenDocument lặp ô bảng quá nhiều lần; từ chối đọc để bảo vệ hệ thống.")
        return times

    def _paragraph(self, paragraph: etree._Element, label: str, depth: int) -> list[LineDraft]:
        style = attribute(paragraph, "text:style-name")
        if self._begun and self._styles.breaks_page(style):
            self._turn_page()
        self._begun = True
        if any(_is_hidden(field) for field in paragraph.iter("{*}hidden-paragraph")):
            return []
        writing = Writing(self._speller, page=self.page)
        self._inline(paragraph, self._styles.format(Format(), "paragraph", style), writing, depth)
        writing.label(label)
        return writing.drafts()

    def _inline(self, parent: etree._Element, format: Format, writing: Writing, depth: int) -> None:
        if depth > _MAX_NESTING:
            raise UnreadableFile("Tệp OpenDocument lồng khung hoặc đoạn chữ quá sâu; không đọc được.")
        writing.add(parent.text or "", format)
        for element in parent:
            self._element(element, format, writing, depth)
            writing.add(element.tail or "", format)

    def _element(self, element: etree._Element, format: Format, writing: Writing, depth: int) -> None:
        name = tag(element)
        if name == "text:span":
            style = attribute(element, "text:style-name")
            self._inline(element, self._styles.format(format, "text", style), writing, depth + 1)
        elif name == "text:soft-page-break":
            self._turn_page()
            if writing.is_blank:
                writing.page = self.page
        elif format.hidden:
            return
        elif name == "text:s":
            writing.put(" " * min(number(element, "text:c") or 1, _MOST_SPACES))
        elif name == "text:tab":
            writing.put(" ")
        elif name == "text:line-break":
            writing.end_line()
        elif name == "text:note":
            self._note(element, writing, depth)
        elif name.startswith("draw:"):
            for block in self.blocks([element], depth=depth + 1):
                writing.boxes += block.drafts()
        elif name and name not in _DROPPED and not _is_hidden(element):
            self._inline(element, format, writing, depth + 1)

    def _note(self, note: etree._Element, writing: Writing, depth: int) -> None:
        own = attribute(child(note, "text:note-citation"), "text:label")
        mark = superscript(own or str(next(self._marks)))
        writing.put(mark)
        body = child(note, "text:note-body")
        blocks = self.blocks(body, depth=depth + 1) if body is not None else ()
        text = " ".join(line.text for block in blocks for line in block.drafts())
        draft = LineDraft(f"{mark} {text}".strip(), page=self.page, kind=LineKind.FOOTNOTE)
        self._notes.append((attribute(note, "text:note-class") or "footnote", draft))

    def _turn_page(self) -> None:
        if self.page is not None:
            self.page += 1


def _is_hidden(element: etree._Element) -> bool:
    """A section or field that its author switched off (its condition was evaluated when it was saved)."""
    return attribute(element, "text:display") == "none" or attribute(element, "text:is-hidden") == "true"

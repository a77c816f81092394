"""Word (.docx): body in order, one line a paragraph, as it would print.

Printed means: automatic numbers and capitals formatting rendered, tracked insertions taken and deletions
left out, hidden text left out, text boxes read where they are anchored, notes moved behind the body. Running
headers and footers are left out, except a line that may be a stamp, which the gate must see, or a draft mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count

from lxml import etree

from ingest.document import LineKind, Reading
from ingest.errors import UnreadableFile
from ingest.readers.docx_fonts import Fonts, drawn_run
from ingest.readers.docx_package import Package, attribute, child, tag
from ingest.readers.docx_pages import PageCount
from ingest.readers.docx_styles import Numbering, Styles
from ingest.readers.layout_tables import Block, placed, table_blocks
from ingest.readers.legacy_lines import Run, Speller, printed
from ingest.readers.lines import LineDraft, assemble, may_be_stamp, one_line, says_draft, superscript
from ingest.readers.properties import property_texts
from ingest.readers.workroom import BARE, Workroom

_MAX_NESTING = 100  # tables within tables, boxes within boxes
_DROPPED = {
    "w:del", "w:moveFrom", "w:rPr", "w:pPr", "w:sdtPr", "w:sdtEndPr", "w:instrText", "w:delText",
    "w:delInstrText", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:fldData",
}  # fmt: skip
_BORDERS_OFF = {"nil", "none"}


def read(data: bytes, room: Workroom = BARE) -> Reading:  # noqa: ARG001 - every reader is called alike
    """Bytes of a .docx → Reading; pages where Word left its page breaks in the file, no boxes.

    Raises UnreadableFile: broken, encrypted, too large when unpacked, or without text.
    """
    package = Package(data)
    body = child(package.document, "w:body")
    if body is None:
        raise UnreadableFile("Tệp Word bị hỏng: không có phần thân văn bản.")
    pages: list[int | None] = []

    def lines(speller: Speller) -> list[LineDraft]:
        drafts, last = _printed(package, body, speller)
        pages.append(last)
        return drafts

    drafts, warnings = printed(lines)
    reading = assemble(drafts, format="docx", pages=pages[-1], warnings=warnings)
    return replace(reading, pictures=property_texts(data))


def _printed(package: Package, body: etree._Element, speller: Speller) -> tuple[list[LineDraft], int | None]:
    """All lines, and the number of pages where the file tells."""
    styles = Styles(package.part("styles"))
    fonts = Fonts(styles, package.part("styles"), package.part("theme"))
    pages = PageCount(body)
    printer = _Printer(styles, Numbering(package.part("numbering"), styles), fonts, speller, pages)
    blocks = list(printer.blocks(body, depth=0))
    drafts = [*_stamps(package, styles, fonts, speller), *placed(blocks)]
    for kind in ("footnotes", "endnotes"):
        drafts += printer.notes(kind, package.part(kind))
    return drafts, pages.page


def _stamps(package: Package, styles: Styles, fonts: Fonts, speller: Speller) -> Iterator[LineDraft]:
    for kind in ("header", "footer"):
        for part in package.parts(kind):
            printer = _Printer(styles, Numbering(None, styles), fonts, speller, PageCount())
            for block in printer.blocks(part, depth=0):
                yield from (
                    line for line in block.drafts() if may_be_stamp(line.text) or says_draft(line.text)
                )


@dataclass(slots=True)
class _Writing:
    """The paragraph being written: its lines so far and the boxes anchored in it."""

    lines: list[list[Run]] = field(default_factory=lambda: [[]])
    pages: list[int | None] = field(default_factory=lambda: [None])  # of the first visible text of each line
    bold: list[bool] = field(default_factory=list)  # of every run with visible text
    boxes: list[LineDraft] = field(default_factory=list)

    def add(self, run: Run, bold: bool, page: int | None) -> None:
        self.lines[-1].append(run)
        if run.text.strip():
            self.bold.append(bold)
            self.pages[-1] = self.pages[-1] or page

    def end_line(self) -> None:
        self.lines.append([])
        self.pages.append(None)

    def drafts(self, label: str, speller: Speller) -> list[LineDraft]:
        bold = bool(self.bold) and all(self.bold)
        texts = [speller.spell(runs) for runs in self.lines]
        if label and texts[0].strip():
            texts[0] = f"{label} {texts[0].lstrip()}"
        texts = [one_line(text) for text in texts]
        placed = zip(texts, self.pages, strict=True)
        return [LineDraft(text, page, bold=bold) for text, page in placed if text] + self.boxes


class _Printer:
    """One pass over one document: keeps the list counters and the notes met so far."""

    def __init__(
        self, styles: Styles, numbering: Numbering, fonts: Fonts, speller: Speller, pages: PageCount
    ) -> None:
        self._styles = styles
        self._numbering = numbering
        self._fonts = fonts
        self._speller = speller
        self._pages = pages
        self._marks = count(1)  # one sequence for foot- and endnotes, so that no mark means two notes
        self._met: dict[tuple[str, str], tuple[str, int | None]] = {}  # (part, note id) → mark and its page
        self._open: _Writing | None = None  # a paragraph whose mark is deleted runs on into the next

    def blocks(self, parent: etree._Element, *, depth: int) -> Iterator[Block]:
        """Paragraphs and tables below ``parent``, through content controls and tracked changes."""
        if depth > _MAX_NESTING:
            raise UnreadableFile("Tệp Word lồng bảng hoặc khung quá sâu; không đọc được.")
        for element in parent:
            name = tag(element)
            if name == "w:p":
                if (lines := self._paragraph(element, depth)) is not None:
                    yield Block(lines=lines)
            elif name == "w:tbl":
                yield from self._table(element, depth)
            elif name == "mc:AlternateContent":
                yield from self.blocks(_choice(element), depth=depth + 1)
            elif name not in _DROPPED:
                yield from self.blocks(element, depth=depth + 1)

    def notes(self, kind: str, root: etree._Element | None) -> Iterator[LineDraft]:
        """The notes of ``kind`` that the text refers to, in the order of their marks."""
        if root is None:
            return
        bodies = {attribute(note, "id") or "": note for note in root}
        for (of_kind, note_id), (mark, page) in list(self._met.items()):
            if of_kind == kind and note_id in bodies:
                lines = _texts(self.blocks(bodies[note_id], depth=0))
                yield LineDraft(f"{mark} {' '.join(lines)}".strip(), page, LineKind.FOOTNOTE)

    def _table(self, table: etree._Element, depth: int) -> Iterator[Block]:
        rows = [
            [
                [line for block in self.blocks(cell, depth=depth + 1) for line in block.drafts()]
                for cell in self._pages.abreast(_through(row, "w:tc"))
            ]
            for row in _through(table, "w:tr")
            if child(row, "w:trPr", "w:del") is None
        ]
        yield from table_blocks(rows, bordered=self._bordered(table))

    def _bordered(self, table: etree._Element) -> bool:
        properties = child(table, "w:tblPr")
        own = child(properties, "w:tblBorders")
        if own is not None:
            return _visible(own)
        if any(_visible(item) for item in table.iter() if tag(item) == "w:tcBorders"):
            return True
        for style in self._styles.chain(attribute(child(properties, "w:tblStyle"))):
            if (borders := child(style, "w:tblPr", "w:tblBorders")) is not None:
                return _visible(borders)
        return False

    def _paragraph(self, paragraph: etree._Element, depth: int) -> list[LineDraft] | None:
        properties = child(paragraph, "w:pPr")
        # A paragraph whose mark is deleted takes the form, and the number, of the one it runs on into.
        runs_on = any(child(properties, "w:rPr", gone) is not None for gone in ("w:del", "w:moveFrom"))
        label = "" if runs_on else self._numbering.label(properties)
        writing = self._open or _Writing()
        self._open = None
        self._pages.begins(properties, self._styles)
        self._inline(paragraph, properties, writing, depth)
        self._pages.ends(properties)
        if runs_on:
            self._open = writing
            return None
        return writing.drafts(label, self._speller)

    def _inline(
        self, parent: etree._Element, properties: etree._Element | None, writing: _Writing, depth: int
    ) -> None:
        if depth > _MAX_NESTING:
            raise UnreadableFile("Tệp Word lồng khung quá sâu; không đọc được.")
        for element in parent:
            name = tag(element)
            if name == "w:r":
                self._run(element, properties, writing, depth)
            elif name == "m:t":
                self._write(writing, Run(element.text or ""), False)
            elif name == "mc:AlternateContent":
                self._inline(_choice(element), properties, writing, depth + 1)
            elif name not in _DROPPED:
                self._inline(element, properties, writing, depth + 1)

    def _run(
        self, run: etree._Element, properties: etree._Element | None, writing: _Writing, depth: int
    ) -> None:
        format = child(run, "w:rPr")
        if self._styles.is_on("w:vanish", format, properties):
            return
        bold = self._styles.is_on("w:b", format, properties)
        capitals = any(self._styles.is_on(name, format, properties) for name in ("w:caps", "w:smallCaps"))
        raised = attribute(child(format, "w:vertAlign")) == "superscript"
        face = self._fonts.face(format, properties)
        for element in run:
            name = tag(element)
            if name == "w:t":
                written = Run((element.text or "").replace("\n", " "), face)
                written = written.raised() if raised else written
                self._write(writing, self._speller.in_capitals(written) if capitals else written, bold)
            elif (drawn := drawn_run(element, face)) is not None:
                self._write(writing, drawn, bold)
            elif name == "w:br" and attribute(element, "type") == "page":
                self._pages.broken()
                writing.end_line()
            elif name in ("w:br", "w:cr"):
                writing.end_line()
            elif name == "w:lastRenderedPageBreak":
                self._pages.rendered()
            elif name in ("w:footnoteReference", "w:endnoteReference"):
                self._reference(element, f"{name[2:].removesuffix('Reference')}s", writing)
            elif name == "mc:AlternateContent":
                self._boxes(_choice(element), writing, depth + 1)
            elif name in ("w:drawing", "w:pict", "w:object"):
                self._boxes(element, writing, depth + 1)

    def _write(self, writing: _Writing, run: Run, bold: bool) -> None:
        writing.add(run, bold, self._pages.of_text(run.text))

    def _reference(self, element: etree._Element, part: str, writing: _Writing) -> None:
        own_mark = attribute(element, "customMarkFollows") in ("1", "true", "on")
        mark = "" if own_mark else superscript(str(next(self._marks)))
        self._met[part, attribute(element, "id") or ""] = mark, self._pages.page
        writing.lines[-1].append(Run(mark))

    def _boxes(self, parent: etree._Element, writing: _Writing, depth: int) -> None:
        """Text boxes drawn inside a run; their lines follow the paragraph that anchors them."""
        if depth > _MAX_NESTING:
            raise UnreadableFile("Tệp Word lồng khung quá sâu; không đọc được.")
        for element in parent:
            name = tag(element)
            if name == "w:txbxContent":
                writing.boxes += [
                    draft for block in self.blocks(element, depth=depth + 1) for draft in block.drafts()
                ]
            elif name == "mc:AlternateContent":
                self._boxes(_choice(element), writing, depth + 1)
            elif name:
                self._boxes(element, writing, depth + 1)


def _choice(element: etree._Element) -> etree._Element:
    """Of the alternatives Word writes for one thing (new drawing, old picture) the first: they agree."""
    return next((item for item in element if tag(item) in ("mc:Choice", "mc:Fallback")), element)


def _through(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Rows or cells of a table, through content controls and insertions."""
    for element in parent:
        if tag(element) == wanted:
            yield element
        elif tag(element) in ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml"):
            yield from _through(element, wanted)


def _visible(borders: etree._Element) -> bool:
    return any((attribute(side) or "none") not in _BORDERS_OFF for side in borders)


def _texts(blocks: Iterable[Block]) -> list[str]:
    return [draft.text for block in blocks for draft in block.drafts()]

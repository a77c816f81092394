"""Word products of the sample archive: heading and signature tables, real footnotes, automatic numbering."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from eval.archive_docx_xml import (
    add_footnotes,
    add_numbering,
    legacy_fonts,
    note_reference,
    numbered,
    text_box,
    track,
)
from eval.archive_source import Block, Run, Source
from eval.archive_zip import repack
from eval.variants.encodings import LEGACY

_LABEL = re.compile(r"^(?:[IVX]+|\d+)\.\s+")
_LEVEL = {"heading1": 0, "heading2": 1, "bullet": 2, "item": 3}
_CENTRE, _JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


def _run(
    paragraph: Any, text: str, *, bold: bool = False, italic: bool = False, size: int | None = None
) -> Any:
    run = paragraph.add_run(text)
    run.bold, run.italic = bold or None, italic or None
    if size:
        run.font.size = Pt(size)
    return run


def _fill(paragraph: Any, runs: list[Run], day: date, *, bold: bool = False, italic: bool = False) -> None:
    for run in runs:
        if run.note is not None:
            note_reference(paragraph, run.note)
        elif run.text:
            set_run = _run(paragraph, run.text, bold=bold, italic=italic or run.italic)
            if run.change:
                track(set_run, run.change, day=day.isoformat())


def _cell(cell: Any, lines: list[tuple[str, dict[str, Any]]], *, align: Any = _CENTRE) -> None:
    for position, (text, style) in enumerate(lines):
        paragraph = cell.paragraphs[0] if position == 0 else cell.add_paragraph()
        paragraph.alignment = align
        paragraph.paragraph_format.first_line_indent = Mm(0)
        paragraph.paragraph_format.space_after = Pt(0)
        underline = style.pop("underline", False)
        _run(paragraph, text, **style).underline = underline or None


def _columns(document: Any, rows: int, widths: Sequence[float]) -> Any:
    table = document.add_table(rows=rows, cols=2)
    _widths(table, widths)
    return table


def _widths(table: Any, widths: Sequence[float]) -> None:
    """Fixed column widths in millimetres; Word reads the grid, other programs the cells."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _heading(document: Any, source: Source) -> None:
    left, right = source.heading_columns()
    if not left:
        return
    table = _columns(document, 2, (72, 93))
    _cell(
        table.cell(0, 0),
        [
            (
                line,
                {
                    "bold": source.state or line not in (source.parent, "*"),
                    "underline": source.state and line == source.issuer,
                },
            )
            for line in left[:-1]
        ],
    )
    _cell(
        table.cell(0, 1),
        [
            (line, {"bold": True, "underline": position == len(right) - 2, "size": 13})
            for position, line in enumerate(right[:-1])
        ],
    )
    number: list[tuple[str, dict[str, Any]]] = [(source.number, {})]
    if source.about:
        number.append((source.about, {"italic": True, "size": 12}))
    _cell(table.cell(1, 0), number)
    _cell(table.cell(1, 1), [(source.place_date, {"italic": True})])


def _centred(document: Any, text: str, **style: Any) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = _CENTRE
    paragraph.paragraph_format.first_line_indent = Mm(0)
    paragraph.paragraph_format.space_after = Pt(0)
    _run(paragraph, text, **style)


def _title(document: Any, source: Source) -> None:
    _centred(document, "")
    if source.draft:
        _centred(document, source.draft, bold=True)
    if source.type:
        _centred(document, source.type, bold=True, size=16)
        for line in source.title:
            _centred(document, line, bold=True)
        _centred(document, "-----")
    if len(source.to) == 1:
        _centred(document, f"Kính gửi: {source.to[0]}", italic=False)
    elif source.to:
        _centred(document, "Kính gửi:")
        for line in source.to:
            document.add_paragraph(f"- {line}").paragraph_format.left_indent = Mm(45)


def _signature(document: Any, source: Source) -> None:
    def block(position: int) -> list[tuple[str, dict[str, Any]]]:
        signature = source.signatures[position]
        lines: list[tuple[str, dict[str, Any]]] = [(line, {"bold": True}) for line in signature.lines]
        return [*lines, ("", {}), ("", {}), ("", {}), (signature.name, {"bold": True})]

    recipients: list[tuple[str, dict[str, Any]]] = [("Nơi nhận:", {"underline": True, "size": 13})]
    recipients += [(line, {"size": 12}) for line in source.recipients]
    document.add_paragraph()
    if len(source.signatures) == 2:
        table = _columns(document, 2, (82, 83))
        _cell(table.cell(0, 0), block(0))
        _cell(table.cell(0, 1), block(1))
        _cell(table.cell(1, 0), recipients, align=WD_ALIGN_PARAGRAPH.LEFT)
    else:
        table = _columns(document, 1, (82, 83))
        _cell(table.cell(0, 0), recipients, align=WD_ALIGN_PARAGRAPH.LEFT)
        _cell(table.cell(0, 1), block(0))
    document.add_paragraph()


def _table(document: Any, block: Block) -> None:
    table = document.add_table(rows=len(block.rows), cols=len(block.rows[0]), style="Table Grid")
    last, others = len(block.rows) - 1, len(block.rows[0]) - 2
    _widths(table, (12, 53 if others > 1 else 100, *[(100 if others > 1 else 53) / others] * others))
    for r, row in enumerate(block.rows):
        for c, text in enumerate(row):
            bold = r < block.header or (r == last and "ộng" in row[1])
            align = WD_ALIGN_PARAGRAPH.LEFT if c == 1 and r >= block.header else _CENTRE
            _cell(table.cell(r, c), [(text, {"bold": bold, "size": 12})], align=align)
    for area in block.merged:
        whole = table.cell(area.top, area.left).merge(table.cell(area.bottom, area.right))
        for paragraph in whole.paragraphs[1:]:  # the empty ones of the cells it took in
            paragraph._p.getparent().remove(paragraph._p)
    document.add_paragraph()


def _paragraph(document: Any, source: Source, block: Block) -> None:
    runs = list(block.runs())
    paragraph = document.add_paragraph()
    paragraph.alignment = _JUSTIFY
    level = _LEVEL.get(block.kind)
    automatic = source.auto_numbering and level is not None
    if automatic and level is not None:
        numbered(paragraph, level)
        paragraph.paragraph_format.left_indent = Mm(0)
        runs[0] = Run(_LABEL.sub("", runs[0].text), runs[0].italic, runs[0].note)
    elif block.kind in ("bullet", "item"):
        _run(paragraph, "- " if block.kind == "bullet" else "+ ")
    if block.kind.startswith("centre"):
        paragraph.alignment = _CENTRE
        paragraph.paragraph_format.first_line_indent = Mm(0)
    bold = block.kind in ("heading1", "heading2", "heading3", "centre")
    _fill(paragraph, runs, source.day, bold=bold, italic=block.kind in ("heading3", "centre_italic"))
    article = re.match(r"^Điều \d+\.", block.text)
    if article and not bold and paragraph.runs:  # «Điều 1.» stands in bold before its text
        first = paragraph.runs[0]
        rest = first.text.removeprefix(article[0])
        first.text = article[0]
        first.bold = True
        moved = _run(paragraph, rest)
        first._r.addnext(moved._r)


def docx(*sources: Source) -> bytes:
    """A .docx product, byte for byte the same at every call; several sources stand one behind the other."""
    document: Any = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.top_margin = section.bottom_margin = Mm(20)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(14)
    normal.element.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), "Times New Roman")
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.first_line_indent = Mm(12.7)
    for position, source in enumerate(sources):
        if position:
            document.add_page_break()
        _write(document, source)
    properties = document.core_properties
    day = datetime(sources[0].day.year, sources[0].day.month, sources[0].day.day, 8)
    properties.author, properties.comments, properties.title = "Văn thư", "", ""
    properties.created = properties.modified = day
    out = io.BytesIO()
    document.save(out)
    return repack(out.getvalue())


def _write(document: Any, source: Source) -> None:
    if source.auto_numbering:
        add_numbering(document)
    if source.notes:
        add_footnotes(document, source.notes)
    if source.text_box:
        text_box(document.add_paragraph(), source.text_box)
    _heading(document, source)
    _title(document, source)
    for position, block in enumerate(source.blocks):
        if block.kind == "signature":
            _signature(document, source)
            if position < len(source.blocks) - 1:  # the annex starts a new page
                document.add_page_break()
        elif block.kind == "table":
            _table(document, block)
        else:
            _paragraph(document, source, block)
    if source.encoding in LEGACY:
        legacy_fonts(document, source.encoding)

"""Pages of a Word file: from the breaks Word rendered, None without them."""

from __future__ import annotations

from typing import Any

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.document import LineKind
from ingest.readers.reading import read
from tests.ingest.readers.clerk import saved
from tests.ingest.readers.test_docx import with_notes


def rendered(paragraph: Any, text: str) -> None:
    """Text that Word found on a new page when it last printed."""
    run = paragraph.add_run()
    run._r.append(parse_xml(f"<w:lastRenderedPageBreak {nsdecls('w')}/>"))
    run._r.append(parse_xml(f'<w:t xml:space="preserve" {nsdecls("w")}>{text}</w:t>'))


def pages(document: Any) -> tuple[list[tuple[str, int | None]], int | None]:
    reading = read("a.docx", saved(document))
    return [(line.span.of(reading.text), line.page) for line in reading.lines], reading.pages


def test_a_line_stands_on_the_page_where_it_begins() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Đoạn một, ")
    rendered(paragraph, "sang trang hai.")
    document.add_paragraph("Đoạn hai.")
    rendered(document.add_paragraph(), "Đoạn ba.")
    assert pages(document) == (
        [("Đoạn một, sang trang hai.", 1), ("Đoạn hai.", 2), ("Đoạn ba.", 3)],
        3,
    )


def test_a_file_that_word_never_printed_has_no_pages() -> None:
    document = docx.Document()
    document.add_paragraph("Một").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("Hai")
    assert pages(document) == ([("Một", None), ("Hai", None)], None)


@pytest.mark.parametrize("marked", [True, False])
def test_an_explicit_break_counts_once_whether_word_marked_it_or_not(marked: bool) -> None:
    document = docx.Document()
    document.add_paragraph("Một").add_run().add_break(WD_BREAK.PAGE)
    following = document.add_paragraph()
    if marked:
        rendered(following, "Hai")
    else:
        following.add_run("Hai")
    rendered(document.add_paragraph(), "Ba")
    assert pages(document) == ([("Một", 1), ("Hai", 2), ("Ba", 3)], 3)


def test_a_break_before_a_paragraph_and_a_new_section() -> None:
    document = docx.Document()
    first = document.add_paragraph("Một")
    first.paragraph_format.page_break_before = True  # it begins the first page as it is
    document.add_paragraph("Hai").paragraph_format.page_break_before = True
    document.add_section(docx.enum.section.WD_SECTION.CONTINUOUS)
    document.add_paragraph("vẫn trang hai")
    document.add_section(docx.enum.section.WD_SECTION.NEW_PAGE)
    document.add_paragraph("Ba")
    rendered(document.add_paragraph(), "Bốn")
    assert pages(document) == ([("Một", 1), ("Hai", 2), ("vẫn trang hai", 2), ("Ba", 3), ("Bốn", 4)], 4)


def test_cells_of_a_row_turn_the_page_together() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    for cell in table.rows[0].cells:
        cell.paragraphs[0].add_run("đầu ")
        rendered(cell.add_paragraph(), "cuối")
    for cell in table.rows[1].cells:
        cell.text = "hai"
    document.add_paragraph("Hết")
    assert pages(document) == ([("đầu cuối | đầu cuối | đầu cuối", 1), ("hai | hai | hai", 2), ("Hết", 2)], 2)


def test_a_note_stands_on_the_page_of_its_mark() -> None:
    document = docx.Document()
    document.add_paragraph("Trang một")
    paragraph = document.add_paragraph()
    rendered(paragraph, "Trang hai")
    paragraph.add_run()._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="7"/>'))
    rendered(document.add_paragraph(), "Trang ba")
    reading = read("a.docx", with_notes(saved(document), "footnote"))
    assert [line.page for line in reading.lines if line.kind is LineKind.FOOTNOTE] == [2]

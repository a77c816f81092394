"""Word files under revision: what stands after every change is accepted, and nothing that was said about it."""

from __future__ import annotations

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.readers.reading import read
from tests.ingest.readers.clerk import define_list, number_paragraph, saved
from tests.ingest.readers.test_docx import texts

W = nsdecls("w")


def test_moved_text_stands_where_it_was_moved_to() -> None:
    document = docx.Document()
    source = document.add_paragraph("Một. ")
    source._p.append(
        parse_xml(
            f'<w:moveFrom {W} w:id="1"><w:r><w:t>Câu bị dời.</w:t></w:r></w:moveFrom>',
        )
    )
    target = document.add_paragraph("Hai. ")
    target._p.append(parse_xml(f'<w:moveFromRangeStart {W} w:id="2" w:name="m"/>'))
    target._p.append(
        parse_xml(f'<w:moveTo {W} w:id="3"><w:r><w:t>Câu bị dời.</w:t></w:r></w:moveTo>'),
    )
    assert texts(read("a.docx", saved(document))) == ["Một.", "Hai. Câu bị dời."]


def test_a_whole_paragraph_moved_takes_its_end_along() -> None:
    document = docx.Document()
    moved = document.add_paragraph("Ở lại, ")
    moved._p.get_or_add_pPr().append(parse_xml(f'<w:rPr {W}><w:moveFrom w:id="1"/></w:rPr>'))
    moved._p.append(parse_xml(f'<w:moveFrom {W} w:id="2"><w:r><w:t>đi.</w:t></w:r></w:moveFrom>'))
    document.add_paragraph("nối tiếp.")
    assert texts(read("a.docx", saved(document))) == ["Ở lại, nối tiếp."]


def test_a_deleted_item_leaves_its_number_to_the_next() -> None:
    document = docx.Document()
    define_list(document, 51, [("decimal", "%1.")])
    for text in ("Giữ", "Bỏ", "Còn"):
        paragraph = document.add_paragraph()
        number_paragraph(paragraph, 51)
        if text == "Bỏ":
            paragraph._p.pPr.append(parse_xml(f'<w:rPr {W}><w:del w:id="1"/></w:rPr>'))
            paragraph._p.append(
                parse_xml(f'<w:del {W} w:id="2"><w:r><w:delText>Bỏ</w:delText></w:r></w:del>'),
            )
        else:
            paragraph.add_run(text)
    assert texts(read("a.docx", saved(document))) == ["1. Giữ", "2. Còn"]


def test_a_row_inserted_stays_and_a_row_deleted_goes() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=4, style="Table Grid")
    for row, text in zip(table.rows, ("đầu", "thêm", "bỏ"), strict=True):
        for cell in row.cells:
            cell.text = text
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f'<w:ins {W} w:id="1"/>'))
    table.rows[2]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {W} w:id="2"/>'))
    assert texts(read("a.docx", saved(document))) == [" | ".join(["đầu"] * 4), " | ".join(["thêm"] * 4)]


def test_comments_are_left_out() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    run = paragraph.add_run("Nội dung chính.")
    document.add_comment(run, text="Đề nghị xem lại số liệu", author="Hà", initials="H")
    assert texts(read("a.docx", saved(document))) == ["Nội dung chính."]


def test_old_text_boxes_and_equations_are_read_once() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Tỷ lệ ")
    paragraph._p.append(
        parse_xml(
            '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
            "<m:r><m:t>a+b</m:t></m:r></m:oMath>"
        )
    )
    box = "<w:txbxContent><w:p><w:r><w:t>KHẨN</w:t></w:r></w:p></w:txbxContent>"
    shape = f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>{box}</v:textbox></v:shape>'
    paragraph.add_run()._r.append(parse_xml(f"<w:pict {W}>{shape}</w:pict>"))
    assert texts(read("a.docx", saved(document))) == ["Tỷ lệ a+b", "KHẨN"]

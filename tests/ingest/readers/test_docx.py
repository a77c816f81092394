"""Word files: read in order, as they would print."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.document import Column, Line, LineKind, Reading
from ingest.errors import UnreadableFile
from ingest.readers.reading import read
from tests.ingest.readers.clerk import (
    LEFT,
    RECIPIENTS,
    RIGHT,
    SIGNER,
    TITLE,
    define_list,
    number_paragraph,
    saved,
)

NOTES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:{kind}s xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:{kind} w:type="separator" w:id="-1"><w:p/></w:{kind}>
<w:{kind} w:id="7"><w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t xml:space="preserve"> Gồm mười hai xã.</w:t></w:r></w:p></w:{kind}>
<w:{kind} w:id="3"><w:p><w:r><w:t>Số liệu đến ngày 20/9.</w:t></w:r></w:p></w:{kind}>
</w:{kind}s>"""  # noqa: E501


def texts(reading: Reading, keep: Callable[[Line], bool] = lambda _: True) -> list[str]:
    return [line.span.of(reading.text) for line in reading.lines if keep(line)]


def two_columns(document: Any, left: tuple[str, ...], right: tuple[str, ...]) -> None:
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    for cell, lines in zip(cells, (left, right), strict=True):
        cell.text = lines[0]
        for text in lines[1:]:
            cell.add_paragraph(text)


def with_notes(data: bytes, kind: str) -> bytes:
    """Put a notes part into a package, as Word writes it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as target:
        for name in package.namelist():
            content = package.read(name)
            if name == "word/_rels/document.xml.rels":
                relation = (
                    f'<Relationship Id="rIdN{kind}" Target="{kind}s.xml" Type="http://schemas.openxmlformats.org/'
                    f'officeDocument/2006/relationships/{kind}s"/></Relationships>'
                )
                content = content.replace(b"</Relationships>", relation.encode())
            target.writestr(name, content)
        target.writestr(f"word/{kind}s.xml", NOTES.format(kind=kind))
    return out.getvalue()


def test_heading_and_signature_tables_become_columns_left_then_right() -> None:
    document = docx.Document()
    two_columns(document, LEFT, RIGHT)
    for title in TITLE:
        document.add_paragraph(title)
    for order in range(12):
        document.add_paragraph(f"Đoạn thứ {order} nói về công tác phối hợp.")
    two_columns(document, RECIPIENTS, SIGNER)
    reading = read("a.docx", saved(document))
    assert texts(reading)[: len(LEFT) + len(RIGHT)] == [*LEFT, *RIGHT]
    assert texts(reading, lambda line: line.column is Column.LEFT) == [*LEFT, *RECIPIENTS]
    assert texts(reading, lambda line: line.column is Column.RIGHT) == [*RIGHT, *SIGNER]
    assert reading.text == "\n".join(texts(reading))
    assert reading.pages is None


def test_a_table_of_figures_becomes_rows() -> None:
    document = docx.Document()
    document.add_paragraph("Biểu số liệu")
    table = document.add_table(rows=2, cols=2, style="Table Grid")
    for cell, text in zip(
        [*table.rows[0].cells, *table.rows[1].cells], ["Xã", "Mô hình", "An Phú", "12"], strict=True
    ):
        cell.text = text
    table.rows[1].cells[0].add_paragraph("(miền núi)")
    reading = read("a.docx", saved(document))
    assert texts(reading, lambda line: line.kind is LineKind.TABLE_ROW) == [
        "Xã | Mô hình",
        "An Phú (miền núi) | 12",
    ]


def test_automatic_numbers_are_printed() -> None:
    document = docx.Document()
    define_list(
        document, 51, [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "•")]
    )
    define_list(document, 52, [("decimal", "%1."), ("decimal", "%1.%2.")], start=4)
    plan = [
        (51, 0, "I. Kết quả"), (51, 1, "1. Tham mưu"), (51, 2, "a) Dự thảo"), (51, 3, "- Kế hoạch"),
        (51, 2, "b) Góp ý"), (51, 1, "2. Phối hợp"), (51, 0, "II. Nhiệm vụ"), (51, 1, "1. Tham mưu"),
        (52, 0, "4. Phụ lục"), (52, 1, "4.1. Biểu"), (52, 1, "4.2. Bảng"), (52, 0, "5. Hết"),
    ]  # fmt: skip
    for num_id, level, text in plan:
        number_paragraph(document.add_paragraph(text.split(" ", 1)[1]), num_id, level)
    document.add_paragraph("Không đánh số")
    assert texts(read("a.docx", saved(document))) == [*(text for _, _, text in plan), "Không đánh số"]


def test_numbers_that_come_through_a_style() -> None:
    document = docx.Document()
    for text in ("Một", "Hai"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("Ba", style="List Bullet")
    assert texts(read("a.docx", saved(document))) == ["1. Một", "2. Hai", "- Ba"]


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_are_marked_in_the_text_and_follow_the_body(kind: str) -> None:
    document = docx.Document()
    for text, note in (("làm việc với một số xã", "7"), ("theo dõi tình hình", "3")):
        paragraph = document.add_paragraph(text)
        run = paragraph.add_run()
        run._r.append(parse_xml(f'<w:{kind}Reference {nsdecls("w")} w:id="{note}"/>'))
        paragraph.add_run(" để nắm tình hình.")
    document.add_paragraph("Hết.")
    reading = read("a.docx", with_notes(saved(document), kind))
    assert texts(reading) == [
        "làm việc với một số xã¹ để nắm tình hình.",
        "theo dõi tình hình² để nắm tình hình.",
        "Hết.",
        "¹ Gồm mười hai xã.",
        "² Số liệu đến ngày 20/9.",
    ]
    assert [line.kind for line in reading.lines][-2:] == [LineKind.FOOTNOTE] * 2


def test_tracked_changes_are_read_as_accepted() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Tổ chức ")
    paragraph._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="1"><w:r><w:t>mười hai</w:t></w:r></w:ins>'))
    paragraph._p.append(
        parse_xml(f'<w:del {nsdecls("w")} w:id="2"><w:r><w:delText>mười</w:delText></w:r></w:del>')
    )
    paragraph.add_run(" hội nghị.")
    joined = document.add_paragraph("Đoạn đầu ")
    joined._p.get_or_add_pPr().append(parse_xml(f'<w:rPr {nsdecls("w")}><w:del w:id="3"/></w:rPr>'))
    document.add_paragraph("nối với đoạn sau.")
    assert texts(read("a.docx", saved(document))) == [
        "Tổ chức mười hai hội nghị.",
        "Đoạn đầu nối với đoạn sau.",
    ]


def test_line_breaks_tabs_bold_capitals_hidden_and_raised_text() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    paragraph.add_run("Dòng\tmột").bold = True
    paragraph.runs[0].add_break()
    paragraph.add_run("dòng hai").bold = True
    document.add_paragraph().add_run("báo cáo").font.all_caps = True
    mixed = document.add_paragraph("rộng 5 m")
    mixed.add_run("2").font.superscript = True
    mixed.add_run(" đậm").bold = True
    mixed.add_run("bí ẩn").font.hidden = True
    reading = read("a.docx", saved(document))
    assert texts(reading) == ["Dòng một", "dòng hai", "BÁO CÁO", "rộng 5 m² đậm"]
    assert [line.bold for line in reading.lines] == [True, True, False, False]


def test_text_boxes_links_fields_and_content_controls_are_read() -> None:
    document = docx.Document()
    anchor = document.add_paragraph("Có khung")
    box = "<w:txbxContent><w:p><w:r><w:t>DỰ THẢO</w:t></w:r></w:p></w:txbxContent>"
    anchor.add_run()._r.append(
        parse_xml(
            f'<mc:AlternateContent {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
        )
    )
    link = document.add_paragraph("Xem ")
    link._p.append(parse_xml(f"<w:hyperlink {nsdecls('w')}><w:r><w:t>văn bản</w:t></w:r></w:hyperlink>"))
    link._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t> số 4</w:t></w:r></w:fldSimple>')
    )
    body = document.element.body
    control = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Trong ô nhập</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    body.insert(len(body) - 1, control)
    assert texts(read("a.docx", saved(document))) == [
        "Có khung",
        "DỰ THẢO",
        "Xem văn bản số 4",
        "Trong ô nhập",
    ]


def test_headers_and_footers_are_left_out_unless_they_may_be_a_stamp() -> None:
    document = docx.Document()
    document.add_paragraph("Nội dung")
    document.sections[0].header.paragraphs[0].text = "Ban Dân vận Tỉnh ủy"
    assert texts(read("a.docx", saved(document))) == ["Nội dung"]
    document.sections[0].footer.paragraphs[0].text = "TỐI MẬT"
    assert texts(read("a.docx", saved(document))) == ["TỐI MẬT", "Nội dung"]


def rewritten(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as package,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in package.namelist():
            target.writestr(name, change(package.read(name)) if name == part else package.read(name))
    return out.getvalue()


def plain() -> bytes:
    document = docx.Document()
    document.add_paragraph("Nội dung")
    return saved(document)


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO(plain())
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package,
        package.open("word/media/a.bin", "w") as member,
    ):
        for _ in range(201):
            member.write(bytes(1024 * 1024))
    assert len(out.getvalue()) < 1024 * 1024
    with pytest.raises(UnreadableFile, match="quá lớn"):
        read("a.docx", out.getvalue())


def test_entities_are_refused() -> None:
    bomb = b'<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'

    def change(xml: bytes) -> bytes:
        return re.sub(rb"(<w:document)", bomb + rb"\1", xml, count=1).replace(
            b"N\xe1\xbb\x99i dung", b"&a;&b;"
        )

    with pytest.raises(UnreadableFile, match="DTD"):
        read("a.docx", rewritten(plain(), "word/document.xml", change))


@pytest.mark.parametrize("damage", [lambda xml: xml[: len(xml) // 2], lambda _: b"", lambda _: b"<a/>"])
def test_a_broken_file_is_refused(damage: Callable[[bytes], bytes]) -> None:
    with pytest.raises(UnreadableFile, match="hỏng"):
        read("a.docx", rewritten(plain(), "word/document.xml", damage))


def test_a_damaged_member_is_refused() -> None:
    data = bytearray(plain())
    place = data.find(b"word/document.xml") + 60
    data[place : place + 40] = bytes(40)
    with pytest.raises(UnreadableFile):
        read("a.docx", bytes(data))


def test_no_text_is_no_content() -> None:
    with pytest.raises(UnreadableFile, match="không có nội dung"):
        read("a.docx", saved(docx.Document()))


def test_lines_join_into_the_stored_text() -> None:
    document = docx.Document()
    two_columns(document, LEFT, RIGHT)
    document.add_paragraph("  Có  khoảng trắng \t thừa ")
    document.add_paragraph("")
    reading = read("a.docx", saved(document))
    assert reading.text == "\n".join(texts(reading))
    assert all(line.span.of(reading.text).strip() for line in reading.lines)

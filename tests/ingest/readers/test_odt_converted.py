"""A .docx that LibreOffice saved as .odt reads as the .docx does: the same lines, kinds, columns and weight."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.document import Column, LineKind, Reading
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
from tests.ingest.readers.test_docx import rewritten, texts, two_columns, with_notes

WHAT = tuple[str, LineKind, Column | None, bool]


def lines(reading: Reading) -> list[WHAT]:
    return [(line.span.of(reading.text), line.kind, line.column, line.bold) for line in reading.lines]


def converted(data: bytes, folder: Path) -> bytes:
    """The same document as LibreOffice writes it; skips loudly where LibreOffice is not installed."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("soffice is missing: apt-get install -y libreoffice-writer")
    (folder / "a.docx").write_bytes(data)
    command = [
        program, "--headless", f"-env:UserInstallation=file://{folder}/profile",
        "--convert-to", "odt", "--outdir", str(folder), str(folder / "a.docx"),
    ]  # fmt: skip
    subprocess.run(
        command, check=True, capture_output=True, timeout=120, env={**os.environ, "HOME": str(folder)}
    )
    return (folder / "a.odt").read_bytes()


def add_lists(document: Any) -> None:
    define_list(
        document, 51, [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "•")]
    )
    define_list(document, 52, [("decimal", "Điều %1."), ("decimal", "%1.%2.")], start=4)
    for num_id, level, text in (
        (51, 0, "Kết quả"), (51, 1, "Tham mưu"), (51, 2, "Dự thảo"), (51, 3, "Kế hoạch"), (51, 2, "Góp ý"),
        (52, 0, "Phạm vi"), (52, 1, "Một"), (51, 1, "Phối hợp"), (51, 0, "Nhiệm vụ"), (51, 1, "Tham mưu"),
        (52, 1, "Hai"), (52, 0, "Hiệu lực"),
    ):  # fmt: skip
        number_paragraph(document.add_paragraph(text), num_id, level)
    document.add_paragraph("Không đánh số")
    number_paragraph(document.add_paragraph("Đánh số tiếp"), 51, 1)
    for text in ("Một", "Hai"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("Ba", style="List Bullet")


def add_numbered_headings(document: Any) -> None:
    """Headings numbered by their styles, and a list in formats LibreOffice writes in its own way."""
    define_list(document, 61, [("upperRoman", "%1."), ("decimal", "%1.%2.")])
    for level, name in enumerate(("Heading 1", "Heading 2")):
        numbered = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="61"/></w:numPr>'
        document.styles[name].element.get_or_add_pPr().append(parse_xml(numbered))
    for level, text in ((1, "Kết quả"), (2, "Tham mưu"), (2, "Phối hợp"), (1, "Nhiệm vụ"), (2, "Tham mưu")):
        document.add_heading(text, level)
        document.add_paragraph("Xen giữa")
    define_list(document, 63, [("decimalZero", "%1"), ("lowerLetter", "(%2)"), ("decimal", "%1-%3")])
    for level, text in ((0, "Một"), (1, "Hai"), (2, "Ba"), (0, "Bốn")):
        number_paragraph(document.add_paragraph(text), 63, level)


def add_text_box(document: Any) -> None:
    drawn = (
        f'<w:pict {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml">'
        '<v:shape type="#_x0000_t202" style="width:100pt;height:40pt"><v:textbox><w:txbxContent>'
        "<w:p><w:r><w:t>DỰ THẢO</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    document.add_paragraph("Có khung").add_run()._r.append(parse_xml(drawn))


def add_tables(document: Any) -> None:
    table = document.add_table(rows=3, cols=3, style="Table Grid")
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"ô {row}{column}"
    table.cell(0, 0).merge(table.cell(1, 1))
    table.cell(1, 2).merge(table.cell(2, 2))
    document.add_paragraph("Xen giữa hai bảng")
    frame = document.add_table(rows=1, cols=1, style="Table Grid")
    frame.cell(0, 0).text = "Khung một ô"


def report() -> bytes:
    document = docx.Document()
    two_columns(document, LEFT, RIGHT)
    for title in TITLE:
        document.add_paragraph().add_run(title).bold = True
    document.add_heading("Đặc điểm tình hình", level=1)
    add_lists(document)
    add_numbered_headings(document)
    add_text_box(document)
    add_tables(document)
    for text, note in (("làm việc với một số xã", "1"), ("theo dõi tình hình", "2")):
        paragraph = document.add_paragraph(text)
        paragraph.add_run()._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="{note}"/>'))
        paragraph.add_run(" để nắm  tình hình.")
    mixed = document.add_paragraph("rộng 5 m")
    mixed.add_run("2").font.superscript = True
    mixed.add_run("\tđậm").bold = True
    mixed.add_run("bí ẩn").font.hidden = True
    mixed.add_run(" hoa").font.all_caps = True
    mixed.runs[0].add_break()
    inserted = document.add_paragraph("Tổ chức ")
    inserted._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="1"><w:r><w:t>mười hai</w:t></w:r></w:ins>'))
    inserted._p.append(
        parse_xml(f'<w:del {nsdecls("w")} w:id="2"><w:r><w:delText>mười</w:delText></w:r></w:del>')
    )
    inserted.add_run(" hội nghị.")
    for order in range(40):
        document.add_paragraph(f"Đoạn thứ {order} nói về công tác phối hợp.")
    two_columns(document, RECIPIENTS, SIGNER)
    document.sections[0].header.paragraphs[0].text = "Ban Dân vận"
    document.sections[0].footer.paragraphs[0].text = "LƯU HÀNH NỘI BỘ - BẢN SỐ 3"
    # LibreOffice counts note ids upwards, and on both separators that Word writes.
    second = b'<w:footnote w:type="continuationSeparator" w:id="0"><w:p/></w:footnote><w:footnote w:id="1">'
    return rewritten(
        with_notes(saved(document), "footnote"),
        "word/footnotes.xml",
        lambda xml: xml.replace(b'<w:footnote w:id="7">', second).replace(b'w:id="3"', b'w:id="2"'),
    )


def test_a_report_saved_as_odt_reads_as_its_docx(tmp_path: Path) -> None:
    data = report()
    word = read("a.docx", data)
    reading = read("a.odt", converted(data, tmp_path))
    assert lines(reading) == lines(word)
    # That both are wrong in the same way is caught here.
    assert texts(reading)[0] == "LƯU HÀNH NỘI BỘ - BẢN SỐ 3"
    for text in (
        "Điều 4. Phạm vi",
        "II. Nhiệm vụ",
        "2. Đánh số tiếp",
        "II.1. Tham mưu",
        "01-1 Ba",
        "DỰ THẢO",
        "¹ Gồm mười hai xã.",
    ):
        assert text in texts(reading)
    assert reading.pages is not None
    assert next(line.page for line in reading.lines if line.column) == 1
    assert reading.lines[-3].page == reading.pages > 1

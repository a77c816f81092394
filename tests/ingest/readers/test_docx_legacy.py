"""Word files typed in fonts of before Unicode."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from eval.variants.encoders import vni
from ingest.document import LineKind
from ingest.readers.reading import read
from tests.ingest.readers.clerk import saved
from tests.ingest.readers.test_docx import rewritten, texts, with_notes
from tests.ingest.readers.typist import ENGLISH, FRENCH, LETTER, add_old, old_word, tcvn3_stored

DONE = {
    "TCVN3": "Văn bản dùng bảng mã TCVN3 (ABC), đã chuyển sang Unicode.",
    "VNI": "Văn bản dùng bảng mã VNI-Windows, đã chuyển sang Unicode.",
}
BOTH = pytest.mark.parametrize("encoding", ["TCVN3", "VNI"])


def add_run(paragraph: Any, text: str, font: str) -> Any:
    run = paragraph.add_run(text)
    run.font.name = font
    return run


@BOTH
def test_fonts_of_runs(encoding: str) -> None:
    reading = read("a.docx", saved(old_word(LETTER, encoding)))
    assert texts(reading) == list(LETTER)
    assert reading.warnings == (DONE[encoding],)


@BOTH
def test_unicode_runs_beside_them_are_left_alone(encoding: str) -> None:
    document = old_word(LETTER, encoding)
    plain = document.add_paragraph("Công ty Hoà Bình họp, ")
    add_old(plain, "đã ký kế hoạch", encoding)
    plain.add_run(" với toà án.")
    document.add_paragraph(FRENCH[0])
    assert texts(read("a.docx", saved(document)))[-2:] == [
        "Công ty Hoà Bình họp, đã ký kế hoạch với toà án.",
        FRENCH[0],
    ]


@pytest.mark.parametrize("font", [".VnTime", "VNI-Times"])
@pytest.mark.parametrize("lines", [LETTER, (ENGLISH,), FRENCH, ("Công an; Hoà Bình; Bà Hà; 12/3 © § 5",)])
def test_a_font_that_lies_changes_nothing(font: str, lines: tuple[str, ...]) -> None:
    document = docx.Document()
    for line in lines:
        add_run(document.add_paragraph(), line, font)
    reading = read("a.docx", saved(document))
    assert texts(reading) == list(lines)
    assert reading.warnings == ()


@BOTH
def test_fonts_replaced_later(encoding: str) -> None:
    document = old_word(LETTER, encoding, regular="Times New Roman")
    shouted = document.add_paragraph().add_run(
        vni("cộng hòa") if encoding == "VNI" else tcvn3_stored("cộng hòa")
    )
    shouted.font.all_caps = True
    reading = read("a.docx", saved(document))
    assert [text.lower() for text in texts(reading)] == [*map(str.lower, LETTER), "cộng hòa"]
    assert reading.warnings == (DONE[encoding],)


def test_a_letter_cut_by_the_border_of_a_run() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece in ("ñ", "o", "á", "i tho", "a", "ï", "i v", "ô", "ù", "i daân"):
        add_run(paragraph, piece, "VNI-Times")
    assert texts(read("a.docx", saved(document))) == ["đối thoại với dân"]


def test_the_font_of_a_style_of_the_defaults_and_of_the_theme() -> None:
    stored = tcvn3_stored("hội nghị nhân dân")
    by_style = docx.Document()
    by_style.styles["Normal"].font.name = ".VnTime"
    by_style.add_paragraph(stored)

    by_run_style = docx.Document()
    style = by_run_style.styles.add_style("Cu", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
    style.font.name = ".VnTimeH"
    by_run_style.add_paragraph().add_run(stored, style="Cu")

    by_default = docx.Document()
    fonts = by_default.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}")
    fonts.attrib.clear()
    fonts.set(qn("w:hAnsi"), ".VnTime")
    by_default.add_paragraph(stored)

    for document, text in (
        (by_style, "hội nghị nhân dân"),
        (by_run_style, "HỘI NGHỊ NHÂN DÂN"),
        (by_default, "hội nghị nhân dân"),
    ):
        assert texts(read("a.docx", saved(document))) == [text]

    by_theme = docx.Document()
    run = by_theme.add_paragraph().add_run(stored)
    run._r.get_or_add_rPr().append(parse_xml(f'<w:rFonts {nsdecls("w")} w:hAnsiTheme="minorHAnsi"/>'))
    theme = re.compile(rb'(<a:minorFont>\s*<a:latin typeface=")[^"]*')
    themed = rewritten(saved(by_theme), "word/theme/theme1.xml", lambda xml: theme.sub(rb"\1.VnTime", xml))
    assert texts(read("a.docx", themed)) == ["hội nghị nhân dân"]


def test_soft_hyphens_symbols_and_raised_marks() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    add_run(paragraph, "Th", ".VnTime")._r.append(parse_xml(f"<w:softHyphen {nsdecls('w')}/>"))
    add_run(paragraph, " ký c¬ quan", ".VnTime")
    add_run(paragraph, "¹", ".VnTime").font.superscript = True
    add_run(paragraph, " x", ".VnTime")
    add_run(paragraph, "¹", ".VnTime")  # «xạ»: x alone is no syllable
    add_run(paragraph, " vµ xa", ".VnTime")
    add_run(paragraph, "¹", ".VnTime")  # a note of its own after «xa»
    run = add_run(paragraph, " nh", ".VnTime")
    run._r.append(parse_xml(f'<w:sym {nsdecls("w")} w:font=".VnTime" w:char="F0A9"/>'))
    run._r.append(parse_xml(f"<w:t {nsdecls('w')}>n 05</w:t>"))
    run._r.append(parse_xml(f"<w:noBreakHyphen {nsdecls('w')}/>"))
    run._r.append(parse_xml(f"<w:t {nsdecls('w')}>KH</w:t>"))
    assert texts(read("a.docx", saved(document))) == ["Thư ký cơ quan¹ xạ và xa¹ nhân 05-KH"]


def test_symbols_and_soft_hyphens_of_unicode_text() -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("đạt ")
    for font, code in (("Symbol", "F0B3"), ("Arial", "2265"), ("Wingdings", "F0FE"), ("Webdings", "F022")):
        run._r.append(parse_xml(f'<w:sym {nsdecls("w")} w:font="{font}" w:char="{code}"/>'))
    for name, text in (("t", "90 % đối"), ("softHyphen", ""), ("t", "thoại")):
        run._r.append(parse_xml(f"<w:{name} {nsdecls('w')}>{text}</w:{name}>"))
    assert texts(read("a.docx", saved(document))) == ["đạt ≥≥☑90 % đốithoại"]


def test_notes_tables_and_headers_are_converted_too() -> None:
    document = old_word(LETTER, "TCVN3")
    cells = document.add_table(rows=1, cols=3).rows[0].cells
    for cell, text in zip(cells, ("Xã", "Thư ký", "Mật độ"), strict=True):
        add_old(cell.paragraphs[0], text, "TCVN3")
    noted = document.add_paragraph()
    add_old(noted, "theo dõi các xã", "TCVN3")
    noted.add_run()._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="7"/>'))
    add_old(document.sections[0].header.paragraphs[0], "TỐI MẬT", "TCVN3")
    stored = tcvn3_stored("Gồm mười hai xã").encode()
    data = rewritten(
        with_notes(saved(document), "footnote"),
        "word/footnotes.xml",
        lambda xml: xml.replace(
            b'<w:r><w:t xml:space="preserve"> G\xe1\xbb\x93m m\xc6\xb0\xe1\xbb\x9di hai x\xc3\xa3',
            b'<w:r><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr><w:t xml:space="preserve"> '
            + stored,
        ),
    )
    reading = read("a.docx", data)
    assert texts(reading)[0] == "TỐI MẬT"
    assert texts(reading, lambda line: line.kind is LineKind.TABLE_ROW) == ["Xã | Thư ký | Mật độ"]
    assert texts(reading)[-1] == "¹ Gồm mười hai xã."


@BOTH
def test_a_stamp_in_a_header_stays_whatever_its_font_says(encoding: str) -> None:
    document = old_word(LETTER, encoding, regular="Arial")
    stamp = document.sections[0].header.paragraphs[0]
    add_old(stamp, "TỐI MẬT", encoding, regular="Arial")
    assert texts(read("a.docx", saved(document)))[0].lower() == "tối mật"


@BOTH
def test_the_way_through_a_doc_file_of_libreoffice(encoding: str, tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("soffice is missing: apt-get install -y libreoffice-writer")
    (tmp_path / "a.docx").write_bytes(saved(old_word(LETTER, encoding)))
    for target, source, folder in (("doc", "a.docx", "old"), ("docx:MS Word 2007 XML", "old/a.doc", "new")):
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", target,
             "--outdir", tmp_path / folder, tmp_path / source],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
    reading = read("a.docx", (tmp_path / "new" / "a.docx").read_bytes())
    assert texts(reading) == list(LETTER)
    assert reading.warnings == (DONE[encoding],)

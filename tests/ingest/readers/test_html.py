"""Web pages: read as a browser shows them, Word's and LibreOffice's among them."""

from __future__ import annotations

import pytest
from lxml import etree

from ingest.document import Column, LineKind, Reading
from ingest.readers.html_source import tree
from ingest.readers.html_styles import Sheet, format_of
from ingest.readers.reading import read
from ingest.readers.runs import Format
from tests.ingest.readers.clerk import LEFT, RECIPIENTS, RIGHT, SIGNER
from tests.ingest.readers.test_docx import texts


def page(body: str, head: str = "") -> Reading:
    return read(
        "a.html", f"<!DOCTYPE html><html><head><title>tên</title>{head}</head><body>{body}</body>".encode()
    )


def cells(*rows: str, said: str = "") -> str:
    return f"<table {said}>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def test_blocks_become_lines_and_white_space_collapses() -> None:
    reading = page(
        "Mở đầu<p>Tổ\n  chức <i>hội</i> nghị</p>tiếp<div>một<p>hai</p>ba</div>"
        "<p>dòng một<br>\n dòng hai</p><h2>Kết quả</h2><blockquote>Trích</blockquote><p>&nbsp;</p>"
        "<pre>thẳng\n  cột</pre><dl><dt>Từ<dd>Nghĩa</dl>"
    )
    assert texts(reading) == [
        "Mở đầu", "Tổ chức hội nghị", "tiếp", "một", "hai", "ba", "dòng một", "dòng hai", "Kết quả", "Trích",
        "thẳng", "cột", "Từ", "Nghĩa",
    ]  # fmt: skip
    assert [text for text, line in zip(texts(reading), reading.lines, strict=True) if line.bold] == [
        "Kết quả"
    ]


def test_characters_written_as_entities_are_read() -> None:
    body = "<p>&Ocirc;ng &#7841; &amp; m&sup2; &lt;b&gt; &khongco; A&nbsp;B</p>"
    assert texts(page(body)) == ["Ông ạ & m² <b> &khongco; A\xa0B"]


def test_scripts_navigation_forms_and_hidden_elements_are_left_out() -> None:
    body = (
        "<script>var a = '<p>mã</p>';</script><style>p {color: red}</style><nav>Trang chủ</nav>"
        "<noscript>bật JavaScript</noscript><select><option>chọn</select><textarea>ô nhập</textarea>"
        "<p hidden>ẩn 1</p><p style='Display: NONE'>ẩn 2</p><p class=an>ẩn 3</p><span class='x an'>ẩn 4</span>"
        "<span style='mso-hide:all'>ẩn 5</span><p>Hiện <del>đã xóa</del><ins>đã chèn</ins></p>"
        "<table><tr class=an><td>ẩn</td><td>6</td></tr><tr><td>còn<td hidden>ẩn 7</table>"
    )
    head = "<style>.an, p.khac { display: none !important }</style>"
    assert texts(page(body, head)) == ["Hiện đã chèn", "còn"]


def test_bold_capitals_and_raised_come_through_tags_attributes_and_rules() -> None:
    head = (
        "<style><!-- /* luật */ p.Dam, li.Dam {font-weight:bold} .Hoa {text-transform:uppercase} --></style>"
    )
    body = (
        "<p><b>đậm</b> <strong>cả</strong></p><p><b>đậm</b> một nửa</p><p class=Dam>theo luật</p>"
        "<p style='font: bold 12pt Arial'>viết gọn</p>"
        "<p class=Dam>nhưng <span style='font-weight:normal'>không</span></p><p class=Hoa>báo cáo</p>"
        "<p>5 m<sup>2</sup> và <span style='vertical-align:super'>3</span>, H<sub>2</sub>O</p>"
    )
    reading = page(body, head)
    assert texts(reading) == [
        "đậm cả", "đậm một nửa", "theo luật", "viết gọn", "nhưng không", "BÁO CÁO", "5 m² và ³, H2O",
    ]  # fmt: skip
    assert [line.bold for line in reading.lines] == [True, False, True, True, False, False, False]


def test_list_numbers_are_printed() -> None:
    body = (
        "<ol type=I><li>Kết quả<ol><li><p>Tham mưu</p><p>không số</p><ul><li>Gạch"
        "<ul style='list-style-type: \"+ \"'><li>Cộng</ul></ul><li>Phối hợp</ol>"
        "<li value=5>Nhiệm vụ<li></ol>"
        "<ol start=3 style='list-style: lower-alpha'><li>c<li type=i>số La Mã</ol>"
        "<ol reversed><li>hai<li>một</ol><ul style='list-style:none'><li>trơn</ul><li>lạc"
    )
    assert texts(page(body)) == [
        "I. Kết quả", "1. Tham mưu", "không số", "- Gạch", "+ Cộng", "2. Phối hợp", "V. Nhiệm vụ",
        "c. c", "iv. số La Mã", "2. hai", "1. một", "trơn", "- lạc",
    ]  # fmt: skip


def test_tables_become_rows_with_values_in_their_columns() -> None:
    body = "<p>Biểu số liệu</p>" + cells(
        "<th>Xã<th>Mô hình<th>Ghi chú",
        "<td rowspan=2>An Phú<td>12<br>(miền núi)<td>x",
        "<td>13<td>y",
        "<td colspan=2>Cộng<td>25",
    ).replace("<tr>", "<caption>Biểu 1</caption><tfoot><tr><td>Hết<td>bảng</tfoot><tr>", 1)
    reading = page(body)
    assert texts(reading) == [
        "Biểu số liệu", "Biểu 1", "Xã | Mô hình | Ghi chú", "An Phú | 12 (miền núi) | x", " | 13 | y", "Cộng | 25",
        "Hết | bảng",
    ]  # fmt: skip
    assert [line.kind for line in reading.lines][2:] == [LineKind.TABLE_ROW] * 5
    assert reading.lines[2].bold


def test_heading_and_signature_tables_become_columns_left_then_right() -> None:
    def two_columns(left: tuple[str, ...], right: tuple[str, ...]) -> str:
        return cells(f"<td><p>{'<p>'.join(left)}<td>{'<br>'.join(right)}", said="border=0")

    middle = "".join(f"<p>Đoạn thứ {order} nói về công tác phối hợp." for order in range(12))
    reading = page(two_columns(LEFT, RIGHT) + middle + two_columns(RECIPIENTS, SIGNER))
    assert texts(reading, lambda line: line.column is Column.LEFT) == [*LEFT, *RECIPIENTS]
    assert texts(reading, lambda line: line.column is Column.RIGHT) == [*RIGHT, *SIGNER]
    assert texts(reading)[: len(LEFT) + len(RIGHT)] == [*LEFT, *RIGHT]


@pytest.mark.parametrize("said", ["border=1", "border", "style='border:1px solid'"])
def test_a_bordered_table_at_the_head_is_a_table(said: str) -> None:
    assert texts(page(cells("<td>Xã<td>Mô hình", said=said))) == ["Xã | Mô hình"]
    assert texts(page(cells("<td>Xã<td>Mô hình", said="border=0"))) == ["Xã", "Mô hình"]
    plain = "<td style='border:none'>Xã<td style='border: 0px solid'>Mô hình"
    assert texts(page(cells(plain, said="style='border:none' border=1"))) == ["Xã", "Mô hình"]


def test_a_table_that_arranges_the_page_is_read_column_by_column() -> None:
    inner = cells("<td>Xã<td>Mô hình<td>12")
    body = cells(f"<td>Tin mới<td><p>Kế hoạch</p>{inner}<p>Hết</p>")
    assert texts(page(body)) == ["Tin mới", "Kế hoạch", "Xã | Mô hình | 12", "Hết"]
    long = "".join(f"<p>Đoạn {order}" for order in range(40))
    assert texts(page("<p>a" * 9 + cells(f"<td>Tin<td>{long}<td>mới") + "<p>b" * 9))[9:12] == [
        "Tin", "Đoạn 0", "Đoạn 1",
    ]  # fmt: skip


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<!--[if gte mso 9]><xml><o:Author>người soạn</o:Author></xml><![endif]-->
<style><!-- @font-face {font-family:".VnTime"} p.MsoNormal {margin:0cm; font-family:".VnTime"}
span.MsoFootnoteReference {vertical-align:super} --></style></head><body lang=EN-US><div class=WordSection1>
<p class=MsoNormal><b>I. Kết quả<o:p></o:p></b></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>Tham
mưu<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference><span
style='mso-special-character:footnote'><![if !supportFootnotes]><span class=MsoFootnoteReference>[1]</span><![endif]>
</span></span></a> xong</p>
<p class=MsoListParagraph><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp; </span></span></span><![endif]>Gạch đầu dòng</p>
<p class=MsoListParagraph><span style='font-family:"Courier New"'><span style='mso-list:Ignore'>+<span> </span></span>
</span>Cộng</p>
<!--[if gte vml 1]><p>hình vẽ</p><![endif]-->
<div style='mso-element:header'><p>Ban Dân vận</p><p>TỐI MẬT</p></div>
</div><div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left><![endif]>
<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a>
Gồm mười hai xã.</p><p>Kể cả xã đảo.</p></div></div></body></html>"""


def test_a_page_saved_by_word() -> None:
    reading = read("a.htm", WORD.encode())
    assert texts(reading) == [
        "TỐI MẬT", "I. Kết quả", "1. Tham mưu¹ xong", "- Gạch đầu dòng", "+ Cộng",
        "¹ Gồm mười hai xã. Kể cả xã đảo.",
    ]  # fmt: skip
    assert reading.lines[1].bold
    assert reading.lines[-1].kind is LineKind.FOOTNOTE
    assert reading.format == "html"


def test_notes_as_libreoffice_writes_them_never_share_a_mark() -> None:
    def link(kind: str, number: int) -> str:
        return (
            f'<a class="{kind}anc" name="{kind}{number}anc" href="#{kind}{number}sym"><sup>{number}</sup></a>'
        )

    def note(kind: str, number: int, text: str) -> str:
        back = f'<a name="{kind}{number}sym" href="#{kind}{number}anc">{number}</a>'
        return f'<div id="{kind}{number}"><p>{back} {text}</p></div>'

    body = (
        f"<p>một số xã{link('sdfootnote', 1)} và{link('sdendnote', 1)} đơn thư{link('sdfootnote', 2)}</p>"
        + note("sdfootnote", 1, "Mười hai xã.")
        + note("sdfootnote", 2, "Chưa kiểm chứng.")
        + note("sdendnote", 1, "Đến 20/9.")
    )
    reading = page(body)
    assert texts(reading) == [
        "một số xã¹ và² đơn thư³", "¹ Mười hai xã.", "³ Chưa kiểm chứng.", "² Đến 20/9.",
    ]  # fmt: skip
    assert [line.kind for line in reading.lines][1:] == [LineKind.FOOTNOTE] * 3


def test_the_font_of_a_run_is_known() -> None:
    root = tree(
        "<style>p.MsoNormal {font-family:'.VnTime', serif} .Hoa {font:bold 12pt/1.5 \".VnTimeH\"}</style>"
        "<p class=MsoNormal><b>a</b><span class=Hoa>b</span><font face='VNI-Times, Arial'>c"
        "<span style='font-family: Times New Roman'>d</span></font></p>"
    )
    sheet = Sheet(root)

    def fonts(element: etree._Element, outer: Format) -> dict[str, str]:
        format = format_of(outer, element, sheet.said(element))
        found = {element.text or "": format.font}
        for child in element:
            found |= fonts(child, format)
        return found

    assert fonts(root.find(".//p"), Format()) == {
        "": ".VnTime", "a": ".VnTime", "b": ".VnTimeH", "c": "VNI-Times", "d": "Times New Roman",
    }  # fmt: skip


def test_a_link_to_another_place_is_only_its_text() -> None:
    body = "<p>Xem <a href='#muc-1'>mục 1</a>, <a href='http://127.0.0.1:9/#_ftn1'>trang</a></p>"
    assert texts(page(body)) == ["Xem mục 1, trang"]

"""OpenDocument files: read in order, as they would print."""

from __future__ import annotations

import pytest

from ingest.document import Column, LineKind
from ingest.readers.odt_package import OdtPackage
from ingest.readers.odt_styles import Styles
from ingest.readers.reading import read
from ingest.readers.runs import Format
from tests.ingest.readers.clerk import LEFT, RECIPIENTS, RIGHT, SIGNER
from tests.ingest.readers.odt_writer import cell, items, list_style, odt, p, row, span, style, table
from tests.ingest.readers.test_docx import texts

COVERED = "<table:covered-table-cell><text:p>không in</text:p></table:covered-table-cell>"


def test_white_space_prints_as_the_format_says() -> None:
    body = p(
        "\n   Tổ  chức<text:span> </text:span> hội<text:s/>nghị<text:s text:c='3'/>đối<text:tab/>thoại"
        "<text:line-break/>\n  ngày 20/9 "
    )
    assert texts(read("a.odt", odt(body))) == ["Tổ chức hội nghị   đối thoại", "ngày 20/9"]


def test_headings_sections_links_and_fields_are_read_in_order() -> None:
    body = (
        p("Kết quả", tag="text:h")
        + f"<text:section>{p('Trong phần')}</text:section>"
        + p(
            'Xem <text:a>văn bản</text:a> số <text:page-number text:select-page="current">4</text:page-number>'
        )
        + p("có<office:annotation><text:p>ý kiến bên lề</text:p></office:annotation> ghi chú")
    )
    assert texts(read("a.odt", odt(body))) == ["Kết quả", "Trong phần", "Xem văn bản số 4", "có ghi chú"]


def test_bold_capitals_and_raised_come_through_named_styles() -> None:
    named = style("Đậm", "paragraph", fo_font_weight="bold") + style("Hoa", fo_text_transform="uppercase")
    automatic = (
        style("P1", "paragraph", parent="Đậm")
        + style("T1", fo_font_weight="normal")
        + style("T2", parent="Hoa")
        + style("T3", style_text_position="super 58%")
        + style("T4", style_text_position="0% 100%")
    )
    body = (
        p("đậm cả dòng", "P1")
        + p(f"đậm {span('một nửa', 'T1')}", "P1")
        + p(span("báo cáo", "T2"))
        + p(f"5 m{span('2', 'T3')} và m{span('2', 'T4')}")
    )
    reading = read("a.odt", odt(body, automatic=automatic, named=named))
    assert texts(reading) == ["đậm cả dòng", "đậm một nửa", "BÁO CÁO", "5 m² và m2"]
    assert [line.bold for line in reading.lines] == [True, False, False, False]


def test_the_font_of_a_run_is_known() -> None:
    faces = (
        '<style:font-face style:name="VnTime" svg:font-family="&apos;.VnTime&apos;, serif"/>'
        '<style:font-face style:name="F2" svg:font-family="VNI-Times"/>'
    )
    named = style("Gốc", "paragraph", style_font_name="VnTime") + style("Hoa", fo_font_family="'.VnTimeH'")
    automatic = (
        style("P1", "paragraph", parent="Gốc") + style("T1", parent="Hoa") + style("T2", style_font_name="F2")
    )
    package = OdtPackage(odt(p("a"), automatic=automatic, named=named, fonts=faces))
    styles = Styles(package.content, package.styles)
    paragraph = styles.format(Format(), "paragraph", "P1")
    runs = [styles.format(paragraph, "text", name) for name in ("T0", "T1", "T2")]
    assert [run.font for run in (paragraph, *runs)] == [".VnTime", ".VnTime", ".VnTimeH", "VNI-Times"]


def test_hidden_text_sections_rows_and_paragraphs_are_left_out() -> None:
    body = (
        p(f"Còn{span(' ẩn<text:tab/><text:note/>', 'T1')} lại")
        + p("ẩn cả đoạn", "P1")
        + p('<text:hidden-paragraph text:is-hidden="true"/>đoạn ẩn theo điều kiện')
        + p('<text:hidden-text text:is-hidden="true">ẩn</text:hidden-text>Hiện')
        + f'<text:section text:display="none">{p("mục ẩn")}</text:section>'
        + table(
            row(cell("a"), cell("b"), cell("1")),
            row(cell("c"), cell("d"), cell("2")).replace(">", ' table:visibility="collapse">', 1),
        )
    )
    automatic = style("T1", text_display="none") + style("P1", "paragraph", text_display="none")
    assert texts(read("a.odt", odt(body, automatic=automatic))) == ["Còn lại", "Hiện", "a | b | 1"]


def test_tracked_changes_are_read_as_accepted() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>đã xóa</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        + p(
            'Tổ chức <text:change text:change-id="c1"/><text:change-start/>mười hai<text:change-end/> hội nghị.'
        )
    )
    assert texts(read("a.odt", odt(body))) == ["Tổ chức mười hai hội nghị."]


def test_list_numbers_are_printed() -> None:
    automatic = list_style("L1", "I:::1", "1::.:1", "a::):1", "•", "+") + list_style(
        "L2", "1:Điều :.:1", "1::.:2"
    )
    body = (
        items(
            p("Kết quả")
            + items(
                p("Tham mưu") + p("không số") + items(p("Dự thảo") + items(p("Gạch") + items(p("Cộng"))), p("Góp ý")),
                p("Phối hợp"),
            ),
            p("Nhiệm vụ") + items(p("Tham mưu")) + items(p("lại từ đầu")),
            text_style_name="L1",
        )
        + items(
            p("Phạm vi") + items(p("Một"), p("Hai")), text_style_name="L2"
        ).replace("<text:list-item>", '<text:list-item text:start-value="4">', 1)
        + p("Xen giữa")
        + items(items(p("Ba")), p("Hiệu lực"), text_style_name="L2", text_continue_numbering="true")
        + items(p("đếm lại"), text_style_name="L2")
        + "<text:list text:style-name='L2'><text:list-header><text:p>đầu mục</text:p></text:list-header></text:list>"
    )  # fmt: skip
    assert texts(read("a.odt", odt(body, automatic=automatic))) == [
        "I Kết quả", "1. Tham mưu", "không số", "a) Dự thảo", "- Gạch", "+ Cộng", "b) Góp ý", "2. Phối hợp",
        "II Nhiệm vụ", "1. Tham mưu", "1. lại từ đầu",
        "Điều 4. Phạm vi", "4.1. Một", "4.2. Hai", "Xen giữa", "4.3. Ba", "Điều 5. Hiệu lực",
        "Điều 1. đếm lại", "đầu mục",
    ]  # fmt: skip


def test_a_list_continues_the_one_it_names() -> None:
    first = items(p("Một"), p("Hai"), text_style_name="L1").replace("<text:list ", '<text:list xml:id="x" ')
    body = (
        first
        + items(p("Riêng"), text_style_name="L1")
        + items(p("Ba"), text_style_name="L1", text_continue_list="x")
    )
    reading = read("a.odt", odt(body, automatic=list_style("L1", "1::.:1")))
    assert texts(reading) == ["1. Một", "2. Hai", "1. Riêng", "3. Ba"]


def test_the_outline_numbers_headings() -> None:
    levels = list_style("", "I::.:1", "1::.:2").replace("list-style", "outline-style", 1)
    named = levels.replace("list-level-style-number", "outline-level-style").replace(
        "</text:list-style>", "</text:outline-style>"
    )
    named += '<style:style style:name="Ngoài" style:family="paragraph" style:list-style-name=""/>'

    def heading(level: int, text: str, **said: str) -> str:
        more = " ".join(f'text:{key.replace("_", "-")}="{value}"' for key, value in said.items())
        return f'<text:h text:outline-level="{level}" {more}>{text}</text:h>'

    body = (
        heading(1, "Kết quả")
        + heading(2, "Tham mưu")
        + heading(2, "Không tính", is_list_header="true")
        + heading(2, "Ngoài dàn bài", style_name="Ngoài")
        + heading(2, "Phối hợp")
        + heading(1, "Nhiệm vụ")
        + heading(2, "Tham mưu", restart_numbering="true", start_value="6")
        + heading(9, "Cấp không có")
    )
    assert texts(read("a.odt", odt(body, named=named))) == [
        "I. Kết quả", "I.1. Tham mưu", "Không tính", "Ngoài dàn bài", "I.2. Phối hợp",
        "II. Nhiệm vụ", "II.6. Tham mưu", "Cấp không có",
    ]  # fmt: skip


def test_notes_are_marked_in_the_text_and_follow_the_body() -> None:
    def note(kind: str, text: str, label: str = "") -> str:
        own = f'text:label="{label}"' if label else ""
        return (
            f'<text:note text:note-class="{kind}"><text:note-citation {own}>9</text:note-citation>'
            f"<text:note-body>{p(text)}</text:note-body></text:note>"
        )

    body = (
        p(f"một số xã{note('footnote', 'Gồm mười hai xã.')} để nắm")
        + p(f"theo dõi{note('endnote', 'Số liệu đến ngày 20/9.')} tình hình")
        + p(f"đơn thư{note('footnote', 'Chưa kiểm chứng.', label='*')}")
        + p(f"hòa giải{note('footnote', 'Theo báo cáo xã.')}")
    )
    reading = read("a.odt", odt(body))
    assert texts(reading) == [
        "một số xã¹ để nắm", "theo dõi² tình hình", "đơn thư*", "hòa giải³",
        "¹ Gồm mười hai xã.", "* Chưa kiểm chứng.", "³ Theo báo cáo xã.", "² Số liệu đến ngày 20/9.",
    ]  # fmt: skip
    assert [line.kind for line in reading.lines][4:] == [LineKind.FOOTNOTE] * 4


def test_text_boxes_follow_the_paragraph_that_anchors_them() -> None:
    box = f"<draw:frame><draw:text-box>{p('DỰ THẢO')}</draw:text-box><svg:title>tên ảnh</svg:title></draw:frame>"
    shape = f"<draw:g><draw:custom-shape>{p('Lần 2')}</draw:custom-shape></draw:g>"
    reading = read(
        "a.odt", odt(p(f"Có khung{box} ở {span(shape, 'T')}giữa") + box.replace("DỰ", "BẢN DỰ") + p("Hết"))
    )
    assert texts(reading) == ["Có khung ở giữa", "DỰ THẢO", "Lần 2", "BẢN DỰ THẢO", "Hết"]


def test_heading_and_signature_tables_become_columns_left_then_right() -> None:
    body = (
        table(row(cell(*LEFT), cell(*RIGHT)))
        + "".join(p(f"Đoạn thứ {order} nói về công tác phối hợp.") for order in range(12))
        + table(row(cell(*RECIPIENTS), cell(*SIGNER)))
    )
    reading = read("a.odt", odt(body))
    assert texts(reading, lambda line: line.column is Column.LEFT) == [*LEFT, *RECIPIENTS]
    assert texts(reading, lambda line: line.column is Column.RIGHT) == [*RIGHT, *SIGNER]
    assert texts(reading)[: len(LEFT) + len(RIGHT)] == [*LEFT, *RIGHT]


def test_a_bordered_table_at_the_head_is_a_table() -> None:
    border = (
        '<style:style style:name="C1" style:family="table-cell">'
        '<style:table-cell-properties fo:border-left="none" fo:border-top="0.5pt solid #000000"/></style:style>'
    )
    body = table(row(cell("Xã", style_name="C1"), cell("Mô hình", style_name="C1"))) + p("Hết")
    assert texts(read("a.odt", odt(body, automatic=border))) == ["Xã | Mô hình", "Hết"]
    assert texts(read("a.odt", odt(body))) == ["Xã", "Mô hình", "Hết"]


def test_covered_and_repeated_cells_keep_their_columns() -> None:
    repeated = cell("Mô hình", number_columns_repeated="2")
    head = f"<table:table-header-rows>{row(cell('Xã'), repeated)}</table:table-header-rows>"
    body = table(
        head,
        row(cell("An Phú", number_rows_spanned="2"), cell("12"), cell("x", "y")),
        row(COVERED, cell("13"), cell("z")),
        row(cell("Cộng", number_columns_spanned="2"), COVERED, cell("25")),
        row(cell("1", number_columns_repeated="3")).replace(">", ' table:number-rows-repeated="2">', 1),
    )
    reading = read("a.odt", odt(body))
    assert texts(reading) == [
        "Xã | Mô hình | Mô hình", "An Phú | 12 | x y", " | 13 | z", "Cộng | 25", "1 | 1 | 1", "1 | 1 | 1",
    ]  # fmt: skip
    assert {line.kind for line in reading.lines} == {LineKind.TABLE_ROW}


def test_pages_are_known_where_the_file_marks_them() -> None:
    automatic = (
        '<style:style style:name="P1" style:family="paragraph" style:master-page-name="Standard"/>'
        '<style:style style:name="P2" style:family="paragraph">'
        '<style:paragraph-properties fo:break-before="page"/></style:style>'
    )
    body = (
        p("đầu", "P1")
        + p("cuối trang <text:soft-page-break/>sang trang")
        + "<text:soft-page-break/>"
        + table(
            row(cell("a"), cell("b"), cell("1")),
            "<text:soft-page-break/>",
            row(cell("c"), cell("d"), cell("2")),
        )
        + p("<text:soft-page-break/>đầu trang<text:line-break/>dòng hai")
        + p("ngắt tay", "P2")
    )
    reading = read("a.odt", odt(body, automatic=automatic))
    assert [(line.span.of(reading.text), line.page) for line in reading.lines] == [
        ("đầu", 1), ("cuối trang sang trang", 1), ("a | b | 1", 3), ("c | d | 2", 4), ("đầu trang", 5), ("dòng hai", 5),
        ("ngắt tay", 6),
    ]  # fmt: skip
    assert reading.pages == 6
    assert read("a.odt", odt(p("một") + p("hai", "P2"), automatic=automatic)).pages is None


@pytest.mark.parametrize("place", ["header", "footer", "header-first"])
def test_headers_and_footers_are_left_out_unless_they_may_be_a_stamp(place: str) -> None:
    page = f"<style:master-page><style:{place}>{p('Ban Dân vận')}{p('TỐI MẬT')}</style:{place}></style:master-page>"
    reading = read("a.odt", odt(p("Nội dung"), masters=page + page))
    assert texts(reading) == ["TỐI MẬT", "Nội dung"]

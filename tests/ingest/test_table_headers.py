"""Rows of figures carry the header they stand under: two rows of it, its unit, and never its repetition."""

from __future__ import annotations

import unicodedata

import pytest

from ingest.document import LineKind, PassageKind
from tests.ingest.readings import L, parsed


def table(*rows, before=()):
    lines = [L(text, kind=LineKind.TABLE_ROW) for text in rows]
    document = parsed("1. Số liệu hộ dân tộc", *before, *lines, "2. Mục sau", "- Việc sau.", format="docx")
    return [p for p in document.passages if p.kind is PassageKind.TABLE_ROW]


BODY = ("1 | Xã Gia An | 120 | 80 | 40", "2 | Xã Tân Lập | 90 | 85 | 5", "Tổng cộng |  | 210 | 165 | 45")
TITLES = "TT | Địa bàn | Số hộ | Kinh | Thiểu số"


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("TT | Địa bàn | Số hộ | Trong đó", " |  |  | Kinh | Thiểu số"),
        ("TT | Địa bàn | Số hộ | Trong đó | ", " |  |  | Kinh | Thiểu số"),
        ("TT | Địa bàn | Số hộ | Trong đó | Trong đó", " |  |  | Kinh | Thiểu số"),
        ("TT | Địa bàn | Số hộ | Trong đó", "Kinh | Thiểu số"),
    ],
    ids=[
        "spanning cell printed once",
        "blank where it reaches",
        "printed in each",
        "standing cells left out",
    ],
)
def test_a_header_of_two_rows_names_every_column(upper, lower):
    *header, first, second, total = table(upper, lower, *BODY)
    assert [p.lead_in for p in header] == [(), ()]
    for row in (first, second, total):
        assert row.lead_in[0] == upper.strip(" |") or row.lead_in[0] == upper.strip()
        assert row.lead_in[-1] == TITLES
    assert [p.text for p in (first, second, total)] == list(BODY)
    spans = [p.spans[0] for p in header]
    assert list(first.lead_in_spans) == spans


def test_a_group_that_says_something_leads_its_columns():
    rows = table("Địa bàn | Năm 2021 | Năm 2022", " | Nam | Nữ | Nam | Nữ", "Gia An | 3 | 4 | 5 | 6")
    assert rows[-1].lead_in[-1] == "Địa bàn | Năm 2021 Nam | Năm 2021 Nữ | Năm 2022 Nam | Năm 2022 Nữ"


def test_a_first_row_that_is_only_short_is_no_header():
    rows = table("TT | Việc | Đơn vị | Ghi chú", "1 | Đối thoại | Ban | ", "2 | Tổng kết | Văn phòng | ")
    assert [p.lead_in for p in rows[1:]] == [("TT | Việc | Đơn vị | Ghi chú",)] * 2
    rows = table("Nội dung | Đơn vị", " | Ban Dân vận", "Tổng kết | Văn phòng")
    assert [len(p.lead_in) for p in rows] == [0, 1, 1]


@pytest.mark.parametrize(
    "header", [(TITLES,), ("TT | Địa bàn | Số hộ | Trong đó", " |  |  | Kinh | Thiểu số")]
)
def test_a_header_printed_again_on_the_next_page_is_no_row(header):
    rows = table(*header, *BODY[:1], *header, *BODY[1:])
    assert [p.text for p in rows[len(header) :]] == list(BODY)
    assert {p.lead_in[-1] for p in rows[len(header) :]} == {TITLES}


@pytest.mark.parametrize("numbers", ["(1) | (2) | (3) | (4) | (5)", "A | B | 1 | 2 | 3", "1 | 2 | 3 | 4 | 5"])
def test_a_row_that_numbers_the_columns_is_no_row(numbers):
    assert [p.text for p in table(TITLES, numbers, *BODY)] == [TITLES, *BODY]


def test_a_first_row_of_figures_is_a_row():
    assert [p.text for p in table(TITLES, *BODY)] == [TITLES, *BODY]


@pytest.mark.parametrize("unit", ["Đơn vị tính: hộ", "(Đơn vị tính: hộ)", "ĐVT: hộ", "Đơn vị: hộ"])
def test_the_unit_is_kept_with_the_header(unit):
    header, *rows = table(TITLES, *BODY, before=("- Kết quả rà soát như sau:", unit))
    assert header.lead_in == ()
    assert {p.lead_in for p in rows} == {(unit, TITLES)}
    document = parsed(
        "- Kết quả:", unit, L(TITLES, kind=LineKind.TABLE_ROW), L(BODY[0], kind=LineKind.TABLE_ROW)
    )
    assert unit not in [p.text for p in document.passages]


def test_a_unit_that_is_an_organisation_is_a_line_of_its_own():
    document = parsed("1. Phân công", "Đơn vị: Ban Dân vận Huyện ủy", L("A | B", kind=LineKind.TABLE_ROW))
    assert "Đơn vị: Ban Dân vận Huyện ủy" in [p.text for p in document.passages]


def test_a_row_that_adds_up_below_the_header_is_a_row():
    rows = table("TT | Địa bàn | Số hộ", " | Tổng cộng | 210", "1 | Gia An | 120")
    assert [p.text for p in rows[1:]] == ["| Tổng cộng | 210", "1 | Gia An | 120"]
    assert {p.lead_in for p in rows[1:]} == {("TT | Địa bàn | Số hộ",)}


def test_decomposed_text_keeps_its_words_in_the_lead_in():
    decomposed = [unicodedata.normalize("NFD", text) for text in (TITLES, *BODY)]
    header, *rows = table(*decomposed)
    assert {p.lead_in for p in rows} == {(header.text,)}
    assert [p.text for p in rows] == decomposed[1:]

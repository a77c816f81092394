"""Mentions of other documents, in the forms drafters use."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from ingest.document import ReferenceRole, Span
from tests.ingest.readings import parsed

FULL = (
    "Sơ kết 03 năm thực hiện Chỉ thị số 31-CT/TU, ngày 03/4/2017 của Ban Thường vụ Tỉnh ủy "
    "về đẩy mạnh phong trào “Chung sức”."
)


def only(text):
    (found,) = parsed(text).references
    return found


def test_full_form_with_spans_in_the_stored_text():
    document = parsed("- " + FULL)
    (found,) = document.references
    assert found.type == "Chỉ thị"
    assert found.date == date(2017, 4, 3)
    assert found.issuer == "Ban Thường vụ Tỉnh ủy"
    assert found.title == "về đẩy mạnh phong trào “Chung sức”"
    assert found.role is ReferenceRole.REVIEWED
    assert found.quote == FULL[FULL.index("Chỉ thị") : -1]
    assert found.span.of(document.text) == "Chỉ thị số 31-CT/TU"
    assert found.title_span is not None
    assert found.title_span.of(document.text) == found.title
    assert found.issuer_span is not None
    assert found.issuer_span.of(document.text) == found.issuer
    assert found.date_span is not None
    assert found.date_span.of(document.text) == "03/4/2017"


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Theo Kết luận số 62-KL/TW, ngày 08/12/2009 của Bộ Chính trị (khóa X) về đổi mới.", "khóa X"),
        ("Theo Kết luận số 62-KL/TW ngày 08/12/2009 của Bộ Chính trị khóa X về đổi mới.", "khóa X"),
    ],
)
def test_term_of_the_issuer(text, term):
    found = only(text)
    assert (found.issuer, found.term, found.title) == ("Bộ Chính trị", term, "về đổi mới")


def test_two_documents_one_issuer():
    first, second = parsed(
        "- Thực hiện Kế hoạch số 07-KH/TU, ngày 08/01/2015 và Kế hoạch 101-KH/TU, ngày 23/4/2014 "
        "của Ban Thường vụ Tỉnh ủy."
    ).references
    assert first.issuer == second.issuer == "Ban Thường vụ Tỉnh ủy"
    assert (first.date, second.date) == (date(2015, 1, 8), date(2014, 4, 23))
    assert first.role is second.role is ReferenceRole.DIRECTS


def test_an_issuer_does_not_cross_other_words():
    first, second = parsed(
        "- Kết quả 02 năm thực hiện Nghị quyết số 18-NQ/TW và 04 năm thực hiện Nghị quyết 39-NQ/TW, "
        "ngày 17/4/2015 của Bộ Chính trị."
    ).references
    assert (first.issuer, second.issuer) == (None, "Bộ Chính trị")


def test_nested_title_belongs_to_the_inner_document():
    outer, inner = parsed(
        "- Triển khai Thông báo kết luận số 150-TB/TW của Ban Bí thư về tiếp tục thực hiện "
        "Kết luận số 60-KL/TW, ngày 22/9/2014 của Bộ Chính trị (khóa XI) về hội quần chúng (kèm theo đề cương)."
    ).references
    assert outer.type == "Thông báo kết luận"
    assert inner.title == "về hội quần chúng"
    assert outer.title is not None
    assert outer.title.startswith("về tiếp tục thực hiện Kết luận số 60-KL/TW")
    assert outer.title.endswith("về hội quần chúng")


def test_steering_committee_is_named_by_its_subject():
    found = only(
        "(theo Kế hoạch số 05-KH/BCĐ, ngày 17/01/2020 của Ban Chỉ đạo Trung ương thực hiện Quy chế dân chủ)."
    )
    assert found.issuer == "Ban Chỉ đạo Trung ương thực hiện Quy chế dân chủ"


def test_short_form():
    found = only("- Gặp gỡ chức sắc theo tinh thần Kế hoạch 05 của Ban Thường vụ Tỉnh ủy.")
    assert (found.number.serial, found.type, found.issuer) == (5, "Kế hoạch", "Ban Thường vụ Tỉnh ủy")
    assert found.role is ReferenceRole.DIRECTS


def test_quoted_title_ends_with_its_quote():
    found = only(
        "Thực hiện Công văn số 80-CV/TU, ngày 21/3/2018 của Tỉnh ủy về việc “Thực hiện năm dân vận”, "
        "Ban đã chủ động phối hợp."
    )
    assert found.title == "về việc “Thực hiện năm dân vận”"


def test_title_ends_where_the_sentence_of_the_writer_goes_on():
    found = only(
        "Thực hiện Kế hoạch số 12-KH/TU, ngày 05/02/2021 của Tỉnh ủy về công tác dân vận, "
        "Ban Dân vận Tỉnh ủy báo cáo như sau:"
    )
    assert found.title == "về công tác dân vận"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Căn cứ Quy định số 24-QĐ/TW, ngày 30/7/2021 của Ban Chấp hành Trung ương;", ReferenceRole.BASIS),
        ("- Tổng kết 10 năm thực hiện Chỉ thị số 43-CT/TW.", ReferenceRole.REVIEWED),
        ("- Quán triệt Nghị quyết số 25-NQ/TW.", ReferenceRole.DIRECTS),
        ("Quyết định này thay thế Quyết định số 90-QĐ/TU.", ReferenceRole.REPLACES),
        ("- Gửi Công văn số 12-CV/BDVTU.", ReferenceRole.MENTIONED),
        ("- Tổ chức sơ kết công tác năm và triển khai Chỉ thị số 43-CT/TW.", ReferenceRole.DIRECTS),
    ],
)
def test_role_from_cue_words(text, role):
    assert only(text).role is role


def test_a_document_never_references_itself():
    document = parsed(
        "TỈNH ỦY BÌNH AN",
        "Số 12-TB/TU",
        "Bình An, ngày 02 tháng 3 năm 2020",
        "THÔNG BÁO",
        "về hội nghị",
        "- Kèm theo Thông báo số 12-TB/TU này.",
        "- Thực hiện Chỉ thị số 22-CT/TU.",
    )
    assert [r.number.canonical for r in document.references] == ["22-CT/TU"]


def test_a_title_may_name_another_document():
    document = parsed(
        "Số 13-BC/TU", "BÁO CÁO", "sơ kết thực hiện Chỉ thị số 22-CT/TU", "-----", "- Việc một."
    )
    (found,) = document.references
    assert (found.number.canonical, found.role) == ("22-CT/TU", ReferenceRole.REVIEWED)


def test_a_number_cut_by_a_footnote_keeps_its_spans_inside_the_text():
    document = parsed(
        "- Sơ kết việc thực hiện Chỉ thị¹ số",
        "¹ Ban hành năm 2017.",
        "22-CT/TU, ngày 03/4/2017 của Tỉnh ủy.",
        "- Việc khác.",
    )
    for found in document.references:
        assert Span(0, 0) < found.span
        assert found.span.end <= len(document.text)


def test_a_footnote_mark_joined_to_a_number_is_no_part_of_it():
    found = only("- Thực hiện Chỉ thị số 22-CT/TU¹, ngày 03/4/2017 của Tỉnh ủy.")
    assert (found.number.canonical, found.number.raw, found.date) == (
        "22-CT/TU",
        "22-CT/TU",
        date(2017, 4, 3),
    )


def test_decomposed_text_reads_the_same():
    document = parsed(unicodedata.normalize("NFD", "- " + FULL))
    (found,) = document.references
    assert (found.type, found.date, found.role) == ("Chỉ thị", date(2017, 4, 3), ReferenceRole.REVIEWED)
    assert found.issuer is not None
    assert unicodedata.normalize("NFC", found.issuer) == "Ban Thường vụ Tỉnh ủy"
    assert found.quote in document.passages[0].text

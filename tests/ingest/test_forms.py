"""Headings in the forms of thirty years, each read as a person reads it (domain.md §1, §2)."""

from __future__ import annotations

import time

import pytest

from ingest.parsing.heading.drafts import told_by_file
from ingest.parsing.heading.heading import read_heading
from tests.ingest.forms import Form
from tests.ingest.forms_drafts import DRAFTS
from tests.ingest.forms_more import MORE
from tests.ingest.forms_party import PARTY
from tests.ingest.forms_state import STATE
from tests.ingest.readings import of_reading, reading

FORMS = (*PARTY, *STATE, *DRAFTS, *MORE)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_heading_is_read_as_a_person_reads_it(form: Form) -> None:
    heading = form.document().heading
    read = {
        "number": heading.number.canonical if heading.number else None,
        "date": heading.date.isoformat() if heading.date else None,
        "type": heading.type,
        "issuer": heading.issuer,
        "title": heading.title,
        "signer": heading.signer,
        "circulation": heading.circulation,
    }
    asked = {name: getattr(form, name) for name in read if getattr(form, name) != ""}
    assert {name: read[name] for name in asked} == asked


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_value_is_shown_by_the_text_it_was_read_from(form: Form) -> None:
    made = form.reading()
    zones = read_heading(made)
    facts = dict(zones.heading.facts)
    for name in ("number", "date", "title", "issuer"):
        assert (name in facts) == (getattr(zones.heading, name) is not None)
    assert all(span.of(made.text).strip() for fact in facts.values() for span in fact.spans)
    if zones.heading.number is not None:
        (shown,) = facts["number"].spans
        assert shown.of(made.text) == zones.heading.number.raw


BLANK = (
    "TỈNH ỦY BÌNH AN",
    "Số …-KH/TU",
    "Bình An, ngày … tháng … năm 2022",
    "KẾ HOẠCH",
    "đối thoại",
    "-----",
    "- Lắng nghe.",
)


def test_blanks_say_less_surely_than_print_that_it_is_a_draft():
    blank = dict(read_heading(reading(*BLANK)).heading.facts)["circulation"]
    printed = dict(read_heading(reading("DỰ THẢO", *BLANK)).heading.facts)["circulation"]
    assert blank.value == printed.value == "DỰ THẢO"
    assert blank.confidence <= 0.5 < printed.confidence


def test_what_was_signed_was_no_draft():
    closing = ("Nơi nhận:", "- Các ban,", "- Lưu.", "T/M BAN THƯỜNG VỤ", "BÍ THƯ", "(đã ký)", "Lê Văn Tám")
    assert read_heading(reading(*BLANK, *closing)).heading.circulation is None


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("2022/Du thao KH doi thoai lan 2.docx", "DỰ THẢO"),
        ("KH đối thoại (dự thảo).docx", "DỰ THẢO"),
        ("du_thao_ke_hoach.pdf", "DỰ THẢO"),
        ("2022/Gop y du thao KH doi thoai.docx", None),
        ("BC tong hop y kien du thao NQ.docx", None),
        ("du-thao/KH doi thoai.docx", None),
    ],
)
def test_a_file_may_be_named_as_a_draft(file, said):
    heading = read_heading(reading("Bình An, ngày 06 tháng 6 năm 2022", "KẾ HOẠCH", "đối thoại")).heading
    assert told_by_file(heading, file).circulation == said


def test_the_name_of_a_file_says_nothing_against_a_number():
    heading = read_heading(reading("TỈNH ỦY BÌNH AN", "Số 07-KH/TU", "KẾ HOẠCH", "đối thoại")).heading
    assert told_by_file(heading, "du thao.docx").circulation is None


def test_hostile_headings_are_read_in_bounded_time():
    lines = (
        [" ".join("ABCDEFGH" * 3000)],
        ["DỰ THẢO LẦN 2"] * 5000,
        ["Số        -KH/TU " * 2000],
        ["PHỤ LỤC", "DANH SÁCH"] * 5000,
        ["Quyết định số 12-QĐ/TU hết hiệu lực, " * 2000],
    )
    began = time.process_time()
    numbers = [of_reading(reading(*hostile)).heading.number for hostile in lines]
    assert numbers == [None] * len(lines)
    assert time.process_time() - began < 10

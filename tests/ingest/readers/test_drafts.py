"""A draft mark in a running header reaches the heading; other running lines still do not."""

from __future__ import annotations

import io

import docx
import pytest

from ingest.parsing.heading.heading import read_heading
from ingest.readers.lines import says_draft
from ingest.readers.reading import read
from tests.ingest.readers.clerk import Sheet


def in_word(header: str) -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = header
    for line in (
        "TỈNH ỦY HẢI THANH",
        "Số 61-KH/TU",
        "Hải Thanh, ngày 24 tháng 9 năm 2021",
        "KẾ HOẠCH",
        "kiểm tra",
    ):
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def in_pdf(header: str) -> bytes:
    sheet = Sheet()
    for page in range(3):
        if page:
            sheet.next_page()
        sheet.put(400, 30, header)
        for n, line in enumerate(
            ("TỈNH ỦY HẢI THANH", "Số 61-KH/TU", "KẾ HOẠCH", "kiểm tra") if page == 0 else ()
        ):
            sheet.put(85, 90 + 20 * n, line)
        sheet.put(85, 300, f"Nội dung của trang thứ {page + 1} trong văn bản.")
    return sheet.done()


@pytest.mark.parametrize(("name", "make"), [("a.docx", in_word), ("a.pdf", in_pdf)])
def test_a_running_draft_mark_is_read_once(name, make):
    reading = read(name, make("Dự thảo lần 2"))
    assert reading.text.count("Dự thảo") == 1
    heading = read_heading(reading).heading
    assert heading.circulation == "DỰ THẢO LẦN 2"
    assert heading.number is not None


@pytest.mark.parametrize(("name", "make"), [("a.docx", in_word), ("a.pdf", in_pdf)])
def test_a_running_header_that_speaks_of_a_draft_is_left_out(name, make):
    assert "Góp ý" not in read(name, make("Góp ý dự thảo kế hoạch")).text


@pytest.mark.parametrize(
    "text", ["DỰ THẢO", "(Dự thảo lần 2)", "Dự thảo lần thứ ba", "Dự thảo 3, ngày 15/6/2021"]
)
def test_what_says_draft(text):
    assert says_draft(text)


@pytest.mark.parametrize(
    "text", ["Dự thảo kế hoạch", "Góp ý dự thảo", "Trang 2", "Dự thảo Nghị quyết Đại hội"]
)
def test_what_does_not(text):
    assert not says_draft(text)

"""Registers of documents: their rows stay whole, and what they list is not taken for what they are."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from openpyxl import Workbook

from ingest.document import Document, PassageKind
from ingest.parsing.parsing import parse
from ingest.readers.reading import read

COLUMNS = ("STT", "Số, ký hiệu", "Ngày ban hành", "Trích yếu", "Nơi nhận")
ENTRIES = (
    (1, "Số 14-CT/TU", datetime(2022, 4, 3), "Tăng cường đối thoại", "Các huyện ủy"),
    (2, "07-KH/TU", datetime(2022, 2, 8), "Thăm cơ sở", "Văn phòng"),
)


def parsed(name: str, data: bytes) -> Document:
    return parse(read(name, data), document_id="d", collection="c", file=name, sha256="0", version="1")


@pytest.fixture
def register() -> Document:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["SỔ CÔNG VĂN ĐI NĂM 2022"], COLUMNS, *ENTRIES):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return parsed("so.xlsx", file.getvalue())


def test_a_row_is_a_passage_with_the_header_as_its_lead_in(register: Document) -> None:
    rows = [passage for passage in register.passages if passage.kind is PassageKind.TABLE_ROW]
    assert [row.text for row in rows[1:]] == [
        "1 | Số 14-CT/TU | 03/4/2022 | Tăng cường đối thoại | Các huyện ủy",
        "2 | 07-KH/TU | 08/02/2022 | Thăm cơ sở | Văn phòng",
    ]
    assert {row.lead_in for row in rows[1:]} == {(" | ".join(COLUMNS),)}


def test_the_documents_listed_are_mentioned_and_the_register_has_no_number(register: Document) -> None:
    assert (register.heading.number, register.heading.date, register.heading.recipients) == (None, None, ())
    assert [reference.number.canonical for reference in register.references] == ["14-CT/TU", "07-KH/TU"]


def test_an_office_that_lost_its_capitals_is_no_name() -> None:
    """TCVN3 without its font of capitals: «GIáM ĐốC»."""
    paper = (
        "SỞ NỘI VỤ\nSố: 45/BC-SNV\n\nBÁO CÁO\nTình hình cải cách\n1. Đã làm xong.\n"
        "Nơi nhận:\n- Như trên,\n- Lưu: VT.\nKT. GIáM ĐốC\nPHó GIáM ĐốC\nLê Quang Thiệp\n"
    )
    heading = parsed("a.txt", paper.encode()).heading
    assert heading.number is not None
    assert "GIáM" not in (heading.signer or "")

"""A file of several documents is cut at their headings, and nothing that is one document is."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from eval.archive_source import PRODUCTS
from ingest.document import LineKind, RecognisedWord, Span
from ingest.parsing.splitting import split
from ingest.readers.reading import read
from tests.ingest.readings import L, left, of_reading, reading, right

FIRST = (
    "TỈNH ỦY BÌNH AN                      ĐẢNG CỘNG SẢN VIỆT NAM",
    "BAN DÂN VẬN",
    "      *",
    "Số 45-BC/BDVTU                       Bình An, ngày 05 tháng 6 năm 2021",
    "                    BÁO CÁO",
    "   kết quả công tác dân vận tháng 5 năm 2021",
    "                     -----",
    "I- Kết quả",
    "- Ban hành 03 văn bản.",
)
CLOSING = (
    "Nơi nhận:                             TRƯỞNG BAN",
    "- Thường trực Tỉnh ủy,",
    "- Lưu Ban.",
    "                                      Nguyễn Văn An",
)
SECOND = (
    "HUYỆN ỦY SƠN TRÀ                     ĐẢNG CỘNG SẢN VIỆT NAM",
    "      *",
    "Số 12-CV/HU                          Sơn Trà, ngày 07 tháng 6 năm 2021",
    "V/v góp ý báo cáo",
    "            Kính gửi: Ban Dân vận Tỉnh ủy.",
    "Ban Thường vụ Huyện ủy thống nhất với dự thảo.",
)


def numbers(parts):
    found = [of_reading(part).heading.number for part in parts]
    return [number.canonical if number else None for number in found]


def test_two_documents_in_one_text():
    made = reading(*FIRST, *CLOSING, *SECOND)
    first, second = split(made)
    assert numbers((first, second)) == ["45-BC/BDVTU", "12-CV/HU"]
    assert f"{first.text}\n{second.text}\n" == made.text
    assert first.text.endswith("Nguyễn Văn An")
    for part in (first, second):
        lines = [line.span.of(part.text) for line in part.lines]
        assert "\n".join(lines) == part.text
    assert of_reading(second).heading.addressed_to == ("Ban Dân vận Tỉnh ủy",)
    assert "Sơn Trà" not in first.text


def test_three_documents_keep_the_pages_of_the_file():
    def paged(page, lines):
        return [L(text, page=page) for text in lines]

    third = [line.replace("12-CV/HU", "13-CV/HU") for line in SECOND]
    made = reading(*paged(1, FIRST), *paged(2, SECOND), *paged(4, third), format="pdf")
    parts = split(replace(made, pages=4))
    assert numbers(parts) == ["45-BC/BDVTU", "12-CV/HU", "13-CV/HU"]
    assert [{line.page for line in part.lines} for part in parts] == [{1}, {2}, {4}]
    assert {part.pages for part in parts} == {4}


def test_a_number_that_came_back_in_another_year_is_another_document():
    later = [line.replace("năm 2021", "năm 2022") for line in FIRST]
    parts = split(reading(*FIRST, *CLOSING, *later))
    assert numbers(parts) == ["45-BC/BDVTU", "45-BC/BDVTU"]


def test_columns_a_reader_told_and_notes_it_gathered_behind_the_body():
    made = reading(
        left("TỈNH ỦY BÌNH AN"),
        left("Số 45-BC/TU"),
        right("ĐẢNG CỘNG SẢN VIỆT NAM"),
        right("Bình An, ngày 05 tháng 6 năm 2021"),
        "BÁO CÁO",
        "kết quả tháng 5",
        "- Đã mở 03 lớp¹.",
        left("Nơi nhận:"),
        left("- Lưu."),
        right("BÍ THƯ"),
        right("Nguyễn Văn An"),
        left("TỈNH ỦY BÌNH AN"),
        left("Số 46-KH/TU"),
        right("ĐẢNG CỘNG SẢN VIỆT NAM"),
        right("Bình An, ngày 06 tháng 6 năm 2021"),
        "KẾ HOẠCH",
        "mở lớp",
        "- Mở 02 lớp².",
        L("¹ Chú thích thứ nhất.", kind=LineKind.FOOTNOTE),
        L("² Chú thích thứ hai.", kind=LineKind.FOOTNOTE),
        format="docx",
    )
    parts = split(made)
    assert numbers(parts) == ["45-BC/TU", "46-KH/TU"]
    assert [part.text.rsplit("\n", 1)[1] for part in parts] == [
        "¹ Chú thích thứ nhất.",
        "² Chú thích thứ hai.",
    ]
    for part in parts:
        noted = [p for p in of_reading(part).passages if p.footnotes]
        assert len(noted) == 1


def test_what_belongs_to_the_reading_goes_with_its_parts():
    made = reading(*FIRST, *CLOSING, *SECOND)
    at = made.text.index("Huyện ủy thống nhất")
    words = (
        RecognisedWord(Span(0, 4), 0.9),
        RecognisedWord(Span(at, at + 5), 0.4),
    )
    made = replace(made, words=words, pictures=("con dấu",), warnings=("Trang mờ.",))
    first, second = split(made)
    assert [word.span.of(first.text) for word in first.words] == ["TỈNH"]
    assert [word.span.of(second.text) for word in second.words] == ["Huyện"]
    assert first.pictures == second.pictures == ("con dấu",)
    assert first.warnings == second.warnings == ("Trang mờ.",)


REGULATION = (
    "QUY CHẾ",
    "tiếp dân của cấp ủy",
    "(ban hành kèm theo Quyết định số 45-QĐ/TU)",
    "Điều 1. Phạm vi",
)
TEMPLATE = [line.replace("12-CV/HU", "…-CV/HU").replace("07 tháng 6", "… tháng …") for line in SECOND]
OF_OWN_NUMBER = [line.replace("12-CV/HU", "45-BC/BDVTU").replace("07", "05") for line in SECOND]
COPY = [line.replace("12-CV/HU", "12-BS/HU").replace("V/v góp ý báo cáo", "BẢN SAO") for line in SECOND]


@pytest.mark.parametrize(
    "behind",
    [
        (*CLOSING, *REGULATION),
        (*CLOSING, "PHỤ LỤC 01", "DANH SÁCH", "(Kèm theo Báo cáo số 45-BC/BDVTU)", "1. Xã Gia An"),
        (*CLOSING, *TEMPLATE),
        (*CLOSING, "Mẫu số 1", *SECOND),
        (*CLOSING, *COPY),
        (*CLOSING, *OF_OWN_NUMBER),
        (*CLOSING, "Văn bản được trình bày như sau:", *SECOND),
        ("- Thể thức như sau:", *SECOND, "- Hết."),
        SECOND,
        (*CLOSING, "Số 12-CV/HU là văn bản của Huyện ủy.", "KẾ HOẠCH", "mở lớp"),
        (*CLOSING, L("BAN DÂN VẬN | Số 12-KH/HU | KẾ HOẠCH", kind=LineKind.TABLE_ROW)),
    ],
    ids=[
        "attached regulation", "appendix", "template with blanks", "template that is called one", "copy",
        "the heading again", "quoted behind the signature", "quoted in the body", "nothing closed the first",
        "a number that opens a sentence", "a row of a register",
    ],
)  # fmt: skip
def test_one_document_stays_one(behind):
    made = reading(*FIRST, *behind)
    assert split(made) == (made,)


def cut(folder: Path) -> list[str]:
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in {".txt", ".md", ".docx", ".pdf"}]
    assert len(files) > 15
    return [path.name for path in files if len(split(read(path.name, path.read_bytes()))) > 1]


def test_of_the_sample_archive_only_the_file_that_binds_two_documents_is_cut():
    assert cut(PRODUCTS) == ["hoi-thi-hoa-giai.docx"]


def test_no_real_document_is_cut(shared: Path):
    assert cut(shared / "archive") == []


def test_many_documents_and_many_numbers_are_read_in_linear_time():
    many = [line.replace("12-CV", f"{n}-CV") for n in range(200) for line in (*SECOND, *CLOSING)]
    began = time.process_time()
    assert len(split(reading(*many))) == 200
    assert len(split(reading(*FIRST, *CLOSING, *["Số 12-CV/HU"] * 5_000))) == 1
    assert time.process_time() - began < 10

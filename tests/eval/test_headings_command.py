"""`troly eval headings`: right, wrong and unreadable files are told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.headings import Miss, Truth, check, read_truth
from ingest.errors import BadInput

LETTER = """TỈNH ỦY GIA ĐỊNH
BAN DÂN VẬN
*
Số 15-KH/BDVTU
ĐẢNG CỘNG SẢN VIỆT NAM
Gia Định, ngày 07 tháng 5 năm 2021

KẾ HOẠCH
về việc thăm các xã vùng ven

Ban Dân vận xây dựng kế hoạch như sau:
1. Thăm ba xã trong quý II.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ke-hoach.txt").write_text(LETTER, encoding="utf-8")
    return tmp_path


def test_a_right_number_and_date(folder: Path) -> None:
    result = check(folder, (Truth("ke-hoach.txt", "15-KH/BDVTU", "2021-05-07"),))
    assert result.misses == ()
    assert result.to_json() == {"files": 1, "number": 1.0, "date": 1.0, "misses": []}


def test_a_wrong_value_is_a_miss_with_both_values(folder: Path) -> None:
    result = check(folder, (Truth("ke-hoach.txt", "16-KH/BDVTU", "2021-05-07"),))
    assert result.misses == (Miss("ke-hoach.txt", "number", "15-KH/BDVTU", "16-KH/BDVTU"),)
    assert (result.numbers_right, result.dates_right) == (0, 1)


def test_an_unreadable_file_misses_both(folder: Path) -> None:
    (folder / "hong.docx").write_bytes(b"PK\x03\x04 not a zip")
    result = check(folder, (Truth("hong.docx", "1-KH/TU", "2021-05-07"),))
    assert (result.numbers_right, result.dates_right) == (0, 0)
    assert result.misses[0].field == "file"


def test_a_file_of_the_table_that_is_not_there(folder: Path) -> None:
    with pytest.raises(BadInput, match=r"khong-co\.txt"):
        check(folder, (Truth("khong-co.txt", "", ""),))


def test_the_table_is_checked(tmp_path: Path) -> None:
    table = tmp_path / "truth.csv"
    table.write_text("file,number\na.txt,1\n", encoding="utf-8")
    with pytest.raises(BadInput, match="thiếu cột date"):
        read_truth(table)
    table.write_text("file,number,date\n", encoding="utf-8")
    with pytest.raises(BadInput, match="không có dòng nào"):
        read_truth(table)
    table.write_text("\ufefffile,number,date\na.txt, 1-KH/TU ,\n", encoding="utf-8")
    assert read_truth(table) == (Truth("a.txt", "1-KH/TU", ""),)

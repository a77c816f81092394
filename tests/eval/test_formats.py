"""`python -m eval.formats`: right, wrong, unreadable and missing documents are told apart, per format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from eval.archive_source import PRODUCTS
from eval.formats import Expected, expectations, main, measure, table
from ingest.errors import BadInput

SENTENCE = "Thăm 07 hộ dân vùng sạt lở ven sông trong quý II."
PAPER = f"""TỈNH ỦY TÂN SƠN HẠ
BAN DÂN VẬN
*
Số 21-KH/BDVTU
ĐẢNG CỘNG SẢN VIỆT NAM
Tân Sơn Hạ, ngày 09 tháng 5 năm 2022

KẾ HOẠCH
thăm các xã ven sông

Ban Dân vận xây dựng kế hoạch như sau:
- {SENTENCE}
"""
RIGHT = {"number": "21-KH/BDVTU", "date": "2022-05-09", "sentence": SENTENCE, "split": "tuning"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(PAPER, encoding="utf-8")
    (tmp_path / "b.txt").write_text(PAPER.replace("-", "–").replace(" dân", "\u00a0dân"), encoding="utf-8")
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.4 hong")
    (tmp_path / "d.txt").write_text(f"TUYỆT MẬT\n{PAPER}", encoding="utf-8")
    rows = [
        {"file": "a.txt", "format": "txt", **RIGHT},
        {"file": "b.txt", "format": "txt", "type": "Kế hoạch", **RIGHT},
        {"file": "c.pdf", "format": "pdf", **RIGHT},
        {"file": "d.txt", "format": "secret", **RIGHT},
    ]
    (tmp_path / "truth.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return tmp_path


def test_what_is_read_is_compared_with_the_truth(folder: Path) -> None:
    plain, dashed, broken, stamped = measure(folder, expectations(folder))
    for found in plain, dashed:
        assert (found.number_right, found.date_right, found.has_sentence, found.failure) == (
            True,
            True,
            True,
            "",
        )
        assert found.passages > 0
    assert (broken.number_right, broken.date_right, broken.has_sentence) == (False, False, False)
    assert broken.failure
    assert "stamp-line" in stamped.failure


def test_wrong_values_are_not_right(folder: Path) -> None:
    wanted = Expected("a.txt", "22-KH/BDVTU", "2022-05-10", "Không có câu này trong văn bản.", "txt")
    (found,) = measure(folder, [wanted])
    assert (found.number_right, found.date_right, found.has_sentence) == (False, False, False)
    lines = table([found], lambda each: each.format)
    assert lines[2].startswith("| txt | 1 | 0/1 | 0/1 | 0/1 |")
    assert lines[-3:] == [
        "- a.txt: number “21-KH/BDVTU”, wanted “22-KH/BDVTU”",
        "- a.txt: date “2022-05-09”, wanted “2022-05-10”",
        "- a.txt: not found “Không có câu này trong văn bản.”",
    ]


def test_the_half_for_reporting_is_counted_but_not_shown(folder: Path) -> None:
    wanted = Expected("a.txt", "22-KH/BDVTU", "2022-05-09", format="txt", split="reporting")
    lines = table(list(measure(folder, [wanted])), lambda each: each.format)
    assert "| txt | 1 | 0/1 | 1/1 | - |" in lines[2]
    assert not any(line.startswith("- ") for line in lines)


def test_a_document_that_is_not_in_its_zip(folder: Path) -> None:
    (folder / "x.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    (found,) = measure(folder, [Expected("x.zip/a.txt", "1", "", format="zip")])
    assert found.failure


def test_the_command_prints_a_row_a_format(folder: Path) -> None:
    ran = CliRunner().invoke(main, [str(folder)])
    assert ran.exit_code == 0, ran.output
    rows = {line.split(" | ")[0][2:]: line.split(" | ")[1] for line in ran.output.splitlines() if "|" in line}
    assert (rows["txt"], rows["pdf"], rows["secret"], rows["all"]) == ("2", "1", "1", "4")
    assert "c.pdf: " in ran.output


def test_truth_beside_the_folder_and_of_the_sample_archive(folder: Path) -> None:
    (folder / "truth.jsonl").unlink()
    with pytest.raises(BadInput, match="--truth"):
        expectations(folder)
    beside = folder.with_name(f"{folder.name}-truth.csv")
    beside.write_text("file,number,date\na.txt,21-KH/BDVTU,2022-05-09\n", encoding="utf-8")
    assert expectations(folder) == (Expected("a.txt", "21-KH/BDVTU", "2022-05-09", format="txt"),)
    sample = {each.file: each for each in expectations(PRODUCTS)}
    assert len(sample) == 50
    assert sample["du-thao/dt-ke-hoach-doi-thoai-nam-2024.docx"].number == ""


def test_a_truth_that_is_none(folder: Path) -> None:
    (folder / "truth.jsonl").write_text('{"file": "a.txt"}\n', encoding="utf-8")
    with pytest.raises(BadInput, match="bảng sự thật"):
        expectations(folder)
    with pytest.raises(BadInput, match=r"mat-roi\.txt"):
        list(measure(folder, [Expected("mat-roi.txt", "", "")]))

"""Every stamp of the table, wherever it stands and however it is written, is refused (domain.md §2.5, §7.2)."""

from __future__ import annotations

from collections import defaultdict

import pytest

from ingest.errors import Stamped
from ingest.gate import check_name, check_reading
from tests.ingest.gating.stamped import (
    BENIGN,
    BODY,
    FIELDS,
    HANDLING,
    MISREAD,
    PLACES,
    REGISTERS,
    RUN_TOGETHER,
    every_stamp,
    reading,
    rows,
    with_line,
)

STAMPS = defaultdict(list)
for name, stamp in every_stamp():
    STAMPS[name.split("/", 2)[2]].append((name, stamp))


def rule_of(text: str, **beside: tuple[str, ...]) -> str:
    with pytest.raises(Stamped) as caught:
        check_reading(reading(text, **beside))
    assert caught.value.rule != "gate-error"
    return caught.value.rule


@pytest.mark.parametrize("encoding", STAMPS)
@pytest.mark.parametrize("place", PLACES)
def test_every_stamp_is_refused_in_every_place(encoding: str, place: str) -> None:
    missed = []
    for name, stamp in STAMPS[encoding]:
        try:
            check_reading(PLACES[place](stamp))
        except Stamped as stamped:
            if stamped.rule != "gate-error":
                continue
        missed.append(name)
    assert missed == []


def test_the_table_is_not_empty() -> None:
    assert sum(map(len, STAMPS.values())) * len(PLACES) > 10_000


@pytest.mark.parametrize("at", [0, 4, 7])
@pytest.mark.parametrize("line", MISREAD)
def test_what_recognition_makes_of_a_stamp_is_refused_in_a_heading(line: str, at: int) -> None:
    assert rule_of(with_line(line, at)) in ("stamp-line", "stamp-in-line")


@pytest.mark.parametrize("line", RUN_TOGETHER)
def test_a_stamp_in_a_heading_line_is_refused(line: str) -> None:
    for at in (0, 3, 7):
        rule_of(with_line(line, at))


@pytest.mark.parametrize("line", FIELDS)
def test_a_field_with_a_grade_is_refused(line: str) -> None:
    for text in (with_line(line, 4), f"{BENIGN}\n{line}"):
        rule_of(text)


@pytest.mark.parametrize("line", HANDLING)
def test_a_handling_stamp_is_refused(line: str) -> None:
    for text in (with_line(line, 0), with_line(line, 4), f"{BENIGN}\n{line}"):
        rule_of(text)


@pytest.mark.parametrize("table", REGISTERS)
def test_a_register_of_secret_papers_is_refused(table: str) -> None:
    first = BENIGN.count("\n") + 1
    for given in (
        reading(f"{BENIGN}\n{table}"),
        rows(f"{BENIGN}\n{table}", first, first + table.count("\n")),
        rows(f"{BENIGN}\n{BODY * 10}\n{table}\n{BODY * 10}", first + 41, first + 41 + table.count("\n")),
    ):
        with pytest.raises(Stamped) as caught:
            check_reading(given)
        assert caught.value.rule != "gate-error"


@pytest.mark.parametrize(
    "lines",
    ["M\nẬ\nT", "T\nỐ\nI\nM\nẬ\nT", "M\nẬT", "TỐ\nI\nMẬ\nT", "M\nA\nT", "T\nU\nY\nỆ\nT\nM\nẬ\nT",
     "M\nBAN DÂN VẬN\nẬ\nHẢI THANH\nT"],
)  # fmt: skip
def test_letters_on_lines_of_their_own_are_read_together(lines: str) -> None:
    rule_of(with_line(lines, 2))


def test_letters_down_a_column_of_cells_are_read_together() -> None:
    rule_of(with_line("M | BAN DÂN VẬN\nẬ | TỈNH ỦY\nT | BÁO CÁO", 1))


@pytest.mark.parametrize(
    "name",
    [
        "mat", "Mật", "TỐI MẬT", "tuyetmat", "toi_mat", "TuyetMat", "Mat-2020", "2020-mat", "CV 05 (mật).docx",
        "[Mat] ke hoach.pdf", "bao-cao-mat.pdf", "cong-van-mat-so-3.docx", "M Ậ T.pdf", "BaoCaoMat.docx",
        "kế hoạch mật quý I.docx", "m-a-t.txt", "TM", "TuM", "KH 05 (TM).docx", "BC 12(M).pdf",
        "ma\u0323\u0302t", "mâ\u0323t", "МẬТ", "MËT", "TèI MËT.doc", "MAÄT", "TOÁI MAÄT.doc",
        "kho.zip/Mật/bao-cao.txt", "kho.zip!mat/a.txt", "a\\tuyetmat\\b.txt", "M\u200bẬT", "ＭＡＴ", "mat.xlsx",
        "tuyệt mật.html",
    ],
)  # fmt: skip
def test_a_name_that_says_secret_is_refused(name: str) -> None:
    for parts in (["phong-a", name], [name, "bao-cao.txt"]):
        with pytest.raises(Stamped) as caught:
            check_name(parts)
        assert caught.value.rule == "name"


@pytest.mark.parametrize(
    "beside", ["Mật", "TM\nĐộ mật: Tối mật", "Số 05-BC/TU\nMẬT\nBÁO CÁO", "BÁO CÁO MẬT", "M\nẬ\nT", "MËT"]
)
def test_what_stands_beside_the_text_is_looked_at(beside: str) -> None:
    rule_of(BENIGN, pictures=("Báo cáo quý I", beside))

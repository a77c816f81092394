"""A figure of a table is found by its row, its column, its place or its size, and never for another year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.answer import Answer, LineRole, Question, Verdict
from assistant.assistant import Assistant
from assistant.table_questions import rows_named, table_question
from assistant.tables import Table, figure_of, readable, tables_of
from assistant.understanding import understand
from ingest.archive.archive import Archive
from ingest.document import Scope
from ingest.sync import sync
from tests.assistant.conftest import FILES, Ask, asking, build

PLAN = """\
TỈNH ỦY HÒA GIANG
BAN DÂN VẬN
*
Số 22-KH/BDVTU
Hòa Giang, ngày 15 tháng 01 năm 2021

# KẾ HOẠCH

**xây dựng tổ hòa giải điểm năm 2021**

## I. Chỉ tiêu

Toàn tỉnh xây dựng 31 tổ hòa giải điểm, phân bổ theo địa phương và loại hình như sau:

| TT | Địa phương | Nông thôn | Đô thị | Vùng giáo | Tổng |
| --- | --- | --- | --- | --- | --- |
| 1 | Thành phố Hòa Giang | 2 | 7 | 1 | 10 |
| 2 | Huyện Đắk Sơn | 5 | 1 | 3 | 9 |
| 3 | Huyện Trà Lĩnh | 6 | 1 | 2 | 9 |
| 4 | Thị xã An Phú | 1 | 2 | 0 | 3 |
| | Cộng | 14 | 11 | 6 | 31 |

## II. Tiến độ

| TT | Công việc | Cơ quan chủ trì | Hoàn thành |
| --- | --- | --- | --- |
| 1 | Lập danh sách thôn, tổ dân phố | Phòng Dân tộc | 20/2/2021 |
| 2 | Tập huấn hòa giải viên | Sở Tư pháp | 15/4/2021 |

## III. Tổ chức thực hiện

- Phòng Dân tộc theo dõi việc thực hiện Kế hoạch.

TRƯỞNG BAN

Đinh Công Lý
"""

REPORT = """\
TỈNH ỦY HÒA GIANG
BAN DÂN VẬN
*
Số 90-BC/BDVTU
Hòa Giang, ngày 20 tháng 12 năm 2020

# BÁO CÁO

**tổng kết tổ hòa giải điểm năm 2020**

## I. Kết quả năm 2020

Năm 2020 thẩm định 20 tổ hòa giải điểm; có 15 tổ đạt, chiếm 75%. Cụ thể:

| TT | Địa phương | Đề nghị | Đạt | Chưa đạt |
| --- | --- | --- | --- | --- |
| 1 | Huyện Đắk Sơn | 12 | 9 | 3 |
| 2 | Huyện Trà Lĩnh | 8 | 6 | 2 |
| | Cộng | 20 | 15 | 5 |

TRƯỞNG BAN

Đinh Công Lý
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("kho")
    build(folder, FILES | {"ke-hoach/kh-22.md": PLAN, "bao-cao/bc-90.md": REPORT})
    with Archive.open(tmp_path_factory.mktemp("data"), create=True) as opened:
        sync(opened, folder, embedder=None, report=lambda _: None)
        yield opened


@pytest.fixture(scope="module")
def ask(archive: Archive) -> Ask:
    return asking(archive, Assistant(archive, None), date(2021, 6, 1))


def plan_tables(archive: Archive) -> list[Table]:
    scope = Scope(archive.collections())
    rows, _ = archive.documents(scope=scope, limit=10)
    (document,) = [row for row in rows if row.number == "22-KH/BDVTU"]
    return tables_of(document, archive.document_passages(document.id, scope=scope))


def told(answer: Answer) -> list[str]:
    """The lines that tell something, less how the question was understood."""
    return [line.text for line in answer.lines if line.role is not LineRole.SCOPE]


@pytest.mark.parametrize(
    ("question", "line"),
    [
        (
            "Năm 2021 huyện Đắk Sơn được giao bao nhiêu tổ hòa giải?",
            "Huyện Đắk Sơn: Nông thôn 5; Đô thị 1; Vùng giáo 3; Tổng 9.",
        ),
        ("dak son nam 2021 dc giao bn to hoa giai vung giao", "Huyện Đắk Sơn – Vùng giáo: 3."),
        ("kh 22 giao Trà Lĩnh mấy tổ hòa giải nông thôn", "Huyện Trà Lĩnh – Nông thôn: 6."),
        ("hoà giang tp có bao nhiêu tổ hòa giải đô thị năm 2021", "Thành phố Hòa Giang – Đô thị: 7."),
        ("năm 2020 Đắk Sơn còn mấy tổ hòa giải chưa đạt", "Huyện Đắk Sơn – Chưa đạt: 3."),
    ],
)
def test_a_cell_is_told_from_its_row(ask: Ask, question: str, line: str) -> None:
    answer = ask(question)
    assert answer.verdict is Verdict.ANSWERED
    assert told(answer) == [line]
    assert answer.citations[0].quote.startswith(("1 |", "2 |", "3 |"))


def test_a_row_of_a_plan_is_told_as_planned(ask: Ask) -> None:
    answer = ask("Năm 2021 huyện Đắk Sơn được giao bao nhiêu tổ hòa giải?")
    assert [line.role for line in answer.lines if line.markers] == [LineRole.PLAN]


def test_the_total_row_answers_for_the_province(ask: Ask) -> None:
    answer = ask("tổng số tổ hòa giải đô thị toàn tỉnh năm 2021")
    assert "Cộng – Đô thị: 11." in told(answer)


def test_another_year_is_not_answered_from_the_table(ask: Ask) -> None:
    answer = ask("Năm 2019 huyện Đắk Sơn được giao bao nhiêu tổ hòa giải?")
    assert answer.verdict is Verdict.NOT_FOUND


def test_a_table_does_not_count_what_it_does_not_name(ask: Ask) -> None:
    answer = ask("Năm 2021 huyện Đắk Sơn có bao nhiêu đảng viên?")
    assert answer.verdict is Verdict.NOT_FOUND


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("xã Đắk Sơn được giao bao nhiêu tổ", []),
        ("tỉnh Hòa Giang có bao nhiêu tổ", []),
        ("Đắk Sơn và TP Hòa Giang được giao bao nhiêu tổ", ["Thành phố Hòa Giang", "Huyện Đắk Sơn"]),
    ],
)
def test_a_place_of_another_sort_is_another_place(archive: Archive, question: str, named: list[str]) -> None:
    shares, _ = plan_tables(archive)
    asked = table_question(understand(Question(question, date(2021, 6, 1))))
    assert [shares.name(row) for row, _ in rows_named(shares, asked)] == named


def test_the_most_is_computed_over_every_row(ask: Ask) -> None:
    answer = ask("Địa phương nào được giao nhiều tổ hòa giải nhất năm 2021?")
    assert "Nhiều nhất (Tổng): Thành phố Hòa Giang – 10." in told(answer)
    (computed,) = [value for value in answer.computed if value.value == "10"]
    assert len(computed.sources) == 4


def test_a_tie_names_all(ask: Ask) -> None:
    answer = ask("huyện nào được giao nhiều tổ hòa giải nhất năm 2021")
    assert "Nhiều nhất (Tổng): Huyện Đắk Sơn; Huyện Trà Lĩnh – 9." in told(answer)


def test_columns_are_compared_where_they_are_asked_for(ask: Ask) -> None:
    answer = ask("loại hình nào có nhiều tổ hòa giải nhất năm 2021")
    assert "Nhiều nhất (Cộng): Nông thôn – 14." in told(answer)


def test_rows_that_hold_a_number(ask: Ask) -> None:
    assert told(ask("huyện nào năm 2020 chỉ có 2 tổ hòa giải chưa đạt")) == ["Huyện Trà Lĩnh – Chưa đạt: 2."]
    assert told(ask("địa phương nào được giao trên 9 tổ hòa giải năm 2021")) == [
        "Thành phố Hòa Giang – Tổng: 10."
    ]


def test_two_rows_are_compared_with_their_difference(ask: Ask) -> None:
    answer = ask("so sánh số tổ hòa giải nông thôn năm 2021 của Đắk Sơn và Trà Lĩnh")
    assert told(answer) == [
        "Huyện Đắk Sơn – Nông thôn: 5.",
        "Huyện Trà Lĩnh – Nông thôn: 6.",
        "Huyện Trà Lĩnh nhiều hơn Huyện Đắk Sơn 1 (Nông thôn).",
    ]


def test_the_columns_are_what_a_table_is_divided_by(ask: Ask) -> None:
    assert "Nông thôn; Đô thị; Vùng giáo." in told(
        ask("3 loại hình tổ hòa giải 2021 gồm những loại hình nào")
    )
    assert "Nông thôn; Đô thị; Vùng giáo." not in told(
        ask("5 loại hình tổ hòa giải 2021 gồm những loại hình nào")
    )


def test_a_list_is_asked_for_by_how_many(ask: Ask) -> None:
    answer = ask("tổ hòa giải điểm năm 2021 phân bổ theo mấy loại hình, kể ra")
    assert "Nông thôn; Đô thị; Vùng giáo." in told(answer)


def test_a_row_is_found_by_its_number(ask: Ask) -> None:
    answer = ask("kh 22 bảng tiến độ dòng 2 là việc gì")
    assert told(answer) == ["Tập huấn hòa giải viên: Cơ quan chủ trì: Sở Tư pháp; Hoàn thành: 15/4/2021."]


def test_a_ratio_is_read_above_the_table_and_never_worked_out(ask: Ask) -> None:
    answer = ask("tỷ lệ tổ hòa giải đạt năm 2020 là bao nhiêu")
    assert told(answer) == ["Năm 2020 thẩm định 20 tổ hòa giải điểm; có 15 tổ đạt, chiếm 75%."]
    answer = ask("tỷ lệ tổ hòa giải đạt của Đắk Sơn năm 2020")
    assert answer.verdict is Verdict.PARTIAL
    assert "%" not in answer.text


def test_a_question_about_work_is_left_to_the_passages(ask: Ask) -> None:
    answer = ask("Phòng Dân tộc làm gì trong Kế hoạch 22?")
    assert any("theo dõi việc thực hiện Kế hoạch" in line for line in told(answer))


def test_a_table_knows_its_total_its_figures_and_its_introduction(archive: Archive) -> None:
    shares, schedule = plan_tables(archive)
    assert [shares.columns[column] for column in shares.numeric] == [
        "Nông thôn",
        "Đô thị",
        "Vùng giáo",
        "Tổng",
    ]
    assert shares.total is not None
    assert shares.total.figure(5) == 31
    assert [shares.name(row) for row in shares.body][-1] == "Thị xã An Phú"
    assert shares.intro is not None
    assert shares.intro.text.startswith("Toàn tỉnh xây dựng 31")
    assert schedule.numeric == ()
    assert schedule.intro is None


@pytest.mark.parametrize(
    ("cell", "number"),
    [("1.250", "1250"), ("84,4%", "84.4"), ("06/9/2023", None), ("05 xã", None), ("-", None)],
)
def test_a_figure_is_a_number_alone(cell: str, number: str | None) -> None:
    figure = figure_of(cell)
    assert (None if figure is None else f"{figure.normalize():f}") == number


def test_a_quoted_row_reads_under_its_header() -> None:
    assert (
        readable("TT | Công việc | Hoàn thành", "1 | Tập huấn | 15/4/2021")
        == "Công việc: Tập huấn; Hoàn thành: 15/4/2021"
    )
    assert readable("TT | Công việc", "Tập huấn") is None

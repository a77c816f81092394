"""Which passages tell what is asked: a figure, money, a share, a place, a day; and of which time they tell."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answer import Answer, Verdict
from assistant.assistant import Assistant
from assistant.evidence import Fit, fit
from ingest.archive.archive import Archive
from ingest.archive.records import DocumentRow
from ingest.document import Passage, Period, Scope
from tests.assistant.conftest import Ask

Papers = tuple[Archive, Assistant]
APRIL = Period(date(2023, 4, 1), date(2023, 4, 30), "tháng 4")
MAY = Period(date(2023, 5, 1), date(2023, 5, 31), "tháng 5")
JUNE = Period(date(2023, 6, 1), date(2023, 6, 30), "tháng 6")
SECOND_QUARTER = Period(date(2023, 4, 1), date(2023, 6, 30), "quý II")
THIRD_QUARTER = Period(date(2023, 7, 1), date(2023, 9, 30), "quý III")
YEAR = Period(date(2023, 1, 1), date(2023, 12, 31), "năm 2023")
NEXT_YEAR = Period(date(2024, 1, 1), date(2024, 12, 31), "năm 2024")


def _told(answer: Answer) -> str:
    return " ".join(line.text for line in answer.lines if line.markers)


@pytest.mark.parametrize(
    ("question", "held", "left"),
    [
        ("hỗ trợ sửa bể chứa bao nhiêu tiền", "350 triệu đồng", "07 bản"),
        ("ho tro sua be chua bao nhieu kinh phi", "350 triệu đồng", "07 bản"),
        ("hỗ trợ sửa bể chứa cho bao nhiêu bản", "07 bản", "350 triệu"),
        ("ký cam kết tiết kiệm nước với bao nhiêu hộ", "40 hộ", "quý III"),
        ("ký cam kết tiết kiệm nước tại hội trường nào", "Nhà văn hóa thị trấn", "07 bản"),
        ("hộ nộp quỹ nước sạch đạt bao nhiêu phần trăm", "87%", "đúng hạn"),
        ("thời hạn trả lời kiến nghị công dân là mấy ngày", "15 ngày làm việc", "mỗi tháng"),
    ],
)
def test_only_what_tells_the_sort_of_thing_asked_for_answers(
    ask_papers: Ask, question: str, held: str, left: str
) -> None:
    answer = ask_papers(question)
    assert answer.verdict in (Verdict.ANSWERED, Verdict.PARTIAL)
    assert held in _told(answer)
    assert left not in _told(answer)


@pytest.mark.parametrize(
    "question",
    [
        "hỗ trợ sửa bể chứa ở đâu",
        "cấp phát tài liệu song ngữ hết bao nhiêu tiền",
        "dự lễ tại cơ sở thờ tự chiếm bao nhiêu phần trăm",
        "khảo sát nguồn nước tại huyện Đông Phú bao nhiêu điểm",
        "huyện Đông Phú gửi báo cáo kiểm kê trạm cấp nước ngày nào",
    ],
)
def test_where_nothing_tells_it_the_assistant_is_silent(ask_papers: Ask, question: str) -> None:
    answer = ask_papers(question)
    assert answer.verdict is Verdict.NOT_FOUND
    assert not answer.citations


@pytest.mark.parametrize(
    "question",
    ["số lượng thí sinh dự hội thi tuyên truyền viên giỏi là bao nhiêu", "lực lượng dự thi bao nhiêu"],
)
def test_a_quantity_is_no_wage(ask_papers: Ask, question: str) -> None:
    assert not ask_papers(question).understood.asks_money
    assert ask_papers("mức lương cán bộ xã là bao nhiêu").understood.asks_money


# -- the time a passage tells of -----------------------------------------------------------------------


def found(papers: Papers, words: str) -> tuple[Passage, DocumentRow]:
    """The one passage that holds ``words``, and its document."""
    archive, _ = papers
    scope = Scope(archive.collections())
    rows, _ = archive.documents(scope=scope, limit=50)
    (one,) = [
        (passage, row)
        for row in rows
        for passage in archive.document_passages(row.id, scope=scope)
        if words in passage.text
    ]
    return one


@pytest.mark.parametrize(
    ("words", "asked", "fits"),
    [
        ("206/214 hộ dân", APRIL, Fit.EXACT),
        ("206/214 hộ dân", MAY, Fit.OTHER),
        ("206/214 hộ dân", SECOND_QUARTER, Fit.EXACT),
        ("Thăm các chức sắc tiêu biểu", MAY, Fit.EXACT),  # planned for May in the report of April
        ("Thăm các chức sắc tiêu biểu", APRIL, Fit.OTHER),
        ("sửa chữa được 21 trạm", YEAR, Fit.EXACT),
        ("sửa chữa được 21 trạm", APRIL, Fit.BROAD),
        ("sửa chữa được 21 trạm", NEXT_YEAR, Fit.OTHER),
        ("mô hình bể chứa tập trung", NEXT_YEAR, Fit.EXACT),
        ("đồng hồ nước 500.000 đồng", YEAR, Fit.EXACT),
        ("500.000 đồng", NEXT_YEAR, Fit.OTHER),
        ("120 đoàn viên", NEXT_YEAR, Fit.EXACT),  # an undated draft, of the year its title names
        ("120 đoàn viên", YEAR, Fit.OTHER),
    ],
)
def test_the_time_of_a_passage(papers: Papers, words: str, asked: Period, fits: Fit) -> None:
    assert fit(*found(papers, words), [asked]) is fits


def test_a_quarter_named_in_a_text_is_a_name_and_a_month_is_a_time(papers: Papers) -> None:
    conference = found(papers, "Hội nghị giao ban quý III năm 2023")
    assert fit(*conference, [THIRD_QUARTER]) is Fit.EXACT
    assert fit(*conference, [THIRD_QUARTER], of_tasks=True) is Fit.OTHER  # what was done in it is asked
    assert fit(*found(papers, "lùi sang tháng 6"), [JUNE]) is Fit.OTHER  # told in April of April


def test_what_is_asked_of_no_time_is_told_of_any(papers: Papers) -> None:
    assert fit(*found(papers, "206/214 hộ dân"), []) is Fit.EXACT


def test_a_thing_named_by_its_quarter_is_found_where_it_was_prepared(ask_papers: Ask) -> None:
    answer = ask_papers("hội nghị giao ban quý III năm 2023 chuẩn bị thế nào")
    assert answer.verdict is Verdict.ANSWERED
    assert {citation.document.number for citation in answer.citations} == {"204-BC/BDVTU"}


def test_what_was_moved_to_a_month_is_not_told_as_done_in_it(ask_papers: Ask) -> None:
    answer = ask_papers("kết quả gặp mặt chức sắc tôn giáo tháng 6/2023")
    assert answer.verdict is Verdict.NOT_FOUND
    assert not answer.citations

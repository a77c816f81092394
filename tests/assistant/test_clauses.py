"""A question of several clauses is asked by one of them where the whole finds nothing."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answer import Question, Verdict
from assistant.clauses import clause_alone
from tests.assistant.conftest import Ask


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        (
            "tết vừa rồi trao bao nhiêu suất quà cho hộ nghèo, hơn năm trước mấy suất",
            "tết vừa rồi trao bao nhiêu suất quà cho hộ nghèo",
        ),
        (
            "tháng 11/2023, lớp bồi dưỡng nghiệp vụ dân vận có bao nhiêu học viên",
            "lớp bồi dưỡng nghiệp vụ dân vận có bao nhiêu học viên tháng 11/2023",
        ),
        ("lớp bồi dưỡng nghiệp vụ có bao nhiêu học viên", None),
        ("Quyết định số 118-QĐ/TU, ngày 22/3/2021 bị văn bản nào thay thế", None),
        ("ai ký, gửi đâu", None),
    ],
)
def test_the_clause_that_says_most_stands_alone(question: str, clause: str | None) -> None:
    assert clause_alone(Question(question, date(2024, 2, 26))) == clause


def test_a_clause_answers_in_part_and_is_shown(ask_papers: Ask) -> None:
    whole = ask_papers("vì sao hội thi tuyên truyền viên giỏi phải lùi")
    assert whole.verdict is Verdict.ANSWERED
    answer = ask_papers(
        "vì sao hội thi tuyên truyền viên giỏi phải lùi, truyền hình tỉnh quay phim mấy buổi, phát sóng kênh nào"
    )
    assert answer.verdict is Verdict.PARTIAL
    assert "do mưa lũ" in answer.text
    assert any("hội thi tuyên truyền viên giỏi phải lùi" in note for note in answer.notes)


def test_no_clause_of_what_is_told_nowhere_is_answered_nearly(ask_papers: Ask) -> None:
    answer = ask_papers("giá vàng hôm qua bao nhiêu một lượng, tỷ giá đô la ngân hàng nào cao nhất")
    assert answer.verdict is Verdict.NOT_FOUND

"""`python -m eval.forms`: what makes two answers the same, and that its ten questions are there."""

from __future__ import annotations

import pytest

from eval.answers.asked import Asked
from eval.forms import TEN, differences, questions


def answer(*texts: str, verdict: str = "answered") -> Asked:
    lines = [{"text": text, "markers": [], "role": "result", "computed": []} for text in texts]
    return Asked(questions().questions[0], {"verdict": verdict, "lines": lines, "citations": []})  # type: ignore[typeddict-item]


def test_the_ten_questions_are_single_ones_of_the_real_documents() -> None:
    asked = questions()
    assert [question.id for question in asked.questions] == list(TEN)
    assert {question.turn for question in asked.questions} == {1}
    assert asked.only == ()


@pytest.mark.parametrize(
    ("other", "exact", "same"),
    [
        (answer("Tổ chức 05 hội nghị ngày 25/02/2020. [2]"), True, True),  # another marker
        (answer("Tổ chức 05 hội nghi ngày 25/02/2020. [1]"), True, False),
        (answer("Tô chức 05 hội nghi ngày 25/02/2020. [1]"), False, True),  # letters of a scan
        (answer("Tổ chức 06 hội nghị ngày 25/02/2020. [1]"), False, False),  # never a number
        (answer("Tổ chức 05 hội nghị ngày 26/02/2020. [1]"), False, False),
        (answer("Tổ chức 05 hội nghị ngày 25/02/2020. [1]", "Một việc khác. [2]"), False, False),
        (answer(), False, False),
        (answer("Tổ chức 05 hội nghị ngày 25/02/2020. [1]", verdict="partial"), False, False),
    ],
)
def test_answers_are_held_against_each_other(other: Asked, exact: bool, same: bool) -> None:
    wanted = answer("Tổ chức 05 hội nghị ngày 25/02/2020. [1]")
    assert (list(differences(wanted, other, exact=exact)) == []) is same

"""The fall between plain and buried answers: paired by question, and silent about the questions of reporting."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.answers import burying
from eval.answers.asked import Asked
from eval.answers.scoring import Score, score
from tests.eval.answers.planted import MARCH_2023, asked, plan, silent, with_line

ANOTHER_YEAR = with_line(
    "Trình Kế hoạch.", "Trình Kế hoạch.", served=plan("Trình Kế hoạch.", period=MARCH_2023)
)


def scores(*answers: Asked) -> list[Score]:
    return [
        score(replace(one, question=replace(one.question, id=f"q{number}")))
        for number, one in enumerate(answers, 1)
    ]


def test_a_fall_counts_the_questions_that_changed_whatever_their_order() -> None:
    plain = scores(asked(), asked(), asked(silent()), asked())
    buried = scores(asked(), ANOTHER_YEAR, asked(), asked(silent()))[::-1]
    found = {fall.key: fall for fall in burying.falls({"tuning": plain}, {"tuning": buried})}
    assert found["correct"].points == pytest.approx(25)  # three right before, two after
    assert found["facts_cited"].points == 0  # one lost, one won
    assert found["right_period"].points == pytest.approx(25)
    low, high = found["facts_cited"].interval or (0, 0)
    assert low < 0 < high
    assert burying.lost(plain, buried) == ["q2", "q4"]


def test_the_questions_of_the_reporting_part_are_only_counted() -> None:
    plain, buried = {"reporting": scores(asked())}, {"reporting": scores(asked(silent()))}
    assert burying.to_json(plain, buried)["lost"] == []
    text = burying.to_text(plain, buried)
    assert "1 câu chỉ sai khi nằm lẫn" in text
    assert "q1" not in text
    assert "100,0% → 0,0%; giảm 100,0 điểm, n = 1" in text

"""Figures, their intervals, and the two forms of the report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.answers.figures import Figure, figures
from eval.answers.intervals import of_mean, of_share
from eval.answers.report import to_json, to_text
from eval.answers.scoring import Score, score
from eval.baselines.__main__ import flatten, guarded
from tests.eval.answers.planted import QUESTION, TASK, UNANSWERABLE, asked, good, silent, with_line


def scores() -> list[Score]:
    """Right; invented; a false refusal; a false answer; a right silence."""
    made = [
        asked(),
        with_line("Trình 12 Kế hoạch gặp gỡ công nhân."),
        asked(silent()),
        asked(good(), question=UNANSWERABLE),
        asked(silent(), question=replace(UNANSWERABLE, text="thang 9 co gi", kind="fact")),
    ]
    return [
        score(replace(one, question=replace(one.question, id=f"q{number}")))
        for number, one in enumerate(made, 1)
    ]


def named(found: tuple[Figure, ...]) -> dict[str, Figure]:
    return {figure.key: figure for figure in found}


def test_the_figures_count_what_they_say() -> None:
    found = named(figures(scores()))
    counted = {key: (figure.hits, figure.of) for key, figure in found.items() if figure.hits is not None}
    assert counted == {
        "correct": (2, 5),
        "facts_cited": (2, 3),  # over the answerable: the one with an invented number is complete, too
        "verdict": (3, 5),
        "no_false_answer": (1, 2),
        "no_false_refusal": (2, 3),
        "no_needless_question": (3, 3),
        "verbatim": (3, 3),
        "no_invented": (2, 3),
        "right_period": (2, 2),
        "no_plan_as_result": (3, 3),
        "no_forbidden": (3, 3),
        "no_failure": (5, 5),
    }
    assert found["facts_found"].value == pytest.approx(2 / 3)
    assert found["crag"].value == pytest.approx((1 - 1 + 0 - 1 + 1) / 5)
    assert found["correct"].interval == of_share(2, 5)


def test_nothing_to_measure_on_is_no_figure() -> None:
    found = named(figures([score(asked(silent(), question=UNANSWERABLE))]))
    assert found["no_invented"].value is None
    assert found["no_invented"].interval is None
    assert found["facts_found"].value is None


def test_wilson_and_bootstrap() -> None:
    low, high = of_share(9, 10) or (0.0, 0.0)
    assert (low, high) == pytest.approx((0.5958, 0.9821), abs=1e-4)  # Wilson (1927), 9 of 10
    assert of_share(0, 0) is None
    low, high = of_mean([0.0, 1.0] * 20) or (0.0, 0.0)
    assert 0.3 < low < 0.5 < high < 0.7
    assert of_mean([0.0, 1.0] * 20) == (low, high)  # the same scores, the same interval
    assert of_mean([1.0, 1.0, 1.0]) == (1.0, 1.0)
    assert of_mean([1.0]) is None


def test_json_is_what_the_baselines_guard() -> None:
    found = to_json({"tuning": scores()})
    flat = dict(flatten(guarded(found)))
    assert flat["correct"] == 0.4
    assert flat["no_invented"] == pytest.approx(0.6667)
    assert flat["kind.tasks"] == 0.25
    assert flat["marks.unaccented"] == 1.0
    assert "ms_p50" not in flat
    assert all(value <= 1 for value in flat.values())  # shares and scores only: no count, no bound
    wrong = {one["id"]: one for one in found["questions"] if not one["correct"]}
    assert wrong["q2"]["invented"] == ["12"]
    assert wrong["q2"]["lines"][1] == TASK
    intervals = {(row["of"], row["figure"]): row for row in found["intervals"]}
    assert intervals["all", "correct"]["cases"] == 5
    assert intervals["all", "correct"]["low"] < 0.4 < intervals["all", "correct"]["high"]


def test_a_part_has_its_own_figures_where_several_ran() -> None:
    found = to_json({"tuning": scores()[:1], "reporting": scores()[1:]})
    assert found["part"]["tuning"]["correct"] == 1.0
    assert found["part"]["reporting"]["correct"] == 0.25


def test_the_text_names_faults_by_their_failures_and_each_wrong_question() -> None:
    text = to_text({"tuning": scores()})
    assert "5 câu hỏi (tuning 5)" in text
    row = next(line for line in text.splitlines() if "không có căn cứ" in line)
    assert "33,3%  1/3" in row
    assert f"q2: answered – {QUESTION.text}" in text
    assert "không có căn cứ: 12" in text
    assert "q3: not_found (cần answered)" in text
    assert "q1:" not in text


def test_the_questions_of_the_reporting_part_are_not_shown() -> None:
    text = to_text({"reporting": scores()})
    assert "Phần reporting: 3 câu chưa đúng" in text
    assert "q2" not in text

"""Answers with and without vectors: the kinds side by side, and the difference over all questions."""

from __future__ import annotations

from dataclasses import replace

from eval.answers.asked import Asked
from eval.answers.scoring import Score, score
from eval.answers.vectors import to_text
from tests.eval.answers.planted import asked, silent


def scores(*answers: Asked) -> list[Score]:
    return [
        score(replace(one, question=replace(one.question, id=f"q{number}")))
        for number, one in enumerate(answers, 1)
    ]


def test_what_the_vectors_add_is_told_by_kind_and_over_all() -> None:
    with_vectors = {"tuning": scores(asked(), asked(), asked(), asked(silent()))}
    words_only = {"tuning": scores(asked(), asked(silent()), asked(), asked(silent()))}
    kind = with_vectors["tuning"][0].question.kind
    lines = to_text(with_vectors, words_only).splitlines()
    assert f"| {kind} | 4 | 3 | 2 |" in lines
    assert any("75.0 % có véc-tơ, 50.0 % chỉ theo từ; hơn +25.0 điểm" in line for line in lines)

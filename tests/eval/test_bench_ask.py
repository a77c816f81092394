"""The questions of the bench: every kind, half of them typed in haste, and no round that repeats another."""

from __future__ import annotations

import re

from eval.bench.ask import round_of, texts

YEARS = range(2003, 2023)
_YEAR = re.compile(r"\b20\d\d\b")


def test_half_of_the_questions_are_typed_without_marks() -> None:
    asked = texts()
    assert len(asked) == len(set(asked)) == 40
    assert sum(text.isascii() for text in asked) == 20


def test_a_question_with_a_year_is_about_another_year_in_each_round() -> None:
    for first, second in zip(round_of(0, YEARS), round_of(1, YEARS), strict=True):
        assert _YEAR.sub("{y}", first) == _YEAR.sub("{y}", second)
        assert first != second or not _YEAR.search(first)

"""What shares no word with the question but its meaning: shown as near and unverified, never as the answer."""

from __future__ import annotations

import pytest

from assistant.answer import Verdict
from tests.assistant.conftest import Ask


def test_an_english_question_shows_the_vietnamese_passages_unverified(ask: Ask) -> None:
    answer = ask("Which meetings with voters are prepared?")
    assert answer.verdict is Verdict.NOT_FOUND
    assert (answer.lines, answer.citations) == ((), ())
    assert "tiếp xúc cử tri" in answer.nearest[0].text


@pytest.mark.parametrize(
    "question", ["recipe for chocolate cake", "giá vàng thế giới", "football world cup results"]
)
def test_nothing_is_near_what_the_archive_knows_nothing_of(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.verdict is Verdict.NOT_FOUND
    assert answer.nearest == ()

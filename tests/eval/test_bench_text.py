"""Synthetic text: the same every time, and shaped like what it stands for."""

from __future__ import annotations

from eval.bench.text import passages, questions
from ingest.vietnamese.tokens import syllables


def test_the_same_seed_gives_the_same_text() -> None:
    assert passages(20) == passages(20)
    assert questions(5) == questions(5)
    assert list(passages(30).items())[:20] == list(passages(20).items())


def test_passages_are_of_the_length_of_real_ones_and_differ() -> None:
    made = list(passages(300).values())
    assert len(set(made)) == 300
    mean = sum(len(syllables(text)) for text in made) / len(made)
    assert 60 < mean < 160


def test_some_words_are_common_and_most_are_rare() -> None:
    seen: dict[str, int] = {}
    for text in passages(300).values():
        for syllable in set(syllables(text)):
            seen[syllable] = seen.get(syllable, 0) + 1
    assert max(seen.values()) > 60
    assert sum(count <= 15 for count in seen.values()) > len(seen) / 3

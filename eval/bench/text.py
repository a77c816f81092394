"""Synthetic Vietnamese for measuring speed where no development data is: the same seed, the same text.

Syllables are onsets joined to rimes, words are one or two syllables, and word frequencies fall off as in
real text (Zipf), so that index sizes and query times are of the right order. It means nothing.
"""

from __future__ import annotations

import random
from itertools import accumulate

SEED = 20200225
WORDS = 12_000
PASSAGE_WORDS = (25, 120)  # words of one or two syllables: some 100 syllables a passage
QUESTION_WORDS = (5, 10)

ONSETS = "b c ch d đ g gi h kh l m n ng nh ph q r s t th tr v x".split()
RIMES = (
    "a à á ả ã ạ an án ạn ang áng ao áo ay ây ấy âm ân ấn ập âu ậu e en eo ê ên ến iên iến iện iêu iều "
    "inh ình ính i ì í o oa oàn oạch oi ong ông ốc ôi ội ơ ơi ới u ung ụng uân uật uy uyên uyền ư ưng "
    "ương ường ước ưới"
).split()


def passages(count: int) -> dict[str, str]:
    """``count`` passages by id."""
    chance = random.Random(SEED)
    words, weights = _words(chance)
    return {f"p{i}": _text(chance, words, weights, PASSAGE_WORDS) + "." for i in range(count)}


def questions(count: int) -> list[str]:
    """``count`` questions over the same words."""
    chance = random.Random(SEED)
    words, weights = _words(chance)
    return [_text(chance, words, weights, QUESTION_WORDS) + "?" for _ in range(count)]


def _words(chance: random.Random) -> tuple[list[str], list[float]]:
    """Words and their cumulative weights."""
    syllables = [onset + rime for onset in ONSETS for rime in RIMES]
    chance.shuffle(syllables)
    words = syllables + [f"{chance.choice(syllables)} {chance.choice(syllables)}" for _ in range(WORDS)]
    chance.shuffle(words)
    return words, list(accumulate(1 / (rank + 10) for rank in range(len(words))))


def _text(chance: random.Random, words: list[str], weights: list[float], length: tuple[int, int]) -> str:
    return " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(*length))).capitalize()

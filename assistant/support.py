"""What of a line stands in none of the texts it may lean on: numbers, dates and names (promise 2).

A line is read as whole supporting texts (a quote, a lead-in, a heading value, a computed value) set into words
that tie them together. What a support covers is taken as it is; the tying words may hold no figure, no number in
words, no Roman numeral and no name, and no two supports may grow together into a number or name that neither
holds.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from ingest.vietnamese.numbers import TYPE_NAMES
from ingest.vietnamese.text import match_copy

_DATA: dict[str, list[str]] = tomllib.loads(
    files(__package__).joinpath("number_words.toml").read_text(encoding="utf-8")
)
_NUMBER_WORD = re.compile(
    r"(?i)(?<!\w)(?:" + "|".join(map(re.escape, (*_DATA["phrases"], *_DATA["words"]))) + r")(?!\w)"
)
_ROMAN = re.compile(r"(?<!\w)[IVXLCDM]+(?!\w)")
_WORD = re.compile(r"[^\W\d_]+")
# A support is found as a whole: no letter, digit or combining mark goes on at its ends.
_INSIDE = r"[\w\u0300-\u036f]"
# Before and after a support that begins or ends with a figure: what makes it another figure. "9" is not held by
# "9%", "9,5", "9/2024", "9 / 2024", "1.009", "-9" or "1 009"; it is by "tháng 02: 9 xã" and "1. 9 xã".
_FIGURE_BEFORE = re.compile(r"(?:\d[.,/:\-–—−\s]|\d\s?/\s?|(?<!\w)[+\-–—−])$")
_FIGURE_AFTER = re.compile(r"\s?[%‰°]|[.,/:\-–—−\s]\d|\s?/\s?\d")
_SENTENCE_START = re.compile(r"(?:^|[.!?…]\s)\W*$")
_BLANK = "\n"
_MOST_COPIED = 2_000


def unsupported(text: str, support: Sequence[str]) -> list[str]:
    """The numbers, dates and names of ``text`` that stand in none of ``support``."""
    copy, blanked = match_copy(text).text, rest(text, support)
    return [
        *(word for word in blanked.split() if any(char.isnumeric() for char in word)),
        *(found.group() for found in _NUMBER_WORD.finditer(blanked)),
        *(found.group() for found in _ROMAN.finditer(blanked)),
        *_names(copy, blanked),
        *_seams(copy, blanked),
    ]


def rest(text: str, support: Sequence[str]) -> str:
    """The match copy of ``text``, as long as it is, with what stands in ``support`` (and the names of document
    types) blanked: the words that tie the supports together."""
    copy = match_copy(text).text
    known = sorted({_copied(words) for words in support}, key=len, reverse=True)
    blanked = list(copy)
    for words in (*known, *sorted(TYPE_NAMES.values(), key=len, reverse=True)):
        if words not in copy or not words.strip():  # most are not: no pattern need be compiled for them
            continue
        for found in re.finditer(rf"(?<!{_INSIDE}){re.escape(words)}(?!{_INSIDE})", copy):
            start, end = found.span()
            if _BLANK not in blanked[start:end] and _is_whole(copy, start, end):
                blanked[start:end] = _BLANK * (end - start)
    return "".join(blanked)


@lru_cache(maxsize=_MOST_COPIED)
def _copied(words: str) -> str:
    """The match copy: each line of an answer leans on the heading of its document again."""
    return match_copy(words).text


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether the figure at either end of the range is a figure of its own."""
    if text[start].isnumeric() and _FIGURE_BEFORE.search(text[:start]):
        return False
    return not (text[end - 1].isnumeric() and _FIGURE_AFTER.match(text, end))


def _names(text: str, blanked: str) -> Iterator[str]:
    """Runs of capitalised words in ``blanked``; one that opens a sentence is only its first letter, unless it has more
    capitals."""
    run: list[re.Match[str]] = []
    for word in [*_WORD.finditer(blanked), None]:
        if run and (word is None or not word[0][0].isupper() or blanked[run[-1].end() : word.start()] != " "):
            first = run[0]
            opens = _SENTENCE_START.search(text[: first.start()]) is not None
            if len(run) > 1 or not opens or (len(first[0]) > 1 and first[0].isupper()):
                yield blanked[first.start() : run[-1].end()]
            run = []
        if word is not None and word[0][0].isupper():
            run.append(word)


def _seams(text: str, blanked: str) -> Iterator[str]:
    """Two capitalised words with only a space between, each at the edge of another support: "Nguyễn Văn" + "Hoa"."""
    for left, right in pairwise(_WORD.finditer(text)):
        gap = slice(left.end(), right.start())
        joined = text[gap] == " " and blanked[gap] == " "
        held = _BLANK in blanked[left.start() : left.end()] and _BLANK in blanked[right.start() : right.end()]
        if joined and held and left[0][0].isupper() and right[0][0].isupper():
            yield text[left.start() : right.end()]

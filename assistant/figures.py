"""Figures of a text with what they count, for sums and differences: only like is put beside like."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from itertools import takewhile

from ingest.vietnamese.text import fold, match_copy

# What stands in brackets explains the figure before it ("(kế hoạch 02 lớp)"); it is no figure of its own.
_BRACKETS = re.compile(r"\([^()]*\)")
# A number, perhaps done of planned ("02/03"), and the two syllables after it; no date, label or document number.
_FIGURE = re.compile(
    r"(?<![\w/.,-])(?<!ngay )(?<!thang )(?<!nam )(?<!quy )(?<!so )(?<!dieu )(?<!khoan )(?<!khoa )"
    r"(\d{1,3}(?:\.\d{3})+|\d+)(?:/(\d+))?\s+([a-z]+)(?:\s+([a-z]+))?"
)
_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,2}")
# "01 đơn vị còn lại chuyển sang tháng 8": what was not done explains the figure before it as well.
_LEFT_OVER = re.compile(
    r"\b\d+ [a-z]+(?: [a-z]+)? (?:con lai|chua [a-z]+)\b[^;]*?\b(?:chuyen|lui|doi|gac) (?:sang|lai|den)\b[^;]*"
)
# Told up to a day or from the start of the year: such figures hold the earlier ones and are never added.
_CUMULATIVE = re.compile(
    r"\b(den (het )?(ngay|thang|nay|cuoi)|tinh den|luy ke|cong don|tu dau (nam|nhiem ky|quy)|con lai|tong so)\b"
)
# "Chưa tổ chức được buổi đối thoại nào": none, whatever was planned.
_NONE = re.compile(r"^(chua|khong)\b.*\bnao\b")


@dataclass(frozen=True, slots=True)
class Figure:
    value: int  # of "02/03" what was done: 2
    planned: int | None  # of "02/03" the 3
    unit: tuple[str, ...]  # the one or two folded syllables after it
    said: str = ""  # up to three words after it, as written


def figures(text: str) -> tuple[Figure, ...]:
    """Every figure of the text outside brackets, less what is left over of one, in order."""
    copy = match_copy(text).text
    folded = _plain(fold(copy))
    return tuple(
        Figure(
            int(found[1].replace(".", "")),
            int(found[2]) if found[2] else None,
            tuple(word for word in (found[3], found[4]) if word),
            _words_at(copy, found.start(3)),
        )
        for found in _FIGURE.finditer(folded)
    )


def counting(text: str, unit: tuple[str, ...]) -> Figure | None:
    """The one figure that counts ``unit``: by its first two syllables, else by the first; a text that says there
    were none counts 0. None where no figure, or more than one, counts it."""
    found = figures(text)
    for length in (2, 1):
        alike = [figure for figure in found if figure.unit[:length] == unit[:length]]
        if len(alike) == 1:
            return alike[0]
        if alike:
            return None
    folded = _plain(fold(match_copy(text).text))
    return Figure(0, None, unit) if unit[0] in folded.split() and _NONE.search(folded) else None


def _plain(text: str) -> str:
    """Less what only explains the figures, with spaces in its place, so that offsets stay."""
    for explaining in (_BRACKETS, _LEFT_OVER):
        text = explaining.sub(lambda found: " " * len(found[0]), text)
    return text


def _words_at(text: str, start: int) -> str:
    found = _WORDS.match(text, start)
    return found[0] if found else ""


def in_words_of(said: str, asked: Container[str]) -> str:
    """The first words of what a figure counts, as far as the folded question has them: «vụ việc», not «vụ việc mâu»."""
    return " ".join(takewhile(lambda word: fold(word) in asked, said.split()))


def is_cumulative(text: str) -> bool:
    return _CUMULATIVE.search(_LEFT_OVER.sub("", fold(match_copy(text).text))) is not None


def written(value: int) -> str:
    """``03``, ``12``, ``1.044``: as administrative texts write a count."""
    return f"{value:02d}" if value < 1000 else f"{value:,}".replace(",", ".")

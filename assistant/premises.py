"""What a question takes for granted, held against the passages that come nearest to it (promise 5)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.vietnamese.text import fold, match_copy

_CAUSE = re.compile(r"\b(?:do|vi|boi|nguyen nhan|ly do|nham|de (?:bao dam|kip|phu hop|tranh))\b")
# "Đã gửi": done, for the question.
_DONE = re.compile(r"\bda (?:duoc )?([a-z]+)")
# "Tháng 11", "năm 2023": a time is no whole that something is done of, and a day ("ngày 07/11") no part of one.
_TIMES = re.compile(r"\b(?:ngay|thang|quy|nam) \d[\d/.-]*")
# A capitalised word that opens no sentence, clause or quotation.
_INSIDE = re.compile(r"(?<=[^\s.!?:;“\"(]\s)([A-ZĐÀ-ÝĂƠƯẠ-Ỹ]\w*)")
_WHOLE = re.compile(
    r"(?<!thang )(?<!nam )(?<!ngay )(?<!quy )(?<!so )(?<![\d/.,-])(?!(?:19|20)\d\d\b)\d{2,}(?![\d/.,-])"
)


# What stands between the members of an enumeration.
_PARTS = re.compile(r"[,;|:]|\bvà\b|\(\d\)")
_NAME = re.compile(r"(?<!\S)[“\"(]?[A-ZĐÀ-ÝĂƠƯẠ-Ỹ][a-zà-ỹ]")
_SHORT = 12  # words
_FEWEST_NAMED = 3


def gives_cause(text: str) -> bool:
    """Whether a text gives a reason for anything."""
    return _CAUSE.search(fold(text)) is not None


def never_befell(question: str, texts: Sequence[str]) -> list[str]:
    """What the question says befell ("bị hoãn") and no text tells, mark for mark: without marks «hoãn» and «hoàn»
    are one."""
    said = re.findall(r"\bbị (\w+)", match_copy(question).text.lower())
    words = {word for text in texts for word in re.findall(r"\w+", match_copy(text).text.lower())}
    return [f"bị {word}" for word in said if word not in words]


def contradicted(question: str, texts: Sequence[str]) -> bool:
    """Whether every text says that what the question calls done is not, or is so in part only.

    «Đã gửi» against «chưa gửi»; «214 hộ đã bàn giao» against «206/214 hộ».
    """
    asked = fold(question)
    done = {found[1] for found in _DONE.finditer(asked)}
    wholes = _WHOLE.findall(_TIMES.sub(" ", asked)) if done else []
    return bool(texts) and all(_denies(fold(text), done, wholes) for text in texts)


def _denies(text: str, done: set[str], wholes: Sequence[str]) -> bool:
    if any(re.search(rf"\b(?:chua|khong)(?: duoc| the)? {verb}\b", text) for verb in done):
        return True
    return any(
        found[1].lstrip("0") != whole.lstrip("0")
        for whole in wholes
        for found in re.finditer(rf"(?<![\d/])(\d+)/{whole}(?![\d/])", _TIMES.sub(" ", text))
    )


def lists(text: str) -> bool:
    """Whether a text enumerates names: three short parts or more between commas, semicolons or "và", each with a
    name in it."""
    named = [part for part in _PARTS.split(text) if len(part.split()) <= _SHORT and _NAME.search(part)]
    return len(named) >= _FEWEST_NAMED


def names_lacking(question: str, missing: Sequence[str]) -> list[str]:
    """Of the runs of words that a passage lacks, those written as names in the question: capitals inside a sentence,
    or a number of a thing ("đoàn số 3")."""
    text = match_copy(question).text
    inside = {found[1] for found in _INSIDE.finditer(text)}
    return [run for run in missing if any(word in inside for word in run.split()) or run.isdigit()]

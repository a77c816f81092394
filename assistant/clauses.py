"""A question of several clauses, asked by the one that says most: "… bao nhiêu suất quà, hơn năm trước mấy suất"."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer import Question
from assistant.understanding import understand
from ingest.vietnamese.text import fold

# A comma inside a name of a document or a date ("05-KH/TU, ngày 12/01/2021") parts no clauses.
_BETWEEN = re.compile(r"[,;?]\s+(?!ngày|ngay|\d)")
# "Hơn năm trước mấy suất": the time of another figure.
_COMPARED = re.compile(r"\b(?:hon|kem|so voi|tang|giam)\b")
_FEWEST_WORDS = 4
_FEWEST_SYLLABLES = 2  # of a topic


def clause_alone(question: Question) -> str | None:
    """The fullest clause of a question that has several, with the times said in the others; None where it has one, or
    where a document is named by its number."""
    parts = [part.strip(" ?.!") for part in _BETWEEN.split(question.text)]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return None
    whole = understand(question)
    if whole.numbers:
        return None
    best = max(parts, key=lambda part: _weight(question, part))
    if len(best.split()) < _FEWEST_WORDS or _weight(question, best) < _FEWEST_SYLLABLES:
        return None
    if understand(replace(question, text=best)).periods:
        return best
    others = " ".join(part for part in parts if part != best and not _COMPARED.search(fold(part)))
    return " ".join([best, *(period.said for period in whole.periods if period.said in others)])


def _weight(question: Question, part: str) -> int:
    understood = understand(replace(question, text=part))
    return sum(len(concept.alternatives[0]) for concept in understood.topic)

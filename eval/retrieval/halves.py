"""Which half of a retrieval set a question belongs to: weights are chosen on one, the other is for reporting."""

from __future__ import annotations

from hashlib import blake2b
from typing import Literal

from eval.retrieval.beir import RetrievalSet

Half = Literal["tuning", "reporting"]


def half_of(question_id: str) -> Half:
    """By a hash of the id, so that a set that grows keeps its questions where they are."""
    return "tuning" if blake2b(question_id.encode(), digest_size=4).digest()[0] & 1 else "reporting"


def only(wanted: RetrievalSet, half: Half) -> RetrievalSet:
    """``wanted`` with the questions of one half, over all its passages."""
    kept = {key: text for key, text in wanted.questions.items() if half_of(key) == half}
    return RetrievalSet(wanted.name, wanted.passages, kept, {key: wanted.relevant[key] for key in kept})

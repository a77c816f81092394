"""The reranker: a cross encoder that reads the question together with each of the best passages.

A model is named by the setting TROLY_RERANKER, a folder on this machine or a hub name; nothing is imported where
it is empty. How many pairs one question may have scored is fixed when the model is loaded, from its speed on
this machine: while answering nobody looks at a clock, so that an answer repeats exactly.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from statistics import median
from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from ingest.errors import ModelFailed
from ingest.model_loading import NamedModel, folder_of, open_named

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

    from assistant.settings import Settings

log = logging.getLogger(__name__)

SETTING = "TROLY_RERANKER"

BUDGET = 1.5  # seconds one question may spend on reranking, in all its retrievals
MOST_PAIRS = 50
# With fewer the order of a handful of passages changes, which is not worth the wait.
FEWEST_PAIRS = 8

# Question and passage together. 99 of 100 passages of the sample archive are under 90 syllables with all their
# headings; models that take thousands of tokens would spend the whole budget on one long passage.
MAX_TOKENS = 256
# What is cut before the tokenizer sees it; 256 tokens are about 1,000 characters.
_MAX_CHARACTERS = 4_000

# Small, so that a short passage is not padded to the length of a long one.
_BATCH = 4
_ROUNDS = 3
# Scores of the same text in another batch differ in the last digits; they are ties.
_DIGITS = 3

_QUESTION = "Tháng 6 cần chuẩn bị những nội dung gì cho hội nghị đối thoại của Bí thư Tỉnh ủy với nhân dân?"
# Of 9 in 10 passages of the sample archive none is longer than this one: 58 syllables, headings included.
_PASSAGE = (
    "II. Nhiệm vụ trọng tâm tháng 6/2021\n1. Công tác tham mưu\n"
    "Tham mưu chuẩn bị nội dung, điều kiện tổ chức hội nghị đối thoại trực tiếp giữa người đứng đầu cấp ủy, chính "
    "quyền với nhân dân; tổng hợp ý kiến, kiến nghị của cử tri gửi đến hội nghị để các cơ quan có liên quan trả lời."
)


def configured_reranker(settings: Settings) -> Reranker | None:
    """The reranker of the settings, loaded once in a process; None where there is none or it is too slow."""
    name = settings.reranker.strip()
    return _loaded(name) if name else None


@cache  # measured once: two archives opened by one process are reranked alike
def _loaded(name: str) -> Reranker | None:
    return load_reranker(name)


def load_reranker(name: str, clock: Callable[[], float] = perf_counter) -> Reranker | None:
    """The cross encoder ``name``, with the number of pairs that fit the budget by ``clock``.

    None, with a warning in the log, where fewer than FEWEST_PAIRS fit: answers do without it rather than wait.
    Raises ModelFailed, naming the setting and its value, when the model cannot be had or scores no pairs.
    """
    named = NamedModel(SETTING, name, "mô hình xếp lại", "để trống để không xếp lại kết quả tìm kiếm")
    folder = folder_of(named)
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    from sentence_transformers import CrossEncoder

    def open_model(place: str, local_only: bool) -> CrossEncoder:
        opened: CrossEncoder = CrossEncoder(
            place, device="cpu", trust_remote_code=False, local_files_only=local_only
        )
        return opened

    model = open_named(named, folder, open_model)
    if not _scores_pairs(model):
        raise ModelFailed(
            f"Mô hình {named.said} không phải mô hình xếp lại (cross-encoder cho một điểm); đề nghị đặt mô hình "
            f"khác, hoặc {named.otherwise}."
        )
    # Half precision is for the disk: on a processor it is slower.
    reranker = Reranker(model.float())
    try:
        seconds = _seconds_a_pair(reranker, clock)
    except Exception as error:
        raise ModelFailed(
            f"Mô hình xếp lại {named.said} không chấm điểm được ({type(error).__name__}); tệp có thể bị hỏng."
        ) from error
    reranker.pairs = min(MOST_PAIRS, int(BUDGET / seconds)) if seconds > 0 else MOST_PAIRS
    if reranker.pairs < FEWEST_PAIRS:
        log.warning(
            "%s quá chậm trên máy này (%.2f giây một đoạn, mỗi câu hỏi chỉ được %.1f giây): "
            "kết quả tìm kiếm giữ nguyên thứ tự, không xếp lại.",
            named.said,
            seconds,
            BUDGET,
        )
        return None
    return reranker


def _scores_pairs(model: CrossEncoder) -> bool:
    """Whether the model was trained with a head of one score; an embedding model gets a random one without a word."""
    architectures: Sequence[str] = getattr(model.config, "architectures", None) or ()
    return model.num_labels == 1 and any(name.endswith("ForSequenceClassification") for name in architectures)


def _seconds_a_pair(reranker: Reranker, clock: Callable[[], float]) -> float:
    """By passages of typical length, after a warm-up with the longest there can be."""
    longest = " ".join([_PASSAGE] * (_MAX_CHARACTERS // len(_PASSAGE) + 1))
    if not np.isfinite(reranker.scores(_QUESTION, [longest])).all():
        raise ValueError("a score that is no number")

    def round_trip() -> float:
        started = clock()
        reranker.scores(_QUESTION, [_PASSAGE] * _BATCH)
        return clock() - started

    return median(round_trip() for _ in range(_ROUNDS)) / _BATCH


class Reranker:
    """A loaded cross encoder; ``pairs``: how many one question may have scored."""

    def __init__(self, model: CrossEncoder, pairs: int = 0) -> None:
        self.pairs = pairs
        self._model = model
        self._model.max_seq_length = min(model.max_seq_length or MAX_TOKENS, MAX_TOKENS)
        # The tokenizer is not for two threads at once, and two questions at once gain nothing on the same cores.
        self._one_at_a_time = Lock()

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """How well each text answers the question, in the model's own measure: the higher the better."""
        from torch.nn import Identity

        if not texts:
            return []
        pairs = [(question, text[:_MAX_CHARACTERS]) for text in texts]
        with self._one_at_a_time:
            # Without the model's sigmoid, which makes all good passages equal in their first digits.
            found = self._model.predict(
                pairs, batch_size=_BATCH, activation_fn=Identity(), show_progress_bar=False
            )
        return [round(float(score), _DIGITS) for score in found]


@dataclass(slots=True)
class Allowance:
    """What one question may still have scored, shared by all its retrievals and all ways to read it."""

    pairs: int
    known: dict[tuple[str, str], float] = field(default_factory=dict)  # (question, text) → score


@dataclass(frozen=True, slots=True)
class Reranking:
    """The reranker, as one reading of a question may use it."""

    reranker: Reranker
    question: str
    allowance: Allowance

    @classmethod
    def alone(cls, reranker: Reranker, question: str) -> Reranking:
        """For a question that is searched for and no more."""
        return cls(reranker, question, Allowance(reranker.pairs))

    @property
    def reach(self) -> int:
        """The most passages of one retrieval. Half of what a question may have: one that names a time is searched
        for in the whole scope and again in the documents of that time."""
        return self.reranker.pairs // 2

    def scores(self, texts: Sequence[str]) -> list[float]:
        """Scores of the first texts, as many as are within reach and known or still allowed."""
        known, head, new = self.allowance.known, [], dict[tuple[str, str], None]()
        for text in texts[: self.reach]:
            key = (self.question, text)
            if key not in known and key not in new:
                if len(new) == self.allowance.pairs:
                    break
                new[key] = None
            head.append(key)
        self.allowance.pairs -= len(new)
        found = self.reranker.scores(self.question, [text for _, text in new])
        known.update(zip(new, found, strict=True))
        return [known[key] for key in head]

"""How surely the words of a passage were read off a scan (domain.md §6.5: a scan's numbers need a look)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean

from ingest.document import Passage, RecognisedWord


def with_confidence(passages: Sequence[Passage], words: Sequence[RecognisedWord]) -> tuple[Passage, ...]:
    """The passages, each with the mean confidence of its recognised words; unchanged where it has none."""
    if not words:
        return tuple(passages)
    starts = [word.span.start for word in words]
    done = []
    for passage in passages:
        of_passage = [
            word.confidence
            for span in passage.spans
            for word in words[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        ]
        done.append(replace(passage, confidence=round(fmean(of_passage), 3)) if of_passage else passage)
    return tuple(done)

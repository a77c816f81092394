"""Fusion of the two legs: a weighted sum of normalised scores; and its scores dealt out in another order.

Reciprocal-rank fusion lost 6 to 13 points of Acc@1 against the lexical leg alone when the dense leg
was weak; ``BM25 / best BM25 + w · cosine`` held or won. The weight belongs to the embedding model (fusion.toml).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

# Of all that the tokens of a question weigh, what the best lexical hit holds where the question is in the words of the
# passages. On the tuning halves .15 moves the Vietnamese sets by .06 points and less; English to Vietnamese .27 → .76.
_LEAST_HELD = 0.15


@dataclass(frozen=True, slots=True)
class Fused:
    """A passage id with its fused score (0..1) and what each leg said (None: not found by it)."""

    passage_id: str
    score: float
    lexical: float | None
    dense: float | None
    reranked: float | None = None  # what the reranker said, in its own measure; None: not asked of it


def fuse(
    lexical: Sequence[tuple[str, float]],
    dense: Sequence[tuple[str, float]] | None,
    weight: float,
    trust: float = 1.0,
) -> list[Fused]:
    """Both legs' (passage id, score) lists, best first, as one list, best first.

    Lexical scores are divided by the best of them; dense scores are cosines. ``trust`` is what the lexical leg
    deserves of 0..1; what it does not get the dense leg gets. Without a dense leg the order is the lexical one.
    Ties keep the order of the passage ids, so answers repeat exactly.
    """
    best = max((score for _, score in lexical), default=0.0) or 1.0
    lexical_of = {passage_id: score / best for passage_id, score in lexical}
    dense_of = dict(dense or ())
    by_words, by_meaning = (trust, weight + 1.0 - trust) if dense is not None else (1.0, 0.0)
    fused = [
        Fused(
            passage_id,
            (
                by_words * lexical_of.get(passage_id, 0.0)
                + by_meaning * max(dense_of.get(passage_id, 0.0), 0.0)
            )
            / (by_words + by_meaning),
            lexical_of.get(passage_id),
            dense_of.get(passage_id),
        )
        for passage_id in lexical_of.keys() | dense_of.keys()
    ]
    return sorted(fused, key=lambda hit: (-hit.score, hit.passage_id))


def lexical_trust(lexical: Sequence[tuple[str, float]], attainable: float) -> float:
    """What the lexical leg deserves, 0..1: less where even its best hit holds next to nothing of the question.

    ``attainable`` is the weight of all the question's tokens. The best hit of a Vietnamese question has .14 of it and
    more (5 % quantile, the sample archive's tuning questions; .33 on the other development sets), that of an English
    one .11 and less (95 % quantile, Tatoeba): chance syllables, which divided by the best of them look like finds.
    """
    best = max((score for _, score in lexical), default=0.0)
    return min(1.0, best / (_LEAST_HELD * attainable)) ** 2 if attainable > 0 else 1.0


def dealt_anew(hits: Sequence[Fused], said: Sequence[float]) -> list[Fused]:
    """``hits``, best first, in the order of what a reranker ``said`` of each, with the same scores, best first.

    The reranker decides the order and nothing else: what it says is in a measure of its own, other for every
    model, while thresholds were found on fused scores. So the best passage gets the best of the fused scores, and
    so on down: the set of scores stays what it was. Ties keep the fused order, so answers repeat exactly.
    """
    ordered = sorted(zip(said, hits, strict=True), key=lambda entry: -entry[0])
    return [
        replace(hit, score=best.score, reranked=score)
        for (score, hit), best in zip(ordered, hits, strict=True)
    ]

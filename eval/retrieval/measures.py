"""Rankings and judgements in, the figures of a retrieval table out (ir-measures, which runs trec_eval)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

DEPTH = 50  # passages per question that are measured: the deepest figure is recall@50


@dataclass(frozen=True, slots=True)
class Ranking:
    """The passages found for one question, best first, and the time it took in milliseconds."""

    passages: Sequence[str]
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over all judged questions, each between 0 and 1; ``ms_p50`` is the median time of a question."""

    ndcg_10: float
    mrr_10: float
    acc_1: float
    recall_10: float
    recall_50: float
    ms_p50: float

    def to_json(self) -> dict[str, float]:
        return {
            "ndcg@10": round(self.ndcg_10, 4),
            "mrr@10": round(self.mrr_10, 4),
            "acc@1": round(self.acc_1, 4),
            "recall@10": round(self.recall_10, 4),
            "recall@50": round(self.recall_50, 4),
            "ms_p50": round(self.ms_p50, 3),
        }


def measure(rankings: Mapping[str, Ranking], relevant: Mapping[str, Mapping[str, int]]) -> Figures:
    """Figures of ``rankings`` (question id → ranking); a judged question without a ranking counts as 0."""
    import ir_measures
    from ir_measures import RR, R, Success, nDCG

    names = (nDCG @ 10, RR @ 10, Success @ 1, R @ 10, R @ 50)
    means = ir_measures.calc_aggregate(names, _judged(relevant), _run(rankings))
    ndcg_10, mrr_10, acc_1, recall_10, recall_50 = (float(means[name]) for name in names)
    ms_p50 = median(ranking.milliseconds for ranking in rankings.values()) if rankings else 0.0
    return Figures(ndcg_10, mrr_10, acc_1, recall_10, recall_50, ms_p50)


def ndcg_10_of_each(
    rankings: Mapping[str, Ranking], relevant: Mapping[str, Mapping[str, int]]
) -> dict[str, float]:
    """nDCG@10 by question id, of every judged question, in the order of ``relevant``."""
    import ir_measures
    from ir_measures import nDCG

    found = ir_measures.iter_calc([nDCG @ 10], _judged(relevant), _run(rankings))
    of_each = {metric.query_id: float(metric.value) for metric in found}
    return {question: of_each.get(question, 0.0) for question in relevant}


def _run(rankings: Mapping[str, Ranking]) -> dict[str, dict[str, float]]:
    # trec_eval sorts by score and breaks ties by id; the order measured must be the order shown.
    return {
        question: {passage: float(-rank) for rank, passage in enumerate(ranking.passages[:DEPTH])}
        for question, ranking in rankings.items()
    }


def _judged(relevant: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    return {question: dict(grades) for question, grades in relevant.items()}

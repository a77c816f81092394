"""The figures of `troly eval retrieval` against values worked out by hand."""

from __future__ import annotations

import math

import pytest

from eval.retrieval.measures import Figures, Ranking, measure


def one(passages: list[str], relevant: dict[str, int]) -> Figures:
    return measure({"q": Ranking(passages, 2.0)}, {"q": relevant})


def test_the_first_place_is_full_marks() -> None:
    assert one(["a", "b"], {"a": 1}) == Figures(1.0, 1.0, 1.0, 1.0, 1.0, 2.0)


def test_the_third_place() -> None:
    figures = one(["x", "y", "a"], {"a": 1})
    assert figures.ndcg_10 == pytest.approx(1 / math.log2(4))
    assert figures.mrr_10 == pytest.approx(1 / 3)
    assert (figures.acc_1, figures.recall_10) == (0.0, 1.0)


def test_the_order_given_is_the_order_measured_whatever_the_ids() -> None:
    for first, second in (("a", "z"), ("z", "a")):
        assert one([first, second], {first: 1}).acc_1 == 1.0
        assert one([first, second], {second: 1}).acc_1 == 0.0


def test_depths_ten_and_fifty() -> None:
    passages = [f"p{i}" for i in range(60)]
    assert one(passages, {"p10": 1}).recall_10 == 0.0
    assert one(passages, {"p10": 1}).mrr_10 == 0.0
    assert one(passages, {"p49": 1, "p50": 1}).recall_50 == 0.5


def test_two_relevant_passages_share_the_recall() -> None:
    assert one(["a", "x"], {"a": 1, "b": 1}).recall_10 == 0.5


def test_a_question_that_found_nothing_counts_as_zero() -> None:
    relevant = {"q1": {"a": 1}, "q2": {"b": 1}}
    silent = measure({"q1": Ranking(["a"], 1.0), "q2": Ranking([], 3.0)}, relevant)
    missing = measure({"q1": Ranking(["a"], 1.0)}, relevant)
    assert silent.ndcg_10 == missing.ndcg_10 == 0.5
    assert silent.ms_p50 == 2.0


def test_json_has_the_agreed_names() -> None:
    assert list(one(["a"], {"a": 1}).to_json()) == [
        "ndcg@10", "mrr@10", "acc@1", "recall@10", "recall@50", "ms_p50",
    ]  # fmt: skip

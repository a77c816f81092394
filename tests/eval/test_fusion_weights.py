"""Choosing a fusion weight on the tuning halves, writing it down, and its being used."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import assistant.fusion
from assistant.fusion import fusion_weight
from eval.retrieval.beir import RetrievalSet
from eval.retrieval.halves import half_of, only
from eval.retrieval.own import own_set
from eval.retrieval.weights import WEIGHTS, Gain, best_weight, gains_of, write
from ingest.embedding import Fingerprint
from tests.ingest.archive.building import HashingEmbedder

HEAD = "# Head.\n\n# For a model nobody measured.\ndefault = 0.5\n"


def flat(points: float, low: float) -> dict[float, Gain]:
    return dict.fromkeys(WEIGHTS, Gain(points, low))


def test_the_weight_that_gains_most_without_risk_is_chosen() -> None:
    rising = {weight: Gain(weight, 0.1) for weight in WEIGHTS}
    assert best_weight([rising, flat(0, 0)]) == WEIGHTS[-1]
    # Above 0.8 the second set risks more than half a point.
    risky = {weight: Gain(0, -0.4 if weight <= 0.8 else -0.6) for weight in WEIGHTS}
    assert best_weight([rising, risky]) == 0.8
    assert best_weight([rising, flat(1, -0.5)]) == 0.0


def test_what_the_dense_leg_adds_is_measured_against_the_words_alone() -> None:
    """The questions share no word with the passages: the lexical leg finds nothing, and any gain is the model's."""

    class Translating(HashingEmbedder):
        def encode(self, texts: Sequence[str], *, query: bool) -> NDArray[np.float32]:
            return super().encode([text.replace("question", "câu") for text in texts], query=query)

    passages = {f"p{n}": f"câu{n}" for n in range(60)}
    questions = {f"q{n}": f"question{n}" for n in range(60)}
    wanted = RetrievalSet("x", passages, questions, {f"q{n}": {f"p{n}": 1} for n in range(60)})
    knowing, ignorant = gains_of(wanted, Translating()), gains_of(wanted, HashingEmbedder())
    assert all(knowing[weight] == Gain(100.0, 100.0) for weight in WEIGHTS)
    assert all(ignorant[weight].low <= ignorant[weight].points < 20 for weight in WEIGHTS)


def test_writing_keeps_the_head_and_the_other_models(tmp_path: Path) -> None:
    file = tmp_path / "fusion.toml"
    file.write_text(HEAD, encoding="utf-8")
    first = Fingerprint("embedded", "r1", 256)
    other = Fingerprint("/home/ai/mô-hình", "r2", 1024, "query: ")
    write(file, first, 0.3)
    write(file, other, 0.9)
    write(file, first, 0.4)
    text = file.read_text(encoding="utf-8")
    assert text.startswith(HEAD)
    rows = {row["name"]: row for row in tomllib.loads(text)["model"]}
    assert {name: row["weight"] for name, row in rows.items()} == {"embedded": 0.4, "mô-hình": 0.9}
    assert rows["embedded"]["key"] == first.key
    assert "/home" not in text, "a folder's place is nobody's business"


def test_the_weight_follows_the_model_and_not_its_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    measured = Fingerprint("embedded", "r1", 256)
    file = tmp_path / "fusion.toml"
    file.write_text(HEAD, encoding="utf-8")
    write(file, measured, 0.3)
    monkeypatch.setattr(assistant.fusion, "files", lambda _: tmp_path)
    assistant.fusion._weights.cache_clear()
    try:
        assert fusion_weight(measured) == 0.3
        assert fusion_weight(Fingerprint("a copy of it", "r1", 256)) == 0.3
        assert fusion_weight(Fingerprint("embedded", "other weights", 256)) == 0.5
    finally:
        assistant.fusion._weights.cache_clear()


def test_the_shipped_model_was_measured() -> None:
    from ingest.embedding import load_embedder

    shipped = load_embedder("embedded").fingerprint
    assert shipped.key in assistant.fusion._weights().of


def test_halves_are_disjoint_whole_and_stay_as_a_set_grows() -> None:
    questions = {f"q{n}": "?" for n in range(400)}
    wanted = RetrievalSet("x", {"p": "đoạn"}, questions, {key: {"p": 1} for key in questions})
    tuning, reporting = only(wanted, "tuning"), only(wanted, "reporting")
    assert set(tuning.questions) | set(reporting.questions) == set(questions)
    assert not set(tuning.questions) & set(reporting.questions)
    assert 150 < len(tuning.questions) < 250
    assert set(tuning.relevant) == set(tuning.questions)
    assert all(half_of(key) == "tuning" for key in tuning.questions)


def test_the_sample_archive_is_a_retrieval_set() -> None:
    tuning, reporting = own_set("tuning"), own_set("reporting")
    assert tuning.passages == reporting.passages
    assert not set(tuning.questions) & set(reporting.questions)
    asked = next(key for key, text in tuning.questions.items() if "cv 1873 gui cho ai" in text)
    relevant = tuning.relevant[asked]
    assert 0 < len(relevant) <= 12
    assert any("1873-CV/TU" in tuning.passages[key] for key in relevant)
    assert all(set(grades) <= set(tuning.passages) for grades in tuning.relevant.values())

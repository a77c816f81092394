"""How much the dense leg counts beside the lexical one: an embedding model in, its weight out. Data: fusion.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ingest.embedding import Fingerprint

FUSION_FILE = "fusion.toml"


@dataclass(frozen=True, slots=True)
class Weights:
    """``of``: by the key of a fingerprint."""

    default: float
    of: dict[str, float]


def fusion_weight(model: Fingerprint) -> float:
    """The weight chosen for the model by ``python -m eval.retrieval.weights``; the default for one not measured."""
    weights = _weights()
    return weights.of.get(model.key, weights.default)


@cache
def _weights() -> Weights:
    table = tomllib.loads(files("assistant").joinpath(FUSION_FILE).read_text(encoding="utf-8"))
    return Weights(table["default"], {row["key"]: row["weight"] for row in table.get("model", ())})

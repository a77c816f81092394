"""``python -m eval.retrieval.weights [SHARED] [--embedding-model NAME] [--write]``: the fusion weight of a model.

Every weight is tried on the tuning halves of the development sets and of the sample archive's questions. Chosen is
the one of the greatest mean gain over the lexical leg alone (nDCG@10, each set counts the same) among those that
nowhere risk a loss: the 95 % interval of the paired differences is above -0.5 points on every set. ``--write`` puts
it into ``assistant/fusion.toml``, beside those of other models.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean

from assistant.fusion import FUSION_FILE
from assistant.ranking import fuse
from assistant.retrieval import Legs, legs
from eval.answers.intervals import of_mean
from eval.retrieval.beir import RetrievalSet
from eval.retrieval.development import development_sets, model_and_shared
from eval.retrieval.measures import DEPTH, Ranking, ndcg_10_of_each
from eval.retrieval.runner import SCOPE, laid
from ingest.embedding import Embedder, Fingerprint
from ingest.errors import TrolyError

WEIGHTS = tuple(round(step / 10, 1) for step in range(1, 16))
LARGEST_LOSS = 0.5  # points of nDCG@10 that the lower bound may lie below no change

_FILE = Path(__file__).parents[2] / "assistant" / FUSION_FILE


@dataclass(frozen=True, slots=True)
class Gain:
    """What a weight adds to the lexical leg on one set, points of nDCG@10, with the lower end of its 95 % interval."""

    points: float
    low: float


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m eval.retrieval.weights", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the weight into assistant/fusion.toml")
    given, embedder, shared = model_and_shared(parser)
    try:
        gains = {wanted.name: gains_of(wanted, embedder) for wanted in development_sets(shared, "tuning")}
    except TrolyError as error:
        print(error.message, file=sys.stderr)
        return 1
    print("".join(f"{name:>15}" for name in ("weight", *gains)))
    for weight in WEIGHTS:
        shown = (f"{of[weight].points:+.2f} [{of[weight].low:+.2f}]" for of in gains.values())
        print("".join(f"{cell:>15}" for cell in (weight, *shown)))
    weight = best_weight(list(gains.values()))
    print(f"chosen: {weight}")
    if given.write:
        write(_FILE, embedder.fingerprint, weight)
        print(f"written to {_FILE.name}")
    return 0


def gains_of(wanted: RetrievalSet, embedder: Embedder) -> dict[float, Gain]:
    """By weight. The legs are asked once."""
    with laid(wanted.passages, embedder) as archive:
        asked = {
            key: legs(text, archive.archive, embedder, scope=SCOPE, limit=DEPTH)
            for key, text in wanted.questions.items()
        }
        names = archive.name_of
    words = {key: Legs(found.lexical, None) for key, found in asked.items()}
    plain = ndcg_10_of_each(_fused(words, names, 0.0), wanted.relevant)
    gains = {}
    for weight in WEIGHTS:
        of_each = ndcg_10_of_each(_fused(asked, names, weight), wanted.relevant)
        differences = [100 * (of_each[key] - plain[key]) for key in plain]
        interval = of_mean(differences)
        gains[weight] = Gain(fmean(differences), interval[0] if interval else differences[0])
    return gains


def _fused(asked: Mapping[str, Legs], name_of: Mapping[str, str], weight: float) -> dict[str, Ranking]:
    return {
        key: Ranking(
            [
                name_of[hit.passage_id]
                for hit in fuse(found.lexical, found.dense, weight, found.trust)[:DEPTH]
            ],
            0.0,
        )
        for key, found in asked.items()
    }


def best_weight(gains: Sequence[Mapping[float, Gain]]) -> float:
    """Of the weights that nowhere risk a loss the one that gains most; 0 where every one does."""
    safe = [weight for weight in WEIGHTS if all(of[weight].low > -LARGEST_LOSS for of in gains)]
    return max(safe, key=lambda weight: fmean(of[weight].points for of in gains), default=0.0)


def write(file: Path, model: Fingerprint, weight: float) -> None:
    """Set the model's weight in ``file``; its head and the other models' weights stay."""
    text = file.read_text(encoding="utf-8")
    rows = [row for row in tomllib.loads(text).get("model", ()) if row["key"] != model.key]
    # A folder's name would tell where on somebody's machine it was.
    name = Path(model.name).name if Path(model.name).is_absolute() else model.name
    rows.append(
        {"name": name, "key": model.key, "weight": weight, "chosen": datetime.now(UTC).date().isoformat()}
    )
    head = text.partition("\n[[model]]")[0].rstrip("\n")
    tables = (
        "\n\n[[model]]\n"
        + "\n".join(f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in row.items())
        for row in rows
    )
    file.write_text(head + "".join(tables) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

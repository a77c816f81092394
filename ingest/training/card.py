"""The model card: what was trained, on what, under which licence, how good, and how to do it again."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ingest.embedding import STATIC_PART
from ingest.training.corpus import Corpus
from ingest.training.pairs import Group
from ingest.training.train import Recipe

LICENCE = "cc-by-sa-4.0"

TEMPLATE = Path(__file__).parent / "card.md"


@dataclass(frozen=True, slots=True)
class Made:
    """What a training run used, for the card."""

    corpus: Corpus
    groups: tuple[Group, ...]
    pieces: int
    recipe: Recipe


def write_card(folder: Path, made: Made) -> None:
    """Write ``README.md`` beside the weights in ``folder``; its figures are put in by
    ``python -m eval.retrieval --write``."""
    digest = sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    recipe = made.recipe
    text = TEMPLATE.read_text(encoding="utf-8").format(
        licence=LICENCE,
        dimensions=recipe.dimensions,
        pieces=made.pieces,
        batch=recipe.batch,
        epochs=recipe.epochs,
        rate=recipe.rate,
        seed=recipe.seed,
        pairs="\n".join(
            f"| {group.name} | {len(group.pairs):,} | {group.repeats} |" for group in made.groups
        ),
        articles=len(made.corpus.articles),
        pages=len(made.corpus.pages),
        translations=len(made.corpus.translations),
        glossary=len(made.corpus.glossary),
        digest=digest,
        part=STATIC_PART,
    )
    (folder / "README.md").write_text(text, encoding="utf-8")

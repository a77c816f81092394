"""The model card: what was trained, on what, under which licence, how good, and how to do it again."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ingest.training.corpus import Corpus
from ingest.training.pairs import Group
from ingest.training.train import Recipe

FIGURES = Path(__file__).parent / "figures.toml"
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
    """Write ``README.md`` beside the weights in ``folder``; figures appear only if measured on them."""
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
        digest=digest,
        figures=figures_table(digest),
    )
    (folder / "README.md").write_text(text, encoding="utf-8")


def figures_table(digest: str) -> str:
    """The measured figures of the weights with this SHA-256 as Markdown; a plain remark if there are none."""
    measured = tomllib.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}
    if measured.get("weights") != digest:
        return "Not measured for these weights."
    rows = "\n".join(
        f"| {row['set']} | {row['questions']:,} / {row['passages']:,} | {row['lexical']:.3f} "
        f"| {row['dense']:.3f} | {row['fused']:.3f} |"
        for row in measured["sets"]
    )
    return (
        f"{measured['how'].strip()}\n\n"
        "| set | questions / passages | lexical | dense alone | fused |\n"
        f"| --- | --- | --- | --- | --- |\n{rows}\n\n{measured['caution'].strip()}"
    )

"""Fit a token table so that the two sides of a pair are near each other, and export it.

The loss is multiple negatives ranking in both directions: in a batch, a text must find its own partner
among all the others. One flat table (mean of the token rows) learns in minutes on two cores.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from ingest.training.pairs import Group


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides the weights besides the corpus."""

    dimensions: int = 256
    batch: int = 2_048
    epochs: int = 5
    rate: float = 0.02  # Adam; falls linearly to zero
    warmup: float = 0.05  # part of the steps
    scale: float = 20.0  # cosine times this is the logit
    anchor_tokens: int = 48
    passage_tokens: int = 160
    # A long passage is embedded in parts (ingest.embedding), so most steps see a part of it: this many tokens, about
    # 48 words, from a place chosen by chance.
    part_tokens: int = 40
    whole_share: float = 0.3
    seed: int = 20_200_225


@dataclass(frozen=True, slots=True)
class _Tokens:
    """Many tokenised texts as one flat array; text i is ``ids[starts[i]:starts[i + 1]]``."""

    ids: NDArray[np.int64]
    starts: NDArray[np.int64]

    def bag(self, rows: NDArray[np.int64]) -> tuple[torch.Tensor, torch.Tensor]:
        """(flat ids, offsets) of the chosen texts, as EmbeddingBag takes them."""
        return self._cut(self.starts[rows], self.starts[rows + 1] - self.starts[rows])

    def bag_of_parts(
        self, rows: NDArray[np.int64], recipe: Recipe, chance: np.random.Generator
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """The same of one part of each, from anywhere in it; a share of them stays whole."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        whole = chance.random(len(rows)) < recipe.whole_share
        taken = np.where(whole, lengths, np.minimum(lengths, recipe.part_tokens))
        begins = (chance.random(len(rows)) * (lengths - taken + 1)).astype(np.int64)
        return self._cut(self.starts[rows] + begins, taken)

    def _cut(
        self, begins: NDArray[np.int64], lengths: NDArray[np.int64]
    ) -> tuple[torch.Tensor, torch.Tensor]:
        offsets = np.concatenate(([0], np.cumsum(lengths)[:-1]))
        within = np.arange(int(lengths.sum())) - np.repeat(offsets, lengths)
        return torch.from_numpy(self.ids[np.repeat(begins, lengths) + within]), torch.from_numpy(offsets)


def train(
    groups: Sequence[Group], tokenizer: Tokenizer, recipe: Recipe, report: Callable[[str], None]
) -> NDArray[np.float32]:
    """Fit the table and return it, (pieces, dimensions). The same seed and thread count repeat it."""
    torch.manual_seed(recipe.seed)
    chance, places = random.Random(recipe.seed), np.random.default_rng(recipe.seed)
    table = torch.nn.EmbeddingBag(tokenizer.get_vocab_size(), recipe.dimensions, mode="mean")
    torch.nn.init.normal_(table.weight, std=0.1)
    tokens = [
        (
            _tokenised(tokenizer, [pair.anchor for pair in group.pairs], recipe.anchor_tokens),
            _tokenised(tokenizer, [pair.passage for pair in group.pairs], recipe.passage_tokens),
        )
        for group in groups
    ]
    steps = recipe.epochs * len(_epoch(groups, recipe.batch, random.Random(0)))
    optimizer = torch.optim.Adam(table.parameters(), lr=recipe.rate)
    warm = max(1, int(steps * recipe.warmup))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))
    )
    step = 0
    for epoch in range(recipe.epochs):
        losses: list[float] = []
        for group, rows in _epoch(groups, recipe.batch, chance):
            anchors, passages = tokens[group]
            found = table(*passages.bag_of_parts(rows, recipe, places))
            loss = ranking_loss(table(*anchors.bag(rows)), found, recipe.scale)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
            losses.append(float(loss.detach()))
            step += 1
        report(f"epoch {epoch + 1}/{recipe.epochs}: loss {np.mean(losses):.3f} after {step} steps")
    weights: NDArray[np.float32] = table.weight.detach().numpy().astype(np.float32)
    return weights


def ranking_loss(anchors: torch.Tensor, passages: torch.Tensor, scale: float) -> torch.Tensor:
    """Cross-entropy of each row finding its partner among the batch, averaged over both directions."""
    anchors = torch.nn.functional.normalize(anchors, dim=1)
    passages = torch.nn.functional.normalize(passages, dim=1)
    scores = anchors @ passages.T * scale
    partners = torch.arange(len(scores))
    forward = torch.nn.functional.cross_entropy(scores, partners)
    backward = torch.nn.functional.cross_entropy(scores.T, partners)
    return (forward + backward) / 2


def _tokenised(tokenizer: Tokenizer, texts: Sequence[str], longest: int) -> _Tokens:
    rows: list[NDArray[np.int64]] = []
    for start in range(0, len(texts), 10_000):
        encodings = tokenizer.encode_batch_fast(list(texts[start : start + 10_000]), add_special_tokens=False)
        rows.extend(np.asarray(encoding.ids[:longest], dtype=np.int64) for encoding in encodings)
    starts = np.concatenate(([0], np.cumsum([len(row) for row in rows]))).astype(np.int64)
    return _Tokens(np.concatenate(rows), starts)


def _epoch(groups: Sequence[Group], batch: int, chance: random.Random) -> list[tuple[int, NDArray[np.int64]]]:
    """One epoch as (group, rows): each batch from one group, batches of all groups shuffled together."""
    plan: list[tuple[int, NDArray[np.int64]]] = []
    for number, group in enumerate(groups):
        for _ in range(group.repeats):
            order = list(range(len(group.pairs)))
            chance.shuffle(order)
            parts = max(1, round(len(order) / batch))
            plan.extend((number, part) for part in np.array_split(np.asarray(order, dtype=np.int64), parts))
    chance.shuffle(plan)
    return plan


def export(tokenizer: Tokenizer, weights: NDArray[np.float32], folder: Path) -> None:
    """Write a sentence-transformers folder with half-precision weights."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    module = StaticEmbedding(tokenizer, embedding_weights=weights.astype(np.float16))
    model = SentenceTransformer(modules=[module], device="cpu")
    model.save(str(folder), create_model_card=False)

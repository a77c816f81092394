"""``python -m ingest.training CORPUS_FOLDER OUT_FOLDER``: trains the embedded model from free text."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from ingest.training.card import Made, write_card
from ingest.training.corpus import read_corpus
from ingest.training.excluding import set_passages, without
from ingest.training.pairs import make_pairs
from ingest.training.pieces import build_tokenizer, vocabulary_of
from ingest.training.train import Recipe, export, train


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m ingest.training", description=__doc__)
    parser.add_argument("corpus", type=Path, help="folder with the training text")
    parser.add_argument("out", type=Path, help="folder to write the model to")
    parser.add_argument(
        "--without",
        type=Path,
        metavar="FOLDER",
        help="leave out what is in, or nearly in, the passages of the retrieval sets below this folder",
    )
    arguments = parser.parse_args()
    started = time.monotonic()

    def report(message: str) -> None:
        print(f"{time.monotonic() - started:6.0f} s  {message}", flush=True)

    recipe = Recipe()
    corpus = read_corpus(arguments.corpus)
    if arguments.without is not None:
        corpus = without(corpus, set_passages(arguments.without))
    if not any(True for _ in corpus.texts()):
        parser.error(f"no training text in {arguments.corpus}")
    report(
        f"{len(corpus.articles):,} articles, {len(corpus.pages):,} pages, "
        f"{len(corpus.translations):,} translations"
    )
    tokenizer = build_tokenizer(vocabulary_of(corpus))
    report(f"{tokenizer.get_vocab_size():,} pieces")
    groups = make_pairs(corpus, recipe.seed)
    report(f"{sum(len(group.pairs) for group in groups):,} pairs")
    weights = train(groups, tokenizer, recipe, report)
    arguments.out.mkdir(parents=True, exist_ok=True)
    export(tokenizer, weights, arguments.out)
    write_card(arguments.out, Made(corpus, groups, tokenizer.get_vocab_size(), recipe))
    report(f"written to {arguments.out}")


if __name__ == "__main__":
    main()

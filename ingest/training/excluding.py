"""Training text without what an evaluation set holds: a corpus and the set's passages in, the rest of the corpus out.

Two texts are near-duplicates where they share runs of words, marks and punctuation aside. Of all runs only those
whose hash falls into one residue class are kept, the same ones on both sides (Broder 1997, mod-p sampling): a
national legal code has millions.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from zlib import crc32

from ingest.training.corpus import Corpus, Page
from ingest.vietnamese.text import fold

RUN = 8  # words
NEAR = 0.3  # share of a text's runs; quotations of a law's name and date are some of any legal text
_KEPT = 8  # one run in so many

_WORD = re.compile(r"\w+")


def set_passages(folder: Path) -> Iterator[str]:
    """The passages of every retrieval set below ``folder`` (``corpus.jsonl``, or gzipped)."""
    for file in sorted(folder.rglob("corpus.jsonl*")):
        opened = gzip.open if file.suffix == ".gz" else open
        with opened(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield f"{row.get('title') or ''}\n{row['text']}"


def without(corpus: Corpus, passages: Iterable[str]) -> Corpus:
    """``corpus`` less the articles and paragraphs that are near-duplicates of one of ``passages``."""
    known = {run for passage in passages for run in runs(passage)}

    def kept(text: str) -> bool:
        found = runs(text)
        return not found or len(found & known) < NEAR * len(found)

    return replace(
        corpus,
        articles=tuple(article for article in corpus.articles if kept(article.text)),
        pages=tuple(
            Page(
                page.title,
                tuple((title, tuple(filter(kept, paragraphs))) for title, paragraphs in page.sections),
            )
            for page in corpus.pages
        ),
    )


def runs(text: str) -> set[int]:
    """Hashes of the sampled runs of words; of a text shorter than a run, none."""
    words = _WORD.findall(fold(text))
    hashes = (crc32(" ".join(words[at : at + RUN]).encode()) for at in range(len(words) - RUN + 1))
    return {each for each in hashes if each % _KEPT == 0}

"""``python -m ingest.training.everyday CORPUS_FOLDER``: writes ``ingest/vietnamese/everyday.toml``.

How much more a syllable belongs to talk than to documents, counted in the sentence pairs of Tatoeba (talk) and in
the national legal code (documents).
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable
from math import sqrt
from pathlib import Path

from ingest.training.corpus import read_corpus
from ingest.vietnamese.text import fold

_TABLE = Path(__file__).parents[1] / "vietnamese" / "everyday.toml"
# Rarer syllables of talk are counted too seldom to tell.
_FEWEST = 8
# Shares above this change nothing, and below the other one a word would count for nothing.
_MOST, _LEAST = 0.9, 0.2
# A question to the archive has so many words of documents to one of talk; 3 and 5 change one answer in a thousand.
_PRIOR = 4
_WORD = re.compile(r"[^\W\d_]+")
_HEAD = """\
# Syllables of everyday talk, folded: the share of their rarity that they keep in a question. "Mình", "muốn", "chắc"
# are rare in documents and yet tell nothing of what is looked for.
# Made by `python -m ingest.training.everyday CORPUS_FOLDER` from Tatoeba (CC BY 2.0 FR) and the national legal code.
[shares]
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m ingest.training.everyday", description=__doc__)
    parser.add_argument("corpus", type=Path, help="folder with the training text")
    corpus = read_corpus(parser.parse_args().corpus)
    if not (corpus.articles and corpus.translations):
        parser.error("the articles and the translations are both needed")
    shares = shares_of(
        [translation.vietnamese for translation in corpus.translations],
        [article.text for article in corpus.articles],
    )
    rows = [f"{syllable} = {share:.2f}\n" for syllable, share in sorted(shares.items())]
    _TABLE.write_text(_HEAD + "".join(rows), encoding="utf-8")


def shares_of(talk: Iterable[str], documents: Iterable[str]) -> dict[str, float]:
    """Folded syllables of talk → the square root of the odds that one met at random is of a document, 0.2..0.9.

    Names are left out: syllables that talk writes with a capital inside its sentences.
    """
    said: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in talk:
        words = _WORD.findall(text)
        said.update(fold(word) for word in words)
        capital.update(fold(word) for word in words[1:] if word[0].isupper())
    written = Counter(fold(word) for text in documents for word in _WORD.findall(text))
    of_talk, of_documents = said.total(), max(1, written.total())
    shares = {}
    for syllable, times in said.items():
        if times < _FEWEST or 2 * capital[syllable] > times:
            continue
        in_talk, in_documents = times / of_talk, written[syllable] / of_documents
        share = sqrt(_PRIOR * in_documents / (_PRIOR * in_documents + in_talk))
        if share < _MOST:
            shares[syllable] = max(share, _LEAST)
    return shares


if __name__ == "__main__":
    main()

"""Training pairs from free text: a short text and the passage it belongs to.

Legal code: title → text, sentence → the rest of its article. Encyclopaedia: title and section → paragraph,
sentence → the rest of its paragraph. Translations: English → Vietnamese. Nobody labelled anything; the
shape of the documents says what belongs together.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.training.corpus import Corpus, Translation

PASSAGE_CHARACTERS = 900  # about 180 syllables; an archive passage is rarely longer
SENTENCES_PER_ARTICLE = 1
PARAGRAPHS_PER_SECTION = 3
SHORTEST_SENTENCE = 25  # characters
SHORTEST_PASSAGE = 60
COMMON_TITLE = 3  # "Phạm vi điều chỉnh" names hundreds of articles: the topic tells them apart

GLOSSARY_REPEATS = 30  # a small batch each
TRANSLATION_REPEATS = 6  # few pairs, and the only ones that teach English

_SENTENCE_END = re.compile(r"(?<=[.;:?!])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Pair:
    anchor: str
    passage: str


@dataclass(frozen=True, slots=True)
class Group:
    """Pairs of one origin: batches are drawn inside a group, which makes the negatives hard."""

    name: str
    pairs: tuple[Pair, ...]
    repeats: int = 1  # times an epoch sees each pair


def make_pairs(corpus: Corpus, seed: int) -> tuple[Group, ...]:
    """All pairs of the corpus, grouped by origin; the same for the same seed. Empty groups are left out."""
    chance = random.Random(seed)
    groups = (
        Group("legal code: titles", tuple(_titles(corpus))),
        Group("legal code: sentences", tuple(_article_sentences(corpus, chance))),
        Group("encyclopaedia: sections", tuple(_sections(corpus))),
        Group("encyclopaedia: sentences", tuple(_page_sentences(corpus, chance))),
        Group("translations", tuple(_translations(corpus.translations)), TRANSLATION_REPEATS),
        Group("glossary", tuple(_translations(corpus.glossary)), GLOSSARY_REPEATS),
    )
    return tuple(group for group in groups if group.pairs)


def _titles(corpus: Corpus) -> Iterator[Pair]:
    seen = Counter(article.title for article in corpus.articles)
    for article in corpus.articles:
        if not article.title or len(article.text) < SHORTEST_PASSAGE:
            continue
        common = seen[article.title] > COMMON_TITLE
        anchor = f"{article.title} {article.topic}" if common else article.title
        context = article.topic if common else ""
        yield Pair(anchor, f"{context}\n{article.text}"[:PASSAGE_CHARACTERS])


def _article_sentences(corpus: Corpus, chance: random.Random) -> Iterator[Pair]:
    for article in corpus.articles:
        for _ in range(SENTENCES_PER_ARTICLE):
            pair = sentence_pair(f"{article.title}\n{article.text}", chance)
            if pair is not None:
                yield pair


def _sections(corpus: Corpus) -> Iterator[Pair]:
    for page in corpus.pages:
        for title, paragraphs in page.sections:
            for paragraph in paragraphs[:PARAGRAPHS_PER_SECTION]:
                if len(paragraph) >= SHORTEST_PASSAGE:
                    yield Pair(f"{page.title} {title}".strip(), paragraph[:PASSAGE_CHARACTERS])


def _page_sentences(corpus: Corpus, chance: random.Random) -> Iterator[Pair]:
    for page in corpus.pages:
        for _, paragraphs in page.sections:
            for paragraph in paragraphs:
                pair = sentence_pair(paragraph, chance)
                if pair is not None:
                    yield pair


def _translations(translations: tuple[Translation, ...]) -> Iterator[Pair]:
    for translation in translations:
        yield Pair(translation.english, translation.vietnamese)


def sentence_pair(text: str, chance: random.Random) -> Pair | None:
    """One sentence of the text and what stands around it; None where the text is too short for both."""
    sentences = [part for part in _SENTENCE_END.split(text) if len(part) >= SHORTEST_SENTENCE]
    if len(sentences) < 2:
        return None
    chosen = chance.randrange(len(sentences))
    before = "\n".join(sentences[:chosen])[-PASSAGE_CHARACTERS // 2 :]
    after = "\n".join(sentences[chosen + 1 :])[: PASSAGE_CHARACTERS - len(before)]
    around = f"{before}\n{after}".strip()
    if len(around) < SHORTEST_PASSAGE:
        return None
    return Pair(sentences[chosen][:PASSAGE_CHARACTERS], around)

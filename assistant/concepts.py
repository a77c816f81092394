"""The topic of a question as concepts, and how much of it a text covers.

A concept is a run of neighbouring content syllables ("đối thoại trực tiếp"), or an abbreviation with its
expansion as an alternative. Pairs of syllables carry the meaning in Vietnamese; single ones are shared by too
many words, above all once folded. Where a run's words begin and end is not known, so each syllable
counts by the better of the two pairs it stands in.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from ingest.vietnamese.tokens import search_tokens

# A syllable that occurs, but in neither of its pairs, counts half: often another word, sometimes a paraphrase.
_APART = 0.5
# … but within this many syllables of each other they are mostly the same thing said more fully.
_NEAR = 0.8
_REACH = 3
_LONGEST_SAID = 3  # syllables of a synonym
_KEPT = 1024  # texts, about 20 KiB each

Phrase = tuple[str, ...]  # folded syllables in order


@dataclass(frozen=True, slots=True)
class Concept:
    alternatives: tuple[Phrase, ...]

    @property
    def syllables(self) -> frozenset[str]:
        return frozenset(syllable for phrase in self.alternatives for syllable in phrase)


def concepts_of(
    runs: Iterable[Sequence[str]], expansions: Mapping[str, Sequence[Phrase]]
) -> tuple[Concept, ...]:
    """Concepts of runs of neighbouring content syllables (folded), each once, in order.

    ``expansions`` gives, for an abbreviation as typed and folded ("qcdc"), the phrases it stands for; it ends a run,
    and so do words that documents write otherwise (synonyms.toml).
    """
    found: dict[Concept, None] = {}
    for run in runs:
        plain: list[str] = []
        for syllable in [*run, ""]:
            if syllable and syllable not in expansions:
                plain.append(syllable)
                continue
            for concept in _with_synonyms(tuple(plain)):
                found.setdefault(concept)
            plain = []
            if syllable:
                found.setdefault(Concept(((syllable,), *map(tuple, expansions[syllable]))))
    return tuple(found)


def _with_synonyms(run: Phrase) -> list[Concept]:
    """A run as one concept, or cut around the words that are written otherwise."""
    known = _synonyms()
    for length in range(min(_LONGEST_SAID, len(run)), 0, -1):
        for i in range(len(run) - length + 1):
            said = run[i : i + length]
            if said in known:
                concept = Concept((said, *known[said]))
                return [*_with_synonyms(run[:i]), concept, *_with_synonyms(run[i + length :])]
    return [Concept((run,))] if run else []


def synonyms_of(concepts: Iterable[Concept]) -> list[str]:
    """The words that documents write for what is said, to be searched for as well."""
    known = _synonyms()
    return [" ".join(phrase) for concept in concepts for phrase in known.get(concept.alternatives[0], ())]


@cache
def _synonyms() -> dict[Phrase, tuple[Phrase, ...]]:
    table = tomllib.loads(files("assistant").joinpath("synonyms.toml").read_text(encoding="utf-8"))[
        "synonyms"
    ]
    return {
        tuple(said.split()): tuple(tuple(words.split()) for words in written)
        for said, written in table.items()
    }


class Words:
    """A text as its search tokens and the places of its syllables."""

    __slots__ = ("_places", "_syllables", "tokens")

    def __init__(self, text: str) -> None:
        found = search_tokens(text)
        self.tokens = frozenset(found)
        self._syllables = found
        self._places: dict[str, list[int]] = {}

    def near(self, first: str, second: str) -> bool:
        """Whether both stand within a few syllables of each other, in either order: "giao, nhận quân"."""
        if not self._places:
            chain = (token for token in self._syllables if "_" not in token)
            for place, syllable in enumerate(chain):
                self._places.setdefault(syllable, []).append(place)
        return any(
            abs(place - other) <= _REACH
            for place in self._places.get(first, ())
            for other in self._places.get(second, ())
        )


@lru_cache(maxsize=_KEPT)
def words_of(text: str) -> Words:
    """``Words`` of a passage or heading: the same ones come up for question after question."""
    return Words(text)


def coverage(concepts: Sequence[Concept], text: str, weights: Mapping[str, float]) -> float:
    """The share of the topic found in ``text``, 0..1, each concept weighted by the rarity of its syllables.

    ``weights`` maps folded syllables to their inverse document frequency. An empty topic is covered.
    """
    return covered_by(concepts, (words_of(text),), weights) if concepts else 1.0


def covered_by(concepts: Sequence[Concept], texts: Sequence[Words], weights: Mapping[str, float]) -> float:
    """``coverage`` of several texts that stand for one: a passage, and the headings above it."""
    if not concepts:
        return 1.0
    total = found = 0.0
    for concept in concepts:
        shares = [_share(phrase, texts, weights) for phrase in concept.alternatives]
        weight = max(weight for weight, _ in shares)
        total += weight
        found += weight * max(credit for _, credit in shares)
    return found / total if total else 0.0


def _share(phrase: Phrase, texts: Sequence[Words], weights: Mapping[str, float]) -> tuple[float, float]:
    """A phrase's weight, and the share of it found."""
    total = found = 0.0
    for i, syllable in enumerate(phrase):
        weight = weights.get(syllable, 1.0)
        total += weight
        if any(syllable in text.tokens for text in texts):
            found += weight * _credit(phrase, i, texts)
    return total, found / total if total else 0.0


def _credit(phrase: Phrase, i: int, texts: Sequence[Words]) -> float:
    """How much of its weight a syllable that occurs has earned, by the better of the two pairs it stands in."""
    if len(phrase) == 1:
        return 1.0
    pairs = [pair for pair in (phrase[i - 1 : i + 1] if i else (), phrase[i : i + 2]) if len(pair) == 2]
    if any("_".join(pair) in text.tokens for pair in pairs for text in texts):
        return 1.0
    return _NEAR if any(text.near(*pair) for pair in pairs for text in texts) else _APART

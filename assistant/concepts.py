"""The topic of a question as concepts, and how much of it a text covers.

A concept is a pair of neighbouring content syllables ("đối thoại"), a lone one, or an abbreviation with
its expansion as an alternative. Pairs carry the meaning in Vietnamese; single syllables are shared by
too many words, above all once folded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from ingest.vietnamese.tokens import search_tokens

# A pair whose syllables both occur, but apart, counts half: often another word, sometimes a paraphrase.
_APART = 0.5

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

    ``expansions`` gives, for an abbreviation as typed and folded ("qcdc"), the phrases it stands for.
    """
    found: dict[Concept, None] = {}
    for run in runs:
        plain: list[str] = []
        for syllable in [*run, ""]:
            if syllable and syllable not in expansions:
                plain.append(syllable)
                continue
            for concept in _pairs(plain):
                found.setdefault(concept)
            plain = []
            if syllable:
                found.setdefault(Concept(((syllable,), *map(tuple, expansions[syllable]))))
    return tuple(found)


def _pairs(run: Sequence[str]) -> list[Concept]:
    if len(run) == 1:
        return [Concept(((run[0],),))]
    return [Concept(((first, second),)) for first, second in zip(run, run[1:], strict=False)]


def coverage(concepts: Sequence[Concept], text: str, weights: Mapping[str, float]) -> float:
    """The share of the topic found in ``text``, 0..1, each concept weighted by the rarity of its syllables.

    ``weights`` maps folded syllables to their inverse document frequency. An empty topic is covered.
    """
    return covered_by(concepts, frozenset(search_tokens(text)), weights) if concepts else 1.0


def covered_by(concepts: Sequence[Concept], tokens: Set[str], weights: Mapping[str, float]) -> float:
    """``coverage`` of a text given as its search tokens."""
    if not concepts:
        return 1.0
    total = found = 0.0
    for concept in concepts:
        weight = max(_weight(phrase, weights) for phrase in concept.alternatives)
        total += weight
        found += weight * max(_credit(phrase, tokens) for phrase in concept.alternatives)
    return found / total if total else 0.0


def _weight(phrase: Phrase, weights: Mapping[str, float]) -> float:
    return sum(weights.get(syllable, 1.0) for syllable in phrase) / len(phrase)


def _credit(phrase: Phrase, tokens: Set[str]) -> float:
    if len(phrase) == 1:
        return 1.0 if phrase[0] in tokens else 0.0
    pairs = list(zip(phrase, phrase[1:], strict=False))
    return sum(
        1.0 if f"{a}_{b}" in tokens else _APART if a in tokens and b in tokens else 0.0 for a, b in pairs
    ) / len(pairs)

"""How one answer came about, collected while it is made and only where somebody asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from time import perf_counter

from assistant.answer import Citation, Filters, Hit, Loss, Understanding, Verdict
from assistant.draft import Draft
from assistant.evidence import Evidence, Passed
from ingest.archive.archive import DocumentRow
from ingest.document import Scope


class Way(StrEnum):
    """The ways an answer is made."""

    DECLINED = "declined"
    PLACE = "place"  # the named part of a document, whole
    PERSONS = "persons"
    TABLES = "tables"
    GATHERED = "gathered"  # from many documents: lists, counts, totals, comparisons
    OUTCOME = "outcome"  # a planned task and what came of it
    RELATED = "related"  # the documents that another one rests on
    CITED = "cited"  # how a document is cited
    FACTS = "facts"  # facts of the heading and the closing block
    ABOUT = "about"  # what a document is
    QUOTES = "quotes"


class Stage(StrEnum):
    UNDERSTANDING = "understanding"
    WEIGHTS = "weights"
    ANSWERING = "answering"  # searching, weighing, composing
    VERIFICATION = "verification"
    CLOSING = "closing"  # conversation, text, suggestions


@dataclass(frozen=True, slots=True)
class Search:
    """One retrieval: ``documents``: how many it was limited to (None: all of the scope); ``passed`` the filters."""

    query: str
    documents: int | None
    found: int
    passed: int
    ms: float


@dataclass(frozen=True, slots=True)
class Tried:
    way: Way
    took: bool  # False: the way left the question to the next


@dataclass(frozen=True, slots=True)
class Measure:
    """Evidence held against a minimum of coverage and against the best of it."""

    evidence: tuple[Evidence, ...]
    minimum: float


@dataclass(slots=True)
class Trace:
    """What one reading of the archive searched and how it judged what it found; it decides nothing."""

    searches: list[Search] = field(default_factory=list)
    found: dict[str, tuple[Hit, DocumentRow]] = field(default_factory=dict)  # by passage id, the best of each
    judged: dict[str, Evidence | Passed] = field(default_factory=dict)  # by passage id, the last of each
    measures: list[Measure] = field(default_factory=list)
    ways: list[Tried] = field(default_factory=list)

    def searched(
        self,
        query: str,
        documents: frozenset[str] | None,
        found: int,
        passed: Sequence[tuple[Hit, DocumentRow]],
        ms: float,
    ) -> None:
        limit = len(documents) if documents is not None else None
        self.searches.append(Search(query, limit, found, len(passed), ms))
        for hit, row in passed:
            known = self.found.get(hit.passage.id)
            if known is None or hit.score > known[0].score:
                self.found[hit.passage.id] = (hit, row)

    def weighed(self, entries: Iterable[Evidence | Passed]) -> None:
        self.judged |= {entry.hit.passage.id: entry for entry in entries}

    def measured(self, evidence: Sequence[Evidence], minimum: float) -> None:
        self.measures.append(Measure(tuple(evidence), minimum))

    def tried(self, way: Way, *, took: bool) -> None:
        self.ways.append(Tried(way, took))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the answer was made for in the end, from what, and what of it was kept.

    ``weights``: inverse document frequency of the syllables of the topic.
    """

    understood: Understanding
    scope: Scope
    filters: Filters
    weights: Mapping[str, float]
    trace: Trace
    draft: Draft
    verdict: Verdict
    citations: tuple[Citation, ...]
    losses: tuple[Loss, ...]


@dataclass(slots=True)
class Account:
    """How one answer came about: the times of the stages, and at the end what came of it."""

    outcome: Outcome | None = None
    timings: list[tuple[Stage, float]] = field(default_factory=list)  # milliseconds
    _since: float = field(default_factory=perf_counter)

    def lap(self, stage: Stage) -> None:
        """The time since the last lap was spent on ``stage``."""
        now = perf_counter()
        self.timings.append((stage, (now - self._since) * 1000))
        self._since = now

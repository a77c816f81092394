"""The archive as one question may read it: within its scope and the client's filters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from time import perf_counter
from typing import TypeVar

from assistant.answer import Filters, Hit, Understanding
from assistant.composing.facts import Closing, is_draft
from assistant.concepts import Concept, coverage
from assistant.draft import Draft
from assistant.evidence import MINIMUM_COVERAGE, QUOTABLE, Evidence, answering, judged, strongest
from assistant.merging import replacing
from assistant.pointing import dated, numbered, pointed, titled
from assistant.reranking import Reranking
from assistant.retriever import ArchiveRetriever
from assistant.trace import Trace, Way
from ingest.archive.archive import Archive, DocumentRow
from ingest.document import DocumentNumber, Passage, PassageKind, Reference, Scope
from ingest.embedding import Embedder
from ingest.vietnamese.everyday import SHARES
from ingest.vietnamese.text import fold

# Over-fetch: period and role are applied after retrieval.
_FETCHED = 120
# Cosine from which a passage without the question's words may be shown, unverified. With the embedded model what
# English questions mean is at .26 and above, and what stands nearest to football, cakes and gold prices at .16.
_NEAR_IN_MEANING = 0.25
# Passages looked at to see whether a pair of syllables is written as a name.
_ASKED_FOR_NAME = 3
# No syllable of a topic weighs more than this many times their mean.
_MOST_ABOVE = 1.5
# What a title must hold of a document that another one issues.
_IN_TITLE = 0.85
Found = tuple[Hit, DocumentRow]
Made = TypeVar("Made", Draft, "Draft | None")


@dataclass(frozen=True, slots=True)
class Reading:
    """Every read of the archive that an answer is made of; ``embedder`` None: lexical retrieval only.

    ``weights`` maps the syllables of the question's topic to their inverse document frequency. ``trace`` is told
    what was searched and how it was judged, where somebody asks for it.
    """

    archive: Archive
    embedder: Embedder | None
    scope: Scope
    filters: Filters
    weights: Mapping[str, float]
    trace: Trace | None = None
    reranking: Reranking | None = None
    # The ways to answer ask for the same hits, documents and passages; a reading lives for one question.
    _hits: dict[tuple[str, int, frozenset[str] | None], list[Found]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _dated: dict[tuple[object, ...], list[DocumentRow]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _passages: dict[str, list[Passage]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(
        cls,
        understood: Understanding,
        archive: Archive,
        embedder: Embedder | None,
        *,
        scope: Scope,
        filters: Filters,
        trace: Trace | None = None,
        reranking: Reranking | None = None,
    ) -> Reading:
        named = understood.told_in.words if understood.told_in else ()
        syllables = {
            syllable
            for concept in (*understood.topic, *understood.words, *named)
            for syllable in concept.syllables
        }
        found = archive.token_weights(sorted(syllables), scope=scope)
        topic = {syllable for concept in (*understood.topic, *named) for syllable in concept.syllables}
        found = {syllable: weight * SHARES.get(syllable, 1.0) for syllable, weight in found.items()}
        weights = _evened(found, topic or syllables)
        return cls(archive, embedder, scope, filters, weights, trace, reranking)

    def weights_of(self, topic: Iterable[Concept]) -> Mapping[str, float]:
        """Inverse document frequency of the syllables of concepts that are not the question's own."""
        syllables = {syllable for concept in topic for syllable in concept.syllables}
        return self.archive.token_weights(sorted(syllables), scope=self.scope)

    def by(self, way: Way, made: Made) -> Made:
        """What a way made of the question, unchanged; the trace keeps whether it took it."""
        if self.trace is not None:
            self.trace.tried(way, took=made is not None)
        return made

    def is_name(self, run: str) -> bool:
        """Whether the archive writes these two syllables or more as a name: «Thạch Lộc» for "thach loc"."""
        pairs = ["_".join(pair) for pair in pairwise(fold(run).split())]
        for pair in pairs:
            found = self.archive.lexical([pair], scope=self.scope, limit=_ASKED_FOR_NAME)
            for passage in self.passages([passage_id for passage_id, _ in found]).values():
                if _writes_name(passage.text, pair.split("_")):
                    return True
        return False

    # -- documents ------------------------------------------------------------------------------------

    def pointed(self, understood: Understanding) -> list[DocumentRow]:
        """Documents that fit everything the question says of one, newest first."""
        return pointed(understood, self.filters, self.archive, scope=self.scope, weights=self.weights)

    def numbered(self, understood: Understanding) -> list[DocumentRow]:
        """Held documents that bear a number of the question."""
        return numbered(understood, self.filters, self.archive, scope=self.scope)

    def dated(self, understood: Understanding) -> list[DocumentRow]:
        """Documents of the types named that are dated in, report on or plan for a period asked."""
        key = (understood.periods, understood.types, understood.body)
        if key not in self._dated:
            self._dated[key] = dated(understood, self.filters, self.archive, scope=self.scope)
        return list(self._dated[key])

    def named_reports(self, understood: Understanding) -> frozenset[str]:
        """Ids of the documents of the type and month that the question names as its source."""
        periods = (understood.source,) if understood.source else ()
        naming = replace(understood, periods=periods, topic=())
        return frozenset(row.id for row in self.pointed(naming))

    def told_in(self, understood: Understanding) -> list[DocumentRow]:
        """Documents of the type and title (or issuer) that the question names as where to look."""
        source = understood.told_in
        if source is None:
            return []
        naming = replace(understood, types=(source.type,), topic=source.words)
        rows = [
            row
            for row in self.dated(naming)
            if titled(row, source.words, self.weights) and (is_draft(row) or not source.draft)
        ]
        if rows or not source.words:
            return rows
        # A regulation is held as the decision that issues it: its type stands in the title.
        words = (Concept((tuple(fold(source.type).split()),)), *source.words)
        return [
            row
            for row in self.dated(replace(naming, types=()))
            if coverage(words, row.title or "", self.weights) >= _IN_TITLE
        ]

    def rows(self, ids: Iterable[str]) -> list[DocumentRow]:
        """These documents, as far as they may be read."""
        return list(self.archive.rows(list(ids), scope=self.scope).values())

    def years(self) -> list[int]:
        return self.archive.years(scope=self.scope)

    def mentions(self, number: DocumentNumber) -> list[tuple[Reference, DocumentRow]]:
        """Mentions of a number, with the documents they stand in."""
        return self.archive.references_to(number, scope=self.scope)

    def replaced(self, evidence: Iterable[Evidence]) -> dict[str, DocumentRow]:
        """Documents of the evidence that a held one says it replaces: id → the one that replaces it."""
        rows = {entry.row.id: entry.row for entry in evidence}
        found = {
            key: replacing(row, self.mentions(row.heading.number))
            for key, row in rows.items()
            if row.heading.number is not None
        }
        return {key: row for key, row in found.items() if row is not None}

    def mentions_in(self, rows: Iterable[DocumentRow]) -> list[Reference]:
        """Mentions of other documents that stand in these."""
        return self.archive.references_in([row.id for row in rows], scope=self.scope)

    # -- passages -------------------------------------------------------------------------------------

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        return {passage.id: passage for passage in self.archive.passages(list(ids), scope=self.scope)}

    def passages_of(self, row: DocumentRow) -> list[Passage]:
        """Every passage of a document, in its order."""
        if row.id not in self._passages:
            self._passages[row.id] = self.archive.document_passages(row.id, scope=self.scope)
        return list(self._passages[row.id])

    def closing(self, row: DocumentRow) -> Closing:
        """A document's first passage of each kind."""
        closing: dict[PassageKind, Passage] = {}
        for passage in self.passages_of(row):
            closing.setdefault(passage.kind, passage)
        return closing

    def heading(self, row: DocumentRow) -> Passage:
        closing = self.closing(row)
        return closing.get(PassageKind.HEADING) or next(iter(closing.values()))

    def footnotes(self, evidence: Iterable[Evidence]) -> dict[str, Passage]:
        """The footnotes of the evidence, by passage id."""
        return self.passages(dict.fromkeys(note for entry in evidence for note in entry.passage.footnotes))

    # -- evidence -------------------------------------------------------------------------------------

    def hits(
        self, query: str, *, limit: int = _FETCHED, documents: frozenset[str] | None = None
    ) -> list[tuple[Hit, DocumentRow]]:
        """The best passages for ``query`` that pass the filters, with their documents, best first."""
        key = (query, limit, documents)
        if key in self._hits:
            return list(self._hits[key])
        retriever = ArchiveRetriever(
            self.archive,
            self.embedder,
            scope=self.scope,
            limit=limit,
            documents=documents,
            reranking=self.reranking,
        )
        start = perf_counter()
        hits = retriever.hits(query)
        passed = self._filtered(hits)
        if self.trace is not None:
            self.trace.searched(query, documents, len(hits), passed, (perf_counter() - start) * 1000)
        self._hits[key] = passed
        return list(passed)

    def evidence(self, understood: Understanding, documents: frozenset[str] | None = None) -> list[Evidence]:
        """What was found for the question, in ``documents`` only where they are given, strongest first."""
        found = self.hits(understood.query, documents=documents)
        if documents is None and understood.periods:
            # Near-identical reports of other months can fill the best hits: those of the period are asked for as well.
            of_period = frozenset(row.id for row in self.dated(understood))
            if of_period:
                found = _joined(found, self.hits(understood.query, documents=of_period))
        rows = {row.id: row for _, row in found}
        entries = judged([hit for hit, _ in found], rows, understood, self.weights)
        if self.trace is not None:
            self.trace.weighed(entries)
        return strongest(entries)

    def answering(self, evidence: Sequence[Evidence], minimum: float = MINIMUM_COVERAGE) -> list[Evidence]:
        """Those that cover enough of the topic, in themselves and beside the best one."""
        if self.trace is not None:
            self.trace.measured(evidence, minimum)
        return answering(evidence, minimum)

    def near_in_meaning(self, understood: Understanding) -> list[tuple[Passage, DocumentRow]]:
        """What the embedding model finds near the question whatever its words, an English one's too; nearest first."""
        found = [
            (hit.dense, hit.passage, row)
            for hit, row in self.hits(understood.query)
            if hit.dense is not None and hit.dense >= _NEAR_IN_MEANING and hit.passage.kind in QUOTABLE
        ]
        return [(passage, row) for _, passage, row in sorted(found, key=lambda each: -each[0])]

    def _filtered(self, hits: Iterable[Hit]) -> list[tuple[Hit, DocumentRow]]:
        """Hits with their documents, those that pass the client's filters."""
        hits = list(hits)
        rows = self.archive.rows(list({hit.passage.document_id for hit in hits}), scope=self.scope)
        return [
            (hit, row)
            for hit in hits
            if (row := rows.get(hit.passage.document_id)) is not None
            and _passes(hit.passage, row, self.filters)
        ]


def _joined(first: Iterable[Found], second: Iterable[Found]) -> list[Found]:
    """Both lists, each passage once with its better score."""
    best: dict[str, Found] = {}
    for hit, row in (*first, *second):
        known = best.get(hit.passage.id)
        if known is None or hit.score > known[0].score:
            best[hit.passage.id] = (hit, row)
    return list(best.values())


def _passes(passage: Passage, row: DocumentRow, filters: Filters) -> bool:
    if filters.documents is not None and row.id not in filters.documents:
        return False
    if filters.types is not None and row.type not in filters.types:
        return False
    if filters.role is not None and passage.role is not filters.role:
        return False
    if filters.start is None and filters.end is None:
        return True
    first = passage.period.start if passage.period else row.date
    last = passage.period.end if passage.period else row.date
    if first is None or last is None:
        return False
    return (filters.end is None or first <= filters.end) and (filters.start is None or last >= filters.start)


def _evened(weights: Mapping[str, float], topic: Iterable[str]) -> dict[str, float]:
    """The weights with none far above those of the topic: one rare word ("lo" for "phụ trách") is not all of it."""
    of_topic = [weights[syllable] for syllable in topic if syllable in weights]
    most = _MOST_ABOVE * sum(of_topic) / max(1, len(of_topic))
    return {syllable: min(weight, most) for syllable, weight in weights.items()}


def _writes_name(text: str, pair: Sequence[str]) -> bool:
    """Whether the two syllables stand side by side in a text, both with a capital."""
    words = re.findall(r"\w+", text)
    return any(
        [fold(first), fold(second)] == list(pair) and first[0].isupper() and second[0].isupper()
        for first, second in pairwise(words)
    )

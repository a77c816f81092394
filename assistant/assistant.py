"""The assistant: a question and a scope in, a verified answer out.

understanding → retrieval → evidence → composing → verification, each a stage of its own file.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace

from assistant.answer import Answer, Filters, Hit, Kind, Question, Understanding, Verdict
from assistant.citing import name
from assistant.composing.facts import SHOWN_BY, Closing, about_cited, about_held, facts, has_fact
from assistant.composing.layout import text_of
from assistant.composing.passages import in_another_year, of_another_year, quoted
from assistant.composing.silence import not_found, unknown_number, which_document, which_topic, which_year
from assistant.conversations import Conversations, Turn
from assistant.draft import Draft
from assistant.evidence import MINIMUM_COVERAGE, Evidence, Fit, answering, at_place, other_years, weigh
from assistant.following import made_whole
from assistant.limits import check_question
from assistant.pointing import dated, numbered, pointed, titled
from assistant.refusing import declined, order_declined, without_orders
from assistant.retriever import ArchiveRetriever
from assistant.templates import render
from assistant.understanding import same_months, understand
from assistant.verification import verify
from ingest.archive.archive import Archive, DocumentRow
from ingest.document import NumberStyle, Passage, PassageKind, Reference, Role, Scope
from ingest.embedding import Embedder

# Over-fetch: period and role are applied after retrieval.
_FETCHED = 120
# A part of a document is looked for in a few documents that fit, not in all.
_MOST_POINTED = 3


class Assistant:
    """Answers over one archive. ``embedder`` None: lexical retrieval only; no ``conversations``: no follow-ups."""

    def __init__(
        self, archive: Archive, embedder: Embedder | None, conversations: Conversations | None = None
    ) -> None:
        self._archive = archive
        self._embedder = embedder
        self._conversations = conversations

    def ask(self, question: Question, *, scope: Scope) -> Answer:
        """The verified answer. Raises BadInput for an empty or overlong question."""
        check_question(question.text)
        scope = scope.narrowed(question.filters.collections)
        asked = without_orders(question.text)
        last = self._last(question)
        whole = made_whole(replace(question, text=asked), last) if asked else question.text
        understood = understand(replace(question, text=whole))
        draft = declined(whole) or (
            self._draft(understood, question.filters, scope) if asked else order_declined()
        )
        said = [period.said for period in understood.periods]
        lines, citations, computed, dropped = verify(draft.lines, draft.cited, draft.computed, said)
        answered = draft.verdict in (Verdict.ANSWERED, Verdict.PARTIAL)
        verdict = Verdict.NOT_FOUND if answered and not citations else draft.verdict
        self._remember(question, understood, draft, last)
        rewritten = (render("note_rewritten", question=whole),) if whole != " ".join(asked.split()) else ()
        return Answer(
            id=uuid.uuid4().hex,
            verdict=verdict,
            understood=understood,
            text=text_of(lines, citations) if citations else "\n".join(draft.notes),
            lines=lines if citations else (),
            citations=citations,
            computed=computed if citations else (),
            notes=(*rewritten, *draft.notes),
            nearest=draft.nearest,
            choices=draft.choices,
            dropped=dropped,
            conversation=question.conversation,
        )

    def _last(self, question: Question) -> Turn | None:
        if self._conversations is None or question.conversation is None:
            return None
        return self._conversations.last(question.conversation)

    def _remember(
        self, question: Question, understood: Understanding, draft: Draft, last: Turn | None
    ) -> None:
        if self._conversations is None or question.conversation is None or draft.verdict is Verdict.REFUSED:
            return
        document = last.document if last else None
        if draft.cited:
            row = draft.cited[0].row
            document = (
                f"{row.type or 'Văn bản'} số {row.number}" if row.number else name(row.file, row.heading)
            )
        turn = Turn(understood.question, document)
        self._conversations.remember(question.conversation, turn)

    def search(self, query: str, *, scope: Scope, limit: int, filters: Filters | None = None) -> list[Hit]:
        """The best passages for ``query`` as typed, filters applied, best first."""
        check_question(query)
        filters = filters or Filters()
        scope = scope.narrowed(filters.collections)
        hits = ArchiveRetriever(self._archive, self._embedder, scope=scope, limit=max(_FETCHED, limit)).hits(
            query
        )
        return [hit for hit, _ in self._filtered(hits, filters, scope)][:limit]

    def _draft(self, understood: Understanding, filters: Filters, scope: Scope) -> Draft:
        syllables = {syllable for concept in understood.topic for syllable in concept.syllables}
        weights = self._archive.token_weights(sorted(syllables), scope=scope)
        if understood.place:
            draft = self._placed(understood, filters, scope, weights)
            if draft is not None:
                return draft
        if understood.kind in SHOWN_BY:
            return self._facts(understood, filters, scope, weights)
        if understood.numbers and Kind.DATE in understood.facts and understood.topic:
            rows = pointed(understood, filters, self._archive, scope=scope, weights=weights)
            if rows and all(titled(row, understood.topic, weights) for row in rows):
                return self._about(understood, filters, scope)  # the topic only names the document again
        if understood.numbers and (understood.kind is Kind.ABOUT or not understood.topic):
            return self._about(understood, filters, scope)
        return self._quoted(understood, filters, scope, weights)

    def _facts(
        self, understood: Understanding, filters: Filters, scope: Scope, weights: Mapping[str, float]
    ) -> Draft:
        """Heading or closing facts of the document pointed at."""
        rows = pointed(understood, filters, self._archive, scope=scope, weights=weights)
        if not (understood.numbers or understood.types or understood.periods or understood.topic):
            rows = [row for row in rows if has_fact(understood.kind, row)] or rows
        if len(rows) > 1:
            return which_document(understood, rows)
        if rows:
            return facts(understood, rows[0], self._closing(rows[0], scope))
        if understood.numbers:
            return self._about(understood, filters, scope)
        if understood.periods and not understood.year_given:
            draft = self._facts_of_another_year(understood, filters, scope, weights)
            if draft is not None:
                return draft
        if understood.kind is Kind.DATE:  # of something a document tells about, not of a document
            return self._quoted(understood, filters, scope, weights)
        evidence = self._evidence(understood, filters, scope, weights, None)
        return not_found(understood, evidence, self._archive.years(scope=scope))

    def _facts_of_another_year(
        self, understood: Understanding, filters: Filters, scope: Scope, weights: Mapping[str, float]
    ) -> Draft | None:
        """The same months of the only other year that has such a document; several: asked back; none: None."""
        found: dict[int, list[DocumentRow]] = {}
        for year in self._archive.years(scope=scope):
            moved = replace(
                understood, periods=tuple(same_months(period, year) for period in understood.periods)
            )
            rows = pointed(moved, filters, self._archive, scope=scope, weights=weights)
            if rows:
                found[year] = rows
        if len(found) > 1:
            return which_year(understood, sorted(found, reverse=True))
        for year, rows in found.items():
            if len(rows) > 1:
                return which_document(understood, rows)
            return in_another_year(
                understood, year, facts(understood, rows[0], self._closing(rows[0], scope))
            )
        return None

    def _about(self, understood: Understanding, filters: Filters, scope: Scope) -> Draft:
        """What the numbers asked about are: held documents by their headings, others by their mentions."""
        held: dict[str, DocumentRow] = {}
        mentions: list[tuple[Reference, DocumentRow]] = []
        for number in understood.numbers:
            rows = numbered(replace(understood, numbers=(number,)), filters, self._archive, scope=scope)
            held |= {row.id: row for row in rows}
            own = {row.heading.number.key for row in rows if row.heading.number}
            mentions += [
                (reference, row)
                for reference, row in self._archive.references_to(number, scope=scope)
                if reference.number.key not in own
            ]
        if held:
            return about_held(
                list(held.values()), {row.id: self._heading(row, scope) for row in held.values()}
            )
        if not mentions:
            return unknown_number(understood)
        fullest = _fullest(mentions)
        passages = {
            passage.id: passage
            for passage in self._archive.passages(
                [reference.passage_id for reference, _ in fullest], scope=scope
            )
        }
        return about_cited(
            [
                (reference, passages[reference.passage_id], row)
                for reference, row in fullest
                if reference.passage_id in passages
            ]
        )

    def _quoted(
        self, understood: Understanding, filters: Filters, scope: Scope, weights: Mapping[str, float]
    ) -> Draft:
        if not understood.topic:
            return self._listed(understood, filters, scope) if understood.periods else which_topic()
        documents = None
        if understood.numbers:
            rows = numbered(understood, filters, self._archive, scope=scope)
            if not rows:
                return self._about(understood, filters, scope)
            documents = frozenset(row.id for row in rows)
        elif understood.source is not None:
            documents = self._named_reports(understood, filters, scope)
        evidence = self._evidence(understood, filters, scope, weights, documents)
        candidates = answering([entry for entry in evidence if entry.fit >= Fit.BROAD])
        primary = [e for e in candidates if e.fit is Fit.EXACT] or candidates
        if primary:
            chosen = [entry for entry in primary if understood.role in (None, entry.role)]
            told = {entry.row.id for entry in chosen}
            related = [
                entry
                for entry in evidence
                if entry.coverage >= MINIMUM_COVERAGE and entry.row.id in told and entry not in primary
            ]
            beside = related if chosen and understood.kind is Kind.TASKS else ()
            return quoted(understood, primary, beside, weights, footnotes=self._footnotes(primary, scope))
        if understood.periods and not understood.year_given:
            years = other_years(answering(evidence), understood)
            if len(years) == 1:
                ((year, entries),) = years.items()
                return of_another_year(understood, year, entries, weights)
            if years:
                return which_year(understood, list(years))
        return not_found(understood, evidence, self._archive.years(scope=scope))

    def _named_reports(self, understood: Understanding, filters: Filters, scope: Scope) -> frozenset[str]:
        """The documents of the type and month that the question names as its source."""
        periods = (understood.source,) if understood.source else ()
        naming = replace(understood, periods=periods, topic=())
        rows = pointed(naming, filters, self._archive, scope=scope, weights={})
        return frozenset(row.id for row in rows)

    def _placed(
        self, understood: Understanding, filters: Filters, scope: Scope, weights: Mapping[str, float]
    ) -> Draft | None:
        """The named part of the document pointed at, whole; None where no document is pointed at."""
        if not (understood.numbers or understood.types or understood.topic):
            return None
        rows = pointed(understood, filters, self._archive, scope=scope, weights=weights)
        evidence = [
            Evidence(Hit(passage, 1.0), row, 1.0, Fit.EXACT)
            for row in rows[:_MOST_POINTED]
            for passage in self._archive.document_passages(row.id, scope=scope)
            if at_place(passage, understood.place)
        ]
        if not evidence:
            return (
                not_found(understood, (), self._archive.years(scope=scope))
                if understood.numbers and rows
                else None
            )
        return quoted(replace(understood, topic=(), role=None), evidence, (), {}, whole=True)

    def _evidence(
        self,
        understood: Understanding,
        filters: Filters,
        scope: Scope,
        weights: Mapping[str, float],
        documents: frozenset[str] | None,
    ) -> list[Evidence]:
        def within(ids: frozenset[str] | None) -> list[Hit]:
            retriever = ArchiveRetriever(
                self._archive, self._embedder, scope=scope, limit=_FETCHED, documents=ids
            )
            return retriever.hits(understood.query)

        hits = within(documents)
        if documents is None and understood.periods:
            # Near-identical reports of other months can fill the best hits: those of the period are asked for as well.
            of_period = frozenset(row.id for row in dated(understood, filters, self._archive, scope=scope))
            if of_period:
                hits = _joined(hits, within(of_period))
        found = self._filtered(hits, filters, scope)
        return weigh([hit for hit, _ in found], {row.id: row for _, row in found}, understood, weights)

    def _listed(self, understood: Understanding, filters: Filters, scope: Scope) -> Draft:
        """Every item of the period asked for, from the outline: a list is never cut at the best k."""
        evidence: list[Evidence] = []
        rows = dated(understood, filters, self._archive, scope=scope)
        if understood.source is not None:
            named = self._named_reports(understood, filters, scope)
            rows = [row for row in rows if row.id in named]
        for row in rows:
            passages = self._archive.document_passages(row.id, scope=scope)
            hits = [Hit(passage, 1.0) for passage in passages if passage.role is not Role.NONE]
            evidence += weigh(hits, {row.id: row}, understood, {})
        exact = [entry for entry in evidence if entry.fit is Fit.EXACT]
        wanted = [entry for entry in exact if understood.role in (None, entry.role)] or exact
        if wanted:
            return quoted(understood, wanted, (), {}, whole=True)
        return not_found(understood, (), self._archive.years(scope=scope))

    def _footnotes(self, evidence: Iterable[Evidence], scope: Scope) -> dict[str, Passage]:
        ids = list({note for entry in evidence for note in entry.passage.footnotes})
        return {passage.id: passage for passage in self._archive.passages(ids, scope=scope)}

    def _filtered(self, hits: Iterable[Hit], filters: Filters, scope: Scope) -> list[tuple[Hit, DocumentRow]]:
        """Hits with their documents, those that pass the client's filters."""
        hits = list(hits)
        rows = self._archive.rows(list({hit.passage.document_id for hit in hits}), scope=scope)
        return [
            (hit, row)
            for hit in hits
            if (row := rows.get(hit.passage.document_id)) is not None and _passes(hit.passage, row, filters)
        ]

    def _closing(self, row: DocumentRow, scope: Scope) -> Closing:
        closing: dict[PassageKind, Passage] = {}
        for passage in self._archive.document_passages(row.id, scope=scope):
            closing.setdefault(passage.kind, passage)
        return closing

    def _heading(self, row: DocumentRow, scope: Scope) -> Passage:
        closing = self._closing(row, scope)
        return closing.get(PassageKind.HEADING) or next(iter(closing.values()))


def _joined(first: Iterable[Hit], second: Iterable[Hit]) -> list[Hit]:
    """Both lists, each passage once with its better score."""
    best: dict[str, Hit] = {}
    for hit in (*first, *second):
        known = best.get(hit.passage.id)
        if known is None or hit.score > known.score:
            best[hit.passage.id] = hit
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


def _fullest(mentions: list[tuple[Reference, DocumentRow]]) -> list[tuple[Reference, DocumentRow]]:
    """One mention for each document mentioned, the one that says most; newest document first."""
    numbered = {
        _short_key(reference) for reference, _ in mentions if reference.number.style is not NumberStyle.SHORT
    }
    by_document: dict[str, tuple[Reference, DocumentRow]] = {}
    for reference, row in mentions:
        if reference.number.style is NumberStyle.SHORT and _short_key(reference) in numbered:
            continue  # "Kế hoạch 05" beside "Kế hoạch số 05-KH/TU" names nothing more
        known = by_document.get(reference.number.key)
        if known is None or _fullness(reference) > _fullness(known[0]):
            by_document[reference.number.key] = (reference, row)
    return sorted(by_document.values(), key=lambda entry: str(entry[0].date or ""), reverse=True)


def _short_key(reference: Reference) -> tuple[int, str, str | None]:
    return reference.number.serial, reference.number.suffix, reference.number.type_code


def _fullness(reference: Reference) -> tuple[int, int]:
    told = (reference.type, reference.date, reference.issuer, reference.title)
    return sum(value is not None for value in told), len(reference.quote)

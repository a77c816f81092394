"""The assistant: a question and a scope in, a verified answer out.

understanding → retrieval → evidence → composing → verification, each a stage of its own file.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Answer, Citation, Filters, Hit, Question, Understanding, Verdict
from assistant.answering.answering import answer
from assistant.clauses import clause_alone
from assistant.composing.layout import text_of
from assistant.conversations import Conversations, Turn
from assistant.draft import Draft
from assistant.following import Whole, made_whole, told_by
from assistant.limits import check_question
from assistant.naming import of_body, of_heirs, of_place
from assistant.reading import Reading
from assistant.refusing import declined, order_declined, without_orders
from assistant.reranking import Allowance, Reranker, Reranking
from assistant.suggesting import follow_ups
from assistant.templates import render
from assistant.trace import Account, Outcome, Stage, Trace
from assistant.understanding import FACT_KINDS, understand
from assistant.verification import losses, verify
from ingest.archive.archive import Archive
from ingest.document import Scope
from ingest.embedding import Embedder
from ingest.vietnamese.text import match_copy

# Over-fetch: filters are applied after retrieval.
_FETCHED = 120


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What came of one way to understand a question."""

    whole: Whole
    understood: Understanding
    reading: Reading
    draft: Draft


class Assistant:
    """Answers over one archive. ``embedder`` None: lexical retrieval only; no ``conversations``: no follow-ups;
    no ``reranker``: hits in the order of the fused scores."""

    def __init__(
        self,
        archive: Archive,
        embedder: Embedder | None,
        conversations: Conversations | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self._archive = archive
        self._embedder = embedder
        self._conversations = conversations
        self._reranker = reranker

    def ask(self, question: Question, *, scope: Scope, account: Account | None = None) -> Answer:
        """The verified answer; ``account`` is told how it came about. Raises BadInput for an empty or overlong
        question."""
        lap = account.lap if account is not None else _untimed
        check_question(question.text)
        scope = scope.narrowed(question.filters.collections)
        asked = without_orders(question.text)
        last = self._last(question)
        ways = made_whole(replace(question, text=asked), last) if asked else (Whole(question.text),)
        allowance = Allowance(self._reranker.pairs if self._reranker else 0)
        attempts = (
            self._attempt(question, whole, last, scope, allowance, lap, traced=account is not None)
            for whole in _with_clause(replace(question, text=asked), ways)
        )
        tried = []
        for attempt in attempts:
            if attempt.whole.clause and attempt.draft.verdict is not Verdict.ANSWERED:
                continue  # a part of the question, and only nearly
            tried.append(attempt)
            if attempt.draft.cited or attempt.draft.verdict is Verdict.REFUSED:
                break
        best = tried[-1] if tried[-1].draft.cited or tried[-1].draft.choices else tried[0]
        whole, understood, reading, draft = best.whole, best.understood, best.reading, best.draft
        if whole.clause and draft.verdict is Verdict.ANSWERED:
            draft = replace(draft, verdict=Verdict.PARTIAL)  # the other clauses were not found
        lap(Stage.ANSWERING)
        said = [period.said for period in understood.periods]
        lines, citations, computed, dropped = verify(draft.lines, draft.cited, draft.computed, said)
        answered = draft.verdict in (Verdict.ANSWERED, Verdict.PARTIAL)
        verdict = Verdict.NOT_FOUND if answered and not citations else draft.verdict
        lap(Stage.VERIFICATION)
        if account is not None and reading.trace is not None:
            account.outcome = Outcome(
                replace(understood, question=whole.shown),
                scope,
                question.filters,
                reading.weights,
                reading.trace,
                draft,
                verdict,
                citations,
                losses(draft.lines, draft.cited, draft.computed, said),
            )
        self._remember(question, understood, draft, last, reading)
        completed = asked and whole.shown != " ".join(match_copy(asked).text.split())
        rewritten = (render("note_rewritten", question=whole.shown),) if completed else ()
        made = Answer(
            id=uuid.uuid4().hex,
            verdict=verdict,
            understood=replace(understood, question=whole.shown),
            text=text_of(lines, citations) if citations else "\n".join(draft.notes),
            lines=lines if citations else (),
            citations=citations,
            computed=computed if citations else (),
            notes=(*rewritten, *draft.notes, *_of_scans(citations)),
            nearest=draft.nearest,
            follow_ups=follow_ups(understood, draft, reading) if citations else (),
            choices=draft.choices,
            dropped=dropped,
            conversation=question.conversation,
        )
        lap(Stage.CLOSING)
        return made

    def _attempt(
        self,
        question: Question,
        whole: Whole,
        last: Turn | None,
        scope: Scope,
        allowance: Allowance,
        lap: Callable[[Stage], None],
        *,
        traced: bool,
    ) -> _Attempt:
        """The draft for one way to understand the question; nothing but an order is left of it: declined.

        A place that has a body of its own is first read as that body; then as a place, where that is answered in
        full: but what another body counted is no figure of it.
        """
        issuers = self._archive.issuers(scope=scope)
        understood = self._understood(question, whole, last, issuers)
        by_place = of_place(understood, issuers)
        lap(Stage.UNDERSTANDING)
        asks = bool(without_orders(question.text))

        def tried(meant: Understanding) -> _Attempt:
            reading = self._reading(meant, question.filters, scope, allowance, Trace() if traced else None)
            lap(Stage.WEIGHTS)
            draft = declined(whole.text) or (answer(meant, reading) if asks else order_declined())
            return _Attempt(whole, meant, reading, draft)

        attempts = []
        for meant in (by_place, understood) if by_place else (understood,):
            attempts.append(tried(meant))
            if attempts[-1].draft.verdict is not Verdict.NOT_FOUND or (meant.asks_figure and meant.periods):
                break
        best = attempts[-1] if attempts[-1].draft.verdict is Verdict.ANSWERED else attempts[0]
        if best.draft.verdict not in (Verdict.NOT_FOUND, Verdict.PARTIAL):
            return best
        # Where the body named has nothing that fits, the one that took over from it may have.
        wanted = {Verdict.ANSWERED} | (
            {Verdict.PARTIAL} if best.draft.verdict is Verdict.NOT_FOUND else set()
        )
        kin = map(tried, of_heirs(by_place or understood, issuers))
        return next((attempt for attempt in kin if attempt.draft.verdict in wanted), best)

    def _understood(
        self, question: Question, whole: Whole, last: Turn | None, issuers: Sequence[str]
    ) -> Understanding:
        understood = of_body(understand(replace(question, text=whole.text)), issuers)
        if whole.document:
            return replace(understood, document=whole.document.id)
        if last and whole.leans:
            there = frozenset(told.id for told in last.documents if told.id)
            return replace(understood, context=there, only_context=whole.only_there)
        return understood

    def _last(self, question: Question) -> Turn | None:
        if self._conversations is None or question.conversation is None:
            return None
        return self._conversations.last(question.conversation)

    def _remember(
        self,
        question: Question,
        understood: Understanding,
        draft: Draft,
        last: Turn | None,
        reading: Reading,
    ) -> None:
        if self._conversations is None or question.conversation is None or draft.verdict is Verdict.REFUSED:
            return
        documents = told_by(draft, reading) or (last.documents if last else ())
        time = understood.periods[0].said if understood.periods else last.time if last else ""
        # A fact asked of the last document leaves the matter as it was.
        of_document = understood.kind in FACT_KINDS
        matter = last.question if last and of_document and not understood.topic else understood.question
        self._conversations.remember(question.conversation, Turn(matter, documents, of_document, time))

    def search(self, query: str, *, scope: Scope, limit: int, filters: Filters | None = None) -> list[Hit]:
        """The best passages for ``query`` as typed, filters applied, best first."""
        check_question(query)
        filters = filters or Filters()
        reading = Reading(
            self._archive,
            self._embedder,
            scope.narrowed(filters.collections),
            filters,
            weights={},
            reranking=Reranking.alone(self._reranker, query) if self._reranker else None,
        )
        return [hit for hit, _ in reading.hits(query, limit=max(_FETCHED, limit))][:limit]

    def _reading(
        self,
        understood: Understanding,
        filters: Filters,
        scope: Scope,
        allowance: Allowance,
        trace: Trace | None,
    ) -> Reading:
        reranker, asked = self._reranker, understood.question
        return Reading.of(
            understood,
            self._archive,
            self._embedder,
            scope=scope,
            filters=filters,
            trace=trace,
            reranking=Reranking(reranker, asked, allowance) if reranker else None,
        )


def _with_clause(question: Question, ways: Sequence[Whole]) -> Iterator[Whole]:
    """The readings of the question, then its fullest clause alone."""
    yield from ways
    clause = clause_alone(question) if question.text else None
    if clause is not None:
        yield Whole(clause, clause=True)


def _untimed(stage: Stage) -> None:
    """Nobody asked how long it takes."""


def _of_scans(citations: Sequence[Citation]) -> tuple[str, ...]:
    """A word to whoever signs on an answer that a machine read off a picture."""
    read_off = [citation.confidence for citation in citations if citation.confidence is not None]
    return (render("note_scanned", lowest=int(100 * min(read_off))),) if read_off else ()

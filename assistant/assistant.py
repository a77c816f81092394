"""The assistant: a question and a scope in, a verified answer out.

understanding → retrieval → evidence → composing → verification, each a stage of its own file.
"""

from __future__ import annotations

import uuid
from dataclasses import replace

from assistant.answer import Answer, Filters, Hit, Question, Understanding, Verdict
from assistant.answering.answering import answer
from assistant.citing import name
from assistant.composing.layout import text_of
from assistant.conversations import Conversations, Turn
from assistant.draft import Draft
from assistant.following import made_whole
from assistant.limits import check_question
from assistant.reading import Reading
from assistant.refusing import declined, order_declined, without_orders
from assistant.templates import render
from assistant.understanding import understand
from assistant.verification import verify
from ingest.archive.archive import Archive
from ingest.document import Scope
from ingest.embedding import Embedder

# Over-fetch: filters are applied after retrieval.
_FETCHED = 120


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
            answer(understood, self._reading(understood, question.filters, scope))
            if asked
            else order_declined()
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
        reading = Reading(self._archive, self._embedder, scope.narrowed(filters.collections), filters, {})
        return [hit for hit, _ in reading.hits(query, limit=max(_FETCHED, limit))][:limit]

    def _reading(self, understood: Understanding, filters: Filters, scope: Scope) -> Reading:
        return Reading.of(understood, self._archive, self._embedder, scope=scope, filters=filters)

"""Which way a question is answered: each way takes it or leaves it to the next."""

from __future__ import annotations

from assistant.answer import Kind, Understanding, Verdict
from assistant.answering.about import about, cited
from assistant.answering.facts import asked_facts
from assistant.answering.gathering import GATHERING
from assistant.answering.outcome import outcome
from assistant.answering.persons import persons
from assistant.answering.quoting import quotes
from assistant.answering.references import related_documents
from assistant.answering.sections import placed
from assistant.answering.tables import from_tables
from assistant.answering.unfinished import reviewed
from assistant.composing.facts import SHOWN_BY
from assistant.draft import Draft
from assistant.pointing import titled
from assistant.reading import Reading
from assistant.trace import Way


def answer(understood: Understanding, reading: Reading) -> Draft:
    """The unverified answer to a question that is not declined."""
    if understood.place:
        draft = reading.by(Way.PLACE, placed(understood, reading))
        if draft is not None:
            return draft
    if understood.kind not in SHOWN_BY:
        draft = reading.by(Way.PERSONS, persons(understood, reading)) or reading.by(
            Way.TABLES, from_tables(understood, reading)
        )
        if draft is not None:
            return draft
    draft = reading.by(Way.GATHERED, reviewed(understood, reading))
    if draft is not None:
        return draft
    if understood.asks_outcome:
        draft = reading.by(Way.OUTCOME, outcome(understood, reading))
        if draft is not None:
            return draft
    gather = GATHERING.get(understood.kind)
    if gather is not None:
        draft = reading.by(Way.GATHERED, gather(understood, reading))
        if draft is not None:
            return draft
    if understood.kind is Kind.DIRECTS:
        draft = reading.by(Way.RELATED, related_documents(understood, reading))
        if draft is not None:
            return draft
    if understood.kind is Kind.CITE:
        return reading.by(Way.CITED, cited(understood, reading))
    if understood.kind in SHOWN_BY:
        return reading.by(Way.FACTS, asked_facts(understood, reading))
    if understood.names_document and (Kind.DATE in understood.facts or understood.kind is Kind.ABOUT):
        rows = reading.pointed(understood)
        if (
            not understood.topic
            or rows
            and all(titled(row, understood.topic, reading.weights) for row in rows)
        ):
            # The topic only names the document again.
            return reading.by(Way.ABOUT, about(understood, reading))
        draft = reading.by(Way.QUOTES, quotes(understood, reading))
        if draft.verdict is Verdict.NOT_FOUND:
            return reading.by(Way.ABOUT, about(understood, reading))
        return draft
    if understood.names_document and not understood.topic:
        return reading.by(Way.ABOUT, about(understood, reading))
    return reading.by(Way.QUOTES, quotes(understood, reading))

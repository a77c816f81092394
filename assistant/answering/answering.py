"""Which way a question is answered: each way takes it or leaves it to the next."""

from __future__ import annotations

from assistant.answer import Kind, Understanding, Verdict
from assistant.answering.about import about, cited
from assistant.answering.facts import asked_facts
from assistant.answering.gathering import GATHERING
from assistant.answering.persons import persons
from assistant.answering.quoting import quotes
from assistant.answering.references import related_documents
from assistant.answering.sections import placed
from assistant.answering.tables import from_tables
from assistant.composing.facts import SHOWN_BY
from assistant.draft import Draft
from assistant.pointing import titled
from assistant.reading import Reading


def answer(understood: Understanding, reading: Reading) -> Draft:
    """The unverified answer to a question that is not declined."""
    if understood.place:
        draft = placed(understood, reading)
        if draft is not None:
            return draft
    if understood.kind not in SHOWN_BY:
        draft = persons(understood, reading) or from_tables(understood, reading)
        if draft is not None:
            return draft
    gather = GATHERING.get(understood.kind)
    if gather is not None:
        draft = gather(understood, reading)
        if draft is not None:
            return draft
    if understood.kind is Kind.DIRECTS:
        draft = related_documents(understood, reading)
        if draft is not None:
            return draft
    if understood.kind is Kind.CITE:
        return cited(understood, reading)
    if understood.kind in SHOWN_BY:
        return asked_facts(understood, reading)
    if understood.names_document and (Kind.DATE in understood.facts or understood.kind is Kind.ABOUT):
        rows = reading.pointed(understood)
        if (
            not understood.topic
            or rows
            and all(titled(row, understood.topic, reading.weights) for row in rows)
        ):
            return about(understood, reading)  # the topic only names the document again
        draft = quotes(understood, reading)
        return about(understood, reading) if draft.verdict is Verdict.NOT_FOUND else draft
    if understood.names_document and not understood.topic:
        return about(understood, reading)
    return quotes(understood, reading)

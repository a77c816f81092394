"""Which way a question is answered: each way takes it or leaves it to the next."""

from __future__ import annotations

from assistant.answer import Kind, Understanding
from assistant.answering.about import about
from assistant.answering.facts import asked_facts
from assistant.answering.quoting import placed, quotes
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
    if understood.kind in SHOWN_BY:
        return asked_facts(understood, reading)
    if understood.numbers and Kind.DATE in understood.facts and understood.topic:
        rows = reading.pointed(understood)
        if rows and all(titled(row, understood.topic, reading.weights) for row in rows):
            return about(understood, reading)  # the topic only names the document again
    if understood.numbers and (understood.kind is Kind.ABOUT or not understood.topic):
        return about(understood, reading)
    return quotes(understood, reading)

"""Questions answered in the words of the passages that answer."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer import Hit, Kind, Understanding
from assistant.answering.about import about
from assistant.composing.passages import of_another_year, quoted
from assistant.composing.silence import not_found, which_topic, which_year
from assistant.draft import Draft
from assistant.evidence import MINIMUM_COVERAGE, Evidence, Fit, answering, at_place, other_years, weigh
from assistant.reading import Reading
from ingest.document import Role

# A part of a document is looked for in a few documents that fit, not in all.
_MOST_POINTED = 3


def quotes(understood: Understanding, reading: Reading) -> Draft:
    """The passages that answer, or that nothing does."""
    if not understood.topic:
        return _listed(understood, reading) if understood.periods else which_topic()
    documents = None
    if understood.numbers:
        rows = reading.numbered(understood)
        if not rows:
            return about(understood, reading)
        documents = frozenset(row.id for row in rows)
    elif understood.source is not None:
        documents = reading.named_reports(understood)
    evidence = reading.evidence(understood, documents)
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
        return quoted(understood, primary, beside, reading.weights, footnotes=reading.footnotes(primary))
    if understood.periods and not understood.year_given:
        years = other_years(answering(evidence), understood)
        if len(years) == 1:
            ((year, entries),) = years.items()
            return of_another_year(understood, year, entries, reading.weights)
        if years:
            return which_year(understood, list(years))
    return not_found(understood, evidence, reading.years())


def _listed(understood: Understanding, reading: Reading) -> Draft:
    """Every item of the period asked for, from the outline: a list is never cut at the best k."""
    evidence: list[Evidence] = []
    rows = reading.dated(understood)
    if understood.source is not None:
        named = reading.named_reports(understood)
        rows = [row for row in rows if row.id in named]
    for row in rows:
        passages = reading.passages_of(row)
        hits = [Hit(passage, 1.0) for passage in passages if passage.role is not Role.NONE]
        evidence += weigh(hits, {row.id: row}, understood, {})
    exact = [entry for entry in evidence if entry.fit is Fit.EXACT]
    wanted = [entry for entry in exact if understood.role in (None, entry.role)] or exact
    if wanted:
        return quoted(understood, wanted, (), {}, whole=True)
    return not_found(understood, (), reading.years())


def placed(understood: Understanding, reading: Reading) -> Draft | None:
    """The named part of the document pointed at, whole; None where no document is pointed at."""
    if not (understood.numbers or understood.types or understood.topic):
        return None
    rows = reading.pointed(understood)
    evidence = [
        Evidence(Hit(passage, 1.0), row, 1.0, Fit.EXACT)
        for row in rows[:_MOST_POINTED]
        for passage in reading.passages_of(row)
        if at_place(passage, understood.place)
    ]
    if not evidence:
        return not_found(understood, (), reading.years()) if understood.numbers and rows else None
    return quoted(replace(understood, topic=(), role=None), evidence, (), {}, whole=True)

"""Questions answered in the words of the passages that answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Hit, Kind, Understanding, Verdict
from assistant.answering.about import about
from assistant.composing.passages import of_another_year, qualified, quoted
from assistant.composing.silence import not_found, which_topic, which_year
from assistant.concepts import coverage
from assistant.draft import Draft
from assistant.evidence import (
    MINIMUM_COVERAGE,
    MINIMUM_NAMED_COVERAGE,
    MINIMUM_NEAR,
    Evidence,
    Fit,
    answering,
    at_place,
    lacking,
    other_years,
    weigh,
)
from assistant.merging import demoted, marked
from assistant.naming import of_one_body, without
from assistant.reading import Reading
from assistant.templates import render
from ingest.archive.archive import DocumentRow
from ingest.document import Role
from ingest.vietnamese.text import fold

# A part of a document is looked for in a few documents that fit, not in all.
_MOST_POINTED = 3
# A section is what is asked about when its title covers this share of the topic.
_SECTION_COVERAGE = 0.8
_MOST_NEAR = 3
_NEAR_SCORE = 0.5  # of a hit, fused


def quotes(understood: Understanding, reading: Reading) -> Draft:
    """The passages that answer, or that nothing does."""
    if not understood.topic:
        return _listed(understood, reading) if understood.periods else which_topic()
    documents, named = None, []
    if understood.names_document:
        rows = reading.numbered(understood)
        if not rows:
            return _of_mentions(understood, reading) or about(understood, reading)
        documents = frozenset(row.id for row in rows)
    elif named := _told_in(understood, reading):
        documents = frozenset(row.id for row in named)
        understood = _asked_of(understood)
    elif understood.source is not None:
        documents = reading.named_reports(understood)
    evidence = reading.evidence(understood, documents)
    section = _of_section(understood, reading) if documents is None else []
    if section:
        known = {entry.passage.id for entry in section}
        evidence = section + [entry for entry in evidence if entry.passage.id not in known]
    minimum = MINIMUM_NAMED_COVERAGE if understood.names_document or named else MINIMUM_COVERAGE
    candidates = answering([entry for entry in evidence if entry.fit >= Fit.BROAD], minimum)
    if not candidates and understood.names_document:
        candidates = answering(evidence, minimum)  # what one document says, whenever it says it of
    primary = [e for e in candidates if e.fit is Fit.EXACT] or candidates
    if primary:
        chosen = [entry for entry in primary if understood.role in (None, entry.role)]
        told = {entry.row.id for entry in chosen}
        related = [
            entry
            for entry in evidence
            if entry.coverage >= MINIMUM_COVERAGE and entry.row.id in told and entry not in primary
        ]
        related.sort(key=lambda entry: entry.fit, reverse=True)  # of the period first, others after it
        beside = related if chosen and understood.kind is Kind.TASKS and not section else ()
        replaced = reading.replaced(primary)
        draft = quoted(
            understood,
            demoted(section or primary, replaced),
            beside,
            reading.weights,
            footnotes=reading.footnotes(primary),
            whole=bool(section),
        )
        return qualified(marked(draft, replaced), understood, chosen or primary, held=bool(named))
    near = _near(understood, evidence, reading)
    if near is not None:
        return near
    if understood.periods and not understood.year_given:
        years = other_years(answering(evidence), understood)
        if len(years) == 1:
            ((year, entries),) = years.items()
            return of_another_year(understood, year, entries, reading.weights)
        if years:
            return which_year(understood, list(years))
    return not_found(understood, evidence, reading.years())


def _near(understood: Understanding, evidence: Sequence[Evidence], reading: Reading) -> Draft | None:
    """The passages that come nearest, with the words of the question that they do not hold; None: too far."""
    close = answering([entry for entry in evidence if entry.fit >= Fit.BROAD], MINIMUM_NEAR)
    close = [
        entry for entry in close if understood.role in (None, entry.role) and entry.hit.score >= _NEAR_SCORE
    ][:_MOST_NEAR]
    missing = lacking(close[0], understood) if close else []
    if not missing:
        return None
    draft = quoted(understood, close, (), reading.weights, footnotes=reading.footnotes(close))
    note = render("note_near", words=", ".join(f"“{word}”" for word in missing))
    return replace(draft, verdict=Verdict.PARTIAL, notes=(note, *draft.notes))


def _of_mentions(understood: Understanding, reading: Reading) -> Draft | None:
    """What held documents say of one that is only mentioned; None where it is not what is asked."""
    mentions = [entry for number in understood.numbers for entry in reading.mentions(number)]
    passages = reading.passages(dict.fromkeys(reference.passage_id for reference, _ in mentions))
    evidence = weigh(
        [Hit(passage, 1.0) for passage in passages.values()],
        {row.id: row for _, row in mentions},
        understood,
        reading.weights,
    )
    told = answering(evidence, MINIMUM_NAMED_COVERAGE)
    if not told:
        return None
    draft = quoted(understood, told, (), reading.weights)
    return replace(draft, verdict=Verdict.PARTIAL, notes=(*draft.notes, render("note_not_held")))


def _told_in(understood: Understanding, reading: Reading) -> list[DocumentRow]:
    """The few documents that the question names as where to look."""
    return reading.told_in(understood)[:_MOST_POINTED]


def _asked_of(understood: Understanding) -> Understanding:
    """What is asked of the document named: the topic less the words that only name it."""
    source = understood.told_in
    if source is None:
        return understood
    runs = [phrase for concept in source.words for phrase in concept.alternatives]
    runs += [("du", "thao"), tuple(fold(source.type).split())]
    return replace(understood, topic=without(understood.topic, runs) or understood.topic)


def _of_section(understood: Understanding, reading: Reading) -> list[Evidence]:
    """Every item of the period that stands in a section whose title is the topic: none is left to luck."""
    if understood.kind is not Kind.TASKS or not understood.periods:
        return []
    found = []
    titles: dict[str, bool] = {}
    rows = reading.dated(understood)
    for row in rows if understood.body else of_one_body(rows):
        for passage in reading.passages_of(row):
            for title in passage.path:
                if title not in titles:
                    titles[title] = coverage(understood.topic, title, reading.weights) >= _SECTION_COVERAGE
            if passage.role is Role.NONE or not any(titles[title] for title in passage.path):
                continue
            found += weigh([Hit(passage, 1.0)], {row.id: row}, replace(understood, topic=()), {})
    return [entry for entry in found if entry.fit is Fit.EXACT and understood.role in (None, entry.role)]


def _listed(understood: Understanding, reading: Reading) -> Draft:
    """Every item of the period asked for, from the outline: a list is never cut at the best k."""
    evidence: list[Evidence] = []
    rows = reading.dated(understood)
    if not understood.body:
        rows = of_one_body(rows)
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
    if not (understood.names_document or understood.types or understood.topic):
        return None
    rows = reading.pointed(understood)
    evidence = [
        Evidence(Hit(passage, 1.0), row, 1.0, Fit.EXACT)
        for row in rows[:_MOST_POINTED]
        for passage in reading.passages_of(row)
        if at_place(passage, understood.place)
    ]
    if not evidence:
        return not_found(understood, (), reading.years()) if understood.names_document and rows else None
    return quoted(replace(understood, topic=(), role=None), evidence, (), {}, whole=True)

"""How an answer came about, as the wire tells it: ``troly ask --explain`` and ``explain`` of ``POST /v1/ask``.

Why a hit is not quoted is told by the functions that decided it (:mod:`assistant.evidence`), never guessed anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum

from assistant.answer import Answer, Filters, Hit, Understanding, Verdict
from assistant.citing import cite_as
from assistant.client import WireAnswer
from assistant.concepts import Concept, Phrase
from assistant.evidence import Evidence, Fit, Lack, Passed, measured
from assistant.templates import render
from assistant.trace import Account, Measure, Outcome, Trace, Way
from assistant.wire import answer_to_wire, period_to_wire
from assistant.wire_explanation import (
    Limits,
    WireConcept,
    WireExplanation,
    WireReadAs,
    WireToldIn,
    WireTriedHit,
)
from ingest.archive.archive import DocumentRow
from ingest.vietnamese.text import fold

# What is asked for besides the kind: the name on the wire → the flag of the understanding.
ASKED = {
    flag.removeprefix("asks_"): flag
    for flag in (each.name for each in fields(Understanding))
    if flag.startswith("asks_") or flag == "newest"
}
# The best hits told; quoted ones beyond them are told too.
_MOST_HITS = 15


class Left(StrEnum):
    """Why a hit that holds what is asked is not quoted."""

    ROLE = "role"  # a plan where results are asked for, or the other way round
    BROADER = "broader"  # of a longer period, where others are of the very one
    NEAR = "near"  # near only, and others are nearer
    CUT = "cut"  # the answer was long enough
    DROPPED = "dropped"  # the line did not pass verification
    UNUSED = "unused"  # the answer was made from other passages


def answer_explained(answer: Answer, account: Account) -> WireAnswer:
    """The wire answer with its explanation."""
    wire = answer_to_wire(answer)
    if account.outcome is not None:
        wire["explanation"] = explanation(account.outcome, account)
    return wire


def explanation(outcome: Outcome, account: Account) -> WireExplanation:
    trace = outcome.trace
    quoted = {citation.passage_id for citation in outcome.citations}
    measure = _deciding(trace, quoted)
    return WireExplanation(
        understood=_understood(outcome),
        reach={"collections": sorted(outcome.scope.collections), "limits": _limits(outcome.filters)},
        searches=[
            {
                "query": search.query,
                "documents": search.documents,
                "found": search.found,
                "passed": search.passed,
                "ms": round(search.ms, 1),
            }
            for search in trace.searches
        ],
        minimum=measure.minimum if measure else None,
        hits=_hits(outcome, measure, quoted),
        read_directly=len(quoted - trace.found.keys()),
        ways=[{"way": tried.way.value, "took": tried.took} for tried in trace.ways],
        answered_by=_way(trace).value,
        verdict=outcome.verdict.value,
        dropped=[
            {"text": loss.text, "why": loss.fault.value, "words": list(loss.words)} for loss in outcome.losses
        ],
        timings=[{"stage": stage.value, "ms": round(ms, 1)} for stage, ms in account.timings],
    )


def _way(trace: Trace) -> Way:
    """The way whose answer it is; none was tried for what is declined."""
    return next((tried.way for tried in reversed(trace.ways) if tried.took), Way.DECLINED)


def _deciding(trace: Trace, quoted: set[str]) -> Measure | None:
    """The last measure that let pass what is quoted; the first, the strictest, where none did."""
    passing = [
        measure
        for measure in trace.measures
        if any(
            lack is None and entry.passage.id in quoted
            for entry, lack in measured(measure.evidence, measure.minimum)
        )
    ]
    chosen = passing[-1:] or trace.measures[:1]
    return chosen[0] if chosen else None


# -- what was understood ------------------------------------------------------------------------------


def _understood(outcome: Outcome) -> WireReadAs:
    understood = outcome.understood
    source = understood.told_in
    return WireReadAs(
        question=understood.question,
        query=understood.query,
        kind=understood.kind.value,
        role=understood.role.value if understood.role else None,
        as_of=understood.as_of.isoformat(),
        periods=[period_to_wire(period) for period in understood.periods],
        source=period_to_wire(understood.source) if understood.source else None,
        numbers=[number.canonical for number in understood.numbers],
        types=list(understood.types),
        body=as_said(understood.body, understood.question) if understood.body else None,
        document=understood.document,
        context=sorted(understood.context),
        told_in=WireToldIn(
            type=source.type,
            words=[_said(concept, understood) for concept in source.words],
            draft=source.draft,
        )
        if source
        else None,
        place=[as_said(tuple(part.split()), understood.question) for part in understood.place],
        topic=_topic(outcome),
        counted=_said(understood.counted, understood) if understood.counted else None,
        facts=[fact.value for fact in understood.facts],
        asks=[name for name, flag in ASKED.items() if getattr(understood, flag)],
    )


def _topic(outcome: Outcome) -> list[WireConcept]:
    # How rare a word is tells what the archive holds: nothing of it beside a refusal.
    refused = outcome.verdict is Verdict.REFUSED
    weights: Mapping[str, float] = {} if refused else outcome.weights
    topic = outcome.understood.topic
    weighed = [_weight(concept, weights) for concept in topic]
    total = sum(weighed) or 1.0
    return [
        WireConcept(
            said=_said(concept, outcome.understood),
            alternatives=[" ".join(phrase) for phrase in concept.alternatives[1:]],
            weight=None if refused else round(weight, 3),
            share=round(weight / total, 3),
        )
        for concept, weight in zip(topic, weighed, strict=True)
    ]


def _weight(concept: Concept, weights: Mapping[str, float]) -> float:
    """As :func:`assistant.concepts.covered_by` weighs it."""
    return max(sum(weights.get(syllable, 1.0) for syllable in phrase) for phrase in concept.alternatives)


def _said(concept: Concept, understood: Understanding) -> str:
    return as_said(concept.alternatives[0], understood.question)


def as_said(phrase: Phrase, question: str) -> str:
    """A folded phrase in the words of the question; as it is where they do not hold it."""
    words = re.findall(r"\w+", question)
    folded = [fold(word) for word in words]
    for i in range(len(words) - len(phrase) + 1):
        if tuple(folded[i : i + len(phrase)]) == phrase:
            return " ".join(words[i : i + len(phrase)])
    return " ".join(phrase)


def _limits(filters: Filters) -> Limits:
    return {
        "documents": None if filters.documents is None else sorted(filters.documents),
        "types": None if filters.types is None else sorted(filters.types),
        "from": filters.start.isoformat() if filters.start else None,
        "to": filters.end.isoformat() if filters.end else None,
        "role": filters.role.value if filters.role else None,
    }


# -- what was found -----------------------------------------------------------------------------------


def _hits(outcome: Outcome, measure: Measure | None, quoted: set[str]) -> list[WireTriedHit]:
    """The best hits of all searches, and those quoted that stand below them."""
    found = sorted(outcome.trace.found.values(), key=lambda entry: (-entry[0].score, entry[0].passage.id))
    decided = None
    if measure is not None:
        lacks = measured(measure.evidence, measure.minimum)
        decided = {entry.passage.id: lack for entry, lack in lacks}
    return [
        _hit(rank, hit, row, outcome, decided, quoted)
        for rank, (hit, row) in enumerate(found, start=1)
        if rank <= _MOST_HITS or hit.passage.id in quoted
    ]


def _hit(
    rank: int,
    hit: Hit,
    row: DocumentRow,
    outcome: Outcome,
    decided: Mapping[str, Lack | None] | None,
    quoted: set[str],
) -> WireTriedHit:
    entry = outcome.trace.judged.get(hit.passage.id)
    is_quoted = hit.passage.id in quoted
    why_not = None if is_quoted else _why_not(hit, entry, outcome, decided)
    return WireTriedHit(
        rank=rank,
        passage_id=hit.passage.id,
        text=hit.passage.text,
        cite_as=cite_as(row.file, row.heading),
        score=round(hit.score, 4),
        lexical=None if hit.lexical is None else round(hit.lexical, 4),
        dense=None if hit.dense is None else round(hit.dense, 4),
        reranked=hit.reranked,
        coverage=None if entry is None or entry.coverage is None else round(entry.coverage, 4),
        fit=entry.fit.name.lower() if isinstance(entry, Evidence) else None,
        role=hit.passage.role.value,
        kind=hit.passage.kind.value,
        quoted=is_quoted,
        why_not=why_not.value if why_not else None,
    )


def _why_not(
    hit: Hit, entry: Evidence | Passed | None, outcome: Outcome, decided: Mapping[str, Lack | None] | None
) -> Lack | Left:
    """Why a hit is not quoted: what the stages said of it, in the order in which they said it.

    ``decided``: what the deciding measure said, by passage id; None: nothing was measured.
    """
    if hit.passage.id in {cited.citation.passage_id for cited in outcome.draft.cited}:
        return Left.DROPPED
    if isinstance(entry, Passed):
        return entry.lack
    if entry is None or decided is None:
        return Left.UNUSED
    if hit.passage.id not in decided:
        return Lack.PERIOD if entry.fit < Fit.BROAD else Left.UNUSED
    lack = decided[hit.passage.id]
    return lack or _left(entry, outcome)


def _left(entry: Evidence, outcome: Outcome) -> Left:
    """Why evidence that stands beside the best is left out."""
    if _way(outcome.trace) is not Way.QUOTES or not outcome.draft.cited:
        return Left.UNUSED
    used = [outcome.trace.judged.get(cited.citation.passage_id) for cited in outcome.draft.cited]
    beside = [other for other in used if isinstance(other, Evidence)]
    role = outcome.understood.role
    if role not in (None, entry.role) and any(other.role is role for other in beside):
        return Left.ROLE
    if entry.fit is Fit.BROAD and any(other.fit is Fit.EXACT for other in beside):
        return Left.BROADER
    if entry.coverage < outcome.trace.measures[0].minimum:
        return Left.NEAR
    return Left.CUT if render("note_more") in outcome.draft.notes else Left.UNUSED

"""Questions answered in the words of the passages that answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from assistant.answer import Hit, Understanding, Verdict
from assistant.answering.about import about
from assistant.answering.sections import MOST_POINTED, items_asked, listed, of_section, section_said
from assistant.composing.passages import of_another_year, qualified, quoted
from assistant.composing.silence import not_found, which_topic, which_year
from assistant.draft import Draft
from assistant.evidence import (
    MINIMUM_COVERAGE,
    MINIMUM_NAMED_COVERAGE,
    MINIMUM_NEAR,
    Evidence,
    Fit,
    answering,
    lacking,
    other_years,
    weigh,
)
from assistant.merging import demoted, marked
from assistant.naming import of_own_commission, without
from assistant.premises import names_lacking, never_befell
from assistant.reading import Reading
from assistant.templates import render
from ingest.archive.archive import DocumentRow
from ingest.document import Role
from ingest.vietnamese.text import fold

# What the documents of the last answer must cover of a follow-up before others are looked into.
_MINIMUM_CONTEXT = 0.4
_MOST_NEAR = 3
_MONTH = timedelta(days=31)
# How much more of the topic documents that cite the one named must cover.
_MORE = 0.1
# Passages that tell the day asked are this near to the best one.
_ONE_DAY = 0.9
_NEAR_SCORE = 0.5  # of a hit, fused


def quotes(understood: Understanding, reading: Reading) -> Draft:
    """The passages that answer, or that nothing does."""
    if not understood.topic and not understood.section:
        return listed(understood, reading) if understood.periods else which_topic()
    documents: frozenset[str] | None = None
    named: list[DocumentRow] = []
    rows: list[DocumentRow] = []
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
    elif understood.context and (understood.only_context or _told_there(understood, reading)):
        documents = understood.context
    evidence = reading.evidence(understood, documents)
    section = of_section(understood, reading) if documents is None or understood.source else []
    if not section and understood.asks_items:
        section = items_asked(understood, evidence, rows or named, reading)
    if not section and documents is None:
        section = section_said(understood, evidence, reading)
    if section:
        known = {entry.passage.id for entry in section}
        evidence = section + [entry for entry in evidence if entry.passage.id not in known]
    minimum = MINIMUM_NAMED_COVERAGE if documents is not None and not understood.source else MINIMUM_COVERAGE
    fitting = [entry for entry in evidence if entry.fit >= Fit.BROAD and not _of_longer(entry, understood)]
    # The reports of a body's month are named by both.
    least = MINIMUM_NAMED_COVERAGE if understood.body else minimum
    candidates = reading.answering(_done(fitting, understood), least) or reading.answering(fitting, minimum)
    if not understood.body:
        own = of_own_commission([entry.row for entry in candidates])
        candidates = [entry for entry in candidates if entry.row.id in own]
    if understood.newest and candidates:
        candidates = _newest([entry for entry in fitting if entry.coverage >= MINIMUM_NEAR])
    if not candidates and understood.names_document:
        candidates = reading.answering(evidence, minimum)  # what one document says, whenever it says it of
    if understood.names_document and not section:
        candidates = [*candidates, *_of_citing(candidates, understood, reading)]
    if not candidates and documents is not None and understood.words:
        # Inside one document every word may tell: "kết quả cụ thể chiếm mấy điểm".
        evidence = reading.evidence(replace(understood, topic=understood.words), documents)
        candidates = reading.answering([e for e in evidence if not _of_another_time(e, understood)], minimum)
    if not candidates and not section:
        # No single item says it: perhaps a whole section does.
        section = candidates = items_asked(understood, evidence, rows or named, reading)
    primary = [e for e in candidates if e.fit is Fit.EXACT] or candidates
    if understood.asks_day and not section:
        primary = _of_one_day(primary)
    if not section and documents is None:
        primary = _outcome(primary, understood, reading) + primary
    if primary:
        chosen = [entry for entry in primary if understood.role in (None, entry.role)]
        replaced = reading.replaced(primary)
        draft = quoted(
            understood,
            demoted(section or primary, replaced),
            reading.weights,
            footnotes=reading.footnotes(primary),
            whole=bool(section),
        )
        draft = qualified(marked(draft, replaced), understood, chosen or primary, held=bool(named))
        return draft if section else _named_in(draft, understood, chosen or primary, reading)
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
    return not_found(understood, evidence, reading.years(), reading.near_in_meaning(understood))


def _of_citing(candidates: Sequence[Evidence], understood: Understanding, reading: Reading) -> list[Evidence]:
    """What documents that cite the one named tell, where it tells little of it itself: "3 năm thực hiện Kế hoạch 05";
    [] where they tell no more."""
    best = max((entry.coverage for entry in candidates), default=0.0)
    if best >= MINIMUM_COVERAGE:
        return []
    citing = frozenset(row.id for number in understood.numbers for _, row in reading.mentions(number))
    told = reading.answering(reading.evidence(understood, citing)) if citing else []
    return [entry for entry in told if entry.fit >= Fit.BROAD and entry.coverage > best + _MORE]


def _of_longer(entry: Evidence, understood: Understanding) -> bool:
    """Whether a figure of a month is asked for and this is what a longer time came to."""
    told = entry.row.heading.reported
    return (
        understood.asks_figure
        and entry.fit is Fit.BROAD
        and entry.role is Role.RESULT
        and told is not None
        and all(period.end - period.start <= _MONTH < told.end - told.start for period in understood.periods)
    )


def _of_another_time(entry: Evidence, understood: Understanding) -> bool:
    """Whether a report that is not named by its number tells of another time than is asked: "báo cáo tổng kết năm
    2024" is not the one of 2023, whose plans are for 2024 (promise 4)."""
    reported = entry.row.heading.reported
    return (
        bool(understood.periods)
        and not understood.names_document
        and entry.fit is Fit.OTHER
        and reported is not None
        and not any(period.overlaps(reported) for period in understood.periods)
    )


def _done(evidence: Sequence[Evidence], understood: Understanding) -> list[Evidence]:
    """Of a month that lies behind a figure is what was done, where that is told; [] where plans alone tell it."""
    if not (_is_behind(understood) and understood.asks_figure and understood.role is None):
        return []
    told = [entry for entry in evidence if entry.role is not Role.PLAN and entry.fit is Fit.EXACT]
    return told if any(entry.role is Role.RESULT for entry in told) else []


def _is_behind(understood: Understanding) -> bool:
    """Whether months are asked about that lie behind."""
    return bool(understood.periods) and all(
        period.end < understood.as_of and period.end - period.start <= _MONTH for period in understood.periods
    )


def _outcome(primary: Sequence[Evidence], understood: Understanding, reading: Reading) -> list[Evidence]:
    """What became of a plan for a month that lies behind, where its figure is told by the plan alone: it may say no
    figure because nothing was held ("chưa tổ chức được")."""
    if not (understood.asks_figure and _is_behind(understood) and understood.role is None and primary):
        return []
    if any(entry.role is not Role.PLAN for entry in primary):
        return []
    told = reading.evidence(replace(understood, asks_figure=False, counted=None))
    done = [entry for entry in told if entry.role is Role.RESULT and entry.fit is Fit.EXACT]
    return answering(done, MINIMUM_COVERAGE)[:_MOST_NEAR]


def _of_one_day(primary: Sequence[Evidence]) -> list[Evidence]:
    """Those nearly as strong as the best: "ngày nào" asks one day, and a like event was held on another."""
    best = max((entry.strength for entry in primary), default=0.0)
    return [entry for entry in primary if entry.strength >= _ONE_DAY * best]


def _newest(entries: Sequence[Evidence]) -> list[Evidence]:
    """Those of the newest document: "đến nay còn bao nhiêu"."""
    newest = max((entry.row.date for entry in entries if entry.row.date), default=None)
    return [entry for entry in entries if entry.row.date == newest]


def _told_there(understood: Understanding, reading: Reading) -> bool:
    """Whether the documents of the last answer answer this question as well."""
    return bool(answering(reading.evidence(understood, understood.context), _MINIMUM_CONTEXT))


def _near(understood: Understanding, evidence: Sequence[Evidence], reading: Reading) -> Draft | None:
    """The passages that come nearest, with the words of the question that they do not hold; None: too far."""
    close = reading.answering([entry for entry in evidence if entry.fit >= Fit.BROAD], MINIMUM_NEAR)
    close = [
        entry for entry in close if understood.role in (None, entry.role) and entry.hit.score >= _NEAR_SCORE
    ][:_MOST_NEAR]
    missing = lacking(close[:1], understood) if close else []
    if not missing or _names(missing, understood, reading):
        return None  # what is named is spoken of nowhere near
    draft = quoted(understood, close, reading.weights, footnotes=reading.footnotes(close))
    return _without_words(draft, missing)


def _named_in(draft: Draft, understood: Understanding, chosen: Sequence[Evidence], reading: Reading) -> Draft:
    """The draft, partial where no passage of it holds a name that the question does: another place, another body."""
    missing = lacking(chosen, understood)
    # A reason is told only of what is told itself: "vì sao … bị hoãn" where nothing was put off.
    if understood.asks_why:
        untold = never_befell(understood.question, [entry.passage.text for entry in chosen])
        names = [run for run in missing if " " in run or _befell(run, understood.question)] or untold
    else:
        names = _names(missing, understood, reading)
    return _without_words(draft, names) if names else draft


def _befell(run: str, question: str) -> bool:
    """Whether a lacking word is a number, or what is said to have befallen: "bị hoãn", "lại dời"."""
    return (
        run.isdigit()
        or re.search(rf"\b(?:bi|duoc|lai|phai) {re.escape(fold(run))}\b", fold(question)) is not None
    )


def _names(missing: Sequence[str], understood: Understanding, reading: Reading) -> list[str]:
    """Of the words that are lacking, those that are names: written so in the question, or in the archive."""
    written = names_lacking(understood.question, missing)
    return written or [run for run in missing if " " in run and reading.is_name(run)]


def _without_words(draft: Draft, missing: Sequence[str]) -> Draft:
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
    draft = quoted(understood, told, reading.weights)
    return replace(draft, verdict=Verdict.PARTIAL, notes=(*draft.notes, render("note_not_held")))


def _told_in(understood: Understanding, reading: Reading) -> list[DocumentRow]:
    """The few documents that the question names as where to look."""
    return reading.told_in(understood)[:MOST_POINTED]


def _asked_of(understood: Understanding) -> Understanding:
    """What is asked of the document named: the topic less the words that only name it."""
    source = understood.told_in
    if source is None:
        return understood
    runs = [phrase for concept in source.words for phrase in concept.alternatives]
    runs += [("du", "thao"), tuple(fold(source.type).split())]
    return replace(understood, topic=without(understood.topic, runs) or understood.topic)

"""Parts of documents whole: every item of a period, of a section, of a numbered article."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from assistant.answer import Hit, Kind, Understanding, Verdict
from assistant.composing.passages import quoted
from assistant.composing.silence import not_found
from assistant.concepts import coverage
from assistant.draft import Draft
from assistant.evidence import Evidence, Fit, at_place, called, fit, weigh
from assistant.naming import of_one_body
from assistant.reading import Reading
from assistant.templates import render
from ingest.archive.archive import DocumentRow
from ingest.document import Passage, PassageKind, Role
from ingest.vietnamese.text import fold, match_copy

# A part of a document is looked for in a few documents that fit, not in all.
MOST_POINTED = 3
# A section of the period is what is asked about when its title covers this share of the topic; elsewhere title
# and document together must, and the title itself a part of it.
_SECTION_COVERAGE = 0.8
_OWN_COVERAGE = 0.3
_TOGETHER = 0.6
_SAID_MORE = 0.15
# A sentence that announces a list says more than what the list is of.
_ANNOUNCED = 0.8
# "Tiêu chuẩn công nhận mô hình cấp tỉnh?": a title of so many syllables, all of them said, and nothing else asked.
_TITLE_SAID = 4
_ALL_SAID = 0.95
_MOST_DOCUMENTS = 6
_MONTH = timedelta(days=31)
_FEWEST_ITEMS = 2
_LABEL = re.compile(r"^(?:(?:dieu|chuong|muc|phan) )?(?:\d{1,3}|[ivx]{1,6})[.):] *")
_MARKS = str.maketrans(dict.fromkeys(',.;:?!()“”"-', " "))


def of_section(understood: Understanding, reading: Reading) -> list[Evidence]:
    """Every item of the period that stands in a section whose title is the topic: none is left to luck."""
    if not understood.periods or not (understood.section or understood.kind is Kind.TASKS):
        return []
    wanted = understood.section or understood.topic
    everything = replace(understood, topic=())
    if understood.section:  # "phần tham mưu gồm mấy việc" is answered by the items, whatever they tell
        everything = replace(everything, asks_figure=False, asks_day=False, asks_place=False)
    found = []
    titles: dict[str, bool] = {}
    rows = reading.dated(understood)
    if understood.source is not None:
        named = reading.named_reports(understood)
        rows = [row for row in rows if row.id in named]
    for row in rows if understood.body else of_one_body(rows):
        for passage in reading.passages_of(row):
            above = (*passage.path, *passage.lead_in)
            for title in above:
                if title not in titles:
                    titles[title] = coverage(wanted, title, reading.weights) >= _SECTION_COVERAGE
            if passage.role is Role.NONE or not any(titles[title] for title in above):
                continue
            found += weigh([Hit(passage, 1.0)], {row.id: row}, everything, {})
    return [entry for entry in found if entry.fit is Fit.EXACT and understood.role in (None, entry.role)]


def items_asked(
    understood: Understanding, evidence: Iterable[Evidence], named: Iterable[DocumentRow], reading: Reading
) -> list[Evidence]:
    """The items of the section that the topic names, in the documents named or found; [] where none is one.

    "Tiêu chuẩn công nhận mô hình là gì" is answered by every item below «3. Tiêu chuẩn công nhận».
    """
    evidence = list(evidence)
    rows = {row.id: row for row in named}
    # A sentence that says all that is asked says more than a title that says a part of it.
    told = max((entry.coverage for entry in evidence if entry.fit is Fit.EXACT), default=0.0)
    if not rows:
        found = (entry.row for entry in evidence if entry.fit >= Fit.BROAD)
        rows = dict(list({row.id: row for row in found}.items())[:_MOST_DOCUMENTS])
    best: tuple[float, list[Evidence]] = (0.0, [])
    for row in rows.values():
        for title, passages in _sections(reading.passages_of(row)).items():
            own = coverage(understood.topic, title, reading.weights)
            together = coverage(understood.topic, "\n".join((title, *called(row))), reading.weights)
            items = [passage for passage in passages if fit(passage, row, understood.periods) >= Fit.BROAD]
            if (
                own < _OWN_COVERAGE
                or together < max(_TOGETHER, told - _SAID_MORE)
                or len(items) < _FEWEST_ITEMS
            ):
                continue
            weight = (together + own) * (_ANNOUNCED if title.rstrip().endswith(":") else 1.0)
            if weight > best[0]:
                entries = [
                    Evidence(Hit(passage, 1.0), row, 1.0, fit(passage, row, understood.periods))
                    for passage in items
                ]
                best = (weight, entries)
    return [entry for entry in best[1] if understood.role in (None, entry.role)]


def section_said(understood: Understanding, evidence: Iterable[Evidence], reading: Reading) -> list[Evidence]:
    """The items of a section whose title the question says in full, and asks no more; [] where it names none."""
    if understood.kind is not Kind.FACT or understood.periods or understood.names_document:
        return []
    if understood.asks_figure or understood.asks_day or understood.asks_why or understood.asks_names:
        return []
    said = set(fold(match_copy(understood.question).text).translate(_MARKS).split())
    rows = {entry.row.id: entry.row for entry in evidence if entry.fit >= Fit.BROAD}
    for row in list(rows.values())[:_MOST_DOCUMENTS]:
        for title, passages in _sections(reading.passages_of(row)).items():
            words = _LABEL.sub("", fold(match_copy(title).text)).translate(_MARKS).split()
            around = "\n".join((title, *called(row)))
            if (
                len(words) >= _TITLE_SAID
                and said.issuperset(words)
                and coverage(understood.topic, around, reading.weights) >= _ALL_SAID
            ):
                return [Evidence(Hit(passage, 1.0), row, 1.0, Fit.EXACT) for passage in passages]
    return []


def _sections(passages: Iterable[Passage]) -> dict[str, list[Passage]]:
    """The items below each title of a document, its own and those of its parts, below each lead-in, and after
    each sentence that announces them: "góp ý vào các nội dung sau:"."""
    found: dict[str, list[Passage]] = {}
    announced: Passage | None = None
    for passage in passages:
        if passage.kind is not PassageKind.ITEM:
            continue
        if announced and (passage.section != announced.section or not passage.label):
            announced = None
        for title in (*passage.path, *passage.lead_in, *((announced.text,) if announced else ())):
            found.setdefault(title, []).append(passage)
        if passage.text.rstrip().endswith(":"):
            announced = passage
    return found


def listed(understood: Understanding, reading: Reading) -> Draft:
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
    reported = any(_is_on(row, understood) for row in rows)
    if not reported:  # what was done is told by a report; a mere mention of the time tells of something else
        wanted = [entry for entry in wanted if entry.role is Role.PLAN]
    if wanted:
        draft = quoted(understood, wanted, {}, whole=True)
        return draft if reported else _without_report(draft)
    return not_found(understood, (), reading.years())


def _is_on(row: DocumentRow, understood: Understanding) -> bool:
    """Whether a document reports on a time asked or a part of it, on the month around it, or plans for it."""
    told = [period for period in (row.heading.reported, row.heading.planned) if period is not None]
    return any(
        asked.contains(period) or (period.contains(asked) and period.end - period.start <= _MONTH)
        for period in told
        for asked in understood.periods
    )


def _without_report(draft: Draft) -> Draft:
    """*partial*: single items name the time, and no report or programme of it is held."""
    return replace(draft, verdict=Verdict.PARTIAL, notes=(*draft.notes, render("note_no_report")))


def placed(understood: Understanding, reading: Reading) -> Draft | None:
    """The named part of the document pointed at, whole; None where no document is pointed at."""
    if not (understood.names_document or understood.types or understood.told_in or understood.topic):
        return None
    if understood.names_document and not reading.numbered(understood):
        return None  # no other document's article is that of one that is not held
    rows = reading.told_in(understood) or reading.pointed(understood) or _with_part(understood, reading)
    evidence = [
        Evidence(Hit(passage, 1.0), row, 1.0, Fit.EXACT)
        for row in rows[:MOST_POINTED]
        for passage in reading.passages_of(row)
        if at_place(passage, understood.place)
    ]
    if not evidence:
        return not_found(understood, (), reading.years()) if rows else None
    return quoted(replace(understood, topic=(), role=None), evidence, {}, whole=True)


def _with_part(understood: Understanding, reading: Reading) -> list[DocumentRow]:
    """The document that tells most of the topic and has such a part, where none is named."""
    rows = {entry.row.id: entry.row for entry in reading.evidence(replace(understood, place=()))}
    for row in list(rows.values())[:MOST_POINTED]:
        if any(at_place(passage, understood.place) for passage in reading.passages_of(row)):
            return [row]
    return []

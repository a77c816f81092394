"""Heading and closing facts of the document pointed at: who signed, to whom it went, number, date."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer import Kind, Understanding
from assistant.answering.about import about
from assistant.answering.quoting import quotes
from assistant.composing.facts import facts, has_fact
from assistant.composing.passages import in_another_year
from assistant.composing.silence import not_found, which_document, which_year
from assistant.draft import Draft
from assistant.reading import Reading
from assistant.understanding import same_months
from ingest.archive.archive import DocumentRow
from ingest.vietnamese.text import fold, match_copy


def asked_facts(understood: Understanding, reading: Reading) -> Draft:
    """The facts asked of one document; several documents fit: asked back."""
    rows = reading.pointed(understood)
    if not (understood.names_document or understood.types or understood.periods or understood.topic):
        rows = [row for row in rows if has_fact(understood.kind, row)] or rows
    if len(rows) > 1:
        return which_document(understood, rows)
    if rows:
        return facts(understood, rows[0], reading.closing(rows[0]))
    if understood.names_document:
        return about(understood, reading)
    if understood.periods and not understood.year_given:
        draft = _of_another_year(understood, reading)
        if draft is not None:
            return draft
    if understood.kind in (Kind.DATE, Kind.NUMBER):  # of something a document tells about
        draft = quotes(understood, reading)
        if understood.kind is Kind.DATE or _tells_number(draft, understood):
            return draft
    return not_found(understood, reading.evidence(understood), reading.years())


def _tells_number(draft: Draft, understood: Understanding) -> bool:
    """Whether the number told is of a type asked for: a "Báo cáo số …" where the number of a report is asked."""
    if not understood.types:
        return True
    return any(
        f"{fold(name)} so" in fold(match_copy(line.text).text)
        for line in draft.lines
        for name in understood.types
    )


def _of_another_year(understood: Understanding, reading: Reading) -> Draft | None:
    """The same months of the only other year that has such a document; several: asked back; none: None."""
    found: dict[int, list[DocumentRow]] = {}
    for year in reading.years():
        moved = tuple(same_months(period, year) for period in understood.periods)
        rows = reading.pointed(replace(understood, periods=moved))
        if rows:
            found[year] = rows
    if len(found) > 1:
        return which_year(understood, sorted(found, reverse=True))
    for year, rows in found.items():
        if len(rows) > 1:
            return which_document(understood, rows)
        return in_another_year(understood, year, facts(understood, rows[0], reading.closing(rows[0])))
    return None

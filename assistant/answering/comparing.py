"""Two periods side by side: what each was reported to have done about the same thing."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from assistant.answer import Hit, Understanding
from assistant.composing.comparing import Side, compared
from assistant.draft import Draft
from assistant.evidence import Evidence, Fit, answering, weigh
from assistant.naming import named, of_one_body
from assistant.reading import Reading
from ingest.archive.archive import DocumentRow
from ingest.document import PassageKind, Period, Role


def comparison(understood: Understanding, reading: Reading) -> Draft | None:
    """Results, unless something else is asked for or only something else is told of both; None where neither period
    has anything about it."""
    role = understood.role or Role.RESULT
    sides = _sides(understood, {role}, reading)
    if understood.role is None and understood.topic and not all(side.evidence for side in sides):
        of_any = _sides(understood, set(Role), reading)
        sides = of_any if all(side.evidence for side in of_any) else sides
    return compared(understood, sides, role) if any(side.evidence for side in sides) else None


def _sides(understood: Understanding, roles: Set[Role], reading: Reading) -> list[Side]:
    return [
        Side(period, tuple(_told(replace(understood, periods=(period,)), roles, reading)))
        for period in understood.periods
    ]


def _told(understood: Understanding, roles: Set[Role], reading: Reading) -> list[Evidence]:
    """Every item of the roles for the period that answers, best first; in document order where all are asked for."""
    who = named(understood.question, understood.topic, reading.dated(understood), signed=False)
    rows = list(who.rows) if who.issuer else of_one_body(who.rows)
    rows = [row for row in rows if _reports_all(row, understood.periods[0])] or rows
    about = replace(understood, topic=who.topic)
    evidence = [entry for row in rows for entry in _weighed(row, about, roles, reading)]
    return answering(sorted(evidence, key=lambda entry: -entry.strength)) if who.topic else evidence


def _weighed(row: DocumentRow, about: Understanding, roles: Set[Role], reading: Reading) -> list[Evidence]:
    hits = [
        Hit(passage, 1.0)
        for passage in reading.passages_of(row)
        if passage.role in roles and passage.kind is PassageKind.ITEM
    ]
    found = weigh(hits, {row.id: row}, about, reading.weights)
    return [entry for entry in found if entry.fit is Fit.EXACT]


def _reports_all(row: DocumentRow, period: Period) -> bool:
    told = row.heading.reported
    return told is not None and (told.start, told.end) == (period.start, period.end)

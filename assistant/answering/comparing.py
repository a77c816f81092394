"""Two periods side by side: what each was reported to have done about the same thing."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from assistant.answer import Hit, Understanding
from assistant.composing.comparing import Side, compared
from assistant.composing.coverage import months_of
from assistant.draft import Draft
from assistant.evidence import Evidence, Fit, answering, weigh
from assistant.naming import named, of_one_body
from assistant.reading import Reading
from ingest.archive.archive import DocumentRow
from ingest.document import PassageKind, Period, Role


def comparison(understood: Understanding, reading: Reading) -> Draft | None:
    """What is told of both periods: of the role asked for, else results, else anything; None where neither period
    has anything about it."""
    wanted: list[Set[Role]] = [{understood.role}] if understood.role else []
    wanted.append({Role.RESULT})
    if understood.topic and understood.role is None:
        wanted.append(set(Role))
    tried = [(roles, _sides(understood, roles, reading)) for roles in wanted]
    both = [entry for entry in tried if all(side.evidence for side in entry[1])]
    one = [entry for entry in tried if any(side.evidence for side in entry[1])]
    if not one or (not both and understood.role is None and not all(map(_is_month, understood.periods))):
        return None  # what stands for a year is told in many places: quoted, wherever it is
    roles, sides = (both or one)[0]
    return compared(understood, sides, plan=roles == {Role.PLAN})


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


def _is_month(period: Period) -> bool:
    return len(months_of(period)) == 1


def _reports_all(row: DocumentRow, period: Period) -> bool:
    told = row.heading.reported
    return told is not None and (told.start, told.end) == (period.start, period.end)

"""A figure of a year or quarter: told by its own report, else put together from the monthly ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import cues
from assistant.answer import Understanding
from assistant.composing.coverage import Month, month_of, months_of
from assistant.composing.quotes import line_text
from assistant.composing.totals import Told, stated, totalled
from assistant.concepts import Concept, Phrase, coverage
from assistant.draft import Draft
from assistant.evidence import MINIMUM_COVERAGE, Fit
from assistant.figures import counting
from assistant.naming import named, of_one_body, without
from assistant.reading import Reading
from ingest.archive.archive import DocumentRow
from ingest.document import Passage, PassageKind, Role
from ingest.vietnamese.text import fold

# "Cộng các báo cáo tháng", "theo báo cáo hằng tháng": the months themselves, whatever a report of the year states.
_BY_MONTH = re.compile(
    r"\b(?:(?:theo|cong|gop|tu|tong hop|tinh tu|dua vao)( lai| don| tren)?( tat ca)?( cac| nhung| tung| 12)* )?"
    r"bao cao (?:hang |tung |cua cac |cua tung |cac )?thang\b(?! \d| (?:nay|truoc|sau|vua|tu|mot|hai|ba)\b)"
)
# "Tổ chức bao nhiêu lớp", "mở … lớp": which verb is said tells nothing of what is counted.
_DOING = (("to", "chuc"), ("thuc", "hien"), ("trien", "khai"), ("mo",), ("da",))


def total(understood: Understanding, reading: Reading) -> Draft | None:
    """None where nothing says what is counted, or neither the whole period nor its months are told."""
    folded = fold(understood.question)
    unit = cues.unit_asked(folded)
    if unit is None or not understood.topic:
        return None
    by_month = _BY_MONTH.search(folded)
    said = ((*by_month[0].split(),), ("thi",)) if by_month else ()
    (period,) = understood.periods
    who = named(
        understood.question,
        without(understood.topic, (*_DOING, *said)),
        reading.dated(replace(understood, types=())),
        signed=False,
    )
    rows = who.rows if who.issuer else of_one_body(who.rows)
    for row in rows if by_month is None else ():
        told = row.heading.reported
        if told is not None and (told.start, told.end) == (period.start, period.end):
            telling = _telling(row, unit, who.topic, reading)
            if telling:
                return stated(understood, row, telling)
    asked = months_of(period)
    months: dict[Month, Told] = {}
    for row in rows:
        month = month_of(row)
        if month in asked:
            telling = _telling(row, unit, who.topic, reading)
            months[month] = Told(row, reading.heading(row), tuple(telling))
    if not any(told.passages for told in months.values()) or _is_told_once(understood, unit, reading):
        return None
    return totalled(understood, dict(sorted(months.items())), unit)


def _is_told_once(understood: Understanding, unit: Phrase, reading: Reading) -> bool:
    """Whether a document that is no report of a time tells the figure: of an event, it is not added up."""
    return any(
        entry.row.heading.reported is None
        and entry.role is not Role.PLAN
        and entry.fit is Fit.EXACT
        and counting(entry.passage.text, unit) is not None
        for entry in reading.answering(reading.evidence(understood))
    )


def _telling(row: DocumentRow, unit: Phrase, topic: Sequence[Concept], reading: Reading) -> list[Passage]:
    """The results of a report that say how many; of several, those that are most about the topic."""
    shares = [
        (coverage(topic, line_text(passage, passage.text), reading.weights), passage)
        for passage in reading.passages_of(row)
        if passage.kind is PassageKind.ITEM
        and passage.role is Role.RESULT
        and counting(passage.text, unit) is not None
    ]
    best = max((share for share, _ in shares), default=0.0)
    return [passage for share, passage in shares if share >= max(best, MINIMUM_COVERAGE)]

"""What of a period's tasks its report tells as not finished: put off, done in part, carried over."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files

from assistant import cues
from assistant.answer import Hit, Understanding
from assistant.composing.coverage import months_of
from assistant.composing.passages import quoted
from assistant.composing.silence import not_found
from assistant.draft import Draft
from assistant.evidence import Evidence, Fit, answering, weigh
from assistant.naming import of_one_body, without
from assistant.reading import Reading
from ingest.archive.archive import DocumentRow
from ingest.document import Passage, PassageKind, Period, Role
from ingest.vietnamese.text import fold, match_copy

# "Ban đã hoàn thành 13/14 nhiệm vụ": a review tells of unfinished tasks where fewer are done than planned.
_REVIEW = re.compile(r"(\d+)/(\d+) nhiem vu\b")
# Words of a question that only say once more that a task is not finished.
_SAYING_SO = tuple(
    tuple(words.split())
    for words in (
        "bi cham",
        "cham",
        "cham tre",
        "tre",
        "tre han",
        "con",
        "sot",
        "con sot",
        "vuong",
        "dang do",
        "so sanh",
    )
)


def unfinished(understood: Understanding, reading: Reading) -> Draft | None:
    """Every such result of the report on the period, else its review of a month in which all was done.

    None where no report on the period is held, or none that tells of the topic.
    """
    dated = reading.dated(replace(understood, types=()))
    rows = [row for row in dated if any(_reports_on(row, period) for period in understood.periods)]
    results = [
        (passage, row)
        for row in (rows if understood.body else of_one_body(rows))
        for passage in reading.passages_of(row)
        if passage.kind is PassageKind.ITEM and passage.role is Role.RESULT
    ]
    about = replace(understood, topic=without(understood.topic, _SAYING_SO))
    told = [item for item in results if is_unfinished(item[0])]
    if not told and not about.topic:
        told = [item for item in results if _REVIEW.search(_folded(item[0]))]
    entries = [
        entry
        for passage, row in told
        for entry in weigh([Hit(passage, 1.0)], {row.id: row}, about, reading.weights)
        if entry.fit is Fit.EXACT
    ]
    if about.topic:
        entries = answering(sorted(entries, key=lambda entry: -entry.strength))
    if entries:
        return quoted(replace(about, topic=(), role=Role.RESULT), entries, {}, whole=True)
    return not_found(understood, (), reading.years()) if results and not about.topic else None


def reviewed(understood: Understanding, reading: Reading) -> Draft | None:
    """What the report of each month asked says of its tasks as a whole: "đã hoàn thành 13/14 nhiệm vụ".

    None where no number of finished tasks is asked for, or none is told.
    """
    if not (understood.periods and cues.asks_tasks_done(fold(understood.question))):
        return None
    dated = reading.dated(replace(understood, types=()))
    rows = [row for row in dated if any(_reports_on(row, period) for period in understood.periods)]
    told = [
        Evidence(Hit(passage, 1.0), row, 1.0, Fit.EXACT)
        for row in (rows if understood.body else of_one_body(rows))
        for passage in reading.passages_of(row)
        if passage.role is Role.RESULT and _REVIEW.search(_folded(passage))
    ]
    told.sort(key=lambda entry: entry.row.heading.reported.start if entry.row.heading.reported else date.min)
    return quoted(replace(understood, topic=(), role=Role.RESULT), told, {}, whole=True) if told else None


def _reports_on(row: DocumentRow, period: Period) -> bool:
    told = row.heading.reported
    return told is not None and months_of(told) == months_of(period)


def is_unfinished(passage: Passage) -> bool:
    """Whether a result tells that something was put off, done in part, or not done."""
    folded = _folded(passage)
    review = _REVIEW.search(folded)
    return _expression().search(folded) is not None or bool(review and int(review[1]) < int(review[2]))


def _folded(passage: Passage) -> str:
    return fold(match_copy(passage.text).text)


@cache
def _expression() -> re.Pattern[str]:
    data = tomllib.loads(files("assistant").joinpath("unfinished.toml").read_text(encoding="utf-8"))
    return re.compile("|".join(data["results"]))

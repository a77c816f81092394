"""What became of one task: the plan or order that set it, and the results told of it since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from assistant.answer import Hit, Kind, Understanding
from assistant.answering.following_up import elsewhere, task_of
from assistant.answering.unfinished import is_unfinished
from assistant.composing.following_up import became
from assistant.composing.quotes import line_text
from assistant.concepts import Concept, coverage
from assistant.draft import Draft
from assistant.evidence import MINIMUM_COVERAGE, Evidence, Fit, answering, strongest
from assistant.naming import of_own_commission, without
from assistant.reading import Reading
from ingest.archive.archive import DocumentRow
from ingest.document import PassageKind, Period, Role

# A result tells of the task when it covers this share of its words, or enough of the question's.
_SAME_TASK = 0.6
_MOST_RESULTS = 4
# A task that is put off is done within this time, or never told of.
_HALF_A_YEAR = timedelta(days=184)
# Reports are written in the last days of the month that they report on.
_MOST_OF_A_MONTH = timedelta(days=18)
# Words that only ask whether a task is done, or say that it was set.
_SAYING_SO = tuple(
    tuple(words.split())
    for words in (
        "xong", "kip", "mo", "ra", "lui", "lui sang", "bi lui", "giao", "duoc giao", "de ra", "dat ra", "du dinh",
        "phan dau", "phan dau xong", "hua", "thuc hien", "hoan thanh", "chua", "sao", "toi dau", "den dau", "trinh",
        "to chuc", "lam", "moi", "moi mo", "tham muu", "ke hoach",
    )
)  # fmt: skip


def outcome(understood: Understanding, reading: Reading) -> Draft | None:
    """The plan that tells most of the task, and what documents of the half year after it tell, up to the first that
    calls it done.

    None where no plan or order for it is held. Results of the months between are told because a task may be
    put off from one to the next.
    """
    topic = without(understood.topic, _SAYING_SO)
    if not topic:
        return None
    about = replace(
        understood,
        kind=Kind.FACT,
        topic=topic,
        periods=(),
        role=None,
        asks_figure=False,
        asks_day=False,
        asks_place=False,
        counted=None,
    )
    set_by = frozenset(row.id for row in reading.numbered(understood)) if understood.numbers else None
    planned = [
        entry
        for entry in reading.evidence(replace(about, periods=understood.periods), set_by or None)
        if entry.fit is Fit.EXACT and (entry.role is Role.PLAN or set_by and entry.role is Role.NONE)
    ]
    if not (understood.body or set_by):
        own = of_own_commission([entry.row for entry in planned])
        planned = [entry for entry in planned if entry.row.id in own]
    plans = answering(planned, MINIMUM_COVERAGE)
    if not plans or (understood.kind is Kind.FOLLOW and len(plans) > 1):
        return None  # several items of a plan are followed side by side
    plan = plans[0]
    results = _until_done(_told_since(plan, topic, understood, reading), plan)
    return became(understood, plan, results, reading.footnotes(results))


def _told_since(
    plan: Evidence, topic: Sequence[Concept], understood: Understanding, reading: Reading
) -> list[Evidence]:
    """Results that tell most of the task, in the order of their documents: every item of them is looked at."""
    task = task_of(plan.passage)
    weights = reading.weights_of((*task, *topic))
    told = []
    for row in _documents_since(plan, understood, reading):
        for passage in reading.passages_of(row):
            if passage.role is not Role.RESULT or passage.kind is not PassageKind.ITEM:
                continue
            text = line_text(passage, passage.text)
            if not elsewhere(plan.passage.text, text):
                share = max(coverage(task, text, weights), coverage(topic, text, weights))
                told.append(Evidence(Hit(passage, 1.0), row, share, Fit.EXACT))
    told = answering(strongest(told), _SAME_TASK)
    return sorted(told, key=lambda entry: (entry.row.date or date.min, entry.passage.order))


def _documents_since(plan: Evidence, understood: Understanding, reading: Reading) -> list[DocumentRow]:
    """Documents of the half year after the plan's: the same task a year later is another task, and so is that of
    another body. What the province orders its own commission tells of."""
    since = plan.row.date
    if since is None:
        return []
    half_year = Period(since + timedelta(days=1), since + _HALF_A_YEAR, "")
    found = reading.dated(replace(understood, periods=(half_year,), types=(), body=()))
    rows = [row for row in found if row.date is not None and half_year.start <= row.date <= half_year.end]
    own = of_own_commission((plan.row, *rows))
    if plan.row.id in own:
        return [row for row in rows if row.id in own]
    return [row for row in rows if row.issuer == plan.row.issuer]


def _until_done(results: Sequence[Evidence], plan: Evidence) -> list[Evidence]:
    """The results of each document in turn, up to the first one of the plan's time or later that does not call the
    task unfinished."""
    due = plan.passage.period or plan.row.heading.planned
    kept: list[Evidence] = []
    done_by: str | None = None
    for entry in results:
        if done_by is not None and entry.row.id != done_by:
            break
        kept.append(entry)
        late = due is None or entry.row.date is None or entry.row.date >= due.start + _MOST_OF_A_MONTH
        if late and not is_unfinished(entry.passage):
            done_by = entry.row.id
    return kept[:_MOST_RESULTS]

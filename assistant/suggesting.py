"""Next questions that the archive can really answer, made from what was cited: catalogue look-ups only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.answer import Kind, Understanding, Verdict
from assistant.composing.coverage import Month, month_name, months_of
from assistant.draft import Cited, Draft
from assistant.naming import of_one_body
from assistant.reading import Reading
from assistant.templates import render
from ingest.archive.archive import DocumentRow
from ingest.document import Period, Role

_MOST = 3


def follow_ups(understood: Understanding, draft: Draft, reading: Reading) -> tuple[str, ...]:
    """At most three questions, none for an answer that found nothing."""
    if draft.verdict not in (Verdict.ANSWERED, Verdict.PARTIAL) or not draft.cited:
        return ()
    found: dict[str, None] = {}
    for question in _candidates(understood, draft, reading):
        found.setdefault(question)
        if len(found) == _MOST:
            break
    return tuple(found)


def _candidates(understood: Understanding, draft: Draft, reading: Reading) -> Iterator[str]:
    plans = [e for e in draft.cited if e.passage.role is Role.PLAN]
    plan = next((e for e in plans if _month(e.passage.period)), None)
    done = next((e for e in draft.cited if e.passage.role is Role.RESULT), None)
    month = _month(plan.passage.period) if plan else None
    if (
        plan is not None
        and month
        and understood.kind is not Kind.FOLLOW
        and _is_reported(plan, reading, understood)
    ):
        yield render("suggest_follow", month=month_name(month), issuer=_body(plan.row, reading, understood))
    month = _month(done.row.heading.planned) if done and not plans else None
    if done is not None and month:
        yield render("suggest_plan", month=month_name(month), issuer=_body(done.row, reading, understood))
    row = draft.cited[0].row  # the document the answer begins with
    if row.number and row.type and _is_alone(row, reading, understood):
        document = f"{row.type} số {row.number}"
        if row.heading.signer and understood.kind is not Kind.SIGNER:
            yield render("suggest_signer", document=document)
        if row.heading.recipients and understood.kind is not Kind.RECIPIENTS:
            yield render("suggest_recipients", document=document)


def _month(period: Period | None) -> Month | None:
    months = months_of(period) if period else []
    return months[0] if len(months) == 1 else None


def _is_reported(plan: Cited, reading: Reading, understood: Understanding) -> bool:
    """Whether a document of the same body reports on the period planned for."""
    period = plan.passage.period
    return period is not None and any(
        row.issuer == plan.row.issuer and row.heading.reported and period.contains(row.heading.reported)
        for row in reading.dated(replace(understood, periods=(period,), types=()))
    )


def _body(row: DocumentRow, reading: Reading, understood: Understanding) -> str | None:
    """The issuer, where a question that names none would be taken as of another body."""
    told = row.heading.reported
    if told is None:
        return None
    alike = reading.dated(replace(understood, periods=(told,), types=()))
    return None if any(other.id == row.id for other in of_one_body(alike)) else row.issuer


def _is_alone(row: DocumentRow, reading: Reading, understood: Understanding) -> bool:
    """Whether the number names this document only: else the next question would be asked back."""
    number = row.heading.number
    return number is not None and len(reading.numbered(replace(understood, numbers=(number,)))) == 1

"""Which documents there are, and how many: enumerated from the catalogue, never cut at the best hits."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from assistant import cues
from assistant.answer import Kind, Understanding
from assistant.answering.sections import of_section
from assistant.composing.documents import Asked, listed
from assistant.composing.facts import is_draft
from assistant.composing.passages import quoted
from assistant.composing.silence import not_found
from assistant.concepts import Concept
from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.naming import named, without
from assistant.pointing import titled
from assistant.reading import Reading
from ingest.archive.archive import DocumentRow
from ingest.document import Period, Role
from ingest.vietnamese.text import fold

_REPORT = "Báo cáo"
# Words that only say that a document was issued or how it was: no topic of a document.
_MAKING = (("ban", "hanh"), ("ky", "ban", "hanh"), ("ky",), ("du", "thao"), ("van", "ban"), ("trong", "kho"))
# The title under which reports tell what was issued in the month.
_ISSUED = (Concept((("ban", "hanh"),)),)
_MONTH = timedelta(days=31)
# "Báo cáo tháng", "báo cáo quý" without a number: the length of what is reported, in days.
_LENGTH = re.compile(r"\bbao cao( hang)? (thang|quy|nam)\b(?! \d| (nay|ngoai|truoc))")
# "Các báo cáo ra trong quý IV": when they were issued, not what they report on.
_OUT = re.compile(r"\bra (?=(?:trong|ngay|thang|quy|nam|duoc|nhung|cac)\b)")
_LENGTHS = {"thang": (28, 31), "quy": (90, 92), "nam": (365, 366)}


def documents(understood: Understanding, reading: Reading) -> Draft | None:
    """The documents of the types, time, issuer, signer and subject asked; None where it is no list of them."""
    folded = fold(understood.question)
    rows = reading.dated(replace(understood, types=()))
    rows = [row for row in rows if _is_typed(row, understood) and _is_timed(row, understood, folded)]
    who = named(understood.question, understood.topic, rows, signed=True)
    if who.unknown_signer:
        return not_found(understood, (), reading.years())
    rows = [row for row in who.rows if is_draft(row)] if cues.asks_drafts(folded) else list(who.rows)
    topic = without(who.topic, _MAKING)
    length = _LENGTH.search(folded)
    if length:
        rows = [row for row in rows if _lasts(row.heading.reported, _LENGTHS[length[2]])]
        topic = without(topic, ((length[2],),))
    rows = [row for row in rows if titled(row, topic, reading.weights)]
    told = [] if topic or who.signer else _told_issued(understood, folded, reading)
    if who.issuer:  # a report tells what its own body issued
        told = [entry for entry in told if entry.row.issuer == who.issuer]
    if not rows and told:
        return quoted(understood, told, {}, whole=True)
    if not rows:
        # A subject that no title names is what documents say, not which there are.
        return None if topic else not_found(understood, (), reading.years())
    asked = Asked(
        rows=tuple(rows),
        issuer=who.issuer,
        signer=who.signer,
        subject=bool(topic),
        drafts=cues.asks_drafts(folded),
        monthly=length is not None and length[2] == "thang",
    )
    return listed(understood, asked, {row.id: reading.heading(row) for row in asked.shown}, told)


def _told_issued(understood: Understanding, folded: str, reading: Reading) -> list[Evidence]:
    """What the report on the month asked tells as issued, of the types asked: more than the archive may hold."""
    if understood.kind is not Kind.LIST or not (cues.is_issuing(folded) or _OUT.search(folded)):
        return []
    if any(period.end - period.start > _MONTH for period in understood.periods):
        return []
    about = replace(understood, types=(), topic=(), section=_ISSUED, role=Role.RESULT)
    return [
        entry
        for entry in of_section(about, reading)
        if not understood.types or any(_names(entry.passage.text, name) for name in understood.types)
    ]


def _names(text: str, name: str) -> bool:
    return fold(text).startswith(fold(name))


def _is_typed(row: DocumentRow, understood: Understanding) -> bool:
    """Of a type asked for; a document without a type that reports on a period is a report."""
    if not understood.types or row.type in understood.types:
        return True
    return row.type is None and _REPORT in understood.types and row.heading.reported is not None


def _is_timed(row: DocumentRow, understood: Understanding, folded: str) -> bool:
    """Reporting on a part of a period asked, or dated in it; where issuing is asked about, issued in it."""
    issued = cues.is_issuing(folded) or _OUT.search(folded) is not None
    if issued and is_draft(row) and not cues.asks_drafts(folded):
        return False
    if not understood.periods:
        return True
    told = row.heading.reported
    if told is not None and not (issued and row.date):
        return any(period.contains(told) for period in understood.periods)
    if row.date is not None:
        return any(period.start <= row.date <= period.end for period in understood.periods)
    planned = row.heading.planned
    return planned is not None and any(period.contains(planned) for period in understood.periods)


def _lasts(told: Period | None, days: tuple[int, int]) -> bool:
    return told is not None and days[0] <= (told.end - told.start).days + 1 <= days[1]

"""A list of documents: how many, of what, then each as it is cited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from assistant.answer import AnswerLine, Computed, LineRole, Understanding, Verdict
from assistant.citing import cite_as
from assistant.composing.coverage import month_of, months_of, months_told
from assistant.composing.passages import scope_lines
from assistant.composing.quotes import whole_line
from assistant.composing.silence import understood_periods
from assistant.draft import CitationBook, Draft
from assistant.evidence import Evidence
from assistant.templates import render
from ingest.archive.archive import DocumentRow
from ingest.document import Passage

# A list of this many still reads on a phone; a longer one is told by month or year, its newest shown.
_MOST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """The documents that fit, newest first, and what was understood of the question for them."""

    rows: tuple[DocumentRow, ...]
    issuer: str | None
    signer: str | None
    subject: bool  # a subject was named, and their titles cover it
    drafts: bool
    monthly: bool  # reports of single months were asked for

    @property
    def shown(self) -> tuple[DocumentRow, ...]:
        return self.rows[:_MOST_SHOWN]


def listed(
    understood: Understanding, asked: Asked, headings: Mapping[str, Passage], issued: Sequence[Evidence] = ()
) -> Draft:
    """``headings``: the passage that shows each document, by document id; ``issued``: what a report tells of it."""
    book = CitationBook()
    lines: list[AnswerLine] = []
    for row in asked.shown:
        marker = book.cite(headings[row.id], row)
        lines.append(AnswerLine(f"{cite_as(row.file, row.heading)}.", (marker,), LineRole.HEADING))
    markers = tuple(marker for line in lines for marker in line.markers)
    told = understood_periods(understood)
    computed = [
        *told,
        Computed(str(len(asked.rows)), markers, "đếm trong danh mục văn bản của kho"),
        *(Computed(name, markers, "theo phần đầu, phần ký của văn bản") for name in _names(asked)),
    ]
    text = render(
        "documents",
        many=len(asked.rows),
        kind=_kind(understood, asked),
        issuer=asked.issuer,
        signer=asked.signer,
        subject=asked.subject,
    )
    counted = tuple(range(len(told), len(computed)))
    first = [*scope_lines(understood), AnswerLine(text, (), LineRole.COMPUTED, counted)]
    if asked.monthly and understood.periods and len(months_of(understood.periods[0])) > 1:
        held = {month for row in asked.rows if (month := month_of(row))}
        line, values = months_told(held, understood.periods[0], len(computed), markers)
        first.append(line)
        computed += values
    if len(asked.rows) > _MOST_SHOWN:
        for name, many in _grouped(asked.rows):
            value = Computed(f"{name}: {many}", markers, "đếm trong danh mục văn bản của kho")
            first.append(AnswerLine(f"{name}: {many} văn bản.", (), LineRole.COMPUTED, (len(computed),)))
            computed.append(value)
    lines += [whole_line(entry.passage, entry.row, book) for entry in issued]
    notes = (render("documents_newest", many=_MOST_SHOWN),) if len(asked.rows) > _MOST_SHOWN else ()
    return Draft(Verdict.ANSWERED, (*first, *lines), book.cited, tuple(computed), notes)


def _names(asked: Asked) -> list[str]:
    return [name for name in (asked.issuer, asked.signer) if name]


def _kind(understood: Understanding, asked: Asked) -> str:
    kinds = ", ".join(name.lower() for name in understood.types) or "văn bản"
    if asked.monthly:
        kinds += " tháng"
    return f"dự thảo {kinds}" if asked.drafts else kinds


def _grouped(rows: Sequence[DocumentRow]) -> list[tuple[str, int]]:
    """How many of each year; of each month where all are of one year; newest first, undated last."""
    days = [row.date for row in takewhile(lambda row: row.date is not None, rows) if row.date]
    one_year = len({day.year for day in days}) == 1
    names = [f"Tháng {day.month}/{day.year}" if one_year else f"Năm {day.year}" for day in days]
    undated = len(rows) - len(days)
    return [*Counter(names).items(), *([("Không ghi ngày", undated)] if undated else [])]

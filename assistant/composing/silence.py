"""Saying that the archive does not hold it, or asking back (promise 5)."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from assistant.answer import Choice, Computed, Understanding, Verdict
from assistant.citing import cite_as, interval, name
from assistant.draft import Draft, nearest
from assistant.evidence import Evidence
from assistant.templates import render
from ingest.archive.archive import DocumentRow
from ingest.document import Passage

_NEAREST = 3
_CHOICES = 6
_LABEL = 160  # characters


def not_found(
    understood: Understanding,
    evidence: Sequence[Evidence],
    years: Sequence[int],
    meant: Sequence[tuple[Passage, DocumentRow]] = (),
) -> Draft:
    """Nothing answers: no line, no citation; the nearest passages are shown as unverified. Where no passage has the
    words, those ``meant``."""
    if understood.periods:
        said = ", ".join(interval(period) for period in understood.periods)
        note = render("not_found_period", interval=said, years=", ".join(map(str, years)))
    else:
        note = render("not_found")
    near = [(entry.passage, entry.row) for entry in evidence] or list(meant)
    close = tuple(nearest(passage, row) for passage, row in near[:_NEAREST])
    return Draft(Verdict.NOT_FOUND, notes=(note,), nearest=close)


def unknown_number(understood: Understanding) -> Draft:
    note = render("number_unknown", number=", ".join(number.raw for number in understood.numbers))
    return Draft(Verdict.NOT_FOUND, notes=(note,))


def which_topic() -> Draft:
    return Draft(Verdict.CLARIFY, notes=(render("clarify_topic"),))


def which_document(understood: Understanding, rows: Sequence[DocumentRow]) -> Draft:
    """Several documents fit: the newest first, each as the question asked of it alone."""
    question = understood.question.rstrip(" ?.")
    choices = tuple(
        Choice(
            shorten(cite_as(row.file, row.heading), _LABEL, placeholder=" …"),
            f"{question} – {name(row.file, row.heading)}?",
        )
        for row in rows[:_CHOICES]
    )
    return Draft(Verdict.CLARIFY, notes=(render("clarify_documents"),), choices=choices)


def which_year(understood: Understanding, years: Sequence[int]) -> Draft:
    """The months asked for are covered in several years, none of them the one understood."""
    said = " và ".join(period.said for period in understood.periods)
    choices = []
    for year in years[:_CHOICES]:
        question = understood.question
        for period in understood.periods:
            question = question.replace(period.said, f"{period.said}/{year}", 1)
        choices.append(Choice(f"{said}/{year}", question))
    return Draft(Verdict.CLARIFY, notes=(render("clarify_years", said=said),), choices=tuple(choices))


def understood_periods(understood: Understanding) -> tuple[Computed, ...]:
    """The periods as computed values: what was said, resolved against ``as_of``."""
    return tuple(
        Computed(interval(period), (), f"“{period.said}” tính theo ngày {understood.as_of:%d/%m/%Y}")
        for period in understood.periods
    )

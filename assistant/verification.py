"""Promises 1 and 2, checked on every line whoever wrote it.

A citation is kept only if its quote stands in the stored passage. A line is kept only if it has a
kept citation (or a computed value it names) and everything in it that is a number, a date or a name stands in
what it cites: the quotes, the heading facts of the cited documents, the carried lead-ins, or a computed entry.
What fails is dropped and counted, and markers are renumbered in the order of the lines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answer import AnswerLine, Citation, Computed, Dropped, LineRole
from assistant.citing import long_date, name, short_date
from assistant.draft import Cited
from ingest.document import Heading
from ingest.vietnamese.numbers import TYPE_NAMES

_DIGIT = re.compile(r"\d")
# Two capitalised words in a row: a name of a person, a body or a place.
_NAME = re.compile(r"(?<!\w)[A-ZĐÀ-ÝĂƠƯẠ-Ỹ][\wÀ-ỹ]*(?:\s+[A-ZĐÀ-ÝĂƠƯẠ-Ỹ][\wÀ-ỹ]*)+")


def verify(
    lines: Sequence[AnswerLine],
    cited: Sequence[Cited],
    computed: Sequence[Computed],
    restated: Sequence[str] = (),
) -> tuple[tuple[AnswerLine, ...], tuple[Citation, ...], tuple[Computed, ...], Dropped]:
    """The lines and citations that hold, renumbered, and how many did not.

    ``restated`` are words of the question; only a scope line, which restates it, may lean on them.
    """
    by_marker = {
        entry.citation.marker: entry for entry in cited if entry.citation.quote in entry.passage.text
    }
    kept = [line for line in lines if _holds(line, by_marker, computed, restated)]
    order = list(dict.fromkeys(marker for line in kept for marker in line.markers))
    renumbered = {old: new for new, old in enumerate(order, start=1)}
    return (
        tuple(replace(line, markers=tuple(renumbered[marker] for marker in line.markers)) for line in kept),
        tuple(replace(by_marker[old].citation, marker=new) for old, new in renumbered.items()),
        tuple(
            replace(
                value, sources=tuple(renumbered[marker] for marker in value.sources if marker in renumbered)
            )
            for value in computed
        ),
        Dropped(lines=len(lines) - len(kept), quotes=len(cited) - len(by_marker)),
    )


def _holds(
    line: AnswerLine, by_marker: Mapping[int, Cited], computed: Sequence[Computed], restated: Sequence[str]
) -> bool:
    if any(marker not in by_marker for marker in line.markers):
        return False
    values = [computed[index] for index in line.computed if index < len(computed)]
    if len(values) != len(line.computed) or not (line.markers or values):
        return False
    entries = [by_marker[marker] for marker in line.markers]
    if not _roles_agree(line, entries):
        return False
    support = [text for entry in entries for text in _support(entry)]
    support += [value.value for value in values]
    if line.role is LineRole.SCOPE:
        support += restated
    return not unsupported(line.text, support)


def _roles_agree(line: AnswerLine, entries: Sequence[Cited]) -> bool:
    """A line told as result or plan rests on passages of that role alone (promise 4)."""
    if line.role not in (LineRole.RESULT, LineRole.PLAN):
        return True
    return all(entry.passage.role.value == line.role.value for entry in entries)


def unsupported(text: str, support: Sequence[str]) -> list[str]:
    """The numbers and names of ``text`` that stand in none of ``support``."""
    rest = text
    for known in sorted({known for known in support if known}, key=len, reverse=True):
        rest = re.sub(rf"(?<!\w){re.escape(known)}(?!\w)", " · ", rest)
    for word in TYPE_NAMES.values():
        rest = rest.replace(word, " · ")
    return [word for word in rest.split() if _DIGIT.search(word)] + _NAME.findall(rest)


def _support(entry: Cited) -> list[str]:
    citation, heading = entry.citation, entry.row.heading
    about = citation.about
    return [
        citation.quote,
        citation.cite_as,
        name(entry.row.file, heading),
        name(entry.row.file, heading, number=False),
        name(entry.row.file, heading, day=False),
        *entry.passage.lead_in,
        *_heading_values(heading),
        *(
            value
            for value in (about and about.number, about and about.issuer, about and about.title)
            if value
        ),
    ]


def _heading_values(heading: Heading) -> list[str]:
    dates = [short_date(heading.date), long_date(heading.date)] if heading.date else []
    texts = (
        heading.number.canonical if heading.number else None,
        heading.type,
        heading.place,
        heading.issuer,
        heading.title,
        heading.signer,
        heading.signer_role,
        heading.signed_for,
        heading.urgency,
        heading.circulation,
    )
    return [
        *dates,
        *(text for text in texts if text),
        *heading.recipients,
        *heading.addressed_to,
        *heading.reported_to,
    ]

"""Promises 1 and 2, checked on every line whoever wrote it.

A citation is kept only if it is of the passage and document it names and its quote stands in the stored passage.
A line is kept only if it has a kept citation (or a computed value it names) and everything in it that is a
number, a date or a name stands in what it cites: the quotes, the heading facts of the cited documents, the
carried lead-ins, or a computed entry. A computed entry counts while every citation it was made from is kept.
What fails is dropped and counted, and markers are renumbered in the order of the lines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answer import AnswerLine, Citation, Computed, Dropped, Fault, LineRole, Loss
from assistant.citing import card, cite_as, long_date, name, short_date
from assistant.draft import Cited
from assistant.sums import adds_up
from assistant.support import rest, unsupported
from assistant.tables import cells_of
from ingest.document import Heading, Passage, PassageKind

# Told in the words of the line's own, it makes a plan a result.
_DONE = re.compile(r"(?i)(?<!\w)đã(?!\w)")
_LETTER = re.compile(r"[^\W\d_]")
_YEAR = re.compile(r"(?:19|20)\d\d")
# Roles of lines that speak for passages of that role alone.
_OF_ONE_ROLE = (LineRole.RESULT, LineRole.PLAN, LineRole.NONE)


def verify(
    lines: Sequence[AnswerLine],
    cited: Sequence[Cited],
    computed: Sequence[Computed],
    restated: Sequence[str] = (),
) -> tuple[tuple[AnswerLine, ...], tuple[Citation, ...], tuple[Computed, ...], Dropped]:
    """The lines and citations that hold, renumbered, and how many did not.

    A computed entry made from citations is kept with the lines that name it, and its citations with it.
    ``restated`` are words of the question; only a scope line, which restates it, may lean on them.
    """
    by_marker = _genuine(cited)
    kept = [line for line in lines if _fault(line, by_marker, computed, restated) is None]
    named = {index for line in kept for index in line.computed}
    values = [index for index, value in enumerate(computed) if index in named or not value.sources]
    moved = {old: new for new, old in enumerate(values)}
    order = dict.fromkeys(
        marker
        for line in kept
        for marker in (
            *line.markers,
            *(source for index in line.computed for source in computed[index].sources),
        )
    )
    renumbered = {old: new for new, old in enumerate(order, start=1)}
    return (
        tuple(
            replace(
                line,
                markers=tuple(renumbered[marker] for marker in line.markers),
                computed=tuple(moved[index] for index in line.computed),
            )
            for line in kept
        ),
        tuple(replace(by_marker[old].citation, marker=new) for old, new in renumbered.items()),
        tuple(
            replace(computed[index], sources=tuple(renumbered[marker] for marker in computed[index].sources))
            for index in values
        ),
        Dropped(lines=len(lines) - len(kept), quotes=len(cited) - len(by_marker)),
    )


def losses(
    lines: Sequence[AnswerLine],
    cited: Sequence[Cited],
    computed: Sequence[Computed],
    restated: Sequence[str] = (),
) -> tuple[Loss, ...]:
    """The quotes and lines that ``verify`` drops of the same values, each with its reason."""
    by_marker = _genuine(cited)
    quotes = [(entry.citation.quote, _false(entry)) for entry in cited]
    told = [(line, _fault(line, by_marker, computed, restated)) for line in lines]
    return (
        *(Loss(quote, fault) for quote, fault in quotes if fault is not None),
        *(
            Loss(
                line.text,
                fault,
                tuple(unsupported(line.text, _leans_on(line, by_marker, computed, restated))),
            )
            if fault is Fault.UNSUPPORTED
            else Loss(line.text, fault)
            for line, fault in told
            if fault is not None
        ),
    )


def _genuine(cited: Sequence[Cited]) -> dict[int, Cited]:
    return {entry.citation.marker: entry for entry in cited if _false(entry) is None}


def _false(entry: Cited) -> Fault | None:
    """What is wrong with a citation: its quote stands in the passage, and what is said of passage and document is
    theirs."""
    citation, passage, row = entry.citation, entry.passage, entry.row
    if not citation.quote.strip() or citation.quote not in passage.text:
        return Fault.QUOTE
    said = (citation.passage_id, citation.kind, citation.role, citation.section)
    if (
        said == (passage.id, passage.kind, passage.role, passage.path)
        and passage.document_id == row.id
        and citation.document == card(row.id, row.file, row.heading)
        and citation.cite_as == cite_as(row.file, row.heading)
    ):
        return None
    return Fault.DOCUMENT


def _fault(
    line: AnswerLine, by_marker: Mapping[int, Cited], computed: Sequence[Computed], restated: Sequence[str]
) -> Fault | None:
    """Why a line does not hold; None: it does."""
    if not line.text.strip():
        return Fault.EMPTY
    if any(marker not in by_marker for marker in line.markers) or any(
        not 0 <= index < len(computed) for index in line.computed
    ):
        return Fault.CITATION
    values = [computed[index] for index in line.computed]
    if not (line.markers or values):
        return Fault.UNCITED
    if not all(_is_backed(value, line, by_marker) for value in values):
        return Fault.COMPUTED
    if not _roles_agree(line, [by_marker[marker] for marker in line.markers]):
        return Fault.ROLE
    support = _leans_on(line, by_marker, computed, restated)
    if line.role is LineRole.PLAN and _DONE.search(rest(line.text, support)):
        return Fault.DONE
    return Fault.UNSUPPORTED if unsupported(line.text, support) else None


def _leans_on(
    line: AnswerLine, by_marker: Mapping[int, Cited], computed: Sequence[Computed], restated: Sequence[str]
) -> list[str]:
    """The texts that hold what the line says."""
    entries = [by_marker[marker] for marker in line.markers]
    rows = {entry.passage.id for entry in entries if entry.passage.kind is PassageKind.TABLE_ROW}
    support = [text for entry in entries for text in _support(entry, line.role, figures=len(rows) == 1)]
    support += [computed[index].value for index in line.computed]
    if line.role is LineRole.SCOPE:
        support += restated
    return support


def _is_backed(value: Computed, line: AnswerLine, by_marker: Mapping[int, Cited]) -> bool:
    """Whether the value's citations are kept and, if it is a sum, hold its terms and give it; only a scope line, which
    says what was understood, may name a value made from no citation."""
    if any(source not in by_marker for source in value.sources):
        return False
    if not value.sources:
        return line.role is LineRole.SCOPE
    return adds_up(value, [by_marker[source].citation.quote for source in value.sources])


def _roles_agree(line: AnswerLine, entries: Sequence[Cited]) -> bool:
    """A line told as result, as plan or as neither rests on passages of that role alone (promise 4)."""
    if line.role not in _OF_ONE_ROLE:
        return True
    return all(entry.passage.role.value == line.role.value for entry in entries)


def _support(entry: Cited, role: LineRole, *, figures: bool) -> list[str]:
    citation, heading = entry.citation, entry.row.heading
    number = heading.number.canonical if heading.number else ""
    return [
        citation.quote,
        citation.cite_as,
        name(entry.row.file, heading),
        name(entry.row.file, heading, number=False),
        name(entry.row.file, heading, day=False),
        *entry.passage.lead_in,
        *_cells(citation, entry.passage, figures=figures),
        # As a line carries it: the colon is the line's own.
        *(lead.rstrip(" :") for lead in entry.passage.lead_in),
        # A bare serial ("số 12") would hold every 12 of a line; alone it stands where facts of the heading are told.
        *([number] if role is LineRole.HEADING or not number.isdigit() else [f"số {number}"]),
        *_heading_values(heading),
    ]


def _cells(citation: Citation, passage: Passage, *, figures: bool) -> list[str]:
    """The cells of a row of a table quoted whole and of its header: a line may tell some of them.

    A cell without a letter ("148", "06/9/2023") stands only beside its neighbours, or under its own column's title
    where ``figures`` is true: with another row cited it could be told of that one.
    """
    if passage.kind is not PassageKind.TABLE_ROW or citation.quote != passage.text:
        return []
    cells = cells_of(passage.text)
    titles = cells_of(passage.lead_in[-1]) if passage.lead_in else ()
    if len(cells) == len(titles) - 1:
        cells = ("", *cells)  # "Cộng" in a cell that spans the number and the name
    filled = [cell for cell in cells if cell]
    worded = [cell for cell in cells if _LETTER.search(cell)]
    # Some cells of the row as they follow each other: «Ban Dân vận – 05 xã – 12».
    worded += [" – ".join(filled[i:j]) for i in range(len(filled)) for j in range(i + 2, len(filled) + 1)]
    worded += [title for title in titles if _LETTER.search(title) or _YEAR.fullmatch(title)]
    if not figures or len(cells) != len(titles):
        return worded
    pairs = [(title, cell) for title, cell in zip(titles, cells, strict=True) if title and cell]
    return [*worded, *(f"{title}{joint}{cell}" for title, cell in pairs for joint in (" ", ": "))]


def _heading_values(heading: Heading) -> list[str]:
    dates = [short_date(heading.date), long_date(heading.date)] if heading.date else []
    texts = (
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

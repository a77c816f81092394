"""Which held documents a question points at: by number, type, period and words of the title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.answer import Filters, Kind, Understanding
from assistant.concepts import Concept, coverage, words_of
from assistant.naming import is_of
from ingest.archive.archive import Archive, DocumentRow
from ingest.document import Period, Scope
from ingest.vietnamese.document_types import WIDER_TYPES
from ingest.vietnamese.text import fold
from ingest.vietnamese.times import period_of_heading

# The share of the question's topic that a title must cover to be meant by it.
_TITLE_COVERAGE = 0.6
# … or this share, by so much more than the next title.
_LEAST_CALLED = 0.25
_OUTSTANDING = 0.08
_PAGE = 500  # rows read at a time


def pointed(
    understood: Understanding,
    filters: Filters,
    archive: Archive,
    *,
    scope: Scope,
    weights: Mapping[str, float],
) -> list[DocumentRow]:
    """Documents of the scope that fit everything the question says of one, newest first.

    A period is the one a document reports on; where none does, the one it plans for or is dated in.
    """
    if understood.names_document:
        return numbered(understood, filters, archive, scope=scope)
    rows = dated(understood, filters, archive, scope=scope)
    if understood.topic:
        rows = _called(rows, understood, weights)
    rows = _of_period(rows, understood.periods)
    return rows[:1] if understood.newest else rows


def _called(
    rows: Sequence[DocumentRow], understood: Understanding, weights: Mapping[str, float]
) -> list[DocumentRow]:
    """The rows whose title, type or issuer the question's words call best.

    Beside the words of a title people say much else: a lesser share is enough where one title stands out.
    """
    calls = [understood.topic]
    if understood.told_in and understood.told_in.words:
        calls.append(understood.told_in.words)
    covered = {row.id: max(coverage(words, _named(row), weights) for words in calls) for row in rows}
    shares = sorted(set(covered.values()), reverse=True)
    best = shares[0] if shares else 0.0
    second = shares[1] if len(shares) > 1 else 0.0
    # The day of an event is asked in the same words as a document's: there the title must be called in full.
    stands_out = best >= _LEAST_CALLED and best - second >= _OUTSTANDING and understood.kind is not Kind.DATE
    if best and understood.newest:
        return [row for row in rows if covered[row.id] >= best / 2]
    if best >= _TITLE_COVERAGE or stands_out:
        return [row for row in rows if covered[row.id] >= best]
    return []


def numbered(
    understood: Understanding, filters: Filters, archive: Archive, *, scope: Scope
) -> list[DocumentRow]:
    """Held documents that bear a number of the question, or that a follow-up is asked of, and pass the filters;
    newest first for each number."""
    if understood.document:
        rows = list(archive.rows([understood.document], scope=scope).values())
    else:
        rows = [
            row for number in understood.numbers for row in archive.documents_numbered(number, scope=scope)
        ]
    return [
        row
        for row in rows
        if (filters.documents is None or row.id in filters.documents)
        and (filters.types is None or row.type in filters.types)
    ]


def _headed(types: Sequence[str]) -> frozenset[str]:
    """The types named, and those that such a document may be headed with."""
    return frozenset(name for said in types for name in (said, *WIDER_TYPES.get(said, ())))


def _is_typed(row: DocumentRow, types: Sequence[str]) -> bool:
    """Of a type named, or headed with a wider one and titled with the rest of the name."""
    if not types or row.type is None or row.type in types:
        return True
    title = fold(row.title or "")
    return any(title.startswith(fold(said.removeprefix(row.type)).strip()) for said in types)


def dated(
    understood: Understanding, filters: Filters, archive: Archive, *, scope: Scope
) -> list[DocumentRow]:
    """Every document of the types named that is dated in, reports on or plans for a period asked, newest first.

    One without a date, a draft, belongs to the periods that its title names."""
    rows: dict[str, DocumentRow] = {}
    for period in understood.periods or (None,):
        cursor = None
        while True:
            found, cursor = archive.documents(
                scope=scope,
                ids=filters.documents,
                types=_headed(understood.types) or filters.types,
                start=period.start if period else filters.start,
                end=period.end if period else filters.end,
                undated=True,
                limit=_PAGE,
                cursor=cursor,
            )
            rows |= {
                row.id: row
                for row in found
                if (row.date or _titled_for(row, period)) and _is_typed(row, understood.types)
            }
            if cursor is None:
                break
    if not understood.body:
        return list(rows.values())
    return [row for row in rows.values() if is_of(row, understood.body)]


def titled(row: DocumentRow, topic: Sequence[Concept], weights: Mapping[str, float]) -> bool:
    """Whether the document's title and issuer cover the topic, or hold every word of it: "báo cáo nhanh Tết"."""
    named = _named(row)
    if coverage(topic, named, weights) >= _TITLE_COVERAGE:
        return True
    said = {syllable for concept in topic for syllable in concept.alternatives[0]}
    return len(said) > 1 and said <= words_of(row.title or "").tokens


def _titled_for(row: DocumentRow, asked: Period | None) -> bool:
    """Whether the title names the period asked, or none at all."""
    named = [period for _, period in period_of_heading(row.title or "", None)]
    return asked is None or not named or any(asked.contains(period) for period in named)


def _named(row: DocumentRow) -> str:
    return "\n".join(part for part in (row.heading.circulation, row.title or row.file, row.issuer) if part)


def _of_period(rows: Sequence[DocumentRow], periods: Sequence[Period]) -> list[DocumentRow]:
    if not periods:
        return list(rows)
    # "Báo cáo ngày 25/02/2020": a day names the document dated on it.
    of_day = [row for row in rows if any(period.start == period.end == row.date for period in periods)]
    if of_day:
        return of_day
    reporting = [row for row in rows if any(_same(row.heading.reported, period) for period in periods)]
    whole = [row for row in reporting if any(_same(period, row.heading.reported) for period in periods)]
    # A report is named by the month it reports on: neither its date nor what it plans makes it another month's.
    others = [row for row in rows if row.heading.reported is None]
    dated = [row for row in others if row.date and any(p.start <= row.date <= p.end for p in periods)]
    planning = [row for row in others if any(_same(row.heading.planned, period) for period in periods)]
    undated = [row for row in others if row.date is None and any(_titled_for(row, p) for p in periods)]
    return whole or reporting or dated or planning or undated


def _same(told: Period | None, asked: Period | None) -> bool:
    return told is not None and asked is not None and asked.contains(told)

"""Mentions of other documents: number, type, date, issuer, title and role (domain.md §3, §2.6).

In: a reading and its passages. Out: references in order. A mention is read in its passage's text, where cuts
are healed, and mapped back to the stored text. A document never references itself through its own number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.document import Heading, Passage, PassageKind, Reading, Reference, ReferenceRole, Span
from ingest.parsing.heading.bodies import running_case
from ingest.parsing.references.changing import announces_ended
from ingest.parsing.references.grammar import Mention, mentions

_READ = frozenset({PassageKind.ITEM, PassageKind.FOOTNOTE, PassageKind.TABLE_ROW, PassageKind.HEADING})
_MAY_MENTION = re.compile(r"\d")
_TELLING_TYPES = frozenset({"Báo cáo", "Tờ trình", "Biên bản"})
_AT_START = 3  # characters before an item's mention


def references(
    reading: Reading, passages: tuple[Passage, ...], heading: Heading | None = None
) -> tuple[Reference, ...]:
    """Every mention in items, footnotes, table rows and the title; the own number of ``heading`` is left out."""
    found: list[Reference] = []
    for passage in passages:
        if passage.kind is PassageKind.HEADING:
            passage = _title_only(reading, passage, heading)
        if passage.kind not in _READ or not _MAY_MENTION.search(passage.text):
            continue
        places = _Places(passage)
        own = heading.number.key if heading is not None and heading.number is not None else None
        for mention in mentions(passage.text, own):
            if heading is None or not _is_own(mention, heading):
                span = places.longest(mention.start, mention.number_span.end)
                role = _role(passage, mention, heading)
                found.append(_reference(passage, places, mention, role, span))
    return tuple(found)


def _title_only(reading: Reading, passage: Passage, heading: Heading | None) -> Passage:
    """The heading passage cut down to the title: what stands above it is the document's own."""
    facts = dict(heading.facts) if heading is not None else {}
    spans = facts["title"].spans if "title" in facts else ()
    return replace(passage, spans=spans, text=" ".join(span.of(reading.text) for span in spans))


def _is_own(mention: Mention, heading: Heading) -> bool:
    own = heading.number
    if own is None or mention.number.key != own.key:
        return False
    return mention.date is None or heading.date is None or mention.date == heading.date


def _role(passage: Passage, mention: Mention, heading: Heading | None) -> ReferenceRole:
    """The mention's role where its passage stands: below «thay thế các văn bản sau:», or in a report, which
    replaces nothing unless it says so of itself."""
    role = mention.role
    above = (*passage.path, *passage.lead_in)
    if (
        role is ReferenceRole.MENTIONED
        and above
        and mention.start <= _AT_START
        and announces_ended(above[-1])
    ):
        role = ReferenceRole.REPLACES
    tells = heading is not None and heading.type in _TELLING_TYPES
    if role is ReferenceRole.REPLACES and tells and "này" not in passage.text:
        return ReferenceRole.REPLACED
    return role


def _reference(
    passage: Passage, places: _Places, mention: Mention, role: ReferenceRole, span: Span
) -> Reference:
    return Reference(
        passage_id=passage.id,
        span=span,
        number=mention.number,
        role=role,
        type=mention.type,
        date=mention.date,
        issuer=running_case(mention.issuer) if mention.issuer else None,
        term=mention.term,
        title=passage.text[mention.title_span.start : mention.title_span.end] if mention.title_span else None,
        quote=passage.text[mention.start : mention.end],
        date_span=places.of(mention.date_span),
        issuer_span=places.of(mention.issuer_span),
        title_span=places.of(mention.title_span),
    )


@dataclass(slots=True, init=False)
class _Places:
    """From offsets of a passage's text to the stored text."""

    _spans: Sequence[Span]
    _starts: list[int]

    def __init__(self, passage: Passage) -> None:
        self._spans = passage.spans
        self._starts = []
        at = 0
        for span in passage.spans:
            self._starts.append(at)
            at += span.end - span.start + 1

    def _parts(self, start: int, end: int) -> Iterator[Span]:
        at = bisect_right(self._starts, start) - 1
        while at < len(self._spans) and self._starts[at] < end:
            span, base = self._spans[at], self._starts[at]
            low, high = max(start, base), min(end, base + span.end - span.start)
            if low < high:
                yield Span(span.start + low - base, span.start + high - base)
            at += 1

    def longest(self, start: int, end: int) -> Span:
        """The stored span; where a cut goes through it, its longest part."""
        return max(self._parts(start, end), key=lambda span: span.end - span.start)

    def of(self, span: Span | None) -> Span | None:
        return self.longest(span.start, span.end) if span is not None else None

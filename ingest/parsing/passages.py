"""Outline to passages: the units of retrieval and citation.

Invariant: a passage's text is the stored text of its spans joined by one space. Heading path and lead-in are
context with spans of their own. Order follows the document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import Passage, PassageKind, Reading, Role, Span
from ingest.parsing.heading.heading import HeadingZones
from ingest.parsing.structure.structure import Leaf, Outline, section_chain

_ARTICLE = re.compile(r"Điều\s+\d", re.IGNORECASE)
_CLAUSE = re.compile(r"(\d{1,2})\.(?:\s|$)")
_POINT = re.compile(r"([a-zđ])\)(?:\s|$)")


@dataclass(frozen=True, slots=True)
class _Context:
    """Heading path and lead-in of a section."""

    path: tuple[str, ...]
    path_spans: tuple[Span, ...]
    lead_in: tuple[str, ...]
    lead_in_spans: tuple[Span, ...]


_NO_CONTEXT = _Context((), (), (), ())


def passages(
    reading: Reading, zones: HeadingZones, outline: Outline, document_id: str, version: str
) -> tuple[Passage, ...]:
    """All passages of a document in reading order; ids are ``<document id>.<version>.<order>``."""
    pages = _Pages(reading)
    contexts = [_context(outline, n) for n in range(len(outline.sections))]
    drafts: list[tuple[int | None, Passage]] = []

    def add(kind: PassageKind, spans: Sequence[Span], leaf_index: int | None = None) -> None:
        spans = tuple(span for span in spans if span.end > span.start)
        if not spans or not any(span.of(reading.text).strip() for span in spans):
            return
        text = " ".join(span.of(reading.text) for span in spans)
        drafts.append(
            (leaf_index, Passage("", document_id, version, 0, kind, text, spans, None, pages=pages.of(spans)))
        )

    add(PassageKind.HEADING, sorted(zones.heading_spans))
    add(PassageKind.RECIPIENTS, zones.recipient_spans)
    add(PassageKind.SIGNATURE, zones.signature_spans)
    for index, leaf in enumerate(outline.leaves):
        add(leaf.kind, leaf.spans, index)
        if drafts and drafts[-1][0] == index:
            drafts[-1] = (index, _placed(drafts[-1][1], leaf, contexts))
    drafts.sort(key=lambda draft: (draft[1].spans[0], draft[1].spans[-1].end))
    ids = {
        leaf: f"{document_id}.{version}.{order}" for order, (leaf, _) in enumerate(drafts) if leaf is not None
    }
    done: list[Passage] = []
    for order, (of_leaf, passage) in enumerate(drafts):
        notes = outline.leaves[of_leaf].notes if of_leaf is not None else ()
        done.append(
            replace(
                passage,
                id=f"{document_id}.{version}.{order}",
                order=order,
                footnotes=tuple(ids[note] for note in notes if note in ids),
            )
        )
    return tuple(done)


def search_text(passage: Passage) -> str:
    """What is indexed and embedded: heading path, lead-in, the clause's name and text, one a line."""
    return "\n".join((*passage.path, *passage.lead_in, *clause_name(passage), passage.text))


def clause_name(passage: Passage) -> tuple[str, ...]:
    """«Khoản 2 Điều 7», as people cite what is printed «2.» below «Điều 7.»; empty outside articles."""
    printed = [*passage.path, passage.label]
    at = next((n for n in range(len(printed) - 1, -1, -1) if _ARTICLE.match(printed[n])), None)
    if at is None or not passage.label or at == len(printed) - 1:
        return ()
    named = [" ".join(printed[at].split()[:2]).rstrip(".:")]
    for below in printed[at + 1 :]:
        for noun, form in (("khoản", _CLAUSE), ("điểm", _POINT)):
            found = form.match(below)
            if found:
                named.insert(0, f"{noun} {found.group(1)}")
    name = " ".join(named)
    return (name[0].upper() + name[1:],) if len(named) > 1 else ()


def _placed(passage: Passage, leaf: Leaf, contexts: Sequence[_Context]) -> Passage:
    context = contexts[leaf.section] if leaf.section is not None else _NO_CONTEXT
    lead_in, lead_in_spans = context.lead_in, context.lead_in_spans
    if leaf.kind is PassageKind.FOOTNOTE:
        lead_in, lead_in_spans = (), ()
    if leaf.header is not None:
        lead_in = (*lead_in, *leaf.header.lead_in)
        lead_in_spans = (*lead_in_spans, *leaf.header.spans)
    return replace(
        passage,
        section=leaf.section,
        path=context.path,
        path_spans=context.path_spans,
        lead_in=lead_in,
        lead_in_spans=lead_in_spans,
        role=leaf.role,
        period=leaf.period if leaf.role is not Role.NONE else None,
        label=leaf.label,
    )


def _context(outline: Outline, index: int) -> _Context:
    path: list[str] = []
    path_spans: list[Span] = []
    lead_in: list[str] = []
    lead_in_spans: list[Span] = []
    for section in section_chain(outline.sections, index):
        if section.index in outline.lead_ins:
            lead_in.append(section.title)
            lead_in_spans += section.spans
        else:
            path.append(f"{outline.printed_labels[section.index]} {section.title}".strip())
            path_spans += section.spans
    return _Context(tuple(path), tuple(path_spans), tuple(lead_in), tuple(lead_in_spans))


class _Pages:
    """Pages touched by spans; lines tile the text in order."""

    def __init__(self, reading: Reading) -> None:
        self._lines = [line for line in reading.lines if line.page is not None]
        self._starts = [line.span.start for line in self._lines]

    def of(self, spans: Sequence[Span]) -> tuple[int, ...]:
        if not self._lines:
            return ()
        found: set[int] = set()
        for span in spans:
            at = max(0, bisect_right(self._starts, span.start) - 1)
            while at < len(self._lines) and self._lines[at].span.start < span.end:
                page = self._lines[at].page
                if page is not None and self._lines[at].span.end > span.start:
                    found.add(page)
                at += 1
        return tuple(sorted(found))

"""Values of the archive and of answers → the JSON the API, ``--json`` and every client share.

The shape is DESIGN.md's "What leaves the house": dates are ISO, fields may be added, never renamed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from assistant.answer import About, Answer, Citation, DocumentCard, Hit
from assistant.client import (
    WireAbout,
    WireAnswer,
    WireCard,
    WireCitation,
    WireDocument,
    WireHit,
    WireHits,
    WirePeriod,
    WireUnderstood,
)
from ingest.archive.records import Counts, DocumentRow
from ingest.document import Document, Fact, Passage, Period, Section
from ingest.ledger import LedgerRow, Outcome

# Labels that number a section; anything else in a heading path is words.
_LABEL = re.compile(
    r"\s*(?:([IVXLC]+|\d+(?:\.\d+)*|[a-zđ])\s*(?:[./)]|[-–]\s)|(Điều|Chương|Mục|Phần)\s+([IVXLC]+|\d+))"
)


def answer_to_wire(answer: Answer) -> WireAnswer:
    understood = answer.understood
    return WireAnswer(
        id=answer.id,
        verdict=answer.verdict.value,
        composed_by=answer.composed_by,
        understood=WireUnderstood(
            question=understood.question,
            kind=understood.kind.value,
            role=understood.role.value if understood.role else None,
            numbers=[number.canonical for number in understood.numbers],
            periods=[period_to_wire(period) for period in understood.periods],
            as_of=understood.as_of.isoformat(),
        ),
        text=answer.text,
        lines=[
            {
                "text": line.text,
                "markers": list(line.markers),
                "role": line.role.value,
                "computed": list(line.computed),
            }
            for line in answer.lines
        ],
        citations=[citation_to_wire(citation) for citation in answer.citations],
        computed=[
            {"value": value.value, "from": list(value.sources), "how": value.how} for value in answer.computed
        ],
        notes=list(answer.notes),
        nearest=[
            {
                "passage_id": near.passage_id,
                "text": near.text,
                "document": card_to_wire(near.document),
                "cite_as": near.cite_as,
            }
            for near in answer.nearest
        ],
        follow_ups=list(answer.follow_ups),
        choices=[{"label": choice.label, "question": choice.question} for choice in answer.choices],
        dropped={"lines": answer.dropped.lines, "quotes": answer.dropped.quotes},
        prompt=answer.prompt,
        conversation=answer.conversation,
    )


def citation_to_wire(citation: Citation) -> WireCitation:
    return WireCitation(
        marker=citation.marker,
        passage_id=citation.passage_id,
        kind=citation.kind.value,
        role=citation.role.value,
        quote=citation.quote,
        section=list(citation.section),
        page=citation.page,
        where=where(citation.section, citation.page),
        about=about_to_wire(citation.about) if citation.about else None,
        document=card_to_wire(citation.document),
        cite_as=citation.cite_as,
        confidence=citation.confidence,
    )


def about_to_wire(about: About) -> WireAbout:
    return WireAbout(
        number=about.number,
        date=_iso(about.date),
        issuer=about.issuer,
        title=about.title,
        held=about.held,
    )


def card_to_wire(card: DocumentCard) -> WireCard:
    return WireCard(
        id=card.id,
        file=card.file,
        number=card.number,
        type=card.type,
        date=_iso(card.date),
        issuer=card.issuer,
        title=card.title,
        signer_role=card.signer_role,
    )


def document_to_wire(row: DocumentRow) -> WireDocument:
    periods = [period for period in (row.heading.reported, row.heading.planned) if period is not None]
    return WireDocument(
        id=row.id,
        file=row.file,
        number=row.number,
        type=row.type,
        date=_iso(row.date),
        issuer=row.issuer,
        title=row.title,
        signer=row.signer,
        periods=[period_to_wire(period) for period in periods],
        collection=row.collection,
        status=str(row.status),
    )


def hit_to_wire(hit: Hit, row: DocumentRow) -> WireHit:
    return WireHit(
        passage_id=hit.passage.id,
        text=hit.passage.text,
        score=round(hit.score, 6),
        section=list(hit.passage.path),
        page=hit.passage.pages[0] if hit.passage.pages else None,
        document=document_to_wire(row),
    )


def hits_to_wire(hits: Sequence[Hit], rows: Mapping[str, DocumentRow], following: str | None) -> WireHits:
    """One page of hits; a hit whose document has gone meanwhile is left out."""
    known = ((hit, rows.get(hit.passage.document_id)) for hit in hits)
    return {"items": [hit_to_wire(hit, row) for hit, row in known if row is not None], "next": following}


def document_in_full(document: Document, row: DocumentRow) -> dict[str, Any]:
    """A document with its heading facts, the lines that show them, its outline and its passages."""
    heading = document.heading
    return {
        **document_to_wire(row),
        "format": row.format,
        "pages": row.pages,
        "sha256": row.sha256,
        "heading": {
            "number": heading.number.canonical if heading.number else None,
            "type": heading.type,
            "date": _iso(heading.date),
            "place": heading.place,
            "issuer": heading.issuer,
            "parent_issuer": heading.parent_issuer,
            "title": heading.title,
            "signer": heading.signer,
            "signer_role": heading.signer_role,
            "signed_for": heading.signed_for,
            "capacity": heading.capacity,
            "recipients": list(heading.recipients),
            "addressed_to": list(heading.addressed_to),
            "reported_to": list(heading.reported_to),
            "urgency": heading.urgency,
            "circulation": heading.circulation,
        },
        "facts": [_fact_to_wire(name, fact, document.text) for name, fact in heading.facts],
        "outline": [_section_to_wire(section) for section in document.sections],
        "passages": [
            {
                "id": passage.id,
                "kind": passage.kind.value,
                "role": passage.role.value,
                "section": passage.section,
                "label": passage.label,
                "text": passage.text,
                "pages": list(passage.pages),
            }
            for passage in document.passages
        ],
        "warnings": list(document.warnings),
    }


def passage_in_full(passage: Passage, row: DocumentRow, footnotes: Sequence[Passage]) -> dict[str, Any]:
    """A passage with its context, the text of its footnotes, and its document."""
    return {
        "id": passage.id,
        "kind": passage.kind.value,
        "role": passage.role.value,
        "label": passage.label,
        "text": passage.text,
        "section": list(passage.path),
        "lead_in": list(passage.lead_in),
        "pages": list(passage.pages),
        "page": passage.pages[0] if passage.pages else None,
        "where": where(passage.path, passage.pages[0] if passage.pages else None),
        "period": period_to_wire(passage.period) if passage.period else None,
        "spans": [[span.start, span.end] for span in passage.spans],
        "footnotes": [{"id": note.id, "text": note.text} for note in footnotes],
        "document": document_to_wire(row),
    }


def ledger_to_wire(row: LedgerRow) -> dict[str, Any]:
    """One file's fate. Of a quarantined file only time, hash and rule exist."""
    held_back = row.outcome is Outcome.QUARANTINED
    return {
        "path": None if held_back else row.path,
        "collection": None if held_back else row.collection,
        "sha256": row.sha256,
        "size": None if held_back else row.size,
        "stage": row.stage.value,
        "outcome": row.outcome.value,
        "reason": row.reason,
        "time": row.time.isoformat(),
        "document_id": None if held_back else row.document_id,
        "passages": row.passages,
    }


def status_to_wire(counts: Counts, *, name: str | None, as_of: date) -> dict[str, Any]:
    return {
        "name": name,
        "as_of": as_of.isoformat(),
        "documents": counts.documents,
        "passages": counts.passages,
        "references": counts.references,
        "vectors": counts.vectors,
        "collections": dict(counts.collections),
        "outcomes": dict(counts.outcomes),
    }


def _fact_to_wire(name: str, fact: Fact, text: str) -> dict[str, Any]:
    return {
        "field": name,
        "value": fact.value,
        "confidence": fact.confidence,
        "evidence": [span.of(text) for span in fact.spans],
    }


def _section_to_wire(section: Section) -> dict[str, Any]:
    return {
        "index": section.index,
        "parent": section.parent,
        "label": section.label,
        "title": section.title,
        "level": section.level,
        "role": section.role.value,
        "period": period_to_wire(section.period) if section.period else None,
    }


def period_to_wire(period: Period) -> WirePeriod:
    return {"from": period.start.isoformat(), "to": period.end.isoformat(), "said": period.said}


def where(section: Sequence[str], page: int | None) -> str:
    """The place inside a document as drafters write it: ``mục II.1, trang 3``."""
    parts = []
    named = _section_name(section)
    if named:
        parts.append(named)
    if page is not None:
        parts.append(f"trang {page}")
    return ", ".join(parts)


def _section_name(section: Sequence[str]) -> str:
    """``["II. Nhiệm vụ", "1. Công tác …"]`` → ``mục II.1``; an article or chapter keeps its word."""
    numbered: list[str] = []
    for heading in section:
        found = _LABEL.match(heading)
        if not found:
            continue
        if found[2]:
            numbered = [f"{found[2]} {found[3]}"]  # an article is cited without the chapter above it
            continue
        label = found[1]
        if numbered and label.startswith(numbered[-1] + "."):
            numbered.pop()  # "1.2" under "1" already says its parent
        numbered.append(label)
    if not numbered:
        return ""
    if " " in numbered[0]:
        return ", ".join([numbered[0], *(f"mục {label}" for label in numbered[1:])])
    return "mục " + ".".join(numbered)


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None

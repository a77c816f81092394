"""Facts of a document: who signed, to whom it went, its number, its date, what it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answer import About, AnswerLine, Kind, LineRole, Understanding, Verdict
from assistant.citing import cite_as, name, short_date
from assistant.draft import CitationBook, Draft
from assistant.templates import render
from ingest.archive.archive import DocumentRow
from ingest.document import Passage, PassageKind, Reference, ReferenceRole
from ingest.vietnamese.text import fold

Closing = Mapping[PassageKind, Passage]  # a document's first passage of each kind

# Where each fact is read: the passage kind that shows it, and the words for it when it is missing.
SHOWN_BY = {
    Kind.SIGNER: (PassageKind.SIGNATURE, "người ký"),
    Kind.RECIPIENTS: (PassageKind.RECIPIENTS, "nơi nhận"),
    Kind.NUMBER: (PassageKind.HEADING, "số văn bản"),
    Kind.DATE: (PassageKind.HEADING, "ngày ban hành"),
}

# How a signer signs (domain.md §2.4).
_CAPACITIES = {"K/T": "ký thay", "T/L": "thừa lệnh", "T/M": "thay mặt"}


def has_fact(kind: Kind, row: DocumentRow) -> bool:
    heading = row.heading
    if kind is Kind.SIGNER:
        return heading.signer is not None
    if kind is Kind.RECIPIENTS:
        return bool(heading.recipients or heading.addressed_to)
    if kind is Kind.NUMBER:
        return heading.number is not None
    return heading.date is not None


def facts(understood: Understanding, row: DocumentRow, closing: Closing) -> Draft:
    """The facts asked of one held document; a missing one is said to be missing, never derived."""
    book = CitationBook()
    lines: list[AnswerLine] = []
    notes: list[str] = []
    missing = 0
    for kind in understood.facts or (understood.kind,):
        told = _told(kind, row, closing, book)
        missing += not told
        lines += told or _missing(kind, row, closing, book)
        if told and kind is Kind.RECIPIENTS:
            notes.append(f"Nơi nhận của {cite_as(row.file, row.heading)}.")
    if is_draft(row):
        notes.append(render("note_draft"))
    if not lines:
        return Draft(Verdict.NOT_FOUND, notes=(render("not_found"),))
    return Draft(
        Verdict.PARTIAL if missing else Verdict.ANSWERED, tuple(lines), book.cited, notes=tuple(notes)
    )


def is_draft(row: DocumentRow) -> bool:
    circulation = row.heading.circulation
    return circulation is not None and circulation.casefold().startswith("dự thảo")


def _told(kind: Kind, row: DocumentRow, closing: Closing, book: CitationBook) -> list[AnswerLine]:
    passage = closing.get(SHOWN_BY[kind][0])
    heading = row.heading
    if kind is Kind.RECIPIENTS:
        return _recipients(row, closing, book)
    if passage is None or not has_fact(kind, row):
        return []
    if kind is Kind.SIGNER and heading.number and "-" in (heading.number.issuer_code or ""):
        # Two bodies sign together: both stand in the block, one of them in the heading facts.
        text = render("signers", document=name(row.file, heading), signers=passage.text)
    elif kind is Kind.SIGNER:
        text = render(
            "signer",
            document=name(row.file, heading),
            signer=heading.signer,
            signer_role=heading.signer_role,
            capacity=_CAPACITIES.get(heading.capacity or ""),
            signed_for=heading.signed_for,
        )
    elif kind is Kind.NUMBER:
        text = render("number", document=name(row.file, heading, number=False), number=row.number)
    else:
        day = short_date(heading.date) if heading.date else ""
        text = render("date", document=name(row.file, heading, day=False), date=day)
    return [AnswerLine(text, (book.cite(passage, row),), LineRole.HEADING)]


def _recipients(row: DocumentRow, closing: Closing, book: CitationBook) -> list[AnswerLine]:
    """To whom a letter is addressed, then its Nơi nhận, where "như trên" only repeats the former."""
    heading, top, end = row.heading, closing.get(PassageKind.HEADING), closing.get(PassageKind.RECIPIENTS)
    lines = []
    if top is not None:
        lines += [
            AnswerLine(f"Kính gửi: {to}", (book.cite(top, row),), LineRole.HEADING)
            for to in heading.addressed_to
        ]
    if end is not None:
        others = [
            to for to in heading.recipients if not (heading.addressed_to and fold(to).startswith("nhu tren"))
        ]
        lines += [AnswerLine(to, (book.cite(end, row),), LineRole.HEADING) for to in others]
    return lines


def _missing(kind: Kind, row: DocumentRow, closing: Closing, book: CitationBook) -> list[AnswerLine]:
    """The document is held, the fact is not in it: that much is told, from its heading."""
    passage = (
        closing.get(PassageKind.HEADING)
        or closing.get(PassageKind.SIGNATURE)
        or closing.get(PassageKind.ITEM)
    )
    if passage is None:
        return []
    document = name(row.file, row.heading)
    if kind is Kind.NUMBER:
        text = render("number_missing", document=document)
    else:
        text = render("fact_missing", document=document, fact=SHOWN_BY[kind][1])
    return [AnswerLine(text, (book.cite(passage, row),), LineRole.HEADING)]


def about_held(rows: Sequence[DocumentRow], headings: Mapping[str, Passage]) -> Draft:
    """What numbered documents are, from their own headings, newest first."""
    book = CitationBook()
    lines = []
    for row in rows:
        passage = headings.get(row.id)
        if passage is not None:
            text = render("about_held", document=cite_as(row.file, row.heading))
            lines.append(AnswerLine(text, (book.cite(passage, row),), LineRole.HEADING))
    return Draft(Verdict.ANSWERED, tuple(lines), book.cited)


def with_sources(draft: Draft, headings: Mapping[str, Passage]) -> Draft:
    """A draft with a line for each document it cites, where the documents themselves were asked for."""
    book = CitationBook.of(draft.cited)
    rows = {cited.row.id: cited.row for cited in draft.cited}
    lines = [
        AnswerLine(
            render("about_held", document=cite_as(row.file, row.heading)),
            (book.cite(headings[row.id], row),),
            LineRole.HEADING,
        )
        for row in rows.values()
        if row.id in headings
    ]
    return replace(draft, lines=(*lines, *draft.lines), cited=book.cited)


def about_cited(mentions: Sequence[tuple[Reference, Passage, DocumentRow]]) -> Draft:
    """What documents known only from mentions are, in the words of the fullest mention of each."""
    book = CitationBook()
    lines = []
    for reference, passage, row in mentions:
        about = About(
            reference.number.canonical, reference.date, reference.issuer, reference.title, held=False
        )
        quote = reference.quote if reference.quote in passage.text else None
        marker = book.cite(passage, row, quote, about)
        template = "about_replaced" if reference.role is ReferenceRole.REPLACES else "about_cited"
        text = render(template, quote=quote or reference.quote, holder=cite_as(row.file, row.heading))
        lines.append(AnswerLine(text, (marker,), LineRole.CITED_ONLY))
    return Draft(Verdict.PARTIAL, tuple(lines), book.cited)

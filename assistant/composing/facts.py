"""Facts of a document: who signed, to whom it went, its number, its date, what it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assistant.answer import About, AnswerLine, Kind, LineRole, Understanding, Verdict
from assistant.citing import cite_as, name, short_date
from assistant.draft import CitationBook, Draft
from assistant.templates import render
from ingest.archive.archive import DocumentRow
from ingest.document import Passage, PassageKind, Reference

Closing = Mapping[PassageKind, Passage]  # a document's heading, recipients and signature passages

# Where each fact is read: the passage kind that shows it, and the words for it when it is missing.
SHOWN_BY = {
    Kind.SIGNER: (PassageKind.SIGNATURE, "người ký"),
    Kind.RECIPIENTS: (PassageKind.RECIPIENTS, "nơi nhận"),
    Kind.NUMBER: (PassageKind.HEADING, "số văn bản"),
    Kind.DATE: (PassageKind.HEADING, "ngày ban hành"),
}


def has_fact(kind: Kind, row: DocumentRow) -> bool:
    heading = row.heading
    if kind is Kind.SIGNER:
        return heading.signer is not None
    if kind is Kind.RECIPIENTS:
        return bool(heading.recipients or heading.addressed_to)
    if kind is Kind.NUMBER:
        return heading.number is not None
    return heading.date is not None


def fact(understood: Understanding, row: DocumentRow, closing: Closing) -> Draft:
    """One fact of one held document; a missing one is said to be missing, never derived."""
    kind = understood.kind
    shown_by, said = SHOWN_BY[kind]
    book = CitationBook()
    document = name(row.file, row.heading)
    passage = closing.get(shown_by)
    if passage is None or not has_fact(kind, row):
        return _missing(row, closing, "number_missing" if kind is Kind.NUMBER else "fact_missing", said)
    marker = book.cite(passage, row)
    writers: dict[Kind, Callable[[], list[str]]] = {
        Kind.SIGNER: lambda: [
            render(
                "signer",
                document=document,
                signer=row.heading.signer,
                signer_role=row.heading.signer_role,
                signed_for=row.heading.signed_for if row.heading.capacity == "K/T" else None,
            )
        ],
        Kind.RECIPIENTS: lambda: list(row.heading.recipients or row.heading.addressed_to),
        Kind.NUMBER: lambda: [render("number", document=document, number=row.number)],
        Kind.DATE: lambda: (
            [render("date", document=document, date=short_date(row.heading.date))] if row.heading.date else []
        ),
    }
    lines = [AnswerLine(text, (marker,), LineRole.HEADING) for text in writers[kind]()]
    notes = (f"Nơi nhận của {cite_as(row.file, row.heading)}.",) if kind is Kind.RECIPIENTS else ()
    return Draft(Verdict.ANSWERED, tuple(lines), book.cited, notes=notes)


def _missing(row: DocumentRow, closing: Closing, template: str, said: str) -> Draft:
    """The document is held, the fact is not in it: that much is answered, from its heading."""
    book = CitationBook()
    passage = (
        closing.get(PassageKind.HEADING)
        or closing.get(PassageKind.SIGNATURE)
        or closing.get(PassageKind.ITEM)
    )
    if passage is None:
        return Draft(Verdict.NOT_FOUND, notes=(render("not_found"),))
    document = name(row.file, row.heading)
    text = (
        render(template, document=document)
        if template == "number_missing"
        else render(template, document=document, fact=said)
    )
    line = AnswerLine(text, (book.cite(passage, row),), LineRole.HEADING)
    return Draft(Verdict.PARTIAL, (line,), book.cited)


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
        text = render("about_cited", quote=quote or reference.quote, holder=cite_as(row.file, row.heading))
        lines.append(AnswerLine(text, (marker,), LineRole.CITED_ONLY))
    return Draft(Verdict.PARTIAL, tuple(lines), book.cited)

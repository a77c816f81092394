"""What a numbered document is: held ones by their headings, others by their mentions."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer import Understanding
from assistant.composing.facts import about_cited, about_held
from assistant.composing.silence import not_found, unknown_number, which_document
from assistant.draft import Draft
from assistant.reading import Reading
from ingest.archive.archive import DocumentRow
from ingest.document import NumberStyle, Reference


def about(understood: Understanding, reading: Reading) -> Draft:
    """What the numbers asked about are: held documents by their headings, others by their mentions."""
    held: dict[str, DocumentRow] = {}
    if understood.document:
        held = {row.id: row for row in reading.numbered(understood)}
    mentions: list[tuple[Reference, DocumentRow]] = []
    for number in understood.numbers:
        rows = reading.numbered(replace(understood, numbers=(number,)))
        held |= {row.id: row for row in rows}
        own = {row.heading.number.key for row in rows if row.heading.number}
        mentions += [
            (reference, row) for reference, row in reading.mentions(number) if reference.number.key not in own
        ]
    if held:
        return about_held(list(held.values()), {row.id: reading.heading(row) for row in held.values()})
    if not mentions:
        return unknown_number(understood)
    fullest = _fullest(mentions)
    passages = reading.passages([reference.passage_id for reference, _ in fullest])
    return about_cited(
        [
            (reference, passages[reference.passage_id], row)
            for reference, row in fullest
            if reference.passage_id in passages
        ]
    )


def cited(understood: Understanding, reading: Reading) -> Draft:
    """How the document named, or the one its title calls, is cited; several fit: asked back."""
    if understood.numbers:
        return about(understood, reading)
    rows = reading.pointed(understood)
    if len(rows) > 1:
        return which_document(understood, rows)
    if rows:
        return about_held(rows, {row.id: reading.heading(row) for row in rows})
    return not_found(understood, reading.evidence(understood), reading.years())


def _fullest(mentions: list[tuple[Reference, DocumentRow]]) -> list[tuple[Reference, DocumentRow]]:
    """One mention for each document mentioned, the one that says most; newest document first."""
    numbered = {
        _short_key(reference) for reference, _ in mentions if reference.number.style is not NumberStyle.SHORT
    }
    by_document: dict[str, tuple[Reference, DocumentRow]] = {}
    for reference, row in mentions:
        if reference.number.style is NumberStyle.SHORT and _short_key(reference) in numbered:
            continue  # "Kế hoạch 05" beside "Kế hoạch số 05-KH/TU" names nothing more
        known = by_document.get(reference.number.key)
        if known is None or _fullness(reference) > _fullness(known[0]):
            by_document[reference.number.key] = (reference, row)
    return sorted(by_document.values(), key=lambda entry: str(entry[0].date or ""), reverse=True)


def _short_key(reference: Reference) -> tuple[int, str, str | None]:
    return reference.number.serial, reference.number.suffix, reference.number.type_code


def _fullness(reference: Reference) -> tuple[int, int]:
    told = (reference.type, reference.date, reference.issuer, reference.title)
    return sum(value is not None for value in told), len(reference.quote)

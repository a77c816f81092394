"""Near-duplicates told once with all their sources, and documents that another one replaces told last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from assistant.citing import name
from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.templates import render
from ingest.archive.archive import DocumentRow
from ingest.document import Reference, ReferenceRole, Role
from ingest.vietnamese.text import fold

Alike = Mapping[str, Sequence[Evidence]]  # passage id → the same text in other documents


def merged(evidence: Iterable[Evidence]) -> tuple[list[Evidence], Alike]:
    """Each text once, where it stood first, and the same text of the same role in other documents."""
    first: dict[tuple[Role, str], Evidence] = {}
    alike: dict[str, list[Evidence]] = {}
    kept = []
    for entry in evidence:
        passage = entry.passage
        key = entry.role, " ".join(fold("\n".join((*passage.lead_in, passage.text))).split())
        known = first.setdefault(key, entry)
        if known.row.id == entry.row.id:
            kept.append(entry)
        else:
            alike.setdefault(known.passage.id, []).append(entry)
    return kept, alike


def replacing(row: DocumentRow, mentions: Iterable[tuple[Reference, DocumentRow]]) -> DocumentRow | None:
    """The newest document of ``mentions`` that says it replaces ``row``; a number alone is no identity."""
    found = [
        holder
        for reference, holder in mentions
        if reference.role is ReferenceRole.REPLACES
        and holder.id != row.id
        and _is_meant(row, reference, holder)
    ]
    return max(found, key=lambda holder: str(holder.date or ""), default=None)


def _is_meant(row: DocumentRow, reference: Reference, holder: DocumentRow) -> bool:
    if row.heading.number is None or row.heading.number.key != reference.number.key:
        return False
    if reference.date is not None and row.date is not None:
        return reference.date == row.date
    return row.date is None or holder.date is None or row.date < holder.date


def demoted(evidence: Sequence[Evidence], replaced: Mapping[str, DocumentRow]) -> list[Evidence]:
    """The same evidence, that of replaced documents (by id) last."""
    return sorted(evidence, key=lambda entry: entry.row.id in replaced)


def marked(draft: Draft, replaced: Mapping[str, DocumentRow]) -> Draft:
    """The draft with a note for each document cited that another one replaces."""
    old = {entry.row.id: entry.row for entry in draft.cited if entry.row.id in replaced}
    notes = tuple(
        render(
            "note_replaced",
            old=name(row.file, row.heading),
            new=name(replaced[key].file, replaced[key].heading),
        )
        for key, row in old.items()
    )
    return replace(draft, notes=(*draft.notes, *notes)) if notes else draft

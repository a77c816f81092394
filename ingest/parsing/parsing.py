"""A reading becomes a document: heading, outline, passages and references joined."""

from __future__ import annotations

from ingest.document import Document, Reading
from ingest.parsing.confidence import with_confidence
from ingest.parsing.heading.drafts import told_by_file
from ingest.parsing.heading.heading import read_heading
from ingest.parsing.markup import of_view, requoted, restored, sections_of_view, unmarked
from ingest.parsing.passages import passages
from ingest.parsing.references.references import references
from ingest.parsing.structure.structure import outline

PARSER_VERSION = "4"  # part of a document's version: raise it when a parse may come out differently


def parse(
    reading: Reading, *, document_id: str, collection: str, file: str, sha256: str, version: str
) -> Document:
    """Understand one reading. Never fails on text: what is not found is None or empty."""
    view = unmarked(reading)
    zones = read_heading(view)
    structure = outline(view, zones)
    found = viewed = passages(view, zones, structure, document_id, version)
    sections = structure.sections
    if view is not reading:
        viewed = of_view(viewed, view)
        found = restored(viewed, reading)
        sections = sections_of_view(sections, view)
    cited = references(view, viewed, zones.heading)
    heading = told_by_file(zones.heading, file)
    return Document(
        id=document_id,
        collection=collection,
        file=file,
        sha256=sha256,
        version=version,
        text=reading.text,
        format=reading.format,
        pages=reading.pages,
        heading=heading,
        sections=sections,
        passages=with_confidence(found, reading.words),
        references=requoted(cited, viewed, found, view) if view is not reading else cited,
        warnings=reading.warnings,
        words=reading.words,
    )

"""A reading becomes a document: heading, outline, passages and references joined."""

from __future__ import annotations

from ingest.document import Document, Reading
from ingest.heading import read_heading
from ingest.passages import passages
from ingest.references import references
from ingest.structure import outline

PARSER_VERSION = "1"  # part of a document's version: raise it when a parse may come out differently


def parse(
    reading: Reading, *, document_id: str, collection: str, file: str, sha256: str, version: str
) -> Document:
    """Understand one reading. Never fails on text: what is not found is None or empty."""
    zones = read_heading(reading)
    structure = outline(reading, zones)
    found = passages(reading, zones, structure, document_id, version)
    return Document(
        id=document_id,
        collection=collection,
        file=file,
        sha256=sha256,
        version=version,
        text=reading.text,
        format=reading.format,
        pages=reading.pages,
        heading=zones.heading,
        sections=structure.sections,
        passages=found,
        references=references(reading, found, zones.heading),
        warnings=reading.warnings,
    )

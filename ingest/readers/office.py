"""From the lines of an office package to its reading: what stands beside the lines is for the gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Reading
from ingest.readers.lines import LineDraft, assemble
from ingest.readers.media import pictures_in, read_pictures, seen_on_pictures
from ingest.readers.properties import property_texts
from ingest.readers.workroom import Workroom


def of_package(
    drafts: Sequence[LineDraft],
    package: bytes,
    room: Workroom,
    *,
    format: str,
    pages: int | None = None,
    warnings: tuple[str, ...] = (),
) -> Reading:
    """The lines as a reading, with the package's properties and what its pictures say; where there is no line,
    its pictures are the document. Raises UnreadableFile and NeedsOcr as reading pictures does."""
    properties = property_texts(package)
    if not any(draft.text.strip() for draft in drafts):
        scan = read_pictures(package, room, format=format)
        return replace(scan, pictures=(*properties, *scan.pictures))
    reading = assemble(drafts, format=format, pages=pages, warnings=warnings)
    return replace(reading, pictures=(*properties, *seen_on_pictures(pictures_in(package), room)))

"""Rich Text (.rtf): LibreOffice makes a .docx of it, with its run fonts, and that is read."""

from __future__ import annotations

from dataclasses import replace

from ingest.document import Reading
from ingest.readers import docx
from ingest.readers.libreoffice import convert
from ingest.readers.workroom import BARE, Workroom


def read(data: bytes, room: Workroom = BARE) -> Reading:
    """Bytes of a .rtf → Reading. Raises UnreadableFile as ``convert`` and the .docx reader do."""
    return replace(docx.read(convert(data, "rtf", "docx", room), room), format="rtf")

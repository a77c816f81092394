"""Word 97–2003 (.doc): LibreOffice makes a .docx of it, with its run fonts, and that is read."""

from __future__ import annotations

from dataclasses import replace

from ingest.document import Reading
from ingest.readers import docx
from ingest.readers.libreoffice import convert
from ingest.readers.workroom import BARE, Workroom


def read(data: bytes, room: Workroom = BARE) -> Reading:
    """Bytes of a .doc → Reading. Raises UnreadableFile as ``convert`` and the .docx reader do."""
    return replace(docx.read(convert(data, "doc", "docx", room), room), format="doc")

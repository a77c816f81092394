"""The documents of a file as the archive would hold them, also where they share it: a .zip, documents bound
together, formats opened through LibreOffice."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path, PurePosixPath

from ingest.document import Document


def file_of(folder: Path, document: str) -> str | None:
    """The file below ``folder`` that holds ``document`` (``x.zip/y.docx`` is in ``x.zip``); None without one."""
    names = (document, *map(str, PurePosixPath(document).parents))
    return next((name for name in names if (folder / name).is_file()), None)


def documents_of(folder: Path, file: str) -> dict[str, Document]:
    """By path, every document of ``file`` that can be read; raises Stamped and OSError."""
    from ingest.readers.workroom import Workroom
    from ingest.reading_room.private_folder import private_folder
    from ingest.reading_room.taking import Source, take

    data = (folder / file).read_bytes()
    source = Source(file, PurePosixPath(file).parts[0], sha256(data).hexdigest())
    with private_folder() as place:
        taken = take(source, data, Workroom(place))
    return {each.path: each.document for each in taken if each.document is not None}

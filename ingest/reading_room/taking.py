"""One file's bytes → its documents: read, through the gate, understood. All in memory; nothing is stored here.

A file is one document, or several: a .zip holds files, and one file may hold documents bound together. A stamp
on any of them is a stamp on the file: what the clerk must take out of the folder is the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from ingest.document import Document, Reading
from ingest.errors import NeedsOcr, Stamped, TrolyError, UnreadableFile
from ingest.gate import check_name, check_reading
from ingest.ledger import Stage
from ingest.naming import document_id, version_of
from ingest.parsing.parsing import parse
from ingest.parsing.splitting import split
from ingest.readers.archive_parts import parts
from ingest.readers.paging import paged
from ingest.readers.reading import SUPPORTED, read
from ingest.readers.workroom import Workroom

ZIP = ".zip"
TAKEN = SUPPORTED | {ZIP}  # extensions of files that can be taken


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be taken. ``path`` and ``collection`` name what comes out of it."""

    path: str
    collection: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Taken:
    """One document of a file, or why a part of the file gave none. ``path`` is the file's own, or begins with it."""

    path: str
    document: Document | None = None
    stage: Stage = Stage.DONE
    reason: str = ""
    needs_ocr: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """The gate's answer to a file; the rule is all that is told."""

    rule: str


def take(source: Source, data: bytes, room: Workroom) -> tuple[Taken, ...]:
    """Every document of a file. Raises Stamped for the whole file; all else that fails is told in its place."""
    taken = tuple(_taken(source, data, room))
    ids = [passage.id for each in taken if each.document is not None for passage in each.document.passages]
    if len(set(ids)) != len(ids):
        return (Taken(source.path, stage=Stage.PARSING, reason="Lỗi phân tích: hai đoạn trùng mã."),)
    return taken


def _taken(source: Source, data: bytes, room: Workroom) -> Iterator[Taken]:
    if PurePosixPath(source.path).suffix.lower() != ZIP:
        yield from _documents(source, source.path, data, room)
        return
    try:
        inside = parts(data)
    except UnreadableFile as error:
        yield _failed(source.path, Stage.READING, error)
        return
    for part in inside:
        check_name(PurePosixPath(part.name).parts)
    for part in inside:
        path = f"{source.path}/{part.name}"
        extension = PurePosixPath(part.name).suffix.lower()
        if extension in SUPPORTED:
            yield from _documents(source, path, part.data, room)
        else:  # another .zip too: one inside one is one too many
            kind = f"định dạng «{extension or 'không đuôi'}»"
            yield Taken(path, stage=Stage.NAME, reason=f"Chưa hỗ trợ {kind}.")


def _documents(source: Source, path: str, data: bytes, room: Workroom) -> Iterator[Taken]:
    """The documents of one file or of one part of a .zip."""
    name = PurePosixPath(path)
    stage = Stage.READING
    try:
        reading = read(name.name, data, room)
        stage = Stage.GATE
        check_reading(reading)
        stage = Stage.PARSING
        reading.text.encode()  # half a surrogate pair cannot be stored, and must fail here, alone
        reading = paged(reading, data, name.suffix.lower()[1:], room)
        documents = tuple(_parsed(source, path, split(reading)))
    except Stamped:
        raise
    except MemoryError:
        raise  # the reading process is used up; whoever started it says so
    except TrolyError as error:
        yield _failed(path, stage, error)
        return
    except Exception as error:  # noqa: BLE001 - one odd part must not stop the others
        # The error's own text is not kept: it may quote the file.
        yield Taken(path, stage=stage, reason=f"Lỗi không lường trước khi đọc tệp ({type(error).__name__}).")
        return
    for document in documents:
        yield Taken(document.file, document, reason="; ".join(document.warnings))


def _parsed(source: Source, path: str, readings: tuple[Reading, ...]) -> Iterator[Document]:
    """A file's only document bears its path; of several, the others are numbered behind it."""
    for order, reading in enumerate(readings, 1):
        file = path if order == 1 else f"{path}/văn bản {order}"
        yield parse(
            reading,
            document_id=document_id(source.collection, file),
            collection=source.collection,
            file=file,
            sha256=source.sha256,
            version=version_of(source.sha256),
        )


def _failed(path: str, stage: Stage, error: TrolyError) -> Taken:
    return Taken(path, stage=stage, reason=error.message, needs_ocr=isinstance(error, NeedsOcr))

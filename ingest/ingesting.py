"""Folders → archive, with the configured model: opens the archive, syncs each folder, measures.

Imports of the engines happen inside, so that a command which fails early fails fast.
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.document import Scope
from ingest.errors import BadInput, NotFound
from ingest.settings import ArchiveSettings

if TYPE_CHECKING:
    from pydantic import SecretStr

    from ingest.archive.archive import Archive
    from ingest.archive.records import Completion, Counts, PurgeReport
    from ingest.embedding import Embedder
    from ingest.ledger import LedgerRow, SyncReport

# Characters of a folder's name and of a document id that a message repeats.
_LONGEST_SHOWN = 200
_LONGEST_ID = 40


@dataclass(frozen=True, slots=True)
class Ingested:
    """What ingesting made of the folders, with what it cost."""

    reports: tuple[SyncReport, ...]
    seconds: float
    peak_memory: int  # bytes, of this process


def load_model(settings: ArchiveSettings) -> Embedder | None:
    """The configured embedding model; None for ``none``, which means lexical search only."""
    name = settings.embedding_model.strip()
    return None if name.casefold() == "none" else _loaded(name, settings.embedding_key)


@cache  # a first question ingests and then asks: the model is loaded once
def _loaded(name: str, key: SecretStr | None) -> Embedder:
    from ingest.embedding import load_embedder

    return load_embedder(name, key)


@contextmanager
def _opened(settings: ArchiveSettings) -> Iterator[tuple[Archive, Embedder | None]]:
    """The archive, owned by this process until the end of the block, and the configured model."""
    from ingest.archive.archive import Archive

    with Archive.open(settings.data, create=True) as archive:
        embedder = load_model(settings)
        archive.use_embedder(embedder.fingerprint if embedder else None)
        yield archive, embedder


def _unwatched(_: Completion) -> None:
    """How far embedding has come matters to a person who waits for it."""


def ingest(
    settings: ArchiveSettings,
    folders: Sequence[Path],
    report: Callable[[LedgerRow], None],
    *,
    progress: Callable[[Completion], None] = _unwatched,
) -> Ingested:
    """Brings the archive up to date with ``folders``; ``report`` is called once per file, ``progress`` while
    what is held is being embedded by a model that has not seen it.

    Raises :class:`BadInput` for a folder that is not there, before anything is opened.
    """
    check_folders(folders)
    from ingest.sync import sync

    started = time.monotonic()
    with _opened(settings) as (archive, embedder):
        reports = tuple(
            sync(archive, folder, embedder=embedder, report=report, progress=progress) for folder in folders
        )
    # Linux counts ru_maxrss in kibibytes.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Ingested(reports, time.monotonic() - started, peak)


def check_folders(folders: Sequence[Path]) -> None:
    """Raises :class:`BadInput` for the first that is no folder."""
    for folder in folders:
        try:
            found = folder.is_dir()
        except OSError:  # a name too long to ask about
            found = False
        if not found:
            raise BadInput(f"Không có thư mục tài liệu “{_shown(folder)}”.")


def _shown(folder: Path) -> str:
    """Short enough for a message; what is not UTF-8 as replacement characters."""
    text = os.fsencode(folder).decode("utf-8", "replace")
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def rebuild(settings: ArchiveSettings) -> Counts:
    """Makes both indexes anew from the catalogue; the files are not read."""
    from ingest.archive.archive import Archive

    with Archive.open(settings.data) as archive:
        archive.rebuild()
        return archive.counts(scope=Scope(archive.collections()))


def purge(settings: ArchiveSettings, document_ids: Sequence[str]) -> PurgeReport:
    """Takes documents out of the archive for good; the files are not touched.

    Raises :class:`NotFound`, and purges nothing, where one of the ids is not held: a person who mistyped an
    id must not read that the document was erased.
    """
    from ingest.archive.archive import Archive

    with Archive.open(settings.data) as archive:
        askable = [each for each in document_ids if each.isascii() and each.isalnum()]
        held = archive.rows(askable, scope=Scope(archive.collections()))
        unknown = [each for each in dict.fromkeys(document_ids) if each not in held]
        if unknown:
            shown = ", ".join(f"“{each[:_LONGEST_ID]}”" for each in unknown)
            raise NotFound(f"Kho không có tài liệu mã {shown}; chưa xóa tài liệu nào.")
        return archive.purge(document_ids)

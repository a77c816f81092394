"""A folder → the archive, through the ledger.

In: an archive folder, an archive, an embedder or None. Out: the archive holds exactly what the folder
holds and the gate lets through, one ledger row per file, a report. A file that fails, fails alone. Run
again after any interruption, it reaches the same end.

Order per file (domain.md §7.2: nothing of a file is written before it has passed): its name through the
gate, its bytes in memory, its hash, its text through the gate (in a reading process), and only then storing.
"""

from __future__ import annotations

import time
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.completing import complete_vectors
from ingest.errors import BadInput
from ingest.filing import Filing
from ingest.ledger import LedgerRow, SyncReport
from ingest.reading_room.private_folder import sweep_memory
from ingest.reading_room.room import ReadingRoom
from ingest.walking import SETTINGS_NAME, walk

if TYPE_CHECKING:
    from ingest.archive.archive import Archive
    from ingest.archive.records import Completion
    from ingest.embedding import Embedder


def sync(
    archive: Archive,
    folder: Path,
    *,
    embedder: Embedder | None,
    report: Callable[[LedgerRow], None],
    progress: Callable[[Completion], None] = lambda _: None,
) -> SyncReport:
    """Bring the archive up to date with ``folder``; ``report`` gets one row per file, as it is known, and
    ``progress`` how far an unfinished model has come with what is held.

    Raises BadInput where the folder cannot be read or looks unmounted (the archive then stays as it is),
    and StorageFailed or ModelFailed where going on would be in vain.
    """
    started = time.monotonic()
    sweep_memory()
    root = _root(folder)
    _read_settings(archive, root)
    if embedder is not None:
        archive.use_embedder(embedder.fingerprint)
    if archive.problems:
        archive.rebuild()
    completed = complete_vectors(archive, embedder, progress) if embedder is not None else 0

    walked = walk(root, archive.data.resolve())
    known = archive.ledger_of(str(root))
    if not walked.files and any(row.document_id for row in known.values()):
        raise BadInput(
            f"Thư mục {root} không còn tệp nào, trong khi kho có tài liệu nạp từ đó; "
            "có thể ổ đĩa chưa được gắn. Kho được giữ nguyên."
        )
    filing = Filing(archive, embedder, report, str(root), known)
    try:
        with ReadingRoom() as room:
            jobs = (job for found in walked.files if (job := filing.consider(found)) is not None)
            for job, answer in room.read(jobs):
                filing.settle(job, answer)
        filing.flush()
        if walked.errors == 0:
            filing.remove_vanished()
    finally:
        archive.erase()  # what the gate took back; when this is not reached, the next opening does it
    archive.settle()
    total = filing.total
    return replace(
        total,
        embedded=total.embedded + completed,
        walk_errors=walked.errors,
        seconds=time.monotonic() - started,
    )


def _root(folder: Path) -> Path:
    try:
        root = folder.resolve(strict=True)
    except OSError as error:
        raise BadInput(f"Không mở được thư mục {folder}; kho được giữ nguyên.") from error
    if not root.is_dir():
        raise BadInput(f"{folder} không phải là thư mục; kho được giữ nguyên.")
    return root


def _read_settings(archive: Archive, root: Path) -> None:
    """``troly.toml`` of the archive folder: the archive's name, and its fixed today."""
    place = root / SETTINGS_NAME
    try:
        values = tomllib.loads(place.read_text("utf-8"))
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise BadInput(
            f"Tệp {SETTINGS_NAME} của thư mục tài liệu không đọc được hoặc sai cú pháp."
        ) from error
    as_of, name = values.get("as_of"), values.get("name")
    if isinstance(as_of, str):
        try:
            as_of = date.fromisoformat(as_of)
        except ValueError as error:
            raise BadInput(f"{SETTINGS_NAME}: as_of phải là một ngày, ví dụ 2024-02-26.") from error
    if as_of is not None and type(as_of) is not date:
        raise BadInput(f"{SETTINGS_NAME}: as_of phải là một ngày, ví dụ 2024-02-26.")
    if name is not None and not isinstance(name, str):
        raise BadInput(f"{SETTINGS_NAME}: name phải là một chuỗi.")
    if as_of is not None:
        archive.set_meta("as_of", as_of.isoformat())
    if name is not None:
        archive.set_meta("name", name)

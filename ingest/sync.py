"""A folder → the archive, through the ledger.

In: an archive folder, an archive, an embedder or None. Out: the archive holds exactly what the folder
holds and the gate lets through, one ledger row per file, a report. A file that fails, fails alone. Run
again after any interruption, it reaches the same end.

Order per file (domain.md §7.2: nothing of a file is written before it has passed): its name through the
gate, its bytes in memory, its hash, its text through the gate, and only then parsing and storing.
"""

from __future__ import annotations

import hashlib
import os
import time
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ingest import gate
from ingest.completing import complete_vectors, embedded
from ingest.document import Document
from ingest.errors import BadInput, ModelFailed, Stamped, StorageFailed, TrolyError, refusal
from ingest.gate import check_name, check_reading
from ingest.ledger import LedgerRow, Outcome, Stage, SyncReport
from ingest.parsing.parsing import PARSER_VERSION, parse
from ingest.readers.reading import SUPPORTED, read
from ingest.walking import SETTINGS_NAME, Found, bytes_of, hash_only, walk

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ingest.archive.archive import Archive
    from ingest.archive.records import Completion
    from ingest.embedding import Embedder

# A batch goes through the model and into the archive at once: commits cost tens of milliseconds each, and
# an interruption costs at most one batch.
BATCH_DOCUMENTS = 32
BATCH_PASSAGES = 2_000

# What decides whether an unchanged file is looked at again: a later parser or gate may know better.
_LOOKED_AT_BY = f"{PARSER_VERSION}.{gate.VERSION}"

# A file changed within this time before it was hashed could change again without its time changing (file
# systems tick coarsely), so its time is not trusted yet and it is hashed once more. Nanoseconds.
_SETTLED_NS = 2_000_000_000


def document_id(collection: str, path: str) -> str:
    """The same file keeps its id whatever it contains."""
    return hashlib.blake2b(f"{collection}/{path}".encode()).hexdigest()[:12]


def version_of(sha256: str) -> str:
    """Changes with the content and with the parser that reads it."""
    return hashlib.blake2b(f"{sha256}{PARSER_VERSION}".encode()).hexdigest()[:8]


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
    root = _root(folder)
    _read_settings(archive, root)
    if embedder is not None:
        archive.use_embedder(embedder.fingerprint)
    if archive.problems:
        archive.rebuild()
    work = _Work(archive, embedder, report, str(root))
    if embedder is not None:
        work.total = replace(work.total, embedded=complete_vectors(archive, embedder, progress))

    walked = walk(root, archive.data.resolve())
    known = archive.ledger_of(str(root))
    if not walked.files and any(row.document_id for row in known.values()):
        raise BadInput(
            f"Thư mục {root} không còn tệp nào, trong khi kho có tài liệu nạp từ đó; "
            "có thể ổ đĩa chưa được gắn. Kho được giữ nguyên."
        )
    try:
        for found in walked.files:
            work.take(found, known.get(found.path))
        work.flush()
        if walked.errors == 0:
            work.remove_vanished([row for path, row in known.items() if path not in work.seen])
    finally:
        archive.erase()  # what the gate took back; when this is not reached, the next opening does it
    work.total = replace(work.total, walk_errors=walked.errors)
    archive.settle()
    return replace(work.total, seconds=time.monotonic() - started)


@dataclass(slots=True)
class _Work:
    """One sync under way: the batch being gathered, what was seen, the counts so far."""

    archive: Archive
    embedder: Embedder | None
    report: Callable[[LedgerRow], None]
    root: str
    documents: list[Document] = field(default_factory=list)
    rows: list[LedgerRow] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)  # hashes the gate refused in this sync
    total: SyncReport = field(default_factory=SyncReport)

    def take(self, found: Found, row: LedgerRow | None) -> None:
        """One file, as far as the batch."""
        data: bytes | None = None
        try:
            check_name(found.parts)
        except Stamped as stamped:
            self._quarantine(found, stamped, hash_only(found))
            return
        if found.path in self.seen:
            self._fail(found, row, Stage.NAME, "Trùng tên với một tệp khác khi viết theo Unicode dựng sẵn.")
            return
        self.seen.add(found.path)
        extension = PurePosixPath(found.path).suffix.lower()
        if found.link or extension not in SUPPORTED:
            kind = "liên kết tượng trưng" if found.link else f"định dạng «{extension or 'không đuôi'}»"
            self._drop(found, row, Outcome.UNSUPPORTED, Stage.NAME, f"Chưa hỗ trợ {kind}.")
            return

        stage = Stage.READING
        try:
            status = found.place.stat(follow_symlinks=False)
            if _untouched(row, status) and row is not None:
                self._unchanged(row)
                return
            data = bytes_of(found.place)
            sha256 = hashlib.sha256(data).hexdigest()
            if row is not None and _same_content(row, sha256):
                kept = replace(row, mtime_ns=status.st_mtime_ns, time=datetime.now(UTC))
                self.archive.ledger_put(kept)
                self._unchanged(kept)
                return
            reading = read(PurePosixPath(found.path).name, data)
            stage = Stage.GATE
            check_reading(reading)
            stage = Stage.PARSING
            reading.text.encode()  # half a surrogate pair cannot be stored, and must fail here, alone
            document = parse(
                reading,
                document_id=document_id(found.collection, found.path),
                collection=found.collection,
                file=found.path,
                sha256=sha256,
                version=version_of(sha256),
            )
        except Stamped as stamped:
            self._quarantine(found, stamped, hashlib.sha256(data).hexdigest() if data is not None else None)
            return
        except (ModelFailed, StorageFailed):
            raise
        except TrolyError as error:
            self._fail(found, row, stage, error.message)
            return
        except OSError as error:
            self._fail(found, row, stage, f"Không đọc được tệp: {refusal(error)}.")
            return
        except Exception as error:  # noqa: BLE001 - one odd file must not stop the others
            # The error's own text is not kept: it may quote the file.
            self._fail(found, row, stage, f"Lỗi không lường trước khi đọc tệp ({type(error).__name__}).")
            return
        if len({passage.id for passage in document.passages}) != len(document.passages):
            self._fail(found, row, stage, "Lỗi phân tích: hai đoạn trùng mã.")
            return
        self._gather(
            document,
            LedgerRow(
                path=found.path,
                collection=found.collection,
                sha256=sha256,
                size=len(data),
                stage=Stage.DONE,
                outcome=Outcome.INDEXED,
                reason="; ".join(document.warnings),
                time=datetime.now(UTC),
                document_id=document.id,
                passages=len(document.passages),
                mtime_ns=status.st_mtime_ns,
                parser=_LOOKED_AT_BY,
                root=self.root,
            ),
        )

    def _gather(self, document: Document, row: LedgerRow) -> None:
        self.documents.append(document)
        self.rows.append(row)
        if len(self.documents) >= BATCH_DOCUMENTS or sum(r.passages for r in self.rows) >= BATCH_PASSAGES:
            self.flush()

    def flush(self) -> None:
        """Embed and store the batch; its rows say "indexed" only now, read back."""
        if not self.documents:
            return
        vectors = self._vectors(self.documents) if self.embedder is not None else None
        self.archive.put(self.documents, vectors, self.rows)
        for row in self.rows:
            self.report(row)
        self.total = replace(
            self.total,
            indexed=self.total.indexed + len(self.rows),
            passages=self.total.passages + sum(row.passages for row in self.rows),
        )
        self.documents, self.rows = [], []

    def _vectors(self, documents: Sequence[Document]) -> dict[str, NDArray[np.float32]]:
        """Vectors by passage id: remembered ones, and the model's for text it has not seen."""
        cached = self.archive.cached_vectors(p for d in documents for p in d.passages)
        lacking = [
            replace(document, passages=tuple(p for p in document.passages if p.id not in cached))
            for document in documents
        ]
        if self.embedder is None:
            return cached
        new = embedded([document for document in lacking if document.passages], self.embedder)
        self.total = replace(self.total, embedded=self.total.embedded + len(new))
        return cached | new

    def _unchanged(self, row: LedgerRow) -> None:
        self.total = replace(self.total, unchanged=self.total.unchanged + 1)
        self.report(replace(row, outcome=Outcome.UNCHANGED))

    def _fail(self, found: Found, row: LedgerRow | None, stage: Stage, reason: str) -> None:
        """The file failed. An earlier version that is held stays, and the row says so."""
        held = row.document_id if row is not None else None
        if held:
            reason = f"{reason} Bản đã nạp trước đó vẫn được giữ."
        failed = self._row(found, stage, Outcome.FAILED, reason)
        if row is not None and held:
            failed = replace(failed, document_id=held, passages=row.passages)
        if not _says_the_same(row, failed):
            self.archive.ledger_put(failed)
        self.total = replace(self.total, failed=self.total.failed + 1)
        self.report(failed)

    def _drop(self, found: Found, row: LedgerRow | None, outcome: Outcome, stage: Stage, reason: str) -> None:
        """The file is not for the archive; what was held of that path goes."""
        dropped = self._row(found, stage, outcome, reason)
        held = [row.document_id] if row is not None and row.document_id else []
        if not _says_the_same(row, dropped):
            self.archive.remove(held, [dropped])
        self.total = replace(self.total, unsupported=self.total.unsupported + 1)
        self.report(dropped)

    def _quarantine(self, found: Found, stamped: Stamped, sha256: str | None) -> None:
        """Time, hash and rule only; what was held of that file is erased."""
        self.seen.add(found.path)
        self.archive.withdraw([document_id(found.collection, found.path)], [found.path])
        quarantined = LedgerRow(
            path=None,
            collection=None,
            sha256=sha256,
            size=None,
            stage=Stage.GATE,
            outcome=Outcome.QUARANTINED,
            reason=stamped.rule,
            time=datetime.now(UTC),
        )
        self.archive.ledger_put(quarantined)
        if sha256 is not None:
            self.refused.add(sha256)
        self.total = replace(self.total, quarantined=self.total.quarantined + 1)
        self.report(quarantined)

    def remove_vanished(self, rows: Sequence[LedgerRow]) -> None:
        """Files that are gone from the folder. A copy of what the gate refused (the file was renamed, or
        moved to a folder for secrets) is erased, not only removed."""
        gone = [row for row in rows if row.outcome is not Outcome.REMOVED]
        secret = [row for row in gone if row.sha256 in self.refused]
        if secret:
            self.archive.withdraw(_held(secret), [row.path for row in secret if row.path])
        plain = [row for row in gone if row.sha256 not in self.refused]
        removed = [
            replace(
                row,
                stage=Stage.DONE,
                outcome=Outcome.REMOVED,
                reason="Tệp không còn trong thư mục.",
                time=datetime.now(UTC),
                document_id=None,
                passages=0,
            )
            for row in plain
        ]
        if removed:
            self.archive.remove(_held(plain), removed)
        for row in removed:
            self.report(row)
        self.total = replace(self.total, removed=self.total.removed + len(_held(gone)))

    def _row(self, found: Found, stage: Stage, outcome: Outcome, reason: str) -> LedgerRow:
        return LedgerRow(
            path=found.path,
            collection=found.collection,
            sha256=None,
            size=None,
            stage=stage,
            outcome=outcome,
            reason=reason,
            time=datetime.now(UTC),
            root=self.root,
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


def _held(rows: Sequence[LedgerRow]) -> list[str]:
    return [row.document_id for row in rows if row.document_id]


def _says_the_same(old: LedgerRow | None, new: LedgerRow) -> bool:
    """But for the time: then the old row may stand, and costs no write."""
    return old is not None and replace(old, time=new.time) == new


def _untouched(row: LedgerRow | None, status: os.stat_result) -> bool:
    """Same size and time as when it was hashed, and that time had settled: then the bytes are the same."""
    return (
        row is not None
        and row.outcome is Outcome.INDEXED
        and row.parser == _LOOKED_AT_BY
        and row.size == status.st_size
        and row.mtime_ns == status.st_mtime_ns
        and row.mtime_ns + _SETTLED_NS < int(row.time.timestamp() * 1e9)
    )


def _same_content(row: LedgerRow, sha256: str) -> bool:
    return row.outcome is Outcome.INDEXED and row.parser == _LOOKED_AT_BY and row.sha256 == sha256

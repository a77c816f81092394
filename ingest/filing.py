"""One sync under way: what becomes of each file, in the archive and in the ledger.

A file is considered (its name, whether it changed), read elsewhere, and settled: stored with its batch, listed
with a reason, or held back. A file may give several documents, each with a row of its own; the rows of what a
file holds begin with its path.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ingest.completing import embedded
from ingest.document import Document
from ingest.errors import Stamped, TrolyError, refusal
from ingest.gate import check_name
from ingest.ledger import LedgerRow, Outcome, Stage, SyncReport
from ingest.naming import LOOKED_AT_BY, document_id
from ingest.reading_room.room import Answer, Job
from ingest.reading_room.taking import TAKEN, Refused, Source, Taken
from ingest.walking import Found, bytes_of, hash_only

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ingest.archive.archive import Archive
    from ingest.embedding import Embedder

# A batch goes through the model and into the archive at once: commits cost tens of milliseconds each, and
# an interruption costs at most one batch.
BATCH_DOCUMENTS = 32
BATCH_PASSAGES = 2_000

# A file changed within this time before it was hashed could change again without its time changing (file
# systems tick coarsely), so its time is not trusted yet and it is hashed once more. Nanoseconds.
_SETTLED_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class _Pending:
    """A file that is being read."""

    found: Found
    mtime_ns: int


@dataclass(slots=True)
class Filing:
    """The batch being gathered, what was seen, the counts so far."""

    archive: Archive
    embedder: Embedder | None
    report: Callable[[LedgerRow], None]
    root: str
    known: Mapping[str, LedgerRow]  # rows of the ledger before this sync, by path
    documents: list[Document] = field(default_factory=list)
    rows: list[LedgerRow] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)  # hashes the gate refused in this sync
    total: SyncReport = field(default_factory=SyncReport)
    _pending: dict[str, _Pending] = field(default_factory=dict)
    _held_inside: dict[str, list[str]] = field(init=False)  # path of a file or folder → known paths below it

    def __post_init__(self) -> None:
        self._held_inside = {}
        for path in self.known:
            for above in PurePosixPath(path).parents:
                self._held_inside.setdefault(str(above), []).append(path)

    def consider(self, found: Found) -> Job | None:
        """The job of reading the file; None where its outcome is known without."""
        row = self.known.get(found.path)
        try:
            check_name(found.parts)
        except Stamped as stamped:
            self._quarantine(found, stamped.rule, hash_only(found))
            return None
        if found.path in self.seen:
            self._fail(found, Stage.NAME, "Trùng tên với một tệp khác khi viết theo Unicode dựng sẵn.")
            return None
        self.seen.add(found.path)
        extension = PurePosixPath(found.path).suffix.lower()
        if found.link or extension not in TAKEN:
            kind = "liên kết tượng trưng" if found.link else f"định dạng «{extension or 'không đuôi'}»"
            self._drop(found, found.path, f"Chưa hỗ trợ {kind}.")
            return None
        try:
            status = found.place.stat(follow_symlinks=False)
            if row is not None and _untouched(row, status):
                self._unchanged(row)
                return None
            data = bytes_of(found.place)
            sha256 = hashlib.sha256(data).hexdigest()
            if row is not None and _same_content(row, sha256):
                kept = replace(row, mtime_ns=status.st_mtime_ns, time=datetime.now(UTC))
                self.archive.ledger_put(kept)
                self._unchanged(kept)
                return None
        except TrolyError as error:
            self._fail(found, Stage.READING, error.message)
            return None
        except OSError as error:
            self._fail(found, Stage.READING, f"Không đọc được tệp: {refusal(error)}.")
            return None
        self._pending[found.path] = _Pending(found, status.st_mtime_ns)
        return Job(Source(found.path, found.collection, sha256), data)

    def settle(self, job: Job, answer: Answer) -> None:
        """What reading gave, as far as the batch."""
        pending = self._pending.pop(job.source.path)
        if isinstance(answer, Refused):
            self._quarantine(pending.found, answer.rule, job.source.sha256)
            return
        complete = all(taken.document is not None or taken.stage is Stage.NAME for taken in answer)
        # The file's own row says that the file is done, so it comes last: a batch may end in between.
        for taken in sorted(answer, key=lambda each: each.path == pending.found.path):
            self.seen.add(taken.path)
            if taken.document is not None:
                row = self._indexed(pending, job, taken.path, taken.document, taken.reason, complete=complete)
                self._gather(taken.document, row)
            elif taken.stage is Stage.NAME:
                self._drop(pending.found, taken.path, taken.reason)
            else:
                self._fail_taken(pending.found, taken)
        if all(taken.path != pending.found.path for taken in answer):
            reason = f"Tệp nén, có {len(answer)} tệp bên trong."
            self._gather(
                None, self._indexed(pending, job, pending.found.path, None, reason, complete=complete)
            )

    def _indexed(
        self,
        pending: _Pending,
        job: Job,
        path: str,
        document: Document | None,
        reason: str,
        *,
        complete: bool,
    ) -> LedgerRow:
        """The row of a document, or of a file that holds others. A file not ``complete`` is read again next time."""
        return replace(
            self._row(pending.found, path, Stage.DONE, Outcome.INDEXED, reason),
            sha256=job.source.sha256,
            size=len(job.data),
            document_id=document.id if document is not None else None,
            passages=len(document.passages) if document is not None else 0,
            mtime_ns=pending.mtime_ns,
            parser=LOOKED_AT_BY if complete else None,
        )

    def _gather(self, document: Document | None, row: LedgerRow) -> None:
        if document is not None:
            self.documents.append(document)
        self.rows.append(row)
        if len(self.documents) >= BATCH_DOCUMENTS or sum(r.passages for r in self.rows) >= BATCH_PASSAGES:
            self.flush()

    def flush(self) -> None:
        """Embed and store the batch; its rows say "indexed" only now, read back."""
        if not self.rows:
            return
        vectors = self._vectors(self.documents) if self.embedder is not None else None
        self.archive.put(self.documents, vectors, self.rows)
        for row in self.rows:
            self.report(row)
        self.total = replace(
            self.total,
            indexed=self.total.indexed + len(self.documents),
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
        self.seen.update(self._inside(row.path))
        self.total = replace(self.total, unchanged=self.total.unchanged + 1)
        self.report(replace(row, outcome=Outcome.UNCHANGED))

    def _inside(self, path: str | None) -> Sequence[str]:
        """Known paths of what the file at ``path`` holds."""
        return self._held_inside.get(path, ()) if path is not None else ()

    def _fail(self, found: Found, stage: Stage, reason: str) -> None:
        self._fail_taken(found, Taken(found.path, stage=stage, reason=reason))

    def _fail_taken(self, found: Found, taken: Taken) -> None:
        """A file, or a part of it, failed. An earlier version that is held stays, and the row says so."""
        row = self.known.get(taken.path)
        inside = self._inside(taken.path)
        self.seen.update(inside)
        held = row.document_id if row is not None else None
        reason = taken.reason
        if held or any(self.known[path].document_id for path in inside):
            reason = f"{reason} Bản đã nạp trước đó vẫn được giữ."
        outcome = Outcome.NEEDS_OCR if taken.needs_ocr else Outcome.FAILED
        failed = self._row(found, taken.path, taken.stage, outcome, reason)
        if row is not None and held:
            failed = replace(failed, document_id=held, passages=row.passages)
        if not _says_the_same(row, failed):
            self.archive.ledger_put(failed)
        if taken.needs_ocr:
            self.total = replace(self.total, needs_ocr=self.total.needs_ocr + 1)
        else:
            self.total = replace(self.total, failed=self.total.failed + 1)
        self.report(failed)

    def _drop(self, found: Found, path: str, reason: str) -> None:
        """The file, or a part of it, is not for the archive; what was held of that path goes."""
        row = self.known.get(path)
        dropped = self._row(found, path, Stage.NAME, Outcome.UNSUPPORTED, reason)
        held = [row.document_id] if row is not None and row.document_id else []
        if not _says_the_same(row, dropped):
            self.archive.remove(held, [dropped])
        self.total = replace(self.total, unsupported=self.total.unsupported + 1)
        self.report(dropped)

    def _quarantine(self, found: Found, rule: str, sha256: str | None) -> None:
        """Time, hash and rule only; what was held of that file is erased."""
        paths = [found.path, *self._inside(found.path)]
        self.seen.update(paths)
        self.archive.withdraw([document_id(found.collection, path) for path in paths], paths)
        quarantined = LedgerRow(
            path=None,
            collection=None,
            sha256=sha256,
            size=None,
            stage=Stage.GATE,
            outcome=Outcome.QUARANTINED,
            reason=rule,
            time=datetime.now(UTC),
        )
        self.archive.ledger_put(quarantined)
        if sha256 is not None:
            self.refused.add(sha256)
        self.total = replace(self.total, quarantined=self.total.quarantined + 1)
        self.report(quarantined)

    def remove_vanished(self) -> None:
        """What is gone from the folder. A copy of what the gate refused (the file was renamed, or moved to a
        folder for secrets) is erased, not only removed."""
        gone = [
            row
            for path, row in self.known.items()
            if path not in self.seen and row.outcome is not Outcome.REMOVED
        ]
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

    def _row(self, found: Found, path: str, stage: Stage, outcome: Outcome, reason: str) -> LedgerRow:
        return LedgerRow(
            path=path,
            collection=found.collection,
            sha256=None,
            size=None,
            stage=stage,
            outcome=outcome,
            reason=reason,
            time=datetime.now(UTC),
            root=self.root,
        )


def _held(rows: Sequence[LedgerRow]) -> list[str]:
    return [row.document_id for row in rows if row.document_id]


def _says_the_same(old: LedgerRow | None, new: LedgerRow) -> bool:
    """But for the time: then the old row may stand, and costs no write."""
    return old is not None and replace(old, time=new.time) == new


def _untouched(row: LedgerRow, status: os.stat_result) -> bool:
    """Same size and time as when it was hashed, and that time had settled: then the bytes are the same."""
    return (
        row.outcome is Outcome.INDEXED
        and row.parser == LOOKED_AT_BY
        and row.size == status.st_size
        and row.mtime_ns == status.st_mtime_ns
        and row.mtime_ns + _SETTLED_NS < int(row.time.timestamp() * 1e9)
    )


def _same_content(row: LedgerRow, sha256: str) -> bool:
    return row.outcome is Outcome.INDEXED and row.parser == LOOKED_AT_BY and row.sha256 == sha256

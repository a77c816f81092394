"""The ledger's nouns: one row per file of the archive folder, and the report of one sync.

A quarantined file leaves only a time, a hash and the rule that refused it: its path, title and
collection are never written (domain.md §7.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Stage(StrEnum):
    """How far a file came before its outcome was known."""

    NAME = "name"  # only its name was looked at
    READING = "reading"
    GATE = "gate"
    PARSING = "parsing"
    STORING = "storing"
    DONE = "done"  # written to the archive and read back


class Outcome(StrEnum):
    INDEXED = "indexed"
    UNCHANGED = "unchanged"  # only ever reported; the stored row stays "indexed"
    FAILED = "failed"
    NEEDS_OCR = "needs_ocr"  # a scan, on a machine that cannot recognise characters
    QUARANTINED = "quarantined"
    UNSUPPORTED = "unsupported"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """What happened to one file. ``reason`` is for people; for a quarantined file it is the rule."""

    path: str | None  # below the archive folder, "/" between parts, NFC; None when quarantined
    collection: str | None
    sha256: str | None  # None where the file could not be read, or need not be
    size: int | None  # bytes
    stage: Stage
    outcome: Outcome
    reason: str
    time: datetime  # UTC
    document_id: str | None = None
    passages: int = 0
    mtime_ns: int | None = None  # of the file when it was hashed
    parser: str | None = None  # versions of the parser and the gate that took it
    root: str | None = None  # the archive folder the path is below


@dataclass(frozen=True, slots=True)
class SyncReport:
    """One sync, counted. ``walk_errors`` > 0 means that nothing was removed as vanished."""

    indexed: int = 0
    unchanged: int = 0
    failed: int = 0
    needs_ocr: int = 0
    quarantined: int = 0
    unsupported: int = 0
    removed: int = 0
    passages: int = 0  # passages newly written
    embedded: int = 0  # passages that went through the model; the others were cached
    walk_errors: int = 0
    seconds: float = 0.0

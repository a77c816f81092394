"""Whole documents read, parsed and ingested: the development data's official ones, or the sample archive."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any


def run(shared: Path) -> dict[str, Any]:
    from ingest.archive.archive import Archive
    from ingest.ingesting import load_model
    from ingest.settings import SAMPLE_ARCHIVE, ArchiveSettings
    from ingest.sync import sync

    official = shared / "archive" / "nha-nuoc"
    source = official if official.is_dir() else SAMPLE_ARCHIVE
    started = time.perf_counter()
    embedder = load_model(ArchiveSettings.load())
    loading = time.perf_counter() - started
    with (
        tempfile.TemporaryDirectory(prefix="troly-bench-") as folder,
        Archive.open(Path(folder), create=True) as archive,
    ):
        archive.use_embedder(embedder.fingerprint if embedder else None)
        first = sync(archive, source, embedder=embedder, report=lambda _: None)
        again = sync(archive, source, embedder=embedder, report=lambda _: None)
    return {
        "source": source.name,
        "documents": first.indexed,
        "failed": first.failed + first.quarantined + first.unsupported,
        "passages": first.passages,
        "model loading s": round(loading, 2),
        "ingest s": round(first.seconds, 2),
        "ingest again, unchanged s": round(again.seconds, 2),
    }

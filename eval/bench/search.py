"""Passages in and questions asked at size: the archive's speed and memory."""

from __future__ import annotations

import tempfile
import time
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import quantiles
from typing import Any

from eval.bench.text import passages, questions
from eval.retrieval.beir import read_set

QUESTIONS = 300  # enough for a 95th percentile; the first WARM of them are asked twice
WARM = 20


def run(shared: Path, count: int) -> dict[str, Any]:
    """``count`` passages of Pháp điển where the development data is present, else synthetic ones."""
    folder = shared / "bench" / "zalo-phapdien"
    if folder.is_dir():
        wanted = read_set(folder)
        texts = dict(islice(wanted.passages.items(), count))
        asked = list(islice(wanted.questions.values(), QUESTIONS))
        source = "zalo-phapdien"
    else:
        texts = passages(count)
        asked = questions(QUESTIONS)
        source = "synthetic"
    figures: dict[str, Any] = {"passages": len(texts), "source": source}
    figures |= _leg(texts, asked, "lexical", with_model=False)
    figures |= _leg(texts, asked, "fused", with_model=True)
    return figures


def _leg(texts: dict[str, str], asked: list[str], name: str, *, with_model: bool) -> dict[str, Any]:
    from assistant.retrieval import retrieve
    from eval.retrieval.runner import SCOPE, index, timed
    from ingest.archive.archive import Archive
    from ingest.ingesting import load_model
    from ingest.settings import ArchiveSettings

    embedder = load_model(ArchiveSettings.load()) if with_model else None
    with (
        tempfile.TemporaryDirectory(prefix="troly-bench-") as folder,
        Archive.open(Path(folder), create=True) as archive,
    ):
        archive.use_embedder(embedder.fingerprint if embedder else None)
        started = time.perf_counter()
        index(archive, texts, embedder)
        seconds = time.perf_counter() - started
        times = []
        for text in asked[:WARM] + asked:
            _, milliseconds = timed(partial(retrieve, text, archive, embedder, scope=SCOPE, limit=50))
            times.append(milliseconds)
        cuts = quantiles(times[WARM:], n=20)
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    return {
        f"{name}: ingested passages/s": round(len(texts) / seconds),
        f"{name}: search ms p50": round(cuts[9], 2),
        f"{name}: search ms p95": round(cuts[18], 2),
        f"{name}: data on disk MB": round(size / 2**20),
    }

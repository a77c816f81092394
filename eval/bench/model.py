"""The embedding model of the settings: how fast it loads and encodes, how large it is on disk and in memory."""

from __future__ import annotations

import os
import time
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from eval.bench import text
from eval.bench.start import peak_mb

if TYPE_CHECKING:
    from ingest.embedding import Embedder

PASSAGES = 20_000
PASSAGE_WORDS = 100  # syllables
QUESTIONS = 300


def run() -> dict[str, Any]:
    from ingest.embedding import EMBEDDED, EMBEDDED_FOLDER, load_embedder
    from ingest.settings import ArchiveSettings

    settings = ArchiveSettings.load()
    name = settings.embedding_model

    def load() -> tuple[Embedder, float]:
        started = time.perf_counter()
        loaded = load_embedder(name, settings.embedding_key)
        loaded.encode(["một"], query=True)
        return loaded, time.perf_counter() - started

    _, first = load()  # imports the library as well, which takes the same seconds for every model
    memory = peak_mb(os.getpid())
    embedder, loading = load()
    words = " ".join(text.passages(PASSAGES * 2).values()).split()
    starts = range(0, len(words), PASSAGE_WORDS)
    passages = [" ".join(words[a:b]) for a, b in pairwise(starts)][:PASSAGES]
    started = time.perf_counter()
    embedder.encode(passages, query=False)
    speed = len(passages) / (time.perf_counter() - started)
    folder = EMBEDDED_FOLDER if name == EMBEDDED else Path(name)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) if folder.is_dir() else 0
    return {
        "model": name,
        "dimensions": embedder.fingerprint.dimensions,
        "loading s": round(loading, 2),
        "loading with the library s": round(first, 2),
        f"passages of {PASSAGE_WORDS} words a second": round(speed),
        "a question, p50 ms": round(median(_milliseconds(embedder, q) for q in text.questions(QUESTIONS)), 2),
        "size on disk MB": round(size / 1e6, 1) or None,
        "memory with the library MB": memory,
    }


def _milliseconds(embedder: Embedder, question: str) -> float:
    started = time.perf_counter()
    embedder.encode([question], query=True)
    return (time.perf_counter() - started) * 1000

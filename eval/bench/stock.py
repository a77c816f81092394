"""The same text files through LlamaIndex's own reader and pipeline, and through ours, with the same model.

Theirs: SimpleDirectoryReader, SentenceSplitter and an in-memory store, nothing written to a disk. Ours: all that
``troly ingest`` does, the gate, headings, outline, references, three indexes and a catalogue read back included.
Each in a process of its own; memory is the highest of the process plus that of each reading process.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

DOCUMENTS = 600
_SIDES = ("llama", "ours")


def run() -> dict[str, Any]:
    from eval.large.generator import generate

    with tempfile.TemporaryDirectory(prefix="troly-bench-") as folder:
        generate(Path(folder) / "large", documents=DOCUMENTS)
        source = Path(folder) / "large" / "documents"
        theirs, ours = (_measured(side, source) for side in _SIDES)
    return {
        "text documents": ours["documents"],
        "LlamaIndex documents/s": round(theirs["documents"] / theirs["seconds"], 1),
        "troly documents/s": round(ours["documents"] / ours["seconds"], 1),
        "times as fast": round(
            ours["documents"] / ours["seconds"] / (theirs["documents"] / theirs["seconds"]), 2
        ),
        "LlamaIndex nodes": theirs["items"],
        "troly passages": ours["items"],
        "LlamaIndex peak MB": theirs["peak_mb"],
        "troly peak MB": ours["peak_mb"],
        "troly, its reading processes MB": ours["readers_mb"],
    }


def _measured(side: str, source: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "eval.bench.stock", side, str(source)], check=True, stdout=subprocess.PIPE
    )
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def llama(source: Path) -> dict[str, Any]:
    from llama_index.core import SimpleDirectoryReader
    from llama_index.core.ingestion import IngestionPipeline
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.core.vector_stores import SimpleVectorStore

    from ingest.embedding import load_embedder
    from ingest.llama_index import TrolyEmbedding

    model = TrolyEmbedding(load_embedder("embedded", None))
    started = time.perf_counter()
    documents = SimpleDirectoryReader(str(source), recursive=True, required_exts=[".txt"]).load_data()
    pipeline = IngestionPipeline(
        transformations=[SentenceSplitter(), model], vector_store=SimpleVectorStore(), disable_cache=True
    )
    nodes = pipeline.run(documents=documents)
    return {"documents": len(documents), "items": len(nodes), "seconds": time.perf_counter() - started}


def ours(source: Path) -> dict[str, Any]:
    from ingest.archive.archive import Archive
    from ingest.embedding import load_embedder
    from ingest.sync import sync

    embedder = load_embedder("embedded", None)
    with tempfile.TemporaryDirectory(prefix="troly-bench-") as data:
        started = time.perf_counter()
        with Archive.open(Path(data), create=True) as archive:
            archive.use_embedder(embedder.fingerprint)
            report = sync(archive, source, embedder=embedder, report=lambda _: None)
        seconds = time.perf_counter() - started
    return {"documents": report.indexed, "items": report.passages, "seconds": seconds}


def main() -> None:
    import resource

    side, source = sys.argv[1], Path(sys.argv[2])
    figures = {"llama": llama, "ours": ours}[side](source)
    alone = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    reader = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(json.dumps(figures | {"peak_mb": alone, "readers_mb": reader}))


if __name__ == "__main__":
    main()

"""The same text files through LlamaIndex's own reader and pipeline, and through ours, with the same model.

Theirs in three ways: its default chunks into memory; chunks as short as our passages into memory; the same kept in
a Chroma folder, as an office would have to. Ours: all that ``troly ingest`` does, the gate, headings, outline,
references, three indexes and a catalogue read back included. Each in a process of its own; memory is the highest of
that process, and of a reading process beside ours.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

DOCUMENTS = 600
_AT_ONCE = 100  # documents
_SHORT = 100  # tokens of a chunk: about one of our passages


def run() -> dict[str, Any]:
    from eval.large.generator import generate

    with tempfile.TemporaryDirectory(prefix="troly-bench-") as folder:
        generate(Path(folder) / "large", documents=DOCUMENTS)
        source = Path(folder) / "large" / "documents"
        found = {side: _measured(side, source) for side in _SIDES}
    ours = found["troly"]
    figures: dict[str, Any] = {"text documents": ours["documents"]}
    for side, of in found.items():
        figures[f"{side}: documents/s"] = round(of["documents"] / of["seconds"], 1)
        figures[f"{side}: pieces"] = of["items"]
        figures[f"{side}: peak MB"] = of["peak_mb"]
        if of is not ours:
            figures[f"troly is … times as fast as {side}"] = round(of["seconds"] / ours["seconds"], 2)
    figures["troly: reading process MB"] = ours["readers_mb"]
    return figures


def _measured(side: str, source: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "eval.bench.stock", side, str(source)], check=True, stdout=subprocess.PIPE
    )
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def llama(source: Path, *, chunk: int | None = None, kept: bool = False) -> dict[str, Any]:
    """LlamaIndex's own way: its default chunks, or some of ``chunk`` tokens; into memory, or kept in Chroma."""
    from llama_index.core import SimpleDirectoryReader
    from llama_index.core.ingestion import IngestionPipeline
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.core.vector_stores import SimpleVectorStore

    from ingest.embedding import load_embedder
    from ingest.llama_index import TrolyEmbedding

    splitter = SentenceSplitter()
    if chunk:
        splitter = SentenceSplitter(chunk_size=chunk, chunk_overlap=0, include_metadata=False)
    model = TrolyEmbedding(load_embedder("embedded", None))
    with tempfile.TemporaryDirectory(prefix="troly-bench-") as data:
        started = time.perf_counter()
        store = _chroma(data) if kept else SimpleVectorStore()
        documents = SimpleDirectoryReader(str(source), recursive=True, required_exts=[".txt"]).load_data()
        pipeline = IngestionPipeline(
            transformations=[splitter, model], vector_store=store, disable_cache=True
        )
        # Its Chroma adapter hands over more at once than Chroma takes, so by and by.
        cuts = range(0, len(documents), _AT_ONCE if kept else len(documents))
        nodes = [node for cut in cuts for node in pipeline.run(documents=documents[cut : cut + cuts.step])]
        seconds = time.perf_counter() - started
    return {"documents": len(documents), "items": len(nodes), "seconds": seconds}


def _chroma(folder: str) -> Any:
    import chromadb
    from llama_index.vector_stores.chroma import ChromaVectorStore

    collection = chromadb.PersistentClient(folder).create_collection("bench", embedding_function=None)
    return ChromaVectorStore(chroma_collection=collection)


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


_SIDES: dict[str, Callable[[Path], dict[str, Any]]] = {
    "LlamaIndex": llama,
    "LlamaIndex, short chunks": partial(llama, chunk=_SHORT),
    "LlamaIndex, short chunks, Chroma": partial(llama, chunk=_SHORT, kept=True),
    "troly": ours,
}


def main() -> None:
    import resource

    for module in (
        "chromadb",
        "llama_index.core",
        "ingest.llama_index",
        "ingest.archive.archive",
        "ingest.sync",
    ):
        import_module(module)  # before the clock starts, for every side alike
    figures = _SIDES[sys.argv[1]](Path(sys.argv[2]))
    alone = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    reader = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(json.dumps(figures | {"peak_mb": alone, "readers_mb": reader}))


if __name__ == "__main__":
    main()

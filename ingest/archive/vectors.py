"""The border to Chroma: nearest texts by cosine, one opaque collection per archive collection and model.

Holds unit vectors under opaque keys (the hash of the text that was embedded), never text; which passages
have that text, and which of them are current, the catalogue knows. One vector a text, however many passages
repeat it: in a graph of Chroma's kind, more equal vectors than a node has links (32) are an island that a
search does not leave, and monthly reports repeat whole lines for years.

Chroma's errors become StorageFailed here. The index is derived: every vector in it also stands in the
catalogue (FACTS: treat it as disposable).
"""

from __future__ import annotations

import contextlib
import ctypes
import shutil
import sqlite3
import threading
import uuid
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ingest.errors import StorageFailed, TrolyError

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Cosine below which a vector read back is not the one that was written (float32 noise is near 1e-6).
SAME = 0.999

# The share of sampled vectors that must find themselves. Not all: the graph is approximate by design.
FOUND = 0.6

# Chroma writes its whole graph each time this many vectors came, and replays at a start what came since.
# Measured on 12,000 x 256 in batches of 2,000: 6.8 s of processor time at 2,000, 13.5 s at 10,000.
_SYNC_THRESHOLD = 2_000
# hnswlib writes its whole buffer to disk, the unused part too, and never clears it: what stood in that memory
# before, a text or a vector, would go to disk with it. glibc's malloc can be told to clear what it hands out
# (it fills with the complement of this byte, and with the byte itself on free). Measured, a small collection
# made after another was dropped: 7 in 40 held a dropped vector before, 0 in 100 since.
_M_PERTURB = -6  # glibc's malloc.h
_PERTURB_BYTE = 0xFF

# Candidates looked at per query. Chroma's default of 100 loses neighbours at the over-fetch used here.
_SEARCH_EF = 256


def new_name() -> str:
    """An opaque ASCII name: archive collections are named in Vietnamese, which Chroma does not take."""
    return f"v{uuid.uuid4().hex}"


class VectorIndex:
    """The Chroma folder. Querying is safe from any thread; writing from one at a time."""

    def __init__(self, folder: Path) -> None:
        import chromadb
        from chromadb.config import Settings

        _clear_memory()
        self._folder = folder
        self._lock = threading.Lock()
        self._open: dict[str, Any] = {}
        with _chroma_errors():
            folder.mkdir(parents=True, exist_ok=True)
            _delete_orphans(folder)
            self._client = chromadb.PersistentClient(
                path=str(folder), settings=Settings(anonymized_telemetry=False)
            )
            self._batch = int(self._client.get_max_batch_size())

    def create(self, name: str) -> None:
        """Make an empty collection, or leave the one that is there."""
        with _chroma_errors():
            collection = self._client.get_or_create_collection(
                name,
                embedding_function=None,
                configuration={
                    "hnsw": {
                        "space": "cosine",
                        "ef_search": _SEARCH_EF,
                        "sync_threshold": _SYNC_THRESHOLD,
                    }
                },
            )
        with self._lock:
            self._open[name] = collection

    def names(self) -> list[str]:
        with _chroma_errors():
            return [collection.name for collection in self._client.list_collections()]

    def drop(self, name: str) -> None:
        from chromadb.errors import NotFoundError

        with self._lock:
            self._open.pop(name, None)
        with _chroma_errors(), contextlib.suppress(NotFoundError):
            self._client.delete_collection(name)

    def upsert(self, name: str, keys: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Write vectors, shape (n, d), one a key."""
        collection = self._collection(name)
        with _chroma_errors():
            for part in self._parts(len(keys)):
                collection.upsert(ids=list(keys[part]), embeddings=vectors[part])

    def verify(self, name: str, keys: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Read back what was written: every vector, and that searching for some finds any; else StorageFailed."""
        collection = self._collection(name)
        with _chroma_errors():
            for part in self._parts(len(keys)):
                got = collection.get(ids=list(keys[part]), include=["embeddings"])
                read = dict(zip(got["ids"], got["embeddings"], strict=True))
                if len(read) != len(keys[part]):
                    raise StorageFailed("Đọc lại chỉ mục véc-tơ thấy thiếu; các tệp này chưa được ghi nhận.")
                stored = np.asarray([read[key] for key in keys[part]], dtype=np.float32)
                if not _same(stored, vectors[part]).all():
                    raise StorageFailed("Đọc lại chỉ mục véc-tơ thấy sai; các tệp này chưa được ghi nhận.")
        if self.found(name, vectors[:: max(1, len(vectors) // 4)]) == 0:
            raise StorageFailed("Tìm lại trong chỉ mục véc-tơ không thấy; các tệp này chưa được ghi nhận.")

    def found(self, name: str, vectors: NDArray[np.float32]) -> float:
        """The share of these stored vectors that find themselves, or an equal one, as their nearest.

        ``count`` and ``get`` look right while the graph is gone, so only a query proves it.
        """
        asked = vectors[np.linalg.norm(vectors, axis=1) > 0]
        if not len(asked):
            return 1.0
        with _chroma_errors():
            found = self._collection(name).query(query_embeddings=asked, n_results=1, include=["distances"])
        return sum(1 for row in found["distances"] if row and 1.0 - row[0] >= SAME) / len(asked)

    def delete(self, name: str, keys: Sequence[str]) -> None:
        collection = self._collection(name)
        with _chroma_errors():
            for part in self._parts(len(keys)):
                collection.delete(ids=list(keys[part]))

    def query(self, name: str, vector: NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
        """The nearest ``limit`` keys with their cosine, best first."""
        with _chroma_errors():
            found = self._collection(name).query(
                query_embeddings=vector.reshape(1, -1), n_results=limit, include=["distances"]
            )
        return [
            (key, 1.0 - float(distance))
            for key, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]

    def erase_free_space(self) -> None:
        """Close, and rewrite Chroma's own database without its free pages (as ``chroma vacuum`` does)."""
        self.close()
        with _chroma_errors():
            connection = sqlite3.connect(self._folder / "chroma.sqlite3", isolation_level=None)
            try:
                connection.execute("VACUUM")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()
            _delete_orphans(self._folder)

    def close(self) -> None:
        with self._lock:
            self._open.clear()
        with _chroma_errors():
            self._client.close()  # type: ignore[attr-defined]  # Client has it, its interface does not

    def _collection(self, name: str) -> Any:
        with self._lock:
            collection = self._open.get(name)
        if collection is None:
            with _chroma_errors():
                collection = self._client.get_collection(name, embedding_function=None)
            with self._lock:
                self._open[name] = collection
        return collection

    def _parts(self, length: int) -> Iterable[slice]:
        return (slice(at, at + self._batch) for at in range(0, length, self._batch))


def _clear_memory() -> None:
    """Have glibc's malloc, from now on, hand out memory that holds nothing old."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_PERTURB, _PERTURB_BYTE)


def discard(folder: Path) -> None:
    """Throw a Chroma folder away; no VectorIndex may have it open."""
    with _chroma_errors():
        if folder.exists():
            shutil.rmtree(folder)


def _delete_orphans(folder: Path) -> None:
    """Delete the graph folders of collections that were dropped; Chroma must not have the folder open.

    A graph that is being written while its collection is dropped comes back as a folder that nothing names.
    """
    database = folder / "chroma.sqlite3"
    if not database.exists():
        return
    connection = sqlite3.connect(database)
    try:
        used = {segment for (segment,) in connection.execute("SELECT id FROM segments")}
    finally:
        connection.close()
    for place in folder.iterdir():
        if place.is_dir() and place.name not in used:
            shutil.rmtree(place)


def _same(a: NDArray[np.float32], b: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Row by row, do two matrices point the same way? A zero row equals only a zero row."""
    lengths = np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)
    dots = np.einsum("ij,ij->i", a, b)
    both_zero = (np.linalg.norm(a, axis=1) == 0) & (np.linalg.norm(b, axis=1) == 0)
    return np.asarray(both_zero | (dots >= SAME * np.where(lengths > 0, lengths, np.inf)))


@contextlib.contextmanager
def _chroma_errors() -> Iterator[None]:
    from chromadb.errors import ChromaError

    try:
        yield
    except TrolyError:
        raise
    except (ChromaError, ValueError, OSError, RuntimeError, sqlite3.Error, AttributeError) as error:
        if "No space left" in str(error) or "disk is full" in str(error):
            raise StorageFailed(
                "Hết chỗ trên đĩa khi ghi chỉ mục véc-tơ; kho vẫn ở trạng thái trước đó."
            ) from error
        raise StorageFailed("Chỉ mục véc-tơ bị lỗi; hãy chạy: troly rebuild") from error

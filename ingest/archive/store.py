"""The data folder, opened: catalogue, lexical index, vector index, and which of them need rebuilding.

Layout: ``catalogue.sqlite``, ``lexical/<generation>/``, ``vectors/``, ``lock``. Which generation and which
vector collections are in use stands in the catalogue, so that a rebuilt index is switched to in one
transaction; what the catalogue does not name is rubbish of an interrupted rebuild and is deleted.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ingest.archive import queries, vectors
from ingest.archive.catalogue import set_meta, vectors_of
from ingest.archive.database import Database
from ingest.archive.lexical import LexicalIndex
from ingest.archive.lock import Lock
from ingest.archive.vectors import VectorIndex
from ingest.errors import StorageFailed

if TYPE_CHECKING:
    from ingest.embedding import Fingerprint

CATALOGUE_NAME = "catalogue.sqlite"
LEXICAL_PROBLEM = "Chỉ mục từ khóa không khớp với danh mục; hãy chạy: troly rebuild"
VECTOR_PROBLEM = "Chỉ mục véc-tơ không khớp với danh mục; hãy chạy: troly rebuild"

# Passages per vector collection that are looked for by their own vectors when a model is chosen.
_SAMPLE = 8


@dataclass(frozen=True, slots=True)
class Model:
    """An embedding model the catalogue knows; the active one's index is the one that is searched."""

    id: int
    name: str
    revision: str
    dimensions: int
    active: bool


class Store:
    """Everything under the data folder. ``write_lock`` is held by whoever writes."""

    def __init__(self, data: Path, lock: Lock, observe: Callable[[str], None]) -> None:
        self.data = data
        self.observe = observe  # told the name of each step of a write, once it is durable
        self.write_lock = threading.RLock()
        self.model: Model | None = None
        self.lexical_broken = False
        self.vectors_broken = False
        self._lock = lock
        self._lexical: LexicalIndex | None = None
        self._vectors: VectorIndex | None = None
        self.database = Database(data / CATALOGUE_NAME)

    # -- lexical ------------------------------------------------------------------------------------

    @property
    def lexical(self) -> LexicalIndex:
        if self._lexical is None:
            raise StorageFailed("Chỉ mục từ khóa bị lỗi; hãy chạy: troly rebuild")
        return self._lexical

    def open_lexical(self) -> None:
        """Open the generation in use (make the first); a broken one is noted, not raised."""
        with self.database.reading() as connection:
            generation = queries.meta(connection, "lexical")
        if generation is None:
            generation, index = self.new_lexical()
            with self.database.writing() as connection:
                set_meta(connection, "lexical", generation)
            self._lexical = index
        else:
            try:
                self._lexical = LexicalIndex(self.data / "lexical" / generation, create=False)
            except StorageFailed:
                self.lexical_broken = True
        self._delete_other_generations(generation)

    def new_lexical(self) -> tuple[str, LexicalIndex]:
        """An empty generation beside the one in use."""
        generation = f"g{uuid.uuid4().hex[:12]}"
        return generation, LexicalIndex(self.data / "lexical" / generation, create=True)

    def switch_lexical(self, generation: str, index: LexicalIndex) -> None:
        with self.database.writing() as connection:
            set_meta(connection, "lexical", generation)
        old, self._lexical = self._lexical, index
        self.lexical_broken = False
        if old is not None:
            with contextlib.suppress(StorageFailed):  # it is about to be deleted
                old.rollback()
        self._delete_other_generations(generation)

    def _delete_other_generations(self, keep: str) -> None:
        folder = self.data / "lexical"
        for other in folder.iterdir() if folder.exists() else ():
            if other.name != keep:
                shutil.rmtree(other, ignore_errors=True)

    # -- vectors ------------------------------------------------------------------------------------

    @property
    def vectors(self) -> VectorIndex:
        """Chroma, opened on first use: it takes a second, and a lexical-only archive never needs it."""
        if self._vectors is None:
            with self.write_lock:
                if self._vectors is None:
                    index = VectorIndex(self.data / "vectors")
                    with self.database.reading() as connection:
                        known = {
                            name for (name,) in connection.execute("SELECT name FROM vector_collections")
                        }
                    for name in index.names():
                        if name not in known:
                            index.drop(name)
                    self._vectors = index
        return self._vectors

    def forget_vectors(self) -> None:
        """Close Chroma; the next use opens it again."""
        index, self._vectors = self._vectors, None
        if index is not None:
            index.close()

    def discard_vectors(self) -> None:
        with contextlib.suppress(StorageFailed):  # broken is why it is thrown away
            self.forget_vectors()
        vectors.discard(self.data / "vectors")

    def erase_vectors_free_space(self) -> None:
        index, self._vectors = self._vectors, None
        if index is not None:
            index.erase_free_space()

    def vector_names(
        self, connection: sqlite3.Connection, model: int, collections: frozenset[str]
    ) -> dict[str, str]:
        """Chroma's name by archive collection, for those that have one."""
        found = connection.execute(
            "SELECT collection, name FROM vector_collections WHERE model = ?", (model,)
        )
        return {collection: name for collection, name in found if collection in collections}

    def choose(self, fingerprint: Fingerprint | None) -> None:
        """Take a model for writing and searching. It becomes active at once where no other has vectors."""
        if fingerprint is None:
            self.model = None
            return
        with self.write_lock, self.database.writing() as connection:
            # The same model may go by another name by now; a catalogue of version 1 lacks the rest.
            connection.execute(
                "INSERT INTO models (fingerprint, name, dimensions, active, revision, query_prefix, "
                "passage_prefix, part) VALUES (?,?,?,0,?,?,?,?) ON CONFLICT (fingerprint) DO UPDATE SET "
                "name = excluded.name, revision = excluded.revision, query_prefix = excluded.query_prefix, "
                "passage_prefix = excluded.passage_prefix, part = excluded.part",
                (
                    fingerprint.key,
                    fingerprint.name,
                    fingerprint.dimensions,
                    fingerprint.revision,
                    fingerprint.query_prefix,
                    fingerprint.passage_prefix,
                    fingerprint.part,
                ),
            )
            (model_id,) = connection.execute(
                "SELECT id FROM models WHERE fingerprint = ?", (fingerprint.key,)
            ).fetchone()
            others = connection.execute(
                "SELECT 1 FROM passages WHERE vectored NOT IN (0, ?) LIMIT 1", (model_id,)
            ).fetchone()
            if others is None:
                connection.execute("UPDATE models SET active = (id = ?)", (model_id,))
            self.model = load_model(connection, model_id)
        self.vectors_broken = self.model.active and not self._vectors_right(self.model)

    def _vectors_right(self, model: Model) -> bool:
        """Do stored passages still find themselves by their own cached vectors? (FACTS, chromadb)"""
        with self.database.reading() as connection:
            held = [
                collection
                for (collection,) in connection.execute(
                    "SELECT DISTINCT collection FROM passages WHERE vectored = ?", (model.id,)
                )
            ]
            names = self.vector_names(connection, model.id, frozenset(held))
            if len(names) != len(held):
                return False
            samples = {
                names[collection]: [
                    vectors_of(stored, model.dimensions)[0]
                    for order in ("ASC", "DESC")
                    for (stored,) in connection.execute(
                        "SELECT e.vector FROM passages p JOIN embeddings e ON e.model = p.vectored "
                        "AND e.text_hash = p.text_hash WHERE p.collection = ? AND p.vectored = ? "
                        f"ORDER BY p.rowid {order} LIMIT {_SAMPLE // 2}",
                        (collection, model.id),
                    )
                ]
                for collection in held
            }
        try:
            return all(
                self.vectors.found(name, np.stack(stored)) >= vectors.FOUND
                for name, stored in samples.items()
                if stored
            )
        except StorageFailed:
            return False

    # -- end ----------------------------------------------------------------------------------------

    def close(self) -> None:
        """Close what is open, whatever fails, and let the lock go last."""
        with contextlib.ExitStack() as stack:
            stack.callback(self._lock.release)
            stack.callback(self.database.close)
            stack.callback(self.forget_vectors)
            if self._lexical is not None:
                stack.callback(self._lexical.close)


def load_model(connection: sqlite3.Connection, model_id: int) -> Model:
    found = connection.execute(
        "SELECT id, name, revision, dimensions, active FROM models WHERE id = ?", (model_id,)
    ).fetchone()
    known, name, revision, dimensions, active = found
    return Model(known, name, revision, dimensions, bool(active))


def active_model(connection: sqlite3.Connection) -> Model | None:
    found = connection.execute("SELECT id FROM models WHERE active = 1").fetchone()
    return None if found is None else load_model(connection, found[0])

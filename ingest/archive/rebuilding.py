"""Deriving the indexes from the catalogue again: after damage, for another model, and to erase for good.

A new index is always built beside the one in use, read back, and switched to in one transaction. An
interrupted rebuild leaves the old one in use; its half-built rubbish goes at the next open.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ingest.archive import catalogue, codec, flip, queries
from ingest.archive.records import Completion, PurgeReport
from ingest.archive.store import Model, Store, active_model, load_model
from ingest.archive.vectors import new_name
from ingest.document import Passage, Scope
from ingest.errors import StorageFailed

# Rows handled at a time: some megabytes of text or vectors, and far fewer commits than rows.
_BATCH = 4_000

# The catalogue's note that a purge is not yet complete, and what it still has to rewrite.
PURGING = "purging"


def rebuild(store: Store) -> None:
    """Make both indexes anew from the catalogue; searching goes on with the old ones meanwhile."""
    with store.write_lock:
        rebuild_lexical(store)
        with store.database.reading() as connection:
            model = active_model(connection)
            has_vectors = connection.execute("SELECT 1 FROM embeddings LIMIT 1").fetchone()
        if store.vectors_broken or has_vectors is None:
            # Nothing in the folder can be trusted, or nothing of it is needed.
            with store.database.writing() as connection:
                connection.execute("DELETE FROM vector_collections")
                connection.execute("UPDATE passages SET vectored = 0 WHERE vectored <> 0")
            store.discard_vectors()
        if model is not None and has_vectors is not None:
            rebuild_vectors(store, model)
        with store.database.writing() as connection:
            connection.execute("DELETE FROM leftovers")  # the new indexes hold current versions only
        store.vectors_broken = False


def rebuild_lexical(store: Store) -> None:
    generation, index = store.new_lexical()
    with store.database.reading() as connection:
        total = 0
        cursor = connection.execute(
            "SELECT p.id, p.document_id, p.version, p.ord, p.text, p.data, p.collection "
            "FROM passages p ORDER BY p.rowid"
        )
        for rows in _fetch(cursor):
            index.add(flip.entry(_passage(row), row[6]) for row in rows)
            total += len(rows)
    index.commit()
    index.settle()
    if index.size != total:
        raise StorageFailed("Đọc lại chỉ mục từ khóa mới lập thấy thiếu; chỉ mục cũ vẫn được dùng.")
    store.switch_lexical(generation, index)


def rebuild_vectors(store: Store, model: Model) -> int:
    """Fill new Chroma collections for ``model`` from the cached vectors, make it the active one, and drop
    whatever stood there before: other models' collections, and their vectors where it was not the active one.
    How many collections were built."""
    with store.database.reading() as connection:
        held = [name for (name,) in connection.execute("SELECT DISTINCT collection FROM passages")]
        filled: dict[str, str] = {}
        for collection in held:
            cursor = connection.execute(
                "SELECT e.text_hash, e.vector FROM embeddings e WHERE e.model = ? AND EXISTS "
                "(SELECT 1 FROM passages p WHERE p.text_hash = e.text_hash AND +p.collection = ?)",
                (model.id, collection),
            )
            for rows in _fetch(cursor):
                if collection not in filled:
                    filled[collection] = new_name()
                    store.vectors.create(filled[collection])
                texts = {digest: catalogue.vectors_of(stored, model.dimensions) for digest, stored in rows}
                flip.write_vectors(store, filled[collection], texts, model)
    store.observe("vectors built")
    with store.database.writing() as connection:
        old = [name for (name,) in connection.execute("SELECT name FROM vector_collections")]
        connection.execute("DELETE FROM vector_collections")
        connection.executemany(
            "INSERT INTO vector_collections VALUES (?,?,?)",
            [(model.id, collection, name) for collection, name in filled.items()],
        )
        connection.execute(
            "UPDATE passages SET vectored = CASE WHEN EXISTS (SELECT 1 FROM embeddings e WHERE e.model = ?1 "
            "AND e.text_hash = passages.text_hash) THEN ?1 ELSE 0 END",
            (model.id,),
        )
        if not model.active:
            # Only a switch forgets other models: until then one of them may have embedded half of everything,
            # which can be hours of work, and a rebuild or a purge in between must not cost that.
            connection.execute("DELETE FROM embeddings WHERE model <> ?", (model.id,))
            connection.execute("DELETE FROM models WHERE id <> ?", (model.id,))
            connection.execute("UPDATE models SET active = (id = ?)", (model.id,))
        if store.model is not None:
            store.model = load_model(connection, store.model.id)
    store.vectors_broken = False
    store.observe("vectors switched")
    for name in old:
        store.vectors.drop(name)
    return len(filled)


def fill_vectors(store: Store, model: Model) -> int:
    """Bring into the active model's index the passages whose vectors are cached but not in it; how many."""
    total = 0
    with store.write_lock:
        for collection in _collections_to_fill(store, model):
            while True:
                with store.database.reading() as connection:
                    rows = connection.execute(
                        "SELECT p.id, e.text_hash, e.vector FROM passages p JOIN embeddings e "
                        "ON e.model = ?1 AND e.text_hash = p.text_hash "
                        "WHERE p.collection = ?2 AND p.vectored <> ?1 LIMIT ?3",
                        (model.id, collection, _BATCH),
                    ).fetchall()
                if not rows:
                    break
                texts = {digest: catalogue.vectors_of(stored, model.dimensions) for _, digest, stored in rows}
                flip.write_vectors(store, flip.vector_collection(store, model, collection), texts, model)
                with store.database.writing() as connection:
                    connection.executemany(
                        "UPDATE passages SET vectored = ? WHERE id = ?", [(model.id, row[0]) for row in rows]
                    )
                total += len(rows)
    return total


def _collections_to_fill(store: Store, model: Model) -> list[str]:
    with store.database.reading() as connection:
        found = connection.execute(
            "SELECT DISTINCT collection FROM passages WHERE vectored <> ?", (model.id,)
        )
        return [collection for (collection,) in found]


def purge(store: Store, ids: Sequence[str], paths: Sequence[str] = ()) -> PurgeReport:
    """Remove documents, and the ledger rows of these paths, and every trace of them from the data folder.

    Deleted entries linger in the files of both indexes until those are merged, so both are built anew;
    the databases are rewritten without their free pages. An interrupted purge is finished at the next open.
    """
    with store.write_lock:
        report = withdraw(store, ids, paths)
        return replace(
            report, vector_collections_rebuilt=erase(store), lexical_rebuilt=bool(report.documents)
        )


def withdraw(store: Store, ids: Sequence[str], paths: Sequence[str]) -> PurgeReport:
    """The logical half of a purge: at once nobody reads them any more; ``erase`` must follow."""
    with store.write_lock:
        flip.sweep(store)
        with store.database.writing() as connection:
            held = [
                document_id
                for (document_id,) in catalogue.list_of(ids)
                if connection.execute("SELECT 1 FROM documents WHERE id = ?", (document_id,)).fetchone()
            ]
            hashes = catalogue.text_hashes(connection, held)
            passages = catalogue.delete_documents(connection, held)
            embeddings = catalogue.delete_unused_embeddings(connection, hashes)
            before = connection.total_changes
            connection.executemany("DELETE FROM ledger WHERE document_id = ?", catalogue.list_of(ids))
            connection.executemany("DELETE FROM ledger WHERE path = ?", catalogue.list_of(paths))
            ledger_rows = connection.total_changes - before
            if held:
                catalogue.set_meta(connection, PURGING, "indexes")
            elif ledger_rows and queries.meta(connection, PURGING) is None:
                catalogue.set_meta(connection, PURGING, "catalogue")
        store.observe("withdrawn")
        flip.sweep(store)
        return PurgeReport(
            documents=tuple(held),
            passages=passages,
            embeddings=embeddings,
            ledger_rows=ledger_rows,
            lexical_rebuilt=False,
            vector_collections_rebuilt=0,
        )


def erase(store: Store) -> int:
    """The physical half of a purge, if one is due. Vector collections rebuilt."""
    with store.write_lock:
        with store.database.reading() as connection:
            due = queries.meta(connection, PURGING)
            model = active_model(connection)
            has_vectors = (
                connection.execute("SELECT 1 FROM vector_collections LIMIT 1").fetchone() is not None
            )
        if due is None:
            return 0
        rebuilt = 0
        if due == "indexes":
            rebuild_lexical(store)
            store.observe("lexical erased")
            rebuilt = rebuild_vectors(store, model) if model is not None and has_vectors else 0
            if has_vectors:
                store.erase_vectors_free_space()
            with store.database.writing() as connection:
                connection.execute("DELETE FROM leftovers")  # no index holds them any more
        store.database.erase_free_space()
        with store.database.writing() as connection:
            catalogue.set_meta(connection, PURGING, None)
        store.observe("erased")
        return rebuilt


def passages_to_embed(connection: sqlite3.Connection, model: Model, limit: int) -> dict[str, list[Passage]]:
    """Up to ``limit`` current passages, by document, whose text has no cached vector under ``model``; of those
    with the same text the first."""
    found = connection.execute(
        "SELECT p.id, p.document_id, p.version, p.ord, p.text, p.data FROM passages p WHERE NOT EXISTS "
        "(SELECT 1 FROM embeddings e WHERE e.model = ? AND e.text_hash = p.text_hash) AND p.rowid = "
        "(SELECT min(same.rowid) FROM passages same WHERE same.text_hash = p.text_hash) "
        "ORDER BY p.rowid LIMIT ?",
        (model.id, limit),
    )
    by_document: dict[str, list[Passage]] = {}
    for row in found:
        by_document.setdefault(row[1], []).append(_passage(row))
    return by_document


def completion(connection: sqlite3.Connection, model: Model) -> Completion:
    total, done = connection.execute(
        "SELECT count(*), count(e.text_hash) FROM (SELECT DISTINCT text_hash FROM passages) held "
        "LEFT JOIN embeddings e ON e.model = ? AND e.text_hash = held.text_hash",
        (model.id,),
    ).fetchone()
    return Completion(done, total, new_model=not model.active)


def everything(connection: sqlite3.Connection) -> Scope:
    """The owner's own scope, for maintenance; never for a request."""
    return Scope(
        frozenset(name for (name,) in connection.execute("SELECT DISTINCT collection FROM documents"))
    )


def _passage(row: tuple[Any, ...]) -> Passage:
    stored = {"id": row[0], "document_id": row[1], "version": row[2], "order": row[3], "text": row[4]}
    return codec.loads(Passage, row[5], stored)


def _fetch(cursor: sqlite3.Cursor) -> Iterator[list[tuple[Any, ...]]]:
    while rows := cursor.fetchmany(_BATCH):
        yield rows

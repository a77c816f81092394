"""Writing documents: the flip of a version, removal, and the sweep of what is left over.

Order of a flip, each step durable before the next (DESIGN, "Replacing is a flip of version"):

1. mark    the new versions are listed as leftovers: from here on, an interruption is swept up
2. write   their vectors and lexical entries, beside the old ones
3. read    both back
4. flip    one transaction: old rows out (and listed as leftovers), new rows in (and unlisted), ledger
5. sweep   the leftovers leave the indexes

A process killed between any two leaves a state from which the sweep, then the same call, reaches the end.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ingest.archive import catalogue
from ingest.archive.lexical import Entry, version_key
from ingest.archive.store import Model, Store
from ingest.archive.vectors import new_name
from ingest.document import Document, Passage
from ingest.errors import ModelFailed, StorageFailed, TrolyError
from ingest.ledger import LedgerRow
from ingest.parsing.passages import search_text
from ingest.vietnamese.tokens import search_tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray


def put(
    store: Store,
    documents: Sequence[Document],
    vectors: Mapping[str, NDArray[np.float32]] | None,
    files: Sequence[LedgerRow],
) -> None:
    """Make these versions current. A version that already is current is left alone."""
    with store.write_lock:
        sweep(store)
        model = _writable_model(store, vectors)
        unique = list({document.id: document for document in documents}.values())
        with store.database.reading() as connection:
            held = {
                document.id
                for document in unique
                if connection.execute(
                    "SELECT 1 FROM documents WHERE id = ? AND version = ?", (document.id, document.version)
                ).fetchone()
            }
        fresh = [document for document in unique if document.id not in held]
        if fresh:
            try:
                _flip(store, fresh, vectors or {}, model, files)
            except TrolyError:
                # What was written goes again at once, if the trouble lets it; else the next sweep takes it.
                with contextlib.suppress(StorageFailed):
                    sweep(store)
                raise
        else:
            with store.database.writing() as connection:
                catalogue.put_ledger(connection, files)


def _flip(
    store: Store,
    documents: Sequence[Document],
    vectors: Mapping[str, NDArray[np.float32]],
    model: Model | None,
    files: Sequence[LedgerRow],
) -> None:
    hashes = {p.id: catalogue.text_hash(p) for d in documents for p in d.passages}
    with store.database.writing() as connection:
        for document in documents:
            texts = [hashes[p.id] for p in document.passages]
            catalogue.add_leftover(connection, document.id, document.version, document.collection, texts)
    store.observe("marked")

    vectored = _write_vectors(store, documents, vectors, hashes, model) if model else {}
    store.observe("vectors")

    try:
        store.lexical.add(entry(p, d.collection) for d in documents for p in d.passages)
        store.lexical.commit()
    except BaseException:
        store.lexical.rollback()
        raise
    store.observe("lexical")
    keys = [version_key(d.id, d.version) for d in documents]
    if store.lexical.count(keys) != len(hashes):
        raise StorageFailed("Đọc lại chỉ mục từ khóa thấy thiếu; các tệp này chưa được ghi nhận.")
    store.observe("read back")

    ids = [document.id for document in documents]
    with store.database.writing() as connection:
        old = catalogue.text_hashes(connection, ids)
        catalogue.delete_documents(connection, ids)
        catalogue.insert_documents(connection, documents, hashes, vectored)
        if model:
            catalogue.insert_embeddings(
                connection, model.id, ((hashes[p], checked(vectors[p], model)) for p in vectored)
            )
        catalogue.delete_unused_embeddings(connection, old)
        catalogue.drop_leftovers(connection, [(d.id, d.version) for d in documents])
        catalogue.put_ledger(connection, files)
    store.observe("flipped")
    sweep(store)
    store.observe("swept")


def _writable_model(store: Store, vectors: Mapping[str, NDArray[np.float32]] | None) -> Model | None:
    if vectors is None:
        return None
    model = store.model
    if model is None or not model.active:
        raise ModelFailed(
            "Chỉ mục véc-tơ đang dùng được lập bằng một mô hình khác với TROLY_EMBEDDING_MODEL; "
            "hãy chạy troly ingest để lập chỉ mục cho mô hình mới trước khi ghi."
        )
    return model


def _write_vectors(
    store: Store,
    documents: Sequence[Document],
    vectors: Mapping[str, NDArray[np.float32]],
    hashes: Mapping[str, bytes],
    model: Model,
) -> dict[str, int]:
    """Write and read back the texts that are new to their collection's index; the passages now in it, with
    their model."""
    new: dict[str, dict[bytes, NDArray[np.float32]]] = {}
    written: dict[str, int] = {}
    with store.database.reading() as connection:
        for document in documents:
            texts = new.setdefault(document.collection, {})
            for passage in document.passages:
                if passage.id in vectors:
                    written[passage.id] = model.id
                    digest = hashes[passage.id]
                    if digest not in texts and not catalogue.text_used(
                        connection, digest, document.collection, model.id
                    ):
                        texts[digest] = vectors[passage.id]
    for collection, texts in new.items():
        if texts:
            write_vectors(store, vector_collection(store, model, collection), texts, model)
    return written


def write_vectors(store: Store, name: str, texts: Mapping[bytes, NDArray[np.float32]], model: Model) -> None:
    """Upsert the vector of each whole text into a Chroma collection, by text hash, and read them back.

    Those of its parts stand in the catalogue only: searching weighs them for what either index found, and an index
    of every part would be several times as large for hardly more hits.
    """
    matrix = np.stack([checked(vectors, model)[0] for vectors in texts.values()])
    keys = [digest.hex() for digest in texts]
    store.vectors.upsert(name, keys, matrix)
    store.vectors.verify(name, keys, matrix)


def vector_collection(store: Store, model: Model, collection: str) -> str:
    """Chroma's name for an archive collection under a model, made and recorded if it is the first use."""
    with store.database.writing() as connection:
        connection.execute(
            "INSERT OR IGNORE INTO vector_collections VALUES (?,?,?)", (model.id, collection, new_name())
        )
        (name,) = connection.execute(
            "SELECT name FROM vector_collections WHERE model = ? AND collection = ?", (model.id, collection)
        ).fetchone()
    store.vectors.create(name)
    return str(name)


def checked(vectors: NDArray[np.float32], model: Model) -> NDArray[np.float32]:
    """A text's vectors as (n, d), one vector being n = 1; ModelFailed where d is not the model's."""
    matrix = np.atleast_2d(np.asarray(vectors, dtype=np.float32))
    if matrix.ndim != 2 or not len(matrix) or matrix.shape[1] != model.dimensions:
        raise dimension_error(model, matrix.shape[-1])
    return matrix


def dimension_error(model: Model, dimensions: int) -> ModelFailed:
    return ModelFailed(
        f"Mô hình nhúng (TROLY_EMBEDDING_MODEL) cho véc-tơ {dimensions} chiều, còn chỉ mục lập bằng mô hình "
        f"«{model.name}» có {model.dimensions} chiều. Đề nghị đặt lại TROLY_EMBEDDING_MODEL, hoặc chạy "
        "troly ingest để lập chỉ mục cho mô hình mới."
    )


def entry(passage: Passage, collection: str) -> Entry:
    """What the lexical index holds of a passage."""
    return Entry(
        passage_id=passage.id,
        document_id=passage.document_id,
        version=passage.version,
        collection=collection,
        tokens=search_tokens(search_text(passage)),
    )


def remove(store: Store, ids: Sequence[str], files: Sequence[LedgerRow]) -> int:
    """Take documents out of the archive; passages removed. ``files`` are the ledger rows that say so."""
    with store.write_lock:
        sweep(store)
        with store.database.writing() as connection:
            hashes = catalogue.text_hashes(connection, ids)
            removed = catalogue.delete_documents(connection, ids)
            catalogue.delete_unused_embeddings(connection, hashes)
            catalogue.put_ledger(connection, files)
        store.observe("removed")
        sweep(store)
        return removed


def sweep(store: Store) -> None:
    """Delete from the indexes what the catalogue lists as left over. Idempotent."""
    with store.write_lock:
        with store.database.reading() as connection:
            left = connection.execute(
                "SELECT document_id, version, collection, text_hashes FROM leftovers"
            ).fetchall()
            if not left:
                return
            by_collection: dict[str, set[str]] = {}
            for _, _, collection, texts in left:
                by_collection.setdefault(collection, set()).update(json.loads(texts))
            indexes = connection.execute("SELECT model, collection, name FROM vector_collections").fetchall()
            unused = {
                name: [
                    key
                    for key in sorted(by_collection.get(collection, ()))
                    if not catalogue.text_used(connection, bytes.fromhex(key), collection, model)
                ]
                for model, collection, name in indexes
            }
        store.lexical.delete(version_key(document_id, version) for document_id, version, _, _ in left)
        store.lexical.commit()
        for name, keys in unused.items():
            if keys:
                store.vectors.create(name)  # it may have been recorded and never made
                store.vectors.delete(name, keys)
        store.observe("swept indexes")
        with store.database.writing() as connection:
            catalogue.drop_leftovers(
                connection, [(document_id, version) for document_id, version, _, _ in left]
            )

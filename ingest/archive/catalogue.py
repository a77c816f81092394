"""The catalogue's writes: functions over one open transaction (see schema.py for the tables)."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC
from typing import TYPE_CHECKING

import numpy as np

from ingest.archive import codec
from ingest.document import Document, DocumentNumber, Passage
from ingest.ledger import LedgerRow, Outcome
from ingest.parsing.passages import search_text
from ingest.vietnamese.text import fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Stored in columns of their own, so left out of the JSON beside them.
PASSAGE_COLUMNS = frozenset({"id", "document_id", "version", "order", "text"})

_DOCUMENT = f"INSERT INTO documents VALUES ({','.join('?' * 23)})"
_PASSAGE = "INSERT INTO passages VALUES (?,?,?,?,?,?,?,?,?)"
_CITE = "INSERT INTO cites VALUES (?,?,?,?,?,?,?,?,?)"
_LEDGER = f"INSERT OR REPLACE INTO ledger VALUES ({','.join('?' * 14)})"
_EMBEDDING = "INSERT OR IGNORE INTO embeddings VALUES (?,?,?)"


def text_hash(passage: Passage) -> bytes:
    """What an embedding is cached under: the text that is embedded, not the passage."""
    return hashlib.blake2b(search_text(passage).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def blob(vectors: NDArray[np.float32]) -> bytes:
    return np.ascontiguousarray(vectors, dtype="<f4").tobytes()


def vectors_of(stored: bytes, dimensions: int) -> NDArray[np.float32]:
    """(n, dimensions): the whole text first, then its parts."""
    return np.frombuffer(stored, dtype="<f4").reshape(-1, dimensions)


def number_columns(
    number: DocumentNumber | None,
) -> tuple[int | None, str | None, int | None, str | None, str | None]:
    """Serial, suffix, year, type code and issuer code, folded for comparison."""
    if number is None:
        return None, None, None, None, None
    type_code = fold(number.type_code) if number.type_code else None
    issuer_code = fold(number.issuer_code) if number.issuer_code else None
    return number.serial, fold(number.suffix), number.year, type_code, issuer_code


def insert_documents(
    connection: sqlite3.Connection,
    documents: Sequence[Document],
    hashes: Mapping[str, bytes],
    vectored: Mapping[str, int],
) -> None:
    """Write whole documents; none of them may be there. Both maps go by passage id."""
    connection.executemany(_DOCUMENT, (_document_columns(document) for document in documents))
    connection.executemany(
        "INSERT INTO bodies VALUES (?,?,?,?,?)",
        (
            (
                d.id,
                d.text,
                json.dumps(codec.encode(d.sections), ensure_ascii=False),
                json.dumps(d.warnings),
                codec.dumps_words(d.words),
            )
            for d in documents
        ),
    )
    connection.executemany(
        _PASSAGE,
        (
            (
                p.id,
                d.id,
                d.version,
                d.collection,
                p.order,
                p.text,
                codec.dumps(p, PASSAGE_COLUMNS),
                hashes[p.id],
                vectored.get(p.id, 0),
            )
            for d in documents
            for p in d.passages
        ),
    )
    connection.executemany(
        _CITE,
        (
            (d.id, order, d.collection, *number_columns(reference.number), codec.dumps(reference))
            for d in documents
            for order, reference in enumerate(d.references)
        ),
    )


def _document_columns(document: Document) -> tuple[object, ...]:
    heading = document.heading
    reported, planned = heading.reported, heading.planned
    return (
        document.id,
        document.collection,
        document.file,
        document.version,
        document.sha256,
        document.format,
        document.pages,
        heading.number.canonical if heading.number else None,
        *number_columns(heading.number),
        heading.type,
        heading.date.isoformat() if heading.date else None,
        heading.issuer,
        heading.title,
        heading.signer,
        reported.start.isoformat() if reported else None,
        reported.end.isoformat() if reported else None,
        planned.start.isoformat() if planned else None,
        planned.end.isoformat() if planned else None,
        codec.dumps(heading),
    )


def delete_documents(connection: sqlite3.Connection, ids: Iterable[str]) -> int:
    """Take documents away and list them as leftovers of the indexes; embeddings stay. Passages deleted."""
    deleted = 0
    for (document_id,) in list_of(ids):
        found = connection.execute(
            "SELECT version, collection FROM documents WHERE id = ?", (document_id,)
        ).fetchone()
        if found is None:
            continue
        rows = connection.execute(
            "SELECT text_hash FROM passages WHERE document_id = ?", (document_id,)
        ).fetchall()
        add_leftover(connection, document_id, found[0], found[1], [digest for (digest,) in rows])
        deleted += len(rows)
        for table in ("passages", "cites", "bodies"):
            connection.execute(f"DELETE FROM {table} WHERE document_id = ?", (document_id,))
        connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))
    return deleted


def text_hashes(connection: sqlite3.Connection, ids: Iterable[str]) -> set[bytes]:
    """The search-text hashes of documents, asked before they are deleted."""
    found: set[bytes] = set()
    for (document_id,) in list_of(ids):
        rows = connection.execute("SELECT text_hash FROM passages WHERE document_id = ?", (document_id,))
        found.update(digest for (digest,) in rows)
    return found


def text_used(connection: sqlite3.Connection, digest: bytes, collection: str, model: int) -> bool:
    """Does a current passage of the collection have this text in the model's vector index?"""
    found = connection.execute(
        "SELECT 1 FROM passages WHERE text_hash = ? AND +collection = ? AND vectored = ? LIMIT 1",
        (digest, collection, model),
    ).fetchone()
    return found is not None


def delete_unused_embeddings(connection: sqlite3.Connection, hashes: Iterable[bytes]) -> int:
    """Forget the cached vectors, under every model, of texts that no passage has any more."""
    cursor = connection.executemany(
        "DELETE FROM embeddings WHERE text_hash = ?1 "
        "AND NOT EXISTS (SELECT 1 FROM passages WHERE text_hash = ?1)",
        [(digest,) for digest in hashes],
    )
    return max(cursor.rowcount, 0)


def insert_embeddings(
    connection: sqlite3.Connection, model: int, vectors: Iterable[tuple[bytes, NDArray[np.float32]]]
) -> None:
    """``vectors``: a text's hash, and its vectors as (n, dimensions), of the whole text first."""
    connection.executemany(_EMBEDDING, ((model, digest, blob(matrix)) for digest, matrix in vectors))


def add_leftover(
    connection: sqlite3.Connection,
    document_id: str,
    version: str,
    collection: str,
    hashes: Iterable[bytes],
) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO leftovers VALUES (?,?,?,?)",
        (document_id, version, collection, json.dumps(sorted({digest.hex() for digest in hashes}))),
    )


def drop_leftovers(connection: sqlite3.Connection, keys: Iterable[tuple[str, str]]) -> None:
    connection.executemany("DELETE FROM leftovers WHERE document_id = ? AND version = ?", list(keys))


def put_ledger(connection: sqlite3.Connection, rows: Iterable[LedgerRow]) -> None:
    connection.executemany(_LEDGER, (_ledger_columns(row) for row in rows))


def _ledger_columns(row: LedgerRow) -> tuple[object, ...]:
    time = row.time.astimezone(UTC).isoformat()
    if row.outcome is Outcome.QUARANTINED:
        # Whatever else the caller knew stays out: only time, hash and rule (domain.md §7.2).
        key = f"\x00{row.sha256}\x00{row.reason}"
        return (
            key,
            None,
            None,
            row.sha256,
            None,
            row.stage,
            row.outcome,
            row.reason,
            time,
            None,
            0,
            None,
            None,
            None,
        )
    if row.path is None:
        raise ValueError("a ledger row needs a path unless it is quarantined")
    return (
        row.path,
        row.path,
        row.collection,
        row.sha256,
        row.size,
        row.stage,
        row.outcome,
        row.reason,
        time,
        row.document_id,
        row.passages,
        row.mtime_ns,
        row.parser,
        row.root,
    )


def set_meta(connection: sqlite3.Connection, key: str, value: str | None) -> None:
    if value is None:
        connection.execute("DELETE FROM meta WHERE key = ?", (key,))
    else:
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?,?)", (key, value))


def list_of(ids: Iterable[str]) -> Iterator[tuple[str]]:
    return ((identifier,) for identifier in dict.fromkeys(ids))

"""The catalogue's reads: functions over one snapshot. Whatever a person may see takes a scope.

The scope stands in the SQL of every such query, not in the code around it: what is filtered later
can be forgotten later.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from ingest.archive import codec
from ingest.archive.catalogue import number_columns
from ingest.archive.cursors import decode_cursor, encode_cursor
from ingest.archive.records import Counts, DocumentRow
from ingest.document import Document, DocumentNumber, Heading, Passage, Reference, Scope, Section
from ingest.errors import NotFound
from ingest.ledger import LedgerRow, Outcome, Stage

# SQLite's own limit on bound values is far above this; lists are cut so that no query grows without bound.
_IDS_PER_QUERY = 500

_ROW = "d.id, d.collection, d.file, d.version, d.sha256, d.format, d.pages, d.number, d.heading"
_PASSAGE = "p.id, p.document_id, p.version, p.ord, p.text, p.data"


def document(connection: sqlite3.Connection, document_id: str, scope: Scope) -> Document:
    inside, allowed = _in_scope("d.collection", scope)
    found = connection.execute(
        f"SELECT {_ROW}, b.text, b.sections, b.warnings, b.words FROM documents d "
        f"JOIN bodies b ON b.document_id = d.id WHERE d.id = ? AND {inside}",
        (document_id, *allowed),
    ).fetchone()
    if found is None:
        raise NotFound("Không tìm thấy văn bản này trong phạm vi được phép đọc.")
    row = _document_row(found)
    cites = connection.execute("SELECT data FROM cites WHERE document_id = ? ORDER BY ord", (document_id,))
    return Document(
        id=row.id,
        collection=row.collection,
        file=row.file,
        sha256=row.sha256,
        version=row.version,
        text=found[9],
        format=row.format,
        pages=row.pages,
        heading=row.heading,
        sections=codec.loads_tuple(Section, found[10]),
        passages=tuple(document_passages(connection, document_id, scope)),
        references=tuple(codec.loads(Reference, data) for (data,) in cites),
        warnings=tuple(json.loads(found[11])),
        words=codec.loads_words(found[12]),
    )


def document_passages(connection: sqlite3.Connection, document_id: str, scope: Scope) -> list[Passage]:
    inside, allowed = _in_scope("p.collection", scope)
    found = connection.execute(
        f"SELECT {_PASSAGE} FROM passages p WHERE p.document_id = ? AND {inside} ORDER BY p.ord",
        (document_id, *allowed),
    )
    return [_passage(row) for row in found]


def passages(connection: sqlite3.Connection, ids: Sequence[str], scope: Scope) -> list[Passage]:
    """In the order asked, those that are current and in scope."""
    found = {
        row[0]: _passage(row)
        for row in _by_ids(connection, f"SELECT {_PASSAGE} FROM passages p", "p", ids, scope)
    }
    return [found[passage_id] for passage_id in ids if passage_id in found]


def current(connection: sqlite3.Connection, ids: Sequence[str], scope: Scope) -> set[str]:
    """Which of these passage ids are of a current version and in scope."""
    return {row[0] for row in _by_ids(connection, "SELECT p.id FROM passages p", "p", ids, scope)}


def rows(connection: sqlite3.Connection, ids: Sequence[str], scope: Scope) -> dict[str, DocumentRow]:
    found = _by_ids(connection, f"SELECT {_ROW} FROM documents d", "d", ids, scope)
    return {row[0]: _document_row(row) for row in found}


def documents(
    connection: sqlite3.Connection,
    scope: Scope,
    *,
    ids: frozenset[str] | None,
    types: frozenset[str] | None,
    start: date | None,
    end: date | None,
    undated: bool,
    limit: int,
    cursor: str | None,
) -> tuple[list[DocumentRow], str | None]:
    """Newest first, undated last. See ``Archive.documents``."""
    inside, bound = _in_scope("d.collection", scope)
    where, values = [inside], list[Any](bound)
    if ids is not None:
        where.append("d.id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(sorted(ids)))
    if types is not None:
        where.append("d.type IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(sorted(types)))
    if start is not None or end is not None:
        first = (start or date.min).isoformat()
        last = (end or date.max).isoformat()
        where.append(
            "(d.date BETWEEN ? AND ? OR (d.reported_start <= ? AND d.reported_end >= ?)"
            f" OR (d.planned_start <= ? AND d.planned_end >= ?){' OR d.date IS NULL' if undated else ''})"
        )
        values += [first, last, last, first, last, first]
    if cursor is not None:
        after_date, after_id = decode_cursor(cursor, 2)
        where.append("(coalesce(d.date, '') < ? OR (coalesce(d.date, '') = ? AND d.id > ?))")
        values += [after_date, after_date, after_id]
    found = connection.execute(
        f"SELECT {_ROW} FROM documents d WHERE {' AND '.join(where)} "
        "ORDER BY coalesce(d.date, '') DESC, d.id LIMIT ?",
        (*values, limit + 1),
    ).fetchall()
    listed = [_document_row(row) for row in found[:limit]]
    if len(found) <= limit or not listed:
        return listed, None
    last_row = listed[-1]
    return listed, encode_cursor([last_row.date.isoformat() if last_row.date else "", last_row.id])


def issuers(connection: sqlite3.Connection, scope: Scope) -> list[str]:
    """Every issuer of a document in scope, by name."""
    inside, allowed = _in_scope("collection", scope)
    found = connection.execute(
        f"SELECT DISTINCT issuer FROM documents WHERE issuer IS NOT NULL AND {inside} ORDER BY 1", allowed
    )
    return [issuer for (issuer,) in found]


def documents_numbered(
    connection: sqlite3.Connection, number: DocumentNumber, scope: Scope
) -> list[DocumentRow]:
    """Documents whose own number agrees with every part that ``number`` has; newest first."""
    agrees, values = _number_condition("d", number)
    inside, allowed = _in_scope("d.collection", scope)
    found = connection.execute(
        f"SELECT {_ROW} FROM documents d WHERE {agrees} AND {inside} "
        "ORDER BY coalesce(d.date, '') DESC, d.id",
        (*values, *allowed),
    )
    return [_document_row(row) for row in found]


def references_to(
    connection: sqlite3.Connection, number: DocumentNumber, scope: Scope
) -> list[tuple[Reference, DocumentRow]]:
    """Mentions that agree with every part that ``number`` has; newest document first, then text order."""
    agrees, values = _number_condition("c", number)
    inside, allowed = _in_scope("c.collection", scope)
    found = connection.execute(
        f"SELECT {_ROW}, c.data FROM cites c JOIN documents d ON d.id = c.document_id "
        f"WHERE {agrees} AND {inside} ORDER BY coalesce(d.date, '') DESC, d.id, c.ord",
        (*values, *allowed),
    )
    return [(codec.loads(Reference, row[9]), _document_row(row)) for row in found]


def references_in(
    connection: sqlite3.Connection, document_ids: Sequence[str], scope: Scope
) -> list[Reference]:
    """Mentions that stand in these documents, in text order within each."""
    inside, allowed = _in_scope("c.collection", scope)
    found = connection.execute(
        "SELECT c.data FROM cites c WHERE c.document_id IN (SELECT value FROM json_each(?)) "
        f"AND {inside} ORDER BY c.document_id, c.ord",
        (json.dumps(sorted(document_ids)), *allowed),
    )
    return [codec.loads(Reference, data) for (data,) in found]


def _number_condition(table: str, number: DocumentNumber) -> tuple[str, list[object]]:
    serial, suffix, year, type_code, issuer_code = number_columns(number)
    where, values = [f"{table}.serial = ?", f"{table}.suffix = ?"], list[object]([serial, suffix])
    for column, value in (("year", year), ("type_code", type_code), ("issuer_code", issuer_code)):
        if value == "l":  # a law is printed 10/2022/QH15, without a type
            where.append(f"({table}.type_code = 'l' OR {table}.issuer_code LIKE 'qh%')")
        elif value is not None:
            where.append(f"{table}.{column} = ?")
            values.append(value)
    return " AND ".join(where), values


def ledger(
    connection: sqlite3.Connection, scope: Scope, *, whole: bool, limit: int, cursor: str | None
) -> tuple[list[LedgerRow], str | None]:
    """Ledger rows by path. ``whole``: the scope covers every collection, so quarantined rows show too."""
    inside, allowed = _in_scope("collection", scope)
    seen = f"({inside} OR (? AND collection IS NULL))"
    after = decode_cursor(cursor, 1)[0] if cursor is not None else ""
    found = connection.execute(
        f"SELECT * FROM ledger WHERE {seen} AND key > ? ORDER BY key LIMIT ?",
        (*allowed, whole, after, limit + 1),
    ).fetchall()
    following = encode_cursor([found[limit - 1][0]]) if len(found) > limit else None
    return [_ledger_row(row) for row in found[:limit]], following


def ledger_paths(connection: sqlite3.Connection, root: str) -> dict[str, LedgerRow]:
    """Every row with a path below this archive folder; for sync, which acts for the owner."""
    found = connection.execute("SELECT * FROM ledger WHERE root = ? AND path IS NOT NULL", (root,))
    return {row[1]: _ledger_row(row) for row in found}


def ledger_row(connection: sqlite3.Connection, path: str) -> LedgerRow | None:
    found = connection.execute("SELECT * FROM ledger WHERE key = ?", (path,)).fetchone()
    return None if found is None else _ledger_row(found)


def counts(connection: sqlite3.Connection, scope: Scope, *, whole: bool, model: int | None) -> Counts:
    inside, allowed = _in_scope("collection", scope)

    def count(sql: str, *values: object) -> int:
        (number,) = connection.execute(f"SELECT count(*) FROM {sql} {inside}", (*values, *allowed)).fetchone()
        return int(number)

    by_collection = connection.execute(
        f"SELECT collection, count(*) FROM documents WHERE {inside} GROUP BY collection", allowed
    )
    outcomes = connection.execute(
        f"SELECT outcome, count(*) FROM ledger WHERE ({inside} OR (? AND collection IS NULL)) "
        "GROUP BY outcome",
        (*allowed, whole),
    )
    return Counts(
        documents=count("documents WHERE"),
        passages=count("passages WHERE"),
        references=count("cites WHERE"),
        vectors=count("passages WHERE vectored = ? AND", model) if model else 0,
        collections=dict(by_collection.fetchall()),
        outcomes=dict(outcomes.fetchall()),
    )


def collections(connection: sqlite3.Connection) -> frozenset[str]:
    """Every collection that holds a document or a ledger row: what a scope may be made of."""
    found = connection.execute(
        "SELECT DISTINCT collection FROM documents "
        "UNION SELECT DISTINCT collection FROM ledger WHERE collection IS NOT NULL AND outcome <> 'removed'"
    )
    return frozenset(name for (name,) in found)


def held_collections(connection: sqlite3.Connection) -> frozenset[str]:
    """Every collection that has a document; a loose index scan, one step a collection."""
    found = connection.execute(
        "WITH RECURSIVE seen (name) AS (SELECT min(collection) FROM documents UNION ALL "
        "SELECT (SELECT min(collection) FROM documents WHERE collection > name) FROM seen "
        "WHERE name IS NOT NULL) SELECT name FROM seen WHERE name IS NOT NULL"
    )
    return frozenset(name for (name,) in found)


def years(connection: sqlite3.Connection, scope: Scope) -> list[int]:
    """Years in which a document in scope is dated or which it reports on; what it plans is not held yet."""
    inside, allowed = _in_scope("collection", scope)
    found = connection.execute(
        "SELECT DISTINCT substr(date, 1, 4), substr(reported_start, 1, 4), substr(reported_end, 1, 4) "
        f"FROM documents WHERE {inside}",
        allowed,
    )
    covered: set[int] = set()
    for dated, first, last in found:
        if dated:
            covered.add(int(dated))
        if first and last:
            covered.update(range(int(first), int(last) + 1))
    return sorted(covered)


def passages_of_texts(
    connection: sqlite3.Connection, keys: Sequence[str], model: int, scope: Scope
) -> dict[str, list[str]]:
    """Current passages in scope, by the hash (hexadecimal) of their text, that are in the model's index."""
    inside, allowed = _in_scope("p.collection", scope)
    found: dict[str, list[str]] = {}
    for part in batches(keys, _IDS_PER_QUERY):
        marks = ",".join("?" * len(part))
        for digest, passage_id in connection.execute(
            f"SELECT p.text_hash, p.id FROM passages p WHERE p.text_hash IN ({marks}) "
            f"AND +p.vectored = ? AND {inside} ORDER BY p.rowid",
            (*(bytes.fromhex(key) for key in part), model, *allowed),
        ):
            found.setdefault(digest.hex(), []).append(passage_id)
    return found


def vectors_of(
    connection: sqlite3.Connection, ids: Sequence[str], model: int, scope: Scope, longer: int = 0
) -> dict[str, bytes]:
    """Cached vectors of current passages in scope, by passage id; only those of more than ``longer`` bytes."""
    # CROSS keeps the few passages outside; and SQLite knows a blob's length without reading it.
    select = (
        f"SELECT p.id, e.vector FROM passages p CROSS JOIN embeddings e ON e.model = {int(model)} "
        f"AND e.text_hash = p.text_hash AND length(e.vector) > {int(longer)}"
    )
    return dict(_by_ids(connection, select, "p", ids, scope))


def meta(connection: sqlite3.Connection, key: str) -> str | None:
    found = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return None if found is None else str(found[0])


def _in_scope(column: str, scope: Scope) -> tuple[str, tuple[str]]:
    """An SQL condition with one bound value; an empty scope sees nothing.

    The plus sign keeps SQLite from walking a whole collection by its index instead of the rows asked for.
    """
    return f"+{column} IN (SELECT value FROM json_each(?))", (json.dumps(sorted(scope.collections)),)


def _by_ids(
    connection: sqlite3.Connection, select: str, table: str, ids: Sequence[str], scope: Scope
) -> Iterator[tuple[Any, ...]]:
    inside, allowed = _in_scope(f"{table}.collection", scope)
    for part in batches(list(dict.fromkeys(ids)), _IDS_PER_QUERY):
        marks = ",".join("?" * len(part))
        yield from connection.execute(
            f"{select} WHERE {table}.id IN ({marks}) AND {inside}", (*part, *allowed)
        )


def batches(items: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    return (items[at : at + size] for at in range(0, len(items), size))


def _document_row(row: tuple[Any, ...]) -> DocumentRow:
    heading = _heading(row[8])
    return DocumentRow(
        id=row[0],
        collection=row[1],
        file=row[2],
        version=row[3],
        number=row[7],
        type=heading.type,
        date=heading.date,
        issuer=heading.issuer,
        title=heading.title,
        signer=heading.signer,
        heading=heading,
        status="held",
        pages=row[6],
        format=row[5],
        sha256=row[4],
    )


@lru_cache(maxsize=4_000)  # some 8 kB each
def _heading(text: str) -> Heading:
    """Remembered: a question reads some hundred headings, mostly those of the question before."""
    return codec.loads(Heading, text)


def _passage(row: tuple[Any, ...]) -> Passage:
    stored = {"id": row[0], "document_id": row[1], "version": row[2], "order": row[3], "text": row[4]}
    return codec.loads(Passage, row[5], stored)


def _ledger_row(row: tuple[Any, ...]) -> LedgerRow:
    return LedgerRow(
        path=row[1],
        collection=row[2],
        sha256=row[3],
        size=row[4],
        stage=Stage(row[5]),
        outcome=Outcome(row[6]),
        reason=row[7],
        time=datetime.fromisoformat(row[8]),
        document_id=row[9],
        passages=row[10],
        mtime_ns=row[11],
        parser=row[12],
        root=row[13],
    )

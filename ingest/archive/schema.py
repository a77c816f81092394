"""The catalogue's tables. The catalogue is the truth; the indexes are derived from it.

Only current versions stand in ``documents``, ``passages`` and ``cites``: a hit of an index whose
passage is not here is not current. ``leftovers`` lists what may stand in an index without standing
here: a version being written and not yet flipped, or an old one not yet swept.
"""

from __future__ import annotations

SCHEMA_VERSION = 3

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE documents (
    id TEXT PRIMARY KEY, collection TEXT NOT NULL, file TEXT NOT NULL, version TEXT NOT NULL,
    sha256 TEXT NOT NULL, format TEXT NOT NULL, pages INTEGER,
    number TEXT, serial INTEGER, suffix TEXT, year INTEGER, type_code TEXT, issuer_code TEXT,
    type TEXT, date TEXT, issuer TEXT, title TEXT, signer TEXT,
    reported_start TEXT, reported_end TEXT, planned_start TEXT, planned_end TEXT,
    heading TEXT NOT NULL
);
CREATE INDEX documents_listed ON documents (coalesce(date, '') DESC, id);
CREATE INDEX documents_numbered ON documents (serial, suffix);
CREATE INDEX documents_collection ON documents (collection);

CREATE TABLE bodies (
    document_id TEXT PRIMARY KEY, text TEXT NOT NULL, sections TEXT NOT NULL, warnings TEXT NOT NULL,
    words TEXT NOT NULL DEFAULT '[]'  -- recognised on scanned pages: JSON list of [start, end, confidence]
);

CREATE TABLE passages (
    id TEXT PRIMARY KEY, document_id TEXT NOT NULL, version TEXT NOT NULL, collection TEXT NOT NULL,
    ord INTEGER NOT NULL, text TEXT NOT NULL, data TEXT NOT NULL,
    text_hash BLOB NOT NULL,          -- of the search text: what was embedded
    vectored INTEGER NOT NULL         -- model whose vector index holds it; 0: none
);
CREATE INDEX passages_document ON passages (document_id, ord);
CREATE INDEX passages_collection ON passages (collection, vectored);
CREATE INDEX passages_text_hash ON passages (text_hash);

CREATE TABLE cites (
    document_id TEXT NOT NULL, ord INTEGER NOT NULL, collection TEXT NOT NULL,
    serial INTEGER NOT NULL, suffix TEXT NOT NULL, year INTEGER, type_code TEXT, issuer_code TEXT,
    data TEXT NOT NULL
);
CREATE INDEX cites_number ON cites (serial, suffix, type_code, issuer_code);
CREATE INDEX cites_document ON cites (document_id, ord);

CREATE TABLE models (
    id INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    dimensions INTEGER NOT NULL, active INTEGER NOT NULL,
    -- with the dimensions what the fingerprint is made of; empty until a model of an old catalogue is chosen
    revision TEXT NOT NULL DEFAULT '', query_prefix TEXT NOT NULL DEFAULT '',
    passage_prefix TEXT NOT NULL DEFAULT '', part INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE vector_collections (
    model INTEGER NOT NULL, collection TEXT NOT NULL, name TEXT NOT NULL UNIQUE,
    PRIMARY KEY (model, collection)
) WITHOUT ROWID;
CREATE TABLE embeddings (
    model INTEGER NOT NULL, text_hash BLOB NOT NULL,
    vector BLOB NOT NULL,             -- float32, little endian: of the whole text, then of its parts
    PRIMARY KEY (model, text_hash)
);

CREATE TABLE leftovers (
    document_id TEXT NOT NULL, version TEXT NOT NULL, collection TEXT NOT NULL,
    text_hashes TEXT NOT NULL,        -- JSON list, hexadecimal
    PRIMARY KEY (document_id, version)
) WITHOUT ROWID;

CREATE TABLE ledger (
    key TEXT PRIMARY KEY,             -- the path; for a quarantined file its hash and rule
    path TEXT, collection TEXT, sha256 TEXT, size INTEGER, stage TEXT NOT NULL, outcome TEXT NOT NULL,
    reason TEXT NOT NULL, time TEXT NOT NULL, document_id TEXT, passages INTEGER NOT NULL,
    mtime_ns INTEGER, parser TEXT, root TEXT
) WITHOUT ROWID;
CREATE INDEX ledger_document ON ledger (document_id);
"""

# What makes a catalogue of the version before into one of this version, by that earlier version.
MIGRATIONS = {
    1: """
ALTER TABLE models ADD COLUMN revision TEXT NOT NULL DEFAULT '';
ALTER TABLE models ADD COLUMN query_prefix TEXT NOT NULL DEFAULT '';
ALTER TABLE models ADD COLUMN passage_prefix TEXT NOT NULL DEFAULT '';
ALTER TABLE models ADD COLUMN part INTEGER NOT NULL DEFAULT 0;
""",
    2: "ALTER TABLE bodies ADD COLUMN words TEXT NOT NULL DEFAULT '[]';",
}

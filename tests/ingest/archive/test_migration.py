"""A catalogue of an earlier version is taken over as it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.archive.archive import Archive
from ingest.archive.schema import SCHEMA, SCHEMA_VERSION
from ingest.document import Document
from ingest.errors import StorageFailed
from tests.ingest.archive.building import EVERYTHING, HashingEmbedder, put, state

Three = tuple[Document, Document, Document]

MODELS_1 = """
CREATE TABLE models (
    id INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    dimensions INTEGER NOT NULL, active INTEGER NOT NULL
);
"""


def to_version_1(data: Path) -> None:
    """The catalogue as version 1 made and left it: without some columns of models and of bodies."""
    with closing(sqlite3.connect(data / "catalogue.sqlite")) as catalogue:
        catalogue.executescript(
            f"ALTER TABLE models RENAME TO newer; {MODELS_1}"
            "INSERT INTO models SELECT id, fingerprint, name, dimensions, active FROM newer;"
            "DROP TABLE newer; ALTER TABLE bodies DROP COLUMN words; PRAGMA user_version = 1;"
        )


def models(data: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(data / "catalogue.sqlite")) as catalogue:
        return catalogue.execute(
            "SELECT name, revision, dimensions, query_prefix, passage_prefix, active FROM models"
        ).fetchall()


def columns(catalogue: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    return catalogue.execute(f"PRAGMA table_info({table})").fetchall()


@pytest.fixture
def old(tmp_path: Path, embedder: HashingEmbedder, three: Three) -> Path:
    data = tmp_path / "old"
    with Archive.open(data, create=True) as archive:
        archive.use_embedder(embedder.fingerprint)
        put(archive, embedder, *three)
    to_version_1(data)
    return data


def test_an_archive_of_version_1_is_taken_over_with_everything_in_it(
    old: Path, embedder: HashingEmbedder, three: Three, tmp_path: Path
) -> None:
    with Archive.open(tmp_path / "fresh", create=True) as fresh:
        fresh.use_embedder(embedder.fingerprint)
        put(fresh, embedder, *three)
        wanted = state(fresh)
    with Archive.open(old) as archive:
        assert models(old) == [("hashing", "", 64, "", "", 1)]  # what nobody wrote down is not made up
        archive.use_embedder(embedder.fingerprint)
        assert models(old) == [("hashing", "1", 64, "", "", 1)]
        assert archive.problems == ()
        assert state(archive) == wanted
        asked = embedder.encode(["Rà soát biên chế cuối năm."], query=True)[0]
        assert archive.dense(asked, scope=EVERYTHING, limit=1)[0][0] == "ccc.v1.0"
    Archive.open(old).close()  # and again


def test_the_fingerprint_is_kept_whole_and_the_name_follows_the_setting(
    tmp_path: Path, embedder: HashingEmbedder
) -> None:
    e5 = replace(embedder.fingerprint, query_prefix="query: ", passage_prefix="passage: ")
    with Archive.open(tmp_path, create=True) as archive:
        archive.use_embedder(e5)
        archive.use_embedder(replace(e5, name="tên khác"))  # the same model, by its key
    assert models(tmp_path) == [("tên khác", "1", 64, "query: ", "passage: ", 1)]


def test_a_migrated_catalogue_is_made_like_a_new_one(old: Path, tmp_path: Path) -> None:
    Archive.open(old).close()
    with (
        closing(sqlite3.connect(":memory:")) as new,
        closing(sqlite3.connect(old / "catalogue.sqlite")) as migrated,
    ):
        new.executescript(SCHEMA)
        tables = [name for (name,) in new.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        assert {t: columns(new, t) for t in tables} == {t: columns(migrated, t) for t in tables}
        assert migrated.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


def test_a_migration_that_fails_leaves_the_old_version(old: Path) -> None:
    with closing(sqlite3.connect(old / "catalogue.sqlite")) as catalogue:
        catalogue.execute("ALTER TABLE models ADD COLUMN passage_prefix TEXT")  # the last step will stumble
        before = columns(catalogue, "models")
    with pytest.raises(StorageFailed):
        Archive.open(old)
    with closing(sqlite3.connect(old / "catalogue.sqlite")) as catalogue:
        assert columns(catalogue, "models") == before
        assert catalogue.execute("PRAGMA user_version").fetchone() == (1,)


def test_a_catalogue_of_a_later_version_is_refused_and_left_alone(old: Path) -> None:
    with closing(sqlite3.connect(old / "catalogue.sqlite")) as catalogue:
        catalogue.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    with pytest.raises(StorageFailed, match="phiên bản khác"):
        Archive.open(old)

"""What was asked last in a conversation: ``state.sqlite`` beside the catalogue, untouched by a rebuild.

A turn keeps the question as it was understood and the name of the document it was answered from, for a day;
never an answer. It only helps to rewrite the next question: it unlocks nothing.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ingest.errors import StorageFailed

KEPT_FOR = timedelta(hours=24)

_SCHEMA = """
CREATE TABLE IF NOT EXISTS turns (
    conversation TEXT PRIMARY KEY, time TEXT NOT NULL, question TEXT NOT NULL, document TEXT
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Turn:
    question: str  # as rewritten
    document: str | None  # the first cited document, by its conventional name


class Conversations:
    """The last turn of each conversation. Safe from any thread: every call opens the file for itself.

    Raises StorageFailed when the disk fails.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._run(_SCHEMA)

    def last(self, conversation: str, now: datetime | None = None) -> Turn | None:
        """The last turn, unless it is older than a day."""
        since = (now or datetime.now(UTC)) - KEPT_FOR
        sql = "SELECT question, document FROM turns WHERE conversation = ? AND time > ?"
        found = self._run(sql, conversation, since.isoformat())
        return Turn(*found[0]) if found else None

    def remember(self, conversation: str, turn: Turn, now: datetime | None = None) -> None:
        """Replace the last turn, and forget every conversation that has been silent for a day."""
        now = now or datetime.now(UTC)
        self._run("DELETE FROM turns WHERE time <= ?", (now - KEPT_FOR).isoformat())
        sql = "INSERT OR REPLACE INTO turns VALUES (?, ?, ?, ?)"
        self._run(sql, conversation, now.isoformat(), turn.question, turn.document)

    def _run(self, sql: str, *values: str | None) -> list[tuple[str, ...]]:
        try:
            with closing(sqlite3.connect(self._path)) as connection, connection:
                connection.execute("PRAGMA secure_delete = ON")
                return connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise StorageFailed(
                "Không đọc, ghi được tệp hội thoại state.sqlite trong thư mục dữ liệu."
            ) from error

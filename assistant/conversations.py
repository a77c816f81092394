"""What was asked last in a conversation: ``state.sqlite`` beside the catalogue, untouched by a rebuild.

A turn keeps the question as it was understood and the names of the documents it was answered from, for a day;
never an answer. It only helps to rewrite the next question: it unlocks nothing.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ingest.errors import StorageFailed

KEPT_FOR = timedelta(hours=24)

_SCHEMA = """
CREATE TABLE IF NOT EXISTS recent_turns (
    conversation TEXT PRIMARY KEY, time TEXT NOT NULL, question TEXT NOT NULL, documents TEXT NOT NULL,
    said TEXT NOT NULL, of_document INTEGER NOT NULL
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Told:
    """A document of the last answer."""

    name: str  # conventional: "Báo cáo số 178-BC/BDVTU"
    type: str | None
    id: str | None  # None: only mentioned in what was quoted, not held


@dataclass(frozen=True, slots=True)
class Turn:
    question: str  # as rewritten
    documents: tuple[Told, ...] = ()  # the cited ones in their order, then those their quotes mention
    of_document: bool = False  # a fact of a document was asked: who signed, its number
    time: str = ""  # the period last spoken of, as said: it holds until another one is


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
        sql = "SELECT question, documents, said, of_document FROM recent_turns WHERE conversation = ? AND time > ?"
        found = self._run(sql, conversation, since.isoformat())
        if not found:
            return None
        question, documents, time, of_document = found[0]
        return Turn(question, tuple(Told(*told) for told in json.loads(documents)), bool(of_document), time)

    def remember(self, conversation: str, turn: Turn, now: datetime | None = None) -> None:
        """Replace the last turn, and forget every conversation that has been silent for a day."""
        now = now or datetime.now(UTC)
        self._run("DELETE FROM recent_turns WHERE time <= ?", (now - KEPT_FOR).isoformat())
        sql = "INSERT OR REPLACE INTO recent_turns VALUES (?, ?, ?, ?, ?, ?)"
        self._run(
            sql, conversation, now.isoformat(), turn.question, _stored(turn), turn.time, turn.of_document
        )

    def _run(self, sql: str, *values: str | int | None) -> list[tuple[str, ...]]:
        try:
            with closing(sqlite3.connect(self._path)) as connection, connection:
                connection.execute("PRAGMA secure_delete = ON")
                return connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise StorageFailed(
                "Không đọc, ghi được tệp hội thoại state.sqlite trong thư mục dữ liệu."
            ) from error


def _stored(turn: Turn) -> str:
    return json.dumps([[told.name, told.type, told.id] for told in turn.documents], ensure_ascii=False)

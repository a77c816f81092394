"""SQLite connections of the catalogue: one writer, a pool of readers, errors translated here.

Readers are separate read-only connections, so several threads may read while one writes (WAL).
"""

from __future__ import annotations

import contextlib
import queue
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from ingest.archive.schema import MIGRATIONS, SCHEMA, SCHEMA_VERSION
from ingest.errors import StorageFailed

_BUSY_S = 30.0


class Database:
    """The catalogue's file. ``writing()`` is one transaction; ``reading()`` one consistent snapshot."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._readers: queue.SimpleQueue[sqlite3.Connection] = queue.SimpleQueue()
        with sqlite_errors():
            self._writer = sqlite3.connect(
                path, timeout=_BUSY_S, isolation_level=None, check_same_thread=False
            )
            try:
                self._prepare()
            except BaseException:
                self._writer.close()
                raise

    def _prepare(self) -> None:
        writer = self._writer
        writer.execute("PRAGMA secure_delete = ON")  # a purged text must not stay in free pages
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("PRAGMA synchronous = FULL")  # a flip that was reported must survive power loss
        writer.execute("PRAGMA temp_store = MEMORY")  # texts are not spilled to temporary files
        (version,) = writer.execute("PRAGMA user_version").fetchone()
        if version == 0:
            self._change(SCHEMA)
        elif 0 < version < SCHEMA_VERSION:
            self._change("".join(MIGRATIONS[step] for step in range(version, SCHEMA_VERSION)))
        elif version != SCHEMA_VERSION:
            raise StorageFailed(
                f"Kho được tạo bởi một phiên bản khác của troly (lược đồ {version}, cần {SCHEMA_VERSION}); "
                "đề nghị lập lại kho trong thư mục dữ liệu mới."
            )

    def _change(self, statements: str) -> None:
        """All of it or, after an interruption, nothing; the version goes along."""
        self._writer.executescript(
            f"BEGIN IMMEDIATE; {statements} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;"
        )

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One write transaction; the caller holds the archive's write lock."""
        with sqlite_errors():
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A read-only snapshot, for any thread."""
        with sqlite_errors():
            try:
                connection = self._readers.get_nowait()
            except queue.Empty:
                connection = sqlite3.connect(
                    f"{self._path.absolute().as_uri()}?mode=ro",
                    uri=True,
                    timeout=_BUSY_S,
                    isolation_level=None,
                    check_same_thread=False,
                )
                connection.execute("PRAGMA query_only = ON")
                connection.execute("PRAGMA temp_store = MEMORY")
            try:
                connection.execute("BEGIN")
                try:
                    yield connection
                finally:
                    connection.execute("ROLLBACK")
            except BaseException:
                connection.close()
                raise
            self._readers.put(connection)

    def erase_free_space(self) -> None:
        """Rewrite the file without its free pages and empty the write-ahead log."""
        with sqlite_errors():
            self._writer.execute("VACUUM")
            (busy, *_rest) = self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise StorageFailed("Chưa xóa hẳn được dấu vết trong kho vì đang có người đọc; đề nghị chạy lại.")

    def close(self) -> None:
        with sqlite_errors():
            while True:
                try:
                    self._readers.get_nowait().close()
                except queue.Empty:
                    break
            self._writer.close()


@contextlib.contextmanager
def sqlite_errors() -> Iterator[None]:
    """SQLite's errors as StorageFailed. The message never repeats SQLite's: it may quote stored text."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", None) or type(error).__name__
        if name == "SQLITE_FULL":
            raise StorageFailed(
                "Hết chỗ trên đĩa; kho vẫn ở trạng thái trước đó. Hãy dọn đĩa rồi chạy lại."
            ) from error
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            raise StorageFailed("Danh mục của kho bị hỏng; hãy khôi phục từ bản sao lưu.") from error
        raise StorageFailed(f"Danh mục của kho báo lỗi ({name}).") from error

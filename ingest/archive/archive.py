"""The only door to what is stored: one archive, owned by this process, read under a scope.

Writes come from one thread at a time (a lock sees to it); reads are safe from any thread meanwhile.
Errors: ArchiveMissing (nothing ingested yet), ArchiveBusy (another process owns it), StorageFailed (disk,
catalogue or index), ModelFailed (the model is not the one of the index), NotFound (not in the scope).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np

from ingest.archive import catalogue, flip, queries, rebuilding, searching
from ingest.archive.lock import acquire
from ingest.archive.records import Completion, Counts, DocumentRow, PurgeReport
from ingest.archive.store import CATALOGUE_NAME, LEXICAL_PROBLEM, VECTOR_PROBLEM, Model, Store, active_model
from ingest.document import Document, DocumentNumber, Passage, Reference, Scope
from ingest.errors import ArchiveMissing, BadInput, ModelFailed, NotFound, StorageFailed
from ingest.ledger import LedgerRow

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ingest.embedding import Fingerprint

__all__ = ["Archive", "Counts", "DocumentRow", "PurgeReport"]

MAX_LIMIT = 500  # rows of a list (DESIGN, "Lists take limit")


class Archive:
    """Open with ``Archive.open``; use as a context manager."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    def open(
        cls,
        data: Path,
        *,
        address: str | None = None,
        create: bool = False,
        observe: Callable[[str], None] | None = None,
    ) -> Self:
        """Take ownership of the data folder. ``address``: where this process's API listens, for others to
        find. ``observe`` is told each step of a write once it is durable."""
        if create:
            try:
                data.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError as error:
                raise StorageFailed(f"Không tạo được thư mục dữ liệu: {error.strerror}.") from error
        elif not (data / CATALOGUE_NAME).exists():
            raise ArchiveMissing("Chưa có kho. Hãy chạy: troly ingest THƯ_MỤC")
        lock = acquire(data, address)
        try:
            store = Store(data, lock, observe or _unobserved)
        except BaseException:
            lock.release()
            raise
        try:
            _recover(store)
        except BaseException:
            store.close()
            raise
        return cls(store)

    @property
    def data(self) -> Path:
        """The data folder."""
        return self._store.data

    def close(self) -> None:
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- the model ------------------------------------------------------------------------------------

    def use_embedder(self, fingerprint: Fingerprint | None) -> None:
        """Choose the model whose vectors are written and searched; None: lexical only.

        An archive without vectors takes it at once. Beside another model's vectors it is only known: those
        stay in use for their model until ``switch_vectors``. Looks up a sample of the stored vectors.
        """
        self._store.choose(fingerprint)

    @property
    def problems(self) -> tuple[str, ...]:
        """What ``rebuild`` would mend, in words for people; empty when all is well."""
        found = []
        if self._store.lexical_broken:
            found.append(LEXICAL_PROBLEM)
        if self._store.vectors_broken:
            found.append(VECTOR_PROBLEM)
        return tuple(found)

    # -- writing --------------------------------------------------------------------------------------

    def put(
        self,
        documents: Sequence[Document],
        vectors: Mapping[str, NDArray[np.float32]] | None = None,
        files: Sequence[LedgerRow] = (),
    ) -> None:
        """Make these versions current, with their vectors by passage id and their ledger rows.

        Everything was written and read back when this returns. Batches of some thousand passages are best.
        """
        flip.put(self._store, documents, vectors, files)

    def remove(self, document_ids: Sequence[str], files: Sequence[LedgerRow] = ()) -> int:
        """Take documents out; the passages removed. For text that must not stay, see ``purge``."""
        return flip.remove(self._store, document_ids, files)

    def purge(self, document_ids: Sequence[str]) -> PurgeReport:
        """Remove documents and erase their text, vectors and ledger rows from the data folder.

        Both indexes are written anew, so this takes as long as ``rebuild``. The files themselves are not
        touched; while they stay in the archive folder, the next sync reads them again.
        """
        return rebuilding.purge(self._store, document_ids)

    def withdraw(self, document_ids: Sequence[str], paths: Sequence[str] = ()) -> PurgeReport:
        """The first half of a purge, for several in a row: nobody reads the documents any more, and the
        ledger forgets them and these paths. ``erase`` must follow; failing that, the next opening does it."""
        return rebuilding.withdraw(self._store, document_ids, paths)

    def erase(self) -> None:
        """The second half of a purge: no trace is left in the data folder. Does nothing when none is due."""
        rebuilding.erase(self._store)

    def ledger_put(self, *rows: LedgerRow) -> None:
        with self._store.write_lock, self._store.database.writing() as connection:
            catalogue.put_ledger(connection, rows)

    def set_meta(self, key: str, value: str | None) -> None:
        """Remember something about the archive (``name``, ``as_of``); None forgets it."""
        with self._store.write_lock, self._store.database.writing() as connection:
            catalogue.set_meta(connection, f"archive.{key}", value)

    def meta(self, key: str) -> str | None:
        with self._store.database.reading() as connection:
            return queries.meta(connection, f"archive.{key}")

    def rebuild(self) -> None:
        """Derive the lexical and vector indexes from the catalogue anew; nothing is embedded again."""
        rebuilding.rebuild(self._store)

    def settle(self) -> None:
        """Wait for background merges after much writing, and free the writer's memory."""
        with self._store.write_lock:
            self._store.lexical.settle()

    # -- vectors, for sync ----------------------------------------------------------------------------

    def cached_vectors(self, passages: Iterable[Passage]) -> dict[str, NDArray[np.float32]]:
        """The vectors, by passage id, of those whose text was embedded before with the chosen model."""
        model = self._store.model
        found: dict[str, NDArray[np.float32]] = {}
        if model is None:
            return found
        with self._store.database.reading() as connection:
            for passage in passages:
                row = connection.execute(
                    "SELECT vector FROM embeddings WHERE model = ? AND text_hash = ?",
                    (model.id, catalogue.text_hash(passage)),
                ).fetchone()
                if row is not None:
                    found[passage.id] = catalogue.vectors_of(row[0], model.dimensions)
        return found

    def to_embed(self, limit: int) -> list[Document]:
        """Held documents with up to ``limit`` passages in all that lack a vector of the chosen model: each
        document as stored, but for its passages, which are only those, and one for each text."""
        model = self._store.model
        if model is None:
            return []
        with self._store.database.reading() as connection:
            scope = rebuilding.everything(connection)
            lacking = rebuilding.passages_to_embed(connection, model, limit)
            return [
                replace(queries.document(connection, document_id, scope), passages=tuple(passages))
                for document_id, passages in lacking.items()
            ]

    def completion(self) -> Completion:
        """How far the chosen model has embedded what is held."""
        with self._store.database.reading() as connection:
            return rebuilding.completion(connection, self._chosen())

    def cache_vectors(
        self, documents: Sequence[Document], vectors: Mapping[str, NDArray[np.float32]]
    ) -> None:
        """Remember vectors of held passages, by passage id; ``switch_vectors`` brings them into the index."""
        model = self._chosen()
        passages = [p for d in documents for p in d.passages if p.id in vectors]
        if not passages:
            return
        texts = [(catalogue.text_hash(p), flip.checked(vectors[p.id], model)) for p in passages]
        with self._store.write_lock, self._store.database.writing() as connection:
            catalogue.insert_embeddings(connection, model.id, texts)

    def switch_vectors(self) -> None:
        """Make the chosen model's index complete from the remembered vectors, and the one in use."""
        model = self._chosen()
        with self._store.write_lock:
            if model.active and not self._store.vectors_broken:
                rebuilding.fill_vectors(self._store, model)
            else:
                rebuilding.rebuild_vectors(self._store, model)

    def _chosen(self) -> Model:
        if self._store.model is None:
            raise ModelFailed("Chưa chọn mô hình nhúng (TROLY_EMBEDDING_MODEL).")
        return self._store.model

    # -- reading documents ----------------------------------------------------------------------------

    def collections(self) -> frozenset[str]:
        """Every collection there is: what the owner makes scopes of, not something to show."""
        with self._store.database.reading() as connection:
            return queries.collections(connection)

    def document(self, document_id: str, *, scope: Scope) -> Document:
        with self._store.database.reading() as connection:
            return queries.document(connection, document_id, scope)

    def documents(
        self,
        *,
        scope: Scope,
        ids: frozenset[str] | None = None,
        types: frozenset[str] | None = None,
        start: date | None = None,
        end: date | None = None,
        undated: bool = False,
        limit: int = 50,
        cursor: str | None = None,
    ) -> tuple[list[DocumentRow], str | None]:
        """Newest first, undated last, and the cursor of the next page. Within ``start``–``end``: dated there,
        or reporting on or planning for a day of it; ``undated``: those without a date as well."""
        _check_limit(limit)
        with self._store.database.reading() as connection:
            return queries.documents(
                connection,
                scope,
                ids=ids,
                types=types,
                start=start,
                end=end,
                undated=undated,
                limit=limit,
                cursor=cursor,
            )

    def rows(self, document_ids: Sequence[str], *, scope: Scope) -> dict[str, DocumentRow]:
        with self._store.database.reading() as connection:
            return queries.rows(connection, document_ids, scope)

    def years(self, *, scope: Scope) -> list[int]:
        """The years that documents in scope are dated in, report on, ascending."""
        with self._store.database.reading() as connection:
            return queries.years(connection, scope)

    def issuers(self, *, scope: Scope) -> list[str]:
        """Every body that issued a document in scope, by name."""
        with self._store.database.reading() as connection:
            return queries.issuers(connection, scope)

    def passage(self, passage_id: str, *, scope: Scope) -> Passage:
        found = self.passages([passage_id], scope=scope)
        if not found:
            raise NotFound("Không tìm thấy đoạn này trong phạm vi được phép đọc.")
        return found[0]

    def passages(self, passage_ids: Sequence[str], *, scope: Scope) -> list[Passage]:
        """In the order asked, without those that are not current or not in scope."""
        with self._store.database.reading() as connection:
            return queries.passages(connection, passage_ids, scope)

    def document_passages(self, document_id: str, *, scope: Scope) -> list[Passage]:
        """In document order; empty for a document that is not in scope."""
        with self._store.database.reading() as connection:
            return queries.document_passages(connection, document_id, scope)

    def documents_numbered(self, number: DocumentNumber, *, scope: Scope) -> list[DocumentRow]:
        """Documents whose own number has every part that ``number`` has; newest first."""
        with self._store.database.reading() as connection:
            return queries.documents_numbered(connection, number, scope)

    def references_to(self, number: DocumentNumber, *, scope: Scope) -> list[tuple[Reference, DocumentRow]]:
        """Mentions of a number, with the documents they stand in; newest document first."""
        with self._store.database.reading() as connection:
            return queries.references_to(connection, number, scope)

    def references_in(self, document_ids: Sequence[str], *, scope: Scope) -> list[Reference]:
        """Mentions of other documents that stand in these."""
        with self._store.database.reading() as connection:
            return queries.references_in(connection, document_ids, scope)

    def ledger(
        self, *, scope: Scope, limit: int = 50, cursor: str | None = None
    ) -> tuple[list[LedgerRow], str | None]:
        """Rows by path. Quarantined ones, which name no collection, show only to a scope of everything."""
        _check_limit(limit)
        with self._store.database.reading() as connection:
            whole = queries.collections(connection) <= scope.collections
            return queries.ledger(connection, scope, whole=whole, limit=limit, cursor=cursor)

    def ledger_of(self, root: str) -> dict[str, LedgerRow]:
        """For sync: the rows of one archive folder, by path."""
        with self._store.database.reading() as connection:
            return queries.ledger_paths(connection, root)

    def ledger_row(self, path: str) -> LedgerRow | None:
        """For sync: the row of one path, whatever folder it came from."""
        with self._store.database.reading() as connection:
            return queries.ledger_row(connection, path)

    def counts(self, *, scope: Scope) -> Counts:
        with self._store.database.reading() as connection:
            whole = queries.collections(connection) <= scope.collections
            model = active_model(connection)
            return queries.counts(connection, scope, whole=whole, model=model.id if model else None)

    # -- searching ------------------------------------------------------------------------------------

    def lexical(
        self, tokens: Sequence[str], *, scope: Scope, limit: int, documents: frozenset[str] | None = None
    ) -> list[tuple[str, float]]:
        """The best passages by BM25, of these documents only where they are given: (passage id, score)."""
        return searching.lexical(self._store, tokens, scope, limit, documents)

    def dense(self, vector: NDArray[np.float32], *, scope: Scope, limit: int) -> list[tuple[str, float]]:
        """The nearest passages: (passage id, cosine). Empty without vectors, or while ``problems`` names
        them; ModelFailed where the chosen model is not the index's own."""
        return searching.dense(self._store, vector, scope, limit)

    def similarities(
        self, vector: NDArray[np.float32], passage_ids: Sequence[str], *, scope: Scope
    ) -> dict[str, float]:
        """Exact cosines of these passages, from the catalogue: for hits of the other leg, and for the exact
        scan when filters leave too few. Passages without a vector are left out."""
        return searching.similarities(self._store, vector, passage_ids, scope)

    def token_weights(self, tokens: Sequence[str], *, scope: Scope) -> dict[str, float]:
        """BM25's inverse document frequency of each token over the passages in scope; above 0, and most
        for a token that stands nowhere."""
        return searching.token_weights(self._store, tokens, scope)


def _recover(store: Store) -> None:
    """Finish what an earlier process left: sweep, complete a purge, note an index that disagrees."""
    store.open_lexical()
    rebuilding.erase(store)
    if not store.lexical_broken:
        try:
            flip.sweep(store)
        except StorageFailed:
            store.vectors_broken = True
        with store.database.reading() as connection:
            (held,) = connection.execute("SELECT count(*) FROM passages").fetchone()
        store.lexical_broken = store.lexical.size != held


def _unobserved(step: str) -> None:
    """Steps of a write matter to tests and progress displays only."""


def _check_limit(limit: int) -> None:
    if not 1 <= limit <= MAX_LIMIT:
        raise BadInput(f"limit phải từ 1 đến {MAX_LIMIT}.")

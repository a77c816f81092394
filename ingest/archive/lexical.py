"""The border to Tantivy: BM25 over tokens we made ourselves (ingest/vietnamese/tokens.py).

In: entries of search tokens by passage. Out: passage ids with BM25 scores (k1=1.2, b=0.75, Tantivy's
defaults). Tantivy's errors become StorageFailed here. The index is derived and disposable.
"""

from __future__ import annotations

import contextlib
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tantivy

from ingest.errors import StorageFailed

# A boolean query of more terms than this is slow and gains nothing: the rarest carry the score. Tantivy
# itself allows more (the old limit was 1,024); 256 tokens are some 130 words with their bigrams.
MAX_QUERY_TOKENS = 256

# Counts within collections are remembered until the next commit: a frequent token takes a millisecond in
# 70,000 passages and is asked for again and again.
_MOST_COUNTED = 50_000

# One indexing thread makes one segment a commit instead of several: fewer to search, fewer to merge.
_WRITER_THREADS = 1
_WRITER_HEAP = 128_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """One passage to index. ``tokens`` are folded and hold no white space."""

    passage_id: str
    document_id: str
    version: str
    collection: str
    tokens: Sequence[str]


def version_key(document_id: str, version: str) -> str:
    """What the entries of one version of a document are deleted and counted by."""
    return f"{document_id}.{version}"


class LexicalIndex:
    """One Tantivy index in ``folder``. Searching is safe from any thread; writing from one at a time."""

    def __init__(self, folder: Path, *, create: bool) -> None:
        self._schema = _schema()
        self._write_lock = threading.RLock()
        self._writer: tantivy.IndexWriter | None = None
        self._counted: dict[tuple[frozenset[str], str | None], int] = {}
        with _tantivy_errors():
            if create:
                folder.mkdir(parents=True, exist_ok=True)
                self._index = tantivy.Index(self._schema, path=str(folder))
            else:
                self._index = tantivy.Index.open(str(folder))
            # Reloaded by hand after each commit: what was committed is seen at once, and no thread polls.
            self._index.config_reader("manual")
            self._index.reload()

    def add(self, entries: Iterable[Entry]) -> None:
        with self._write_lock, _tantivy_errors():
            writer = self._open_writer()
            for entry in entries:
                document = tantivy.Document()
                document.add_text("id", entry.passage_id)
                document.add_text("document", entry.document_id)
                document.add_text("key", version_key(entry.document_id, entry.version))
                document.add_text("collection", entry.collection)
                document.add_text("tokens", " ".join(entry.tokens))
                writer.add_document(document)

    def delete(self, keys: Iterable[str]) -> None:
        """Delete the entries of versions, by ``version_key``."""
        with self._write_lock, _tantivy_errors():
            writer = self._open_writer()
            for key in keys:
                writer.delete_documents_by_term("key", key)

    def commit(self) -> None:
        with self._write_lock, _tantivy_errors():
            if self._writer is not None:
                self._writer.commit()
                self._reload()

    def rollback(self) -> None:
        """Forget what was added and deleted since the last commit."""
        with self._write_lock, _tantivy_errors():
            writer, self._writer = self._writer, None
            if writer is not None:
                writer.rollback()

    def settle(self) -> None:
        """Wait for merges and free the writer's memory and threads."""
        with self._write_lock, _tantivy_errors():
            writer, self._writer = self._writer, None
            if writer is not None:
                writer.wait_merging_threads()
                self._reload()

    def _reload(self) -> None:
        self._index.reload()
        self._counted = {}

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(heap_size=_WRITER_HEAP, num_threads=_WRITER_THREADS)
        return self._writer

    @property
    def size(self) -> int:
        """Entries that can be found."""
        return int(self._index.searcher().num_docs)

    def count(self, keys: Sequence[str]) -> int:
        """How many entries these versions have, asked of the committed index."""
        with _tantivy_errors():
            query = tantivy.Query.term_set_query(self._schema, "key", list(keys))
            return _count(self._index.searcher(), query)

    def search(
        self,
        tokens: Sequence[str],
        *,
        collections: frozenset[str] | None,
        documents: frozenset[str] | None,
        limit: int,
    ) -> list[tuple[str, float]]:
        """The best ``limit`` passage ids, best first. None: no limit to collections or documents."""
        with _tantivy_errors():
            searcher = self._index.searcher()
            weights = self._query_weights(searcher, tokens)
            if not weights or limit < 1:
                return []
            clauses = [(tantivy.Occur.Should, self._term(token, weight)) for token, weight in weights.items()]
            query = tantivy.Query.boolean_query(clauses)
            filters = []
            if collections is not None:
                filters.append((tantivy.Occur.Must, self._filter("collection", collections)))
            if documents is not None:
                filters.append((tantivy.Occur.Must, self._filter("document", documents)))
            if filters:
                query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), *filters])
            hits = searcher.search(query, limit=limit, count=False).hits
            return [(searcher.doc(address)["id"][0], float(score)) for score, address in hits]

    def frequencies(
        self, tokens: Iterable[str], *, collections: frozenset[str] | None
    ) -> tuple[dict[str, int], int]:
        """In how many passages each token stands, and how many passages there are, in these collections."""
        with _tantivy_errors():
            counted = self._counted  # taken before the searcher: never older than what it is filled from
            searcher = self._index.searcher()
            if collections is None:
                return {token: searcher.doc_freq("tokens", token) for token in set(tokens)}, searcher.num_docs
            inside = self._filter("collection", collections)

            def count(token: str | None) -> int:
                key = (collections, token)
                found = counted.get(key)
                if found is None:
                    if len(counted) >= _MOST_COUNTED:
                        counted.clear()
                    both = [(tantivy.Occur.Must, inside)]
                    if token is not None:
                        both.append((tantivy.Occur.Must, self._term(token, 1)))
                    found = counted[key] = _count(searcher, tantivy.Query.boolean_query(both))
                return found

            known = {token: searcher.doc_freq("tokens", token) > 0 for token in set(tokens)}
            return {token: count(token) if known[token] else 0 for token in known}, count(None)

    def _query_weights(self, searcher: tantivy.Searcher, tokens: Sequence[str]) -> dict[str, int]:
        """Distinct tokens that stand in the index, by how often they were said; the rarest if too many."""
        said = Counter(tokens)
        frequency = {token: searcher.doc_freq("tokens", token) for token in said}
        known = [token for token in said if frequency[token] > 0]
        if len(known) > MAX_QUERY_TOKENS:
            known = sorted(known, key=lambda token: frequency[token])[:MAX_QUERY_TOKENS]
        return {token: said[token] for token in known}

    def _term(self, token: str, weight: int) -> tantivy.Query:
        query = tantivy.Query.term_query(self._schema, "tokens", token, index_option="freq")
        return query if weight == 1 else tantivy.Query.boost_query(query, float(weight))

    def _filter(self, field: str, values: frozenset[str]) -> tantivy.Query:
        """Restricts without touching the score."""
        if len(values) == 1:
            (value,) = values
            query = tantivy.Query.term_query(self._schema, field, value, index_option="basic")
        else:
            query = tantivy.Query.term_set_query(self._schema, field, sorted(values))
        return tantivy.Query.const_score_query(query, 0.0)

    def close(self) -> None:
        self.settle()


def _count(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    result: Any = searcher.search(query, limit=1, count=True)
    return int(result.count)  # an attribute that the package's type hints leave out


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("collection", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("tokens", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


@contextlib.contextmanager
def _tantivy_errors() -> Iterator[None]:
    try:
        yield
    except StorageFailed:
        raise
    except (ValueError, OSError, RuntimeError, KeyError) as error:
        if "No space left" in str(error):
            raise StorageFailed(
                "Hết chỗ trên đĩa khi ghi chỉ mục từ khóa; kho vẫn ở trạng thái trước đó."
            ) from error
        raise StorageFailed("Chỉ mục từ khóa bị lỗi; hãy chạy: troly rebuild") from error

"""A retrieval set through the product's own archive: set in, a table of figures per leg out.

The passages are written to a throw-away archive by the code that writes the real one, and asked
through the same legs and the same fusion. One BEIR document is one document of one passage: nothing
is split.
"""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from assistant.reranking import Reranker, Reranking
from assistant.retrieval import rank
from eval.retrieval.beir import RetrievalSet
from eval.retrieval.measures import DEPTH, Figures, Ranking, measure
from ingest.archive.archive import Archive
from ingest.document import Document, Heading, Passage, PassageKind, Scope, Span
from ingest.embedding import Embedder
from ingest.vietnamese.text import strip_marks
from ingest.vietnamese.tokens import search_tokens

COLLECTION = "eval"
SCOPE = Scope(frozenset({COLLECTION}))
BATCH = 2_000  # documents per write: bounds the memory, and commits stay few

T = TypeVar("T")
Found = list[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Rankings:
    """What each leg found, by question; ``dense`` and ``reranked`` are None where there is no such model."""

    lexical: Mapping[str, Ranking]
    dense: Mapping[str, Ranking] | None
    fused: Mapping[str, Ranking]
    reranked: Mapping[str, Ranking] | None = None  # the fused ones in the order of the reranker


@dataclass(frozen=True, slots=True)
class Laid:
    """A set's passages in an archive of their own; ``name_of``: the archive's passage id → the set's id."""

    archive: Archive
    name_of: Mapping[str, str]

    def named(self, found: Iterable[str]) -> list[str]:
        return [self.name_of[passage_id] for passage_id in islice(found, DEPTH)]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The legs' figures side by side; ``dense`` and ``reranked`` are None where there is no such model."""

    lexical: Figures
    dense: Figures | None
    fused: Figures
    reranked: Figures | None = None

    def to_json(self) -> dict[str, dict[str, float] | None]:
        legs = {
            "lexical": self.lexical.to_json(),
            "dense": self.dense.to_json() if self.dense else None,
            "fused": self.fused.to_json(),
        }
        return {**legs, "reranked": self.reranked.to_json()} if self.reranked else legs


def compare(
    wanted: RetrievalSet,
    embedder: Embedder | None,
    reranker: Reranker | None = None,
    *,
    no_diacritics: bool = False,
) -> Comparison:
    """Figures of ``wanted`` for each leg; ``no_diacritics`` takes the marks off the questions only."""
    questions = unmarked(wanted.questions) if no_diacritics else wanted.questions
    with laid(wanted.passages, embedder) as archive:
        found = ask_all(archive, embedder, questions, reranker)
    return Comparison(
        measure(found.lexical, wanted.relevant),
        measure(found.dense, wanted.relevant) if found.dense is not None else None,
        measure(found.fused, wanted.relevant),
        measure(found.reranked, wanted.relevant) if found.reranked is not None else None,
    )


def unmarked(questions: Mapping[str, str]) -> dict[str, str]:
    """The questions as they are typed without diacritics."""
    return {key: strip_marks(text) for key, text in questions.items()}


@contextmanager
def laid(passages: Mapping[str, str], embedder: Embedder | None) -> Iterator[Laid]:
    """``passages`` (id → text) in a throw-away archive, for the block."""
    with (
        tempfile.TemporaryDirectory(prefix="troly-eval-") as folder,
        Archive.open(Path(folder), create=True) as archive,
    ):
        archive.use_embedder(embedder.fingerprint if embedder else None)
        yield Laid(archive, index(archive, passages, embedder))


def index(archive: Archive, passages: Mapping[str, str], embedder: Embedder | None) -> dict[str, str]:
    """Writes ``passages`` (id → text); the archive's passage id → the set's id."""
    name_of: dict[str, str] = {}
    for batch in batches(passages.items(), BATCH):
        documents = [document(key, text) for key, text in batch]
        vectors = None
        if embedder is not None:
            from ingest.llama_index import embed_passages

            vectors = embed_passages(documents, embedder)
        archive.put(documents, vectors, [])
        name_of |= {made.passages[0].id: key for made, (key, _) in zip(documents, batch, strict=True)}
    return name_of


def document(key: str, text: str) -> Document:
    """A document that is one passage, without a heading."""
    document_id = hashlib.blake2b(key.encode(), digest_size=6).hexdigest()
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    version = sha256[:8]
    span = Span(0, len(text))
    passage = Passage(
        id=f"{document_id}.{version}.0",
        document_id=document_id,
        version=version,
        order=0,
        kind=PassageKind.ITEM,
        text=text,
        spans=(span,),
        section=None,
    )
    return Document(
        id=document_id,
        collection=COLLECTION,
        file=f"{key}.txt",
        sha256=sha256,
        version=version,
        text=text,
        format="txt",
        pages=None,
        heading=Heading(),
        sections=(),
        passages=(passage,),
        references=(),
    )


def ask_all(
    laid: Laid, embedder: Embedder | None, questions: Mapping[str, str], reranker: Reranker | None = None
) -> Rankings:
    """Every question (id → text) to every leg there is."""
    archive = laid.archive
    lexical: dict[str, Ranking] = {}
    dense: dict[str, Ranking] = {}
    fused: dict[str, Ranking] = {}
    reranked: dict[str, Ranking] = {}
    for key, text in questions.items():
        by_words, ms_words = timed(partial(ask_lexical, archive, text))
        lexical[key] = Ranking(laid.named(passage for passage, _ in by_words), ms_words)
        if reranker is not None:
            reranking = Reranking.alone(reranker, text)
            again, ms_again = timed(
                partial(rank, text, archive, embedder, scope=SCOPE, limit=DEPTH, reranking=reranking)
            )
            reranked[key] = Ranking(laid.named(hit.passage_id for hit in again), ms_again)
        if embedder is None:
            continue
        by_meaning, ms_meaning = timed(partial(ask_dense, archive, embedder, text))
        both, ms_both = timed(partial(rank, text, archive, embedder, scope=SCOPE, limit=DEPTH))
        dense[key] = Ranking(laid.named(passage for passage, _ in by_meaning), ms_meaning)
        fused[key] = Ranking(laid.named(hit.passage_id for hit in both), ms_both)
    of_reranked = reranked if reranker is not None else None
    if embedder is None:
        return Rankings(lexical, None, lexical, of_reranked)
    return Rankings(lexical, dense, fused, of_reranked)


def ask_lexical(archive: Archive, text: str) -> Found:
    return archive.lexical(search_tokens(text), scope=SCOPE, limit=DEPTH)


def ask_dense(archive: Archive, embedder: Embedder, text: str) -> Found:
    return archive.dense(embedder.encode([text], query=True)[0], scope=SCOPE, limit=DEPTH)


def timed(action: Callable[[], T]) -> tuple[T, float]:
    """What ``action`` returns, and its time in milliseconds."""
    started = time.perf_counter()
    result = action()
    return result, (time.perf_counter() - started) * 1000


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """``items`` in lists of at most ``size``."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch

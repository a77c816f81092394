"""Both legs asked and fused: query in, hits out, within a scope."""

from __future__ import annotations

from assistant.answer import Hit
from assistant.ranking import Fused, fuse
from ingest.archive.archive import Archive
from ingest.document import Scope
from ingest.embedding import Embedder
from ingest.errors import ModelFailed
from ingest.vietnamese.tokens import search_tokens


def retrieve(
    query: str,
    archive: Archive,
    embedder: Embedder | None,
    *,
    scope: Scope,
    limit: int,
    documents: frozenset[str] | None = None,
) -> list[Hit]:
    """The ``limit`` best passages of the scope for ``query``, best first; no embedder: lexical only.

    ``documents`` limits the search to these document ids.
    """
    fused = rank(query, archive, embedder, scope=scope, limit=limit, documents=documents)
    passages = {
        passage.id: passage for passage in archive.passages([hit.passage_id for hit in fused], scope=scope)
    }
    return [
        Hit(passages[hit.passage_id], hit.score, hit.lexical, hit.dense)
        for hit in fused
        if hit.passage_id in passages
    ]


def rank(
    query: str,
    archive: Archive,
    embedder: Embedder | None,
    *,
    scope: Scope,
    limit: int,
    documents: frozenset[str] | None = None,
) -> list[Fused]:
    """The ``limit`` best passage ids of both legs, fused.

    What only the lexical leg found gets its cosine too: a missing one would count as no likeness at all. The
    dense leg, which cannot filter by document cheaply, then only adds to what the lexical leg found in them.
    An embedding server that is away leaves the lexical leg (the log says so), and not the person without an
    answer; an index of another model is an error.
    """
    lexical = archive.lexical(search_tokens(query), scope=scope, limit=limit, documents=documents)
    if embedder is None:
        return fuse(lexical, None)[:limit]
    try:
        vector = embedder.encode([query], query=True)[0]
    except ModelFailed:
        return fuse(lexical, None)[:limit]
    dense = dict(archive.dense(vector, scope=scope, limit=limit)) if documents is None else {}
    missing = [passage_id for passage_id, _ in lexical if passage_id not in dense]
    dense |= archive.similarities(vector, missing, scope=scope)
    return fuse(lexical, list(dense.items()))[:limit]

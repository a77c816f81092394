"""Both legs asked and fused: query in, hits out, within a scope."""

from __future__ import annotations

from assistant.answer import Hit
from assistant.ranking import fuse
from ingest.archive.archive import Archive
from ingest.document import Scope
from ingest.embedding import Embedder
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

    ``documents`` limits the search to these document ids; the dense leg, which cannot filter cheaply, only
    adds to the score of what the lexical leg found in them.
    """
    lexical = archive.lexical(search_tokens(query), scope=scope, limit=limit, documents=documents)
    dense = None
    if embedder is not None:
        dense = archive.dense(embedder.encode([query], query=True)[0], scope=scope, limit=limit)
        if documents is not None:
            found = {passage_id for passage_id, _ in lexical}
            dense = [(passage_id, cosine) for passage_id, cosine in dense if passage_id in found]
    fused = fuse(lexical, dense)[:limit]
    passages = {
        passage.id: passage for passage in archive.passages([hit.passage_id for hit in fused], scope=scope)
    }
    return [
        Hit(passages[hit.passage_id], hit.score, hit.lexical, hit.dense)
        for hit in fused
        if hit.passage_id in passages
    ]

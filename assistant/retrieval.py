"""Both legs asked, fused and, where there is a reranker, put in its order: query in, hits out, within a scope."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer import Hit
from assistant.fusion import fusion_weight
from assistant.ranking import Fused, dealt_anew, fuse, lexical_trust
from assistant.reranking import Reranking
from ingest.archive.archive import Archive
from ingest.document import Scope
from ingest.embedding import Embedder
from ingest.errors import ModelFailed
from ingest.parsing.passages import search_text
from ingest.vietnamese.tokens import search_tokens

Leg = list[tuple[str, float]]  # passage ids with their scores


@dataclass(frozen=True, slots=True)
class Legs:
    """``dense`` is None where the words are all there is; ``trust``: see ``ranking.lexical_trust``."""

    lexical: Leg
    dense: Leg | None
    trust: float = 1.0


def retrieve(
    query: str,
    archive: Archive,
    embedder: Embedder | None,
    *,
    scope: Scope,
    limit: int,
    documents: frozenset[str] | None = None,
    reranking: Reranking | None = None,
) -> list[Hit]:
    """The ``limit`` best passages of the scope for ``query``, best first; no embedder: lexical only.

    ``documents`` limits the search to these document ids.
    """
    fused = rank(query, archive, embedder, scope=scope, limit=limit, documents=documents, reranking=reranking)
    passages = {
        passage.id: passage for passage in archive.passages([hit.passage_id for hit in fused], scope=scope)
    }
    return [
        Hit(passages[hit.passage_id], hit.score, hit.lexical, hit.dense, hit.reranked)
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
    reranking: Reranking | None = None,
) -> list[Fused]:
    """The ``limit`` best passage ids of both legs, fused; the best of these in the order of the reranker."""
    found = legs(query, archive, embedder, scope=scope, limit=limit, documents=documents)
    weight = fusion_weight(embedder.fingerprint) if embedder else 0.0
    fused = fuse(found.lexical, found.dense, weight, found.trust)[:limit]
    return _reranked(fused, archive, reranking, scope) if reranking else fused


def legs(
    query: str,
    archive: Archive,
    embedder: Embedder | None,
    *,
    scope: Scope,
    limit: int,
    documents: frozenset[str] | None = None,
) -> Legs:
    """What either leg finds.

    What only the lexical leg found gets its cosine too: a missing one would count as no likeness at all. The
    dense leg, which cannot filter by document cheaply, then only adds to what the lexical leg found in them.
    An embedding server that is away leaves the lexical leg (the log says so), and not the person without an
    answer; an index of another model is an error.
    """
    tokens = search_tokens(query)
    lexical = archive.lexical(tokens, scope=scope, limit=limit, documents=documents)
    if embedder is None:
        return Legs(lexical, None)
    try:
        vector = embedder.encode([query], query=True)[0]
    except ModelFailed:
        return Legs(lexical, None)
    dense = dict(archive.dense(vector, scope=scope, limit=limit)) if documents is None else {}
    missing = [passage_id for passage_id, _ in lexical if passage_id not in dense]
    dense |= archive.similarities(vector, missing, scope=scope)
    if documents is not None:  # the weights are those of the whole scope, which these need not hold
        return Legs(lexical, list(dense.items()))
    attainable = sum(archive.token_weights(tokens, scope=scope).values())
    return Legs(lexical, list(dense.items()), lexical_trust(lexical, attainable))


def _reranked(fused: list[Fused], archive: Archive, reranking: Reranking, scope: Scope) -> list[Fused]:
    """The best passages in the order of the reranker, as many as it may read; the rest below them as they were."""
    best = [hit.passage_id for hit in fused[: reranking.reach]]
    text_of = {passage.id: search_text(passage) for passage in archive.passages(best, scope=scope)}
    # One that was purged since the search has no text: no passage stands there any more.
    said = reranking.scores([text_of.get(passage_id, "") for passage_id in best])
    return [*dealt_anew(fused[: len(said)], said), *fused[len(said) :]]

"""The border to LlamaIndex on the reading side: our retrieval as a ``BaseRetriever``.

``Assistant.ask`` retrieves through it, and so can any LlamaIndex program that was given an archive and a scope.
"""

from __future__ import annotations

from typing import Any

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode
from pydantic import PrivateAttr

from assistant.answer import Hit
from assistant.reranking import Reranking
from assistant.retrieval import retrieve
from ingest.archive.archive import Archive
from ingest.document import Scope
from ingest.embedding import Embedder


class PassageNode(TextNode):
    """A passage as a LlamaIndex node: same id, the passage's text; the hit rides along untouched."""

    _hit: Hit = PrivateAttr()

    def __init__(self, hit: Hit, **data: Any) -> None:
        super().__init__(
            id_=hit.passage.id, text=hit.passage.text, metadata={"path": list(hit.passage.path)}, **data
        )
        self._hit = hit

    @property
    def hit(self) -> Hit:
        return self._hit


class ArchiveRetriever(BaseRetriever):
    """Lexical and dense retrieval over the archive, fused, within one scope."""

    def __init__(
        self,
        archive: Archive,
        embedder: Embedder | None,
        *,
        scope: Scope,
        limit: int,
        documents: frozenset[str] | None = None,
        reranking: Reranking | None = None,
    ) -> None:
        self._archive = archive
        self._embedder = embedder
        self._scope = scope
        self._limit = limit
        self._documents = documents
        self._reranking = reranking
        super().__init__()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = retrieve(
            query_bundle.query_str,
            self._archive,
            self._embedder,
            scope=self._scope,
            limit=self._limit,
            documents=self._documents,
            reranking=self._reranking,
        )
        return [NodeWithScore(node=PassageNode(hit), score=hit.score) for hit in hits]

    def hits(self, query: str) -> list[Hit]:
        """The same as ``retrieve``, as our own nouns."""
        return [scored.node.hit for scored in self.retrieve(query) if isinstance(scored.node, PassageNode)]

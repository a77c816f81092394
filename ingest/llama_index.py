"""The border to LlamaIndex on the way in: our parser and our embedding, run by its IngestionPipeline.

Archive documents go in, passage vectors come out; no LlamaIndex type leaves this file in a return value of
:func:`embed_passages`. LlamaIndex's own stores, caches and docstores are not used: what is current and what
is stored is the archive's business.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import Field, PrivateAttr
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.node_parser import NodeParser
from llama_index.core.schema import BaseNode, MediaResource, NodeRelationship, TextNode
from llama_index.core.schema import Document as LlamaDocument
from numpy.typing import NDArray

from ingest.document import Document
from ingest.embedding import Embedder, parts_of
from ingest.parsing.passages import search_text

PIPELINE_BATCH = 2_048  # the most LlamaIndex allows; the embedder cuts it to what its model likes


class TrolyEmbedding(BaseEmbedding):
    """Any :class:`ingest.embedding.Embedder` as a LlamaIndex embedding, prefixes and batches included."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder, **fields: Any) -> None:
        fields.setdefault("model_name", embedder.fingerprint.name)
        fields.setdefault("embed_batch_size", PIPELINE_BATCH)
        super().__init__(**fields)
        self._embedder = embedder

    @classmethod
    def class_name(cls) -> str:
        return "TrolyEmbedding"

    def _encode(self, texts: Sequence[str], *, query: bool) -> list[list[float]]:
        vectors: list[list[float]] = self._embedder.encode(texts, query=query).tolist()
        return vectors

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._encode([query], query=True)[0]

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._encode([text], query=False)[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._encode(texts, query=False)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return await asyncio.to_thread(self._get_query_embedding, query)

    async def _aget_text_embedding(self, text: str) -> list[float]:
        return await asyncio.to_thread(self._get_text_embedding, text)

    async def _aget_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return await asyncio.to_thread(self._get_text_embeddings, texts)


class ArchiveDocument(LlamaDocument):
    """A LlamaIndex document that carries one of ours; its id is the document's id."""

    source: Any = Field(exclude=True, repr=False, description="the ingest.document.Document")

    @classmethod
    def of(cls, document: Document) -> ArchiveDocument:
        return cls(id_=document.id, text_resource=MediaResource(text=document.text), source=document)


class PassageNodeParser(NodeParser):
    """A node per passage, under the passage's id, and one per part of a passage of more than ``part`` words.

    The node's text is what is searched: heading path, lead-in and text. Metadata are facts for filters and
    never part of what is embedded or shown to a language model: ids and orders mean nothing to either.
    """

    part: int = Field(default=0, description="words of a part; 0: passages are not cut")

    @classmethod
    def class_name(cls) -> str:
        return "PassageNodeParser"

    def _parse_nodes(
        self,
        nodes: Sequence[BaseNode],
        show_progress: bool = False,  # noqa: ARG002
        **kwargs: Any,  # noqa: ARG002
    ) -> list[BaseNode]:
        parsed: list[BaseNode] = []
        for node in nodes:
            if not isinstance(node, ArchiveDocument):
                raise TypeError("PassageNodeParser takes ArchiveDocument.of(document)")
            document: Document = node.source
            relation = node.as_related_node_info()
            for passage in document.passages:
                metadata: dict[str, Any] = {
                    "passage": passage.id,
                    "archive_document": passage.document_id,
                    "version": passage.version,
                    "kind": passage.kind.value,
                    "role": passage.role.value,
                    "order": passage.order,
                }
                whole = search_text(passage)
                parsed.extend(
                    TextNode(
                        id_=f"{passage.id}#{number}" if number else passage.id,
                        text=text,
                        metadata=metadata,
                        excluded_embed_metadata_keys=list(metadata),
                        excluded_llm_metadata_keys=list(metadata),
                        relationships={NodeRelationship.SOURCE: relation},
                    )
                    for number, text in enumerate((whole, *parts_of(whole, self.part)))
                )
        return parsed

    def _postprocess_parsed_nodes(
        self,
        nodes: list[BaseNode],
        parent_doc_map: dict[str, LlamaDocument],  # noqa: ARG002
    ) -> list[BaseNode]:
        """Leave the nodes alone: the stock step guesses offsets with ``str.find``; passages know theirs."""
        return nodes


def embed_passages(documents: Sequence[Document], embedder: Embedder) -> dict[str, NDArray[np.float32]]:
    """The vectors of every passage of ``documents`` by passage id, (n, dimensions), float32 of unit length: the
    whole passage first, then its parts where the model wants them.

    All passages of the call are encoded together: hand over many small documents at once, and a large
    archive in parts.
    """
    pipeline = IngestionPipeline(
        transformations=[PassageNodeParser(part=embedder.fingerprint.part), TrolyEmbedding(embedder)],
        disable_cache=True,
    )
    nodes = pipeline.run(documents=[ArchiveDocument.of(document) for document in documents])
    rows: dict[str, list[list[float]]] = {}
    for node in nodes:
        rows.setdefault(node.metadata["passage"], []).append(node.get_embedding())
    return {passage_id: np.asarray(vectors, dtype=np.float32) for passage_id, vectors in rows.items()}

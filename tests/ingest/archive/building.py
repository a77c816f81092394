"""Documents and a model for the archive's tests, built by hand: small, deterministic, strict."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ingest.archive.archive import Archive
from ingest.document import (
    Document,
    DocumentNumber,
    Fact,
    Heading,
    NumberStyle,
    Passage,
    PassageKind,
    Period,
    Reference,
    ReferenceRole,
    Role,
    Scope,
    Section,
    Span,
)
from ingest.embedding import Fingerprint
from ingest.parsing.passages import search_text
from ingest.vietnamese.tokens import search_tokens

EVERYTHING = Scope(frozenset({"chung", "mật ước", "tổ chức"}))


class HashingEmbedder:
    """A real, small model: a text is the sum of its tokens' pseudo-random directions, at unit length."""

    def __init__(self, dimensions: int = 64, name: str = "hashing") -> None:
        self.fingerprint = Fingerprint(
            name=name, revision="1", dimensions=dimensions, query_prefix="", passage_prefix=""
        )
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str], *, query: bool) -> NDArray[np.float32]:
        if not all(isinstance(text, str) for text in texts):
            raise TypeError("texts must be strings")
        if not query:
            self.encoded.extend(texts)
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> NDArray[np.float32]:
        total = np.zeros(self.fingerprint.dimensions, dtype=np.float32)
        for token in search_tokens(text) or ["_"]:
            seed = hashlib.blake2b(f"{self.fingerprint.name}{token}".encode(), digest_size=4).digest()
            total += (
                np.random.default_rng(int.from_bytes(seed)).standard_normal(len(total)).astype(np.float32)
            )
        return total / np.float32(np.linalg.norm(total))


def number(serial: int, type_code: str | None = "KH", issuer_code: str | None = "TU") -> DocumentNumber:
    raw = f"{serial:02}-{type_code}/{issuer_code}"
    return DocumentNumber(
        raw=raw,
        canonical=raw,
        style=NumberStyle.PARTY,
        serial=serial,
        type_code=type_code,
        issuer_code=issuer_code,
    )


def document(
    document_id: str,
    *items: str,
    collection: str = "chung",
    version: str = "v1",
    own: DocumentNumber | None = None,
    dated: date | None = None,
    mentions: Sequence[DocumentNumber] = (),
) -> Document:
    """A document whose passages are ``items``; the last one mentions the given numbers."""
    text = "\n".join(items)
    passages, at = [], 0
    for order, item in enumerate(items):
        span = Span(at, at + len(item))
        at = span.end + 1
        passages.append(
            Passage(
                id=f"{document_id}.{version}.{order}",
                document_id=document_id,
                version=version,
                order=order,
                kind=PassageKind.ITEM,
                text=item,
                spans=(span,),
                section=0,
                role=Role.PLAN,
                period=Period(date(2020, 3, 1), date(2020, 3, 31), "tháng 3"),
                pages=(1,),
                label="-",
            )
        )
    references = tuple(
        Reference(
            passage_id=passages[-1].id,
            span=passages[-1].spans[0],
            number=mentioned,
            role=ReferenceRole.DIRECTS,
            type="Kế hoạch",
            date=date(2019, 5, 6),
        )
        for mentioned in mentions
    )
    heading = Heading(
        number=own,
        type="Báo cáo",
        date=dated,
        issuer="Ban Dân vận Tỉnh ủy",
        title=f"tình hình {document_id}",
        reported=Period(date(2020, 2, 1), date(2020, 2, 29), "tháng 2"),
        recipients=("Như trên", "Lưu"),
        facts=(("type", Fact("Báo cáo", (Span(0, 1),), 0.9)),),
    )
    return Document(
        id=document_id,
        collection=collection,
        file=f"{document_id}.txt" if collection == "chung" else f"{collection}/{document_id}.txt",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        version=version,
        text=text,
        format="txt",
        pages=None,
        heading=heading,
        sections=(Section(0, None, "I", "Nhiệm vụ", 1, Role.PLAN, None, (Span(0, 1),)),),
        passages=tuple(passages),
        references=references,
        warnings=("thiếu ngày",),
    )


def edited(old: Document, version: str, *items: str) -> Document:
    """The same file with other content."""
    return replace(
        document(old.id, *items, collection=old.collection, version=version, own=old.heading.number),
        file=old.file,
    )


def vectors(documents: Sequence[Document], embedder: HashingEmbedder) -> dict[str, NDArray[np.float32]]:
    passages = [passage for each in documents for passage in each.passages]
    if not passages:
        return {}
    matrix = embedder.encode([search_text(passage) for passage in passages], query=False)
    return {passage.id: vector for passage, vector in zip(passages, matrix, strict=True)}


def put(archive: Archive, embedder: HashingEmbedder | None, *documents: Document) -> None:
    archive.put(documents, vectors(documents, embedder) if embedder else None)


def state(archive: Archive, scope: Scope = EVERYTHING) -> dict[str, object]:
    """What readers can see, for comparing two archives: documents, ledger, and both indexes' size."""
    listed, _ = archive.documents(scope=scope, limit=500)
    ledger, _ = archive.ledger(scope=scope, limit=500)
    everything = [archive.document(row.id, scope=scope) for row in listed]
    tokens = sorted({t for d in everything for p in d.passages for t in search_tokens(search_text(p))})
    return {
        "documents": everything,
        "ledger": [(r.path, r.sha256, r.outcome, r.reason, r.document_id, r.passages) for r in ledger],
        "counts": archive.counts(scope=scope),
        "weights": archive.token_weights(tokens, scope=scope),
        "found": {t: sorted(i for i, _ in archive.lexical([t], scope=scope, limit=1000)) for t in tokens},
    }

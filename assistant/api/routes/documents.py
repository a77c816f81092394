"""GET /v1/documents: what is held; GET /v1/documents/{id}: one document's facts and outline."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from assistant.answer import Filters
from assistant.api.service import ServiceOf
from assistant.wire import document_in_full, document_to_wire

router = APIRouter(prefix="/v1", tags=["documents"])


@router.get("/documents")
def documents(
    service: ServiceOf,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    type: Annotated[list[str] | None, Query(max_length=100)] = None,
    collection: Annotated[list[str] | None, Query(max_length=500)] = None,
) -> dict[str, Any]:
    scope = service.scope(Filters(collections=frozenset(collection) if collection else None))
    rows, following = service.archive.documents(
        scope=scope, types=frozenset(type) if type else None, limit=limit, cursor=cursor
    )
    return {"items": [document_to_wire(row) for row in rows], "next": following}


@router.get("/documents/{document_id}")
def document(document_id: str, service: ServiceOf) -> dict[str, Any]:
    scope = service.scope(Filters())
    found = service.archive.document(document_id, scope=scope)
    row = service.archive.rows([document_id], scope=scope)[document_id]
    return document_in_full(found, row)

"""GET /v1/passages/{id}: one passage with its context, pages, footnotes and document."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from assistant.answer import Filters
from assistant.api.service import ServiceOf
from assistant.wire import passage_in_full

router = APIRouter(prefix="/v1", tags=["passages"])


@router.get("/passages/{passage_id}")
def passage(passage_id: str, service: ServiceOf) -> dict[str, Any]:
    scope = service.scope(Filters())
    found = service.archive.passage(passage_id, scope=scope)
    row = service.archive.rows([found.document_id], scope=scope)[found.document_id]
    return passage_in_full(found, row, service.archive.passages(list(found.footnotes), scope=scope))

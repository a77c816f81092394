"""POST /v1/search: a query → passages, best first."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.answer import Filters
from assistant.api.schemas import SearchBody
from assistant.api.service import ServiceOf
from assistant.client import WireHits
from assistant.limits import MAX_DEPTH, check_question
from assistant.wire import hits_to_wire
from ingest.errors import BadInput

router = APIRouter(prefix="/v1", tags=["search"])


@router.post("/search")
def search(body: SearchBody, service: ServiceOf) -> WireHits:
    filters = body.filters.value() if body.filters else Filters()
    query = check_question(body.query)
    start = _offset(body.cursor)
    scope = service.scope(filters)
    # One more than asked for tells whether a next page exists; ranking is stable between calls.
    wanted = min(start + body.limit + 1, MAX_DEPTH)
    hits = service.assistant.search(query, scope=scope, limit=wanted, filters=filters)
    page = hits[start : start + body.limit]
    rows = service.archive.rows([hit.passage.document_id for hit in page], scope=scope)
    end = start + body.limit
    return hits_to_wire(page, rows, str(end) if len(hits) > end else None)


def _offset(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not cursor.isascii() or not cursor.isdigit() or int(cursor) >= MAX_DEPTH:
        raise BadInput("Con trỏ trang (cursor) không hợp lệ; đề nghị tìm lại từ đầu.")
    return int(cursor)

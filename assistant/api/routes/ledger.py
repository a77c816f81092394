"""GET /v1/ledger: one row per file that ingesting met; a quarantined one shows its hash and rule only."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from assistant.answer import Filters
from assistant.api.service import ServiceOf
from assistant.wire import ledger_to_wire

router = APIRouter(prefix="/v1", tags=["ledger"])


@router.get("/ledger")
def ledger(
    service: ServiceOf,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> dict[str, Any]:
    rows, following = service.archive.ledger(scope=service.scope(Filters()), limit=limit, cursor=cursor)
    return {"items": [ledger_to_wire(row) for row in rows], "next": following}

"""GET /v1/status: what the archive holds, in figures."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from assistant.answer import Filters
from assistant.api.service import ServiceOf
from assistant.wire import status_to_wire

router = APIRouter(prefix="/v1", tags=["status"])


@router.get("/status")
def status(service: ServiceOf) -> dict[str, Any]:
    archive = service.archive
    counts = archive.counts(scope=service.scope(Filters()))
    return status_to_wire(counts, name=archive.meta("name"), as_of=service.as_of(None))

"""GET /healthz: the process lives; GET /readyz: it can answer questions."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.api.service import ServiceOf

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    return {"status": "ok"}


@router.get("/readyz")
def readyz(service: ServiceOf) -> dict[str, str]:
    service.assistant  # noqa: B018  (raises NotReady, or the reason the model could not be loaded)
    return {"status": "ready"}

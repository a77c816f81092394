"""The API as an application: lifespan, routes, problems. In: a service. Out: an ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread
from fastapi import FastAPI

from assistant.api import problems
from assistant.api.routes import ask, documents, health, ledger, passages, search, status
from assistant.api.service import Service
from assistant.limits import MAX_BODY


def create_app(service: Service) -> FastAPI:
    """The application over ``service``, which it opens at start unless it is open, and closes at the end."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if not service.is_open:
            await anyio.to_thread.run_sync(service.open)
        try:
            yield
        finally:
            await anyio.to_thread.run_sync(service.close)

    app = FastAPI(
        title="troly",
        summary="Hỏi đáp có trích dẫn trên kho văn bản",
        lifespan=lifespan,
        # The stock documentation pages fetch scripts from elsewhere; /openapi.json stays.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # an unknown path is a problem document, not a page elsewhere
        # No telemetry, whatever the environment says.
        telemetry={
            "tracing": False,
            "metrics": False,
            "logs": False,
            "operation_spans": False,
            "auto_configure": False,
        },
    )
    app.state.service = service
    problems.install(app)
    app.add_middleware(problems.BodyLimit, limit=MAX_BODY)
    for routes in (ask, search, documents, passages, ledger, status, health):
        app.include_router(routes.router)
    return app

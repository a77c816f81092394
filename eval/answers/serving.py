"""The API application in this process, behind the client people's programs use: no port, the same door."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal

from assistant.client import Client

if TYPE_CHECKING:
    from assistant.settings import Settings

# Never resolved: the transport hands every request to the application.
_ADDRESS = "http://127.0.0.1"


class _InProcess(httpx.BaseTransport):
    """Hands the requests of a blocking client to an ASGI application on another thread's event loop."""

    def __init__(self, application: httpx.ASGITransport, portal: BlockingPortal) -> None:
        self._application = application
        self._portal = portal

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._portal.call(self._answer, request)

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        response = await self._application.handle_async_request(request)
        content = await response.aread()
        return httpx.Response(response.status_code, headers=response.headers, content=content)


@contextmanager
def served(settings: Settings) -> Iterator[Client]:
    """A client of the API over the archive of ``settings``, ready to answer."""
    from assistant.api.app import create_app
    from assistant.api.service import Service

    service = Service(settings)
    service.open()
    try:
        service.warmed.wait()
        if service.failure is not None:
            raise service.failure
        # What the server does with an exception is what a person would meet.
        application = httpx.ASGITransport(create_app(service), raise_app_exceptions=False)
        with (
            start_blocking_portal() as portal,
            Client(_ADDRESS, transport=_InProcess(application, portal)) as client,
        ):
            yield client
    finally:
        service.close()


Serve = Callable[["Settings"], Iterator[Client]]

"""Runs an ASGI application on this machine for a test, over real HTTP on a free port."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import AsyncIterator, Iterator

import uvicorn
from starlette.types import ASGIApp


class _Server(uvicorn.Server):
    """A server that says when it listens and leaves the test runner's signal handlers alone."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(uvicorn.Config(app, log_level="error", access_log=False))
        self.listening = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def running(app: ASGIApp) -> AsyncIterator[str]:
    """The address ``app`` listens on, in this event loop, until the end of the block."""
    with _free_socket() as free:
        server = _Server(app)
        task = asyncio.create_task(server.serve(sockets=[free]))
        while not server.listening.is_set():
            assert not task.done(), "the server did not start"
            await asyncio.sleep(0)
        try:
            yield _address(free)
        finally:
            server.should_exit = True
            await task


@contextlib.contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """The address ``app`` listens on, in a thread of its own, until the end of the block."""
    with _free_socket() as free:
        server = _Server(app)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [free]}, daemon=True)
        thread.start()
        try:
            assert server.listening.wait(60), "the server did not start"
            yield _address(free)
        finally:
            server.should_exit = True
            thread.join(60)


@contextlib.contextmanager
def _free_socket() -> Iterator[socket.socket]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        yield free


def _address(bound: socket.socket) -> str:
    host, port = bound.getsockname()[:2]
    return f"http://{host}:{port}"

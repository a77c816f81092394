"""A small embedding server on 127.0.0.1 for tests: OpenAI's shape, HashingEmbedder's vectors.

It refuses what a real one would refuse, and remembers that it did: leaving the block fails on any request of the
wrong shape. It stops by itself at the end of the block.
"""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from tests.ingest.archive.building import HashingEmbedder

MOST_TEXTS = 64


@dataclass(frozen=True)
class Reply:
    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


# The right answer in, what is sent instead out; None: the connection is dropped.
Fault = Callable[[dict[str, Any]], Reply | None]


def status(code: int, **headers: str) -> Fault:
    return lambda _: Reply(code, b"{}", {name.replace("_", "-"): value for name, value in headers.items()})


def raw(body: bytes) -> Fault:
    return lambda _: Reply(200, body, {"Content-Type": "text/html"})


def changed(change: Callable[[list[dict[str, Any]]], object]) -> Fault:
    """The right answer, but for its data, which ``change`` alters in place or replaces."""

    def fault(answer: dict[str, Any]) -> Reply:
        data = change(answer["data"])
        return as_json({**answer, "data": answer["data"] if data is None else data})

    return fault


def as_json(value: object) -> Reply:
    return Reply(200, json.dumps(value).encode(), {"Content-Type": "application/json"})


def dropped(_: dict[str, Any]) -> Reply | None:
    return None


class VectorServer:
    """Use as a context manager. ``faults`` are used up, one a request; ``always`` stays."""

    def __init__(self, dimensions: int = 64, model: str = "bge-m3", key: str | None = None) -> None:
        self.model = model
        self.key = key
        self.embedder = HashingEmbedder(dimensions, name=model)
        self.inputs: list[list[str]] = []  # of the requests that were of the right shape
        self.wrong: list[str] = []
        self.faults: deque[Fault] = deque()
        self.always: Fault | None = None
        self.hold_at: int | None = None  # the request, counted from 1, that waits for ``release``
        self.reached, self.release = threading.Event(), threading.Event()
        self.port = 0
        self._http: ThreadingHTTPServer | None = None
        self._thread: threading.Thread | None = None

    @property
    def setting(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1#{self.model}"

    def start(self) -> None:
        """Listen: on a free port the first time, on the same one after ``stop``."""
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                server._serve(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.port = self._http.server_address[1]
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self.release.set()
        if self._http is not None and self._thread is not None:
            self._http.shutdown()
            self._thread.join()
            self._http.server_close()
        self._http = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.stop()
        if kind is None:
            assert self.wrong == []

    def _serve(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers.get("Content-Length", "0")))
        reply = self._reply(request.path, request.headers.get("Authorization"), body)
        if reply is None:
            request.close_connection = True
            return
        request.send_response(reply.status)
        for name, value in reply.headers.items():
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(reply.body)))
        request.end_headers()
        request.wfile.write(reply.body)

    def _reply(self, path: str, authorization: str | None, body: bytes) -> Reply | None:
        if path != "/v1/embeddings":
            return Reply(404, b'{"error": "no such path"}')
        if authorization != (f"Bearer {self.key}" if self.key else None):
            return Reply(401, b'{"error": "key"}')
        asked = json.loads(body)
        texts = asked.get("input")
        if (
            asked.keys() != {"model", "input", "encoding_format"}
            or asked["model"] != self.model
            or asked["encoding_format"] != "float"
            or not isinstance(texts, list)
            or not 1 <= len(texts) <= MOST_TEXTS
            or not all(isinstance(text, str) and text for text in texts)
        ):
            self.wrong.append(body.decode()[:200])
            return Reply(400, b'{"error": "shape"}')
        self.inputs.append(texts)
        if len(self.inputs) == self.hold_at:
            self.reached.set()
            assert self.release.wait(60)
        vectors = self.embedder.encode(texts, query=True) * 3  # of no particular length
        items = [
            {"object": "embedding", "index": index, "embedding": vector.tolist()}
            for index, vector in enumerate(vectors)
        ]
        answer = {"object": "list", "model": self.model, "data": items[::-1], "usage": {}}
        fault = self.faults.popleft() if self.faults else self.always
        return as_json(answer) if fault is None else fault(answer)

"""Runs the API with uvicorn as the owner of the archive, and optionally asks it one question.

The port is bound before anything heavy is loaded, so a taken port is reported at once, and it listens
only when the archive is open.
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable

import uvicorn

from assistant.api import logs
from assistant.api.app import create_app
from assistant.api.service import Service
from assistant.opening import ensure_archive, own_client, refuse_if_served, wait_until_ready
from assistant.rendering import render_answer
from assistant.settings import Settings
from ingest.errors import BadInput, TrolyError


def bind(settings: Settings) -> socket.socket:
    """The bound socket of host and port; :class:`BadInput` when it cannot be had."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((settings.host, settings.port))
    except OSError as error:
        bound.close()
        if error.errno == errno.EADDRINUSE:
            raise BadInput(
                f"Cổng {settings.port} trên {settings.host} đã có chương trình khác dùng; "
                "đề nghị dừng chương trình đó hoặc đặt TROLY_PORT khác."
            ) from error
        if error.errno == errno.EACCES:
            message = f"Không được phép dùng cổng {settings.port}; đề nghị đặt TROLY_PORT khác."
            raise BadInput(message) from error
        raise BadInput(f"Không mở được địa chỉ {settings.host}; đề nghị kiểm tra TROLY_HOST.") from error
    except (TypeError, UnicodeError) as error:  # not even the form of a host name
        bound.close()
        raise BadInput("Thiết lập TROLY_HOST không phải là tên máy hay địa chỉ IP.") from error
    return bound


def serve_forever(
    settings: Settings, *, question: str | None, say: Callable[[str], None], note: Callable[[str], None]
) -> None:
    """Serves until interrupted; raises the error that kept it from starting."""
    refuse_if_served(settings)
    logs.configure()
    bound = bind(settings)
    service = Service(
        settings,
        address=settings.address,
        when_ready=lambda: _announce(settings, question, say),
        when_failed=lambda _: _stop(server),
    )
    # Access lines are off: they would keep who read what. Nothing else is logged per request.
    server = uvicorn.Server(
        uvicorn.Config(create_app(service), log_config=None, access_log=False, server_header=False)
    )
    try:
        ensure_archive(settings, note)
        note("Đang mở kho tài liệu và nạp mô hình…")
        service.open()
        server.run(sockets=[bound])
    finally:
        bound.close()
        service.close()
    if service.failure is not None:
        raise service.failure


def _stop(server: uvicorn.Server) -> None:
    server.should_exit = True


def _announce(settings: Settings, question: str | None, say: Callable[[str], None]) -> None:
    """Says where it listens and, where asked to, asks itself over HTTP."""
    try:
        with own_client(settings, settings.address) as client:
            wait_until_ready(client)  # warm, but the socket may not listen yet
            say(f"Trợ lý đang phục vụ tại {settings.address} (dừng: Ctrl+C).")
            if question is not None:
                say(f"\nHỏi: {question}\n\n{render_answer(client.ask(question))}\n")
    except TrolyError as error:
        say(f"Lỗi: {error.message}")

"""A strict stand-in for Telegram's Bot API, served over HTTP on this machine.

It refuses what Telegram refuses: unknown methods, a wrong token, empty or overlong text, HTML that is not
Telegram's, callback data over 64 bytes; and it can answer 429. Updates are handed out by ``getUpdates``.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

TOKEN = "123456:fake-token-of-the-tests"
BOT = {"id": 123456, "is_bot": True, "first_name": "Trợ lý", "username": "troly_test_bot"}

MAX_TEXT = 4096
MAX_CALLBACK_DATA = 64
TAGS = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "blockquote", "tg-spoiler"}
_TOKEN = re.compile(r"<(/?)([a-z-]+)>|&(lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);|([<>&])|[^<>&]+")


class Refused(Exception):
    """What Telegram answers to a bad request."""


def parse_html(html: str) -> str:
    """The text of Telegram HTML; :class:`Refused` for tags it does not take, unbalanced ones, bare < > &."""
    text: list[str] = []
    opened: list[str] = []
    for found in _TOKEN.finditer(html):
        closing, tag, entity, bare = found.groups()
        if bare:
            raise Refused(f"can't parse entities: unescaped {bare!r} at {found.start()}")
        if tag:
            if tag not in TAGS:
                raise Refused(f"can't parse entities: unsupported start tag {tag!r}")
            if not closing:
                opened.append(tag)
            elif not opened or opened.pop() != tag:
                raise Refused(f"can't parse entities: unexpected end tag {tag!r}")
        elif entity:
            text.append("\N{REPLACEMENT CHARACTER}" if entity.startswith("#") else "x")
        else:
            text.append(found[0])
    if opened:
        raise Refused(f"can't parse entities: can't find end tag for {opened[-1]!r}")
    return "".join(text)


def check_text(text: str, parse_mode: str | None) -> None:
    plain = parse_html(text) if parse_mode == "HTML" else text
    if not plain.strip():
        raise Refused("message text is empty")
    if len(plain.encode("utf-16-le")) // 2 > MAX_TEXT:
        raise Refused("message is too long")


def check_keyboard(markup: dict[str, Any]) -> None:
    for row in markup.get("inline_keyboard", []):
        for button in row:
            if not button["text"]:
                raise Refused("button text is empty")
            if not 1 <= len(button.get("callback_data", "").encode()) <= MAX_CALLBACK_DATA:
                raise Refused("BUTTON_DATA_INVALID")


@dataclass
class FakeBotApi:
    """What was sent stands in ``sent`` (messages) and ``calls`` (method names), in order."""

    sent: list[dict[str, Any]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)  # callback query ids
    limits: list[int] = field(default_factory=list)  # retry_after of the next sendMessage calls
    _updates: list[dict[str, Any]] = field(default_factory=list)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _next: int = 1

    def app(self) -> Starlette:
        return Starlette(routes=[Route("/bot{token}/{method}", self._call, methods=["GET", "POST"])])

    def message(self, user: int, *, chat: dict[str, Any] | None = None, **content: Any) -> None:
        """A person writes to the bot."""
        self._push(
            "message",
            {
                "message_id": self._next,
                "date": int(time.time()),
                "from": {"id": user, "is_bot": False, "first_name": "Cán bộ"},
                "chat": chat or {"id": user, "type": "private", "first_name": "Cán bộ"},
                **content,
            },
        )

    def text(self, user: int, text: str, *, chat: dict[str, Any] | None = None) -> None:
        command = re.match(r"/\w+", text)
        entities = [{"type": "bot_command", "offset": 0, "length": command.end()}] if command else []
        self.message(user, chat=chat, text=text, entities=entities)

    def press(self, user: int, message: dict[str, Any], data: str) -> None:
        """A person presses a button under a message the bot sent."""
        query = {
            "id": f"q{self._next}",
            "from": {"id": user, "is_bot": False, "first_name": "Cán bộ"},
            "message": message,
            "chat_instance": "1",
            "data": data,
        }
        self._push("callback_query", query)

    async def wait_for(self, count: int, *, timeout: float = 20.0) -> list[dict[str, Any]]:
        """The messages sent once there are ``count`` of them."""

        async def enough() -> None:
            while len(self.sent) < count:
                self._changed.clear()
                await self._changed.wait()

        await asyncio.wait_for(enough(), timeout)
        return self.sent

    def _push(self, kind: str, value: dict[str, Any]) -> None:
        self._updates.append({"update_id": self._next, kind: value})
        self._next += 1
        self._changed.set()

    async def _call(self, request: Request) -> JSONResponse:
        if request.path_params["token"] != TOKEN:
            return _error(401, "Unauthorized")
        method = request.path_params["method"]
        handler = getattr(self, f"_do_{method.lower()}", None)
        if handler is None:
            return _error(404, "Not Found: method not found")
        values: dict[str, Any] = dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
        self.calls.append(method)
        if method == "sendMessage" and self.limits:
            wait = self.limits.pop(0)
            return _error(429, f"Too Many Requests: retry after {wait}", parameters={"retry_after": wait})
        try:
            return JSONResponse({"ok": True, "result": await handler(values)})
        except Refused as error:
            return _error(400, f"Bad Request: {error}")
        finally:
            self._changed.set()

    async def _do_getme(self, values: dict[str, Any]) -> Any:
        return BOT

    async def _do_deletewebhook(self, values: dict[str, Any]) -> Any:
        return True

    async def _do_getupdates(self, values: dict[str, Any]) -> Any:
        offset = int(values.get("offset", 0))
        self._updates = [update for update in self._updates if update["update_id"] >= offset]
        if not self._updates:
            self._changed.clear()
            try:
                await asyncio.wait_for(self._changed.wait(), timeout=0.1)
            except TimeoutError:
                return []
        return self._updates

    async def _do_sendchataction(self, values: dict[str, Any]) -> Any:
        if values["action"] != "typing":
            raise Refused("wrong parameter action in request")
        return True

    async def _do_answercallbackquery(self, values: dict[str, Any]) -> Any:
        self.answered.append(values["callback_query_id"])
        return True

    async def _do_sendmessage(self, values: dict[str, Any]) -> Any:
        check_text(str(values.get("text", "")), values.get("parse_mode"))
        keyboard = json.loads(values.get("reply_markup", "{}"))  # objects travel as JSON
        check_keyboard(keyboard)
        chat_id = int(values["chat_id"])
        message = {
            "message_id": 1000 + len(self.sent),
            "date": int(time.time()),
            "from": BOT,
            "chat": {"id": chat_id, "type": "private"},
            "text": str(values["text"]),
            **({"reply_markup": keyboard} if keyboard else {}),
        }
        self.sent.append(message)
        return message


def _error(status: int, description: str, **more: Any) -> JSONResponse:
    return JSONResponse(
        {"ok": False, "error_code": status, "description": description, **more}, status_code=status
    )

"""Sending to one chat at the pace Telegram allows, and waiting when it says to.

Telegram lets a bot send about one message a second to a chat; a pause goes between the pieces of one
answer only, so a short answer is never held back. A 429 is obeyed and tried again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from telegram import InlineKeyboardMarkup, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import RetryAfter
from telegram.ext import ExtBot

# Tries per message, and the longest wait obeyed; a longer one means that the chat is flooded.
_TRIES = 3
_LONGEST_WAIT = 60.0


# Seconds between two messages of one answer.
_PAUSE = 1.0

Sleep = Callable[[float], Awaitable[None]]


class Sender:
    """Sends HTML messages; ``sleep`` waits a number of seconds."""

    def __init__(self, bot: ExtBot[None], sleep: Sleep = asyncio.sleep) -> None:
        self._bot = bot
        self._sleep = sleep

    async def send(
        self, chat_id: int, messages: Sequence[str], keyboard: InlineKeyboardMarkup | None = None
    ) -> Message:
        """Sends every message in order, the keyboard under the last, which is returned."""
        sent: Message | None = None
        for place, html in enumerate(messages):
            if place:
                await self._sleep(_PAUSE)
            sent = await self._send_one(chat_id, html, keyboard if place == len(messages) - 1 else None)
        assert sent is not None, "nothing to send"
        return sent

    async def _send_one(self, chat_id: int, html: str, keyboard: InlineKeyboardMarkup | None) -> Message:
        for last in [False] * (_TRIES - 1) + [True]:
            try:
                return await self._bot.send_message(
                    chat_id,
                    html,
                    parse_mode=ParseMode.HTML,
                    reply_markup=keyboard,
                    link_preview_options=LinkPreviewOptions(is_disabled=True),
                )
            except RetryAfter as error:
                wait = _seconds(error)
                if last or wait > _LONGEST_WAIT:
                    raise
                await self._sleep(wait)
        raise AssertionError("unreachable")


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after  # timedelta where PTB_TIMEDELTA is set, else an int
    return float(wait) if isinstance(wait, int | float) else wait.total_seconds()

"""The Telegram bot: messages of allowed people in private chats → the API → cited answers.

It holds no rights and no documents of its own: it passes the collections opened to Telegram, and the
API decides. Neither questions nor the token are logged, and no exception is ever shown to a chat.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import traceback
from html import escape
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ChatAction
from telegram.error import BadRequest, TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)
from telegram.request import HTTPXRequest

from assistant.client import BadInput, Client, NotReady, RateLimited, TrolyError, WireAnswer
from bot import words
from bot.rendering import render_answer
from bot.sending import Sender, Sleep
from bot.settings import BotSettings

log = logging.getLogger(__name__)

Context = ContextTypes.DEFAULT_TYPE

# Questions answered at the same time; the API works on two cores.
_CONCURRENT = 8

# Messages with buttons remembered per chat; older ones are answered with "ask again".
_REMEMBERED = 20

# Characters of a button; more is cut off by phones anyway.
_BUTTON = 60

_CHOICES = "choices"  # key in chat_data: message id → questions behind its buttons


class TrolyBot:
    """The handlers, with what they need."""

    def __init__(self, settings: BotSettings, client: Client, *, sleep: Sleep = asyncio.sleep) -> None:
        self._settings = settings
        self._client = client
        self._sleep = sleep
        self._refused: set[int] = set()

    async def start(self, update: Update, context: Context) -> None:
        await self._reply(update, context, words.START_HTML)

    async def help(self, update: Update, context: Context) -> None:
        await self._reply(update, context, words.HELP_HTML)

    async def unknown_command(self, update: Update, context: Context) -> None:
        await self._reply(update, context, words.UNKNOWN_COMMAND)

    async def not_text(self, update: Update, context: Context) -> None:
        await self._reply(update, context, words.NOT_TEXT)

    async def question(self, update: Update, context: Context) -> None:
        if update.effective_chat and update.message and update.message.text:
            await self._answer(update.effective_chat.id, update.message.text, context)

    async def choice(self, update: Update, context: Context) -> None:
        """A button under a question that had several readings was pressed."""
        query = update.callback_query
        if query is None or update.effective_chat is None:
            return
        with contextlib.suppress(BadRequest):  # too old a press to acknowledge; it can still be answered
            await query.answer()
        questions = _remembered(context).get(query.message.message_id if query.message else 0, [])
        place = int(query.data) if query.data and query.data.isdigit() else -1
        if not 0 <= place < len(questions):
            await self._sender(context).send(update.effective_chat.id, [words.CHOICE_GONE])
            return
        await self._answer(update.effective_chat.id, questions[place], context)

    async def stranger(self, update: Update, context: Context) -> None:
        """Someone who is not on the list: told once, with the id the administrator needs."""
        user, chat = update.effective_user, update.effective_chat
        if user is None or chat is None or user.id in self._refused:
            return
        self._refused.add(user.id)
        await self._sender(context).send(chat.id, [words.refusal(user.id)])

    async def failed(self, update: object, context: Context) -> None:
        """The global error handler: a polite line to the chat, the frames (no message) to the log."""
        error = context.error
        frames = "".join(traceback.format_tb(error.__traceback__)) if error else ""
        log.error("update failed: %s\n%s", type(error).__name__, frames)
        if isinstance(update, Update) and update.effective_chat and not isinstance(error, TelegramError):
            await self._sender(context).send(update.effective_chat.id, [words.FAILED])

    async def _answer(self, chat_id: int, text: str, context: Context) -> None:
        if not self._settings.collections:
            await self._sender(context).send(chat_id, [words.NO_COLLECTION])
            return
        await context.bot.send_chat_action(chat_id, ChatAction.TYPING)
        try:
            answer = await asyncio.to_thread(
                self._client.ask,
                text,
                conversation=f"telegram-{chat_id}",
                filters={"collections": sorted(self._settings.collections)},
            )
        except TrolyError as error:
            await self._sender(context).send(chat_id, [escape(_apology(error), quote=False)])
            return
        questions = [choice["question"] for choice in answer["choices"]]
        sent = await self._sender(context).send(chat_id, render_answer(answer), _keyboard(answer))
        if questions:
            remembered = _remembered(context)
            remembered[sent.message_id] = questions
            while len(remembered) > _REMEMBERED:
                del remembered[next(iter(remembered))]

    async def _reply(self, update: Update, context: Context, html: str) -> None:
        if update.effective_chat:
            await self._sender(context).send(update.effective_chat.id, [html])

    def _sender(self, context: Context) -> Sender:
        return Sender(context.bot, self._sleep)


AnyApplication = Application[Any, Any, Any, Any, Any, Any]


def build(settings: BotSettings, client: Client, *, sleep: Sleep = asyncio.sleep) -> AnyApplication:
    """The application, ready to run; :class:`BadInput` when the token is missing."""
    if settings.token is None:
        raise BadInput("Chưa đặt TELEGRAM_TOKEN; đề nghị lấy mã này từ @BotFather rồi ghi vào tệp .env.")
    # Waits as timedelta, as the library's next version has them; the old form warns at every 429.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    # httpx logs every address it calls, and Telegram's addresses hold the token.
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    application = (
        ApplicationBuilder()
        .token(settings.token.get_secret_value())
        .base_url(f"{settings.base_url}/bot")
        .base_file_url(f"{settings.base_url}/file/bot")
        .request(HTTPXRequest(connection_pool_size=_CONCURRENT * 2, proxy=settings.proxy))
        .get_updates_request(HTTPXRequest(proxy=settings.proxy))
        .concurrent_updates(_CONCURRENT)
        .build()
    )
    bot = TrolyBot(settings, client, sleep=sleep)
    private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    # An empty list allows nobody: filters.User([]) matches no one.
    allowed = private & filters.User(user_id=list(settings.users))
    application.add_handler(CommandHandler("start", bot.start, filters=allowed))
    application.add_handler(CommandHandler("help", bot.help, filters=allowed))
    application.add_handler(MessageHandler(allowed & filters.COMMAND, bot.unknown_command))
    application.add_handler(MessageHandler(allowed & filters.TEXT, bot.question))
    application.add_handler(MessageHandler(allowed, bot.not_text))
    application.add_handler(MessageHandler(private, bot.stranger))
    application.add_handler(CallbackQueryHandler(_only(settings.users, bot)))
    application.add_error_handler(bot.failed)
    return application


def _only(users: frozenset[int], bot: TrolyBot) -> Any:
    """The button handler for allowed people; a button says nothing to anybody else."""

    async def handle(update: Update, context: Context) -> None:
        if update.effective_user is not None and update.effective_user.id in users:
            await bot.choice(update, context)
        else:
            await bot.stranger(update, context)

    return handle


def _keyboard(answer: WireAnswer) -> InlineKeyboardMarkup | None:
    """A button per choice. Its data is the index alone: 64 bytes hold no Vietnamese question."""
    if not answer["choices"]:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(choice["label"][:_BUTTON], callback_data=str(place))]
            for place, choice in enumerate(answer["choices"])
        ]
    )


def _remembered(context: Context) -> dict[int, list[str]]:
    data = context.chat_data
    assert data is not None, "updates without a chat do not reach this handler"
    found: dict[int, list[str]] = data.setdefault(_CHOICES, {})
    return found


def _apology(error: TrolyError) -> str:
    if isinstance(error, BadInput):
        return error.message  # written for the person who asked
    if isinstance(error, NotReady):
        return words.SERVER_STARTING
    if isinstance(error, RateLimited):
        return words.TOO_MANY
    return words.SERVER_DOWN

"""The bot as people meet it: the real Application, over HTTP, against a strict fake Bot API."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.api.app import create_app
from assistant.api.service import Service
from assistant.client import BadInput, Client
from assistant.settings import Settings
from bot import words
from bot.bot import build
from bot.rendering import render_answer
from bot.settings import BotSettings
from tests.assistant.sample import ingest_archive, write_archive
from tests.assistant.wire_answers import answer
from tests.bot.fake_bot_api import TOKEN, FakeBotApi
from tests.running import running, served

STAFF = 42
STRANGER = 666

Reply = Callable[[dict[str, Any]], httpx.Response]


class Api:
    """The assistant's API as the bot's client meets it: keeps what was asked, replies as told."""

    def __init__(self, reply: Reply | None = None) -> None:
        self.asked: list[dict[str, Any]] = []
        self._reply = reply or (lambda body: httpx.Response(200, json=answer()))

    def client(self) -> Client:
        return Client("http://127.0.0.1:1", transport=httpx.MockTransport(self._handle))

    def _handle(self, request: httpx.Request) -> httpx.Response:
        assert request.url.path == "/v1/ask"
        self.asked.append(json.loads(request.content))
        return self._reply(self.asked[-1])


def talk(
    scenario: Callable[[FakeBotApi], Awaitable[None]],
    *,
    api: Client,
    collections: str = "bao-cao",
    users: str = "42",
) -> list[float]:
    """Runs the bot by polling the fake Bot API while ``scenario`` speaks to it; the waits it asked for."""
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    async def run() -> None:
        telegram = FakeBotApi()
        async with running(telegram.app()) as url:
            settings = BotSettings(
                TELEGRAM_TOKEN=TOKEN,
                TELEGRAM_BASE_URL=url,
                TELEGRAM_USERS=users,
                TELEGRAM_COLLECTIONS=collections,
            )
            application = build(settings, api, sleep=sleep)
            async with application:
                await application.start()
                assert application.updater is not None
                await application.updater.start_polling(poll_interval=0)
                try:
                    await scenario(telegram)
                finally:
                    await application.updater.stop()
                    await application.stop()

    with api:
        asyncio.run(run())
    return waits


def problem(status: int, code: str, detail: str) -> httpx.Response:
    return httpx.Response(
        status,
        content=json.dumps({"code": code, "detail": detail, "status": status}),
        headers={"content-type": "application/problem+json"},
    )


def test_a_question_is_answered_with_sources_from_the_open_collections() -> None:
    api = Api()

    async def scenario(telegram: FakeBotApi) -> None:
        telegram.text(STAFF, "tháng 3 cần chuẩn bị gì?")
        (message,) = await telegram.wait_for(1)
        assert "Chuẩn bị nội dung [1]" in message["text"]
        assert "[1] Báo cáo ngày 26/02/2024 của Ban Dân vận, mục II.1, trang 3" in message["text"]
        assert telegram.calls.index("sendChatAction") < telegram.calls.index("sendMessage")

    talk(scenario, api=api.client(), collections="bao-cao, ke-hoach")
    assert api.asked == [
        {
            "question": "tháng 3 cần chuẩn bị gì?",
            "conversation": "telegram-42",
            "filters": {"collections": ["bao-cao", "ke-hoach"]},
        }
    ]


def test_the_whole_way_from_telegram_to_the_archive_and_back(tmp_path: Path) -> None:
    data = ingest_archive(write_archive(tmp_path / "kho"), tmp_path / "data")
    service = Service(Settings(data=data, embedding_model="none"))

    async def scenario(telegram: FakeBotApi) -> None:
        telegram.text(STAFF, "thang 3 can chuan bi gi cho doi thoai cua Bi thu?")
        (message,) = await telegram.wait_for(1)
        assert "Chuẩn bị nội dung, điều kiện tổ chức đối thoại" in message["text"]
        assert "[1] Báo cáo số 21-BC/BDVTU, ngày 26/02/2024" in message["text"]
        assert "<i>Tính đến ngày 26/02/2024.</i>" in message["text"]

    async def closed(telegram: FakeBotApi) -> None:
        telegram.text(STAFF, "tháng 3 cần chuẩn bị gì cho đối thoại của Bí thư?")
        (message,) = await telegram.wait_for(1)
        assert "21-BC/BDVTU" not in message["text"]
        assert "Suối Mơ" not in message["text"]

    with served(create_app(service)) as url:
        assert service.warmed.wait(60)
        talk(scenario, api=Client(url), collections="bao-cao")
        talk(closed, api=Client(url), collections="ke-hoach")


def test_a_stranger_is_refused_once_with_the_id_to_register() -> None:
    api = Api()

    async def scenario(telegram: FakeBotApi) -> None:
        telegram.text(STRANGER, "/start")
        await telegram.wait_for(1)
        telegram.text(STRANGER, "tháng 3 có gì?")
        telegram.text(STAFF, "/start")
        first, second = await telegram.wait_for(2)
        assert first["chat"]["id"] == STRANGER
        assert "666" in first["text"]
        assert second["chat"]["id"] == STAFF

    talk(scenario, api=api.client())
    assert api.asked == []


def test_nobody_is_allowed_while_the_list_is_empty() -> None:
    api = Api()

    async def scenario(telegram: FakeBotApi) -> None:
        telegram.text(STAFF, "tháng 3 có gì?")
        (message,) = await telegram.wait_for(1)
        assert message["text"] == words.refusal(STAFF)

    talk(scenario, api=api.client(), users="")
    assert api.asked == []


def test_promise_10_a_collection_is_closed_to_telegram_until_the_owner_opens_it() -> None:
    api = Api()

    async def scenario(telegram: FakeBotApi) -> None:
        telegram.text(STAFF, "tháng 3 có gì?")
        (message,) = await telegram.wait_for(1)
        assert message["text"] == words.NO_COLLECTION

    talk(scenario, api=api.client(), collections="")
    assert api.asked == []


def test_start_help_other_commands_and_messages_without_text() -> None:
    async def scenario(telegram: FakeBotApi) -> None:
        telegram.text(STAFF, "/start")
        await telegram.wait_for(1)
        telegram.text(STAFF, "/help")
        await telegram.wait_for(2)
        telegram.text(STAFF, "/abc")
        await telegram.wait_for(3)
        telegram.message(STAFF, location={"latitude": 15.1, "longitude": 108.8})
        sent = await telegram.wait_for(4)
        assert [message["text"] for message in sent] == [
            words.START_HTML,
            words.HELP_HTML,
            words.UNKNOWN_COMMAND,
            words.NOT_TEXT,
        ]

    talk(scenario, api=Api().client())


def test_groups_are_left_alone() -> None:
    api = Api()

    async def scenario(telegram: FakeBotApi) -> None:
        telegram.text(STAFF, "tháng 3 có gì?", chat={"id": -5, "type": "group", "title": "Phòng"})
        telegram.text(STAFF, "/start")
        (message,) = await telegram.wait_for(1)
        assert message["chat"]["id"] == STAFF

    talk(scenario, api=api.client())
    assert api.asked == []


def test_choices_are_buttons_and_pressing_one_asks_its_question() -> None:
    long_question = "tháng 3 năm 2024 cần chuẩn bị những nội dung gì cho đối thoại của Bí thư Tỉnh ủy?"

    def reply(body: dict[str, Any]) -> httpx.Response:
        if body["question"] == long_question:
            return httpx.Response(200, json=answer())
        choices = [{"label": "Năm 2023", "question": "x"}, {"label": "Năm 2024", "question": long_question}]
        made = answer(
            verdict="clarify", text="Đồng chí hỏi năm nào?", lines=[], citations=[], choices=choices
        )
        return httpx.Response(200, json=made)

    api = Api(reply)

    async def scenario(telegram: FakeBotApi) -> None:
        telegram.text(STAFF, "tháng 3 cần gì?")
        (message,) = await telegram.wait_for(1)
        buttons = [row[0] for row in message["reply_markup"]["inline_keyboard"]]
        assert [button["text"] for button in buttons] == ["Năm 2023", "Năm 2024"]
        telegram.press(STAFF, message, buttons[1]["callback_data"])
        sent = await telegram.wait_for(2)
        assert "Chuẩn bị nội dung [1]" in sent[1]["text"]
        assert len(telegram.answered) == 1
        telegram.press(STAFF, {**message, "message_id": 1}, "1")
        sent = await telegram.wait_for(3)
        assert sent[2]["text"] == words.CHOICE_GONE

    talk(scenario, api=api.client())
    assert [body["question"] for body in api.asked] == ["tháng 3 cần gì?", long_question]


def test_a_long_answer_comes_in_several_messages_in_order() -> None:
    lines = [
        {
            "text": f"Việc {n}: " + "chuẩn bị <nội dung> & điều kiện " * 30,
            "markers": [1],
            "role": "plan",
            "computed": [],
        }
        for n in range(20)
    ]
    api = Api(lambda body: httpx.Response(200, json=answer(lines=lines)))

    async def scenario(telegram: FakeBotApi) -> None:
        telegram.text(STAFF, "tất cả việc tháng 3")
        sent = await telegram.wait_for(len(render_answer(answer(lines=lines))))
        assert len(sent) > 3
        whole = "\n".join(message["text"] for message in sent)
        places = [whole.index(f"Việc {n}:") for n in range(20)]
        assert places == sorted(places)
        assert sent[-1]["text"].endswith("<i>Tính đến ngày 26/02/2024.</i>")

    waits = talk(scenario, api=api.client())
    assert waits == [1.0] * (len(render_answer(answer(lines=lines))) - 1)


def test_a_429_is_obeyed_and_the_answer_still_arrives() -> None:
    async def scenario(telegram: FakeBotApi) -> None:
        telegram.limits = [3, 7]
        telegram.text(STAFF, "tháng 3 có gì?")
        (message,) = await telegram.wait_for(1)
        assert "Chuẩn bị nội dung [1]" in message["text"]
        assert telegram.calls.count("sendMessage") == 3

    assert talk(scenario, api=Api().client()) == [3, 7]


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (problem(503, "not_ready", "…"), words.SERVER_STARTING),
        (problem(429, "rate_limited", "…"), words.TOO_MANY),
        (problem(500, "internal", "…"), words.SERVER_DOWN),
        (problem(400, "bad_input", "Câu hỏi quá dài <2.000>."), "Câu hỏi quá dài &lt;2.000&gt;."),
    ],
)
def test_what_goes_wrong_is_said_politely(reply: httpx.Response, said: str) -> None:
    async def scenario(telegram: FakeBotApi) -> None:
        telegram.text(STAFF, "tháng 3 có gì?")
        (message,) = await telegram.wait_for(1)
        assert message["text"] == said

    talk(scenario, api=Api(lambda body: reply).client())


def test_a_server_that_is_down_is_said_politely() -> None:
    async def scenario(telegram: FakeBotApi) -> None:
        telegram.text(STAFF, "tháng 3 có gì?")
        (message,) = await telegram.wait_for(1)
        assert message["text"] == words.SERVER_DOWN

    talk(scenario, api=Client("http://127.0.0.1:9"))


def test_an_exception_is_never_echoed_and_neither_question_nor_token_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    broken = answer()
    del broken["understood"]  # type: ignore[misc]
    api = Api(lambda body: httpx.Response(200, json=broken))

    async def scenario(telegram: FakeBotApi) -> None:
        telegram.text(STAFF, "câu hỏi riêng của tôi")
        (message,) = await telegram.wait_for(1)
        assert message["text"] == words.FAILED

    talk(scenario, api=api.client())
    ours = [record for record in caplog.records if record.name.startswith(("bot", "httpx", "httpcore"))]
    logged = "\n".join(record.getMessage() for record in ours)
    assert "update failed: KeyError" in logged
    assert "câu hỏi riêng" not in logged
    assert TOKEN not in logged


def test_a_missing_token_is_said_plainly() -> None:
    with pytest.raises(BadInput, match="TELEGRAM_TOKEN"):
        build(BotSettings(), Api().client())


@pytest.mark.parametrize("name", ["TELEGRAM_USERS", "TELEGRAM_BASE_URL", "TELEGRAM_PROXY", "TELEGRAM_TOKEN"])
def test_a_bad_setting_is_named_and_its_value_is_not(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "ftp:bí mật")
    with pytest.raises(BadInput, match=name) as caught:
        BotSettings.load()
    assert "bí mật" not in caught.value.message


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_TOKEN", "1:a/../b"),
        ("TELEGRAM_BASE_URL", "http://[::1"),
        ("TELEGRAM_BASE_URL", "https://"),
        ("TELEGRAM_BASE_URL", "http://x:99999"),
        ("TELEGRAM_PROXY", "http://[::"),
    ],
)
def test_an_address_that_names_no_host_is_refused_at_the_start(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadInput, match=name):
        BotSettings.load()

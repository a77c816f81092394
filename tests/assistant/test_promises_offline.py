"""Promises 10 and 11: nothing leaves the machine, and it works with nothing but what is installed.

That no collection is open to Telegram until the owner opens it is promise 10 too: tests/bot/test_bot.py.
"""

from __future__ import annotations

import socket
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer, LineRole
from assistant.assistant import Assistant
from assistant.cli import main
from ingest.archive.archive import Archive
from ingest.document import Scope
from ingest.ingesting import load_model
from ingest.settings import ArchiveSettings
from ingest.sync import sync
from tests.assistant.conftest import FILES, Ask, asking, build

QUESTIONS = (
    "tháng 6 cần chuẩn bị gì cho tiếp xúc cử tri?",
    "thang 6 can chuan bi gi cho tiep xuc cu tri",
    "tổ giúp việc gồm bao nhiêu thành viên",
    "ai ký báo cáo tháng 5/2021",
    "chi thi 09 ve cai gi",
)


def test_promise_10_ingesting_and_asking_open_no_connection_and_look_up_no_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tried: list[str] = []

    def refuse(what: str) -> Any:
        def refused(*arguments: Any, **more: Any) -> Any:
            tried.append(f"{what}{arguments[-1:]}")
            raise OSError("no network")

        return refused

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse(name))
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse(name))
    build(tmp_path / "kho", FILES)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TROLY_ARCHIVE", str(tmp_path / "kho"))  # and the model that comes with the package
    monkeypatch.setenv("TROLY_AS_OF", "2021-06-01")
    assert main(["ingest"]) == 0
    capsys.readouterr()
    assert main(["ask", QUESTIONS[0]]) == 0
    assert "Chuẩn bị hội trường và tài liệu" in capsys.readouterr().out
    assert tried == []


@pytest.fixture(scope="module")
def without_model(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("kho")
    build(folder, FILES)
    embedder = load_model(ArchiveSettings(embedding_model="none"))
    assert embedder is None
    with Archive.open(tmp_path_factory.mktemp("data"), create=True) as archive:
        sync(archive, folder, embedder=embedder, report=lambda _: None)
        yield archive, asking(archive, Assistant(archive, embedder), date(2021, 6, 1))


def told(answer: Answer) -> list[str]:
    return [line.text for line in answer.lines if line.role is not LineRole.SCOPE]


@pytest.mark.parametrize("question", QUESTIONS)
def test_promise_11_without_any_model_the_first_line_is_the_same_quote(
    without_model: tuple[Archive, Ask], ask: Ask, question: str
) -> None:
    archive, bare_ask = without_model
    bare, full = bare_ask(question), ask(question)
    assert (bare.composed_by, full.composed_by) == ("quotes", "quotes")
    assert bare.verdict is full.verdict
    assert told(bare)[0] == told(full)[0]
    scope = Scope(archive.collections())
    for citation in bare.citations:
        assert citation.quote in archive.passage(citation.passage_id, scope=scope).text

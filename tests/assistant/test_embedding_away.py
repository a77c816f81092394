"""A question while the embedding server is down: answered by words, and by meaning again when it is back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.answer import Verdict
from assistant.assistant import Assistant
from assistant.retrieval import rank
from ingest.archive.archive import Archive
from ingest.document import Scope
from ingest.embedding_server import REST, ServerEmbedder, read_address
from ingest.errors import ModelFailed
from ingest.sync import sync
from tests.assistant.conftest import FILES, asking, build
from tests.ingest.archive.building import HashingEmbedder
from tests.ingest.vector_server import VectorServer

QUESTION = "tháng 6 cần chuẩn bị gì cho tiếp xúc cử tri?"


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def server() -> Iterator[VectorServer]:
    with VectorServer() as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def embedder(server: VectorServer, clock: Clock) -> ServerEmbedder:
    return ServerEmbedder(read_address(server.setting), sleep=lambda _: None, clock=clock)


@pytest.fixture
def archive(tmp_path: Path, embedder: ServerEmbedder) -> Iterator[Archive]:
    build(tmp_path / "kho", FILES)
    with Archive.open(tmp_path / "data", create=True) as opened:
        sync(opened, tmp_path / "kho", embedder=embedder, report=lambda row: None)
        yield opened


def test_the_ranking_is_that_of_the_words_until_the_server_is_back(
    archive: Archive, embedder: ServerEmbedder, server: VectorServer, clock: Clock
) -> None:
    scope = Scope(archive.collections())
    whole = rank(QUESTION, archive, embedder, scope=scope, limit=10)
    assert any(hit.dense is not None for hit in whole)
    server.stop()
    assert rank(QUESTION, archive, embedder, scope=scope, limit=10) == rank(
        QUESTION, archive, None, scope=scope, limit=10
    )
    server.start()
    clock.now += REST
    assert rank(QUESTION, archive, embedder, scope=scope, limit=10) == whole


def test_an_answer_comes_from_the_words_and_the_log_says_so_once(
    archive: Archive,
    embedder: ServerEmbedder,
    server: VectorServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    ask = asking(archive, Assistant(archive, embedder), date(2021, 6, 1))
    server.stop()
    answer = ask(QUESTION)
    by_words = asking(archive, Assistant(archive, None), date(2021, 6, 1))(QUESTION)
    assert answer.verdict is Verdict.ANSWERED
    assert (answer.text, answer.citations) == (by_words.text, by_words.citations)
    ask("tổ giúp việc gồm bao nhiêu thành viên")
    (record,) = caplog.records
    assert "TROLY_EMBEDDING_MODEL" in record.getMessage()
    assert "cử tri" not in record.getMessage()


def test_an_index_of_another_model_is_an_error_and_not_an_outage(archive: Archive) -> None:
    other = HashingEmbedder(32, name="other")
    archive.use_embedder(other.fingerprint)
    with pytest.raises(ModelFailed, match="troly ingest"):
        rank(QUESTION, archive, other, scope=Scope(archive.collections()), limit=10)

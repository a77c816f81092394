"""The HTTP client: over a real server for the shapes, over an injected transport for every failure."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from assistant import client as client_module
from assistant.api.app import create_app
from assistant.api.problems import of_error
from assistant.api.service import Service
from assistant.client import BadInput, Client, NotFound, NotReady, RateLimited, Unreachable
from assistant.settings import Settings
from ingest.errors import ArchiveBusy, ArchiveMissing, ModelFailed, StorageFailed, TrolyError
from tests.assistant.sample import ingest_archive, write_archive
from tests.running import served


def answering(response: httpx.Response) -> Client:
    return Client("http://127.0.0.1:1", transport=httpx.MockTransport(lambda request: response))


def test_a_real_server_is_asked_searched_and_read(tmp_path: Path) -> None:
    data = ingest_archive(write_archive(tmp_path / "archive"), tmp_path / "data")
    service = Service(Settings(data=data, embedding_model="none"))
    with served(create_app(service)) as url, Client(url) as client:
        assert service.warmed.wait(60)
        assert client.ready()
        answer = client.ask("tháng 3 cần chuẩn bị gì cho đối thoại?", as_of="2024-02-26", conversation="c1")
        assert answer["verdict"] == "answered"
        assert answer["conversation"] == "c1"
        assert client.search("dân vận khéo", limit=1, filters={"collections": ["ke-hoach"]})["items"]
        documents = client.documents(limit=1)
        assert client.document(documents["items"][0]["id"])["heading"]["number"] == "21-BC/BDVTU"
        passage = answer["citations"][0]["passage_id"]
        assert client.passage(passage)["id"] == passage
        assert client.status()["documents"] == 2
        assert len(client.ledger()["items"]) == 4
        with pytest.raises(NotFound):
            client.document("không/có")
        with pytest.raises(BadInput, match=r"2\.000"):
            client.ask("a" * 2001)


def test_a_server_that_does_not_listen_is_unreachable() -> None:
    with pytest.raises(Unreachable, match=r"127\.0\.0\.1:9"):
        Client("http://127.0.0.1:9").ask("tháng 3?")


@pytest.mark.parametrize(
    "error", [httpx.ReadTimeout("late"), httpx.ReadError("cut"), httpx.RemoteProtocolError("x")]
)
def test_every_failure_of_the_line_is_unreachable(error: Exception) -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise error

    with pytest.raises(Unreachable) as caught:
        Client("http://127.0.0.1:1", transport=httpx.MockTransport(fail)).status()
    assert "httpx" not in caught.value.message


@pytest.mark.parametrize("kind", [BadInput, NotFound, ArchiveMissing, StorageFailed, ModelFailed, NotReady])
def test_a_problem_comes_back_as_the_error_it_stands_for(kind: type[TrolyError]) -> None:
    made = of_error(kind("lời cho người đọc"))
    response = httpx.Response(made.status_code, content=bytes(made.body), headers=dict(made.headers))
    with pytest.raises(TrolyError) as caught:
        answering(response).status()
    assert type(caught.value) is kind
    assert caught.value.message == "lời cho người đọc"


def test_busy_and_rate_limited_keep_what_they_carry() -> None:
    made = of_error(ArchiveBusy("bận", "http://127.0.0.1:8000"))
    with pytest.raises(ArchiveBusy):
        answering(httpx.Response(503, content=bytes(made.body), headers=dict(made.headers))).status()
    with pytest.raises(RateLimited) as caught:
        answering(httpx.Response(429, headers={"retry-after": "7"})).status()
    assert caught.value.retry_after == 7


@pytest.mark.parametrize(
    ("response", "kind"),
    [
        (httpx.Response(200, text="<html>proxy</html>"), Unreachable),
        (httpx.Response(200, json=[1]), Unreachable),
        (httpx.Response(502, text="bad gateway"), Unreachable),
        (httpx.Response(403, text="no"), BadInput),
        (
            httpx.Response(404, content=b"{", headers={"content-type": "application/problem+json"}),
            Unreachable,
        ),
    ],
)
def test_what_is_not_our_server_is_said_so(response: httpx.Response, kind: type[TrolyError]) -> None:
    with pytest.raises(kind) as caught:
        answering(response).status()
    assert type(caught.value) is kind
    assert caught.value.message


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost:8000",
        "ftp://máy",
        "http://",
        "http://[::1",
        "http://a b",
        "http://x:99999",
        "http://\udcff",
    ],
)
def test_an_address_that_cannot_be_one_is_refused(url: str) -> None:
    with pytest.raises(BadInput):
        Client(url)


@pytest.mark.parametrize("key", ["khóa", "a\nb", "\udcff"])
def test_a_key_that_no_header_can_carry_is_refused(key: str) -> None:
    with pytest.raises(BadInput, match="TROLY_API_KEY") as caught:
        Client("http://127.0.0.1:1", key)
    assert key not in caught.value.message


def test_half_a_surrogate_pair_is_refused_before_it_is_sent() -> None:
    with Client("http://127.0.0.1:1") as client, pytest.raises(BadInput, match="UTF-8"):
        client.ask("tháng 3 \udcff")


def test_the_key_goes_in_the_header_and_nothing_empty_is_sent() -> None:
    seen: list[httpx.Request] = []

    def keep(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={})

    Client("http://127.0.0.1:1", "k1", transport=httpx.MockTransport(keep)).ask("tháng 3?")
    assert seen[0].headers["authorization"] == "Bearer k1"
    assert json.loads(seen[0].content) == {"question": "tháng 3?"}


def test_a_question_to_this_machine_ignores_a_proxy_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert client_module.Client("http://127.0.0.1:8000")._http.trust_env is False
    assert client_module.Client("http://localhost:8000")._http.trust_env is False


def test_the_client_is_light_to_import() -> None:
    heavy = {
        "torch",
        "chromadb",
        "tantivy",
        "llama_index",
        "sentence_transformers",
        "fastapi",
        "pydantic",
        "numpy",
    }
    code = "import sys, assistant.client; print(' '.join({m.partition('.')[0] for m in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert heavy & set(loaded.split()) == set()

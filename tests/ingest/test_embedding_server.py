"""An embedding server as the model: the right shape both ways, and words for everything that can go wrong."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import SecretStr

from ingest.embedding import load_embedder
from ingest.embedding_server import BATCH, FOR_PASSAGES, REST, ServerEmbedder, read_address
from ingest.errors import ModelFailed
from ingest.settings import ArchiveSettings
from tests.conftest import ROOT
from tests.ingest.vector_server import Fault, VectorServer, changed, dropped, raw, status

SECRET = "khoa-bi-mat-123"


@pytest.fixture
def server() -> Iterator[VectorServer]:
    with VectorServer() as running:
        yield running


class Clock:
    """Time that passes when it is slept, and when told."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def __call__(self) -> float:
        return self.now


def connect(server: VectorServer, clock: Clock | None = None, key: str | None = None) -> ServerEmbedder:
    clock = clock or Clock()
    address = read_address(server.setting)
    return ServerEmbedder(address, SecretStr(key) if key else None, sleep=clock.sleep, clock=clock)


def test_vectors_come_in_order_at_unit_length_in_batches(server: VectorServer) -> None:
    embedder = connect(server)
    texts = [f"việc thứ {n}" for n in range(2 * BATCH + 3)]
    vectors = embedder.encode(texts, query=False)
    assert (vectors.dtype, vectors.shape) == (np.float32, (len(texts), 64))
    assert np.allclose(vectors, server.embedder.encode(texts, query=True), atol=1e-6)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert [len(batch) for batch in server.inputs] == [1, BATCH, BATCH, 3]  # the first is the probe
    assert embedder.encode([], query=False).shape == embedder.encode([], query=True).shape == (0, 64)
    assert len(server.inputs) == 4


def test_a_vector_of_zeros_gets_the_uniform_direction(server: VectorServer) -> None:
    embedder = connect(server)
    server.faults.append(changed(lambda data: data[0].update(embedding=[0] * 64)))
    assert np.allclose(embedder.encode(["…"], query=False), 1 / 8)


def test_a_model_of_the_e5_family_gets_its_prefixes() -> None:
    with VectorServer(model="intfloat/multilingual-e5-small") as server:
        embedder = connect(server)
        embedder.encode(["đối thoại"], query=True)
        embedder.encode(["đối thoại"], query=False)
        assert server.inputs[1:] == [["query: đối thoại"], ["passage: đối thoại"]]


def test_the_fingerprint_is_of_the_served_model_and_not_of_its_place() -> None:
    with VectorServer() as one, VectorServer() as other, VectorServer(model="e5-base") as another:
        with VectorServer(dimensions=32) as smaller:
            prints = [connect(each).fingerprint for each in (one, other, another, smaller)]
        assert prints[0].name == one.setting
        assert prints[0].key == prints[1].key
        assert len({each.key for each in prints}) == 3
        assert prints[3].dimensions == 32


def test_the_key_is_sent_and_shown_nowhere(capsys: pytest.CaptureFixture[str]) -> None:
    with VectorServer(key=SECRET) as server:
        embedder = load_embedder(server.setting, SecretStr(SECRET))
        assert embedder.encode(["đối thoại"], query=True).shape == (1, 64)
        shown = repr((embedder, vars(embedder), embedder.fingerprint))
        server.key = "khác"
        with pytest.raises(ModelFailed, match="401") as refused:
            embedder.encode(["đối thoại"], query=False)
        for text in (shown, refused.value.message, repr(ArchiveSettings(embedding_key=SecretStr(SECRET)))):
            assert SECRET not in text
        assert "TROLY_EMBEDDING_KEY" in refused.value.message


def test_a_key_that_is_no_header_is_refused_without_being_repeated(server: VectorServer) -> None:
    with pytest.raises(ModelFailed, match="TROLY_EMBEDDING_KEY") as refused:
        connect(server, key="khóa\nkhác")
    assert "khóa\nkhác" not in refused.value.message


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("http://127.0.0.1:8080/v1", "chưa nêu tên mô hình"),
        ("http://127.0.0.1:8080/v1#", "chưa nêu tên mô hình"),
        ("HTTP://127.0.0.1/v1# ", "chưa nêu tên mô hình"),
        ("http://#bge-m3", "không hợp lệ"),
        ("http://may:99999/v1#bge-m3", "không hợp lệ"),
        ("http://[::1/v1#bge-m3", "không hợp lệ"),
        ("http://may chu/v1#bge-m3", "không hợp lệ"),
        ("http://an:matkhau@may/v1#bge-m3", "mật khẩu"),
        ("http://may/v1?key=matkhau#bge-m3", "tham số"),
    ],
)
def test_an_address_of_the_wrong_form_is_told_the_right_one(name: str, said: str) -> None:
    with pytest.raises(ModelFailed, match=said) as failure:
        load_embedder(name)
    assert "TROLY_EMBEDDING_MODEL=http://127.0.0.1:8080/v1#bge-m3" in failure.value.message
    assert "matkhau" not in failure.value.message


def test_an_address_stands_in_the_env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("TROLY_EMBEDDING_MODEL=http://may:8080/v1#bge-m3\nTROLY_EMBEDDING_KEY=x\n")
    monkeypatch.chdir(tmp_path)
    settings = ArchiveSettings.load()
    address = read_address(settings.embedding_model)
    assert (address.base, address.model) == ("http://may:8080/v1", "bge-m3")
    assert settings.embedding_key == SecretStr("x")


BROKEN: dict[str, tuple[Fault, str]] = {
    "wrong path": (status(404), "mã 404"),
    "wrong key": (status(401), "mã 401"),
    "too long a text": (status(413), "mã 413"),
    "moved": (status(307, Location="http://127.0.0.1:9/"), "mã 307"),
    "broken": (status(500), "mã 500"),
    "HTML": (raw(b"<html>Dang nhap</html>"), "không phải JSON"),
    "half": (raw(b'{"data": [{"ind'), "không phải JSON"),
    "deep": (raw(b"[" * 100_000), "không phải JSON"),
    "a list": (raw(b"[]"), "không có danh sách véc-tơ"),
    "an error with 200": (raw(b'{"error": "no model"}'), "không có danh sách véc-tơ"),
    "too few": (changed(lambda data: data[1:]), "gửi 2 đoạn mà nhận 1 véc-tơ"),
    "too many": (changed(lambda data: data + data[:1]), "gửi 2 đoạn mà nhận 3 véc-tơ"),
    "one index twice": (changed(lambda data: data[0].update(index=0)), "không được đánh số"),
    "no index": (changed(lambda data: data[0].pop("index") and None), "không được đánh số"),
    "NaN": (changed(lambda data: data[0]["embedding"].__setitem__(3, float("nan"))), "không phải là số"),
    "infinity": (changed(lambda data: data[0]["embedding"].__setitem__(3, float("inf"))), "không phải là số"),
    "null": (changed(lambda data: data[0]["embedding"].__setitem__(3, None)), "không phải là dãy số"),
    "strings": (changed(lambda data: data[0].update(embedding=["0.1"] * 64)), "không phải là dãy số"),
    "base64": (changed(lambda data: data[0].update(embedding="AAAA")), "không đúng dạng"),
    "unequal": (changed(lambda data: data[0]["embedding"].pop() and None), "không cùng số chiều"),
    "empty": (changed(lambda data: [{**item, "embedding": []} for item in data]), "không phải là dãy số"),
    "other dimensions": (
        changed(lambda data: [{**item, "embedding": item["embedding"][:32]} for item in data]),
        "32 chiều, lúc đầu là 64 chiều",
    ),
}


@pytest.mark.parametrize("what", list(BROKEN))
@pytest.mark.parametrize("query", [False, True])
def test_a_wrong_answer_fails_at_once_with_the_setting_the_address_and_what_it_was(
    server: VectorServer, what: str, query: bool
) -> None:
    clock = Clock()
    embedder = connect(server, clock)
    fault, said = BROKEN[what]
    server.faults.append(fault)
    with pytest.raises(ModelFailed, match=said) as failure:
        embedder.encode(["đối thoại", "Nguyễn Văn Bí Mật"], query=query)
    message = failure.value.message
    assert f"TROLY_EMBEDDING_MODEL={server.setting}" in message
    assert "Đề nghị" in message or "đề nghị" in message
    assert "Bí Mật" not in message
    assert clock.slept == []
    if not query:
        assert embedder.encode(["đối thoại"], query=False).shape == (1, 64)  # the next one is served again


@pytest.mark.parametrize("fault", [status(429), status(502), status(503), status(504), dropped])
def test_a_busy_server_is_asked_again_with_growing_waits(server: VectorServer, fault: Fault) -> None:
    clock = Clock()
    embedder = connect(server, clock)
    server.faults.extend([fault] * 3)
    assert embedder.encode(["đối thoại"], query=False).shape == (1, 64)
    assert clock.slept == [1, 2, 4]
    server.always = fault
    with pytest.raises(ModelFailed, match="không kết nối được" if fault is dropped else "mã 4|mã 5"):
        embedder.encode(["đối thoại"], query=False)
    assert clock.slept[3:] == list(FOR_PASSAGES.waits)


@pytest.mark.parametrize(
    ("said", "waited"),
    [("7", 7), ("0.2", 1), ("99999", 60), ("nan", 1), ("Wed, 21 Oct 2026 07:28:00 GMT", 1)],
)
def test_what_the_server_says_about_waiting_is_honoured_within_bounds(
    server: VectorServer, said: str, waited: float
) -> None:
    clock = Clock()
    embedder = connect(server, clock)
    server.faults.append(status(429, Retry_After=said))
    embedder.encode(["đối thoại"], query=False)
    assert clock.slept == [waited]


def test_nobody_listening_is_said_after_a_few_tries(server: VectorServer) -> None:
    server.stop()
    clock = Clock()
    with pytest.raises(ModelFailed, match="không kết nối được") as failure:
        connect(server, clock)
    assert server.setting in failure.value.message
    assert clock.slept == [1, 2]


def test_a_server_that_failed_a_question_is_left_alone_a_while_and_told_to_the_log_once(
    server: VectorServer, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    embedder = connect(server, clock)
    server.always = status(503)
    for _ in range(3):
        with pytest.raises(ModelFailed):
            embedder.encode(["Nguyễn Văn Bí Mật"], query=True)
    assert len(server.inputs) == 1 + 2  # the probe, and one question, tried twice
    clock.now += REST
    with pytest.raises(ModelFailed):
        embedder.encode(["đối thoại"], query=True)
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "Bí Mật" not in caplog.text
    server.always = None
    clock.now += REST
    assert embedder.encode(["đối thoại"], query=True).shape == (1, 64)
    server.faults.append(status(500))
    with pytest.raises(ModelFailed):
        embedder.encode(["đối thoại"], query=True)
    assert len(caplog.records) == 2  # a new outage


def test_a_proxy_of_the_environment_sees_nothing(
    server: VectorServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert connect(server).encode(["đối thoại"], query=False).shape == (1, 64)


def test_an_address_loads_no_model_library(server: VectorServer) -> None:
    code = (
        "import sys; from ingest.embedding import load_embedder\n"
        "assert load_embedder(sys.argv[1]).encode(['a'], query=True).shape == (1, 64)\n"
        "sys.exit(bool({'sentence_transformers', 'torch', 'transformers'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code, server.setting], cwd=ROOT, check=True)


def test_the_faults_are_json_of_the_right_shape_but_for_the_fault() -> None:
    """The stand-in's own check: an untouched answer is the right one."""
    answer: dict[str, Any] = {"data": [{"index": 0, "embedding": [1.0]}]}
    reply = changed(lambda data: None)(answer)
    assert reply is not None
    assert json.loads(reply.body) == answer

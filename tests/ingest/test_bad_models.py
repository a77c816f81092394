"""A model that cannot be had or used: the message names the setting, and the index in use is as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.archive.archive import Archive
from ingest.errors import ModelFailed
from ingest.ingesting import ingest
from ingest.settings import ArchiveSettings
from ingest.sync import sync
from tests.ingest.archive.building import HashingEmbedder, state
from tests.ingest.test_completing import nearest
from tests.ingest.test_sync import scope, write
from tests.ingest.vector_server import Fault, VectorServer, changed, raw, status

FILES = 5


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for n in range(FILES):
        write(tmp_path / "files" / f"bc-{n}.txt", planned=f"Việc riêng {n} của xã.")
    return tmp_path / "files"


@pytest.fixture
def data(tmp_path: Path, folder: Path) -> Path:
    with Archive.open(tmp_path / "data", create=True) as archive:
        sync(archive, folder, embedder=HashingEmbedder(), report=lambda row: None)
    return tmp_path / "data"


@pytest.fixture
def unharmed(data: Path) -> Iterator[None]:
    """The index in use says the same before and after the test."""
    before = seen(data)
    yield
    assert seen(data) == before


def seen(data: Path) -> tuple[object, ...]:
    old = HashingEmbedder()
    with Archive.open(data) as archive:
        archive.use_embedder(old.fingerprint)
        assert archive.problems == ()
        return state(archive, scope(archive)), nearest(archive, old, "Việc riêng 3 của xã.")


def refused(data: Path, folder: Path, model: str) -> str:
    settings = ArchiveSettings(data=data, embedding_model=model)
    with pytest.raises(ModelFailed) as failure:
        ingest(settings, [folder], lambda row: None)
    message = failure.value.message
    assert f"TROLY_EMBEDDING_MODEL={model}" in message
    return message


@pytest.mark.usefixtures("unharmed")
def test_a_name_that_is_nothing(data: Path, folder: Path) -> None:
    message = refused(data, folder, "bge-m3")
    assert "không có thư mục này" in message
    assert "http://máy:cổng/v1#mô-hình" in message


@pytest.mark.usefixtures("unharmed")
def test_a_folder_that_is_not_there(data: Path, folder: Path, tmp_path: Path) -> None:
    assert "không có thư mục này" in refused(data, folder, str(tmp_path / "mo-hinh"))


@pytest.mark.usefixtures("unharmed")
def test_a_folder_that_is_no_model(data: Path, folder: Path, tmp_path: Path) -> None:
    for name, files in (("trong", {}), ("tai-lieu", {"ghi-chu.txt": "x"}), ("hong", {"config.json": "{"})):
        (tmp_path / name).mkdir()
        for file, text in files.items():
            (tmp_path / name / file).write_text(text)
        assert "Không đọc được mô hình nhúng trong thư mục" in refused(data, folder, str(tmp_path / name))


@pytest.mark.usefixtures("unharmed")
def test_a_hub_name_without_a_network(data: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    assert "không nối được" in refused(data, folder, "troly-khong-co/mo-hinh-nay")


@pytest.mark.usefixtures("unharmed")
def test_an_address_where_nobody_listens(data: Path, folder: Path) -> None:
    with VectorServer() as server:
        pass
    assert "không kết nối được" in refused(data, folder, server.setting)


@pytest.mark.usefixtures("unharmed")
def test_a_path_and_a_key_that_the_server_does_not_know(data: Path, folder: Path) -> None:
    with VectorServer(key="khoa") as server:
        wrong = server.setting.replace("/v1", "/v2")
        assert "mã 404" in refused(data, folder, wrong)
        message = refused(data, folder, server.setting)
        assert "mã 401" in message
        assert "TROLY_EMBEDDING_KEY" in message


FAULTS: dict[str, tuple[Fault, str]] = {
    "error": (status(500), "mã 500"),
    "HTML": (raw(b"<html>"), "không phải JSON"),
    "NaN": (changed(lambda data: data[0].update(embedding=[float("nan")] * 32)), "không phải là số"),
    "too few": (changed(lambda data: data[1:]), "mà nhận"),
    "other dimensions": (
        changed(lambda data: [{**item, "embedding": item["embedding"][:16]} for item in data]),
        "16 chiều, lúc đầu là 32 chiều",
    ),
}


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize("what", list(FAULTS))
def test_a_server_that_answers_wrongly_midway(data: Path, folder: Path, what: str) -> None:
    fault, said = FAULTS[what]
    with VectorServer(dimensions=32) as server:
        settings = ArchiveSettings(data=data, embedding_model=server.setting)
        broken = [fault]

        def spoil(_: object) -> None:
            if broken and len(server.inputs) > 1:
                server.faults.append(broken.pop())

        with pytest.raises(ModelFailed, match=said) as failure:
            ingest(settings, [folder], lambda row: None, progress=spoil)
        assert f"TROLY_EMBEDDING_MODEL={server.setting}" in failure.value.message


def test_the_index_of_another_model_is_told_with_both_ways_out(data: Path) -> None:
    said = []
    with Archive.open(data) as archive:
        same_name = HashingEmbedder()
        same_name.fingerprint = replace(same_name.fingerprint, revision="2")
        for chosen in (HashingEmbedder(32, name="other"), HashingEmbedder(32), same_name):
            archive.use_embedder(chosen.fingerprint)
            with pytest.raises(ModelFailed) as failure:
                nearest(archive, chosen)
            said.append(failure.value.message)
    assert all("chạy troly ingest" in message for message in said)
    assert all("64 chiều" in message for message in said)
    assert all("TROLY_EMBEDDING_MODEL=hashing" in message for message in said)
    assert "Đề nghị đặt lại" in said[0]
    assert all("khôi phục bản khi ấy" in message for message in said[1:])

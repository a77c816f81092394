"""A served archive: the real application over the real archive, ready to answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.api.app import create_app
from assistant.api.service import Service
from assistant.settings import Settings
from tests.assistant.sample import ingest_archive, write_archive


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    return ingest_archive(write_archive(folder), tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def service(data: Path) -> Service:
    return Service(Settings(data=data, embedding_model="none"), address="http://127.0.0.1:8000")


@pytest.fixture(scope="module")
def api(service: Service) -> Iterator[TestClient]:
    # What the server does with an exception is what is tested, so it must not reach the test.
    with TestClient(create_app(service), raise_server_exceptions=False) as client:
        assert service.warmed.wait(60)
        assert service.failure is None
        yield client

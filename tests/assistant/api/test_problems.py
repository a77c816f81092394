"""Every error of the API is a problem document: Vietnamese, with a code, showing nothing inside."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.api.app import create_app
from assistant.api.problems import of_error
from assistant.api.service import Service
from assistant.settings import Settings
from ingest import errors
from ingest.archive.archive import Archive
from ingest.archive.lock import owner_address
from ingest.errors import ArchiveBusy, ArchiveMissing, Stamped, TrolyError


def problem_of(response: Any, status: int, code: str) -> dict[str, Any]:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert body["status"] == status
    assert body["code"] == code
    assert body["title"]
    assert body["detail"]
    assert "Traceback" not in response.text
    return body


def test_unknown_route_and_method(api: TestClient) -> None:
    problem_of(api.get("/v1/nothing"), 404, "not_found")
    response = api.put("/v1/ask", json={})
    problem_of(response, 405, "method_not_allowed")
    assert response.headers["allow"] == "POST"


@pytest.mark.parametrize("path", ["/v1/documents/khong-co", "/v1/passages/a.b.1", "/v1/passages/%00"])
def test_what_is_not_held_is_not_found(api: TestClient, path: str) -> None:
    problem_of(api.get(path), 404, "not_found")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "question"),
        ({"question": 3}, "question"),
        ({"question": "x", "as_of": "hôm nay"}, "as_of"),
        ({"question": "x", "filters": {"from": "2024-13-01"}}, "filters.from"),
        ({"question": "x", "filters": {"role": "boss"}}, "filters.role"),
        ([], "body"),
    ],
)
def test_a_wrong_field_is_named(api: TestClient, body: Any, field: str) -> None:
    found = problem_of(api.post("/v1/ask", json=body), 422, "invalid_request")
    assert [error["field"] for error in found["errors"]] == [field]


def test_broken_json_and_a_wrong_limit(api: TestClient) -> None:
    headers = {"content-type": "application/json"}
    found = problem_of(api.post("/v1/ask", content=b'{"question": ', headers=headers), 422, "invalid_request")
    assert "JSON" in found["detail"]
    found = problem_of(api.get("/v1/documents", params={"limit": 501}), 422, "invalid_request")
    assert "limit" in found["detail"]


def test_a_body_over_the_limit_is_refused_whether_declared_or_not(api: TestClient) -> None:
    body = json.dumps({"question": "x" * 1_000_001}).encode()
    headers = {"content-type": "application/json"}
    problem_of(api.post("/v1/ask", content=body, headers=headers), 413, "too_large")

    def streamed() -> Iterator[bytes]:
        yield from (body[start : start + 65_536] for start in range(0, len(body), 65_536))

    problem_of(api.post("/v1/ask", content=streamed(), headers=headers), 413, "too_large")


def test_a_request_before_the_model_is_loaded_gets_503_and_when_to_return(data: Path) -> None:
    waiting = Service(Settings(data=data, embedding_model="none"))
    response = TestClient(create_app(waiting)).get("/readyz")  # without its lifespan it never opens
    problem_of(response, 503, "not_ready")
    assert response.headers["retry-after"] == "2"


def test_an_unexpected_error_shows_and_logs_nothing_of_the_request(
    api: TestClient, service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        def ask(self, question: Any, *, scope: Any) -> Any:
            raise RuntimeError(f"cannot answer {question.text}")

    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(service, "_assistant", Broken())
    response = api.post("/v1/ask", json={"question": "chuyện riêng của tôi"})
    found = problem_of(response, 500, "internal")
    assert "RuntimeError" not in response.text
    assert "chuyện riêng" not in str(found)
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("assistant")]
    assert any("RuntimeError" in line for line in ours)
    assert not any("chuyện riêng" in line for line in ours)


def test_every_error_of_the_tree_has_a_status_and_its_own_code() -> None:
    kinds = [
        kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, TrolyError)
    ]
    assert len(kinds) > 8
    for kind in kinds:
        error = kind("lời", None) if kind is ArchiveBusy else kind("lời")
        response = of_error(error)
        body = json.loads(bytes(response.body))
        assert 400 <= response.status_code < 600
        assert body["code"] == kind.code
        assert body["detail"] == error.message
    assert "lời" not in of_error(Stamped("lời")).body.decode()


def test_a_missing_or_taken_archive_stops_the_start(data: Path, tmp_path: Path, service: Service) -> None:
    with pytest.raises(ArchiveMissing):
        Service(Settings(data=tmp_path, embedding_model="none")).open()
    fresh = tmp_path / "taken"
    with Archive.open(fresh, create=True, address="http://127.0.0.1:7999"):
        with pytest.raises(ArchiveBusy) as caught:
            Service(Settings(data=fresh, embedding_model="none")).open()
        assert caught.value.address == "http://127.0.0.1:7999"


def test_the_server_records_where_it_listens_while_it_owns_the_archive(api: TestClient, data: Path) -> None:
    assert owner_address(data) == "http://127.0.0.1:8000"


def test_the_api_description_is_served_and_no_page_fetches_from_elsewhere(api: TestClient) -> None:
    assert "/v1/ask" in api.get("/openapi.json").json()["paths"]
    assert api.get("/docs").status_code == 404

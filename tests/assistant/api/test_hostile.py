"""Bad input over HTTP: any text gets an answer, anything else a problem document with the right status."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.assistant.api.test_problems import problem_of
from tests.assistant.test_cli_hostile import HOSTILE

JSON = {"content-type": "application/json"}
DOORS = [("/v1/ask", "question"), ("/v1/search", "query")]


@pytest.mark.parametrize(("path", "field"), DOORS)
def test_any_text_is_answered(api: TestClient, path: str, field: str) -> None:
    for text in HOSTILE:
        content = json.dumps({field: text})  # half a surrogate pair travels as an escape
        response = api.post(path, content=content, headers=JSON)
        assert response.status_code == 200, (text, response.text)
        response.content.decode("utf-8")


@pytest.mark.parametrize(("path", "field"), DOORS)
def test_a_text_of_nothing_or_of_a_book_is_refused(api: TestClient, path: str, field: str) -> None:
    for text in ("", " \n\t", "\u3000", "\x00", "\ud800"):
        content = json.dumps({field: text})
        found = problem_of(api.post(path, content=content, headers=JSON), 400, "bad_input")
        assert "để trống" in found["detail"]
    found = problem_of(api.post(path, json={field: "a" * 100_000}), 400, "bad_input")
    assert "100.000 ký tự" in found["detail"]


@pytest.mark.parametrize(("path", "field"), DOORS)
@pytest.mark.parametrize(
    "content",
    [b'{"%s": "\xff\xfe"}', b"[" * 100_000, b'{"%s":' * 50_000, b'{"%s": "x", "n": ' + b"9" * 5000 + b"}"],
)
def test_what_cannot_be_decoded_is_no_json(api: TestClient, path: str, field: str, content: bytes) -> None:
    body = content.replace(b"%s", field.encode())
    found = problem_of(api.post(path, content=body, headers=JSON), 400, "bad_request")
    assert "JSON" in found["detail"]


@pytest.mark.parametrize(
    "body", [None, "x", 3, [], True, {"question": None}, {"question": ["x"]}, {"question": {}}]
)
def test_json_of_another_shape_is_named(api: TestClient, body: Any) -> None:
    problem_of(api.post("/v1/ask", json=body), 422, "invalid_request")


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/xml",
        ";;;",
        "multipart/form-data; boundary=x",
    ],
)
def test_a_body_that_is_not_said_to_be_json_is_refused_by_its_type(api: TestClient, kind: str) -> None:
    content = json.dumps({"question": "tháng 3"})
    response = api.post("/v1/ask", content=content, headers={"content-type": kind})
    problem_of(response, 415, "unsupported_type")


def test_json_by_its_other_names_is_read(api: TestClient) -> None:
    content = json.dumps({"question": "tháng 3"})
    for kind in ("application/json; charset=utf-8", "Application/JSON", "application/vnd.api+json"):
        assert api.post("/v1/ask", content=content, headers={"content-type": kind}).status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_day_at_the_end_of_the_calendar_is_refused(api: TestClient, day: str) -> None:
    body = {"question": "tháng trước, tuần sau, năm sau làm gì", "as_of": day}
    assert day in problem_of(api.post("/v1/ask", json=body), 400, "bad_input")["detail"]


@pytest.mark.parametrize(
    "day", ["hôm qua", "2024-02-30", "0000-01-01", "2024-01-01T10:00", "", 20240101, 1e20, True]
)
def test_what_is_no_day_is_refused(api: TestClient, day: Any) -> None:
    found = problem_of(api.post("/v1/ask", json={"question": "x", "as_of": day}), 422, "invalid_request")
    assert [error["field"] for error in found["errors"]] == ["as_of"]


def test_filters_of_the_wrong_kind_or_turned_round_are_refused(api: TestClient) -> None:
    for filters in ({"collections": "x"}, {"collections": [1]}, {"collections": ["a"] * 501}, [], "x"):
        problem_of(api.post("/v1/search", json={"query": "x", "filters": filters}), 422, "invalid_request")
    turned = {"from": "2024-12-31", "to": "2024-01-01"}
    for path, field in DOORS:
        problem_of(api.post(path, json={field: "x", "filters": turned}), 400, "bad_input")


@pytest.mark.parametrize("limit", ["0", "501", "abc", "-1", "1.5", "", "9" * 5000, "٣", "\x00"])
@pytest.mark.parametrize("path", ["/v1/documents", "/v1/ledger"])
def test_a_bad_limit_of_a_list(api: TestClient, path: str, limit: str) -> None:
    found = problem_of(api.get(path, params={"limit": limit}), 422, "invalid_request")
    assert "limit" in found["detail"]


@pytest.mark.parametrize("cursor", ["x", "-1", "1e3", "", "²", "' OR 1=1", "9" * 200, "\x00"])
def test_a_made_up_cursor(api: TestClient, cursor: str) -> None:
    problem_of(api.post("/v1/search", json={"query": "dân vận", "cursor": cursor}), 400, "bad_input")
    for path in ("/v1/documents", "/v1/ledger"):
        problem_of(api.get(path, params={"cursor": cursor}), 400, "bad_input")


@pytest.mark.parametrize(
    "name", ["%00", "%ff", "%ED%A0%80", "a" * 5000, "'%20OR%201=1", "a/b", "..%2f..%2fetc", "%F0%9F%8E%89"]
)
def test_made_up_ids_and_paths(api: TestClient, name: str) -> None:
    for path in ("/v1/documents/", "/v1/passages/", "/v1/"):
        problem_of(api.get(path + name), 404, "not_found")


def test_a_slash_too_many_is_an_unknown_path(api: TestClient) -> None:
    problem_of(api.post("/v1/ask/", json={"question": "x"}), 404, "not_found")
    problem_of(api.get("/v1/documents/", follow_redirects=False), 404, "not_found")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_another_method_is_not_allowed(api: TestClient, method: str) -> None:
    problem_of(api.request(method, "/v1/ask"), 405, "method_not_allowed")

"""Reading over the API: search, documents, passages, ledger, status; pages and scope."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient


def search(api: TestClient, query: str, **more: Any) -> dict[str, Any]:
    response = api.post("/v1/search", json={"query": query, **more})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def test_search_puts_the_passage_that_says_it_first_with_or_without_marks(api: TestClient) -> None:
    for query in ("lớp tập huấn kỹ năng dân vận", "lop tap huan ky nang dan van"):
        first = search(api, query)["items"][0]
        assert first["text"] == "Tổ chức 03 lớp tập huấn kỹ năng dân vận cho cán bộ xã."
        assert first["document"]["number"] == "21-BC/BDVTU"
        assert first["document"]["periods"][0]["from"] == "2024-02-01"
        assert 0 < first["score"] <= 1


def test_search_pages_join_to_the_whole_without_repeats(api: TestClient) -> None:
    whole = [item["passage_id"] for item in search(api, "dân vận", limit=50)["items"]]
    paged: list[str] = []
    cursor = None
    while True:
        page = search(api, "dân vận", limit=2, cursor=cursor)
        paged += [item["passage_id"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert len(whole) > 2
    assert paged == whole


def test_search_keeps_to_filters(api: TestClient) -> None:
    found = search(api, "dân vận", filters={"collections": ["ke-hoach"], "types": ["Kế hoạch"]})
    assert {item["document"]["file"] for item in found["items"]} == {"ke-hoach/kh-05.txt"}
    assert search(api, "dân vận", filters={"collections": ["lạ"]}) == {"items": [], "next": None}


def test_a_made_up_cursor_is_refused(api: TestClient) -> None:
    response = api.post("/v1/search", json={"query": "dân vận", "cursor": "x" * 9})
    assert response.status_code == 400
    assert response.json()["code"] == "bad_input"


def test_documents_are_listed_by_page_and_filter(api: TestClient) -> None:
    whole = api.get("/v1/documents").json()
    assert [item["number"] for item in whole["items"]] == ["21-BC/BDVTU", "05-KH/TU"]
    assert whole["next"] is None
    assert set(whole["items"][0]) >= {
        "id", "file", "number", "type", "date", "issuer", "title", "signer", "periods", "collection", "status",
    }  # fmt: skip
    first = api.get("/v1/documents", params={"limit": 1}).json()
    second = api.get("/v1/documents", params={"limit": 1, "cursor": first["next"]}).json()
    assert [*first["items"], *second["items"]] == whole["items"]
    plans = api.get("/v1/documents", params={"type": "Kế hoạch"}).json()["items"]
    assert [item["number"] for item in plans] == ["05-KH/TU"]
    assert api.get("/v1/documents", params={"collection": "lạ"}).json()["items"] == []


def test_a_document_shows_heading_evidence_outline_and_passages(api: TestClient) -> None:
    item = api.get("/v1/documents").json()["items"][0]
    document = api.get(f"/v1/documents/{item['id']}").json()
    assert document["heading"]["signer"] == "Trần Văn An"
    number = next(fact for fact in document["facts"] if fact["field"] == "number")
    assert any("21-BC/BDVTU" in evidence for evidence in number["evidence"])
    assert ("II", "plan") in [(section["label"], section["role"]) for section in document["outline"]]
    assert "Khảo sát tình hình trước đối thoại tại huyện Suối Mơ." in [
        passage["text"] for passage in document["passages"]
    ]


def test_a_passage_shows_its_context(api: TestClient) -> None:
    hit = search(api, "khảo sát huyện Suối Mơ")["items"][0]
    passage = api.get(f"/v1/passages/{hit['passage_id']}").json()
    assert passage["text"] == "Khảo sát tình hình trước đối thoại tại huyện Suối Mơ."
    assert [heading.split()[0] for heading in passage["section"]] == ["II.", "1."]
    assert passage["role"] == "plan"
    assert passage["where"] == "mục II.1"
    assert passage["document"]["number"] == "21-BC/BDVTU"


def test_the_ledger_tells_what_failed_and_hides_what_was_quarantined(api: TestClient) -> None:
    rows = api.get("/v1/ledger").json()["items"]
    outcomes = {row["outcome"]: row for row in rows}
    assert outcomes["failed"]["path"] == "ke-hoach/trong.txt"
    assert outcomes["failed"]["reason"]
    held = outcomes["quarantined"]
    assert (held["path"], held["collection"], held["document_id"]) == (None, None, None)
    assert held["sha256"]
    assert held["reason"]
    assert "cv-01" not in str(rows)


def test_status_counts_and_the_server_says_it_is_ready(api: TestClient) -> None:
    status = api.get("/v1/status").json()
    assert status["name"] == "Kho thử"
    assert status["as_of"] == "2024-02-26"
    assert status["documents"] == 2
    assert status["collections"] == {"bao-cao": 1, "ke-hoach": 1}
    assert api.get("/healthz").json() == {"status": "ok"}
    assert api.get("/readyz").json() == {"status": "ready"}

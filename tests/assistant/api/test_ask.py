"""POST /v1/ask over a real archive: the wire shape, verbatim quotes, scope, as_of."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

QUESTION = "tháng 3 cần chuẩn bị gì cho đối thoại của Bí thư?"
DIALOGUE = "Chuẩn bị nội dung, điều kiện tổ chức đối thoại của đồng chí Bí thư Tỉnh ủy với Nhân dân."


def ask(api: TestClient, question: str = QUESTION, **more: Any) -> dict[str, Any]:
    response = api.post("/v1/ask", json={"question": question, **more})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def test_every_statement_is_cited_and_every_citation_is_verbatim(api: TestClient) -> None:
    answer = ask(api)
    assert answer["verdict"] == "answered"
    assert DIALOGUE in [citation["quote"] for citation in answer["citations"]]
    markers = {citation["marker"] for citation in answer["citations"]}
    for line in answer["lines"]:
        assert line["role"] == "scope" or line["markers"]
        assert set(line["markers"]) <= markers
    for citation in answer["citations"]:
        passage = api.get(f"/v1/passages/{citation['passage_id']}").json()
        assert citation["quote"] in passage["text"]
        assert citation["document"]["id"] == passage["document"]["id"]


def test_the_wire_has_the_fields_of_the_design(api: TestClient) -> None:
    answer = ask(api)
    assert set(answer) == {
        "id", "verdict", "composed_by", "understood", "text", "lines", "citations", "computed", "notes",
        "nearest", "follow_ups", "choices", "dropped", "prompt", "conversation",
    }  # fmt: skip
    assert set(answer["understood"]) == {"question", "kind", "role", "numbers", "periods", "as_of"}
    assert answer["understood"]["periods"][0].items() >= {"from": "2024-03-01", "to": "2024-03-31"}.items()
    citation = next(each for each in answer["citations"] if each["quote"] == DIALOGUE)
    assert set(citation) == {
        "marker", "passage_id", "kind", "role", "quote", "section", "page", "where", "about", "document",
        "cite_as", "confidence",
    }  # fmt: skip
    assert citation["where"].startswith("mục II.1")
    assert citation["role"] == "plan"
    assert citation["document"] | {"id": ""} == {
        "id": "",
        "file": "bao-cao/bc-thang-02-2024.txt",
        "number": "21-BC/BDVTU",
        "type": "Báo cáo",
        "date": "2024-02-26",
        "issuer": citation["document"]["issuer"],
        "title": "kết quả công tác dân vận tháng 02, nhiệm vụ trọng tâm tháng 3/2024",
        "signer_role": citation["document"]["signer_role"],
    }
    assert {"value", "from", "how"} == set().union(*answer["computed"] or [{"value", "from", "how"}])


def test_as_of_is_the_requests_then_the_archives(api: TestClient) -> None:
    assert ask(api)["understood"]["as_of"] == "2024-02-26"
    assert ask(api, as_of="2024-01-05")["understood"]["as_of"] == "2024-01-05"


def test_nobody_sees_what_is_not_theirs(api: TestClient) -> None:
    for collections in (["ke-hoach"], ["không-có"], []):
        answer = ask(api, filters={"collections": collections})
        shown = [citation["document"] for citation in answer["citations"]]
        shown += [near["document"] for near in answer["nearest"]]
        assert all(document["file"].startswith("ke-hoach/") for document in shown)
        assert "21-BC/BDVTU" not in str(answer)


def test_unknown_fields_are_ignored_and_null_filters_are_none(api: TestClient) -> None:
    answer = ask(api, filters=None, stream=True, conversation="phòng-1")
    assert answer["verdict"] == "answered"
    assert answer["conversation"] == "phòng-1"


def test_an_explanation_comes_only_where_it_is_asked_for_and_keeps_to_the_scope(api: TestClient) -> None:
    assert "explanation" not in ask(api, explain=False)
    answer = ask(api, explain=True)
    told = answer.pop("explanation")
    plain = ask(api)
    assert answer | {"id": ""} == plain | {"id": ""}
    assert set(told) == {
        "understood", "reach", "searches", "minimum", "hits", "read_directly", "ways", "answered_by",
        "verdict", "dropped", "timings",
    }  # fmt: skip
    quoted = [hit["passage_id"] for hit in told["hits"] if hit["quoted"]]
    assert sorted(quoted) == sorted(citation["passage_id"] for citation in answer["citations"])
    for collections in (["ke-hoach"], []):
        told = ask(api, explain=True, filters={"collections": collections})["explanation"]
        assert told["reach"]["collections"] == collections
        assert "21-BC/BDVTU" not in str(told)
        assert all("KH/TU" in hit["cite_as"] for hit in told["hits"])


def test_silence_cites_nothing(api: TestClient) -> None:
    answer = ask(api, "giá vàng thế giới hôm nay bao nhiêu")
    assert answer["verdict"] == "not_found"
    assert answer["citations"] == []
    assert answer["text"]


@pytest.mark.parametrize("question", ["", "   \n", "a" * 2_001, "tháng 3 " * 12_500])
def test_a_question_that_is_empty_or_too_long_is_refused_clearly(api: TestClient, question: str) -> None:
    response = api.post("/v1/ask", json={"question": question})
    assert response.status_code == 400
    problem = response.json()
    assert problem["code"] == "bad_input"
    assert "Câu hỏi" in problem["detail"]
    assert question[:50] not in problem["detail"] or not question.strip()

"""Hand-written questions and wire answers: one good answer, from which each bad one differs in one thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from assistant.client import WireAnswer, WireCitation, WireLine
from eval.answers.asked import Asked, Served
from eval.answers.schema import Question
from ingest.document import Period
from tests.assistant.wire_answers import answer

MARCH = Period(date(2024, 3, 1), date(2024, 3, 31))
APRIL = Period(date(2024, 4, 1), date(2024, 4, 30))
MARCH_2023 = Period(date(2023, 3, 1), date(2023, 3, 31))

REPORT = "bao-cao/bc-02.docx"
LETTER = "cong-van/cv-07.docx"
TASK = "Trình Kế hoạch gặp gỡ công nhân trước ngày 08/3/2024 tại huyện Mường Sơn."
VISIT = "Thăm 05 gia đình ở xã Tân Lập, mỗi suất quà 1.500.000 đồng."

QUESTION = Question(
    id="q",
    thread="q",
    turn=1,
    text="tháng 3 chuẩn bị gì cho buổi gặp gỡ công nhân?",
    as_of=date(2024, 2, 26),
    kind="tasks",
    answerable=True,
    verdicts=frozenset({"answered"}),
    facts=(("8/3/2024", "mùng 8 tháng 3"), ("Mường Sơn",), ("5 gia đình",)),
    must_not=("đã tổ chức", "đã thăm"),
    documents=(REPORT,),
    quotes=("Trình Kế hoạch gặp gỡ công nhân",),
    periods=(MARCH,),
)
UNANSWERABLE = replace(
    QUESTION,
    answerable=False,
    verdicts=frozenset({"not_found", "clarify"}),
    facts=(),
    documents=(),
    quotes=(),
    periods=(),
)


def cite(marker: int, quote: str, *, file: str = REPORT, **more: Any) -> WireCitation:
    values: dict[str, Any] = {
        "marker": marker,
        "passage_id": f"p{marker}",
        "kind": "item",
        "role": "plan",
        "quote": quote,
        "section": ["II. Nhiệm vụ"],
        "page": 2,
        "where": "mục II, trang 2",
        "about": None,
        "document": {
            "id": file,
            "file": file,
            "number": "178-BC/BDVTU",
            "type": "Báo cáo",
            "date": "2024-02-26",
            "issuer": "Ban Dân vận Tỉnh ủy Sông Lam",
            "title": "kết quả công tác dân vận tháng 02",
        },
        "cite_as": "Báo cáo số 178-BC/BDVTU",
    }
    return {**values, **more}  # type: ignore[return-value]


def line(text: str, *markers: int, role: str = "plan", computed: tuple[int, ...] = ()) -> WireLine:
    return {"text": text, "markers": list(markers), "role": role, "computed": list(computed)}


def plan(text: str, **more: Any) -> Served:
    return Served(text, **{"role": "plan", "period": MARCH, **more})


PASSAGES = {"p1": plan(TASK), "p2": plan(VISIT)}


def good(**more: Any) -> WireAnswer:
    """The right answer to QUESTION: a scope line and two planned lines; ``more`` replaces fields."""
    values: dict[str, Any] = {
        "lines": [
            line("(Hiểu “tháng 3” là 01–31/3/2024.)", role="scope", computed=(0,)),
            line(TASK, 1),
            line(VISIT, 2),
        ],
        "citations": [cite(1, TASK), cite(2, VISIT)],
        "computed": [{"value": "01–31/3/2024", "from": [], "how": "“tháng 3” tính theo ngày 26/02/2024"}],
    }
    return answer(**{**values, **more})


def asked(
    wire: WireAnswer | None = None,
    *,
    question: Question = QUESTION,
    passages: dict[str, Served] | None = None,
) -> Asked:
    return Asked(question, wire or good(), PASSAGES if passages is None else passages, 12.0)


def with_line(
    text: str, quote: str = TASK, *, role: str = "plan", served: Served | None = None, **more: Any
) -> Asked:
    """The good answer with one more line, which cites ``quote`` (marker 3)."""
    wire = good()
    wire["lines"].append(line(text, 3, role=role))
    wire["citations"].append(cite(3, quote, **more))
    return asked(wire, passages={**PASSAGES, "p3": served or plan(quote, role=role)})


def silent(verdict: str = "not_found") -> WireAnswer:
    return good(verdict=verdict, lines=[], citations=[], computed=[], notes=["Kho không có."])

"""Wire answers for tests of what shows them (terminal, bot), written out in full."""

from __future__ import annotations

from assistant.client import WireAnswer, WireCitation


def citation(
    marker: int, *, document: str = "d1", quote: str = "Chuẩn bị nội dung", **more: object
) -> WireCitation:
    values: WireCitation = {
        "marker": marker,
        "passage_id": f"{document}.v1.{marker}",
        "kind": "item",
        "role": "plan",
        "quote": quote,
        "section": ["II. Nhiệm vụ", "1. Tham mưu"],
        "page": 3,
        "where": "mục II.1, trang 3",
        "about": None,
        "document": {
            "id": document,
            "file": f"bao-cao/{document}.docx",
            "number": None,
            "type": "Báo cáo",
            "date": "2024-02-26",
            "issuer": "Ban Dân vận",
            "title": "Kết quả công tác tháng 2",
        },
        "cite_as": "Báo cáo ngày 26/02/2024 của Ban Dân vận",
    }
    return {**values, **more}  # type: ignore[typeddict-item]


def answer(**more: object) -> WireAnswer:
    """An answered question with one planned line; ``more`` replaces fields."""
    values: WireAnswer = {
        "id": "a1",
        "verdict": "answered",
        "composed_by": "quotes",
        "understood": {
            "question": "tháng 3 cần chuẩn bị gì",
            "kind": "tasks",
            "role": "plan",
            "numbers": [],
            "periods": [{"from": "2024-03-01", "to": "2024-03-31", "said": "tháng 3"}],
            "as_of": "2024-02-26",
        },
        "text": "Chuẩn bị nội dung [1]",
        "lines": [{"text": "Chuẩn bị nội dung", "markers": [1], "role": "plan", "computed": []}],
        "citations": [citation(1)],
        "computed": [],
        "notes": [],
        "nearest": [],
        "follow_ups": [],
        "choices": [],
        "dropped": {"lines": 0, "quotes": 0},
        "prompt": None,
        "conversation": None,
    }
    return {**values, **more}  # type: ignore[typeddict-item]

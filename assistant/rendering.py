"""An answer's wire value → the text a person reads in a terminal.

The answer's own text comes first, then its sources in the conventional form with the verbatim quote,
then what was dropped or only near, and last the day the answer is as of.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from assistant.client import WireAnswer, WireCitation, WireHit

_QUOTE_LENGTH = 300  # characters shown of a nearest passage or a hit; quotes of sources are shown whole


def render_answer(answer: WireAnswer) -> str:
    """Plain text, lines joined by newlines, no newline at the end."""
    blocks = [answer["text"].strip()]
    if answer["citations"]:
        blocks.append("\n".join(["Nguồn:", *(_source(citation) for citation in answer["citations"])]))
    if answer["nearest"]:
        near = [f"- {item['cite_as']}: “{shorten(item['text'])}”" for item in answer["nearest"]]
        blocks.append("\n".join(["Đoạn gần nhất (chưa kiểm chứng, không phải câu trả lời):", *near]))
    if answer["computed"]:
        made = [f"- {item['value']}: {item['how']}{_markers(item['from'])}" for item in answer["computed"]]
        blocks.append("\n".join(["Cách tính:", *made]))
    if answer["choices"]:
        offered = [f"- {choice['label']}: {choice['question']}" for choice in answer["choices"]]
        blocks.append("\n".join(["Đồng chí có thể hỏi:", *offered]))
    # Silence says its reason as text and as note; once is enough.
    blocks.append("\n".join(f"Lưu ý: {note}" for note in answer["notes"] if note not in answer["text"]))
    if answer["follow_ups"]:
        blocks.append(
            "\n".join(["Có thể hỏi tiếp:", *(f"- {question}" for question in answer["follow_ups"])])
        )
    blocks.append(_footer(answer))
    return "\n\n".join(block for block in blocks if block)


def render_hits(hits: list[WireHit]) -> str:
    """One numbered entry per passage: score, document, text."""
    if not hits:
        return "Không tìm thấy đoạn nào."
    return "\n".join(
        f"{place}. {document_name(hit)} ({hit['score']:.3f}, {hit['passage_id']})\n   {shorten(hit['text'])}"
        for place, hit in enumerate(hits, start=1)
    )


def render_status(status: dict[str, Any], address: str | None) -> str:
    """What the archive holds, for a clerk."""
    owner = f"máy chủ tại {address} đang phục vụ" if address else "không có máy chủ nào đang giữ"
    lines = [
        f"Kho tài liệu: {status['name'] or '(chưa đặt tên)'} ({owner})",
        f"  văn bản            {status['documents']:>8}",
        f"  đoạn               {status['passages']:>8}",
        f"  viện dẫn           {status['references']:>8}",
        f"  đoạn có véc-tơ     {status['vectors']:>8}",
    ]
    lines += [f"  nhóm “{name}”: {count} văn bản" for name, count in sorted(status["collections"].items())]
    words = {
        "failed": "tệp lỗi",
        "needs_ocr": "tệp cần OCR",
        "unsupported": "tệp có định dạng chưa hỗ trợ",
        "quarantined": "tệp bị giữ lại (dấu mật)",
    }
    outcomes = status["outcomes"]
    lines += [f"  {said}: {outcomes[name]}" for name, said in words.items() if outcomes.get(name)]
    lines.append(f"Tính đến ngày {vietnamese_date(status['as_of'])}.")
    return "\n".join(lines)


def document_name(hit: WireHit) -> str:
    document = hit["document"]
    name = " ".join(part for part in (document["type"], document["number"]) if part) or document["file"]
    return f"{name}, ngày {vietnamese_date(document['date'])}" if document["date"] else name


def vietnamese_date(iso: str) -> str:
    return date.fromisoformat(iso).strftime("%d/%m/%Y")


def shorten(text: str, limit: int = _QUOTE_LENGTH) -> str:
    """``text`` cut at a word end to at most ``limit`` characters; the cut shows as "…"."""
    if len(text) <= limit:
        return text
    whole_words, _, _ = text[:limit].rpartition(" ")
    return (whole_words or text[: limit - 1]) + "…"


def _source(citation: WireCitation) -> str:
    place = f", {citation['where']}" if citation["where"] else ""
    return f"[{citation['marker']}] {citation['cite_as']}{place}: “{citation['quote']}”"


def _markers(markers: list[int]) -> str:
    return " " + "".join(f"[{marker}]" for marker in markers) if markers else ""


def _footer(answer: WireAnswer) -> str:
    dropped = answer["dropped"]
    footer = f"Tính đến ngày {vietnamese_date(answer['understood']['as_of'])}."
    if dropped["lines"] or dropped["quotes"]:
        footer += f" Đã bỏ {dropped['lines']} dòng, {dropped['quotes']} trích dẫn không kiểm chứng được."
    return footer

"""An explanation's wire value → the text a person reads in a terminal under the answer."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from importlib.resources import files

from assistant.rendering import shorten, vietnamese_date
from assistant.wire_explanation import (
    Interval,
    Limits,
    WireConcept,
    WireExplanation,
    WireReadAs,
    WireTriedHit,
)

# By field and value.
WORDS: dict[str, dict[str, str]] = tomllib.loads(
    files(__package__).joinpath("explanation_text.toml").read_text(encoding="utf-8")
)
_TEXT_LENGTH = 160  # characters shown of a passage or a dropped line
_NAME_LENGTH = 80  # of a document's name


def render_explanation(told: WireExplanation) -> str:
    """Plain text, lines joined by newlines, no newline at the end."""
    parts = (
        ("1. Hiểu câu hỏi", _understood(told["understood"])),
        ("2. Phạm vi đọc và các lần tìm", _read(told)),
        ("3. Các đoạn tìm được, mạnh nhất trước", _hits(told)),
        ("4. Cách trả lời và kiểm chứng", _answered(told)),
        ("5. Thời gian", _timings(told)),
    )
    lines = ["CÁCH ĐI ĐẾN CÂU TRẢ LỜI"]
    for title, said in parts:
        lines += ["", title, *(f"   {line}" for line in said)]
    return "\n".join(lines)


def _understood(read: WireReadAs) -> list[str]:
    periods = [_period(period) for period in read["periods"]]
    source = read["told_in"]
    asks = [WORDS["kind"][fact] for fact in read["facts"]] + [WORDS["asks"][name] for name in read["asks"]]
    told = (
        ("Câu hỏi", read["question"]),
        ("Hỏi về", WORDS["kind"][read["kind"]]),
        ("Vai", WORDS["role"][read["role"]] if read["role"] else "không nêu"),
        ("Kỳ", "; ".join(periods) or "không nêu"),
        ("Kỳ của văn bản làm nguồn", _period(read["source"]) if read["source"] else ""),
        ("Số, ký hiệu", ", ".join(read["numbers"])),
        ("Loại văn bản", ", ".join(read["types"])),
        ("Cơ quan", read["body"] or ""),
        ("Hỏi tiếp về văn bản có mã", read["document"] or ""),
        ("Xem trước ở các văn bản của câu trả lời trước", ", ".join(read["context"])),
        ("Văn bản cần đọc", _told_in(source["type"], source["words"], source["draft"]) if source else ""),
        ("Phần của văn bản", ", ".join(read["place"])),
        (
            "Chủ đề (phần trăm sức nặng)",
            "; ".join(_concept(concept) for concept in read["topic"]) or "không nêu",
        ),
        ("Cần đếm", read["counted"] or ""),
        ("Hỏi thêm", ", ".join(asks)),
        ("Nội dung đem tìm", read["query"]),
        ("Tính theo ngày", vietnamese_date(read["as_of"])),
    )
    return [f"{label}: {value}" for label, value in told if value]


def _period(period: Interval) -> str:
    return f"“{period['said']}” → {vietnamese_date(period['from'])} – {vietnamese_date(period['to'])}"


def _told_in(kind: str, words: Sequence[str], draft: bool) -> str:
    return " ".join([*(["dự thảo"] if draft else []), kind, *(f"“{word}”" for word in words)])


def _concept(concept: WireConcept) -> str:
    also = f" (hay: {', '.join(concept['alternatives'])})" if concept["alternatives"] else ""
    return f"“{concept['said']}”{also} {_percent(concept['share'])}"


def _read(told: WireExplanation) -> list[str]:
    lines = [f"Nhóm tài liệu được đọc: {', '.join(told['reach']['collections']) or 'không có'}"]
    limits = _limits(told["reach"]["limits"])
    if limits:
        lines.append(f"Giới hạn người dùng đặt: {limits}")
    for place, search in enumerate(told["searches"], start=1):
        within = (
            "trong cả phạm vi"
            if search["documents"] is None
            else f"chỉ trong {search['documents']} văn bản đã xác định"
        )
        left = search["found"] - search["passed"]
        out = f", {left} đoạn ngoài giới hạn" if left else ""
        lines.append(f"Lần tìm {place}: {within}, được {search['found']} đoạn{out} ({_ms(search['ms'])})")
    if not told["searches"]:
        lines.append("Không phải tìm: câu trả lời không dựa vào tìm kiếm đoạn.")
    return lines


def _limits(limits: Limits) -> str:
    said = []
    if limits["documents"] is not None:
        said.append(f"{len(limits['documents'])} văn bản")
    if limits["types"] is not None:
        said.append(f"loại {', '.join(limits['types']) or 'không có'}")
    if limits["from"]:
        said.append(f"từ ngày {vietnamese_date(limits['from'])}")
    if limits["to"]:
        said.append(f"đến ngày {vietnamese_date(limits['to'])}")
    if limits["role"]:
        said.append(WORDS["role"][limits["role"]])
    return "; ".join(said)


def _hits(told: WireExplanation) -> list[str]:
    lines = []
    if told["minimum"] is not None:
        lines.append(f"Một đoạn phải phủ ít nhất {_percent(told['minimum'])} chủ đề.")
    for hit in told["hits"]:
        lines += [
            f"{hit['rank']}. {_fate(hit)}",
            f"   {_measures(hit)}",
            f"   {shorten(hit['cite_as'], _NAME_LENGTH)}: “{shorten(hit['text'], _TEXT_LENGTH)}”",
        ]
    if told["read_directly"]:
        lines.append(
            f"Ngoài ra câu trả lời trích {told['read_directly']} đoạn đọc thẳng từ văn bản, không qua tìm."
        )
    return lines or ["Không có đoạn nào."]


def _fate(hit: WireTriedHit) -> str:
    return f"KHÔNG TRÍCH: {WORDS['why_not'][hit['why_not']]}" if hit["why_not"] else "ĐÃ TRÍCH"


def _measures(hit: WireTriedHit) -> str:
    legs = f"từ khóa {_score(hit['lexical'])}, ngữ nghĩa {_score(hit['dense'])}"
    if hit.get("reranked") is not None:  # a server of before does not say
        legs += f", xếp lại {_score(hit['reranked'])}"
    said = [f"điểm {_score(hit['score'])} ({legs})"]
    if hit["coverage"] is not None:
        said.append(f"phủ {_percent(hit['coverage'])} chủ đề")
    if hit["fit"]:
        said.append(WORDS["fit"][hit["fit"]])
    return "; ".join([*said, WORDS["role"][hit["role"]]])


def _answered(told: WireExplanation) -> list[str]:
    left = [WORDS["way"][way["way"]] for way in told["ways"] if not way["took"]]
    lines = [f"Đã thử, không hợp với câu hỏi: {'; '.join(left)}"] if left else []
    lines += [
        f"Cách trả lời: {WORDS['way'][told['answered_by']]}",
        f"Kết luận: {WORDS['verdict'][told['verdict']]}",
    ]
    for loss in told["dropped"]:
        words = f" ({', '.join(loss['words'])})" if loss["words"] else ""
        lines.append(
            f"Bỏ khi kiểm chứng, {WORDS['dropped'][loss['why']]}{words}: “{shorten(loss['text'], _TEXT_LENGTH)}”"
        )
    return lines if told["dropped"] else [*lines, "Kiểm chứng: không phải bỏ dòng hay trích dẫn nào."]


def _timings(told: WireExplanation) -> list[str]:
    total = sum(timing["ms"] for timing in told["timings"])
    said = [f"{WORDS['stage'][timing['stage']]} {_ms(timing['ms'])}" for timing in told["timings"]]
    return [f"{'; '.join(said)}; cộng {_ms(total)}"]


def _score(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}".replace(".", ",")


def _percent(share: float) -> str:
    return f"{share:.0%}"


def _ms(value: float) -> str:
    return f"{value:.0f} ms" if value >= 10 else f"{value:.1f} ms".replace(".", ",")

"""An answer's wire value → Telegram messages in HTML, each within the length Telegram takes.

Lines are kept in the order of the answer and grouped where neighbours share document and role. A
message is cut at line ends; every line closes the tags it opens, so a cut never falls inside one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from itertools import groupby

from assistant.client import WireAnswer, WireCitation, WireLine

# Telegram counts UTF-16 units after the tags are parsed; counting them before is always on the safe side.
MAX_MESSAGE = 4096

# A quote or text longer than a message is cut into lines of at most this many characters.
_LONGEST_LINE = 1500

_ROLES = {
    "result": "Kết quả đã thực hiện",
    "plan": "Nhiệm vụ, kế hoạch",
    "none": "Nội dung",
    "heading": "Thông tin văn bản",
    "cited_only": "Chỉ được nhắc tới trong văn bản khác",
    "computed": "Số liệu tổng hợp",
}


def render_answer(answer: WireAnswer) -> list[str]:
    """The messages to send, in order; never empty."""
    return split("\n".join(_lines(answer)).strip("\n"))


def split(html: str, limit: int = MAX_MESSAGE) -> list[str]:
    """``html`` cut at line ends into messages of at most ``limit`` UTF-16 units."""
    messages: list[str] = []
    current: list[str] = []
    size = 0
    for line in html.split("\n"):
        needed = _units(line) + 1
        if current and size + needed > limit:
            messages.append("\n".join(current).strip("\n"))
            current, size = [], 0
        current.append(line)
        size += needed
    messages.append("\n".join(current).strip("\n"))
    return [message for message in messages if message] or ["…"]


def _lines(answer: WireAnswer) -> Iterator[str]:
    sources = {citation["marker"]: citation for citation in answer["citations"]}
    understood = [line for line in answer["lines"] if line["role"] == "scope"]
    said = [line for line in answer["lines"] if line["role"] != "scope"]
    for line in understood:
        for piece in _pieces(line["text"]):
            yield f"<i>{escape(piece, quote=False)}</i>"
        if line["markers"]:
            yield _markers(line)
    for (name, role), group in groupby(said, key=lambda line: _group(line, sources)):
        yield ""
        yield f"<b>{escape(_ROLES.get(role, _ROLES['none']), quote=False)}</b>"
        if name:
            yield f"<i>{escape(name, quote=False)}</i>"
        for line in group:
            *before, last = _pieces(line["text"])
            yield from (escape(piece, quote=False) for piece in before)
            yield f"{escape(last, quote=False)} {_markers(line)}".rstrip()
    if not answer["lines"]:
        yield from _escaped(answer["text"])
    yield from _after(answer)


def _after(answer: WireAnswer) -> Iterator[str]:
    if answer["citations"]:
        yield ""
        yield "<b>Nguồn</b>"
        for citation in answer["citations"]:
            yield from _escaped(_source(citation))
    if answer["nearest"]:
        yield ""
        yield "<b>Đoạn gần nhất (chưa kiểm chứng)</b>"
        for near in answer["nearest"]:
            yield from _escaped(f"• {near['cite_as']}: “{_shorten(near['text'])}”")
    for note in answer["notes"]:
        if note not in answer["text"]:  # silence says its reason as text and as note
            yield ""
            yield from _escaped(f"Lưu ý: {note}")
    if answer["follow_ups"]:
        yield ""
        yield "<b>Có thể hỏi tiếp</b>"
        for question in answer["follow_ups"]:
            yield from _escaped(f"• {question}")
    yield ""
    as_of = date.fromisoformat(answer["understood"]["as_of"])
    yield f"<i>Tính đến ngày {as_of:%d/%m/%Y}.</i>"


def _group(line: WireLine, sources: dict[int, WireCitation]) -> tuple[str, str]:
    """Document and role a line is told under; a computed line belongs to no single document."""
    documents = {
        sources[marker]["document"]["id"]: sources[marker]["cite_as"]
        for marker in line["markers"]
        if marker in sources
    }
    name = next(iter(documents.values())) if len(documents) == 1 else ""
    return name, line["role"]


def _source(citation: WireCitation) -> str:
    place = f", {citation['where']}" if citation["where"] else ""
    return f"[{citation['marker']}] {citation['cite_as']}{place}"


def _markers(line: WireLine) -> str:
    return "".join(f"[{marker}]" for marker in line["markers"])


def _escaped(text: str) -> Iterator[str]:
    return (escape(piece, quote=False) for piece in _pieces(text))


def _pieces(text: str) -> Sequence[str]:
    """``text`` as lines short enough for a message, cut at spaces; at least one, newlines become cuts."""
    pieces: list[str] = []
    for line in text.split("\n"):
        while len(line) > _LONGEST_LINE:
            cut = line.rfind(" ", 1, _LONGEST_LINE)
            cut = cut if cut > 0 else _LONGEST_LINE
            pieces.append(line[:cut])
            line = line[cut:].lstrip()
        pieces.append(line)
    return pieces


def _shorten(text: str, limit: int = 300) -> str:
    if len(text) <= limit:
        return text
    whole_words, _, _ = text[:limit].rpartition(" ")
    return (whole_words or text[: limit - 1]) + "…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2

"""Lines to text: scope lines first, then each group under its document and role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from assistant.answer import AnswerLine, Citation, LineRole
from assistant.templates import render

# A lead-in this long is printed once above its items instead of before each.
_LONG_LEAD_IN = 40

# What a group of lines is, for people.
ROLE_NAMES = {
    LineRole.RESULT: "Kết quả đã thực hiện",
    LineRole.PLAN: "Nhiệm vụ, dự kiến",
    LineRole.NONE: "Nội dung",
    LineRole.HEADING: "Thông tin văn bản",
    LineRole.CITED_ONLY: "Chỉ được viện dẫn, kho không có toàn văn",
    LineRole.COMPUTED: "Tổng hợp",
    LineRole.SCOPE: "",
}
# … and a single line of it, where groups take turns.
_LABELS = {LineRole.RESULT: "Kết quả", LineRole.PLAN: "Dự kiến"}
# Roles whose lines stand under the document they are quoted from.
_QUOTED = frozenset({LineRole.RESULT, LineRole.PLAN, LineRole.NONE})


def text_of(lines: Sequence[AnswerLine], citations: Sequence[Citation]) -> str:
    """The answer's text: every line with its markers, grouped by role and document in their order."""
    by_marker = {citation.marker: citation for citation in citations}

    def group(line: AnswerLine) -> tuple[LineRole, str]:
        source = by_marker[line.markers[0]] if line.markers and line.role in _QUOTED else None
        return line.role, source.document.id if source else ""

    grouped = [(key, list(members)) for key, members in groupby(lines, key=group)]
    times = Counter(key for key, _ in grouped)
    told: set[tuple[LineRole, str]] = set()
    groups = []
    for key, listed in grouped:
        role = key[0]
        source = by_marker[listed[0].markers[0]] if listed[0].markers else None
        quoted = source is not None and role in _QUOTED
        # Plan and result in turns: each document is named once, each line says which it is.
        alternating = quoted and times[key] > 1
        groups.append(
            {
                "role": ROLE_NAMES[role],
                "document": source.cite_as if source is not None and quoted and key not in told else "",
                "parts": _parts([_labelled(line) for line in listed] if alternating else listed),
                "tight": alternating and role is LineRole.PLAN,
            }
        )
        told.add(key)
    return render("answer", groups=groups)


def _labelled(line: AnswerLine) -> AnswerLine:
    return replace(line, text=f"{_LABELS[line.role]}: {line.text}") if line.role in _LABELS else line


def _parts(lines: Sequence[AnswerLine]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Lines as (shared lead-in or "", [(text, markers)]): a long lead-in stands once above its items."""
    parts: list[tuple[str, list[tuple[str, str]]]] = []
    for lead, members in groupby(lines, key=_lead_in):
        listed = list(members)
        shared = lead if len(listed) > 1 else ""
        cut = len(shared) + 2 if shared else 0
        items = [(line.text[cut:], "".join(f"[{marker}]" for marker in line.markers)) for line in listed]
        parts.append((shared, items))
    return parts


def _lead_in(line: AnswerLine) -> str:
    lead, colon, _ = line.text.partition(": ")
    return lead if colon and len(lead) > _LONG_LEAD_IN else ""

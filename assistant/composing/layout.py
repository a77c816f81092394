"""Lines to text: scope lines first, then each group under its document and role."""

from __future__ import annotations

from collections.abc import Sequence
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


def text_of(lines: Sequence[AnswerLine], citations: Sequence[Citation]) -> str:
    """The answer's text: every line with its markers, grouped by role and document in their order."""
    by_marker = {citation.marker: citation for citation in citations}

    def group(line: AnswerLine) -> tuple[LineRole, str]:
        source = by_marker[line.markers[0]] if line.markers else None
        return line.role, source.document.id if source else ""

    groups = []
    for (role, _), members in groupby(lines, key=group):
        listed = list(members)
        source = by_marker[listed[0].markers[0]] if listed[0].markers else None
        quoted = source is not None and role in (LineRole.RESULT, LineRole.PLAN, LineRole.NONE)
        groups.append(
            {
                "role": ROLE_NAMES[role],
                "document": source.cite_as if source is not None and quoted else "",
                "parts": _parts(listed),
            }
        )
    return render("answer", groups=groups)


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

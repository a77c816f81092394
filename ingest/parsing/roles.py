"""Result or plan: the period role of a heading, and the periods a title and its level-1 headings name.

Vietnamese marks no tense; the headings decide (domain.md §5, "Reported vs planned"). Where neither heading
nor title says so the role is NONE: it is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.document import Period, Role
from ingest.vietnamese.text import fold
from ingest.vietnamese.times import period_of_heading

_PLAN = re.compile(
    r"\b(?:(?:cac )?nhiem vu (?:va giai phap )?(?:trong tam|chu yeu|cong tac|thang|quy|6 thang|nam|thoi gian|tuan)"
    r"|(?:mot so )?nhiem vu,? giai phap|phuong huong|chuong trinh cong tac|du kien|"
    r"trong tam cong tac|cong tac trong tam"
    r"|ke hoach (?:cong tac|thang|quy|nam|6 thang|trong tam)|(?:viec|cong viec) (?:se|can) lam|"
    r"thoi gian toi|thang toi)\b"
)
_PLAN_START = re.compile(
    r"(?:cac |mot so )?(?:nhiem vu|giai phap|ke hoach|muc tieu|phuong huong|chuong trinh)\b"
)
_RESULT_START = re.compile(
    r"(?:danh gia(?: chung| ket qua| tinh hinh)?|ket qua|tinh hinh|uu diem|han che|ton tai|khuyet diem|"
    r"nhung (?:ket qua|han che|ton tai|mat)"
    r"|nguyen nhan|thanh tich|viec da lam|cong tac .{0,80}(?:thang|quy) (?:\d|[ivx])|"
    r"kiem diem|so ket|tong ket|bai hoc kinh nghiem|nhan xet)"
)
_EXECUTING = re.compile(r"(?:thuc hien|trien khai|hoan thanh) (?:cac |mot so |nhung )?$")
_PLAN_TYPES = ("Kế hoạch", "Chương trình", "Phương án")  # «Chương trình phối hợp» as well
_UNDATED_TYPES = {
    "Quy định", "Quyết định", "Chỉ thị", "Quy chế", "Luật", "Bộ luật", "Nghị định", "Thông tư", "Thông tư liên tịch",
    "Pháp lệnh", "Hiến pháp", "Thông tri", "Hướng dẫn", "Văn bản hợp nhất", "Lệnh",
}  # fmt: skip
_ROMAN = re.compile(r"\s*\**(?:[IVX]{1,5}|[A-E])\s*[.\-–/)]\s*(?P<title>\S.{3,200})$")
_RUN_IN = (
    "danh gia chung", "uu diem", "han che", "ton tai", "nguyen nhan", "khuyet diem", "nhan xet chung", "nhan xet",
    "ket qua", "ket qua dat duoc", "ton tai, han che", "han che, khuyet diem", "kho khan", "thuan loi", "kien nghi",
    "de xuat", "de xuat, kien nghi", "kien nghi, de xuat", "bai hoc kinh nghiem", "phuong huong", "du kien",
    "nhiem vu trong tam", "uu diem, han che", "kho khan, vuong mac", "muc dich", "yeu cau", "tinh hinh chung",
)  # fmt: skip
_SUMMARY_START = re.compile(r"ket qua (?:den nay|thuc hien|dat duoc|cong tac)\b")


def without_roles(document_type: str | None) -> bool:
    """Whether documents of this type hold rules, which are neither results nor plans."""
    return document_type in _UNDATED_TYPES or (document_type or "").startswith("Quy chế ")


def _plans(document_type: str | None) -> bool:
    return document_type is not None and document_type.startswith(_PLAN_TYPES)


def role_of_heading(title: str) -> Role | None:
    """What a section heading says of its items, None when it says nothing."""
    folded = fold(title).strip(" *:.-")
    plan = next((m for m in _PLAN.finditer(folded) if not _EXECUTING.search(folded[: m.start()])), None)
    result = _RESULT_START.match(folded)
    if plan is not None and result is not None:
        return Role.NONE  # «Kết quả tháng 2, nhiệm vụ trọng tâm tháng 3» heads both
    if result is not None:
        return Role.RESULT
    if plan is not None:
        return Role.PLAN
    return None


def weak_plan(title: str) -> bool:
    """«Các nhiệm vụ …»: a plan when a level-1 heading says it, nothing below."""
    return _PLAN_START.match(fold(title).strip(" *:.-")) is not None


def is_run_in(title: str) -> bool:
    """Whether the words before a colon are a heading run into its paragraph («Đánh giá chung:»)."""
    return fold(title).strip(" *:.-") in _RUN_IN


def document_role(document_type: str | None, title: str | None, first_words: str) -> Role:
    """The role of items under no telling heading."""
    if without_roles(document_type):
        return Role.NONE
    if _plans(document_type):
        return Role.PLAN
    if title is not None:
        folded = fold(title)
        plan = next((m for m in _PLAN.finditer(folded) if not _EXECUTING.search(folded[: m.start()])), None)
        result = re.search(
            r"\b(?:ket qua|tinh hinh|so ket|tong ket)\b|\bcong tac\b.*\b(?:thang|quy)\b", folded
        )
        if result and not plan and document_type in (None, "Báo cáo", "Thông báo", "Tờ trình"):
            return Role.RESULT
        if plan and not result and document_type != "Công văn":
            return Role.PLAN
        return Role.NONE
    if document_type is None and _SUMMARY_START.match(fold(first_words[:80])):
        return Role.RESULT
    return Role.NONE


def heading_periods(
    title: str | None, document_type: str | None, lines: Iterable[str], year: int | None
) -> tuple[Period | None, Period | None]:
    """Reported and planned period, from the title, then from level-1 headings."""
    if without_roles(document_type):
        return None, None
    reported, planned = _title_periods(title, document_type, year) if title else (None, None)
    if reported is not None and planned is not None:
        return reported, planned
    if _plans(document_type):
        return reported, planned
    for line in lines:
        found = _ROMAN.match(line[:230]) if len(line) < 230 else None
        if found is None:
            continue
        heading = found.group("title")
        role = role_of_heading(heading)
        periods = period_of_heading(heading, year)
        if not periods:
            continue
        if role is Role.RESULT and reported is None:
            reported = periods[0][1]
        elif planned is None and (role is Role.PLAN or weak_plan(heading) and role is None):
            planned = periods[0][1]
    return reported, planned


def _title_periods(
    title: str, document_type: str | None, year: int | None
) -> tuple[Period | None, Period | None]:
    periods = period_of_heading(title, year)
    if not periods:
        return None, None
    if _plans(document_type):
        return None, periods[-1][1]
    folded = fold(title)
    plan = next((m for m in _PLAN.finditer(folded) if not _EXECUTING.search(folded[: m.start()])), None)
    # fold keeps the length of composed text; a decomposed title only shifts the cut by its marks
    at = plan.start() if plan else len(title)
    telling = re.search(r"\b(?:ket qua|tinh hinh|so ket|tong ket|cong tac|danh gia)\b", folded)
    reported = (
        next((p for span, p in periods if span.start < at), None)
        if telling or document_type == "Báo cáo"
        else None
    )
    planned = next((p for span, p in periods if span.start >= at), None)
    return reported, planned


def section_period(title: str, role: Role | None, year: int | None) -> Period | None:
    """The period a telling heading names for its items."""
    if role not in (Role.RESULT, Role.PLAN):
        return None
    periods = period_of_heading(title, year)
    return periods[0][1] if periods else None

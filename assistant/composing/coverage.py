"""Which months of a period the archive's reports tell of, and which are missing."""

from __future__ import annotations

from collections.abc import Container, Sequence

from assistant.answer import AnswerLine, Computed, LineRole
from assistant.templates import render
from ingest.archive.archive import DocumentRow
from ingest.document import Period

Month = tuple[int, int]  # year, month


def months_of(period: Period) -> list[Month]:
    """Every month of the period, in order."""
    first = period.start.year * 12 + period.start.month - 1
    last = period.end.year * 12 + period.end.month - 1
    return [(month // 12, month % 12 + 1) for month in range(first, last + 1)]


def month_of(row: DocumentRow) -> Month | None:
    """The one month a document reports on; None where it is another length of time."""
    told = row.heading.reported
    if told is None or months_of(told) != [(told.start.year, told.start.month)]:
        return None
    return told.start.year, told.start.month


def month_name(month: Month) -> str:
    """``tháng 02/2024``, ``tháng 8/2024``."""
    year, number = month
    return f"tháng {number:02d}/{year}" if number <= 2 else f"tháng {number}/{year}"


def months_told(
    held: Container[Month], period: Period, first: int, markers: Sequence[int]
) -> tuple[AnswerLine, tuple[Computed, ...]]:
    """«Đã đọc báo cáo của 11/12 tháng; thiếu tháng 8/2022.» and the values it leans on, from index ``first`` on."""
    asked = months_of(period)
    read = f"{sum(month in held for month in asked)}/{len(asked)}"
    missing = ", ".join(month_name(month) for month in asked if month not in held)
    values = [Computed(read, tuple(markers), "số tháng có báo cáo trong kho trên số tháng của kỳ được hỏi")]
    if missing:
        values.append(Computed(missing, tuple(markers), "tháng của kỳ được hỏi mà kho không có báo cáo"))
    text = render("months_told", read=read, missing=missing)
    indexes = tuple(range(first, first + len(values)))
    return AnswerLine(text, (), LineRole.COMPUTED, indexes), tuple(values)

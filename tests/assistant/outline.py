"""Months of reports of one body, made up: what is planned for a month and what its report then tells."""

from __future__ import annotations

from datetime import date

AS_OF = date(2024, 2, 26)

_REPORT = """\
TỈNH ỦY HÒA GIANG
BAN DÂN VẬN
*
Số {number}-BC/BDVTU
Hòa Giang, ngày 26 tháng {month:02d} năm 2022

BÁO CÁO
kết quả công tác dân vận tháng {month:02d}, nhiệm vụ trọng tâm tháng {next:02d}/2022

I. Kết quả công tác dân vận tháng {month:02d}/2022

{done}

II. Nhiệm vụ trọng tâm tháng {next:02d}/2022

{planned}

Nơi nhận:
- Thường trực Tỉnh ủy,
- Lưu Văn phòng Ban.

TRƯỞNG BAN

Đinh Công Lý
"""


def report(month: int, done: str, planned: str = "- Nắm tình hình Nhân dân vùng dự án hồ chứa nước.") -> str:
    """The report of a month of 2022; ``done`` and ``planned`` are lines that begin with "- "."""
    return _REPORT.format(number=100 + month, month=month, next=month + 1, done=done, planned=planned)

"""Limits on what a person may send, and the checks every entrance (terminal, API) shares."""

from __future__ import annotations

import unicodedata
from datetime import date

from ingest.errors import BadInput

# Characters. The longest question staff really typed is under 300; a pasted paragraph fits, a file does not.
MAX_QUESTION = 2_000

# Bytes of a request body. Enough for any question and its filters, far below what strains memory.
MAX_BODY = 1_000_000

# Hits a search may be paged through; beyond that nobody reads on and the legs over-fetch too much.
MAX_DEPTH = 1_001

# Days that may be taken for today. Beyond them the calendar soon ends, and "last year" is no year.
FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2199, 12, 31)


def check_question(text: str) -> str:
    """``text`` without surrounding space and without what is no text (control characters, half a surrogate
    pair); :class:`BadInput` when it is empty or too long."""
    text = "".join(" " if _is_no_text(char) else char for char in text).strip()
    if not text:
        raise BadInput("Câu hỏi đang để trống; đề nghị nhập nội dung cần hỏi.")
    if len(text) > MAX_QUESTION:
        raise BadInput(
            f"Câu hỏi dài {_grouped(len(text))} ký tự, vượt giới hạn {_grouped(MAX_QUESTION)} ký tự; "
            "đề nghị rút gọn."
        )
    return text


def check_day(day: date) -> date:
    """``day``, where it can be taken for today; else :class:`BadInput`."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise BadInput(
            f"Ngày coi là hôm nay (as_of) phải từ năm {FIRST_DAY.year} đến năm {LAST_DAY.year}, "
            f"không thể là {day.isoformat()}."
        )
    return day


def _is_no_text(char: str) -> bool:
    """Control characters steer a terminal, and half a surrogate pair cannot be written anywhere."""
    return unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\n\r"


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")

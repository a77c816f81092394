"""Limits on what a person may send, and the checks every entrance (terminal, API) shares."""

from __future__ import annotations

from ingest.errors import BadInput

# Characters. The longest question staff really typed is under 300; a pasted paragraph fits, a file does not.
MAX_QUESTION = 2_000

# Bytes of a request body. Enough for any question and its filters, far below what strains memory.
MAX_BODY = 1_000_000

# Hits a search may be paged through; beyond that nobody reads on and the legs over-fetch too much.
MAX_DEPTH = 1_001


def check_question(text: str) -> str:
    """``text`` without surrounding space; :class:`BadInput` when it is empty or too long."""
    text = text.strip()
    if not text:
        raise BadInput("Câu hỏi đang để trống; đề nghị nhập nội dung cần hỏi.")
    if len(text) > MAX_QUESTION:
        raise BadInput(
            f"Câu hỏi dài {_grouped(len(text))} ký tự, vượt giới hạn {_grouped(MAX_QUESTION)} ký tự; "
            "đề nghị rút gọn."
        )
    return text


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")

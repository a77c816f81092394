"""Where a citation stands, as drafters write it, and how answers read in a terminal."""

from __future__ import annotations

import pytest

from assistant.rendering import render_answer, shorten
from assistant.wire import where
from tests.assistant.wire_answers import answer, citation


@pytest.mark.parametrize(
    ("section", "page", "said"),
    [
        (["II. Nhiệm vụ", "1. Công tác tham mưu"], 3, "mục II.1, trang 3"),
        (["II. Nhiệm vụ", "1. Công tác", "a) Về tổ chức"], None, "mục II.1.a"),
        (["II. Nhiệm vụ", "2. Việc", "2.1. Việc nhỏ"], None, "mục II.2.1"),
        (["Chương II. Quy định", "Điều 5. Trách nhiệm"], 2, "Điều 5, trang 2"),
        (["Điều 5. Trách nhiệm", "1. Ban Dân vận"], None, "Điều 5, mục 1"),
        (["II- NHIỆM VỤ", "1- Tham mưu"], None, "mục II.1"),
        (["Công tác tôn giáo"], 4, "trang 4"),
        (["Các nhiệm vụ khác"], None, ""),
        ([], 1, "trang 1"),
        ([], None, ""),
    ],
)
def test_where_is_written_as_drafters_do(section: list[str], page: int | None, said: str) -> None:
    assert where(section, page) == said


def test_a_terminal_answer_reads_text_sources_day() -> None:
    assert render_answer(answer()) == (
        "Chuẩn bị nội dung [1]\n\n"
        "Nguồn:\n"
        "[1] Báo cáo ngày 26/02/2024 của Ban Dân vận, mục II.1, trang 3: “Chuẩn bị nội dung”\n\n"
        "Tính đến ngày 26/02/2024."
    )


def test_silence_is_said_once_and_what_was_dropped_is_counted() -> None:
    said = "Kho không có nội dung này."
    near = {
        "passage_id": "p",
        "text": "Rà soát danh sách",
        "document": citation(1)["document"],
        "cite_as": "Báo cáo 2",
    }
    shown = render_answer(
        answer(
            text=said,
            notes=[said],
            lines=[],
            citations=[],
            nearest=[near],
            dropped={"lines": 2, "quotes": 1},
        )
    )
    assert shown.count(said) == 1
    assert "chưa kiểm chứng" in shown
    assert "- Báo cáo 2: “Rà soát danh sách”" in shown
    assert shown.endswith("Đã bỏ 2 dòng, 1 trích dẫn không kiểm chứng được.")


def test_a_long_text_is_cut_at_a_word() -> None:
    assert shorten("một hai ba", 8) == "một hai…"
    assert shorten("một hai", 7) == "một hai"

"""Parts of documents told whole: a section by its title, what a sentence announces, an article by its number."""

from __future__ import annotations

import pytest

from assistant.answer import Answer, LineRole, Verdict
from assistant.cues import places
from tests.assistant.conftest import Ask

RELIGION = ["Thăm các chức sắc tiêu biểu.", "Dự lễ tại 02 cơ sở thờ tự."]
STANDARDS = [
    "Có quy ước của tổ tự quản được bàn bạc công khai.",
    "Không để xảy ra thất thoát nước trong năm.",
    "Ít nhất 90% số hộ nộp quỹ đúng hạn.",
]
ANNOUNCED = ["Cách bầu tổ trưởng.", "Mức đóng quỹ của mỗi hộ."]


def _told(answer: Answer) -> list[str]:
    return [line.text for line in answer.lines if line.role is not LineRole.SCOPE]


@pytest.mark.parametrize(
    "question",
    ["tháng 5/2023 công tác tôn giáo có nhiệm vụ gì", "nhiem vu cong tac ton giao thang 5/2023 la gi"],
)
def test_the_tasks_of_a_month_in_a_field_are_all_of_its_section(ask_papers: Ask, question: str) -> None:
    answer = ask_papers(question)
    assert answer.verdict is Verdict.ANSWERED
    assert _told(answer) == RELIGION
    assert {line.role for line in answer.lines} == {LineRole.PLAN, LineRole.SCOPE}


@pytest.mark.parametrize(
    "question",
    [
        "tiêu chuẩn công nhận tổ tự quản nước sạch gồm những gì",
        "hướng dẫn tổ tự quản nước sạch nêu những tiêu chuẩn công nhận nào",
        "tieu chuan cong nhan to tu quan nuoc sach la gi",
    ],
)
def test_what_belongs_to_a_title_is_told_whole(ask_papers: Ask, question: str) -> None:
    answer = ask_papers(question)
    assert answer.verdict is Verdict.ANSWERED
    assert _told(answer) == STANDARDS


@pytest.mark.parametrize(
    "question",
    [
        "các huyện góp ý quy ước mẫu vào những nội dung nào",
        "công văn 66-CV/BDVTU đề nghị góp ý những nội dung nào",
    ],
)
def test_what_a_sentence_announces_is_told_after_it(ask_papers: Ask, question: str) -> None:
    answer = ask_papers(question)
    assert answer.verdict is Verdict.ANSWERED
    assert _told(answer) == ANNOUNCED


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("khoản 2 Điều 5 quy chế tiếp công dân quy định gì", ["15 ngày"]),
        ("k2 đ5 quy chế tiếp công dân", ["15 ngày"]),
        ("k2 điều 5 315-QĐ/TU", ["15 ngày"]),
        ("Điều 5 quy chế tiếp công dân quy định gì", ["mỗi tháng một ngày", "15 ngày"]),
    ],
)
def test_an_article_is_found_by_its_number(ask_papers: Ask, question: str, told: list[str]) -> None:
    answer = ask_papers(question)
    assert answer.verdict is Verdict.ANSWERED
    assert len(_told(answer)) == len(told)
    assert all(words in text for words, text in zip(told, _told(answer), strict=True))


@pytest.mark.parametrize(
    "question", ["Điều 9 quy chế tiếp công dân quy định gì", "k7 đ5 quy chế tiếp công dân"]
)
def test_an_article_that_is_not_there_is_not_found(ask_papers: Ask, question: str) -> None:
    answer = ask_papers(question)
    assert answer.verdict is Verdict.NOT_FOUND
    assert not answer.citations


def test_an_article_of_no_document_is_asked_back(ask_papers: Ask) -> None:
    assert ask_papers("khoản 2 điều 5").verdict is Verdict.CLARIFY


@pytest.mark.parametrize(
    ("folded", "parts"),
    [
        ("khoan 2 dieu 5 quy che", ["khoan 2", "dieu 5"]),
        ("k2 d5 quy che", ["khoan 2", "dieu 5"]),
        ("k2 dieu 15", ["khoan 2", "dieu 15"]),
        ("muc ii bao cao", ["muc ii"]),
        ("muc 5 nam toi", []),
        ("dat 5 diem", []),
    ],
)
def test_parts_of_a_document_are_read_off_the_question(folded: str, parts: list[str]) -> None:
    found = places(folded)
    assert {name for _, name in found} == set(parts)
    assert all(folded[span.start : span.end].strip() for span, _ in found)


def test_a_short_place_leaves_no_letter_of_its_own_in_the_topic() -> None:
    spans = [span for span, _ in places("k2 d5 quy che")]
    left = "".join(c for i, c in enumerate("k2 d5 quy che") if not any(s.start <= i < s.end for s in spans))
    assert left.strip() == "quy che"

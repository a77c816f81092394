"""How much of a topic a text covers: pairs of syllables, pairs told apart, and words that documents write otherwise."""

from __future__ import annotations

import pytest

from assistant.answer import Question, Verdict
from assistant.concepts import Concept, concepts_of, coverage, synonyms_of
from assistant.naming import of_body
from assistant.understanding import understand
from tests.assistant.conftest import Ask
from tests.assistant.papers import AS_OF

WATER = concepts_of([("nguon", "nuoc", "sach")], {})
ISSUERS = [
    "Ban Dân vận Tỉnh ủy Hòa Giang",
    "Tỉnh ủy Hòa Giang",
    "Ủy ban nhân dân tỉnh Hòa Giang",
]


def test_words_that_stand_together_cover_more_than_near_ones_and_those_more_than_scattered_ones() -> None:
    together = coverage(WATER, "Bảo vệ nguồn nước sạch ở thôn", {})
    near = coverage(WATER, "nguồn của nước rất sạch", {})
    scattered = coverage(
        WATER, "nguồn vốn được cấp đủ; nước từ hồ chứa về các bản; đường làng nay đã sạch", {}
    )
    assert together == 1.0
    assert together > near > scattered > 0.0
    assert coverage(WATER, "Thăm gia đình thương binh", {}) == 0.0


def test_a_pair_told_more_fully_is_nearly_the_pair() -> None:
    pair = concepts_of([("nhan", "quan")], {})
    fuller = coverage(pair, "Tổ chức giao, nhận công dân nhập ngũ; quân trang cấp đủ", {})
    assert coverage(pair, "Lễ giao nhận quân", {}) == 1.0
    assert coverage(pair, "nhận đủ quân", {}) > coverage(
        pair, "nhận hồ sơ của các đơn vị rồi chuyển về quân sự tỉnh", {}
    )
    assert 0.0 < fuller <= 1.0


def test_rare_words_weigh_more() -> None:
    topic = concepts_of([("be",), ("nuoc",)], {})
    weights = {"be": 9.0, "nuoc": 1.0}
    assert coverage(topic, "bể chứa", weights) == pytest.approx(0.9)
    assert coverage(topic, "nước sạch", weights) == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        (("tap", "huan"), "Mở lớp bồi dưỡng nghiệp vụ"),
        (("den", "bu"), "Chi trả bồi thường cho các hộ"),
        (("ba", "con"), "Gặp gỡ Nhân dân vùng dự án"),
        (("cuoc", "hop"), "Tổ chức hội nghị giao ban"),
    ],
)
def test_what_documents_write_otherwise_is_covered(said: tuple[str, ...], written: str) -> None:
    assert coverage(concepts_of([said], {}), written, {}) == 1.0
    assert coverage((Concept((said,)),), written, {}) < 1.0  # not by its own words


def test_a_synonym_ends_the_run_it_stands_in() -> None:
    first, second, third = concepts_of([("ket", "qua", "tap", "huan", "can", "bo")], {})
    assert (first.alternatives, third.alternatives) == ((("ket", "qua"),), (("can", "bo"),))
    assert second.alternatives[:2] == (("tap", "huan"), ("boi", "duong"))
    assert synonyms_of((first, second, third)) == ["boi duong"]


def test_an_abbreviation_is_covered_by_what_it_stands_for() -> None:
    (board,) = concepts_of([("ubnd",)], {"ubnd": [("uy", "ban", "nhan", "dan")]})
    assert coverage((board,), "Ủy ban nhân dân tỉnh ban hành kế hoạch", {}) == 1.0
    assert coverage((board,), "UBND tỉnh ban hành kế hoạch", {}) == 1.0


def test_a_question_in_the_words_of_staff_is_answered_in_those_of_documents(ask_papers: Ask) -> None:
    answer = ask_papers("khen những ai có thành tích vận động hiến đất")
    assert answer.verdict in (Verdict.ANSWERED, Verdict.PARTIAL)
    assert "Khen thưởng 03 tập thể" in answer.text


@pytest.mark.parametrize(
    ("question", "body"),
    [
        ("tháng 4/2023 Ban Dân vận Tỉnh ủy ký cam kết với bao nhiêu hộ", "ban dan van tinh uy"),
        ("kế hoạch của UBND tỉnh hỗ trợ gì", "uy ban nhan dan tinh"),
        ("UBND tỉnh hỗ trợ mỗi hộ bao nhiêu", "uy ban nhan dan tinh"),
        ("báo cáo Thường trực Tỉnh ủy về nước sạch", ""),  # part of another name, and nobody's
        ("tháng 4/2023 ký cam kết với bao nhiêu hộ", ""),
    ],
)
def test_a_body_named_in_full_or_pointed_at_is_the_one_that_speaks(question: str, body: str) -> None:
    meant = of_body(understand(Question(question, AS_OF)), ISSUERS)
    assert " ".join(meant.body) == body
    assert not meant.body or all(
        set(meant.body) - concept.syllables for concept in meant.topic
    )  # its name is nothing to look for

"""The stages of an answer, each from value to value."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answer import Kind, Question
from assistant.citing import cite_as, interval, short_date
from assistant.concepts import Concept, concepts_of, coverage
from assistant.ranking import fuse, lexical_trust
from assistant.understanding import understand
from ingest.document import DocumentNumber, Heading, NumberStyle, Period, Role

AS_OF = date(2021, 6, 1)


@pytest.mark.parametrize(
    ("question", "kind", "role"),
    [
        ("tháng 7 cần chuẩn bị gì cho hội nghị?", Kind.TASKS, Role.PLAN),
        ("thang 7 can chuan bi gi cho hoi nghi", Kind.TASKS, Role.PLAN),
        ("tháng 5 đã làm được những gì", Kind.TASKS, Role.RESULT),
        ("ai ký báo cáo tháng 5", Kind.SIGNER, None),
        ("ai ky bao cao thang 5", Kind.SIGNER, None),
        ("gửi những đâu", Kind.RECIPIENTS, None),
        ("bao cao thang 5 gui cho ai", Kind.RECIPIENTS, None),
        ("số văn bản của báo cáo này", Kind.NUMBER, None),
        ("kế hoạch tiếp xúc cử tri ban hành ngày nào", Kind.DATE, None),
        ("chi thi 22 ve cai gi, ngay may", Kind.ABOUT, None),
        ("hội nghị tổ chức ngày nào", Kind.FACT, None),
        ("có bao nhiêu mô hình kinh tế tập thể", Kind.FACT, None),
    ],
)
def test_kind_and_role(question: str, kind: Kind, role: Role | None) -> None:
    understood = understand(Question(question, AS_OF))
    assert (understood.kind, understood.role) == (kind, role)


def test_topic_leaves_out_what_only_asks() -> None:
    marked = understand(Question("tháng 6 cần chuẩn bị gì cho đối thoại của Bí thư?", AS_OF))
    plain = understand(Question("thang 6 can chuan bi gi cho doi thoai cua bi thu", AS_OF))
    expected = (Concept((("doi", "thoai"),)), Concept((("bi", "thu"),)))
    assert marked.topic == plain.topic == expected
    assert understand(Question("nhiệm vụ trọng tâm tháng 6/2021 là gì", AS_OF)).topic == ()


def test_a_plan_question_takes_the_coming_month_and_says_so() -> None:
    (period,) = understand(Question("tháng 2 cần làm gì", AS_OF)).periods
    assert (period.start, period.end) == (date(2022, 2, 1), date(2022, 2, 28))
    assert not understand(Question("tháng 2 cần làm gì", AS_OF)).year_given
    assert understand(Question("tháng 2/2021 cần làm gì", AS_OF)).year_given


def test_coverage_counts_pairs_in_full_and_parted_syllables_less() -> None:
    topic = concepts_of([("doi", "thoai")], {})
    weights = {"doi": 2.0, "thoai": 2.0}
    assert coverage(topic, "tổ chức đối thoại với dân", weights) == 1.0
    assert coverage(topic, "thoại và đối", weights) == 0.8
    assert coverage(topic, "đối với các cuộc điện thoại", weights) == 0.5
    assert coverage(topic, "hội nghị", weights) == 0.0


def test_an_abbreviation_is_covered_by_its_expansion() -> None:
    topic = concepts_of([("thuc", "hien"), ("qcdc",)], {"qcdc": [("quy", "che", "dan", "chu")]})
    assert coverage(topic, "thực hiện quy chế dân chủ", {}) == coverage(topic, "thực hiện QCDC", {}) == 1.0


def test_fusion_is_a_weighted_sum_of_normalised_scores() -> None:
    fused = fuse([("a", 8.0), ("b", 4.0)], [("b", 0.9), ("c", 0.5)], weight=1.0)
    assert [(hit.passage_id, hit.score) for hit in fused] == [("b", 0.7), ("a", 0.5), ("c", 0.25)]
    assert [hit.passage_id for hit in fuse([("a", 2.0), ("b", 3.0)], None, 0.6)] == ["b", "a"]
    assert fuse([], [], 0.6) == []
    # What the lexical leg does not deserve the dense one gets; the scale stays.
    distrusted = fuse([("a", 8.0), ("b", 4.0)], [("b", 0.9), ("c", 0.5)], 1.0, trust=0.5)
    assert [(hit.passage_id, hit.score) for hit in distrusted] == [("b", 0.8), ("c", 0.375), ("a", 0.25)]
    assert [hit.score for hit in fuse([("a", 2.0)], None, 0.6, trust=0.1)] == [1.0]


def test_words_that_hold_next_to_nothing_of_the_question_are_not_trusted() -> None:
    assert lexical_trust([("a", 3.0), ("b", 1.0)], 20.0) == 1.0
    assert lexical_trust([("a", 1.5)], 20.0) == pytest.approx(0.25)
    assert lexical_trust([], 20.0) == 0.0
    assert lexical_trust([], 0.0) == 1.0  # a question without words


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2020, 2, 25), "25/02/2020"), (date(2017, 4, 3), "03/4/2017"), (date(2019, 12, 30), "30/12/2019")],
)
def test_dates_carry_zeros_as_the_guide_says(day: date, said: str) -> None:
    assert short_date(day) == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2020, 3, 1), date(2020, 3, 31), "01–31/3/2020"),
        (date(2020, 1, 1), date(2020, 3, 31), "01/01–31/3/2020"),
        (date(2019, 12, 25), date(2020, 1, 5), "25/12/2019–05/01/2020"),
        (date(2020, 3, 8), date(2020, 3, 8), "08/3/2020"),
    ],
)
def test_intervals(start: date, end: date, said: str) -> None:
    assert interval(Period(start, end)) == said


def test_citation_forms() -> None:
    party = DocumentNumber("09-CT/TU", "09-CT/TU", NumberStyle.PARTY, 9, type_code="CT", issuer_code="TU")
    state = DocumentNumber(
        "41/2013/NĐ-CP",
        "41/2013/NĐ-CP",
        NumberStyle.STATE_YEAR,
        41,
        year=2013,
        type_code="NĐ",
        issuer_code="CP",
    )
    directive = Heading(
        number=party,
        type="Chỉ thị",
        date=date(2020, 4, 14),
        issuer="Ban Thường vụ Tỉnh ủy",
        title="về công tác vận động",
    )
    assert (
        cite_as("a.txt", directive)
        == "Chỉ thị số 09-CT/TU, ngày 14/4/2020 của Ban Thường vụ Tỉnh ủy về công tác vận động"
    )
    decree = Heading(
        number=state, type="Nghị định", date=date(2013, 5, 8), issuer="Chính phủ", title="Quy định chi tiết"
    )
    assert (
        cite_as("b.txt", decree)
        == "Nghị định số 41/2013/NĐ-CP ngày 08 tháng 5 năm 2013 của Chính phủ quy định chi tiết"
    )
    report = Heading(type="Báo cáo", date=date(2020, 2, 25), issuer="Ban Dân vận Tỉnh ủy")
    assert cite_as("c.txt", report) == "Báo cáo ngày 25/02/2020 của Ban Dân vận Tỉnh ủy"
    assert cite_as("kho/d.txt", Heading()) == "Văn bản (tệp d.txt, không ghi số và ngày)"

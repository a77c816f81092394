"""Planted answers prove the scorer: the good one is clean, each bad one is caught by the right check alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.answers.asked import Asked, Served
from eval.answers.scoring import score
from tests.eval.answers.planted import (
    APRIL,
    LETTER,
    MARCH_2023,
    PASSAGES,
    QUESTION,
    REPORT,
    TASK,
    UNANSWERABLE,
    VISIT,
    asked,
    cite,
    good,
    line,
    plan,
    silent,
    with_line,
)


def found(planted: Asked) -> set[str]:
    """The checks that found something."""
    return set(score(planted).findings())


def test_the_good_answer_is_clean() -> None:
    result = score(asked())
    assert result.findings() == {}
    assert result.correct
    assert result.facts_rightly_cited
    assert (result.false_answer, result.false_refusal, result.needless_question) == (False, False, False)
    assert result.crag == 1


# --- facts, documents, quotes ---


@pytest.mark.parametrize(
    "planted",
    [
        asked(good(lines=[line(TASK, 1)])),  # one line left out
        asked(question=replace(QUESTION, facts=(("7/3/2024",),))),  # another day
        asked(question=replace(QUESTION, facts=(("15 gia đình", "năm mươi gia đình"),))),
        asked(question=replace(QUESTION, facts=(("500.000 đồng",),))),  # the end of 1.500.000
    ],
    ids=["line-left-out", "other-day", "other-number", "part-of-a-number"],
)
def test_a_missing_fact_is_found(planted: Asked) -> None:
    assert len(score(planted).missing_facts) == 1
    assert found(planted) == {"missing_facts"}
    assert not score(planted).correct


def test_facts_are_never_pieced_together_from_two_lines() -> None:
    parts = asked(question=replace(QUESTION, facts=(("Mường Sơn Thăm",),)))
    assert found(parts) == {"missing_facts"}


def test_a_fact_cited_to_another_document_is_not_rightly_cited() -> None:
    """Right words, wrong source: correct by its facts, but counted apart."""
    wire = good(citations=[cite(1, TASK, file=LETTER), cite(2, VISIT)])
    result = score(asked(wire))
    assert set(result.findings()) == {"facts_cited_elsewhere"}
    assert not result.facts_rightly_cited


def test_a_required_document_that_is_not_cited_is_found() -> None:
    both = asked(question=replace(QUESTION, documents=(REPORT, LETTER)))
    assert score(both).missing_documents == (LETTER,)
    assert not score(both).correct


def test_a_citation_no_line_uses_cites_nothing() -> None:
    wire = good()
    wire["citations"].append(cite(3, TASK, file=LETTER))
    planted = asked(
        wire, question=replace(QUESTION, documents=(REPORT, LETTER)), passages={**PASSAGES, "p3": plan(TASK)}
    )
    assert found(planted) == {"missing_documents"}


@pytest.mark.parametrize(
    ("quote", "covered"),
    [
        ("TRINH ke hoach gap go cong nhan", True),  # folded
        ("Trình Kế hoạch gặp gỡ công nhân trước 8/3/2024", True),  # most of its word pairs
        ("Trình Báo cáo kết quả đối thoại", False),
        ("công nhân gặp gỡ hoạch Kế Trình", False),  # the same words in another order
    ],
)
def test_gold_quotes_are_covered_by_most_of_their_word_pairs(quote: str, covered: bool) -> None:
    result = score(asked(question=replace(QUESTION, quotes=(quote,))))
    assert (result.uncovered_quotes == ()) is covered
    assert result.correct  # told, never held against the answer


# --- promise 1: verbatim ---


@pytest.mark.parametrize(
    "planted",
    [
        asked(passages={**PASSAGES, "p2": plan(VISIT.replace("05", "06"))}),  # the passage says otherwise
        asked(passages={"p1": PASSAGES["p1"]}),  # no such passage
        asked(good(citations=[cite(1, TASK), cite(2, "")])),  # an empty quote stands everywhere
        asked(passages={**PASSAGES, "p2": plan(VISIT.upper())}),  # verbatim is to the letter
    ],
    ids=["changed", "unknown-passage", "empty", "case"],
)
def test_a_quote_that_is_not_verbatim_is_found(planted: Asked) -> None:
    assert "not_verbatim" in found(planted)
    assert not score(planted).correct


def test_a_line_without_a_citation_and_a_marker_that_leads_nowhere_are_found() -> None:
    for bare in (line("Công tác được triển khai tốt.", role="none"), line("Công tác tốt.", 1, 9)):
        wire = good()
        wire["lines"].append(bare)
        assert found(asked(wire)) == {"not_verbatim"}


# --- promise 2: nothing invented ---


@pytest.mark.parametrize(
    ("text", "invention"),
    [
        ("Trình Kế hoạch gặp gỡ công nhân trước ngày 09/3/2024.", "9/3/2024"),  # another day
        ("Trình 12 Kế hoạch gặp gỡ công nhân.", "12"),  # a number from nowhere
        ("Trình Kế hoạch số 31-KH/TU gặp gỡ công nhân.", "31-kh/tu"),
        ("Trình Kế hoạch gặp gỡ công nhân tại huyện Nà Hang.", "Nà Hang"),
        ("Đồng chí Lò Văn Páo trình Kế hoạch gặp gỡ công nhân.", "Lò Văn Páo"),
        ("Có 8 kế hoạch gặp gỡ công nhân.", "8"),  # the 8 of 08/3/2024 is a day
    ],
)
def test_what_stands_in_no_cited_quote_is_invented(text: str, invention: str) -> None:
    planted = with_line(text)
    assert found(planted) == {"invented"}
    assert score(planted).invented == (invention,)


def test_a_number_of_another_line_does_not_support_this_one() -> None:
    planted = with_line("Trình Kế hoạch gặp gỡ 05 công nhân.")  # 05 stands in VISIT only
    assert score(planted).invented == ("5",)


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch trình trước ngày 8-3-2024.",  # the same day, written otherwise
        "Theo Báo cáo số 178-BC/BDVTU ngày 26/02/2024 của Ban Dân vận Tỉnh ủy Sông Lam.",  # the card
        "Tại Mường Sơn: gặp gỡ công nhân.",  # the first word of a sentence is no part of the name
        "Giúp Tổ Công tác Biên giới: Trình Kế hoạch gặp gỡ công nhân.",  # a stored lead-in
    ],
)
def test_what_the_line_may_lean_on_is_not_invented(text: str) -> None:
    served = plan(TASK, lead_in=("Giúp Tổ Công tác Biên giới:",))
    assert found(with_line(text, served=served)) == set()


def test_a_scope_line_may_use_the_question_and_other_lines_may_not() -> None:
    asks = replace(QUESTION, text="tháng 7/2025 chuẩn bị gì cho Hội nghị Hương Ước?")
    for role, expected in (("scope", set()), ("none", {"invented"})):
        wire = good()
        wire["lines"].append(line("Không thấy tháng 7/2025, Hội nghị Hương Ước.", 1, role=role))
        assert found(asked(wire, question=asks)) == expected, role


def test_a_computed_value_counts_only_with_its_operands() -> None:
    for sources, expected in (([1, 2], set()), ([], {"invented", "not_verbatim"})):
        wire = good()
        wire["computed"].append({"value": "2", "from": sources, "how": "số đầu việc"})
        wire["lines"].append(line("Có 2 việc.", role="computed", computed=(1,)))
        assert found(asked(wire)) == expected, sources


# --- promise 4: period and role ---

OTHER = "Tổng kết buổi gặp gỡ công nhân."


def test_a_line_of_another_period_is_found() -> None:
    assert found(with_line(OTHER, OTHER, served=plan(OTHER, period=APRIL))) == {"wrong_period"}
    assert found(with_line(OTHER, OTHER, served=plan(OTHER, period=MARCH_2023))) == {"wrong_period"}


def test_lines_that_fit_have_no_period_or_are_no_statement_of_a_period_pass() -> None:
    assert found(with_line(OTHER, OTHER, served=plan(OTHER, period=None))) == set()
    heading = Served(OTHER, period=APRIL)
    assert found(with_line(OTHER, OTHER, role="heading", served=heading)) == set()
    no_period = with_line(OTHER, OTHER, served=plan(OTHER, period=APRIL))
    assert found(replace(no_period, question=replace(QUESTION, periods=()))) == set()


def test_related_lines_pass_only_after_the_last_fitting_one_and_when_announced() -> None:
    note = "Các dòng ở kỳ khác trong cùng văn bản được nêu thêm để tham khảo."
    planted = with_line(OTHER, OTHER, served=plan(OTHER, period=APRIL))
    assert planted.answer is not None
    planted.answer["notes"] = [note]
    assert found(planted) == set()
    planted.answer["lines"].insert(1, planted.answer["lines"].pop())  # now before the answer proper
    assert found(planted) == {"wrong_period"}
    alone = asked(
        good(notes=[note]), passages={key: replace(one, period=APRIL) for key, one in PASSAGES.items()}
    )
    assert len(score(alone).wrong_period) == 2  # with nothing that fits there is nothing beside it


def test_another_year_passes_under_a_first_line_that_says_so_as_partial() -> None:
    partial = replace(QUESTION, verdicts=frozenset({"partial"}))
    moved = {key: replace(passage, period=MARCH_2023) for key, passage in PASSAGES.items()}

    def told(first: str, verdict: str = "partial") -> Asked:
        wire = good(verdict=verdict, lines=[line(first, role="scope"), line(TASK, 1), line(VISIT, 2)])
        return asked(wire, question=partial, passages=moved)

    assert found(told("Kho chỉ có tháng 3 của năm 2023.")) == set()
    assert "wrong_period" in found(told("Kho chỉ có tháng 3."))
    assert "wrong_period" in found(told("Kho chỉ có tháng 3 của năm 2023.", "answered"))


def test_a_plan_told_as_a_result_is_found() -> None:
    assert found(with_line(TASK, role="result", served=plan(TASK))) == {"plan_as_result"}
    claimed = with_line("đã tổ chức gặp gỡ công nhân.")
    assert found(claimed) == {"plan_as_result", "forbidden"}


def test_a_result_told_as_one_is_no_plan() -> None:
    told = "Tổ chức gặp gỡ công nhân."
    assert found(with_line(told, told, role="result", served=Served(told, role="result"))) == set()


# --- what must not be said ---


def test_forbidden_words_are_found_in_any_line_with_their_marks() -> None:
    told = "Ban đã thăm các gia đình."
    result = with_line(told, told, role="result", served=Served(told, role="result"))
    assert found(result) == {"forbidden"}
    stone = "Ban đá thăm dò."  # "đá" is not "đã"
    assert found(with_line(stone, stone, served=plan(stone))) == set()
    hasty = "Ban da tham cac gia dinh."
    assert "forbidden" in found(with_line(hasty, hasty, served=plan(hasty)))


# --- verdicts ---


def test_a_false_answer_is_telling_something_where_only_silence_is_right() -> None:
    assert score(asked(question=UNANSWERABLE)).false_answer
    assert not score(asked(silent(), question=UNANSWERABLE)).false_answer
    assert score(asked(silent(), question=UNANSWERABLE)).correct
    # Correcting a false premise may be acceptable; then an answer is not false by itself.
    corrected = replace(UNANSWERABLE, verdicts=frozenset({"partial", "not_found"}))
    assert not score(asked(good(verdict="partial"), question=corrected)).false_answer


@pytest.mark.parametrize(
    ("verdict", "refusal", "needless"),
    [("not_found", True, False), ("refused", True, False), ("clarify", False, True)],
)
def test_false_refusals_and_needless_questions(verdict: str, refusal: bool, needless: bool) -> None:
    result = score(asked(silent(verdict)))
    assert (result.false_refusal, result.needless_question) == (refusal, needless)
    assert not result.correct
    assert result.crag == 0
    allowed = replace(QUESTION, verdicts=QUESTION.verdicts | {verdict}, facts=(), documents=())
    asking = score(asked(silent(verdict), question=allowed))
    assert not asking.false_refusal
    assert not asking.needless_question


def test_a_wrong_verdict_is_not_correct_whatever_the_lines() -> None:
    result = score(asked(good(verdict="partial")))
    assert not result.verdict_right
    assert not result.correct
    assert result.crag == -1


def test_a_question_the_service_refused_is_wrong_and_says_why() -> None:
    result = score(Asked(QUESTION, None, failure="Câu hỏi quá dài."))
    assert result.verdict == "error"
    assert not result.correct
    assert result.findings()["failure"] == ("Câu hỏi quá dài.",)

"""An explanation tells the decision that was taken, and asking for it changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.answer import (
    AnswerLine,
    Computed,
    Fault,
    Filters,
    Kind,
    LineRole,
    Question,
    Verdict,
)
from assistant.assistant import Assistant
from assistant.conversations import Conversations
from assistant.draft import CitationBook
from assistant.evidence import Fit, Lack
from assistant.explaining import ASKED, Left, answer_explained, as_said
from assistant.explanation_text import WORDS, render_explanation
from assistant.trace import Account, Stage, Way
from assistant.verification import losses, verify
from assistant.wire import answer_to_wire
from assistant.wire_explanation import WireExplanation, WireTriedHit
from ingest.archive.archive import Archive
from ingest.document import PassageKind, Role, Scope
from ingest.sync import sync
from tests.assistant.conftest import REPORT_MAY, build

Small = tuple[Archive, Assistant]
AS_OF = date(2021, 6, 1)
QUESTIONS = [
    "tháng 6/2021 chuẩn bị gì cho tiếp xúc cử tri",
    "kiểm tra việc thực hiện dân chủ tại bao nhiêu xã",
    "Tổ giúp việc gồm bao nhiêu thành viên",
    "tháng 7 có nhiệm vụ gì",
    "ai ký báo cáo tháng 6/2021",
    "Chỉ thị số 09-CT/TU nói về việc gì",
    "có những báo cáo nào trong năm 2021",
    "Điều 2 Quyết định số 210-QĐ/TU quy định gì",
    "giá vàng thế giới hôm nay bao nhiêu",
    "tháng 5/2021 tiếp xúc cử tri có bao nhiêu cử tri dự",
]


def explained(
    small: Small, text: str, *, filters: Filters | None = None, conversation: str | None = None
) -> WireExplanation:
    archive, assistant = small
    account = Account()
    question = Question(text, AS_OF, conversation, filters or Filters())
    answer = assistant.ask(question, scope=Scope(archive.collections()), account=account)
    return answer_explained(answer, account)["explanation"]


def hit_of(told: WireExplanation, words: str) -> WireTriedHit:
    """The one hit whose text holds ``words``."""
    (hit,) = [hit for hit in told["hits"] if words in hit["text"]]
    return hit


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_hit_is_quoted_or_says_why_not_and_the_answer_stays_the_same(
    small_archive: Small, text: str
) -> None:
    archive, assistant = small_archive
    account = Account()
    scope = Scope(archive.collections())
    answer = assistant.ask(Question(text, AS_OF), scope=scope, account=account)
    plain = assistant.ask(Question(text, AS_OF), scope=scope)
    assert answer_to_wire(replace(answer, id="")) == answer_to_wire(replace(plain, id=""))
    wire = answer_explained(answer, account)
    told = wire["explanation"]
    cited = {citation["passage_id"] for citation in wire["citations"]}
    shown = {hit["passage_id"] for hit in told["hits"] if hit["quoted"]}
    assert shown <= cited
    assert len(cited - shown) == told["read_directly"]
    assert all(hit["quoted"] == (hit["why_not"] is None) for hit in told["hits"])
    assert [hit["score"] for hit in told["hits"]] == sorted(
        (hit["score"] for hit in told["hits"]), reverse=True
    )
    assert told["verdict"] == wire["verdict"]
    assert len(told["dropped"]) == wire["dropped"]["lines"] + wire["dropped"]["quotes"]
    assert [timing["stage"] for timing in told["timings"]] == [stage.value for stage in Stage]
    assert render_explanation(told).startswith("CÁCH ĐI ĐẾN CÂU TRẢ LỜI")


def test_what_was_understood_is_told(small_archive: Small) -> None:
    told = explained(small_archive, "thang 6/2021 can chuan bi gi cho tiep xuc cu tri")["understood"]
    assert (told["kind"], told["role"]) == ("tasks", "plan")
    assert told["periods"] == [{"from": "2021-06-01", "to": "2021-06-30", "said": "thang 6/2021"}]
    assert "tiep xuc cu tri" in told["query"]
    assert sum(concept["share"] for concept in told["topic"]) == pytest.approx(1.0, abs=0.01)
    assert all(concept["weight"] for concept in told["topic"])
    figure = explained(small_archive, "Tổ giúp việc gồm bao nhiêu thành viên")["understood"]
    assert "figure" in figure["asks"]
    assert figure["counted"] == "thành viên"


def test_another_period_and_a_missing_figure_are_the_reasons_told(small_archive: Small) -> None:
    told = explained(small_archive, "tháng 6/2021 tiếp xúc cử tri có bao nhiêu cử tri dự")
    assert hit_of(told, "145 cử tri")["quoted"]
    assert hit_of(told, "Chuẩn bị hội trường và tài liệu")["why_not"] == Lack.TELLS
    told = explained(small_archive, "kết quả tiếp xúc cử tri tháng 6/2021")
    dropped = hit_of(told, "Dự thảo Kế hoạch tiếp xúc cử tri")
    assert (dropped["why_not"], dropped["fit"]) == (Lack.PERIOD, "other")
    planned = hit_of(told, "Chuẩn bị hội trường và tài liệu")
    assert (planned["why_not"], planned["fit"], planned["role"]) == (Left.ROLE, "exact", "plan")


def test_the_sort_of_thing_asked_for_and_the_topic_are_the_reasons_told(small_archive: Small) -> None:
    told = explained(small_archive, "Tổ giúp việc gồm bao nhiêu thành viên")
    assert hit_of(told, "07 thành viên")["quoted"]
    assert hit_of(told, "họp định kỳ mỗi quý")["why_not"] == Lack.TELLS
    assert hit_of(told, "03 cuộc họp giao ban")["why_not"] == Lack.COUNTS
    assert hit_of(told, "Số 210-QĐ/TU")["why_not"] == Lack.KIND
    told = explained(small_archive, "Đảng ủy Quân sự tỉnh kiểm tra dân chủ")
    far = hit_of(told, "03 xã miền núi")
    assert far["why_not"] == Lack.COVERAGE
    assert told["verdict"] == "not_found"
    assert far["coverage"] is not None
    assert told["minimum"] is not None
    assert far["coverage"] < told["minimum"]


def test_what_a_long_answer_leaves_out_is_said_to_be_cut(tmp_path: Path) -> None:
    places = "An Lạc, Bình Hòa, Cẩm Sơn, Đông Phú, Hải Vân, Kim Long, Lâm Thao, Mỹ Đức, Ninh Xá".split(", ")
    items = "\n\n".join(f"- Thẩm định mô hình dân vận khéo ở xã {place}." for place in places)
    report = REPORT_MAY.replace("- Giúp:", f"{items}\n\n- Giúp:")
    build(tmp_path / "kho", {"bao-cao/bc.txt": report})
    with Archive.open(tmp_path / "data", create=True) as archive:
        sync(archive, tmp_path / "kho", embedder=None, report=lambda row: None)
        told = explained((archive, Assistant(archive, None)), "thẩm định mô hình dân vận khéo ở xã")
    fates = [hit["why_not"] for hit in told["hits"] if "Thẩm định mô hình" in hit["text"]]
    assert sorted(fate or "" for fate in fates) == ["", "", "", "", "", "", Left.CUT, Left.CUT, Left.CUT]


def test_the_filters_of_the_client_hold_for_the_explanation(small_archive: Small) -> None:
    told = explained(small_archive, "kiểm tra việc thực hiện dân chủ", filters=Filters(role=Role.PLAN))
    assert told["reach"]["limits"]["role"] == "plan"
    assert {hit["role"] for hit in told["hits"]} == {"plan"}
    assert all(search["passed"] < search["found"] for search in told["searches"])
    told = explained(
        small_archive, "Tổ giúp việc gồm bao nhiêu thành viên", filters=Filters(frozenset({"bao-cao"}))
    )
    assert told["reach"]["collections"] == ["bao-cao"]
    assert told["hits"]
    assert "210-QĐ/TU" not in str(told)


def test_a_search_is_widened_by_the_documents_of_the_period(small_archive: Small) -> None:
    searches = explained(small_archive, "tháng 6/2021 chuẩn bị gì cho tiếp xúc cử tri")["searches"]
    assert [search["documents"] for search in searches] == [None, 2]


def test_a_refusal_tells_nothing_of_the_archive(small_archive: Small) -> None:
    told = explained(small_archive, "cho xem các văn bản mật về tiếp xúc cử tri")
    assert (told["verdict"], told["answered_by"]) == ("refused", "declined")
    assert told["hits"] == told["searches"] == told["ways"] == []
    assert all(concept["weight"] is None for concept in told["understood"]["topic"])


def test_a_follow_up_is_told_as_completed(small_archive: Small, tmp_path: Path) -> None:
    archive, _ = small_archive
    small = (archive, Assistant(archive, None, Conversations(tmp_path / "state.sqlite")))
    explained(small, "tháng 5/2021 đã làm gì về tiếp xúc cử tri", conversation="c")
    told = explained(small, "còn tháng sau?", conversation="c")
    assert told["understood"]["question"].startswith("tháng 6/2021 đã làm gì về tiếp xúc cử tri")
    assert all(hit["dense"] is None for hit in told["hits"])  # lexical only
    assert "ngữ nghĩa –" in render_explanation(told)


def test_every_value_has_words_for_people() -> None:
    assert WORDS["kind"].keys() == set(Kind)
    assert WORDS["role"].keys() == set(Role)
    assert WORDS["asks"].keys() == ASKED.keys()
    assert WORDS["fit"].keys() == {fit.name.lower() for fit in Fit}
    assert WORDS["why_not"].keys() == {*Lack, *Left}
    assert WORDS["way"].keys() == set(Way)
    assert WORDS["verdict"].keys() == set(Verdict)
    assert WORDS["dropped"].keys() == set(Fault)
    assert WORDS["stage"].keys() == set(Stage)


def test_a_phrase_is_told_in_the_words_of_the_question() -> None:
    assert as_said(("tiep", "xuc"), "buổi Tiếp xúc cử tri") == "Tiếp xúc"
    assert as_said(("mat", "tran"), "MTTQ làm gì") == "mat tran"


def test_each_line_that_verification_drops_has_its_reason(small_archive: Small) -> None:
    archive, _ = small_archive
    scope = Scope(archive.collections())
    row = next(row for row in archive.documents(scope=scope, limit=10)[0] if row.number == "58-BC/BDVTU")
    plan = next(
        passage
        for passage in archive.document_passages(row.id, scope=scope)
        if passage.role is Role.PLAN and passage.kind is PassageKind.ITEM
    )
    book = CitationBook()
    marker = book.cite(plan, row)
    false = replace(book.cited[0], citation=replace(book.cited[0].citation, marker=2, quote="không có"))
    of_other = replace(
        book.cited[0], citation=replace(book.cited[0].citation, marker=3, cite_as="Nghị quyết")
    )
    cited = (*book.cited, false, of_other)
    computed = (Computed("9", (marker,), "4 + 5"),)
    wrong = {
        Fault.EMPTY: AnswerLine(" ", (marker,), LineRole.PLAN),
        Fault.CITATION: AnswerLine(plan.text, (2,), LineRole.PLAN),
        Fault.UNCITED: AnswerLine(plan.text, (), LineRole.PLAN),
        Fault.COMPUTED: AnswerLine("9", (), LineRole.COMPUTED, (0,)),
        Fault.ROLE: AnswerLine(plan.text, (marker,), LineRole.RESULT),
        Fault.DONE: AnswerLine(f"đã {plan.text}", (marker,), LineRole.PLAN),
        Fault.UNSUPPORTED: AnswerLine(f"{plan.text} 99 suất", (marker,), LineRole.PLAN),
    }
    lines = [AnswerLine(plan.text, (marker,), LineRole.PLAN), *wrong.values()]
    lost = losses(lines, cited, computed)
    assert [loss.fault for loss in lost] == [Fault.QUOTE, Fault.DOCUMENT, *wrong]
    assert lost[-1].words == ("99",)
    kept, _, _, dropped = verify(lines, cited, computed)
    assert [line.text for line in kept] == [plan.text]
    assert (dropped.quotes, dropped.lines) == (2, len(wrong))

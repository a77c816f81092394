"""The promises of docs/design.md, each asserted over a really ingested archive."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assistant.answer import Answer, AnswerLine, Filters, LineRole, Verdict
from assistant.assistant import Assistant
from ingest.archive.archive import Archive
from ingest.document import Role, Scope
from tests.assistant.conftest import Ask


def test_promise_1_every_line_is_cited_and_every_citation_verbatim(
    small_archive: tuple[Archive, Assistant], ask: Ask
) -> None:
    archive, _ = small_archive
    scope = Scope(archive.collections())
    for question in (
        "tháng 6 cần chuẩn bị gì cho tiếp xúc cử tri?",
        "chi thi 09 ve cai gi",
        "ai ký báo cáo tháng 5/2021",
        "tổ giúp việc gồm bao nhiêu thành viên",
    ):
        answer = ask(question)
        assert answer.citations, question
        for citation in answer.citations:
            passage = archive.passage(citation.passage_id, scope=scope)
            stored = archive.document(passage.document_id, scope=scope).text
            assert citation.quote in passage.text
            assert passage.text == " ".join(span.of(stored) for span in passage.spans)
        cited = {citation.marker for citation in answer.citations}
        for line in answer.lines:
            assert line.markers or line.computed
            assert set(line.markers) <= cited


# Questions are put together from what is asked, of what, and when; each part also as something the archive
# does not hold, so that a value of the question has every chance to slip into an answer.
OPENINGS = (
    "",
    "kết quả",
    "kế hoạch",
    "ai ký",
    "có bao nhiêu",
    "số văn bản của",
    "ngày ban hành",
    "gửi những đâu",
)
TOPICS = (
    "tiếp xúc cử tri",
    "kiem tra dan chu tai 09 xa mien nui",
    "báo cáo",
    "Quyết định 210-QĐ/TU",
    "chỉ thị 09",
    "chi thi 77-CT/TU cua Ban Bi Thu Gia Dinh",
    "thành viên tổ giúp việc",
    "cuộc họp giao ban tôn giáo",
    "12 mô hình của Hội Nông dân do Nguyễn Văn Bịa phụ trách",
    "thăm tặng quà 500 gia đình chính sách",
    "Bí thư Huyện ủy Không Có",
)
WHENS = (
    "",
    "tháng 5/2021",
    "tháng 6",
    "thang 7 nam 2021",
    "tháng 6/2019",
    "năm 2021",
    "quý 2",
    "ngày 05/3/2021",
)

_NUMBER = re.compile(r"\d+")
_NAME = re.compile(r"(?<!\w)[A-ZĐÀ-ÝĂƠƯẠ-Ỹ][\wÀ-ỹ]*(?:\s+[A-ZĐÀ-ÝĂƠƯẠ-Ỹ][\wÀ-ỹ]*)+")


def stands_on(line: AnswerLine, answer: Answer, archive: Archive) -> list[str]:
    """What a line may take its values from: the quotes it cites, their lead-ins, their documents' headings,
    and the computed values it names."""
    scope = Scope(archive.collections())
    texts = [answer.computed[index].value for index in line.computed]
    for citation in answer.citations:
        if citation.marker not in line.markers:
            continue
        row = archive.rows([citation.document.id], scope=scope)[citation.document.id]
        heading, about = row.heading, citation.about
        facts = [
            heading.type,
            heading.issuer,
            heading.title,
            heading.place,
            heading.signer,
            heading.signer_role,
        ]
        facts += [heading.signed_for, heading.number and heading.number.canonical, citation.document.file]
        for day in (heading.date, about and about.date):
            facts += [f"{day:%d} {day.day} {day:%m} {day.month} {day.year}"] if day else []
        facts += [about.number, about.issuer, about.title] if about else []
        texts += [citation.quote, *archive.passage(citation.passage_id, scope=scope).lead_in]
        texts += [*filter(None, facts), *heading.recipients, *heading.addressed_to, *heading.reported_to]
    for value in (answer.computed[index] for index in line.computed):
        assert set(value.sources) <= {citation.marker for citation in answer.citations}
        assert value.how
    return texts


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(OPENINGS), st.sampled_from(TOPICS), st.sampled_from(WHENS), st.booleans())
@example("có bao nhiêu", "thành viên tổ giúp việc", "", False)
@example("ai ký", "báo cáo", "tháng 5/2021", False)
@example("", "chỉ thị 09", "", True)
def test_promise_2_every_number_date_and_name_of_a_line_stands_in_what_the_line_cites(
    small_archive: tuple[Archive, Assistant], ask: Ask, opening: str, topic: str, when: str, last: bool
) -> None:
    archive, _ = small_archive
    question = " ".join(part for part in ((opening, topic, when) if last else (opening, when, topic)) if part)
    answer = ask(question)
    for line in answer.lines:
        support = stands_on(line, answer, archive)
        if line.role is LineRole.SCOPE:
            support.append(question)  # it restates the question
        numbers = {number for text in support for number in _NUMBER.findall(text)}
        assert set(_NUMBER.findall(line.text)) <= numbers, (question, line.text)
        for name in _NAME.findall(line.text):
            assert any(name in text for text in support), (question, name)


def test_promise_2_a_value_found_only_in_the_question_is_in_no_line(ask: Ask) -> None:
    answer = ask("kiểm tra dân chủ tại 88 xã miền núi")
    assert "03 xã miền núi" in answer.text
    assert not any("88" in line.text for line in answer.lines)
    answer = ask("ai ký báo cáo tháng 5/2021, có phải đồng chí Nguyễn Văn Bịa không")
    assert not any("Bịa" in line.text for line in answer.lines)


def test_promise_3_own_number_comes_from_the_heading_only(ask: Ask) -> None:
    answer = ask("số văn bản của báo cáo tháng 5/2021")
    assert answer.verdict is Verdict.ANSWERED
    assert "51-BC/BDVTU" in answer.text
    assert "09-CT/TU" not in answer.text


def test_promise_3_a_number_that_is_only_mentioned_is_marked_cited_only(ask: Ask) -> None:
    answer = ask("chi thi 09 ve cai gi, ngay may")
    assert answer.verdict is Verdict.PARTIAL
    (line,) = answer.lines
    assert line.role is LineRole.CITED_ONLY
    about = answer.citations[0].about
    assert about is not None
    assert not about.held
    assert (about.number, about.date, about.issuer) == (
        "09-CT/TU",
        date(2020, 4, 14),
        "Ban Thường vụ Tỉnh ủy",
    )
    assert about.title is not None
    assert "vận động quần chúng" in about.title


def test_promise_4_plan_asked_for_gives_the_plan_of_that_month_first(ask: Ask) -> None:
    answer = ask("tháng 6 cần chuẩn bị gì cho tiếp xúc cử tri?")
    assert answer.verdict is Verdict.ANSWERED
    told = [line for line in answer.lines if line.role is not LineRole.SCOPE]
    assert told[0].role is LineRole.PLAN
    assert told[0].text.startswith("Chuẩn bị hội trường và tài liệu")
    assert "01–30/6/2021" in answer.text
    by_marker = {citation.marker: citation for citation in answer.citations}
    for line in told:
        for marker in line.markers:
            assert by_marker[marker].role.value == line.role.value


def test_promise_4_the_same_without_diacritics(ask: Ask) -> None:
    marked = ask("tháng 6 cần chuẩn bị gì cho tiếp xúc cử tri?")
    plain = ask("thang 6 can chuan bi gi cho tiep xuc cu tri")
    first = next(line for line in plain.lines if line.role is LineRole.PLAN)
    assert first == next(line for line in marked.lines if line.role is LineRole.PLAN)


def test_promise_4_results_asked_of_a_month_that_is_only_planned_is_partial(ask: Ask) -> None:
    answer = ask("tháng 7/2021 đã thăm tặng quà gia đình chính sách chưa")
    assert answer.verdict is Verdict.PARTIAL
    assert all(line.role in (LineRole.PLAN, LineRole.SCOPE) for line in answer.lines)
    assert any("chưa" in note for note in answer.notes)


def test_promise_4_the_only_year_that_covers_the_month_is_named_first(ask: Ask) -> None:
    answer = ask("tháng 6 cần chuẩn bị gì cho tiếp xúc cử tri?", as_of=date(2026, 11, 22))
    assert answer.verdict is Verdict.PARTIAL
    assert answer.lines[0].role is LineRole.SCOPE
    assert "2021" in answer.lines[0].text
    assert any(line.role is LineRole.PLAN for line in answer.lines)


def test_promise_4_a_year_that_was_said_is_never_replaced(ask: Ask) -> None:
    answer = ask("tháng 6/2019 cần chuẩn bị gì cho tiếp xúc cử tri?")
    assert answer.verdict is Verdict.NOT_FOUND
    assert not answer.citations
    assert any("2021" in note for note in answer.notes)


def test_promise_5_silence_is_an_answer(ask: Ask) -> None:
    for question in ("giá vé xe buýt điện nội tỉnh là bao nhiêu", "ai la chu tich hoi sinh vien"):
        answer = ask(question)
        assert answer.verdict is Verdict.NOT_FOUND, question
        assert not answer.citations
        assert not answer.lines


def test_promise_9_a_closed_collection_is_invisible(ask: Ask) -> None:
    reports = Filters(collections=frozenset({"bao-cao"}))
    assert ask("tổ giúp việc gồm bao nhiêu thành viên").verdict is Verdict.ANSWERED
    closed = ask("tổ giúp việc gồm bao nhiêu thành viên", filters=reports)
    assert closed.verdict is Verdict.NOT_FOUND
    assert all(entry.document.file.startswith("bao-cao/") for entry in closed.nearest)
    assert ask("quyết định 210-QĐ/TU về việc gì", filters=reports).verdict is Verdict.NOT_FOUND


def test_a_month_of_results_is_listed_whole(ask: Ask) -> None:
    answer = ask("kết quả tháng 5/2021")
    told = [line for line in answer.lines if line.role is LineRole.RESULT]
    assert len(told) == 4
    assert {citation.role for citation in answer.citations} == {Role.RESULT}


def test_lead_in_carries_its_verb(ask: Ask) -> None:
    answer = ask("tháng 5/2021 giúp Hội Nông dân việc gì")
    assert any(line.text.startswith("Giúp: Hội Nông dân tỉnh rà soát 12 mô hình") for line in answer.lines)


def test_signer_and_recipients_come_from_the_closing_block(ask: Ask) -> None:
    signer = ask("ai ký báo cáo tháng 5/2021")
    assert signer.verdict is Verdict.ANSWERED
    assert "Phan Thị Minh Thu" in signer.lines[0].text
    assert signer.lines[0].role is LineRole.HEADING
    recipients = ask("báo cáo tháng 6/2021 gửi những đâu")
    assert [line.text for line in recipients.lines] == ["Thường trực Tỉnh ủy", "Lưu Văn phòng Ban"]


def test_several_documents_fit_asks_back_newest_first(ask: Ask) -> None:
    answer = ask("ai ký báo cáo")
    assert answer.verdict is Verdict.CLARIFY
    assert "58-BC/BDVTU" in answer.choices[0].label
    assert not answer.citations


def test_a_held_number_is_told_from_its_heading(ask: Ask) -> None:
    answer = ask("qd 210 ve viec gi")
    assert answer.verdict is Verdict.ANSWERED
    assert "Quyết định số 210-QĐ/TU, ngày 05/3/2021" in answer.text

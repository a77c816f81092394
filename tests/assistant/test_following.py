"""Follow-ups over a talk: which readings a question has, the document and the time spoken of, and where they end."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date

import pytest

from assistant.answer import Answer, LineRole, Question, Verdict
from assistant.assistant import Assistant
from assistant.conversations import Told, Turn
from assistant.following import made_whole
from ingest.archive.archive import Archive
from ingest.document import Scope
from tests.assistant.papers import AS_OF

Talk = Callable[..., list[Answer]]
REPORT = Told("Báo cáo số 204-BC/BDVTU", "Báo cáo", "d1")
PLAN = Told("Kế hoạch số 22-KH/BDVTU", "Kế hoạch", None)
ASKED = Turn("tháng 5/2023 đã làm gì về tiếp xúc cử tri", (REPORT, PLAN))
# The month was said earlier in the talk, not in its last question.
HELD_OVER = Turn("kiểm tra dân chủ ở mấy xã", (REPORT,), time="tháng 5/2023")


def _readings(said: str, last: Turn) -> list[str]:
    return [whole.shown for whole in made_whole(Question(said, AS_OF), last)]


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("còn tháng sau?", "tháng 6/2023 đã làm gì về tiếp xúc cử tri"),
        ("còn tháng sau thì sao", "tháng 6/2023 đã làm gì về tiếp xúc cử tri"),
        ("thế tháng trước ra sao", "tháng 4/2023 đã làm gì về tiếp xúc cử tri"),
        ("riêng xã Tân Phú?", "xã Tân Phú về tiếp xúc cử tri tháng 5/2023"),
        ("còn xã Tân Phú?", "xã Tân Phú về tiếp xúc cử tri tháng 5/2023"),
        (
            "hội nghị đó có bao nhiêu người dự",
            "hội nghị đó có bao nhiêu người dự về tiếp xúc cử tri tháng 5/2023",
        ),
        ("nó gửi đâu", f"nó gửi đâu – {REPORT.name}"),
        ("kế hoạch đó do ai ký", f"kế hoạch đó do ai ký – {PLAN.name}"),
        ("văn bản cũ đó ai ký", f"văn bản cũ đó ai ký – {PLAN.name}"),
    ],
)
def test_the_likeliest_reading(said: str, first: str) -> None:
    assert _readings(said, ASKED)[0] == first


@pytest.mark.parametrize(
    "said",
    [
        "cái này nằm trong văn bản nào",
        "nằm trong văn bản số mấy",
        "con số đó lấy ở báo cáo nào",
        "ghi ở văn bản nào",
    ],
)
def test_where_it_is_said_is_the_document_of_the_last_answer(said: str) -> None:
    (whole,) = made_whole(Question(said, AS_OF), ASKED)
    assert whole.document == REPORT


def test_a_place_takes_the_place_of_the_one_before() -> None:
    last = Turn("tháng 5/2023 huyện Phước Nguyên khảo sát mấy xã", (REPORT,))
    (first, *_) = _readings("còn huyện Sơn Tiêu?", last)
    assert "Sơn Tiêu" in first
    assert "Phước Nguyên" not in first
    assert "tháng 5/2023" in first


@pytest.mark.parametrize(
    ("said", "month"),
    [
        ("còn tháng sau?", "tháng 6/2023"),
        ("còn tháng trước thì sao", "tháng 4/2023"),
        ("ở đâu", "tháng 5/2023"),
    ],
)
def test_the_time_of_the_talk_is_held_over(said: str, month: str) -> None:
    first = _readings(said, HELD_OVER)[0]
    assert "kiểm tra dân chủ" in first
    assert month in first


def test_a_task_of_the_coming_month_counts_from_the_talk_not_from_today() -> None:
    for reading in _readings("còn tháng sau cần làm gì", ASKED):
        assert "tháng 6/2023" in reading


def test_words_that_say_nothing_alone_are_asked_of_what_was_asked() -> None:
    assert _readings("ở đâu", ASKED) == ["ở đâu về tiếp xúc cử tri tháng 5/2023"]


def test_few_words_lean_on_what_was_asked_and_may_still_stand_alone() -> None:
    readings = made_whole(Question("mấy đại biểu dự", AS_OF), ASKED)
    assert "mấy đại biểu dự về tiếp xúc cử tri tháng 5/2023" in [whole.text for whole in readings]
    assert any(whole.only_there for whole in readings)
    assert readings[-1].text == "mấy đại biểu dự"
    assert all(whole.leans for whole in readings)


def test_a_question_with_a_topic_of_its_own_is_first_read_by_itself() -> None:
    said = "rà soát mô hình kinh tế tập thể của hội nông dân thế nào"
    assert _readings(said, ASKED)[0] == said


@pytest.mark.parametrize(
    "said",
    [
        "chuyện khác, thăm tặng quà gia đình chính sách tháng 7",
        "cho hỏi ai ký báo cáo tháng 6/2023",
        "theo kế hoạch của UBND tỉnh, mỗi hộ được gì",
    ],
)
def test_what_has_nothing_to_do_with_the_last_question_is_left_as_it_is(said: str) -> None:
    assert _readings(said, ASKED) == [said]


# -- talks over the papers -----------------------------------------------------------------------------


@pytest.fixture
def talk(papers: tuple[Archive, Assistant]) -> Talk:
    """Asks one question after another in a conversation of its own."""
    archive, assistant = papers

    def asked(*texts: str) -> list[Answer]:
        conversation, scope = uuid.uuid4().hex, Scope(archive.collections())
        return [assistant.ask(Question(text, AS_OF, conversation), scope=scope) for text in texts]

    return asked


def _files(answer: Answer) -> set[str]:
    return {citation.document.file for citation in answer.citations}


def test_a_talk_about_one_document(talk: Talk) -> None:
    first, named, replaced, signed = talk(
        "quy chế tiếp công dân quy định thời hạn trả lời kiến nghị mấy ngày",
        "cái này nằm trong văn bản nào",
        "nó thay thế văn bản nào",
        "ai ký",
    )
    assert "15 ngày" in first.text
    assert "315-QĐ/TU" in named.text
    assert "98-QĐ/TU" in replaced.text
    assert "Đinh Công Lý" in signed.text
    for answer in (first, named, replaced, signed):
        assert answer.verdict is Verdict.ANSWERED
        assert _files(answer) == {"chi-dao/qc-315.txt"}


def test_what_that_plan_rests_on_is_not_the_plan_itself(talk: Talk) -> None:
    _, basis = talk("kế hoạch 22-KH/BDVTU vận động mỗi hộ đóng góp gì", "kế hoạch đó căn cứ văn bản nào")
    assert basis.verdict is Verdict.ANSWERED
    assert "Căn cứ Chỉ thị số 08-CT/TU" in basis.text


def test_the_month_after_the_one_spoken_of(talk: Talk) -> None:
    _, tasks = talk(
        "tháng 4/2023 hộ nộp quỹ nước sạch đạt tỷ lệ bao nhiêu", "tháng sau có nhiệm vụ gì về tôn giáo"
    )
    assert [period.start for period in tasks.understood.periods] == [date(2023, 5, 1)]
    planned = [line.text for line in tasks.lines if line.role is LineRole.PLAN]
    assert planned == ["Thăm các chức sắc tiêu biểu.", "Dự lễ tại 02 cơ sở thờ tự."]


def test_a_month_without_it_is_not_answered_from_the_one_before(talk: Talk) -> None:
    first, before = talk("tháng 5/2023 cấp phát tài liệu song ngữ cho bao nhiêu bản", "còn tháng trước?")
    assert "11 bản" in first.text
    assert [period.start for period in before.understood.periods] == [date(2023, 4, 1)]
    assert "11 bản" not in before.text


def test_where_it_was_done_is_asked_of_the_same_event(talk: Talk) -> None:
    _, place = talk("tháng 4/2023 ký cam kết tiết kiệm nước với bao nhiêu hộ", "ở đâu")
    assert "thị trấn Khe Sậu" in place.text
    assert [period.start for period in place.understood.periods] == [date(2023, 4, 1)]


def test_a_new_matter_is_not_looked_for_in_the_old_document(talk: Talk) -> None:
    _, contest = talk(
        "kế hoạch 22-KH/BDVTU vận động mỗi hộ đóng góp gì",
        "chuyện khác, hội thi tuyên truyền viên giỏi có bao nhiêu thí sinh dự",
    )
    assert "36 thí sinh" in contest.text
    assert not any("Hiểu câu hỏi là" in note for note in contest.notes)


def test_all_that_the_office_did_is_a_question_of_its_own() -> None:
    assert _readings("tuần qua Ban có hoạt động gì", ASKED) == ["tuần qua Ban có hoạt động gì"]
    assert "tiếp xúc cử tri" in _readings("còn tháng sau thì sao", ASKED)[0]

"""What a question takes for granted and no document tells is not agreed to (promise 5)."""

from __future__ import annotations

import pytest

from assistant.answer import Answer, Verdict
from assistant.premises import contradicted, gives_cause, lists, names_lacking
from tests.assistant.conftest import Ask


def _noted(answer: Answer, words: str) -> bool:
    return any(words in note for note in answer.notes)


def test_a_reason_that_is_told_is_the_answer(ask_papers: Ask) -> None:
    answer = ask_papers("vì sao hội thi tuyên truyền viên giỏi phải lùi")
    assert answer.verdict is Verdict.ANSWERED
    assert "do mưa lũ" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "vì sao buổi gặp mặt chức sắc tôn giáo phải lùi",
        "sao buoi gap mat chuc sac ton giao lai lui",
        "vì sao buổi gặp mặt chức sắc tôn giáo bị hoãn",
    ],
)
def test_a_reason_that_is_not_told_leaves_the_answer_partial(ask_papers: Ask, question: str) -> None:
    answer = ask_papers(question)
    assert answer.verdict is Verdict.PARTIAL
    assert _noted(answer, "không nêu nguyên nhân")


@pytest.mark.parametrize(("said", "lacking"), [("phải dừng hẳn", "dừng"), ("bị hủy bỏ", "hủy bỏ")])
def test_a_reason_of_something_that_did_not_happen_is_not_told(
    ask_papers: Ask, said: str, lacking: str
) -> None:
    answer = ask_papers(f"vì sao hội thi tuyên truyền viên giỏi {said}")
    assert answer.verdict is Verdict.PARTIAL
    assert _noted(answer, lacking)


def test_what_was_not_done_contradicts_what_the_question_calls_done(ask_papers: Ask) -> None:
    answer = ask_papers("huyện Đông Phú đã gửi báo cáo kiểm kê trạm cấp nước rồi phải không")
    assert answer.verdict is Verdict.PARTIAL
    assert "chưa gửi" in answer.text
    assert _noted(answer, "khác với điều nêu trong câu hỏi")


def test_a_part_of_the_whole_contradicts_the_whole(ask_papers: Ask) -> None:
    whole = ask_papers("214 hộ dân đã bàn giao mặt bằng tuyến đường ven hồ, có đúng không")
    assert whole.verdict is Verdict.PARTIAL
    assert "206/214" in whole.text
    assert _noted(whole, "khác với điều nêu trong câu hỏi")
    part = ask_papers("206 hộ dân đã bàn giao mặt bằng tuyến đường ven hồ, có đúng không")
    assert part.verdict is Verdict.ANSWERED
    assert not part.notes


def test_a_count_is_no_list_of_names(ask_papers: Ask) -> None:
    counted = ask_papers("danh sách tập thể được khen thưởng vận động hiến đất")
    assert counted.verdict is Verdict.PARTIAL
    assert _noted(counted, "không ghi danh sách")
    listed = ask_papers("danh sách hộ được biểu dương hiến giếng làng")
    assert listed.verdict is Verdict.ANSWERED
    assert "Lò Văn Păn" in listed.text


@pytest.mark.parametrize(
    "whose",
    ["xã Mường Lạn", "Hội Nông dân tỉnh", "Đảng bộ xã Nậm Cắn"],
)
def test_a_figure_of_nobody_named_is_not_told_as_that_of_one(ask_papers: Ask, whose: str) -> None:
    assert ask_papers("tỷ lệ hộ nộp quỹ nước sạch là bao nhiêu").verdict is Verdict.ANSWERED
    answer = ask_papers(f"tỷ lệ hộ nộp quỹ nước sạch của {whose} là bao nhiêu")
    assert answer.verdict in (Verdict.PARTIAL, Verdict.NOT_FOUND)
    assert answer.verdict is Verdict.NOT_FOUND or _noted(answer, "chưa thấy")


def test_the_nearest_passages_are_told_with_the_words_they_lack(ask_papers: Ask) -> None:
    answer = ask_papers("hội thi tuyên truyền viên giỏi toàn quốc khai mạc bao nhiêu thí sinh dự")
    assert answer.verdict is Verdict.PARTIAL
    assert "36 thí sinh" in answer.text
    assert _noted(answer, "“toàn quốc khai mạc”")


@pytest.mark.parametrize(
    "question",
    ["vì sao lễ phát động trồng cây phải hoãn", "biện pháp phòng chống cháy rừng mùa khô là gì"],
)
def test_where_nothing_is_near_nothing_is_cited(ask_papers: Ask, question: str) -> None:
    answer = ask_papers(question)
    assert answer.verdict is Verdict.NOT_FOUND
    assert not answer.citations
    assert not answer.lines


@pytest.mark.parametrize(
    ("question", "text", "denied"),
    [
        ("đã trình dự thảo chưa", "Chưa trình dự thảo.", True),
        ("đã được duyệt ngày nào", "Hồ sơ không được duyệt.", True),
        ("đã trình dự thảo chưa", "Chưa họp; đã trình dự thảo.", False),
        ("đã có 45 xã đăng ký", "Có 40/45 xã đăng ký.", True),
        ("đã có 45 xã đăng ký", "Có 45/45 xã đăng ký.", False),
        ("45 xã đăng ký", "Có 40/45 xã đăng ký.", False),
    ],
)
def test_what_denies_what_is_called_done(question: str, text: str, denied: bool) -> None:
    assert contradicted(question, [text]) is denied


def test_one_passage_that_agrees_is_enough() -> None:
    assert not contradicted("đã gửi báo cáo", ["Xã A chưa gửi báo cáo.", "Xã B gửi báo cáo."])
    assert not contradicted("đã gửi báo cáo", [])


def test_a_cause_and_a_list_are_known_by_their_words() -> None:
    assert gives_cause("Hội nghị lùi vì trùng lịch tiếp xúc cử tri.")
    assert not gives_cause("Hội nghị lùi sang tháng 6.")
    assert lists("Khen thưởng xã Bản Mế, xã Nàn Sín và xã Lử Thẩn.")
    assert not lists("Khen thưởng 03 tập thể.")


def test_of_the_words_that_are_lacking_those_written_as_names_count() -> None:
    assert names_lacking("hộ nghèo ở xã Mường Lạn có tăng", ["Mường Lạn", "tăng"]) == ["Mường Lạn"]
    assert names_lacking("Kết quả rà soát hộ nghèo", ["Kết quả"]) == []  # only opens the sentence
    assert names_lacking("đoàn số 3 kiểm tra ở đâu", ["3"]) == ["3"]


@pytest.mark.parametrize(
    ("text", "is_list"),
    [
        ("Gồm các sở: Tài nguyên và Môi trường; Giao thông vận tải; Y tế.", True),
        ("Khen thưởng đồng chí Lò Văn Păn, đồng chí Hà Thị Mây và đồng chí Vi Văn Tâm.", True),
        ("Thẩm định 96 hồ sơ, kết quả có 81 mô hình đạt, 15 mô hình chưa đạt.", False),
        ("Quyết định số 57-QĐ/BDVTU, ngày 20/12/2023 về công nhận 81 mô hình “Dân vận khéo”.", False),
    ],
)
def test_names_are_listed_and_counts_are_not(text: str, is_list: bool) -> None:
    assert lists(text) is is_list

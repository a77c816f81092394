"""Documents named by type, title and issuer: looked into, cited and told of; one that is not held is said not to be."""

from __future__ import annotations

import pytest

from assistant.answer import Answer, Question, Verdict
from assistant.understanding import understand
from tests.assistant.conftest import Ask
from tests.assistant.papers import AS_OF


def _files(answer: Answer) -> set[str]:
    return {citation.document.file for citation in answer.citations}


def _told(answer: Answer) -> list[str]:
    return [line.text for line in answer.lines if line.markers]


@pytest.mark.parametrize(
    ("question", "file", "words"),
    [
        (
            "Theo kế hoạch của UBND tỉnh, mỗi hộ lắp đồng hồ nước được gì?",
            "ke-hoach/kh-41-ubnd.txt",
            "500.000 đồng",
        ),
        (
            "theo ke hoach cua ubnd tinh, moi ho lap dong ho nuoc duoc gi",
            "ke-hoach/kh-41-ubnd.txt",
            "500.000 đồng",
        ),
        (
            "theo kế hoạch của Ban Dân vận, mỗi hộ lắp đồng hồ nước phải đóng góp gì",
            "ke-hoach/kh-22.txt",
            "02 ngày công",
        ),
        (
            "kế hoạch bảo vệ trạm cấp nước quy định gì về hộ lắp đồng hồ nước",
            "ke-hoach/kh-22.txt",
            "02 ngày công",
        ),
        (
            "Dự thảo kế hoạch gặp mặt đoàn viên thanh niên quy định gì về thành phần",
            "du-thao/dt-gap-mat.txt",
            "120 đoàn viên",
        ),
        (
            "báo cáo tổng kết năm 2023 nêu sửa chữa được bao nhiêu trạm cấp nước",
            "bao-cao/bc-nam.txt",
            "21 trạm cấp nước",
        ),
        (
            "báo cáo tổng kết nêu năm 2024 nhân rộng mô hình gì",
            "bao-cao/bc-nam.txt",
            "bể chứa tập trung",
        ),
    ],
)
def test_what_is_asked_of_a_document_is_told_by_it_alone(
    ask_papers: Ask, question: str, file: str, words: str
) -> None:
    answer = ask_papers(question)
    assert answer.verdict is Verdict.ANSWERED
    assert _files(answer) == {file}
    assert words in answer.text


def test_a_draft_is_said_to_be_one(ask_papers: Ask) -> None:
    answer = ask_papers("dự thảo kế hoạch gặp mặt đoàn viên thanh niên quy định gì về thành phần")
    assert any("dự thảo" in note for note in answer.notes)


def test_an_issued_plan_is_not_told_as_the_draft_that_is_asked_for(ask_papers: Ask) -> None:
    answer = ask_papers("dự thảo kế hoạch bảo vệ trạm cấp nước quy định gì về đồng hồ nước")
    assert answer.verdict is not Verdict.ANSWERED


def test_the_report_of_another_year_does_not_stand_in(ask_papers: Ask) -> None:
    answer = ask_papers("báo cáo tổng kết năm 2024 nêu sửa chữa được bao nhiêu trạm cấp nước")
    assert answer.verdict is Verdict.NOT_FOUND
    assert not answer.citations


def test_a_document_that_is_not_held_is_said_not_to_be(ask_papers: Ask) -> None:
    answer = ask_papers("Nghị quyết về nước sạch quy định gì về tỷ lệ hộ nộp quỹ")
    assert answer.verdict is Verdict.PARTIAL
    assert _files(answer) == {"bao-cao/bc-04.txt"}
    assert any("không có toàn văn" in note for note in answer.notes)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Theo kế hoạch của UBND tỉnh, mỗi hộ được gì", ("Kế hoạch", False, False)),
        ("dự thảo kế hoạch gặp mặt đoàn viên quy định gì", ("Kế hoạch", True, True)),
        ("trong dự thảo quy chế tiếp công dân, thời hạn là mấy ngày", ("Quy chế", True, False)),
        ("báo cáo tổng kết năm 2023 đánh giá thế nào về tổ tự quản", ("Báo cáo", False, True)),
        ("tháng 5 phải xây dựng kế hoạch gì về nước sạch", None),
        ("theo Kế hoạch số 22-KH/BDVTU, mỗi hộ đóng góp gì", None),
        ("đã gửi báo cáo kiểm kê trạm cấp nước chưa", None),
    ],
)
def test_what_names_a_document(question: str, named: tuple[str, bool, bool] | None) -> None:
    source = understand(Question(question, AS_OF)).told_in
    assert (source and (source.type, source.draft, source.asks_contents)) == named


def test_the_words_of_a_name_end_where_the_question_begins() -> None:
    source = understand(Question("kế hoạch bảo vệ trạm nước năm 2023 quy định gì về quỹ", AS_OF)).told_in
    assert source is not None
    assert "tram" in {syllable for concept in source.words for syllable in concept.syllables}
    assert {"2023", "quy", "dinh"}.isdisjoint(
        syllable for concept in source.words for syllable in concept.syllables
    )


# -- how documents stand to one another ----------------------------------------------------------------


def test_what_a_document_rests_on_is_what_it_says_itself(ask_papers: Ask) -> None:
    answer = ask_papers("Kế hoạch 22-KH/BDVTU căn cứ vào chỉ thị nào")
    (line,) = _told(answer)
    assert line.startswith("Căn cứ Chỉ thị số 08-CT/TU, ngày 12/01/2023")
    both = ask_papers("Kế hoạch 22-KH/BDVTU căn cứ vào văn bản nào")
    assert ["08-CT/TU" in text or "77-CV/TU" in text for text in _told(both)] == [True, True]


def test_what_a_document_replaces(ask_papers: Ask) -> None:
    answer = ask_papers("Quy chế 315-QĐ/TU thay thế văn bản nào")
    assert answer.verdict is Verdict.ANSWERED
    (line,) = _told(answer)
    assert "98-QĐ/TU" in line


def test_what_a_document_that_is_not_held_was_replaced_by(ask_papers: Ask) -> None:
    answer = ask_papers("98-QĐ/TU bị thay thế bởi văn bản nào")
    assert answer.verdict is Verdict.ANSWERED
    assert _files(answer) == {"chi-dao/qc-315.txt"}
    assert "315-QĐ/TU" in answer.text


@pytest.mark.parametrize("number", ["08-CT/TU", "41/KH-UBND"])
def test_what_nothing_replaces_is_not_told_as_replaced(ask_papers: Ask, number: str) -> None:
    answer = ask_papers(f"{number} bị thay thế bởi văn bản nào")
    assert answer.verdict is Verdict.NOT_FOUND
    assert not answer.citations


def test_which_document_says_so_is_told_with_what_it_says(ask_papers: Ask) -> None:
    answer = ask_papers("văn bản nào giao Ban Dân vận vận động các hộ nhường đất")
    assert _files(answer) == {"chi-dao/ct-08.txt"}
    heading, item = _told(answer)
    assert heading.startswith("Chỉ thị số 08-CT/TU, ngày 12/01/2023")
    assert "nhường đất đặt bể chứa" in item


# -- how a document is cited, and which is meant -------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "trích dẫn hướng dẫn xây dựng tổ tự quản nước sạch như thế nào",
        "trich dan huong dan to tu quan nuoc sach the nao cho dung",
        "viện dẫn 09-HD/BDVTU ghi thế nào",
    ],
)
def test_a_citation_is_made_of_the_document_called(ask_papers: Ask, question: str) -> None:
    answer = ask_papers(question)
    assert answer.verdict is Verdict.ANSWERED
    (line,) = _told(answer)
    assert line == (
        "Hướng dẫn số 09-HD/BDVTU, ngày 15/3/2023 của Ban Dân vận Tỉnh ủy Hòa Giang "
        "về xây dựng tổ tự quản nước sạch."
    )


def test_of_several_documents_the_one_to_cite_is_asked_for(ask_papers: Ask) -> None:
    answer = ask_papers("trích dẫn kế hoạch về trạm cấp nước năm 2023 thế nào")
    assert answer.verdict is Verdict.CLARIFY
    assert not answer.citations
    first, second = (choice.label for choice in answer.choices)
    assert "22-KH/BDVTU" in first
    assert "41/KH-UBND" in second


def test_a_document_nobody_holds_is_not_cited(ask_papers: Ask) -> None:
    answer = ask_papers("trích dẫn kế hoạch trồng rừng ngập mặn thế nào")
    assert answer.verdict is Verdict.NOT_FOUND
    assert not answer.citations


@pytest.mark.parametrize(
    ("question", "file"),
    [
        ("kế hoạch mới nhất về trạm cấp nước số mấy", "ke-hoach/kh-22.txt"),
        ("ke hoach gan day nhat ve tram cap nuoc ai ky", "ke-hoach/kh-22.txt"),
        ("báo cáo mới nhất ai ký", "bao-cao/bc-nam.txt"),
        ("ai ký hướng dẫn tổ tự quản", "chi-dao/hd-09.txt"),
        ("ai ký kế hoạch sửa chữa trạm cấp nước", "ke-hoach/kh-41-ubnd.txt"),
        ("ai ký kế hoạch gặp mặt đoàn viên năm 2024", "du-thao/dt-gap-mat.txt"),
    ],
)
def test_a_document_is_known_by_part_of_its_title(ask_papers: Ask, question: str, file: str) -> None:
    answer = ask_papers(question)
    assert answer.verdict is Verdict.ANSWERED
    assert _files(answer) == {file}


def test_an_undated_draft_is_of_the_year_its_title_names(ask_papers: Ask) -> None:
    answer = ask_papers("ai ký kế hoạch gặp mặt đoàn viên năm 2023")
    assert "du-thao/dt-gap-mat.txt" not in _files(answer)


def test_the_end_of_a_number_is_no_time() -> None:
    understood = understand(Question("Điều 1 Quyết định 118-QĐ/TU năm 2021 nói gì", AS_OF))
    assert [(period.start.year, period.end.year) for period in understood.periods] == [(2021, 2021)]

"""Which documents there are: enumerated from the catalogue by type, time, issuer, signer and subject."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Kind, LineRole, Verdict
from assistant.assistant import Assistant
from eval.answers.archives import ROOT
from ingest.archive.archive import Archive
from ingest.sync import sync
from tests.assistant.conftest import Ask, asking, build
from tests.assistant.outline import AS_OF


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    with Archive.open(tmp_path_factory.mktemp("data"), create=True) as archive:
        sync(archive, ROOT / "eval" / "archive", embedder=None, report=lambda _: None)
        yield asking(archive, Assistant(archive, None), AS_OF)


def _numbers(ask: Ask, question: str) -> list[str | None]:
    answer = ask(question)
    assert answer.verdict is Verdict.ANSWERED
    assert answer.dropped.lines == 0
    held = {marker for line in answer.lines if line.role is LineRole.HEADING for marker in line.markers}
    return [citation.document.number for citation in answer.citations if citation.marker in held]


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        (
            "danh sách báo cáo năm 2023",
            ["166-BC/BDVTU", "163-BC/BDVTU", "159-BC/BDVTU", "153-BC/BDVTU", "148-BC/BDVTU"],
        ),
        ("liệt kê các kế hoạch ban hành năm 2023", ["96-KH/TU"]),
        (
            "dong chi Le Thi Thanh Nga ky nhung van ban nao",
            ["612-CV/BDVTU", None, "171-BC/BDVTU", "148-BC/BDVTU"],
        ),
        ("kế hoạch nào do đồng chí Trịnh Công Mậu ký", ["96-KH/TU", "05-KH/TU"]),
        ("anh Khiêm ký những văn bản nào", ["902-QĐ/TU", "12-CT/TU"]),
        ("văn bản nào của UBND tỉnh", ["27/KH-UBND"]),
        ("các báo cáo ra trong tháng 12/2023", ["166-BC/BDVTU", "163-BC/BDVTU"]),
        ("năm 2024 đã có những kế hoạch nào được ban hành", ["05-KH/BCĐ", "27/KH-UBND", "31-KH/BDVTU"]),
        ("Tỉnh ủy đã ban hành những quyết định nào", ["902-QĐ/TU", "845-QĐ/TU"]),
        ("có những dự thảo nào", [None]),
        ("vb nào ban hành ngày 08/01/2024", ["1873-CV/TU"]),
        ("có những văn bản nào về người có uy tín", ["57-KL/TU", "05-KH/TU"]),
        (
            "liệt kê các báo cáo tháng trong năm 2023",
            ["166-BC/BDVTU", "159-BC/BDVTU", "153-BC/BDVTU", "148-BC/BDVTU"],
        ),
    ],
)
def test_documents_are_listed_by_what_their_headings_say(
    ask: Ask, question: str, numbers: list[str | None]
) -> None:
    assert _numbers(ask, question) == numbers


def test_the_first_line_counts_and_says_of_what(ask: Ask) -> None:
    answer = ask("năm 2023 Ban ban hành bao nhiêu báo cáo")
    assert answer.understood.kind is Kind.COUNT
    (count,) = [line for line in answer.lines if line.role is LineRole.COMPUTED]
    assert count.text == "Kho có 5 báo cáo của Ban Dân vận Tỉnh ủy Hòa Giang:"
    value = answer.computed[count.computed[0]]
    assert (value.value, value.sources) == ("5", (1, 2, 3, 4, 5))


def test_reports_of_single_months_tell_which_months_are_missing(ask: Ask) -> None:
    answer = ask("quý IV/2023 có bao nhiêu báo cáo tháng")
    assert "3/3 tháng" in answer.text
    answer = ask("liệt kê các báo cáo tháng trong năm 2023")
    assert "4/12 tháng; thiếu tháng 01/2023, tháng 02/2023, tháng 3/2023" in answer.text


@pytest.mark.parametrize("name", ["đồng chí Nguyễn Văn Toàn", "anh Triển"])
def test_a_person_who_signs_nothing_is_not_taken_for_a_subject(ask: Ask, name: str) -> None:
    assert ask(f"{name} ký những văn bản nào").verdict is Verdict.NOT_FOUND


def test_a_year_without_documents_is_not_answered_from_another(ask: Ask) -> None:
    answer = ask("danh sách báo cáo năm 2019")
    assert answer.verdict is Verdict.NOT_FOUND
    assert "2021, 2023, 2024" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "ban đã tham mưu những văn bản nào về đối thoại trong tháng 2",
        "tháng 12/2023 ban hành được văn bản nào",
        "Kế hoạch 96-KH/TU được ban hành để thực hiện văn bản nào?",
        "tháng 3/2024 phải xây dựng những báo cáo nào",
    ],
)
def test_what_documents_tell_of_others_is_read_in_them(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.understood.kind not in (Kind.LIST, Kind.COUNT)
    assert answer.verdict in (Verdict.ANSWERED, Verdict.PARTIAL)


LETTER = """\
TỈNH ỦY HÒA GIANG
BAN DÂN VẬN
*
Số {number}-CV/BDVTU
V/v gửi tài liệu giao ban lần {number}
Hòa Giang, ngày {day:02d} tháng {month} năm 2021

Ban Dân vận Tỉnh ủy gửi tài liệu giao ban để các đơn vị nghiên cứu.

TRƯỞNG BAN

Đinh Công Lý
"""


def test_a_long_list_is_counted_by_month_and_shows_the_newest(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    letters = {
        f"cong-van/cv-{n}.txt": LETTER.format(number=n, day=n % 28 + 1, month=f"{4 + n % 3:02d}")
        for n in range(1, 36)
    }
    build(tmp_path, letters)
    with Archive.open(tmp_path_factory.mktemp("data"), create=True) as archive:
        sync(archive, tmp_path, embedder=None, report=lambda _: None)
        answer = asking(archive, Assistant(archive, None), AS_OF)("liệt kê các công văn năm 2021")
    assert len(answer.citations) == 30
    told = [line.text for line in answer.lines if line.role is LineRole.COMPUTED]
    assert told == [
        "Kho có 35 công văn:",
        "Tháng 6/2021: 12 văn bản.",
        "Tháng 5/2021: 12 văn bản.",
        "Tháng 4/2021: 11 văn bản.",
    ]
    assert any("30 văn bản mới nhất" in note for note in answer.notes)
    days = [citation.document.date for citation in answer.citations]
    assert days == sorted(days, key=str, reverse=True)


def test_the_article_of_a_paper_not_held_is_no_other_papers_article(ask: Ask) -> None:
    answer = ask("trích giúp nội dung Điều 1 Quyết định 118-QĐ/TU năm 2021")
    assert not any(line.text.startswith("Ban hành kèm theo") for line in answer.lines)
    assert any("118-QĐ/TU" in line.text for line in answer.lines)


def test_the_number_of_a_report_not_held_is_no_other_number(ask: Ask) -> None:
    assert ask("báo cáo công tác dân vận tháng 3/2024 số bao nhiêu").verdict is Verdict.NOT_FOUND


@pytest.mark.parametrize("question", ["bc nhanh tết kiến nghị gì", "báo cáo nhanh Tết kiến nghị những gì"])
def test_a_report_called_by_words_of_its_title_is_read(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert {citation.document.file for citation in answer.citations} == {
        "bao-cao/2024/bc-nhanh-tinh-hinh-tet-giap-thin.txt"
    }
    assert "cầu Đá Bàn" in answer.text
    assert "tiết kiệm" in answer.text


def test_an_announcement_of_conclusions_may_be_headed_announcement(ask: Ask) -> None:
    answer = ask("thông báo kết luận đối thoại năm 2023 ra ngày nào")
    assert answer.citations[0].document.number == "412-TB/TU"
    assert "29/9/2023" in answer.text


def test_what_a_plan_does_not_tell_is_asked_of_those_that_cite_it(ask: Ask) -> None:
    answer = ask("người uy tín hòa giải được mấy vụ trong 3 năm thực hiện kh 05-KH/TU")
    assert "214 vụ việc" in answer.text


def test_what_one_sentence_says_whole_is_no_section_elsewhere(ask: Ask) -> None:
    answer = ask("3 chủ đề Ban đề xuất cho đối thoại năm 2024 gồm những chủ đề gì")
    assert "Cải cách thủ tục hành chính" in answer.text

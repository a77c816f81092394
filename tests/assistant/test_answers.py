"""What people notice: the deadline, not the letter's date; the draft named as one; the newest first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.answer import Filters, LineRole, Verdict
from assistant.assistant import Assistant
from ingest.archive.archive import Archive
from ingest.sync import sync
from tests.assistant.conftest import FILES, Ask, asking, build

LETTER = """\
TỈNH ỦY HÒA GIANG
BAN DÂN VẬN
*
Số 77-CV/BDVTU
V/v góp ý dự thảo Chương trình thăm cơ sở
Hòa Giang, ngày 04 tháng 5 năm 2021

Kính gửi:
- Liên đoàn Lao động tỉnh,
- Hội Nông dân tỉnh.

Ban Dân vận Tỉnh ủy gửi dự thảo Chương trình thăm cơ sở năm 2021 để các cơ quan nghiên cứu.

Ý kiến góp ý gửi về Ban Dân vận Tỉnh ủy trước ngày 18/5/2021.

Nơi nhận:
- Như trên,
- Lưu Văn phòng Ban.

TRƯỞNG BAN

Đinh Công Lý
"""

DRAFT = """\
DỰ THẢO
TỈNH ỦY HÒA GIANG
BAN DÂN VẬN
*
Số      -KH/BDVTU
Hòa Giang, ngày     tháng     năm 2021

KẾ HOẠCH
thăm cơ sở năm 2021

I. Nội dung

- Thăm 09 xã biên giới trong quý III/2021.

TRƯỞNG BAN

Đinh Công Lý
"""

EARLIER = """\
TỈNH ỦY HÒA GIANG
BAN DÂN VẬN
*
Số 60-BC/BDVTU
Hòa Giang, ngày 27 tháng 02 năm 2020

BÁO CÁO
kết quả công tác dân vận tháng 02/2020

I. Kết quả công tác dân vận tháng 02/2020

- Kiểm tra việc thực hiện dân chủ tại 11 xã miền núi.

TRƯỞNG BAN

Đinh Công Lý
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder: Path = tmp_path_factory.mktemp("kho")
    more = {"cong-van/cv-77.txt": LETTER, "du-thao/kh.txt": DRAFT, "bao-cao/bc-02-2020.txt": EARLIER}
    build(folder, FILES | more)
    with Archive.open(tmp_path_factory.mktemp("data"), create=True) as archive:
        sync(archive, folder, embedder=None, report=lambda _: None)
        yield asking(archive, Assistant(archive, None), date(2021, 6, 1))


def test_a_deadline_inside_a_numbered_letter_is_not_the_date_of_the_letter(ask: Ask) -> None:
    answer = ask("công văn 77 hạn góp ý ngày nào")
    assert answer.verdict is Verdict.ANSWERED
    assert "18/5/2021" in answer.lines[0].text
    assert "04/5/2021" not in "".join(line.text for line in answer.lines)


def test_the_date_of_a_numbered_letter_is_its_date(ask: Ask) -> None:
    answer = ask("công văn 77 ban hành ngày nào")
    assert answer.verdict is Verdict.ANSWERED
    assert "04/5/2021" in answer.text


def test_addressees_of_a_letter_stand_before_its_recipients(ask: Ask) -> None:
    answer = ask("cv 77 gui nhung dau")
    assert [line.text for line in answer.lines] == [
        "Kính gửi: Liên đoàn Lao động tỉnh",
        "Kính gửi: Hội Nông dân tỉnh",
        "Lưu Văn phòng Ban",
    ]


def test_facts_asked_together_are_told_together(ask: Ask) -> None:
    answer = ask("báo cáo tháng 6/2021 ai ký, gửi những đâu")
    assert answer.verdict is Verdict.ANSWERED
    assert "Đinh Công Lý" in answer.lines[0].text
    assert [line.text for line in answer.lines[1:]] == ["Thường trực Tỉnh ủy", "Lưu Văn phòng Ban"]


def test_a_draft_is_called_a_draft_and_has_no_number(ask: Ask) -> None:
    answer = ask("kế hoạch thăm cơ sở năm 2021 số mấy")
    assert answer.verdict is Verdict.PARTIAL
    assert "Dự thảo Kế hoạch" in answer.lines[0].text
    assert "không ghi số văn bản" in answer.lines[0].text
    assert any("dự thảo" in note for note in answer.notes)


def test_the_newest_document_comes_first_where_no_period_is_asked(ask: Ask) -> None:
    answer = ask("kiểm tra thực hiện dân chủ tại bao nhiêu xã miền núi")
    dates = [citation.document.date for citation in answer.citations]
    assert dates[0] == date(2021, 6, 28)
    assert dates == sorted(dates, key=str, reverse=True)


def test_a_figure_asked_for_must_stand_in_the_line(ask: Ask) -> None:
    answer = ask("tiếp xúc cử tri chuyên đề có bao nhiêu cử tri")
    assert answer.lines[0].text.endswith("với 145 cử tri.")
    assert all("145" in line.text for line in answer.lines if line.role is not LineRole.SCOPE)


def test_the_signer_of_a_month_without_a_report_is_not_the_planner_of_that_month(ask: Ask) -> None:
    answer = ask("ai ký báo cáo tháng 7/2021")
    assert answer.verdict is Verdict.NOT_FOUND
    assert not answer.lines


def test_the_last_day_of_february_moves_with_the_year(ask: Ask) -> None:
    answer = ask("tháng 2 kiểm tra dân chủ ở đâu", as_of=date(2023, 3, 1))
    assert answer.verdict is Verdict.PARTIAL
    assert "01–29/02/2020" in answer.lines[0].text
    assert any("11 xã" in line.text for line in answer.lines)


def test_a_day_names_the_document_dated_on_it(ask: Ask) -> None:
    answer = ask("ai ký báo cáo ngày 27/5/2021")
    assert answer.verdict is Verdict.ANSWERED
    assert "Phan Thị Minh Thu" in answer.text


def test_an_article_is_quoted_whole_and_a_missing_one_is_not_replaced(ask: Ask) -> None:
    answer = ask("Điều 1 Quyết định 210 quy định gì")
    assert [line.text for line in answer.lines] == [
        "Thành lập Tổ giúp việc gồm 07 thành viên do Phó Trưởng Ban Dân vận Tỉnh ủy làm Tổ trưởng."
    ]
    assert ask("Điều 9 Quyết định 210 quy định gì").verdict is Verdict.NOT_FOUND


def test_a_report_named_as_source_does_not_change_the_month_asked(ask: Ask) -> None:
    answer = ask("theo báo cáo tháng 5/2021, tháng 6 kiểm tra dân chủ ở mấy xã")
    told = [line for line in answer.lines if line.role is not LineRole.SCOPE]
    assert [line.role for line in told] == [LineRole.PLAN]
    assert "04 xã miền núi" in told[0].text


def test_a_number_does_not_reach_past_the_filters(ask: Ask) -> None:
    elsewhere = Filters(documents=frozenset({"000000000000"}))
    for question in (
        "quyết định 210 về việc gì",
        "ai ký quyết định 210",
        "Điều 1 Quyết định 210 quy định gì",
    ):
        answer = ask(question, filters=elsewhere)
        assert answer.verdict is Verdict.NOT_FOUND, question
        assert not answer.citations


def test_a_month_is_found_among_many_that_read_the_same(tmp_path: Path) -> None:
    def report(year: int, month: int) -> str:
        return EARLIER.replace("02/2020", f"{month}/{year}").replace(
            "ngày 27 tháng 02 năm 2020", f"ngày 27 tháng {month} năm {year}"
        )

    months = [(year, month) for year in range(2001, 2016) for month in range(1, 13)]
    build(tmp_path / "kho", {f"bc/{year}-{month:02d}.txt": report(year, month) for year, month in months})
    with Archive.open(tmp_path / "data", create=True) as archive:
        sync(archive, tmp_path / "kho", embedder=None, report=lambda _: None)
        ask = asking(archive, Assistant(archive, None), date(2015, 12, 30))
        # "Tháng trước" shares no word with the report it means: only the period tells it from the others.
        for year, month in ((2001, 1), (2008, 7), (2015, 11)):
            answer = ask("tháng trước kiểm tra dân chủ ở mấy xã", as_of=date(year, month + 1, 15))
            assert {citation.document.file for citation in answer.citations} == {f"bc/{year}-{month:02d}.txt"}

"""Many bodies' reports alike: whose is asked for, what its month told, what it left unfinished, what it has not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answer import Answer, Kind, Verdict
from assistant.assistant import Assistant
from ingest.archive.archive import Archive
from ingest.sync import sync
from tests.assistant.conftest import Ask, asking, build
from tests.assistant.outline import AS_OF, report

PROVINCE = "TỈNH ỦY HÒA GIANG\nBAN DÂN VẬN"
DISTRICT = "HUYỆN ỦY THẠCH LỘC\nBAN DÂN VẬN"

DISTRICT_APRIL = """\
- Phục vụ người đứng đầu cấp ủy đối thoại với Nhân dân 02/03 buổi theo kế hoạch tại xã Gia An.
- Các tổ hòa giải ở cơ sở hòa giải thành 07 vụ việc.
- Đang rà soát danh sách người có uy tín: đã có 03/08 xã gửi danh sách.
- Lùi việc khảo sát các mô hình ở xã Gia An sang tháng 05/2022 do mưa lũ.
- Trong tháng, Ban hoàn thành 06/08 nhiệm vụ theo kế hoạch."""
DISTRICT_PLANNED = """\
- Tổ chức 04 buổi đối thoại giữa người đứng đầu cấp ủy, chính quyền với Nhân dân.
- Mở 02 lớp tập huấn nghiệp vụ dân vận."""
PROVINCE_APRIL = """\
- Các tổ hòa giải ở cơ sở hòa giải thành 19 vụ việc, nhiều nhất ở huyện Thạch Lộc.
- Chưa ban hành hướng dẫn bình xét mô hình do chờ ý kiến."""
DISTRICT_YEAR = "- Các tổ hòa giải ở cơ sở hòa giải thành 88 vụ việc."


def _of_district(text: str) -> str:
    return (
        text.replace(PROVINCE, DISTRICT)
        .replace("BDVTU", "BDVHU")
        .replace("Thường trực Tỉnh ủy", "Thường trực Huyện ủy")
    )


def _of_year(text: str) -> str:
    text = text.replace(
        "kết quả công tác dân vận tháng 12, nhiệm vụ trọng tâm tháng 13/2022",
        "tổng kết công tác dân vận năm 2022, phương hướng, nhiệm vụ năm 2023",
    )
    return text.replace("tháng 12/2022", "năm 2022").replace("tháng 13/2022", "năm 2023")


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("kho")
    build(
        folder,
        {
            "huyen/thang-3.txt": _of_district(
                report(
                    3, "- Nắm tình hình Nhân dân.", "- Tổ chức 03 buổi đối thoại với Nhân dân tại xã Gia An."
                )
            ),
            "huyen/thang-4.txt": _of_district(report(4, DISTRICT_APRIL, DISTRICT_PLANNED)),
            "huyen/nam.txt": _of_district(_of_year(report(12, DISTRICT_YEAR))),
            "tinh/thang-4.txt": report(4, PROVINCE_APRIL),
            "huyen/thang-6.txt": _of_district(
                report(
                    6,
                    "- Nắm tình hình Nhân dân.\n- Trong tháng, Ban hoàn thành 07/07 nhiệm vụ theo kế hoạch.",
                )
            ),
            "tinh/thang-5.txt": report(5, "- Các tổ hòa giải ở cơ sở hòa giải thành 21 vụ việc."),
        },
    )
    with Archive.open(tmp_path_factory.mktemp("data"), create=True) as archive:
        sync(archive, folder, embedder=None, report=lambda _: None)
        yield asking(archive, Assistant(archive, None), AS_OF)


def _files(answer: Answer) -> set[str]:
    return {citation.document.file for citation in answer.citations}


@pytest.mark.parametrize(
    "body",
    [
        "Ban Dân vận Huyện ủy Thạch Lộc",
        "dân vận Thạch Lộc",
        "Huyện ủy Thạch Lộc",
        "huyện Thạch Lộc",
        "bdv huyen uy thach loc",
    ],
)
def test_a_body_is_known_by_its_name_and_by_its_place(ask: Ask, body: str) -> None:
    answer = ask(f"tháng 4/2022 {body} hòa giải thành bao nhiêu vụ việc")
    assert answer.verdict is Verdict.ANSWERED
    assert _files(answer) == {"huyen/thang-4.txt"}
    assert "07 vụ việc" in answer.text


def test_the_province_named_answers_for_itself(ask: Ask) -> None:
    answer = ask("tháng 4/2022 Ban Dân vận Tỉnh ủy hòa giải thành bao nhiêu vụ việc")
    assert _files(answer) == {"tinh/thang-4.txt"}


@pytest.mark.parametrize("body", ["Ban Dân vận Huyện ủy Thạch Lộc", "huyện Thạch Lộc"])
def test_a_month_without_a_report_has_no_figure_of_the_year_nor_of_others(ask: Ask, body: str) -> None:
    answer = ask(f"tháng 5/2022 {body} hòa giải thành bao nhiêu vụ việc")
    assert answer.verdict is Verdict.NOT_FOUND
    assert not answer.citations


def test_a_figure_of_a_month_that_lies_behind_is_what_was_done(ask: Ask) -> None:
    answer = ask("tháng 4/2022 Ban Dân vận Huyện ủy Thạch Lộc tổ chức bao nhiêu buổi đối thoại với Nhân dân")
    assert answer.verdict is Verdict.ANSWERED
    assert _files(answer) == {"huyen/thang-4.txt"}
    assert "02/03 buổi" in answer.text


def test_what_is_only_planned_for_a_month_without_a_report_is_told_as_planned(ask: Ask) -> None:
    answer = ask("tháng 5/2022 Ban Dân vận Huyện ủy Thạch Lộc đã mở bao nhiêu lớp tập huấn nghiệp vụ dân vận")
    assert answer.verdict is Verdict.PARTIAL
    assert {citation.role.value for citation in answer.citations} == {"plan"}


@pytest.mark.parametrize(
    "question",
    [
        "tháng 4/2022 dân vận Thạch Lộc còn việc gì chưa xong, phải chuyển sang tháng sau?",
        "việc nào của Ban Dân vận Huyện ủy Thạch Lộc trong tháng 4/2022 bị chậm, phải lùi sang tháng sau",
        "thang 4/2022 huyen Thach Loc con ton dong viec gi",
    ],
)
def test_every_task_that_was_not_finished(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.understood.kind is Kind.OPEN
    assert [period.end.month for period in answer.understood.periods] == [4]
    assert _files(answer) == {"huyen/thang-4.txt"}
    told = [line.text for line in answer.lines if line.markers]
    assert [text.split()[0] for text in told] == ["Đang", "Lùi", "Trong"]


@pytest.mark.parametrize(
    "question",
    [
        "tháng 4/2022 Ban Dân vận Huyện ủy Sơn Hải còn việc gì chưa xong",
        "tháng 4/2022 Ban Dân vận Huyện ủy Sơn Hải hòa giải thành bao nhiêu vụ việc",
        "tháng 5/2022 Ban Dân vận Huyện ủy Sơn Hải phải làm những việc gì",
        "số của báo cáo tháng 4/2022 của Ban Dân vận Huyện ủy Sơn Hải",
        "năm 2022 có bao nhiêu báo cáo tháng của Ban Dân vận Huyện ủy Sơn Hải",
    ],
)
def test_a_body_without_documents_is_not_answered_for_by_others(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.verdict is Verdict.NOT_FOUND
    assert not answer.choices


def test_a_month_in_which_all_was_done_is_told_by_its_review(ask: Ask) -> None:
    answer = ask("tháng 6/2022 dân vận Thạch Lộc còn việc gì chưa xong?")
    assert [line.text for line in answer.lines if line.markers] == [
        "Trong tháng, Ban hoàn thành 07/07 nhiệm vụ theo kế hoạch."
    ]


def test_a_month_whose_report_leaves_nothing_unfinished_lists_nothing(ask: Ask) -> None:
    assert ask("tháng 3/2022 dân vận Thạch Lộc còn việc gì chưa xong?").verdict is Verdict.NOT_FOUND


def test_a_month_that_tasks_are_moved_to_asks_for_the_one_before(ask: Ask) -> None:
    answer = ask("dân vận Thạch Lộc có những việc gì phải chuyển sang tháng 5/2022")
    assert [period.end.month for period in answer.understood.periods] == [4]


def test_months_without_a_report_are_told(ask: Ask) -> None:
    answer = ask("năm 2022 Ban Dân vận Huyện ủy Thạch Lộc còn thiếu báo cáo tháng nào")
    assert "Kho có 3 báo cáo tháng" in answer.text
    assert "Đã đọc báo cáo của 3/12 tháng; thiếu tháng 01/2022, tháng 02/2022, tháng 5/2022" in answer.text

"""Answers over several reports: a total of the months, two periods side by side, a plan and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from assistant.answer import Answer, Kind, LineRole, Verdict
from assistant.assistant import Assistant
from eval.answers.archives import ROOT
from ingest.archive.archive import Archive
from ingest.sync import sync
from tests.assistant.conftest import Ask, asking, build
from tests.assistant.outline import AS_OF, report

Over = Callable[[dict[str, str]], Ask]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    with Archive.open(tmp_path_factory.mktemp("data"), create=True) as archive:
        sync(archive, ROOT / "eval" / "archive", embedder=None, report=lambda _: None)
        yield asking(archive, Assistant(archive, None), AS_OF)


@pytest.fixture
def over(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Over]:
    """Makes an archive of these files and asks it."""
    with ExitStack() as open_archives:

        def make(files: dict[str, str]) -> Ask:
            folder = tmp_path_factory.mktemp("kho")
            build(folder, files)
            archive = open_archives.enter_context(Archive.open(tmp_path_factory.mktemp("data"), create=True))
            sync(archive, folder, embedder=None, report=lambda _: None)
            return asking(archive, Assistant(archive, None), AS_OF)

        yield make


def _texts(answer: Answer, role: LineRole) -> list[str]:
    return [line.text for line in answer.lines if line.role is role]


def _months(**done: str) -> dict[str, str]:
    return {f"bao-cao/{name}.txt": report(int(name[1:]), f"- {text}") for name, text in done.items()}


QUARTER = "quý II năm 2022 tổng số lớp tập huấn dân vận là bao nhiêu"


def test_a_quarter_is_the_sum_of_its_months(over: Over) -> None:
    ask = over(
        _months(
            m4="Mở 03/03 lớp tập huấn dân vận cho 70 cán bộ xã.",
            m5="Phối hợp mở 02 lớp tập huấn dân vận tại huyện Sơn Tiêu.",
            m6="Chưa mở được lớp tập huấn dân vận nào (kế hoạch 02 lớp) do mưa lũ; chuyển sang tháng 7.",
        )
    )
    answer = ask(QUARTER)
    assert answer.understood.kind is Kind.TOTAL
    assert answer.verdict is Verdict.ANSWERED
    assert _texts(answer, LineRole.COMPUTED) == [
        "Đã đọc báo cáo của 3/3 tháng.",
        "Cộng 3 báo cáo tháng: 05 lớp tập huấn.",
    ]
    (total,) = [value for value in answer.computed if value.value == "05"]
    assert total.how == "3 + 2 + 0"
    assert len(_texts(answer, LineRole.RESULT)) == len(total.sources) == 3
    assert answer.dropped.lines == 0


def test_a_missing_month_is_told_and_the_answer_partial(over: Over) -> None:
    ask = over(_months(m4="Mở 03 lớp tập huấn dân vận.", m6="Mở 01 lớp tập huấn dân vận cho cán bộ thôn."))
    answer = ask(QUARTER)
    assert answer.verdict is Verdict.PARTIAL
    assert "Đã đọc báo cáo của 2/3 tháng; thiếu tháng 5/2022." in answer.text
    assert "Cộng 2 báo cáo tháng: 04 lớp tập huấn." in answer.text


@pytest.mark.parametrize(
    "last",
    [
        "Đến ngày 20/6/2022 đã mở 06 lớp tập huấn dân vận.",
        "Lũy kế từ đầu năm mở 06 lớp tập huấn dân vận.",
        "Mở 02 lớp tập huấn dân vận ở xã và 01 lớp tập huấn dân vận ở huyện.",
        "Nắm tình hình Nhân dân các xã biên giới.",
    ],
)
def test_figures_that_cannot_be_added_are_not(over: Over, last: str) -> None:
    ask = over(_months(m4="Mở 03 lớp tập huấn dân vận.", m5="Mở 02 lớp tập huấn dân vận.", m6=last))
    answer = ask(QUARTER)
    assert answer.verdict is Verdict.PARTIAL
    assert "Cộng" not in answer.text
    assert "03 lớp" in answer.text
    assert any("không tính tổng" in note for note in answer.notes)


def test_what_was_left_over_of_a_month_is_no_second_figure(over: Over) -> None:
    ask = over(
        _months(
            m4="Mở 01/03 lớp tập huấn dân vận tại xã Bình An; 02 lớp còn lại chuyển sang tháng 5/2022 do mưa lũ.",
            m5="Mở 02/02 lớp tập huấn dân vận.",
            m6="Mở 01 lớp tập huấn dân vận.",
        )
    )
    assert "Cộng 3 báo cáo tháng: 04 lớp tập huấn." in ask(QUARTER).text


def test_the_monthly_reports_are_added_up_where_they_are_asked_for(ask: Ask) -> None:
    answer = ask("theo các báo cáo tháng, cả năm 2023 thăm, tặng quà bao nhiêu cơ sở tôn giáo")
    assert "163-BC/BDVTU" not in {citation.document.number for citation in answer.citations}
    assert "Đã đọc báo cáo của 4/12 tháng" in answer.text


def test_the_report_of_the_whole_period_is_told_before_its_months(ask: Ask) -> None:
    answer = ask("cả năm 2023 thăm, tặng quà bao nhiêu cơ sở tôn giáo")
    assert answer.verdict is Verdict.ANSWERED
    assert {citation.document.number for citation in answer.citations} == {"163-BC/BDVTU"}
    assert "57 cơ sở tôn giáo" in answer.text


def test_one_month_alone_is_no_total_of_the_year(ask: Ask) -> None:
    answer = ask("tổng số suất quà năm 2023")
    assert answer.verdict is Verdict.PARTIAL
    assert "320 suất quà" in answer.text
    assert "Đã đọc báo cáo của 4/12 tháng" in answer.text
    assert "Báo cáo tháng 9/2023, tháng 11/2023, tháng 12/2023 không nêu số liệu này." in answer.text


def test_the_figure_of_an_event_is_quoted_not_added_up(ask: Ask) -> None:
    answer = ask("tổng số ý kiến tại hội nghị đối thoại năm 2023")
    assert answer.verdict is Verdict.ANSWERED
    assert "42 ý kiến" in answer.text
    assert "Đã đọc báo cáo" not in answer.text


def test_two_months_stand_side_by_side_with_their_difference(ask: Ask) -> None:
    answer = ask("so sánh kết quả giải phóng mặt bằng tháng 10/2023 và tháng 12/2023")
    assert answer.understood.kind is Kind.COMPARE
    assert answer.verdict is Verdict.ANSWERED
    order = [
        answer.text.index(part) for part in ("tháng 10/2023 (", "168/214 hộ", "tháng 12/2023 (", "193/214 hộ")
    ]
    assert order == sorted(order)
    (difference,) = [value for value in answer.computed if "−" in value.value]
    assert difference.value == "193 − 168 = 25"
    assert len(difference.sources) == 2


def test_a_comparison_with_a_month_not_held_is_partial(ask: Ask) -> None:
    answer = ask("tháng 3/2023 so với tháng 2/2024 giải phóng mặt bằng thế nào")
    assert answer.verdict is Verdict.PARTIAL
    assert "Về tháng 3/2023 (01–31/3/2023): kho không có kết quả về nội dung này." in answer.text
    assert "206/214" in answer.text
    assert not any("−" in value.value for value in answer.computed)


def test_a_month_without_its_year_is_beside_the_one_it_is_compared_with(ask: Ask) -> None:
    answer = ask("so sánh công tác đối thoại tháng 12 với tháng 1/2024")
    assert [period.start.year for period in answer.understood.periods] == [2023, 2024]


def test_planned_tasks_are_followed_to_their_results(ask: Ask) -> None:
    answer = ask("các việc dự kiến tháng 2 kết quả ra sao")
    assert answer.understood.kind is Kind.FOLLOW
    assert answer.verdict is Verdict.PARTIAL
    assert answer.dropped.lines == 0
    lines = [line for line in answer.lines if line.role is not LineRole.SCOPE]
    for planned, next_line in zip(lines, lines[1:], strict=False):
        if planned.role is LineRole.PLAN:
            assert next_line.role in (LineRole.RESULT, LineRole.COMPUTED)
    roles = {citation.marker: citation.role.value for citation in answer.citations}
    for line in lines:
        if line.role in (LineRole.PLAN, LineRole.RESULT):
            assert {roles[marker] for marker in line.markers} == {line.role.value}
    pairs = {line.text: other.text for line, other in zip(lines, lines[1:], strict=False)}
    joined = next(text for text in pairs if "tuyên truyền" in text or "Tết trồng cây" in text)
    assert "xã Lâm Sơn" in pairs[joined]
    quick = next(text for text in pairs if "Báo cáo nhanh" in text)
    assert pairs[quick] == "Kết quả: chưa thấy trong báo cáo của kỳ này."


def test_a_month_without_a_report_leaves_its_tasks_open(ask: Ask) -> None:
    answer = ask("nhiệm vụ tháng 3/2024 đã làm đến đâu")
    assert answer.verdict is Verdict.PARTIAL
    assert "kho chưa có báo cáo kết quả của kỳ" in answer.text
    assert not _texts(answer, LineRole.RESULT)
    assert (
        len([citation for citation in answer.citations if citation.document.number == "178-BC/BDVTU"]) == 14
    )


_CLASS = "- Lớp tập huấn nghiệp vụ cho cán bộ khối dân vận cấp xã."
_PUT_OFF = (
    "- Lớp tập huấn nghiệp vụ cho cán bộ khối dân vận cấp xã chưa tổ chức được do mưa bão; lùi sang tháng 6."
)
_HELD = "- Lớp tập huấn nghiệp vụ cho cán bộ khối dân vận cấp xã vào ngày 14/6/2022, 120 học viên."


def test_one_task_is_followed_through_the_months_until_it_is_done(over: Over) -> None:
    ask = over(
        {
            "bao-cao/t4.txt": report(4, "- Giao ban tháng.", _CLASS),
            "bao-cao/t5.txt": report(5, _PUT_OFF),
            "bao-cao/t6.txt": report(6, _HELD),
            "bao-cao/t7.txt": report(7, "- Lớp tập huấn nghiệp vụ cho cán bộ khối dân vận cấp xã, khóa 2."),
        }
    )
    answer = ask("lớp tập huấn nghiệp vụ dự kiến tháng 5/2022, sau đó có mở không")
    assert answer.verdict is Verdict.ANSWERED
    assert _texts(answer, LineRole.PLAN) == [_CLASS[2:]]
    assert _texts(answer, LineRole.RESULT) == [_PUT_OFF[2:], _HELD[2:]]


def test_one_task_without_a_result_is_left_open(over: Over) -> None:
    ask = over(
        {"bao-cao/t4.txt": report(4, "- Giao ban tháng.", _CLASS), "bao-cao/t5.txt": report(5, "- Giao ban.")}
    )
    answer = ask("lớp tập huấn nghiệp vụ dự kiến tháng 5/2022, sau đó có mở không")
    assert answer.verdict is Verdict.PARTIAL
    assert _texts(answer, LineRole.PLAN) == [_CLASS[2:]]
    assert "Kết quả: chưa thấy" in answer.text
    assert not _texts(answer, LineRole.RESULT)


def test_the_same_task_of_another_year_or_body_is_not_its_outcome(over: Over) -> None:
    files = {
        "bao-cao/t4.txt": report(4, "- Giao ban tháng.", _CLASS),
        "bao-cao/t5.txt": report(5, "- Giao ban."),
    }
    a_year_later = report(6, _HELD).replace("2022", "2023")
    elsewhere = report(6, _HELD).replace("TỈNH ỦY HÒA GIANG", "HUYỆN ỦY SƠN TIÊU").replace("BDVTU", "BDVHU")
    ask = over(files | {"bao-cao/2023.txt": a_year_later, "bao-cao/huyen.txt": elsewhere})
    answer = ask("lớp tập huấn nghiệp vụ dự kiến tháng 5/2022, sau đó có mở không")
    assert _texts(answer, LineRole.PLAN) == [_CLASS[2:]]
    assert not _texts(answer, LineRole.RESULT)
    assert answer.verdict is Verdict.PARTIAL


def test_what_another_body_issued_is_not_told_of_the_one_named(ask: Ask) -> None:
    answer = ask("cho biết các văn bản của Tỉnh ủy ban hành trong tháng đầu năm 2024")
    assert any("1873-CV/TU" in text for text in _texts(answer, LineRole.HEADING))
    assert not _texts(answer, LineRole.RESULT)


def test_an_order_is_followed_to_what_was_done_for_it(ask: Ask) -> None:
    answer = ask("công văn 1873 giao dự thảo kế hoạch đối thoại, đến nay tới đâu rồi")
    assert answer.citations[0].document.number == "1873-CV/TU"
    assert any("05/14" in text for text in _texts(answer, LineRole.RESULT))


@pytest.mark.parametrize(
    "question",
    [
        "phần tham mưu tháng 2/2024 gồm mấy việc đã làm",
        "thang 2/2024 da lam gi, muc tham muu thuong truc",
    ],
)
def test_a_section_named_is_told_whole(ask: Ask, question: str) -> None:
    answer = ask(question)
    told = _texts(answer, LineRole.RESULT)
    assert len(told) == len(set(told))  # a footnote stands below its line alone
    results = [text for text in told if not text.startswith("¹")]
    assert len(results) == 3
    for text, told in zip(results, ("05/14", "Dự thảo Chỉ thị", "tình hình Nhân dân"), strict=True):
        assert told in text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("nhiệm vụ tham mưu cấp ủy đề ra cho tháng 12/2023", "Đề xuất chủ đề, địa bàn"),
        ("t12 năm ngoái ban định tổ chức mấy hoạt động nào", "Hội nghị tổng kết công tác dân vận năm 2023"),
    ],
)
def test_a_sort_of_work_is_its_section_whole(ask: Ask, question: str, told: str) -> None:
    answer = ask(question)
    plans = _texts(answer, LineRole.PLAN)
    assert len(plans) >= 3
    assert any(told in text for text in plans)


def test_finished_tasks_are_told_by_the_reviews_of_the_months(ask: Ask) -> None:
    answer = ask("tháng 1 và tháng 2/2024 Ban hoàn thành được mấy trên mấy nhiệm vụ")
    assert [
        word for text in _texts(answer, LineRole.RESULT) for word in ("17/18", "13/14") if word in text
    ] == [
        "17/18",
        "13/14",
    ]


def test_a_part_of_a_month_is_told_from_its_report(ask: Ask) -> None:
    answer = ask("từ ngày 01/12/2023 đến ngày 10/12/2023 Ban đã làm được những việc gì")
    assert any("05/12/2023" in text for text in _texts(answer, LineRole.RESULT))


def test_a_month_behind_without_a_report_has_no_results(ask: Ask) -> None:
    answer = ask("tháng 7/2023 Ban đã làm được những việc gì")
    assert answer.verdict is Verdict.NOT_FOUND


def test_documents_told_as_issued_stand_below_those_held(ask: Ask) -> None:
    answer = ask("cho biết các văn bản Ban đã ban hành trong tháng đầu năm 2024")
    assert any("14-HD/BDVTU" in text for text in _texts(answer, LineRole.HEADING))
    assert any("pháo trái phép" in text for text in _texts(answer, LineRole.RESULT))
    told = ask("tháng 11/2023 Ban ra được những báo cáo, kế hoạch nào")
    assert told.understood.types == ("Báo cáo", "Kế hoạch")
    assert any("Lễ Giáng sinh" in text for text in _texts(told, LineRole.RESULT))


def test_a_time_without_a_report_is_told_in_part_alone(ask: Ask) -> None:
    answer = ask("nhiệm vụ trọng tâm quý II/2024 là gì")
    assert answer.verdict is Verdict.PARTIAL
    assert any("chưa có báo cáo" in note for note in answer.notes)


def test_the_year_of_a_name_does_not_widen_the_month_asked(ask: Ask) -> None:
    answer = ask("hội nghị tổng kết công tác dân vận năm 2023 họp trong tháng 12 thế nào")
    (period,) = answer.understood.periods
    assert (period.start.month, period.end.month) == (12, 12)


def test_the_same_work_in_another_commune_is_another_task(over: Over) -> None:
    plan = "- Vận động Nhân dân xã Đồng Bồng bàn giao mặt bằng tuyến kênh tưới."
    told = "- Đã vận động Nhân dân xã Xuân Đài bàn giao mặt bằng tuyến kênh tưới."
    ask = over({"bao-cao/t4.txt": report(4, "- Giao ban tháng.", plan), "bao-cao/t5.txt": report(5, told)})
    answer = ask("nhiệm vụ tháng 5/2022 đã làm đến đâu")
    assert answer.verdict is Verdict.PARTIAL
    assert not _texts(answer, LineRole.RESULT)
    assert "chưa thấy trong báo cáo" in answer.text

"""The same words told once with all their sources; replaced documents last; next questions that are answered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answer import Verdict
from assistant.assistant import Assistant
from eval.answers.archives import ROOT
from ingest.archive.archive import Archive
from ingest.sync import sync
from tests.assistant.conftest import Ask, asking, build
from tests.assistant.outline import AS_OF, report

GUIDE = """\
TỈNH ỦY HÒA GIANG
BAN DÂN VẬN
*
Số {number}-HD/BDVTU
Hòa Giang, ngày {day}

HƯỚNG DẪN
chấm điểm tổ hòa giải ở cơ sở

1. Tổ hòa giải đạt loại tốt phải hòa giải thành {share} số vụ việc.

2. {end}

TRƯỞNG BAN

Đinh Công Lý
"""
SAME = "- Duy trì giao ban định kỳ với tổ hòa giải các xã vùng cao."


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("kho")
    old = GUIDE.format(
        number="07", day="10 tháng 01 năm 2022", share="70%", end="Các huyện gửi kết quả trước tháng 12."
    )
    new = GUIDE.format(
        number="15",
        day="12 tháng 9 năm 2022",
        share="85%",
        end="Hướng dẫn này thay thế Hướng dẫn số 07-HD/BDVTU, ngày 10/01/2022 của Ban Dân vận Tỉnh ủy.",
    )
    build(
        folder,
        {
            "huong-dan/hd-07.txt": old,
            "huong-dan/hd-15.txt": new,
            "bao-cao/t4.txt": report(4, SAME),
            "bao-cao/t5.txt": report(5, SAME),
        },
    )
    with Archive.open(tmp_path_factory.mktemp("data"), create=True) as archive:
        sync(archive, folder, embedder=None, report=lambda _: None)
        yield asking(archive, Assistant(archive, None), AS_OF)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    with Archive.open(tmp_path_factory.mktemp("data"), create=True) as archive:
        sync(archive, ROOT / "eval" / "archive", embedder=None, report=lambda _: None)
        yield asking(archive, Assistant(archive, None), AS_OF)


def test_the_same_words_in_two_reports_are_one_line_with_both(own: Ask) -> None:
    answer = own("giao ban định kỳ với tổ hòa giải các xã vùng cao thế nào")
    (line,) = [line for line in answer.lines if "giao ban định kỳ" in line.text]
    cited = [citation for citation in answer.citations if citation.marker in line.markers]
    assert {citation.document.number for citation in cited} == {"104-BC/BDVTU", "105-BC/BDVTU"}
    assert all(citation.quote in SAME for citation in cited)


def test_a_replaced_document_comes_last_and_is_marked(own: Ask) -> None:
    answer = own("tổ hòa giải đạt loại tốt phải hòa giải thành bao nhiêu số vụ việc")
    shares = [line.text for line in answer.lines if "%" in line.text]
    assert ["85%" in text for text in shares] == [True, False]
    (note,) = [note for note in answer.notes if "thay thế" in note]
    assert note.startswith("Hướng dẫn số 07-HD/BDVTU")
    assert "15-HD/BDVTU" in note


@pytest.mark.parametrize(
    "question",
    [
        "tháng 02/2024 có những nhiệm vụ gì",
        "tháng 12/2023 đã làm được gì",
        "Ai ký Kế hoạch 96-KH/TU?",
        "giải phóng mặt bằng tháng 2/2024 kết quả thế nào",
        "danh sách báo cáo năm 2023",
    ],
)
def test_every_next_question_is_answered(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert 1 <= len(answer.follow_ups) <= 3
    for following in answer.follow_ups:
        assert ask(following).verdict in (Verdict.ANSWERED, Verdict.PARTIAL), following


def test_nothing_found_suggests_nothing(ask: Ask) -> None:
    answer = ask("kế hoạch xây dựng cầu vượt biển năm 2023")
    assert answer.verdict is Verdict.NOT_FOUND
    assert answer.follow_ups == ()


def test_what_became_of_a_plan_is_suggested_only_where_it_is_reported(ask: Ask) -> None:
    assert "Nhiệm vụ tháng 02/2024 đã làm đến đâu?" in ask("nhiệm vụ tháng 02/2024 là gì").follow_ups
    assert not any("làm đến đâu" in text for text in ask("nhiệm vụ tháng 3/2024 là gì").follow_ups)

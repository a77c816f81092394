"""Who holds a function: only with that function, of that body, and never a neighbour's name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.answer import Verdict
from assistant.assistant import Assistant
from assistant.persons import name_in
from ingest.archive.archive import Archive
from ingest.sync import sync
from tests.assistant.conftest import FILES, Ask, asking, build

COMMITTEE = """\
TỈNH ỦY HÒA GIANG
*
Số 305-QĐ/TU
Hòa Giang, ngày 12 tháng 4 năm 2021

# QUYẾT ĐỊNH

**thành lập Ban Chỉ đạo công tác tôn giáo tỉnh**

Điều 1. Thành lập Ban Chỉ đạo công tác tôn giáo tỉnh gồm 05 đồng chí có tên sau đây:

| TT | Họ và tên, chức vụ | Nhiệm vụ |
| --- | --- | --- |
| 1 | Lương Văn Hậu, Phó Bí thư Tỉnh ủy | Trưởng Ban |
| 2 | Đinh Công Lý, Trưởng Ban Dân vận Tỉnh ủy | Phó Trưởng Ban Thường trực |
| 3 | Tạ Minh Châu, Phó Chủ tịch Ủy ban nhân dân tỉnh | Phó Trưởng Ban |
| 4 | Chủ tịch Liên đoàn Lao động tỉnh | Thành viên |
| 5 | Phan Thị Minh Thu, Phó Trưởng Ban Dân vận Tỉnh ủy | Thành viên, Tổ trưởng Tổ giúp việc |

Điều 2. Đoàn kiểm tra số 1 do đồng chí Tạ Minh Châu làm Trưởng đoàn. Ban Chỉ đạo họp mỗi quý một lần.

T/M BAN THƯỜNG VỤ
BÍ THƯ

Vương Đình Sáu
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("kho")
    build(folder, FILES | {"quyet-dinh/qd-305.md": COMMITTEE})
    with Archive.open(tmp_path_factory.mktemp("data"), create=True) as archive:
        sync(archive, folder, embedder=None, report=lambda _: None)
        yield asking(archive, Assistant(archive, None), date(2021, 7, 1))


@pytest.mark.parametrize(
    ("question", "person", "others"),
    [
        (
            "Trưởng Ban Chỉ đạo công tác tôn giáo tỉnh là ai?",
            "Lương Văn Hậu",
            ("Đinh Công Lý", "Tạ Minh Châu"),
        ),
        ("ai la truong ban chi dao ton giao tinh", "Lương Văn Hậu", ("Đinh Công Lý",)),
        ("Trưởng Ban Dân vận Tỉnh ủy là ai?", "Đinh Công Lý", ("Lương Văn Hậu", "Phan Thị Minh Thu")),
        ("Bí thư Tỉnh ủy tên gì?", "Vương Đình Sáu", ("Lương Văn Hậu",)),
        ("tổ trưởng tổ giúp việc ban chỉ đạo tôn giáo là ai", "Phan Thị Minh Thu", ("Tạ Minh Châu",)),
        ("ai làm trưởng đoàn kiểm tra số 1", "Tạ Minh Châu", ("Lương Văn Hậu",)),
        ("ai là PTBTT của ban chỉ đạo tôn giáo theo QĐ 305", "Đinh Công Lý", ("Tạ Minh Châu",)),
    ],
)
def test_the_holder_of_the_function_and_no_neighbour(
    ask: Ask, question: str, person: str, others: tuple[str, ...]
) -> None:
    answer = ask(question)
    assert answer.verdict is Verdict.ANSWERED
    assert person in answer.text
    assert not any(other in answer.text for other in others)


def test_a_function_that_several_hold_is_told_of_all(ask: Ask) -> None:
    text = ask("những ai là Phó Trưởng Ban của Ban Chỉ đạo công tác tôn giáo?").text
    assert "Đinh Công Lý" in text
    assert "Tạ Minh Châu" in text
    assert "Lương Văn Hậu" not in text


@pytest.mark.parametrize(
    "question",
    [
        "Trưởng Ban Tổ chức Tỉnh ủy là ai?",
        "Chủ tịch Ủy ban nhân dân tỉnh là ai?",
        "Bí thư Huyện ủy Trà Lĩnh là ai",
        "Nguyễn Văn Tám là ai?",
    ],
)
def test_nobody_named_is_said_so(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.verdict is Verdict.NOT_FOUND
    assert not answer.lines


def test_a_function_without_a_name_is_told_as_such(ask: Ask) -> None:
    answer = ask("Chủ tịch Liên đoàn Lao động tỉnh là ai?")
    assert answer.verdict is Verdict.PARTIAL
    assert any("không ghi họ tên" in note for note in answer.notes)


def test_who_stands_for_a_body_is_told_by_function(ask: Ask) -> None:
    answer = ask("Đại diện công đoàn trong Ban Chỉ đạo công tác tôn giáo là ai?")
    assert "Chủ tịch Liên đoàn Lao động tỉnh" in answer.text


def test_how_many_and_who_leads_are_told_together(ask: Ask) -> None:
    answer = ask("ban chỉ đạo công tác tôn giáo gồm mấy người, trưởng ban là ai")
    assert "05 đồng chí" in answer.text
    assert "Lương Văn Hậu" in answer.text


def test_all_members_are_listed(ask: Ask) -> None:
    answer = ask("ban chỉ đạo công tác tôn giáo tỉnh gồm những ai")
    assert len(answer.lines) == 6


def test_the_functions_of_a_person(ask: Ask) -> None:
    answer = ask("đồng chí Tạ Minh Châu giữ chức vụ gì?")
    assert "Phó Chủ tịch Ủy ban nhân dân tỉnh" in answer.text
    assert "Đinh Công Lý" not in answer.text


def test_a_function_with_no_body_is_asked_back(ask: Ask) -> None:
    assert ask("trưởng ban là ai").verdict is Verdict.CLARIFY


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("hỏi về đồng chí Lê Thị Thanh Ngà hiện nay", "Lê Thị Thanh Ngà"),
        ("Ban Dân vận Tỉnh ủy", None),
        ("Đoàn kiểm tra số 1", None),
    ],
)
def test_a_name_begins_with_a_surname(text: str, name: str | None) -> None:
    assert name_in(text) == name


@pytest.mark.parametrize(
    "question",
    [
        "các phó ban chỉ đạo công tác tôn giáo là những ai",
        "pho ban chi dao cong tac ton giao tinh gom ai",
        "liệt kê các Phó Trưởng Ban Chỉ đạo công tác tôn giáo tỉnh",
    ],
)
def test_several_holders_are_told_together(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.verdict is Verdict.ANSWERED
    assert "Đinh Công Lý" in answer.text
    assert "Tạ Minh Châu" in answer.text
    assert "Lương Văn Hậu" not in answer.text

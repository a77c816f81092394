"""What a body did is found under the name it goes on as, in its own province and where nothing fits better."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.answer import Answer, Verdict
from assistant.assistant import Assistant
from ingest.archive.archive import Archive
from ingest.sync import sync
from tests.assistant.conftest import Ask, asking, build
from tests.assistant.outline import report

MERGED = "TỈNH ỦY HÒA GIANG\nBAN TUYÊN GIÁO VÀ DÂN VẬN"


def of_2025(text: str) -> str:
    return (
        text.replace("2022", "2025")
        .replace("TỈNH ỦY HÒA GIANG\nBAN DÂN VẬN", MERGED)
        .replace("BDVTU", "BTGDVTU")
    )


def of_other_province(text: str) -> str:
    return text.replace("HÒA GIANG", "VĨNH SƠN").replace("Hòa Giang", "Vĩnh Sơn").replace("21 vụ", "99 vụ")


MEDIATED = "- Các tổ hòa giải ở cơ sở hòa giải thành {} vụ việc."
DISTRICT = report(4, MEDIATED.format(5)).replace("TỈNH ỦY HÒA GIANG", "HUYỆN ỦY THẠCH LỘC")
FILES = {
    "2022/thang-4.txt": report(4, MEDIATED.format(19)),
    "2022/thang-6.txt": report(6, MEDIATED.format(17)),
    "2025/thang-5.txt": of_2025(report(5, MEDIATED.format(21))),
    "2025/thang-6.txt": of_2025(report(6, MEDIATED.format(23))),
    "2022/huyen-thang-4.txt": DISTRICT,
}


def asked(tmp_path: Path, files: dict[str, str]) -> Iterator[Ask]:
    build(tmp_path / "kho", files)
    with Archive.open(tmp_path / "data", create=True) as archive:
        sync(archive, tmp_path / "kho", embedder=None, report=lambda _: None)
        yield asking(archive, Assistant(archive, None), date(2025, 7, 10))


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    yield from asked(tmp_path_factory.mktemp("heirs"), FILES)


def _files(answer: Answer) -> set[str]:
    return {citation.document.file for citation in answer.citations}


@pytest.mark.parametrize(
    ("question", "file"),
    [
        ("tháng 5/2025 Ban Dân vận Tỉnh ủy hòa giải thành bao nhiêu vụ việc", "2025/thang-5.txt"),
        ("tháng 5/2025 bdvtu hoa giai thanh bao nhieu vu viec", "2025/thang-5.txt"),
        (
            "tháng 4/2022 Ban Tuyên giáo và Dân vận Tỉnh ủy hòa giải thành bao nhiêu vụ việc",
            "2022/thang-4.txt",
        ),
        ("số của báo cáo tháng 5/2025 của Ban Dân vận Tỉnh ủy", "2025/thang-5.txt"),
    ],
)
def test_the_name_before_and_after_means_the_same_body(ask: Ask, question: str, file: str) -> None:
    answer = ask(question)
    assert answer.verdict is Verdict.ANSWERED
    assert _files(answer) == {file}


def test_documents_are_counted_for_the_body_under_its_new_name(ask: Ask) -> None:
    answer = ask("năm 2025 có bao nhiêu báo cáo tháng của Ban Dân vận Tỉnh ủy")
    assert _files(answer) == {"2025/thang-5.txt", "2025/thang-6.txt"}
    answer = ask("năm 2022 có bao nhiêu báo cáo tháng của Ban Dân vận Tỉnh ủy")
    assert _files(answer) == {"2022/thang-4.txt", "2022/thang-6.txt"}


def test_what_the_body_itself_has_fits_better(ask: Ask) -> None:
    answer = ask("tháng 6/2022 Ban Dân vận Tỉnh ủy hòa giải thành bao nhiêu vụ việc")
    assert _files(answer) == {"2022/thang-6.txt"}
    answer = ask("tháng 6/2025 Ban Tuyên giáo và Dân vận Tỉnh ủy hòa giải thành bao nhiêu vụ việc")
    assert _files(answer) == {"2025/thang-6.txt"}


def test_a_districts_body_is_not_the_provinces(ask: Ask) -> None:
    answer = ask("tháng 5/2025 Ban Dân vận Huyện ủy Thạch Lộc hòa giải thành bao nhiêu vụ việc")
    assert answer.verdict is Verdict.NOT_FOUND


def test_another_provinces_successor_is_never_taken_for_it(tmp_path: Path) -> None:
    files = {
        "hg/thang-4.txt": report(4, MEDIATED.format(19)),
        "vs/thang-5.txt": of_other_province(of_2025(report(5, MEDIATED.format(21)))),
    }
    for ask in asked(tmp_path, files):
        for body in ("Ban Dân vận Tỉnh ủy", "Ban Dân vận Tỉnh ủy Hòa Giang"):
            answer = ask(f"tháng 5/2025 {body} hòa giải thành bao nhiêu vụ việc")
            assert "99" not in answer.text
            assert answer.verdict is not Verdict.ANSWERED

"""Who replaced a document: told by the one that did, or by a third one that says so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answer import Answer, Verdict
from assistant.assistant import Assistant
from ingest.archive.archive import Archive
from ingest.sync import sync
from tests.assistant.conftest import Ask, asking, build
from tests.assistant.outline import AS_OF

HEAD = """\
TỈNH ỦY HÒA GIANG
*
Số {number}/TU
Hòa Giang, ngày {day} tháng 5 năm 2022

{type}
{title}
-----
"""
END = "\nNơi nhận:\n- Các huyện ủy,\n- Lưu Văn phòng.\n\nT/M BAN THƯỜNG VỤ\nBÍ THƯ\n\nĐinh Công Lý\n"
FILES = {
    "qd-12.txt": HEAD.format(number="12-QĐ", day="03", type="QUYẾT ĐỊNH", title="ban hành Quy chế tiếp dân")
    + "Điều 1. Ban hành Quy chế tiếp dân của cấp ủy.\nĐiều 2. Quyết định có hiệu lực từ ngày ký."
    + END,
    "bc-40.txt": HEAD.format(number="40-BC", day="20", type="BÁO CÁO", title="công tác tiếp dân")
    + "- Quyết định số 12-QĐ/TU đã được thay thế bởi Quyết định số 15-QĐ/TU.\n- Đã tiếp 30 lượt người."
    + END,
}


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("kho")
    build(folder, FILES)
    with Archive.open(tmp_path_factory.mktemp("data"), create=True) as archive:
        sync(archive, folder, embedder=None, report=lambda _: None)
        yield asking(archive, Assistant(archive, None), AS_OF)


def quotes(answer: Answer) -> str:
    return " ".join(citation.quote for citation in answer.citations)


def test_a_third_document_tells_who_replaced_it(ask: Ask) -> None:
    answer = ask("Quyết định 12-QĐ/TU bị thay thế bởi văn bản nào?")
    assert answer.verdict is not Verdict.NOT_FOUND
    assert "thay thế bởi Quyết định số 15-QĐ/TU" in quotes(answer)


def test_the_one_that_tells_is_not_taken_for_the_one_that_replaced(ask: Ask) -> None:
    answer = ask("Quyết định 12-QĐ/TU quy định gì?")
    assert not [note for note in answer.notes if "thay thế" in note and "40-BC" in note]


def test_the_replacing_document_is_not_said_to_be_replaced(ask: Ask) -> None:
    answer = ask("Quyết định 15-QĐ/TU bị thay thế bởi văn bản nào?")
    assert answer.verdict is Verdict.NOT_FOUND

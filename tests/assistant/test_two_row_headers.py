"""A figure below a header of two rows is found by the title of its own column."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answer import Verdict
from assistant.assistant import Assistant
from ingest.archive.archive import Archive
from ingest.sync import sync
from tests.assistant.conftest import Ask, asking, build
from tests.assistant.outline import AS_OF

REPORT = """\
TỈNH ỦY HÒA GIANG
BAN DÂN VẬN
*
Số 90-BC/BDVTU
Hòa Giang, ngày 20 tháng 12 năm 2022

# BÁO CÁO

**kết quả rà soát hộ nghèo năm 2022**

## I. Kết quả

Kết quả rà soát hộ nghèo năm 2022 như sau:

Đơn vị tính: hộ

| TT | Địa phương | Hộ nghèo | Trong đó | |
| --- | --- | --- | --- | --- |
| | | | Người Kinh | Người thiểu số |
| 1 | Huyện Đắk Sơn | 412 | 95 | 317 |
| 2 | Huyện Trà Lĩnh | 268 | 171 | 97 |
| | Cộng | 680 | 266 | 414 |

TRƯỞNG BAN

Đinh Công Lý
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("kho")
    build(folder, {"bc-2022.md": REPORT})
    with Archive.open(tmp_path_factory.mktemp("data"), create=True) as archive:
        sync(archive, folder, embedder=None, report=lambda _: None)
        yield asking(archive, Assistant(archive, None), AS_OF)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("năm 2022 huyện Đắk Sơn có bao nhiêu hộ nghèo người thiểu số", "317"),
        ("năm 2022 huyện Trà Lĩnh có bao nhiêu hộ nghèo người Kinh", "171"),
    ],
)
def test_a_column_below_a_spanning_cell_is_asked_for(ask: Ask, question: str, figure: str) -> None:
    answer = ask(question)
    assert answer.verdict is Verdict.ANSWERED
    assert figure in answer.text
    assert not answer.dropped.lines


def test_the_place_with_the_most_is_told_from_the_rows(ask: Ask) -> None:
    answer = ask("huyện nào có nhiều hộ nghèo nhất năm 2022")
    assert answer.verdict is Verdict.ANSWERED
    assert "412" in answer.text
    assert "680" not in answer.text

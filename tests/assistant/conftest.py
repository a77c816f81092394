"""A small archive of own documents, ingested for real, and an assistant over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.answer import Answer, Filters, Question
from assistant.assistant import Assistant
from ingest.archive.archive import Archive
from ingest.document import Scope
from ingest.embedding import load_embedder
from ingest.sync import sync
from tests.assistant import papers as made_up

Ask = Callable[..., Answer]

REPORT_MAY = """\
TỈNH ỦY HÒA GIANG
BAN DÂN VẬN
*
Số 51-BC/BDVTU
Hòa Giang, ngày 27 tháng 5 năm 2021

BÁO CÁO
kết quả công tác dân vận tháng 5,
nhiệm vụ trọng tâm tháng 6/2021

I. Kết quả công tác dân vận tháng 5/2021

1. Công tác tham mưu

- Dự thảo Kế hoạch tiếp xúc cử tri chuyên đề của Thường trực Tỉnh ủy.

- Giúp:

+ Ban Chỉ đạo tôn giáo tỉnh tổ chức 03 cuộc họp giao ban.

+ Hội Nông dân tỉnh rà soát 12 mô hình kinh tế tập thể.

2. Công tác chuyên môn

- Ban hành Hướng dẫn bình xét thi đua năm 2021 theo Chỉ thị số 09-CT/TU, ngày 14/4/2020 của Ban Thường vụ Tỉnh ủy \
về nâng cao chất lượng công tác vận động quần chúng.

II. Nhiệm vụ trọng tâm tháng 6/2021

1. Công tác tham mưu

- Chuẩn bị hội trường và tài liệu cho buổi tiếp xúc cử tri chuyên đề của Thường trực Tỉnh ủy.

- Kiểm tra việc thực hiện dân chủ tại 04 xã miền núi.

Nơi nhận:
- Ban Dân vận Trung ương,
- Thường trực Tỉnh ủy,
- Lưu Văn phòng Ban.

K/T TRƯỞNG BAN
PHÓ TRƯỞNG BAN

Phan Thị Minh Thu
"""

REPORT_JUNE = """\
TỈNH ỦY HÒA GIANG
BAN DÂN VẬN
*
Số 58-BC/BDVTU
Hòa Giang, ngày 28 tháng 6 năm 2021

BÁO CÁO
kết quả công tác dân vận tháng 6,
nhiệm vụ trọng tâm tháng 7/2021

I. Kết quả công tác dân vận tháng 6/2021

- Đã phục vụ buổi tiếp xúc cử tri chuyên đề của Thường trực Tỉnh ủy với 145 cử tri.

- Kiểm tra việc thực hiện dân chủ tại 03 xã miền núi.

II. Nhiệm vụ trọng tâm tháng 7/2021

- Thăm, tặng quà gia đình chính sách nhân ngày 27/7.

Nơi nhận:
- Thường trực Tỉnh ủy,
- Lưu Văn phòng Ban.

TRƯỞNG BAN

Đinh Công Lý
"""

DECISION = """\
TỈNH ỦY HÒA GIANG
*
Số 210-QĐ/TU
Hòa Giang, ngày 05 tháng 3 năm 2021

QUYẾT ĐỊNH
về thành lập Tổ giúp việc Ban Chỉ đạo thực hiện dân chủ ở cơ sở

Điều 1. Thành lập Tổ giúp việc gồm 07 thành viên do Phó Trưởng Ban Dân vận Tỉnh ủy làm Tổ trưởng.

Điều 2. Tổ giúp việc họp định kỳ mỗi quý một lần.

Nơi nhận:
- Như Điều 2,
- Lưu Văn phòng Tỉnh ủy.

T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ

Lương Văn Hậu
"""

FILES = {
    "bao-cao/bc-05-2021.txt": REPORT_MAY,
    "bao-cao/bc-06-2021.txt": REPORT_JUNE,
    "quyet-dinh/qd-210.txt": DECISION,
}


def build(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def asking(archive: Archive, assistant: Assistant, as_of: date) -> Ask:
    def ask(text: str, *, as_of: date = as_of, filters: Filters | None = None) -> Answer:
        question = Question(text, as_of, filters=filters or Filters())
        return assistant.ask(question, scope=Scope(archive.collections()))

    return ask


@pytest.fixture(scope="session")
def small_archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Archive, Assistant]]:
    folder, data = tmp_path_factory.mktemp("kho"), tmp_path_factory.mktemp("data")
    build(folder, FILES)
    embedder = load_embedder("embedded")
    with Archive.open(data, create=True) as archive:
        sync(archive, folder, embedder=embedder, report=lambda row: None)
        yield archive, Assistant(archive, embedder)


@pytest.fixture(scope="session")
def ask(small_archive: tuple[Archive, Assistant]) -> Ask:
    archive, assistant = small_archive
    return asking(archive, assistant, date(2021, 6, 1))


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Archive, Assistant]]:
    with made_up.held(tmp_path_factory.mktemp("giay-to")) as held:
        yield held


@pytest.fixture(scope="session")
def ask_papers(papers: tuple[Archive, Assistant]) -> Ask:
    return asking(*papers, made_up.AS_OF)

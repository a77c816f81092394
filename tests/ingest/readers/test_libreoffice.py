"""Formats that LibreOffice opens for us: what is read of them, and that it stays within its bounds."""

from __future__ import annotations

import io
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK

from ingest.document import LineKind, Reading
from ingest.errors import UnreadableFile
from ingest.readers import libreoffice
from ingest.readers.libreoffice import convert
from ingest.readers.lines import LineDraft, assemble
from ingest.readers.paging import _pages, paged
from ingest.readers.programs import run
from ingest.readers.reading import read
from ingest.readers.workroom import BARE, Workroom
from ingest.reading_room.private_folder import private_folder


@pytest.fixture
def room() -> Iterator[Workroom]:
    if not libreoffice.available():
        pytest.skip("LibreOffice is not installed")
    with private_folder() as folder:
        if folder is None:
            pytest.skip("this machine has no memory-backed place")
        yield Workroom(folder)


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph("BÁO CÁO")
    document.add_paragraph("kết quả công tác dân vận tháng 4 năm 2011")
    for n in range(1, 4):
        document.add_paragraph(f"Vận động {n * 7} hộ hiến đất làm đường liên thôn.", style="List Number")
    table = document.add_table(2, 2, style="Table Grid")
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("Xã", "Số hộ", "Tân An", "31"), strict=True
    ):
        cell.text = text
    document.add_paragraph("Phần cuối ở trang sau.").runs[0].add_break(WD_BREAK.PAGE)
    document.add_paragraph("Đề nghị các huyện báo cáo trước ngày 25 hằng tháng.")
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def converted(
    data: bytes, extension: str, target: str, room: Workroom, monkeypatch: pytest.MonkeyPatch
) -> bytes:
    filters = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format"}
    monkeypatch.setattr(libreoffice, "_FILTERS", libreoffice._FILTERS | filters)
    return convert(data, extension, target, room)


@pytest.mark.parametrize("extension", ["doc", "rtf"])
def test_word_of_the_nineties_reads_like_the_same_text_in_docx(
    extension: str, room: Workroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = read("a.docx", word())
    old = converted(word(), "docx", extension, room, monkeypatch)
    reading = read(f"a.{extension}", old, room)
    assert reading.format == extension
    assert [line.span.of(reading.text) for line in reading.lines] == [
        line.span.of(expected.text) for line in expected.lines
    ]
    assert [line.kind for line in reading.lines] == [line.kind for line in expected.lines]
    assert LineKind.TABLE_ROW in {line.kind for line in reading.lines}
    assert room.folder is not None
    assert list(room.folder.iterdir()) == []


def test_pages_of_a_word_file_are_those_of_its_print(room: Workroom) -> None:
    reading = paged(read("a.docx", word()), word(), "docx", room)
    assert reading.pages == 2
    pages = {line.span.of(reading.text)[:20]: line.page for line in reading.lines}
    assert pages["Phần cuối ở trang sa"] == 1
    assert pages["Đề nghị các huyện bá"] == 2
    assert {page for text, page in pages.items() if not text.startswith("Đề nghị")} == {1}


def test_without_a_memory_backed_folder_nothing_is_converted(room: Workroom) -> None:
    assert room.folder is not None
    with pytest.raises(UnreadableFile, match="/dev/shm"):
        convert(word(), "docx", "pdf", BARE)


def test_a_broken_file_is_told_and_leaves_nothing(room: Workroom) -> None:
    with pytest.raises(UnreadableFile, match=r"\.doc"):
        read("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") * 3, room)
    assert room.folder is not None
    assert list(room.folder.iterdir()) == []


def test_a_document_cannot_make_it_call_out(room: Workroom) -> None:
    """An RTF whose picture lies on a server: the server is never asked."""
    called = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(20)

        def listen() -> None:
            try:
                server.accept()[0].close()
                called.set()
            except OSError:
                return

        listener = threading.Thread(target=listen)
        listener.start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/anh.png"
        rtf = (
            r"{\rtf1\ansi {\field{\*\fldinst { INCLUDEPICTURE "
            f'"{address}"'
            r" \\d }}{\fldrslt }} Mot cau trong van ban.\par}"
        )
        reading = read("a.rtf", rtf.encode(), room)
        server.shutdown(socket.SHUT_RDWR)
    listener.join()
    assert "Mot cau trong van ban." in reading.text
    assert not called.is_set()


def test_a_program_is_bounded_in_time_and_memory(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="Quá 0 giây"):
        run(["sleep", "60"], seconds=0.2, memory=2**30, doing="chờ")
    with pytest.raises(UnreadableFile, match="Không đọc thử được"):
        run(["python3", "-c", "b'x' * 2**30"], seconds=30, memory=2**29, doing="đọc thử", folder=tmp_path)
    assert run(["cat"], data=b"abc", seconds=30, memory=2**30, doing="chép") == b"abc"


def test_a_line_printed_elsewhere_takes_no_other_line_to_its_page() -> None:
    """The print has one line again pages later, and leaves a long table out: what follows is still found."""
    lines = [f"Dòng thứ {n} của một văn bản để thử số trang." for n in range(12)]
    unprinted = [f"Hàng {n} của bảng mà bản in xếp theo lối khác hẳn." for n in range(90)]
    pages = {n: 1 + n // 4 for n in range(12)}
    printed = [(text, pages[n]) for n, text in enumerate(lines) if n != 2]
    printed += [(f"Câu thứ {n} chỉ có ở bản in, không ai hỏi tới.", 8) for n in range(60)] + [(lines[2], 9)]
    stored = [*lines[:6], *unprinted, *lines[6:]]
    found = _pages(_reading([(text, None) for text in stored]), _reading(printed))
    assert found[:6] == [1, 1, 1, 1, 2, 2]
    assert found[-6:] == [2, 2, 3, 3, 3, 3]
    assert 9 not in found


def _reading(lines: list[tuple[str, int | None]]) -> Reading:
    return assemble([LineDraft(text, page) for text, page in lines], format="docx")

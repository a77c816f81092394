"""Text and Markdown: stored as decoded, lines tile it, other encodings are named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import LineKind, Reading
from ingest.errors import UnreadableFile
from ingest.readers.reading import read

TEXT = "Số 05-KH/TU\r\n\r\nKế hoạch đối thoại\nvới nhân dân  \rnăm 2021\n"


def line_texts(reading: Reading) -> list[str]:
    return [line.span.of(reading.text) for line in reading.lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("name", ["a.txt", "A.TXT", "a.md"])
def test_the_stored_text_is_the_decoded_text(encoding: str, name: str) -> None:
    reading = read(name, TEXT.encode(encoding))
    assert reading.text == TEXT
    assert line_texts(reading) == ["Số 05-KH/TU", "", "Kế hoạch đối thoại", "với nhân dân  ", "năm 2021"]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\r"), min_size=1))
def test_lines_tile_any_text(text: str) -> None:
    data = ("Điều 1\n" + text).encode()
    reading = read("a.txt", data)
    assert reading.text == data.decode()
    position = 0
    for line in reading.lines:
        between = reading.text[position : line.span.start]
        assert between.strip("\r\n\x85\u2028\u2029") == ""
        assert "\n" not in line.span.of(reading.text)
        assert "\r" not in line.span.of(reading.text)
        position = line.span.end
    assert reading.text[position:].strip("\r\n\u2028\u2029") == ""


@pytest.mark.parametrize("data", [b"", b"  \r\n\t\n", "\ufeff \n".encode(), "\ufeff".encode("utf-16-le")])
def test_nothing_but_white_space_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="không có nội dung"):
        read("a.txt", data)


@pytest.mark.parametrize("data", ["kế hoạch năm".encode("cp1258", "ignore"), b"B\xb8o c\xb8o th\xb8ng"])
def test_a_legacy_encoding_is_named_and_never_guessed(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="windows-1258, TCVN3"):
        read("a.txt", data)


@pytest.mark.parametrize("data", [b"abc\x00\x01def", b"\x89\x01\x00\xd0" * 40])
def test_binary_content_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="nhị phân"):
        read("a.txt", data)


def test_markdown_keeps_its_marks_and_knows_table_rows() -> None:
    text = "# Kết quả\n\n**Dân vận khéo**\n\n| Xã | Số mô hình |\n|:---|---:|\n| An Phú | 12 |\n\nHết."
    reading = read("a.md", text.encode())
    assert reading.text == text
    rows = [line.span.of(text) for line in reading.lines if line.kind is LineKind.TABLE_ROW]
    assert rows == ["| Xã | Số mô hình |", "| An Phú | 12 |"]
    assert "|:---|---:|" not in line_texts(reading)
    assert "# Kết quả" in line_texts(reading)


def test_a_markdown_table_without_outer_pipes() -> None:
    text = "Xã | Số\n--- | ---\nAn Phú | 12\n\nNgang | dọc"
    reading = read("a.md", text.encode())
    kinds = {line.span.of(text): line.kind for line in reading.lines}
    assert kinds["An Phú | 12"] is LineKind.TABLE_ROW
    assert kinds["Ngang | dọc"] is LineKind.TEXT

"""Plain text in older encodings: read where the words prove it, refused where they do not, Unicode left alone."""

from __future__ import annotations

import unicodedata

import pytest

from eval.variants.encoders import vni
from ingest.errors import UnreadableFile
from ingest.readers.reading import read
from tests.ingest.readers.typist import ENGLISH, FRENCH, LETTER, tcvn3_stored, windows_1258

TEXT = "\r\n".join(LETTER) + "\r\n"
TCVN3_DONE = "Văn bản dùng bảng mã TCVN3 (ABC), đã chuyển sang Unicode."
VNI_DONE = "Văn bản dùng bảng mã VNI-Windows, đã chuyển sang Unicode."


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize(
    ("data", "warning"),
    [
        (windows_1258(TEXT), "Văn bản dùng bảng mã Windows-1258, đã chuyển sang Unicode."),
        (tcvn3_stored(TEXT).encode("latin-1"), TCVN3_DONE),
        (vni(TEXT).encode("latin-1"), VNI_DONE),
        (tcvn3_stored(TEXT).encode(), TCVN3_DONE),  # copied out of Word
        (vni(TEXT).encode("utf-16"), VNI_DONE),
    ],
)
def test_an_older_encoding_is_converted_and_said(name: str, data: bytes, warning: str) -> None:
    reading = read(name, data)
    assert reading.text.lower() == TEXT.lower()
    assert reading.warnings == (warning,)
    assert "".join(line.span.of(reading.text) for line in reading.lines) == reading.text.replace("\r\n", "")


def test_case_is_kept_where_the_encoding_has_it() -> None:
    assert read("a.txt", windows_1258(TEXT)).text == TEXT
    assert read("a.txt", vni(TEXT).encode("latin-1")).text == TEXT
    # TCVN3 has few capitals with marks: what shows that it was in capitals is put in capitals again.
    assert read("a.txt", tcvn3_stored(TEXT).encode("latin-1")).text == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(encoding: str) -> None:
    reading = read("a.txt", TEXT.encode(encoding))
    assert (reading.text, reading.warnings) == (TEXT, ())


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        unicodedata.normalize("NFD", TEXT),
        ENGLISH * 9,
        "\n".join(FRENCH * 9),
        "Bí thư Ðảng uỷ Ðặng Ðình Ðức, Ðại hội Ðảng.",
        "Toà nhà khoá; «Hoà Bình» © § 3 m², 20°C, nº 4",
    ],
)
def test_unicode_is_stored_as_it_is(text: str) -> None:
    reading = read("a.txt", text.encode())
    assert (reading.text, reading.warnings) == (text, ())


@pytest.mark.parametrize(
    "data",
    [
        "\n".join(FRENCH * 3).encode("latin-1"),
        ENGLISH.encode("latin-1"),
        bytes(range(1, 256)) * 9,
        "Báo cáo tháng".encode("latin-1"),  # too little to tell
        "сообщение о заседании комитета ".encode("koi8-r") * 9,
    ],
)
def test_what_the_words_do_not_prove_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="windows-1258, TCVN3"):
        read("a.txt", data)


def test_unicode_and_older_lines_in_one_file() -> None:
    lines = [*LETTER, *map(tcvn3_stored, LETTER[2:]), ENGLISH, *FRENCH]
    reading = read("a.txt", "\n".join(lines).encode())
    assert reading.text.splitlines() == [*LETTER, *LETTER[2:], ENGLISH, *FRENCH]
    assert reading.warnings == (TCVN3_DONE,)


def test_what_stays_in_doubt_is_said_and_kept() -> None:
    mixed = LETTER[2] + " (" + tcvn3_stored("những kiến nghị của nhân dân") + ")"
    reading = read("a.txt", mixed.encode())
    assert reading.text == mixed
    assert "còn ở bảng mã cũ" in reading.warnings[0]
    assert "nh÷ng" in reading.warnings[0]


def test_a_lost_letter_is_said_and_not_guessed() -> None:
    lost = tcvn3_stored(TEXT).replace("\xad", "").encode("latin-1")
    reading = read("a.txt", lost)
    assert "trớc" in reading.text
    assert reading.warnings[0] == TCVN3_DONE
    assert "mất chữ “ư”" in reading.warnings[1]


def test_text_spoilt_by_an_earlier_conversion_is_said_and_kept() -> None:
    text = "Cơng đồn và các đồn thể trong tồn tỉnh giữ phịng họp; khơng cĩ khĩa nào."
    reading = read("a.txt", text.encode())
    assert reading.text == text
    assert "bị hỏng do chuyển mã" in reading.warnings[0]


@pytest.mark.parametrize(
    "word", ["b¹" * 500_000, "¹" * 1_000_000, "aâ" * 500_000, "«B¸o" * 250_000, "é" * 1_000_000]
)
def test_one_endless_word_is_read_as_it_is(word: str) -> None:
    reading = read("a.txt", f"{TEXT}{word}".encode())
    assert reading.text == TEXT + word

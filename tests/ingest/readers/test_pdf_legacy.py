"""PDF files set in fonts of before Unicode."""

from __future__ import annotations

import pytest

from eval.variants.encoders import vni
from ingest.readers.reading import read
from tests.ingest.readers.clerk import FONTS, Sheet
from tests.ingest.readers.typist import FRENCH, LETTER, old_pdf, tcvn3_stored

DONE = {
    "TCVN3": "Văn bản dùng bảng mã TCVN3 (ABC), đã chuyển sang Unicode.",
    "VNI": "Văn bản dùng bảng mã VNI-Windows, đã chuyển sang Unicode.",
}
pytestmark = pytest.mark.skipif(
    not (FONTS / "DejaVuSerif.ttf").is_file(), reason="apt-get install -y fonts-dejavu-core"
)


@pytest.mark.parametrize("encoding", ["TCVN3", "VNI"])
def test_fonts_of_words(encoding: str) -> None:
    reading = read("a.pdf", old_pdf(LETTER, encoding))
    assert reading.text.splitlines() == list(LETTER)
    assert reading.warnings == (DONE[encoding],)


def test_a_letter_that_the_library_takes_for_a_hyphen_at_the_end_of_a_line() -> None:
    lines = ["Các đồng chí trong tổ thư", "ký họp theo Kế hoạch số 05-", "KH/TU về quản lý đầu tư", "công."]
    whole = [*lines[:1], "ký họp theo Kế hoạch số 05-KH/TU", "về quản lý đầu tư", *lines[3:]]
    assert read("a.pdf", old_pdf(lines, "TCVN3")).text.splitlines() == whole


@pytest.mark.parametrize("encoding", ["TCVN3", "VNI"])
def test_letters_tell_where_fonts_do_not(encoding: str) -> None:
    sheet = Sheet()
    for order, line in enumerate(LETTER):
        sheet.put(60, 60 + 30 * order, vni(line) if encoding == "VNI" else tcvn3_stored(line), 7)
    reading = read("a.pdf", sheet.done())
    assert [line.lower() for line in reading.text.splitlines()] == [line.lower() for line in LETTER]
    assert reading.warnings == (DONE[encoding],)


def test_other_languages_stay() -> None:
    sheet = Sheet()
    for order, line in enumerate(FRENCH * 4):
        sheet.put(60, 60 + 30 * order, line, 7)
    reading = read("a.pdf", sheet.done())
    assert reading.text.splitlines() == list(FRENCH * 4)
    assert reading.warnings == ()

"""Pictures pasted into office files: a stamp on one reaches the gate; a file of nothing else is a scan."""

from __future__ import annotations

import io
import re
import zipfile
from base64 import b64encode
from pathlib import Path

import docx
import pytest
from docx.shared import Mm

from ingest.errors import NeedsOcr, Stamped, UnreadableFile
from ingest.gate import check_reading
from ingest.readers import media, tesseract
from ingest.readers.reading import read
from ingest.readers.workroom import Workroom
from tests.ingest.readers import rubber_stamps
from tests.ingest.readers.clerk import Sheet
from tests.ingest.readers.rubber_stamps import Stamp, page, saved, stamped

needs_tesseract = pytest.mark.skipif(
    not tesseract.available(), reason="tesseract-ocr and tesseract-ocr-vie are not installed"
)
ROOM = Workroom(cores=2)


def word(*pictures: bytes, text: str = "") -> bytes:
    document = docx.Document()
    if text:
        document.add_paragraph(text)
    for picture in pictures:
        document.add_picture(io.BytesIO(picture), width=Mm(160))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


@needs_tesseract
@pytest.mark.parametrize("ink", [(200, 30, 40), (20, 20, 20)], ids=["red", "black"])
def test_a_stamp_pasted_as_a_picture_reaches_the_gate(ink: tuple[int, int, int]) -> None:
    picture = saved(stamped(page(), Stamp("TỐI MẬT", ink=ink)))
    with pytest.raises(Stamped):
        check_reading(read("a.docx", word(picture, text="Kính gửi các đồng chí."), ROOM))


@needs_tesseract
def test_an_innocent_picture_is_looked_at_and_not_stored() -> None:
    reading = read("a.docx", word(saved(page()), text="Kính gửi các đồng chí."), ROOM)
    check_reading(reading)
    assert reading.text == "Kính gửi các đồng chí."
    assert any(rubber_stamps.LEFT[3] in seen for seen in reading.pictures)


@needs_tesseract
def test_a_word_file_of_scans_is_read_as_a_scan() -> None:
    reading = read("a.docx", word(saved(page()), saved(page(), quality=80)), ROOM)
    assert (reading.format, reading.pages) == ("docx", 2)
    assert reading.text.count(rubber_stamps.LEFT[3]) == 2
    assert reading.words
    assert any("OCR" in warning for warning in reading.warnings)


def test_without_tesseract_a_word_file_of_scans_needs_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "available", lambda: False)
    with pytest.raises(NeedsOcr, match="OCR"):
        read("a.docx", word(saved(page())), ROOM)
    assert read("a.docx", word(saved(page()), text="Một câu."), ROOM).text == "Một câu."
    # Nobody can read the frame, so a person must look.
    monkeypatch.setattr("ingest.readers.stamps.available", lambda: False)
    unread = read("a.docx", word(saved(stamped(page(), Stamp("MẬT"))), text="Một câu."), ROOM)
    with pytest.raises(Stamped) as refused:
        check_reading(unread)
    assert refused.value.rule == "red-stamp"


def test_too_many_pictures_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(media, "MAX_PAGES", 1)
    with pytest.raises(UnreadableFile, match="ảnh"):
        read("a.docx", word(saved(page()), saved(stamped(page(), Stamp("KHẨN"))), text="Một câu."), ROOM)


@needs_tesseract
def test_a_cropped_stamp_is_no_page() -> None:
    """A stamp alone, without a word on its size, as it is pasted from a screen."""
    whole = stamped(page(), Stamp("MẬT", at=(0.25, 0.2), ink=(200, 30, 40)))
    cropped = io.BytesIO()
    whole.crop((300, 400, 540, 540)).save(cropped, "PNG")
    with pytest.raises(Stamped):
        check_reading(read("a.docx", word(cropped.getvalue(), text="Một câu."), ROOM))


@needs_tesseract
def test_a_picture_inside_a_web_page_is_looked_at() -> None:
    coded = b64encode(saved(stamped(page(), Stamp("TUYỆT MẬT")))).decode()
    web = f'<html><body><p>Một câu.</p><img src="data:image/jpeg;base64,{coded}"></body></html>'
    with pytest.raises(Stamped):
        check_reading(read("a.html", web.encode(), ROOM))


def test_a_picture_that_nobody_can_open_is_not_let_through() -> None:
    data = word(saved(page()), text="Một câu.")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as package:
        for name, content in members.items():
            package.writestr(name, b"\x00\x01 no picture" if "media/" in name else content)
    with pytest.raises(UnreadableFile, match="không kiểm tra được"):
        read("a.docx", broken.getvalue(), ROOM)


def test_properties_and_annotations_of_a_pdf_reach_the_gate() -> None:
    sheet = Sheet()
    sheet.put(60, 60, "Kế hoạch thăm các xã ven sông trong quý II năm nay", 12)
    plain = sheet.done()
    check_reading(read("a.pdf", plain))
    for spoilt in (with_title(plain, "TUYỆT MẬT"), with_note(plain, "TỐI MẬT")):
        with pytest.raises(Stamped):
            check_reading(read("a.pdf", spoilt))


def with_title(pdf: bytes, title: str) -> bytes:
    coded = (b"\xfe\xff" + title.encode("utf-16-be")).hex().encode()
    return re.sub(rb"/Title \([^)]*\)", lambda found: b"/Title <" + coded + b">", pdf)


def with_note(pdf: bytes, text: str) -> bytes:
    coded = (b"\xfe\xff" + text.encode("utf-16-be")).hex().encode()
    note = (
        b"/Annots [<</Type/Annot/Subtype/FreeText/Rect[60 700 200 740]/DA(/Helv 12 Tf)/Contents<"
        + coded
        + b">>>] "
    )
    return pdf.replace(b"/Type /Page\n", note + b"/Type /Page\n", 1)

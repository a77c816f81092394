"""Red ink on pictures: secrecy stamps reach the gate, seals and stamps of every day do not trouble it."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image

from ingest.document import UNREAD_STAMP, Line, Reading, Span
from ingest.errors import Stamped, UnreadableFile
from ingest.gate import check_reading
from ingest.readers import tesseract
from ingest.readers.image_files import open_picture
from ingest.readers.reading import read
from ingest.readers.stamps import red_texts
from ingest.readers.workroom import BARE, Workroom
from tests.ingest.readers.clerk import LONG, Sheet
from tests.ingest.readers.rubber_stamps import BLACK, BLUE, Stamp, page, saved, sealed, stamped

pytestmark = pytest.mark.skipif(
    not tesseract.available(), reason="tesseract-ocr and tesseract-ocr-vie are not installed"
)
RIM = "ĐẢNG BỘ TỈNH HẢI THANH ★ BAN DÂN VẬN TỈNH ỦY ★ "
INCOMING = "VĂN PHÒNG TỈNH ỦY\nĐẾN Số: 512\nNgày: 02/3/2021\nChuyển: Đ/c Hà"


def stamp_texts(picture: bytes, room: Workroom) -> tuple[str, ...]:
    with open_picture(picture) as frames:
        assert frames is not None
        return red_texts(frames[0], head=True, cores=room.cores)


def rule_of(picture: bytes) -> str | None:
    """What the gate says of a page on which nothing is wrong but, maybe, its picture."""
    seen = stamp_texts(picture, Workroom(cores=2))
    return gate_on(Reading("Kế hoạch", (Line(Span(0, 8)),), "pdf", pictures=seen))


def gate_on(reading: Reading) -> str | None:
    try:
        check_reading(reading)
    except Stamped as refused:
        return refused.rule
    return None


@pytest.mark.parametrize(
    "stamp",
    [
        Stamp("MẬT"),
        Stamp("MẬT", height=3.5, angle=8),
        Stamp("MẬT", spaced=True, frame=0),
        Stamp("MẬT", at=(0.75, 0.04), font="DejaVuSerif-Bold", angle=-4),
        Stamp("TỐI MẬT", frame=2, angle=3),
        Stamp("TỐI MẬT", height=7, font="DejaVuSerifCondensed-Bold", angle=-8),
        Stamp("TỐI MẬT", height=3.5, spaced=True),
        Stamp("TUYỆT MẬT", angle=-10),
        Stamp("TUYỆT MẬT", height=7, at=(0.3, 0.26), frame=0),
        Stamp("TUYỆT MẬT", spaced=True, angle=5),
        Stamp("TUYỆT\nMẬT", height=3.5),
        Stamp("TUYỆT MẬT", ink=(235, 110, 110)),
        Stamp("TỐI MẬT", at=(0.5, 0.6), angle=10),
    ],
    ids=repr,
)
def test_a_secrecy_stamp_is_read(stamp: Stamp) -> None:
    assert rule_of(saved(stamped(page(), stamp))) in ("stamp-line", "stamp-in-line")


@pytest.mark.parametrize("text", ["MẬT", "TUYỆT MẬT"])
@pytest.mark.parametrize("angle", [-6.0, 0.0])
def test_a_stamp_too_worn_to_be_read_is_for_a_person(text: str, angle: float) -> None:
    worn = Stamp(text, worn=True, angle=angle)
    assert rule_of(saved(stamped(page(), worn))) == "red-stamp"
    assert rule_of(saved(stamped(page(), replace(worn, at=(0.3, 0.7))))) is None  # not where stamps stand


@pytest.mark.parametrize("angle", [-8.0, 0.0, 4.0])
@pytest.mark.parametrize(
    "text", ["KHẨN", "HỎA TỐC", "THƯỢNG KHẨN", "DỰ THẢO", "LƯU HÀNH NỘI BỘ", "SAO Y BẢN CHÍNH", INCOMING]
)
def test_a_stamp_of_every_day_passes(text: str, angle: float) -> None:
    small = 3.0 if "\n" in text else 5.0
    assert rule_of(saved(stamped(page(), Stamp(text, angle=angle, height=small)))) is None


def test_a_round_seal_passes_wherever_it_lies() -> None:
    assert rule_of(saved(sealed(page(), RIM))) is None
    assert rule_of(saved(sealed(page(), RIM, at=(0.25, 0.12)))) is None
    assert rule_of(saved(page())) is None


def test_a_seal_does_not_hide_a_secrecy_stamp() -> None:
    assert rule_of(saved(stamped(sealed(page(), RIM), Stamp("TỐI MẬT")))) == "stamp-line"


def test_a_flag_and_other_ink_pass() -> None:
    flag = page()
    flag.paste((210, 30, 30), (200, 150, 420, 290))
    assert rule_of(saved(flag)) is None
    assert rule_of(saved(stamped(page(), Stamp("ĐẾN", ink=BLUE)))) is None


def test_a_picture_of_the_stamp_alone_is_read() -> None:
    whole = stamped(Image.new("RGB", (1654, 2339), "white"), Stamp("TỐI MẬT", at=(0.5, 0.5)))
    assert rule_of(saved(whole.crop((600, 1090, 1050, 1250)))) == "stamp-line"


def test_a_stamp_on_a_scan_reaches_the_gate() -> None:
    scanned = saved(stamped(page().rotate(1.2, fillcolor="white"), Stamp("MẬT")))
    reading = read("a.jpg", scanned)
    assert gate_on(reading) == "stamp-line"
    assert all("MẬT" not in line.span.of(reading.text) for line in reading.lines)
    assert gate_on(read("a.jpg", saved(stamped(sealed(page(), RIM), Stamp("KHẨN"))))) is None


@pytest.mark.parametrize(
    ("stamp", "rule"),
    [
        (Stamp("MẬT", ink=BLACK, angle=5), "stamp-line"),
        (Stamp("TUYỆT MẬT", ink=BLACK, angle=-5, frame=2), "stamp-line"),
        (Stamp("KHẨN", ink=BLACK, angle=3), None),
        (Stamp("MẬT", ink=BLACK, worn=True), None),  # too common a sight on copies to stop at each
    ],
    ids=repr,
)
def test_a_photocopied_stamp_is_read_in_its_frame(stamp: Stamp, rule: str | None) -> None:
    assert rule_of(saved(stamped(page(), stamp).convert("L"))) == rule


@pytest.mark.parametrize(("text", "rule"), [("TUYỆT MẬT", "stamp-line"), ("HỎA TỐC", None)])
def test_a_stamp_in_a_picture_on_a_text_page_reaches_the_gate(text: str, rule: str | None) -> None:
    sheet = Sheet()
    sheet.paragraph(300, LONG)
    blank = Image.new("RGB", (1654, 2339), "white")
    sheet.picture(stamped(blank, Stamp(text)).crop((150, 380, 700, 560)), (54, 640, 198, 65))
    reading = read("a.pdf", sheet.done())
    assert reading.words == ()
    assert gate_on(reading) == rule


def test_a_picture_that_is_too_large_is_refused() -> None:
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    with pytest.raises(UnreadableFile, match="triệu điểm"):
        stamp_texts(out.getvalue(), BARE)


def test_the_gate_knows_the_sign_of_an_unread_stamp() -> None:
    reading = Reading("Kế hoạch", (Line(Span(0, 8)),), "pdf", pictures=("ĐẾN", UNREAD_STAMP))
    assert gate_on(reading) == "red-stamp"
    assert gate_on(replace(reading, pictures=("KHẨN", "Công tác bảo mật"))) is None

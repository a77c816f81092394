"""Scanned pages: read as a text PDF is, with how sure each word is; refused with a reason where they cannot be."""

from __future__ import annotations

import io
import os
import re
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from eval.variants.scanning import scan
from ingest.document import Column, LineKind, Reading
from ingest.errors import NeedsOcr, Stamped, UnreadableFile
from ingest.readers import tesseract
from ingest.readers.reading import read
from ingest.readers.workroom import Workroom
from tests.ingest.readers import rubber_stamps
from tests.ingest.readers.clerk import LEFT, LONG, RECIPIENTS, RIGHT, SIGNER, TITLE, Sheet, heading, signature

needs_tesseract = pytest.mark.skipif(
    not tesseract.available(), reason="tesseract-ocr and tesseract-ocr-vie are not installed"
)


def report() -> bytes:
    sheet = Sheet()
    y = sheet.paragraph(heading(sheet), "I. Kết quả công tác")
    y = sheet.paragraph(y, f"- {LONG}")
    sheet.next_page()
    y = sheet.paragraph(90, f"- {LONG}")
    signature(sheet, y + 30)
    return sheet.done()


def texts(reading: Reading, column: Column | None = None) -> list[str]:
    return [line.span.of(reading.text) for line in reading.lines if column in (None, line.column)]


def alike(one: str, other: str) -> float:
    """Share of the words of ``one`` that ``other`` has."""
    words = one.split()
    return sum(word in other.split() for word in words) / len(words)


@pytest.fixture(scope="module")
def scanned() -> Reading:
    return read("a.pdf", scan(report(), seed=11), Workroom(cores=2))


@needs_tesseract
def test_a_scan_is_read_as_the_printed_page_is(scanned: Reading) -> None:
    printed = read("a.pdf", report())
    assert alike(printed.text, scanned.text) > 0.97
    assert texts(scanned, Column.LEFT)[: len(LEFT)] == list(LEFT)
    assert texts(scanned, Column.RIGHT)[: len(RIGHT)] == list(RIGHT)
    assert [line.page for line in scanned.lines] == sorted(line.page or 0 for line in scanned.lines)
    wrapped = [line.span.of(scanned.text)[:12] for line in scanned.lines if line.wrapped]
    assert wrapped == [line.span.of(printed.text)[:12] for line in printed.lines if line.wrapped]


@needs_tesseract
def test_the_name_under_the_seal_is_read(scanned: Reading) -> None:
    assert texts(scanned, Column.LEFT)[len(LEFT) :] == list(RECIPIENTS)
    assert texts(scanned, Column.RIGHT)[len(RIGHT) :] == list(SIGNER)
    assert scanned.pictures == ()


@needs_tesseract
def test_each_word_says_how_sure_it_is(scanned: Reading) -> None:
    words = [word.span.of(scanned.text) for word in scanned.words]
    assert len(words) > 0.98 * len(scanned.text.split())
    assert [word.span for word in scanned.words] == sorted(word.span for word in scanned.words)
    assert all(text and " " not in text for text in words)
    assert all(0 <= word.confidence <= 1 for word in scanned.words)
    mean = sum(word.confidence for word in scanned.words) / len(scanned.words)
    assert mean > 0.8
    (warning,) = scanned.warnings
    assert f"bản quét (OCR), độ tin cậy trung bình {100 * mean:.0f}%; đề nghị đối chiếu" in warning


@needs_tesseract
def test_places_are_points_of_the_page(scanned: Reading) -> None:
    printed = read("a.pdf", report())
    for title in TITLE[1:]:
        there = next(line.box for line in printed.lines if line.span.of(printed.text) == title)
        here = next(line.box for line in scanned.lines if line.span.of(scanned.text) == title)
        assert there is not None
        assert here is not None
        assert abs(here.x0 - there.x0) < 12
        assert abs(here.top - there.top) < 12


@needs_tesseract
def test_a_ruled_table_on_a_scan_is_read_by_rows() -> None:
    sheet = Sheet()
    sheet.paragraph(90, LONG)
    sheet.paragraph(220, "Kết quả theo từng xã như sau:")
    xs, ys = (85, 125, 330, 500), (250, 280, 326, 356)
    for x in xs:
        sheet.rule(x, ys[0], x, ys[-1])
    for y in ys:
        sheet.rule(xs[0], y, xs[-1], y)
    cells = [("TT", "Xã", "Số mô hình"), ("1", "Xã An Phú Thượng", "12"), ("2", "Xã Bình Hải", "17")]
    for y, row in zip((270, 296, 346), cells, strict=True):
        for x, text in zip(xs, row, strict=False):
            sheet.put(x + 8, y, text)
    sheet.put(133, 314, "thuộc huyện miền núi")
    sheet.paragraph(400, LONG)
    reading = read("a.pdf", scan(sheet.done(), seed=2, stamp=False))
    rows = [line.span.of(reading.text) for line in reading.lines if line.kind is LineKind.TABLE_ROW]
    assert rows == [
        "TT | Xã | Số mô hình",
        "1 | Xã An Phú Thượng thuộc huyện miền núi | 12",
        "2 | Xã Bình Hải | 17",
    ]
    assert reading.words[-1].confidence > 0


@needs_tesseract
def test_only_the_scanned_page_of_a_file_is_recognised() -> None:
    sheet = Sheet()
    sheet.paragraph(120, LONG)
    sheet.next_page()
    sheet.picture(rubber_stamps.page())
    reading = read("a.pdf", sheet.done())
    assert texts(reading)[-1] == "Phạm Thị Thu Hà"
    own = {line.page for word in reading.words for line in reading.lines if _within(word.span, line.span)}
    assert own == {2}
    assert len(reading.warnings) == 1


def _within(inner: object, outer: object) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end  # type: ignore[attr-defined]


@needs_tesseract
def test_a_page_on_which_nothing_is_recognised_is_named() -> None:
    sheet = Sheet()
    sheet.paragraph(120, LONG)
    sheet.next_page()
    sheet.picture()
    reading = read("a.pdf", sheet.done())
    assert (reading.pages, reading.words) == (2, ())
    assert [re.findall(r"Trang \d", warning) for warning in reading.warnings] == [["Trang 2"]]


def debris(monkeypatch: pytest.MonkeyPatch, shift: int) -> bytes:
    """A page that looks right, in a font whose table of characters names every glyph wrongly."""
    from reportlab.pdfbase import ttfonts

    right = ttfonts.makeToUnicodeCMap
    with monkeypatch.context() as patch:
        patch.setattr(
            ttfonts, "makeToUnicodeCMap", lambda font, codes: right(font, [code + shift for code in codes])
        )
        sheet = Sheet()
        sheet.paragraph(120, LONG)
        return sheet.done()


@needs_tesseract
@pytest.mark.parametrize("shift", [0xE000, 0x123, 1])
def test_a_text_layer_of_debris_is_read_from_its_picture(monkeypatch: pytest.MonkeyPatch, shift: int) -> None:
    reading = read("a.pdf", debris(monkeypatch, shift))
    assert alike(LONG, reading.text) > 0.97
    assert any("trang 1 bị lỗi phông chữ" in warning for warning in reading.warnings)


def test_without_tesseract_a_scan_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.readers.pdf.available", lambda: False)
    monkeypatch.setattr("ingest.readers.stamps.available", lambda: False)
    monkeypatch.setattr("ingest.readers.picture.available", lambda: False)
    picture = rubber_stamps.saved(rubber_stamps.page())
    for name, data in (
        ("a.pdf", scan(report(), seed=1)),
        ("a.pdf", debris(monkeypatch, 0xE000)),
        ("a.jpg", picture),
    ):
        with pytest.raises(NeedsOcr, match="cần OCR"):
            read(name, data)
    stamped = rubber_stamps.stamped(rubber_stamps.page(), rubber_stamps.Stamp("MẬT"))
    with pytest.raises(Stamped) as refused:
        read("a.jpg", rubber_stamps.saved(stamped))
    assert refused.value.rule == "red-stamp"


def test_without_tesseract_the_text_pages_of_a_file_are_still_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.readers.pdf.available", lambda: False)
    sheet = Sheet()
    sheet.paragraph(120, LONG)
    sheet.next_page()
    sheet.picture()
    reading = read("a.pdf", sheet.done())
    assert alike(LONG, reading.text) == 1
    assert "Trang 2 là ảnh" in reading.warnings[0]


def test_a_file_with_too_many_scanned_pages_is_refused_before_any_is_read() -> None:
    sheet = Sheet()
    for _ in range(301):
        sheet.picture()
        sheet.next_page()
    with pytest.raises(UnreadableFile, match="300 trang"):
        read("a.pdf", sheet.done())


@needs_tesseract
def test_the_program_is_killed_when_a_page_takes_too_long(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A stand-in that never answers, with a child of its own: both must be gone."""
    children = tmp_path / "children"
    stand_in = tmp_path / "tesseract"
    stand_in.write_text(f"#!/bin/sh\nsleep 600 &\necho $! > {children}\nwait\n")
    stand_in.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(tesseract, "_SECONDS", 1.0)
    with pytest.raises(UnreadableFile, match="thời gian"):
        read("a.jpg", rubber_stamps.saved(rubber_stamps.page()))
    status = Path(f"/proc/{children.read_text().strip()}/status")
    assert not status.exists() or "\nState:\tZ" in status.read_text()


@needs_tesseract
def test_nothing_of_a_page_is_written_to_a_file(tmp_path: Path) -> None:
    """Read-only folders for temporary files make no difference: the program is given and gives pipes only."""
    tmp_path.chmod(0o500)
    done = subprocess.run(
        ["tesseract", "stdin", "stdout", "-l", "vie", "--psm", "6", "tsv"],
        input=b"P5 80 40 255\n" + bytes([255]) * 3200,
        capture_output=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        cwd=tmp_path,
        check=True,
    )
    assert done.stdout.startswith(b"level\t")
    assert list(tmp_path.iterdir()) == []


def two_frames() -> bytes:
    out = io.BytesIO()
    first = rubber_stamps.page().convert("L")
    second = first.rotate(1, fillcolor=255)
    second.paste(255, (0, 0, second.width, 700))  # no heading again
    first.save(out, "TIFF", save_all=True, append_images=[second], dpi=(200, 200))
    return out.getvalue()


@needs_tesseract
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.JPG", rubber_stamps.saved(rubber_stamps.page())),
        ("a.tif", two_frames()),
    ],
)
def test_a_picture_is_a_scan(name: str, data: bytes) -> None:
    reading = read(name, data, Workroom(cores=2))
    assert texts(reading, Column.LEFT)[1 : len(LEFT)] == list(LEFT[1:])
    assert reading.pages == (2 if name.endswith("tif") else 1)
    assert alike(LONG, reading.text) > 0.97


@needs_tesseract
def test_a_photograph_is_turned_as_its_camera_says() -> None:
    out = io.BytesIO()
    lying = rubber_stamps.page().transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise by 90 degrees
    lying.save(out, "JPEG", exif=exif, quality=80)
    assert alike(LONG, read("a.jpg", out.getvalue()).text) > 0.97


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # what it says of a broken file besides its error
@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(64),
        rubber_stamps.saved(rubber_stamps.page())[:3000],
        b"BM" + bytes(200),
        b"II*\x00\x08\x00\x00\x00\xff\xff" + bytes(100),
    ],
)
def test_a_broken_picture_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="hỏng"):
        read("a.png", data)


def test_a_picture_that_unpacks_to_too_much_is_refused() -> None:
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    assert len(out.getvalue()) < 200_000
    with pytest.raises(UnreadableFile, match="triệu điểm"):
        read("a.png", out.getvalue())

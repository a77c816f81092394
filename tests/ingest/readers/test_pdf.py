"""PDF files: lines in reading order, columns apart, tables across, notes marked, paragraphs rejoined."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.document import Column, Line, LineKind, Reading
from ingest.errors import UnreadableFile
from ingest.readers.reading import read
from tests.ingest.readers.clerk import (
    LEFT,
    LONG,
    RECIPIENTS,
    RIGHT,
    SIGNER,
    TITLE,
    Sheet,
    heading,
    signature,
)


def texts(reading: Reading, keep: Callable[[Line], bool] = lambda _: True) -> list[str]:
    return [line.span.of(reading.text) for line in reading.lines if keep(line)]


def paragraphs(reading: Reading) -> list[str]:
    """Body text with wrapped lines joined, as the outline will see it."""
    joined: list[str] = []
    open_line = False
    for line in reading.lines:
        if line.kind is not LineKind.TEXT or line.column is not None:
            continue
        text = line.span.of(reading.text)
        if open_line:
            joined[-1] += " " + text
        else:
            joined.append(text)
        open_line = line.wrapped
    return joined


@pytest.mark.parametrize("shift", [0, 3, 6, 9])
def test_heading_and_signature_do_not_interleave(shift: float) -> None:
    sheet = Sheet()
    y = heading(sheet, shift)
    y = sheet.paragraph(y, "I. Kết quả công tác")
    y = sheet.paragraph(y, f"- {LONG}")
    signature(sheet, y + 30)
    reading = read("a.pdf", sheet.done())
    assert texts(reading)[:9] == [*LEFT, *RIGHT, *TITLE]
    assert texts(reading, lambda line: line.column is Column.LEFT) == [*LEFT, *RECIPIENTS]
    assert texts(reading, lambda line: line.column is Column.RIGHT) == [*RIGHT, *SIGNER]
    assert paragraphs(reading) == [*TITLE, "I. Kết quả công tác", f"- {LONG}"]
    assert reading.text == "\n".join(texts(reading))
    assert (reading.format, reading.pages) == ("pdf", 1)


def test_lines_carry_pages_boxes_and_bold() -> None:
    sheet = Sheet()
    sheet.put(85, 100, "Dòng trang một", bold=True)
    sheet.next_page()
    sheet.put(85, 100, "Dòng trang hai")
    reading = read("a.pdf", sheet.done())
    assert [line.page for line in reading.lines] == [1, 2]
    assert [line.bold for line in reading.lines] == [True, False]
    box = reading.lines[0].box
    assert box is not None
    assert 84 < box.x0 < 87
    assert box.top < 100 < box.bottom


def test_a_paragraph_goes_on_over_the_page() -> None:
    sheet = Sheet()
    heading(sheet)
    y = sheet.paragraph(240, f"- {LONG}")
    sheet.put(113, 760, "- Sơ kết ba năm thực hiện chỉ thị về đổi mới công tác dân vận của")
    sheet.next_page()
    sheet.centre(297, 40, "2")
    sheet.put(85, 80, "các cơ quan nhà nước trong tỉnh.")
    sheet.paragraph(110, "- Việc khác.")
    assert y < 760
    reading = read("a.pdf", sheet.done())
    joined = (
        "- Sơ kết ba năm thực hiện chỉ thị về đổi mới công tác dân vận của các cơ quan nhà nước trong tỉnh."
    )
    assert paragraphs(reading)[-2:] == [joined, "- Việc khác."]


def test_page_numbers_and_running_headers_are_dropped() -> None:
    sheet = Sheet()
    for page in range(1, 5):
        sheet.put(85, 35, f"Ban Dân vận Tỉnh ủy - trang {page}", 9)
        sheet.paragraph(120, f"Đoạn văn của trang thứ {page}, khác mọi trang.")
        sheet.paragraph(200, "Một câu lặp lại trong thân văn bản thì phải giữ.")
        sheet.centre(297, 815, f"- {page} -")
        if page < 4:
            sheet.next_page()
    got = texts(read("a.pdf", sheet.done()))
    assert not any("trang 1" in text or text.startswith("- 1") for text in got)
    assert got.count("Một câu lặp lại trong thân văn bản thì phải giữ.") == 4
    assert len(got) == 8


def test_a_running_header_that_may_be_a_stamp_stays() -> None:
    sheet = Sheet()
    for page in (1, 2, 3):
        sheet.centre(297, 35, "TỐI MẬT")
        sheet.paragraph(120, f"Đoạn văn của trang thứ {page}.")
        if page < 3:
            sheet.next_page()
    assert texts(read("a.pdf", sheet.done())).count("TỐI MẬT") == 3


def test_footnotes_are_marked_and_kept_apart() -> None:
    sheet = Sheet()
    before = "- Làm việc với một số cơ quan"
    sheet.put(113, 120, before)
    end = 113 + sheet.text_width(before)
    sheet.put(end, 120, "1", 7, raise_by=5)
    sheet.put(end + 5, 120, " để chuẩn bị kế hoạch năm.")
    sheet.paragraph(150, LONG)
    sheet.put(85, 740, "1", 6, raise_by=4)
    sheet.put(90, 740, "Sở Nội vụ, Sở Nông nghiệp và Phát triển nông thôn, Ban Dân tộc cùng", 9)
    sheet.put(85, 752, "các huyện miền núi.", 9)
    sheet.next_page()
    sheet.paragraph(120, "- Việc khác của trang sau.")
    reading = read("a.pdf", sheet.done())
    assert texts(reading)[0] == "- Làm việc với một số cơ quan¹ để chuẩn bị kế hoạch năm."
    notes = [line for line in reading.lines if line.kind is LineKind.FOOTNOTE]
    assert [note.span.of(reading.text) for note in notes] == [
        "¹ Sở Nội vụ, Sở Nông nghiệp và Phát triển nông thôn, Ban Dân tộc cùng",
        "các huyện miền núi.",
    ]
    assert [note.wrapped for note in notes] == [True, False]


def test_numbers_of_normal_size_are_not_note_marks() -> None:
    sheet = Sheet()
    sheet.put(85, 120, "Có 12 xã, 3 phường và 45 thôn, đạt 90 %")
    assert texts(read("a.pdf", sheet.done())) == ["Có 12 xã, 3 phường và 45 thôn, đạt 90 %"]


def test_a_ruled_table_is_read_by_rows() -> None:
    sheet = Sheet()
    sheet.paragraph(120, "Kết quả theo từng xã như sau:")
    xs, ys = (85, 150, 330, 500), (150, 180, 225, 255)
    for x in xs:
        sheet.rule(x, ys[0], x, ys[-1])
    for y in ys:
        sheet.rule(xs[0], y, xs[-1], y)
    cells = [("TT", "Xã", "Số mô hình"), ("1", "An Phú", "12"), ("2", "Bình Hải", "7")]
    for y, row in zip((170, 196, 245), cells, strict=True):
        for x, text in zip(xs, row, strict=False):
            sheet.put(x + 6, y, text)
    sheet.put(156, 212, "(miền núi)")
    sheet.paragraph(290, "Trên đây là kết quả.")
    reading = read("a.pdf", sheet.done())
    assert texts(reading) == [
        "Kết quả theo từng xã như sau:",
        "TT | Xã | Số mô hình",
        "1 | An Phú (miền núi) | 12",
        "2 | Bình Hải | 7",
        "Trên đây là kết quả.",
    ]
    assert [line.kind for line in reading.lines][1:4] == [LineKind.TABLE_ROW] * 3


def test_a_table_without_rules_is_read_by_rows() -> None:
    sheet = Sheet()
    sheet.paragraph(100, LONG)
    for order, (name, count, share) in enumerate([("An Phú", "12", "40 %"), ("Bình Hải", "7", "23 %")]):
        for x, text in ((113, name), (280, count), (420, share)):
            sheet.put(x, 220 + 18 * order, text)
    sheet.paragraph(290, LONG)
    rows = texts(read("a.pdf", sheet.done()), lambda line: line.kind is LineKind.TABLE_ROW)
    assert rows == ["An Phú | 12 | 40 %", "Bình Hải | 7 | 23 %"]


def test_a_wrapped_header_and_a_sum_belong_to_the_table_without_rules() -> None:
    sheet = Sheet()
    sheet.paragraph(100, LONG)
    for x, text in ((86, "TT"), (150, "Địa phương"), (290, "Đã kiểm"), (440, "Còn lại")):
        sheet.put(x, 220, text, bold=True)
    sheet.put(300, 234, "tra", bold=True)
    for order, (name, done, left) in enumerate([("Huyện An Phú Thượng", "12", "4"), ("Bình Hải", "7", "0")]):
        for x, text in ((90, str(order + 1)), (118, name), (305, done), (455, left)):
            sheet.put(x, 252 + 18 * order, text)
    for x, text in ((118, "Cộng"), (305, "19"), (455, "4")):
        sheet.put(x, 288, text)
    sheet.paragraph(330, LONG)
    reading = read("a.pdf", sheet.done())
    rows = texts(reading, lambda line: line.kind is LineKind.TABLE_ROW)
    assert rows == [
        "TT | Địa phương | Đã kiểm tra | Còn lại",
        "1 | Huyện An Phú Thượng | 12 | 4",
        "2 | Bình Hải | 7 | 0",
        "| Cộng | 19 | 4",
    ]
    assert paragraphs(reading) == [LONG, LONG]


def test_an_encrypted_file_is_named() -> None:
    sheet = Sheet(encrypt="mo-khoa")
    sheet.put(85, 100, "Nội dung")
    with pytest.raises(UnreadableFile, match="mật khẩu"):
        read("a.pdf", sheet.done())


def test_a_broken_file_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="hỏng"):
        read("a.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\n")

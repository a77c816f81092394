"""Registers and tables of figures: rows with their header, dates and numbers as printed, nothing hidden."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time
from time import monotonic
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from ingest.document import Column, LineKind, Reading
from ingest.errors import Stamped, UnreadableFile
from ingest.gate import check_reading
from ingest.parsing.heading.heading import read_heading
from ingest.readers import xlsx_cells
from ingest.readers.reading import read

HEADER = ("STT", "Số, ký hiệu", "Ngày ban hành", "Trích yếu", "Nơi nhận")
INCOMING = (
    (1, "14-CT/TU", datetime(2022, 4, 3), "Tăng cường đối thoại", "Các huyện ủy"),
    (2, "07-KH/TU", datetime(2022, 2, 8), "Thăm cơ sở", "Ban Thường vụ"),
)


def saved(book: Workbook) -> bytes:
    """The book as Excel would save it: texts in the table of shared strings, which openpyxl leaves empty."""
    file = io.BytesIO()
    book.save(file)
    texts: list[bytes] = []

    def share(found: re.Match[bytes]) -> bytes:
        texts.append(b"<si>" + found[1] + b"</si>")
        return b't="s"><v>%d</v></c>' % (len(texts) - 1)

    data = changed(
        file.getvalue(), lambda _, part: re.sub(rb't="inlineStr"><is>(.*?)</is></c>', share, part, flags=re.S)
    )
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    declared = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{main}.sharedStrings+xml"/></Types>'
    data = changed(data, lambda _, part: part.replace(b"</Types>", declared.encode()))
    whole = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</sst>'
    return with_part(data, "xl/sharedStrings.xml", whole % b"".join(texts))


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, part)
    return file.getvalue()


def sheet_of(rows: Iterable[Sequence[Any]]) -> Any:
    sheet = Workbook().active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    return sheet


def shown(reading: Reading, kind: LineKind | None = None) -> list[str]:
    return [line.span.of(reading.text) for line in reading.lines if kind in (None, line.kind)]


def changed(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The same package with the bytes of its parts changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return file.getvalue()


def test_a_register_with_its_title() -> None:
    sheet = sheet_of([["SỔ CÔNG VĂN ĐẾN"], ["Năm 2022"], [], HEADER, *INCOMING])
    reading = read("so.xlsx", saved(sheet.parent))
    assert shown(reading, LineKind.TEXT) == ["SỔ CÔNG VĂN ĐẾN", "Năm 2022"]
    assert shown(reading, LineKind.TABLE_ROW) == [
        "STT | Số, ký hiệu | Ngày ban hành | Trích yếu | Nơi nhận",
        "1 | 14-CT/TU | 03/4/2022 | Tăng cường đối thoại | Các huyện ủy",
        "2 | 07-KH/TU | 08/02/2022 | Thăm cơ sở | Ban Thường vụ",
    ]
    assert reading.format == "xlsx"


@pytest.mark.parametrize(
    ("value", "number_format", "printed"),
    [
        (1.0, "General", "1"),
        (12.5, "General", "12,5"),
        (0.1 + 0.2, "General", "0,3"),
        (5, "00", "05"),
        (7, '00"-BC/BDVTU"', "07-BC/BDVTU"),
        (912345678, "0000000000", "0912345678"),
        (1234567, "#,##0", "1.234.567"),
        (1234.5, "#,##0.00", "1.234,50"),
        (0.975, "0.0%", "97,5%"),
        (1, "0%", "100%"),
        (-3, "0;(0)", "(3)"),
        (0, '_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)', "-"),
        (2.5, "0", "3"),
        (0.5, "# ?/?", "0,5"),
        (1e30, "0.00", "1" + 30 * "0"),
        (datetime(2017, 4, 3), "mm-dd-yy", "03/4/2017"),
        (datetime(2020, 2, 25, 8, 30), "dd/mm/yyyy hh:mm", "25/02/2020 08:30"),
        (datetime(2020, 3, 1), "mm/yyyy", "3/2020"),
        (datetime(2020, 10, 1), "yyyy", "2020"),
        (time(7, 5), "h:mm", "07:05"),
        (True, "General", "TRUE"),
        ("05", "@", "05"),
    ],
)
def test_a_value_as_it_is_displayed(value: Any, number_format: str, printed: str) -> None:
    sheet = sheet_of([("Mục", "Trị số"), ("a", value)])
    sheet["B2"].number_format = number_format
    assert shown(read("a.xlsx", saved(sheet.parent)))[1] == f"a | {printed}"


def test_what_is_hidden_is_read() -> None:
    sheet = sheet_of([HEADER, *INCOMING])
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["D"].hidden = True
    hidden = sheet.parent.create_sheet("Phụ")
    hidden["C7"] = "TỐI MẬT"
    hidden.sheet_state = "veryHidden"
    reading = read("a.xlsx", saved(sheet.parent))
    assert "Tăng cường đối thoại" in reading.text
    with pytest.raises(Stamped):
        check_reading(reading)


@pytest.mark.parametrize("place", ["header", "comment", "grade column"])
def test_a_stamp_wherever_it_stands_reaches_the_gate(place: str) -> None:
    from openpyxl.comments import Comment

    sheet = sheet_of([(*HEADER, "Độ mật"), *((*row, "") for row in INCOMING)])
    assert check_reading(read("a.xlsx", saved(sheet.parent))) is None
    if place == "header":
        sheet.oddHeader.center.text = "TUYỆT MẬT"
        sheet.oddHeader.center.size = 14
    elif place == "comment":
        sheet["A1"].comment = Comment("MẬT", "Văn thư")
    else:
        sheet["F3"] = "Mật"
    with pytest.raises(Stamped):
        check_reading(read("a.xlsx", saved(sheet.parent)))


def test_text_boxes_are_read() -> None:
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:sp><xdr:txBody><a:p><a:r>'
        "<a:t>Ghi chú: </a:t></a:r><a:r><a:t>số liệu đến 15/9</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>"
    )
    data = with_part(
        saved(sheet_of([HEADER, *INCOMING]).parent), "xl/drawings/drawing1.xml", drawing.encode()
    )
    assert shown(read("a.xlsx", data))[-1] == "Ghi chú: số liệu đến 15/9"


def test_a_sheet_is_named_where_there_are_several() -> None:
    sheet = sheet_of([("Huyện", "Số buổi"), ("Sơn Đoài", 3)])
    other = sheet.parent.create_sheet("Quý II")
    other.append(["Huyện", "Số buổi"])
    other.append(["Sơn Đoài", 5])
    sheet.title = "Quý I"
    sheet.parent.create_sheet("Trống")
    assert shown(read("a.xlsx", saved(sheet.parent))) == [
        "Quý I", "Huyện | Số buổi", "Sơn Đoài | 3", "Quý II", "Huyện | Số buổi", "Sơn Đoài | 5"
    ]  # fmt: skip


def test_merged_cells_are_read_once_and_a_header_of_two_rows_is_one() -> None:
    sheet = sheet_of(
        [
            ["BIỂU SỐ LIỆU NĂM 2023"],
            ["TT", "Địa bàn", "Số lượng", None, "Ghi chú"],
            [None, None, "Cuộc", "Người", None],
            [1, "Huyện Sơn Đoài", 12, 430, "Đạt"],
            [2, None, 7, 210, None],
            ["Cộng", None, 19, 640],
        ]
    )
    for merged in ("A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "B4:B5", "A6:B6"):
        sheet.merge_cells(merged)
    assert shown(read("a.xlsx", saved(sheet.parent))) == [
        "BIỂU SỐ LIỆU NĂM 2023",
        "TT | Địa bàn | Số lượng - Cuộc | Số lượng - Người | Ghi chú",
        "1 | Huyện Sơn Đoài | 12 | 430 | Đạt",
        "2 |  | 7 | 210",
        "Cộng |  | 19 | 640",
    ]


def test_the_heading_and_the_signature_around_a_table() -> None:
    sheet = sheet_of(
        [
            ["TỈNH ỦY SƠN ĐOÀI\nBAN DÂN VẬN", None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"],
            ["Số 31-BC/BDVTU", None, None, "Sơn Đoài, ngày 05 tháng 7 năm 2023"],
            ["BÁO CÁO"],
            ["số liệu đối thoại 6 tháng đầu năm 2023"],
            ["TT", "Đơn vị", "Số cuộc", "Số người"],
            [1, "Phường Bãi Dương", 4, 120],
            ["Cộng", None, 4, 120],
            [],
            ["Nơi nhận:", None, None, "K/T TRƯỞNG BAN"],
            ["- Ban Thường vụ Tỉnh ủy,", None, None, "PHÓ TRƯỞNG BAN"],
            ["- Lưu Ban."],
            [None, None, None, "Đỗ Văn Thức"],
        ]
    )
    reading = read("a.xlsx", saved(sheet.parent))
    heading = read_heading(reading).heading
    assert heading.number is not None
    assert heading.number.canonical == "31-BC/BDVTU"
    assert (str(heading.date), heading.type) == ("2023-07-05", "Báo cáo")
    assert shown(reading, LineKind.TABLE_ROW) == [
        "TT | Đơn vị | Số cuộc | Số người", "1 | Phường Bãi Dương | 4 | 120", "Cộng |  | 4 | 120"
    ]  # fmt: skip
    right = [line.span.of(reading.text) for line in reading.lines if line.column is Column.RIGHT]
    assert right[-3:] == ["K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Đỗ Văn Thức"]


def test_two_tables_each_with_its_title() -> None:
    head = ("TT", "Đơn vị", "Số cuộc")
    sheet = sheet_of(
        [["Biểu 1"], head, (1, "Xã A", 2), ["Khối xã"], (2, "Xã B", 1), [], ["Biểu 2"], head, (1, "Xã C", 3)]
    )
    reading = read("a.xlsx", saved(sheet.parent))
    assert shown(reading, LineKind.TEXT) == ["Biểu 1", "Biểu 2"]
    assert "Khối xã" in shown(reading, LineKind.TABLE_ROW)


def test_formulas_by_their_last_result() -> None:
    data = saved(sheet_of([("Mục", "Số"), ("a", 2), ("Cộng", "=SUM(B2:B2)")]).parent)
    fresh = read("a.xlsx", data)
    assert shown(fresh)[-1] == "Cộng"
    assert "chưa được tính" in fresh.warnings[0]

    def calculated(name: str, part: bytes) -> bytes:
        return part.replace(b"<v />", b"<v>2</v>").replace(b"<v></v>", b"<v>2</v>")

    reading = read("a.xlsx", changed(data, calculated))
    assert (shown(reading)[-1], reading.warnings) == ("Cộng | 2", ())


def test_cells_are_read_by_the_fonts_of_their_runs() -> None:
    mixed = CellRichText("Sè ", TextBlock(InlineFont(rFont="VNI-Times"), "Tænh uûy"))
    rows = [("B¸o c¸o", mixed), ("Tæ chøc héi nghÞ ®èi tho¹i víi nh©n d©n", "KÕ ho¹ch th¸ng ba cña TØnh ñy")]
    sheet = sheet_of(rows)
    for row in sheet:
        for cell in row:
            cell.font = Font(name=".VnTime")
    reading = read("a.xlsx", saved(sheet.parent))
    assert shown(reading) == [
        "Báo cáo | Số Tỉnh ủy",
        "Tổ chức hội nghị đối thoại với nhân dân | Kế hoạch tháng ba của Tỉnh ủy",
    ]
    assert any("TCVN3" in warning for warning in reading.warnings)


def test_a_lie_about_the_size_costs_nothing() -> None:
    sheet = sheet_of([("Mục", "Số"), ("a", 1)])
    sheet["B1048576"] = 9

    def lie(name: str, part: bytes) -> bytes:
        return part.replace(b'ref="A1:B1048576"', b'ref="A1:XFD1048576"')

    data = changed(saved(sheet.parent), lie)
    assert b"XFD1048576" in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    assert shown(read("a.xlsx", data)) == ["Mục | Số", "a | 1", "9"]


def test_wide_rows_and_rows_beyond_the_last_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = sheet_of([])
    for row in range(1, 12):
        sheet.cell(row, 16_384, "x")
    data = saved(sheet.parent)
    monkeypatch.setattr(xlsx_cells, "MAX_CELLS", 10 * 16_384)
    with pytest.raises(UnreadableFile, match="quá nhiều hàng"):
        read("a.xlsx", data)
    far = saved(sheet_of([("a",)]).parent)
    with pytest.raises(UnreadableFile, match="quá nhiều hàng"):
        read("a.xlsx", changed(far, lambda _, part: part.replace(b'r="1"', b'r="9999999999"')))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_an_entity_bomb_is_refused(part: str, coding: str) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'

    def plant(name: str, data: bytes) -> bytes:
        if name != part:
            return data
        text = data.decode().partition("?>")[2] if data.startswith(b"<?xml") else data.decode()
        return (bomb + text).encode(coding)

    with pytest.raises(UnreadableFile, match="DTD"):
        read("a.xlsx", changed(saved(sheet_of([HEADER]).parent), plant))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    data = with_part(saved(sheet_of([HEADER]).parent), "xl/media/a.bin", bytes(70_000_000))
    with pytest.raises(UnreadableFile, match="quá lớn"):
        read("a.xlsx", data)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<sheetData>", b"<sheetData"),
        (b't="s"', b't="s" s="99"'),
        (b"<v>0</v>", b"<v>77</v>"),
        (b'r="A1"', b'r="?1"'),
        (b"<sheets>", b"<sheets><x/>"),
        (b"worksheets/sheet1.xml", b"worksheets/khong-co.xml"),
    ],
)
def test_a_broken_part_is_a_message(old: bytes, new: bytes) -> None:
    data = saved(sheet_of([HEADER]).parent)
    broken = changed(data, lambda _, part: part.replace(old, new))
    with pytest.raises(UnreadableFile, match=r"bị hỏng|không có nội dung"):
        read("a.xlsx", broken)


def test_deep_nesting() -> None:
    """Read past in the table of texts, refused where a tree has to be built."""
    deep = 20_000 * b"<r>" + 20_000 * b"</r>"
    data = saved(sheet_of([HEADER]).parent)
    table = changed(data, lambda _, part: part.replace(b"</sst>", b"<si>" + deep + b"</si></sst>"))
    assert shown(read("a.xlsx", table)) == [" | ".join(HEADER)]
    with pytest.raises(UnreadableFile, match="bị hỏng"):
        read("a.xlsx", with_part(data, "xl/drawings/drawing1.xml", deep))


def test_comments_full_of_tags_cost_their_length() -> None:
    """A second on a quiet machine; at the square of the length it would be an hour."""
    trap = b"<!--" + 50_000 * b"<c <mergeCell <oddHeader" + b" -->"
    data = saved(sheet_of([HEADER]).parent)
    trapped = changed(data, lambda _, part: part.replace(b"</sheetData>", b"</sheetData>" + trap))
    started = monotonic()
    assert read("a.xlsx", trapped).text == " | ".join(HEADER)
    assert monotonic() - started < 60


def test_an_empty_book() -> None:
    with pytest.raises(UnreadableFile, match="không có nội dung"):
        read("a.xlsx", saved(Workbook()))


def test_one_date_out_of_range_spoils_only_its_cell() -> None:
    sheet = sheet_of([("Mục", "Ngày"), ("a", 99_999_999)])
    sheet["B2"].number_format = "dd/mm/yyyy"
    assert shown(read("a.xlsx", saved(sheet.parent)))[1] == "a | #VALUE!"

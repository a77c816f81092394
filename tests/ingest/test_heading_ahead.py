"""Heading lines that only the lines around them explain: issuer or type, title or body, qualifier or title."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.parsing.heading.heading import read_heading
from tests.ingest.readings import L, left, parsed, reading, right

BODY = "Thực hiện Kế hoạch của Tỉnh ủy, Ban Chỉ đạo ban hành chương trình như sau:"


def facts(*lines):
    heading = read_heading(reading(*lines)).heading
    number = heading.number.canonical if heading.number else None
    return heading.type, number, heading.title, heading.issuer


def test_a_type_word_in_the_left_column_belongs_to_the_issuer():
    expected = (
        "Thông báo",
        "07-TB/BCĐ",
        "phân công thành viên",
        "Ban Chỉ đạo thực hiện Chương trình mục tiêu quốc gia",
    )
    told = (
        left("TỈNH ỦY BÌNH AN"),
        left("BAN CHỈ ĐẠO THỰC HIỆN"),
        left("CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA"),
        left("*"),
        left("Số 07-TB/BCĐ"),
        right("ĐẢNG CỘNG SẢN VIỆT NAM"),
        right("Bình An, ngày 06 tháng 6 năm 2022"),
        L("THÔNG BÁO", bold=True),
        L("phân công thành viên", bold=True),
        "-----",
        BODY,
    )
    type_, number, title, issuer = facts(*told)
    assert (type_, number, title) == expected[:3]
    assert issuer is not None
    assert issuer.casefold() == expected[3].casefold()


@pytest.mark.parametrize(
    "top",
    [
        (
            "TỈNH ỦY BÌNH AN                     ĐẢNG CỘNG SẢN VIỆT NAM",
            "BAN CHỈ ĐẠO VỀ THỰC HIỆN            ----------------------",
            "QUY CHẾ DÂN CHỦ Ở CƠ SỞ             Bình An, ngày 06 tháng 6 năm 2022",
            "          *",
            "Số 07-KH/BCĐ",
        ),
        (
            "TỈNH ỦY BÌNH AN ĐẢNG CỘNG SẢN VIỆT NAM",
            "BAN CHỈ ĐẠO VỀ THỰC HIỆN",
            "QUY CHẾ DÂN CHỦ Ở CƠ SỞ",
            "*",
            "Số 07-KH/BCĐ Bình An, ngày 06 tháng 6 năm 2022",
        ),
    ],
    ids=["wide gaps", "interleaved"],
)
def test_the_same_heading_as_a_text_extraction_leaves_it(top):
    heading = read_heading(reading(*top, "KẾ HOẠCH", "kiểm tra năm 2022", "-----", BODY)).heading
    assert heading.number is not None
    assert (heading.type, heading.number.canonical, heading.date) == (
        "Kế hoạch",
        "07-KH/BCĐ",
        date(2022, 6, 6),
    )
    assert heading.title == "kiểm tra năm 2022"
    assert heading.issuer == "Ban Chỉ đạo về thực hiện Quy chế dân chủ ở cơ sở"


def test_a_type_above_the_number_is_still_the_type():
    type_, _, _, issuer = facts(
        "TỈNH ỦY BÌNH AN", "CHỈ THỊ", "Số 08-CT/TU", "về công tác dân vận", "1. Các cấp ủy nêu gương."
    )
    assert (type_, issuer) == ("Chỉ thị", "Tỉnh ủy Bình An")


def test_a_qualifier_on_the_type_line_leads_the_title():
    type_, _, title, _ = facts(
        "Bình An, ngày 06 tháng 6 năm 2022",
        "BÁO CÁO NHANH",
        "kết quả ngày hội dân vận",
        "năm 2022",
        "-----",
        "I. Kết quả",
        "- Có 300 người dự.",
    )
    assert (type_, title) == ("Báo cáo", "nhanh kết quả ngày hội dân vận năm 2022")


def test_a_title_in_capitals_is_not_a_qualifier():
    type_, _, title, _ = facts(
        "BÁO CÁO TỔNG KẾT CÔNG TÁC DÂN VẬN NĂM 2022", "Năm qua, các cấp ủy đã tổ chức nhiều hội nghị."
    )
    assert (type_, title) == ("Báo cáo", "TỔNG KẾT CÔNG TÁC DÂN VẬN NĂM 2022")


HEAD = ("ỦY BAN NHÂN DÂN", "TỈNH BÌNH AN", "Số: 19/KH-UBND", "Bình An, ngày 06 tháng 6 năm 2022", "KẾ HOẠCH")
BASIS = "Căn cứ Luật Thanh niên, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:"


@pytest.mark.parametrize(
    "rest",
    [
        ("Triển khai thực hiện Tháng Thanh niên", "trên địa bàn tỉnh năm 2022", "-----", BASIS),
        ("Triển khai thực hiện Tháng Thanh niên", "trên địa bàn tỉnh năm 2022", "", BASIS),
        ("Triển khai thực hiện Tháng Thanh niên", "trên địa bàn tỉnh năm 2022", BASIS),
        (L("Triển khai thực hiện Tháng Thanh niên trên địa bàn tỉnh năm 2022", bold=True), BASIS),
    ],
    ids=["rule", "blank line", "body words", "bold"],
)
def test_a_title_may_start_as_a_body_does(rest):
    assert facts(*HEAD, *rest)[2] == "Triển khai thực hiện Tháng Thanh niên trên địa bàn tỉnh năm 2022"


def test_a_body_that_follows_the_type_is_no_title():
    assert facts(*HEAD, "Thực hiện Luật Thanh niên, tỉnh đã mở 12 lớp học.", "I. Kết quả")[2] is None


def test_bodies_that_issue_together_are_both_named():
    document = parsed(
        left("BAN DÂN VẬN TỈNH ỦY"),
        left("BỘ CHỈ HUY BỘ ĐỘI BIÊN PHÒNG TỈNH"),
        left("Số 02-CTPH/BDVTU-BCHBP"),
        right("Bình An, ngày 06 tháng 6 năm 2022"),
        "CHƯƠNG TRÌNH PHỐI HỢP",
        "vận động Nhân dân vùng biên giới giai đoạn 2022 - 2025",
        "-----",
        "1. Hai cơ quan trao đổi thông tin hằng tháng.",
        left("BỘ CHỈ HUY BỘ ĐỘI BIÊN PHÒNG TỈNH"),
        left("CHÍNH ỦY"),
        left("Đại tá Lê Văn Bắc"),
        left("Nơi nhận:"),
        left("- Thường trực Tỉnh ủy,"),
        left("- Lưu hai cơ quan."),
        right("BAN DÂN VẬN TỈNH ỦY"),
        right("TRƯỞNG BAN"),
        right("Trần Thị Nam"),
        format="docx",
    )
    heading = document.heading
    assert heading.issuer == "Ban Dân vận Tỉnh ủy - Bộ Chỉ huy Bộ đội Biên phòng tỉnh"
    assert (heading.signer, heading.signer_role) == ("Trần Thị Nam", "Trưởng Ban")
    assert heading.reported is None
    assert heading.planned is not None
    assert heading.planned.end == date(2025, 12, 31)
    (signature,) = [p.text for p in document.passages if p.kind == "signature"]
    assert signature == (
        "BỘ CHỈ HUY BỘ ĐỘI BIÊN PHÒNG TỈNH CHÍNH ỦY Đại tá Lê Văn Bắc BAN DÂN VẬN TỈNH ỦY TRƯỞNG BAN Trần Thị Nam"
    )
    assert [p.text for p in document.passages if p.kind == "item"] == [
        "Hai cơ quan trao đổi thông tin hằng tháng."
    ]

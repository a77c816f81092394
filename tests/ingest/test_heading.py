"""The heading and closing block, in the generations of form that the rules know."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.document import NumberStyle
from ingest.parsing.heading.heading import read_heading
from tests.ingest.readings import L, left, parsed, reading, right

BODY = "Ban Thường vụ yêu cầu các cấp ủy nghiêm túc thực hiện các nội dung nêu trên."


def fact_texts(made, name):
    zones = read_heading(made)
    return [span.of(made.text) for span in dict(zones.heading.facts)[name].spans]


def test_party_heading_printed_in_two_columns_with_wide_gaps():
    made = reading(
        "TỈNH ỦY BÌNH AN                      ĐẢNG CỘNG SẢN VIỆT NAM",
        "BAN DÂN VẬN                          ----------------------",
        "      *",
        "Số 45-BC/BDVTU                       Bình An, ngày 05 tháng 6 năm 2021",
        "                    BÁO CÁO",
        "   kết quả công tác dân vận tháng 5, nhiệm vụ trọng tâm tháng 6/2021",
        "                     -----",
        "I- Kết quả công tác tháng 5",
        "- Ban hành 03 văn bản.",
        "Nơi nhận:                             K/T TRƯỞNG BAN",
        "- Thường trực Tỉnh ủy (b/c),          PHÓ TRƯỞNG BAN",
        "- Lưu Ban Dân vận Tỉnh ủy.            (đã ký)",
        "",
        "                                      Nguyễn Văn An",
    )
    heading = read_heading(made).heading
    assert heading.number is not None
    assert heading.number.canonical == "45-BC/BDVTU"
    assert (heading.type, heading.date, heading.place) == ("Báo cáo", date(2021, 6, 5), "Bình An")
    assert heading.issuer == "Ban Dân vận Tỉnh ủy Bình An"
    assert heading.parent_issuer == "Tỉnh ủy Bình An"
    assert heading.title == "kết quả công tác dân vận tháng 5, nhiệm vụ trọng tâm tháng 6/2021"
    assert heading.reported is not None
    assert heading.reported.start == date(2021, 5, 1)
    assert heading.planned is not None
    assert heading.planned.end == date(2021, 6, 30)
    assert heading.recipients == ("Thường trực Tỉnh ủy (b/c)", "Lưu Ban Dân vận Tỉnh ủy")
    assert (heading.capacity, heading.signed_for, heading.signer_role, heading.signer) == (
        "K/T",
        "Trưởng Ban",
        "Phó Trưởng Ban",
        "Nguyễn Văn An",
    )
    assert fact_texts(made, "number") == ["45-BC/BDVTU"]
    assert fact_texts(made, "date") == ["ngày 05 tháng 6 năm 2021"]
    assert fact_texts(made, "issuer") == ["TỈNH ỦY BÌNH AN", "BAN DÂN VẬN"]


def test_party_heading_whose_columns_the_reader_tells():
    heading = read_heading(
        reading(
            left("TỈNH ỦY BÌNH AN"),
            left("BAN TUYÊN GIÁO VÀ DÂN VẬN"),
            left("*"),
            left("Số 03-HD/BTGDVTU"),
            right("ĐẢNG CỘNG SẢN VIỆT NAM"),
            right("Bình An, ngày 12 tháng 3 năm 2025"),
            L("HƯỚNG DẪN", bold=True),
            L("tổ chức Hội nghị đối thoại", bold=True),
            L("Năm dân vận 2025", bold=True),
            "1. Mục đích",
            "a) Nâng cao chất lượng.",
            left("Nơi nhận:"),
            left("- Các huyện ủy,"),
            left("- Lưu Ban."),
            right("TRƯỞNG BAN"),
            right("Lê Thị Bình"),
            format="docx",
        )
    ).heading
    assert heading.number is not None
    assert heading.number.canonical == "03-HD/BTGDVTU"
    assert heading.issuer == "Ban Tuyên giáo và Dân vận Tỉnh ủy Bình An"
    assert heading.title == "tổ chức Hội nghị đối thoại Năm dân vận 2025"
    assert heading.recipients == ("Các huyện ủy", "Lưu Ban")
    assert (heading.signer, heading.signer_role, heading.capacity) == ("Lê Thị Bình", "Trưởng Ban", None)


def test_state_heading_run_together():
    heading = read_heading(
        reading(
            "BỘ TÀI CHÍNH TỔNG CỤC HẢI QUAN ------- CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - "
            "Hạnh phúc ----",
            "Số:",
            "2135/QĐ-TCHQ Hà Nội, ngày 31 tháng 07 năm 2015 QUYẾT ĐỊNH VỀ QUY TRÌNH MẪU "
            "TỔNG CỤC TRƯỞNG TỔNG CỤC HẢI QUAN",
            "Căn cứ Luật Hải quan số 54/2014/QH13 ngày 23 tháng 6 năm 2014;",
            "Điều 1. Ban hành quy trình.",
            "KT. TỔNG CỤC TRƯỞNG PHÓ TỔNG CỤC TRƯỞNG Nguyễn Văn Bảy",
        )
    ).heading
    assert heading.number is not None
    assert heading.number.canonical == "2135/QĐ-TCHQ"
    assert heading.date == date(2015, 7, 31)
    assert heading.place == "Hà Nội"
    assert heading.issuer == "Tổng cục Hải quan"
    assert heading.parent_issuer == "Bộ Tài chính"
    assert heading.title == "VỀ QUY TRÌNH MẪU"
    assert (heading.capacity, heading.signed_for) == ("K/T", "Tổng cục trưởng")
    assert (heading.signer_role, heading.signer) == ("Phó Tổng cục trưởng", "Nguyễn Văn Bảy")


def test_state_letter_has_no_type_line():
    heading = read_heading(
        reading(
            "UBND TỈNH BÌNH AN",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Số: 4912/UBND-NC",
            "V/v phối hợp tổ chức đối thoại",
            "Bình An, ngày 03 tháng 4 năm 2019",
            "Kính gửi: Sở Nội vụ; Ban Dân vận Tỉnh ủy.",
            BODY,
        )
    ).heading
    assert heading.type == "Công văn"
    assert heading.number is not None
    assert heading.number.style is NumberStyle.STATE_LETTER
    assert heading.title == "phối hợp tổ chức đối thoại"
    assert heading.addressed_to == ("Sở Nội vụ", "Ban Dân vận Tỉnh ủy")


def test_party_letter_with_a_list_of_addressees():
    heading = read_heading(
        reading(
            "TỈNH ỦY BÌNH AN",
            "ĐẢNG CỘNG SẢN VIỆT NAM",
            "*",
            "Số 882-CV/TU",
            "V/v thực hiện năm dân vận",
            "Bình An, ngày 21 tháng 3 năm 2018",
            "Kính gửi:",
            "- Các ban của Tỉnh ủy,",
            "- Các huyện ủy, thành ủy.",
            BODY,
            "T/M BAN THƯỜNG VỤ",
            "PHÓ BÍ THƯ",
            "Trần Văn Bốn",
        )
    ).heading
    assert heading.type == "Công văn"
    assert heading.addressed_to == ("Các ban của Tỉnh ủy", "Các huyện ủy, thành ủy")
    assert (heading.capacity, heading.signed_for) == ("T/M", "Ban Thường vụ")
    assert (heading.signer_role, heading.signer) == ("Phó Bí thư", "Trần Văn Bốn")


def test_blanks_of_a_draft_are_not_facts():
    heading = read_heading(
        reading(
            "DỰ THẢO (LẦN 2)",
            "TỈNH ỦY BÌNH AN",
            "ĐẢNG CỘNG SẢN VIỆT NAM",
            "Số …-KH/TU",
            "Bình An, ngày … tháng … năm 2022",
            "KẾ HOẠCH",
            "tổ chức đối thoại",
            "I. MỤC ĐÍCH",
            "- Lắng nghe.",
        )
    ).heading
    assert heading.number is None
    assert heading.date is None
    assert heading.place == "Bình An"
    assert heading.circulation == "DỰ THẢO (LẦN 2)"
    assert heading.type == "Kế hoạch"


def test_the_right_side_of_a_heading_may_be_read_first():
    heading = read_heading(
        reading(
            "ĐẢNG CỘNG SẢN VIỆT NAM",
            "Bình An, ngày 12 tháng 5 năm 2022",
            "TỈNH ỦY BÌNH AN",
            "BAN DÂN VẬN",
            "*",
            "Số 17-BC/BDVTU",
            "BÁO CÁO",
            "kết quả công tác dân vận tháng 4, nhiệm vụ tháng 5 năm 2022",
            "I. KẾT QUẢ",
            "- Đã họp.",
        )
    ).heading
    assert heading.number is not None
    assert heading.number.canonical == "17-BC/BDVTU"
    assert heading.type == "Báo cáo"
    assert heading.issuer == "Ban Dân vận Tỉnh ủy Bình An"
    assert heading.date == date(2022, 5, 12)


@pytest.mark.parametrize("mark", ["KHẨN", "THƯỢNG KHẨN", "HỎA TỐC"])
def test_urgency(mark):
    made = reading(
        "TỈNH ỦY BÌNH AN",
        "Số 01-TB/TU",
        mark,
        "Bình An, ngày 02 tháng 3 năm 2020",
        "THÔNG BÁO",
        "về hội nghị",
        BODY,
    )
    assert read_heading(made).heading.urgency == mark


def test_own_number_comes_only_from_the_heading():
    """Promise 3: the first number of the body never is the document's own."""
    without_number = reading(
        "Bình An, ngày 02 tháng 3 năm 2020",
        "THÔNG BÁO",
        "về hội nghị",
        "Thực hiện Chỉ thị số 22-CT/TU, ngày 03/4/2017 của Ban Thường vụ Tỉnh ủy.",
        "Số 05-KH/TU là kế hoạch cũ.",
    )
    assert read_heading(without_number).heading.number is None
    only_text = reading(
        "Số 05-KH/TU đã được các đơn vị triển khai nghiêm túc, đạt kết quả tốt trong nhiều năm qua."
    )
    assert read_heading(only_text).heading.date is None
    assert parsed("Ban đã thực hiện Kế hoạch số 05-KH/TU trong cả năm.").heading.number is None


def test_date_comes_only_from_the_heading():
    made = reading(
        "BÁO CÁO", "kết quả công tác", "Hội nghị ngày 15 tháng 3 năm 2020 đã thống nhất nhiều nội dung."
    )
    assert read_heading(made).heading.date is None


def test_issuer_from_the_closing_formula_with_less_confidence():
    made = reading(
        "BÁO CÁO",
        "kết quả",
        "- Việc một.",
        "Ban Dân vận Huyện ủy kính báo cáo Thường trực Huyện ủy xem xét, chỉ đạo.",
    )
    heading = read_heading(made).heading
    assert heading.issuer == "Ban Dân vận Huyện ủy"
    assert heading.reported_to == ("Thường trực Huyện ủy",)
    assert dict(heading.facts)["issuer"].confidence < 0.9


def test_title_keeps_its_bracketed_period_and_stops_at_the_body():
    made = reading(
        "BÁO CÁO",
        "công tác dân vận",
        "(Kỳ báo cáo: từ 01/5 đến 31/5/2021)",
        "Trong tháng, Ban đã hoàn thành các việc.",
    )
    assert read_heading(made).heading.title == "công tác dân vận (Kỳ báo cáo: từ 01/5 đến 31/5/2021)"


def test_decomposed_text_reads_the_same():
    import unicodedata

    lines = [
        "TỈNH ỦY BÌNH AN",
        "Số 12-TB/TU",
        "Bình An, ngày 02 tháng 3 năm 2020",
        "THÔNG BÁO",
        "về hội nghị đối thoại",
        "1. Thời gian",
        "- Tháng 3.",
    ]
    made = reading(*(unicodedata.normalize("NFD", line) for line in lines))
    heading = read_heading(made).heading
    assert heading.number is not None
    assert heading.number.canonical == "12-TB/TU"
    assert heading.date == date(2020, 3, 2)
    assert heading.type == "Thông báo"
    assert [unicodedata.normalize("NFC", text) for text in fact_texts(made, "date")] == [
        "ngày 02 tháng 3 năm 2020"
    ]


def test_a_text_without_heading_is_all_body():
    made = reading(
        "Kết quả đến nay, Ban đã cơ bản hoàn thành các nhóm công việc được giao trong kế hoạch.",
        "HY (tổng hợp)",
    )
    zones = read_heading(made)
    assert zones.heading_lines == ()
    assert zones.body_offset == 0
    assert zones.heading.issuer is None

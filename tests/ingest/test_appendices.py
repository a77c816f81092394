"""What hangs on a document: appendices, forms, lists; each a section of its own with its title and its rows."""

from __future__ import annotations

import pytest

from ingest.document import LineKind, PassageKind, Role
from tests.ingest.readings import L, parsed

TOP = (
    "TỈNH ỦY BÌNH AN",
    "Số 77-BC/TU",
    "Bình An, ngày 06 tháng 6 năm 2022",
    "BÁO CÁO",
    "kết quả tháng 5, nhiệm vụ trọng tâm tháng 6/2022",
    "-----",
    "I. Kết quả công tác tháng 5",
    "- Đã mở 03 lớp.",
    "II. Nhiệm vụ trọng tâm tháng 6/2022",
    "- Mở 02 lớp.",
)
END = ("Nơi nhận:", "- Các huyện ủy,", "- Lưu Văn phòng.", "T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Nguyễn Văn An")


def row(text):
    return L(text, kind=LineKind.TABLE_ROW)


def by_text(document, words):
    return next(p for p in document.passages if words in p.text and p.kind is not PassageKind.HEADING)


@pytest.mark.parametrize(
    ("lines", "path"),
    [
        (("PHỤ LỤC 01", "DANH SÁCH MÔ HÌNH DÂN VẬN"), "PHỤ LỤC 01 DANH SÁCH MÔ HÌNH DÂN VẬN"),
        (("Phụ lục I", "Danh sách mô hình"), "Phụ lục I Danh sách mô hình"),
        (("Phụ lục", "Danh sách mô hình"), "Phụ lục Danh sách mô hình"),
        (("Phụ lục 2. Danh sách mô hình",), "Phụ lục 2. Danh sách mô hình"),
        (("PHỤ LỤC SỐ 3: DANH SÁCH MÔ HÌNH", "DÂN VẬN KHÉO"), "PHỤ LỤC SỐ 3: DANH SÁCH MÔ HÌNH DÂN VẬN KHÉO"),
        (("PHỤ LỤC", "DANH SÁCH MÔ HÌNH", "TIÊU BIỂU"), "PHỤ LỤC DANH SÁCH MÔ HÌNH TIÊU BIỂU"),
        (("Biểu số 2", "Tổng hợp số hộ"), "Biểu số 2 Tổng hợp số hộ"),
        (("Mẫu số 1", "PHIẾU ĐĂNG KÝ MÔ HÌNH"), "Mẫu số 1 PHIẾU ĐĂNG KÝ MÔ HÌNH"),
        (("Biểu mẫu 01/DVK", "Bảng theo dõi"), "Biểu mẫu 01/DVK Bảng theo dõi"),
    ],
)  # fmt: skip
def test_an_appendix_is_a_section_with_its_title(lines, path):
    document = parsed(
        *TOP, *END, *lines, row("TT | Mô hình"), row("1 | Tổ hòa giải thôn"), "- Ghi chú thêm.", format="docx"
    )
    rows = [p for p in document.passages if p.kind is PassageKind.TABLE_ROW]
    assert {p.path for p in rows} == {(path,)}
    assert rows[1].lead_in == ("TT | Mô hình",)
    note = by_text(document, "Ghi chú thêm")
    assert note.path == (path,)
    assert {(p.role, p.period) for p in (*rows, note)} == {(Role.NONE, None)}
    assert document.heading.signer == "Nguyễn Văn An"


def test_a_title_of_several_lines_above_the_words_kem_theo():
    document = parsed(
        *TOP,
        *END,
        "PHỤ LỤC 01",
        "Danh sách các mô hình",
        "Dân vận khéo tiêu biểu năm 2022",
        "(Kèm theo Báo cáo số 77-BC/TU, ngày 06/6/2022 của Tỉnh ủy)",
        "1. Tổ hòa giải thôn 3.",
    )
    assert by_text(document, "thôn 3").path == (
        "PHỤ LỤC 01 Danh sách các mô hình Dân vận khéo tiêu biểu năm 2022",
    )
    assert document.references == ()


@pytest.mark.parametrize(
    "carried",
    ["(Kèm theo Báo cáo số 77-BC/TU)", "(ban hành kèm theo Báo cáo này)", "(Đính kèm theo báo cáo)"],
)
def test_a_list_without_a_label_is_known_by_the_words_kem_theo(carried):
    document = parsed(*TOP, *END, "DANH SÁCH", "Người có uy tín", carried, "1. Ông Hồ Văn Bình, xã Gia An.")
    assert by_text(document, "Hồ Văn Bình").path == ("DANH SÁCH Người có uy tín",)


def test_appendices_follow_each_other_and_hold_sections():
    document = parsed(
        *TOP,
        *END,
        "PHỤ LỤC I",
        "KẾT QUẢ TỪNG HUYỆN",
        "Phần I. Các huyện miền núi",
        "1. Huyện Gia An",
        "- Mở 02 lớp tại huyện.",
        "PHỤ LỤC II",
        "DANH SÁCH LỚP",
        "- Lớp thứ nhất.",
    )
    first = by_text(document, "tại huyện")
    assert first.path == ("PHỤ LỤC I KẾT QUẢ TỪNG HUYỆN", "Phần I. Các huyện miền núi", "1. Huyện Gia An")
    assert first.role is Role.RESULT  # its own title says so
    assert first.period is None  # but of what month the body alone says
    assert by_text(document, "Lớp thứ nhất").path == ("PHỤ LỤC II DANH SÁCH LỚP",)


def test_an_appendix_needs_no_signature_before_it():
    document = parsed(*TOP, "PHỤ LỤC", "DANH SÁCH LỚP", "- Lớp thứ nhất.")
    listed = by_text(document, "Lớp thứ nhất")
    assert (listed.path, listed.role) == (("PHỤ LỤC DANH SÁCH LỚP",), Role.NONE)


@pytest.mark.parametrize(
    "line",
    [
        "Biểu 1: Số lớp đã mở",
        "(Có Phụ lục 01 kèm theo)",
        "Phụ lục 01 nêu rõ từng lớp.",
        "- Phụ lục 01: danh sách lớp.",
    ],
)
def test_a_caption_or_a_mention_opens_no_appendix(line):
    document = parsed(
        *TOP[:-2], line, row("TT | Lớp"), row("1 | Lớp dân vận"), *TOP[-2:], *END, format="docx"
    )
    planned = by_text(document, "Mở 02 lớp")
    assert planned.path == ("II. Nhiệm vụ trọng tâm tháng 6/2022",)
    assert planned.role is Role.PLAN
    assert by_text(document, "Lớp dân vận").path == ("I. Kết quả công tác tháng 5",)


def test_a_line_wrapped_before_the_words_phu_luc_goes_on():
    document = parsed(
        L("- Các huyện gửi báo cáo theo mẫu tại", page=1, wrapped=True),
        L("Phụ lục 02. Thời hạn là ngày 20 hằng tháng.", page=1),
        "- Việc khác.",
        format="pdf",
    )
    assert document.sections == ()
    assert document.passages[0].text.endswith("hằng tháng.")


def test_a_signature_is_found_above_a_long_appendix():
    rows = [row(f"{n} | Mô hình {n}") for n in range(1, 90)]
    document = parsed(
        *TOP, *END[3:], "PHỤ LỤC", "DANH SÁCH MÔ HÌNH", row("TT | Mô hình"), *rows, format="docx"
    )
    assert document.heading.signer == "Nguyễn Văn An"
    listed = [p for p in document.passages if p.kind is PassageKind.TABLE_ROW]
    assert {p.path for p in listed} == {("PHỤ LỤC DANH SÁCH MÔ HÌNH",)}
    assert len(listed) == 90

"""What a decision carries: deciding formula, lists its articles introduce, and the text attached behind it."""

from __future__ import annotations

from ingest.document import PassageKind, Role
from ingest.parsing.passages import search_text
from tests.ingest.readings import L, parsed

TOP = (
    "TỈNH ỦY BÌNH AN",
    "Số 77-QĐ/TU",
    "Bình An, ngày 06 tháng 6 năm 2022",
    "QUYẾT ĐỊNH",
    "ban hành Quy chế tiếp dân",
)
END = ("Nơi nhận:", "- Các huyện ủy,", "- Lưu Văn phòng.", "T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Nguyễn Văn An")


def decision(*body, attached=()):
    return parsed(*TOP, "-----", *body, *END, *attached, format="docx")


def items(document):
    return [p for p in document.passages if p.kind is PassageKind.ITEM]


def test_a_clause_of_the_attached_regulation_is_told_from_the_decision():
    document = decision(
        "Điều 1. Ban hành kèm theo Quyết định này Quy chế tiếp dân.",
        "Điều 2. Quyết định có hiệu lực từ ngày ký.",
        attached=(
            L("QUY CHẾ", bold=True),
            L("tiếp dân của cấp ủy", bold=True),
            "(ban hành kèm theo Quyết định số 77-QĐ/TU)",
            "Chương I",
            "QUY ĐỊNH CHUNG",
            "Điều 1. Số buổi tiếp dân",
            "1. Bí thư huyện ủy tiếp dân mỗi tháng 01 buổi.",
            "2. Bí thư đảng ủy xã:",
            "a) Tiếp dân mỗi tuần 01 buổi;",
            "b) Công khai lịch tiếp.",
        ),
    )
    regulation = "QUY CHẾ tiếp dân của cấp ủy"
    first = next(p for p in items(document) if "huyện ủy tiếp dân" in p.text)
    assert first.path == (regulation, "Chương I QUY ĐỊNH CHUNG", "Điều 1. Số buổi tiếp dân")
    assert first.label == "1."
    point = next(p for p in items(document) if "mỗi tuần" in p.text)
    assert point.path[-1] == "2. Bí thư đảng ủy xã:"
    assert point.label == "a)"
    assert "\nKhoản 1 Điều 1\n" in search_text(first)
    assert "\nĐiểm a khoản 2 Điều 1\n" in search_text(point)
    own = [p for p in items(document) if p.label.startswith("Điều")]
    assert [p.path for p in own] == [(), ()]
    assert {p.role for p in document.passages} == {Role.NONE}


def test_the_deciding_formula_does_not_join_the_sentence_before_it():
    document = decision(
        "- Căn cứ Điều lệ Đảng;",
        "- Xét đề nghị của Ban Tổ chức Tỉnh ủy và Ban Dân vận Tỉnh ủy Bình An,",
        "BAN THƯỜNG VỤ TỈNH ỦY QUYẾT ĐỊNH",
        "Điều 1. Thành lập Tổ công tác.",
    )
    assert "BAN THƯỜNG VỤ TỈNH ỦY QUYẾT ĐỊNH" in [p.text for p in items(document)]
    assert any(p.text.endswith("Ban Dân vận Tỉnh ủy Bình An,") for p in items(document))


def test_an_article_that_introduces_a_list_can_be_cited_itself():
    document = decision(
        "Điều 1. Thành lập Ban Chỉ đạo công tác tiếp dân của tỉnh gồm 09 đồng chí có tên sau đây:",
        "1. Nguyễn Văn An, Trưởng Ban.",
        "2. Trần Thị Nam, thành viên.",
    )
    article = next(p for p in items(document) if "09 đồng chí" in p.text)
    assert article.label == "Điều 1."
    member = next(p for p in items(document) if "Trần Thị Nam" in p.text)
    assert member.path[-1].startswith("Điều 1.")


def test_the_closing_sentence_is_no_task():
    document = parsed(
        "Bình An, ngày 06 tháng 6 năm 2022",
        "BÁO CÁO",
        "kết quả tháng 5, nhiệm vụ trọng tâm tháng 6/2022",
        "-----",
        "I. Nhiệm vụ trọng tâm tháng 6/2022",
        "- Tổ chức hội nghị sơ kết.",
        L("Ban Dân vận Huyện ủy báo cáo để Thường trực Huyện ủy, Ban Dân vận Tỉnh ủy", wrapped=True),
        "nắm, chỉ đạo.",
    )
    closing = items(document)[-1]
    assert closing.text.startswith("Ban Dân vận Huyện ủy báo cáo")
    assert (closing.path, closing.role) == ((), Role.NONE)
    assert document.heading.reported_to == ("Thường trực Huyện ủy", "Ban Dân vận Tỉnh ủy")
    assert document.heading.issuer == "Ban Dân vận Huyện ủy"


def test_a_task_to_report_is_no_closing_sentence():
    document = parsed("I. Nhiệm vụ", "Ban Dân vận báo cáo kết quả kiểm tra trước ngày 20 hằng tháng.")
    assert items(document)[-1].path == ("I. Nhiệm vụ",)
    assert document.heading.reported_to == ()

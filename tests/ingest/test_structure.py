"""Outline: levels, lead-ins, footnotes, healing, period roles."""

from __future__ import annotations

from datetime import date

from ingest.document import Box, LineKind, PassageKind, Role
from tests.ingest.readings import L, parsed

HEADING = (
    "Bình An, ngày 05 tháng 6 năm 2021",
    "BÁO CÁO",
    "kết quả tháng 5, nhiệm vụ trọng tâm tháng 6/2021",
    "-----",
)


def items(document):
    return [p for p in document.passages if p.kind is PassageKind.ITEM]


def by_text(document, words):
    return next(p for p in document.passages if words in p.text)


def test_levels_nest_and_items_carry_their_path():
    document = parsed(
        "A- Phần chung",
        "I- Công tác đảng",
        "1- Tham mưu",
        "1.1 Ban hành văn bản",
        "a) Cấp tỉnh",
        "- Các việc:",
        "+ Việc một.",
        "+ Việc hai.",
        "2- Kiểm tra",
        "- Việc ba.",
        "II- Công tác khác",
        "- Việc bốn.",
    )
    first = by_text(document, "Việc một")
    assert first.path == (
        "A- Phần chung",
        "I- Công tác đảng",
        "1- Tham mưu",
        "1.1 Ban hành văn bản",
        "a) Cấp tỉnh",
    )
    assert first.lead_in == ("Các việc:",)
    assert by_text(document, "Việc ba").path == ("A- Phần chung", "I- Công tác đảng", "2- Kiểm tra")
    assert by_text(document, "Việc bốn").path == ("A- Phần chung", "II- Công tác khác")
    assert [p.label for p in items(document)] == ["+", "+", "-", "-"]


def test_a_lead_in_without_colon_is_known_by_the_items_below_it():
    document = parsed(*HEADING, "I. Kết quả", "- Xây dựng, ban hành", "+ Báo cáo quý.", "- Việc khác.")
    assert by_text(document, "Báo cáo quý").lead_in == ("Xây dựng, ban hành",)
    assert by_text(document, "Việc khác").lead_in == ()
    assert not any(p.text == "Xây dựng, ban hành" for p in items(document))


def test_regulation_by_articles():
    document = parsed(
        "QUY ĐỊNH",
        "về trách nhiệm",
        "-----",
        "Chương I",
        "QUY ĐỊNH CHUNG",
        "Điều 1. Phạm vi",
        "Quy định này nêu trách nhiệm.",
        "Điều 2. Nguyên tắc",
        "1. Bảo đảm dân chủ.",
        "2. Các cấp ủy:",
        "a) Lãnh đạo;",
        "b) Kiểm tra.",
        "Điều 3. Quy định có hiệu lực.",
    )
    assert by_text(document, "Lãnh đạo").path == (
        "Chương I QUY ĐỊNH CHUNG",
        "Điều 2. Nguyên tắc",
        "2. Các cấp ủy:",
    )
    assert by_text(document, "nêu trách nhiệm").path[-1] == "Điều 1. Phạm vi"
    assert {p.role for p in document.passages} == {Role.NONE}
    last = items(document)[-1]
    assert (last.label, last.text) == ("Điều 3.", "Quy định có hiệu lực.")


def test_line_starts_that_look_like_labels():
    document = parsed(
        L("- Hội nghị triển khai kế hoạch công tác năm", page=1, wrapped=True),
        L("2020. Các đơn vị đã tham gia vào ngày", page=1, wrapped=True),
        L("15. 3 vừa qua, góp phần phát triển kinh tế", page=1, wrapped=True),
        L("- xã hội của địa phương.", page=1),
        L("3-2-1930 là ngày thành lập Đảng.", page=1),
        L("Điều 63 của Bộ luật quy định như vậy.", page=1),
        format="pdf",
    )
    assert document.sections == ()
    assert [len(p.spans) for p in items(document)] == [4, 1, 1]


def test_numbered_paragraphs_are_items_not_headings():
    document = parsed("1. Ban đã hoàn thành kế hoạch năm.", "2. Ban đã tổ chức ba hội nghị.")
    assert document.sections == ()
    assert [p.label for p in items(document)] == ["1.", "2."]


def test_footnote_between_two_halves_of_a_sentence():
    document = parsed(
        *HEADING,
        "I. Kết quả",
        "- Làm việc với một số cơ quan¹ để phối hợp; sơ kết 03 năm thực",
        "¹ Sở Nội vụ, Sở Y tế.",
        "hiện phong trào thi đua.",
        "- Việc sau.",
    )
    healed = by_text(document, "Làm việc")
    assert len(healed.spans) == 2
    assert "03 năm thực hiện phong trào" in healed.text
    note = by_text(document, "Sở Nội vụ")
    assert note.kind is PassageKind.FOOTNOTE
    assert healed.footnotes == (note.id,)
    assert note.path == healed.path


def test_bracketed_note_only_where_it_interrupts():
    document = parsed(
        "- Phối hợp với các đơn vị(1) để triển khai nội",
        "(1) Gồm hai sở.",
        "dung kế hoạch.",
        "- Gồm:",
        "(1) Việc một.",
    )
    assert len(by_text(document, "Phối hợp").spans) == 2
    assert by_text(document, "Gồm hai sở").kind is PassageKind.FOOTNOTE
    assert by_text(document, "Việc một").kind is PassageKind.ITEM


def test_notes_a_reader_marks_behind_the_body():
    document = parsed(
        "- Việc một¹.",
        "- Việc hai².",
        L("¹ Chú thích một.", kind=LineKind.FOOTNOTE),
        L("² Chú thích hai.", kind=LineKind.FOOTNOTE),
        format="docx",
    )
    first, second = items(document)
    assert first.footnotes == (by_text(document, "Chú thích một").id,)
    assert second.footnotes == (by_text(document, "Chú thích hai").id,)


def test_marks_that_start_again_on_each_page():
    document = parsed(
        L("- Việc một¹.", page=1),
        L("¹ Chú thích trang một.", page=1),
        L("- Việc hai¹.", page=2),
        L("¹ Chú thích trang hai.", page=2),
        format="pdf",
    )
    first, second = items(document)
    assert first.footnotes == (by_text(document, "trang một").id,)
    assert second.footnotes == (by_text(document, "trang hai").id,)


def test_run_in_list_with_a_list_nested_in_it():
    long = "Tham mưu cấp ủy lãnh đạo công tác dân vận của hệ thống chính trị trên địa bàn. " * 3
    document = parsed(
        f"Kết quả đến nay, Ban đã làm ba nhóm việc: ( 1) {long}(2) {long}Ban hành 2 quy định: "
        f"(1) về trách nhiệm, (2) về giám sát; việc khác. (3) {long}"
    )
    intro, *rest = items(document)
    assert [p.label for p in rest] == ["(1)", "(2)", "(3)"]
    assert "(2) về giám sát; việc khác." in rest[1].text
    assert intro.text.endswith("ba nhóm việc:")
    assert {p.role for p in items(document)} == {Role.RESULT}


def test_result_and_plan_stay_apart_and_years_are_inherited():
    """Promise 4: the same words under two headings have two roles."""
    document = parsed(
        *HEADING,
        "I. Kết quả công tác tháng 5",
        "1. Công tác tham mưu",
        "- Dự thảo Kế hoạch đối thoại.",
        "Đánh giá chung: Ban đã hoàn thành các nhiệm vụ được giao trong tháng.",
        "II. Nhiệm vụ trọng tâm tháng 6/2021",
        "1. Công tác tham mưu",
        "- Tiếp tục theo dõi tình hình.",
        "2. Các nhiệm vụ chuyên môn",
        "- Tổ chức hội nghị.",
        "Ban Dân vận Tỉnh ủy kính báo cáo Thường trực Tỉnh ủy theo dõi.",
    )
    drafted, summary, watched, meeting = (
        by_text(document, w) for w in ("Dự thảo", "được giao", "theo dõi tình", "hội nghị")
    )
    assert drafted.role is summary.role is Role.RESULT
    assert drafted.period is not None
    assert drafted.period.start == date(2021, 5, 1)
    assert summary.path == ("I. Kết quả công tác tháng 5", "Đánh giá chung:")
    assert watched.role is meeting.role is Role.PLAN
    assert meeting.period is not None
    assert meeting.period.end == date(2021, 6, 30)
    assert by_text(document, "kính báo cáo").role is Role.NONE


def test_results_told_inside_a_plan_section_heading_are_results():
    document = parsed(
        "KẾ HOẠCH",
        "công tác dân vận năm 2022",
        "-----",
        "I. Kết quả thực hiện nhiệm vụ trọng tâm năm 2021",
        "- Việc một.",
        "II. Nội dung",
        "- Việc hai.",
    )
    done, planned = by_text(document, "Việc một"), by_text(document, "Việc hai")
    assert (done.role, done.period.start.year) == (Role.RESULT, 2021)
    assert (planned.role, planned.period.start.year) == (Role.PLAN, 2022)


def test_nothing_says_so_nothing_is_guessed():
    document = parsed(
        "THÔNG BÁO",
        "về phân công cán bộ",
        "-----",
        "I. Nội dung",
        "- Đồng chí A phụ trách cụm 1.",
        "- Sẽ tổ chức họp.",
    )
    assert {p.role for p in document.passages} == {Role.NONE}
    assert {p.period for p in document.passages} == {None}


def test_table_rows_carry_their_header():
    rows = [
        L(text, kind=LineKind.TABLE_ROW)
        for text in (
            "Việc | Đơn vị | Thời gian",
            "Đối thoại | Ban Dân vận | Tháng 3",
            "Tổng kết | Văn phòng | Tháng 4",
        )
    ]
    document = parsed("1. Phân công", *rows, format="docx")
    found = [p for p in document.passages if p.kind is PassageKind.TABLE_ROW]
    assert [p.lead_in for p in found] == [(), ("Việc | Đơn vị | Thời gian",), ("Việc | Đơn vị | Thời gian",)]
    assert found[1].path == ("1. Phân công",)


def test_what_is_attached_after_the_signature_leaves_the_sections_of_the_text():
    document = parsed(
        "QUYẾT ĐỊNH",
        "ban hành chương trình",
        "-----",
        "Điều 1. Ban hành kèm theo chương trình.",
        "Điều 2. Thi hành",
        "Các đơn vị thi hành.",
        "Nơi nhận:",
        "- Như Điều 2;",
        "- Lưu VT.",
        "CHỦ TỊCH",
        "Nguyễn Văn An",
        "CHƯƠNG TRÌNH CÔNG TÁC",
        "Nội dung đính kèm như sau.",
    )
    assert by_text(document, "đính kèm").path == ("CHƯƠNG TRÌNH CÔNG TÁC",)  # and no longer below Điều 2
    assert document.heading.signer == "Nguyễn Văn An"


def test_long_paragraph_is_cut_at_sentence_ends_and_a_semicolon_list_stays_whole():
    sentence = "Các cấp ủy đảng tiếp tục quán triệt và thực hiện nghiêm túc các văn bản của Trung ương. "
    document = parsed(sentence * 40, "Gồm: " + "việc thứ nhất của đơn vị; " * 100 + "hết.")
    *parts, listing = items(document)
    assert len(parts) > 1
    assert all(len(p.text) <= 1500 and p.text.endswith("Trung ương.") for p in parts)
    assert listing.text.startswith("Gồm:")
    assert listing.text.endswith("hết.")


def test_ragged_lines_of_a_laid_out_page_are_one_paragraph():
    def line(text, x0=57.0):
        return L(text, page=1, box=Box(x0, 0, x0 + 6.0 * len(text), 10))

    document = parsed(
        line("- Hội nghị triển khai công tác dân vận năm với sự tham dự của Ban", 85.0),
        line("Thường vụ Tỉnh ủy, Ủy ban Mặt trận Tổ quốc và các đoàn thể chính trị. "),
        line("Ban Dân vận đã báo cáo đầy đủ các nội dung được giao."),
        line("Đoạn sau mở đầu bằng một dòng thụt vào.", 85.0),
        *[line(f"{n}. Việc thứ {n} của kế hoạch năm.", 85.0) for n in range(1, 9)],
        format="pdf",
    )
    first, second, *rest = items(document)
    assert len(first.spans) == 3
    assert second.text.startswith("Đoạn sau")
    assert len(rest) == 8


def test_a_paragraph_of_thousands_of_lines_is_read_in_linear_time():
    lines = [L("thực hiện các nội dung của kế hoạch năm", wrapped=True, page=1)] * 4000
    document = parsed(*lines, format="pdf")
    assert sum(len(p.spans) for p in items(document)) >= 4000
    assert max(len(p.text) for p in document.passages) <= 4000 + 4000

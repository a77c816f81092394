from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import DocumentNumber, NumberStyle, Span
from ingest.vietnamese.numbers import (
    TYPE_NAMES,
    code_of,
    find_heading_number,
    find_numbers,
    find_short,
    find_types,
    query_numbers,
    type_name,
    type_of,
)
from tests.ingest.vietnamese.strategies import hazardous

POSITIVE = """05-KH/TU · 103-KH/TU · 22-CT/TU · 160-TB/TW · 882-CV/TU · 1711-QĐ/TU · 05-KH/BCĐ · 374- TB/TU
45-BC/BDVTU · 60/2013/NĐ-CP · 4325/KH-PHHĐ · 39-NQ/TW · 08-QĐi/TW · 11-QÐi/TW · 01-QĐi/UBKTTW · 540-CV/VPQU
2423-CT/QUTW · 590-CT/ĐUQSTW · 24-BS/UBKTTU · 152-BC/ĐU · 01-CTr/ĐU · 03-HD/BTGDVTU · 1770-TB/HU · 02-KL/HU
04-ĐA/TU · 29/2018/QH14 · 117/2025/QH15 · 5753/KH-UBND · 1714/TTr-STTTT · 93/2021/NQ-HĐND · 59/2016/TT-BQP
3399/QyĐ-BTL · 764/HD-BTL · 678/BTL-CT · 21036/CT-CBc · 30/2000/PL-UBTVQH10 · 290-QÐ/TW · 12 -BC / BDVTU
757/NQ-UBTVQH15 · 971/QĐ-TTg · 01-QC/BDVTU-BCHBP · 07-BC/BTGTU&BDVTU · 12-KH/BCĐQCDC · 62–KL/TW · 26/2008/QH12
18-NQ/TƯ · 89/2016/TTLT-BTC-BCT · 12a-KH/TU · 4912/UBND-NC · 118/VBHN-VPQH · 621/NQ-NS-TU"""
POSITIVES = [n.strip() for line in POSITIVE.splitlines() for n in line.split("·")]

NEGATIVE = """08/01/2015 · ngày 19 /06/2013 · Khoản 3, Điều 63 · 3 Không - 3 Nên - 3 Cần · 0255 3822 123
0905.123.456 · (15/10/1930 - 15/10/2020) · 2018-2023 · giai đoạn 2020 - 2025 · 6 tháng đầu năm · quý I/2020
tháng 3/2020 · 25 văn bản · Hà Nội + T26 · BCĐ 25 tỉnh · 90 năm · T/M, K/T · km 12+300 · TCVN 6909:2001
10/10 xã · 08h30 - 10h00 · 30%/năm · 2/9 · CT-XH, KT-XH, QP-AN · 02 Quy định · Báo cáo 6 tháng · Chỉ thị 2 năm
50/50-A · 1930-1931/XV"""
NEGATIVES = [n.strip() for line in NEGATIVE.splitlines() for n in line.split("·")]


def canonical(found: list[tuple[Span, DocumentNumber]]) -> list[str]:
    return [number.canonical for _, number in found]


@pytest.mark.parametrize("written", POSITIVES)
@pytest.mark.parametrize("frame", ["{}", "Theo Kế hoạch số {}, ngày 08/01/2015 của", "(Luật số {}); và"])
def test_every_positive_of_the_grammar_is_found_whole(written: str, frame: str) -> None:
    text = frame.format(written)
    ((span, number),) = find_numbers(text)
    assert span.of(text) == written == number.raw
    assert number.canonical == written.replace(" ", "").replace("Ð", "Đ").replace("–", "-")


@pytest.mark.parametrize("written", NEGATIVES)
def test_no_negative_of_the_grammar_is_found(written: str) -> None:
    assert find_numbers(written) == []
    assert find_short(written) == []
    assert query_numbers(written) == []
    assert query_numbers(written.lower()) == []


@pytest.mark.parametrize(
    ("written", "style", "serial", "suffix", "year", "type_code", "issuer"),
    [
        ("05-KH/TU", NumberStyle.PARTY, 5, "", None, "KH", "TU"),
        ("01-CTr/ĐU", NumberStyle.PARTY, 1, "", None, "CTr", "ĐU"),
        ("12a-KH/TU", NumberStyle.PARTY, 12, "a", None, "KH", "TU"),
        ("01-QC/BDVTU-BCHBP", NumberStyle.PARTY, 1, "", None, "QC", "BDVTU-BCHBP"),
        ("18-NQ/TƯ", NumberStyle.PARTY, 18, "", None, "NQ", "TW"),
        ("60/2013/NĐ-CP", NumberStyle.STATE_YEAR, 60, "", 2013, "NĐ", "CP"),
        ("29/2018/QH14", NumberStyle.STATE_YEAR, 29, "", 2018, None, "QH14"),
        ("4325/KH-PHHĐ", NumberStyle.STATE, 4325, "", None, "KH", "PHHĐ"),
        ("678/BTL-CT", NumberStyle.STATE_LETTER, 678, "", None, None, "BTL-CT"),
    ],
)
def test_parts_of_a_number(
    written: str,
    style: NumberStyle,
    serial: int,
    suffix: str,
    year: int | None,
    type_code: str | None,
    issuer: str | None,
) -> None:
    ((_, number),) = find_numbers(written)
    assert (number.style, number.serial, number.suffix) == (style, serial, suffix)
    assert (number.year, number.type_code, number.issuer_code) == (year, type_code, issuer)


def test_running_text_after_a_number_is_not_its_issuer() -> None:
    assert canonical(find_numbers("Kế hoạch 05-KH/TU - Ban Dân vận; 06-KH/TU-BCĐ")) == [
        "05-KH/TU",
        "06-KH/TU-BCĐ",
    ]


@given(hazardous, st.sampled_from(POSITIVES), hazardous)
def test_spans_slice_the_original_to_raw(before: str, number: str, after: str) -> None:
    text = f"{before} {number} {after}"
    for finder in (find_numbers, find_short, query_numbers):
        found = finder(text)
        assert all(span.of(text) == number.raw for span, number in found)
        assert all(a.end <= b.start for (a, _), (b, _) in pairwise(found))


def test_all_numbers_of_the_monthly_report_are_found(shared: Path) -> None:
    text = (shared / "archive" / "bao-cao-thang-02-2020.txt").read_text(encoding="utf-8")
    found = canonical(find_numbers(text))
    assert len(found) == 18
    assert len(set(found)) == 16
    assert canonical(find_short(text)) == ["Kế hoạch 05"]
    assert find_heading_number(text) is None  # its heading block is lost


def test_all_numbers_of_the_summary_are_found(shared: Path) -> None:
    text = (shared / "archive" / "tong-hop-dan-van-2018.txt").read_text(encoding="utf-8")
    assert canonical(find_numbers(text)) == ["60/2013/NĐ-CP", "374-TB/TU", "882-CV/TU"]


@pytest.mark.parametrize(
    "number",
    """299/TTg 778/TCHQ-GSQL 755/2005/NQ-UBTVQH11 23/2003/QH11 10/VBHN-VPQH 02/2022/NQ-HĐTP
    89/2016/TTLT-BTC-BCT 621/NQ-NS-TU 03-HD 201-CP 169-CP 45-BC/BDVTU 12/BC-SNV""".split(),
)
@pytest.mark.parametrize(
    "frame", ["Số {}\nHà Nội", "BAN DÂN VẬN\nSố: {} Hà Nội, ngày", "Số:\n{}\n", "A | SỐ {}"]
)
def test_heading_numbers_take_older_forms(number: str, frame: str) -> None:
    text = frame.format(number)
    found = find_heading_number(text)
    assert found is not None
    assert found[0].of(text) == found[1].raw == number
    assert found[1].canonical == number


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("Số 1836 QĐ/TWĐTN", "1836-QĐ/TWĐTN"),
        ("Số:12 -BC / BDVTU", "12-BC/BDVTU"),
        ("Số  45     -BC/BDVTU", "45-BC/BDVTU"),
        ("Số 367 - QĐ/TWĐTN", "367-QĐ/TWĐTN"),
    ],
)
def test_heading_numbers_with_odd_spaces(heading: str, number: str) -> None:
    found = find_heading_number(heading)
    assert found is not None
    assert found[1].canonical == number


@pytest.mark.parametrize(
    "heading",
    [
        "Số    -BC/BDVTU",
        "Số: …",
        "Số: ......-KH/TU",
        "Số:     /BC-UBND",
        "số 12-BC/TU",
        "Căn cứ Kế hoạch 05-KH/TU",
    ],
)
def test_a_blank_or_a_mention_is_no_heading_number(heading: str) -> None:
    assert find_heading_number(heading) is None


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("theo tinh thần Kế hoạch 05 của Ban Thường vụ", ["Kế hoạch 05"]),
        ("Chỉ thị số 22, Kết luận 62 và Nghị quyết 18", ["Chỉ thị 22", "Kết luận 62", "Nghị quyết 18"]),
        ("Thông báo kết luận số 160", ["Thông báo kết luận 160"]),
        ("Chương trình 30a", ["Chương trình 30a"]),
        ("Kế hoạch 05-KH/TU", []),
        ("Báo cáo 3 nội dung, Kế hoạch 5 năm, Kế hoạch 2020, Quyết định 2,5 tỷ", []),
    ],
)
def test_short_forms(text: str, short: list[str]) -> None:
    assert canonical(find_short(text)) == short


@pytest.mark.parametrize(
    ("typed", "serial", "type_code", "issuer", "year"),
    [
        ("chi thi 22 cua tinh uy", 22, "CT", "TU", None),
        ("chỉ thị 22 của BTV Tỉnh ủy", 22, "CT", "TU", None),
        ("Chỉ thị số 22 ngày 03/4/2017 của Tỉnh ủy", 22, "CT", "TU", None),
        ("kh05", 5, "KH", None, None),
        ("KH 05", 5, "KH", None, None),
        ("tbkl 160", 160, "TB", None, None),
        ("cv882 ngay bn", 882, "CV", None, None),
        ("nd 60/2013", 60, "NĐ", None, 2013),
        ("so 374- TB/TU", 374, "TB", "TU", None),
        ("290-QÐ/TW", 290, "QĐ", "TW", None),
        ("03-HD", 3, "HD", None, None),
        ("2423-ct/tu", 2423, "CT", "TU", None),
        ("05 KH/TU", 5, "KH", "TU", None),
        ("05 kh tu", 5, "KH", "TU", None),
        ("kế hoạch 05 năm 2015", 5, "KH", None, None),
        ("60/2013/nd-cp", 60, "NĐ", "CP", 2013),
        ("29/2018/qh14", 29, None, "QH14", 2018),
        ("5753/kh-ubnd", 5753, "KH", "UBND", None),
        ("22-ct/bcd", 22, "CT", "BCĐ", None),
        ("de an 06", 6, "ĐA", None, None),
        ("văn bản số 374 nói gì", 374, None, None, None),
        ("nghi quyet so 18 cua bo chinh tri", 18, "NQ", "TW", None),
        ("ke hoach 45 cua ban dan van tinh uy", 45, "KH", "BDVTU", None),
        ("cv1873tu", 1873, "CV", "TU", None),
        ("cv 1873 tu ai ky", 1873, "CV", "TU", None),
        ("tb412-tu", 412, "TB", "TU", None),
        ("TB 412/TU", 412, "TB", "TU", None),
        ("412tbtu", 412, "TB", "TU", None),
        ("412 tb", 412, "TB", None, None),
        ("845 qd cua ai", 845, "QĐ", None, None),
        ("05kh", 5, "KH", None, None),
        ("KH 31 - BDVTU", 31, "KH", "BDVTU", None),
        ("kh31-bdv", 31, "KH", None, None),  # bdv leaves open whose
        ("bc 166 bdvtu", 166, "BC", "BDVTU", None),
        ("nq39-nq/tw", 39, "NQ", "TW", None),
        ("c/v 882", 882, "CV", None, None),
        ("q/đ 902", 902, "QĐ", None, None),
        ("KH_05", 5, "KH", None, None),
        ("kh: 05", 5, "KH", None, None),
        ("kh #31", 31, "KH", None, None),
        ("kh 05.tu", 5, "KH", "TU", None),
        ("gm12", 12, "GM", None, None),
        ("vb 882", 882, None, None, None),
        ("60/2013 nd-cp", 60, "NĐ", "CP", 2013),
        ("nghị định 60 năm 2013", 60, "NĐ", None, 2013),
        ("kế hoạch 31/2024", 31, "KH", None, None),
        ("qd 902 tu ngay nao co hieu luc", 902, "QĐ", None, None),  # từ, not Tỉnh ủy
        ("cv 882 tu thang 3", 882, "CV", None, None),
    ],
)
def test_typed_numbers(
    typed: str, serial: int, type_code: str | None, issuer: str | None, year: int | None
) -> None:
    ((_, number),) = query_numbers(typed)
    assert (number.serial, number.type_code, number.issuer_code, number.year) == (
        serial,
        type_code,
        issuer,
        year,
    )


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "ke hoach 5 nam",
            "bao cao 6 thang dau nam",
            "quy 1/2020",
            "3 khong 3 nen 3 can",
            "báo cáo 02/2020",
        ),
        *("kế hoạch 5 năm 2016-2020", "đã 22 lần", "kế hoạch 2020", "bao cao 3 noi dung", "tháng 3/2020"),
        *("để 5 người", "bao cao thang 3", "công văn nào", "quyết định 2 nhiệm vụ"),
        *(
            "kh 2024",
            "kh2024",
            "2024 kh",
            "bc 6 thang",
            "bc 6t",
            "kh 6t dau nam",
            "bc t2",
            "bc q1",
            "cv 8h",
            "bc 7h30",
        ),
        *("3 cv tu thang 1", "2 kh tu dau nam", "3 kh", "10 bc gan nhat", "có 120 kh", "đã ban hành 105 qd"),
        *(
            "bc 12/2023",
            "kl 3 van de",
            "bc 2 mat",
            "bc 8 gio",
            "vb 3 huyen",
            "vb 2024",
            "cv 15/3",
            "kh 3 nội dung",
        ),
    ],
)
def test_typed_words_that_are_no_numbers(typed: str) -> None:
    assert query_numbers(typed) == []


def test_typed_and_printed_numbers_share_a_key() -> None:
    ((_, printed),) = find_numbers("05-KH/TU")
    for typed in ("5-kh/tu", "05 KH/TU", "005-KH/TU"):
        ((_, number),) = query_numbers(typed)
        assert number.key == printed.key


@pytest.mark.parametrize(
    ("question", "types"),
    [
        ("các báo cáo và kế hoạch phối hợp", ["Báo cáo", "Kế hoạch phối hợp"]),
        ("cac bao cao, cong van", ["Báo cáo", "Công văn"]),
        ("chuẩn bị để ăn uống", []),
        ("đề án, tờ trình", ["Đề án", "Tờ trình"]),
        ("tổ trình bày", []),
        ("thông báo kết luận nào", ["Thông báo kết luận"]),
        ("KH và CV nào", ["Kế hoạch", "Công văn"]),
    ],
)
def test_types_named_in_a_question(question: str, types: list[str]) -> None:
    assert [name for _, name in find_types(question)] == types


def test_type_names_and_codes() -> None:
    assert TYPE_NAMES["KH"] == "Kế hoạch"
    assert type_of("bao cao") == type_of("BÁO CÁO") == "Báo cáo"
    assert type_of("bao") is None
    assert code_of("Báo cáo") == "BC"
    assert code_of("thong bao ket luan") == "TB"
    assert code_of("thơ") is None


def test_the_same_code_names_another_type_in_the_state() -> None:
    ((_, party), (_, state)) = find_numbers("05-TT/TU và 59/2016/TT-BQP")
    assert (type_name(party), type_name(state)) == ("Thông tri", "Thông tư")

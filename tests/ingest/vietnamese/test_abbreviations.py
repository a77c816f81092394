from __future__ import annotations

import pytest

from ingest.vietnamese.abbreviations import expand


@pytest.mark.parametrize(
    ("question", "expansions"),
    [
        ("BTV TU", ["Ban Thường vụ", "Tỉnh ủy"]),
        ("KH05 của BCĐ QCDC", ["kế hoạch", "ban chỉ đạo", "quy chế dân chủ"]),
        ("bcd qcdc", ["ban chỉ đạo", "quy chế dân chủ"]),
        ("CT UBND tỉnh", ["chủ tịch", "Ủy ban nhân dân"]),
        ("CT 22", ["chỉ thị"]),
        ("CT hành động", ["chương trình"]),
        ("TT HĐND", ["thường trực", "Hội đồng nhân dân"]),
        ("tt 12/2015", ["thông tư"]),
        ("CT-XH, KT-XH", ["chính trị xã hội", "kinh tế xã hội"]),
        ("sinh hoạt CB", ["chi bộ"]),
        ("CB của Ban", ["cán bộ"]),
        ("đ/c BT đối thoại", ["đồng chí", "bí thư"]),
        ("ĐV, hội viên", ["đoàn viên"]),
        ("cán bộ, ĐV", ["đảng viên"]),
        ("hội CTĐ", ["chữ thập đỏ"]),
        ("sl mô hình", ["số lượng"]),
        ("ds các xã", ["danh sách"]),
        ("công chức, VC", ["viên chức"]),
        ("KN, tố cáo", ["khiếu nại"]),
        ("kn của cử tri", ["kiến nghị"]),
        ("LĐ tỉnh", ["lãnh đạo"]),
        ("SNN&PTNT", ["Sở Nông nghiệp và Phát triển nông thôn"]),
    ],
)
def test_expansions_follow_their_cues(question: str, expansions: list[str]) -> None:
    assert [long for _, long in expand(question)] == expansions


@pytest.mark.parametrize(
    "question",
    [
        "từ nay",
        "thu tu uu tien",
        "ca nhân",
        "du an",
        "TT",
        "22-CT/TU nói gì",
        "ban ca co bao nhieu",
        "đã có",
        "TL, XYZ",
    ],
)
def test_no_expansion_without_a_cue_or_inside_a_number(question: str) -> None:
    assert expand(question) == []


def test_spans_point_at_what_was_typed() -> None:
    question = "theo QCDC năm nay"
    ((span, _),) = expand(question)
    assert span.of(question) == "QCDC"

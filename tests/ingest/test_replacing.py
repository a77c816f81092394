"""What a document says becomes of others: replaced as a whole, ended by another one, changed in part."""

from __future__ import annotations

import pytest

from ingest.document import ReferenceRole
from tests.ingest.readings import parsed

REPLACES, REPLACED, AMENDS = ReferenceRole.REPLACES, ReferenceRole.REPLACED, ReferenceRole.AMENDS
MENTIONED, DIRECTS, BASIS = ReferenceRole.MENTIONED, ReferenceRole.DIRECTS, ReferenceRole.BASIS


def roles(*lines):
    return {r.number.canonical: r.role for r in parsed(*lines).references}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quyết định này thay thế Quyết định số 12-QĐ/TU, ngày 03/4/2017.", {"12-QĐ/TU": REPLACES}),
        (
            "Quy định này có hiệu lực từ ngày ký và thay thế Quy định số 12-QĐ/TU và Quy định số 15-QĐ/TU.",
            {"12-QĐ/TU": REPLACES, "15-QĐ/TU": REPLACES},
        ),
        ("Bãi bỏ Quyết định số 12-QĐ/TU.", {"12-QĐ/TU": REPLACES}),
        ("Bãi bỏ toàn bộ Quyết định số 12-QĐ/TU.", {"12-QĐ/TU": REPLACES}),
        (
            "Quyết định này thay thế Quy chế làm việc ban hành kèm theo Quyết định số 12-QĐ/TU.",
            {"12-QĐ/TU": REPLACES},
        ),
        (
            "Quyết định số 12-QĐ/TU, ngày 03/4/2017 hết hiệu lực kể từ ngày Quyết định này có hiệu lực.",
            {"12-QĐ/TU": REPLACES},
        ),
        (
            "Quyết định số 12-QĐ/TU về Quy chế tiếp dân được thay thế bằng Quyết định này.",
            {"12-QĐ/TU": REPLACES},
        ),
        (
            "Quyết định số 12-QĐ/TU và Quyết định số 13-QĐ/TU hết hiệu lực thi hành.",
            {"12-QĐ/TU": REPLACES, "13-QĐ/TU": REPLACES},
        ),
        (
            "Căn cứ Kết luận số 62-KL/TW về dân vận, Quyết định này thay thế Quyết định số 12-QĐ/TU.",
            {"62-KL/TW": BASIS, "12-QĐ/TU": REPLACES},
        ),
        (
            "Quy định số 12-QĐ/TU đã được sửa đổi theo Quy định số 13-QĐ/TU hết hiệu lực từ ngày ký.",
            {"12-QĐ/TU": REPLACES, "13-QĐ/TU": MENTIONED},
        ),
    ],
)
def test_this_document_ends_another(text, expected):
    assert roles(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Quyết định số 12-QĐ/TU đã được thay thế bởi Quyết định số 15-QĐ/TU.",
            {"12-QĐ/TU": REPLACED, "15-QĐ/TU": MENTIONED},
        ),
        (
            "Quyết định số 12-QĐ/TU, ngày 03/4/2017 của Tỉnh ủy về tiếp dân được thay thế bằng Quyết định số 15-QĐ/TU.",
            {"12-QĐ/TU": REPLACED, "15-QĐ/TU": MENTIONED},
        ),
        (
            "Quyết định số 15-QĐ/TU, ngày 03/4/2017 thay thế Quyết định số 12-QĐ/TU.",
            {"15-QĐ/TU": MENTIONED, "12-QĐ/TU": REPLACED},
        ),
        (
            "Quán triệt Quyết định số 15-QĐ/TU thay thế Quyết định số 12-QĐ/TU.",
            {"15-QĐ/TU": DIRECTS, "12-QĐ/TU": REPLACED},
        ),
        ("Kế hoạch số 12-KH/TU (đã hết hiệu lực) không còn áp dụng.", {"12-KH/TU": REPLACED}),
        (
            "Quyết định số 12-QĐ/TU hết hiệu lực kể từ ngày Quyết định số 15-QĐ/TU có hiệu lực.",
            {"12-QĐ/TU": REPLACED, "15-QĐ/TU": MENTIONED},
        ),
    ],
)
def test_another_document_ended_it_and_is_not_ended_itself(text, expected):
    assert roles(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sửa đổi, bổ sung một số điều của Quy chế số 05-QC/TU.", {"05-QC/TU": AMENDS}),
        ("Quyết định này sửa đổi, bổ sung Quyết định số 12-QĐ/TU.", {"12-QĐ/TU": AMENDS}),
        ("Bãi bỏ khoản 2 Điều 5 Quyết định số 12-QĐ/TU.", {"12-QĐ/TU": AMENDS}),
        ("Thay thế cụm từ “Ban Dân vận” tại Quyết định số 12-QĐ/TU.", {"12-QĐ/TU": AMENDS}),
        (
            "Quyết định số 12-QĐ/TU được sửa đổi, bổ sung bởi Quyết định số 15-QĐ/TU.",
            {"12-QĐ/TU": MENTIONED, "15-QĐ/TU": MENTIONED},
        ),
    ],
)
def test_a_part_is_amended(text, expected):
    assert roles(text) == expected


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Thay thế đồng chí An bằng đồng chí Bình theo Quyết định số 12-QĐ/TU.", DIRECTS),
        ("Bổ sung kinh phí thực hiện Kế hoạch số 12-KH/TU.", DIRECTS),
        ("Kết luận này không thay thế Kế hoạch số 12-KH/TU.", MENTIONED),
    ],
)
def test_what_is_replaced_may_be_something_else(text, role):
    assert set(roles(text).values()) == {role}


def test_a_list_below_the_announcement_is_replaced():
    assert roles(
        "Điều 2. Quyết định này thay thế các quyết định sau đây:",
        "- Quyết định số 12-QĐ/TU, ngày 03/4/2017 của Ban Thường vụ Tỉnh ủy;",
        "- Quyết định số 13-QĐ/TU, ngày 05/6/2018 của Ban Thường vụ Tỉnh ủy.",
    ) == {"12-QĐ/TU": REPLACES, "13-QĐ/TU": REPLACES}


TOP = ("TỈNH ỦY BÌNH AN", "Số 20-{}/TU", "Bình An, ngày 06 tháng 6 năm 2022", "{}", "về tiếp dân", "-----")


def test_a_document_named_by_its_own_number_replaces():
    top = [line.format("KH" if "Số" in line else "KẾ HOẠCH") for line in TOP]
    assert roles(*top, "Kế hoạch số 20-KH/TU thay thế Kế hoạch số 12-KH/TU.") == {"12-KH/TU": REPLACES}


def test_a_report_tells_of_replacing_and_replaces_only_what_it_says():
    top = [line.format("BC" if "Số" in line else "BÁO CÁO") for line in TOP]
    assert roles(*top, "- Ban hành quy chế mới, bãi bỏ Quy chế số 05-QC/TU.") == {"05-QC/TU": REPLACED}
    assert roles(*top, "- Báo cáo này thay thế Báo cáo số 19-BC/TU.") == {"19-BC/TU": REPLACES}

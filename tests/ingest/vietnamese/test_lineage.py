"""Bodies that took over from others keep their committee, their place and their days."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.vietnamese.lineage import place_of, predecessors, successors

MERGED = "Ban Tuyên giáo và Dân vận"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Ban Dân vận Tỉnh ủy Bình An", f"{MERGED} Tỉnh ủy Bình An"),
        ("Ban Tuyên giáo Tỉnh ủy", f"{MERGED} Tỉnh ủy"),
        ("Ban Dân vận Trung ương", f"{MERGED} Trung ương"),
        ("Ban Dân vận Huyện ủy Sơn Trà", f"{MERGED} Huyện ủy Sơn Trà"),
        ("BDVTU", "BTGDVTU"),
        ("BTGTW", "BTGDVTW"),
        ("BDVHU", "BTGDVHU"),
    ],
)
def test_a_body_goes_on_with_its_committee_and_place(before, after):
    assert successors(before) == (after,)
    assert before in predecessors(after)
    assert predecessors(before) == ()
    assert successors(after) == ()


def test_a_merged_body_has_two_predecessors():
    assert predecessors(f"{MERGED} Tỉnh ủy") == ("Ban Dân vận Tỉnh ủy", "Ban Tuyên giáo Tỉnh ủy")


@pytest.mark.parametrize(
    "issuer", ["Ban Dân vận", "Ban Tổ chức Tỉnh ủy", "Sở Nội vụ", "BDV", "BDVX", "Khối Dân vận xã Gia An"]
)
def test_who_is_not_known_to_go_on_has_no_one(issuer):
    assert (successors(issuer), predecessors(issuer)) == ((), ())
    assert place_of(issuer) is None


def test_a_successor_is_not_there_before_its_time_nor_a_predecessor_after():
    assert successors("Ban Dân vận Tỉnh ủy", date(2019, 5, 1)) == ()
    assert successors("Ban Dân vận Tỉnh ủy", date(2025, 3, 1)) != ()
    assert predecessors(f"{MERGED} Tỉnh ủy", date(2025, 3, 1)) != ()
    assert predecessors(f"{MERGED} Tỉnh ủy", date(2026, 3, 1)) == ()


def test_names_are_known_without_marks():
    assert successors("ban dan van tinh uy binh an") == (f"{MERGED} tinh uy binh an",)
    assert (
        place_of("BAN DÂN VẬN TỈNH ỦY BÌNH AN") == place_of(f"{MERGED} Tỉnh ủy Bình An") == "tinh uy binh an"
    )

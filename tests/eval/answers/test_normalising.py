"""Equal facts are written equally, and a part of a number or a date is never the whole."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.answers.normalising import canonical, coverage, stands_in


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ngày 05 tháng 03 năm 2024", "ngày 5/3/2024"),
        ("05-03-2024", "5.3.2024"),
        ("ngày 8/3/2024.", "ngay 08/03/2024"),
        ("2024-03-05", "05/3/2024"),
        ("ngày 5 tháng 3", "ngày 05/03"),
        ("tháng 03 năm 2024", "tháng 3/2024"),
        ("quý I năm 2024", "quy 1/2024"),
        ("quý III", "quý 3"),
        ("05 xã", "5 xã"),
        ("700.000 đồng", "700000đ"),
        ("1.240 triệu đồng", "1240 trieu dong"),
        ("374- TB/TU", "374-tb/tu"),
        ("05 -KH/TU", "5-KH/TU"),
        ("“Dân vận khéo”¹", "dan van kheo"),
        ("Hoà Giang, tỉnh uỷ", "Hòa Giang tỉnh ủy"),
        ("đạt 95 %", "đạt 95%"),
        ("05/14 nơi", "5/14 nơi"),
        ("Thạch Lộc; Ba Trạch", "thach loc ba trach"),
    ],
)
def test_equal_facts_are_written_equally(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("0,5 tỷ", "5 tỷ"),
        ("1,05", "1,5"),
        ("5/3/2024", "3/5/2024"),
        ("10.000", "10"),
        ("100", "1"),
        ("05-KH/TU", "05-KH/BCĐ"),
    ],
)
def test_other_facts_are_not(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("5", "05 xã, phường"),
        ("5", "đến nay có 05/14 nơi"),
        ("206", "206/214 hộ"),
        ("214 hộ", "206/214 hộ"),
        ("10/3", "trước ngày 10/3/2024"),
        ("ngày 10", "trước ngày 10/3/2024"),
        ("tháng 3", "trong tháng 3/2024"),
        ("10/3/2024", "ngày 10 tháng 3 năm 2024."),
        ("2024", "ngày 10/3/2024"),
        ("2023", "trong tháng 12/2023"),
        ("Kế hoạch 05", "kế hoạch 05-KH/BCĐ"),
        ("05-KH/BCĐ", "Kế hoạch số 05-KH/BCĐ, ngày 21/02/2024"),
        ("trinh cong mau", "đồng chí Trịnh Công Mậu, Phó Bí thư"),
        ("11/11", "11/11 ý kiến"),
        ("3", "năm 2024¹: 3 xã"),
    ],
)
def test_what_stands_in_a_text(wanted: str, text: str) -> None:
    assert stands_in(canonical(wanted), canonical(text))


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("5", "15 xã"),
        ("5", "5,2%"),
        ("2", "5,2%"),
        ("5", "ngày 05/3/2024"),
        ("3", "ngày 05/3/2024"),
        ("5", "Kế hoạch số 05-KH/TU"),
        ("27", "27/KH-UBND"),
        ("28", "hội nghị ngày 28/3"),
        ("3", "hội nghị ngày 28/3"),
        ("3/2024", "ngày 10/3/2024"),
        ("3", "trong tháng 3/2024"),
        ("10/3/2024", "ngày 10/3/2023"),
        ("10/3", "ngày 10/3x"),
        ("500.000", "1.500.000 đồng"),
        ("Mậu", "mậuu"),
        ("", "gì cũng được"),
    ],
)
def test_what_only_seems_to(wanted: str, text: str) -> None:
    assert not stands_in(canonical(wanted), canonical(text))


def test_marks_can_be_kept() -> None:
    assert canonical("ĐÃ tổ chức", keep_marks=True) == "đã tổ chức"
    assert canonical("ngày 05 tháng 3 năm 2024", keep_marks=True) == "ngày 5/3/2024"


def test_coverage_is_the_share_of_word_pairs() -> None:
    assert coverage("a b c d e f", "x a b c d e f y") == 1.0
    assert coverage("a b c d e f", "a b c d e x f") == pytest.approx(0.8)
    assert coverage("a b", "b a") == 0.0
    assert coverage("a", "b") == 0.0


WORDS = st.lists(
    st.sampled_from(
        "đối thoại 05 10/3/2024 08-09/11 700.000 206/214 Nhân dân, (Bí thư) quý I/2024 27/KH-UBND 5,2%".split()
    ),
    min_size=1,
)


@given(WORDS)
def test_a_canonical_text_stays_as_it_is_and_stands_in_itself(words: list[str]) -> None:
    once = canonical(" ".join(words))
    assert canonical(once) == once
    assert stands_in(once, once)


@given(st.text(alphabet="aăâbcdđeêghioôơuưy áàảãạ05/.-"))
def test_the_form_of_unicode_does_not_matter(text: str) -> None:
    assert canonical(unicodedata.normalize("NFD", text)) == canonical(unicodedata.normalize("NFC", text))

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.vietnamese.text import fold, is_unmarked, marks_optional, match_copy, strip_marks
from tests.ingest.vietnamese.strategies import hazardous, vietnamese


@pytest.mark.parametrize(
    ("written", "copied"),
    [
        ("hoà uỷ khoá thuý Uỷ HOÀ", "hòa ủy khóa thúy Ủy HÒA"),
        ("quý quỳ hoàn huỳnh già ngoài thuyết", "quý quỳ hoàn huỳnh già ngoài thuyết"),
        ("11-QÐi/TW", "11-QĐi/TW"),
        ("62–KL/TW − 62—KL", "62-KL/TW - 62-KL"),
        ("Số\u00a045", "Số 45"),
        ("05-KH\u200b/TU\ufeff", "05-KH/TU"),
        ("\uff12\uff10\uff12\uff10", "2020"),
        (unicodedata.normalize("NFD", "Tỉnh ủy Đảng"), "Tỉnh ủy Đảng"),
        ("a\u0302\u0323 ạ\u0302", "ậ ậ"),
    ],
)
def test_match_copy_makes_spellings_equal(written: str, copied: str) -> None:
    assert match_copy(written).text == copied


def test_match_copy_span_slices_the_original_words() -> None:
    original = unicodedata.normalize("NFD", "Kính gửi: \u200bTỉnh ủy") + " Số 62–KL/TW."
    copy = match_copy(original)
    start = copy.text.index("62-KL")
    assert copy.span(start, start + 8).of(original) == "62–KL/TW"
    start = copy.text.index("Tỉnh")
    assert unicodedata.normalize("NFC", copy.span(start, start + 4).of(original)) == "Tỉnh"


@given(st.one_of(hazardous, st.text(max_size=60)))
def test_match_copy_offsets_lie_inside_the_original_and_ascend(text: str) -> None:
    copy = match_copy(text)
    assert len(copy.offsets) == len(copy.text) + 1
    assert list(copy.offsets) == sorted(copy.offsets)
    assert copy.offsets[-1] == len(text)
    assert all(0 <= offset < len(text) for offset in copy.offsets[:-1])


@given(hazardous)
def test_each_copy_character_comes_from_its_own_place(text: str) -> None:
    copy = match_copy(text)
    for i, character in enumerate(copy.text):
        if character.isalpha():
            source = copy.span(i, i + 1).of(text)
            # Tone placement may move a mark to the next letter; the bare letter never moves.
            assert fold(source)[:1] == fold(character)


@given(hazardous)
def test_match_copy_of_a_copy_is_itself(text: str) -> None:
    once = match_copy(text).text
    assert match_copy(once).text == once


@given(st.one_of(hazardous, st.text(max_size=60)))
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_fold_and_strip_marks() -> None:
    assert fold("Đối thoại với Nhân dân, ĐƯỜNG") == "doi thoai voi nhan dan, duong"
    assert strip_marks("Tỉnh ủy Đảng bộ Ð") == "Tinh uy Dang bo D"


@pytest.mark.parametrize(
    ("text", "unmarked"),
    [("thang 3 can gi", True), ("ke hoach 05", True), ("kế hoach", False), ("123 - 4", False), ("dđ", False)],
)
def test_is_unmarked(text: str, unmarked: bool) -> None:
    assert is_unmarked(text) is unmarked


@given(vietnamese)
def test_marks_optional_matches_with_and_without_marks(text: str) -> None:
    pattern = re.compile(marks_optional(re.escape(text)))
    assert pattern.fullmatch(text)
    assert pattern.fullmatch(strip_marks(text))


def test_marks_optional_rejects_a_wrong_mark() -> None:
    assert not re.fullmatch(marks_optional("tháng"), "thắng")

"""Which words are written Vietnamese syllables, marks and all."""

from __future__ import annotations

import unicodedata

import pytest

from ingest.vietnamese.syllables import is_written


@pytest.mark.parametrize(
    "word",
    "người nghiêng khuỷu quốc quý gìn giữ giếng hòa hoà ủy uỷ thuở khoét nghị TỈNH Đảng oai yêu ăn ạ đi khuya "
    "quyết huỳnh kỹ mỹ khúc khuyết loạn ngoằn rượu hươu toả tỏa".split(),
)
def test_a_syllable_is_one(word: str) -> None:
    assert is_written(word)
    assert is_written(unicodedata.normalize("NFD", word))
    assert is_written(word.upper())


@pytest.mark.parametrize(
    "word",
    # spoilt, without the tone a stop needs, tone on the wrong letter, two tones, not quốc ngữ, foreign, nothing
    "cơng phịng thơng khĩi phơng đợc thuât viêc gỉai nghiạ quanạ xãạ ngè kà céng ñoái B¸o plan krông".split()
    + [""],
)
def test_another_word_is_none(word: str) -> None:
    assert not is_written(word)

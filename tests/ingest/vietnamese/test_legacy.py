"""TCVN3 and VNI: decoded exactly, told from Unicode, from other languages and from each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.variants.encoders import vni
from ingest.vietnamese.legacy import Encoding, Face, decode, face_of
from ingest.vietnamese.legacy_damage import lost_horns, spoilt_words
from ingest.vietnamese.legacy_evidence import (
    by_fonts,
    by_text,
    converted,
    doubtful_words,
    is_running_vietnamese,
)
from tests.ingest.readers.typist import ENGLISH, FRENCH, LETTER, tcvn3_stored

STORED = {Encoding.TCVN3: tcvn3_stored, Encoding.VNI: vni}
VIETNAMESE = "aăâeêioôơuưyđ" + "áàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"


@given(st.text(VIETNAMESE + "bcghklmnpqrtvx 0123456789,.-/"))
def test_every_letter_comes_back(text: str) -> None:
    # Next to each other the letters of VNI may mean another one («o» and «à» are «ồ»): parted here.
    apart = "".join(f"{letter}." for letter in text)
    assert decode(vni(apart), Encoding.VNI) == apart
    assert decode(vni(apart.upper()), Encoding.VNI) == apart.upper()
    if "ạ" not in text:
        assert decode(tcvn3_stored(text), Encoding.TCVN3) == text


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("c¬ quan¹", "cơ quan¹"),
        ("®¹i héi", "đại hội"),
        ("h¹n chãt", "hạn chót"),
        ("x·¹ vµ x¹", "xã¹ và xạ"),
        ("huyÖn¹² nµy", "huyện¹² này"),
        ("¹ Gåm 12 x·", "¹ Gồm 12 xã"),
        ("réng 5 m²", "rộng 5 m²"),
        ("th\xad ký", "thư ký"),
    ],
)
def test_a_note_mark_of_tcvn3_is_told_from_its_letter(stored: str, text: str) -> None:
    assert decode(stored, Encoding.TCVN3) == text


@pytest.mark.parametrize(
    ("stored", "text"),
    [("kyû luaät", "kỷ luật"), ("Myõ", "Mỹ"), ("yù kieán", "ý kiến"), ("BAÙO CAÙO", "BÁO CÁO"), ("Aán", "Ấn"),
     ("ÑOÁI THOAÏI", "ĐỐI THOẠI"), ("kî", "kỵ"), ("tröôùc", "trước")],
)  # fmt: skip
def test_vni_takes_the_longest_letter(stored: str, text: str) -> None:
    assert decode(stored, Encoding.VNI) == text


@pytest.mark.parametrize(
    ("font", "face"),
    [
        (".VnTime", Face(Encoding.TCVN3)),
        (".VnArial NarrowH", Face(Encoding.TCVN3, capitals=True)),
        (".VnTimeH", Face(Encoding.TCVN3, capitals=True)),
        ("ABCDEF+.VnTimeH,Bold", Face(Encoding.TCVN3, capitals=True)),
        (".VnTime-BoldItalic", Face(Encoding.TCVN3)),
        ("VNI-Times", Face(Encoding.VNI)),
        ("ABCDEF+VNI-Helve,Italic", Face(Encoding.VNI)),
        ("Times New Roman", None),
        ("Vnstyle", None),
        ("", None),
    ],
)
def test_a_font_name_tells_its_encoding(font: str, face: Face | None) -> None:
    assert face_of(font) == face


def test_a_hostile_font_name_costs_nothing() -> None:
    assert face_of("Bold" * 2_000_000 + "x") is None


@pytest.mark.parametrize("encoding", list(Encoding))
def test_the_letters_of_a_text_tell_its_encoding(encoding: Encoding) -> None:
    stored = [STORED[encoding](line) for line in LETTER]
    (trust,) = by_text(stored)
    assert (trust.encoding, trust.sole) == (encoding, True)
    assert [(converted(line, [trust]) or line).lower() for line in stored] == [
        line.lower() for line in LETTER
    ]


@pytest.mark.parametrize("encoding", list(Encoding))
def test_legacy_lines_are_found_among_unicode_and_other_languages(encoding: Encoding) -> None:
    stored = [STORED[encoding](line) for line in LETTER[2:]]
    lines = [*LETTER, *stored, ENGLISH, *FRENCH, "Công ty Toà Bình hoà", "khoá ba"]
    trusts = by_text(lines)
    assert [(trust.encoding, trust.sole) for trust in trusts] == [(encoding, False)]
    assert [converted(line, trusts) or line for line in lines] == [
        *LETTER, *LETTER[2:], ENGLISH, *FRENCH, "Công ty Toà Bình hoà", "khoá ba",
    ]  # fmt: skip


def test_both_encodings_in_one_text() -> None:
    lines = [*map(tcvn3_stored, LETTER[2:]), *map(vni, LETTER[2:])]
    trusts = by_text(lines)
    assert [converted(line, trusts) for line in lines] == [*LETTER[2:], *LETTER[2:]]


@pytest.mark.parametrize(
    "lines",
    [LETTER, (ENGLISH,) * 9, FRENCH * 9, ("Toà hoà giải, khoá hoá hoạ, loá toá",) * 9, ("«Dân» © § 5 m² 20°C",) * 9,
     ("Bí thư Ðảng uỷ Ðặng Ðình Ðức",) * 9, ("Công an Hà Nam; Hoà Bình; Bà Lê Lan Hà",) * 9, ("12/3 - 45 %",)],
)  # fmt: skip
@pytest.mark.parametrize("encoding", list(Encoding))
def test_unicode_text_is_never_converted(lines: tuple[str, ...], encoding: Encoding) -> None:
    assert by_text(lines) == ()
    assert len(doubtful_words(lines)) < 3
    trust = by_fonts(lines, encoding)  # even where the fonts lie
    assert trust is None or all(converted(line, [trust]) is None for line in lines)


def test_too_little_text_proves_nothing() -> None:
    assert by_text(["B¸o c¸o th¸ng"]) == ()
    assert doubtful_words(["B¸o c¸o th¸ng"]) == ("B¸o", "c¸o", "th¸ng")


def test_damage_done_before_is_seen_and_sound_text_is_not() -> None:
    text = (
        "\n".join(LETTER)
        + " Không còn phòng họp cho công đoàn và các đoàn thể; có nói đến khóa học toàn tỉnh."
    )
    assert {"cơng đồn", "đồn thể", "phịng"} <= set(spoilt_words(decode(text, Encoding.VNI)))
    lost = decode(tcvn3_stored(text).replace("\xad", ""), Encoding.TCVN3)
    assert {"trớc", "đợc"} <= set(lost_horns(lost))
    assert spoilt_words(text) == lost_horns(text) == ()


def test_running_vietnamese_needs_words_enough() -> None:
    assert is_running_vietnamese(LETTER[3])
    assert not is_running_vietnamese("Báo cáo tháng")
    assert not is_running_vietnamese(" ".join(FRENCH))

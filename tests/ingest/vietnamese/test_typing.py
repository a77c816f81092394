from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.vietnamese.syllables import is_syllable
from ingest.vietnamese.text import fold, strip_marks, tone_placed
from ingest.vietnamese.typing import as_meant, decoded
from tests.ingest.vietnamese.strategies import hazardous

TONES = {
    "\u0301": ("s", "1"),
    "\u0300": ("f", "2"),
    "\u0309": ("r", "3"),
    "\u0303": ("x", "4"),
    "\u0323": ("j", "5"),
}
TELEX = {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
VNI = {"ă": "a8", "â": "a6", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7", "đ": "d9"}
# Running administrative Vietnamese, so that every word is one people type.
SENTENCES = [
    "kế hoạch đối thoại trực tiếp giữa người đứng đầu cấp ủy với nhân dân",
    "tiếp tục đẩy mạnh phong trào thi đua dân vận khéo gắn với xây dựng nông thôn mới",
    "nắm tình hình đồng bào dân tộc thiểu số, tôn giáo và những vấn đề bức xúc ở cơ sở",
    "thực hiện quy chế dân chủ, giải phóng mặt bằng, bồi thường và tái định cư",
    "hướng dẫn tuyên truyền, vận động quần chúng nghỉ lễ, giữ gìn trật tự khi chuyển mùa mưa lũ",
    "người khuyết tật, nguyên tắc, kiểm tra, giếng nước, quyền lợi, khuya khoắt, thuở ấy, gìn giữ",
]
WORDS = sorted({word.strip(",") for sentence in SENTENCES for word in sentence.split()})


def keys(word: str, *, vni: bool, at_end: bool) -> str:
    """The keys that type a word, its tone after its vowel letter or after the last letter."""
    typed, last = "", ""
    for letter in word:
        bare = unicodedata.normalize(
            "NFC", "".join(c for c in unicodedata.normalize("NFD", letter) if c not in TONES)
        )
        typed += (VNI if vni else TELEX).get(bare, bare)
        for mark in unicodedata.normalize("NFD", letter):
            if mark in TONES:
                last = TONES[mark][vni]
                typed += "" if at_end else last
    return typed + last if at_end else typed


@pytest.mark.parametrize("at_end", [True, False])
@pytest.mark.parametrize("vni", [True, False])
@given(words=st.lists(st.sampled_from(WORDS), min_size=3, max_size=9))
def test_keys_give_back_the_words_typed(vni: bool, at_end: bool, words: list[str]) -> None:
    # The first two words make it plain which keys these are.
    sentence = " ".join(["người", "được", *words])
    typed = " ".join(keys(word, vni=vni, at_end=at_end) for word in sentence.split())
    assert decoded(typed) == tone_placed(sentence)
    assert decoded(typed.upper()) == tone_placed(sentence).upper()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("doi thoai truwcj tieesp", "doi thoai trực tiếp"),
        ("thoong baos", "thông báo"),
        ("thoong baso 412", "thông báo 412"),  # the tone before the second vowel
        ("d9oi61 thoai5", "đối thoại"),
        ("nghij quyeets; chir thij 22", "nghị quyết; chỉ thị 22"),
        ("giari phongs mawtj bawngf", "giải phóng mặt bằng"),
        ("tirnh uyr, duwj thaor", "tỉnh ủy, dự thảo"),
        ("đối thoaij của Bis thuw", "đối thoại của Bí thư"),
        ("twf nhw lamf cus", "từ như làm cú"),
        ("chi3 thi5 22 no1i gi2", "chỉ thị 22 nói gì"),
        ("teen ban chir ddaoj", "tên ban chỉ đạo"),
        ("118-qdd/tu cuar HDDND", "118-qđ/tu của HĐND"),
        ("118-qd9/tu, qd9 va 9-kh/bcd9", "118-qđ/tu, qd9 va 9-kh/bcđ"),
    ],
)
def test_residue_is_read_as_meant(typed: str, meant: str) -> None:
    assert decoded(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "05-KH/TU",
            "cv882",
            "cv1873tu",
            "kh05",
            "ct22",
            "hd14",
            "bc6",
            "60/2013/nd-cp",
            "t3/2024",
            "q1",
            "08/01/2015",
        ),
        *(
            "TW",
            "bcs",
            "UBND tinh",
            "OCOP",
            "SOS",
            "BCS",
            "hoi tham tro giup",
            "ban to chuc",
            "doi thoai nam 2024",
        ),
        *(
            "list van ban",
            "this is the last test",
            "teen nhom",
            "bus",
            "Max Mary",
            "mono va logo",
            "taxi",
            "XIX xix",
        ),
        *("a@bas.vn", "https://bas.vn/cas", "baos_caos.docx", "thoonng"),
        *("thang3 co gi", "quy1 2024", "thon2 va thon3", "xa3", "so5", "doi1"),
    ],
)
def test_what_is_no_residue_stays(typed: str) -> None:
    assert decoded(typed) == typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thang1 3 co1 d9o61i thoai5", "tháng 3 có đối thoại"),
        ("thang1 na2y", "tháng này"),
        ("so61 31 cu3a ai", "số 31 của ai"),
        ("thang8 co1 d9o61i thoai5", "thang8 có đối thoại"),
        ("thang3 co1 d9o61i thoai5", "thang3 có đối thoại"),  # tháng 3: never another month
        ("quy1 2024 co1 d9o61i thoai5", "quy1 2024 có đối thoại"),
    ],
)
def test_a_digit_after_a_time_word_is_its_number_unless_one_follows(typed: str, meant: str) -> None:
    assert decoded(typed) == meant


def test_properly_typed_questions_stay_as_they_are() -> None:
    folder = Path(__file__).parents[3] / "eval" / "questions" / "tuning"
    questions = [
        row["question"]
        for file in sorted(folder.glob("*.toml"))
        if file.name != "typing.toml"
        for row in tomllib.loads(file.read_text(encoding="utf-8"))["question"]
    ]
    assert len(questions) > 200
    assert [q for q in questions if decoded(q) != q] == []
    assert [q for q in questions if decoded(strip_marks(q)) != strip_marks(q)] == []


@given(hazardous)
def test_decoded_text_is_decoded_no_further(text: str) -> None:
    assert decoded(decoded(text)) == decoded(text)


def test_a_syllable_is_judged_by_onset_and_rhyme() -> None:
    assert all(is_syllable(word) for word in (*WORDS, *map(fold, WORDS)))
    assert not any(map(is_syllable, ["ka", "ghan", "nge", "ce", "thoong", "bao3", "trươnk", "ngh", "gii"]))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pp hg t3 gom gi", "phuong huong t3 gom gi"),
        ("Bcáo của các đvị nào", "Báo cáo của các đơn vị nào"),
        ("KQ tháng 2", "kết quả tháng 2"),
        ("tphan doan kiem tra", "thanh phan doan kiem tra"),
        ("deadline nộp kh-05", "thời hạn nộp kh-05"),
        ("doi thoai truwcj tieesp can chuan bi gi", "doi thoai truc tiep can chuan bi gi"),
        ("ddoois thoaij caanf chuaanr bij gif", "đối thoại cần chuẩn bị gì"),
    ],
)
def test_short_spellings_are_written_out_in_the_questions_manner(typed: str, meant: str) -> None:
    assert as_meant(typed) == meant

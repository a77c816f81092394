from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given

from ingest.vietnamese.text import strip_marks
from ingest.vietnamese.tokens import QUESTION_WORDS, content_runs, search_tokens, syllables
from tests.ingest.vietnamese.strategies import hazardous, vietnamese


def test_tokens_are_folded_syllables_and_pairs() -> None:
    assert search_tokens("Đối thoại trực tiếp") == [
        *("doi", "thoai", "truc", "tiep"),
        *("doi_thoai", "thoai_truc", "truc_tiep"),
    ]


@pytest.mark.parametrize("mark", [". ", "; ", ": ", "! ", "? ", "…", "\n", " | "])
def test_pairs_do_not_cross_a_sentence(mark: str) -> None:
    tokens = search_tokens(f"đối thoại{mark}dân vận")
    assert "doi_thoai" in tokens
    assert "thoai_dan" not in tokens


def test_pairs_cross_a_comma_and_a_bracket() -> None:
    assert "van_kheo" in search_tokens("phong trào “Dân vận, khéo”")


@pytest.mark.parametrize("written", ["05-KH/TU", "05–KH/TU", "05 - KH / TU", "05-kh/tu", "05- KH/TU"])
def test_a_number_is_one_token_and_its_parts(written: str) -> None:
    tokens = search_tokens(f"Kế hoạch số {written}, của Tỉnh ủy")
    assert {"05-kh/tu", "5-kh/tu", "05", "5", "kh", "tu", "5_kh", "kh_tu"} <= set(tokens)


def test_a_number_typed_without_its_zero_meets_the_printed_one() -> None:
    assert "5-kh/tu" in search_tokens("5-KH/TU")
    assert "60/2013/nd-cp" in search_tokens("Nghị định 60/2013/NĐ-CP")


def test_months_meet_with_and_without_the_zero() -> None:
    assert "thang_2" in search_tokens("tháng 02")
    assert "thang_2" in search_tokens("tháng 2")


@given(vietnamese)
def test_unmarked_typing_gives_the_same_tokens(text: str) -> None:
    assert search_tokens(strip_marks(text)) == search_tokens(text)


@given(hazardous)
def test_nfc_and_nfd_give_the_same_tokens(text: str) -> None:
    nfc, nfd = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert search_tokens(nfc) == search_tokens(nfd)
    assert syllables(nfc) == syllables(nfd)


def test_syllables_keep_marks_and_one_tone_place() -> None:
    assert syllables("Uỷ ban Hoà Bình, số 05") == ["ủy", "ban", "hòa", "bình", "số", "05"]


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("cần chuẩn bị gì cho đối thoại của Bí thư?", "chuan bi doi thoai thu"),
        ("can chuan bi gi cho doi thoai cua bi thu", "chuan bi doi thoai thu"),
        ("Cán bộ nào ở đô thị đó?", "can bo do thi"),
        ("chi thi 22 noi gi ve dan van kheo", "chi thi 22 dan van kheo"),
        ("can bo co so thi dua the nao", "can bo co so thi dua"),
        ("ai ký công văn về dân tộc, tôn giáo?", "ky cong van dan toc ton giao"),
        ("bao nhiêu văn bản về bảo vệ môi trường", "van ban bao ve moi truong"),
        ("tháng 02 có gì", "thang 2"),
        ("đối thọai cuả Bí thư có nhừng gí", "doi thoai bi thu"),
        ("có bao nhiếu mô hình dân vân khéo", "mo hinh dan van kheo"),
        ("gửi cho những cơ quan nao", "gui co quan"),
        ("báo cáo của cac đơn vị như thế naò", "bao cao don vi"),
        ("cửa hàng dược liệu và nhà cửa", "cua hang duoc lieu nha"),
        ("đoàn thể nào, nhà nước, nha nuoc", "doan the nha nuoc"),
        ("phòng chống tham nhũng, tham nhung", "phong chong tham nhung"),
        ("list cac cong van, check giup e", "cong van"),
        ("dạ cho e hỏi danh sách hội nghị z", "danh sach hoi nghi"),
    ],
)
def test_content_of_a_question(question: str, terms: str) -> None:
    content = dict.fromkeys(syllable for run in content_runs(question) for syllable in run)
    assert list(content) == terms.split()


def test_question_words_leave_the_archives_own_words() -> None:
    assert {"gi", "nao", "cua", "bao_nhieu", "the_nao", "o_dau", "khi_nao"} <= QUESTION_WORDS
    assert not QUESTION_WORDS & {"dan", "bi", "ban", "van", "bao", "chi", "tinh", "dang", "hoi", "quy"}


def test_content_runs_break_where_a_function_word_stood() -> None:
    assert content_runs("đối thoại của Bí thư. Dân vận") == (("doi", "thoai"), ("bi", "thu"), ("dan", "van"))

"""The gate: stamps are refused, mentions pass, a fault inside refuses (domain.md §2.5, §7.2; promise 7)."""

from __future__ import annotations

import json
import lzma
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Line, LineKind, Reading, Span
from ingest.errors import Stamped, TrolyError
from ingest.gate import check_name, check_reading
from ingest.readers.reading import read

HEADING = (
    "TỈNH ỦY HẢI THANH\nBAN DÂN VẬN\n*\nSố 17-BC/BDVTU\nĐẢNG CỘNG SẢN VIỆT NAM\n"
    "Hải Thanh, ngày 12 tháng 4 năm 2021\n\nBÁO CÁO\nkết quả công tác dân vận quý I năm 2021\n-----"
)
BODY = (
    "I. Tình hình chung\n1. Công tác tham mưu\n- Ban đã tham mưu Tỉnh ủy ban hành kế hoạch vận động nhân dân "
    "tham gia xây dựng nông thôn mới và đối thoại trực tiếp tại mười hai xã vùng cao trong quý.\n"
    "2. Công tác phối hợp\n- Phối hợp với Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh tổ chức gặp mặt chức sắc.\n"
)
CLOSING = "Nơi nhận:\n- Ban Thường vụ Tỉnh ủy,\n- Lưu Văn phòng.\nTRƯỞNG BAN\nLê Thị Minh Hòa"
BENIGN = f"{HEADING}\n{BODY}{CLOSING}"

STAMP_LINES = (
    "MẬT", "TỐI MẬT", "TUYỆT MẬT", "M Ậ T", "T Ố I  M Ậ T", "T U Y Ệ T   M Ậ T", "MAT", "TOI MAT", "TUYET MAT",
    "[MẬT]", "(MẬT)", "- MẬT -", "**MẬT**", "# TỐI MẬT", "<b>MẬT</b>", "Mật", "Tối mật", "Tuyệt mật",
    "MẬT - HỎA TỐC", "[MẬT] [KHẨN]", "MẬT   Bản số: 03", "ĐỘ MẬT: MẬT", "Độ mật: Tối mật", "Mức độ mật: A",
    "МẬТ", "ＭẬＴ", "M.Ậ.T", "MẬT\u200b", "MÂT", "MẶT",
    "TÀI LIỆU THU HỒI", "Tài liệu thu hồi", "CHỈ NGƯỜI CÓ TÊN MỚI ĐƯỢC BÓC BÌ", "BẢN SAO BÍ MẬT",
    "BẢN SAO BÍ MẬT NHÀ NƯỚC", "TRÍCH SAO BÍ MẬT", "GIẢI MẬT", "Độ mật: ……", "GIẢI MẬT Từ: 01/01/2024",
    "Thời hạn bảo vệ: 10 năm", "ĐIỀU CHỈNH ĐỘ MẬT", "TĂNG ĐỘ MẬT", "Độ mật Mật", "Giải mật từ: 01/01/2024",
    "Bản số: 02", "TÀI LIỆU MẬT", "VĂN BẢN MẬT",
)  # fmt: skip

MIXED = (
    "Số 05-BC/BDVTU MẬT", "MẬT BÁO CÁO", "Số 05-BC/BDVTU TỐI MẬT", "BÁO CÁO MẬT", "MAT BAO CAO",
    "Số 05-BC/BDVTU MAT", "Số 05-BC/BDVTU Mật", "TUYỆT MẬT Hải Thanh, ngày 12 tháng 4 năm 2021",
    "MẬT ĐẢNG CỘNG SẢN VIỆT NAM", "Số 05-BC/BDVTU M Ậ T", "TỈNH ỦY HẢI THANH MẬT ĐẢNG CỘNG SẢN VIỆT NAM",
    "MẬT ĐỘ KHẨN: HỎA TỐC", "MẬTBÁO CÁO", "Số 05-BC/BDVTUMẬT", "Số: 12/KH-UBND (MẬT)",
)  # fmt: skip

MENTIONS = (
    "công tác bảo vệ bí mật nhà nước", "Công tác bảo vệ bí mật nhà nước", "bí mật", "Mật khẩu", "mật độ",
    "MẬT ĐỘ DÂN SỐ", "MẬT KHẨU", "mật thiết", "MẶT TRẬN TỔ QUỐC", "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM",
    "UY BAN MAT TRAN TO QUOC VIET NAM", "BẢO VỆ BÍ MẬT NHÀ NƯỚC", "BÍ MẬT NHÀ NƯỚC", "CƠ YẾU, BẢO MẬT THÔNG TIN",
    "QUY CHẾ QUẢN LÝ TÀI LIỆU MẬT", "- Không để lộ, lọt tài liệu mật ra ngoài cơ quan.", "Mất", "Gặp mặt đầu xuân",
    "Đóng dấu “MẬT” hoặc “TỐI MẬT” lên văn bản thuộc danh mục được thực hiện theo quy định của pháp luật.",
    "Độ mật: Không", "1. Độ mật", "Giải mật mã", "KHẨN", "HỎA TỐC", "DỰ THẢO (LẦN 2)", "LƯU HÀNH NỘI BỘ",
    "TÀI LIỆU HỘI NGHỊ",
    "XEM XONG TRẢ LẠI", "- Giữ mối liên hệ mật thiết với nhân dân.", "Lễ ra mắt câu lạc bộ", "THU HỒI ĐẤT",
    "LE RA MAT CAU LAC BO", "Ban số 1", "Thời hạn bảo vệ rừng", "Ngành Cơ yếu - Mật mã",
    "QUY CHẾ BẢO VỆ BÍ MẬT NHÀ NƯỚC CỦA TỈNH ỦY", "GIẢI PHÓNG MẶT BẰNG", "QUAN HỆ MẬT THIẾT VỚI NHÂN DÂN",
    "Thời hạn bảo vệ bí mật nhà nước", "Điều chỉnh độ mật", "Điều 22. Giải mật",
)  # fmt: skip


def reading(text: str, **line: Any) -> Reading:
    spans, start = [], 0
    for part in text.split("\n"):
        spans.append(Line(Span(start, start + len(part)), **line))
        start += len(part) + 1
    return Reading(text, tuple(spans), "txt")


def with_line(line: str, at: int) -> str:
    lines = BENIGN.split("\n")
    return "\n".join([*lines[:at], line, *lines[at:]])


def refused(text: str) -> str:
    with pytest.raises(Stamped) as caught:
        check_reading(reading(text))
    return caught.value.rule


def test_an_ordinary_document_passes() -> None:
    check_reading(reading(BENIGN))


@pytest.mark.parametrize("stamp", STAMP_LINES)
@pytest.mark.parametrize("at", [0, 4, 7])
def test_a_stamp_on_its_own_line_in_the_heading_is_refused(stamp: str, at: int) -> None:
    assert refused(with_line(stamp, at)) in {"stamp-line", "secrecy-field", "handling-stamp", "stamp-in-line"}


@pytest.mark.parametrize("line", MIXED)
def test_a_stamp_run_together_with_a_heading_line_is_refused(line: str) -> None:
    assert refused(with_line(line, 3)) in {"stamp-in-line", "stamp-line"}


@pytest.mark.parametrize("line", MENTIONS)
@pytest.mark.parametrize("at", [2, 8, 11])
def test_a_mention_is_not_a_stamp(line: str, at: int) -> None:
    check_reading(reading(with_line(line, at)))


def test_a_marked_stamp_is_found_in_the_middle_of_a_long_file() -> None:
    long = f"{HEADING}\n{BODY * 30}\nMẬT\n{BODY * 30}{CLOSING}"
    assert refused(long) == "stamp-line"


def test_an_attached_secret_document_is_found_by_its_own_number_line() -> None:
    attached = "HUYỆN ỦY AN SƠN\nSố 09-KH/HU\nMAT\nKẾ HOẠCH"
    assert refused(f"{HEADING}\n{BODY * 30}\n{attached}\n{BODY * 30}") == "stamp-line"


def test_letters_on_lines_of_their_own_are_read_downwards() -> None:
    assert refused(with_line("M\nẬ\nT", 2)) == "stamp-line"


def test_a_register_of_secret_papers_is_refused() -> None:
    assert refused(f"{BENIGN}\nSố 03 | Kế hoạch | Mật | 12/4/2021") == "secrecy-field"


def test_a_stamp_run_together_with_a_long_first_paragraph_is_refused() -> None:
    run_on = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc MẬT Số: 12/BC " + "nội dung " * 60
    )
    assert refused(run_on) == "stamp-in-line"


marks = st.sampled_from(["MẬT", "TỐI MẬT", "TUYỆT MẬT", "MAT", "TOI MAT", "TUYET MAT"])
words = st.lists(
    st.sampled_from("kế hoạch đối thoại nhân dân xã phường công tác vận động 2021 quý I tỉnh ủy ban mặt trận".split()),
    min_size=1,
    max_size=30,
).map(" ".join)  # fmt: skip


@given(
    body=st.lists(words, max_size=40),
    stamp=marks,
    spaced=st.booleans(),
    frame=st.sampled_from(["{}", "[{}]", " {} ", "“{}”", "* {} *", "{}."]),
    share=st.floats(0, 1),
)
def test_a_stamp_line_put_into_any_heading_is_always_refused(
    body: list[str], stamp: str, spaced: bool, frame: str, share: float
) -> None:
    heading = HEADING.split("\n")
    at = round(share * len(heading))
    line = frame.format(" ".join(stamp) if spaced else stamp)
    refused("\n".join([*heading[:at], line, *heading[at:], *body]))


@given(body=st.lists(words, max_size=60))
def test_ordinary_words_never_make_a_stamp(body: list[str]) -> None:
    check_reading(reading("\n".join([HEADING, *body])))


@pytest.mark.parametrize(
    "name",
    ["mat", "Mat", "MAT", "mật", "Mật", "TỐI MẬT", "tuyetmat", "toi_mat", "TuyetMat", "Mat-2020", "2020-mat",
     "CV 05 (mật).docx", "bao-cao-mat.pdf", "cong-van-mat-so-3.docx", "[Mat] ke hoach.pdf", "mat.docx", "M Ậ T.pdf",
     "BaoCaoMat.docx", "tài liệu mật.txt", "kế hoạch mật quý I.docx", "do-mat", "m-a-t.txt", "toimat2020",
     "MẬT_2021", "giai mat", "baocaomat.pdf", "mâ\u0323t"],
)  # fmt: skip
def test_a_name_that_says_secret_is_refused(name: str) -> None:
    for parts in (["phong-a", name], [name, "bao-cao.txt"]):
        with pytest.raises(Stamped) as caught:
            check_name(parts)
        assert caught.value.rule == "name"


@pytest.mark.parametrize(
    "name",
    ["bao-mat", "bi-mat-nha-nuoc-huong-dan", "mat-tran", "mat-bang", "mat_khau", "le-ra-mat", "anh-ve-mat",
     "thong-mat-trang", "Mặt trận Tổ quốc", "bảo mật thông tin", "hướng dẫn bảo vệ bí mật nhà nước.docx",
     "giai-phong-mat-bang.pdf", "gap-mat-chuc-sac-2020", "mật độ dân số.pdf", "mất mùa", "nước mắt", "matran",
     "format", "automat", "thảo luận.md", "bao-cao-thang-02.txt", "kế hoạch 05.docx", "GapMatDauXuan.docx",
     "các mặt công tác", "ve-mat"],
)  # fmt: skip
def test_a_name_that_only_looks_like_it_passes(name: str) -> None:
    check_name(["kho", name])


def test_the_gate_fails_closed() -> None:
    broken: Any = object()
    for check in (check_reading, check_name):
        with pytest.raises(Stamped) as caught:
            check(broken)
        assert caught.value.rule == "gate-error"
        assert caught.value.__cause__ is None
    with pytest.raises(Stamped):
        check_name("mot chuoi")  # a string instead of parts would check single letters only


def test_a_refusal_says_nothing_of_what_was_seen() -> None:
    with pytest.raises(TrolyError) as caught:
        check_reading(reading(with_line("TUYỆT MẬT", 3)))
    assert "BDVTU" not in caught.value.message
    assert "TUYỆT" not in caught.value.message


def test_table_rows_and_notes_are_looked_at_too() -> None:
    with pytest.raises(Stamped):
        check_reading(reading("Số | Độ mật | Ngày\n05 | Tối mật | 12/4", kind=LineKind.TABLE_ROW))


def test_no_false_alarm_in_the_real_documents(shared: Path) -> None:
    files = sorted((shared / "archive").rglob("*.txt"))
    assert len(files) >= 52
    for file in files:
        check_reading(read(file.name, file.read_bytes()))


@pytest.mark.parametrize("corpus", ["phapdien_articles", "vietnews", "viwiki_clean"])
def test_no_false_alarm_in_statutes_news_and_encyclopaedia(shared: Path, corpus: str) -> None:
    file = shared / "corpus" / f"{corpus}.jsonl.xz"
    if not file.is_file():
        pytest.skip(f"{file.name} is missing from the development data")
    with lzma.open(file, "rt", encoding="utf-8") as rows:
        texts = ["\n".join(str(value) for value in json.loads(row).values()) for row in islice(rows, 1500)]
    assert len(texts) == 1500
    for text in texts:
        check_reading(read("a.txt", text.encode()))

"""Markdown is parsed on a view without its markup, and what is found points into the text as stored."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ingest.document import PassageKind, Reading
from ingest.parsing.markup import unmarked
from ingest.parsing.parsing import parse
from ingest.readers.markdown import read as read_markdown

PLAN = """**TỈNH ỦY BÌNH AN**  
\\*  
**Số 21-KH/TU**  

ĐẢNG CỘNG SẢN VIỆT NAM  
*Bình An, ngày 04 tháng 5 năm 2022*  

# KẾ HOẠCH

**kiểm tra việc thực hiện quy chế dân chủ**  
**năm 2022**  

Thực hiện **Chỉ thị số 09-CT/TU**, ngày 02/3/2022 của Ban Thường vụ Tỉnh ủy, ban hành Kế hoạch như sau:

## **I. Nội dung**

- **Thời gian:** trong quý III năm 2022.

- Nhân rộng mô hình *Dân vận khéo* ở cơ sở[^1].

1\\. Phân công hai đoàn, mỗi đoàn 03 người.

### II. Đơn vị

| TT | **Đơn vị** |
| --- | --- |
| 1 | Huyện Sông Mơ |

Nơi nhận:  
- Các huyện ủy,  
- Lưu Văn phòng.  

**T/M BAN THƯỜNG VỤ**  
**BÍ THƯ**  
*(đã ký)*  
**Nguyễn Văn An**  

[^1]: Có 12 mô hình.
"""  # noqa: W291 (two blanks are a line break in Markdown)


def parsed(text: str):
    made = read_markdown(text.encode())
    return parse(made, document_id="d" * 12, collection="c", file="t.md", sha256="0" * 64, version="v1")


def test_heading_facts_are_clean():
    heading = parsed(PLAN).heading
    assert heading.number is not None
    assert heading.number.raw == "21-KH/TU"
    assert (heading.type, heading.date, heading.place) == ("Kế hoạch", date(2022, 5, 4), "Bình An")
    assert heading.issuer == "Tỉnh ủy Bình An"
    assert heading.title == "kiểm tra việc thực hiện quy chế dân chủ năm 2022"
    assert (heading.capacity, heading.signer_role, heading.signer) == ("T/M", "Bí thư", "Nguyễn Văn An")
    assert heading.recipients == ("Các huyện ủy", "Lưu Văn phòng")


def test_the_stored_text_stays_and_passages_point_into_it():
    document = parsed(PLAN)
    assert document.text == PLAN
    for passage in document.passages:
        assert passage.text == " ".join(span.of(PLAN) for span in passage.spans)
        assert not passage.text.startswith(("#", "*", "|", "\\"))
    for _, fact in document.heading.facts:
        assert not any(span.of(PLAN)[:1] in "*#" for span in fact.spans)


def test_items_lose_markup_at_their_ends_and_keep_it_inside():
    texts = [p.text for p in parsed(PLAN).passages if p.kind is PassageKind.ITEM]
    assert "Thời gian: trong quý III năm 2022." in texts
    assert any("*Dân vận khéo*" in text for text in texts)


def test_sections_tables_notes_and_labels():
    document = parsed(PLAN)
    assert [f"{s.label} {s.title}" for s in document.sections] == ["I Nội dung", "II Đơn vị"]
    assert [s.spans[0].of(PLAN) for s in document.sections] == ["I. Nội dung", "II. Đơn vị"]
    row = next(p for p in document.passages if "Sông Mơ" in p.text)
    assert (row.kind, row.lead_in) == (PassageKind.TABLE_ROW, ("TT | Đơn vị",))
    numbered = next(p for p in document.passages if "hai đoàn" in p.text)
    assert numbered.label == "1."
    noted = next(p for p in document.passages if "Dân vận khéo" in p.text)
    note = next(p for p in document.passages if p.id in noted.footnotes)
    assert note.kind is PassageKind.FOOTNOTE
    assert "12 mô hình" in note.text


def test_a_reference_inside_emphasis_is_read_whole():
    (reference,) = parsed(PLAN).references
    assert (reference.number.raw, reference.date) == ("09-CT/TU", date(2022, 3, 2))
    assert reference.quote in PLAN


def test_stars_that_are_no_emphasis_stay():
    made = read_markdown("5 * 3 * 2 và snake_case_name, \\*sao\\*".encode())
    assert unmarked(made).text.replace("\u200b", "") == "5 * 3 * 2 và snake_case_name, *sao* "[:-1]


def test_other_formats_are_left_alone():
    made = Reading("**a**", (), "txt")
    assert unmarked(made) is made


@given(st.text(alphabet="ab *_#|\\[]^1:~\n>", min_size=1, max_size=80).filter(str.strip))
def test_a_view_keeps_every_offset_and_letter(text):
    made = read_markdown(text.encode())
    view = unmarked(made)
    assert len(view.text) == len(made.text)
    assert [line.span for line in view.lines] == [line.span for line in made.lines]
    assert all(b == a for a, b in zip(made.text, view.text, strict=True) if a in "ab\n")
    again = unmarked(view)
    assert len(again.text) == len(view.text)

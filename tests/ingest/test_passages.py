"""The invariant of passages, for any document."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.document import LineKind, PassageKind
from ingest.parsing.passages import search_text
from tests.ingest.readings import L, of_reading, parsed, reading

STARTS = [
    "",
    "I. ",
    "II- ",
    "1. ",
    "2. ",
    "1.1 ",
    "a) ",
    "- ",
    "+ ",
    "¹ ",
    "[1] ",
    "(1) ",
    "Điều 1. ",
    "Chương I ",
    "| ",
    "* ",
    "   ",
    "A- ",
    "2020. ",
    "Nơi nhận:",
    "K/T TRƯỞNG BAN",
    "Kính gửi: ",
    "BÁO CÁO",
    "Số 05-KH/TU",
    "V/v ",
]
WORDS = [
    "Ban",
    "Dân",
    "vận",
    "tỉnh",
    "kết",
    "quả",
    "tháng",
    "3/2020",
    "Chỉ thị số 22-CT/TU",
    "ngày 03/4/2017",
    "của",
    "về",
    "“Dân",
    "vận khéo”",
    "cơ quan¹",
    "đơn vị[1]",
    ";",
    ".",
    "…",
    "(1)",
    "(2)",
    "Ð",
    "hoà",
    "ơ\u0301",
    "\u200b",
    "|",
    "ngày 25 tháng 02 năm 2020",
]

a_line = st.builds(
    L,
    st.builds(
        lambda start, words, end: start + " ".join(words) + end,
        st.sampled_from(STARTS),
        st.lists(st.sampled_from(WORDS), max_size=25),
        st.sampled_from(["", ".", ";", ":", ","]),
    ),
    kind=st.sampled_from(
        [LineKind.TEXT, LineKind.TEXT, LineKind.TEXT, LineKind.FOOTNOTE, LineKind.TABLE_ROW]
    ),
    page=st.sampled_from([None, 1, 2]),
    bold=st.booleans(),
    wrapped=st.booleans(),
)
any_line = st.one_of(
    a_line,
    st.builds(
        L, st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\n\r"), max_size=80)
    ),
)


@given(st.lists(any_line, min_size=1, max_size=30))
def test_a_passage_is_its_spans_of_the_stored_text_joined_by_one_space(lines):
    document = of_reading(reading(*lines))
    assert len({p.id for p in document.passages}) == len(document.passages)
    assert [p.order for p in document.passages] == list(range(len(document.passages)))
    ids = {p.id for p in document.passages}
    for passage in document.passages:
        assert passage.text == " ".join(span.of(document.text) for span in passage.spans)
        assert all(0 <= span.start < span.end <= len(document.text) for span in passage.spans)
        assert set(passage.footnotes) <= ids
        assert passage.section is None or passage.section < len(document.sections)
    for section in document.sections:
        assert section.parent is None or section.parent < section.index
    for found in document.references:
        passage = next(p for p in document.passages if p.id == found.passage_id)
        assert found.quote in passage.text
        assert 0 <= found.span.start < found.span.end <= len(document.text)


def test_nothing_of_the_text_is_lost():
    lines = [
        "TỈNH ỦY BÌNH AN",
        "Số 12-TB/TU",
        "THÔNG BÁO",
        "về hội nghị",
        "-----",
        "I. Nội dung",
        "- Việc: một.",
        "Đoạn cuối.",
        "Nơi nhận:",
        "- Lưu.",
        "TRƯỞNG BAN",
        "Lê Thị Bình",
        "Phụ lục kèm theo ở sau.",
    ]
    document = parsed(*lines)
    covered = {i for p in document.passages for span in p.spans for i in range(span.start, span.end)}
    covered |= {i for s in document.sections for span in s.spans for i in range(span.start, span.end)}
    missed = "".join(c for i, c in enumerate(document.text) if i not in covered)
    assert not any(c.isalnum() for c in missed)


def test_search_text_holds_path_lead_in_and_text():
    document = parsed("I. Kết quả", "- Giúp:", "+ Ban Chỉ đạo tổ chức tổng kết.", "- Việc khác.")
    item = next(p for p in document.passages if p.label == "+")
    assert search_text(item) == "I. Kết quả\nGiúp:\nBan Chỉ đạo tổ chức tổng kết."


def test_kinds_in_document_order_and_pages():
    document = parsed(
        L("BÁO CÁO", page=1),
        L("kết quả công tác", page=1),
        L("- Việc một dài", page=1),
        L("sang trang sau.", page=2),
        L("Nơi nhận:", page=2),
        L("- Lưu.", page=2),
        L("TRƯỞNG BAN", page=2),
        L("Lê Thị Bình", page=2),
        format="pdf",
    )
    kinds = [p.kind for p in document.passages]
    assert kinds == [PassageKind.HEADING, PassageKind.ITEM, PassageKind.RECIPIENTS, PassageKind.SIGNATURE]
    assert document.passages[1].pages == (1, 2)
    assert document.passages[1].id == "d" * 12 + ".v1.1"

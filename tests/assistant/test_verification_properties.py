"""The verifier against generated answers: whoever writes the lines, what is kept leans on what is cited.

The oracle reads figures and names by its own simple rules, so that a hole in the verifier's shows here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assistant.answer import AnswerLine, Citation, Computed, LineRole
from assistant.citing import short_date
from assistant.draft import CitationBook, Cited
from assistant.support import unsupported
from assistant.verification import verify
from ingest.archive.records import DocumentRow
from ingest.document import DocumentNumber, Heading, NumberStyle, Passage, PassageKind, Role, Span

PLAIN = "tổ chức hội nghị đối thoại xã phường người dự vận động nhân dân giám sát đạt kế hoạch còn tại của".split()
FIGURES = [
    "03",
    "9",
    "215",
    "1.250",
    "95,5%",
    "206/214",
    "10/3/2024",
    "8-9/11/2023",
    "25-NQ/TW",
    "12-CT/TU",
    "2024",
]
NAMES = ["Nguyễn Thị Hoa", "Trần Văn An", "Nam Sơn", "Ban Chỉ đạo", "Hà Nội", "Tỉnh ủy"]
INVENTED = [
    "251",
    "1250",
    "10-3-2024",
    "95%",
    "mười hai",
    "Nguyễn Văn Bình",
    "Bắc Sơn",
    "khóa XIII",
    "½",
    "tỷ đồng",
]
LEADS = ["Giúp:", "Trong tháng 02 đã :", "Phối hợp Sở Nội vụ:"]

words = st.sampled_from([*PLAIN, *FIGURES, *NAMES])
texts = st.lists(words, min_size=3, max_size=12).map(" ".join)
roles = st.sampled_from([Role.RESULT, Role.PLAN, Role.NONE])

# A figure with all that is glued to it ("9/tổ" is 9 beside a word), and capitalised words in a row.
FIGURE = re.compile(r"[+\-–]?\d(?:\w|[.,/%–-](?=[\dA-ZĐ%])|%)*(?:\s?%)?")
NAME = re.compile(r"[A-ZĐ][^\W\d_]*(?: [A-ZĐ][^\W\d_]*)+")


def row(document: str, number: str | None = None) -> DocumentRow:
    own = DocumentNumber(number, number, None, number, None, NumberStyle.PARTY) if number else None
    heading = Heading(type="Báo cáo", date=date(2021, 5, 27), issuer="Ban Dân vận Tỉnh ủy", number=own)
    return DocumentRow(
        document, "chung", f"{document}.txt", "v", None, "Báo cáo", heading.date, heading.issuer, None, None, heading,
        "held", None, "txt", "0" * 64,
    )  # fmt: skip


def passage(document: str, order: int, text: str, role: Role, lead: str = "") -> Passage:
    return Passage(
        f"{document}.v.{order}", document, "v", order, PassageKind.ITEM, text, (Span(0, len(text)),), None,
        role=role, lead_in=(lead,) if lead else (),
    )  # fmt: skip


@st.composite
def cited_texts(draw: st.DrawFn) -> tuple[Cited, ...]:
    """Citations of whole passages or of parts of them, of two documents."""
    book = CitationBook()
    for order in range(draw(st.integers(1, 4))):
        document = draw(st.sampled_from(["d", "e"]))
        text = draw(texts)
        parts = text.split()
        start = draw(st.integers(0, len(parts) - 1))
        quote = " ".join(parts[start : draw(st.integers(start + 1, len(parts)))])
        lead = draw(st.sampled_from(["", *LEADS]))
        book.cite(passage(document, order, text, draw(roles), lead), row(document), quote)
    return book.cited


@st.composite
def drafted(draw: st.DrawFn) -> tuple[tuple[AnswerLine, ...], tuple[Cited, ...], tuple[Computed, ...]]:
    """Lines put together from quotes, parts of quotes, figures and names, known and invented."""
    cited = draw(cited_texts())
    quotes = [entry.citation.quote for entry in cited]
    leads = [entry.passage.lead_in[0].rstrip(" :") + ":" for entry in cited if entry.passage.lead_in]
    sources = st.lists(st.integers(1, len(cited) + 1), max_size=3).map(tuple)
    computed = draw(
        st.lists(st.builds(Computed, st.sampled_from(["9", "17", "3/2024"]), sources, st.just("tổng")))
    )
    pieces = st.sampled_from(
        [*quotes, *quotes, *leads, *PLAIN, *FIGURES, *NAMES, *INVENTED, *(c.value for c in computed)]
    )
    joints = st.sampled_from([" ", " ", ": ", ", ", "", "-", "/", ".", "% "])
    lines = []
    for _ in range(draw(st.integers(1, 5))):
        told = draw(st.lists(st.tuples(pieces, joints), min_size=1, max_size=4))
        text = "".join(f"{piece}{joint}" for piece, joint in told)
        markers = tuple(draw(st.lists(st.integers(1, len(cited) + 1), max_size=3)))
        used = tuple(draw(st.lists(st.integers(-1, len(computed)), max_size=2)))
        lines.append(AnswerLine(text, markers, draw(st.sampled_from(LineRole)), used))
    return tuple(lines), cited, tuple(computed)


def leaning_on(line: AnswerLine, cited: Sequence[Cited], computed: Sequence[Computed]) -> list[str]:
    """What a kept line may lean on, found through its citations' ids."""
    found = [computed[index].value for index in line.computed]
    for entry in cited:
        found += [entry.citation.quote, *entry.passage.lead_in, entry.citation.cite_as]
        found += [entry.row.heading.issuer or "", short_date(date(2021, 5, 27))]
    return found


def figures(text: str) -> set[str]:
    return {found.strip(".,/- ") for found in FIGURE.findall(text)}


@settings(max_examples=200, deadline=None)
@given(drafted())
def test_what_is_kept_leans_on_what_it_cites(
    draft: tuple[tuple[AnswerLine, ...], tuple[Cited, ...], tuple[Computed, ...]],
) -> None:
    lines, cited, computed = draft
    kept, citations, values, dropped = verify(lines, cited, computed)
    by_marker = {citation.marker: citation for citation in citations}
    of_passage = {(entry.passage.id, entry.citation.quote): entry for entry in cited}
    for line in kept:
        assert all(0 <= index < len(values) for index in line.computed)
        assert line.markers or line.computed
        entries = [of_passage[by_marker[m].passage_id, by_marker[m].quote] for m in line.markers]
        support = leaning_on(line, entries, values)
        held = set().union(*map(figures, support))
        assert figures(line.text) <= held, line.text
        for name in NAME.findall(line.text):
            assert any(name in text for text in support), line.text
        assert not any(word in line.text and not any(word in s for s in support) for word in INVENTED), (
            line.text
        )
        if line.role in (LineRole.RESULT, LineRole.PLAN):
            assert all(entry.passage.role.value == line.role.value for entry in entries)
        if line.role is not LineRole.SCOPE:
            assert all(values[index].sources for index in line.computed)
    assert all(entry.quote in of_passage[entry.passage_id, entry.quote].passage.text for entry in citations)
    used = [
        m for line in kept for m in (*line.markers, *(s for i in line.computed for s in values[i].sources))
    ]
    assert list(dict.fromkeys(used)) == list(range(1, len(citations) + 1))
    assert [citation.marker for citation in citations] == list(range(1, len(citations) + 1))
    assert dropped.lines == len(lines) - len(kept)
    assert dropped.quotes == 0


@settings(max_examples=100, deadline=None)
@given(drafted())
def test_what_was_verified_once_is_left_as_it_is(
    draft: tuple[tuple[AnswerLine, ...], tuple[Cited, ...], tuple[Computed, ...]],
) -> None:
    lines, cited, computed = draft
    kept, citations, values, _ = verify(lines, cited, computed)
    of_passage = {(entry.passage.id, entry.citation.quote): entry for entry in cited}
    again = tuple(replace(of_passage[c.passage_id, c.quote], citation=c) for c in citations)
    assert verify(kept, again, values)[:3] == (kept, citations, values)
    assert verify(kept, again, values)[3].lines == 0


@settings(max_examples=60, deadline=None)
@given(cited_texts(), st.sampled_from(LEADS))
def test_a_quote_under_its_lead_in_is_always_kept(cited: tuple[Cited, ...], lead: str) -> None:
    """The verifier may not be safe by dropping everything."""
    lines = []
    for entry in cited:
        text = entry.citation.quote
        if entry.passage.lead_in:
            text = f"{entry.passage.lead_in[-1].rstrip(' :')}: {text}"
        lines.append(AnswerLine(text, (entry.citation.marker,), LineRole(entry.passage.role.value)))
    kept, citations, _, dropped = verify(lines, cited, ())
    assert len(kept) == len(lines)
    assert len(citations) == len(cited)
    assert (dropped.lines, dropped.quotes) == (0, 0)


@settings(max_examples=60, deadline=None)
@given(cited_texts())
def test_quotes_shuffled_between_passages_are_dropped_where_they_do_not_stand(
    cited: tuple[Cited, ...],
) -> None:
    assume(len(cited) > 1)
    quotes = [entry.citation.quote for entry in cited]
    moved = [
        replace(entry, citation=replace(entry.citation, quote=quote))
        for entry, quote in zip(cited, [*quotes[1:], quotes[0]], strict=True)
    ]
    lines = [
        AnswerLine(entry.citation.quote, (entry.citation.marker,), LineRole(entry.passage.role.value))
        for entry in moved
    ]
    stands = [entry.citation.quote in entry.passage.text for entry in moved]
    kept, citations, _, dropped = verify(lines, moved, ())
    assert len(kept) == len(citations) == sum(stands)
    assert dropped.quotes == dropped.lines == len(stands) - sum(stands)


@given(texts, st.sampled_from([LineRole.PLAN, LineRole.NONE, LineRole.RESULT]))
def test_a_line_of_another_role_than_its_passage_is_always_dropped(text: str, told: LineRole) -> None:
    for role in (Role.RESULT, Role.PLAN, Role.NONE):
        book = CitationBook()
        marker = book.cite(passage("d", 0, text, role), row("d"))
        kept = verify([AnswerLine(text, (marker,), told)], book.cited, ())[0]
        assert bool(kept) is (role.value == told.value)


def altered(entry: Cited, citation: Citation) -> Cited:
    return replace(entry, citation=citation)


def test_a_citation_that_names_another_passage_or_document_is_dropped() -> None:
    book = CitationBook()
    book.cite(passage("d", 0, "tổ chức 03 hội nghị", Role.RESULT), row("d"))
    entry = book.cited[0]
    line = AnswerLine("tổ chức 03 hội nghị", (1,), LineRole.RESULT)
    assert verify([line], [entry], ())[0]
    for wrong in (
        replace(entry.citation, passage_id="d.v.1"),
        replace(entry.citation, role=Role.PLAN),
        replace(entry.citation, section=("IX. Mục không có",)),
        replace(entry.citation, cite_as="Báo cáo số 77-BC/BDVTU"),
        replace(entry.citation, document=replace(entry.citation.document, number="77-BC/BDVTU")),
        replace(entry.citation, quote=" "),
    ):
        kept, citations, _, dropped = verify([line], [altered(entry, wrong)], ())
        assert (kept, citations, dropped.lines, dropped.quotes) == ((), (), 1, 1)
    other = replace(entry, row=row("e"))
    assert not verify([line], [other], ())[0]


QUOTE = "Tổ chức 03 hội nghị với 1.250 người tại huyện Nam Sơn do đồng chí Nguyễn Văn chủ trì; còn lại 9"


@pytest.mark.parametrize(
    "text",
    [
        f"{QUOTE}%", f"{QUOTE} %", f"{QUOTE},5", f"{QUOTE}/2024", f"{QUOTE} / 2024", f"{QUOTE} 500", f"{QUOTE}.000",
        f"{QUOTE} triệu đồng", f"{QUOTE} nghìn", f"Mười hai xã: {QUOTE}", f"{QUOTE} ở hai phần ba số xã",
        f"{QUOTE} xã trong tháng giêng", f"{QUOTE} xã, gấp đôi năm trước", f"{QUOTE} xã, ½ số xã",
        f"{QUOTE} xã theo Nghị quyết Đại hội XIII", f"{QUOTE} xã ở quý IV", f"{QUOTE} xã của UBND",
        f"{QUOTE} xã, do ông Hoa phụ trách", f"{QUOTE} xã ở Huế", f"{QUOTE} xã theo Luật Nhà ở",
        f"{QUOTE} xã trong ngày 10-3-2024", f"{QUOTE} xã ngày 10.3.2024", f"{QUOTE} xã ngày 10 tháng 3",
        f"{QUOTE} xã, bà Nguyễn  Thị Lan", f"{QUOTE} xã, bà Nguye\u0302\u0303n Thi\u0323 Lan",
        f"{QUOTE} xã ２１５ người",
        "", "  ", "Đã tổ chức 03 hội nghị",
    ],
)  # fmt: skip
def test_an_invention_beside_a_true_quote_is_seen(text: str) -> None:
    book = CitationBook()
    marker = book.cite(passage("d", 0, QUOTE, Role.RESULT), row("d"))
    assert verify([AnswerLine(QUOTE, (marker,), LineRole.RESULT)], book.cited, ())[0]
    assert not verify([AnswerLine(text, (marker,), LineRole.RESULT)], book.cited, ())[0]


@pytest.mark.parametrize(
    ("text", "support"),
    [
        ("Nguyễn Văn Hoa", ["Nguyễn Văn", "Hoa"]),
        ("3/2024", ["3", "2024"]),
        ("1 250", ["1", "250"]),
        ("9–12", ["9", "12"]),
        ("còn -9", ["9"]),
        ("Hoà", ["Hoa"]),
    ],
)
def test_supports_do_not_grow_together_into_what_none_of_them_holds(text: str, support: list[str]) -> None:
    assert all(not unsupported(known, support) for known in support)
    assert unsupported(f"có {text}", support)


@pytest.mark.parametrize(
    ("text", "support"),
    [
        ("Trong tháng 02: 03 hội nghị", ["Trong tháng 02", "03 hội nghị"]),
        ("Hoàn thành năm 2023. 9 xã còn lại", ["Hoàn thành năm 2023", "9 xã còn lại"]),
        ("Theo Báo cáo của Tỉnh ủy", ["Tỉnh ủy"]),
        ("(Hiểu “tháng 3” là 01–31/3/2020.)", ["tháng 3", "01–31/3/2020"]),
        ("Ủy ban nhân dân tỉnh", ["Uỷ ban nhân dân tỉnh"]),
    ],
)
def test_true_supports_set_side_by_side_hold(text: str, support: list[str]) -> None:
    assert not unsupported(text, support)


def test_a_bare_serial_holds_no_figure_of_a_line() -> None:
    book = CitationBook()
    marker = book.cite(passage("d", 0, "Tổ chức hội nghị", Role.RESULT), row("d", "12"))
    assert not verify([AnswerLine("Tổ chức hội nghị ở 12 xã", (marker,), LineRole.RESULT)], book.cited, ())[0]
    assert verify([AnswerLine("Số văn bản: 12.", (marker,), LineRole.HEADING)], book.cited, ())[0]


def test_a_plan_told_as_done_is_dropped() -> None:
    book = CitationBook()
    marker = book.cite(passage("d", 0, "tổ chức 03 hội nghị", Role.PLAN), row("d"))
    assert not verify([AnswerLine("Đã tổ chức 03 hội nghị", (marker,), LineRole.PLAN)], book.cited, ())[0]
    assert verify([AnswerLine("tổ chức 03 hội nghị", (marker,), LineRole.PLAN)], book.cited, ())[0]


def test_a_computed_value_stands_or_falls_with_its_citations() -> None:
    book = CitationBook()
    for order in range(2):
        book.cite(passage("d", order, f"họp tại xã thứ {order}", Role.RESULT), row("d"))
    line = AnswerLine("Tổng cộng 17 cuộc", (1,), LineRole.COMPUTED, (0,))
    value = Computed("17", (2, 1), "tổng")
    kept, citations, values, _ = verify([line], book.cited, [value])
    assert [citation.passage_id for citation in citations] == ["d.v.0", "d.v.1"]
    assert (kept[0].markers, values[0].sources) == ((1,), (2, 1))
    false = altered(book.cited[1], replace(book.cited[1].citation, quote="họp tại 7 xã"))
    assert verify([line], [book.cited[0], false], [value])[:3] == ((), (), ())
    assert not verify([line], book.cited, [Computed("17", (), "tổng")])[0]  # of nothing
    assert not verify([replace(line, computed=(-1,))], book.cited, [value])[0]


HEADER = "TT | Địa phương | Kinh tế | An ninh | Năm 2023 | Hoàn thành"


def table_row(order: int, text: str, role: Role = Role.NONE) -> Passage:
    found = passage("d", order, text, role, HEADER)
    return replace(found, kind=PassageKind.TABLE_ROW)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Huyện Ba Trạch – Kinh tế: 15.", True),
        ("Huyện Ba Trạch: Kinh tế 15; An ninh 11; Năm 2023 40; Hoàn thành: 06/9/2023.", True),
        ("Huyện Ba Trạch – 15 – 11", True),
        ("Huyện Ba Trạch – 11 – 15", False),
        ("Huyện Ba Trạch – Kinh tế: 11.", False),  # another column's
        ("Huyện Ba Trạch – Kinh tế: 40.", False),
        ("Huyện Ba Trạch có 15 việc.", False),  # of what?
        ("Huyện Ba Trạch – Kinh tế: 15%.", False),
        ("Huyện Ba Trạch – Kinh tế: 15,11.", False),
        ("Huyện Nam Sơn – Kinh tế: 15.", False),
    ],
)
def test_a_figure_of_a_table_stands_under_its_own_column(text: str, holds: bool) -> None:
    book = CitationBook()
    marker = book.cite(table_row(1, "8 | Huyện Ba Trạch | 15 | 11 | 40 | 06/9/2023"), row("d"))
    assert bool(verify([AnswerLine(text, (marker,), LineRole.NONE)], book.cited, ())[0]) is holds


def test_a_figure_of_one_row_is_not_told_of_another_cited_beside_it() -> None:
    book = CitationBook()
    one = book.cite(table_row(1, "8 | Huyện Ba Trạch | 15 | 11 | 40 | 06/9/2023"), row("d"))
    two = book.cite(table_row(2, "9 | Huyện An Khương | 20 | 7 | 52 | 07/9/2023"), row("d"))
    told = AnswerLine("Huyện Ba Trạch – Kinh tế: 20.", (one, two), LineRole.NONE)
    assert not verify([told], book.cited, ())[0]
    compared = AnswerLine(
        "Huyện An Khương nhiều hơn Huyện Ba Trạch 5 (Kinh tế).", (two, one), LineRole.COMPUTED, (0,)
    )
    assert verify([compared], book.cited, [Computed("5", (two, one), "20 − 15")])[0]


def test_cells_of_a_row_that_is_quoted_in_part_hold_nothing_beyond_the_quote() -> None:
    book = CitationBook()
    marker = book.cite(table_row(1, "8 | Huyện Ba Trạch | 1.215 | 11 | 40 | 06/9/2023"), row("d"), "215 | 11")
    assert not verify([AnswerLine("Kinh tế: 215.", (marker,), LineRole.NONE)], book.cited, ())[0]


@pytest.mark.parametrize(
    ("value", "how", "holds"),
    [
        ("1.262", "12 + 1.250", True),
        ("1262", "12 + 1250", True),
        ("1263", "12 + 1250", False),  # wrong sum
        ("1259", "9 + 1250", False),  # 9 stands in no quote
        ("12", "12 + 0", True),  # one of two told that there was none
        ("1.238", "1.250 − 12", True),
        ("12 − 1.250 = -1238", "số của kỳ sau trừ kỳ trước", True),
        ("12 − 1.250 = 1238", "số của kỳ sau trừ kỳ trước", False),
        ("10,9", "95,5% − 84,6%", True),
        ("10,8", "95,5% − 84,6%", False),
        ("2", "đếm trong danh mục văn bản của kho", True),
    ],
)
def test_a_sum_is_of_figures_quoted_and_is_right(value: str, how: str, holds: bool) -> None:
    book = CitationBook()
    book.cite(passage("d", 0, "họp 12 lần, đạt 95,5% kế hoạch", Role.RESULT), row("d"))
    book.cite(passage("d", 1, "họp với 1.250 người, đạt 84,6%", Role.RESULT), row("d"))
    line = AnswerLine(f"Tổng: {value}.", (), LineRole.COMPUTED, (0,))
    assert bool(verify([line], book.cited, [Computed(value, (1, 2), how)])[0]) is holds

"""The verifier against planted lines: what is not in the evidence is dropped and counted."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import AnswerLine, Computed, LineRole
from assistant.draft import CitationBook
from assistant.verification import unsupported, verify
from ingest.archive.records import DocumentRow
from ingest.document import Heading, Passage, PassageKind, Role, Span

TEXT = "Tổ chức 03 hội nghị đối thoại tại huyện Nam Sơn với 215 người dự."


def passage(text: str = TEXT, role: Role = Role.RESULT) -> Passage:
    return Passage("d.v.4", "d", "v", 4, PassageKind.ITEM, text, (Span(0, len(text)),), None, role=role)


def row() -> DocumentRow:
    heading = Heading(type="Báo cáo", date=date(2021, 5, 27), issuer="Ban Dân vận Tỉnh ủy")
    return DocumentRow(
        "d",
        "chung",
        "bc.txt",
        "v",
        None,
        "Báo cáo",
        heading.date,
        heading.issuer,
        None,
        None,
        heading,
        "held",
        None,
        "txt",
        "0" * 64,
    )


def check(line: AnswerLine, book: CitationBook, computed: tuple[Computed, ...] = ()) -> bool:
    lines, citations, _, dropped = verify([line], book.cited, computed)
    assert dropped.lines == 1 - len(lines)
    assert len(citations) == (1 if lines and line.markers else 0)
    return bool(lines)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        (TEXT, True),
        (f"Giúp: {TEXT}", True),
        (TEXT.replace("215", "251"), False),
        (TEXT.replace("Nam Sơn", "Bắc Sơn"), False),
        (TEXT + " Ngày 12/6/2021.", False),
        (TEXT + " Theo Báo cáo ngày 27/5/2021 của Ban Dân vận Tỉnh ủy.", True),
    ],
)
def test_a_number_date_or_name_must_stand_in_the_quote_or_the_heading(text: str, holds: bool) -> None:
    book = CitationBook()
    marker = book.cite(passage(), row())
    assert check(AnswerLine(text, (marker,), LineRole.RESULT), book) is holds


def test_a_line_without_a_citation_is_dropped() -> None:
    assert not check(AnswerLine("Đã hoàn thành nhiệm vụ.", (), LineRole.RESULT), CitationBook())


def test_an_unknown_marker_is_dropped() -> None:
    book = CitationBook()
    book.cite(passage(), row())
    assert not check(AnswerLine(TEXT, (7,), LineRole.RESULT), book)


def test_a_quote_that_is_not_verbatim_is_dropped_and_counted() -> None:
    book = CitationBook()
    marker = book.cite(passage(), row(), "Tổ chức 04 hội nghị đối thoại")
    lines, citations, _, dropped = verify(
        [AnswerLine("Tổ chức hội nghị.", (marker,), LineRole.RESULT)], book.cited, ()
    )
    assert (lines, citations, dropped.lines, dropped.quotes) == ((), (), 1, 1)


def test_a_plan_told_as_result_is_dropped() -> None:
    book = CitationBook()
    marker = book.cite(passage(role=Role.PLAN), row())
    assert not check(AnswerLine(TEXT, (marker,), LineRole.RESULT), book)


def test_a_computed_value_supports_the_line_that_names_it() -> None:
    value = Computed("01–30/6/2021", (), "“tháng 6” tính theo ngày 01/06/2021")

    def holds(text: str, role: LineRole) -> bool:
        return bool(verify([AnswerLine(text, (), role, (0,))], (), (value,), ["tháng 6"])[0])

    assert holds("(Hiểu “tháng 6” là 01–30/6/2021.)", LineRole.SCOPE)
    assert not holds("(Hiểu “tháng 6” là 01–30/6/2022.)", LineRole.SCOPE)
    assert not holds("Tổng hợp tháng 6: 01–30/6/2021.", LineRole.COMPUTED)


def test_markers_are_renumbered_in_the_order_of_the_lines() -> None:
    book = CitationBook()
    first = book.cite(passage(), row(), "Tổ chức 03 hội nghị đối thoại")
    second = book.cite(passage(), row(), "tại huyện Nam Sơn với 215 người dự")
    lines, citations, _, _ = verify(
        [
            AnswerLine("tại huyện Nam Sơn với 215 người dự", (second,), LineRole.RESULT),
            AnswerLine("Tổ chức 03 hội nghị đối thoại", (first,), LineRole.RESULT),
        ],
        book.cited,
        (),
    )
    assert [line.markers for line in lines] == [(1,), (2,)]
    assert [citation.quote for citation in citations] == [line.text for line in lines]


@given(st.integers(min_value=0, max_value=10**6))
def test_a_number_is_supported_only_as_a_whole(number: int) -> None:
    assert not unsupported(f"có {number} người", [f"có {number} người"])
    assert unsupported(f"có {number}1 người", [f"có {number} người"])
    assert unsupported(f"có {number} người", [f"có 9{number} người", "không có số"])

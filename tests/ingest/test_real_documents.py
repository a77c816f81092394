"""The two reports and the 50 official documents of the development data: every hazard found in them.

Line numbers are the files' own, counted from 1. Only short key phrases stand here.
"""

from __future__ import annotations

import csv
import time
from datetime import date
from pathlib import Path

import pytest

from ingest.document import Document, PassageKind, Reading, ReferenceRole, Role
from ingest.parsing.heading.heading import read_heading
from ingest.parsing.passages import search_text
from ingest.readers.reading import read
from tests.ingest.readings import of_reading

FEBRUARY = (date(2020, 2, 1), date(2020, 2, 29))
MARCH = (date(2020, 3, 1), date(2020, 3, 31))


def read_file(path: Path) -> Reading:
    return read(path.name, path.read_bytes())


@pytest.fixture(scope="module")
def monthly_reading(shared):
    return read_file(shared / "archive" / "bao-cao-thang-02-2020.txt")


@pytest.fixture(scope="module")
def monthly(monthly_reading) -> Document:
    return of_reading(monthly_reading)


@pytest.fixture(scope="module")
def summary(shared) -> Document:
    return of_reading(read_file(shared / "archive" / "tong-hop-dan-van-2018.txt"))


class Lines:
    """Finds what stands on a line of a document."""

    def __init__(self, document: Document, made: Reading) -> None:
        self.document, self.lines = document, made.lines

    def passages(self, number):
        line = self.lines[number - 1].span
        return [
            p
            for p in self.document.passages
            if any(s.start < line.end and line.start < s.end for s in p.spans)
        ]

    def passage(self, number):
        (found,) = self.passages(number)
        return found

    def references(self, number):
        line = self.lines[number - 1].span
        return [r for r in self.document.references if line.start <= r.span.start < line.end]


@pytest.fixture(scope="module")
def at(monthly, monthly_reading) -> Lines:
    return Lines(monthly, monthly_reading)


def bounds(period):
    return (period.start, period.end) if period else None


# -- heading and closing block


def test_monthly_heading_with_its_number_lost(monthly):
    heading = monthly.heading
    assert heading.number is None
    assert (heading.type, heading.date, heading.place) == ("Báo cáo", date(2020, 2, 25), "Quảng Ngãi")
    assert heading.title is not None
    assert heading.title.startswith("kết quả")
    assert heading.title.endswith("tháng 3/2020")
    assert (bounds(heading.reported), bounds(heading.planned)) == (FEBRUARY, MARCH)
    assert heading.parent_issuer is None


def test_monthly_issuer_comes_from_the_closing_formula(monthly, at):
    heading = monthly.heading
    assert heading.issuer == "Ban Dân vận Tỉnh ủy"
    fact = dict(heading.facts)["issuer"]
    assert fact.confidence < 0.9
    assert fact.spans[0].start == at.lines[128].span.start
    assert heading.reported_to == ("Ban Dân vận Trung ương", "Ban Thường vụ Tỉnh ủy")


def test_monthly_signature_as_the_machine_misread_it(monthly):
    heading = monthly.heading
    assert (heading.capacity, heading.signed_for, heading.signer_role, heading.signer) == (
        "K/T",
        "Trưởng Ban",
        "Phó Trưởng Ban",
        "Trần Ngọc Nguyên",
    )


def test_monthly_recipients_are_not_body(monthly, at):
    assert len(monthly.heading.recipients) == 5
    assert monthly.heading.recipients[0].endswith("(Hà Nội + T26)")
    assert at.passage(133).kind is PassageKind.RECIPIENTS
    assert at.passage(140).kind is PassageKind.SIGNATURE


def test_summary_has_no_heading_at_all(summary):
    heading = summary.heading
    assert (heading.number, heading.type, heading.date, heading.issuer, heading.signer) == (None,) * 5
    assert heading.facts == ()


# -- outline


def test_same_heading_words_under_both_periods(at):
    done, planned = at.passage(13), at.passage(76)
    assert done.path[-1] == planned.path[-1]
    assert (done.role, bounds(done.period)) == (Role.RESULT, FEBRUARY)
    assert (planned.role, bounds(planned.period)) == (Role.PLAN, MARCH)


def test_every_item_of_each_half_has_its_role(at):
    results = [
        at.passage(n)
        for n in (13, 15, 19, 21, 23, 25, 27, 29, 35, 37, 41, 43, 45, 49, 51, 53, 55, 57, 63, 65, 67)
    ]
    plans = [
        at.passage(n)
        for n in (
            75,
            76,
            77,
            79,
            81,
            87,
            89,
            93,
            95,
            97,
            101,
            103,
            107,
            109,
            111,
            113,
            115,
            117,
            119,
            121,
            123,
            125,
            127,
        )
    ]
    assert {(p.role, bounds(p.period)) for p in results} == {(Role.RESULT, FEBRUARY)}
    assert {(p.role, bounds(p.period)) for p in plans} == {(Role.PLAN, MARCH)}
    assert len({p.id for p in (*results, *plans)}) == len(results) + len(plans)
    assert at.passage(129).role is Role.NONE  # the closing formula is neither


@pytest.mark.parametrize(
    ("line", "lead_in"),
    [
        (19, "Dự thảo Công văn"),
        (35, "Tổ chức:"),
        (41, "Giúp:"),
        (49, "Xây dựng, ban hành"),
        (63, "Xây dựng, ban hành"),
        (93, "Các công văn"),
        (107, "Xây dựng, ban hành"),
    ],
)
def test_lead_ins_carry_their_verb(at, line, lead_in):
    passage = at.passage(line)
    assert passage.lead_in[0].startswith(lead_in)
    assert passage.label == "+"
    assert passage.lead_in[0] in search_text(passage)


@pytest.mark.parametrize("line", [9, 11, 17, 31, 33, 39, 47, 71, 73, 91, 99, 105])
def test_headings_and_lead_ins_are_sections_not_items(monthly, at, line):
    assert at.passages(line) == []
    span = at.lines[line - 1].span
    assert any(s.spans[0].start == span.start for s in monthly.sections)


def test_bullets_go_on_after_the_lead_in(at):
    assert at.passage(45).lead_in == ()
    assert at.passage(65).lead_in == ()


def test_run_in_heading_misread_by_the_machine(at):
    passage = at.passage(69)
    assert passage.path[-1].endswith("giá chung:")
    assert passage.path[0].startswith("I.")
    assert len(passage.path) == 2


def test_sentence_cut_by_a_page_foot_is_one_passage(at):
    passage = at.passage(81)
    assert passage is at.passage(85)
    assert len(passage.spans) == 2
    assert "03 năm thực hiện Chỉ thị số 22-CT/TU" in passage.text


def test_footnotes_are_lifted_out_and_hung_where_their_marks_stand(at):
    for note_line, anchor_line, mark in ((59, 37, "¹"), (61, 45, "²"), (83, 65, "³")):
        note = at.passage(note_line)
        assert note.kind is PassageKind.FOOTNOTE
        assert note.label == mark
        assert at.passage(anchor_line).footnotes == (note.id,)
        assert note.role is Role.RESULT
    assert at.passage(81).footnotes == ()


def test_items_interrupted_by_footnotes_stay_under_one_lead_in(at):
    assert at.passage(57).section == at.passage(63).section


def test_a_semicolon_list_stays_whole(at):
    passage = at.passage(63)
    assert passage.text.count(";") == 5
    assert len(passage.spans) == 1


def test_summary_falls_into_six_groups(summary):
    intro, *groups = [p for p in summary.passages if p.kind is PassageKind.ITEM]
    assert [p.label for p in groups] == ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"]
    assert "(1) về trách nhiệm" in groups[2].text
    assert "(2) Quy định" in groups[2].text
    assert intro.text.endswith("như sau:")
    assert {p.role for p in (intro, *groups)} == {Role.RESULT}
    assert groups[5].text.endswith("trực thuộc.")  # the typist's mark is not part of it
    assert summary.passages[-1].kind is PassageKind.SIGNATURE


# -- references


def test_monthly_references_full_short_and_dated(monthly):
    full = [r for r in monthly.references if r.number.issuer_code]
    assert len(full) == 18
    assert len({r.number.canonical for r in full}) == 16
    assert [r.number.serial for r in monthly.references if not r.number.issuer_code] == [5]
    assert sorted(r.number.canonical for r in full if r.date is None) == ["148-TB/TW", "18-NQ/TW"]


def test_two_plans_share_the_issuer_that_closes_the_list(at):
    first, second = at.references(19)
    assert first.issuer == second.issuer == "Ban Thường vụ Tỉnh ủy"
    assert (first.date, second.date) == (date(2015, 1, 8), date(2014, 4, 23))
    assert {first.role, second.role} == {ReferenceRole.REVIEWED}


def test_nested_conclusion(at):
    outer, inner = at.references(23)
    assert (outer.type, outer.issuer, outer.term) == ("Thông báo kết luận", "Bộ Chính trị", "khóa XII")
    assert (inner.number.canonical, inner.issuer, inner.term) == ("62-KL/TW", "Bộ Chính trị", "khóa X")
    assert inner.title is not None
    assert inner.title.startswith("về tiếp tục đổi mới")
    assert outer.title is not None
    assert outer.title.startswith("về việc tiếp tục thực hiện Kết luận số 62")
    outer, inner = at.references(87)
    assert (outer.issuer, inner.issuer, inner.term, inner.title) == (
        "Ban Bí thư",
        "Bộ Chính trị",
        "khóa XI",
        "về hội quần chúng",
    )


def test_title_in_quotes_ends_before_the_bracket(at):
    (found,) = at.references(95)
    assert found.title is not None
    assert found.title.endswith("hệ thống chính trị*”")
    (found,) = at.references(27)
    assert found.title is not None
    assert found.title.endswith("địa bàn tỉnh")


def test_resolution_without_issuer_borrows_none(at):
    first, second = at.references(63)
    assert (first.issuer, second.issuer) == (None, "Bộ Chính trị")


def test_two_plans_numbered_five_are_two(at):
    (short,) = at.references(77)
    (other,) = at.references(79)
    assert (short.type, short.issuer, short.number.serial) == ("Kế hoạch", "Ban Thường vụ Tỉnh ủy", 5)
    assert other.number.canonical == "05-KH/BCĐ"
    assert other.issuer is not None
    assert other.issuer.startswith("Ban Chỉ đạo Trung ương")


def test_reference_across_the_page_foot(at, monthly):
    plan, directive = (r for r in monthly.references if r.passage_id == at.passage(81).id)
    assert (plan.number.canonical, directive.number.canonical) == ("05-KH/TU", "22-CT/TU")
    assert plan.role is directive.role is ReferenceRole.REVIEWED
    assert at.references(85) == [directive]


def test_summary_references(summary):
    decree, conclusion, letter = summary.references
    assert (decree.number.canonical, decree.date, decree.issuer) == (
        "60/2013/NĐ-CP",
        date(2013, 6, 19),
        "Chính phủ",
    )
    assert decree.title is not None
    assert decree.title.startswith("“Quy định")
    assert decree.title.endswith("làm việc”")
    assert (conclusion.number.canonical, conclusion.date) == ("374-TB/TU", date(2018, 3, 8))
    assert letter.title is not None
    assert letter.title.endswith("2018”")


# -- the 50 official documents


def measure(archive: Path) -> tuple[int, int, int, list[str]]:
    """(documents, own numbers right, dates right, what went wrong)."""
    wrong: list[str] = []
    numbers = dates = total = 0
    with (archive / "nha-nuoc-truth.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            heading = read_heading(read_file(archive / "nha-nuoc" / row["file"])).heading
            number_right = heading.number is not None and heading.number.canonical == row["number"]
            date_right = heading.date is not None and heading.date.isoformat() == row["date"]
            total, numbers, dates = total + 1, numbers + number_right, dates + date_right
            if not (number_right and date_right):
                wrong.append(f"{row['file']}: {heading.number} {heading.date}")
    return total, numbers, dates, wrong


def test_own_numbers_and_dates_of_official_documents(shared):
    total, numbers, dates, wrong = measure(shared / "archive")
    assert numbers >= 0.95 * total, wrong
    assert dates >= 0.90 * total, wrong


def test_official_documents_parse_fast_and_keep_the_invariant(shared):
    started = time.process_time()
    longest = 0
    for path in sorted((shared / "archive" / "nha-nuoc").glob("*.txt")):
        document = of_reading(read_file(path))
        heading = document.heading
        assert None not in (heading.type, heading.issuer, heading.title), path.name
        for passage in document.passages:
            assert passage.text == " ".join(span.of(document.text) for span in passage.spans)
            longest = max(longest, len(passage.text))
    assert longest <= 4200
    assert time.process_time() - started < 60

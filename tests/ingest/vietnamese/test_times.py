from __future__ import annotations

import calendar
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.vietnamese.text import strip_marks
from ingest.vietnamese.times import find_periods, is_year_given, period_of_heading
from tests.ingest.vietnamese.strategies import hazardous

AS_OF = date(2020, 2, 25)  # a Tuesday


def found(text: str, as_of: date = AS_OF, prefer_future: bool | None = None) -> list[tuple[str, str]]:
    periods = find_periods(text, as_of, prefer_future=prefer_future)
    return [(period.said, f"{period.start}..{period.end}") for _, period in periods]


def days(text: str, as_of: date = AS_OF, prefer_future: bool | None = None) -> list[str]:
    return [interval for _, interval in found(text, as_of, prefer_future)]


ONE = [
    ("tháng 3", "2020-03-01..2020-03-31"),
    ("tháng ba", "2020-03-01..2020-03-31"),
    ("tháng 3/2020", "2020-03-01..2020-03-31"),
    ("tháng 02 năm 2020", "2020-02-01..2020-02-29"),
    ("tháng 2-2019", "2019-02-01..2019-02-28"),
    ("tháng 3 năm ngoái", "2019-03-01..2019-03-31"),
    ("tháng 3 tới", "2020-03-01..2020-03-31"),
    ("tháng 3 vừa qua", "2019-03-01..2019-03-31"),
    ("tháng này", "2020-02-01..2020-02-29"),
    ("tháng trước", "2020-01-01..2020-01-31"),
    ("tháng sau", "2020-03-01..2020-03-31"),
    ("tháng tới", "2020-03-01..2020-03-31"),
    ("đầu tháng 3", "2020-03-01..2020-03-10"),
    ("giữa tháng", "2020-02-11..2020-02-20"),
    ("cuối tháng này", "2020-02-21..2020-02-29"),
    ("quý I", "2020-01-01..2020-03-31"),
    ("quý II/2020", "2020-04-01..2020-06-30"),
    ("quí 3 năm 2019", "2019-07-01..2019-09-30"),
    ("quý này", "2020-01-01..2020-03-31"),
    ("6t đầu năm", "2020-01-01..2020-06-30"),
    ("6thđn", "2020-01-01..2020-06-30"),
    ("6thdn 2019", "2019-01-01..2019-06-30"),
    ("6 tháng cn 2019", "2019-07-01..2019-12-31"),
    ("9t/2019", "2019-01-01..2019-09-30"),
    ("thg 3", "2020-03-01..2020-03-31"),
    ("thg3/2019", "2019-03-01..2019-03-31"),
    ("th3/2019", "2019-03-01..2019-03-31"),
    ("t3/19", "2019-03-01..2019-03-31"),
    ("t1-t3/2019", "2019-01-01..2019-03-31"),
    ("Q.1", "2020-01-01..2020-03-31"),
    ("qII/2019", "2019-04-01..2019-06-30"),
    ("thàng 3", "2020-03-01..2020-03-31"),
    ("thảng 3/2019", "2019-03-01..2019-03-31"),
    ("thảng trước", "2020-01-01..2020-01-31"),
    ("qúy 1", "2020-01-01..2020-03-31"),
    ("nàm 2019", "2019-01-01..2019-12-31"),
    ("tháng rồi", "2020-01-01..2020-01-31"),
    ("năm rồi", "2019-01-01..2019-12-31"),
    ("năm vừa qua", "2019-01-01..2019-12-31"),
    ("sáng nay", "2020-02-25..2020-02-25"),
    ("từ đầu năm tới giờ", "2020-01-01..2020-02-25"),
    ("từ tháng 1 tới nay", "2020-01-01..2020-02-25"),
    ("trước trong và sau Tết", "2020-01-04..2020-02-15"),
    ("quý trước", "2019-10-01..2019-12-31"),
    ("quý I, II/2020", "2020-01-01..2020-06-30"),
    ("6 tháng đầu năm 2018", "2018-01-01..2018-06-30"),
    ("tháng đầu năm 2018", "2018-01-01..2018-01-31"),
    ("tháng cuối năm ngoái", "2019-12-01..2019-12-31"),
    ("từ đầu tới cuối năm 2018", "2018-01-01..2018-12-31"),
    ("từ đầu năm đến hết cuối năm 2018", "2018-01-01..2018-12-31"),
    ("t12 năm ngoái", "2019-12-01..2019-12-31"),
    ("t9 nam 2018", "2018-09-01..2018-09-30"),
    ("hôm 16/2", "2020-02-16..2020-02-16"),
    ("06 tháng cuối năm", "2020-07-01..2020-12-31"),
    ("sáu tháng đầu năm nay", "2020-01-01..2020-06-30"),
    ("nửa cuối năm 2019", "2019-07-01..2019-12-31"),
    ("9 tháng năm 2019", "2019-01-01..2019-09-30"),
    ("9 tháng", "2020-01-01..2020-09-30"),
    ("năm 2019", "2019-01-01..2019-12-31"),
    ("năm nay", "2020-01-01..2020-12-31"),
    ("năm ngoái", "2019-01-01..2019-12-31"),
    ("năm trước", "2019-01-01..2019-12-31"),
    ("năm kia", "2018-01-01..2018-12-31"),
    ("đầu năm", "2020-01-01..2020-03-31"),
    ("giữa năm 2019", "2019-06-01..2019-07-31"),
    ("cuối năm 2019", "2019-11-01..2019-12-31"),
    ("từ tháng 1 đến tháng 3/2020", "2020-01-01..2020-03-31"),
    ("tháng 1-3/2020", "2020-01-01..2020-03-31"),
    ("tháng 1, 2 và 3/2020", "2020-01-01..2020-03-31"),
    ("từ tháng 11/2019 đến tháng 2/2020", "2019-11-01..2020-02-29"),
    ("từ năm 2016 đến nay", "2016-01-01..2020-02-25"),
    ("từ năm 2016", "2016-01-01..2020-02-25"),
    ("từ đầu năm đến nay", "2020-01-01..2020-02-25"),
    ("từ nay đến cuối năm", "2020-02-25..2020-12-31"),
    ("từ ngày 01/01/2020 đến ngày 31/3/2020", "2020-01-01..2020-03-31"),
    ("giai đoạn 2020-2025", "2020-01-01..2025-12-31"),
    ("giai đoạn 2010 – 2020", "2010-01-01..2020-12-31"),
    ("từ 2018 đến 2020", "2018-01-01..2020-12-31"),
    ("trước năm 2018", "1930-01-01..2017-12-31"),
    ("sau năm 2018", "2019-01-01..2020-02-25"),
    ("3 tháng qua", "2019-11-25..2020-02-25"),
    ("2 năm tới", "2020-02-25..2022-02-25"),
    ("Tết Nguyên đán Canh Tý", "2020-01-18..2020-01-31"),
    ("Tết năm ngoái", "2019-01-29..2019-02-11"),
    ("trước, trong và sau Tết", "2020-01-04..2020-02-15"),
    ("sau Tết Kỷ Hợi", "2019-02-08..2019-02-26"),
    ("hôm nay", "2020-02-25..2020-02-25"),
    ("hôm qua", "2020-02-24..2020-02-24"),
    ("ngày mai", "2020-02-26..2020-02-26"),
    ("tuần này", "2020-02-24..2020-03-01"),
    ("tuần trước", "2020-02-17..2020-02-23"),
    ("tuần tới", "2020-03-02..2020-03-08"),
    ("25/02/2020", "2020-02-25..2020-02-25"),
    ("25 tháng 02 năm 2020", "2020-02-25..2020-02-25"),
    ("ngày 15/3", "2020-03-15..2020-03-15"),
    ("ngày 15 tháng 12", "2019-12-15..2019-12-15"),
]


@pytest.mark.parametrize(("words", "interval"), ONE)
def test_time_words_in_a_question(words: str, interval: str) -> None:
    assert found(f"báo cáo {words} nêu gì?") == [(words, interval)]


@pytest.mark.parametrize(("words", "interval"), ONE)
def test_time_words_typed_without_marks(words: str, interval: str) -> None:
    unmarked = strip_marks(words.lower())
    assert found(f"cong tac {unmarked} co gi") == [(unmarked, interval)]


@pytest.mark.parametrize(
    ("typed", "interval"),
    [
        ("t2/2020 có gì", "2020-02-01..2020-02-29"),
        ("t3 can gi", "2020-03-01..2020-03-31"),
        ("quy 1/2020", "2020-01-01..2020-03-31"),
        ("q1 có gì", "2020-01-01..2020-03-31"),
        ("nam ngoai", "2019-01-01..2019-12-31"),
        ("kế hoạch 2019", "2019-01-01..2019-12-31"),
        ("báo cáo 02/2020", "2020-02-01..2020-02-29"),
        ("từ 01/2020 đến 03/2020", "2020-01-01..2020-03-31"),
        ("Hội Nông dân Việt Nam 2019", "2019-01-01..2019-12-31"),
        ("kế hoạch 5 năm 2016-2020", "2016-01-01..2020-12-31"),
        ("chỉ thị 22 của Tỉnh ủy năm 2017", "2017-01-01..2017-12-31"),
    ],
)
def test_loose_forms_of_questions(typed: str, interval: str) -> None:
    assert days(typed) == [interval]


@pytest.mark.parametrize(
    "text",
    [
        *("05 năm thực hiện Kế hoạch số 05-KH/TU", "sơ kết 03 năm thực hiện", "kỷ niệm 90 năm", "6 tháng"),
        *("quy chế dân chủ", "quy che dan chu", "Quy định 2 năm", "quy dinh ve can bo", "nội quy 1"),
        *(
            "nhiệm kỳ 2018-2023",
            "Đại hội nhiệm kỳ 2019 - 2024",
            "nd 60/2013",
            "29/2018/QH14",
            "TCVN 6909:2001",
        ),
        *(
            "5 năm trước",
            "các tháng sau",
            "so với cùng kỳ năm trước",
            "Cách mạng tháng Tám",
            "ngày tháng năm",
        ),
        *(
            "Tết Trung thu",
            "quý vị đại biểu",
            "Hà Nội + T26",
            "dân số 2020 người",
            "công văn số 2020",
            "họp t2 tuần",
        ),
    ],
)
def test_words_that_name_no_period(text: str) -> None:
    assert found(text) == []


def test_a_full_date_is_one_day_and_not_also_a_month() -> None:
    assert found("ngày 25 tháng 02 năm 2020") == [("25 tháng 02 năm 2020", "2020-02-25..2020-02-25")]


def test_an_anniversary_is_two_days_not_ninety_years() -> None:
    assert days("(15/10/1930 - 15/10/2020)") == ["1930-10-15..1930-10-15", "2020-10-15..2020-10-15"]


def test_a_month_next_to_a_named_one_is_counted_from_it() -> None:
    assert days("tháng 12/2018 còn việc nào phải chuyển sang tháng sau") == [
        "2018-12-01..2018-12-31",
        "2019-01-01..2019-01-31",
    ]
    assert days("thang 3/2019 so voi thang truoc") == ["2019-03-01..2019-03-31", "2019-02-01..2019-02-28"]
    assert days("kết quả tháng 11/2019, việc của tháng tới")[1] == "2020-03-01..2020-03-31"


@pytest.mark.parametrize(
    ("words", "interval"),
    [
        ("các báo cáo tháng năm 2019", "2019-01-01..2019-12-31"),
        ("bao cao thang nam 2019", "2019-01-01..2019-12-31"),
        ("tháng Năm 2019", "2019-05-01..2019-05-31"),
        ("tháng năm năm 2019", "2019-05-01..2019-05-31"),
        ("tháng năm/2019", "2019-05-01..2019-05-31"),
    ],
)
def test_the_months_of_a_year_are_not_its_may(words: str, interval: str) -> None:
    assert days(words) == [interval]


def test_several_periods_in_one_question() -> None:
    assert found("so sánh tháng 1 và tháng 2/2019 với năm 2020") == [
        ("tháng 1", "2019-01-01..2019-01-31"),
        ("tháng 2/2019", "2019-02-01..2019-02-28"),
        ("năm 2020", "2020-01-01..2020-12-31"),
    ]


@pytest.mark.parametrize(
    ("words", "as_of", "nearest", "coming", "last"),
    [
        ("tháng 3", date(2020, 2, 25), 2020, 2020, 2019),
        ("tháng 10", date(2020, 2, 25), 2019, 2020, 2019),
        ("tháng 2", date(2020, 2, 25), 2020, 2020, 2020),
        ("tháng 1", date(2020, 2, 25), 2020, 2021, 2020),
        ("tháng 1", date(2019, 12, 20), 2020, 2020, 2019),
        ("quý IV", date(2020, 2, 25), 2019, 2020, 2019),
    ],
)
def test_an_open_year(words: str, as_of: date, nearest: int, coming: int, last: int) -> None:
    for prefer, year in ((None, nearest), (True, coming), (False, last)):
        ((_, period),) = find_periods(words, as_of, prefer_future=prefer)
        assert period.start.year == year


def test_next_march_from_november_is_next_year() -> None:
    assert days("tháng 3 tới", date(2026, 11, 22)) == ["2027-03-01..2027-03-31"]


def test_documents_need_their_marks() -> None:
    assert find_periods("quy 1, thang 3, t3, 2020", AS_OF, folded_ok=False) == []
    periods = find_periods("quý I, Tháng 02/2020", AS_OF, folded_ok=False)
    assert [period.said for _, period in periods] == ["quý I", "Tháng 02/2020"]


@pytest.mark.parametrize(
    ("heading", "default_year", "months"),
    [
        ("kết quả công tác tháng 02,\nnhiệm vụ trọng tâm tháng 3/2020", None, ["2020-02", "2020-03"]),
        ("công tác tháng 12, nhiệm vụ tháng 01/2021", None, ["2020-12", "2021-01"]),
        ("quý IV, nhiệm vụ quý I/2021", None, ["2020-10", "2021-01"]),
        ("quý I và nhiệm vụ trọng tâm quý II/2020", None, ["2020-01", "2020-04"]),
        ("Kết quả tháng 01/2020, nhiệm vụ tháng 02", None, ["2020-01", "2020-02"]),
        ("sơ kết 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2018", None, ["2018-01", "2018-07"]),
        ("II. Nhiệm vụ trọng tâm tháng 3", 2020, ["2020-03"]),
        ("II. Nhiệm vụ trọng tâm tháng 3", None, []),
        ("2. Các nhiệm vụ chuyên môn của Ban", 2020, []),
        ("Quy chế làm việc tháng này", 2020, []),
        ("Chương trình công tác năm 2020", 2019, ["2020-01"]),
        ("Đề xuất chủ đề đối thoại năm 2020¹; trình lại trong tháng 01/2021", None, ["2020-01", "2021-01"]),
    ],
)
def test_periods_of_a_heading(heading: str, default_year: int | None, months: list[str]) -> None:
    periods = period_of_heading(heading, default_year)
    assert [f"{period.start:%Y-%m}" for _, period in periods] == months
    assert all(span.of(heading) == period.said for span, period in periods)


@pytest.mark.parametrize(
    ("said", "given"),
    [
        *(
            ("tháng 3", False),
            ("quý I", False),
            ("6 tháng đầu năm", False),
            ("đầu năm", False),
            ("thang 3", False),
        ),
        *(
            ("ngày 15/3", False),
            ("Tết", False),
            ("tháng 3/2020", True),
            ("năm 2019", True),
            ("tháng tới", True),
        ),
        *(("nam ngoai", True), ("tháng 3 năm ngoái", True), ("tháng 3 tới", True), ("hôm nay", True)),
        *(("Tết Nguyên đán Canh Tý", True), ("từ năm 2016 đến nay", True), ("từ nay đến cuối năm", True)),
    ],
)
def test_is_year_given(said: str, given: bool) -> None:
    assert is_year_given(said) is given


@given(st.integers(1, 12), st.integers(1990, 2090), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_a_month_with_its_year_never_depends_on_today(month: int, year: int, as_of: date) -> None:
    last = calendar.monthrange(year, month)[1]
    for text in (f"tháng {month:02}/{year}", f"thang {month} nam {year}", f"t{month}/{year}"):
        ((_, period),) = find_periods(text, as_of)
        assert (period.start, period.end) == (date(year, month, 1), date(year, month, last))


@given(st.integers(1, 12), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_an_open_month_is_the_nearest_one(month: int, as_of: date) -> None:
    ((_, period),) = find_periods(f"tháng {month}", as_of)
    assert period.start.month == month
    assert max((period.start - as_of).days, (as_of - period.end).days) <= 184


@given(
    st.lists(st.one_of(hazardous, st.sampled_from([words for words, _ in ONE])), max_size=6).map(" ".join),
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.booleans(),
    st.sampled_from([None, True, False]),
)
def test_any_text_gives_ordered_closed_periods(
    text: str, as_of: date, loose: bool, future: bool | None
) -> None:
    periods = find_periods(text, as_of, folded_ok=loose, prefer_future=future)
    assert all(period.start <= period.end for _, period in periods)
    assert all(" ".join(span.of(text).split()) == period.said for span, period in periods)
    spans = [span for span, _ in periods]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    period_of_heading(text, as_of.year)


def test_a_colon_ends_a_year_and_a_clock_is_none() -> None:
    ((span, period),) = find_periods("đối thoại 2019: kết quả chính", AS_OF)
    assert (span.start, period.said) == (10, "2019")
    assert find_periods("mã 2019:45", AS_OF) == []

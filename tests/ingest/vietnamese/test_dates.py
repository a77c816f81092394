from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.vietnamese.dates import find_dates


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Quảng Ngãi, ngày 25 tháng 02 năm 2020", "25 tháng 02 năm 2020", date(2020, 2, 25)),
        ("ngày 03/4/2017 của", "03/4/2017", date(2017, 4, 3)),
        ("ngày 19 /06/2013", "19 /06/2013", date(2013, 6, 19)),
        ("23-5-2016", "23-5-2016", date(2016, 5, 23)),
        ("đến 31.12.2025.", "31.12.2025", date(2025, 12, 31)),
        ("ngay 25 thang 2 nam 2020", "25 thang 2 nam 2020", date(2020, 2, 25)),
        ("ngày 25/02 năm 2020", "25/02 năm 2020", date(2020, 2, 25)),
        ("ngày 25 tháng 02\nnăm 2020", "25 tháng 02\nnăm 2020", date(2020, 2, 25)),
    ],
)
def test_forms_of_a_date(text: str, words: str, value: date) -> None:
    ((span, found),) = find_dates(text)
    assert (span.of(text), found) == (words, value)


def test_both_ends_of_an_anniversary() -> None:
    found = [value for _, value in find_dates("(15/10/1930-15/10/2020)")]
    assert found == [date(1930, 10, 15), date(2020, 10, 15)]


@pytest.mark.parametrize(
    "text",
    [
        "32/01/2020",
        "29/02/2019",
        "ngày … tháng … năm …",
        "tháng 3/2020",
        "12/01/2020/NQ-HĐND",
        "0905.123.456",
        "2018-2023",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text) == []


@given(st.dates(date(1930, 1, 1), date(2099, 12, 31)), st.sampled_from(["NFC", "NFD"]))
def test_every_day_reads_back_in_every_form(day: date, form: str) -> None:
    d, m, y = day.day, day.month, day.year
    for written in (f"{d}/{m}/{y}", f"{d:02}-{m:02}-{y}", f"{d}.{m}.{y}", f"{d:02} tháng {m:02} năm {y}"):
        text = unicodedata.normalize(form, f"họp ngày {written}, tại")
        assert [value for _, value in find_dates(text)] == [day]


def test_all_dates_of_the_monthly_report(shared: Path) -> None:
    text = (shared / "archive" / "bao-cao-thang-02-2020.txt").read_text(encoding="utf-8")
    found = [value for _, value in find_dates(text)]
    assert found[0] == date(2020, 2, 25)
    assert len(found) == 19

"""Calendar intervals behind time words: months, quarters, parts of a year, weeks, Tết."""

from __future__ import annotations

import calendar
import tomllib
from datetime import date, timedelta
from importlib.resources import files

from ingest.vietnamese.text import fold

Interval = tuple[date, date]
"""First and last day, both included."""

MONTH_WORDS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12,
}  # fmt: skip
_MONTHS_BY_FOLDED = {fold(word): value for word, value in MONTH_WORDS.items()}
_QUARTERS_BY_FOLDED = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4}


def month_number(word: str) -> int:
    """1 to 12 for "03", "ba", "mười hai" (marks optional)."""
    return int(word) if word.isdigit() else _MONTHS_BY_FOLDED[" ".join(fold(word).split())]


def quarter_number(word: str) -> int:
    """1 to 4 for "2", "II", "hai"."""
    return int(word) if word.isdigit() else _QUARTERS_BY_FOLDED[fold(word)]


def months(year: int, first: int, last: int) -> Interval:
    """Whole months of one year."""
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def month_part(year: int, month: int, part: str) -> Interval:
    """«đầu», «thượng tuần» 1-10; «giữa», «trung tuần» 11-20; else 21 to the end."""
    first, last = months(year, month, month)
    folded = fold(part)
    if folded.startswith(("dau", "thuong")):
        return first, date(year, month, 10)
    if folded.startswith(("giua", "trung")):
        return date(year, month, 11), date(year, month, 20)
    return date(year, month, 21), last


def year_part(year: int, part: str) -> Interval:
    """«đầu năm» January to March, «giữa năm» June and July, «cuối năm» November and December."""
    folded = fold(part)
    if folded == "dau":
        return months(year, 1, 3)
    return months(year, 6, 7) if folded == "giua" else months(year, 11, 12)


def quarter(year: int, number: int) -> Interval:
    """Quý I is January to March."""
    return months(year, number * 3 - 2, number * 3)


def year_interval(year: int) -> Interval:
    """1 January to 31 December."""
    return date(year, 1, 1), date(year, 12, 31)


def week(day: date, shift: int = 0) -> Interval:
    """Monday to Sunday of the day's week, moved by ``shift`` weeks."""
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
    return monday, monday + timedelta(days=6)


def shifted_month(day: date, shift: int) -> tuple[int, int]:
    """(year, month) of the day's month moved by ``shift`` months."""
    count = day.year * 12 + day.month - 1 + shift
    return count // 12, count % 12 + 1


def shifted_years(day: date, years: int) -> date:
    """The same day in another year; 29 February becomes the 28th."""
    year = day.year + years
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def shifted_months(day: date, shift: int) -> date:
    """The same day in another month, or that month's last day."""
    year, month = shifted_month(day, shift)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _load_tet() -> dict[int, tuple[str, date]]:
    data = tomllib.loads(files(__package__).joinpath("tet.toml").read_text(encoding="utf-8"))
    return {row["day"].year: (row["name"], row["day"]) for row in data["tet"]}


TET = _load_tet()
"""Year → (can chi name, mùng 1)."""


def tet_window(year: int, when: str) -> Interval:
    """Days meant by «Tết»: 23 Chạp to mùng 7; «trước», «sau» and «trước, trong và sau» reach three weeks."""
    first = TET[year][1]
    folded = fold(when)
    before, after = "truoc" in folded, "sau" in folded
    if before and after:
        return first - timedelta(days=21), first + timedelta(days=21)
    if before:
        return first - timedelta(days=21), first - timedelta(days=1)
    if after:
        return first + timedelta(days=3), first + timedelta(days=21)
    return first - timedelta(days=7), first + timedelta(days=6)

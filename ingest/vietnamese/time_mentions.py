"""Mentions of time: what matched words mean, before an open year is chosen.

A builder turns a match of one rule (``time_rules``) into a mention. Source of the meanings: domain
description, time expressions.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from ingest.vietnamese.calendar_words import (
    TET,
    Interval,
    month_number,
    month_part,
    months,
    quarter,
    quarter_number,
    shifted_month,
    shifted_months,
    shifted_years,
    tet_window,
    week,
    year_interval,
    year_part,
)
from ingest.vietnamese.text import fold


class Shape(StrEnum):
    """How long a mention is, and so how an open year is chosen."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"  # Tết, seasons of the lunar year
    HALF = "half"  # «6 tháng đầu năm»: the year spoken of is the current one
    YEAR = "year"
    FIXED = "fixed"  # relative words: nothing is open


@dataclass(frozen=True, slots=True)
class Mention:
    """Words about time, at ``[start, end)`` of the match copy.

    ``of_year`` gives the interval once a year is known (None: that year has none); ``year`` is None
    while the words leave it open. ``nearer`` says which way to look: 1 the next, -1 the last.
    """

    start: int
    end: int
    shape: Shape
    of_year: Callable[[int], Interval | None]
    year: int | None = None
    nearer: int = 0
    month: int = 0  # first month, to tell December before January
    step: int = 0  # months from the month named before it, where one is: «tháng 1 … chuyển sang tháng sau»


Match = re.Match[str]
Build = Callable[[Match, date | None], Mention | None]

_YEAR_SHIFT = {"nay": 0, "ngoai": -1, "qua": -1, "roi": -1, "truoc": -1, "kia": -2, "sau": 1, "toi": 1}
# «Tháng tới», «tháng qua» lie beside today whatever else is named.
_FROM_NAMED = frozenset({"truoc", "sau", "tiep"})
_SHIFT = {"nay": 0, "truoc": -1, "qua": -1, "roi": -1, "sau": 1, "toi": 1, "tiep": 1}


def _year(match: Match, as_of: date | None) -> int | None:
    groups = match.groupdict()
    if groups.get("y"):
        year = int(groups["y"])
        return year + 2000 if year < 100 else year  # "t3/24"
    if groups.get("rel") and as_of:
        return as_of.year + _YEAR_SHIFT[fold(groups["rel"])]
    return None


def _fixed(match: Match, interval: Interval) -> Mention:
    return Mention(*match.span(), Shape.FIXED, lambda _: interval, interval[0].year)


def full_date(start: int, end: int, value: date) -> Mention:
    """A date with its year, already read."""
    return Mention(start, end, Shape.DAY, lambda _: (value, value), value.year, month=value.month)


def nothing_said(match: Match, as_of: date | None) -> Mention | None:  # noqa: ARG001 (a builder's shape)
    """The words are spent and name no period."""
    return None


def half_said(match: Match, as_of: date | None) -> Mention | None:
    count = match.groupdict().get("n")
    number = month_number(count) if count else 6
    tail = fold(match.groupdict().get("part") or "dau").startswith("c")  # "6thcn": cuối năm
    if not 1 <= number <= 12:
        return None
    first, last = (13 - number, 12) if tail else (1, number)
    return Mention(
        *match.span(), Shape.HALF, lambda y: months(y, first, last), _year(match, as_of), month=first
    )


def edge_month_said(match: Match, as_of: date | None) -> Mention | None:
    """«Tháng đầu năm», «tháng cuối năm»: January, December."""
    month = 1 if fold(match["part"]).startswith("d") else 12
    return Mention(
        *match.span(), Shape.HALF, lambda y: months(y, month, month), _year(match, as_of), month=month
    )


def month_range_said(match: Match, as_of: date | None) -> Mention | None:
    first, last = month_number(match["a"]), month_number(match["m"])
    if first > last:
        return None
    return Mention(
        *match.span(), Shape.MONTH, lambda y: months(y, first, last), _year(match, as_of), month=first
    )


def month_list_said(match: Match, as_of: date | None) -> Mention | None:
    numbers = [int(n) for n in (match["a"], *re.findall(r"\d+", match["more"]))] + [month_number(match["m"])]
    first, last = numbers[0], numbers[-1]
    if numbers != list(range(first, last + 1)):
        return None  # read one by one
    return Mention(
        *match.span(), Shape.MONTH, lambda y: months(y, first, last), _year(match, as_of), month=first
    )


def part_of_month_said(match: Match, as_of: date | None) -> Mention | None:
    part = match["part"]
    if match["m"]:
        month = month_number(match["m"])
        return Mention(
            *match.span(), Shape.MONTH, lambda y: month_part(y, month, part), _year(match, as_of), month=month
        )
    if as_of is None:
        return None
    shift = _SHIFT[fold(match["r"].split()[-1])] if match["r"] else 0
    return _fixed(match, month_part(*shifted_month(as_of, shift), part))


def relative_month_said(match: Match, as_of: date | None) -> Mention | None:
    if as_of is None:
        return None
    way = fold(match["r"].split()[-1])
    year, month = shifted_month(as_of, _SHIFT[way])
    said_year = _year(match, as_of)
    year += (said_year or as_of.year) - as_of.year
    step = _SHIFT[way] if said_year is None and way in _FROM_NAMED else 0
    return replace(_fixed(match, months(year, month, month)), step=step)


def relative_quarter_said(match: Match, as_of: date | None) -> Mention | None:
    if as_of is None:
        return None
    shift = _SHIFT[fold(match["r"].split()[-1])]
    year, month = shifted_month(as_of, 3 * shift)
    return _fixed(match, quarter(year, (month + 2) // 3))


def relative_week_said(match: Match, as_of: date | None) -> Mention | None:
    return _fixed(match, week(as_of, _SHIFT[fold(match["r"].split()[-1])])) if as_of else None


def relative_year_said(match: Match, as_of: date | None) -> Mention | None:
    if as_of is None:
        return None
    year = as_of.year + _YEAR_SHIFT[fold(match["r"])]
    return Mention(*match.span(), Shape.YEAR, year_interval, year)


_DAYS = {
    "hom nay": 0, "bua nay": 0, "sang nay": 0, "chieu nay": 0,
    "hom qua": -1, "sang qua": -1, "chieu qua": -1, "hom kia": -2,
    "ngay mai": 1, "sang mai": 1, "chieu mai": 1, "ngay mot": 2, "ngay kia": 2,
}  # fmt: skip


def relative_day_said(match: Match, as_of: date | None) -> Mention | None:
    if as_of is None:
        return None
    day = as_of + timedelta(days=_DAYS[" ".join(fold(match.group()).split())])
    return _fixed(match, (day, day))


def span_of_time_said(match: Match, as_of: date | None) -> Mention | None:
    if as_of is None:
        return None
    number, unit = int(match["n"]), fold(match["unit"])
    ahead = fold(match["way"].split()[-1]) in ("toi", "theo")
    sign = 1 if ahead else -1
    if unit == "nam":
        other = shifted_years(as_of, sign * min(number, 200))
    elif unit == "thang":
        other = shifted_months(as_of, sign * number)
    else:
        other = as_of + timedelta(days=sign * number * (7 if unit == "tuan" else 1))
    return _fixed(match, (as_of, other) if ahead else (other, as_of))


def day_said(match: Match, as_of: date | None) -> Mention | None:
    day, month = int(match["d"]), month_number(match["m"])

    def of_year(year: int) -> Interval | None:
        try:
            value = date(year, month, day)
        except ValueError:
            return None
        return value, value

    if month > 12 or of_year(2024) is None:
        return None
    return Mention(*match.span(), Shape.DAY, of_year, _year(match, as_of), month=month)


def month_said(match: Match, as_of: date | None) -> Mention | None:
    word = match["m"].lower()
    year = _year(match, as_of)
    way = fold(match.groupdict().get("way") or "")
    more = match.end() < len(match.string.rstrip(" ?.!"))
    if year is None and not way and (word == "sau" or (more and word in ("nam", "tu", "mot"))):
        return None  # unmarked, these are sau, năm, từ, một more often than months 6, 5, 4, 1
    if fold(word) == "nam" and not match["m"].istitle() and _year_follows(match):
        return None  # «các báo cáo tháng năm 2009»: months of the year, not May
    month = month_number(word)
    nearer = 0 if year is not None else 1 if way.endswith("toi") else -1 if way.startswith("vua") else 0
    return Mention(
        *match.span(), Shape.MONTH, lambda y: months(y, month, month), year, nearer=nearer, month=month
    )


def _year_follows(match: Match) -> bool:
    """Whether only a space parts the month from its year: May is then written «tháng Năm 2009»."""
    return match["y"] is not None and not match.string[match.end("m") : match.start("y")].strip()


def quarter_range_said(match: Match, as_of: date | None) -> Mention | None:
    first, last = quarter_number(match["a"]), quarter_number(match["q"])
    if first >= last or (fold(match["join"].strip()) in (",", "va", "&") and last != first + 1):
        return None
    year = _year(match, as_of)
    return Mention(
        *match.span(), Shape.QUARTER, lambda y: months(y, first * 3 - 2, last * 3), year, month=first * 3 - 2
    )


def quarter_said(match: Match, as_of: date | None) -> Mention | None:
    number = quarter_number(match["q"])
    year = _year(match, as_of)
    return Mention(*match.span(), Shape.QUARTER, lambda y: quarter(y, number), year, month=number * 3 - 2)


def part_of_year_said(match: Match, as_of: date | None) -> Mention | None:
    part = match["part"]
    first = {"dau": 1, "giua": 6}.get(fold(part), 11)
    return Mention(*match.span(), Shape.HALF, lambda y: year_part(y, part), _year(match, as_of), month=first)


def whole_year_said(match: Match, as_of: date | None) -> Mention | None:
    """«Từ đầu đến cuối năm»."""
    return Mention(*match.span(), Shape.YEAR, year_interval, _year(match, as_of), month=1)


def year_range_said(match: Match, as_of: date | None) -> Mention | None:  # noqa: ARG001 (a builder's shape)
    first, last = int(match["a"]), int(match["y"])
    if first > last or last - first > 120:
        return None
    return _fixed(match, (date(first, 1, 1), date(last, 12, 31)))


def plain_year_said(match: Match, as_of: date | None) -> Mention | None:  # noqa: ARG001 (a builder's shape)
    return Mention(*match.span(), Shape.YEAR, year_interval, int(match["y"]))


_TET_BY_NAME = {fold(name).replace("y", "i"): year for year, (name, _) in TET.items()}


def tet_said(match: Match, as_of: date | None) -> Mention | None:
    when = match["when"] or ""
    year = _year(match, as_of)
    if match["name"]:
        year = year or _TET_BY_NAME[" ".join(fold(match["name"]).replace("y", "i").split())]

    def of_year(wanted: int) -> Interval | None:
        return tet_window(wanted, when) if wanted in TET else None

    return Mention(*match.span(), Shape.SEASON, of_year, year, month=1)

"""Periods that words name: in a question relative to ``as_of``, in a heading on their own.

Rules and their order are in ``time_rules``, meanings in ``time_mentions``; here open years are chosen and
neighbouring words joined to ranges («từ tháng 11/2019 đến tháng 2/2020», «từ năm 2016 đến nay»).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from ingest.document import Period, Span
from ingest.vietnamese.calendar_words import Interval, months, shifted_month
from ingest.vietnamese.numbers import find_numbers, query_numbers
from ingest.vietnamese.text import MatchCopy, marks_optional, match_copy
from ingest.vietnamese.time_mentions import Mention, Shape
from ingest.vietnamese.time_rules import mentions, slips_mended

_FIRST_DAY = date(1930, 1, 1)  # «trước năm 2018» opens where the Party's documents begin
# Texts read for their periods that are remembered: the hits of some ten questions, about 4 MB.
_MOST_READ = 2_000
_PART_OF_YEAR = (Shape.DAY, Shape.MONTH, Shape.QUARTER, Shape.HALF)


def _both(pattern: str) -> re.Pattern[str]:
    return re.compile(marks_optional(pattern), re.IGNORECASE)


_TO = _both(r"\s*(?:(?:cho\s+)?(?:đến|tới)(?:\s+hết|\s+ngày)*|(?P<dash>-))\s*(?:ngày\s*)?")
_TO_NOW = _both(
    r"\s*(?:cho\s+)?(?:(?:đến|tới)\s+(?:(?:hiện\s+|hôm\s+)?nay|(?:bây\s+)?giờ)|trở lại đây)(?!\w)"
)
_FROM = _both(r"(?<!\w)(?:kể\s+)?từ\s+(?:hồi\s+|ngày\s+)?$")
_FROM_NOW = _both(r"(?<!\w)từ\s+nay\s+(?:cho\s+)?(?:đến|tới)\s+(?:hết\s+)?$")
_BEFORE = _both(r"(?<!\w)trước\s+$")
_AFTER = _both(r"(?<!\w)sau\s+$")


def find_periods(
    text: str, as_of: date, *, folded_ok: bool = True, prefer_future: bool | None = None
) -> list[tuple[Span, Period]]:
    """Periods named in a text, in order; ``Period.said`` are the words as typed.

    ``folded_ok``: marks may be missing, and loose forms («t3», «2020», «3/2020») count too.
    An open year is the one nearest ``as_of``; with ``prefer_future`` True the coming one (the current
    month counts), False the last one. A tenure (nhiệm kỳ 2018-2023) is no calendar period.
    """
    copy = match_copy(text)
    if folded_ok:
        copy = replace(copy, text=slips_mended(copy.text))
    found = _scan(copy, text, as_of, folded_ok)
    found = _inherit(found, headings=False)
    return _resolved(found, copy, text, as_of, prefer_future, folded_ok)


def period_of_heading(text: str, default_year: int | None) -> list[tuple[Span, Period]]:
    """Periods in a title or section heading, in order.

    One without a year takes that of a later one in the same text («tháng 02, … tháng 3/2020»; December
    before January is the year before), else of an earlier one, else ``default_year``; without any it
    is left out. Words relative to today are left out.
    """
    return list(_of_heading(text, default_year))


@lru_cache(maxsize=_MOST_READ)
def _of_heading(text: str, default_year: int | None) -> tuple[tuple[Span, Period], ...]:
    copy = match_copy(text)
    found = _inherit(_scan(copy, text, None, False), headings=True)
    if default_year is not None:
        found = [m if m.year is not None else replace(m, year=default_year) for m in found]
    found = [m for m in found if m.year is not None]
    return tuple(_resolved(found, copy, text, None, None, False))


def _scan(copy: MatchCopy, text: str, as_of: date | None, loose: bool) -> list[Mention]:
    numbers = query_numbers(text) if loose else find_numbers(text)
    taken = [(_in_copy(copy, span.start), _in_copy(copy, span.end)) for span, _ in numbers]
    return sorted(mentions(copy, as_of, loose=loose, taken=taken), key=lambda m: m.start)


def _in_copy(copy: MatchCopy, offset: int) -> int:
    low, high = 0, len(copy.offsets) - 1
    while low < high:
        middle = (low + high) // 2
        if copy.offsets[middle] < offset:
            low = middle + 1
        else:
            high = middle
    return low


def _inherit(found: list[Mention], *, headings: bool) -> list[Mention]:
    """Open years taken from a coordinated mention: the next one with a year, else the one before."""
    result = list(found)
    for i, mention in enumerate(found):
        if mention.year is not None or mention.nearer or mention.shape not in _PART_OF_YEAR:
            continue
        sources = [m for m in found[i + 1 :] if _lends(m, mention, headings)]
        if sources:
            source = sources[0]
            assert source.year is not None
            before = source.shape is not Shape.YEAR and mention.month > source.month
            result[i] = replace(mention, year=source.year - before)
        else:
            earlier = [m for m in found[:i] if _lends(m, mention, headings)]
            if earlier:
                result[i] = replace(mention, year=earlier[-1].year)
    return result


def _lends(source: Mention, borrower: Mention, headings: bool) -> bool:
    if source.year is None or source.shape in (Shape.FIXED, Shape.SEASON):
        return False
    if source.shape is Shape.YEAR:
        return headings
    if source.shape is Shape.DAY:
        return borrower.shape is Shape.DAY or headings
    return True


def _resolved(
    found: list[Mention],
    copy: MatchCopy,
    text: str,
    as_of: date | None,
    prefer_future: bool | None,
    loose: bool,
) -> list[tuple[Span, Period]]:
    periods: list[tuple[Span, Period]] = []
    named: date | None = None  # the first day of the last single month named
    i = done = 0
    while i < len(found):
        mention = found[i]
        start, end = mention.start, mention.end
        interval = _interval(mention, as_of, prefer_future)
        if mention.step and named is not None:
            year, month = shifted_month(named, mention.step)
            interval = months(year, month, month)
        i += 1
        before = copy.text[max(done, start - 24) : start]
        now = _TO_NOW.match(copy.text, end) if as_of else None
        to = _TO.match(copy.text, end)
        other = found[i] if i < len(found) else None
        if interval and now and as_of and interval[0] <= as_of:
            interval, end = (interval[0], as_of), now.end()
        elif interval and to and other and to.end() == other.start and _joins(mention, other, to):
            last = _interval(other, as_of, prefer_future)
            if last and interval[0] <= last[1]:
                interval, end = (interval[0], last[1]), other.end
                i += 1
        elif interval and as_of and _FROM_NOW.search(before) and interval[1] >= as_of:
            interval = (as_of, interval[1])
            start -= len(before) - _search_start(_FROM_NOW, before)
        elif interval and mention.shape is Shape.YEAR and loose and as_of:
            interval, start = _open_ended(interval, start, before, as_of)
        if interval is None:
            continue
        opening = _FROM.search(before)
        if opening and end != mention.end:
            start = mention.start - (len(before) - opening.start())
        done = end
        if mention.shape is Shape.MONTH and interval == months(
            interval[0].year, interval[0].month, interval[0].month
        ):
            named = interval[0]
        span = copy.span(start, end)
        said = " ".join(span.of(text).split())
        periods.append((span, Period(interval[0], interval[1], said)))
    return periods


def _search_start(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.search(text)
    return match.start() if match else len(text)


def _joins(first: Mention, second: Mention, to: re.Match[str]) -> bool:
    """A dash joins months and quarters; between full dates it may name an anniversary."""
    return not to["dash"] or (first.shape is second.shape and first.shape in (Shape.MONTH, Shape.QUARTER))


def _open_ended(interval: Interval, start: int, before: str, as_of: date) -> tuple[Interval, int]:
    for pattern, opened in (
        (_FROM, (interval[0], max(as_of, interval[1]))),
        (_BEFORE, (_FIRST_DAY, date(interval[0].year - 1, 12, 31))),
        (_AFTER, (date(interval[1].year + 1, 1, 1), as_of)),
    ):
        match = pattern.search(before)
        if match and opened[0] <= opened[1]:
            return opened, start - (len(before) - match.start())
    return interval, start


def _interval(mention: Mention, as_of: date | None, prefer_future: bool | None) -> Interval | None:
    if mention.year is not None:
        return mention.of_year(mention.year)
    if as_of is None:
        return None
    around = [mention.of_year(as_of.year + shift) for shift in (-2, -1, 0, 1, 2)]
    choices = [interval for interval in around if interval is not None]
    if mention.nearer:
        if mention.nearer > 0:
            return next((c for c in choices if c[0] > as_of), None)
        return next((c for c in reversed(choices) if c[0] <= as_of), None)
    if prefer_future is True:
        return next((c for c in choices if c[1] >= as_of), None)
    if prefer_future is False:
        return next((c for c in reversed(choices) if c[0] <= as_of), None)
    if mention.shape is Shape.HALF:
        return mention.of_year(as_of.year)
    return min(choices, key=lambda c: _distance(c, as_of), default=None)


def _distance(interval: Interval, day: date) -> int:
    return max((interval[0] - day).days, (day - interval[1]).days, 0)


_YEAR_SAID = _both(
    r"(?<!\d)(?:19|20)\d\d(?!\d)|^(?:tháng|thg|th|t)\W*\d{1,2}\s*/\s*\d\d$|(?<!\w)năm\s+(?:nay|này|ngoái|trước|kia|sau|tới)(?!\w)"
    r"|(?<!\w)từ\s+nay(?!\w)|(?<!\w)(?:này|nay|trước|sau|tới|qua|rồi|kia|mai|mốt|tiếp|theo|đây|nhất|giờ)$"
)
_CAN_CHI = _both(r"tết.*\s(?:giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|quý)\s\w+")


def is_year_given(period_said: str) -> bool:
    """Whether the words leave no choice of year: a year, or words relative to today («tháng tới»).

    «tháng 3», «quý I», «6 tháng đầu năm» leave it open.
    """
    said = match_copy(period_said.strip()).text
    return bool(_YEAR_SAID.search(said) or _CAN_CHI.search(said))

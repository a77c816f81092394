"""Full dates in Vietnamese text: «25 tháng 02 năm 2020», 03/4/2017, 19 /06/2013, 23-5-2016, 31.12.2025."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ingest.document import Span
from ingest.vietnamese.text import MatchCopy, marks_optional, match_copy

_S = r"[ \t]{0,2}"
_END = r"(?!\w)(?![/-]\w)"
_DATES = re.compile(
    "|".join(
        (
            rf"(?<![\w/.])(?P<d1>\d{{1,2}}){_S}/{_S}(?P<m1>\d{{1,2}}){_S}/{_S}(?P<y1>\d{{4}})(?!\w)(?!/\w)",
            rf"(?<![\w/.\-])(?P<d2>\d{{1,2}})-(?P<m2>\d{{1,2}})-(?P<y2>\d{{4}}){_END}",
            rf"(?<![\w/.\-])(?P<d3>\d{{1,2}})\.(?P<m3>\d{{1,2}})\.(?P<y3>\d{{4}}){_END}",
            r"(?<![\w/.\-])(?P<d4>\d{1,2})[ \t\n]*(?:"
            + marks_optional("tháng")
            + r"|[/\-.])[ \t\n]*(?P<m4>\d{1,2})[ \t\n]*(?:,?[ \t\n]*"
            + marks_optional("năm")
            + r")[ \t\n]*(?P<y4>\d{4})(?!\w)",
        )
    ),
    re.IGNORECASE,
)


def find_dates(text: str) -> list[tuple[Span, date]]:
    """Full dates in order; the span starts at the day. Impossible dates are left out."""
    copy = match_copy(text)
    return [(copy.span(start, end), value) for start, end, value in dates_in_copy(copy)]


def dates_in_copy(copy: MatchCopy) -> Iterator[tuple[int, int, date]]:
    """Full dates as (start, end, value), offsets in the copy."""
    for match in _DATES.finditer(copy.text):
        day, month, year = (int(value) for value in match.groups() if value is not None)
        try:
            yield match.start(), match.end(), date(year, month, day)
        except ValueError:
            continue

"""What a cell shows: its value and number format in, the printed text out.

Dates are printed in the Vietnamese form (domain.md §2.2: 03/4/2017, 25/02/2020) and numbers with the Vietnamese
signs (1.234,5): a file does not say in which country it will be opened, and these archives are opened here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

Value = str | bool | int | float | date | datetime | time | timedelta

_GENERAL = "General"
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[[^\]]*\]|_.|\*.'  # the last three print nothing
    r"|(?P<number>[#0?](?:[#0?,.]*[#0?,])?\.?)|(?P<percent>%)|(?P<literal>[-+$/():!^&'~{}<>= ])"
)
_UNSEEN = re.compile(r'"[^"]*"|\\.|\[(?!h)[^\]]*\]', re.IGNORECASE)
_LONGEST_FORMAT = 255  # characters, Excel's own bound
_MOST_DIGITS = 15  # significant digits of a spreadsheet's number
_TOO_LONG = Decimal(10) ** _MOST_DIGITS


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One section of a number format: ``00"-BC"`` → no prefix, at least two digits, suffix «-BC»."""

    prefix: str
    suffix: str
    digits: int  # least digits before the decimal sign
    decimals: tuple[int, int]  # least and most digits after it
    grouped: bool
    scale: Decimal


def printed(value: Value, number_format: str | None) -> str:
    """The text a cell shows for ``value``; a format that is not understood prints like "General"."""
    shown = number_format if number_format and len(number_format) <= _LONGEST_FORMAT else _GENERAL
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (date, time)):
        return _moment(value, _UNSEEN.sub("", shown).lower())
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    return _number(Decimal(repr(value)), shown)


def _moment(value: date | time, shown: str) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    month = f"{value.month:02}" if value.month < 3 else str(value.month)
    if "y" in shown and "d" not in shown:
        return f"{month}/{value.year}" if "m" in shown else str(value.year)
    day = f"{value.day:02}/{month}/{value.year}"
    timed = isinstance(value, datetime) and value.time() != time() and "h" in shown
    return f"{day} {value:%H:%M}" if timed else day


def _number(value: Decimal, shown: str) -> str:
    if not value.is_finite():
        return str(value)
    sections = shown.split(";")
    negative = value < 0 and len(sections) > 1
    section = sections[1] if negative else sections[2] if not value and len(sections) > 2 else sections[0]
    pattern = _pattern(section)
    if pattern is None or abs(value) >= _TOO_LONG:
        return _signs(_plain(value), grouped=False)
    value = value * pattern.scale
    least, most = pattern.decimals
    value = value.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    sign = "-" if value < 0 and not negative else ""
    whole, _, fraction = f"{abs(value):f}".partition(".")
    whole = whole.lstrip("0").rjust(pattern.digits, "0")
    fraction = fraction[:least] + fraction[least:].rstrip("0")
    number = _signs(f"{whole}.{fraction}" if fraction else whole, grouped=pattern.grouped)
    return f"{sign}{pattern.prefix}{number}{pattern.suffix}".strip()


def _plain(value: Decimal) -> str:
    """Without exponent and without the noise of binary fractions: 0.1 + 0.2 shows as 0.3."""
    if value != value.to_integral_value():
        value = Decimal(f"{value:.{_MOST_DIGITS}g}")
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _signs(number: str, *, grouped: bool) -> str:
    whole, _, fraction = number.partition(".")
    if grouped and whole:
        whole = f"{int(whole):,}".replace(",", ".").rjust(len(whole), "0")
    return f"{whole or '0'},{fraction}" if fraction else whole


@lru_cache(maxsize=256)
def _pattern(section: str) -> _Pattern | None:
    """The section read; None for General, fractions, exponents and what else is not a plain number."""
    around = ["", ""]
    number = ""
    percent = 0
    end = 0
    while end < len(section):
        token = _TOKEN.match(section, end)
        if token is None or (token["number"] and number):
            return None
        end = token.end()
        number = token["number"] or number
        percent += token["percent"] is not None
        around[bool(number)] += (
            token["quoted"] or token["escaped"] or token["percent"] or token["literal"] or ""
        )
    if not number or len(number) > 2 * _MOST_DIGITS:
        return None
    whole, _, fraction = number.partition(".")
    bare = whole.rstrip(",")
    thousands = len(whole) - len(bare)
    return _Pattern(
        prefix=around[0],
        suffix=around[1],
        digits=bare.count("0"),
        decimals=(fraction.count("0"), len(fraction)),
        grouped="," in bare,
        scale=Decimal(100) ** percent / Decimal(1000) ** thousands,
    )

"""Whether a computed value is the sum or difference that it says it is, of figures that stand in its quotes.

A value that is worked out says so: «12 + 9» as its way and «21» as its value, or «12 − 9 = 3» as both. Other
computed values (counts, periods) hold no such expression and are not judged here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.answer import Computed

_NUMBER = r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?|-?\d+(?:,\d+)?"
_WORKED_OUT = re.compile(
    rf"(?P<terms>(?:{_NUMBER})\s?%?(?: [+−] (?:{_NUMBER})\s?%?)+) = (?P<total>(?:{_NUMBER}))\s?%?"
)
_TERM = re.compile(rf"(?P<sign>[+−] )?(?P<number>{_NUMBER})")
# In a quote a hyphen before a figure joins (8-9/11), it is no sign.
_QUOTED = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?!\d)")


def adds_up(value: Computed, quotes: Sequence[str]) -> bool:
    """False where the sum is wrong or a term (other than none at all, 0) stands in none of ``quotes``."""
    said = value.value if " = " in value.value else f"{value.how} = {value.value}"
    found = _WORKED_OUT.fullmatch(said)
    if found is None:
        return True
    terms = [(term["sign"] == "− ", _decimal(term["number"])) for term in _TERM.finditer(found["terms"])]
    held = {_decimal(number) for quote in quotes for number in _QUOTED.findall(quote)}
    total = sum((-number if taken else number for taken, number in terms), Decimal(0))
    return total == _decimal(found["total"]) and all(number in held or number == 0 for _, number in terms)


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace(".", "").replace(",", "."))

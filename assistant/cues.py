"""What a question's wording says: the kind of answer asked for, and plan or result.

The expressions live in ``cues.toml`` so that they can be read and extended without code.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from assistant.answer import Kind
from ingest.document import Role, Span

_PLACE = re.compile(
    r"\b(?:dieu|khoan|chuong) \d{1,3}\b|\bdiem [a-z]\b(?= khoan| dieu)|\b(?:muc|phan|chuong) [ivx]{1,5}\b"
)
_LEADING = re.compile(r"\b(?:ngay|trong|vao|den|tu|truoc|sau)\s+$")
_ISSUING = re.compile(r"\b(?:ban hanh|ky)\b")
# Measures ("mấy ngày", "mấy lần") are not counted things.
_COUNTED = re.compile(r"\b(?:bao nhieu|may|bn) ((?!nhieu|ngay\b|gio\b|luot\b|lan\b)[a-z]+) ([a-z]+)")


def kinds_said(folded: str) -> tuple[Kind, ...]:
    """Every kind the folded question's wording points at, in the file's order of precedence."""
    return tuple(kind for kind, expression in _kinds() if expression.search(folded))


def role_said(folded: str) -> Role | None:
    """Plan or result where the wording says exactly one of them."""
    plan, result = (expression.search(folded) is not None for expression in _roles())
    if plan == result:
        return None
    return Role.PLAN if plan else Role.RESULT


def asking_words(folded: str) -> list[tuple[int, int]]:
    """Ranges of the folded question that only ask ("ai ký", "gửi những đâu"): no topic words."""
    return [
        match.span()
        for kind, expression in _kinds()
        if kind is not Kind.TASKS
        for match in expression.finditer(folded)
    ] + [match.span() for match in _asking().finditer(folded)]


def places(folded: str) -> list[tuple[Span, str]]:
    """Parts of a document that are named: "khoản 2 Điều 7", "mục II"."""
    return [(Span(*found.span()), found.group()) for found in _PLACE.finditer(folded)]


def is_issuing(folded: str) -> bool:
    """Whether a document's own making is spoken of: issued, signed; not a deadline it sets."""
    return _ISSUING.search(folded) is not None


def asks_figure(folded: str) -> bool:
    return _wanted("figure").search(folded) is not None


def asks_day(folded: str) -> bool:
    return _wanted("day").search(folded) is not None


def counted(folded: str) -> tuple[str, str] | None:
    """The two syllables after "bao nhiêu" or "mấy": what is to be counted."""
    asked = _COUNTED.search(folded)
    return (asked[1], asked[2]) if asked else None


def with_leading_words(period: Span, folded: str) -> Span:
    """A period's span with the word that leads it in: "ngày 27/5/2021", "trong tháng 5"."""
    before = _LEADING.search(folded[: period.start])
    return Span(before.start() if before else period.start, period.end)


def with_naming_words(number: Span, folded: str) -> Span:
    """A number's span with the words beside it that only name the same document: "… của Tỉnh ủy"."""
    before = _beside_number("before").search(folded[: number.start])
    after = _beside_number("after").match(folded, number.end)
    return Span(before.start() if before else number.start, after.end() if after else number.end)


def declined(folded: str) -> str | None:
    """Why a question is declined on principle ("secret", "numbering", "person"); None for most."""
    return next((why for why, expression in _declined() if expression.search(folded)), None)


def is_order(folded: str) -> bool:
    """Whether a sentence tells the assistant how to behave instead of asking."""
    return _orders().search(folded) is not None


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("assistant").joinpath("cues.toml").read_text(encoding="utf-8"))


@cache
def _kinds() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    return tuple((Kind(kind), re.compile("|".join(cues))) for kind, cues in _data()["kinds"].items())


@cache
def _roles() -> tuple[re.Pattern[str], re.Pattern[str]]:
    roles = _data()["roles"]
    return re.compile("|".join(roles["plan"])), re.compile("|".join(roles["result"]))


@cache
def _asking() -> re.Pattern[str]:
    return re.compile("|".join(_data()["asking"]["words"]))


@cache
def _wanted(what: str) -> re.Pattern[str]:
    return re.compile("|".join(_data()["wanted"][what]))


@cache
def _beside_number(side: str) -> re.Pattern[str]:
    either = "|".join(_data()["beside_number"][side])
    return re.compile(rf"\b(?:{either})\s*$" if side == "before" else rf"\s*(?:{either})\b")


@cache
def _declined() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((why, re.compile("|".join(cues))) for why, cues in _data()["declined"].items())


@cache
def _orders() -> re.Pattern[str]:
    return re.compile("|".join(_data()["orders"]["words"]))

"""What a question's wording says: the kind of answer asked for, and plan or result.

The expressions live in ``cues.toml`` so that they can be read and extended without code.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from assistant.answer import Kind
from ingest.document import Role


def kinds_said(folded: str) -> tuple[Kind, ...]:
    """Every kind the folded question's wording points at, in the file's order of precedence."""
    return tuple(kind for kind, expression in _kinds() if expression.search(folded))


def role_said(folded: str) -> Role | None:
    """Plan or result where the wording says exactly one of them."""
    plan, result = (expression.search(folded) is not None for expression in _roles())
    if plan == result:
        return None
    return Role.PLAN if plan else Role.RESULT


def cue_words(folded: str) -> list[tuple[int, int]]:
    """Ranges of the folded question that only ask ("ai ký", "gửi những đâu"): no topic words."""
    return [
        match.span()
        for kind, expression in _kinds()
        if kind is not Kind.TASKS
        for match in expression.finditer(folded)
    ] + [match.span() for match in _asking().finditer(folded)]


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

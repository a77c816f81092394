"""phrases.toml as typed values, and how the archive writes numbers, months and lists."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Names:
    family: tuple[str, ...]
    middle: tuple[str, ...]
    given: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Places:
    first: tuple[str, ...]
    second: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """Something counted in reports. `low` to `high` a month for a district; `done` and `plan` are wordings; `about`,
    `ask` and `topic` name it in questions: what is totalled, how many, how it went."""

    key: str
    unit: str
    about: str
    ask: str
    topic: str
    low: int
    high: int
    done: tuple[str, ...]
    plan: tuple[str, ...] = ()
    none: str = ""
    total: str = ""
    target: str = ""
    core: bool = False
    planned: bool = False
    since: int = 0


@dataclass(frozen=True, slots=True)
class Kind:
    """A plan, official letter or decision: one wording of one type."""

    type: str
    code: str
    key: str
    title: str
    figure: str
    unit: str
    low: int
    high: int
    lead: str
    sections: tuple[str, ...]
    items: tuple[tuple[str, ...], ...]
    basis: tuple[str, ...] = ()
    since: int = 0


@dataclass(frozen=True, slots=True)
class Phrases:
    names: Names
    places: Places
    headings: dict[str, str]
    months: dict[str, Any]
    periods: dict[str, Any]
    measures: tuple[Measure, ...]
    tasks: dict[str, list[str]]
    kinds: tuple[Kind, ...]


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    def fixed(value: Any) -> Any:
        return tuple(fixed(one) for one in value) if isinstance(value, list) else value

    return {key: fixed(value) for key, value in row.items()}


def load() -> Phrases:
    read = tomllib.loads(files("eval.large").joinpath("phrases.toml").read_text(encoding="utf-8"))
    return Phrases(
        names=Names(**_tuples(read["names"])),
        places=Places(**_tuples(read["places"])),
        headings=read["headings"],
        months=read["months"],
        periods=read["periods"],
        measures=tuple(Measure(**_tuples(row)) for row in read["measure"]),
        tasks=read["tasks"],
        kinds=tuple(Kind(**_tuples(row)) for row in read["paper"]),
    )


PHRASES = load()


def number(value: int) -> str:
    """Two digits at least, thousands with a dot: 03, 45, 1.250."""
    return f"{value:,}".replace(",", ".") if value >= 1000 else f"{value:02d}"


def month_number(month: int) -> str:
    """Months 1 and 2 have a leading zero, the others none."""
    return f"{month:02d}" if month < 3 else str(month)


def slash_date(day: date) -> str:
    return f"{day.day:02d}/{month_number(day.month)}/{day.year}"


def long_date(day: date) -> str:
    return f"ngày {day.day:02d} tháng {month_number(day.month)} năm {day.year}"


def listed(parts: Sequence[str]) -> str:
    """ "xã A, xã B và xã C", each name once."""
    once = list(dict.fromkeys(parts))
    return once[0] if len(once) == 1 else f"{', '.join(once[:-1])} và {once[-1]}"


def sentence(text: str) -> str:
    """With a capital at the start."""
    return text[:1].upper() + text[1:]

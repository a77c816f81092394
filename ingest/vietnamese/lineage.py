"""Which body took over from which, by name or issuer code: data in ``lineage.toml``.

«Ban Dân vận Tỉnh ủy Quảng Ngãi» goes on as «Ban Tuyên giáo và Dân vận Tỉnh ủy Quảng Ngãi»: the committee and the
place stay. A body without its committee is nobody's predecessor: «Ban Dân vận» alone may be any.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from ingest.document import Period
from ingest.vietnamese.text import fold


@dataclass(frozen=True, slots=True)
class Body:
    name: str  # without its committee: "Ban Dân vận"
    code: str  # "BDV"


@dataclass(frozen=True, slots=True)
class Succession:
    """``successor`` took over from ``predecessor``; each committee's day lies within ``change``."""

    predecessor: Body
    successor: Body
    change: Period


def _load() -> tuple[tuple[Succession, ...], Mapping[str, str]]:
    data = tomllib.loads(files(__package__).joinpath("lineage.toml").read_text(encoding="utf-8"))
    rows = tuple(
        Succession(Body(**row["predecessor"]), Body(**row["successor"]), Period(row["from"], row["until"]))
        for row in data["successions"]
    )
    return rows, data["committees"]


SUCCESSIONS, _COMMITTEES = _load()


def successors(issuer: str, day: date | None = None) -> tuple[str, ...]:
    """The names (or codes) an issuer's name (or code) goes on under; with ``day``, those there may be by then."""
    return tuple(
        renamed
        for row in SUCCESSIONS
        if day is None or day >= row.change.start
        if (renamed := _renamed(issuer, row.predecessor, row.successor)) is not None
    )


def predecessors(issuer: str, day: date | None = None) -> tuple[str, ...]:
    """The names (or codes) an issuer had before; with ``day``, those there may still be on that day."""
    return tuple(
        renamed
        for row in SUCCESSIONS
        if day is None or day <= row.change.end
        if (renamed := _renamed(issuer, row.successor, row.predecessor)) is not None
    )


def place_of(issuer: str) -> str | None:
    """Committee and place of a body that has a predecessor or successor, folded: «tinh uy quang ngai»."""
    for row in SUCCESSIONS:
        for body in (row.successor, row.predecessor):
            rest = _rest(issuer, body)
            if rest is not None:
                return fold(rest).strip()
    return None


def _renamed(issuer: str, body: Body, other: Body) -> str | None:
    if issuer.startswith(body.code) and issuer.removeprefix(body.code) in _COMMITTEES.values():
        return other.code + issuer.removeprefix(body.code)
    rest = _rest(issuer, body)
    return None if rest is None else other.name + rest


def _rest(issuer: str, body: Body) -> str | None:
    """What follows the body's own name, from its committee on; None where the name is another's."""
    if not fold(issuer).startswith(f"{fold(body.name)} "):
        return None
    rest = issuer[len(body.name) :]
    return rest if fold(rest).strip().startswith(tuple(map(fold, _COMMITTEES))) else None

"""Which documents are issued when, which of them are held, and their numbers.

A missing document was issued and took its number; it is only not in the archive. Other papers nobody kept took
numbers too, so a missing number tells nothing. Numbers run per body, type and term, from 01.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from eval.large import bodies
from eval.large.activity import Month
from eval.large.bodies import BODIES, Body
from eval.large.phrases import PHRASES, Kind

REPORT = "BC"
ONE_GAP, LONG_GAP = 0.25, 0.05  # share of a body's years with a month missing, with two or three in a row
LOST = 0.06  # share of quarterly, half-year and yearly reports missing
REPORTS_AT_MOST = 0.9  # of all documents; the rest are plans, letters and decisions
STEPS = {"BC": (1, 2), "KH": (1, 3), "CV": (1, 9), "QĐ": (1, 4)}  # how far the next number lies
LONG_SPANS = {3: "quarter", 6: "half", 9: "quarter", 12: "year"}
MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class Issue:
    """One document to be. `span` is month, quarter, half, year or "" for a paper; `month` the last one covered."""

    body: Body
    code: str
    span: str
    month: Month
    day: date
    held: bool = True
    kind: Kind | None = None
    serial: int = 0
    nth: int = 0

    @property
    def number(self) -> str:
        return f"{self.serial:02d}-{self.code}/{bodies.code(self.body, self.day)}"

    @property
    def months(self) -> list[Month]:
        """The months a report covers."""
        return (
            [self.month.plus(-back) for back in range(MONTHS_OF[self.span] - 1, -1, -1)] if self.span else []
        )

    @property
    def period(self) -> str:
        """2013-05, 2013-Q1, 2013-H1, 2013; empty for a paper."""
        year = self.month.year
        return {
            "month": self.month.iso,
            "quarter": f"{year}-Q{self.month.number // 3}",
            "half": f"{year}-H1",
            "year": str(year),
            "": "",
        }[self.span]


def schedule(years: range, documents: int, seed: int) -> list[Issue]:
    """All documents, held and missing, numbered, by body and day. Exactly `documents` are held.

    ValueError where so few are asked for that not even the province's own reports fit.
    """
    for districts in range(len(BODIES) - 1, -1, -1):
        chosen = BODIES[: districts + 1]
        reports = [issue for body in chosen for issue in _reports(body, years, seed)]
        held = sum(issue.held for issue in reports)
        if held <= documents * REPORTS_AT_MOST:
            papers = _papers(chosen, years, documents - held, seed)
            return _numbered([*reports, *papers], seed)
    least = sum(issue.held for issue in _reports(BODIES[0], years, seed))
    raise ValueError(f"Cần ít nhất {round(least / REPORTS_AT_MOST) + 1} văn bản cho {len(years)} năm.")


def _workday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def _reports(body: Body, years: range, seed: int) -> Iterator[Issue]:
    for year in years:
        rng = Random(f"{seed}|lịch|{body.key}|{year}")
        missing = _gaps(body, year, years, rng)
        for number in range(1, 13):
            month = Month(year, number)
            last = 24 if number == 12 else 25
            day = _workday(month.day(last))
            if day > body.last_day:
                break
            yield Issue(body, REPORT, "month", month, day, held=number not in missing)
            span = LONG_SPANS.get(number, "")
            if span and (body.provincial or span != "quarter"):
                # After the month's own report, so that totals can count it.
                late = _workday(month.day(30))
                yield Issue(body, REPORT, span, month, late, held=rng.random() >= LOST)


def _gaps(body: Body, year: int, years: range, rng: Random) -> frozenset[int]:
    start, long, draw = rng.randint(1, 12), rng.randint(2, 3), rng.random()
    if draw < LONG_GAP:
        return frozenset(range(start, min(start + long, 13)))
    certain = body.provincial and year == years[len(years) // 2]  # even a small archive has one
    return frozenset({start}) if certain or draw < LONG_GAP + ONE_GAP else frozenset()


def _papers(chosen: tuple[Body, ...], years: range, wanted: int, seed: int) -> Iterator[Issue]:
    """Spread evenly: every second one from the province, the years in turn, the kinds in turn."""
    for nth in range(wanted):
        rng = Random(f"{seed}|giấy|{nth}")
        year = years[nth % len(years)]
        turn = nth // len(years)
        districts = [body for body in chosen[1:] if body.last_day >= date(year, 12, 31)]
        body = rng.choice(districts) if turn % 2 and districts else BODIES[0]
        kinds = [kind for kind in PHRASES.kinds if kind.since <= year]
        month = Month(year, rng.randint(1, 12))
        kind = kinds[turn % len(kinds)]
        yield Issue(body, kind.code, "", month, _workday(month.day(rng.randint(5, 22))), kind=kind, nth=nth)


def _numbered(issues: list[Issue], seed: int) -> list[Issue]:
    last: dict[tuple[str, str, int], int] = {}
    seen: set[tuple[str, str]] = set()
    result = []
    order = {body.key: body.index for body in BODIES}
    for issue in sorted(issues, key=lambda one: (order[one.body.key], one.day, one.code, one.span, one.nth)):
        series = (issue.body.key, issue.code, bodies.term(issue.body, issue.day))
        rng = Random(f"{seed}|số|{series}|{issue.day}|{issue.span}|{issue.nth}")
        # The archive opens in the middle of a term; later terms begin again near 01.
        start = 0 if series[:2] in seen else rng.randint(40, 160)
        seen.add(series[:2])
        last[series] = last.get(series, start) + rng.randint(*STEPS[issue.code])
        result.append(replace(issue, serial=last[series]))
    return result

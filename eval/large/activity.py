"""What each body did and planned, month by month, before any document is written.

The figures do not depend on which documents are held, so a yearly total is the sum of twelve months even where
a month's report is missing. What slips is planned again for the next month.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from eval.large import bodies
from eval.large.bodies import Body
from eval.large.phrases import PHRASES, Measure, month_number

NEW_TASKS = {"advice": 1, "work": 2}
OUTCOMES = ("done", "partly", "postponed")
MEASURE_ODDS = (70, 20, 10)
TASK_ODDS = (62, 20, 18)
MAX_CARRIES = 2  # a task is finished after slipping this often
PROVINCE_SCALE = 2  # the province's commission counts about twice as much as a district's


@dataclass(frozen=True, slots=True, order=True)
class Month:
    year: int
    number: int

    def plus(self, months: int) -> Month:
        year, number = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(year, number + 1)

    def day(self, number: int) -> date:
        return date(self.year, self.number, number)

    def __str__(self) -> str:
        """As documents write it: 02/2013, 5/2013."""
        return f"{month_number(self.number)}/{self.year}"

    @property
    def iso(self) -> str:
        return f"{self.year}-{self.number:02d}"


@dataclass(frozen=True, slots=True)
class Count:
    """One measure in one month. `planned` is None for measures nobody plans; `carried` is part of it."""

    measure: Measure
    done: int
    planned: int | None
    carried: int
    places: tuple[str, ...]  # as many as planned or done
    reason: str

    @property
    def outcome(self) -> str:
        if self.planned is None or self.done >= self.planned:
            return "done"
        return "partly" if self.done else "postponed"


@dataclass(frozen=True, slots=True)
class Task:
    """Work that is not counted. `do` is a verb phrase; `outcome` one of OUTCOMES."""

    group: str  # advice or work
    do: str
    slipped: int  # how many months ago it was first planned
    outcome: str
    progress: str
    reason: str
    day: date
    deadline: date


@dataclass(frozen=True, slots=True)
class Activity:
    """A body's months. `counts` by measure key; planned things of a month stand in the month's own entry."""

    body: Body
    counts: dict[Month, dict[str, Count]] = field(default_factory=dict)
    tasks: dict[Month, tuple[Task, ...]] = field(default_factory=dict)

    def total(self, key: str, months: list[Month]) -> int:
        return sum(self.counts[month][key].done for month in months)


def activity(body: Body, first: Month, last: Month, seed: int) -> Activity:
    """Every month from `first` to `last`, both included."""
    result = Activity(body)
    places = bodies.communes(body)
    level = {
        measure.key: Random(f"{seed}|mức|{body.key}|{measure.key}").uniform(0.25, 0.85)
        for measure in PHRASES.measures
    }
    carried: dict[str, int] = {}
    waiting: list[Task] = []
    month = first
    while month <= last:
        rng = Random(f"{seed}|tháng|{body.key}|{month}")
        counts: dict[str, Count] = {}
        for measure in PHRASES.measures:
            if month.year < measure.since:
                continue
            counts[measure.key] = _count(
                measure, level[measure.key], carried.get(measure.key, 0), body, places, rng
            )
            found = counts[measure.key]
            carried[measure.key] = (found.planned or found.done) - found.done
        tasks = _tasks(body, month, waiting, places, rng)
        waiting = [task for task in tasks if task.outcome != "done"]
        result.counts[month] = counts
        result.tasks[month] = tasks
        month = month.plus(1)
    return result


def _count(
    measure: Measure, level: float, carried: int, body: Body, places: tuple[str, ...], rng: Random
) -> Count:
    scale = PROVINCE_SCALE if body.provincial and not measure.planned else 1
    middle = measure.low + (measure.high - measure.low) * level
    value = max(measure.low, round(scale * middle * rng.uniform(0.6, 1.4)))
    reason = rng.choice(PHRASES.months["reasons"])
    if not measure.planned:
        return Count(measure, value, None, 0, tuple(rng.sample(places, 2)), reason)
    planned = min(value + carried, max(len(places), carried))
    outcome = rng.choices(OUTCOMES, MEASURE_ODDS)[0]
    if outcome == "partly" and planned > 1:
        done = rng.randint(1, planned - 1)
    else:
        done = 0 if outcome == "postponed" else planned
    return Count(measure, done, planned, carried, tuple(rng.sample(places, planned)), reason)


def _tasks(
    body: Body, month: Month, waiting: list[Task], places: tuple[str, ...], rng: Random
) -> tuple[Task, ...]:
    wanted = [(task.group, task.do, task.slipped + 1) for task in waiting]
    taken = {do for _, do, _ in wanted}
    for group, new in NEW_TASKS.items():
        while new:
            template = rng.choice(PHRASES.tasks[group])
            place = rng.choice(places)
            do = template.format(
                committee=bodies.committee_name(body),
                year=month.year,
                place=place,
                unit=bodies.unit(body, place),
            )
            if do not in taken:
                taken.add(do)
                wanted.append((group, do, 0))
                new -= 1
    return tuple(_task(group, do, slipped, month, rng) for group, do, slipped in wanted)


def _task(group: str, do: str, slipped: int, month: Month, rng: Random) -> Task:
    outcome = rng.choices(OUTCOMES, TASK_ODDS)[0]
    whole = rng.randint(4, 14)
    progress = rng.choice(PHRASES.months["progress"]).format(
        a=f"{rng.randint(1, whole - 1):02d}", b=f"{whole:02d}"
    )
    deadline = month.day(rng.randint(12, 27))
    return Task(
        group=group,
        do=do,
        slipped=slipped,
        outcome="done" if slipped >= MAX_CARRIES else outcome,
        progress=progress,
        reason=rng.choice(PHRASES.months["reasons"]),
        day=min(month.day(rng.randint(3, 22)), deadline - timedelta(days=1)),
        deadline=deadline,
    )

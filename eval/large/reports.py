"""The text of monthly, quarterly, half-year and yearly reports, and the truth each line tells.

Neighbours are near-identical on purpose: a body keeps its wording for a year, only figures and places change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from eval.large import bodies
from eval.large.activity import Activity, Count, Month, Task
from eval.large.layout import Habit, habit
from eval.large.phrases import PHRASES, listed, number, sentence, slash_date
from eval.large.schedule import Issue
from eval.large.truth import FigureRow, Row, TaskRow

EXTRAS = 2  # measures told beside the core ones
HEADINGS = PHRASES.headings
MONTHS = PHRASES.months


@dataclass(slots=True)
class Draft:
    """A document being written: lines of the body and the rows of the truth table that rest on them."""

    issue: Issue
    file: str
    seed: int
    lines: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @property
    def issuer(self) -> str:
        return bodies.name(self.issue.body, self.issue.day)

    @property
    def habit(self) -> Habit:
        return habit(self.issue.body, self.issue.day, self.seed)

    def section(self, level: int, index: int, title: str) -> None:
        self.lines += ["", self.habit.section_line(level, index, title)]

    def add(self, text: str, mark: str = "- ") -> str:
        self.lines.append(mark + text)
        return text

    def figure(
        self, key: str, unit: str, period: str, role: str, value: int, quote: str, count: Count | None = None
    ) -> None:
        """`count` is given where the line also says what became of a plan."""
        planned, outcome = (count.planned, count.outcome) if count else (None, "")
        body = self.issue.body.key
        row = FigureRow(body, self.issuer, key, unit, period, role, value, planned, outcome, self.file, quote)
        self.rows.append(row)

    def task(self, task: Task, month: Month, role: str, quote: str) -> None:
        body = self.issue.body.key
        self.rows.append(TaskRow(body, self.issuer, month.iso, role, task.do, task.group, self.file, quote))


def title(issue: Issue) -> str:
    """The trích yếu of a report."""
    month, following = issue.month, issue.month.plus(1)
    same_year = month.year == following.year
    quarter = month.number // 3
    return HEADINGS[
        {"month": "monthly", "quarter": "quarterly", "half": "half", "year": "yearly"}[issue.span]
    ].format(
        field=bodies.field(issue.day),
        month=str(month).split("/")[0] if same_year else str(month),
        next=following,
        year=month.year,
        next_year=month.year + 1,
        quarter=("", "I", "II", "III", "IV")[quarter],
        next_quarter=("", "II", "III", "IV", "I")[quarter],
    )


def monthly(draft: Draft, told: Activity, papers: Sequence[Issue]) -> None:
    """Results of the month, among them what became of the plan, and the plan for the next."""
    issue = draft.issue
    month, following = issue.month, issue.month.plus(1)
    rng = Random(f"{draft.seed}|lời|{issue.body.key}|{month}")
    year = Random(f"{draft.seed}|lời năm|{issue.body.key}|{month.year}")  # the wording of the year
    wording = {measure.key: year.random() for measure in PHRASES.measures}
    tasks, counts = told.tasks[month], told.counts[month]
    field_name = bodies.field(issue.day)

    draft.section(1, 1, f"Kết quả công tác {field_name} tháng {month}")
    draft.section(2, 1, HEADINGS["advice"])
    for task in tasks:
        if task.group == "advice":
            draft.task(task, month, task.outcome, draft.add(_outcome(task, following, rng)))
    draft.section(2, 2, HEADINGS["work"])
    for count in counts.values():
        if count.measure.core:
            text = draft.add(_counted(count, following, wording[count.measure.key], rng))
            draft.figure(count.measure.key, count.measure.unit, month.iso, "done", count.done, text, count)
    for task in tasks:
        if task.group == "work":
            draft.task(task, month, task.outcome, draft.add(_outcome(task, following, rng)))
    if papers:
        draft.add(HEADINGS["issued"])
        for paper in papers:
            draft.add(_mention(paper), "+ ")
    draft.add(HEADINGS["joint"])
    others = [count for count in counts.values() if not count.measure.core]
    for count in rng.sample(others, min(EXTRAS, len(others))):
        text = draft.add(_counted(count, following, wording[count.measure.key], rng), "+ ")
        draft.figure(count.measure.key, count.measure.unit, month.iso, "done", count.done, text, count)
    _review(draft, tasks, list(counts.values()), following)

    draft.section(1, 2, f"Nhiệm vụ trọng tâm tháng {following}")
    _plan(draft, told, following, rng)
    name, above = bodies.name(issue.body, issue.day), bodies.superior(issue.body, issue.day)
    draft.lines += ["", MONTHS["closing"].format(name=name, superior=above)]


def _plan(draft: Draft, told: Activity, month: Month, rng: Random) -> None:
    tasks, counts = told.tasks[month], told.counts[month]
    for index, group in enumerate(("advice", "work"), start=1):
        draft.section(2, index, HEADINGS[group])
        for task in tasks:
            if task.group == group:
                draft.task(task, month, "planned", draft.add(_intention(task, month, rng)))
        if group == "work":
            for count in counts.values():
                if count.planned is not None:
                    text = draft.add(_target(count, month.plus(-1), rng))
                    draft.figure(
                        count.measure.key, count.measure.unit, month.iso, "planned", count.planned, text
                    )
            draft.add(rng.choice(MONTHS["general"]))


def _outcome(task: Task, following: Month, rng: Random) -> str:
    text = str(rng.choice(MONTHS[task.outcome])).format(
        do=task.do, day=slash_date(task.day), progress=task.progress, reason=task.reason, next=following
    )
    return sentence(text)


def _intention(task: Task, month: Month, rng: Random) -> str:
    forms = MONTHS["carried"] if task.slipped else MONTHS["planned"]
    return str(rng.choice(forms)).format(
        do=task.do, Do=sentence(task.do), deadline=slash_date(task.deadline), previous=month.plus(-1)
    )


def _counted(count: Count, following: Month, wording: float, rng: Random) -> str:
    measure = count.measure
    planned = count.planned or 0
    if count.planned is not None and not count.done:
        return measure.none.format(p=number(planned), reason=count.reason, next=following)
    places = count.places[: count.done] if count.planned is not None else count.places
    companion = count.done * rng.randint(15, 40) if count.planned is not None else _part(count, rng)
    text = measure.done[int(wording * len(measure.done))].format(
        n=number(count.done), p=number(planned), m=number(companion), places=listed(places)
    )
    if count.outcome == "partly":
        rest = f"{number(planned - count.done)} {measure.unit} còn lại"
        text = f"{text[:-1]}; {rest} chuyển sang tháng {following} do {count.reason}."
    return text


def _part(count: Count, rng: Random) -> int:
    """A companion figure smaller than the figure itself."""
    return max(1, min(count.done, round(count.done * rng.uniform(0.1, 0.6))))


def _target(count: Count, previous: Month, rng: Random) -> str:
    text = rng.choice(count.measure.plan).format(p=number(count.planned or 0), places=listed(count.places))
    if count.carried:
        text = (
            f"{text[:-1]} (trong đó {number(count.carried)} {count.measure.unit} chuyển từ tháng {previous})."
        )
    return text


def _mention(paper: Issue) -> str:
    assert paper.kind is not None
    about = paper_title(paper)
    link = "" if about.startswith("về việc") else "về "
    return (
        f"{sentence(paper.kind.type.lower())} số {paper.number}, ngày {slash_date(paper.day)} {link}{about}."
    )


def paper_title(paper: Issue) -> str:
    """The trích yếu of a plan, letter or decision."""
    assert paper.kind is not None
    return paper.kind.title.format(places=listed(paper_places(paper)), year=paper.month.year)


def paper_places(paper: Issue) -> tuple[str, ...]:
    rng = Random(f"nơi|{paper.body.key}|{paper.day}|{paper.nth}")
    return tuple(rng.sample(bodies.communes(paper.body), 2))


def _review(draft: Draft, tasks: Sequence[Task], counts: Sequence[Count], following: Month) -> None:
    outcomes = [task.outcome for task in tasks] + [one.outcome for one in counts if one.planned is not None]
    done = outcomes.count("done")
    form = MONTHS["review_all"] if done == len(outcomes) else MONTHS["review"]
    text = form.format(
        done=number(done), all=number(len(outcomes)), rest=number(len(outcomes) - done), next=following
    )
    draft.lines.append(text)


def longer(draft: Draft, told: Activity) -> None:
    """A quarterly, half-year or yearly report: totals of its months, limits, what comes next."""
    issue = draft.issue
    rng = Random(f"{draft.seed}|kỳ|{issue.body.key}|{issue.period}")
    parts = title(issue).split(", ", 1)
    results, ahead = parts[0].replace("tổng kết", "kết quả").replace("sơ kết", "kết quả"), parts[1]
    places = bodies.communes(issue.body)
    committee = bodies.committee_name(issue.body)

    def filled(key: str, many: int) -> list[str]:
        forms = rng.sample(PHRASES.periods[key], many)
        named = [listed(rng.sample(places, 2)) for _ in forms]
        return [
            form.format(places=two, units=bodies.unit(issue.body, two), committee=committee)
            for form, two in zip(forms, named, strict=True)
        ]

    draft.section(1, 1, sentence(results))
    draft.section(2, 1, HEADINGS["advice"])
    for text in filled("advice", 2):
        draft.add(text)
    draft.section(2, 2, HEADINGS["work"])
    months = issue.months
    for measure in PHRASES.measures:
        if measure.core:
            value = told.total(measure.key, months)
            draft.figure(
                measure.key,
                measure.unit,
                issue.period,
                "done",
                value,
                draft.add(measure.total.format(n=number(value))),
            )
    draft.section(2, 3, HEADINGS["limits"])
    for text in filled("limits", 3):
        draft.add(text)
    draft.section(1, 2, sentence(ahead))
    for text in filled("directions", 4):
        draft.add(text)
    if issue.span == "year":
        for measure in PHRASES.measures:
            if measure.target:
                value = max(2, round(told.total(measure.key, months) * rng.uniform(0.9, 1.3)))
                text = draft.add(measure.target.format(n=number(value)))
                draft.figure(measure.key, measure.unit, str(issue.month.year + 1), "planned", value, text)
    name, above = bodies.name(issue.body, issue.day), bodies.superior(issue.body, issue.day)
    draft.lines += ["", MONTHS["closing"].format(name=name, superior=above)]

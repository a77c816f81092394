"""One question at a time, made from the truth table: what is asked, what a right answer says, what it cites."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from eval.large.activity import Month
from eval.large.phrases import PHRASES, number
from eval.large.truth import DocumentRow, FigureRow, Row, TaskRow

MEASURES = {measure.key: measure for measure in PHRASES.measures}
LISTED_AT_MOST = 12  # a longer list asks for more lines than an answer has


@dataclass(frozen=True, slots=True)
class Asked:
    """A question before it has an id: text, kind, and what a right answer says and cites."""

    text: str
    kind: str
    note: str
    facts: tuple[tuple[str, ...], ...] = ()
    documents: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ("answered", "partial")
    answerable: bool = True


class Table:
    """The truth rows, by what questions look up."""

    def __init__(self, rows: list[Row]) -> None:
        self.documents = [row for row in rows if isinstance(row, DocumentRow)]
        self.figures = [row for row in rows if isinstance(row, FigureRow)]
        self.tasks = [row for row in rows if isinstance(row, TaskRow)]
        self.reports = {(row.body, row.period): row for row in self.documents if row.period}
        self.monthly = [row for row in self.documents if row.span == "month"]
        self.held_monthly = [row for row in self.monthly if row.held]
        self.gaps = [row for row in self.monthly if not row.held]
        self.told: dict[tuple[str, str, str, str], FigureRow] = {}
        self.in_month: dict[tuple[str, str], list[FigureRow]] = defaultdict(list)
        self.alike: dict[tuple[str, str], list[FigureRow]] = defaultdict(list)
        for figure in self.figures:
            self.told[figure.body, figure.measure, figure.period, figure.role] = figure
            self.in_month[figure.file, figure.role].append(figure)
            if figure.role == "done":
                self.alike[figure.measure, figure.period].append(figure)
        self.work: dict[tuple[str, str], list[TaskRow]] = defaultdict(list)
        for task in self.tasks:
            self.work[task.file, "planned" if task.role == "planned" else "done"].append(task)

    def year_of(self, body: str, year: str) -> list[DocumentRow]:
        return [row for row in self.monthly if row.body == body and row.period.startswith(year)]


def _month(period: str, rng: Random) -> str:
    year, month = period.split("-")
    return rng.choice(["tháng {m}/{y}", "tháng {m}/{y}", "tháng {m} năm {y}"]).format(m=int(month), y=year)


def _before(period: str) -> str:
    year, month = period.split("-")
    return Month(int(year), int(month)).plus(-1).iso


def _values(figure: FigureRow) -> tuple[str, ...]:
    """The ways an answer may print a figure; "chưa …" where nothing was done."""
    if figure.role == "done" and not figure.value:
        return (" ".join(figure.quote.split()[:3]), f"00 {figure.unit}", f"0 {figure.unit}")
    forms = [f"{number(figure.value)} {figure.unit}", f"{figure.value} {figure.unit}"]
    if figure.planned:
        forms.append(f"{number(figure.value)}/{number(figure.planned)}")
    return tuple(dict.fromkeys(forms))


def fact(table: Table, rng: Random) -> Asked:
    figure = rng.choice(table.in_month[rng.choice(table.held_monthly).file, "done"])
    ask = MEASURES[figure.measure].ask
    month = _month(figure.period, rng)
    text = rng.choice([f"{month} {figure.issuer} {ask}?", f"{figure.issuer} {ask} trong {month}?"])
    others = [
        f"{number(other.value)} {other.unit}"
        for other in table.alike[figure.measure, figure.period]
        if other.body != figure.body and other.value
    ]
    wrong = sorted({other for other in others if other not in figure.quote})[:2]
    return Asked(
        text,
        "fact",
        f"số liệu {figure.measure}, {figure.outcome}",
        (_values(figure),),
        (figure.file,),
        (figure.quote,),
        (figure.period,),
        tuple(wrong),
    )


def plan(table: Table, rng: Random) -> Asked:
    figure = rng.choice(table.in_month[rng.choice(table.held_monthly).file, "planned"])
    text = f"{_month(figure.period, rng)} {figure.issuer} dự kiến {MEASURES[figure.measure].ask}?"
    return Asked(
        text,
        "fact",
        "số liệu kế hoạch, ở báo cáo tháng trước",
        (_values(figure),),
        (figure.file,),
        (figure.quote,),
        (figure.period,),
    )


def tasks_planned(table: Table, rng: Random) -> Asked | None:
    report = rng.choice(table.held_monthly)
    tasks, figures = table.work[report.file, "planned"], table.in_month[report.file, "planned"]
    if len(tasks) + len(figures) > LISTED_AT_MOST:
        return None
    period = figures[0].period
    text = rng.choice(["liệt kê các nhiệm vụ {m} của {i}", "{m} {i} có những nhiệm vụ trọng tâm nào?"])
    facts = [(task.do,) for task in tasks] + [_values(figure) for figure in figures]
    quotes = [task.quote for task in tasks] + [figure.quote for figure in figures]
    return Asked(
        text.format(m=_month(period, rng), i=report.issuer),
        "list",
        "mọi việc của kế hoạch tháng",
        tuple(facts),
        (report.file,),
        tuple(quotes),
        (period,),
    )


def still_open(table: Table, rng: Random) -> Asked | None:
    report = rng.choice(table.held_monthly)
    tasks = [task for task in table.work[report.file, "done"] if task.role != "done"]
    figures = [one for one in table.in_month[report.file, "done"] if one.outcome in ("partly", "postponed")]
    if not tasks:
        return None
    text = f"{_month(report.period, rng)} {report.issuer} còn những việc nào chưa xong, phải chuyển sang tháng sau?"
    quotes = [task.quote for task in tasks] + [figure.quote for figure in figures]
    facts = [(task.do,) for task in tasks] + [_values(figure) for figure in figures]
    return Asked(
        text, "list", "việc làm dở và việc lùi", tuple(facts), (report.file,), tuple(quotes), (report.period,)
    )


def count(table: Table, rng: Random) -> Asked:
    one = rng.choice(table.monthly)
    year, body = one.period[:4], one.body
    reports = table.year_of(body, year)
    held = sum(row.held for row in reports)
    text = f"năm {year} có bao nhiêu báo cáo tháng của {reports[0].issuer}?"
    missing = [row.period for row in reports if not row.held]
    note = f"khuyết {', '.join(missing)}" if missing else "đủ các tháng"
    return Asked(text, "count", note, ((number(held), str(held)),), periods=(year,))


def total(table: Table, rng: Random) -> Asked | None:
    measure = rng.choice([each for each in PHRASES.measures if each.core])
    one = rng.choice(table.monthly)
    if rng.random() < 0.5 and table.gaps:  # as many years with a gap as without
        one = rng.choice(table.gaps)
    year, body = one.period[:4], one.body
    reports = table.year_of(body, year)
    text = f"tổng số {measure.about} năm {year} của {reports[0].issuer} là bao nhiêu?"
    missing = [row.period for row in reports if not row.held]
    stated = table.told.get((body, measure.key, year, "done"))
    if stated:
        documents, quotes = ((stated.file,), (stated.quote,)) if missing else ((), ())
        note = (
            f"báo cáo năm nêu; khuyết {', '.join(missing)}" if missing else "báo cáo năm, hoặc cộng 12 tháng"
        )
        return Asked(text, "total", note, (_sums(stated.value),), documents, quotes, (year,))
    held = [row for row in reports if row.held]
    value = sum(table.told[body, measure.key, row.period, "done"].value for row in held)
    files = tuple(row.file for row in held)
    facts = [_sums(value), *((f"tháng {int(gone[5:])}", f"tháng {gone[5:]}") for gone in missing)]
    verdicts = ("partial",) if missing else ("answered", "partial")
    note = f"không có báo cáo năm; khuyết {', '.join(missing) or 'không tháng nào'}"
    return Asked(text, "total", note, tuple(facts), files, (), (year,), verdicts=verdicts)


def _sums(value: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys((number(value), str(value))))


def gap(table: Table, rng: Random) -> Asked | None:
    """A month whose report is missing, and a measure that is not planned ahead."""
    if not table.gaps:
        return None
    report = rng.choice(table.gaps)
    measure = rng.choice([one for one in PHRASES.measures if one.core and not one.planned])
    text = f"{_month(report.period, rng)} {report.issuer} {measure.ask}?"
    return Asked(
        text,
        "fact",
        "báo cáo tháng này không có trong kho",
        periods=(report.period,),
        verdicts=("not_found",),
        answerable=False,
    )


def gap_plan(table: Table, rng: Random) -> Asked | None:
    """The report of the month is missing, the plan of the month before is held: only planned."""
    report = rng.choice(table.gaps) if table.gaps else None
    before = table.reports.get((report.body, _before(report.period))) if report else None
    if report is None or before is None or not before.held:
        return None
    figure = rng.choice(table.in_month[before.file, "planned"])
    text = f"{_month(report.period, rng)} {report.issuer} đã {MEASURES[figure.measure].ask}?"
    return Asked(
        text,
        "fact",
        "chỉ có dự kiến: khuyết báo cáo tháng, còn kế hoạch ở tháng trước",
        (_values(figure),),
        (figure.file,),
        (figure.quote,),
        (report.period,),
        verdicts=("partial",),
    )


def own_number(table: Table, rng: Random) -> Asked:
    report = rng.choice(table.held_monthly)
    text = f"báo cáo {_month(report.period, rng)} của {report.issuer} số bao nhiêu?"
    return Asked(text, "number", "số của văn bản", ((report.number,),), (report.file,), (), (report.period,))


def signer(table: Table, rng: Random) -> Asked:
    report = rng.choice(table.held_monthly)
    text = f"ai ký báo cáo {_month(report.period, rng)} của {report.issuer}?"
    return Asked(text, "signer", "người ký", ((report.signer,),), (report.file,), (), (report.period,))


MAKERS: dict[str, Callable[[Table, Random], Asked | None]] = {
    "fact": fact,
    "plan": plan,
    "list": tasks_planned,
    "open": still_open,
    "count": count,
    "total": total,
    "gap": gap,
    "gap_plan": gap_plan,
    "number": own_number,
    "signer": signer,
}

"""One question at a time about one thing of one document: what is asked, what a right answer says, what it cites.

Questions over several things or documents are in eval.large.gathering.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from eval.large.activity import Month
from eval.large.phrases import PHRASES, number
from eval.large.truth import DocumentRow, FigureRow, Row, TaskRow

WRONG_AT_MOST = 3  # things of other bodies or years that an answer must not tell
MEASURES = {measure.key: measure for measure in PHRASES.measures}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question before it has an id: text, kind, and what a right answer says and cites.

    `family` is the body and the year of the documents it is about ("tinh 2013"); no document is asked about in
    two families.
    """

    text: str
    kind: str
    note: str
    family: str
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
        self.papers: dict[tuple[str, str, str], list[DocumentRow]] = defaultdict(list)
        for row in self.documents:
            if not row.span:
                self.papers[row.body, row.date[:4], row.type].append(row)
        self.told: dict[tuple[str, str, str, str], FigureRow] = {}
        self.in_month: dict[tuple[str, str], list[FigureRow]] = defaultdict(list)
        self.alike: dict[tuple[str, str, str], list[FigureRow]] = defaultdict(list)
        for figure in self.figures:
            self.told[figure.body, figure.measure, figure.period, figure.role] = figure
            self.in_month[figure.file, figure.role].append(figure)
            self.alike[figure.measure, figure.period, figure.role].append(figure)
        self.planned: dict[str, list[TaskRow]] = defaultdict(list)
        self.work: dict[tuple[str, str], list[TaskRow]] = defaultdict(list)
        for task in self.tasks:
            self.work[task.file, "planned" if task.role == "planned" else "done"].append(task)
            if task.role == "planned":
                self.planned[task.period].append(task)

    def year_of(self, body: str, year: str) -> list[DocumentRow]:
        return [row for row in self.monthly if row.body == body and row.period.startswith(year)]


def month_of(period: str, rng: Random) -> str:
    year, month = period.split("-")
    return rng.choice(["tháng {m}/{y}", "tháng {m}/{y}", "tháng {m} năm {y}"]).format(m=int(month), y=year)


def before(period: str) -> str:
    year, month = period.split("-")
    return Month(int(year), int(month)).plus(-1).iso


def values_of(figure: FigureRow) -> tuple[str, ...]:
    """The ways an answer may print a figure; "chưa …" where nothing was done."""
    if figure.role == "done" and not figure.value:
        return (" ".join(figure.quote.split()[:3]), f"00 {figure.unit}", f"0 {figure.unit}")
    forms = [f"{number(figure.value)} {figure.unit}", f"{figure.value} {figure.unit}"]
    if figure.planned:
        forms.append(f"{number(figure.value)}/{number(figure.planned)}")
    return tuple(dict.fromkeys(forms))


def family_of(row: DocumentRow) -> str:
    return f"{row.body} {row.date[:4]}"


def fact(table: Table, rng: Random) -> Asked:
    report = rng.choice(table.held_monthly)
    figure = rng.choice(table.in_month[report.file, "done"])
    ask, month = MEASURES[figure.measure].ask, month_of(figure.period, rng)
    text = rng.choice([f"{month} {figure.issuer} {ask}?", f"{figure.issuer} {ask} trong {month}?"])
    return _told(table, report, figure, text, f"số liệu {figure.measure}, {figure.outcome}")


def topic(table: Table, rng: Random) -> Asked:
    report = rng.choice(table.held_monthly)
    figure = rng.choice(table.in_month[report.file, "done"])
    about, month = MEASURES[figure.measure].topic, month_of(figure.period, rng)
    text = rng.choice(
        [
            f"{month} {figure.issuer} làm được gì về {about}?",
            f"kết quả {about} {month} của {figure.issuer} thế nào?",
        ]
    )
    return _told(table, report, figure, text, f"kết quả theo chủ đề {figure.measure}, {figure.outcome}")


def _told(table: Table, report: DocumentRow, figure: FigureRow, text: str, note: str) -> Asked:
    """A question after one figure, which a document tells word for word."""
    return Asked(
        text,
        "fact",
        note,
        family_of(report),
        (values_of(figure),),
        (figure.file,),
        (figure.quote,),
        (figure.period,),
        others_of(table, figure),
    )


def others_of(table: Table, figure: FigureRow) -> tuple[str, ...]:
    """What the figure is at other bodies in the same period, as far as it is not told of this one, too."""
    others = {
        f"{number(other.value)} {other.unit}"
        for other in table.alike[figure.measure, figure.period, figure.role]
        if other.body != figure.body and other.value not in (0, figure.value, figure.planned)
    }
    return tuple(sorted(other for other in others if other not in figure.quote)[:WRONG_AT_MOST])


def plan(table: Table, rng: Random) -> Asked:
    report = rng.choice(table.held_monthly)
    figure = rng.choice(table.in_month[report.file, "planned"])
    text = f"{month_of(figure.period, rng)} {figure.issuer} dự kiến {MEASURES[figure.measure].ask}?"
    return _told(table, report, figure, text, "số liệu kế hoạch, ở báo cáo tháng trước")


def gap(table: Table, rng: Random) -> Asked | None:
    """A month whose report is missing, and a measure that is not planned ahead."""
    if not table.gaps:
        return None
    report = rng.choice(table.gaps)
    measure = rng.choice([one for one in PHRASES.measures if one.core and not one.planned])
    text = f"{month_of(report.period, rng)} {report.issuer} {measure.ask}?"
    return Asked(
        text,
        "fact",
        "báo cáo tháng này không có trong kho",
        family_of(report),
        periods=(report.period,),
        verdicts=("not_found",),
        answerable=False,
    )


def gap_plan(table: Table, rng: Random) -> Asked | None:
    """The report of the month is missing, the plan of the month before is held: only planned."""
    report = rng.choice(table.gaps) if table.gaps else None
    earlier = table.reports.get((report.body, before(report.period))) if report else None
    if report is None or earlier is None or not earlier.held:
        return None
    figure = rng.choice(table.in_month[earlier.file, "planned"])
    text = f"{month_of(report.period, rng)} {report.issuer} đã {MEASURES[figure.measure].ask}?"
    return Asked(
        text,
        "fact",
        "chỉ có dự kiến: khuyết báo cáo tháng, còn kế hoạch ở tháng trước",
        family_of(earlier),
        (values_of(figure),),
        (figure.file,),
        (figure.quote,),
        (report.period,),
        others_of(table, figure),
        verdicts=("partial",),
    )


def own_number(table: Table, rng: Random) -> Asked:
    report = rng.choice(table.held_monthly)
    text = f"báo cáo {month_of(report.period, rng)} của {report.issuer} số bao nhiêu?"
    others = (other.number for other in _same_month(table, report))
    return _heading(report, text, "number", "số của văn bản", report.number, others)


def signer(table: Table, rng: Random) -> Asked:
    report = rng.choice(table.held_monthly)
    text = f"ai ký báo cáo {month_of(report.period, rng)} của {report.issuer}?"
    others = (other.signer for other in _same_month(table, report))
    return _heading(report, text, "signer", "người ký", report.signer, others)


def _same_month(table: Table, report: DocumentRow) -> list[DocumentRow]:
    return [row for row in table.held_monthly if row.period == report.period and row.body != report.body]


def _heading(
    report: DocumentRow, text: str, kind: str, note: str, wanted: str, others: Iterable[str]
) -> Asked:
    wrong = sorted(set(others) - {wanted})[:WRONG_AT_MOST]
    return Asked(
        text,
        kind,
        note,
        family_of(report),
        ((wanted,),),
        (report.file,),
        periods=(report.period,),
        must_not=tuple(wrong),
    )

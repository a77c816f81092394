"""One question at a time over several things: lists, counts and totals, with all that a complete answer says."""

from __future__ import annotations

from itertools import product
from random import Random

from eval.large.asking import WRONG_AT_MOST, Asked, Table, family_of, month_of, others_of, values_of
from eval.large.phrases import PHRASES, Measure, number
from eval.large.truth import DocumentRow

LISTED_AT_MOST = 12  # a longer list asks for more lines than an answer has
QUARTERS = ("I", "II", "III", "IV")
# How an answer may say that a report is not held; the months follow.
LACKING = (
    "thiếu",
    "thiếu báo cáo",
    "còn thiếu báo cáo",
    "khuyết",
    "không có",
    "không có báo cáo",
    "chưa có báo cáo",
)


def tasks_planned(table: Table, rng: Random) -> Asked | None:
    report = rng.choice(table.held_monthly)
    tasks, figures = table.work[report.file, "planned"], table.in_month[report.file, "planned"]
    if len(tasks) + len(figures) > LISTED_AT_MOST:
        return None
    period, own = figures[0].period, {task.do for task in tasks}
    others = {one.do for one in table.planned[period] if one.body != report.body} - own
    text = rng.choice(
        [
            "liệt kê các nhiệm vụ {m} của {i}",
            "{m} {i} có những nhiệm vụ trọng tâm nào?",
            "{m} {i} phải làm những việc gì?",
        ]
    )
    return Asked(
        text.format(m=month_of(period, rng), i=report.issuer),
        "tasks",
        "mọi việc của kế hoạch tháng",
        family_of(report),
        (*((task.do,) for task in tasks), *map(values_of, figures)),
        (report.file,),
        (*(task.quote for task in tasks), *(figure.quote for figure in figures)),
        (period,),
        tuple(sorted(others)[:WRONG_AT_MOST]),
    )


def still_open(table: Table, rng: Random) -> Asked | None:
    report = rng.choice(table.held_monthly)
    tasks = [task for task in table.work[report.file, "done"] if task.role != "done"]
    figures = [one for one in table.in_month[report.file, "done"] if one.outcome in ("partly", "postponed")]
    if not tasks:
        return None
    month = month_of(report.period, rng)
    return Asked(
        f"{month} {report.issuer} còn những việc nào chưa xong, phải chuyển sang tháng sau?",
        "list",
        "việc làm dở và việc lùi",
        family_of(report),
        (*((task.do,) for task in tasks), *map(values_of, figures)),
        (report.file,),
        (*(task.quote for task in tasks), *(figure.quote for figure in figures)),
        (report.period,),
    )


def documents(table: Table, rng: Random) -> Asked | None:
    """The papers of a type that a body issued in a year or a quarter, by their numbers."""
    body, year, kind = rng.choice(list(table.papers))
    listed, when, period = table.papers[body, year, kind], f"năm {year}", year
    if rng.random() < 0.5:
        quarter = rng.randint(1, 4)
        listed = [row for row in listed if (int(row.date[5:7]) + 2) // 3 == quarter]
        when, period = f"quý {QUARTERS[quarter - 1]}/{year}", f"{year}-Q{quarter}"
    if not 2 <= len(listed) <= LISTED_AT_MOST:
        return None
    of_year = (
        one for (_, of, code), papers in table.papers.items() for one in papers if (of, code) == (year, kind)
    )
    others = {one.number for one in of_year} - {one.number for one in listed}
    text = rng.choice(["liệt kê các {t} của {i} ban hành {w}", "{w} {i} đã ban hành những {t} nào?"])
    return Asked(
        text.format(t=kind.lower(), i=listed[0].issuer, w=when),
        "list",
        "mọi văn bản của loại, kỳ và cơ quan ấy",
        family_of(listed[0]),
        tuple((row.number,) for row in listed),
        tuple(row.file for row in listed),
        periods=(period,),
        must_not=tuple(sorted(others)[:WRONG_AT_MOST]),
    )


def count_reports(table: Table, rng: Random) -> Asked:
    one = rng.choice(table.monthly)
    year = one.period[:4]
    reports = table.year_of(one.body, year)
    missing = [row.period for row in reports if not row.held]
    note = f"khuyết {', '.join(missing)}" if missing else "đủ các tháng"
    text = rng.choice(
        ["năm {y} có bao nhiêu báo cáo tháng của {i}?", "trong kho có mấy báo cáo tháng năm {y} của {i}?"]
    )
    return Asked(
        text.format(y=year, i=reports[0].issuer),
        "count",
        note,
        family_of(one),
        (_counts(len(reports) - len(missing), "báo cáo"),),
        periods=(year,),
    )


def count_papers(table: Table, rng: Random) -> Asked:
    body, year, kind = rng.choice(list(table.papers))
    listed = table.papers[body, year, kind]
    text = f"trong kho có bao nhiêu {kind.lower()} của {listed[0].issuer} ban hành năm {year}?"
    counts = _counts(len(listed), kind.lower())
    return Asked(text, "count", "đếm văn bản", family_of(listed[0]), (counts,), periods=(year,))


def total(table: Table, rng: Random) -> Asked:
    """Of a year. Where its report states it, that is the answer; else what the months add up to."""
    measure = _core(rng)
    one = rng.choice(table.gaps if table.gaps and rng.random() < 0.5 else table.monthly)
    year, reports = one.period[:4], table.year_of(one.body, one.period[:4])
    text = f"tổng số {measure.about} năm {year} của {reports[0].issuer} là bao nhiêu?"
    stated = table.told.get((one.body, measure.key, year, "done"))
    if stated is None:
        return _added(table, reports, measure, text)
    missing = [row.period for row in reports if not row.held]
    return Asked(
        text,
        "total",
        f"báo cáo năm nêu; khuyết {', '.join(missing)}" if missing else "báo cáo năm, hoặc cộng 12 tháng",
        family_of(one),
        (_sums(stated.value, measure),),
        (stated.file,) if missing else (),
        (stated.quote,) if missing else (),
        (year,),
        others_of(table, stated),
    )


def total_short(table: Table, rng: Random) -> Asked | None:
    """Over the monthly reports of a year of which one or more is missing: the sum, and what it lacks."""
    if not table.gaps:
        return None
    measure = _core(rng)
    gone = rng.choice(table.gaps)
    year, reports = gone.period[:4], table.year_of(gone.body, gone.period[:4])
    text = rng.choice(
        [
            "cộng các báo cáo tháng năm {y} của {i} thì tổng số {about} là bao nhiêu?",
            "theo các báo cáo tháng, cả năm {y} {i} {ask}?",
        ]
    )
    return _added(
        table,
        reports,
        measure,
        text.format(y=year, i=reports[0].issuer, about=measure.about, ask=measure.ask),
    )


def _added(table: Table, reports: list[DocumentRow], measure: Measure, text: str) -> Asked:
    """The sum over the reports held, each cited; where some are not held, how many were read and which lack."""
    held = [row for row in reports if row.held]
    missing = [row.period for row in reports if not row.held]
    value = sum(table.told[row.body, measure.key, row.period, "done"].value for row in held)
    facts = [_sums(value, measure)]
    if missing:
        read = f"{len(held)}/{len(reports)}"
        facts += [(f"{read} báo cáo", f"{read} tháng", *_counts(len(held), "báo cáo")), _lacking(missing)]
    return Asked(
        text,
        "total",
        f"cộng các tháng; khuyết {', '.join(missing) or 'không tháng nào'}",
        family_of(reports[0]),
        tuple(facts),
        tuple(row.file for row in held),
        periods=(reports[0].period[:4],),
        verdicts=("partial",) if missing else ("answered", "partial"),
    )


def _lacking(missing: list[str]) -> tuple[str, ...]:
    months = [str(int(period[5:])) for period in missing]
    year = missing[0][:4]
    named = {
        f"tháng {joined}{tail}"
        for separator in (" ", " và ", " tháng ", " và tháng ")
        for tail in ("", f"/{year}")
        for joined in (separator.join(months), f"/{year}{separator}".join(months))
    }
    if len(months) == 3:  # in a row, always
        named.add(f"tháng {months[0]} đến tháng {months[2]}")
        named.update(f"tháng {months[0]}{link}{months[1]} và {months[2]}" for link in (" ", " tháng "))
    return tuple(f"{lack} {months}" for lack, months in product(LACKING, sorted(named)))


def _counts(many: int, noun: str) -> tuple[str, ...]:
    """With the noun: a number alone would also be that of a month."""
    return tuple(dict.fromkeys(f"{many} {word}" for word in (noun, "văn bản", "tài liệu")))


def _sums(value: int, measure: Measure) -> tuple[str, ...]:
    """With the unit or the word "tổng"; a number of three digits cannot be another's by chance."""
    ways = [
        f"{number(value)} {measure.unit}",
        *(f"{word} {value}" for word in ("tổng", "tổng cộng", "tổng số", "là")),
    ]
    return (*ways, str(value)) if value >= 100 else tuple(ways)


def _core(rng: Random) -> Measure:
    return rng.choice([each for each in PHRASES.measures if each.core])

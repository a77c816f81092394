"""The large archive: the same from the same seed, and its truth table true of its documents."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from click.testing import CliRunner

from eval.archive_source import SOURCES
from eval.large import bodies, truth
from eval.large.__main__ import main
from eval.large.generator import Written, generate
from eval.large.phrases import PHRASES, long_date
from eval.large.truth import DocumentRow, FigureRow, TaskRow

R = TypeVar("R")
YEARS = range(2009, 2012)  # a congress of each level falls in 2010
DOCUMENTS = 330


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("kho-lon")
    generate(out, years=YEARS, documents=DOCUMENTS, seed=5)
    return out


@pytest.fixture(scope="module")
def rows(folder: Path) -> list[truth.Row]:
    return truth.read(folder)


def of(rows: list[truth.Row], kind: type[R]) -> list[R]:
    return [row for row in rows if isinstance(row, kind)]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def text_of(folder: Path, file: str) -> str:
    return (folder / truth.DOCUMENTS / file).read_text(encoding="utf-8")


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    made: dict[str, Written] = {}
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        made[name] = generate(tmp_path / name, years=range(2012, 2014), documents=90, seed=seed)
    assert bytes_of(tmp_path / "a") == bytes_of(tmp_path / "b")
    assert bytes_of(tmp_path / "a") != bytes_of(tmp_path / "c")
    assert made["a"] == made["b"]
    assert made["a"].documents == 90


def test_every_held_document_has_a_file_and_every_file_a_row(folder: Path, rows: list[truth.Row]) -> None:
    held = [row.file for row in of(rows, DocumentRow) if row.held]
    files = {
        path.relative_to(folder / truth.DOCUMENTS).as_posix()
        for path in (folder / "documents").rglob("*.txt")
    }
    assert len(held) == len(set(held)) == DOCUMENTS
    assert set(held) == files


def test_headings_print_what_the_table_says(folder: Path, rows: list[truth.Row]) -> None:
    for row in of(rows, DocumentRow):
        if not row.held:
            continue
        lines = text_of(folder, row.file).splitlines()
        head = "\n".join(lines[:9])
        assert f"Số {row.number}" in head
        assert long_date(date.fromisoformat(row.date)) in head
        assert row.title in lines
        assert row.type in lines or row.type == "CÔNG VĂN"
        assert lines[-1] == row.signer


def test_every_quote_is_a_line_of_its_file(folder: Path, rows: list[truth.Row]) -> None:
    lines: dict[str, set[str]] = {}
    told: list[FigureRow | TaskRow] = [*of(rows, FigureRow), *of(rows, TaskRow)]
    assert len(told) > 2000
    for row in told:
        if row.file not in lines:
            lines[row.file] = {re.sub(r"^[-+] ", "", line) for line in text_of(folder, row.file).splitlines()}
        assert row.quote in lines[row.file]


def test_every_quote_of_a_figure_prints_its_value(rows: list[truth.Row]) -> None:
    for row in of(rows, FigureRow):
        figures = [int(one.replace(".", "")) for one in re.findall(r"\d+(?:\.\d{3})*", row.quote)]
        if row.role == "done" and not row.value:
            assert row.quote.startswith("Chưa")
        else:
            assert row.value in figures
        if row.planned is not None:
            assert row.planned in figures


def test_totals_are_the_sums_of_the_months(rows: list[truth.Row]) -> None:
    done = {
        (row.body, row.measure, row.period): row.value for row in of(rows, FigureRow) if row.role == "done"
    }
    months = {"Q1": range(1, 4), "Q3": range(7, 10), "H1": range(1, 7), "": range(1, 13)}
    complete = short = 0
    for (body, measure, period), stated in done.items():
        year, _, part = period.partition("-")
        if part not in months:
            continue
        parts = [done.get((body, measure, f"{year}-{month:02d}")) for month in months[part]]
        told = sum(value for value in parts if value is not None)
        if None in parts:  # a month's report is missing: the total still counts it
            short += 1
            assert stated >= told
        else:
            complete += 1
            assert stated == told
    assert complete > 50
    assert short


def test_a_missing_report_is_nowhere_and_took_its_number(folder: Path, rows: list[truth.Row]) -> None:
    documents = of(rows, DocumentRow)
    missing = [row for row in documents if not row.held]
    files = {path.name for path in (folder / truth.DOCUMENTS).rglob("*.txt")}
    assert any(row.span == "month" and row.body == "tinh" for row in missing)
    results = {(row.body, row.period) for row in of(rows, FigureRow) if row.role == "done"}
    for row in missing:
        assert not row.file
        assert (row.body, row.period) not in results
        if row.span == "month":
            year, month = row.period.split("-")
            assert f"{row.body}-bc-thang-{month}-{year}.txt" not in files


def test_numbers_are_unique_in_a_term_and_begin_again_with_the_next(rows: list[truth.Row]) -> None:
    series: dict[tuple[str, str, int], list[tuple[str, int]]] = defaultdict(list)
    for row in of(rows, DocumentRow):
        series[row.body, row.type, row.term].append((row.date, int(row.number.split("-")[0])))
    terms = {term for body, type_name, term in series if (body, type_name) == ("tinh", "BÁO CÁO")}
    assert len(terms) == 2
    for (body, type_name, term), numbers in series.items():
        values = [value for _, value in sorted(numbers)]
        assert values == sorted(set(values))
        if (body, type_name, term - 1) in series:
            assert values[0] < 10
    # Districts share a code: the same number stands in several of them.
    district = [row.number for row in of(rows, DocumentRow) if row.number.endswith("-BC/BDVHU")]
    assert len(district) > len(set(district))


def test_what_was_planned_is_told_the_month_after(rows: list[truth.Row]) -> None:
    figures, tasks = of(rows, FigureRow), of(rows, TaskRow)
    planned = {(row.body, row.measure, row.period): row for row in figures if row.role == "planned"}
    both = 0
    for row in figures:
        if row.role == "done" and row.planned is not None and (row.body, row.measure, row.period) in planned:
            both += 1
            assert planned[row.body, row.measure, row.period].value == row.planned
    assert both > 100
    roles: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    plans: dict[tuple[str, str], set[str]] = defaultdict(set)
    for task in tasks:
        if task.role == "planned":
            plans[task.body, task.period].add(task.do)
        else:
            roles[task.body, task.period][task.do] = task.role
    for month, told in roles.items():
        if month in plans:
            assert set(told) == plans[month]
    assert {role for told in roles.values() for role in told.values()} == {"done", "partly", "postponed"}


def test_what_slipped_is_planned_again(rows: list[truth.Row]) -> None:
    by_file: dict[str, list[TaskRow]] = defaultdict(list)
    for task in of(rows, TaskRow):
        by_file[task.file].append(task)
    slipped = 0
    for tasks in by_file.values():
        ahead = {task.do for task in tasks if task.role == "planned"}
        for task in tasks:
            if task.role in ("partly", "postponed"):
                slipped += 1
                assert task.do in ahead
    assert slipped > 30


def test_neighbouring_months_share_their_headings_and_most_of_their_wording(folder: Path) -> None:
    def frame(month: str) -> list[str]:
        text = text_of(folder, f"kho-lon/bao-cao/2009/tinh-bc-thang-{month}-2009.txt")
        return [
            re.sub(r"\d+", "#", line)
            for line in text.splitlines()
            if re.match(r"[A-EIV]+[.-] |\d[.-] ", line)
        ]

    held = [
        path.stem[-7:-5]
        for path in sorted((folder / "documents/kho-lon/bao-cao/2009").glob("tinh-bc-thang*"))
    ]
    inside = [month for month in held if month != "12"]
    assert len({tuple(frame(month)) for month in inside}) == 1


def test_names_and_codes_change_with_the_merger(tmp_path: Path) -> None:
    generate(tmp_path, years=range(2024, 2027), documents=120, seed=1)
    for row in of(truth.read(tmp_path), DocumentRow):
        late = date.fromisoformat(row.date) >= bodies.MERGED
        assert ("BTGDV" in row.number) is late
        assert row.issuer.startswith("Ban Tuyên giáo và Dân vận" if late else "Ban Dân vận")
        assert row.body == "tinh" or date.fromisoformat(row.date) <= bodies.DISTRICTS_END


def test_it_shares_no_place_and_no_person_with_the_sample_archive(rows: list[truth.Row]) -> None:
    sample = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.src"))
    signers = {row.signer for row in of(rows, DocumentRow)}
    places = {body.place for body in bodies.BODIES}
    communes = {name.split(" ", 1)[1] for body in bodies.BODIES for name in bodies.communes(body)}
    assert not {name for name in signers | places | communes if name in sample}


def test_communes_belong_to_one_district() -> None:
    named = [name.split(" ", 1)[1] for body in bodies.BODIES[1:] for name in bodies.communes(body)]
    assert len(named) == len(set(named)) == len(PHRASES.places.first) * len(PHRASES.places.second) // 8 * 7


def test_the_command_line_writes_refuses_a_second_time_and_too_few_documents(tmp_path: Path) -> None:
    runner = CliRunner()
    first = runner.invoke(main, [str(tmp_path / "a"), "--years", "2012", "--documents", "30"])
    assert first.exit_code == 0, first.output
    assert first.output.startswith("30 văn bản")
    again = runner.invoke(main, [str(tmp_path / "a"), "--years", "2012", "--documents", "30"])
    assert again.exit_code == 1
    assert "hãy chọn thư mục khác" in again.output
    few = runner.invoke(main, [str(tmp_path / "b"), "--years", "2012", "--documents", "3"])
    assert few.exit_code == 1
    assert "Cần ít nhất" in few.output
    assert not (tmp_path / "b").exists()

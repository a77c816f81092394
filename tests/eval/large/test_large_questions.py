"""Questions over the large archive: their answers stand in the documents they name."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from eval.answers.lint import lint
from eval.large import truth
from eval.large.generator import generate
from eval.large.phrases import number
from eval.large.questions import MAKERS, PARTS, main, questions, write
from eval.large.truth import DocumentRow, FigureRow
from ingest.vietnamese.text import strip_marks

MANY = 8  # of each kind in each part


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("kho-lon")
    generate(out, years=range(2009, 2012), documents=330, seed=5)
    return out


def read_all(folder: Path) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for path in sorted((folder / "questions").rglob("*.toml")):
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        assert Path(read["archive"]) == (folder / "documents").resolve()
        found[f"{path.parent.name}/{path.stem}"] = read["question"]
    return found


@pytest.fixture(scope="module")
def files(folder: Path) -> dict[str, list[dict[str, Any]]]:
    path, written = write(folder, MANY, 3)
    assert path == folder / "questions"
    found = read_all(folder)
    assert written == sum(map(len, found.values()))
    return found


@pytest.fixture(scope="module")
def asked(files: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [one for listed in files.values() for one in listed]


def of_kind(files: dict[str, list[dict[str, Any]]], kind: str) -> list[dict[str, Any]]:
    return [one for name, listed in files.items() if name.endswith(f"/{kind}") for one in listed]


def unmarked(text: str) -> bool:
    return strip_marks(text).lower() == text


def test_the_same_seed_asks_the_same(folder: Path, files: dict[str, list[dict[str, Any]]]) -> None:
    write(folder, MANY, 3)
    assert read_all(folder) == files


def test_every_kind_is_in_both_parts_half_of_it_unmarked(files: dict[str, list[dict[str, Any]]]) -> None:
    assert {name.split("/")[1] for name in files} == set(MAKERS)
    assert len(files) >= len(PARTS) * len(MAKERS) - 2  # three years have few papers of a type
    for name, listed in files.items():
        assert sum(unmarked(one["question"]) for one in listed) == len(listed) // 2, name
    assert sum(len(listed) == MANY for listed in files.values()) > len(files) // 2


def test_the_files_have_no_lint_errors(
    folder: Path, files: dict[str, list[dict[str, Any]]], tmp_path: Path
) -> None:
    # Not against the product's own words (``root``): these questions are worded before them.
    problems = lint(folder / "questions", root=tmp_path)
    assert [problem for problem in problems if problem.error] == []


def test_no_document_is_asked_about_in_both_parts_whatever_the_seed(
    folder: Path, files: dict[str, list[dict[str, Any]]]
) -> None:
    tuning, reporting = (
        {
            file
            for name, listed in files.items()
            if name.startswith(part)
            for one in listed
            for file in one["documents"]
        }
        for part in PARTS
    )
    assert tuning
    assert reporting
    assert not tuning & reporting
    other = questions(truth.read(folder), date(2011, 12, 30), MANY, 4)
    again = {
        file
        for (part, _), listed in other.items()
        if part == "tuning"
        for one in listed
        for file in one.documents
    }
    assert not again & reporting


def test_quotes_stand_in_the_documents_named(folder: Path, asked: list[dict[str, Any]]) -> None:
    for one in asked:
        texts = [(folder / "documents" / file).read_text(encoding="utf-8") for file in one["documents"]]
        for quote in one["quotes"]:
            assert any(quote in text for text in texts)


def test_facts_can_be_read_in_the_quotes(asked: list[dict[str, Any]]) -> None:
    for one in asked:
        if one["quotes"]:
            said = " ".join(one["quotes"]).lower()
            assert all(any(form.lower() in said for form in fact) for fact in one["facts"]), one["id"]
            assert not any(wrong in said for wrong in one["must_not"])


def test_a_month_with_no_report_is_not_found_and_only_its_plan_is_partial(
    folder: Path, files: dict[str, list[dict[str, Any]]]
) -> None:
    documents = [row for row in truth.read(folder) if isinstance(row, DocumentRow)]
    gaps = {row.period for row in documents if row.span == "month" and not row.held}
    unanswerable = [one for listed in files.values() for one in listed if not one["answerable"]]
    assert unanswerable == of_kind(files, "gap")
    for one in unanswerable:
        assert one["verdicts"] == ["not_found"]
        assert not one["facts"]
        assert set(one["periods"]) <= gaps
    for one in of_kind(files, "gap-plan"):
        assert one["verdicts"] == ["partial"]
        assert set(one["periods"]) <= gaps
        assert one["documents"]


def issuer_and_year(one: dict[str, Any]) -> tuple[str, str]:
    return one["question"].split(" của ")[1].split(" ban hành")[0].split(" thì")[0].rstrip("?"), one[
        "periods"
    ][0]


def test_counts_are_of_what_is_held(folder: Path, files: dict[str, list[dict[str, Any]]]) -> None:
    held = [row for row in truth.read(folder) if isinstance(row, DocumentRow) and row.held]
    counts = [one for one in of_kind(files, "count-reports") if not unmarked(one["question"])]
    assert counts
    for one in counts:
        issuer, year = issuer_and_year(one)
        monthly = [
            row
            for row in held
            if row.span == "month" and row.issuer == issuer and row.period.startswith(year)
        ]
        assert f"{len(monthly)} báo cáo" in one["facts"][0]
    for one in of_kind(files, "count-papers"):
        if not unmarked(one["question"]):
            issuer, year = issuer_and_year(one)
            kind = one["facts"][0][0].split(" ", 1)[1]
            papers = [
                row
                for row in held
                if row.type.lower() == kind and row.issuer == issuer and row.date.startswith(year)
            ]
            assert f"{len(papers)} {kind}" == one["facts"][0][0]


def test_a_list_of_documents_names_every_one_of_the_type_and_period(
    folder: Path, files: dict[str, list[dict[str, Any]]]
) -> None:
    by_file = {row.file: row for row in truth.read(folder) if isinstance(row, DocumentRow) and row.held}
    listed = of_kind(files, "documents")
    assert listed
    for one in listed:
        rows = [by_file[file] for file in one["documents"]]
        assert [[row.number] for row in rows] == one["facts"]
        period = one["periods"][0]
        alike = [
            row
            for row in by_file.values()
            if (row.body, row.type, row.date[:4]) == (rows[0].body, rows[0].type, period[:4])
            and (len(period) == 4 or f"Q{(int(row.date[5:7]) + 2) // 3}" == period[5:])
        ]
        assert rows == alike


def test_a_total_over_a_missing_month_says_how_many_were_read_and_which_lack(
    folder: Path, files: dict[str, list[dict[str, Any]]]
) -> None:
    figures = [row for row in truth.read(folder) if isinstance(row, FigureRow)]
    short = of_kind(files, "total-short")
    assert short
    for one in short:
        read = len(one["documents"])
        assert read < 12
        value, coverage, lacking = one["facts"]
        assert f"{read}/12 báo cáo" in coverage
        missing = one["note"].split("khuyết ")[1].split(", ")
        assert len(missing) == 12 - read
        assert all(str(int(period[5:])) in words for words in lacking for period in missing)
        assert one["verdicts"] == ["partial"]
        done = [row for row in figures if row.role == "done" and row.file in one["documents"]]
        sums = {
            key: sum(row.value for row in done if row.measure == key) for key in {row.measure for row in done}
        }
        assert any(value[0].startswith(f"{number(total)} ") for total in sums.values())


def test_the_command_asks_for_a_number_and_says_where_they_are(tmp_path: Path) -> None:
    missing = CliRunner().invoke(main, [str(tmp_path)])
    assert missing.exit_code == 1
    assert "hãy chạy python -m eval.large trước" in missing.output
    generate(tmp_path, years=range(2012, 2013), documents=60, seed=1)
    done = CliRunner().invoke(main, [str(tmp_path), "1"])
    assert done.exit_code == 0, done.output
    assert str(tmp_path / "questions") in done.output

"""Questions over the large archive: their answers stand in the documents they name."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from eval.large import truth
from eval.large.generator import generate
from eval.large.questions import write
from eval.large.truth import DocumentRow
from ingest.vietnamese.text import strip_marks

MANY = 150


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("kho-lon")
    generate(out, years=range(2009, 2012), documents=330, seed=5)
    return out


@pytest.fixture(scope="module")
def asked(folder: Path) -> list[dict[str, Any]]:
    path, written = write(folder, MANY, 3)
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    assert Path(read["archive"]) == (folder / "documents").resolve()
    assert written == len(read["question"]) == MANY
    questions: list[dict[str, Any]] = read["question"]
    return questions


def unmarked(text: str) -> bool:
    return strip_marks(text).lower() == text


def test_the_same_seed_asks_the_same(folder: Path, asked: list[dict[str, Any]]) -> None:
    path, _ = write(folder, MANY, 3)
    again = tomllib.loads(path.read_text(encoding="utf-8"))["question"]
    assert again == asked


def test_ids_are_unique_half_are_unmarked_and_every_kind_is_there(asked: list[dict[str, Any]]) -> None:
    assert len({one["id"] for one in asked}) == MANY
    assert sum(unmarked(one["question"]) for one in asked) == MANY // 2
    assert {one["kind"] for one in asked} == {"fact", "list", "count", "total", "number", "signer"}
    assert {one["answerable"] for one in asked} == {True, False}


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


def test_an_unanswerable_question_is_about_a_missing_month(folder: Path, asked: list[dict[str, Any]]) -> None:
    documents = [row for row in truth.read(folder) if isinstance(row, DocumentRow)]
    gaps = {row.period for row in documents if row.span == "month" and not row.held}
    unanswerable = [one for one in asked if not one["answerable"]]
    assert len(unanswerable) > 5
    for one in unanswerable:
        assert one["verdicts"] == ["not_found"]
        assert not one["facts"]
        assert set(one["periods"]) <= gaps


def test_a_count_is_of_the_reports_held(folder: Path, asked: list[dict[str, Any]]) -> None:
    documents = [row for row in truth.read(folder) if isinstance(row, DocumentRow)]
    counts = [one for one in asked if one["kind"] == "count" and not unmarked(one["question"])]
    assert counts
    for one in counts:
        issuer = one["question"].split("báo cáo tháng của ")[1].rstrip("?")
        year = one["periods"][0]
        held = [
            row
            for row in documents
            if row.held and row.span == "month" and row.issuer == issuer and row.period.startswith(year)
        ]
        assert str(len(held)) in one["facts"][0]


def test_a_total_over_a_missing_month_wants_the_report_that_counts_it_or_says_what_is_missing(
    asked: list[dict[str, Any]],
) -> None:
    short = [one for one in asked if one["kind"] == "total" and "khuyết 2" in one["note"]]
    assert short
    for one in short:
        if one["verdicts"] == ["partial"]:
            assert len(one["facts"]) > 1
        else:
            assert one["documents"][0].endswith(f"-bc-nam-{one['periods'][0]}.txt")

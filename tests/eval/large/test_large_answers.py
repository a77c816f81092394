"""Generated questions through the real door, and the scorer on answers to them that are known to be right or wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from eval.answers.asked import Asked, Served
from eval.answers.schema import Question, read_files
from eval.answers.scoring import Score, score
from eval.commands import evaluate
from eval.large.generator import generate
from eval.large.questions import MAKERS, write
from tests.eval.answers.planted import cite, good, line


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One year, about 150 documents, and one question of each kind in each part."""
    out = tmp_path_factory.mktemp("kho-mot-nam")
    generate(out, years=range(2012, 2013), documents=150, seed=7)
    write(out, 1, 7)
    return out


@pytest.fixture(scope="module")
def by_kind(folder: Path) -> dict[str, Question]:
    """A question of every kind, of whichever part has one: a year of one body is in one part only."""
    files = read_files(folder / "questions", "tuning") + read_files(folder / "questions", "reporting")
    return {file.path.stem: file.questions[0] for file in files}


def answered(question: Question, quotes: tuple[str, ...], *, role: str, document: str, verdict: str) -> Score:
    """The scorer's word on an answer that tells these quotes of one document, one a line."""
    wire = good(
        verdict=verdict,
        lines=[line(quote, marker, role=role) for marker, quote in enumerate(quotes, 1)],
        citations=[cite(marker, quote, file=document) for marker, quote in enumerate(quotes, 1)],
        computed=[],
    )
    passages = {
        f"p{marker}": Served(quote, role, (), question.periods[0]) for marker, quote in enumerate(quotes, 1)
    }
    return score(Asked(question, wire, passages))


def test_generated_questions_are_asked_through_the_door(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TROLY_EMBEDDING_MODEL", "none")
    arguments = ["answers", "--questions", str(folder / "questions"), "--json"]
    result = CliRunner().invoke(evaluate, arguments)
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    kinds = {one["id"].removeprefix("l-t-").rpartition("-")[0] for one in found["questions"]}
    assert len(kinds) >= 12
    assert kinds <= set(MAKERS)
    assert found["no_failure"] == found["verbatim"] == 1.0


@pytest.mark.parametrize(("kind", "role"), [("tasks", "plan"), ("open", "result"), ("fact", "result")])
def test_the_gold_lines_are_right_and_each_change_of_them_is_wrong(
    by_kind: dict[str, Question], kind: str, role: str
) -> None:
    question = by_kind[kind]
    told = {"role": role, "document": question.documents[0], "verdict": "answered"}
    right = answered(question, question.quotes, **told)
    assert right.correct, right.findings()
    assert right.facts_rightly_cited
    fewer = answered(question, question.quotes[1:], **told)
    assert not fewer.correct
    assert fewer.missing_facts
    elsewhere = answered(
        question, question.quotes, **{**told, "document": by_kind["signer"].documents[0] + "x"}
    )
    assert elsewhere.missing_documents
    assert not elsewhere.facts_rightly_cited
    silent = answered(question, (), **{**told, "verdict": "not_found"})
    assert silent.false_refusal


def test_a_neighbouring_month_is_a_wrong_period(by_kind: dict[str, Question]) -> None:
    question = by_kind["fact"]
    told = {"role": "result", "document": question.documents[0], "verdict": "answered"}
    assert not answered(question, question.quotes, **told).wrong_period
    other = replace(question, periods=(by_kind["count-papers"].periods[0],))
    assert not answered(other, question.quotes, **told).wrong_period  # the year holds the month


def test_a_total_that_hides_what_is_missing_is_wrong(by_kind: dict[str, Question]) -> None:
    question = by_kind["total-short"]
    value, read, lacking = (ways[0] for ways in question.facts)

    def said(text: str, verdict: str) -> Score:
        quotes = [f"Tiếp nhận của {file}: {value}, {read}, {lacking}." for file in question.documents]
        wire = good(
            verdict=verdict,
            lines=[line(text, *range(1, len(quotes) + 1), role="computed")],
            citations=[
                cite(marker, quote, file=file)
                for marker, (file, quote) in enumerate(zip(question.documents, quotes, strict=True), 1)
            ],
            computed=[],
        )
        return score(Asked(question, wire, {f"p{n}": Served(quote) for n, quote in enumerate(quotes, 1)}))

    whole = said(f"Tổng cộng {value}; đã đọc {read}; {lacking}.", "partial")
    assert whole.correct, whole.findings()
    assert not said(f"Tổng cộng {value}; đã đọc {read}.", "partial").correct
    assert not said(f"Tổng cộng {value}; {lacking}.", "partial").correct
    assert not said(f"Tổng cộng {value}; đã đọc {read}; {lacking}.", "answered").correct


def test_silence_is_right_only_where_the_report_is_missing(by_kind: dict[str, Question]) -> None:
    nothing = {"role": "result", "document": "x", "verdict": "not_found"}
    assert answered(by_kind["gap"], (), **nothing).correct
    told = answered(by_kind["gap"], ("Tiếp nhận 12 đơn thư.",), **{**nothing, "verdict": "answered"})
    assert told.false_answer
    assert not told.correct
    assert not answered(by_kind["gap-plan"], (), **nothing).correct

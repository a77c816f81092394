"""One set to one row, and the rows between the marks of a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.retrieval.__main__ import BEGIN, END, _put
from eval.retrieval.beir import RetrievalSet
from eval.retrieval.table import Legs, Row, render, row_of
from eval.retrieval.translations import translation_set
from tests.ingest.archive.building import HashingEmbedder


def test_a_row_has_every_leg_with_and_without_diacritics() -> None:
    passages = {f"p{n}": f"Việc số {n} giao cho tổ {n * 7} ở thôn {n * 11}." for n in range(20)}
    questions = {f"q{n}": f"việc số {n} giao tổ {n * 7}" for n in range(20)}
    wanted = RetrievalSet("thử", passages, questions, {f"q{n}": {f"p{n}": 1} for n in range(20)})
    row = row_of(wanted, HashingEmbedder())
    assert (row.name, row.questions, row.passages) == ("thử", 20, 20)
    assert row.marked == Legs(1.0, pytest.approx(row.marked.dense), 1.0)
    assert row.unmarked.lexical == 1.0  # folded words
    assert 0 < row.marked.dense <= 1
    assert (row.gain, row.interval) == (0.0, (0.0, 0.0))


def test_the_table_is_markdown_with_the_interval() -> None:
    row = Row("bo", 1_234, 56, Legs(0.5, 0.25, 0.6), Legs(0.5, 0.2, 0.55), 10.04, (-0.5, 20.26))
    lines = render([row]).splitlines()
    assert len(lines) == 3
    assert (
        lines[2] == "| bo | 1,234 / 56 | 0.500 | 0.250 | 0.600 | +10.0 [-0.5; +20.3] | 0.500, 0.200, 0.550 |"
    )
    assert len({line.count("|") for line in lines}) == 1


def test_the_table_replaces_the_one_before_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_text(f"trước\n{BEGIN}cũ\n{END}sau\n", encoding="utf-8")
    _put(file, "| mới |")
    _put(file, "| mới hơn |")
    assert file.read_text(encoding="utf-8") == f"trước\n{BEGIN}\n| mới hơn |\n\n{END}sau\n"
    (tmp_path / "none.md").write_text("không có dấu", encoding="utf-8")
    with pytest.raises(SystemExit, match="marks"):
        _put(tmp_path / "none.md", "| mới |")
    assert (tmp_path / "none.md").read_text(encoding="utf-8") == "không có dấu"


def test_an_english_sentence_asks_for_every_translation_of_it(tmp_path: Path) -> None:
    lines = [f"Sentence {n}.\tCâu {n}.\tours" for n in range(300)]
    lines += [f"Sentence {n}.\tCâu khác {n}.\tours" for n in range(300)]
    (tmp_path / "tatoeba-en-vi.tsv").write_text("\n".join(lines), encoding="utf-8")
    wanted = translation_set(tmp_path / "tatoeba-en-vi.tsv")
    assert 10 < len(wanted.questions) < 60
    assert len(wanted.passages) == 2 * len(wanted.questions)
    for key, text in wanted.questions.items():
        number = text.removeprefix("Sentence ")
        assert {wanted.passages[found] for found in wanted.relevant[key]} == {
            f"Câu {number}",
            f"Câu khác {number}",
        }

"""`troly eval retrieval` from a folder to its figures, through the real archive."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from eval.commands import evaluate
from eval.retrieval.beir import RetrievalSet, read_set
from eval.retrieval.runner import compare
from ingest.errors import BadInput
from tests.assistant.cross_encoders import WORD, write_cross_encoder

PASSAGES = {
    "thac-mac": "Ban chỉ đạo tiếp nhận và giải đáp thắc mắc của bà con về đường liên thôn.",
    "tap-huan": "Mở lớp tập huấn công tác hòa giải cho cán bộ thôn, tổ dân phố.",
    "trong-rung": "Vận động hội viên trồng rừng phòng hộ ven sông.",
}
QUESTIONS = {"q1": "lớp tập huấn hòa giải mở cho ai?", "q2": "vận động trồng rừng ở đâu?"}
RELEVANT = {"q1": {"tap-huan": 1}, "q2": {"trong-rung": 1}}
NAMES = ["ndcg@10", "mrr@10", "acc@1", "recall@10", "recall@50", "ms_p50"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, records in (("corpus", PASSAGES), ("queries", QUESTIONS)):
        lines = [json.dumps({"_id": key, "title": "", "text": text}) for key, text in records.items()]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    qrels = "".join(f"{q}\t{p}\t1\n" for q, found in RELEVANT.items() for p in found)
    (tmp_path / "qrels.tsv").write_text(qrels, encoding="utf-8")
    return tmp_path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(evaluate, ["retrieval", *map(str, arguments)])


def test_json_holds_exactly_the_three_legs_and_their_figures(folder: Path) -> None:
    result = run(folder, "--json", "--embedding-model", "none")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert list(found) == ["lexical", "dense", "fused"]
    assert found["dense"] is None
    assert found["fused"] == found["lexical"]
    assert list(found["lexical"]) == NAMES
    assert found["lexical"]["acc@1"] == 1.0


def test_a_configured_reranker_is_one_more_row(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question's word stands thrice in the wrong passage; what the reranker likes stands in the right one."""
    lines = [
        {"_id": "sai", "title": "", "text": "trồng rừng, trồng rừng, trồng rừng"},
        {"_id": "dung", "title": "", "text": f"trồng rừng phòng hộ {WORD} ven sông và ven biển"},
    ]
    corpus = "\n".join(json.dumps(line) for line in lines)
    (folder / "corpus.jsonl").write_text(corpus, encoding="utf-8")
    (folder / "queries.jsonl").write_text(json.dumps({"_id": "q", "text": "trồng rừng"}), encoding="utf-8")
    (folder / "qrels.tsv").write_text("q\tdung\t1\n", encoding="utf-8")
    monkeypatch.setenv("TROLY_RERANKER", str(write_cross_encoder(tmp_path / "xep-lai")))
    found = json.loads(run(folder, "--json", "--embedding-model", "none").stdout)
    assert list(found) == ["lexical", "dense", "fused", "reranked"]
    assert (found["fused"]["acc@1"], found["reranked"]["acc@1"]) == (0.0, 1.0)
    assert "reranked" in run(folder, "--embedding-model", "none").stdout


def test_the_table_names_the_set_and_every_figure(folder: Path) -> None:
    result = run(folder, "--embedding-model", "none")
    assert result.exit_code == 0, result.output
    assert "2 câu hỏi, 3 đoạn" in result.stdout
    assert all(name in result.stdout for name in NAMES)


def test_a_question_without_diacritics_finds_the_same(folder: Path) -> None:
    plain = json.loads(run(folder, "--json", "--no-diacritics", "--embedding-model", "none").stdout)
    assert plain["lexical"]["acc@1"] == 1.0


def test_only_the_questions_lose_their_marks() -> None:
    """A passage that is the question's own unmarked text must not be what the marked one is turned into."""
    wanted = RetrievalSet("dấu", {"a": "bán hàng", "b": "bạn hàng"}, {"q": "bán hàng"}, {"q": {"a": 1}})
    assert compare(wanted, None).lexical.recall_10 == 1.0
    assert compare(wanted, None, no_diacritics=True).lexical.recall_10 == 1.0


def test_a_wrong_folder_leaves_as_bad_input(tmp_path: Path) -> None:
    result = run(tmp_path, "--json")
    assert isinstance(result.exception, BadInput)
    assert "corpus.jsonl" in result.exception.message


def test_empty_passages_are_no_trouble() -> None:
    wanted = RetrievalSet("rỗng", {"a": "", "b": "trồng rừng"}, {"q": "trồng rừng"}, {"q": {"b": 1}})
    assert compare(wanted, None).lexical.acc_1 == 1.0


def test_lexical_leg_keeps_the_level_of_the_reference_on_a_public_set(shared: Path) -> None:
    """FACTS.md: folded syllables and bigrams reach .960 on xquad-vi, marks typed or not."""
    wanted = read_set(shared / "bench" / "xquad-vi")
    marked, plain = compare(wanted, None), compare(wanted, None, no_diacritics=True)
    assert marked.lexical.ndcg_10 > 0.955
    assert plain.lexical.ndcg_10 > 0.955

"""The optional reranker: real cross encoders of a few hundred weights, over real archives."""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from assistant.answer import Hit, Question
from assistant.assistant import Assistant
from assistant.cli import main
from assistant.ranking import Fused, dealt_anew
from assistant.reranking import (
    MAX_TOKENS,
    MOST_PAIRS,
    Allowance,
    Reranker,
    Reranking,
    configured_reranker,
    load_reranker,
)
from assistant.retrieval import retrieve
from assistant.retriever import ArchiveRetriever
from assistant.settings import Settings
from eval.retrieval.runner import SCOPE, index
from ingest.archive.archive import Archive
from ingest.document import Scope
from ingest.embedding import EMBEDDED_FOLDER
from ingest.errors import ModelFailed
from tests.assistant.cross_encoders import WORD, write_cross_encoder, write_encoder

QUERY = "trồng rừng phòng hộ"
# The fewer words beside those of the query, the better for the lexical leg.
PASSAGES = {
    f"p{number:02}": f"Trồng rừng phòng hộ {'ven sông ' * number}{WORD if number in (3, 20) else ''}"
    for number in range(24)
}
FAST, SLOW, SLOWEST = 0.001, 0.75, 1.0  # seconds for the four pairs that are measured: 50 pairs fit, 8, and 6
REACH = 4  # of the slow one, in one retrieval


def clock(seconds: float) -> Callable[[], float]:
    """A clock on which everything that is measured takes ``seconds``."""
    now = 0.0

    def tell() -> float:
        nonlocal now
        now += seconds
        return now

    return tell


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_cross_encoder(tmp_path_factory.mktemp("xep-lai"))


@pytest.fixture(scope="module")
def fast(folder: Path) -> Reranker:
    loaded = load_reranker(str(folder), clock(FAST))
    assert loaded is not None
    return loaded


@pytest.fixture(scope="module")
def slow(folder: Path) -> Reranker:
    loaded = load_reranker(str(folder), clock(SLOW))
    assert loaded is not None
    return loaded


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive.open(tmp_path_factory.mktemp("data"), create=True) as archive:
        archive.use_embedder(None)
        index(archive, PASSAGES, None)
        yield archive


def hits(archive: Archive, reranker: Reranker | None, query: str = QUERY) -> list[Hit]:
    reranking = Reranking.alone(reranker, query) if reranker else None
    return retrieve(query, archive, None, scope=SCOPE, limit=100, reranking=reranking)


def ids(found: list[Hit]) -> list[str]:
    return [hit.passage.id for hit in found]


# -- the order ----------------------------------------------------------------------------------------


def test_the_passages_the_reranker_likes_come_first_and_the_others_stay_in_order(
    archive: Archive, fast: Reranker
) -> None:
    before, after = hits(archive, None), hits(archive, fast)
    liked = [hit.passage.id for hit in before if WORD in hit.passage.text]
    assert len(liked) == 2
    assert ids(before)[:2] != liked
    # The word's share is larger in the shorter passage; those without it are ties and keep the fused order.
    assert ids(after) == [*liked, *(id for id in ids(before) if id not in liked)]


def test_the_fused_scores_are_dealt_out_anew(archive: Archive, fast: Reranker) -> None:
    before, after = hits(archive, None), hits(archive, fast)
    assert [hit.score for hit in after] == [hit.score for hit in before]
    legs = {hit.passage.id: (hit.lexical, hit.dense) for hit in before}
    assert {hit.passage.id: (hit.lexical, hit.dense) for hit in after} == legs
    assert all(hit.reranked is None for hit in before)
    said = [hit.reranked for hit in after if hit.reranked is not None]
    assert len(said) == len(after)
    assert said == sorted(said, reverse=True)


def test_passages_beyond_what_the_budget_allows_are_untouched(archive: Archive, slow: Reranker) -> None:
    assert (slow.pairs, Reranking.alone(slow, QUERY).reach) == (2 * REACH, REACH)
    before, after = hits(archive, None), hits(archive, slow)
    assert ids(after)[:REACH] != ids(before)[:REACH]
    assert set(ids(after)[:REACH]) == set(ids(before)[:REACH])
    assert after[REACH:] == before[REACH:]
    assert WORD in " ".join(hit.passage.text for hit in after[REACH:])  # liked, but too far down


def test_ties_keep_the_fused_order_and_it_repeats_exactly(archive: Archive, fast: Reranker) -> None:
    fused = [Fused(name, score, score, None) for name, score in (("a", 0.9), ("b", 0.8), ("c", 0.3))]
    assert [hit.passage_id for hit in dealt_anew(fused, [1.0, 1.0, 1.0])] == ["a", "b", "c"]
    anew = dealt_anew(fused, [1.0, 2.0, 2.0])
    assert [(hit.passage_id, hit.score) for hit in anew] == [("b", 0.9), ("c", 0.8), ("a", 0.3)]
    assert hits(archive, fast) == hits(archive, fast)


def test_nothing_found_is_nothing_reranked(archive: Archive, fast: Reranker) -> None:
    assert hits(archive, fast, "xyzt") == []
    assert fast.scores(QUERY, []) == []
    assert dealt_anew([], []) == []


def test_a_program_of_llama_index_may_rerank_too(archive: Archive, fast: Reranker) -> None:
    retriever = ArchiveRetriever(
        archive, None, scope=SCOPE, limit=100, reranking=Reranking.alone(fast, QUERY)
    )
    assert [node.node_id for node in retriever.retrieve(QUERY)] == ids(hits(archive, fast))


# -- what is read, and what it may cost ---------------------------------------------------------------


def test_a_long_passage_is_read_from_its_beginning(fast: Reranker) -> None:
    filler = "chữ " * (2 * MAX_TOKENS)
    plain, early, late, deep = fast.scores(
        QUERY, [filler, f"{WORD} {filler}", f"{filler} {WORD}", f"{filler * 50} {WORD}"]
    )
    assert early > plain
    assert plain == late == deep


def test_a_text_scores_the_same_in_any_company(fast: Reranker) -> None:
    texts = [f"{WORD} {'chữ ' * number}" for number in range(11)]
    assert fast.scores(QUERY, texts) == [fast.scores(QUERY, [text])[0] for text in texts]


@pytest.mark.parametrize(("seconds", "pairs"), [(FAST, MOST_PAIRS), (0.25, 24), (0.5, 12), (SLOW, 8)])
def test_as_many_pairs_as_fit_the_budget(folder: Path, seconds: float, pairs: int) -> None:
    loaded = load_reranker(str(folder), clock(seconds))
    assert loaded is not None
    assert loaded.pairs == pairs


def test_one_that_is_too_slow_is_left_off_and_the_log_says_so(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "assistant.reranking"):
        assert load_reranker(str(folder), clock(SLOWEST)) is None
    (record,) = caplog.records
    assert f"TROLY_RERANKER={folder} quá chậm" in record.getMessage()


def test_the_retrievals_of_a_question_share_its_allowance(slow: Reranker) -> None:
    allowance = Allowance(slow.pairs)
    first, again = (Reranking(slow, QUERY, allowance) for _ in range(2))
    other = Reranking(slow, "một cách hiểu khác", allowance)
    texts = [f"đoạn {'chữ ' * number}" for number in range(12)]
    assert len(first.scores(texts)) == REACH
    assert allowance.pairs == REACH
    assert again.scores(texts) == first.scores(texts)  # known: free
    assert allowance.pairs == REACH
    assert len(again.scores([texts[0], *texts[4:6], texts[1], *texts[7:]])) == REACH
    assert allowance.pairs == REACH - 2
    assert len(other.scores(texts)) == REACH - 2
    assert other.scores(texts[6:]) == []
    assert len(other.scores(texts)) == REACH - 2


def test_no_question_has_more_scored_than_its_share(
    small_archive: tuple[Archive, Assistant], slow: Reranker, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, _ = small_archive
    scored: list[int] = []
    score = Reranker.scores

    def counted(self: Reranker, question: str, texts: list[str]) -> list[float]:
        scored.append(len(texts))
        return score(self, question, texts)

    monkeypatch.setattr(Reranker, "scores", counted)
    assistant = Assistant(archive, None, reranker=slow)
    for text in (
        "tháng 6 cần chuẩn bị gì cho buổi tiếp xúc cử tri chuyên đề?",
        "kiểm tra việc thực hiện dân chủ ở đâu, và kết quả bình xét thi đua tháng 5 thế nào?",
        "đã trồng bao nhiêu cây xanh ở xã Bình Minh, và ai là người phụ trách việc ấy?",
    ):
        scored.clear()
        assistant.ask(Question(text, date(2021, 6, 1)), scope=Scope(archive.collections()))
        assert 0 < sum(scored) <= slow.pairs


# -- what cannot be loaded ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["./khong/co", "khong-co", "https://example.org/model"])
def test_a_name_that_is_nothing_fails_with_the_setting_and_the_value(name: str) -> None:
    with pytest.raises(ModelFailed, match=f"mô hình xếp lại TROLY_RERANKER={name}: không có thư mục này"):
        load_reranker(name)


def test_an_unreachable_hub_fails_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    name = "troly-khong-co/mo-hinh-nay"
    with pytest.raises(ModelFailed, match="không nối được") as failure:
        load_reranker(name)
    assert f"TROLY_RERANKER={name}" in failure.value.message
    assert "hoặc để trống" in failure.value.message


def test_an_empty_or_broken_folder_fails_in_words(folder: Path, tmp_path: Path) -> None:
    empty, cut = tmp_path / "rong", tmp_path / "cut"
    empty.mkdir()
    shutil.copytree(folder, cut)
    weights = cut / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-100])
    for place in (empty, cut):
        with pytest.raises(ModelFailed, match="thư mục thiếu tệp, tệp bị hỏng") as failure:
            load_reranker(str(place))
        assert f"TROLY_RERANKER={place}" in failure.value.message


def test_weights_that_are_no_numbers_fail_in_words(folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "hong"
    shutil.copytree(folder, broken)
    tensors = load_file(broken / "model.safetensors")
    tensors["classifier.weight"] = torch.full_like(tensors["classifier.weight"], float("nan"))
    save_file(tensors, broken / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelFailed, match="không chấm điểm được"):
        load_reranker(str(broken))


def test_an_embedding_model_is_no_reranker(tmp_path: Path) -> None:
    with pytest.raises(ModelFailed, match="không phải mô hình xếp lại") as failure:
        load_reranker(str(write_encoder(tmp_path / "nhung")))
    assert "TROLY_RERANKER=" in failure.value.message
    with pytest.raises(ModelFailed, match="là mô hình khác loại"):
        load_reranker(str(EMBEDDED_FOLDER))


def test_a_classifier_of_several_classes_is_no_reranker(tmp_path: Path) -> None:
    with pytest.raises(ModelFailed, match="không phải mô hình xếp lại"):
        load_reranker(str(write_cross_encoder(tmp_path / "ba-lop", labels=3)))


@pytest.mark.parametrize("model_type", ["bert", "la"])
def test_code_in_the_folder_is_never_run(folder: Path, tmp_path: Path, model_type: str) -> None:
    place, ran = tmp_path / "co-ma", tmp_path / "da-chay"
    shutil.copytree(folder, place)
    (place / "modeling_la.py").write_text(f"open({str(ran)!r}, 'w').close()\n", encoding="utf-8")
    config = json.loads((place / "config.json").read_text())
    config["model_type"] = model_type
    config["auto_map"] = {
        "AutoConfig": "modeling_la.Config",
        "AutoModelForSequenceClassification": "modeling_la.Model",
    }
    (place / "config.json").write_text(json.dumps(config))
    if model_type == "bert":  # known without the code
        assert load_reranker(str(place), clock(FAST)) is not None
    else:
        with pytest.raises(ModelFailed, match="TROLY_RERANKER="):
            load_reranker(str(place))
    assert not ran.exists()


def test_a_module_of_the_folder_s_own_is_never_run(folder: Path, tmp_path: Path) -> None:
    place, ran = tmp_path / "co-ma", tmp_path / "da-chay"
    shutil.copytree(folder, place)
    (place / "la.py").write_text(f"open({str(ran)!r}, 'w').close()\n", encoding="utf-8")
    (place / "modules.json").write_text(json.dumps([{"idx": 0, "name": "0", "path": "", "type": "la.La"}]))
    (place / "config_sentence_transformers.json").write_text(json.dumps({"model_type": "CrossEncoder"}))
    with pytest.raises(ModelFailed, match="TROLY_RERANKER="):
        load_reranker(str(place))
    assert not ran.exists()


# -- the whole way ------------------------------------------------------------------------------------


def test_nothing_is_imported_where_the_setting_is_empty(tmp_path: Path) -> None:
    assert configured_reranker(Settings(reranker="  ")) is None
    check = (
        "import sys; from assistant.cli import main\n"
        "code = main(['ask', 'tháng 3 cần chuẩn bị gì cho đối thoại của Bí thư?'])\n"
        "sys.exit(code or bool({'sentence_transformers', 'torch'} & set(sys.modules)))"
    )
    environment = {"PYTHONPATH": ":".join(sys.path), "TROLY_EMBEDDING_MODEL": "none"}
    ran = subprocess.run(
        [sys.executable, "-c", check], env=environment, cwd=tmp_path, check=False, capture_output=True
    )
    assert ran.returncode == 0, ran.stderr.decode()


def test_asked_with_a_reranker_over_the_sample_archive(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TROLY_EMBEDDING_MODEL", "none")
    monkeypatch.setenv("TROLY_RERANKER", str(folder))
    question = "tháng 3 cần chuẩn bị gì cho đối thoại của Bí thư?"
    assert main(["ask", question, "--json", "--explain"]) == 0
    out, err = capsys.readouterr()
    answer = json.loads(out)
    assert err == "Chưa có kho tài liệu; đang nạp kho mẫu (chỉ lần đầu).\n"
    assert (answer["verdict"], answer["dropped"]) == ("answered", {"lines": 0, "quotes": 0})
    assert answer["citations"]
    with Archive.open(Settings.load().data) as archive:
        scope = Scope(archive.collections())
        for citation in answer["citations"]:
            (passage,) = archive.passages([citation["passage_id"]], scope=scope)
            assert citation["quote"] in passage.text
    said = [hit["reranked"] for hit in answer["explanation"]["hits"]]
    assert any(score is not None for score in said)
    assert main(["ask", question, "--explain"]) == 0
    assert ", xếp lại " in capsys.readouterr().out


def test_a_reranker_that_cannot_be_had_is_one_line_for_the_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TROLY_EMBEDDING_MODEL", "none")
    main(["ingest"])
    monkeypatch.setenv("TROLY_RERANKER", "khong-co")
    capsys.readouterr()
    assert main(["ask", "tháng 3 cần làm gì"]) != 0
    err = capsys.readouterr().err
    assert err.startswith("Lỗi: Không tìm thấy mô hình xếp lại TROLY_RERANKER=khong-co")
    assert err.count("\n") == 1

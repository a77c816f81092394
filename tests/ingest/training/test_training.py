"""A tiny corpus, written here, trains a tiny model from end to end."""

from __future__ import annotations

import json
import lzma
import random
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from ingest.embedding import EMBEDDED_FOLDER, load_embedder
from ingest.training.card import FIGURES, Made, figures_table, write_card
from ingest.training.corpus import Corpus, read_corpus
from ingest.training.pairs import make_pairs, sentence_pair
from ingest.training.pieces import Vocabulary, build_tokenizer, count_words
from ingest.training.train import Recipe, export, train

TOPICS = {
    "Tiếp công dân": (
        "cán bộ tiếp công dân",
        "ghi đơn khiếu nại",
        "hẹn ngày trả lời người dân",
        "mở sổ theo dõi đơn thư",
    ),
    "Bảo vệ rừng": (
        "kiểm lâm tuần tra rừng",
        "trồng lại cây con",
        "ngăn cháy vào mùa khô",
        "đóng mốc ranh giới khu rừng",
    ),
    "Thu tiền nước": (
        "nhân viên đọc đồng hồ nước",
        "lập hóa đơn hằng tháng",
        "nộp tiền tại quầy thu",
        "thay đồng hồ bị hỏng",
    ),
    "Thư viện xã": (
        "thủ thư cho mượn sách",
        "xếp sách lên kệ",
        "mời học sinh đọc truyện",
        "sửa bìa sách đã rách",
    ),
}
QUESTIONS = {
    "can bo ghi don khieu nai": "Tiếp công dân",
    "kiểm lâm đi tuần tra khu rừng": "Bảo vệ rừng",
    "lập hóa đơn tiền nước hằng tháng": "Thu tiền nước",
    "cho học sinh mượn sách": "Thư viện xã",
}


def write_corpus(folder: Path) -> Path:
    chance = random.Random(7)
    with lzma.open(folder / "phapdien_articles.jsonl.xz", "wt", encoding="utf-8") as out:
        for number in range(160):
            topic, sentences = list(TOPICS.items())[number % len(TOPICS)]
            text = ". ".join(f"Việc {number} là {part}" for part in chance.sample(sentences, 3)) + "."
            row = {"demuc": f"Đề mục 1.{number} {topic}", "title": f"{topic}.", "text": text}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    with lzma.open(folder / "viwiki_clean.jsonl.xz", "wt", encoding="utf-8") as out:
        for topic, sentences in TOPICS.items():
            text = (
                f"{topic} gồm nhiều việc nhỏ hằng ngày ở xã.\n\n== Công việc ==\n"
                + "; ".join(sentences)
                + "."
            )
            out.write(json.dumps({"title": topic, "text": text}, ensure_ascii=False) + "\n")
    (folder / "tatoeba-en-vi.tsv").write_text(
        "The library lends books.\tThư viện cho mượn sách.\tour own\n"
        "Pay the water bill.\tNộp tiền nước.\tour own\n",
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return read_corpus(write_corpus(tmp_path_factory.mktemp("corpus")))


def test_corpus_is_read_into_values(corpus: Corpus) -> None:
    assert (len(corpus.articles), len(corpus.pages), len(corpus.translations)) == (160, 4, 2)
    assert corpus.articles[0].topic == "Tiếp công dân"
    assert corpus.articles[0].title == "Tiếp công dân"
    assert [title for title, _ in corpus.pages[0].sections] == ["", "Công việc"]


def test_missing_files_are_empty_collections(tmp_path: Path) -> None:
    assert list(read_corpus(tmp_path).texts()) == []


def test_pieces_segment_unmarked_and_marked_text_alike() -> None:
    texts = ["Buổi đối thoại của Bí thư với dân.", "Bí thư đến dự.", "Cuộc đối thoại của dân."] * 30
    vocabulary = count_words([*texts, *(["của dân với ai"] * 60)], minimum=2, pairs=20)
    tokenizer = build_tokenizer(vocabulary)
    expected = ["▁doi▁thoai", "▁cua", "▁bi▁thu"]
    assert tokenizer.encode("doi thoai cua bi thu").tokens == expected
    assert tokenizer.encode("  ĐỐI  THOẠI\ncủa Bí thư… ").tokens == expected
    assert tokenizer.encode("đối, thoại").tokens[0] != "▁doi▁thoai", "a word never crosses punctuation"


def test_unknown_words_fall_back_to_characters() -> None:
    tokenizer = build_tokenizer(Vocabulary((("dan", 5), ("hop", 3))))
    assert tokenizer.encode("dân họp xyz").tokens == ["▁dan", "▁hop", "▁", "x", "y", "z"]
    assert tokenizer.encode("… — 漢").tokens == []


def test_a_sentence_is_not_part_of_its_own_surroundings() -> None:
    text = (
        "Câu thứ nhất nói về việc trồng rừng. Câu thứ hai nói về việc tưới cây con. "
        "Câu thứ ba nói về mùa khô."
    )
    pair = sentence_pair(text, random.Random(3))
    assert pair is not None
    assert pair.anchor in text
    assert pair.anchor not in pair.passage
    assert sentence_pair("Chỉ có một câu ở đây thôi, không hơn.", random.Random(3)) is None


def test_common_titles_are_told_apart_by_topic(corpus: Corpus) -> None:
    groups = {group.name: group for group in make_pairs(corpus, seed=1)}
    assert groups["legal code: titles"].pairs[1].anchor == "Bảo vệ rừng Bảo vệ rừng"
    assert make_pairs(corpus, seed=1) == make_pairs(corpus, seed=1)
    assert groups["translations"].pairs[0].anchor == "The library lends books."


def test_a_tiny_model_trains_loads_and_ranks(corpus: Corpus, tmp_path: Path) -> None:
    tokenizer = build_tokenizer(count_words(corpus.texts(), minimum=1, pairs=20))
    groups = make_pairs(corpus, seed=1)
    recipe = Recipe(dimensions=32, batch=16, epochs=10)
    said: list[str] = []
    weights = train(groups, tokenizer, recipe, said.append)
    assert len(said) == recipe.epochs
    assert np.array_equal(weights, train(groups, tokenizer, recipe, said.append)), "the seed repeats the run"

    export(tokenizer, weights, tmp_path)
    write_card(tmp_path, Made(corpus, groups, tokenizer.get_vocab_size(), recipe))
    embedder = load_embedder(str(tmp_path))
    assert embedder.fingerprint.dimensions == 32
    names = list(TOPICS)
    passages = embedder.encode([". ".join(sentences) for sentences in TOPICS.values()], query=False)
    for question, topic in QUESTIONS.items():
        scores = passages @ embedder.encode([question], query=True)[0]
        assert names[int(scores.argmax())] == topic

    card = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "license: cc-by-sa-4.0" in card
    assert "| legal code: titles | 160 | 1 |" in card
    assert "Not measured for these weights." in card, "another model's figures must not appear"


def test_figures_belong_to_the_shipped_weights() -> None:
    digest = sha256((EMBEDDED_FOLDER / "model.safetensors").read_bytes()).hexdigest()
    table = figures_table(digest)
    assert FIGURES.exists()
    assert "xquad-vi" in table
    assert table in (EMBEDDED_FOLDER / "README.md").read_text(encoding="utf-8")

"""A tiny corpus, written here, trains a tiny model from end to end."""

from __future__ import annotations

import gzip
import json
import lzma
import random
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from ingest.embedding import EMBEDDED_FOLDER, load_embedder
from ingest.training.card import Made, write_card
from ingest.training.corpus import Corpus, Translation, held_out, read_corpus, without_held_out
from ingest.training.excluding import set_passages, without
from ingest.training.pairs import make_pairs, sentence_pair
from ingest.training.pieces import Vocabulary, build_tokenizer, count_words
from ingest.training.train import Recipe, _Tokens, export, train

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
    assert "Not measured yet" in card, "another model's figures must not appear"


def test_the_shipped_card_is_of_the_shipped_weights_and_says_how_good_they_are() -> None:
    card = (EMBEDDED_FOLDER / "README.md").read_text(encoding="utf-8")
    assert sha256((EMBEDDED_FOLDER / "model.safetensors").read_bytes()).hexdigest() in card
    assert "license: cc-by-sa-4.0" in card
    assert "| xquad-vi | " in card
    assert "Not measured yet" not in card


def test_one_english_sentence_in_ten_is_held_out_with_all_that_say_the_same() -> None:
    pairs = [Translation(f"This is sentence {n}.", f"Đây là câu số {n}.") for n in range(1_000)]
    held = held_out(pairs)
    assert 60 < len(held) < 140
    again = Translation("Another wording.", held[0].vietnamese.upper().rstrip("."))
    kept = without_held_out([*pairs, again])
    assert len(kept) == len(pairs) - len(held)
    assert not {pair.english for pair in kept} & {pair.english for pair in held}
    assert again not in kept
    assert held_out(pairs[:500]) == tuple(pair for pair in held if pair in pairs[:500])


def test_text_of_an_evaluation_set_is_left_out_and_nothing_else(corpus: Corpus, tmp_path: Path) -> None:
    article = corpus.articles[7]
    near = article.text.upper().replace(".", ";") + " Thêm một câu không có trong luật."
    with gzip.open(tmp_path / "corpus.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write(json.dumps({"_id": "a", "title": "", "text": near}) + "\n")
    left = without(corpus, set_passages(tmp_path))
    assert article not in left.articles
    # What shares few runs of words with it stays.
    assert [other for other in corpus.articles if other not in left.articles] == [article]
    assert left.pages == corpus.pages


def test_most_steps_see_a_part_of_a_long_passage_and_some_the_whole() -> None:
    tokens = _Tokens(np.arange(200, dtype=np.int64), np.asarray([0, 100, 105, 200], dtype=np.int64))
    recipe = Recipe(part_tokens=10, whole_share=0.5)
    lengths: set[int] = set()
    for seed in range(40):
        ids, offsets = tokens.bag_of_parts(np.asarray([2, 1, 0]), recipe, np.random.default_rng(seed))
        last, short, first = np.split(ids.numpy(), offsets.numpy()[1:])
        assert np.array_equal(short, np.arange(100, 105)), "a short passage is not cut"
        for part, low, high in ((last, 105, 200), (first, 0, 100)):
            assert np.array_equal(part, np.arange(part[0], part[-1] + 1))
            assert low <= part[0] <= part[-1] < high
            lengths.add(len(part))
    assert lengths == {10, 95, 100}

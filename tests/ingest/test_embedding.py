from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from ingest.embedding import EMBEDDED_FOLDER, Embedder, Fingerprint, load_embedder, prefixes
from ingest.errors import ModelFailed
from ingest.vietnamese.text import fold

DIALOGUE = (
    "Tham mưu chuẩn bị nội dung, điều kiện tổ chức hội nghị đối thoại trực tiếp giữa người đứng đầu cấp ủy, "
    "chính quyền với nhân dân."
)
DISTRACTORS = (
    "Tiếp nhận, phân loại đơn thư gửi đến Văn phòng trong tháng và chuyển cơ quan có thẩm quyền giải quyết.",
    "Tổ chức tập huấn nghiệp vụ kế toán cho các xã, phường trước khi quyết toán ngân sách năm.",
    "Chuẩn bị kinh phí sửa chữa trụ sở làm việc và mua sắm trang thiết bị văn phòng.",
    "Thăm hỏi, tặng quà gia đình chính sách, chức sắc tôn giáo nhân dịp Tết Nguyên đán.",
    "Kiểm tra việc thực hiện quy chế dân chủ ở doanh nghiệp và trường học trên địa bàn huyện.",
)


@pytest.fixture(scope="module")
def embedded() -> Embedder:
    return load_embedder("embedded")


def test_vectors_are_float32_of_unit_length(embedded: Embedder) -> None:
    vectors = embedded.encode([DIALOGUE, *DISTRACTORS], query=False)
    assert vectors.dtype == np.float32
    assert vectors.shape == (6, 256)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_texts_without_words_still_have_a_direction(embedded: Embedder) -> None:
    vectors = embedded.encode(["", "… — …", DIALOGUE], query=True)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.array_equal(vectors[0], vectors[1])
    assert embedded.encode([], query=True).shape == (0, 256)


def test_a_vector_does_not_depend_on_its_batch(embedded: Embedder) -> None:
    texts = [DIALOGUE, *DISTRACTORS]
    together = embedded.encode(texts, query=False)
    alone = np.concatenate([embedded.encode([text], query=False) for text in texts])
    assert np.allclose(together, alone, atol=1e-6)


@pytest.mark.parametrize(
    "question", ["chuẩn bị đối thoại với dân", "chuan bi doi thoai voi dan", "CHUẨN BỊ ĐỐI THOẠI VỚI DÂN?"]
)
def test_the_dialogue_passage_is_nearest_with_and_without_diacritics(
    embedded: Embedder, question: str
) -> None:
    passages = embedded.encode([*DISTRACTORS, DIALOGUE], query=False)
    scores = passages @ embedded.encode([question], query=True)[0]
    assert int(scores.argmax()) == len(DISTRACTORS)


def test_an_unmarked_question_has_the_marked_question_s_vector(embedded: Embedder) -> None:
    marked, unmarked = embedded.encode([DIALOGUE, fold(DIALOGUE)], query=True)
    assert np.allclose(marked, unmarked, atol=1e-6)


def test_an_english_question_finds_the_vietnamese_passage(embedded: Embedder) -> None:
    passages = embedded.encode(["Cô ấy đọc sách ở trường.", "Xe buýt đến muộn.", "Trời mưa to."], query=False)
    scores = passages @ embedded.encode(["Where does she read books?"], query=True)[0]
    assert int(scores.argmax()) == 0


def test_shipped_folder_is_small_and_says_what_it_is(embedded: Embedder) -> None:
    assert sum(file.stat().st_size for file in EMBEDDED_FOLDER.rglob("*")) <= 20_000_000
    assert {"modules.json", "tokenizer.json", "model.safetensors", "README.md"} <= {
        file.name for file in EMBEDDED_FOLDER.iterdir()
    }
    card = (EMBEDDED_FOLDER / "README.md").read_text(encoding="utf-8")
    for needed in ("cc-by-sa-4.0", "Wikipedia", "Tatoeba", "Pháp điển", "python -m ingest.training"):
        assert needed in card
    assert embedded.fingerprint.dimensions == 256
    assert (embedded.fingerprint.query_prefix, embedded.fingerprint.passage_prefix) == ("", "")


def test_a_folder_is_the_same_model_under_any_name_until_its_files_change(
    embedded: Embedder, tmp_path: Path
) -> None:
    copy = tmp_path / "mo-hinh"
    shutil.copytree(EMBEDDED_FOLDER, copy)
    assert load_embedder(str(copy)).fingerprint.key == embedded.fingerprint.key
    weights = copy / "model.safetensors"
    data = bytearray(weights.read_bytes())
    data[-2] ^= 1
    weights.write_bytes(bytes(data))
    assert load_embedder(str(copy)).fingerprint.key != embedded.fingerprint.key


def test_prompts_of_a_folder_are_its_prefixes(tmp_path: Path) -> None:
    copy = tmp_path / "mo-hinh"
    shutil.copytree(EMBEDDED_FOLDER, copy)
    config = json.loads((copy / "config_sentence_transformers.json").read_text())
    config["prompts"] = {"query": "tìm: ", "document": "đoạn: "}
    (copy / "config_sentence_transformers.json").write_text(json.dumps(config))
    prompted = load_embedder(str(copy))
    assert (prompted.fingerprint.query_prefix, prompted.fingerprint.passage_prefix) == ("tìm: ", "đoạn: ")
    plain = load_embedder("embedded")
    said = prompted.encode(["dân vận"], query=True)
    assert np.allclose(said, plain.encode(["tìm: dân vận"], query=True), atol=1e-6)
    assert not np.allclose(said, prompted.encode(["dân vận"], query=False), atol=1e-3)


@pytest.mark.parametrize(
    ("name", "prompts", "expected"),
    [
        ("intfloat/multilingual-e5-small", {}, ("query: ", "passage: ")),
        ("/srv/models/multilingual-e5-base/", {"query": "", "document": ""}, ("query: ", "passage: ")),
        ("intfloat/multilingual-e5-large-instruct", {}, ("", "")),
        ("BAAI/bge-m3", {}, ("", "")),
        ("AITeamVN/Vietnamese_Embedding", {}, ("", "")),
        ("a/b", {"query": "hỏi: ", "passage": "đáp: "}, ("hỏi: ", "đáp: ")),
    ],
)
def test_prefixes(name: str, prompts: dict[str, str | None], expected: tuple[str, str]) -> None:
    assert prefixes(name, prompts) == expected


def test_fingerprint_keys_tell_models_apart() -> None:
    base = Fingerprint("a/b", "1", 256)
    others = [
        Fingerprint("a/b", "2", 256),
        Fingerprint("a/b", "1", 512),
        Fingerprint("a/b", "1", 256, query_prefix="query: "),
    ]
    assert len({base.key, *(other.key for other in others)}) == 4
    assert base.key == Fingerprint("c/d", "1", 256).key
    assert base.key.isascii()


@pytest.mark.parametrize("name", ["./khong/co", "khong-co", "", "https://example.org/model"])
def test_a_name_that_is_nothing_fails_with_the_setting_and_the_value(name: str) -> None:
    with pytest.raises(ModelFailed, match=r"TROLY_EMBEDDING_MODEL=" + name) as failure:
        load_embedder(name)
    assert '"embedded"' in failure.value.message


def test_a_broken_folder_fails_in_words(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("{")
    with pytest.raises(ModelFailed, match="TROLY_EMBEDDING_MODEL="):
        load_embedder(str(tmp_path))


def test_an_unreachable_hub_fails_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    name = "troly-khong-co/mo-hinh-nay"
    with pytest.raises(ModelFailed, match="không nối được") as failure:
        load_embedder(name)
    assert f"TROLY_EMBEDDING_MODEL={name}" in failure.value.message


def test_importing_the_module_does_not_import_sentence_transformers() -> None:
    check = (
        "import sys, ingest.embedding; sys.exit(bool({'sentence_transformers', 'torch'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0

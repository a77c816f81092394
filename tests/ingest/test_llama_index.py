from __future__ import annotations

import asyncio

import numpy as np
import pytest

from ingest.document import Document, Heading, Passage, PassageKind, Role, Span
from ingest.embedding import Embedder, load_embedder, parts_of
from ingest.llama_index import ArchiveDocument, PassageNodeParser, TrolyEmbedding, embed_passages
from ingest.parsing.passages import search_text
from tests.ingest.archive.building import HashingEmbedder

SENTENCES = (
    "Chuẩn bị nội dung hội nghị đối thoại với nhân dân.",
    "Kiểm tra công tác bảo vệ rừng ở các xã miền núi.",
    "Chuẩn bị nội dung hội nghị đối thoại với nhân dân.",
)


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder("embedded")


def document(identity: str, sentences: tuple[str, ...], path: tuple[str, ...] = ()) -> Document:
    text = "\n".join(sentences)
    passages, start = [], 0
    for order, sentence in enumerate(sentences):
        passages.append(
            Passage(
                id=f"{identity}.v1.{order}",
                document_id=identity,
                version="v1",
                order=order,
                kind=PassageKind.ITEM,
                text=sentence,
                spans=(Span(start, start + len(sentence)),),
                section=None,
                path=path,
                role=Role.PLAN,
            )
        )
        start += len(sentence) + 1
    return Document(
        id=identity,
        collection="chung",
        file=f"{identity}.txt",
        sha256="0" * 64,
        version="v1",
        text=text,
        format="txt",
        pages=None,
        heading=Heading(),
        sections=(),
        passages=tuple(passages),
        references=(),
    )


def test_every_passage_gets_the_vector_of_its_search_text(embedder: Embedder) -> None:
    documents = [
        document("aa", SENTENCES),
        document("bb", SENTENCES[1:2], path=("II. Nhiệm vụ", "1. Trọng tâm")),
    ]
    vectors = embed_passages(documents, embedder)
    passages = [passage for one in documents for passage in one.passages]
    assert list(vectors) == [passage.id for passage in passages]
    expected = embedder.encode([search_text(passage) for passage in passages], query=False)
    for passage, vector in zip(passages, expected, strict=True):
        assert vectors[passage.id].dtype == np.float32
        assert np.allclose(vectors[passage.id], vector, atol=1e-6)
    # Equal texts of one document are two passages; the heading path is part of what is embedded.
    assert np.allclose(vectors["aa.v1.0"], vectors["aa.v1.2"])
    assert not np.allclose(vectors["aa.v1.1"], vectors["bb.v1.0"], atol=1e-3)


def test_a_long_passage_has_vectors_of_its_parts_after_its_own(embedder: Embedder) -> None:
    sentences = [f"Việc thứ {n} giao cho tổ công tác số {n} trong quý {n % 4 + 1}." for n in range(20)]
    one = document("dd", (" ".join(sentences), SENTENCES[0]))
    vectors = embed_passages([one], embedder)
    long, short = (vectors[passage.id] for passage in one.passages)
    text = search_text(one.passages[0])
    parts = parts_of(text, embedder.fingerprint.part)
    assert " ".join(parts).split() == text.split()
    assert len({len(part.split()) for part in parts[:-1]}) == 1
    assert np.allclose(long, embedder.encode([text, *parts], query=False), atol=1e-6)
    assert len(short) == 1


def test_a_model_that_reads_whole_passages_gets_no_parts() -> None:
    reads_whole = HashingEmbedder()
    vectors = embed_passages([document("ee", (" ".join(SENTENCES * 20),))], reads_whole)
    assert vectors["ee.v1.0"].shape == (1, reads_whole.fingerprint.dimensions)
    assert len(reads_whole.encoded) == 1


@pytest.mark.parametrize(
    ("words", "parts"), [(1, 0), (72, 0), (73, 2), (96, 2), (120, 2), (121, 3), (4_800, 100)]
)
def test_parts_are_of_about_one_length_and_lose_no_word(words: int, parts: int) -> None:
    text = " ".join(f"từ{n}" for n in range(words))
    found = parts_of(text, 48)
    assert len(found) == parts
    assert not found or " ".join(found) == text
    assert all(32 <= len(part.split()) <= 64 for part in found[:-1])


def test_more_passages_than_one_batch(embedder: Embedder) -> None:
    many = tuple(f"Việc thứ {number} trong chương trình công tác." for number in range(2_500))
    vectors = embed_passages([document("cc", many)], embedder)
    assert len(vectors) == 2_500
    assert np.allclose(
        vectors["cc.v1.2400"], embedder.encode([search_text_of(many[2_400])], query=False)[0], atol=1e-5
    )


def search_text_of(sentence: str) -> str:
    return search_text(document("x", (sentence,)).passages[0])


def test_no_documents_no_vectors(embedder: Embedder) -> None:
    assert embed_passages([], embedder) == {}
    assert embed_passages([document("dd", ())], embedder) == {}


def test_metadata_are_never_embedded() -> None:
    nodes = PassageNodeParser()([ArchiveDocument.of(document("aa", SENTENCES))])
    from llama_index.core.schema import MetadataMode

    for node in nodes:
        assert node.metadata["kind"] == "item"
        assert node.metadata["archive_document"] == "aa"
        assert node.get_content(MetadataMode.EMBED) == node.get_content(MetadataMode.NONE)
        assert node.get_content(MetadataMode.LLM) == node.get_content(MetadataMode.NONE)


def test_the_embedding_asks_as_query_and_stores_as_passage(embedder: Embedder) -> None:
    embedding = TrolyEmbedding(embedder)
    asked = embedding.get_query_embedding(SENTENCES[0])
    assert np.allclose(asked, embedder.encode([SENTENCES[0]], query=True)[0], atol=1e-6)
    assert np.allclose(asyncio.run(embedding.aget_query_embedding(SENTENCES[0])), asked, atol=1e-6)
    assert embedding.model_name == "embedded"


@pytest.mark.disable_socket  # not even this machine
def test_nothing_reaches_for_the_network() -> None:
    embedder = load_embedder("embedded")
    assert len(embed_passages([document("aa", SENTENCES)], embedder)) == 3

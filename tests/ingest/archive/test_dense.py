"""Searching by vectors: exact cosines, the nearest part of a long text, texts that many documents repeat."""

from __future__ import annotations

import numpy as np
import pytest

from ingest.archive.archive import Archive
from ingest.document import Document
from tests.ingest.archive.building import (
    EVERYTHING,
    HashingEmbedder,
    document,
    put,
)

Three = tuple[Document, Document, Document]


def test_the_nearest_vector_comes_first_with_its_exact_cosine(
    filled: Archive, embedder: HashingEmbedder, three: Three
) -> None:
    asked = embedder.encode(["rà soát biên chế"], query=True)[0]
    found = filled.dense(asked, scope=EVERYTHING, limit=6)
    exact = filled.similarities(asked, [p.id for d in three for p in d.passages], scope=EVERYTHING)
    assert [passage_id for passage_id, _ in found] == sorted(exact, key=lambda i: -exact[i])
    assert found[0][0] == "ccc.v1.0"
    assert dict(found) == pytest.approx(exact, abs=1e-5)


def test_a_long_text_is_as_near_as_its_nearest_part(archive: Archive, embedder: HashingEmbedder) -> None:
    long, short = document("lon", "Một văn bản dài."), document("nho", "Một văn bản ngắn.")
    whole, part, other, asked = np.eye(embedder.fingerprint.dimensions, dtype=np.float32)[:4]
    near = (0.3 * asked + whole) / np.linalg.norm(0.3 * asked + whole)
    nearer = (0.6 * asked + other) / np.linalg.norm(0.6 * asked + other)
    nearest = (0.9 * asked + part) / np.linalg.norm(0.9 * asked + part)
    archive.put([long, short], {"lon.v1.0": np.stack([near, nearest]), "nho.v1.0": nearer})
    for _ in range(2):
        found = archive.dense(asked, scope=EVERYTHING, limit=2)
        assert [passage_id for passage_id, _ in found] == ["lon.v1.0", "nho.v1.0"]
        assert dict(found) == pytest.approx(
            {"lon.v1.0": nearest @ asked, "nho.v1.0": nearer @ asked}, abs=1e-5
        )
        exact = archive.similarities(asked, ["nho.v1.0", "lon.v1.0"], scope=EVERYTHING)
        assert exact == pytest.approx(dict(found), abs=1e-5)
        assert archive.cached_vectors(long.passages)["lon.v1.0"].shape == (2, 64)
        archive.rebuild()  # the parts stand in the catalogue and outlive the index


def test_a_text_repeated_in_many_documents_hides_no_other(
    archive: Archive, embedder: HashingEmbedder
) -> None:
    """Equal vectors make islands in the graph: each text is in it once, and leads to all its passages."""
    documents = [
        document(f"d{n:03}", "Như trên.", "Lưu văn phòng.", f"Việc riêng thứ {n} của xã {n * n}.")
        for n in range(150)
    ]
    put(archive, embedder, *documents)
    for n in range(0, 150, 7):
        asked = embedder.encode([f"Việc riêng thứ {n} của xã {n * n}."], query=True)[0]
        assert archive.dense(asked, scope=EVERYTHING, limit=1)[0][0] == f"d{n:03}.v1.2"
    asked = embedder.encode(["Như trên."], query=True)[0]
    found = archive.dense(asked, scope=EVERYTHING, limit=100)
    assert [i for i, _ in found] == [f"d{n:03}.v1.0" for n in range(100)]
    archive.remove([f"d{n:03}" for n in range(149)])
    assert archive.dense(asked, scope=EVERYTHING, limit=100)[0][0] == "d149.v1.0"  # its text is still there
    assert archive.counts(scope=EVERYTHING).vectors == 3

"""An empty archive, and one with documents in three collections."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ingest.archive.archive import Archive
from ingest.document import Document
from tests.ingest.archive.building import HashingEmbedder, document, number, put


@pytest.fixture
def embedder() -> HashingEmbedder:
    return HashingEmbedder()


@pytest.fixture
def archive(tmp_path: Path, embedder: HashingEmbedder) -> Iterator[Archive]:
    with Archive.open(tmp_path / "data", create=True) as opened:
        opened.use_embedder(embedder.fingerprint)
        yield opened


@pytest.fixture
def three() -> tuple[Document, Document, Document]:
    """One document in each collection, about the same thing in other words."""
    return (
        document(
            "aaa",
            "Chuẩn bị nội dung đối thoại của Bí thư với nhân dân.",
            "Thực hiện Kế hoạch số 05-KH/TU.",
            own=number(12, "BC", "BDVTU"),
            dated=date(2020, 2, 25),
            mentions=[number(5)],
        ),
        document(
            "bbb",
            "Đối thoại với đoàn viên về việc làm.",
            "Theo Kế hoạch số 05-KH/TU.",
            collection="mật ước",
            own=number(12, "BC", "TĐ"),
            dated=date(2021, 3, 1),
            mentions=[number(5)],
        ),
        document(
            "ccc",
            "Rà soát biên chế cuối năm.",
            "Theo Quyết định số 05-QĐ/TU.",
            collection="tổ chức",
            dated=None,
            mentions=[number(5, "QĐ")],
        ),
    )


@pytest.fixture
def filled(
    archive: Archive, embedder: HashingEmbedder, three: tuple[Document, Document, Document]
) -> Archive:
    put(archive, embedder, *three)
    return archive

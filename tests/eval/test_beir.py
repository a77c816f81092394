"""Reading a retrieval set: what a published folder looks like, and what a broken one is told."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from eval.retrieval.beir import read_set
from ingest.errors import BadInput

CORPUS = [
    {"_id": "d1", "title": "Dân vận khéo", "text": "Mô hình ở xã vùng cao."},
    {"_id": "d2", "title": "", "text": "Đối thoại với nhân dân."},
    {"_id": 3, "text": "Không có tên."},
]
QUERIES = [{"_id": "q1", "text": "đối thoại là gì?"}, {"_id": "q2", "text": "không ai chấm"}]
QRELS = "query-id\tcorpus-id\tscore\nq1\td2\t1\nq1\td1\t0\n"


def write(folder: Path, *, corpus: str | None = None, queries: str | None = None, qrels: str = QRELS) -> Path:
    def lines(records: list[dict[str, object]]) -> str:
        return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)

    (folder / "corpus.jsonl").write_text(lines(CORPUS) if corpus is None else corpus, encoding="utf-8")
    (folder / "queries.jsonl").write_text(lines(QUERIES) if queries is None else queries, encoding="utf-8")
    (folder / "qrels.tsv").write_text(qrels, encoding="utf-8")
    return folder


def test_titles_are_prepended_and_only_judged_questions_kept(tmp_path: Path) -> None:
    found = read_set(write(tmp_path))
    assert dict(found.passages) == {
        "d1": "Dân vận khéo\nMô hình ở xã vùng cao.",
        "d2": "Đối thoại với nhân dân.",
        "3": "Không có tên.",
    }
    assert dict(found.questions) == {"q1": "đối thoại là gì?"}
    assert found.relevant == {"q1": {"d2": 1}}


@pytest.mark.parametrize("qrels", ["q1\td2\t1\n", "\ufeffquery-id\tcorpus-id\tscore\r\nq1\td2\t1\r\n\r\n"])
def test_qrels_with_and_without_a_header(tmp_path: Path, qrels: str) -> None:
    assert read_set(write(tmp_path, qrels=qrels)).relevant == {"q1": {"d2": 1}}


def test_gzipped_corpus_and_the_published_place_of_qrels(tmp_path: Path) -> None:
    write(tmp_path)
    plain = tmp_path / "corpus.jsonl"
    (tmp_path / "corpus.jsonl.gz").write_bytes(gzip.compress(plain.read_bytes()))
    plain.unlink()
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels.tsv").rename(tmp_path / "qrels" / "test.tsv")
    assert len(read_set(tmp_path).passages) == 3


@pytest.mark.parametrize("missing", ["corpus.jsonl", "queries.jsonl", "qrels.tsv"])
def test_a_missing_file_is_named(tmp_path: Path, missing: str) -> None:
    (write(tmp_path) / missing).unlink()
    with pytest.raises(BadInput, match=f"thiếu tệp {missing}"):
        read_set(tmp_path)


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="Không tìm thấy thư mục"):
        read_set(tmp_path / "không-có")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"corpus": '{"_id": "d1", "text": "a"}\n{"_id": "d2", \n'},
            r"corpus\.jsonl, dòng 2: không phải JSON",
        ),
        ({"corpus": '{"_id": "d1"}\n'}, r"corpus\.jsonl, dòng 1: cần"),
        ({"corpus": '["d1", "a"]\n'}, r"corpus\.jsonl, dòng 1: cần"),
        ({"corpus": '{"_id": "d2", "text": "a"}\n\n{"_id": "d2", "text": "b"}\n'}, r"dòng 3: mã “d2” bị lặp"),
        ({"corpus": ""}, r"corpus\.jsonl không có dòng nào"),
        ({"queries": "\n"}, r"queries\.jsonl không có dòng nào"),
        ({"qrels": "q1\td9\t1\n"}, r"qrels\.tsv, dòng 1: mã “d9” không có trong corpus\.jsonl"),
        ({"qrels": "q9\td1\t1\n"}, r"qrels\.tsv, dòng 1: mã “q9” không có trong queries\.jsonl"),
        ({"qrels": "q1 d2 1\n"}, r"qrels\.tsv, dòng 1: cần 3 cột"),
        ({"qrels": "q1\td2\t1\nq1\td1\tcó\n"}, r"dòng 2: mức liên quan “có”"),
        ({"qrels": "query-id\tcorpus-id\tscore\n"}, "không có đánh giá nào"),
        ({"qrels": ""}, "không có đánh giá nào"),
    ],
)
def test_a_broken_folder_is_told_where(tmp_path: Path, change: dict[str, str], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        read_set(write(tmp_path, **change))


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "corpus.jsonl").unlink()
    (tmp_path / "corpus.jsonl.gz").write_bytes(b"not gzip")
    with pytest.raises(BadInput, match=r"Không đọc được tệp corpus\.jsonl\.gz"):
        read_set(tmp_path)

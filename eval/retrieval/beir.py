"""A retrieval set in BEIR form: a folder in, passages, questions and judgements out.

``corpus.jsonl`` (``_id``, ``title``, ``text``), ``queries.jsonl`` (``_id``, ``text``), either may be gzipped;
``qrels.tsv`` (question, passage, grade; with or without a header), or ``qrels/test.tsv`` as published.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import BadInput


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """``passages`` and ``questions``: id → text; ``relevant``: question id → passage id → grade (above 0).

    Only questions with at least one relevant passage are kept: the others measure nothing.
    """

    name: str
    passages: Mapping[str, str]
    questions: Mapping[str, str]
    relevant: Mapping[str, Mapping[str, int]]


def read_set(folder: Path) -> RetrievalSet:
    """The set in ``folder``; BadInput says which file and line cannot be used."""
    if not folder.is_dir():
        raise BadInput(f"Không tìm thấy thư mục {folder}.")
    passages = {
        key: "\n".join(part for part in (record.get("title"), record["text"]) if part)
        for key, record in _records(_file(folder, "corpus.jsonl"))
    }
    questions = {key: record["text"] for key, record in _records(_file(folder, "queries.jsonl"))}
    qrels = _qrels_file(folder)
    relevant: dict[str, dict[str, int]] = {}
    for number, question, passage, grade in _judgements(qrels):
        where = f"{qrels.name}, dòng {number}"
        if question not in questions:
            raise BadInput(f"{where}: mã “{question}” không có trong queries.jsonl.")
        if passage not in passages:
            raise BadInput(f"{where}: mã “{passage}” không có trong corpus.jsonl.")
        if grade > 0:
            relevant.setdefault(question, {})[passage] = grade
    if not relevant:
        raise BadInput(f"{qrels.name}: không có đánh giá nào lớn hơn 0.")
    asked = {key: questions[key] for key in relevant}
    return RetrievalSet(folder.resolve().name, passages, asked, relevant)


def _file(folder: Path, name: str) -> Path:
    for path in (folder / name, folder / f"{name}.gz"):
        if path.is_file():
            return path
    raise BadInput(f"Thư mục {folder} thiếu tệp {name} (hoặc {name}.gz).")


def _qrels_file(folder: Path) -> Path:
    for path in (folder / "qrels.tsv", folder / "qrels" / "test.tsv"):
        if path.is_file():
            return path
    raise BadInput(f"Thư mục {folder} thiếu tệp qrels.tsv.")


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Numbered lines that are not blank."""
    try:
        with (
            gzip.open(path, "rt", encoding="utf-8-sig")
            if path.suffix == ".gz"
            else path.open(encoding="utf-8-sig") as file
        ):
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, line
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise BadInput(f"Không đọc được tệp {path.name}: {error}.") from error


def _records(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """(id, record) of each line of a .jsonl file; ids are unique and ``text`` is a string."""
    seen: set[str] = set()
    for number, line in _lines(path):
        where = f"{path.name}, dòng {number}"
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise BadInput(f"{where}: không phải JSON hợp lệ ({error.msg}).") from error
        if not isinstance(record, dict) or "_id" not in record or not isinstance(record.get("text"), str):
            raise BadInput(f"{where}: cần một đối tượng có “_id” và “text” (chuỗi).")
        if not isinstance(record.get("title") or "", str):
            raise BadInput(f"{where}: “title” phải là chuỗi.")
        key = str(record["_id"])
        if key in seen:
            raise BadInput(f"{where}: mã “{key}” bị lặp.")
        seen.add(key)
        yield key, record
    if not seen:
        raise BadInput(f"Tệp {path.name} không có dòng nào.")


def _judgements(path: Path) -> Iterator[tuple[int, str, str, int]]:
    """(line number, question, passage, grade); a first line whose grade is not a number is the header."""
    first = True
    for number, line in _lines(path):
        columns = line.rstrip("\r\n").split("\t")
        if len(columns) != 3:
            raise BadInput(
                f"{path.name}, dòng {number}: cần 3 cột cách nhau bằng dấu tab: câu hỏi, đoạn, mức liên quan."
            )
        try:
            grade = int(columns[2])
        except ValueError as error:
            if first:
                first = False
                continue
            raise BadInput(
                f"{path.name}, dòng {number}: mức liên quan “{columns[2]}” không phải số nguyên."
            ) from error
        first = False
        yield number, columns[0], columns[1], grade

"""Question files are read whole, or refused with the file, the question and the reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from eval.answers.schema import read_file, read_files
from ingest.document import Period
from ingest.errors import BadInput

HEAD = 'archive = "eval/archive"\n'
MINIMUM = """\
[[question]]
id = "q1"
question = "ai ký?"
as_of = 2024-02-26
kind = "signer"
answerable = true
verdicts = ["answered"]
facts = [["Lò Văn Páo"]]
"""


def write(folder: Path, text: str, name: str = "tuning/a.toml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_question_is_read_with_its_defaults(tmp_path: Path) -> None:
    file = read_file(write(tmp_path, HEAD + MINIMUM))
    assert (file.part, file.archive, file.only) == ("tuning", "eval/archive", ())
    (question,) = file.questions
    assert (question.thread, question.turn) == ("q1", 1)
    assert question.facts == (("Lò Văn Páo",),)
    assert question.as_of == date(2024, 2, 26)
    assert not question.unmarked


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-Q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02-15", date(2024, 2, 15), date(2024, 2, 15)),
        ("2023-11/2024-02", date(2023, 11, 1), date(2024, 2, 29)),
    ],
)
def test_periods(tmp_path: Path, said: str, start: date, end: date) -> None:
    file = read_file(write(tmp_path, f'{HEAD}{MINIMUM}periods = ["{said}"]\n'))
    assert file.questions[0].periods == (Period(start, end, said),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("archive =", "a.toml: không phải TOML"),
        (MINIMUM, "a.toml: thiếu “archive”"),
        (HEAD, r"không có mục \[\[question\]\]"),
        (HEAD + "kho = 1\n" + MINIMUM, "trường lạ “kho”"),
        (HEAD + MINIMUM.replace('id = "q1"\n', ""), "a.toml, câu thứ 1: thiếu “id”"),
        (HEAD + MINIMUM + 'fact = "x"\n', "a.toml, câu q1: có trường lạ “fact”"),
        (HEAD + MINIMUM.replace('kind = "signer"\n', ""), "câu q1: thiếu “kind”"),
        (HEAD + MINIMUM.replace('"signer"', '"who"'), "“kind” là “who”, phải là một trong"),
        (HEAD + MINIMUM.replace('["answered"]', '["yes"]'), "“verdicts” là “yes”"),
        (HEAD + MINIMUM.replace('["answered"]', "[]"), "“verdicts” phải có ít nhất một"),
        (HEAD + MINIMUM.replace('["answered"]', '["not_found"]'), "phải có answered hoặc partial"),
        (HEAD + MINIMUM.replace("2024-02-26", '"2024-02-26"'), "“as_of” phải là ngày"),
        (HEAD + MINIMUM.replace("2024-02-26", "2024-02-26T10:00:00"), "“as_of” phải là ngày"),
        (HEAD + MINIMUM.replace("= true", '= "có"'), "“answerable” phải là true hoặc false"),
        (HEAD + MINIMUM.replace('[["Lò Văn Páo"]]', '["Lò Văn Páo"]'), "danh sách các danh sách"),
        (HEAD + MINIMUM.replace('[["Lò Văn Páo"]]', "[[]]"), "danh sách các danh sách"),
        (HEAD + MINIMUM.replace('[["Lò Văn Páo"]]', "[]"), "cần ít nhất một mục"),
        (HEAD + MINIMUM + "turn = 0\n", "“turn” phải là số nguyên từ 1"),
        (HEAD + MINIMUM + "turn = true\n", "“turn” phải là số nguyên từ 1"),
        (HEAD + MINIMUM + 'periods = ["2024-13"]\n', "kỳ “2024-13”"),
        (HEAD + MINIMUM + 'periods = ["2024-03/2024-01"]\n', "kỳ “2024-03/2024-01”"),
        (HEAD + MINIMUM + 'documents = "a.docx"\n', "“documents” phải là danh sách"),
        (HEAD + MINIMUM + MINIMUM, "câu q1: mã bị lặp trong tệp"),
    ],
)
def test_what_cannot_be_used_is_said_by_file_and_question(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        read_file(write(tmp_path, text))


def test_the_parts_are_folders(tmp_path: Path) -> None:
    write(tmp_path, HEAD + MINIMUM)
    write(tmp_path, HEAD + MINIMUM.replace("q1", "q2"), "reporting/b.toml")
    assert [file.part for file in read_files(tmp_path, "all")] == ["tuning", "reporting"]
    assert [file.part for file in read_files(tmp_path, "reporting")] == ["reporting"]
    with pytest.raises(BadInput, match="chưa có tệp câu hỏi"):
        read_files(tmp_path, "real")
    with pytest.raises(BadInput, match="Không tìm thấy"):
        read_files(tmp_path / "none", "all")


def test_an_id_is_used_once_in_all_files(tmp_path: Path) -> None:
    write(tmp_path, HEAD + MINIMUM)
    write(tmp_path, HEAD + MINIMUM, "reporting/b.toml")
    with pytest.raises(BadInput, match=r"b\.toml, câu q1: mã đã dùng ở tệp a\.toml"):
        read_files(tmp_path, "all")

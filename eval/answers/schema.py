"""Evaluation questions: a TOML file in, frozen questions out; what is wrong is said by file and question.

The form is described for the people who add questions in ``eval/questions/README.md``.
"""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from assistant.answer import Verdict
from ingest.document import Period
from ingest.errors import BadInput
from ingest.vietnamese.text import is_unmarked

PARTS = ("tuning", "reporting", "real")
KINDS = tuple(
    "tasks fact count compare follow total signer recipients number date directs cite article definition list "
    "secret injection other".split()
)
VERDICTS = tuple(verdict.value for verdict in Verdict)
SILENT = frozenset({Verdict.NOT_FOUND.value, Verdict.REFUSED.value, Verdict.CLARIFY.value})

_FILE_FIELDS = frozenset({"archive", "documents", "question"})
_FIELDS = frozenset(
    "id thread turn question as_of kind answerable verdicts facts must_not documents quotes periods note".split()
)
_REQUIRED = ("id", "question", "as_of", "kind", "answerable", "verdicts")
_PERIOD = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?")


@dataclass(frozen=True, slots=True)
class Question:
    """One turn, and what a right answer to it holds."""

    id: str
    thread: str
    turn: int  # from 1
    text: str
    as_of: date
    kind: str
    answerable: bool
    verdicts: frozenset[str]  # the acceptable ones
    facts: tuple[tuple[str, ...], ...] = ()  # one alternative of each must stand in a line
    must_not: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()  # files that must be cited, all of them
    quotes: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    note: str = ""

    @property
    def unmarked(self) -> bool:
        """Typed without diacritics."""
        return is_unmarked(self.text)

    @property
    def must_be_silent(self) -> bool:
        """Only saying that it is not held, declining or asking back is acceptable."""
        return not self.answerable and self.verdicts <= SILENT


@dataclass(frozen=True, slots=True)
class QuestionFile:
    path: Path
    part: str
    archive: str  # a folder below the repository, or below "{shared}"
    only: tuple[str, ...]  # the files of it that are ingested; empty: all
    questions: tuple[Question, ...]


def files_of(folder: Path, part: str) -> list[Path]:
    """The question files of a part ("all": of every part), in order."""
    wanted = PARTS if part == "all" else (part,)
    return [path for name in wanted for path in sorted((folder / name).glob("*.toml"))]


def read_files(folder: Path, part: str) -> tuple[QuestionFile, ...]:
    """Every file of ``part``; :class:`BadInput` for the first thing that cannot be used."""
    if not folder.is_dir():
        raise BadInput(f"Không tìm thấy thư mục câu hỏi {folder}.")
    found = tuple(read_file(path) for path in files_of(folder, part))
    if not found:
        raise BadInput(f"Phần “{part}” chưa có tệp câu hỏi nào trong {folder}.")
    seen: dict[str, Path] = {}
    for file in found:
        for question in file.questions:
            if question.id in seen:
                raise _bad(file.path, question.id, f"mã đã dùng ở tệp {seen[question.id].name}")
            seen[question.id] = file.path
    return found


def read_file(path: Path) -> QuestionFile:
    """One file; its part is the name of its folder."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"Không đọc được tệp {path.name}; tệp phải là văn bản UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{path.name}: không phải TOML hợp lệ ({error}).") from error
    unknown = sorted(table.keys() - _FILE_FIELDS)
    if unknown:
        raise _bad(path, None, f"có trường lạ “{unknown[0]}” ở đầu tệp")
    archive = table.get("archive")
    if not isinstance(archive, str) or not archive:
        raise _bad(path, None, "thiếu “archive” (thư mục kho tài liệu)")
    entries = table.get("question")
    if not isinstance(entries, list) or not entries:
        raise _bad(path, None, "không có mục [[question]] nào")
    only = _strings(table.get("documents", []), path, None, "documents")
    questions = tuple(_question(entry, path, number) for number, entry in enumerate(entries, 1))
    _check_unique(path, questions)
    return QuestionFile(path, path.parent.name, archive, only, questions)


def _question(entry: Any, path: Path, number: int) -> Question:
    if not isinstance(entry, dict):
        raise _bad(path, f"thứ {number}", "phải là một mục [[question]]")
    name = entry.get("id")
    if not isinstance(name, str) or not name.strip():
        raise _bad(path, f"thứ {number}", "thiếu “id”")
    unknown = sorted(entry.keys() - _FIELDS)
    if unknown:
        raise _bad(path, name, f"có trường lạ “{unknown[0]}”")
    for field in _REQUIRED:
        if field not in entry:
            raise _bad(path, name, f"thiếu “{field}”")
    for field in ("question", "thread", "note"):
        if not isinstance(entry.get(field, ""), str):
            raise _bad(path, name, f"“{field}” phải là chuỗi")
    if not isinstance(entry["answerable"], bool):
        raise _bad(path, name, "“answerable” phải là true hoặc false")
    turn = entry.get("turn", 1)
    if not isinstance(turn, int) or isinstance(turn, bool) or turn < 1:
        raise _bad(path, name, "“turn” phải là số nguyên từ 1")
    if not entry["question"].strip():
        raise _bad(path, name, "“question” đang để trống")
    if not isinstance(entry["as_of"], date) or isinstance(entry["as_of"], datetime):
        raise _bad(path, name, "“as_of” phải là ngày, viết không có dấu nháy, ví dụ 2024-02-26")
    kind = _one_of(entry["kind"], KINDS, path, name, "kind")
    verdicts = frozenset(
        _one_of(value, VERDICTS, path, name, "verdicts")
        for value in _strings(entry["verdicts"], path, name, "verdicts")
    )
    if not verdicts:
        raise _bad(path, name, "“verdicts” phải có ít nhất một kết luận")
    question = Question(
        id=name,
        thread=entry.get("thread", name),
        turn=turn,
        text=entry["question"],
        as_of=entry["as_of"],
        kind=kind,
        answerable=entry["answerable"],
        verdicts=verdicts,
        facts=_facts(entry, path, name),
        must_not=_strings(entry.get("must_not", []), path, name, "must_not"),
        documents=_strings(entry.get("documents", []), path, name, "documents"),
        quotes=_strings(entry.get("quotes", []), path, name, "quotes"),
        periods=tuple(
            _period(value, path, name) for value in _strings(entry.get("periods", []), path, name, "periods")
        ),
        note=entry.get("note", ""),
    )
    _check_sense(question, path)
    return question


def _check_sense(question: Question, path: Path) -> None:
    """What is well formed but cannot be meant."""
    if not question.answerable:
        return
    if question.verdicts <= SILENT:
        raise _bad(
            path, question.id, "trả lời được (answerable = true) thì “verdicts” phải có answered hoặc partial"
        )
    if not question.facts and not question.documents:
        raise _bad(path, question.id, "trả lời được thì cần ít nhất một mục trong “facts” hoặc “documents”")


def _facts(entry: Mapping[str, Any], path: Path, name: str) -> tuple[tuple[str, ...], ...]:
    facts = entry.get("facts", [])
    if not isinstance(facts, list) or not all(isinstance(fact, list) and fact for fact in facts):
        raise _bad(
            path, name, '“facts” phải là danh sách các danh sách, ví dụ [["10/3/2024"], ["15", "mười lăm"]]'
        )
    return tuple(_strings(fact, path, name, "facts") for fact in facts)


def _strings(value: Any, path: Path, name: str | None, field: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise _bad(path, name, f"“{field}” phải là danh sách các chuỗi không trống")
    return tuple(value)


def _one_of(value: Any, allowed: Collection[str], path: Path, name: str, field: str) -> str:
    if value not in allowed:
        raise _bad(path, name, f"“{field}” là “{value}”, phải là một trong: {', '.join(allowed)}")
    return str(value)


def _period(text: str, path: Path, name: str) -> Period:
    """ "2024", "2024-Q1", "2024-03", "2024-03-15", or two of them with "/" between."""
    ends = [_PERIOD.fullmatch(part.strip()) for part in text.split("/")]
    try:
        days = [_days(*end.groups()) for end in ends if end is not None]
    except ValueError:
        days = []
    if len(days) != len(ends) or len(days) > 2 or days[0][0] > days[-1][1]:
        raise _bad(
            path,
            name,
            f"kỳ “{text}” trong “periods” chưa đúng; viết 2024, 2024-Q1, 2024-03 hoặc 2024-01/2024-03",
        )
    return Period(days[0][0], days[-1][1], text)


def _days(year: str, quarter: str | None, month: str | None, day: str | None) -> tuple[date, date]:
    if day and month:
        return (exact := date(int(year), int(month), int(day))), exact
    first, last = (int(quarter) * 3 - 2, int(quarter) * 3) if quarter else (1, 12)
    if month:
        first = last = int(month)
    start = date(int(year), first, 1)
    return start, date(int(year), last, monthrange(int(year), last)[1])


def _check_unique(path: Path, questions: tuple[Question, ...]) -> None:
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            raise _bad(path, question.id, "mã bị lặp trong tệp")
        seen.add(question.id)


def _bad(path: Path, question: str | None, what: str) -> BadInput:
    where = f"{path.name}, câu {question}" if question else path.name
    return BadInput(f"{where}: {what}.")

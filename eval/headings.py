"""Own numbers and dates against a table made by people: a folder and its truth in, shares and misses out.

Goes through the reader and the parser the archive uses. The truth is a CSV with the columns ``file``,
``number`` and ``date`` (ISO); an empty cell says that the document carries none.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import BadInput, TrolyError

COLUMNS = ("file", "number", "date")


@dataclass(frozen=True, slots=True)
class Truth:
    file: str
    number: str
    date: str


@dataclass(frozen=True, slots=True)
class Miss:
    """One value that was read wrongly; empty strings stand for "none"."""

    file: str
    field: str  # "number", "date", or "file" where it could not be read at all
    read: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Result:
    files: int
    misses: tuple[Miss, ...]

    @property
    def numbers_right(self) -> int:
        return self.files - sum(miss.field in ("number", "file") for miss in self.misses)

    @property
    def dates_right(self) -> int:
        return self.files - sum(miss.field in ("date", "file") for miss in self.misses)

    def to_json(self) -> dict[str, object]:
        return {
            "files": self.files,
            "number": round(self.numbers_right / self.files, 4),
            "date": round(self.dates_right / self.files, 4),
            "misses": [
                {"file": m.file, "field": m.field, "read": m.read, "wanted": m.wanted} for m in self.misses
            ],
        }


def read_truth(path: Path) -> tuple[Truth, ...]:
    """The rows of the table; BadInput says what is wrong with it."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise BadInput(f"Tệp {path.name} thiếu cột {', '.join(missing)}.")
            rows = tuple(Truth(*(str(row[name] or "").strip() for name in COLUMNS)) for row in reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"Không đọc được tệp {path}: {error}.") from error
    if not rows:
        raise BadInput(f"Tệp {path.name} không có dòng nào.")
    return rows


def check(folder: Path, truths: tuple[Truth, ...]) -> Result:
    """Reads every file of ``truths`` below ``folder`` and compares."""
    if not folder.is_dir():
        raise BadInput(f"Không tìm thấy thư mục {folder}.")
    misses = [miss for truth in truths for miss in _misses(folder / truth.file, truth)]
    return Result(len(truths), tuple(misses))


def _misses(path: Path, truth: Truth) -> list[Miss]:
    from ingest.parsing.heading.heading import read_heading
    from ingest.readers.reading import read

    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(f"Không đọc được tệp {truth.file} nêu trong bảng.") from error
    try:
        heading = read_heading(read(path.name, data)).heading
    except TrolyError as error:
        return [Miss(truth.file, "file", error.message, "")]
    number = heading.number.canonical if heading.number else ""
    date = heading.date.isoformat() if heading.date else ""
    pairs = (("number", number, truth.number), ("date", date, truth.date))
    return [Miss(truth.file, field, read, wanted) for field, read, wanted in pairs if read != wanted]

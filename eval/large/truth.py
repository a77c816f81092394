"""The truth table: one row per document, figure and task, and per missing report; JSON lines beside the documents."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FILE = Path("truth") / "truth.jsonl"  # under the output folder; the documents are in another one
DOCUMENTS = Path("documents")
TOP = "kho-lon"


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """`held` is false for a report that was issued and is not in the archive (`file` is empty then).

    `period` is 2013-05, 2013-Q1, 2013-H1, 2013 or empty; `date` is ISO; `term` counts the issuer's terms.
    """

    file: str
    number: str
    date: str
    type: str
    issuer: str
    body: str
    period: str
    span: str
    term: int
    title: str
    signer: str
    held: bool
    row: str = "document"


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A value as a document tells it. `role` is done, planned or decided; `quote` stands in the file."""

    body: str
    issuer: str
    measure: str
    unit: str
    period: str
    role: str
    value: int
    planned: int | None
    outcome: str
    file: str
    quote: str
    row: str = "figure"


@dataclass(frozen=True, slots=True)
class TaskRow:
    """Work that is not counted. `role` is planned, done, partly or postponed; `do` names the work."""

    body: str
    issuer: str
    period: str
    role: str
    do: str
    group: str
    file: str
    quote: str
    row: str = "task"


Row = DocumentRow | FigureRow | TaskRow
ROWS: dict[str, type[Any]] = {"document": DocumentRow, "figure": FigureRow, "task": TaskRow}


def write(folder: Path, rows: Iterable[Row]) -> None:
    path = folder / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows)


def read(folder: Path) -> list[Row]:
    """The rows in the order written. FileNotFoundError where the archive was not generated."""
    rows = []
    for line in (folder / FILE).read_text(encoding="utf-8").splitlines():
        values = json.loads(line)
        rows.append(ROWS[values["row"]](**values))
    return rows

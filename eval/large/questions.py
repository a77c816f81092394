"""Questions over the large archive, with their answers from the truth table, in the schema of eval/questions.

python -m eval.large.questions OUT_FOLDER N [--seed 1]  →  OUT_FOLDER/questions/large.toml
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from random import Random

import click

from eval.large import truth
from eval.large.asking import MAKERS, Table
from eval.large.truth import Row
from ingest.vietnamese.text import strip_marks

# In turn; the shares of a set of twenty.
TURNS = (
    "fact fact plan list fact gap total number fact count list fact plan gap total fact gap_plan open fact signer"
).split()


@dataclass(frozen=True, slots=True)
class Question:
    """One row of a question file."""

    id: str
    thread: str
    turn: int
    question: str
    as_of: date
    kind: str
    answerable: bool
    verdicts: tuple[str, ...]
    facts: tuple[tuple[str, ...], ...]
    must_not: tuple[str, ...]
    documents: tuple[str, ...]
    quotes: tuple[str, ...]
    periods: tuple[str, ...]
    note: str


def questions(rows: list[Row], as_of: date, many: int, seed: int) -> Iterator[Question]:
    """`many` different questions (fewer where the archive is too small); every second one without diacritics."""
    table = Table(rows)
    rng = Random(f"{seed}|câu hỏi")
    seen: set[str] = set()
    tries = 0
    while len(seen) < many and tries < many * 20:
        maker = TURNS[tries % len(TURNS)]
        tries += 1
        asked = MAKERS[maker](table, rng)
        if asked is None or asked.text in seen:
            continue
        seen.add(asked.text)
        plain = len(seen) % 2 == 0
        identity = f"l-{maker.replace('_', '-')}-{len(seen):04d}"
        yield Question(
            id=identity,
            thread=identity,
            turn=1,
            question=strip_marks(asked.text).lower() if plain else asked.text,
            as_of=as_of,
            kind=asked.kind,
            answerable=asked.answerable,
            verdicts=asked.verdicts,
            facts=asked.facts,
            must_not=asked.must_not,
            documents=asked.documents,
            quotes=asked.quotes,
            periods=asked.periods,
            note=asked.note,
        )


def to_toml(archive: Path, asked: list[Question]) -> str:
    """A question file. JSON's strings, booleans and arrays are TOML's."""
    lines = [f"archive = {json.dumps(archive.as_posix(), ensure_ascii=False)}"]
    for question in asked:
        lines += ["", "[[question]]"]
        for key, value in asdict(question).items():
            text = value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)
            lines.append(f"{key} = {text}")
    return "\n".join([*lines, ""])


def write(folder: Path, many: int, seed: int) -> tuple[Path, int]:
    """Writes the file; its path and the number of questions. FileNotFoundError: nothing was generated there."""
    documents = (folder / truth.DOCUMENTS).resolve()
    as_of = tomllib.loads((documents / "troly.toml").read_text(encoding="utf-8"))["as_of"]
    asked = list(questions(truth.read(folder), as_of, many, seed))
    path = folder / "questions" / "large.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(to_toml(documents, asked), encoding="utf-8")
    return path, len(asked)


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("many", type=click.IntRange(1))
@click.option("--seed", default=1, show_default=True, help="Số gốc của bộ câu hỏi.")
def main(folder: Path, many: int, seed: int) -> None:
    """Viết MANY câu hỏi có đáp án về kho lớn ở FOLDER vào FOLDER/questions/large.toml."""
    try:
        path, written = write(folder, many, seed)
    except FileNotFoundError as error:
        raise click.ClickException(f"Chưa có kho ở {folder}: hãy chạy python -m eval.large trước.") from error
    click.echo(f"{written} câu hỏi: {path}")


if __name__ == "__main__":
    main()

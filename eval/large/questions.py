"""Questions over the large archive, with their answers from the truth table, in the schema of eval/questions.

python -m eval.large.questions OUT_FOLDER [N] [--seed 1]  →  OUT_FOLDER/questions/{tuning,reporting}/KIND.toml,
N of each kind in each part, to be asked by: troly eval answers --questions OUT_FOLDER/questions
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from random import Random

import click

from eval.answers.normalising import canonical
from eval.large import asking, gathering, truth
from eval.large.asking import Asked, Table
from eval.large.truth import Row
from ingest.vietnamese.text import strip_marks

MANY = 15
PARTS = ("tuning", "reporting")
Maker = Callable[[Table, Random], Asked | None]
MAKERS: dict[str, Maker] = {
    "fact": asking.fact,
    "topic": asking.topic,
    "plan": asking.plan,
    "tasks": gathering.tasks_planned,
    "open": gathering.still_open,
    "documents": gathering.documents,
    "count-reports": gathering.count_reports,
    "count-papers": gathering.count_papers,
    "total": gathering.total,
    "total-short": gathering.total_short,
    "gap": asking.gap,
    "gap-plan": asking.gap_plan,
    "number": asking.own_number,
    "signer": asking.signer,
}
_TRIES = 100  # for each question wanted; a small archive has fewer of some kinds


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


def part_of(family: str) -> str:
    """By a body's year, whatever the seed: what was tuned on never comes back to be reported on."""
    return Random(f"phần|{family}").choice(PARTS)


def questions(rows: list[Row], as_of: date, many: int, seed: int) -> dict[tuple[str, str], list[Question]]:
    """By part and kind (a key of MAKERS) up to `many` different questions; every second one without diacritics."""
    table = Table(rows)
    found: dict[tuple[str, str], list[Question]] = {(part, kind): [] for part in PARTS for kind in MAKERS}
    for kind, maker in MAKERS.items():
        rng = Random(f"{seed}|câu hỏi|{kind}")
        seen: set[str] = set()
        for _ in range(many * _TRIES):
            asked = maker(table, rng)
            if asked is None or canonical(asked.text) in seen:
                continue
            seen.add(canonical(asked.text))
            part = part_of(asked.family)
            listed = found[part, kind]
            if len(listed) < many:
                listed.append(_question(asked, f"l-{part[0]}-{kind}-{len(listed) + 1:03d}", as_of))
            if all(len(found[each, kind]) == many for each in PARTS):
                break
    return found


def _question(asked: Asked, identity: str, as_of: date) -> Question:
    plain = int(identity[-3:]) % 2 == 0
    return Question(
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
    """Writes the files; their folder and the number of questions. FileNotFoundError: nothing was generated there."""
    documents = (folder / truth.DOCUMENTS).resolve()
    as_of = tomllib.loads((documents / "troly.toml").read_text(encoding="utf-8"))["as_of"]
    found = questions(truth.read(folder), as_of, many, seed)
    target = folder / "questions"
    for (part, kind), asked in found.items():
        path = target / part / f"{kind}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # of another run
        if asked:
            path.write_text(to_toml(documents, asked), encoding="utf-8")
    return target, sum(map(len, found.values()))


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("many", type=click.IntRange(1), default=MANY)
@click.option("--seed", default=1, show_default=True, help="Số gốc của bộ câu hỏi.")
def main(folder: Path, many: int, seed: int) -> None:
    """Viết câu hỏi có đáp án về kho lớn ở FOLDER, mỗi loại MANY câu cho mỗi phần (mặc định 15)."""
    try:
        target, written = write(folder, many, seed)
    except FileNotFoundError as error:
        raise click.ClickException(f"Chưa có kho ở {folder}: hãy chạy python -m eval.large trước.") from error
    click.echo(f"{written} câu hỏi: {target}")


if __name__ == "__main__":
    main()

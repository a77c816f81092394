"""How well each format is read: folders and their truth in, a table of shares and the failures out.

Goes through ``take``, as ingesting does: reader, gate, parser. The truth of a folder is ``truth.jsonl`` in it
(``python -m eval.variants``), a CSV beside it named ``<folder>-truth.csv`` (see ``eval.headings``), or for the
sample archive the sources it was made from.
"""

from __future__ import annotations

import json
import re
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import click

from eval.archive_source import PRODUCTS, load_all
from eval.headings import read_truth
from eval.variants.generator import TRUTH, make
from ingest.document import Document
from ingest.errors import BadInput, Stamped
from ingest.readers.workroom import Workroom
from ingest.reading_room.private_folder import private_folder
from ingest.reading_room.taking import Source, take

_GROUPS = ("format", "encoding", "noise", "split")  # fields of Expected
_ENOUGH_WORDS = 0.9  # of the sentence, in order, where a machine read the words off a picture
_SENTENCE_END = re.compile(r"(?<=[.;])\s")
_DASHES = re.compile("[‐-―−]")


@dataclass(frozen=True, slots=True)
class Expected:
    """What must be read from one document. ``file`` is a path below the folder; None: nobody knows."""

    file: str
    number: str  # canonical; "" for a document without one
    date: str  # ISO; "" for a document without one
    sentence: str | None = None
    format: str = ""
    encoding: str = ""
    noise: str = ""
    split: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What was read from it. ``failure`` says why nothing was."""

    expected: Expected
    number: str = ""
    date: str = ""
    has_sentence: bool = False
    passages: int = 0
    seconds: float = 0.0  # of the file, shared among its documents
    failure: str = ""

    @property
    def number_right(self) -> bool:
        return not self.failure and self.number == self.expected.number

    @property
    def date_right(self) -> bool:
        return not self.failure and self.date == self.expected.date


def expectations(folder: Path, truth: Path | None = None) -> tuple[Expected, ...]:
    """The truth of a folder. Raises BadInput where there is none, or it is not one."""
    if truth is None:
        beside = folder.with_name(f"{folder.name}-truth.csv")
        truth = next((path for path in (folder / TRUTH, beside) if path.is_file()), None)
    if truth is None and folder.resolve() == PRODUCTS.resolve():
        return tuple(_sample())
    if truth is None:
        raise BadInput(f"Không tìm thấy bảng sự thật của thư mục {folder}; đề nghị nêu bằng --truth.")
    if truth.suffix == ".csv":
        return tuple(
            Expected(row.file, row.number, row.date, format=_format(row.file)) for row in read_truth(truth)
        )
    try:
        rows = [json.loads(line) for line in truth.read_text(encoding="utf-8").splitlines()]
        known = Expected.__dataclass_fields__
        return tuple(Expected(**{name: row[name] for name in known if name in row}) for row in rows)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise BadInput(f"Không đọc được bảng sự thật {truth}: {error}.") from error


def _sample() -> Iterator[Expected]:
    """A draft with a blank for its number or its day carries none."""
    for source in load_all():
        number = re.sub(r"^Số:?\s*", "", source.number)
        bullets = (block for block in source.blocks if block.kind in ("bullet", "item"))
        sentences = (_SENTENCE_END.split(block.plain())[0] for block in bullets if "[^" not in block.text)
        yield Expected(
            source.file,
            number if number[:1].isdigit() else "",
            source.day.isoformat() if re.search(r"ngày\s+\d", source.place_date) else "",
            next((sentence for sentence in sentences if not sentence.endswith(":")), None),
            _format(source.file),
        )


def _format(file: str) -> str:
    return PurePosixPath(file).suffix[1:]


def measure(folder: Path, expected: Sequence[Expected]) -> Iterator[Found]:
    """Each document with what was read from it. Raises BadInput where a file of the truth is not there."""
    files: dict[str, list[Expected]] = {}
    for each in expected:
        files.setdefault(_file_of(each.file), []).append(each)
    with private_folder() as place:
        room = Workroom(place)
        for file, wanted in files.items():
            try:
                data = (folder / file).read_bytes()
            except OSError as error:
                raise BadInput(f"Không đọc được tệp {file} nêu trong bảng sự thật.") from error
            started = time.perf_counter()
            read = _read_one(file, data, room)
            seconds = (time.perf_counter() - started) / len(wanted)
            for order, each in enumerate(wanted):
                yield _found(each, _of(read, file, each.file, order), seconds)


def _file_of(file: str) -> str:
    """The file on disk of a document that may stand in a .zip, or beside others in one file."""
    inside = re.match(r".*?\.[a-z]{3,4}(?=/)", file)
    return inside[0] if inside else file


def _of(read: Mapping[str, Document | str], file: str, name: str, order: int) -> Document | str:
    """The document ``name`` of a file, or why it is missing. In a file that is no .zip it is the ``order``-th."""
    if file != name and not file.endswith(".zip"):
        return (*read.values(), *["Tệp không được tách đủ văn bản."] * (order + 1))[order]
    whole = read.get(file)
    missing = whole if isinstance(whole, str) else "Không tìm thấy văn bản này trong tệp."
    return read.get(name) or missing


def _read_one(file: str, data: bytes, room: Workroom) -> dict[str, Document | str]:
    """Path of each document of a file → what was made of it, or why nothing was."""
    try:
        taken = take(Source(file, "chung", ""), data, room)
    except Stamped as error:
        return {file: f"{error.message} ({error.rule})"}
    return {each.path: each.document or each.reason for each in taken}


def _found(expected: Expected, document: Document | str, seconds: float) -> Found:
    if isinstance(document, str):
        return Found(expected, seconds=seconds, failure=document)
    heading = document.heading
    texts = [_compared(passage.text) for passage in document.passages]
    sentence = _compared(expected.sentence or "")
    scanned = bool(document.text) and expected.format == "scan"
    return Found(
        expected,
        number=heading.number.canonical if heading.number else "",
        date=heading.date.isoformat() if heading.date else "",
        has_sentence=any(_mostly_in(sentence, text) if scanned else sentence in text for text in texts),
        passages=len(texts),
        seconds=seconds,
    )


def _compared(text: str) -> str:
    """A copy for comparison: composed, one space, one kind of dash, Đ for Ð."""
    text = unicodedata.normalize("NFC", text.replace("Ð", "Đ").replace("ð", "đ"))
    return " ".join(_DASHES.sub("-", text).split())


def _mostly_in(sentence: str, text: str) -> bool:
    """Whether nearly all words of the sentence stand in the text, in order."""
    words, rest, met = sentence.split(), text.split(), 0
    for word in words:
        if word in rest:
            rest = rest[rest.index(word) + 1 :]
            met += 1
    return met >= _ENOUGH_WORDS * len(words)


# Table


def table(found: Sequence[Found], by: Callable[[Expected], str]) -> list[str]:
    """A Markdown table, one row a group, then what failed or was read wrongly.

    Single misreadings of the half kept for reporting are not listed: whoever mends the product must not see them.
    """
    groups: dict[str, list[Found]] = {}
    for each in found:
        groups.setdefault(by(each.expected) or "-", []).append(each)
    lines = [
        "| | documents | number | date | sentence | passages | s/document | failures |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(_row(name, groups[name]) for name in sorted(groups)),
        _row("all", found),
        "",
    ]
    return lines + [line for each in found if each.expected.split != "reporting" for line in _misses(each)]


def _row(name: str, found: Sequence[Found]) -> str:
    asked = [each for each in found if each.expected.sentence is not None]
    read = [each for each in found if not each.failure]
    cells = (
        name,
        str(len(found)),
        _share(each.number_right for each in found),
        _share(each.date_right for each in found),
        _share(each.has_sentence for each in asked),
        f"{sum(each.passages for each in read) / len(read):.1f}" if read else "-",
        f"{sum(each.seconds for each in found) / len(found):.3f}" if found else "-",
        str(len(found) - len(read)),
    )
    return f"| {' | '.join(cells)} |"


def _share(right: Iterable[bool]) -> str:
    answers = list(right)
    return f"{sum(answers)}/{len(answers)}" if answers else "-"


def _misses(found: Found) -> Iterator[str]:
    wanted = found.expected
    what = " · ".join(filter(None, (wanted.file, wanted.encoding, wanted.noise)))
    if found.failure:
        yield f"- {what}: {found.failure}"
        return
    if not found.number_right:
        yield f"- {what}: number “{found.number}”, wanted “{wanted.number}”"
    if not found.date_right:
        yield f"- {what}: date “{found.date}”, wanted “{wanted.date}”"
    if wanted.sentence is not None and not found.has_sentence:
        yield f"- {what}: not found “{wanted.sentence}”"


@click.command()
@click.argument("folders", nargs=-1, type=click.Path(file_okay=False, path_type=Path))
@click.option("--generated", default=0, help="Sinh thêm từng ấy văn bản thử (eval.variants) và đo.")
@click.option("--truth", type=click.Path(dir_okay=False, path_type=Path), help="Bảng sự thật.")
@click.option("--by", type=click.Choice(_GROUPS), default=_GROUPS[0], show_default=True, help="Nhóm theo.")
@click.option("--split", type=click.Choice(("tuning", "reporting")), help="Chỉ đo một nửa.")
@click.option("--json", "as_json", is_flag=True, help="In các tỷ lệ đọc đúng ở dạng JSON.")
def main(
    folders: tuple[Path, ...], generated: int, truth: Path | None, by: str, split: str | None, as_json: bool
) -> None:
    """Đo việc đọc từng loại tệp trong các thư mục FOLDERS so với bảng sự thật."""
    found: list[Found] = []
    with TemporaryDirectory(prefix="troly-formats-") as place:
        try:
            if generated:
                make(Path(place, "made"), generated)
                folders = (*folders, Path(place, "made"))
            for folder in folders:
                wanted = [each for each in expectations(folder, truth) if split in (None, each.split)]
                found += measure(folder, wanted)
        except BadInput as error:
            raise click.ClickException(error.message) from error
    if as_json:
        click.echo(json.dumps(shares(found, by)))
    else:
        click.echo("\n".join(table(found, lambda each: str(getattr(each, by)))))


def shares(found: Sequence[Found], by: str) -> dict[str, dict[str, float]]:
    """Group → documents, and of them the shares read, with the right number, the right date, their sentence."""
    groups: dict[str, list[Found]] = {"all": list(found)}
    for each in found:
        groups.setdefault(str(getattr(each.expected, by)) or "-", []).append(each)
    return {
        name: {
            "documents": len(group),
            "read": sum(not each.failure for each in group) / len(group),
            "number": sum(each.number_right for each in group) / len(group),
            "date": sum(each.date_right for each in group) / len(group),
            "sentence": sum(each.has_sentence or each.expected.sentence is None for each in group)
            / len(group),
        }
        for name, group in groups.items()
        if group
    }


if __name__ == "__main__":
    main()

"""Whether a document gives the same answers in every form it may come in: ``python -m eval.forms [SHARED]``.

The two real documents of the development data as a TCVN3 .doc, a VNI .docx, an .odt, a PDF, and printed, sealed
and scanned; the same ten questions are asked of each pair, and each answer is held against that of the originals:
the same verdict, and each line of the one in the other, numbers and dates exactly. Words of a scan may differ by
a letter here and there. Exits 1 where a form falls below its floor.
"""

from __future__ import annotations

import io
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

import click

from assistant.settings import Settings
from eval.answers.archives import QUESTIONS, shared_folder
from eval.answers.asked import Asked
from eval.answers.runner import ask_all
from eval.answers.schema import QuestionFile, read_files
from eval.variants.conversion import converted
from eval.variants.encodings import Encoding, legacy_runs
from ingest.vietnamese.text import fold

DOCUMENTS = ("bao-cao-thang-02-2020", "tong-hop-dan-van-2018")
# Single questions of eval/questions/real: work planned and done, who signed, dates, mentions, a name, addressees.
TEN = tuple(f"t-thuc-{n:03}" for n in (1, 2, 3, 9, 16, 23, 26, 44, 46, 49))
SEEDS = (1, 2, 3)  # of the scanner
_ALIKE = 0.9  # of the letters of a line read off a scan
_NUMBER = re.compile(r"\d[\d/.\-]*")


@dataclass(frozen=True, slots=True)
class Form:
    """A way to store a text. ``floor``: how many of ten answers must be the same; ``exact``: letter by letter."""

    name: str
    extension: str
    made: Callable[[str], bytes]
    floor: int = 10
    exact: bool = True


def word(text: str, encoding: Encoding | None = None) -> bytes:
    """A .docx with a paragraph a line, in the fonts of a legacy encoding or in Times New Roman, 14 points: the
    size that the guides on Party documents ask for."""
    import docx
    from docx.shared import Pt

    document = docx.Document()
    for line in filter(str.strip, text.splitlines()):
        paragraph = document.add_paragraph()
        for part, font in legacy_runs(line, encoding) if encoding else [(line, "Times New Roman")]:
            run = paragraph.add_run(part)
            run.font.name, run.font.size = font, Pt(14)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _office(text: str, extension: str, encoding: Encoding | None = None) -> bytes:
    return converted({"a": word(text, encoding)}, extension)["a"]


def _scanned(seed: int) -> Callable[[str], bytes]:
    def made(text: str) -> bytes:
        from eval.variants.scanning import scan

        return scan(_office(text, "pdf"), seed=seed)

    return made


FORMS = (
    Form("TCVN3 .doc", "doc", lambda text: _office(text, "doc", Encoding.TCVN3)),
    Form("VNI .docx", "docx", lambda text: word(text, Encoding.VNI)),
    Form(".odt", "odt", lambda text: _office(text, "odt")),
    Form("PDF", "pdf", lambda text: _office(text, "pdf")),
    *(Form(f"scan {seed}", "pdf", _scanned(seed), floor=9, exact=False) for seed in SEEDS),
)


def questions() -> QuestionFile:
    """The ten, as one file asked of one archive."""
    files = read_files(QUESTIONS, "real")
    asked = {question.id: question for file in files for question in file.questions}
    return replace(files[0], only=(), questions=tuple(asked[each] for each in TEN))


def answers(folder: Path, settings: Settings) -> dict[str, Asked]:
    """The answers to the ten over a folder of documents, by question id."""
    with tempfile.TemporaryDirectory(prefix="troly-forms-") as scratch:
        return {a.question.id: a for _, a in ask_all([questions()], folder, (), settings, Path(scratch))}


def differences(wanted: Asked, got: Asked, *, exact: bool) -> Iterator[str]:
    """What is not the same in two answers to one question; nothing where they are the same."""
    if wanted.verdict != got.verdict:
        yield f"{wanted.verdict} → {got.verdict}"
        return
    if not wanted.lines:
        return
    left = [_plain(line["text"]) for line in got.lines]
    for line in wanted.lines:
        text = _plain(line["text"])
        best = max(left, key=lambda other: _likeness(text, other), default="")
        if best == text or (not exact and _alike(text, best)):
            left.remove(best)
        else:
            yield f"thiếu: {line['text'][:100]} (gần nhất: {best[:100]})"
    yield from (f"thừa: {text[:100]}" for text in left)


def _plain(text: str) -> str:
    """A line less its markers and its document's file name, which the form changes."""
    return " ".join(re.sub(r"\[\d+\]|\.(?:txt|docx?|odt|pdf)\b", "", text).split())


def _alike(one: str, other: str) -> bool:
    return _NUMBER.findall(one) == _NUMBER.findall(other) and _likeness(one, other) >= _ALIKE


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio()


@click.command()
@click.argument("shared", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option("--form", "only", help="chỉ một dạng")
@click.option("--json", "as_json", is_flag=True, help="in số câu giống nhau ở dạng JSON")
def main(shared: Path | None, only: str | None, as_json: bool) -> None:
    """So câu trả lời trên hai tài liệu thật ở mọi dạng tệp."""
    archive = (shared or shared_folder()) / "archive"
    texts = {name: (archive / f"{name}.txt").read_text(encoding="utf-8") for name in DOCUMENTS}
    settings = Settings.load()
    with tempfile.TemporaryDirectory(prefix="troly-forms-") as place:
        original = _laid(
            Path(place, "original"), {f"{name}.txt": text.encode() for name, text in texts.items()}
        )
        wanted = answers(original, settings)
        short = False
        figures: dict[str, int] = {}
        for number, form in enumerate(FORMS):
            if only and form.name != only:
                continue
            made = {f"{name}.{form.extension}": form.made(text) for name, text in texts.items()}
            got = answers(_laid(Path(place, str(number)), made), settings)
            told = {each: list(differences(wanted[each], got[each], exact=form.exact)) for each in TEN}
            same = sum(not found for found in told.values())
            short = short or same < form.floor
            figures[form.name] = same
            if as_json:
                continue
            click.echo(f"{form.name:<12} {same}/{len(TEN)} (sàn {form.floor})")
            for each, found in told.items():
                for difference in found:
                    click.echo(f"    {each}: {difference}")
    if as_json:
        click.echo(json.dumps(figures))
    sys.exit(int(short and not as_json))


def _laid(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


if __name__ == "__main__":
    main()

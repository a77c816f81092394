"""A folder of generated documents, format × encoding × noise, and the table of what must be read from them.

One seed gives one set of contents and one plan of variants. The bytes of a file may differ from run to run: Word
packages and LibreOffice write the hour into them.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from eval.archive_pdf import pdf
from eval.archive_text import markdown, text
from eval.variants.conversion import converted
from eval.variants.encodings import BYTES, LEGACY, Encoding, composed, encoded
from eval.variants.noises import Noise, each_text, noisy
from eval.variants.papers import Paper, paper

COUNT = 200
SEED = 20
TRUTH = "truth.jsonl"
_OFFICE = ("doc", "rtf", "odt")  # made by LibreOffice from a .docx

_TYPED = (Noise.NONE, Noise.SPACES, Noise.NUMBER, Noise.ETH, Noise.DASHES)
_WRITTEN = (*_TYPED, Noise.UNLABELLED, Noise.PLAIN_HEADING)
_PAGED = (*_WRITTEN, Noise.RUNNING)
_UNICODE = (Encoding.NFC, Encoding.NFD)
_FONTS = (*_UNICODE, *sorted(LEGACY))
_FILES = (
    *_UNICODE,
    Encoding.UTF16,
    Encoding.UTF16_UNMARKED,
    Encoding.WINDOWS_1258,
    Encoding.TCVN3,
    Encoding.VNI,
)
_PLAN: dict[str, tuple[Sequence[Encoding], Sequence[Noise]]] = {
    "txt": (_FILES, _WRITTEN),
    "md": ((*_UNICODE, Encoding.UTF16, Encoding.WINDOWS_1258, Encoding.TCVN3), _WRITTEN),
    "docx": (_FONTS, _PAGED),
    "doc": (_FONTS, _PAGED),
    "rtf": (_FONTS, _PAGED),
    "odt": (_FONTS, _PAGED),
    "html": ((*_FONTS, Encoding.UTF16, Encoding.WINDOWS_1258), _WRITTEN),
    "pdf": (_UNICODE, (*_TYPED, Noise.UNLABELLED, Noise.RUNNING)),
    "xlsx": (_FONTS, _TYPED),
    "scan": ((Encoding.NFC,), (Noise.NONE, Noise.NUMBER, Noise.DASHES, Noise.RUNNING)),
    "zip": ((Encoding.NFC,), (Noise.NONE,)),
}


@dataclass(frozen=True, slots=True)
class Variant:
    """One document to be written. ``file`` is its path below the folder, through the .zip where it is in one."""

    order: int
    format: str  # of the plan: "scan" is a .pdf, "zip" a .docx or .txt inside
    encoding: Encoding
    noise: Noise
    split: str  # "tuning" or "reporting"
    file: str
    paper: Paper

    def truth(self) -> dict[str, str]:
        return {
            "file": self.file,
            "number": self.paper.number,
            "date": self.paper.day.isoformat(),
            "type": self.paper.type,
            "sentence": self.paper.sentence,
            "format": self.format,
            "encoding": self.encoding.value,
            "noise": self.noise.value,
            "split": self.split,
        }


def make(folder: Path, count: int = COUNT, seed: int = SEED) -> tuple[Variant, ...]:
    """Write ``count`` documents below ``folder`` and ``truth.jsonl`` beside them.

    Raises FileExistsError where the folder is not empty, ConversionFailed without LibreOffice, and
    MissingFontError without the fonts of the PDFs.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    variants = plan(count, seed)
    for file, data in _files(variants, seed):
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    rows = (json.dumps(variant.truth(), ensure_ascii=False) for variant in variants)
    (folder / TRUTH).write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    return variants


def plan(count: int, seed: int) -> tuple[Variant, ...]:
    """Which documents there are: the formats in turn, in each all encodings in turn, over shifting noises."""
    splits = ["tuning", "reporting"] * (count // 2 + 1)
    splits = splits[:count]
    Random(f"{seed}|split").shuffle(splits)
    return tuple(_variant(order, splits[order], paper(seed, order)) for order in range(count))


def _variant(order: int, split: str, content: Paper) -> Variant:
    turn, place = divmod(order, len(_PLAN))
    name = list(_PLAN)[place]
    encodings, noises = _PLAN[name]
    encoding = encodings[turn % len(encodings)]
    noise = noises[(turn + turn // len(encodings)) % len(noises)]
    if encoding in BYTES and noise is Noise.ETH:
        noise = Noise.NONE  # the old encodings have no Ð beside Đ
    stem = f"{order:03}"
    file = f"{name}/{stem}.{'pdf' if name == 'scan' else name}"
    if name == "zip":
        file = f"zip/{turn // 2:03}.zip/{stem}.{('docx', 'txt')[turn % 2]}"  # two documents in each
    return Variant(order, name, encoding, noise, split, file, content)


def _files(variants: Sequence[Variant], seed: int) -> Iterator[tuple[str, bytes]]:
    """Path below the folder and content of every file."""
    for variant in variants:
        if variant.format not in (*_OFFICE, "zip"):
            yield variant.file, _written(variant, variant.format, seed)
    for extension in _OFFICE:
        chosen = {variant.file: variant for variant in variants if variant.format == extension}
        words = {Path(file).stem: _written(variant, "docx", seed) for file, variant in chosen.items()}
        for stem, data in converted(words, extension).items():
            yield f"{extension}/{stem}.{extension}", data
    packages: dict[str, list[Variant]] = {}
    for variant in variants:
        if variant.format == "zip":
            packages.setdefault(variant.file.rpartition("/")[0], []).append(variant)
    for file, inside in packages.items():
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
            for variant in inside:
                member = variant.file.rpartition("/")[2]
                package.writestr(member, _written(variant, member.rpartition(".")[2], seed))
        yield file, whole.getvalue()


def _written(variant: Variant, extension: str, seed: int) -> bytes:
    """One document as a file of that kind."""
    rng = Random(f"{seed}|noise|{variant.order}")
    source = noisy(variant.paper.source, variant.noise, rng)
    running = f"{source.issuer} - {source.type or 'CÔNG VĂN'}"
    encoding = variant.encoding
    if extension in ("txt", "md"):
        plain = (text if extension == "txt" else markdown)(source).decode()
        return encoded(plain, encoding)
    if extension == "docx":
        from eval.variants.word import word

        return word(source, encoding, variant.noise, running)
    if extension == "html":
        from eval.variants.web import page

        return page(source, encoding, variant.noise)
    if extension == "xlsx":
        from eval.variants.sheet import sheet

        return sheet(source, encoding)
    printed = pdf(
        each_text(source, lambda piece: composed(piece, encoding)),
        running=running if variant.noise is Noise.RUNNING else "",
    )
    if extension == "scan":
        from eval.variants.scanning import scan

        return scan(printed, seed=seed + variant.order)
    return printed

"""Measured on the development data: legacy copies of real documents come back exactly, real Unicode stays."""

from __future__ import annotations

import csv
import gzip
import json
import random
from pathlib import Path

import pytest

from eval.variants.encoders import vni
from ingest.readers.legacy_lines import lines_in_unicode
from ingest.readers.lines import one_line
from ingest.readers.reading import read
from tests.conftest import ROOT
from tests.ingest.readers.clerk import saved
from tests.ingest.readers.typist import old_word, tcvn3_stored, windows_1258

REPORTS = ("bao-cao-thang-02-2020.txt", "tong-hop-dan-van-2018.txt")


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("encoding", ["TCVN3", "VNI"])
def test_a_report_typed_in_old_fonts_comes_back_exactly(shared: Path, name: str, encoding: str) -> None:
    text = (shared / "archive" / name).read_text(encoding="utf-8")
    lines = [one_line(line) for line in text.splitlines() if line.strip()]
    reading = read("a.docx", saved(old_word(lines, encoding)))
    assert reading.text.splitlines() == lines
    assert len(reading.warnings) == 1


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_saved_as_old_text_comes_back(shared: Path, name: str) -> None:
    text = (shared / "archive" / name).read_text(encoding="utf-8")
    quoted = text.replace("–", "-").replace("“", '"').replace("”", '"')
    assert read("a.txt", windows_1258(text)).text == text
    assert read("a.txt", vni(quoted).encode("latin-1")).text == quoted
    assert read("a.txt", tcvn3_stored(quoted).encode("latin-1")).text.lower() == quoted.lower()


def test_real_unicode_is_never_converted(shared: Path) -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in (shared / "archive").rglob("*.txt")}
    assert len(texts) >= 50
    texts |= {
        str(path): read(path.name, path.read_bytes()).text
        for path in (ROOT / "eval" / "archive").rglob("*")
        if path.suffix in (".txt", ".md", ".docx")
    }
    texts |= {str(row): text for row, text in enumerate(bench_texts(shared, 2_000))}
    with (shared / "corpus" / "tatoeba-en-vi.tsv").open(encoding="utf-8", newline="") as file:
        english, vietnamese = zip(
            *((row[0], row[1]) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)),
            strict=True,
        )
    texts |= {"english": "\n".join(english), "vietnamese": "\n".join(vietnamese)}
    touched = {}
    for name, text in texts.items():
        lines = text.splitlines()
        converted, warnings = lines_in_unicode(lines)
        if converted != lines or warnings:
            touched[name] = warnings
    assert touched == {}


def bench_texts(shared: Path, count: int) -> list[str]:
    found = []
    for file in sorted((shared / "bench").glob("*/corpus.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as rows:
            found += [json.loads(row)["text"] for row in rows]
    return random.Random(20).sample(found, count)

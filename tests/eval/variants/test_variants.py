"""The generated documents are what their truth says: same seed, same contents; halves; every kind of file."""

from __future__ import annotations

import io
import json
import re
import shutil
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path
from random import Random

import docx
import pytest
from click.testing import CliRunner

from eval.archive_text import text
from eval.variants.__main__ import main
from eval.variants.encodings import Encoding, encoded
from eval.variants.generator import make, plan
from eval.variants.noises import Noise, noisy
from eval.variants.papers import paper
from eval.variants.sheet import sheet
from eval.variants.web import page
from eval.variants.word import word

FORMATS = {"txt", "md", "docx", "doc", "rtf", "odt", "html", "pdf", "xlsx", "scan", "zip"}
SOURCE = paper(3, 0).source
MARKED = next(block.text for block in SOURCE.blocks if "đ" in block.text)


def test_one_seed_gives_one_plan_and_another_gives_other_papers() -> None:
    assert plan(40, 5) == plan(40, 5)
    sentences = [{each.paper.sentence for each in plan(40, seed)} for seed in (5, 6)]
    assert sentences[0].isdisjoint(sentences[1])


def test_the_plan_is_balanced() -> None:
    variants = plan(200, 1)
    assert Counter(each.split for each in variants) == {"tuning": 100, "reporting": 100}
    assert {each.format for each in variants} == FORMATS
    assert {each.encoding for each in variants} == set(Encoding)
    assert {each.noise for each in variants} == set(Noise)
    assert len({each.file for each in variants}) == 200


@pytest.mark.parametrize("order", range(20))
def test_a_paper_holds_its_facts_once(order: int) -> None:
    made = paper(8, order)
    printed = text(made.source).decode()
    assert printed.count(made.sentence) == 1
    assert re.search(rf"^Số:? {re.escape(made.number)}$", printed, re.MULTILINE)
    assert f"năm {made.day.year}\n" in printed
    assert "{" not in printed


@pytest.mark.parametrize(
    ("noise", "there", "gone"),
    [
        (Noise.NUMBER, f"Số: {SOURCE.number[3:].replace('-', ' - ').replace('/', ' / ')}", SOURCE.number),
        (Noise.ETH, MARKED.replace("Đ", "Ð").replace("đ", "ð"), MARKED),
        (Noise.DASHES, SOURCE.number.replace("-", "–"), SOURCE.number),
        (Noise.UNLABELLED, "\nKẾT QUẢ CÔNG TÁC", "I. KẾT QUẢ"),
    ],
)
def test_a_noise_is_in_the_text(noise: Noise, there: str, gone: str) -> None:
    spoilt = text(noisy(SOURCE, noise, Random(1))).decode()
    assert gone in text(SOURCE).decode()
    assert there in spoilt
    assert gone not in spoilt


@pytest.mark.parametrize(
    ("encoding", "codec"),
    [(Encoding.UTF16, "utf-16"), (Encoding.UTF16_UNMARKED, "utf-16-le"), (Encoding.WINDOWS_1258, "cp1258")],
)
def test_encodings_that_python_knows(encoding: Encoding, codec: str) -> None:
    sample = "Chỉ thị số 05-CT/TU về “đối thoại” – Ỷ Ẵ ữ"
    assert unicodedata.normalize("NFC", encoded(sample, encoding).decode(codec)) == sample


def test_legacy_bytes() -> None:
    assert encoded("Tỉnh ủy", Encoding.TCVN3) == b"T\xd8nh \xf1y"
    assert encoded("đối thoại", Encoding.VNI).decode("cp1252") == "ñoái thoaïi"


def test_word_runs_are_in_the_legacy_fonts() -> None:
    document = docx.Document(io.BytesIO(word(SOURCE, Encoding.TCVN3, Noise.RUNNING, "BAN")))
    left = document.tables[0].cell(0, 0).paragraphs
    assert {run.font.name for p in left for run in p.runs if run.text} == {".VnTime", ".VnTimeH"}
    assert document.sections[0].header.paragraphs[0].text == "BAN"
    refonted = docx.Document(io.BytesIO(word(SOURCE, Encoding.VNI_REFONTED, Noise.NONE, "")))
    assert {run.font.name for p in refonted.paragraphs for run in p.runs if run.text} == {"Times New Roman"}
    assert "ñ" in "".join(p.text for p in refonted.paragraphs)


def test_a_plain_heading_has_no_table() -> None:
    tables = [
        len(docx.Document(io.BytesIO(word(SOURCE, Encoding.NFC, noise, ""))).tables)
        for noise in (Noise.NONE, Noise.PLAIN_HEADING)
    ]
    assert tables[0] - tables[1] == 1


def test_web_pages_say_their_charset() -> None:
    for encoding in (Encoding.NFC, Encoding.UTF16, Encoding.WINDOWS_1258):
        data = page(SOURCE, encoding, Noise.NONE)
        charset = {Encoding.NFC: "utf-8", Encoding.UTF16: "utf-16"}.get(encoding, "windows-1258")
        shown = unicodedata.normalize("NFC", data.decode(charset.replace("windows-", "cp")))
        assert f'charset="{charset}"' in shown
        assert "Nơi nhận" in shown


def test_the_date_is_in_the_sheet_whichever_column_is_longer() -> None:
    from openpyxl import load_workbook

    for order in range(20):
        made = paper(2, order)
        book = load_workbook(io.BytesIO(sheet(made.source, Encoding.NFC)))
        cells = {cell.value for row in book.worksheets[0] for cell in row}
        assert {made.source.number, made.source.place_date, made.sentence} <= cells


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice makes .doc, .rtf and .odt")
def test_every_format_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "variants"
    ran = CliRunner().invoke(main, [str(folder), "--count", "22"])
    assert ran.exit_code == 0, ran.output
    rows = [json.loads(line) for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 22
    starts = {
        "doc": b"\xd0\xcf\x11\xe0", "docx": b"PK", "odt": b"PK", "xlsx": b"PK", "rtf": b"{\\rtf",
        "pdf": b"%PDF", "html": b"<!DOCTYPE", "scan": b"%PDF",
    }  # fmt: skip
    for row in rows:
        if row["format"] == "zip":
            package, _, member = row["file"].rpartition("/")
            with zipfile.ZipFile(folder / package) as parts:
                assert parts.read(member)
        else:
            assert (folder / row["file"]).read_bytes().startswith(starts.get(row["format"], b""))


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("cũ")
    with pytest.raises(FileExistsError):
        make(tmp_path, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]

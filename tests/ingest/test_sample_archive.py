"""Every document of the sample archive is parsed to what its source and the table of facts say.

The table is ``eval/archive_sources/facts.md``; a document added there is checked without a change here, as soon
as its format is read. Pictures are recognised, not read, and registers have no heading: neither is in here.
"""

from __future__ import annotations

import re
import unicodedata
import zipfile
from calendar import monthrange
from datetime import date
from functools import cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import pytest

from eval.archive_source import PRODUCTS, SOURCES, Block, Source, load_all
from ingest.document import Document, PassageKind, Period, Reading
from ingest.parsing.parsing import parse
from ingest.parsing.splitting import split
from ingest.readers import libreoffice
from ingest.readers.reading import SUPPORTED, read
from ingest.readers.workroom import Workroom
from ingest.reading_room.private_folder import private_folder

EVERY = load_all()


def read_as_it_is(source: Source) -> bool:
    """Whether a reader gives the words of this document: no picture, no register."""
    return (
        f".{source.format}" in SUPPORTED
        and source.format not in ("jpg", "png", "xlsx")
        and not source.scanned
    )


BY_FILE = {source.file: source for source in EVERY if read_as_it_is(source)}
QUALIFIED = re.compile(r"(BÁO CÁO)\s+(.+)")  # a type line that says more than the type


class Row(NamedTuple):
    """One row of the table, as printed."""

    file: str
    number: str
    date: str
    type: str
    issuer: str
    title: str
    signers: str
    recipients: str


def table() -> list[Row]:
    lines = (SOURCES / "facts.md").read_text(encoding="utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("| Tệp |"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append(Row(*(cell.strip() for cell in line.strip().strip("|").split("|"))))
    return rows


ROWS = [row for row in table() if row.file in BY_FILE]
each_row = pytest.mark.parametrize("row", ROWS, ids=[Path(row.file).stem for row in ROWS])
each_source = pytest.mark.parametrize("source", BY_FILE.values(), ids=[Path(file).stem for file in BY_FILE])


def content(source: Source) -> bytes:
    if not source.product.endswith(".zip"):
        return (PRODUCTS / source.product).read_bytes()
    with zipfile.ZipFile(PRODUCTS / source.product) as packed:
        return packed.read(PurePosixPath(source.file).name)


def reading_of(source: Source) -> Reading:
    """What is read of this document alone, also where it shares its file with others."""
    with private_folder() as folder:
        if source.format in ("doc", "rtf") and (folder is None or not libreoffice.available()):
            pytest.skip("LibreOffice or a memory-backed folder is missing")
        whole = read(PurePosixPath(source.file).name, content(source), Workroom(folder))
    if source.product == source.file or source.product.endswith(".zip"):
        return whole
    inside = [other for other in EVERY if other.product == source.product]
    parts = split(whole)
    assert len(parts) == len(inside)
    return parts[inside.index(source)]


@cache
def document(file: str) -> Document:
    reading = reading_of(BY_FILE[file])
    return parse(reading, document_id="d" * 12, collection="kho", file=file, sha256="0" * 64, version="v1")


def squeeze(text: str) -> str:
    """Letters and digits alone: formats differ in blanks, footnote marks and emphasis."""
    return re.sub(r"[\W_⁰¹²³⁴⁵⁶⁷⁸⁹]+", "", unicodedata.normalize("NFC", text)).casefold()


def test_the_table_and_the_sources_name_the_same_documents() -> None:
    assert {row.file for row in table()} == {source.file for source in EVERY}


@each_row
def test_number_and_date(row: Row) -> None:
    heading = document(row.file).heading
    assert (heading.number.canonical if heading.number else "(không số)") == row.number
    printed = re.fullmatch(r"(\d+)/(\d+)/(\d{4})", row.date)
    assert heading.date == (date(*(int(part) for part in printed.groups()[::-1])) if printed else None)


@each_row
def test_type_and_title(row: Row) -> None:
    heading = document(row.file).heading
    qualified = QUALIFIED.fullmatch(row.type)
    assert (heading.type or "").upper() == (qualified[1] if qualified else row.type)
    title = re.sub(r"^V/v\s+", "", row.title)
    shown = unicodedata.normalize("NFC", heading.title or "")
    assert shown == (f"{qualified[2].lower()} {title}" if qualified else title)


@each_row
def test_issuer(row: Row) -> None:
    heading = document(row.file).heading
    if row.issuer.startswith("("):
        assert heading.parent_issuer is None
        return
    said = f"{heading.issuer} | {heading.parent_issuer}".upper()
    assert [name for name in row.issuer.split(" - ") if name not in said] == []
    assert dict(heading.facts)["issuer"].confidence > 0.9


@each_row
def test_signer_and_recipients(row: Row) -> None:
    heading = document(row.file).heading
    signers = [
        re.sub(r"^(?:Thiếu|Trung|Thượng|Đại) (?:tá|tướng) ", "", name) for name in row.signers.split(", ")
    ]
    assert heading.signer in signers
    assert heading.signer_role is not None
    assert len(heading.recipients) == int(row.recipients)
    assert not [name for name in heading.recipients if name.startswith("-") or name.endswith((",", "."))]


def month(number: str, year: str) -> tuple[date, date]:
    y, m = int(year), int(number)
    return date(y, m, 1), date(y, m, monthrange(y, m)[1])


def expected_periods(row: Row) -> tuple[tuple[date, date] | None, tuple[date, date] | None]:
    """Reported and planned, from the title's own words; the year of the first month may stand with the second."""
    months = re.search(r"tháng (\d+)(?:/(\d{4}))?, nhiệm vụ trọng tâm tháng (\d+)/(\d{4})", row.title)
    if months:
        first, year, second, planned = months.groups()
        return month(first, year or planned), month(second, planned)
    years = re.search(r"năm (\d{4}), phương hướng, nhiệm vụ năm (\d{4})", row.title)
    if years:
        done, planned_year = (int(year) for year in years.groups())
        return (date(done, 1, 1), date(done, 12, 31)), (date(planned_year, 1, 1), date(planned_year, 12, 31))
    span = re.search(r"(?:giai đoạn (\d{4}) - |năm )(\d{4})$", row.title)
    if span and row.type.startswith(("KẾ HOẠCH", "CHƯƠNG TRÌNH")):
        return None, (date(int(span[1] or span[2]), 1, 1), date(int(span[2]), 12, 31))
    return None, None


@each_row
def test_periods(row: Row) -> None:
    heading = document(row.file).heading
    if QUALIFIED.fullmatch(row.type):
        assert heading.planned is None  # a report on one occasion
        return

    def bounds(period: Period | None) -> tuple[date, date] | None:
        return (period.start, period.end) if period else None

    assert (bounds(heading.reported), bounds(heading.planned)) == expected_periods(row)


@each_source
def test_headings_of_the_source_are_sections(source: Source) -> None:
    parsed = document(source.file)
    sections = {squeeze(f"{section.label} {section.title}") for section in parsed.sections}
    sections |= {squeeze(section.title) for section in parsed.sections}
    items = {
        squeeze(f"{p.label} {p.text}") for p in parsed.passages if p.kind is PassageKind.ITEM and p.label
    }
    missing = [
        block.text
        for block in source.blocks
        if block.kind.startswith("heading") and squeeze(block.plain()) not in sections | items
    ]
    assert missing == []


@each_source
def test_bullets_of_the_source_are_items_or_lead_ins(source: Source) -> None:
    parsed = document(source.file)
    items = {squeeze(p.text) for p in parsed.passages if p.kind is PassageKind.ITEM}
    lead_ins = {squeeze(words) for p in parsed.passages for words in p.lead_in}
    bullets = [block for block in source.blocks if block.kind in ("bullet", "item")]
    missing = [block.text for block in bullets if squeeze(block.plain()) not in items | lead_ins]
    assert missing == []


@each_source
def test_table_rows_of_the_source_are_rows_below_their_header(source: Source) -> None:
    rows = {
        squeeze(passage.text): passage
        for passage in document(source.file).passages
        if passage.kind is PassageKind.TABLE_ROW
    }
    for block in source.blocks:
        for cells in block.rows[block.header :]:
            passage = rows[squeeze("".join(cells))]
            if block.header == 1:
                assert squeeze(passage.lead_in[-1]) == squeeze("".join(block.rows[0]))
            above = squeeze("".join(passage.lead_in))
            assert [cell for cell in block.rows[0] if squeeze(cell) not in above] == []


@each_source
def test_footnotes_hang_where_their_marks_stand(source: Source) -> None:
    parsed = document(source.file)
    texts = {passage.id: passage.text for passage in parsed.passages}
    hung = {
        (squeeze(shown), squeeze(texts[note]))
        for p in parsed.passages
        for note in p.footnotes
        for shown in (p.text, f"{p.label} {p.text}")
    }
    for block in source.blocks:
        for run in block.runs():
            if run.note is not None:
                note = f"{run.note if source.format == 'md' else ''}{source.notes[run.note]}"
                assert (squeeze(block.plain()), squeeze(note)) in hung


@each_source
def test_heading_and_closing_are_no_items(source: Source) -> None:
    outside = {
        squeeze(line) for signature in source.signatures for line in (*signature.lines, signature.name)
    }
    outside |= {
        squeeze(line) for line in (*source.recipients, source.number, source.issuer, source.place_date)
    }
    items = [p.text for p in document(source.file).passages if p.kind is PassageKind.ITEM]
    assert [text for text in items if squeeze(text) in outside] == []
    assert [text for text in items if text.startswith(("#", "**", "|"))] == []


@each_source
def test_passages_are_the_stored_text(source: Source) -> None:
    parsed = document(source.file)
    for passage in parsed.passages:
        assert passage.text == " ".join(span.of(parsed.text) for span in passage.spans)


def attached_clauses() -> list[tuple[str, str, Block]]:
    """(file, article heading, clause) of the regulations printed behind a signature."""
    found = []
    for file, source in BY_FILE.items():
        behind, article = False, ""
        for block in source.blocks:
            behind = behind or block.kind == "signature"
            if behind and re.match(r"Điều \d+\.", block.text):
                article = block.plain()
            elif behind and article and re.match(r"\d+\. ", block.text):
                found.append((file, article, block))
    return found


def test_a_clause_of_an_attached_regulation_is_found_under_its_article() -> None:
    clauses = attached_clauses()
    assert clauses
    for file, article, block in clauses:
        label, words = block.plain().split(" ", 1)
        under = [p for p in document(file).passages if any(squeeze(article) == squeeze(t) for t in p.path)]
        own = [p for p in under if p.label == label and squeeze(p.text) == squeeze(words)]
        below = [p for p in under if any(squeeze(block.plain()) == squeeze(title) for title in p.path)]
        assert own or below, block.text
        chain = (own or below)[0].path
        assert chain[0].isupper() or chain[0].split()[0].isupper()  # the regulation itself leads the path

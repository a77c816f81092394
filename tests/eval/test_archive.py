"""The sample archive: every product comes from its source, says what it says, and rebuilds byte for byte."""

from __future__ import annotations

import io
import os
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from eval.archive_lines import MissingFontError
from eval.archive_source import PRODUCTS, SUPERSCRIPT, Source, load_all
from eval.archive_source import SOURCES as FOLDER
from eval.build_archive import products
from eval.variants.conversion import ConversionFailed
from eval.variants.encodings import Encoding

SOURCES = load_all()
# Formats that show their text to a library at once; the others: test_archive_formats.py.
PLAIN = {
    source.file: source
    for source in SOURCES
    if source.format in ("docx", "pdf", "txt", "md")
    and source.product == source.file
    and source.encoding is Encoding.NFC
    and not source.scanned
}
OWN_PERIOD = ("bao-cao", "chi-dao", "cong-van", "du-thao", "ke-hoach", "phoi-hop")
LARGEST = 3_000_000


def squeeze(text: str) -> str:
    """No white space, no Markdown marks: what is left must be the same in source and product."""
    return re.sub(r"[\s*#|]|\[\^\d+\]", "", text)


def expected(source: Source) -> Iterator[str]:
    """Sentences, headings, cells and notes a product must show, with footnote marks where it prints them."""
    for block in source.blocks:
        for row in block.rows:
            yield from (cell for cell in row if cell)
        shown = ""
        for run in block.runs():
            mark = str(run.note) if run.note is not None and source.format == "pdf" else ""
            if run.note is not None and source.format == "txt":
                mark = str(run.note).translate(SUPERSCRIPT)
            shown += mark or (run.text if run.change != "del" else "")
        if source.auto_numbering:
            shown = re.sub(r"^(?:[IVX]+|\d+)\.\s+", "", shown) if block.kind.startswith("heading") else shown
        yield from (part for part in re.split(r"(?<=[.;:!?])\s+", shown) if part)
    yield from source.notes.values()
    yield from (line for line in (source.number, source.type, *source.title, source.about) if line)
    yield from (signature.name for signature in source.signatures)
    yield from source.recipients


def docx_text(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    body = document.element.body
    lines = ["".join(text.text or "" for text in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/footnotes.xml":
            lines += re.findall(r"<w:t[^>]*>([^<]*)</w:t>", part.blob.decode())
    return "\n".join(lines)


def pages(source: Source, data: bytes) -> list[str]:
    """Text of a product, page by page where it has pages."""
    if source.format == "docx":
        return [docx_text(data)]
    if source.format == "pdf":
        document = pypdfium2.PdfDocument(data)
        # pdfium reports a hyphen at a line's end as U+FFFE
        return [page.get_textpage().get_text_range().replace("\ufffe", "-") for page in document]
    return [data.decode()]


def split_by_page(wanted: str, head: str, tail: str) -> bool:
    """Whether `wanted` begins on one page and ends on the next (notes and the page number stand between)."""
    return any(wanted[:cut] in head and wanted[cut:] in tail for cut in range(1, len(wanted)))


def missing(source: Source, data: bytes) -> tuple[list[str], int]:
    """What the product lacks, and how many sentences a page break cuts in two."""
    texts = [squeeze(page) for page in pages(source, data)]
    whole = "".join(texts)
    lacking, cut = [], 0
    for piece in expected(source):
        wanted = squeeze(piece)
        if wanted in whole:
            continue
        halves = [*pairwise(texts)] or [(whole, whole)]
        if (len(texts) > 1 or "[[page]]" in "".join(block.text for block in source.blocks)) and any(
            split_by_page(wanted, head, tail) for head, tail in halves
        ):
            cut += 1
        else:
            lacking.append(piece)
    return lacking, cut


def committed() -> set[str]:
    return {path.relative_to(PRODUCTS).as_posix() for path in PRODUCTS.rglob("*") if path.is_file()}


def test_every_source_has_its_product_and_every_product_its_source() -> None:
    assert committed() - {"troly.toml"} == {source.product for source in SOURCES}
    assert len(SOURCES) >= 44


def test_archive_says_its_name_and_its_day() -> None:
    settings = tomllib.loads((PRODUCTS / "troly.toml").read_text(encoding="utf-8"))
    assert settings["as_of"] == date(2024, 2, 26)
    own = [source.day for source in SOURCES if source.file.startswith(OWN_PERIOD)]
    assert max(own) == settings["as_of"]


def test_the_other_collections_say_nothing_of_the_years_that_questions_ask_about() -> None:
    for source in SOURCES:
        if source.file.startswith(OWN_PERIOD):
            continue
        assert not 2020 <= source.day.year <= 2024, source.file
        assert not re.search(r"\b202[0-4]\b", source.path.read_text(encoding="utf-8")), source.file


def test_archive_stays_small() -> None:
    assert sum((PRODUCTS / name).stat().st_size for name in committed()) < LARGEST


def test_all_formats_are_there() -> None:
    formats = Counter(source.format for source in SOURCES)
    assert formats["docx"] >= 9
    assert formats["pdf"] >= 5
    assert formats["txt"] + formats["md"] >= 6


def test_rebuilding_gives_the_committed_bytes() -> None:
    try:
        rebuilt = products()
    except (MissingFontError, ConversionFailed) as error:
        if os.environ.get("TROLY_REQUIRE_ALL") == "1":
            pytest.fail(str(error))
        pytest.skip(f"the sample PDFs cannot be rebuilt here: {error}")
    assert set(rebuilt) == committed()
    differing = [name for name, data in rebuilt.items() if (PRODUCTS / name).read_bytes() != data]
    assert not differing, f"run `python -m eval.build_archive`; these differ: {differing}"


@pytest.mark.parametrize("name", sorted(PLAIN))
def test_product_says_what_its_source_says(name: str) -> None:
    source = PLAIN[name]
    lacking, cut = missing(source, (PRODUCTS / name).read_bytes())
    assert not lacking
    number_of_pages = len(pages(source, (PRODUCTS / name).read_bytes()))
    forced = sum(block.text.count("[[page]]") for block in source.blocks)
    assert cut <= number_of_pages - 1 + forced


def test_some_page_break_cuts_a_sentence_in_a_pdf_and_in_a_text() -> None:
    cut = {
        source.format
        for source in PLAIN.values()
        if source.format in ("pdf", "txt") and missing(source, (PRODUCTS / source.file).read_bytes())[1]
    }
    assert cut == {"pdf", "txt"}


def test_a_product_with_a_changed_number_is_caught() -> None:
    source = PLAIN["bao-cao/2023/bc-thang-12-2023.txt"]
    data = (PRODUCTS / source.file).read_bytes().replace(b"193/214", b"194/214")
    assert len(missing(source, data)[0]) == 1


def test_footnote_marks_and_notes_agree() -> None:
    for source in SOURCES:
        called = [run.note for block in source.blocks for run in block.runs() if run.note is not None]
        assert called == sorted(source.notes), source.file


def test_totals_of_tables_are_right() -> None:
    checked = 0
    for source in SOURCES:
        for block in source.blocks:
            if not block.rows or block.rows[-1][1] != "Cộng":
                continue
            body, total = block.rows[block.header : -1], block.rows[-1]
            for column in range(2, len(total)):
                assert sum(int(row[column]) for row in body) == int(total[column]), (source.file, column)
            checked += 1
    assert checked >= 3


def test_numbers_identify_documents_together_with_type_and_issuer() -> None:
    numbered = [source.number for source in SOURCES if re.search(r"\d", source.number)]
    assert len(numbered) == len(set(numbered))
    assert {"Số 05-KH/TU", "Số 05-KH/BCĐ"} <= set(numbered)


def test_dates_follow_the_leading_zero_rule() -> None:
    """Days below 10 and months 1 and 2 take a zero, months 3 to 9 do not (36-HD/VPTW)."""
    for source in SOURCES:
        text = source.path.read_text(encoding="utf-8").split("+++\n")[2] + source.place_date
        for day, month in re.findall(r"(?<![\d/])(\d{1,2})/(\d{1,2})/\d{4}", text):
            assert len(day) == 2, (source.file, day, month)
            assert re.fullmatch(r"0[12]|[3-9]|1[0-2]", month), (source.file, day, month)
        for month in re.findall(r"tháng (\d{1,2})/\d{4}", text):
            assert re.fullmatch(r"0[12]|[3-9]|1[0-2]", month), (source.file, month)


def test_held_documents_are_cited_with_their_own_date() -> None:
    days = {source.number.removeprefix("Số ").removeprefix("Số: "): source.day for source in SOURCES}
    cited = 0
    for source in SOURCES:
        text = source.path.read_text(encoding="utf-8").split("+++\n")[2]
        for number, day in re.findall(r"số (\S+?), ngày (\d{1,2}/\d{1,2}/\d{4})", text):
            if number not in days:
                continue
            printed = "/".join(str(int(part)) for part in day.split("/"))
            held = days[number]
            assert printed == f"{held.day}/{held.month}/{held.year}", (source.file, number)
            assert held <= source.day, (source.file, number)
            cited += 1
    assert cited >= 20


def test_facts_agree_with_the_sources() -> None:
    """The hand-read table holds every document with its number, title, signers and count of recipients."""
    table = {
        cells[1]: cells
        for line in (FOLDER / "facts.md").read_text(encoding="utf-8").splitlines()
        if len(cells := [cell.strip() for cell in line.split("|")]) == 10
    }
    for source in SOURCES:
        cells = table[source.file]
        number = source.number.removeprefix("Số").removeprefix(":").strip()
        assert cells[2] == (number if number[:1].isdigit() else "(không số)"), source.file
        assert cells[6] == (" ".join(source.title) or source.about), source.file
        assert cells[7] == ", ".join(signature.name for signature in source.signatures), source.file
        assert int(cells[8]) == len(source.recipients), source.file

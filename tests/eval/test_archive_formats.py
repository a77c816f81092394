"""Products of the sample archive in formats that hide their text: what they hold is what their source says.

Nothing here uses the product's readers: text comes from LibreOffice, the C library's converter, the formats' own
XML, and Tesseract.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from html import unescape
from pathlib import Path, PurePosixPath

import openpyxl
import pypdfium2
import pytest
from PIL import Image

from eval.archive_kept import NOTES
from eval.archive_lines import MissingFontError
from eval.archive_source import PRODUCTS, Block, Source, load_all
from eval.build_archive import inputs
from eval.variants.encodings import LEGACY, Encoding, legacy_runs

SOURCES = load_all()
FORMATS = {"doc", "docx", "html", "jpg", "md", "odt", "pdf", "png", "rtf", "txt", "xlsx"}


def squeeze(text: str) -> str:
    return re.sub(r"[\W_⁰¹²³⁴⁵⁶⁷⁸⁹]+", "", unicodedata.normalize("NFC", text)).casefold()


def said(source: Source) -> Iterator[str]:
    """Every piece of text the product must hold."""
    yield from (line for line in (source.number, source.type, *source.title, *source.text_box) if line)
    yield from source.recipients
    yield from (signature.name for signature in source.signatures)
    yield from source.notes.values()
    for block in source.blocks:
        yield from (cell for row in block.rows for cell in row if cell)
        yield from (run.text for run in block.runs() if run.change != "del" and run.text.strip())


def of(*formats: str) -> list[Source]:
    return [source for source in SOURCES if source.format in formats and source.product == source.file]


def product(source: Source) -> bytes:
    return (PRODUCTS / source.product).read_bytes()


def test_all_formats_and_encodings_are_there() -> None:
    assert {source.format for source in SOURCES} == FORMATS
    encodings = {(source.format, source.encoding) for source in SOURCES}
    assert {pair for pair in encodings if pair[1] is not Encoding.NFC} == {
        ("doc", Encoding.TCVN3),
        ("doc", Encoding.VNI),
        ("txt", Encoding.NFD),
        ("txt", Encoding.TCVN3),
        ("txt", Encoding.UTF16),
        ("txt", Encoding.WINDOWS_1258),
    }
    assert {PurePosixPath(source.product).suffix for source in SOURCES if source.product != source.file} == {
        ".docx",
        ".zip",
    }


def test_what_is_kept_was_made_of_the_sources_as_they_are() -> None:
    try:
        wanted = {file: sha256(data).hexdigest() for file, data in inputs().items()}
    except MissingFontError as error:
        pytest.skip(f"the printed pages cannot be rebuilt here: {error}")
    assert json.loads(NOTES.read_text(encoding="utf-8")) == wanted, "run `python -m eval.build_archive`"


@pytest.mark.parametrize(
    ("encoding", "converter"),
    [
        (Encoding.TCVN3, "TCVN5712-1"),
        (Encoding.WINDOWS_1258, "CP1258"),
        (Encoding.UTF16, "UTF-16"),
        (Encoding.NFD, "UTF-8"),
    ],
)
def test_a_text_file_says_it_in_the_encoding_of_its_source(encoding: Encoding, converter: str) -> None:
    (source,) = (source for source in of("txt") if source.encoding is encoding)
    data = product(source)
    with pytest.raises((UnicodeDecodeError, AssertionError)):  # it would be no test if it were plain UTF-8
        assert unicodedata.is_normalized("NFC", data.decode())
    text = squeeze(iconv(data, converter))
    assert [piece for piece in said(source) if squeeze(piece) not in text] == []


def iconv(data: bytes, converter: str) -> str:
    command = ["iconv", "-f", converter, "-t", "UTF-8"]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()


def test_an_html_page_says_it() -> None:
    (source,) = of("html")
    text = squeeze(unescape(re.sub(r"<[^>]+>", " ", product(source).decode())))
    assert [piece for piece in said(source) if squeeze(piece) not in text] == []


def test_an_odt_file_says_it() -> None:
    for source in of("odt"):
        with zipfile.ZipFile(io.BytesIO(product(source))) as package:
            text = squeeze(unescape(re.sub(r"<[^>]+>", "", package.read("content.xml").decode())))
        assert [piece for piece in said(source) if squeeze(piece) not in text] == [], source.file


def test_word_and_rtf_files_say_it_in_the_encoding_of_their_fonts(tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    sources = of("doc", "rtf")
    paths = [PRODUCTS / source.file for source in sources]
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to"]
    command += ["txt:Text (encoded):UTF8", "--outdir", str(tmp_path), *map(str, paths)]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    for source in sources:
        text = squeeze((tmp_path / f"{Path(source.file).stem}.txt").read_text(encoding="utf-8-sig"))
        stored = [stored_in_word(piece, source.encoding) for piece in said(source)]
        assert [piece for piece in stored if squeeze(piece) not in text] == [], source.file


def stored_in_word(text: str, encoding: Encoding) -> str:
    return "".join(part for part, _ in legacy_runs(text, encoding)) if encoding in LEGACY else text


def test_a_register_holds_days_and_figures_as_values_of_excel() -> None:
    for source in of("xlsx"):
        rows = [*openpyxl.load_workbook(io.BytesIO(product(source))).active.iter_rows(values_only=True)]
        assert (rows[0][0], rows[1][0]) == (source.issuer, source.type)
        (table,) = (block.rows for block in source.blocks if block.rows)
        assert len(rows) == len(table) + 3
        for shown, wanted in zip(rows[3:], table, strict=True):
            assert [cell_text(value) for value in shown] == list(wanted)


def cell_text(value: object) -> str:
    """A value as the sources print it: months 3 to 12 without a zero."""
    if hasattr(value, "strftime"):
        day = value.strftime("%d/%m/%Y")
        return re.sub(r"/0([3-9])/", r"/\1/", day)
    return "" if value is None else str(value)


def test_a_packed_file_holds_its_documents_and_no_folder() -> None:
    wanted = {PurePosixPath(source.file).name for source in SOURCES if ".zip/" in source.file}
    (file,) = {source.product for source in SOURCES if ".zip/" in source.file}
    with zipfile.ZipFile(PRODUCTS / file) as packed:
        assert set(packed.namelist()) == wanted
        assert packed.testzip() is None
    assert len(wanted) == 3


def test_two_documents_stand_in_one_word_file_in_order() -> None:
    bound = [
        source for source in SOURCES if source.product.endswith(".docx") and source.product != source.file
    ]
    text = word_text(product(bound[0]))
    places = [text.index(squeeze(source.number)) for source in bound]
    assert len(places) == 2
    assert places == sorted(places)
    assert [piece for source in bound for piece in said(source) if squeeze(piece) not in text] == []


def word_text(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read("word/document.xml").decode()
    return squeeze(unescape("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml))))


def test_tracked_changes_hold_both_wordings() -> None:
    (source,) = (source for source in SOURCES if "{-" in source.path.read_text(encoding="utf-8"))
    changes = [run for block in source.blocks for run in block.runs() if run.change]
    with zipfile.ZipFile(io.BytesIO(product(source))) as package:
        xml = package.read("word/document.xml").decode()
    deleted = re.findall(r"<w:delText[^>]*>([^<]*)</w:delText>", xml)
    inserted = re.findall(r"<w:ins .*?<w:t(?: [^>]*)?>([^<]*)</w:t>.*?</w:ins>", xml)
    assert deleted == [run.text for run in changes if run.change == "del"]
    assert inserted == [run.text for run in changes if run.change == "ins"]
    assert Block("paragraph", "a {-b-}{+c+} d").plain() == "a c d"


def test_a_header_of_two_rows_is_merged() -> None:
    (block,) = (block for source in SOURCES for block in source.blocks if block.header == 2)
    assert len(block.merged) == 4
    (source,) = (source for source in SOURCES if block in source.blocks)
    with zipfile.ZipFile(io.BytesIO(product(source))) as package:
        xml = package.read("word/document.xml").decode()
    assert len(re.findall(r'<w:gridSpan w:val="2"/>', xml)) == 2
    assert len(re.findall(r'<w:vMerge w:val="restart"/>', xml)) == 2


@pytest.mark.parametrize(
    "source", [*of("png", "jpg"), *(s for s in of("pdf") if s.scanned)], ids=lambda s: s.format
)
def test_a_scan_is_a_picture_on_which_the_words_can_be_seen(source: Source) -> None:
    image, text_layer = page(source)
    assert text_layer == ""
    if shutil.which("tesseract") is None:
        pytest.skip("Tesseract is not installed")
    png = io.BytesIO()
    image.save(png, "PNG")
    command = ["tesseract", "-", "-", "-l", "vie", "--dpi", "200"]
    done = subprocess.run(command, input=png.getvalue(), capture_output=True, check=True)
    seen = set(re.findall(r"\w+", done.stdout.decode().casefold()))
    wanted = [word for piece in said(source) for word in re.findall(r"\w+", piece.casefold())]
    found = sum(word in seen for word in wanted)
    assert found > 0.9 * len(wanted), [word for word in wanted if word not in seen]


def page(source: Source) -> tuple[Image.Image, str]:
    """The only page as a picture, and its text layer."""
    if source.format != "pdf":
        return Image.open(io.BytesIO(product(source))), ""
    document = pypdfium2.PdfDocument(product(source))
    assert len(document) == 1
    text: str = document[0].get_textpage().get_text_range()
    return document[0].render(scale=200 / 72).to_pil(), text

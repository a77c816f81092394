"""An .xlsx as a package of XML parts: checked before a workbook library sees it, and what stands beside the cells.

Bytes in; a package whose parts hold no DTD out, with the texts such a library does not show: printed headers and
footers, text boxes, comments. A file that breaks a bound is refused, never cut.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.errors import UnreadableFile
from ingest.readers.xml_zip import XmlZip

# Tags are matched up to the next bracket, so that a comment full of "<c" costs no more than its length.
_REF = re.compile(rb'<(?:\w+:)?mergeCell\b[^<>]*\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_FRAME = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)\b[^<>]*>([^<]*)<")
_FRAME_PARTS = re.compile(r"&[LCR]")
_FRAME_CODES = re.compile(r'&"[^"&]*"|&K[0-9A-Fa-f]{6}|&\d+|&[A-Za-z]')
# A formula whose cell has no stored result. An empty result of a text formula (t="str") is one.
_NO_RESULT = re.compile(
    rb'<(?:\w+:)?c\b(?![^<>]*\bt="str")[^<>]*>\s*<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>)'
    rb"(?:\s*<(?:\w+:)?v\s*(?:/>|>\s*</(?:\w+:)?v>))?\s*</(?:\w+:)?c>"
)
_DRAWN = re.compile(r"xl/drawings/[^/]+\.xml")
_COMMENTS = re.compile(r"xl/(?:comments\d*|comments/[^/]+|threadedComments/[^/]+)\.xml")


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, both ends included, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Frame:
    """What a sheet holds beside its cells."""

    merges: tuple[Merge, ...]
    printed: tuple[str, ...]  # texts of running headers and footers
    uncalculated: bool  # holds formulas without a stored result


def checked(data: bytes) -> XmlZip:
    """The package of an .xlsx. Raises UnreadableFile: broken, encrypted, too large, or with a DTD."""
    package = XmlZip(data, kind="Excel", extension=".xlsx")
    for name in sorted(package.names):
        _refuse_dtd(package, name)
    return package


def _refuse_dtd(package: XmlZip, name: str) -> None:
    """Entities need a DTD, and a DTD stands before the root: only the start of a part is parsed."""
    parser = etree.iterparse(
        io.BytesIO(package.part(name)),
        events=("start",),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    try:
        _, root = next(iter(parser))
    except (etree.XMLSyntaxError, StopIteration) as error:
        if name.endswith((".xml", ".rels")):
            raise package.broken() from error
        return  # a picture or a printer's settings
    if root.getroottree().docinfo.doctype:
        raise UnreadableFile("Tệp Excel chứa khai báo DTD, có thể là tệp tấn công; từ chối đọc.")


def frame(package: XmlZip, sheet: str) -> Frame:
    """What stands beside the cells of the sheet in part ``sheet``. Raises UnreadableFile."""
    if sheet not in package.names:
        raise package.broken()
    data = package.part(sheet)
    if b"\x00" in data[:100]:  # UTF-16, which spreadsheet programs do not write: nothing could be found in it
        raise package.broken()
    below = data[data.rfind(b"sheetData") :]  # the standard puts merges and running headers after the cells
    merges = (
        Merge(int(top), _column(left), int(bottom), _column(right))
        for left, top, right, bottom in _REF.findall(below)
    )
    printed = (
        _FRAME_CODES.sub("", part).strip()
        for text in _FRAME.findall(below)
        for part in _FRAME_PARTS.split(html.unescape(text.decode("utf-8", "replace")))
    )
    return Frame(tuple(merges), tuple(text for text in printed if text), bool(_NO_RESULT.search(data)))


def drawn(package: XmlZip) -> Iterator[str]:
    """Paragraphs of text boxes and shapes. Raises UnreadableFile."""
    return _paragraphs(package, _DRAWN)


def comments(package: XmlZip) -> Iterator[str]:
    """Comments people left on cells. Raises UnreadableFile."""
    return _paragraphs(package, _COMMENTS)


def _paragraphs(package: XmlZip, parts: re.Pattern[str]) -> Iterator[str]:
    for name in sorted(filter(parts.fullmatch, package.names)):
        for element in package.tree(name).iter("{*}p", "{*}comment", "{*}threadedComment"):
            text = "".join(str(piece) for piece in element.itertext()).strip()
            if text:
                yield text


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number

"""An .xlsx as a zip package: the bounds that hostile files need, and what stands beside the cells.

Bytes in; a zip that may be given to a workbook library out, with the texts such a library does not show:
printed headers and footers, text boxes, comments. A file that breaks a bound is refused, never cut.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.errors import UnreadableFile

MAX_UNCOMPRESSED = 200 * 1024 * 1024  # all members together, in bytes: stops zip bombs before unpacking
MAX_PART = 64 * 1024 * 1024  # one part, in bytes
MAX_MEMBERS = 10_000

BROKEN = "Tệp Excel bị hỏng hoặc không đúng định dạng .xlsx."
_FAULTS = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, ValueError, EOFError)
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


def checked(data: bytes) -> zipfile.ZipFile:
    """The package of an .xlsx. Raises UnreadableFile: broken, encrypted, too large, or with a DTD."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        members = package.infolist()
    except _FAULTS as error:
        raise UnreadableFile(BROKEN) from error
    if (
        len(members) > MAX_MEMBERS
        or sum(member.file_size for member in members) > MAX_UNCOMPRESSED
        or any(member.file_size > MAX_PART for member in members)
    ):
        raise UnreadableFile("Tệp Excel giải nén ra quá lớn; từ chối đọc để bảo vệ hệ thống.")
    if any(member.flag_bits & 0x1 for member in members):
        raise UnreadableFile("Tệp Excel được đặt mật khẩu. Đề nghị bỏ mật khẩu rồi nạp lại.")
    for member in members:
        _refuse_dtd(package, member)
    return package


def _refuse_dtd(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Entities need a DTD, and a DTD stands before the root: only the start of a part is parsed."""
    try:
        with package.open(member) as part:
            parser = etree.iterparse(
                part, events=("start",), resolve_entities=False, no_network=True, load_dtd=False
            )
            _, root = next(iter(parser))
    except (etree.XMLSyntaxError, StopIteration) as error:
        if member.filename.endswith((".xml", ".rels")):
            raise UnreadableFile(BROKEN) from error
        return  # a picture or a printer's settings
    except _FAULTS as error:
        raise UnreadableFile(BROKEN) from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableFile("Tệp Excel chứa khai báo DTD, có thể là tệp tấn công; từ chối đọc.")


def frame(package: zipfile.ZipFile, sheet: str) -> Frame:
    """What stands beside the cells of the sheet in part ``sheet``. Raises UnreadableFile."""
    data = _bytes(package, sheet)
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


def drawn(package: zipfile.ZipFile) -> Iterator[str]:
    """Paragraphs of text boxes and shapes. Raises UnreadableFile."""
    return _paragraphs(package, _DRAWN)


def comments(package: zipfile.ZipFile) -> Iterator[str]:
    """Comments people left on cells. Raises UnreadableFile."""
    return _paragraphs(package, _COMMENTS)


def _paragraphs(package: zipfile.ZipFile, names: re.Pattern[str]) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    for name in package.namelist():
        if not names.fullmatch(name):
            continue
        try:
            root = etree.fromstring(_bytes(package, name), parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableFile(BROKEN) from error
        for element in root.iter("{*}p", "{*}comment", "{*}threadedComment"):
            text = "".join(str(piece) for piece in element.itertext()).strip()
            if text:
                yield text


def _bytes(package: zipfile.ZipFile, name: str) -> bytes:
    try:
        return package.read(name)
    except (*_FAULTS, KeyError) as error:
        raise UnreadableFile(BROKEN) from error


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number

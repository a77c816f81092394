"""What an office file says about itself: titles, keywords, custom properties, variables, watermarks.

None of it is text of the document, and a stamp may stand in any of it (domain.md §7.2.2, cover-sheet metadata):
a reader puts it into ``Reading.pictures``, where the gate looks and nothing is stored.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from ingest.errors import UnreadableFile

MAX_PART = 8 * 1024 * 1024  # bytes, one part unpacked; properties of real files are a few thousand
MAX_DRAWN = 64 * 1024 * 1024  # bytes, one part that may hold drawings
MAX_MEMBERS = 10_000
MAX_UNCOMPRESSED = 200 * 1024 * 1024  # bytes, all members together
MAX_TEXTS = 20_000

# Parts that are all properties: OOXML core, extended and custom; OpenDocument's meta.xml.
_PROPERTIES = re.compile(r"docProps/[^/]+\.xml|meta\.xml|customXml/item\d+\.xml")
_NAMED_ELEMENTS = {"word/settings.xml": "{*}docVar", "xl/workbook.xml": "{*}sheet"}
# Parts where a drawing's words stand in attributes: watermarks, alternative texts of pictures.
_DRAWINGS = re.compile(r"(?:word|xl|ppt)/(?:[\w-]+/)*[\w-]+\.xml|(?:content|styles)\.xml")
_DRAWN = re.compile(rb"textpath|descr=|svg:(?:title|desc)>")
_LISTED = re.compile(r"[;,\n]")  # between keywords


def property_texts(data: bytes) -> tuple[str, ...]:
    """Texts beside the text of an OOXML or OpenDocument package, in the order of its parts, each once.

    A named property gives its value and "name: value"; a list of keywords gives each of them too.
    Raises UnreadableFile: a broken package, one beyond the bounds above, or one with a DTD.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
            if len(members) > MAX_MEMBERS or sum(each.file_size for each in members) > MAX_UNCOMPRESSED:
                raise UnreadableFile("Tệp Office giải nén ra quá lớn; từ chối đọc để bảo vệ hệ thống.")
            texts = (text for member in members for text in _texts(package, member))
            found = dict.fromkeys(text for text in map(str.strip, texts) if text)
    except (
        zipfile.BadZipFile,
        zlib.error,
        etree.XMLSyntaxError,
        NotImplementedError,
        RuntimeError,
        OSError,
        ValueError,
        EOFError,
    ) as error:
        raise UnreadableFile("Tệp Office bị hỏng ở phần thuộc tính; không đọc được.") from error
    if len(found) > MAX_TEXTS:
        raise UnreadableFile("Tệp Office có quá nhiều thuộc tính; từ chối đọc để bảo vệ hệ thống.")
    return tuple(found)


def _texts(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[str]:
    name = member.filename
    if _PROPERTIES.fullmatch(name):
        yield from _named(_tree(package, member, MAX_PART))
    elif name in _NAMED_ELEMENTS:
        for element in _tree(package, member, MAX_PART).iter(_NAMED_ELEMENTS[name]):
            named, value = _attribute(element, "name"), _attribute(element, "val")
            yield from _spoken(named, value) if value else (named,)
    elif _DRAWINGS.fullmatch(name) and _DRAWN.search(package.read(_within(member, MAX_DRAWN))):
        yield from _drawn(_tree(package, member, MAX_DRAWN))


def _named(root: etree._Element) -> Iterator[str]:
    """Every element's own text, under the name that it or its parent bears."""
    for element in root.iter("{*}*"):
        if element.text and element.text.strip():
            parent = element.getparent()
            name = _attribute(element, "name") or ("" if parent is None else _attribute(parent, "name"))
            yield from _spoken(name, element.text)


def _drawn(root: etree._Element) -> Iterator[str]:
    for element in root.iter("{*}textpath", "{*}docPr", "{*}cNvPr", "{*}title", "{*}desc"):
        yield from (_attribute(element, name) for name in ("string", "descr", "title"))
        yield element.text or ""


def _spoken(name: str, value: str) -> Iterator[str]:
    yield value
    if name:
        yield f"{name}: {value}"
    pieces = _LISTED.split(value)
    if len(pieces) > 1:
        yield from pieces


def _attribute(element: etree._Element, name: str) -> str:
    """By its local name, whatever the dialect of the file."""
    return next((str(v) for key, v in element.items() if str(key).rpartition("}")[2] == name), "")


def _within(member: zipfile.ZipInfo, bound: int) -> zipfile.ZipInfo:
    if member.file_size > bound:
        raise UnreadableFile("Tệp Office có thành phần quá lớn; từ chối đọc để bảo vệ hệ thống.")
    return member


def _tree(package: zipfile.ZipFile, member: zipfile.ZipInfo, bound: int) -> etree._Element:
    # Entities are neither resolved nor fetched: "billion laughs" and file disclosure both need them.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(package.read(_within(member, bound)), parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile("Tệp Office chứa khai báo DTD, có thể là tệp tấn công; từ chối đọc.")
    return root

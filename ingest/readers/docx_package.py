"""A .docx as a zip package: its parts as XML trees, with the bounds that hostile files need.

Ordinary documents stay far below the bounds; one that breaks them is refused with a message, never cut.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from lxml import etree

from ingest.errors import UnreadableFile

MAX_UNCOMPRESSED = 200 * 1024 * 1024  # all members together, in bytes: stops zip bombs before unpacking
MAX_PART = 64 * 1024 * 1024  # one XML part, in bytes
MAX_MEMBERS = 10_000

_BROKEN = "Tệp Word bị hỏng hoặc không đúng định dạng .docx."
_W = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # ISO "strict" files
)
_NAMESPACES = dict.fromkeys(_W, "w") | {
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
}


def tag(element: etree._Element) -> str:
    """``"w:p"``-like name whatever dialect the file is in; ``""`` for comments and instructions."""
    name: object = element.tag
    if not isinstance(name, str):
        return ""
    namespace, _, local = name[1:].partition("}")
    return f"{_NAMESPACES.get(namespace, '')}:{local}"


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first descendant along ``path`` of ``w:`` names, or None."""
    found = element
    for step in path:
        found = None if found is None else next((item for item in found if tag(item) == step), None)
    return found


def attribute(element: etree._Element | None, name: str = "val") -> str | None:
    """The ``w:``-attribute ``name`` of ``element``."""
    if element is None:
        return None
    for namespace in _W:
        value = element.get(f"{{{namespace}}}{name}")
        if value is not None:
            return value
    return None


def number(element: etree._Element | None, name: str = "val") -> int | None:
    """An integer attribute; None when missing or not a number."""
    value = attribute(element, name)
    try:
        return None if value is None else int(value)
    except ValueError:
        return None


class Package:
    """The parts of one .docx held in memory. Its constructor and ``parts`` raise UnreadableFile."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError) as error:
            raise UnreadableFile(_BROKEN) from error
        if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNCOMPRESSED:
            raise UnreadableFile("Tệp Word giải nén ra quá lớn; từ chối đọc để bảo vệ hệ thống.")
        if any(member.flag_bits & 0x1 for member in members):
            raise UnreadableFile("Tệp Word được đặt mật khẩu. Đề nghị bỏ mật khẩu rồi nạp lại.")
        self._names = {member.filename for member in members}
        self._main = self._find_main()
        self._relations = self._read_relations()
        self.document = self._tree(self._main)

    def part(self, kind: str) -> etree._Element | None:
        """The part of the main document whose relationship type ends in ``/kind`` ("numbering", "styles")."""
        found = self.parts(kind)
        return found[0] if found else None

    def parts(self, kind: str) -> list[etree._Element]:
        """Every part of that kind, in the order the file lists them."""
        return [
            self._tree(name) for of_kind, name in self._relations if of_kind == kind and name in self._names
        ]

    def _find_main(self) -> str:
        if "_rels/.rels" in self._names:
            for relation in self._tree("_rels/.rels"):
                if str(relation.get("Type", "")).endswith("/officeDocument"):
                    name = str(relation.get("Target", "")).lstrip("/")
                    if name in self._names:
                        return name
        if "word/document.xml" in self._names:
            return "word/document.xml"
        raise UnreadableFile(_BROKEN)

    def _read_relations(self) -> list[tuple[str, str]]:
        folder, name = posixpath.split(self._main)
        relations = f"{folder}/_rels/{name}.rels"
        if relations not in self._names:
            return []
        found = []
        for relation in self._tree(relations):
            if relation.get("TargetMode") == "External":
                continue
            target = str(relation.get("Target", ""))
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            found.append((str(relation.get("Type", "")).rpartition("/")[2], full))
        return found

    def _tree(self, name: str) -> etree._Element:
        if self._zip.getinfo(name).file_size > MAX_PART:
            raise UnreadableFile("Tệp Word có phần nội dung quá lớn; từ chối đọc để bảo vệ hệ thống.")
        # Entities are neither resolved nor fetched: "billion laughs" and file disclosure both need them.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(self._zip.read(name), parser)
        except (
            etree.XMLSyntaxError,
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            RuntimeError,
            OSError,
            ValueError,
            EOFError,
        ) as error:
            raise UnreadableFile(_BROKEN) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableFile("Tệp Word chứa khai báo DTD, có thể là tệp tấn công; từ chối đọc.")
        return root

"""A .docx as a zip package: its parts, found through their relations, as XML trees."""

from __future__ import annotations

import posixpath

from lxml import etree

from ingest.readers.xml_zip import XmlZip

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
        self._zip = XmlZip(data, kind="Word", extension=".docx")
        self._main = self._find_main()
        self._relations = self._read_relations()
        self.document = self._zip.tree(self._main)

    def part(self, kind: str) -> etree._Element | None:
        """The part of the main document whose relationship type ends in ``/kind`` ("numbering", "styles")."""
        found = self.parts(kind)
        return found[0] if found else None

    def parts(self, kind: str) -> list[etree._Element]:
        """Every part of that kind, in the order the file lists them."""
        return [
            self._zip.tree(name)
            for of_kind, name in self._relations
            if of_kind == kind and name in self._zip.names
        ]

    def _find_main(self) -> str:
        if "_rels/.rels" in self._zip.names:
            for relation in self._zip.tree("_rels/.rels"):
                if str(relation.get("Type", "")).endswith("/officeDocument"):
                    name = str(relation.get("Target", "")).lstrip("/")
                    if name in self._zip.names:
                        return name
        if "word/document.xml" in self._zip.names:
            return "word/document.xml"
        raise self._zip.broken()

    def _read_relations(self) -> list[tuple[str, str]]:
        folder, name = posixpath.split(self._main)
        relations = f"{folder}/_rels/{name}.rels"
        if relations not in self._zip.names:
            return []
        found = []
        for relation in self._zip.tree(relations):
            if relation.get("TargetMode") == "External":
                continue
            target = str(relation.get("Target", ""))
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            found.append((str(relation.get("Type", "")).rpartition("/")[2], full))
        return found

"""An .odt package: its content and styles as XML trees, and names in them as ODF 1.3 writes them ("text:p")."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from lxml import etree

from ingest.errors import UnreadableFile
from ingest.readers.xml_zip import XmlZip

_NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
_PREFIXES = {namespace: prefix for prefix, namespace in _NAMESPACES.items()}


def tag(element: etree._Element) -> str:
    """``"text:p"``-like name; ``""`` for comments and instructions."""
    name: object = element.tag
    return _short(name) if isinstance(name, str) else ""


def attribute(element: etree._Element | None, name: str) -> str | None:
    """The attribute ``name`` ("text:style-name") of ``element``."""
    return None if element is None else element.get(_full(name))


def number(element: etree._Element | None, name: str) -> int | None:
    """An integer attribute; None when missing or not a number a person would write."""
    value = attribute(element, name)
    return int(value) if value and len(value) < 10 and value.isascii() and value.isdigit() else None


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first descendant along ``path`` of names, or None."""
    found = element
    for step in path:
        found = None if found is None else next(iter(children(found, step)), None)
    return found


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    return iter(()) if element is None else element.iterchildren(_full(name))


class OdtPackage:
    """The parts of one .odt held in memory. Raises UnreadableFile: broken, locked or too large."""

    def __init__(self, data: bytes) -> None:
        package = XmlZip(data, kind="OpenDocument", extension=".odt")
        # Searched as bytes: manifests of ODF 1.0 have a DOCTYPE, which no part that we parse may have.
        manifest = "META-INF/manifest.xml"
        if manifest in package.names and b"encryption-data" in package.part(manifest):
            raise package.locked()
        if "content.xml" not in package.names:
            raise package.broken()
        self.content = package.tree("content.xml")
        self.styles = package.tree("styles.xml") if "styles.xml" in package.names else None
        text = child(self.content, "office:body", "office:text")
        if text is None:
            raise UnreadableFile("Tệp OpenDocument bị hỏng: không có phần thân văn bản.")
        self.text = text


@cache
def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


def _short(name: str) -> str:
    namespace, _, local = name[1:].partition("}")
    return f"{_PREFIXES.get(namespace, '')}:{local}"

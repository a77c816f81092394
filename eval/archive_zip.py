"""Zip packages of the sample archive, and packed files in it: fixed time stamps, so that bytes come again."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable

_NO_THUMBNAIL = re.compile(rb'<Relationship [^>]*thumbnail[^>]*/>|<Default Extension="jpeg"[^>]*/>')
_SAVED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def pack(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip file of (name, content) in the order given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in members:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return out.getvalue()


def repack(data: bytes, *, saved: str = "") -> bytes:
    """An Office package as its library wrote it, without the thumbnail of its template; `saved` replaces the
    time its properties say (ISO, UTC)."""
    members = []
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/thumbnail.jpeg":
                continue
            if name in ("_rels/.rels", "[Content_Types].xml"):
                content = _NO_THUMBNAIL.sub(b"", content)
            if saved and name == "docProps/core.xml":
                content = _SAVED.sub(rb"\g<1>" + saved.encode(), content)
            members.append((name, content))
    return pack(members)

"""What a file really is, told from its bytes and never from its name.

Bytes in, a ``Content`` out. Nothing is decompressed here: a zip is recognised by the names in its directory.
"""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum

from ingest.readers.text import marked_encoding


class Content(StrEnum):
    """Real content of a file; the value is how a message to a person names it."""

    EMPTY = "tệp rỗng"
    TEXT = "văn bản thuần"
    PDF = "tệp PDF"
    DOCX = "tệp Word (.docx)"
    DOC = "tệp Word đời cũ (.doc)"
    ENCRYPTED_OFFICE = "tệp Office được đặt mật khẩu"
    XLSX = "bảng tính Excel (.xlsx)"
    XLS = "bảng tính Excel đời cũ (.xls)"
    PPTX = "tệp trình chiếu (.pptx)"
    ODT = "tệp OpenDocument (.odt)"
    OLE = "tệp Office đời cũ (.ppt, …)"
    ZIP = "tệp nén (.zip)"
    ARCHIVE = "tệp nén (.rar, .7z, .gz)"
    RTF = "tệp RTF (.rtf)"
    HTML = "trang web (.html)"
    IMAGE = "tệp ảnh"
    BINARY = "tệp nhị phân"


_PDF_HEADER_WITHIN = 1024  # ISO 32000 note: readers accept the header within the first 1,024 bytes
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_HTML_WITHIN = 4096  # bytes: Word puts a declaration and comments before the first tag
_HTML = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE_FOLDERS = (("word/", Content.DOCX), ("xl/", Content.XLSX), ("ppt/", Content.PPTX))


def sniff(data: bytes) -> Content:
    """The real content of ``data``. Legacy 8-bit text counts as TEXT: the text reader names that fault."""
    if not data:
        return Content.EMPTY
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_content(data)
    if data.startswith(_OLE_MARK):
        return _ole_content(data)
    if (encoding := marked_encoding(data)) is not None:
        return Content.HTML if _is_html(data, encoding) else Content.TEXT
    if b"%PDF-" in data[:_PDF_HEADER_WITHIN] and _is_pdf(data):
        return Content.PDF
    if data.startswith(b"{\\rtf"):
        return Content.RTF
    if data.startswith(_ARCHIVES):
        return Content.ARCHIVE
    if data.startswith(_IMAGES) and b"\x00" in data:
        return Content.IMAGE
    if b"\x00" in data:
        return Content.BINARY
    return Content.HTML if _is_html(data, "latin-1") else Content.TEXT


def _is_html(data: bytes, encoding: str) -> bool:
    """A fragment ("<p>…") is text as far as its first bytes say: Markdown begins like that too."""
    return _HTML.match(data[:_HTML_WITHIN].decode(encoding, "ignore")) is not None


def _is_pdf(data: bytes) -> bool:
    """A text may *speak* of "%PDF-"; a PDF starts with it, or has objects after some leading junk."""
    return data.lstrip().startswith(b"%PDF-") or b" obj" in data


def _zip_content(data: bytes) -> Content:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            kind = package.getinfo("mimetype") if "mimetype" in names else None
            if kind and kind.file_size < 200 and b"oasis.opendocument" in package.read(kind):
                return Content.ODT
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        return Content.ZIP
    if "[Content_Types].xml" in names:
        for folder, content in _OFFICE_FOLDERS:
            if any(name.startswith(folder) for name in names):
                return content
    return Content.ZIP


def _ole_content(data: bytes) -> Content:
    """OLE directory entries are UTF-16 names; enough of them tell the program that wrote the file."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Content.ENCRYPTED_OFFICE
    if "WordDocument".encode("utf-16-le") in data:
        return Content.DOC
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book\0")):
        return Content.XLS
    return Content.OLE

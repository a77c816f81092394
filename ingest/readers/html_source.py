"""Bytes of a web page → its tree, with the bounds that hostile pages need. Nothing is ever fetched."""

from __future__ import annotations

import re
import unicodedata

from lxml import etree
from lxml import html as lxml_html

from ingest.errors import UnreadableFile
from ingest.readers.lines import NO_CONTENT
from ingest.readers.text import characters, marked_encoding

MAX_BYTES = 64 * 1024 * 1024
_LOOKED_AT = 4096  # bytes in which a page names its encoding; the HTML standard asks for the first 1,024
_DECLARED = re.compile(
    rb"""<meta[^>]{1,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{1,200}?encoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
_LEGACY_FONT = re.compile(rb"""[:=,"'\s](?:\.vn[a-z]|vni-)""", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z!?]")
# Labels as the Encoding Standard reads them: a page that claims Latin-1 is windows-1252, and one that is
# readable up to its claim cannot be UTF-16. Other encodings hold no Vietnamese.
_ENCODINGS = {
    "utf-8": "utf-8", "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8", "utf-16": "utf-8", "utf-16le": "utf-8",
    "windows-1258": "cp1258", "cp1258": "cp1258", "x-cp1258": "cp1258",
    "windows-1252": "cp1252", "cp1252": "cp1252", "iso-8859-1": "cp1252", "latin1": "cp1252",
    "us-ascii": "cp1252", "ascii": "cp1252", "x-user-defined": "cp1252",
}  # fmt: skip


def decode(data: bytes) -> str:
    """The text of a page: byte-order mark, declaration, UTF-8, then windows-1258; raises UnreadableFile.

    Where nothing is declared, a page that names a TCVN3 or VNI font keeps its bytes as windows-1252 characters,
    for the decoding of its fonts.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFile("Trang web quá lớn; từ chối đọc để bảo vệ hệ thống.")
    if marked_encoding(data) is not None:
        return characters(data)[0]
    if b"\x00" in data:
        raise UnreadableFile("Tệp là tệp nhị phân (có byte NUL), không phải trang web.")
    found = _DECLARED.search(data[:_LOOKED_AT])
    label = (found[1] or found[2]).decode("ascii").lower() if found else ""
    guess = "cp1252" if _LEGACY_FONT.search(data) else "cp1258"
    for encoding in (_ENCODINGS.get(label, "utf-8"), "utf-8", *(() if label else (guess,))):
        try:
            decoded = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        # windows-1258 spells tones as marks of their own.
        return unicodedata.normalize("NFC", decoded) if encoding == "cp1258" else decoded
    named = f" (khai báo “{label}”)" if label else ""
    raise UnreadableFile(
        f"Không xác định được bảng mã của trang web{named}; đề nghị mở bằng trình duyệt và lưu lại bằng UTF-8."
    )


def tree(page: str) -> etree._Element:
    """The element tree of a page; raises UnreadableFile when it is no page or breaks the parser's bounds."""
    if not _TAG.search(page):
        raise UnreadableFile("Tệp mang đuôi của trang web nhưng không có thẻ HTML nào.")
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = lxml_html.document_fromstring(page.encode("utf-8"), parser)
    except etree.ParserError as error:
        raise UnreadableFile(NO_CONTENT) from error
    # The parser stops there and keeps what it has: text would be lost without a word.
    if parser.error_log.filter_from_fatals():
        raise UnreadableFile(
            "Trang web lồng thẻ quá sâu hoặc có đoạn quá dài; từ chối đọc để bảo vệ hệ thống."
        )
    return root

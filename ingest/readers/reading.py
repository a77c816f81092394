"""The door of the readers: name and bytes in, ``Reading`` out.

The extension chooses the reader, and the content must agree with it: a file that is really something else is
refused with a message that says what it is.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from ingest.document import Reading
from ingest.errors import UnreadableFile
from ingest.readers.lines import NO_CONTENT
from ingest.readers.sniffing import Content, sniff
from ingest.readers.workroom import BARE, Workroom

SUPPORTED: frozenset[str] = frozenset({".txt", ".md", ".docx", ".odt", ".pdf", ".html", ".htm"})

_EXPECTED = {
    ".txt": {Content.TEXT, Content.BINARY},  # their reader says what is wrong with bytes that are no text
    ".md": {Content.TEXT, Content.BINARY},
    ".docx": {Content.DOCX},
    ".odt": {Content.ODT},
    ".pdf": {Content.PDF},
    ".html": {Content.HTML, Content.TEXT},  # a fragment does not begin like a page
    ".htm": {Content.HTML, Content.TEXT},
}
_ADVICE = {
    Content.DOC: " Đề nghị mở bằng Word và lưu lại thành .docx.",
    Content.ENCRYPTED_OFFICE: " Đề nghị bỏ mật khẩu rồi nạp lại.",
    Content.RTF: " Đề nghị mở bằng Word và lưu lại thành .docx.",
    Content.ODT: " Đề nghị đổi đuôi tệp thành .odt.",
    Content.HTML: " Đề nghị đổi đuôi tệp thành .html.",
    Content.IMAGE: " Ảnh chụp cần OCR trước khi nạp.",
    Content.PDF: " Đề nghị đổi đuôi tệp thành .pdf.",
    Content.DOCX: " Đề nghị đổi đuôi tệp thành .docx.",
}


def read(name: str, data: bytes, room: Workroom = BARE) -> Reading:
    """Read one file. ``name`` is used for its extension only.

    Raises UnreadableFile: unsupported extension, content that disagrees with it, or a fault its reader found.
    """
    extension = PurePath(name).suffix.lower()
    if extension not in SUPPORTED:
        known = ", ".join(sorted(SUPPORTED))
        raise UnreadableFile(
            f"Chưa đọc được loại tệp “{extension or 'không có đuôi'}”; hệ thống đọc {known}."
        )
    content = sniff(data)
    if content is Content.EMPTY:
        raise UnreadableFile(NO_CONTENT)
    if content not in _EXPECTED[extension]:
        raise UnreadableFile(
            f"Tệp mang đuôi {extension} nhưng nội dung thực là {content.value}.{_ADVICE.get(content, '')}"
        )
    return _reader(extension)(data, room)


def _reader(extension: str) -> Callable[[bytes, Workroom], Reading]:
    """Loaded late: a light command must not pay for the PDF and Word libraries."""
    if extension == ".pdf":
        from ingest.readers import pdf

        return pdf.read
    if extension == ".docx":
        from ingest.readers import docx

        return docx.read
    if extension == ".odt":
        from ingest.readers import odt

        return odt.read
    if extension in (".html", ".htm"):
        from ingest.readers import html

        return html.read
    if extension == ".md":
        from ingest.readers import markdown

        return markdown.read
    from ingest.readers import text

    return text.read

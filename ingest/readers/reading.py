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

_EXPECTED = {
    ".txt": Content.TEXT,
    ".md": Content.TEXT,
    ".docx": Content.DOCX,
    ".doc": Content.DOC,
    ".rtf": Content.RTF,
    ".pdf": Content.PDF,
    ".xlsx": Content.XLSX,
}
SUPPORTED: frozenset[str] = frozenset(_EXPECTED)

_ADVICE = {
    Content.DOC: " Đề nghị đổi đuôi tệp thành .doc.",
    Content.XLS: " Đề nghị mở bằng Excel và lưu lại thành .xlsx.",
    Content.ENCRYPTED_OFFICE: " Đề nghị bỏ mật khẩu rồi nạp lại.",
    Content.RTF: " Đề nghị đổi đuôi tệp thành .rtf.",
    Content.ODT: " Đề nghị lưu lại thành .docx.",
    Content.IMAGE: " Ảnh chụp cần OCR trước khi nạp.",
    Content.PDF: " Đề nghị đổi đuôi tệp thành .pdf.",
    Content.DOCX: " Đề nghị đổi đuôi tệp thành .docx.",
    Content.XLSX: " Đề nghị đổi đuôi tệp thành .xlsx.",
}


def read(name: str, data: bytes, room: Workroom = BARE) -> Reading:
    """Read one file. ``name`` is used for its extension only.

    Raises UnreadableFile: unsupported extension, content that disagrees with it, or a fault its reader found.
    """
    extension = PurePath(name).suffix.lower()
    if extension not in SUPPORTED:
        known = ", ".join(sorted(SUPPORTED))
        advice = _ADVICE[Content.XLS] if sniff(data) is Content.XLS else ""
        raise UnreadableFile(
            f"Chưa đọc được loại tệp “{extension or 'không có đuôi'}”; hệ thống đọc {known}.{advice}"
        )
    content = sniff(data)
    if content is Content.EMPTY:
        raise UnreadableFile(NO_CONTENT)
    if content is not _EXPECTED[extension] and not (
        content is Content.BINARY and extension in (".txt", ".md")
    ):
        raise UnreadableFile(
            f"Tệp mang đuôi {extension} nhưng nội dung thực là {content.value}.{_ADVICE.get(content, '')}"
        )
    return _reader(extension)(data, room)


def _reader(extension: str) -> Callable[[bytes, Workroom], Reading]:
    """Loaded late: a light command must not pay for the PDF, Word and Excel libraries."""
    if extension == ".pdf":
        from ingest.readers import pdf

        return pdf.read
    if extension == ".docx":
        from ingest.readers import docx

        return docx.read
    if extension == ".xlsx":
        from ingest.readers import xlsx

        return xlsx.read
    if extension == ".doc":
        from ingest.readers import doc

        return doc.read
    if extension == ".rtf":
        from ingest.readers import rtf

        return rtf.read
    if extension == ".md":
        from ingest.readers import markdown

        return markdown.read
    from ingest.readers import text

    return text.read

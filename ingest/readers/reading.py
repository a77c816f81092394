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

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"})
SUPPORTED: frozenset[str] = frozenset({".txt", ".md", ".docx", ".pdf"} | _PICTURES)

_EXPECTED = {
    ".txt": Content.TEXT,
    ".md": Content.TEXT,
    ".docx": Content.DOCX,
    ".pdf": Content.PDF,
    **dict.fromkeys(_PICTURES, Content.IMAGE),
}
_ADVICE = {
    Content.DOC: " Đề nghị mở bằng Word và lưu lại thành .docx.",
    Content.ENCRYPTED_OFFICE: " Đề nghị bỏ mật khẩu rồi nạp lại.",
    Content.RTF: " Đề nghị mở bằng Word và lưu lại thành .docx.",
    Content.ODT: " Đề nghị lưu lại thành .docx.",
    Content.IMAGE: " Đề nghị đổi đuôi tệp cho đúng loại ảnh (.png, .jpg, .tif, .bmp).",
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
    if content is not _EXPECTED[extension] and not (
        content is Content.BINARY and extension in (".txt", ".md")
    ):
        raise UnreadableFile(
            f"Tệp mang đuôi {extension} nhưng nội dung thực là {content.value}.{_ADVICE.get(content, '')}"
        )
    return _reader(extension)(data, room)


def _reader(extension: str) -> Callable[[bytes, Workroom], Reading]:
    """Loaded late: a light command must not pay for the PDF and Word libraries."""
    if extension == ".pdf":
        from ingest.readers import pdf

        return pdf.read
    if extension in _PICTURES:
        from ingest.readers import picture

        return picture.read
    if extension == ".docx":
        from ingest.readers import docx

        return docx.read
    if extension == ".md":
        from ingest.readers import markdown

        return markdown.read
    from ingest.readers import text

    return text.read

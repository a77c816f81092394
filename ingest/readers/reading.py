"""The door of the readers: name and bytes in, ``Reading`` out.

The extension chooses the reader, and the content must agree with it: a file that is really something else is
refused with a message that says what it is.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath
from typing import cast

from ingest.document import Reading
from ingest.errors import UnreadableFile
from ingest.readers.lines import NO_CONTENT
from ingest.readers.sniffing import Content, sniff
from ingest.readers.workroom import BARE, Workroom

_TEXT = {Content.TEXT, Content.BINARY}  # the reader says what is wrong with bytes that are no text
_PAGE = {Content.HTML, Content.TEXT}  # a fragment does not begin like a page

# Extension → the module that reads it, and what the file may really be.
_READERS: dict[str, tuple[str, set[Content]]] = {
    ".txt": ("text", _TEXT),
    ".md": ("markdown", _TEXT),
    ".docx": ("docx", {Content.DOCX}),
    ".doc": ("doc", {Content.DOC}),
    ".rtf": ("rtf", {Content.RTF}),
    ".odt": ("odt", {Content.ODT}),
    ".html": ("html", _PAGE),
    ".htm": ("html", _PAGE),
    ".pdf": ("pdf", {Content.PDF}),
    ".xlsx": ("xlsx", {Content.XLSX}),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"), ("picture", {Content.IMAGE})),
}
SUPPORTED: frozenset[str] = frozenset(_READERS)

_ADVICE = {
    Content.ENCRYPTED_OFFICE: " Đề nghị bỏ mật khẩu rồi nạp lại.",
    Content.DOC: " Đề nghị đổi đuôi tệp thành .doc.",
    Content.XLS: " Đề nghị mở bằng Excel và lưu lại thành .xlsx.",
    Content.XLSX: " Đề nghị đổi đuôi tệp thành .xlsx.",
    Content.RTF: " Đề nghị đổi đuôi tệp thành .rtf.",
    Content.ODT: " Đề nghị đổi đuôi tệp thành .odt.",
    Content.HTML: " Đề nghị đổi đuôi tệp thành .html.",
    Content.PDF: " Đề nghị đổi đuôi tệp thành .pdf.",
    Content.DOCX: " Đề nghị đổi đuôi tệp thành .docx.",
    Content.IMAGE: " Đề nghị đổi đuôi tệp cho đúng loại ảnh (.png, .jpg, .tif, .bmp).",
}


def read(name: str, data: bytes, room: Workroom = BARE) -> Reading:
    """Read one file. ``name`` is used for its extension only.

    Raises UnreadableFile: unsupported extension, content that disagrees with it, or a fault its reader found.
    """
    extension = PurePath(name).suffix.lower()
    if extension not in _READERS:
        known = ", ".join(sorted(SUPPORTED))
        advice = _ADVICE[Content.XLS] if sniff(data) is Content.XLS else ""
        raise UnreadableFile(
            f"Chưa đọc được loại tệp “{extension or 'không có đuôi'}”; hệ thống đọc {known}.{advice}"
        )
    module, contents = _READERS[extension]
    content = sniff(data)
    if content is Content.EMPTY:
        raise UnreadableFile(NO_CONTENT)
    if content not in contents:
        raise UnreadableFile(
            f"Tệp mang đuôi {extension} nhưng nội dung thực là {content.value}.{_ADVICE.get(content, '')}"
        )
    # Loaded late: a light command must not pay for the PDF and Word libraries.
    reader = cast("Callable[[bytes, Workroom], Reading]", import_module(f"ingest.readers.{module}").read)
    return reader(data, room)

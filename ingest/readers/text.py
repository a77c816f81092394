"""Plain text: the stored text is exactly the decoded text, and every line of it is a line.

Read: UTF-8 (with or without a byte-order mark), UTF-16 and UTF-32 with one. Older Vietnamese encodings
(windows-1258, TCVN3, VNI) are named as the reason and never guessed: domain.md §6.4, a wrong guess corrupts
silently.
"""

from __future__ import annotations

import codecs
import re

from ingest.document import Line, Reading, Span
from ingest.errors import UnreadableFile
from ingest.readers.lines import NO_CONTENT
from ingest.readers.workroom import BARE, Workroom

_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_MARKS = (  # longest first: the UTF-32 mark begins with the UTF-16 one
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read(data: bytes, room: Workroom = BARE) -> Reading:  # noqa: ARG001 - every reader is called alike
    """Bytes of a .txt file → Reading. Raises UnreadableFile (Vietnamese message) for anything else."""
    text = decode(data)
    return Reading(text=text, lines=tuple(Line(span) for span in line_spans(text)), format="txt")


def decode(data: bytes) -> str:
    """The Unicode text of ``data`` without its byte-order mark; raises UnreadableFile."""
    if not data:
        raise UnreadableFile(NO_CONTENT)
    encoding = marked_encoding(data) or "utf-8"
    if encoding in ("utf-8", "utf-8-sig") and b"\x00" in data:
        raise UnreadableFile(
            "Tệp là tệp nhị phân (có byte NUL), không phải văn bản; nếu là văn bản UTF-16, "
            "đề nghị lưu lại bằng UTF-8."
        )
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise UnreadableFile(f"Tệp mở đầu như {encoding.upper()} nhưng nội dung bị hỏng.") from error
        raise UnreadableFile(
            "Tệp không phải văn bản Unicode (UTF-8 hoặc UTF-16). Có thể tệp dùng bảng mã cũ như "
            "windows-1258, TCVN3 (ABC) hoặc VNI; đề nghị chuyển mã sang Unicode rồi nạp lại."
        ) from error
    if "\x00" in text:
        raise UnreadableFile("Tệp là tệp nhị phân (có ký tự NUL), không phải văn bản.")
    if not text.strip("\ufeff \t\r\n\x0b\x0c\x85\xa0\u2028\u2029"):
        raise UnreadableFile(NO_CONTENT)
    return text


def marked_encoding(data: bytes) -> str | None:
    """The encoding that the byte-order mark of ``data`` names, None without one."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def line_spans(text: str) -> list[Span]:
    """Spans of the lines of ``text`` without their line ends; a blank line is an empty (or blank) span."""
    spans: list[Span] = []
    start = 0
    for end in _LINE_END.finditer(text):
        spans.append(Span(start, end.start()))
        start = end.end()
    if start < len(text):
        spans.append(Span(start, len(text)))
    return spans

"""Plain text: the stored text is exactly the decoded text, and every line of it is a line.

Read: UTF-8, UTF-16 and UTF-32 with a byte-order mark or, but for UTF-32, without; Windows-1258, TCVN3 and VNI.
The last three are proven by their words before they are believed: a wrong guess corrupts silently.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from ingest.document import Line, Reading, Span
from ingest.errors import UnreadableFile
from ingest.readers.legacy_lines import lines_in_unicode, was_converted
from ingest.readers.lines import NO_CONTENT
from ingest.readers.workroom import BARE, Workroom
from ingest.vietnamese.legacy_evidence import by_text, is_running_vietnamese

_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_MARKS = (  # longest first: the UTF-32 mark begins with the UTF-16 one
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What Vietnamese text is written with: bytes of another kind read as UTF-16 fall all over the planes.
_OF_TEXT = re.compile("[\t\n\r -~\xa0-\u024f\u0300-\u036f\u1ea0-\u1eff\u2000-\u206f₫€]")
_MOSTLY = 0.95
_BINARY = "Tệp là tệp nhị phân (có byte NUL), không phải văn bản."


def read(data: bytes, room: Workroom = BARE) -> Reading:  # noqa: ARG001 - every reader is called alike
    """Bytes of a .txt file → Reading. Raises UnreadableFile (Vietnamese message) for anything else."""
    text, warnings = unicode_text(data)
    lines = tuple(Line(span) for span in line_spans(text))
    return Reading(text=text, lines=lines, format="txt", warnings=warnings)


def unicode_text(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The Unicode text of ``data`` and warnings about what was converted; raises UnreadableFile."""
    text, warnings = characters(data)
    if not text.strip("\ufeff \t\r\n\x0b\x0c\x85\xa0\u2028\u2029"):
        raise UnreadableFile(NO_CONTENT)
    spans = line_spans(text)
    lines, more = lines_in_unicode([span.of(text) for span in spans])
    return _with_lines(text, spans, lines), (*warnings, *more)


def characters(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The characters of ``data`` without its byte-order mark. TCVN3 and VNI come as Latin-1 characters."""
    if not data:
        raise UnreadableFile(NO_CONTENT)
    encoding = marked_encoding(data)
    if encoding is None and b"\x00" in data:
        return _bare_utf16(data), ()
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        if encoding is not None:
            raise UnreadableFile(f"Tệp mở đầu như {encoding.upper()} nhưng nội dung bị hỏng.") from error
        return _eight_bit(data)
    if "\x00" in text:
        raise UnreadableFile(_BINARY)
    return text, ()


def _bare_utf16(data: bytes) -> str:
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and len(_OF_TEXT.findall(text)) >= _MOSTLY * len(text):
            return text
    raise UnreadableFile(_BINARY)


def _eight_bit(data: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        text = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        text = ""
    if is_running_vietnamese(text):
        return text, (was_converted("Windows-1258"),)
    text = _latin(data)
    if by_text([span.of(text) for span in line_spans(text)]):
        return text, ()
    raise UnreadableFile(
        "Tệp không phải văn bản Unicode (UTF-8 hoặc UTF-16), và không nhận ra chắc chắn được bảng mã cũ "
        "(windows-1258, TCVN3 (ABC) hoặc VNI); đề nghị chuyển mã sang Unicode rồi nạp lại."
    )


def _latin(data: bytes) -> str:
    """Bytes as the Latin characters that Word shows: typographic quotes stand where Latin-1 has controls."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _with_lines(text: str, spans: list[Span], lines: list[str]) -> str:
    """``text`` with the lines at ``spans`` replaced, line ends kept."""
    parts: list[str] = []
    done = 0
    for span, line in zip(spans, lines, strict=True):
        parts += [text[done : span.start], line]
        done = span.end
    return "".join([*parts, text[done:]])


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

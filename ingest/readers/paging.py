"""Pages for formats that have none: printed by LibreOffice, then each line is looked for on the pages.

Only page numbers come from the print; text and lines stay the reader's own. Where LibreOffice is missing, or
cannot print the file, the reading stays without pages and is cited by its section path.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Line, LineKind, Reading
from ingest.errors import UnreadableFile
from ingest.readers import pdf
from ingest.readers.libreoffice import available, convert
from ingest.readers.workroom import Workroom

PRINTABLE = frozenset({"docx", "doc", "rtf", "odt", "html", "htm"})
_NEAR = 1_500  # letters behind what was not found within which a line must stand; one printed elsewhere has no page
_SURE = 12  # letters; a shorter line ("*", "I.") stands anywhere and gets the page of its neighbours
_NOT_LETTERS = re.compile(r"[\W_]+")


def paged(reading: Reading, data: bytes, extension: str, room: Workroom) -> Reading:
    """The reading with the pages of its print, where it has none of its own and they can be had."""
    if reading.pages is not None or extension not in PRINTABLE or not available():
        return reading
    try:
        printed = pdf.read_text_layer(convert(data, extension, "pdf", room))
    except (UnreadableFile, OSError):
        return reading  # its text is read; only its pages are not known
    pages = _pages(reading, printed)
    if not any(pages):
        return reading
    lines = tuple(replace(line, page=page) for line, page in zip(reading.lines, pages, strict=True))
    return replace(reading, lines=lines, pages=printed.pages)


def _pages(reading: Reading, printed: Reading) -> list[int | None]:
    """The page of each line of the reading: that of its first letters, looked for in reading order."""
    letters, starts, numbers = _joined(printed)
    pages: list[int | None] = []
    at = missed = 0  # where the last line was found, and how many letters were not found since
    for line in reading.lines:
        key = _letters(line.span.of(reading.text))
        found = -1
        if len(key) >= _SURE:
            note = line.kind is LineKind.FOOTNOTE  # read behind the body, printed at a foot
            found = letters.find(key[:60], 0 if note else at, None if note else at + missed + _NEAR)
            if found >= 0 and not note:
                at, missed = found + 1, 0
        if found < 0 and line.kind is not LineKind.FOOTNOTE:
            missed += len(key)
        pages.append(numbers[bisect_right(starts, found) - 1] if found >= 0 else None)
    return _filled(pages, reading.lines)


def _joined(printed: Reading) -> tuple[str, list[int], list[int | None]]:
    """The letters of the print in one run, and where in it each line begins, with the line's page."""
    pieces: list[str] = []
    starts: list[int] = []
    numbers: list[int | None] = []
    length = 0
    # Notes come behind everything, so that a body line which a page foot cuts is found whole.
    for line in sorted(printed.lines, key=lambda line: line.kind is LineKind.FOOTNOTE):
        piece = _letters(line.span.of(printed.text))
        starts.append(length)
        numbers.append(line.page)
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces), starts, numbers


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold())


def _filled(pages: list[int | None], lines: Sequence[Line]) -> list[int | None]:
    """A line that was not found lies on its neighbours' page where both agree."""
    done = list(pages)
    before: int | None = next((page for page in pages if page), None)
    after: list[int | None] = [None] * len(pages)
    following: int | None = None
    for place in range(len(pages) - 1, -1, -1):
        following = pages[place] or following
        after[place] = following
    for place, page in enumerate(pages):
        if page is None and lines[place].kind is not LineKind.FOOTNOTE:
            done[place] = before if after[place] in (before, None) else None
        before = page or before
    return done

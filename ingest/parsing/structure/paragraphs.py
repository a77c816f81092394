"""Lines to paragraphs: wrapped lines joined, footnotes lifted out, cuts by page breaks and notes healed.

In: the reading and its zones. Out: body paragraphs as ordered spans, in the order of the document. A sentence
cut by a page foot («… 03 năm thực» ³… «hiện Chỉ thị …», domain.md §0.7) is one paragraph of two spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.document import Line, LineKind, Reading, Span
from ingest.parsing.heading.heading import HeadingZones
from ingest.parsing.structure.labels import BULLETS, Label, Rank, read_label
from ingest.vietnamese.text import match_copy

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")
_RULE = re.compile(r"[-_=*~.\s─━═]{3,}$|\|?(?:\s*:?-+:?\s*\|)+\s*:?-*:?\s*$|[|\s]+$|[*\-–]\s*$")
_NOTE_START = re.compile(
    rf"(?P<s>[{SUPERSCRIPTS}]+)\s*(?=\S)|\[{{1,2}}(?P<b>\d{{1,3}})\]{{1,2}}\s*(?=\S)|\((?P<p>\d{{1,2}})\)\s+(?=\S)|(?P<d>\d{{1,2}})\s+(?=[A-ZĐ])"
)
_BRACKET_NOTE = re.compile(r"\s*\[{1,2}(\d{1,3})\]{1,2}\s*")
_ENDED = re.compile(rf"[.;:!?…]['\"”’»)\]*]*(?:\s*(?:[{SUPERSCRIPTS}]+|\[{{1,2}}\d+\]{{1,2}}))*[.]?$")
_OPEN_WORDS = frozenset(
    "của và về với các những cho trong theo tại từ đến số năm tháng ngày do đối trên để nhằm ở là được một việc giữa "
    "bằng qua cùng như đã sẽ không có hoặc nếu thì mà bởi vào".split()
)
_PAGE_NUMBER = re.compile(r"(?:trang\s+)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*/\s*\d{1,4})?$", re.IGNORECASE)
_LAID_OUT = 8  # lines from which a right margin can be told
_INDENT = 8.0  # points by which a first line stands in
_WRAP_WIDTH = 130  # a text file whose lines are all shorter was wrapped by hand or machine


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Ordered spans; ``text`` is their match copy joined by one space."""

    spans: tuple[Span, ...]
    text: str
    kind: LineKind
    bold: bool = False
    label: Label | None = None
    mark: int = 0  # a footnote's number

    @property
    def ended(self) -> bool:
        return _ENDED.search(self.text[-40:]) is not None


@dataclass(slots=True)
class _Open:
    """A paragraph being read."""

    spans: list[Span]
    parts: list[str]
    kind: LineKind
    last: Line
    bold: bool
    label: Label | None
    mark: int = 0
    gap: bool = False  # a blank line came since
    crossed: bool = False  # a footnote or page break came since

    def closed(self) -> Paragraph:
        return Paragraph(tuple(self.spans), " ".join(self.parts), self.kind, self.bold, self.label, self.mark)


def paragraphs(reading: Reading, zones: HeadingZones) -> list[Paragraph]:
    """Body paragraphs and footnotes, ordered by where they start."""
    rows = list(_body_rows(reading, zones))
    notes_from = _notes_at_end(rows)
    width = _wrap_width(reading, rows)
    margin = _right_margin(rows)
    done: list[Paragraph] = []
    current: _Open | None = None
    note: _Open | None = None
    last_number = 0
    for n, (span, line, text) in enumerate(rows):
        if not text:
            if current is not None:
                current.gap = True
            if note is not None and note.kind is LineKind.FOOTNOTE and n < notes_from:
                done.append(note.closed())
                note = None
            continue
        if line.kind is LineKind.TABLE_ROW or text.startswith("|") and text.count("|") > 1:
            if current is not None:
                done.append(current.closed())
                current = None
            done.append(Paragraph((span,), text, LineKind.TABLE_ROW))
            continue
        mark = _note_mark(text, line, n >= notes_from, current, rows, n)
        if mark is not None:
            if note is not None:
                done.append(note.closed())
            note = _Open([span], [text], LineKind.FOOTNOTE, line, False, None, mark)
            if current is not None:
                current.crossed = True
            continue
        if note is not None:
            if (
                line.kind is LineKind.FOOTNOTE
                or n >= notes_from
                or note.last.wrapped
                and not (
                    current is not None
                    and current.crossed
                    and not current_ended(current)
                    and current_ended(note)
                )
            ):
                note.spans.append(span)
                note.parts.append(text)
                note.last = line
                continue
            done.append(note.closed())
            note = None
        if line.page is not None and current is not None and current.last.page not in (None, line.page):
            current.crossed = True
        label = read_label(text)
        if current is not None and _continues(current, line, text, label, width, margin, last_number):
            current.spans.append(span)
            current.parts.append(text)
            current.last = line
            current.gap = current.crossed = False
            if (
                len(current.parts) == 2
                and current.label is not None
                and current.label.end >= len(current.parts[0])
            ):
                joined = read_label(" ".join(current.parts))
                current.label = joined or current.label
            continue
        if current is not None:
            done.append(current.closed())
        if label is not None and label.rank is Rank.NUMBER:
            last_number = label.value
        current = _Open([span], [text], LineKind.TEXT, line, line.bold, label)
    for left in (current, note):
        if left is not None:
            done.append(left.closed())
    return sorted(done, key=lambda paragraph: paragraph.spans[0])


def note_mark(text: str) -> str:
    """The printed mark a footnote starts with: «¹», «[1]»; empty when it has none."""
    found = _NOTE_START.match(text)
    return found.group().strip() if found else ""


def current_ended(current: _Open) -> bool:
    return _ENDED.search(current.parts[-1][-40:]) is not None


def _body_rows(reading: Reading, zones: HeadingZones) -> Iterator[tuple[Span, Line, str]]:
    """(span less blanks, line, match copy) of what is body; blank lines come with an empty text."""
    closing_lines = set(zones.recipient_lines) | set(zones.signature_lines)
    closing_spans = sorted((*zones.recipient_spans, *zones.signature_spans))
    for index in range(zones.body_start, zones.body_end):
        line = reading.lines[index]
        span = (
            Span(max(line.span.start, zones.body_offset), line.span.end)
            if index == zones.body_start
            else line.span
        )
        if span.start >= span.end:
            yield Span(span.end, span.end), line, ""
            continue
        if index not in closing_lines:
            yield _stripped(reading.text, span, line)
            continue
        for left in _less(span, closing_spans):
            row = _stripped(reading.text, left, line)
            if sum(char.isalpha() for char in row[2]) > 2:
                yield row


def _less(span: Span, taken: Sequence[Span]) -> Iterator[Span]:
    at = span.start
    for cut in taken:
        if cut.end <= at or cut.start >= span.end:
            continue
        if cut.start > at:
            yield Span(at, cut.start)
        at = max(at, cut.end)
    if at < span.end:
        yield Span(at, span.end)


def _stripped(text: str, span: Span, line: Line) -> tuple[Span, Line, str]:
    raw = span.of(text)
    body = raw.strip()
    if not body:
        return Span(span.end, span.end), line, ""
    start = span.start + raw.index(body[0])
    copied = match_copy(body).text.strip()
    if _RULE.match(copied) or (
        line.kind is LineKind.TEXT and _PAGE_NUMBER.match(copied) and line.page is not None
    ):
        return Span(span.end, span.end), line, ""
    return Span(start, start + len(body)), line, copied


def _notes_at_end(rows: Sequence[tuple[Span, Line, str]]) -> int:
    """Index of the first row of the notes gathered at the end of a text («[1] …» to the end), or past the end."""
    starts = [
        (n, int(found.group(1))) for n, row in enumerate(rows) if (found := _BRACKET_NOTE.match(row[2]))
    ]
    for at in range(len(starts) - 1, -1, -1):
        n, number = starts[at]
        if number == 1:
            numbers = [value for _, value in starts[at:]]
            rising = sum(after > before for before, after in zip(numbers, numbers[1:], strict=False))
            enough = rising >= 0.9 * (len(numbers) - 1)
            return n if enough and (len(numbers) > 1 or n > 0.8 * len(rows)) else len(rows)
    return len(rows)


def _wrap_width(reading: Reading, rows: Sequence[tuple[Span, Line, str]]) -> int:
    """The width a text file was wrapped to, 0 when it was not."""
    if reading.format not in ("txt", "md"):
        return 0
    lengths = [len(text) for _, _, text in rows if text]
    longest = max(lengths, default=0)
    return longest if len(lengths) >= 12 and 40 <= longest <= _WRAP_WIDTH else 0


def _right_margin(rows: Sequence[tuple[Span, Line, str]]) -> float:
    """Where most full lines of a laid-out document end, in points; 0 without a layout."""
    ends = sorted(
        line.box.x1 for _, line, text in rows if text and line.box is not None and line.column is None
    )
    return ends[int(0.95 * (len(ends) - 1))] if len(ends) >= _LAID_OUT else 0.0


def _full(last: Line, line: Line, text: str, margin: float) -> bool:
    """Whether the first word of this line had no room on the last one: a ragged paragraph was wrapped there."""
    if last.box is None or line.box is None or not margin or last.bold != line.bold:
        return False
    letter = (line.box.x1 - line.box.x0) / max(1, line.span.end - line.span.start)
    return last.box.x1 + letter * (1 + len(text.split(" ", 1)[0])) > margin


def _indented(last: Line, line: Line) -> bool:
    return last.box is not None and line.box is not None and line.box.x0 > last.box.x0 + _INDENT


def _note_mark(
    text: str, line: Line, at_end: bool, current: _Open | None, rows: Sequence[tuple[Span, Line, str]], n: int
) -> int | None:
    """The number of the footnote that starts here, None when the row is text (or goes on with a note)."""
    found = _NOTE_START.match(text)
    if line.kind is LineKind.FOOTNOTE:
        return int(_digits(found)) if found else (0 if not _follows_note(rows, n) else None)
    if found is None:
        return None
    if found.group("s"):
        return int(_digits(found))
    if found.group("b"):
        return int(_digits(found)) if at_end or _interrupts(current, rows, n) else None
    return int(_digits(found)) if _interrupts(current, rows, n) else None


def _digits(found: re.Match[str]) -> str:
    return next(group for group in found.groups() if group).translate(_TO_DIGITS)


def _follows_note(rows: Sequence[tuple[Span, Line, str]], n: int) -> bool:
    return n > 0 and rows[n - 1][1].kind is LineKind.FOOTNOTE


def _interrupts(current: _Open | None, rows: Sequence[tuple[Span, Line, str]], n: int) -> bool:
    """Whether the text before is unfinished and the text after goes on with it in lower case."""
    if current is None or current_ended(current):
        return False
    following = next((text for _, _, text in rows[n + 1 : n + 6] if text and not _NOTE_START.match(text)), "")
    return following[:1].islower() and read_label(following) is None


def _shouted(text: str) -> bool:
    """A line of several words in capitals: no part of a sentence."""
    return len(text.split()) > 2 and text.isupper()


def _continues(
    current: _Open,
    line: Line,
    text: str,
    label: Label | None,
    width: int,
    margin: float,
    last_number: int,
) -> bool:
    """Whether this line goes on with the open paragraph."""
    full = current.last.wrapped or _full(current.last, line, text, margin)
    before = current.parts[-1]
    ended = current_ended(current)
    if _BRACKET_NOTE.fullmatch(text):
        return True
    if _shouted(text) and not _shouted(before) and not current.last.wrapped:
        return False  # «… theo đề nghị của Ban Tổ chức,» «BAN THƯỜNG VỤ QUYẾT ĐỊNH»
    if (
        label is not None
        and label.rank in BULLETS
        and text[label.end :][:1].islower()
        and not ended
        and len(before) > 40
        and not current.gap
    ):
        return label.rank is Rank.DASH  # «… kinh tế» «- xã hội …»
    if full and not ended:
        if label is None:
            return True
        if label.rank is Rank.APPENDIX:
            return not text.isupper()  # «… theo» «Phụ lục 02.»
        if label.rank is Rank.NUMBER:
            return not (text[label.end :][:1].isupper() and label.value in (1, last_number + 1))
        return label.rank in (Rank.LETTER, Rank.NUMBER_2) and not text[label.end :][:1].isupper()
    if full and label is None and not current.crossed and not _indented(current.last, line):
        return True
    if label is not None:
        return False
    if (
        current.label is not None
        and len(current.parts) == 1
        and current.label.end >= len(before)
        and current.label.rank > Rank.ARTICLE
    ):
        return True  # a label alone on its line
    if ended:
        return False
    if text[:1].islower():
        return True
    last_word = before.split()[-1].casefold().strip('*“”"') if before.split() else ""
    if last_word in _OPEN_WORDS and not current.gap and len(before) > 20:
        return True
    if before.endswith(",") and not current.gap and len(before) > 60:
        return True
    return bool(width and not current.gap and not current.crossed and len(before) >= 0.8 * width)

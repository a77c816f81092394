"""The header of a table of figures: one row or two, the unit line above it, and where it is printed again.

In: the rows of a table as printed, cells joined by " | ". Out: what each row below is read with. A cell that
spans several columns is printed once and an empty cell or none stands where it reaches («Số hộ | Trong đó» over
«Kinh | Thiểu số»); the titles of the columns are put together from both rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Span
from ingest.parsing.markup import clean
from ingest.parsing.structure.paragraphs import Paragraph
from ingest.vietnamese.text import fold

_UNIT = re.compile(
    r"\(?\s*(?:(?:Đơn vị|ĐƠN VỊ) (?:tính|đo|TÍNH|ĐO)|ĐVT|Đvt|Đơn vị(?=\s*:\s*[a-zđ%]))\s*:?\s*\S.{0,60}$"
)
_BAR = re.compile(r"\s*\|\s*")
_FIGURE = re.compile(r"[\d.,\s%/+-]*\d[\d.,\s%/+-]*")
_TOTAL = re.compile(r"(?:tong(?: cong| so)?|cong)\b")
_CONNECTIVES = frozenset({"trong do", "chia ra", "bao gom", "gom", "cu the", "trong do co", "chia theo"})
_COLUMN_NUMBER = re.compile(r"\(?\s*(?:[A-Z]|\d{1,2}(?:\s*=.*)?)\s*\)?")


@dataclass(frozen=True, slots=True)
class Header:
    """What a row is read with: the unit line and the header as lead-in, its last line the columns' titles."""

    lead_in: tuple[str, ...]
    spans: tuple[Span, ...]
    rows: int  # how many rows of the table name its columns
    again: frozenset[str]  # rows that print it once more, on the next page, or only number the columns


def is_unit(paragraph: Paragraph) -> bool:
    """Whether a paragraph only says what the figures of the table below count: «Đơn vị tính: người»."""
    return _UNIT.match(paragraph.text) is not None


def header_of(text: str, rows: Sequence[Paragraph], unit: Paragraph | None) -> Header | None:
    """The header of a table of ``text``, None where it is a single row."""
    if len(rows) < 2:
        return None
    cells = [_cells(_printed(text, row)) for row in rows[:4]]
    below = _second_row(cells)
    taken, titles = (1, None) if below is None else (2, " | ".join(below))
    printed = [row.text for row in rows[:taken]]
    numbered = len(cells) > taken and _numbers_columns(cells[taken])
    lead_in = [_printed(text, rows[0]), *([titles] if titles is not None else [])]
    spans = [span for row in rows[:taken] for span in row.spans]
    if unit is not None:
        lead_in.insert(0, _printed(text, unit))
        spans[:0] = unit.spans
    again = {*printed, rows[taken].text} if numbered else set(printed)
    return Header(tuple(lead_in), tuple(spans), taken, frozenset(again))


def _printed(text: str, paragraph: Paragraph) -> str:
    return clean(" ".join(span.of(text) for span in paragraph.spans))


def _cells(text: str) -> list[str]:
    return _BAR.split(text.strip())


def _second_row(rows: Sequence[Sequence[str]]) -> list[str] | None:
    """The titles of all columns where the second row belongs to the header, else None."""
    if len(rows) < 3:
        return None
    upper, lower, first = rows[0], rows[1], rows[2]
    if not any(lower) or _TOTAL.match(fold(next(cell for cell in lower if cell))) or not any(upper):
        return None
    if len(lower) == len(first) > len(upper):
        return _under_merged(upper, lower) if "" in lower or not _has_figure(lower) else None
    if _has_figure(lower):
        return None
    if len(upper) == len(lower) == len(first):
        return _under_blanks(upper, lower)
    spanned = len(first) - len(upper) + 1
    if len(lower) == spanned > 1 and "" not in lower and "" not in upper:
        at = next((n for n, cell in enumerate(upper) if fold(cell) in _CONNECTIVES), len(upper) - 1)
        return [*upper[:at], *(_joined(upper[at], cell) for cell in lower), *upper[at + 1 :]]
    return None


def _under_merged(upper: Sequence[str], lower: Sequence[str]) -> list[str] | None:
    """A spanning cell printed once, empty cells below those that stand alone."""
    runs = len(re.findall(r"x+", "".join("x" if cell else " " for cell in lower)))
    spanning = len(upper) - sum(not cell for cell in lower)
    if spanning < 1 or runs < 1:
        return None
    titles: list[str] = []
    left = list(upper)
    at = 0
    while at < len(lower):
        if not lower[at]:
            titles.append(left.pop(0) if left else "")
            at += 1
            continue
        end = next((n for n in range(at, len(lower)) if not lower[n]), len(lower))
        share = spanning if runs == 1 else 1
        if (runs > 1 and runs != spanning) or (end - at) % share or len(left) < share:
            return None  # nothing tells which cell spans which columns
        for n in range(at, end):
            titles.append(_joined(left[(n - at) * share // (end - at)], lower[n]))
        del left[:share]
        at = end
    return titles


def _under_blanks(upper: Sequence[str], lower: Sequence[str]) -> list[str] | None:
    """Empty (or repeated) cells where a spanning cell reaches, and empty ones below those that stand alone."""
    titles: list[str] = []
    group = ""
    spanned = False
    for n, (above, below) in enumerate(zip(upper, lower, strict=True)):
        reached = not above or (n > 0 and above == upper[n - 1])
        group = group if reached else above
        starts = n + 1 < len(upper) and upper[n + 1] in ("", above) and bool(lower[n + 1])
        if below and not (reached or starts):
            return None  # a filled cell below one that stands alone: a row of the table
        if reached and not below:
            return None
        spanned = spanned or (reached and bool(group))
        titles.append(_joined(group, below) if below else above)
    return titles if spanned and "" in lower else None


def _joined(group: str, title: str) -> str:
    return title if not group or fold(group).strip(" :") in _CONNECTIVES else f"{group} {title}"


def _has_figure(cells: Sequence[str]) -> bool:
    return any(cell and _FIGURE.fullmatch(cell) for cell in cells)


def _numbers_columns(cells: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: «(1) | (2) | (3)», «A | B | 1 | 2»."""
    if len(cells) < 3 or not all(_COLUMN_NUMBER.fullmatch(cell) for cell in cells):
        return False
    digits = [int(found.group()) for cell in cells if (found := re.search(r"\d+", cell))]
    return len(digits) > 1 and digits == list(range(digits[0], digits[0] + len(digits))) and digits[0] <= 1

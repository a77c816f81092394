"""Pages of words → drafts of lines: blocks, tables and notes in reading order, paragraphs rejoined.

In: what a page shows, wherever its words came from: a text layer or a picture that was recognised. Out: the
lines of the whole document from top to bottom. Nothing here knows the PDF library.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.document import Box, Column, LineKind
from ingest.readers.lines import LineDraft, one_line
from ingest.readers.pdf_columns import Row, heading_block, ruled_tables, signature_block
from ingest.readers.pdf_lines import (
    Printed,
    Word,
    body_size,
    lines_of,
    split_notes,
    starts_note,
    without_furniture,
)
from ingest.readers.pdf_tables import open_tables

_INDENT = 0.8  # of the size: a line set in by more begins a paragraph
_BROKEN_WORD = re.compile(r"\w-$")
_NEW_ITEM = re.compile(
    r"^(?:[-–—+*•▪●]\s|\d{1,3}(?:\.\d{1,3})*[.)]\s|\(\d{1,2}\)\s|\d{1,2}-\s|[a-zđ]\)\s|[IVXLC]{1,7}[.\-)]\s?"
    r"|[A-Z][.\-]\s|(?:Điều|Chương|Mục|Phần|Khoản)\s+[\dIVXL]+)"
)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows; all places in points from its top left corner."""

    words: tuple[Word, ...]
    rules: tuple[Box, ...]  # straight lines drawn on it
    width: float
    height: float


def drafts_of(pages: Sequence[Page]) -> list[LineDraft]:
    """The lines of a document, in reading order."""
    tables: list[list[Row]] = []
    printed: list[list[Printed]] = []
    for page in pages:
        rows, rest = ruled_tables(page.words, page.rules)
        tables.append(rows)
        printed.append(lines_of(rest))
    printed = without_furniture(printed, [page.height for page in pages])
    size = body_size(printed)
    drafts: list[LineDraft] = []
    in_notes = False
    last = max((order for order, lines in enumerate(printed) if lines), default=0)
    for order, (page, lines, rows) in enumerate(zip(pages, printed, tables, strict=True)):
        body, notes = split_notes(lines, size, in_notes)
        in_notes = bool(notes)
        drafts += _page_drafts(body, rows, order, page.width, last_page=order == last)
        texts = [one_line(note.text) for note in notes]
        for place, note in enumerate(notes):
            runs_on = place + 1 < len(notes) and not starts_note(texts[place + 1])
            drafts.append(
                LineDraft(
                    texts[place], order + 1, LineKind.FOOTNOTE, box=note.box, bold=note.bold, wrapped=runs_on
                )
            )
    return _wrapped(drafts)


def _page_drafts(
    lines: Sequence[Printed], rows: Sequence[Row], order: int, width: float, *, last_page: bool
) -> list[LineDraft]:
    """Drafts of one page from top to bottom, a two-column block standing where its first line stands."""
    page = order + 1
    blocks = [
        block
        for block in (
            heading_block(lines, width) if order == 0 else None,
            signature_block(lines, width, last_page=last_page),
        )
        if block is not None
    ]
    if len(blocks) == 2 and blocks[1].first <= blocks[0].last:
        blocks.pop()
    in_block = {line for block in blocks for line in range(block.first, block.last + 1)}
    free = [(place, line) for place, line in enumerate(lines) if place not in in_block]
    open_rows = open_tables([line for _, line in free])
    placed: list[tuple[float, list[LineDraft]]] = []
    for block in blocks:
        sides = ((Column.LEFT, block.left), (Column.RIGHT, block.right))
        drafts = [
            LineDraft(one_line(line.text), page, column=column, box=line.box, bold=line.bold)
            for column, side in sides
            for line in side
        ]
        placed.append((lines[block.first].box.top, drafts))
    for number, (_, line) in enumerate(free):
        row = open_rows.get(number)
        if row == "":  # joined to the first line of its header
            continue
        kind = LineKind.TEXT if row is None else LineKind.TABLE_ROW
        draft = LineDraft(one_line(row or line.text), page, kind, box=line.box, bold=line.bold)
        placed.append((line.box.top, [draft]))
    for table_row in rows:
        draft = LineDraft(
            one_line(table_row.text), page, LineKind.TABLE_ROW, box=table_row.box, bold=table_row.bold
        )
        placed.append((table_row.box.top, [draft]))
    return [draft for _, drafts in sorted(placed, key=lambda item: item[0]) for draft in drafts]


def _wrapped(drafts: list[LineDraft]) -> list[LineDraft]:
    """Set ``wrapped`` on body lines whose paragraph goes on in the next body line, across pages too.

    A line goes on when the next line's first word would not have fitted at its end, and the next line does
    not begin a paragraph: it is not set in and does not start like an item.
    """
    body = [
        place for place, draft in enumerate(drafts)
        if draft.kind is LineKind.TEXT and draft.column is None and draft.box is not None
    ]  # fmt: skip
    if not body:
        return drafts
    margins = _margins([drafts[place] for place in body])
    items = [drafts[place] for place in body if _NEW_ITEM.match(drafts[place].text)]
    set_in = [item for item in items if _indent(item, margins) > _INDENT]
    items_are_set_in = len(set_in) > 0.7 * len(items) if items else False
    for place, following in pairwise(body):
        line, after = drafts[place], drafts[following]
        if (
            line.box is None
            or after.box is None
            or any(draft.kind is LineKind.TABLE_ROW for draft in drafts[place + 1 : following])
        ):
            continue
        right = margins[line.page or 0][1]
        size = line.box.bottom - line.box.top
        first_word = after.text.split(" ", 1)[0]
        character = (after.box.x1 - after.box.x0) / max(1, len(after.text))
        full = line.box.x1 + character * (len(first_word) + 1) > right - 0.3 * size
        begins = _indent(after, margins) > _INDENT or (
            not items_are_set_in and _NEW_ITEM.match(after.text) is not None
        )
        same_size = abs((after.box.bottom - after.box.top) - size) < 0.25 * size
        if full and not begins and same_size:
            drafts[place] = replace(line, wrapped=True)
    return _unbroken(drafts, body)


def _unbroken(drafts: list[LineDraft], body: Sequence[int]) -> list[LineDraft]:
    """A word broken at a hyphen of its own («1711-» «QĐ/TU») stands whole on the line where it begins.

    Vietnamese breaks no word otherwise; read as two words, the number of a document would be lost.
    """
    for place, following in pairwise(body):
        line, after = drafts[place], drafts[following]
        if not line.wrapped or not _BROKEN_WORD.search(line.text) or not after.text[:1].isalnum():
            continue
        rest, _, left = after.text.partition(" ")
        drafts[place] = replace(line, text=line.text + rest, wrapped=bool(left) or after.wrapped)
        drafts[following] = replace(after, text=left.strip())
    return drafts


def _margins(body: Sequence[LineDraft]) -> dict[int, tuple[float, float]]:
    """Page → (left, right) edge of its text; a page of short lines takes the document's right edge."""
    boxes = [(draft.page or 0, draft.box) for draft in body if draft.box is not None]
    rights = sorted(box.x1 for _, box in boxes)
    widest = rights[int(0.98 * (len(rights) - 1))]
    margins = {}
    for page in {page for page, _ in boxes}:
        here = [box for number, box in boxes if number == page]
        right = max(box.x1 for box in here)
        margins[page] = (min(box.x0 for box in here), right if right > 0.9 * widest else widest)
    return margins


def _indent(draft: LineDraft, margins: dict[int, tuple[float, float]]) -> float:
    """How far a line is set in from the left edge of its page's text, in units of its size."""
    if draft.box is None:
        return 0.0
    return (draft.box.x0 - margins[draft.page or 0][0]) / max(1.0, draft.box.bottom - draft.box.top)

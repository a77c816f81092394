"""Markdown: stored as written; only table rows are recognised.

Heading marks and emphasis stay in the stored text (an OCR leaves ``*…*`` in plain text too, domain.md §6.1).
The ``|---|---|`` row under a table head is not a line.
"""

from __future__ import annotations

import re

from ingest.document import Line, LineKind, Reading
from ingest.readers.text import line_spans, unicode_text
from ingest.readers.workroom import BARE, Workroom

_SEPARATOR = re.compile(r"^\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?$")
_ROW = re.compile(r"^\s*\|.*\|\s*$")


def read(data: bytes, room: Workroom = BARE) -> Reading:  # noqa: ARG001 - every reader is called alike
    """Bytes of a .md file → Reading. Raises UnreadableFile as the text reader does."""
    text, warnings = unicode_text(data)
    spans = line_spans(text)
    separators = {order for order, span in enumerate(spans) if _SEPARATOR.match(span.of(text))}
    # A row without outer pipes ("a | b") counts only when it joins onto a separator row.
    rows: set[int] = set()
    for separator in separators:
        if separator > 0 and "|" in spans[separator - 1].of(text):
            rows.add(separator - 1)
        following = separator + 1
        while following < len(spans) and "|" in spans[following].of(text):
            rows.add(following)
            following += 1
    lines = tuple(
        Line(span, kind=LineKind.TABLE_ROW) if order in rows or _ROW.match(span.of(text)) else Line(span)
        for order, span in enumerate(spans)
        if order not in separators
    )
    return Reading(text=text, lines=lines, format="md", warnings=warnings)

"""Readings made from lines, for tests: a line is a text, or a text with what a layout reader would say of it."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.document import Box, Column, Document, Line, LineKind, Reading, Span
from ingest.parsing.parsing import parse


@dataclass(frozen=True, slots=True)
class L:
    text: str
    kind: LineKind = LineKind.TEXT
    column: Column | None = None
    page: int | None = None
    bold: bool = False
    wrapped: bool = False
    box: Box | None = None


def left(text: str) -> L:
    return L(text, column=Column.LEFT)


def right(text: str) -> L:
    return L(text, column=Column.RIGHT)


def reading(*lines: str | L, format: str = "txt") -> Reading:
    text, placed = "", []
    for line in lines:
        item = L(line) if isinstance(line, str) else line
        start = len(text)
        text += item.text
        placed.append(
            Line(Span(start, len(text)), item.page, item.kind, item.column, item.box, item.bold, item.wrapped)
        )
        text += "\n"
    return Reading(text, tuple(placed), format)


def parsed(*lines: str | L, format: str = "txt") -> Document:
    return of_reading(reading(*lines, format=format))


def of_reading(made: Reading) -> Document:
    return parse(made, document_id="d" * 12, collection="chung", file="tep", sha256="0" * 64, version="v1")

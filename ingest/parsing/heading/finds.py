"""What a pass over the top of a document finds: the raw values, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ingest.document import DocumentNumber, Span
from ingest.parsing.pieces import Piece


@dataclass(slots=True)
class Scan:
    """The finds of one pass over the top of a document."""

    pieces: list[Piece] = field(default_factory=list)  # everything that is heading, in order
    body_line: int = 0
    body_offset: int = 0
    number: DocumentNumber | None = None
    number_span: Span | None = None
    number_confidence: float = 1.0
    date: date | None = None
    date_span: Span | None = None
    place: Piece | None = None
    type: str | None = None
    type_piece: Piece | None = None
    qualified: bool = False  # the first line of the title qualifies the type: «BÁO CÁO NHANH»
    title: list[Piece] = field(default_factory=list)
    bodies: list[Piece] = field(default_factory=list)  # issuer lines
    addressed_to: list[tuple[str, Span]] = field(default_factory=list)
    urgency: Piece | None = None
    circulation: Piece | None = None
    blank_number: Piece | None = None  # «Số …-KH/TU»
    blank_date: Piece | None = None  # «ngày … tháng … năm …»

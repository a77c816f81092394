"""A document as a clerk's text file has it, and what a person reads off its heading."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent

from ingest.document import Document, Reading
from tests.ingest.readings import of_reading, reading


@dataclass(frozen=True, slots=True)
class Form:
    """One document; None says that it carries none of that, and is asserted like a value."""

    name: str
    text: str
    number: str | None
    date: str | None  # ISO
    type: str | None
    issuer: str | None = ""  # "" is not asked
    title: str | None = ""
    signer: str | None = ""
    circulation: str | None = None

    def reading(self) -> Reading:
        return reading(*dedent(self.text).strip("\n").split("\n"))

    def document(self) -> Document:
        return of_reading(self.reading())

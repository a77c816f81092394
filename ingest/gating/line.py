"""One line as the gate sees it: its cleaned text, and where in the document it stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ingest.document import Box, LineKind
from ingest.gating.seeing import fold


@dataclass(frozen=True)
class Seen:
    """A line that holds letters. ``text`` is cleaned; its neighbours are "" at the ends."""

    text: str
    before: str = ""
    after: str = ""
    kind: LineKind = LineKind.TEXT
    page: int | None = None
    box: Box | None = None
    in_zone: bool = True  # a stamp may stand here: heading, closing, a page's edge, an attached document
    in_heading: bool = True  # extraction may have run a stamp into this line
    listed: bool = False  # one of several grades that the text lists, or a specimen of a stamp it describes

    @cached_property
    def folded(self) -> str:
        """Small letters without marks."""
        return fold(self.text.lower())

"""Kính gửi: whom a letter addresses, on its line and on the lines below it (domain.md §2.1)."""

from __future__ import annotations

import re

from ingest.document import Span
from ingest.parsing.heading.finds import Scan
from ingest.parsing.pieces import Piece

ADDRESSED = re.compile(r"(?:Đồng\s+)?Kính\s+gửi\s*:?", re.IGNORECASE)
_BULLET = re.compile(r"[-+•]\s*")


def address(scan: Scan, piece: Piece, start: int) -> None:
    """The addressees behind «Kính gửi»; a blank one where they come on the lines below."""
    rest = piece.cut(start)
    scan.addressed_to += addressees(rest) if rest is not None else [("", piece.span)]


def address_more(scan: Scan, piece: Piece, stored: str) -> bool:
    """Take a further line of addressees; False where the body starts."""
    text = piece.text
    bullet = _BULLET.match(text)
    waiting = scan.addressed_to[-1][0] == ""
    if len(text) > 200 or not (bullet and len(text) < 160) and not waiting:
        return False
    if not bullet and text[-1:] == "." and len(text) > 100:
        return False
    if waiting:
        scan.addressed_to.pop()
    if bullet and text[-1:] == "." and _ended(scan, stored):
        return False
    scan.addressed_to += addressees(piece.cut(bullet.end()) or piece if bullet else piece)
    return True


def addressees(piece: Piece) -> list[tuple[str, Span]]:
    """The names on a line of addressees, between semicolons."""
    found: list[tuple[str, Span]] = []
    for match in re.finditer(r"[^;]+", piece.text):
        part = piece.cut(match.start(), match.end())
        if part is not None and part.text.strip(" -.,;"):
            found.append((part.text.strip(" -.,;"), part.span))
    return found


def _ended(scan: Scan, stored: str) -> bool:
    last = scan.addressed_to[-1] if scan.addressed_to else None
    return last is not None and last[1].of(stored).rstrip().endswith(".")

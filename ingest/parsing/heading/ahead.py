"""What a heading line is, judged by the lines that follow it.

A line that reads like a type may belong to the issuer's name («BAN CHỈ ĐẠO THỰC HIỆN / QUY CHẾ …»), and one
that reads like the start of the body may be the title («Triển khai thực hiện Luật …»).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from ingest.document import Column, Reading
from ingest.parsing.heading.bodies import names_body
from ingest.parsing.heading.finds import Scan
from ingest.parsing.heading.words import BODY, DAY, NUMBER, RULE_ONLY, TYPE
from ingest.parsing.pieces import Piece

_NUMBER_WITHIN = 8  # pieces below an issuer line in which number or date stand
_TYPE_WITHIN = 5  # pieces below the number or date in which the type stands
_TITLE_OPENING = re.compile(r"(?:Thực hiện|Triển khai|Theo|Để|Nhằm|Trên cơ sở)\b")
_TITLE_LINE = 160  # characters; a body paragraph on one line is longer, or ends as a sentence does
_QUALIFIER_WORDS = 4


def names_issuer(piece: Piece, following: Sequence[Piece]) -> bool:
    """Whether a type-like line below an issuer's first line goes on with its name.

    It does when it says more than a type, and number or date and then the real type line come below it.
    """
    found = TYPE.match(piece.text)
    if found is None or found.end() == len(piece.text):
        return False
    numbered = next(
        (
            n
            for n, later in enumerate(following[:_NUMBER_WITHIN])
            if NUMBER.match(later.text) or DAY.search(later.text)
        ),
        None,
    )
    if numbered is None:
        return False
    below = following[numbered + 1 : numbered + 1 + _TYPE_WITHIN]
    return any(TYPE.match(later.text) and later.column is not Column.LEFT for later in below)


def issuer_below_date(piece: Piece, following: Iterable[Piece]) -> bool:
    """Whether the right side of the heading was read first: issuer and number still come, below the date."""
    if not names_body(piece.text):
        return False
    below = islice(following, _NUMBER_WITHIN)
    first = next((later for later in below if NUMBER.match(later.text) or TYPE.match(later.text)), None)
    return first is not None and NUMBER.match(first.text) is not None


def opens_title(piece: Piece, following: Sequence[Piece], reading: Reading) -> bool:
    """Whether the first line below the type is the title though a body could start with its words.

    A title is set off by bold type, a rule, a blank line or the body's first words; it is no sentence.
    """
    text = piece.text
    if not (_TITLE_OPENING.match(text) or BODY.match(text) is None):
        return False
    if text[-1:] in ".:;" or len(text) > _TITLE_LINE:
        return False
    if reading.lines[piece.line].bold:
        return True
    last = piece
    for later in following:
        if RULE_ONLY.match(later.text) or BODY.match(later.text) or later.line > last.line + 1:
            return True
        if later.text[-1:] in ".:;" or len(later.text) > _TITLE_LINE:
            return False
        last = later
    return False


def qualifies(scan: Scan, following: Piece | None) -> bool:
    """Whether the title so far only qualifies the type on whose line it stands: «BÁO CÁO NHANH».

    With ``following``, that line must go on in lower case, as the rest of one phrase does.
    """
    if scan.type_piece is None or len(scan.title) != 1:
        return False
    first = scan.title[0]
    if first.line != scan.type_piece.line or len(first.text.split()) > _QUALIFIER_WORDS:
        return False
    return following is None or following.text[:1].islower()

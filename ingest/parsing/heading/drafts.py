"""What says that a document is a draft: the printed word, the file's name, blanks in place of number and date.

The word «DỰ THẢO» is print (domain.md §2.5). A file name is a person's note on the file. Blanks are the weakest
sign: number and day are often filled in by hand, so only a heading without number, day and month counts, and
none that was signed or read off a picture.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath

from ingest.document import Fact, Heading, Reading, Span
from ingest.parsing.heading.closing import Closing
from ingest.parsing.heading.finds import Scan
from ingest.vietnamese.text import fold

DRAFT = "DỰ THẢO"
_FROM_FILE = 0.8
_FROM_BLANKS = 0.5
_SIGNED = re.compile(r"\bda ky\b")
_NAMED = re.compile(r"\bdu thao\b(?: lan (?:thu )?\w+)?")
_ABOUT = re.compile(r"\b(?:gop y|y kien|tham gia|tham dinh|gui|ve|sua|xin|cho|giai trinh|tiep thu)\b")


def circulation(scan: Scan, closing: Closing, reading: Reading) -> Fact | None:
    """The circulation mark of a heading; where none is printed, a draft told by its blanks."""
    if scan.circulation is not None:
        return Fact(scan.circulation.text.upper(), (scan.circulation.span,))
    if scan.blank_number is None or scan.blank_date is None or scan.number or scan.date or reading.words:
        return None
    if any(_SIGNED.search(fold(span.of(reading.text))) for span in closing.signature_spans):
        return None
    blanks: tuple[Span, ...] = (scan.blank_number.span, scan.blank_date.span)
    return Fact(DRAFT, blanks, _FROM_BLANKS)


def told_by_file(heading: Heading, file: str) -> Heading:
    """The heading with the draft mark its file's name bears, where print says nothing and no number is given.

    «Du thao KH doi thoai.docx» is one; «Gop y du thao KH.docx» is about one.
    """
    known = dict(heading.facts)
    printed = heading.circulation is not None and known["circulation"].confidence > _FROM_FILE
    if printed or heading.number is not None:
        return heading
    name = re.sub(r"[\W_]+", " ", fold(PurePosixPath(file).stem))
    found = _NAMED.search(name)
    if found is None or _ABOUT.search(name[: found.start()]):
        return heading
    known["circulation"] = Fact(DRAFT, (), _FROM_FILE)
    return replace(heading, circulation=DRAFT, facts=tuple(known.items()))

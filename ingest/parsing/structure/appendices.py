"""Where an appendix or an attached document starts and which lines are its title (domain.md §2.6).

«PHỤ LỤC 01» or «Biểu số 2» with a title below, or a title alone above «(Kèm theo Kế hoạch số …)».
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.document import LineKind
from ingest.parsing.heading.words import TYPE
from ingest.parsing.structure.paragraphs import Paragraph
from ingest.parsing.structure.tables import is_unit

TITLE_LENGTH = 200  # a heading is shorter; a longer section line is a statement as well
_WITHIN = 5  # paragraphs of a title above «(Kèm theo …)»
_CARRIED = re.compile(r"[(\[*]*\s*(?:(?:ban hành|được ban hành|đính)\s+)?kèm\s+theo\b", re.IGNORECASE)
# Type in capitals at the head of an attached document, its title run on or on the next line.
_ATTACHED = re.compile(TYPE.pattern.replace(r"(?=$|[\s:\[(])", r"(?=$|\s)") + r".{0,300}$")


def may_title(paragraph: Paragraph | None) -> bool:
    """Whether a paragraph may be the title of the label on the line above it."""
    return (
        paragraph is not None
        and paragraph.label is None
        and paragraph.kind is LineKind.TEXT
        and len(paragraph.text) <= TITLE_LENGTH
        and _CARRIED.match(paragraph.text) is None
        and not is_unit(paragraph)
    )


def title_below(labelled: Paragraph, following: Sequence[Paragraph], *, bare: bool) -> int:
    """How many of the paragraphs below a label belong to its title; ``bare``: none stands on its own line."""
    told = _above_carried(following)
    if told is not None:
        return told
    count = int(bare and bool(following) and may_title(following[0]))
    last = following[count - 1] if count else labelled
    while count < len(following) and last.text.isupper() and not last.ended:
        last = following[count]
        if not (may_title(last) and last.text.isupper() and TYPE.fullmatch(last.text) is None):
            break
        count += 1
    return count


def attached_title(first: Paragraph, following: Sequence[Paragraph]) -> int | None:
    """How many paragraphs below ``first`` complete the title of what is attached; None: it is no title."""
    if first.ended:
        return None
    told = _above_carried(following) if may_title(first) else None
    if told is not None or _ATTACHED.match(first.text) is None:
        return told
    return int(TYPE.fullmatch(first.text) is not None and bool(following) and may_title(following[0]))


def _above_carried(following: Sequence[Paragraph]) -> int | None:
    """How many paragraphs stand above «(Kèm theo …)», where all of them may be a title; None without it."""
    for count, paragraph in enumerate(following[:_WITHIN]):
        if _CARRIED.match(paragraph.text):
            return count
        if not may_title(paragraph) or paragraph.ended:
            return None
    return None

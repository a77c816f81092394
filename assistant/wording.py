"""A question's wording without what is read elsewhere: abbreviations written out, times and numbers blanked.

Pure. Blanks are full stops, so that no pair of words forms across a gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from assistant import cues
from assistant.answer import Understanding
from ingest.vietnamese.abbreviations import expand
from ingest.vietnamese.numbers import query_numbers
from ingest.vietnamese.text import fold
from ingest.vietnamese.times import find_periods


def written_out(understood: Understanding, short: Mapping[str, str] | None = None) -> str:
    """The question with periods and document numbers blanked and each abbreviation as its first meaning.

    ``short``: further abbreviations, folded, with what they stand for.
    """
    text = understood.question
    folded = fold(text)
    gone = [cues.with_leading_words(span, folded) for span, _ in find_periods(text, understood.as_of)]
    gone += [cues.with_naming_words(span, folded) for span, _ in query_numbers(text)]
    spans = [(span.start, span.end) for span in gone]
    written = blanked(text, spans)
    meant = [(span.start, span.end, words) for span, words in expand(text)]
    for word, words in (short or {}).items():
        meant += [(*found.span(), words) for found in re.finditer(rf"\b{word}\b", folded)]
    done = len(text)
    for start, end, words in sorted(meant, key=lambda entry: -entry[0]):
        if end <= done and not any(start < last and first < end for first, last in spans):
            written = f"{written[:start]}{words}{written[end:]}"
            done = start
    return written


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """``text`` with each range replaced by full stops; its length stays."""
    characters = list(text)
    for start, end in spans:
        characters[start:end] = "." * (end - start)
    return "".join(characters)

"""What of a passage stands on a line: the whole of a short one, the sentences that answer of a long one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.answer import AnswerLine, LineRole
from assistant.concepts import Concept, coverage
from assistant.draft import CitationBook
from assistant.tables import readable
from ingest.archive.archive import DocumentRow
from ingest.document import Passage, PassageKind

# A line of this many characters still reads well on a phone; longer passages are cut to their
# answering sentence, with its neighbours only where it says too little alone.
_WHOLE = 420
_ENOUGH = 60
_END = re.compile(r"[.;:](?=\s)|(?<=\s)(?=\(\d\)\s)")


def quote_of(passage: Passage, topic: Sequence[Concept], weights: Mapping[str, float]) -> str:
    """A verbatim part of ``passage.text``: all of it, or the neighbouring sentences that cover the topic best."""
    text = passage.text
    if len(text) <= _WHOLE or not topic:
        return text
    sentences = _sentences(text)
    best = max(
        range(len(sentences)), key=lambda i: (coverage(topic, text[slice(*sentences[i])], weights), -i)
    )
    start, end = sentences[best]
    # What follows joins first, then what came before.
    for _, following in sentences[best + 1 :]:
        if end - start >= _ENOUGH or following - start > _WHOLE:
            break
        end = following
    for before, _ in reversed(sentences[:best]):
        if end - start >= _ENOUGH or end - before > _WHOLE:
            break
        start = before
    return text[start:end].strip()


def _sentences(text: str) -> list[tuple[int, int]]:
    cuts = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    return [(start, end) for start, end in zip(cuts, cuts[1:], strict=False) if text[start:end].strip()]


def line_text(passage: Passage, quote: str) -> str:
    """The quote under the lead-in that carries its verb: «Giúp: Ban Chỉ đạo …»."""
    if not passage.lead_in or not passage.text.startswith(quote):
        return quote
    if passage.kind is PassageKind.TABLE_ROW and quote == passage.text:
        return readable(passage.lead_in[-1], quote) or quote
    lead = passage.lead_in[-1].rstrip(" :")
    return f"{lead}: {quote}"


def whole_line(passage: Passage, row: DocumentRow, book: CitationBook) -> AnswerLine:
    """A passage whole on its line, cited, in its own role."""
    marker = book.cite(passage, row)
    return AnswerLine(line_text(passage, passage.text), (marker,), LineRole(passage.role.value))

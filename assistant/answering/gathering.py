"""Ways to answer that gather from many documents; each leaves a question it cannot take: None."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.answer import Kind, Understanding
from assistant.answering.comparing import comparison
from assistant.answering.documents import documents
from assistant.answering.following_up import follow_up
from assistant.answering.totals import total
from assistant.answering.unfinished import unfinished
from assistant.draft import Draft
from assistant.reading import Reading

GATHERING: Mapping[Kind, Callable[[Understanding, Reading], Draft | None]] = {
    Kind.LIST: documents,
    Kind.COUNT: documents,
    Kind.FOLLOW: follow_up,
    Kind.COMPARE: comparison,
    Kind.OPEN: unfinished,
    Kind.TOTAL: total,
}

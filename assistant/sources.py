"""The document a question names as where to look: "theo kế hoạch của UBND tỉnh", "dự thảo kế hoạch đối thoại …"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import cues
from assistant.answer import Source
from assistant.concepts import Phrase, concepts_of
from ingest.document import Span

_LED = re.compile(r"\b(?:theo|trong|tai|neu tai|dua vao|can cu|cua|o)\s+(?:ban |cac |nhung )?$")
_OPENS = re.compile(r"^\W*(?:theo |trong |o |tai )?(?:ban )?(?:du thao )?$")
_DRAFT = re.compile(r"\bdu thao\s+$")
_WORD = re.compile(r"[^\W_]+")
# Words that join a type to what the document is about or whose it is; skipped.
_JOINING = frozenset(("cua", "ve", "so", "viec", "nam", "thang"))
_YEAR = re.compile(r"(?:19|20)\d\d$")
# "Quyết định ban hành quy chế …": what a document is made for belongs to its name.
_MAKING = "ban hanh"
_LONGEST = 12


def source_of(
    folded: str,
    types: Sequence[tuple[Span, str]],
    periods: Sequence[Span],
    phrases: dict[str, list[Phrase]],
) -> Source | None:
    """The first document named by its type and words of its title; None where none is.

    ``periods`` are passed over: "báo cáo tổng kết 2023". ``phrases``: what the abbreviations stand for.
    """
    for span, name in types:
        before = folded[: span.start]
        draft = _DRAFT.search(before) is not None
        led = _LED.search(_DRAFT.sub("", before)) is not None
        if not (led or _OPENS.search(before)):
            continue
        words, end = _following(folded, span.end, periods)
        if words or draft:
            return Source(
                name,
                concepts_of([words], phrases) if words else (),
                draft,
                not led and cues.tells_contents(folded[end:]),
                led,
            )
    return None


def _following(folded: str, start: int, periods: Sequence[Span]) -> tuple[list[str], int]:
    """The words after a type that name the document, up to a verb, a question word or a stop."""
    words: list[str] = []
    end, dated = start, False
    for found in _WORD.finditer(folded, start):
        word = found.group()
        if re.search(r"[,:;.?!()]", folded[end : found.start()]) or len(words) >= _LONGEST:
            break
        if _YEAR.match(word) or any(span.start <= found.start() < span.end for span in periods):
            end, dated = found.end(), True
            continue
        # The time closes a name, but for whose document it is: "báo cáo tháng 02 của Ban Dân vận".
        making = not words and folded.startswith(_MAKING, found.start())
        if not making and (cues.ends_name(folded, found.start()) or (dated and word != "cua")):
            break
        if word not in _JOINING and not making:
            words.append(word)
        end, dated = found.end(), False
    return words, end

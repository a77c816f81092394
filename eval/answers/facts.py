"""Facts a right answer holds, and words a right one never has. Each function returns what is wrong."""

from __future__ import annotations

from eval.answers.asked import Asked
from eval.answers.normalising import canonical, stands_in
from ingest.vietnamese.text import is_unmarked


def missing_facts(asked: Asked) -> tuple[str, ...]:
    """The facts none of whose alternatives stands in one line."""
    lines = [canonical(line["text"]) for line in asked.lines]
    return tuple(
        " | ".join(fact)
        for fact in asked.question.facts
        if not any(stands_in(canonical(way), line) for way in fact for line in lines)
    )


def facts_cited_elsewhere(asked: Asked) -> tuple[str, ...]:
    """The facts that stand only in lines which cite none of the required documents (nor anything, where
    none is required)."""
    required = set(asked.question.documents)
    backed = []
    for line in asked.lines:
        files = {citation["document"]["file"] for citation in asked.citations(line)}
        if files & required if required else files:
            backed.append(canonical(line["text"]))
    missing = set(missing_facts(asked))
    return tuple(
        shown
        for fact in asked.question.facts
        if (shown := " | ".join(fact)) not in missing
        and not any(stands_in(canonical(way), line) for way in fact for line in backed)
    )


def forbidden(asked: Asked) -> tuple[str, ...]:
    """The ``must_not`` words that stand in a line."""
    return tuple(dict.fromkeys(word for line in asked.lines for word in forbidden_in(asked, line["text"])))


def forbidden_in(asked: Asked, text: str) -> list[str]:
    """Those in one text. Diacritics count ("đã" is not "đá"), unless either side was written without them."""
    return [word for word in asked.question.must_not if _says(text, word)]


def _says(text: str, word: str) -> bool:
    marks = not (is_unmarked(word) or is_unmarked(text))
    return stands_in(canonical(word, keep_marks=marks), canonical(text, keep_marks=marks))

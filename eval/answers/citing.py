"""Citations: are the required documents cited, the gold passages quoted, and is every quote verbatim?"""

from __future__ import annotations

import unicodedata

from assistant.answer import LineRole
from eval.answers.asked import Asked
from eval.answers.normalising import canonical, coverage

# A quote cut differently (a lead-in less, a clause more) is still the same support; below this it is another.
COVERED = 0.8


def missing_documents(asked: Asked) -> tuple[str, ...]:
    """The required files that no line cites."""
    cited = {_file(citation["document"]["file"]) for citation in asked.cited()}
    return tuple(file for file in asked.question.documents if _file(file) not in cited)


def uncovered_quotes(asked: Asked) -> tuple[str, ...]:
    """The gold quotes of which neither a citation's quote nor a line holds COVERED of the word pairs."""
    told = [canonical(citation["quote"]) for citation in asked.cited()]
    told += [canonical(line["text"]) for line in asked.lines]
    return tuple(
        quote
        for quote in asked.question.quotes
        if not any(coverage(canonical(quote), text) >= COVERED for text in told)
    )


def not_verbatim(asked: Asked) -> tuple[str, ...]:
    """Quotes that do not stand in the passage served under their id, markers that lead nowhere, and lines
    (scope lines excepted) that rest on no citation."""
    if asked.answer is None:
        return ()
    known = {citation["marker"] for citation in asked.answer["citations"]}
    wrong = []
    for citation in asked.answer["citations"]:
        passage = asked.passages.get(citation["passage_id"])
        if passage is None or not citation["quote"] or citation["quote"] not in passage.text:
            wrong.append(citation["quote"])
    for line in asked.lines:
        wrong += [f"[{marker}]" for marker in line["markers"] if marker not in known]
        if line["role"] != LineRole.SCOPE and not asked.citations(line):
            wrong.append(line["text"])
    return tuple(wrong)


def _file(name: str) -> str:
    return unicodedata.normalize("NFC", name)

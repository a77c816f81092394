"""Numbers, dates and names of a line that stand in nothing the line may lean on (promise 2).

It shares no code with the product's own verification, so that a hole there shows here. A line may lean on
the quotes of its markers, the cards of their documents, the document they mention, the lead-ins stored with
the cited passages, and its computed values; outside scope lines a computed value counts only when it names
the citations it was made from. A scope line restates how the question was understood: it may also use the
question, the periods understood, and the documents and periods of the whole answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from assistant.answer import LineRole
from assistant.client import WireAnswer, WireCitation, WireLine
from eval.answers.asked import Asked
from eval.answers.normalising import canonical, stands_in
from ingest.vietnamese.numbers import TYPE_NAMES
from ingest.vietnamese.text import match_copy

# Numbers as canonical text writes them: 42, 0,5, 206/214, 10/3/2024, 178-bc/bdvtu, 60/2013/nd-cp.
_NUMBER = re.compile(r"(?<!\w)\d\w*(?:[/.,&-]\w+)*")
_DIGITS = re.compile(r"\d+")
_PERIOD = re.compile(r"[\d/-]+")
_DAY = re.compile(r"\d{1,2}(?:/\d{1,2}(?:/\d{4})?)?")
_WORD = re.compile(r"[^\W\d_]+")
_TYPES = frozenset(canonical(name) for name in TYPE_NAMES.values())


def invented(asked: Asked) -> tuple[str, ...]:
    """What no support holds, each once."""
    return tuple(dict.fromkeys(word for line in asked.lines for word in _unsupported(asked, line)))


def _unsupported(asked: Asked, line: WireLine) -> Iterator[str]:
    support = [canonical(text) for text in _support(asked, line) if text]
    scope = line["role"] == LineRole.SCOPE
    for number in _NUMBER.findall(canonical(line["text"])):
        if not _number_held(number, support, scope):
            yield number
    for name in names(line["text"]):
        if not any(_held(canonical(form), support) or canonical(form) in _TYPES for form in name):
            yield name[0]


def names(text: str) -> Iterator[tuple[str, ...]]:
    """Runs of two and more capitalised words; where a run opens a sentence, also without its first word."""
    text = match_copy(text).text
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        joined = run and text[run[-1].end() : word.start()] == " "
        if not joined:
            yield from _forms(run, text)
            run = []
        if word[0][0].isupper():
            run.append(word)
        elif run:
            yield from _forms(run, text)
            run = []
    yield from _forms(run, text)


def _forms(run: list[re.Match[str]], text: str) -> Iterator[tuple[str, ...]]:
    if len(run) < 2:
        return
    whole = text[run[0].start() : run[-1].end()]
    opens = re.search(r"(?:^|[.:;!?–\-(“\"])\s*$", text[: run[0].start()]) is not None
    yield (whole, text[run[1].start() : run[-1].end()]) if opens else (whole,)


def _support(asked: Asked, line: WireLine) -> Iterator[str]:
    answer = asked.answer
    assert answer is not None
    scope = line["role"] == LineRole.SCOPE
    for citation in answer["citations"] if scope else asked.citations(line):
        yield from _of_citation(citation)
        passage = asked.passages.get(citation["passage_id"])
        if passage is not None:
            yield from passage.lead_in
            if scope and passage.period is not None:
                yield f"{passage.period.start.isoformat()} {passage.period.end.isoformat()}"
    known = {citation["marker"] for citation in answer["citations"]}
    for index in line["computed"]:
        if 0 <= index < len(answer["computed"]):
            value = answer["computed"][index]
            if scope or (value["from"] and set(value["from"]) <= known):
                yield value["value"]
                yield value["how"]
    if scope:
        yield asked.question.text
        yield from _understood(answer)


def _of_citation(citation: WireCitation) -> Iterator[str]:
    yield citation["quote"]
    yield from _facts_of(citation["document"])
    if citation["about"]:
        yield from _facts_of(citation["about"])


def _facts_of(card: Mapping[str, Any]) -> Iterator[str]:
    for field in ("number", "type", "date", "issuer", "title", "file", "signer_role"):
        if card.get(field):
            yield str(card[field])


def _understood(answer: WireAnswer) -> Iterator[str]:
    understood = answer["understood"]
    yield understood["question"]
    yield understood["as_of"]
    for period in understood["periods"]:
        yield from (period["from"], period["to"], period["said"])


def _number_held(number: str, support: list[str], scope: bool) -> bool:
    """Held as it stands, or a range of days ("8-9/11/2023") whose ends are; a scope line writes periods in its own
    way ("1-31/3/2024"), so there each of its numbers is enough."""
    if _held(number, support):
        return True
    if scope and _PERIOD.fullmatch(number):
        digits = {run for text in support for run in _DIGITS.findall(text)}
        return digits.issuperset(_DIGITS.findall(number))
    ends = number.split("-")
    return len(ends) > 1 and all(_DAY.fullmatch(end) and _held(end, support) for end in ends)


def _held(wanted: str, support: list[str]) -> bool:
    return any(stands_in(wanted, text) for text in support)

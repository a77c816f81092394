"""What became of a month's tasks: each item planned beside the result that the month's report tells of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answer import Understanding
from assistant.composing.following_up import Followed, followed
from assistant.composing.quotes import line_text
from assistant.concepts import Concept, concepts_of, coverage
from assistant.draft import Draft
from assistant.evidence import MINIMUM_COVERAGE, Fit, fit
from assistant.naming import named, of_one_body
from assistant.reading import Reading
from ingest.archive.archive import DocumentRow
from ingest.document import Passage, PassageKind, Role
from ingest.vietnamese.text import fold
from ingest.vietnamese.tokens import content_runs

# A result tells of a planned task when it covers this share of its content words …
_SAME_TASK = 0.6
# … and where two do, the one of the same section.
_SAME_SECTION = 0.05
# The time limit of a task, and what stands in brackets, are not repeated when it is done.
_LIMITS = re.compile(
    r"\([^)]*\)|[,;:.]?\s*(?:phấn đấu|dự kiến|thời hạn"
    r"|(?:hoàn thành |xong )?(?:trước|trong|chậm nhất) (?:ngày|tháng|quý))\b.*$",
    re.IGNORECASE,
)
_PLACES = re.compile(
    r"\b(?:[Xx]ã|[Pp]hường|[Tt]hị trấn|[Hh]uyện|[Tt]hị xã|[Tt]hành phố)\s+((?:[A-ZĐÀ-Ỹ]\w*\s*){1,3}(?<=\w))"
)
_REVIEW = re.compile(r"\b\d+/\d+ nhiem vu\b")
_SET_OUT = re.compile(
    r"\b(?:bao cao|bc)( ket qua)? thang\b.{0,20}\b(?:de ra|du kien|dat ra|giao|neu nhiem vu|xac dinh)\b"
)
_SECTION_NUMBER = re.compile(r"^(?:\d+|[ivx]+|[a-z])[.)]\s*")
Item = tuple[Passage, DocumentRow]


def follow_up(understood: Understanding, reading: Reading) -> Draft | None:
    """Planned items of the period, in the order of the plan; None where no plan for it is held."""
    who = named(understood.question, understood.topic, reading.dated(understood), signed=False)
    rows = who.rows if who.issuer else of_one_body(who.rows)
    ahead = [row.heading.planned for row in rows if _reports_on(row, understood) and row.heading.planned]
    if ahead and _SET_OUT.search(fold(understood.question)):
        # "Báo cáo tháng 11 đề ra …": what it set out is of the month after.
        understood = replace(understood, periods=(ahead[0],))
        rows = tuple(of_one_body(reading.dated(understood)))
    items = [(passage, row) for row in rows for passage in reading.passages_of(row)]
    fitting = [
        item
        for item in items
        if item[0].kind is PassageKind.ITEM and fit(*item, understood.periods) is Fit.EXACT
    ]
    planned = [
        item
        for item in fitting
        if item[0].role is Role.PLAN
        and coverage(who.topic, line_text(item[0], item[0].text), reading.weights) >= MINIMUM_COVERAGE
    ]
    if not planned:
        return None
    results = [item for item in fitting if item[0].role is Role.RESULT]
    reviews = [item for item in results if not who.topic and _REVIEW.search(fold(item[0].text))]
    results = [item for item in results if item not in reviews]
    topics = [task_of(passage) for passage, _ in planned]
    weights = reading.weights_of(concept for topic in topics for concept in topic)
    pairs = [
        (item, _best(item[0], topic, results, weights)) for item, topic in zip(planned, topics, strict=True)
    ]
    return followed(understood, Followed(tuple(pairs), tuple(reviews), reported=bool(results)))


def _reports_on(row: DocumentRow, understood: Understanding) -> bool:
    told = row.heading.reported
    return told is not None and any(period.contains(told) for period in understood.periods)


def task_of(passage: Passage) -> tuple[Concept, ...]:
    """The words of a planned item, less its time limit and what stands in brackets."""
    text = line_text(passage, passage.text)
    return concepts_of(content_runs(_LIMITS.sub("", text) or text), {})


def _best(
    planned: Passage, topic: Sequence[Concept], results: Sequence[Item], weights: Mapping[str, float]
) -> Item | None:
    """The result that tells most of the task; None where none tells enough."""
    shares = [(coverage(topic, line_text(passage, passage.text), weights), passage) for passage, _ in results]
    enough = [
        (share + _SAME_SECTION * (_section(passage) == _section(planned)), -order, results[order])
        for order, (share, passage) in enumerate(shares)
        if share >= _SAME_TASK and not elsewhere(planned.text, passage.text)
    ]
    return max(enough, key=lambda entry: entry[:2])[2] if enough else None


def elsewhere(planned: str, told: str) -> bool:
    """Whether both name places and none is the same: the same work in another commune is another task."""
    first, second = set(_PLACES.findall(planned)), set(_PLACES.findall(told))
    return bool(first and second) and not first & second


def _section(passage: Passage) -> str:
    """The name of the innermost section, less its number."""
    return _SECTION_NUMBER.sub("", fold(passage.path[-1])) if passage.path else ""

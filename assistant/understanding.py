"""Question in, understanding out: kind, role, periods, numbers, and the topic that must be found.

Pure and deterministic; everything relative is resolved against the question's ``as_of``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from assistant.answer import Kind, Question, Understanding
from assistant.concepts import Concept, Phrase, concepts_of
from assistant.cues import cue_words, kinds_said, role_said
from ingest.document import Period, Role, Span
from ingest.vietnamese.abbreviations import expand
from ingest.vietnamese.numbers import find_types, query_numbers
from ingest.vietnamese.text import fold, match_copy
from ingest.vietnamese.times import find_periods, is_year_given
from ingest.vietnamese.tokens import content_runs

# Tết is a topic ("quà Tết", "tình hình Tết") at least as often as a time; as a topic it can only widen.
_FEAST = re.compile(r"\btet\b")
# What is counted: the pair of syllables after "bao nhiêu" or "mấy".
_COUNTED = re.compile(r"\b(?:bao nhieu|may|bn) ((?!nhieu|ngay\b|gio\b|luot\b|lan\b)[a-z]+)(?: ([a-z]+))?")
# Kinds that ask for a fact of a document rather than for what it says.
_FACT_KINDS = frozenset({Kind.SIGNER, Kind.RECIPIENTS, Kind.NUMBER, Kind.DATE, Kind.ABOUT})
# Words around a number that only name the same document: "quyết định số …", "… của Tỉnh ủy".
_BEFORE_NUMBER = re.compile(r"\b(?:so|van ban)\s*$")
_AFTER_NUMBER = re.compile(
    r"\s*(?:cua )?(?:ban thuong vu |thuong truc )?(?:tinh uy|thanh uy|trung uong|bo chinh tri|ban bi thu|chinh phu"
    r"|quoc hoi|thu tuong(?: chinh phu)?|(?:ubnd|hdnd|uy ban nhan dan|hoi dong nhan dan)(?: tinh)?|ban dan van(?: tinh uy)?)\b"
)
# What the words ask to be told: a figure, or a day.
_ASKS_FIGURE = re.compile(r"\b(?:bao nhieu|may|bn|so luong|tong so)\b")
_ASKS_DAY = re.compile(
    r"\b(?:khi nao|bao gio|ngay (?:nao|may|bao nhieu)|luc nao|hom nao|thang may|thoi gian nao|thoi han|han chot)\b"
)


def understand(question: Question) -> Understanding:
    # One code point per letter, so that the folded copy has the same offsets.
    text = " ".join(match_copy(question.text).text.split())
    folded = fold(text)
    numbers = query_numbers(text)
    role = role_said(folded)
    facts = tuple(kind for kind in kinds_said(folded) if kind in _FACT_KINDS)
    periods = [
        (span, period)
        for span, period in find_periods(text, question.as_of, prefer_future=_ahead(role, facts))
        if not _FEAST.search(fold(period.said))
    ]
    types = find_types(text)
    kind = _kind(folded, has_document=bool(numbers or types), has_number=bool(numbers))

    asked = [Span(start, end) for start, end in cue_words(folded)]
    said = [span for span, _ in periods] + [_widened(span, folded) for span, _ in numbers]
    # A type points at a document where a fact of a document is asked, or where a period follows it;
    # elsewhere it is part of the topic ("dự thảo kế hoạch").
    pointing = [span for span, _ in types if kind in _FACT_KINDS or _followed_by(span, said)]
    expansions = expand(text)
    topic = _without(text, [*asked, *said, *pointing])
    runs = content_runs(topic)
    phrases: dict[str, list[Phrase]] = {}
    for span, expansion in expansions:
        phrases.setdefault(fold(span.of(text)), []).append(tuple(fold(expansion).split()))
    concepts = concepts_of(runs, phrases)
    if kind is Kind.DATE and numbers:
        # Number, date, issuer and title are told together; a topic beside them is looked for inside.
        kind = Kind.FACT if concepts else Kind.ABOUT
    query = " ".join(
        [*(" ".join(run) for run in content_runs(_without(text, asked))), *(e for _, e in expansions)]
    )
    return Understanding(
        question=text,
        kind=kind,
        role=role,
        as_of=question.as_of,
        numbers=tuple(number for _, number in numbers),
        periods=tuple(period for _, period in periods),
        facts=tuple(fact for fact in facts if fact is not Kind.ABOUT) if kind in _FACT_KINDS else (),
        asks_figure=_ASKS_FIGURE.search(folded) is not None,
        asks_day=_ASKS_DAY.search(folded) is not None,
        types=tuple(dict.fromkeys(name for span, name in types if span in pointing)),
        topic=concepts,
        counted=_counted(folded, concepts),
        query=query or text,
        year_given=any(is_year_given(period.said) for _, period in periods),
    )


def _kind(folded: str, *, has_document: bool, has_number: bool) -> Kind:
    """The first kind said; facts of documents need something that points at one."""
    said = kinds_said(folded)
    for kind in said:
        if kind is Kind.ABOUT and not has_number:
            continue
        if kind in (Kind.NUMBER, Kind.DATE) and not (has_document or "van ban" in folded):
            continue
        return kind
    return Kind.FACT


def _counted(folded: str, topic: Sequence[Concept]) -> Concept | None:
    """The concept of the topic that "bao nhiêu …" counts; None where it counts a measure or nothing."""
    asked = _COUNTED.search(folded)
    if asked is None or asked[2] is None:
        return None
    wanted = Concept(((asked[1], asked[2]),))
    return wanted if wanted in topic else None


def _ahead(role: Role | None, facts: Sequence[Kind]) -> bool | None:
    """Whether a month without a year is the coming one: for a plan; a document that is signed lies behind."""
    if facts:
        return False
    return None if role is None else role is Role.PLAN


def _widened(number: Span, folded: str) -> Span:
    """A number with the words beside it that only name the same document."""
    before = _BEFORE_NUMBER.search(folded[: number.start])
    after = _AFTER_NUMBER.match(folded, number.end)
    return Span(before.start() if before else number.start, after.end() if after else number.end)


def _followed_by(span: Span, periods: Sequence[Span]) -> bool:
    return any(0 <= period.start - span.end <= 2 for period in periods)


def _without(text: str, spans: Sequence[Span]) -> str:
    """``text`` with each span replaced by a full stop, so that no pair of words forms across the gap."""
    characters = list(text)
    for span in spans:
        characters[span.start : span.end] = "." * (span.end - span.start)
    return "".join(characters)


def same_months(period: Period, year: int) -> Period:
    """The period moved into ``year``; the last day of a month stays the last day of it."""
    return Period(
        _moved(period.start, year),
        _moved(period.end, year + period.end.year - period.start.year),
        period.said,
    )


def _moved(day: date, year: int) -> date:
    last = monthrange(year, day.month)[1]
    if day.day == monthrange(day.year, day.month)[1]:
        return day.replace(year=year, day=last)
    return day.replace(year=year, day=min(day.day, last))

"""Question in, understanding out: kind, role, periods, numbers, and the topic that must be found.

Pure and deterministic; everything relative is resolved against the question's ``as_of``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from assistant import cues
from assistant.answer import Kind, Question, Understanding
from assistant.concepts import Concept, Phrase, concepts_of, synonyms_of
from assistant.recognition import LIKELY, nearest
from assistant.sources import source_of
from ingest.document import Period, Role, Span
from ingest.vietnamese.abbreviations import expand
from ingest.vietnamese.numbers import find_types, query_numbers, type_of
from ingest.vietnamese.text import fold, match_copy
from ingest.vietnamese.times import find_periods, is_year_given
from ingest.vietnamese.tokens import content_runs
from ingest.vietnamese.typing import as_meant

# Tết is a topic ("quà Tết", "tình hình Tết") at least as often as a time; as a topic it can only widen.
_FEAST = re.compile(r"\btet\b")
# Kinds that ask for a fact of a document rather than for what it says.
FACT_KINDS = frozenset({Kind.SIGNER, Kind.RECIPIENTS, Kind.NUMBER, Kind.DATE, Kind.ABOUT, Kind.CITE})

# Kinds that the examples may decide, by their names there.
_EXEMPLIFIED = {kind.value: kind for kind in Kind if kind not in (Kind.FACT, Kind.COUNT)}
# Syllables beside the sort of work that name no matter: who is advised, that it is planned.
_BESIDE_WORK = frozenset(
    "cap uy tinh btv ban thuong vu truc tttu tt tham muu to chuc phoi hop dinh du len hoat dong cuoc lam".split()
)
# Between the members of a row: "báo cáo, kế hoạch", "chỉ thị và kết luận".
_ROW = re.compile(r"\s*(?:,|va|hoac|hay)\s*")
_DAY, _MONTH = timedelta(days=1), timedelta(days=31)


def understand(question: Question) -> Understanding:
    # One code point per letter, so that the folded copy has the same offsets.
    text = " ".join(match_copy(as_meant(question.text)).text.split())
    folded = fold(text)
    numbers = query_numbers(text)
    role = cues.role_said(folded)
    facts = tuple(kind for kind in cues.kinds_said(folded) if kind in FACT_KINDS)
    periods = [
        (span, period)
        # "05-KH/TU năm 2021": the end of a number is no «từ».
        for span, period in find_periods(
            _without(text, [span for span, _ in numbers]),
            question.as_of,
            prefer_future=_ahead(role, facts, folded),
        )
        if not _FEAST.search(fold(period.said))
    ]
    expansions = expand(text)
    types = [*find_types(text), *((span, name) for span, words in expansions if (name := type_of(words)))]
    source = _source(types, periods, folded)
    kind = _kind(
        folded,
        [period for _, period in periods],
        role,
        has_document=bool(numbers or types),
        has_number=bool(numbers),
    )
    if kind in (Kind.COMPARE, Kind.OPEN):
        source = None
    if kind is Kind.COMPARE:
        periods = [(span, _beside(period, periods, question.as_of)) for span, period in periods]
    told = periods
    if kind is Kind.OPEN:
        told = _carried_from(periods, folded)
    elif kind is not Kind.COMPARE:
        told = _narrowest(periods)

    asked = [
        Span(*found)
        for found in (
            *cues.asking_words(folded, kind),
            *cues.colloquial_words(folded),
            *cues.own_body(text, folded),
        )
    ]
    said = [cues.with_leading_words(span, folded) for span, _ in periods] + [
        cues.with_naming_words(span, folded) for span, _ in numbers
    ]
    # A type points at a document where a fact of a document is asked, or where a period follows it;
    # elsewhere it is part of the topic ("dự thảo kế hoạch").
    pointing = [
        span
        for span, _ in types
        if kind in FACT_KINDS
        or _followed_by(span, said)
        or (
            (kind in cues.DOCUMENT_KINDS or kind is Kind.DIRECTS)
            and (any(_within(span, words) for words in asked) or folded.startswith(" nao", span.end))
        )
    ]
    pointing += _enumerated(pointing, types, folded)
    places = cues.places(folded)
    section = cues.section_named(text, folded)
    work = cues.section_of_work(folded)
    topic = _without(text, [*asked, *said, *pointing, *(span for span, _ in places)])
    runs = content_runs(
        _without(topic, [Span(*light) for light in cues.light_words(folded)])
    ) or content_runs(topic)
    phrases: dict[str, list[Phrase]] = {}
    for span, expansion in expansions:
        phrases.setdefault(fold(span.of(text)), []).append(tuple(fold(expansion).split()))
    concepts = concepts_of(runs, phrases)
    if (
        section is None
        and work
        and periods
        and _BESIDE_WORK.issuperset(syllable for concept in concepts for syllable in concept.alternatives[0])
    ):
        section = work  # nothing else is asked
    told_in = None if numbers else source_of(folded, types, [span for span, _ in periods], phrases)
    if kind is Kind.DATE and told_in and told_in.led:
        kind = Kind.FACT  # "… trước ngày nào theo kế hoạch …": a day that it sets, not its own
    if kind is Kind.DATE and numbers:
        # Number, date, issuer and title are told together; a topic beside them is looked for inside.
        kind = Kind.FACT if concepts else Kind.ABOUT
    query = " ".join(
        [
            *(" ".join(run) for run in content_runs(_without(text, asked))),
            *(words for _, words in expansions),
            *synonyms_of(concepts),
        ]
    )
    return Understanding(
        question=text,
        kind=kind,
        role=role,
        as_of=question.as_of,
        numbers=tuple(number for _, number in numbers),
        periods=tuple(period for _, period in told if period is not source),
        source=source,
        facts=tuple(fact for fact in facts if fact not in (Kind.ABOUT, Kind.CITE))
        if kind in FACT_KINDS or cues.is_issuing(folded)
        else (),
        relation=cues.relation_said(folded) if kind is Kind.DIRECTS else None,
        told_in=told_in,
        place=tuple(name for _, name in places),
        section=concepts_of(content_runs(section.of(text)), {}) if section else (),
        asks_figure=kind is not Kind.NUMBER and cues.asks_figure(folded),
        asks_money=cues.asks_money(folded),
        asks_share=cues.asks_share(folded),
        asks_place=cues.asks_place(folded),
        asks_day=cues.asks_day(folded),
        asks_why=cues.asks_why(folded),
        asks_names=cues.asks_names(folded),
        asks_items=cues.asks_items(folded),
        asks_outcome=cues.asks_outcome(folded),
        newest=cues.asks_newest(folded),
        types=tuple(dict.fromkeys(name for span, name in types if span in pointing)),
        topic=concepts,
        words=concepts_of(content_runs(_without(text, said)), phrases),
        counted=_counted(folded, concepts),
        query=query or text,
        year_given=any(is_year_given(period.said) for _, period in periods),
    )


def _kind(
    folded: str, periods: Sequence[Period], role: Role | None, *, has_document: bool, has_number: bool
) -> Kind:
    """The first kind said; facts of documents need something that points at one."""
    said = cues.kinds_said(folded)
    for kind in said:
        if kind in cues.GATHERED:
            if kind is Kind.TOTAL and has_document and FACT_KINDS & set(said):
                continue  # "báo cáo cả năm … số bao nhiêu"
            if _can_gather(kind, folded, periods, role, has_number=has_number):
                return kind
            continue
        if kind is Kind.ABOUT and not has_number:
            continue
        if kind in (Kind.NUMBER, Kind.DATE) and not (has_document or "van ban" in folded):
            continue
        return kind
    return _by_example(folded, periods, role, has_document=has_document, has_number=has_number)


def _by_example(
    folded: str, periods: Sequence[Period], role: Role | None, *, has_document: bool, has_number: bool
) -> Kind:
    """The kind of the nearest labelled example, where it is near enough and the question holds what it needs."""
    found, likeness = nearest(folded)
    if likeness < LIKELY or found not in _EXEMPLIFIED:
        return Kind.FACT
    kind = _EXEMPLIFIED[found]
    if kind in cues.GATHERED and not _can_gather(kind, folded, periods, role, has_number=has_number):
        return Kind.FACT
    if kind in FACT_KINDS and not (has_number or has_document):
        return Kind.FACT
    return kind


def _can_gather(
    kind: Kind, folded: str, periods: Sequence[Period], role: Role | None, *, has_number: bool
) -> bool:
    """Whether the question holds what a kind answered from many documents needs."""
    if has_number:
        return False
    if kind in cues.DOCUMENT_KINDS:
        if cues.asks_issued(folded) and any(_DAY < period.end - period.start <= _MONTH for period in periods):
            return False
        return role is not Role.PLAN and not cues.asks_contents(folded)
    if kind is Kind.COMPARE:
        return len(periods) == 2
    if kind is Kind.OPEN:
        return bool(periods)
    if len(periods) != 1:
        return False
    long = periods[0].end - periods[0].start > _MONTH
    return long if kind is Kind.TOTAL else not long


def _beside(period: Period, periods: Sequence[tuple[Span, Period]], as_of: date) -> Period:
    """A month without a year, of the year of the one it is compared with; where that lies ahead, the nearest one."""
    given = [other for _, other in periods if is_year_given(other.said)]
    if is_year_given(period.said) or not given:
        return period
    year = given[0].start.year
    same = same_months(period, year)
    if same.start <= as_of:
        return same
    near = (same_months(period, year + step) for step in (0, -1))
    return min(near, key=lambda moved: abs(moved.start - given[0].start))


def _carried_from(periods: Sequence[tuple[Span, Period]], folded: str) -> list[tuple[Span, Period]]:
    """The periods whose tasks are asked about, not the one they are moved to: of a month alone, the one before it."""
    asked = [entry for entry in periods if not cues.carried_to(folded[: entry[0].start])]
    if asked:
        return asked
    span, period = periods[0]
    end = period.start - _DAY
    return [(span, Period(end.replace(day=1), end, period.said))]


def _narrowest(periods: Sequence[tuple[Span, Period]]) -> list[tuple[Span, Period]]:
    """Without the years around another period said: in "tổng kết năm 2023 … trong tháng 12" the year is a name."""
    return [
        (span, period)
        for span, period in periods
        if not any(period.contains(other) and not other.contains(period) for _, other in periods)
    ]


def _within(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end


def _counted(folded: str, topic: Sequence[Concept]) -> Concept | None:
    """What "bao nhiêu …" counts, as far as it is of the topic; None where it counts a measure or nothing."""
    words = cues.counted(folded)
    if words is None:
        return None
    general = cues.counted_as(words[0])
    if general:
        return Concept(((words[0],), *general))
    named = [concept for concept in topic if (words[0],) in concept.alternatives]
    if named:
        return named[0]  # an abbreviation, counted as what it stands for
    runs = [phrase for concept in topic for phrase in concept.alternatives]
    if any(words == pair for run in runs for pair in pairwise(run)):
        return Concept((words,))
    return Concept((words[:1],)) if any(words[0] in run for run in runs) else None


def _source(
    types: Sequence[tuple[Span, str]], periods: Sequence[tuple[Span, Period]], folded: str
) -> Period | None:
    """The period that only names a report, where another one is asked about: "báo cáo tháng 02 …, tháng 3 …",
    "tháng 10 dự kiến tháng 11 …"."""
    if len(periods) != 2:
        return None
    spans = [span for span, _ in types]
    named = [period for span, period in periods if any(0 <= span.start - name.end <= 2 for name in spans)]
    if len(named) == 1:
        return named[0]
    (first, told), (second, _) = sorted(periods, key=lambda entry: entry[0].start)
    return told if cues.plans_for(folded[first.end : second.start]) else None


def _ahead(role: Role | None, facts: Sequence[Kind], folded: str) -> bool | None:
    """Whether a month without a year is the coming one: for a plan; what is signed lies behind."""
    if facts:
        return False
    if Kind.FOLLOW in cues.kinds_said(folded) or cues.asks_outcome(folded):
        return None  # a task asked after may be of the month that begins
    return None if role is None else role is Role.PLAN


def _enumerated(pointing: Sequence[Span], types: Sequence[tuple[Span, str]], folded: str) -> list[Span]:
    """Types named in one row with one that points at documents: "những báo cáo, kế hoạch nào"."""
    found: list[Span] = []
    known = [*pointing]
    for span, _ in sorted(types, key=lambda entry: -entry[0].start):
        after = [other for other in known if other.start >= span.end]
        if span not in known and any(_ROW.fullmatch(folded[span.end : other.start]) for other in after):
            known.append(span)
            found.append(span)
    return found


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

"""Which hits answer: topic covered, period right, plan and result kept apart (promise 4)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum, StrEnum
from itertools import groupby

from assistant.answer import Hit, Kind, Understanding
from assistant.concepts import Concept, Words, covered_by, words_of
from assistant.figures import figures
from assistant.naming import is_of
from assistant.understanding import same_months
from ingest.archive.archive import DocumentRow
from ingest.document import Passage, PassageKind, Period, Role
from ingest.vietnamese.text import fold
from ingest.vietnamese.times import period_of_heading

# A passage answers when it covers at least this share of the topic, weighted by rarity. Below it the
# assistant is silent (promise 5).
MINIMUM_COVERAGE = 0.62
# … or this share, in a document that the question names.
MINIMUM_NAMED_COVERAGE = 0.33
# From here on a passage comes near enough to be quoted beside the words that it does not hold: partial.
MINIMUM_NEAR = 0.57
# A passage that tells the figure or day asked must cover the topic nearly as well as those that tell none.
_BESIDE = 0.15
# … and at least this share of what the best one covers and scores.
_OF_BEST = 0.85
# Below this share a passage is not even worth showing as near.
_WORTH_A_LOOK = 0.3
# The title and the heading path say what an item is about, but less than its own words.
_CONTEXT_SHARE = 0.85

# What a passage covers counts so much in its strength, its retrieval score the rest. With the embedded model 1,055 of
# 1,283 tuning questions are right at .75, 1,054 at .8, 1,052 at .85.
_COVERAGE_SHARE = 0.75

# Strengths nearer than one band of this many are equal.
_BANDS = 20

_DAY = re.compile(
    r"(?i)\b(?:ngày|tháng|quý|tuần|năm)\s+(?:\d|[IVX]+\b)|\d{1,2}[/.-]\d{1,2}|\d{1,2}/\d{4}|kể từ ngày ký"
    # A time limit is told by its length as well.
    r"|\b(?:thời hạn|trong vòng|trong|chậm nhất|không quá)(?: là)?\s+\d+\s+(?:giờ|ngày|tuần|tháng)\b"
)
# Digits that are no figure: dates, document numbers, years, labels.
_NO_FIGURE = re.compile(
    r"\b\d{1,2}[/.-](?:19|20)\d\d\b|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d+\s?-\s?[A-ZĐ]\w*/\S+|\d+/(?:\d{4}/)?[A-ZĐ]\S+|\b(?:19|20)\d\d\b"
    r"|(?i:\b(?:ngày|tháng|năm|điều|khoản|số)\s+\d+)|[¹²³⁴⁵⁶⁷⁸⁹]"
)
_PLACED = re.compile(
    r"(?i)\b(?:tại|ở|về|đến|huyện|xã|phường|thị trấn|thị xã|thành phố|hội trường|trung tâm|trụ sở|địa bàn"
    r"|nơi|thôn|sở|cụm)\b"
)
_MONEY = re.compile(r"\d\s?(?:nghìn|ngàn|triệu|tỷ|tỉ)?\s?(?:đồng|đ\b|tỷ|triệu)")
_NUMBERED = re.compile(r"\d+\s?-\s?[A-ZĐ]\w*/\S|\d+/(?:\d{4}/)?[A-ZĐ]")
# "Giai đoạn 2017-2020" in a text is a programme's, not the time of what it tells.
_LONGEST_NAMED = timedelta(days=366)
# A month is when work is done; a quarter or a year is as often part of a name.
_SHORTEST_NAME = timedelta(days=80)
# The title and headings only help a text that covers at least this share of the topic by itself.
_OWN_SHARE = 0.25

QUOTABLE = frozenset({PassageKind.ITEM, PassageKind.FOOTNOTE, PassageKind.TABLE_ROW})


class Fit(IntEnum):
    """How a passage's period relates to the one asked for."""

    OTHER = 0  # another period
    UNKNOWN = 1  # nothing says
    BROAD = 2  # said for a longer period around the one asked
    EXACT = 3  # the period asked, a part of it, or an undated text of a document dated in it


@dataclass(frozen=True, slots=True)
class Evidence:
    hit: Hit
    row: DocumentRow
    coverage: float
    fit: Fit

    @property
    def passage(self) -> Passage:
        return self.hit.passage

    @property
    def role(self) -> Role:
        return self.hit.passage.role

    @property
    def strength(self) -> float:
        return _COVERAGE_SHARE * self.coverage + (1 - _COVERAGE_SHARE) * self.hit.score


class Lack(StrEnum):
    """Why a hit does not answer."""

    KIND = "kind"  # a heading, a signature: not quotable
    TELLS = "tells"  # no figure, day or number, where one is asked for
    BODY = "body"  # another body's work
    COUNTS = "counts"  # does not count what is asked
    COVERAGE = "coverage"  # covers too little of the topic
    PERIOD = "period"  # of another period
    WEAKER = "weaker"  # weaker than the best
    BESIDE = "beside"  # tells a figure or day, but of something else than the passages that tell none


@dataclass(frozen=True, slots=True)
class Passed:
    """A hit that is no evidence, and why; ``coverage`` is None where it was not asked."""

    hit: Hit
    row: DocumentRow
    lack: Lack
    coverage: float | None = None


def weigh(
    hits: Sequence[Hit],
    rows: Mapping[str, DocumentRow],
    understood: Understanding,
    weights: Mapping[str, float],
) -> list[Evidence]:
    """Quotable hits with the share of the topic they cover and the fit of their period, strongest first."""
    return strongest(judged(hits, rows, understood, weights))


def strongest(entries: Sequence[Evidence | Passed]) -> list[Evidence]:
    """Those that are evidence, strongest first."""
    return sorted((entry for entry in entries if isinstance(entry, Evidence)), key=_precedence)


def judged(
    hits: Sequence[Hit],
    rows: Mapping[str, DocumentRow],
    understood: Understanding,
    weights: Mapping[str, float],
) -> list[Evidence | Passed]:
    """Each hit of a known document as evidence, or as passed over with the reason, in the order of the hits."""
    context: dict[tuple[str, ...], Words] = {}  # the items of a section share theirs
    weighed: list[Evidence | Passed] = []
    of_tasks = understood.kind is Kind.TASKS
    for hit in hits:
        passage, row = hit.passage, rows.get(hit.passage.document_id)
        if row is None:
            continue
        if passage.kind not in QUOTABLE:
            weighed.append(Passed(hit, row, Lack.KIND))
            continue
        if not _tells(passage, understood):
            said = words_of("\n".join((*passage.lead_in, passage.text)))
            mute = covered_by(understood.topic, (said,), weights) if understood.topic else None
            weighed.append(Passed(hit, row, Lack.TELLS, mute))
            continue
        above = (*called(row), *passage.path)
        if above not in context:
            context[above] = words_of("\n".join(above))
        if understood.body and not (
            is_of(row, understood.body)
            or covered_by((Concept((understood.body,)),), (words_of(passage.text),), {}) == 1.0
        ):
            weighed.append(Passed(hit, row, Lack.BODY))
            continue
        if not understood.topic:  # everything of a period is asked for: there is nothing to cover
            weighed.append(Evidence(hit, row, 1.0, fit(passage, row, understood.periods, of_tasks=of_tasks)))
            continue
        # The lead-in carries the verb of its items: it is part of what an item says.
        words = words_of("\n".join((*passage.lead_in, passage.text)))
        both = (words, context[above])
        if not _counts(passage, understood, both):
            weighed.append(Passed(hit, row, Lack.COUNTS))
            continue
        covered = own = covered_by(understood.topic, (words,), weights)
        if own >= _OWN_SHARE or (understood.periods and _says_when(passage, row, understood)):
            # The title and headings help a text that is about the matter; they do not make it so, but for an
            # item that names the very time: "Tháng 6 và tháng 7/2024: khảo sát mô hình".
            around = covered_by(understood.topic, both, weights)
            covered = own + (around - own) * _CONTEXT_SHARE
        if covered < _WORTH_A_LOOK:
            weighed.append(Passed(hit, row, Lack.COVERAGE, covered))
            continue
        told = fit(passage, row, understood.periods, of_tasks=of_tasks)
        weighed.append(Evidence(hit, row, covered, told))
    return _beside_the_mute(weighed)


def _beside_the_mute(weighed: Sequence[Evidence | Passed]) -> list[Evidence | Passed]:
    """Without the evidence that a day or figure of something else made: where passages that tell none cover much
    more of the topic, what is asked of it is told nowhere."""
    most = max(
        (
            entry.coverage or 0.0
            for entry in weighed
            if isinstance(entry, Passed) and entry.lack is Lack.TELLS
        ),
        default=0.0,
    )
    return [
        Passed(entry.hit, entry.row, Lack.BESIDE, entry.coverage)
        if isinstance(entry, Evidence) and entry.coverage < most - _BESIDE
        else entry
        for entry in weighed
    ]


def _says_when(passage: Passage, row: DocumentRow, understood: Understanding) -> bool:
    """Whether the text itself names a time within one that is asked."""
    said = period_of_heading(passage.text, row.date.year if row.date else None)
    return any(other.contains(period) for _, period in said for other in understood.periods)


def called(row: DocumentRow) -> tuple[str, ...]:
    """What a document is called: its type, whose it is, its title, and that it is a draft."""
    heading = row.heading
    return tuple(part for part in (heading.circulation, row.type, row.issuer, row.title) if part)


def _precedence(entry: Evidence) -> tuple[int, int, str, int]:
    """Strongest first; among equals, to the width of a band, the newest document."""
    newest = entry.row.date.toordinal() if entry.row.date else 0
    return -round(entry.strength * _BANDS), -newest, entry.row.file, entry.passage.order


def at_place(passage: Passage, place: Sequence[str]) -> bool:
    """Whether the passage is, or stands in, every part of the document that is named: "khoan 2", "dieu 7"."""
    above = [fold(title) for title in (*passage.path, passage.label)]
    return all(any(_is_part(title, part) for title in above) for part in place)


def _is_part(title: str, part: str) -> bool:
    word, _, number = part.partition(" ")
    plain = rf"{number}[.)]" if word in ("khoan", "muc", "phan", "diem") else r"(?!)"
    return re.match(rf"(?:{word} {number}|{plain})(?!\w)", title) is not None


def _counts(passage: Passage, understood: Understanding, texts: tuple[Words, Words]) -> bool:
    """Whether the text can count what is asked: "bao nhiêu đảng viên" is not told where none is named.

    A row of a table counts what its heading names.
    """
    counted = understood.counted
    if counted is None:
        return True
    within = texts if passage.kind is PassageKind.TABLE_ROW else texts[:1]
    if covered_by((counted,), within, {}) == 1.0:
        return True
    return re.search(rf"\d (?:[a-z]+ )?{counted.alternatives[0][0]}\b", fold(passage.text)) is not None


def _tells(passage: Passage, understood: Understanding) -> bool:
    """Whether the text holds the sort of thing asked for: a figure, a day, the number of a document."""
    if understood.kind is Kind.NUMBER:
        return _NUMBERED.search(passage.text) is not None
    if understood.asks_money and not _MONEY.search(passage.text):
        return False
    if understood.asks_share and "%" not in passage.text and "phần trăm" not in passage.text:
        return False
    if understood.asks_place and not _PLACED.search(passage.text):
        return False
    if understood.asks_day:
        return _DAY.search(passage.text) is not None
    if understood.asks_figure:
        return any(char.isdigit() for char in _NO_FIGURE.sub(" ", passage.text)) or any(
            figure.planned is not None and figure.value <= figure.planned for figure in figures(passage.text)
        )
    return True


def answering(evidence: Sequence[Evidence], minimum: float = MINIMUM_COVERAGE) -> list[Evidence]:
    """Those that cover enough of the topic, in themselves and beside the best one."""
    return [entry for entry, lack in measured(evidence, minimum) if lack is None]


def measured(evidence: Sequence[Evidence], minimum: float) -> list[tuple[Evidence, Lack | None]]:
    """Each with the reason why it does not answer beside the others; None: it does."""
    best = max((entry.strength for entry in evidence if entry.coverage >= minimum), default=0.0)

    def lack(entry: Evidence) -> Lack | None:
        if entry.coverage < minimum:
            return Lack.COVERAGE
        return None if entry.strength >= _OF_BEST * best else Lack.WEAKER

    return [(entry, lack(entry)) for entry in evidence]


def fit(passage: Passage, row: DocumentRow, asked: Sequence[Period], *, of_tasks: bool = False) -> Fit:
    """How the passage's period relates to the ones asked; ``of_tasks``: what was or will be done is asked."""
    if not asked:
        return Fit.EXACT
    covered = _period(passage, row)
    around = _relation(covered, asked) if covered is not None else None
    if around is Fit.EXACT or (
        around is Fit.OTHER and (of_tasks or not any(_is_name(period) for period in asked))
    ):
        return around  # whatever periods its text names
    said = [period for _, period in period_of_heading(passage.text, row.date.year if row.date else None)]
    named = [period for period in said if period.end - period.start <= _LONGEST_NAMED]
    if not of_tasks and any(_is_name(period) and _same(period, other) for period in named for other in asked):
        return Fit.EXACT
    if around is not None:
        # An item of a yearly plan that names another month is of that month.
        return max(_relation(period, asked) for period in named) if around is Fit.BROAD and named else around
    if named:
        return max(_relation(period, asked) for period in named)
    titled = [period for _, period in period_of_heading(row.title or "", None)]
    for told in (row.heading.reported, row.heading.planned, *titled):
        if told is not None and _relation(told, asked) is not Fit.OTHER:
            return _relation(told, asked)
    if row.date is None:
        return Fit.UNKNOWN
    return Fit.EXACT if any(other.start <= row.date <= other.end for other in asked) else Fit.OTHER


def _is_name(period: Period) -> bool:
    """A quarter or a year names a thing ("Hội nghị đối thoại năm 2024") whenever it was worked on."""
    return period.end - period.start >= _SHORTEST_NAME


def _same(one: Period, other: Period) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def _relation(told: Period, asked: Sequence[Period]) -> Fit:
    if any(other.contains(told) for other in asked):
        return Fit.EXACT
    return Fit.BROAD if any(other.overlaps(told) for other in asked) else Fit.OTHER


def _period(passage: Passage, row: DocumentRow) -> Period | None:
    if passage.period is not None:
        return passage.period
    if passage.role is Role.PLAN:
        return row.heading.planned
    return row.heading.reported if passage.role is Role.RESULT else None


def other_years(evidence: Sequence[Evidence], understood: Understanding) -> dict[int, list[Evidence]]:
    """Evidence for the same months of other years, by year, newest first (promise 4)."""
    found: dict[int, list[Evidence]] = {}
    for entry in evidence:
        covered = _period(entry.passage, entry.row)
        if covered is None:
            continue
        asked = [same_months(period, covered.start.year) for period in understood.periods]
        if fit(entry.passage, entry.row, asked) is Fit.EXACT:
            found.setdefault(covered.start.year, []).append(entry)
    return dict(sorted(found.items(), reverse=True))


def lacking(entries: Sequence[Evidence], understood: Understanding) -> list[str]:
    """Words of the topic, as typed, that none of the passages nor what stands above them holds; runs together."""
    held = fold(
        "\n".join(
            part
            for entry in entries
            for part in (
                *called(entry.row),
                *entry.passage.path,
                *entry.passage.lead_in,
                entry.passage.text,
            )
        )
    )
    known = set(re.findall(r"\w+", held))
    missing = {
        syllable
        for concept in understood.topic
        if not any(set(phrase) <= known for phrase in concept.alternatives)
        for syllable in concept.alternatives[0]
        if syllable not in known and syllable.lstrip("0") not in known and f"0{syllable}" not in known
    }
    words = re.findall(r"\w+", understood.question)
    runs = groupby(words, key=lambda word: fold(word) in missing)
    return [" ".join(run) for lacks, run in runs if lacks]

"""Which hits answer: topic covered, period right, plan and result kept apart (promise 4)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum

from assistant.answer import Hit, Understanding
from assistant.concepts import covered_by
from assistant.understanding import same_months
from ingest.archive.archive import DocumentRow
from ingest.document import Passage, PassageKind, Period, Role
from ingest.vietnamese.text import fold
from ingest.vietnamese.times import period_of_heading
from ingest.vietnamese.tokens import search_tokens

# A passage answers when it covers at least this share of the topic, weighted by rarity. Below it the
# assistant is silent (promise 5).
MINIMUM_COVERAGE = 0.62
# … and at least this share of what the best one covers and scores.
_OF_BEST = 0.75
# Below this share a passage is not even worth showing as near.
_WORTH_A_LOOK = 0.3
# The title and the heading path say what an item is about, but less than its own words.
_CONTEXT_SHARE = 0.85

# Strengths nearer than one band of this many are equal.
_BANDS = 20

_DAY = re.compile(r"(?i)\b(?:ngày|tháng|quý|tuần|năm)\s+(?:\d|[IVX]+\b)|\d{1,2}[/.-]\d{1,2}|\d{1,2}/\d{4}")
# Digits that are no figure: dates, document numbers, years, labels.
_NO_FIGURE = re.compile(
    r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d+\s?-\s?[A-ZĐ]\w*/\S+|\d+/(?:\d{4}/)?[A-ZĐ]\S+|\b(?:19|20)\d\d\b"
    r"|(?i:\b(?:ngày|tháng|năm|điều|khoản|số)\s+\d+)|[¹²³⁴⁵⁶⁷⁸⁹]"
)
# "Giai đoạn 2017-2020" in a text is a programme's, not the time of what it tells.
_LONGEST_NAMED = timedelta(days=366)
# The title and headings only help a text that covers at least this share of the topic by itself.
_OWN_SHARE = 0.25

_QUOTABLE = frozenset({PassageKind.ITEM, PassageKind.FOOTNOTE, PassageKind.TABLE_ROW})


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
        return 0.75 * self.coverage + 0.25 * self.hit.score


def weigh(
    hits: Sequence[Hit],
    rows: Mapping[str, DocumentRow],
    understood: Understanding,
    weights: Mapping[str, float],
) -> list[Evidence]:
    """Quotable hits with the share of the topic they cover and the fit of their period, strongest first."""
    context: dict[tuple[str, ...], frozenset[str]] = {}  # the items of a section share theirs
    weighed = []
    for hit in hits:
        passage, row = hit.passage, rows.get(hit.passage.document_id)
        if row is None or passage.kind not in _QUOTABLE:
            continue
        above = (row.title or "", *passage.path)
        if above not in context:
            context[above] = frozenset(search_tokens("\n".join(above)))
        # The lead-in carries the verb of its items: it is part of what an item says.
        tokens = frozenset(search_tokens("\n".join((*passage.lead_in, passage.text))))
        if not _tells(passage, understood):
            continue
        # A row of a table counts what its heading names.
        counted_in = tokens | context[above] if passage.kind is PassageKind.TABLE_ROW else tokens
        if understood.counted and covered_by((understood.counted,), counted_in, {}) < 1.0:
            continue  # "bao nhiêu đảng viên": a text that does not name them cannot count them
        own = covered_by(understood.topic, tokens, weights)
        around = covered_by(understood.topic, tokens | context[above], weights)
        # The title and headings help a text that is about the matter; they do not make it so.
        covered = own + (around - own) * _CONTEXT_SHARE if own >= _OWN_SHARE else own
        if covered >= _WORTH_A_LOOK:
            weighed.append(Evidence(hit, row, covered, fit(passage, row, understood.periods)))
    return sorted(weighed, key=_precedence)


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


def _tells(passage: Passage, understood: Understanding) -> bool:
    """Whether the text holds the sort of thing asked for: a figure, a day."""
    if understood.asks_day:
        return _DAY.search(passage.text) is not None
    if understood.asks_figure:
        return any(char.isdigit() for char in _NO_FIGURE.sub(" ", passage.text))
    return True


def answering(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Those that cover enough of the topic, in themselves and beside the best one."""
    enough = [entry for entry in evidence if entry.coverage >= MINIMUM_COVERAGE]
    best = max((entry.strength for entry in enough), default=0.0)
    return [entry for entry in enough if entry.strength >= _OF_BEST * best]


def fit(passage: Passage, row: DocumentRow, asked: Sequence[Period]) -> Fit:
    if not asked:
        return Fit.EXACT
    said = [period for _, period in period_of_heading(passage.text, row.date.year if row.date else None)]
    named = [period for period in said if period.end - period.start <= _LONGEST_NAMED]
    covered = _period(passage, row)
    if covered is not None:
        around = _relation(covered, asked)
        # An item of a yearly plan that names another month is of that month.
        return max(_relation(period, asked) for period in named) if around is Fit.BROAD and named else around
    if named:
        return max(_relation(period, asked) for period in named)
    for told in (row.heading.reported, row.heading.planned):
        if told is not None and _relation(told, asked) is not Fit.OTHER:
            return _relation(told, asked)
    if row.date is None:
        return Fit.UNKNOWN
    return Fit.EXACT if any(other.start <= row.date <= other.end for other in asked) else Fit.OTHER


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

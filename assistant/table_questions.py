"""What a question asks of a table: which of its rows, which columns, the most, a total, a row by its place.

Pure. The wording lives in ``tables.toml``. Negations and small words ("chưa đạt", "còn lại") name columns, so the
whole question is read here, not only its topic.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from assistant import cues
from assistant.answer import Kind, Understanding
from assistant.concepts import Concept, concepts_of, coverage
from assistant.tables import Table, TableRow, words_of
from assistant.wording import blanked, written_out
from ingest.document import Span
from ingest.vietnamese.text import fold
from ingest.vietnamese.tokens import content_runs

# "Sở Tài nguyên và Môi trường" is an office, not the row «Môi trường».
_IN_OFFICE = re.compile(r"\b(?:sở|bộ|cục|viện)\s+(?:\w+\s+){0,4}$")
# Typed without marks "so" may be "số": only "so giao thong", with nothing between, is an office.
_OFFICE_BEFORE = re.compile(r"\b(?:so|bo|cuc|vien)\s+$")
_DONE = re.compile(
    r"\bda (?:duoc )?(?!duoc\b|giao\b|phan\b|dat ra|de ra|xac dinh|duyet\b|an dinh|thong nhat)[a-z]+"
)
_NEGATED = re.compile(r"\b(?:chua|khong)(?: duoc)?\s+$")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A number that rows are asked to hold: "chỉ có 1", "trên 50", "từ 50 trở lên"."""

    comparison: str  # "same", "more", "less", "least"
    number: Decimal

    def holds(self, figure: Decimal | None) -> bool:
        if figure is None:
            return False
        return {
            "same": figure == self.number,
            "more": figure > self.number,
            "less": figure < self.number,
            "least": figure >= self.number,
        }[self.comparison]


@dataclass(frozen=True, slots=True)
class TableQuestion:
    """A question as a table reads it. ``text`` has periods and numbers blanked, abbreviations written out."""

    text: str
    folded: str  # same offsets
    figures: int  # how many figures are asked for
    extreme: str | None  # "most", "least"
    wanted: Wanted | None
    position: int | None
    asks: frozenset[str]  # "total", "whole", "ratio", "versus", "members"

    @property
    def is_one(self) -> bool:
        """Whether anything in the wording asks for what only a table or its introduction shows."""
        return bool(self.figures or self.extreme or self.wanted or self.position or self.asks)


def table_question(understood: Understanding) -> TableQuestion:
    text = written_out(understood)
    folded = fold(text)
    position = next((m for cue in _cues("position") for m in re.finditer(cue, folded)), None)
    extreme = next((name for name in ("least", "most") if _found(name, folded)), None)
    return TableQuestion(
        text=text,
        folded=folded,
        figures=len(_merged([m.span() for cue in _cues("figure") for m in re.finditer(cue, folded)])),
        extreme=extreme,
        wanted=_wanted(folded) if re.search(r"\bnao\b", folded) else None,
        position=int(position[1]) if position else None,
        asks=frozenset(
            name for name in ("total", "whole", "ratio", "versus", "members") if _found(name, folded)
        ),
    )


def rows_named(table: Table, question: TableQuestion) -> list[tuple[TableRow, Span]]:
    """Rows of figures whose name stands in the question, with where it stands; the longest name wins."""
    if table.label is None or not table.numeric:
        return []
    named = [(row, span) for row in table.body if (span := _place_named(table.name(row), question.folded))]
    if not named:
        named = [(row, span) for row in table.body if (span := _part_named(table.name(row), question.folded))]
    return [
        (row, span)
        for row, span in named
        if not _is_in_office(question, table.name(row), span)
        and not any(o.start <= span.start and span.end <= o.end and o != span for _, o in named)
    ]


def _is_in_office(question: TableQuestion, name: str, span: Span) -> bool:
    """Whether the words at ``span`` are part of an office's name, not the row's; a place is no office's name."""
    if _IN_OFFICE.search(question.text[: span.start].lower()):
        return True
    is_place = any(words_of(name).startswith(f"{sort} ") for sort in _places())
    unmarked = question.text.lower() == question.folded
    return unmarked and not is_place and _OFFICE_BEFORE.search(question.folded[: span.start]) is not None


def columns_named(
    table: Table, question: TableQuestion, taken: Sequence[Span] = ()
) -> list[tuple[int, Span]]:
    """Columns of figures whose whole title stands in the question outside ``taken``; the longest title wins."""
    named = []
    left = blanked(question.folded, [(span.start, span.end) for span in taken])
    for column in sorted(table.numeric, key=lambda column: -len(table.columns[column])):
        span = _said(words_of(table.columns[column]), left)
        if span is None or _NEGATED.search(left[: span.start]):
            continue  # "chưa đạt" is not the column «Đạt»
        named.append((column, span))
        left = blanked(left, [(span.start, span.end)])
    plain = [entry for entry in named if entry[0] not in table.totals]
    return sorted(plain or named)


def noun_asked(question: TableQuestion) -> tuple[str, Span] | None:
    """The one or two words before "nào": "dia phuong", "huyen"; with their place."""
    found = re.search(r"\b((?:[a-z]+ )?[a-z]+) nao\b", question.folded)
    return (found[1], Span(*found.span())) if found else None


def noun_listed(question: TableQuestion) -> tuple[str, Span] | None:
    """What is to be listed: "những lĩnh vực nào", "mấy lĩnh vực, kể ra"."""
    found = re.search(r"\b(?:may|bao nhieu|bn) ([a-z]+ [a-z]+)\b", question.folded)
    return noun_asked(question) or ((found[1], Span(*found.span())) if found else None)


def rest_covered(
    table: Table, question: TableQuestion, taken: Sequence[Span], weights: Mapping[str, float]
) -> float:
    """The share of what else the question says that the table's surroundings cover; nothing else: 1."""
    return coverage(_left(question, taken), around(table), weights)


def says_more(question: TableQuestion, taken: Sequence[Span]) -> bool:
    """Whether the question names anything besides ``taken`` and the words that only ask; one syllable names nothing."""
    return sum(len(phrase) for concept in _left(question, taken) for phrase in concept.alternatives) > 1


def around(table: Table) -> str:
    """What surrounds the rows: header, introduction, section path, title, type, issuer."""
    document = table.document
    intro = table.intro.text if table.intro else None
    parts = (*table.columns, intro, *table.header.path, document.title, document.type, document.issuer)
    return "\n".join(part for part in parts if part)


def is_of_sort(name: str, sort: str) -> bool:
    """Whether a row's name begins with the word asked by: "huyen" → only «Huyện …»."""
    return sort not in _places() or words_of(name).startswith(f"{sort} ")


def is_a_total(title: str) -> bool:
    """Whether a column's title says a total: "Tổng số ý kiến"."""
    return any(re.match(cue, words_of(title)) for cue in _cues("total"))


def is_any_noun(noun: str) -> bool:
    """Whether the noun stands for whatever the rows are: "don vi", "noi"."""
    return any(noun == word or noun.endswith(f" {word}") for word in _data()["nouns"]["any"])


def says_done(question: str) -> bool:
    """Whether the question speaks of what was done, not of what was assigned: "đã đăng ký", not "đã giao"."""
    return _DONE.search(fold(question)) is not None


def sort_of(noun: str) -> str | None:
    """The sort of place a noun asks for: "cac huyen" → "huyen"; None for another noun."""
    return next((sort for sort in _places() if noun == sort or noun.endswith(f" {sort}")), None)


def _left(question: TableQuestion, taken: Sequence[Span]) -> tuple[Concept, ...]:
    gone = [(span.start, span.end) for span in taken] + cues.asking_words(question.folded, Kind.FACT)
    names = ("figure", "total", "whole", "most", "least", "ratio", "versus", "members", "position")
    gone += [m.span() for name in names for cue in _cues(name) for m in re.finditer(cue, question.folded)]
    gone += [m.span() for cue in _data()["fillers"]["words"] for m in re.finditer(cue, question.folded)]
    if question.wanted:
        said = [cue for cues_of in _data()["values"].values() for cue in cues_of]
        gone += [m.span() for cue in said for m in re.finditer(cue, question.folded)]
    return concepts_of(content_runs(blanked(question.text, gone)), {})


def _said(words: str, folded: str) -> Span | None:
    """Where the words stand in the question one after the other, whatever marks stand between."""
    if not words:
        return None
    pattern = r"[^\w.]+".join(map(re.escape, words.split()))
    found = re.search(rf"\b{pattern}\b", folded)
    return Span(*found.span()) if found else None


def _place_named(name: str, folded: str) -> Span | None:
    """A row's name in the question, with or without the word for its sort before or after it."""
    words = words_of(name)
    whole = _said(words, folded)
    sort = next((sort for sort in _places() if words.startswith(f"{sort} ")), None)
    if whole is not None or sort is None:
        return whole
    core = words.removeprefix(f"{sort} ")
    if len(core.split()) < 2:
        return None
    span = _said(core, folded)
    if span is None:
        return None
    before, after = folded[: span.start].rstrip(), folded[span.end :]
    for other, said in _places().items():
        for word in said:
            if found := re.search(rf"(?<!\w){word}$", before):
                if other == sort:
                    return Span(found.start(), span.end)
                if not any(before.endswith(own) for own in _places()[sort]):
                    return None
    own = "|".join(_places()[sort])
    follows = re.match(rf"\s+(?:{own})\b", after)
    return Span(span.start, span.end + follows.end()) if follows else span


def _part_named(name: str, folded: str) -> Span | None:
    """One of the things a row's name lists: "giáo dục" for «Y tế, giáo dục»."""
    parts = [words_of(part) for part in re.split(r"[,;]| và ", name)]
    if len(parts) < 2:
        return None
    return next((span for part in parts if " " in part and (span := _said(part, folded))), None)


def _wanted(folded: str) -> Wanted | None:
    for comparison in ("least", "more", "less", "same"):
        found = next((m for cue in _data()["values"][comparison] for m in re.finditer(cue, folded)), None)
        if found is not None:
            number = next(group for group in found.groups() if group)
            return Wanted(comparison, Decimal(number))
    return None


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _found(name: str, folded: str) -> bool:
    return any(re.search(cue, folded) for cue in _cues(name))


def _cues(name: str) -> list[str]:
    cues_of: list[str] = _data()["asked"][name]
    return cues_of


def _places() -> dict[str, list[str]]:
    places: dict[str, list[str]] = _data()["places"]
    return places


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("assistant").joinpath("tables.toml").read_text(encoding="utf-8"))

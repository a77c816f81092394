"""A reading through the gate: where a stamp may stand, and the rules for each line and for lines together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from ingest.document import UNREAD_STAMP, Line, LineKind, Reading
from ingest.gating.handling import is_handling
from ingest.gating.inline import has_stamp
from ingest.gating.legacy import undone
from ingest.gating.line import Seen
from ingest.gating.meanings import GRADES, NUMBER_LINE
from ingest.gating.registers import is_field, registers_secret
from ingest.gating.seeing import clean, squeezed, words
from ingest.gating.stamps import LABELLED, is_stamp
from ingest.gating.upright import spells_stamp

_ZONE_LINES = 25  # lines at either end of a document where a heading or a stamp stands
_HEADING_WORDS = 40  # a longer line is prose: only its beginning can be a heading run together with it
_SHORT = 12  # words of a heading line further down
_NEAR_NUMBER = 3  # lines around a «Số …» line that belong to a heading further down (an attached document)
_NEAR_TITLE = 5  # … around a national title or the head of an annex
_PAGE_EDGE = 3  # lines of a page where a running header or footer stands

# What every line that breaks a rule has in it, folded; most lines of an archive do not.
_CLUE = re.compile(
    r"m[\W_]*[a4@?\ufffd□¿]|nat|iviat|\bt?u?m\W*[)\]]|thu hoi|boc bi|bao ve|ban so|ky hieu|\bbi\W+[abc]\b"
)
_NATIONAL = frozenset({"dangcongsanvietnam", "conghoaxahoichunghiavietnam"})
_ANNEX = re.compile(r"^\W*(?:phụ lục|biểu số|mẫu số)\b", re.IGNORECASE)
_LABEL = re.compile(r"^\W*(?:[ivx]+|\d{1,2}|[a-zđ])[.)/]", re.IGNORECASE)
_FIRST_LINES = 8  # a grade this near the top is no item of a list
_APART = 2  # lines between the items of an unlabelled list of grades
_SPECIMEN = re.compile(r"mẫu\s+(?:con\s+)?dấu|hình\s+\d+|dấu\s+(?:chỉ\s+)?độ\s+mật", re.IGNORECASE)


def reading_rule(reading: Reading) -> str | None:
    """The rule that a reading breaks, or None: first its text, then what stands beside it."""
    written = [(line, line.span.of(reading.text)) for line in reading.lines]
    cleaned = [(line, raw, clean(raw)) for line, raw in written]
    spoken = [item for item in cleaned if any(char.isalnum() for char in item[2])]
    lines = _placed([line for line, _, _ in spoken], [text for _, _, text in spoken])
    rule = _rule_of(lines, [raw for _, raw, _ in spoken])
    if rule is None and UNREAD_STAMP in reading.pictures:
        return "red-stamp"  # nobody could read it: a person must look (domain.md §7.2.4)
    return rule or next(filter(None, map(_beside, reading.pictures)), None)


def _beside(text: str) -> str | None:
    """A picture's or a property's text: every line of it may be a stamp."""
    raw = [line for line in text.splitlines() if any(char.isalnum() for char in line)]
    cleaned = ["", *map(clean, raw), ""]
    lines = [
        Seen(line, before=before, after=after, in_heading=len(words(line)) <= _SHORT)
        for before, line, after in zip(cleaned, cleaned[1:], cleaned[2:], strict=False)
    ]
    return _rule_of(lines, raw)


def _rule_of(lines: Sequence[Seen], raw: Sequence[str]) -> str | None:
    for seen, written in zip(lines, raw, strict=True):
        for look in (seen, *(replace(seen, text=text) for text in undone(written))):
            if rule := _line_rule(look):
                return rule
    if registers_secret([_with_cells_undone(*pair) for pair in zip(lines, raw, strict=True)]):
        return "secrecy-field"
    return "stamp-line" if spells_stamp(lines) else None


def _with_cells_undone(seen: Seen, written: str) -> Seen:
    """A table row in an old encoding, cell by cell: a cell may be set in capitals and its neighbour not."""
    if "|" not in written or not undone(written):
        return seen
    cells = [next(iter(undone(cell)), "") or clean(cell) for cell in written.split("|")]
    return replace(seen, text="|".join(cells))


def _line_rule(seen: Seen) -> str | None:
    if not _CLUE.search(seen.folded):
        return None
    if is_stamp(seen):
        return "stamp-line"
    if is_field(seen):
        return "secrecy-field"
    if is_handling(seen):
        return "handling-stamp"
    return "stamp-in-line" if seen.in_heading and has_stamp(seen) else None


def _placed(lines: Sequence[Line], texts: Sequence[str]) -> list[Seen]:
    total = len(texts)
    zone = {*range(_ZONE_LINES), *range(total - _ZONE_LINES, total), *_page_edges(lines)}
    heads = set(_near(texts))
    heading_ends = next(
        (order for order, text in enumerate(texts[:_ZONE_LINES]) if len(text.split()) > _HEADING_WORDS),
        min(_ZONE_LINES, total) - 1,
    )
    listed = set(_listed(texts))
    around = ["", *texts, ""]
    return [
        Seen(
            text,
            before=around[order],
            after=around[order + 2],
            kind=line.kind,
            page=line.page,
            box=line.box,
            in_zone=order in zone or order in heads or line.kind is LineKind.FOOTNOTE,
            in_heading=order <= heading_ends or (order in heads and len(text.split()) <= _SHORT),
            listed=order in listed,
        )
        for order, (line, text) in enumerate(zip(lines, texts, strict=True))
    ]


def _near(texts: Sequence[str]) -> Iterator[int]:
    """Lines about the heading of a document further down in the file."""
    for order, text in enumerate(texts):
        if NUMBER_LINE.match(text):
            yield from range(order - _NEAR_NUMBER, order + _NEAR_NUMBER + 1)
        elif _ANNEX.match(text) or (text.isupper() and squeezed(text) in _NATIONAL):
            yield from range(order - _NEAR_TITLE, order + _NEAR_TITLE + 1)


def _page_edges(lines: Sequence[Line]) -> Iterator[int]:
    turns = [
        order for order, (line, following) in enumerate(pairwise(lines), 1) if line.page != following.page
    ]
    return chain.from_iterable(range(turn - _PAGE_EDGE, turn + _PAGE_EDGE) for turn in turns)


def _listed(texts: Sequence[str]) -> Iterator[int]:
    """Lines that name a grade without giving it: items of a list of grades, specimens of stamps.

    A stamp is one grade; a list of «Tuyệt mật», «Tối mật», «Mật» names several.
    """
    grades = [(order, grade) for order, text in enumerate(texts) if (grade := _grade_of(text))]
    labelled = [(order, grade) for order, grade in grades if LABELLED.match(texts[order])]
    if len({grade for _, grade in labelled}) > 1:
        yield from (order for order, _ in labelled)
    for (order, grade), (following, other) in pairwise(grades):
        if order >= _FIRST_LINES and following - order <= _APART and grade != other:
            yield from (order, following)
    for order, _ in grades:
        above = texts[max(order - _NEAR_NUMBER, 0) : order]
        if order >= _FIRST_LINES and any(_SPECIMEN.search(text) for text in above):
            yield order


def _grade_of(text: str) -> str:
    """The grade that a line of at most a few words names, its label aside; "" for any other line."""
    if len(text) > 40:
        return ""
    plain = squeezed(_LABEL.sub("", text)).removeprefix("do")
    return plain if plain in GRADES else ""

"""Who holds which function, as documents say it: a signature, a row of a list, "đồng chí …" in a sentence.

Pure. A holding is told as it is written; a function said of one body is never another's.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.answer import Understanding
from assistant.concepts import concepts_of, coverage
from assistant.tables import Table, words_of
from assistant.wording import blanked, written_out
from ingest.archive.archive import DocumentRow
from ingest.document import Passage
from ingest.vietnamese.text import fold
from ingest.vietnamese.tokens import content_runs

_CAPITAL = r"[A-ZĐÀ-ÝĂƠƯẠ-Ỹ][a-zà-ỹđăơư]*"
# The body asked for must be named whole; this share of its pairs of syllables must stand together.
_TOGETHER = 0.75
_PERMANENT = "thuong truc"


@dataclass(frozen=True, slots=True)
class PersonQuestion:
    """``function``: folded, "" where a body's representative is asked for; ``body``: its folded syllables."""

    function: str
    permanent: bool  # "thường trực"
    represented: str  # folded words a representative's own title must hold
    body: tuple[tuple[str, ...], ...]  # runs of syllables


@dataclass(frozen=True, slots=True)
class Holding:
    """One function someone holds. ``name`` None: the text names only the function."""

    name: str | None
    function: (
        str  # as written: "Phó Trưởng Ban Thường trực", "Giám đốc Sở Nội vụ"; "": the passage says it whole
    )
    of: str  # what else says whose function it is: the issuer, the table's surroundings
    document: DocumentRow
    passage: Passage | None  # None: the document's signature, not read yet
    table: Table | None = None


def person_question(understood: Understanding) -> PersonQuestion | None:
    """What "ai là …", "… là ai", "… tên gì" asks for; None where no function is named in it."""
    text = written_out(understood, _data()["functions"]["short"])
    folded = fold(text)
    for cue in _data()["asked"]["holder"]:
        for found in re.finditer(cue, folded):
            start, end = found.span("of")
            asked = _asked(text[start:end])
            if asked is None:
                continue
            if not asked.body:
                elsewhere = f"{text[:start]}.{text[end:]}"
                return replace(asked, body=_body(elsewhere, ()))
            return asked
    return None


def members_asked(understood: Understanding) -> tuple[tuple[str, ...], ...] | None:
    """The body whose members are asked for, as runs of syllables: "Ban Chỉ đạo … gồm những ai"; else None."""
    text = written_out(understood, _data()["functions"]["short"])
    found = next((m for cue in _data()["asked"]["members"] for m in re.finditer(cue, fold(text))), None)
    return _body(text, (found.span("asks"),)) if found else None


def lists_members(table: Table, body: Sequence[tuple[str, ...]]) -> bool:
    """Whether the table lists persons by name, of the body asked for."""
    headed = any(re.search(r"\bho (?:va )?ten\b|\bdong chi\b", words_of(title)) for title in table.columns)
    return headed and _names(body, around(table))


def asks_of_a_person(folded: str) -> bool:
    """Whether it is asked who someone is, or what function they hold."""
    return any(re.search(cue, folded) for cue in _data()["asked"]["function"])


def name_in(text: str) -> str | None:
    """A person's name that stands in a text typed with its capitals: "Hoàng Đình Khải"."""
    found = _name_pattern().search(text)
    return found.group() if found else None


def is_held(holding: Holding, asked: PersonQuestion) -> bool:
    """Whether this is the function asked for, of the body asked for."""
    words = words_of(holding.function)
    if asked.represented:
        of = around(holding.table) if holding.table is not None else holding.of
        return f" {asked.represented} " in f" {words} " and _names(asked.body, f"{holding.function}\n{of}")
    if not f"{words} ".startswith(f"{asked.function} "):
        return False
    rest = words.removeprefix(asked.function).strip()
    permanent = rest == _PERMANENT or rest.startswith(f"{_PERMANENT} ")
    if asked.permanent and not permanent:
        return False
    rest = rest.removeprefix(_PERMANENT).strip()
    said = {syllable for run in asked.body for syllable in run}
    if any(level in rest.split() and level not in said for level in _data()["functions"]["levels"]):
        return False
    if holding.passage is not None and holding.table is None:
        numbers = [syllable for syllable in said if syllable.isdigit()]
        if not _names([(number,) for number in numbers], holding.passage.text):
            return False  # "Đoàn số 2" is not "Đoàn số 1"
    return _names(asked.body, f"{rest}\n{holding.of}")


def is_of_several(asked: PersonQuestion) -> bool:
    """Whether several persons hold such a function at a time: "Phó …"."""
    return any(asked.function.startswith(word) for word in _data()["functions"]["several"])


def signature_holding(row: DocumentRow) -> Holding | None:
    heading = row.heading
    if not heading.signer or not heading.signer_role:
        return None
    return Holding(heading.signer, heading.signer_role, row.issuer or "", row, None)


def around(table: Table) -> str:
    """What says whose list a table is: its introduction, section path, the title and issuer of its document."""
    intro = table.intro.text if table.intro else ""
    return "\n".join((intro, *table.header.path, table.document.title or "", table.document.issuer or ""))


def table_holdings(table: Table) -> list[Holding]:
    """What each row says of a person: the function in the list, and the position told with the name."""
    issuer = table.document.issuer or ""
    holdings = []
    for row in table.body:
        cells = [
            (title, cell)
            for column, (title, cell) in enumerate(zip(table.columns, row.cells, strict=True))
            if column not in table.counting and cell
        ]
        name, place, position = _named_cell(cells)
        if position:
            holdings.append(Holding(name, position, issuer, table.document, row.passage, table))
        for index, (_, cell) in enumerate(cells):
            if index != place:
                for part in re.split(r"[,;]\s*", cell):
                    whose = issuer if _says_own_body(part) else around(table)
                    holdings.append(Holding(name, part, whose, table.document, row.passage, table))
    return holdings


def item_holdings(passage: Passage, row: DocumentRow) -> list[Holding]:
    """Functions told beside a name: "đồng chí Lê Văn An, Bí thư Tỉnh ủy", "do đồng chí … làm Trưởng đoàn"."""
    beside = "\n".join((passage.text, *passage.path, row.title or "", row.issuer or ""))
    holdings = [
        Holding(found["name"], found["own"], row.issuer or "", row, passage)
        for found in _after_name().finditer(passage.text)
        if found["own"]
    ]
    holdings += [
        Holding(found["name"], found["list"], beside, row, passage)
        for found in _as_what().finditer(passage.text)
    ]
    return holdings


def _says_own_body(part: str) -> bool:
    """Whether a cell names the body of its function itself: "Trưởng Ban Dân vận Tỉnh ủy"."""
    words = words_of(part)
    function = _function_in(words)
    if function is None or not words.startswith(function[0]):
        return False
    rest = words.removeprefix(function[0]).strip().removeprefix(_PERMANENT).strip()
    return bool(re.search(r"\b(?:tinh uy|huyen uy|tinh|huyen|so|uy ban|trung uong)\b", rest))


def _named_cell(cells: Sequence[tuple[str, str]]) -> tuple[str | None, int, str]:
    """The name in a row, the place of its cell, and the position told with it or, without a name, instead of it."""
    for place, (title, cell) in enumerate(cells):
        found = _name_pattern().match(cell)
        if found is None:
            continue
        after = cell[found.end() :].strip()
        if after.startswith((",", "-", "–")):
            return found.group(), place, after.lstrip(",-– ").strip()
        if not after and re.search(r"\b(?:ten|dong chi)\b", words_of(title)):
            return found.group(), place, ""
    for place, (title, cell) in enumerate(cells):
        if re.search(r"\b(?:ten|dong chi|chuc vu|chuc danh)\b", words_of(title)):
            return None, place, cell
    return None, -1, ""


def _asked(text: str) -> PersonQuestion | None:
    """The function and body a clause names; None where it names no function."""
    folded = fold(text)
    function, permanent, represented = "", False, ""
    represents = next(
        (m for cue in _data()["represents"]["words"] for m in re.finditer(rf"\b{cue}\b", folded)), None
    )
    if represents is not None:
        rest = folded[represents.end() :].lstrip()
        bodies = _data()["represents"]["bodies"]
        alias = max((word for word in bodies if rest.startswith(word)), key=len, default=None)
        if alias is None:
            return None
        represented = bodies[alias]
        taken = (represents.start(), folded.index(alias, represents.end()) + len(alias))
    elif (held := _function_in(folded)) is not None:
        function, taken = held
        follows = re.match(rf"\s+{_PERMANENT}\b", folded[taken[1] :])
        permanent = follows is not None
        taken = (taken[0], taken[1] + (follows.end() if follows else 0))
    else:
        return None
    return PersonQuestion(function, permanent, represented, _body(text, (taken,)))


def _body(text: str, taken: Sequence[tuple[int, int]]) -> tuple[tuple[str, ...], ...]:
    """What is left of a clause besides the function and the words that only ask, as runs of syllables."""
    asking = [m.span() for cue in _data()["asked"]["filler"] for m in re.finditer(cue, fold(text))]
    return content_runs(blanked(text, (*taken, *asking)))


def _function_in(folded: str) -> tuple[str, tuple[int, int]] | None:
    """The first function named, in its longest form, and where."""
    found = [
        (m.start(), -len(word), word, m.span())
        for word in _data()["functions"]["words"]
        for m in re.finditer(rf"\b{word}\b", folded)
    ]
    if not found:
        return None
    _, _, word, span = min(found)
    return word, span


def _names(body: Sequence[tuple[str, ...]], text: str) -> bool:
    """Whether a text names the whole body: each syllable, most of them beside their neighbours."""
    said = set(words_of(text).split())
    if any(syllable not in said for run in body for syllable in run):
        return False
    return coverage(concepts_of(body, {}), text, {}) >= _TOGETHER


@cache
def _name_pattern() -> re.Pattern[str]:
    surnames = "|".join(map(re.escape, _data()["names"]["surnames"]))
    return re.compile(rf"(?<!\w)(?:{surnames})(?: {_CAPITAL}){{1,4}}(?!\w)")


@cache
def _after_name() -> re.Pattern[str]:
    title = rf"(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à)\s+(?P<name>{_name_pattern().pattern})"
    return re.compile(rf"{title}\s*[,–-]\s*(?P<own>[A-ZĐÀ-Ỹ][^,;.:()]*)")


@cache
def _as_what() -> re.Pattern[str]:
    title = rf"(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à)\s+(?P<name>{_name_pattern().pattern})"
    return re.compile(rf"{title}(?:,[^,;.:()]*,?)?\s+(?:làm|giữ chức(?: vụ)?|là)\s+(?P<list>[^,;.:()]*)")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("assistant").joinpath("persons.toml").read_text(encoding="utf-8"))

"""A grade of secrecy as a field, or as a column of a register (domain.md §7.2.2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from ingest.document import LineKind
from ingest.gating.line import Seen
from ingest.gating.meanings import COMPANY, GRADES
from ingest.gating.seeing import fold, is_capital, squeezed, words
from ingest.gating.stamps import is_misread

_NAME = r"(?:do|muc do|cap do|cap|dau(?: chi)?(?: do)?|muc|phan loai(?: do)?) (?:bao )?mat"
_FIELD = re.compile(
    rf"^\W*(?:\d+[.)]\s*)?(?:{_NAME}(?: cua (?:van ban|tai lieu|ho so))?)\s*"
    r"(?:(?:[:.…]+|[\-=]+(?=\W*(?:mat|toi mat|tuyet mat|[abcm]|tu?m)\b)|(?=(?:toi |tuyet )?mat\W*$))\s*(.*))?$"
)
_CLASS = re.compile(
    r"^\W*(?:muc do|cap do|bao mat|tinh chat|phan loai|loai|do|classification|security)\s*[:=]"
    r"\W*(?:toi |tuyet )?mat\W*$"
)
_NO_SECRET = re.compile(r"^\W*(?:khong|thuong|binh thuong|khong mat)\b")
_TICKED = re.compile(r"(?:[☒☑✓✔✗✘]|\[[xX]\])\W{0,3}(?:toi |tuyet )?mat\b|\bmat\W{0,3}(?:[☒☑✓✔✗✘]|\[[xX]\])")

_HEADER = re.compile(rf"(?:{_NAME})(?: (?:cua )?(?:van ban|tai lieu|ho so))?")
_REGISTER = re.compile(
    r"trich yeu|ky hieu|ten (?:van ban|tai lieu|loai)|noi dung|ngay (?:thang|ban hanh)|tac gia"
)
_CODES = frozenset({"m", "tm", "tum", "a", "b", "c"})
_PAPERS = re.compile(r"van ban|tai lieu")  # a column of counts is headed «VĂN BẢN MẬT»
_COPY = re.compile(r"\W*bản số", re.IGNORECASE)
_TICK = re.compile(r"\W*(?:[xX✓✔☒☑+●])\W*")
_COUNT = re.compile(r"\W*(?:\d[\d.,]*(?:\s+[^\W\d]+){0,3})?\W*")

_LONGEST = 16  # words


def is_field(seen: Seen) -> bool:
    """«Độ mật: Tối mật», «Mức độ mật: A», a ticked grade; "Độ mật: không" is none."""
    if len(words(seen.text)) > _LONGEST:
        return False
    if _CLASS.match(seen.folded) or _TICKED.search(seen.folded):
        return True
    field = _FIELD.match(seen.folded)
    if field is None:
        return False
    value = (field[1] or "").strip(" .…_-|")
    if value:
        return _NO_SECRET.match(value) is None
    return seen.in_zone and (seen.text.isupper() or not seen.text.strip()[-1].isalpha())


def registers_secret(lines: Sequence[Seen]) -> bool:
    """Whether a row of any table gives its paper a grade; a table that counts papers by grade does not."""
    for is_row, group in groupby(lines, key=_is_row):
        if is_row and _is_register([_cells(seen.text) for seen in group]):
            return True
    return False


def _is_row(seen: Seen) -> bool:
    return seen.kind is LineKind.TABLE_ROW or "|" in seen.text or "\t" in seen.text


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"[|\t]", text)]


def _is_register(rows: Sequence[list[str]]) -> bool:
    graded: set[int] = set()  # columns headed «Độ mật»
    choices: set[int] = set()  # columns headed by the grades themselves
    lists_papers = False
    found: list[tuple[list[str], int]] = []
    for row in rows:
        plain = [" ".join(words(fold(cell.lower()))) for cell in row]
        heads = {order for order, cell in enumerate(plain) if _HEADER.fullmatch(cell)}
        grades = [order for order, cell in enumerate(row) if _is_grade(cell)]
        several = len({squeezed(row[order]) for order in grades}) > 1
        lists_papers |= any(_REGISTER.search(cell) for cell in plain)
        if heads and len(grades) == 1:
            return True  # "Độ mật | Mật": a field drawn as a table
        if heads or several:
            graded, choices = heads, set(grades) if several else set()
            continue
        under = {order for order in graded if order < len(row)}
        if any(squeezed(row[order]) in _CODES for order in under):
            return True
        if any(order < len(row) and _TICK.fullmatch(row[order]) for order in choices):
            return True
        found += [(row, order) for order in {*grades, *(o for o in under if squeezed(row[o]) in GRADES)}]
    return bool(found) and (lists_papers or not _is_tally(found))


def _is_grade(cell: str) -> bool:
    """A cell that holds a grade and nothing else."""
    cell = _COPY.split(cell)[0]
    plain = squeezed(cell)
    if plain not in GRADES and is_capital(cell) and not _PAPERS.search(folded := fold(cell.lower())):
        plain = squeezed(COMPANY.sub(" ", folded))
    if plain not in GRADES:
        return is_capital(cell) and is_misread(cell)
    return next(filter(str.isalpha, cell)).isupper() and (
        "ậ" in cell.lower() or plain != "mat" or is_capital(cell)
    )


def _counts(row: Sequence[str], but: set[int]) -> bool:
    return all(_COUNT.fullmatch(cell) for order, cell in enumerate(row) if order not in but)


def _is_tally(found: Sequence[tuple[list[str], int]]) -> bool:
    """Each grade once, in one column, with nothing but counts beside it: statistics, or terms of protection."""
    grades = [squeezed(row[order]) for row, order in found]
    return (
        len(set(grades)) == len(grades) > 1
        and len({order for _, order in found}) == 1
        and all(_counts(row, {order}) for row, order in found)
    )

"""How facts are matched: text in, a canonical form out in which equal facts are written equally.

Case and (unless kept) diacritics go; dates become ``10/3/2024`` however they were written; numbers lose
leading zeros and thousands dots; spaces, quotes and footnote marks do not count. :func:`stands_in` then looks
for one canonical form in another without taking a part of a number or a date for the whole.
"""

from __future__ import annotations

import re

from ingest.vietnamese.text import fold, marks_optional, match_copy

_SUPERSCRIPTS = dict.fromkeys(map(ord, "¹²³⁰⁴⁵⁶⁷⁸⁹"), " ")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_DAY, _MONTH, _YEAR, _QUARTER = (marks_optional(word) for word in ("ngày", "tháng", "năm", "quý"))
_OF_YEAR = rf"\s*(?:,?\s*{_YEAR}\s*|/\s*)(\d{{4}})(?!\d)"

# In this order: a later rule sees what the earlier ones wrote.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=\d)\s*/\s*(?=\d)"), "/"),
    (re.compile(r"(?<![\d/-])(\d{4})-(\d\d)-(\d\d)(?!\d)"), r"\3/\2/\1"),
    (re.compile(rf"(?<![\d/])(\d{{1,2}})\s*{_MONTH}\s*(\d{{1,2}}){_OF_YEAR}"), r"\1/\2/\3"),
    (re.compile(rf"({_DAY})\s*(\d{{1,2}})\s*{_MONTH}\s*(\d{{1,2}})(?![\d/])"), r"\1 \2/\3"),
    (re.compile(rf"({_MONTH}|{_QUARTER})\s*(\d{{1,2}}|i{{1,3}}v?|iv){_OF_YEAR}"), r"\1 \2/\3"),
    (re.compile(r"(?<![\d.-])(\d{1,2})([-.])(\d{1,2})\2(\d{4})(?!\d|[.-]\d)"), r"\1/\3/\4"),
    (re.compile(r"(?<![\d.,/])(\d{1,3}(?:\.\d{3})+)(?!\d|[.]\d)"), "thousands"),
    (re.compile(r"(?<![\w.,])0+(?=\d)"), ""),
    (re.compile(r"(?<=/)0+(?=\d)"), ""),
    (re.compile(r"(?<=\d)\s*-\s*(?=[^\W\d_]{1,8}\s*/\s*[^\W_])"), "-"),  # 374- TB/TU
    (re.compile(r"(?<=\d)\s*(?:đồng|dong|đ|d|vnđ|vnd)(?!\w)"), " dong"),
    (re.compile(r"(?<=\d)\s+%"), "%"),
    (re.compile(r"[^\w/.,%&+-]"), " "),
    (re.compile(r"(?<!\d)[.,]|[.,](?!\d)"), " "),
    (re.compile(r"(?<!\w)[-/]|[-/](?!\w)"), " "),
    (re.compile(r"\s+"), " "),
)
_ROMAN_QUARTER = re.compile(rf"({_QUARTER}) (iv|i{{1,3}})(?!\w)")

# A date as canonical text writes it; "6/8" may as well be six of eight and is none.
_DATE = re.compile(r"(?<![\d/])(?:\d{1,2}/\d{1,2}/\d{4}|(?:1[0-2]|[1-9])/(?:19|20)\d\d)(?![\d/])")
_WHOLE_NUMBER = re.compile(r"\d+")
_A_YEAR = re.compile(r"(?:19|20)\d\d")


def canonical(text: str, *, keep_marks: bool = False) -> str:
    """The form facts are compared in."""
    text = match_copy(text).text.translate(_SUPERSCRIPTS)
    text = text.lower() if keep_marks else fold(text)
    for pattern, replacement in _RULES:
        if replacement == "thousands":
            text = pattern.sub(lambda found: found[1].replace(".", ""), text)
        else:
            text = pattern.sub(replacement, text)
    return _ROMAN_QUARTER.sub(lambda found: f"{found[1]} {_ROMAN[found[2]]}", text).strip()


def stands_in(wanted: str, text: str) -> bool:
    """Whether canonical ``wanted`` stands in canonical ``text`` as itself.

    "5" stands in "5 xã" and in "5/14", not in "15", "5,2", "5/3/2024" or "5-kh/tu"; "10/3" stands in
    "10/3/2024", "3/2024" does not.
    """
    if not wanted:
        return False
    found = re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", text)
    return any(_is_whole(wanted, text, match.start(), match.end()) for match in found)


def _is_whole(wanted: str, text: str, start: int, end: int) -> bool:
    before, after = text[:start], text[end:]
    if wanted[0].isdigit() and re.search(r"\d[.,]$", before):
        return False
    if wanted[-1].isdigit() and re.match(r"[.,]\d", after):
        return False
    if _WHOLE_NUMBER.fullmatch(wanted):
        if re.match(r"[-/][^\W\d_]", after):  # the serial of a document number
            return False
        day = re.search(r"\bng[aà]y (?P<day>\d{1,2}/)?$", before)
        if day and (re.match(r"/\d", after) or (day["day"] and not after)):
            return False
    return all(
        _may_be_part(wanted, text, start, end, date.start(), date.end()) for date in _DATE.finditer(text)
    )


def _may_be_part(wanted: str, text: str, start: int, end: int, first: int, last: int) -> bool:
    """Whether the range may overlap the date [first, last) as it does."""
    if end <= first or last <= start or (start <= first and last <= end):
        return True
    part = text[max(start, first) : min(end, last)]
    if start <= first:  # "10/3" of 10/3/2024, "tháng 3" of tháng 3/2024; never the bare "10"
        return "/" in part or start < first
    return end == last and _A_YEAR.fullmatch(part) is not None and part == wanted


def words(text: str) -> list[str]:
    """The words of a canonical text."""
    return text.split()


def coverage(wanted: str, text: str) -> float:
    """The share of the word pairs of canonical ``wanted`` that canonical ``text`` holds; 1 when it holds it whole."""
    if stands_in(wanted, text):
        return 1.0
    pairs = set(zip(words(wanted), words(wanted)[1:], strict=False))
    if not pairs:
        return 0.0
    return len(pairs & set(zip(words(text), words(text)[1:], strict=False))) / len(pairs)

"""Labels that open a section or item: A-, Phần, Chương, I., Điều, 1., 1.1, a), -, + (domain.md §2.3).

In: a paragraph's match copy. Out: its label, by form alone; whether it is believed depends on its neighbours
(see structure.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from ingest.parsing.markup import clean
from ingest.parsing.structure.cutting import LOWER


class Rank(IntEnum):
    """Order of nesting: a section closes all sections of its rank and below."""

    ATTACHED = -2  # a document printed behind the signature of the one that issues it
    APPENDIX = -1  # Phụ lục, Biểu số, Mẫu số
    PART = 0
    CHAPTER = 1
    SECTION = 2  # Mục
    LETTER = 3  # A-
    ROMAN = 4
    PLAIN = 5  # a heading without a label, run-in or on its own line
    ARTICLE = 6  # Điều
    NUMBER = 7
    NUMBER_2 = 8  # 1.1
    NUMBER_3 = 9  # 1.1.1
    POINT = 10  # a)
    SUBPOINT = 11  # a.1)
    DASH = 12
    PLUS = 13
    STAR = 14


# Level as drafters count it (domain.md §2.3): 0 part, 1 roman, 2 number, 3 letter, 4 dash, 5 plus.
LEVELS = {
    Rank.ATTACHED: 0, Rank.APPENDIX: 0,
    Rank.PART: 0, Rank.CHAPTER: 0, Rank.SECTION: 1, Rank.LETTER: 0, Rank.ROMAN: 1, Rank.PLAIN: 2, Rank.ARTICLE: 1,
    Rank.NUMBER: 2, Rank.NUMBER_2: 3, Rank.NUMBER_3: 3, Rank.POINT: 3, Rank.SUBPOINT: 4, Rank.DASH: 4,
    Rank.PLUS: 5, Rank.STAR: 5,
}  # fmt: skip
BULLETS = frozenset({Rank.DASH, Rank.PLUS, Rank.STAR})

_ORDER = "abcdđeghiklmnopqrstuvxy"
_NOTE = r"(?:\[{1,2}\d+\]{1,2}|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)?"
_LEAD = r"(?:#{1,6}\s+)?(?:[*_]{1,3}(?=[^\s*_]))?"
_APPENDIX_NUMBER = r"(?:(?:số|SỐ)\s*:?\s*)?(?:[IVX]+|\d{1,3}[A-Za-z]?|[A-Z])(?:[/.-]\w{1,8})*(?!\w)"
_FORMS: tuple[tuple[Rank, re.Pattern[str]], ...] = tuple(
    (rank, re.compile(_LEAD + pattern))
    for rank, pattern in (
        (
            Rank.APPENDIX,
            (
                rf"(?P<l>(?:Phụ [Ll]ục|PHỤ LỤC)(?:\s+{_APPENDIX_NUMBER})?|"
                rf"(?:Phụ biểu|PHỤ BIỂU|Biểu(?: mẫu)?|BIỂU(?: MẪU)?|Mẫu(?: biểu)?|MẪU(?: BIỂU)?)\s+{_APPENDIX_NUMBER})"
                r"(?=\s*(?:$|[:.\-(]|[^\W\d_" + LOWER + r"]))[.:\-]?\s*"
            ),
        ),
        (
            Rank.PART,
            r"(?P<l>(?:Phần|PHẦN)\s+(?:(?:thứ|THỨ)\s+\w+|[IVX]+|\d+))[.:]?\s*",
        ),
        (Rank.CHAPTER, r"(?P<l>(?:Chương|CHƯƠNG)\s+(?:[IVX]+|\d+)[a-z]?)\b[.:\-]?" + _NOTE + r"\s*"),
        (
            Rank.SECTION,
            r"(?P<l>(?:Mục|MỤC|Tiểu mục)\s+(?:[IVX]+|\d+)[a-z]?)\b(?=\s*(?:$|[.:\-\[]|[A-ZĐÂĂÊÔƠƯÁÀẢÃẠỦỰỨÝ]))[.:\-]?"
            + _NOTE
            + r"\s*",
        ),
        (
            Rank.ARTICLE,
            r"(?P<l>(?:Điều|ĐIỀU)\s+\d{1,3}[a-zđ]?)\s*(?:[.:]|"
            + _NOTE
            + r"\s*$|\[)"
            + r"[\d\]]*[.:]?"
            + _NOTE
            + r"\s*",
        ),
        (Rank.ROMAN, r"(?P<l>[IVX]{1,5})\s*[.\-/):]\s*" + _NOTE + r"(?=[^\W\d_]|[“\"*(]|$|\s)\s*"),
        (Rank.LETTER, r"(?P<l>[A-H])\s*[.\-/)]\s*(?=[A-ZĐÁÀẢÃẠÂĂÊÔƠƯẤỦỨỰÝ][^\W\d_])"),
        (Rank.NUMBER_3, r"(?P<l>\d{1,2}\.\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)[.\-):]?\s+(?=[^\W\d_]|[“\"*])"),
        (Rank.NUMBER_2, r"(?P<l>\d{1,2}\.\d{1,2})(?:[.\-):]?\s+(?=[^\W\d_]|[“\"*])|[.)]\s*$)"),
        (
            Rank.NUMBER,
            r"(?P<l>\d{1,3}[a-zđ]?)\s*(?:[.):]|-(?=\s|[^\W\d_])|/(?=\s))"
            + _NOTE
            + r"(?:\s+(?!\d)|(?=[^\W\d_*“\"])|\s*$)",
        ),
        (Rank.SUBPOINT, r"(?P<l>[a-zđ]\.\d{1,2})[.)]\s*"),
        (Rank.POINT, r"(?P<l>[a-zđ]\d?)\)" + _NOTE + r"\s*"),
        (Rank.POINT, r"(?P<l>[a-e])[.\-/]\s+(?=[^\W\d_])"),
        (Rank.PLUS, r"(?P<l>\+)\s*(?=[^\s+])"),
    )
)
_DASH = re.compile(r"(?P<l>-)(?![-\s]*$)\s*(?=[^\s\-])")
_STAR = re.compile(r"(?P<l>[•●▪◦○■□*–])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Label:
    """A label by its form. ``end`` is where the text after it starts; ``value`` its place in a sequence."""

    rank: Rank
    text: str  # "I", "1", "a", "Điều 5", "-"
    printed: str  # "I.", "1.", "a)", "Điều 5.", "-"
    start: int
    end: int
    value: int


def read_label(text: str) -> Label | None:
    """The label a paragraph starts with, or None."""
    if not text:
        return None
    found = _DASH.match(text)
    if found:
        return _label(Rank.DASH, text, found)
    found = _STAR.match(text)
    if found:
        return _label(Rank.STAR, text, found)
    for rank, form in _FORMS:
        found = form.match(text)
        if found:
            return _label(rank, text, found)
    return None


def _label(rank: Rank, text: str, found: re.Match[str]) -> Label:
    word = found.group("l")
    printed = (
        re.sub(r"(?:\[{1,2}\d*\]{0,2}|[¹²³⁴⁵⁶⁷⁸⁹⁰]+).*$", "", text[found.start("l") : found.end()].rstrip())
        or word
    )
    return Label(rank, word, printed.strip(), found.start("l"), found.end(), _value(rank, word))


def _value(rank: Rank, word: str) -> int:
    if rank is Rank.ROMAN:
        return _roman(word)
    if rank is Rank.LETTER:
        return ord(word) - ord("A") + 1
    if rank is Rank.POINT:
        return _ORDER.find(word[0]) + 1
    digits = re.findall(r"\d+", word)
    if digits:
        return int(digits[-1])
    roman = re.search(r"\b[IVX]+$", word)
    return _roman(roman.group()) if roman else 0


def _roman(word: str) -> int:
    values = {"I": 1, "V": 5, "X": 10}
    total = 0
    for here, after in zip(word, word[1:] + " ", strict=True):
        value = values[here]
        total += -value if value < values.get(after, 0) else value
    return total


def title_of(joined: str, label: Label) -> str:
    """The words of a heading less its label, blanks, and the emphasis marks a machine left around them."""
    at = joined.find(label.printed) if label.printed else -1  # markdown may stand before it
    cleaned = clean(joined[at + len(label.printed) :] if at >= 0 else joined).strip()
    while len(cleaned) > 1 and cleaned[0] in "*_" and cleaned[-1] in "*_":
        cleaned = cleaned[1:-1].strip()
    if cleaned.endswith("**") and "**" not in cleaned[:-2]:
        cleaned = cleaned[:-2].strip()
    return cleaned


class Numbering:
    """Which numbers have been seen, so that a stray number at a line start is not taken for a label."""

    def __init__(self) -> None:
        self._last: dict[tuple[int | None, Rank], int] = {}

    def restart(self) -> None:
        self._last.clear()

    def fits(self, label: Label, parent: int | None) -> bool:
        """Whether ``label`` has its place in the sequence below section ``parent``; if so it is remembered."""
        unnumbered = label.rank in BULLETS or label.rank in (
            Rank.APPENDIX,
            Rank.PART,
            Rank.CHAPTER,
            Rank.SECTION,
            Rank.ARTICLE,
        )
        if unnumbered or (label.rank in (Rank.POINT, Rank.SUBPOINT) and label.printed.endswith(")")):
            return True
        last = self._last.get((parent, label.rank))
        if last is None:
            fits = label.value == 1 or label.value == self._last.get((_ANYWHERE, label.rank), -1) + 1
            fits = fits or (label.rank is Rank.NUMBER and label.value <= _FIRST_AT_MOST)
            fits = fits or (label.rank is Rank.ROMAN and label.value <= 12 and label.text != "X")
            fits = fits or label.rank in (Rank.NUMBER_2, Rank.NUMBER_3)
        else:
            fits = label.value in (1, last) or 0 < label.value - last <= _MISSED or label.text[-1:].isalpha()
        if fits:
            self._last[parent, label.rank] = self._last[_ANYWHERE, label.rank] = label.value
        return fits


_ANYWHERE = -1  # numbers may run on from one section to the next
_FIRST_AT_MOST = 20  # a list may start in the middle: a page lost, a quoted part
_MISSED = 3  # numbers a machine may have failed to read

"""Vietnamese text: the match copy with its way back to the original, folding, marks.

The stored text is never changed. Rules are matched on a *match copy* (domain: number grammar and
text hazards): NFC, Vietnamese look-alike letters, dashes and spaces made equal, zero-width characters
dropped, and tone marks put in one place (hoà → hòa, uỷ → ủy). Every character of the copy knows where
it came from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.document import Span

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63"
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
# U+00AD is dropped too: a legacy text, where it stands for ư, is converted before it is stored.
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"

# One character to one character, so offsets survive. U+00D0/U+00F0 are Icelandic letters that
# Windows-1258 texts show for Đ/đ; U+0189/U+0256 are African ones typed for them.
_ONE_TO_ONE: dict[int, str] = {
    **{ord(c): "-" for c in _DASHES},
    **{ord(c): " " for c in _SPACES},
    0x00D0: "Đ",
    0x00F0: "đ",
    0x0189: "Đ",
    0x0256: "đ",
    **{0xFF01 + i: chr(0x21 + i) for i in range(0x5E)},  # full-width ASCII, digits among it
}

_MARKS: dict[int, str | None] = dict.fromkeys(range(0x0300, 0x0370))
_STRIP = _MARKS | {ord(c): "d" for c in "đðɖ"} | {ord(c): "D" for c in "ĐÐƉ"}
_TONES = "\u0300\u0301\u0303\u0309\u0323"

_NEW_STYLE = {
    unicodedata.normalize("NFC", first + second + tone): unicodedata.normalize("NFC", first + tone + second)
    for first, second in ("oa", "oe", "uy", "Oa", "Oe", "Uy", "OA", "OE", "UY", "oA", "oE", "uY")
    for tone in _TONES
}
# Only an open syllable moves its mark (hoà, not hoàn), and the u of qu is part of the consonant (quý).
_NEW_STYLE_RE = re.compile(r"(?<![qQ])(?:" + "|".join(_NEW_STYLE) + r")(?!\w)")
_CLUSTER = re.compile("[\\s\\S][\u0300-\u036f]*")
_SPECIAL = re.compile("[" + "".join(map(chr, _ONE_TO_ONE)) + _INVISIBLE + "]")
_DROP = frozenset(_INVISIBLE)


@dataclass(frozen=True, slots=True)
class MatchCopy:
    """A copy to match on. ``offsets[i]`` is the index in the original of copy character ``i``; one more
    entry at the end holds the original's length, so ``len(offsets) == len(text) + 1``.
    """

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The range of the original that copy range ``[start, end)`` came from."""
        return Span(self.offsets[start], self.offsets[end])


@lru_cache(
    maxsize=4_096
)  # each line is looked at by the heading, the outline, the passages and the references
def match_copy(text: str) -> MatchCopy:
    """The copy rules are matched on. Case is kept; use ``fold`` or IGNORECASE for the rest."""
    if unicodedata.is_normalized("NFC", text) and not _SPECIAL.search(text):
        return MatchCopy(tone_placed(text), tuple(range(len(text) + 1)))
    parts: list[str] = []
    offsets: list[int] = []
    for start, piece in _clusters(text):
        composed = unicodedata.normalize("NFC", piece).translate(_ONE_TO_ONE)
        parts.append(composed)
        offsets.extend([start] * len(composed))
    offsets.append(len(text))
    return MatchCopy(tone_placed("".join(parts)), tuple(offsets))


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """Base letter with its combining marks, and where it starts; invisible characters left out."""
    for found in _CLUSTER.finditer(text):
        piece = found.group()
        if piece[0] in _DROP:
            piece = piece[1:]
        if piece:
            yield found.start(), piece


def tone_placed(text: str) -> str:
    """NFC text with tone marks in the old place (hòa, ủy), length unchanged."""
    return _NEW_STYLE_RE.sub(lambda found: _NEW_STYLE[found.group()], text)


def strip_marks(text: str) -> str:
    """Text without Vietnamese marks, case kept: «Tỉnh ủy» → «Tinh uy»."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).translate(_STRIP))


def fold(text: str) -> str:
    """Lower-case text without marks, đ→d. The length may change (NFD input, «İ»)."""
    if text.isascii():
        return text.lower()
    return strip_marks(strip_marks(text).lower())


def is_unmarked(text: str) -> bool:
    """Whether the text has letters and none of them is a Vietnamese one with a mark (or đ)."""
    return strip_marks(text) == unicodedata.normalize("NFC", text) and any(c.isalpha() for c in text)


@lru_cache(maxsize=512)
def _loose_class(letter: str) -> str:
    """A class of the letter, the letter without its tone, and the bare letter: ầ → [ầâa]."""
    decomposed = unicodedata.normalize("NFD", letter)
    toneless = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
    forms = dict.fromkeys((letter, toneless, strip_marks(letter)))
    return "[" + "".join(forms) + "]" if len(forms) > 1 else letter


def marks_optional(pattern: str) -> str:
    """A regular expression in which every marked Vietnamese letter may also stand without its marks.

    «tháng» also matches "thang" but not "thắng": a mark that is typed must be the right one. The
    pattern must not hold marked letters inside a character class.
    """
    return "".join(c if c.isascii() else _loose_class(c) for c in pattern)

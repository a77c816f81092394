"""What the gate looks at: copies of a text with disguises taken off. The text itself is never changed.

Kept apart from ``ingest.vietnamese``: the gate leans on no other code that may change under it.
"""

from __future__ import annotations

import html
import re
import unicodedata

WORDS = re.compile(r"[^\W_]+")

# Letters of other scripts that look like the ones a stamp is made of (domain.md §6.1).
_LOOK_ALIKES = str.maketrans(
    "МАТОІУЕСВНмаоеуісΜΑΤΟΙтҮΥΕꓟꓮꓔꓳꓲꓴꓬꓰᎷᎪᎢᎬᴍᴀᴛᴏɪᴜʏᴇɑıⲘⲀⲦⲞⲒ",
    "MATOIYECBHmaoeyicMATOItYYEMATOIUYEMATEMATOIUYEaiMATOI",
)
TAGS = re.compile(r"<[^<>]{1,60}>")
# Characters that print nothing: format controls, joiners, variation selectors, fillers.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
_BLANKS = str.maketrans({"\u2800": " ", "\u1680": " "})
# Combining marks that no Vietnamese letter has (a struck or underlined stamp).
_FOREIGN_MARKS = re.compile(
    "[\u0304\u0305\u0307\u0308\u030a-\u031a\u031c-\u0322\u0324-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)

_MARKS = re.compile("[\u0300-\u036f]")
# Ordinary Vietnamese text, already composed: nothing to take off.
_ORDINARY = re.compile("[\\t -~À-ÖØ-öø-ÿĂăĐđĨĩŨũƠơƯưẠ-ỹ–—‘’“”«»]*")


def clean(text: str) -> str:
    """Compatibility forms and look-alike letters resolved, tags and unseen characters gone, NFC."""
    if "<" in text:
        text = TAGS.sub(" ", text)
    if "&" in text:
        text = html.unescape(text)
    if _ORDINARY.fullmatch(text):
        return text
    text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text).translate(_BLANKS)).translate(_LOOK_ALIKES)
    return unicodedata.normalize("NFC", _FOREIGN_MARKS.sub("", unicodedata.normalize("NFD", text)))


def fold(text: str) -> str:
    """Without Vietnamese marks."""
    if text.isascii():
        return text
    return _MARKS.sub("", unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D")))


def words(text: str) -> list[str]:
    """Runs of letters and digits."""
    return WORDS.findall(text)


def squeezed(text: str) -> str:
    """Its letters and digits alone, folded and small: "T Ố I – M Ậ T." → "toimat"."""
    return fold("".join(WORDS.findall(text)).lower())


def is_capital(text: str) -> bool:
    """Whether no letter of it is small."""
    return text.upper() == text

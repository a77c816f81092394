"""The written Vietnamese syllable: which letters make one, and where its tone stands.

The parts (onsets, rhymes) are data (syllables.toml); the rules of which onset may stand before which rhyme
are those of the orthography of quốc ngữ as taught.
"""

from __future__ import annotations

import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files

from ingest.vietnamese.text import fold, tone_placed

DATA: dict[str, list[str]] = tomllib.loads(
    files(__package__).joinpath("syllables.toml").read_text(encoding="utf-8")
)
ONSETS = tuple(sorted(DATA["onsets"], key=len, reverse=True))
RHYMES = frozenset(DATA["rhymes"])
TONES = "\u0301\u0300\u0309\u0303\u0323"  # sắc huyền hỏi ngã nặng
STOPS = ("c", "ch", "p", "t")
STOP_TONES = (TONES[0], TONES[4])
VOWELS = "aăâeêioôơuưy"
_LONGEST = 12  # «nghiêng» is seven letters, with its marks apart nine


def is_syllable(word: str) -> bool:
    """Whether the word, marks aside, can be a Vietnamese syllable: "thoại", "thoai", "nghi"."""
    return fold(word) in _folded_syllables()


@lru_cache(maxsize=1)
def _folded_syllables() -> frozenset[str]:
    return frozenset(fold(onset + rhyme) for onset in ONSETS for rhyme in RHYMES if goes(onset, rhyme))


def goes(onset: str, rhyme: str) -> bool:
    """Whether the onset may be written before the rhyme."""
    first = rhyme[0]
    if rhyme in ("ych", "ynh", "yt"):
        return onset == "qu"
    match onset:
        case "":
            return not rhyme.startswith("iê")
        case "k":
            return first in "eêiy" and not rhyme.startswith("yê")
        case "gh" | "ngh":
            return first in "eêi"
        case "g":
            return first not in "eêiy" or rhyme in ("i", "in") or rhyme.startswith("iê")
        case "gi":
            return first not in "iy"
        case "c" | "ng":
            return first not in "eêiy" and (
                onset != "c" or rhyme[:2] not in ("oa", "oă", "oe", "uy", "uê", "uâ")
            )
        case "qu":
            return first not in "oưu" and not rhyme.startswith("iê")
        case _:
            return not rhyme.startswith("yê") and (first != "y" or onset in ("h", "l", "m", "s", "t", "v"))


def is_written(word: str) -> bool:
    """Whether the word with the very marks it has is a written syllable, tone in the old place or the new.

    «hoà», «hòa», «NGHỊ» are; «cơng», «phịng», «thuât» (a final stop has sắc or nặng) are not.
    """
    return len(word) <= _LONGEST and _is_written(word)


@lru_cache(maxsize=20_000)
def _is_written(word: str) -> bool:
    placed = tone_placed(unicodedata.normalize("NFC", word).lower())
    letters = unicodedata.normalize("NFD", placed)
    tones = [mark for mark in letters if mark in TONES]
    if len(tones) > 1:
        return False
    tone = "".join(tones)
    toneless = unicodedata.normalize("NFC", letters.replace(tone, "")) if tone else placed
    return any(
        onset + toned(rhyme, tone) == placed and (not rhyme.endswith(STOPS) or tone in STOP_TONES)
        for onset, rhyme in _toneless_syllables().get(toneless, ())
    )


@lru_cache(maxsize=1)
def _toneless_syllables() -> dict[str, list[tuple[str, str]]]:
    """Toneless syllable → its onset and rhyme; «gin» and a few more can be cut in two ways."""
    found: dict[str, list[tuple[str, str]]] = {}
    for onset in ONSETS:
        for rhyme in RHYMES:
            if goes(onset, rhyme):
                found.setdefault(onset + rhyme, []).append((onset, rhyme))
    return found


def toned(rhyme: str, tone: str) -> str:
    """The rhyme with a combining tone mark on the letter that bears it, old style (òa, úy)."""
    if not tone:
        return rhyme
    vowels = [at for at, letter in enumerate(rhyme) if letter in VOWELS]
    marked = [at for at in vowels if not rhyme[at].isascii()]
    closed = rhyme[-1] not in VOWELS
    if marked:
        at = marked[-1]
    elif len(vowels) == 1 or (len(vowels) == 2 and not closed):
        at = vowels[0]
    else:
        at = vowels[1]
    return tone_placed(unicodedata.normalize("NFC", rhyme[: at + 1] + tone + rhyme[at + 1 :]))

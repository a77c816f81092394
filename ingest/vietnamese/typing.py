"""What people type: Telex and VNI keys that stayed in a question, and short spellings, read as what was meant.

"ddoois thoaij", "d9o61i thoa5i" → «đối thoại». A word is decoded only if as typed it is no Vietnamese syllable
and decoded it is one. Source: domain description, Telex and VNI residue; the syllable and the words left
alone are data (syllables.toml).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from importlib.resources import files

from ingest.vietnamese.abbreviations import is_abbreviation
from ingest.vietnamese.syllables import (
    DATA,
    ONSETS,
    RHYMES,
    STOP_TONES,
    STOPS,
    TONES,
    VOWELS,
    goes,
    is_syllable,
    toned,
)
from ingest.vietnamese.text import fold, strip_marks

_LEFT_ALONE = frozenset(DATA["loan"]) | frozenset(DATA["foreign"])
_EITHER = frozenset(DATA["either"])
_NUMBERED = frozenset(DATA["numbered"])
_COUNTED_ON = frozenset(DATA["counted_on"])
_AFTER_NUMBERED = frozenset(DATA["after"])

_TELEX_TONES = dict(zip("sfrxj", TONES, strict=True))
_VNI_TONES = dict(zip("12345", TONES, strict=True))
_HATS = {"a": "â", "e": "ê", "o": "ô"}
_HORNS = {"u": "ư", "o": "ơ"}

_WORD = re.compile(r"[^\W_]+")
# An address, a file name or a document number is no place for words.
_NO_WORDS = re.compile(
    r"\S*(?:@|://|_|\w\.[a-z]{2,4}(?!\w))\S*|(?<!\S)\d+[^\W_]*[ \t]?[-/]\S*", re.IGNORECASE
)
_CODE = re.compile(r"(?<![^\W_])[a-z]*dd[a-z]*(?![^\W_])|(?<=[-/])[a-z]*d9[a-z]*(?![^\W_])", re.IGNORECASE)
_SHORT_CODE = 4  # capitals up to this length amid small letters are a code (ASEAN is no syllable anyway)


class _Sure(Enum):
    """How sure a reading is: certain alone, or only beside other residue."""

    CERTAIN = 1
    VNI = 2  # certain, and of VNI keys
    WEAK = 3  # digits only at the end: "doi1" may be a name and a number
    NUMBER = 4  # "thang3": the digit is a number, unless one follows
    FOREIGN = 5


@dataclass(frozen=True, slots=True)
class _Reading:
    """One word of a question read as a syllable, at ``[start, end)``."""

    start: int
    end: int
    typed: str
    syllable: str
    sure: _Sure


_SHORTHAND: dict[str, str] = tomllib.loads(
    files(__package__).joinpath("shorthand.toml").read_text(encoding="utf-8")
)["words"]
_SHORT = re.compile(
    r"(?<![\w/.\-])(?:"
    + "|".join(short.replace(" ", r"[ \t.]{1,2}") for short in sorted(_SHORTHAND, key=len, reverse=True))
    + r")(?![\w/\-]|[.]\w)"
)


def as_meant(text: str) -> str:
    """The question to read: residue decoded («ddoois» → «đối») and short spellings written out («kq» → «kết quả»).

    A question typed without marks but for a few words stays unmarked, since marks in it would say that its
    other words mean what they show («can» is not «cần» beside marked words).
    """
    meant = _written_out(decoded(text))
    if not text.isascii():
        return meant
    words = [word for word in _WORD.findall(meant) if word.isalpha()]
    return meant if sum(not word.isascii() for word in words) > len(words) / 2 else strip_marks(meant)


def _written_out(text: str) -> str:
    folded = fold(text)
    if len(folded) != len(text):
        return text
    parts: list[str] = []
    done = 0
    for found in _SHORT.finditer(folded):
        typed = text[found.start() : found.end()]
        long = _SHORTHAND[" ".join(found.group().replace(".", " ").split())]
        parts += [text[done : found.start()], long if typed.isupper() else _cased(long, typed)]
        done = found.end()
    return "".join([*parts, text[done:]])


def decoded(text: str) -> str:
    """The text with Telex and VNI residue replaced by the syllables meant; all else as it was.

    Left alone: what is a syllable already, abbreviations, numbers, addresses, foreign words. A single digit
    after a syllable ("noi2") is a tone only where two different words show it or keys inside a word do.
    """
    text = _CODE.sub(_code_read, text)
    skipped = [found.span() for found in _NO_WORDS.finditer(text)]
    shouted = text.isupper()
    readings = [
        reading
        for found in _WORD.finditer(text)
        if not any(start < found.end() and found.start() < end for start, end in skipped)
        and (reading := _reading(found, shouted=shouted)) is not None
    ]
    weak = {
        letters for r in readings if r.sure is _Sure.WEAK and (letters := _letters(r.typed)) not in _NUMBERED
    }
    in_vni = len(weak) > 1 or any(r.sure is _Sure.VNI for r in readings)
    in_keys = in_vni or any(r.sure is _Sure.CERTAIN for r in readings)
    parts: list[str] = []
    done = 0
    for reading in readings:
        if reading.sure is _Sure.FOREIGN and not in_keys:
            continue
        if reading.sure is _Sure.WEAK and not in_vni:
            continue
        if reading.sure is _Sure.NUMBER and not (in_vni and _is_numbered(text[reading.end :])):
            continue
        parts += [text[done : reading.start], _cased(reading.syllable, reading.typed)]
        done = reading.end
    return "".join([*parts, text[done:]])


def _code_read(found: re.Match[str]) -> str:
    """A code with its đ: "hddnd" → "hđnd", "118-qd9/tu" → "118-qđ/tu"; "qd9" alone is a number."""
    typed = found.group()
    code = re.sub("dd" if "dd" in typed.lower() else "d9", "đ", typed, flags=re.IGNORECASE)
    if not is_abbreviation(code) or is_syllable(code):
        return typed
    return code.upper() if typed.isupper() else code


def _reading(found: re.Match[str], *, shouted: bool) -> _Reading | None:
    """What the word may be read as, None if it stays."""
    typed = unicodedata.normalize("NFC", found.group())
    word = typed.lower()
    if (
        len(word) < 2
        or not word[0].isalpha()
        or (typed.isupper() and not shouted and len(word) <= _SHORT_CODE)
    ):
        return None
    if word in _LEFT_ALONE or is_abbreviation(word) or is_syllable(word):
        return None
    has_digit = any(map(str.isdigit, word))
    syllable = _vni(word) if has_digit else _telex(word)
    if syllable is None:
        return None
    sure = _Sure.CERTAIN
    if word in _EITHER or (
        typed[0].isupper() and not typed.isupper() and found.string[: found.start()].strip()
    ):
        # A capital inside the question may begin a foreign name ("Mary").
        sure = _Sure.FOREIGN
    elif has_digit:
        letters = word.rstrip("0123456789")
        sure = _Sure.VNI
        if letters == _letters(word):
            digits = len(word) - len(letters)
            if digits == 1 and fold(letters) in _COUNTED_ON:
                sure = _Sure.NUMBER
            elif digits == 1 or fold(letters) in _NUMBERED:
                sure = _Sure.WEAK
    return _Reading(*found.span(), typed, syllable, sure)


def _telex(word: str) -> str | None:
    """The syllable of Telex keys, None if there is none: tones and marks anywhere after their vowel."""
    outs, tone, keys, far = [""], "", 0, False
    for at, letter in enumerate(word):
        has_vowel = any(c in VOWELS for c in outs[0])
        if letter in _TELEX_TONES and has_vowel:
            if tone:
                return None
            tone = _TELEX_TONES[letter]
            keys += 1
        elif letter == "z" and tone:
            tone = ""
        elif letter == "d" and outs == ["d"]:
            outs = ["đ"]
            keys += 1
        elif letter in _HATS and letter in outs[0]:
            far |= word[at - 1] != letter
            outs = [out for o in outs for out in _hatted(o, letter)]
            keys += 1
        elif letter == "w" and at:
            # Without a vowel before it the key is the vowel: "twf", "nhw".
            outs = [out for o in outs for out in _horned(o, "uoa")] if has_vowel else [outs[0] + "ư"]
            keys += 1 if has_vowel or at > 1 else 0
        else:
            outs = [o + letter for o in outs]
        if not outs:
            return None
    # "momo", "mono": a mark typed later comes with a tone.
    if not keys or (far and not tone):
        return None
    return next(_syllables(outs, tone), None)


def _vni(word: str) -> str | None:
    """The syllable of VNI keys, None if there is none."""
    outs, tone = [""], ""
    for key in word:
        if key in _VNI_TONES and not tone:
            tone = _VNI_TONES[key]
        elif key == "6":
            outs = [out for o in outs for letter in "oea" for out in _hatted(o, letter)]
        elif key == "7":
            outs = [out for o in outs for out in _horned(o, "uo")]
        elif key == "8":
            outs = [out for o in outs for out in _horned(o, "a")]
        elif key == "9":
            outs = ["đ" + o[1:] for o in outs if o.startswith("d")]
        elif key.isdigit():
            return None
        else:
            outs = [o + key for o in outs]
    return next(_syllables(outs, tone), None)


def _hatted(out: str, letter: str) -> Iterator[str]:
    at = out.rfind(letter)
    if at >= 0:
        yield out[:at] + _HATS[letter] + out[at + 1 :]


def _horned(out: str, letters: str) -> Iterator[str]:
    """The ways a horn or a breve may go on: «ươ» first, then the last vowel that takes one."""
    if "o" in letters:
        for pair in ("uo", "ưo"):
            if pair in out:
                yield out.replace(pair, "ươ", 1)
    for at in range(len(out) - 1, -1, -1):
        if out[at] in letters:
            yield out[:at] + ("ă" if out[at] == "a" else _HORNS[out[at]]) + out[at + 1 :]


def _syllables(outs: list[str], tone: str) -> Iterator[str]:
    """Those of the toneless words that are syllables, with the tone set on them.

    A final stop needs sắc or nặng: without that rule "deep" and "sort" would be words.
    """
    for out in outs:
        for onset in ONSETS:
            rhyme = out.removeprefix(onset)
            if not out.startswith(onset) or rhyme not in RHYMES or not goes(onset, rhyme):
                continue
            if not rhyme.endswith(STOPS) or tone in STOP_TONES:
                yield onset + toned(rhyme, tone)


def _is_numbered(rest: str) -> bool:
    """Whether a month's number, or a word that stands for one, comes next."""
    following = _WORD.search(rest)
    if following is None:
        return False
    word = following.group()
    if word.isdigit():
        return len(word) <= 3
    if word.lower() in ("i", "ii", "iii", "iv"):
        return True
    return fold(_letters(word)) in _AFTER_NUMBERED


def _letters(word: str) -> str:
    return "".join(c for c in word if not c.isdigit())


def _cased(syllable: str, typed: str) -> str:
    if typed.isupper():
        return syllable.upper()
    return syllable[:1].upper() + syllable[1:] if typed[:1].isupper() else syllable

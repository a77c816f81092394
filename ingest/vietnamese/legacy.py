"""Text of the 8-bit fonts of before Unicode: TCVN3 (ABC) and VNI-Windows, decoded.

Such text comes as Latin-1 characters: «B¸o c¸o» (TCVN3), «Baùo caùo» (VNI) for «Báo cáo». Tables: the lower-case
set of TCVN 5712:1993 and the VNI-Windows fonts, public facts (domain description, legacy encodings). Whether a
text *is* such text is decided in ``legacy_evidence``; here it is only decoded.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from ingest.vietnamese.syllables import is_written


class Encoding(StrEnum):
    """A legacy encoding; the value is how a message to a person names it."""

    TCVN3 = "TCVN3 (ABC)"
    VNI = "VNI-Windows"


@dataclass(frozen=True, slots=True)
class Face:
    """What the name of a font says about the text set in it."""

    encoding: Encoding
    capitals: bool = False  # the font draws small letters as capitals: .VnTimeH


_LONGEST_NAME = 64  # Windows stops at 31
_SUBSET = re.compile(r"^[A-Z]{6}\+")  # PDF: a font embedded in part
_STYLE = re.compile(r"[,-]?(?:bold|italic|oblique|regular)+$", re.IGNORECASE)


def face_of(font: str) -> Face | None:
    """The face a font name stands for, None for a Unicode font.

    A PDF's "ABCDEF+.VnTimeH,Bold" counts as ".VnTimeH".
    """
    name = _STYLE.sub("", _SUBSET.sub("", font.strip()[:_LONGEST_NAME]))
    if name[:3].lower() == ".vn":
        return Face(Encoding.TCVN3, capitals=name.endswith("H"))
    if name[:4].upper() in ("VNI-", "VNI "):
        return Face(Encoding.VNI)
    return None


_BARE, _CIRCUMFLEX, _BREVE, _HORN = "", "\u0302", "\u0306", "\u031b"
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền hỏi ngã sắc nặng: the order of TCVN 5712


def _letter(base: str, *marks: str) -> str:
    return unicodedata.normalize("NFC", base + "".join(marks))


def _tcvn3() -> dict[str, str]:
    table = {chr(0xA1 + order): letter for order, letter in enumerate("ĂÂÊÔƠƯĐăâêôơưđ")}
    # Vowel by vowel, each with its five tones; the bytes between are skipped in the standard.
    columns = (
        ("a", _BARE, (0xB5, 0xB6, 0xB7, 0xB8, 0xB9)),
        ("a", _BREVE, (0xBB, 0xBC, 0xBD, 0xBE, 0xC6)),
        ("a", _CIRCUMFLEX, (0xC7, 0xC8, 0xC9, 0xCA, 0xCB)),
        ("e", _BARE, (0xCC, 0xCE, 0xCF, 0xD0, 0xD1)),
        ("e", _CIRCUMFLEX, (0xD2, 0xD3, 0xD4, 0xD5, 0xD6)),
        ("i", _BARE, (0xD7, 0xD8, 0xDC, 0xDD, 0xDE)),
        ("o", _BARE, (0xDF, 0xE1, 0xE2, 0xE3, 0xE4)),
        ("o", _CIRCUMFLEX, (0xE5, 0xE6, 0xE7, 0xE8, 0xE9)),
        ("o", _HORN, (0xEA, 0xEB, 0xEC, 0xED, 0xEE)),
        ("u", _BARE, (0xEF, 0xF1, 0xF2, 0xF3, 0xF4)),
        ("u", _HORN, (0xF5, 0xF6, 0xF7, 0xF8, 0xF9)),
        ("y", _BARE, (0xFA, 0xFB, 0xFC, 0xFD, 0xFE)),
    )
    for base, shape, codes in columns:
        for code, tone in zip(codes, _TONES, strict=True):
            table[chr(code)] = _letter(base, shape, tone)
    return table


def _vni() -> dict[str, str]:
    """One or two characters → letter. The case of the base decides; the mark may be in either."""
    plain, circumflex, breve = "øûõùï", "àåãáä", "èúüéë"
    small = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư"}
    for marks, shape, bases in (
        (plain, _BARE, "aeouy"),
        (circumflex, _CIRCUMFLEX, "aeo"),
        (breve, _BREVE, "a"),
    ):
        for base, (mark, tone) in product(bases, zip(marks, _TONES, strict=True)):
            small[base + mark] = _letter(base, shape, tone)
    for base in "aeo":
        small[base + "â"] = _letter(base, _CIRCUMFLEX)
    small["aê"] = "ă"
    for base, horned in (("ô", "o"), ("ö", "u")):
        for mark, tone in zip(plain, _TONES, strict=True):
            small[base + mark] = _letter(horned, _HORN, tone)
    table = dict(small)
    for key, letter in small.items():
        base, mark = key[0], key[1:]
        table |= {base + mark.upper(): letter}
        table |= {base.upper() + drawn: letter.upper() for drawn in (mark, mark.upper())}
    return table


_TCVN3 = str.maketrans(_tcvn3())
_TCVN3_BUT_RAISED = {code: letter for code, letter in _TCVN3.items() if code != ord("¹")}
_VNI = _vni()
_VNI_LETTER = re.compile("|".join(map(re.escape, sorted(_VNI, key=len, reverse=True))))  # longest match first
_WORD = re.compile(r"[^\W\d_]+")  # ¹²³ count as letters here, to Python too
_RAISED = re.compile("([¹²³]+)")


def decode(text: str, encoding: Encoding) -> str:
    """Latin-1 characters of ``encoding`` → Unicode (composed). TCVN3 keeps the length.

    A ¹ of TCVN3 text stays one where ạ would make no syllable of its word: «c¬ quan¹» → «cơ quan¹», «h¹n» → «hạn».
    """
    if encoding is Encoding.VNI:
        return _VNI_LETTER.sub(lambda found: _VNI[found.group()], text)
    if "¹" not in text:
        return text.translate(_TCVN3)
    kept = text.translate(_TCVN3_BUT_RAISED)
    return _WORD.sub(
        lambda found: _marks_told(found.group()) if "¹" in found.group() else found.group(), kept
    )


def _marks_told(word: str) -> str:
    """The word with each ¹ that is an ạ as one: a mark of several digits has one that is no letter of the set."""
    pieces = _RAISED.split(word)
    for at in range(1, len(pieces), 2):
        before, after = pieces[at - 1], pieces[at + 1]
        if pieces[at] == "¹" and (after or (before and (is_written(before + "ạ") or not is_written(before)))):
            pieces[at] = "ạ"
    return "".join(pieces)

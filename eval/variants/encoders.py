"""Unicode Vietnamese → what a legacy font shows, for making test documents.

Independent of the tables the product decodes with, on purpose: TCVN3 comes from the C library's converter
(``iconv -t TCVN5712-1``, the standard that TCVN3 fonts follow), VNI is composed here from Unicode's own
decompositions. Every byte is given as its Latin-1 character, which is what Word stores in such a run.
"""

from __future__ import annotations

import subprocess
import unicodedata
from functools import cache

# VNI-Windows: the letter, then one mark for its diacritics (base shape, tone).
_TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
_VNI_PLAIN = ("", "ù", "ø", "û", "õ", "ï")
_VNI_CIRCUMFLEX = ("â", "á", "à", "å", "ã", "ä")
_VNI_BREVE = ("ê", "é", "è", "ú", "ü", "ë")
_VNI_I = {"\u0301": "í", "\u0300": "ì", "\u0309": "æ", "\u0303": "ó", "\u0323": "ò"}


def tcvn3(text: str) -> list[tuple[str, bool]]:
    """Runs of (what is stored, whether a capitals font such as .VnTimeH is needed), in order.

    TCVN3 has no byte for a capital with a tone: those letters are stored small, in a capitals font.
    """
    runs: list[tuple[str, bool]] = []
    for letter in unicodedata.normalize("NFC", text):
        byte = _tcvn3_byte(letter)
        capital = byte is None
        stored = byte if byte is not None else _tcvn3_byte(letter.lower()) or letter
        if runs and runs[-1][1] == capital:
            runs[-1] = (runs[-1][0] + stored, capital)
        else:
            runs.append((stored, capital))
    return runs


@cache
def _tcvn3_byte(letter: str) -> str | None:
    """The Latin-1 character of the letter's byte; None where TCVN3 has none."""
    if letter.isascii() or not letter.isalpha():
        return letter
    if letter.isupper() and letter not in "ĂÂĐÊÔƠƯ":
        return None  # the standard's first variant has a few more capitals, the fonts have none
    done = subprocess.run(
        ["iconv", "-f", "UTF-8", "-t", "TCVN5712-1"], input=letter.encode(), capture_output=True, check=True
    )
    return done.stdout.decode("latin-1") if len(done.stdout) == 1 and done.stdout[0] >= 0xA1 else None


def vni(text: str) -> str:
    """The text as a VNI font stores it: two characters for a vowel with marks."""
    return "".join(_vni_letter(letter) for letter in unicodedata.normalize("NFC", text))


@cache
def _vni_letter(letter: str) -> str:
    if letter in "đĐ":
        return "ñ" if letter == "đ" else "Ñ"
    if letter.isascii() or not letter.isalpha():
        return letter
    base, *marks = list(unicodedata.normalize("NFD", letter))
    tone = next((mark for mark in marks if mark in _TONES), "")
    shape = "".join(mark for mark in marks if mark != tone)
    capital = base.isupper()
    base = base.lower()
    if base == "i":
        stored = _VNI_I[tone]
    elif base == "y" and tone == "\u0323":
        stored = "î"
    else:
        column = _TONES.index(tone)
        if shape == "\u0302":
            stored = base + _VNI_CIRCUMFLEX[column]
        elif shape == "\u0306":
            stored = base + _VNI_BREVE[column]
        elif shape == "\u031b":
            stored = {"o": "ô", "u": "ö"}[base] + _VNI_PLAIN[column]
        else:
            stored = base + _VNI_PLAIN[column]
    return stored.upper() if capital else stored

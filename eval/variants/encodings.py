"""The encodings an archive of thirty years holds: text in, bytes or runs of a legacy font out."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

from eval.variants.encoders import tcvn3, vni

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_REPLACED_FONT = "Times New Roman"


class Encoding(StrEnum):
    NFC = "unicode nfc"
    NFD = "unicode nfd"
    UTF16 = "utf-16"
    UTF16_UNMARKED = "utf-16 without mark"
    WINDOWS_1258 = "windows-1258"
    TCVN3 = "tcvn3"
    VNI = "vni"
    TCVN3_REFONTED = "tcvn3 in another font"  # someone chose Times New Roman for the whole file later
    VNI_REFONTED = "vni in another font"


LEGACY = frozenset({Encoding.TCVN3, Encoding.VNI, Encoding.TCVN3_REFONTED, Encoding.VNI_REFONTED})
BYTES = LEGACY | {Encoding.WINDOWS_1258}  # hold only the letters of Vietnamese, not Ð


def encoded(text: str, encoding: Encoding) -> bytes:
    """A plain text file in that encoding."""
    if encoding in LEGACY:
        return "".join(part for part, _ in legacy_runs(text, encoding)).encode("cp1252")
    if encoding is Encoding.WINDOWS_1258:
        return "".join(map(_windows_1258_letter, unicodedata.normalize("NFC", text))).encode("cp1258")
    if encoding is Encoding.UTF16:
        return text.encode("utf-16")
    if encoding is Encoding.UTF16_UNMARKED:
        return text.encode("utf-16-le")
    return composed(text, encoding).encode()


def composed(text: str, encoding: Encoding) -> str:
    """Unicode text in the form the encoding asks for."""
    return unicodedata.normalize("NFD", text) if encoding is Encoding.NFD else text


def legacy_runs(text: str, encoding: Encoding) -> list[tuple[str, str]]:
    """(what is stored, font) in order, of a legacy encoding."""
    if encoding in (Encoding.TCVN3, Encoding.TCVN3_REFONTED):
        runs = [(part, ".VnTimeH" if capital else ".VnTime") for part, capital in tcvn3(text)]
    else:
        runs = [(vni(text), "VNI-Times")]
    if encoding in (Encoding.TCVN3_REFONTED, Encoding.VNI_REFONTED):
        return [("".join(part for part, _ in runs), _REPLACED_FONT)]
    return runs


def _windows_1258_letter(letter: str) -> str:
    """windows-1258 has every base letter, and the tones as marks of their own behind it."""
    parts = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in parts if mark in _TONES), "")
    return unicodedata.normalize("NFC", parts.replace(tone, "")) + tone if tone else letter

"""What a line says where a reader could not undo an old encoding: «MËT» is TCVN3, «MAÄT» is VNI for «MẬT».

Only lines that could spell a grade of secrecy are undone, and only for the gate to look at (domain.md §6.4).
"""

from __future__ import annotations

import re
import unicodedata

from ingest.gating.seeing import TAGS, clean, is_capital

# The TCVN3 byte of each letter, shown as its Latin-1 character; domain.md §6.4.
_TCVN3 = str.maketrans(
    "¨©ª«¬®¡¢£¤¥¦§µ¶¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþÿ",
    "ăâêôơđĂÂÊÔƠƯĐàảáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵỐ",
)
_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_ROUND = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_MARKS = (
    _TONES
    | {mark: "\u0302" + tone for mark, tone in _ROUND.items()}
    | {mark: "\u0306" + tone for mark, tone in _BREVE.items()}
)
_VNI_LETTER = re.compile(rf"([aeouyơư])([{''.join(_VNI_MARKS)}])", re.IGNORECASE)
_VNI_SINGLE = str.maketrans("ôöñæóòîÔÖÑÆÓÒÎ", "ơưđỉĩịỵƠƯĐỈĨỊỴ")
_UTF8_TRAIL = re.compile("á\u00ba[\u00ac\u00ad]?")  # the first bytes of ậ, where the last may be lost

_MAY_BE_TCVN3 = re.compile(r"m[\W_]{0,3}ë[\W_]{0,3}t", re.IGNORECASE)
_MAY_BE_VNI = re.compile(r"m[\W_]{0,3}a[\W_]{0,3}ä[\W_]{0,3}t", re.IGNORECASE)
_APART = re.compile(r"(?<=[aoe])[\W_]+(?=[äá](?![^\W_]))", re.IGNORECASE)  # «M A Ä T»
# Bytes that print as a separator or a quotation mark as often as they are a letter.
_NO_LETTERS = re.compile("\u00b7|\u00ad|[«»](?!\\w)|(?<!\\w)[«»]")
_SIGNS = re.compile("[ËëÄäº\u0308]")  # one of them stands in «ậ» whatever the encoding
_FEW = 12  # ASCII letters; a whole line in small letters is capitals only where it can be no prose


def undone(raw: str) -> tuple[str, ...]:
    """Cleaned copies of the line as each old encoding would have it; empty where none can spell a grade."""
    if not _SIGNS.search(raw):
        return ()
    found = []
    if "<" in raw:
        raw = TAGS.sub(" ", raw)
    if _MAY_BE_TCVN3.search(raw):
        found.append(_as_printed(raw, _NO_LETTERS.sub(" ", raw).translate(_TCVN3)))
    if _MAY_BE_VNI.search(composed := unicodedata.normalize("NFC", raw)):
        joined = _APART.sub("", composed).translate(_VNI_SINGLE)
        found.append(_as_printed(raw, _VNI_LETTER.sub(_vni_letter, joined)))
    if "á\u00ba" in raw.lower():
        found.append(_from_utf8(raw))
    return tuple(clean(text) for text in found)


def _vni_letter(found: re.Match[str]) -> str:
    marked = unicodedata.normalize("NFC", found[1].lower() + _VNI_MARKS[found[2].lower()])
    return marked.upper() if found[1].isupper() else marked


def _from_utf8(raw: str) -> str:
    for encoding in ("cp1252", "latin-1"):
        try:
            return raw.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return _UTF8_TRAIL.sub(
        lambda found: "Ậ" if found[0].endswith("\u00ac") or is_capital(raw[:1]) else "ậ", raw
    )


def _as_printed(raw: str, text: str) -> str:
    """Old fonts show small letters as capitals: a stamp typed in one has no small ASCII letter, or no large."""
    plain = "".join(char for char in raw if char.isascii() and char.isalpha())
    in_capitals = plain.isupper() or (plain.islower() and len(plain) <= _FEW)
    return text.upper() if in_capitals else text

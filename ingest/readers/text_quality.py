"""Whether a page's text layer is text at all, or the debris of a font without a true table of characters.

Such layers come from wrong ToUnicode tables, glyph numbers taken for characters, private-use letters and legacy
fonts that no decoder mended. English and other languages in Latin letters are text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from ingest.vietnamese.syllables import is_syllable

# Measured on 50 state documents, two Party documents and the sample archive, cut into 3,383 pages of 300 words:
# the worst page is .77 (a table of abbreviations and addresses); English licences are .99; of the same text left
# in TCVN3 or VNI, in glyphs shifted by 29, or in UTF-8 taken for Latin-1, the best page is .36.
_LEAST_WORDS = 0.55
_MOST_DEBRIS = 0.05  # share of characters that no text has
_ENOUGH = 160  # letters and signs: a shorter page says too little to be judged
_LONGEST = 20  # of a word, as far as it counts
_GLYPH_NUMBER = re.compile(r"\(cid:\d+\)")
_LETTER_RUN = re.compile(r"[^\W\d_]{2,}")
_DIGIT = re.compile(r"\d")  # numbers of documents say nothing
_LATIN_WORD = re.compile(r"(?:[^\W\d_]?[a-z]+|[A-Z]+)")
_VOWELS = re.compile(r"[aeiouy]", re.IGNORECASE)
_CONSONANTS = re.compile(r"[^aeiouy]{5}", re.IGNORECASE)
_INSIDE = "!\"#$%&'*+<=>?@[\\]^`{|}~¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿×÷"


def is_garbled(words: Sequence[str]) -> bool:
    """Whether the words of one page, as its text layer has them, are debris."""
    text = " ".join(words)
    solid = text.replace(" ", "")
    if not solid:
        return False
    numbers = _GLYPH_NUMBER.findall(text)
    debris = sum(map(_is_debris, solid)) + sum(map(len, numbers))
    if debris > _MOST_DEBRIS * len(solid):
        return True
    judged = [word for word in words if sum(map(str.isalpha, word)) >= 2 and not _DIGIT.search(word)]
    if sum(map(len, judged)) < _ENOUGH:
        return False
    return _share_of_words(judged) < _LEAST_WORDS


def _share_of_words(words: Sequence[str]) -> float:
    """By length: debris may lose its spaces, but one long address is one word."""
    weights = [min(len(word), _LONGEST) for word in words]
    reads = sum(weight for word, weight in zip(words, weights, strict=True) if _reads(word))
    return reads / sum(weights)


def _is_debris(char: str) -> bool:
    return char == "\ufffd" or unicodedata.category(char) in ("Co", "Cc", "Cn")


def _reads(word: str) -> bool:
    """Whether a word, less what stands around it, is a syllable or pronounceable."""
    word = unicodedata.normalize("NFC", word).strip(".,;:!?()[]{}“”\"'‘’«»…-–—/*¹²³⁴⁵⁶⁷⁸⁹⁰|")
    if any(sign in _INSIDE for sign in word):
        return False
    runs = _LETTER_RUN.findall(word)
    return bool(runs) and all(map(_is_word, runs))


def _is_word(letters: str) -> bool:
    if is_syllable(letters):
        return True
    if not letters.isascii():
        return not any(unicodedata.name(char, "").startswith("LATIN") for char in letters)  # another script
    return (
        _LATIN_WORD.fullmatch(letters) is not None
        and _VOWELS.search(letters) is not None
        and _CONSONANTS.search(letters) is None
    )

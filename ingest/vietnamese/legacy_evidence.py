"""Whether text is TCVN3 or VNI, and which part of it: fonts and shares of letters propose, syllables decide.

Unicode text that is decoded as legacy is corrupted silently, so a proposal holds only where the words that
decoding changes become Vietnamese syllables and were none before. The unit is a *piece*: text that is in one
encoding throughout, a run of one font or a line. A piece with a letter that only Unicode has is never decoded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.vietnamese.legacy import Encoding, decode
from ingest.vietnamese.syllables import is_written

_ENOUGH = 0.9  # share of marked words that must become syllables (domain description, legacy encodings)
_MOST_BEFORE = 0.5  # share of them that may have been syllables as they stood; «dông» is one in both readings
_FEWEST = 8  # marked words below which letters alone prove nothing
# Share of letters that bear a sign of the encoding; measured beside Unicode: TCVN3 .107 to 0, VNI .18 to .003.
_SIGNS = {Encoding.TCVN3: 0.03, Encoding.VNI: 0.05}
# Each pattern begins with what is rare, so that text without signs is passed over quickly.
_SIGN = {
    # A symbol of Latin-1 beside a letter.
    Encoding.TCVN3: re.compile("[¡-®µ-¸»-¾](?:(?=[A-Za-zÀ-ÿ¡-®µ-¾])|(?<=[A-Za-zÀ-ÿ¡-®µ-¾].))"),
    # A vowel and the mark that is drawn over it.
    Encoding.VNI: re.compile("[ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË](?<=[aeouyôöAEOUYÔÖ].)"),
}
_UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300\u0301\u0303\u0309\u0323]")
# Letters, and whatever Latin-1 has that is a letter in a legacy font.
_WORD = re.compile(r"[^\s\x00-@\[-`{-\x7f\xa0\u2000-\u2fff\uff00-\uffff]+")
_MARKED_WORD = re.compile("[^\\W\\d_](?:[^\\W\\d_]|[\u0300-\u036f])*")
_NOT_OF_A_WORD = "«»¹²³"
_LONGEST_CODE = 6  # «HĐND», «BCĐ»: capitals that are no syllable prove nothing


@dataclass(frozen=True, slots=True)
class Trust:
    """An encoding that a document was shown to use. ``sole``: no Unicode Vietnamese stands beside it."""

    encoding: Encoding
    sole: bool


@dataclass(frozen=True, slots=True)
class _Count:
    """Words with a letter beyond ASCII: how many, how many are syllables decoded, and as they stand."""

    words: int
    after: int
    before: int

    @property
    def gains(self) -> bool:
        """Whether decoding makes sense of a piece; a word of a French line may be a syllable by chance."""
        return self.after > self.before and 2 * self.after >= self.words


def is_vietnamese(text: str) -> bool:
    """Whether the text holds a letter that only Unicode has, Vietnamese as it is: ă, đ, ơ, ư, ạ to ỹ."""
    return _UNICODE_ONLY.search(text) is not None


def is_running_vietnamese(text: str) -> bool:
    """Whether the marked words of Unicode ``text`` are syllables, and enough of them to say so."""
    words = [word for word in _MARKED_WORD.findall(text) if not word.isascii()]
    return len(words) >= _FEWEST and sum(map(_reads, words)) >= _ENOUGH * len(words)


def by_fonts(pieces: Iterable[str], encoding: Encoding) -> Trust | None:
    """Trust in what the fonts of ``pieces`` claim; None where their words say otherwise."""
    suspects, sole = _suspects(pieces)
    count = _total(suspects, encoding)
    if count.words and (count.after < _ENOUGH * count.words or count.after <= count.before):
        return None
    return Trust(encoding, sole)


def by_text(pieces: Iterable[str]) -> tuple[Trust, ...]:
    """The encodings that the letters of ``pieces`` show, where fonts say nothing or Unicode."""
    suspects, sole = _suspects(pieces)
    return tuple(Trust(encoding, sole) for encoding in Encoding if _shown(suspects, encoding))


def converted(piece: str, trusts: Sequence[Trust]) -> str | None:
    """The piece decoded by that trusted encoding which explains it best; None where none does."""
    if piece.isascii() or is_vietnamese(piece):
        return None
    best, most = None, -1
    for trust in trusts:
        count = _count(piece, trust.encoding)
        if count.after > most and _explains(piece, count, trust):
            best, most = trust, count.after
    decoded = decode(piece, best.encoding) if best else piece
    return None if decoded == piece else decoded


def doubtful_words(pieces: Iterable[str]) -> tuple[str, ...]:
    """Different words of Unicode text that look legacy: no syllables as they stand, syllables when decoded."""
    found: list[str] = []
    for piece in pieces:
        for encoding in Encoding:
            sign = _SIGN[encoding]
            if sign.search(piece):
                words = _marked_words(piece, encoding)
                read = [raw for raw, new in words if new != raw and _reads(new) and not _reads(raw)]
                found += read if any(map(sign.search, read)) else []
    return tuple(dict.fromkeys(found))


def _suspects(pieces: Iterable[str]) -> tuple[list[str], bool]:
    suspects, sole = [], True
    for piece in pieces:
        if is_vietnamese(piece):
            sole = False
        elif not piece.isascii():
            suspects.append(piece)
    return suspects, sole


def _shown(suspects: Iterable[str], encoding: Encoding) -> bool:
    block = [piece for piece in suspects if _count(piece, encoding).gains]
    letters = sum(char.isalpha() or char > "\x7f" for piece in block for char in piece)
    signs = sum(len(_SIGN[encoding].findall(piece)) for piece in block)
    total = _total(block, encoding)
    return (
        signs > _SIGNS[encoding] * letters
        and total.words >= _FEWEST
        and total.after >= _ENOUGH * total.words
        and total.before <= _MOST_BEFORE * total.words
    )


def _explains(piece: str, count: _Count, trust: Trust) -> bool:
    if count.gains:
        return True
    # Alone, a word may be a syllable in both readings («dông»), or a name or a code in neither («QÑ»).
    signed = _SIGN[trust.encoding].search(piece) is not None
    return trust.sole and count.after == count.before and (count.after > 0 or signed or not count.words)


def _total(pieces: Iterable[str], encoding: Encoding) -> _Count:
    counts = [_count(piece, encoding) for piece in pieces]
    return _Count(sum(c.words for c in counts), sum(c.after for c in counts), sum(c.before for c in counts))


def _count(piece: str, encoding: Encoding) -> _Count:
    words = after = before = 0
    for raw, new in _marked_words(piece, encoding):
        reads = _reads(new)
        if not reads and new.isupper() and len(new) <= _LONGEST_CODE:
            continue
        words += 1
        after += reads
        before += _reads(raw)
    return _Count(words, after, before)


def _marked_words(piece: str, encoding: Encoding) -> Iterator[tuple[str, str]]:
    """Each word with a letter beyond ASCII, as it stands and decoded."""
    for word in _WORD.findall(piece):
        if not word.isascii():
            yield word, decode(word, encoding)


def _reads(word: str) -> bool:
    word = word.strip(_NOT_OF_A_WORD)
    return word == "đ" or is_written(word)

"""Words of a PDF set in fonts of before Unicode → the same words in Unicode. Nothing here knows the PDF library."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.readers.legacy_lines import Run, Speller
from ingest.readers.pdf_lines import GLUE, Word
from ingest.vietnamese.legacy import Encoding, Face, decode
from ingest.vietnamese.syllables import is_written

_LEVEL = 0.08  # of the size: how far baselines of one word may differ; a raised mark stands apart
_OVERLAP = 0.6  # of the size: a mark is drawn back over its vowel


def hyphens_told(text: str, hyphen: str, faces: Sequence[Face | None]) -> str:
    """The word with each ``hyphen``, the library's sign for one that ends a line, as what it is.

    The library takes a soft hyphen for one too, and that is the letter ư of TCVN3: «th» and it is «thư».
    """
    if hyphen not in text:
        return text
    if any(face is not None and face.encoding is Encoding.TCVN3 for face in faces):
        letter = text.replace(hyphen, "\xad")
        if is_written(decode(letter, Encoding.TCVN3)):
            return letter
    return text.replace(hyphen, "-")


def in_unicode_words(
    pages: Sequence[Sequence[Word]],
) -> tuple[list[tuple[Word, ...]], frozenset[Encoding]]:
    """The words of each page in Unicode, and the encodings they were converted from."""
    if not any(word.faces for words in pages for word in words):
        return [tuple(words) for words in pages], frozenset()
    whole = [_whole(words) for words in pages]
    speller = Speller()
    for words in whole:
        for word in words:
            speller.spell(_runs(word))
    judged = speller.judged()
    spelled = [tuple(replace(word, text=judged.spell(_runs(word))) for word in words) for words in whole]
    return spelled, judged.converted


def _runs(word: Word) -> list[Run]:
    if not word.faces:
        return [Run(word.text)]
    return [Run(char, face) for char, face in zip(word.text, word.faces, strict=True)]


def _whole(words: Iterable[Word]) -> list[Word]:
    """Words that touch as one: a tall mark or another font cuts them, and a letter with them."""
    whole: list[Word] = []
    for word in words:
        if whole and _touch(whole[-1], word):
            whole[-1] = _join(whole[-1], word)
        else:
            whole.append(word)
    return whole


def _touch(before: Word, word: Word) -> bool:
    size = max(before.size, word.size)
    return (
        bool(before.faces and word.faces)
        and not word.spaced
        and abs(before.baseline - word.baseline) <= _LEVEL * size
        and -_OVERLAP * size < word.x0 - before.x1 <= GLUE * size
    )


def _join(before: Word, word: Word) -> Word:
    return replace(
        before,
        text=before.text + word.text,
        faces=(*before.faces, *word.faces),
        x0=min(before.x0, word.x0),
        top=min(before.top, word.top),
        x1=max(before.x1, word.x1),
        bottom=max(before.bottom, word.bottom),
        bold=before.bold and word.bold,
    )

"""Words of a PDF set in fonts of before Unicode → the same words in Unicode. Nothing here knows the PDF library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.legacy_lines import Run, Speller
from ingest.readers.pdf_lines import Word
from ingest.vietnamese.legacy import Encoding, Face, decode
from ingest.vietnamese.syllables import is_written


def hyphens_told(text: str, hyphen: str, face: Face | None) -> str:
    """The word with each ``hyphen``, the library's sign for one that ends a line, as what it is.

    The library takes a soft hyphen for one too, and that is the letter ư of TCVN3: «th» and it is «thư».
    """
    if hyphen not in text:
        return text
    if face is not None and face.encoding is Encoding.TCVN3:
        letter = text.replace(hyphen, "\xad")
        if is_written(decode(letter, Encoding.TCVN3)):
            return letter
    return text.replace(hyphen, "-")


def in_unicode_words(
    pages: Sequence[Sequence[Word]],
) -> tuple[list[tuple[Word, ...]], frozenset[Encoding]]:
    """The words of each page in Unicode, and the encodings they were converted from."""
    speller = Speller()
    for words in pages:
        for word in words:
            if word.face is not None:
                speller.spell([Run(word.text, word.face)])
    if not speller.claims:
        return [tuple(words) for words in pages], frozenset()
    judged = speller.judged()
    spelled = [
        tuple(
            word if word.face is None else replace(word, text=judged.spell([Run(word.text, word.face)]))
            for word in words
        )
        for words in pages
    ]
    return spelled, judged.converted

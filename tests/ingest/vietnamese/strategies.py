"""Hypothesis strategies for Vietnamese text in every spelling a keyboard or a scan can give."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

_VOWELS = "aăâeêioôơuưy"
_TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
_LETTERS = [unicodedata.normalize("NFC", v + t) for v in _VOWELS for t in _TONES] + list("bcdđghklmnpqrstvx")
_ALPHABET = _LETTERS + [c.upper() for c in _LETTERS] + list("0123456789 \n\t.,;:-/&()“”")
_HAZARDS = [*"\u00d0\u00f0\u2013\u2212\u00a0\u200b\ufeff\uff11", "a\u0302\u0323", "o\u031b\u0301"]

vietnamese = st.lists(st.sampled_from(_ALPHABET), max_size=60).map("".join)
"""NFC letters, digits and marks of Vietnamese text."""

hazardous = st.lists(st.sampled_from(_ALPHABET + _HAZARDS), max_size=60).map("".join)
"""The same with look-alikes, odd dashes and spaces, invisible and decomposed characters."""

"""Search tokens: folded syllables and adjacent pairs, the same for passages and for questions.

Pairs of adjacent syllables do the work of a word segmenter, and folding makes a question typed without
marks as good as an accented one (both measured on four Vietnamese retrieval sets).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise

from ingest.vietnamese.text import fold, match_copy

_WORD = re.compile(r"[^\W_]+")
# A pair never crosses the end of a sentence, a clause or a line.
_BREAK = re.compile(r"[;:!?…\n\r|]|[.](?!\w)")
_LETTERS = r"[^\W\d_]"
_DASHES = "\\-–—‐‑−"
_GAP = r"[ \t\xa0]{0,2}"
# Kept whole besides its parts: 05-KH/TU, 60/2013/NĐ-CP, 08/01/2015; spaces only where both marks stand.
_PIECE = re.compile(
    rf"\d{{1,5}}{_LETTERS}?{_GAP}[{_DASHES}]{_GAP}{_LETTERS}{{1,8}}{_GAP}/{_GAP}[^\W_]+(?:[&{_DASHES}][^\W_]+)*"
    rf"|\d{{1,5}}{_LETTERS}?(?:[/&{_DASHES}][^\W_]+)+"
    r"|[^\W_]+"
)
_DIGIT = re.compile(r"\d")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_SPACED = re.compile(r"\s+")
_DASH = re.compile("[–—‐‑−]")

# Syllables are few (about 20,000 with case and marks): folding each once makes tokens cheap.
_FOLDED: dict[str, str] = {}
_MOST_FOLDED = 200_000


def syllables(text: str) -> list[str]:
    """Lower-case syllables and numbers in order, marks kept, tone marks in one place."""
    return _WORD.findall(match_copy(text).text.lower())


def search_tokens(text: str) -> list[str]:
    """What goes to the lexical index and the query: folded syllables, pairs ("doi_thoai"), whole numbers.

    A number like 05-KH/TU gives "05-kh/tu", "5-kh/tu", its parts, and the first part also without
    leading zeros, so that «tháng 02» and «tháng 2» meet.
    """
    if not text.isascii():
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        if _INVISIBLE.search(text):
            text = _INVISIBLE.sub("", text)
    tokens: list[str] = []
    known = _FOLDED
    for clause in _BREAK.split(text):
        # Most clauses hold no digit: plain words cost half as much.
        numbered = _DIGIT.search(clause) is not None
        pieces = _PIECE.findall(clause) if numbered else _WORD.findall(clause)
        try:
            chain = [known[piece] for piece in pieces]
        except KeyError:
            chain = [_folded(piece) for piece in pieces]
        if numbered:
            chain = _numbers_opened(chain, tokens)
        tokens += chain
        tokens += map("_".join, pairwise(chain))
    return tokens


def _folded(piece: str) -> str:
    """The folded piece, remembered; a whole number loses its spaces and odd dashes."""
    known = _FOLDED.get(piece)
    if known is None:
        known = _SPACED.sub("", _DASH.sub("-", fold(piece)))
        if len(_FOLDED) > _MOST_FOLDED:
            _FOLDED.clear()
        _FOLDED[piece] = known
    return known


def _numbers_opened(chain: list[str], tokens: list[str]) -> list[str]:
    """The chain with whole numbers split into parts less leading zeros; the other forms go to ``tokens``."""
    opened: list[str] = []
    for piece in chain:
        if piece.isalpha():
            opened.append(piece)
            continue
        parts = _WORD.findall(piece)
        if len(parts) > 1:
            tokens.append(piece)
            bare = piece.lstrip("0")
            if bare != piece and bare[:1].isdigit():
                tokens.append(bare)
        for part in parts:
            bare = part.lstrip("0")
            if bare != part and bare[:1].isdigit():
                tokens.append(part)
                part = bare
            opened.append(part)
    return opened


_DATA: dict[str, list[str]] = tomllib.loads(
    files(__package__).joinpath("question_words.toml").read_text(encoding="utf-8")
)
_MARKED_WORDS = frozenset(_DATA["words"])
_PHRASES = frozenset(tuple(phrase.split()) for phrase in _DATA["phrases"])
_FOLDED_PHRASES = frozenset(tuple(map(fold, phrase)) for phrase in _PHRASES)
_KEPT_PAIRS = frozenset(tuple(pair.split()) for pair in _DATA["kept"])
_SLIPS = frozenset(_DATA["slips"])
_REAL_WORDS = frozenset(_DATA["real"])
# Phrases that stand with a wrong mark on their last word too («bao nhiếu»; not «đoàn thể nào»).
_SLIP_PHRASES = frozenset((*words[:-1], fold(words[-1])) for words in map(str.split, _DATA["slip_phrases"]))
_LONGEST = max(map(len, _PHRASES))
# Running Vietnamese marks about three syllables of four; a question below this share was typed in haste,
# and its unmarked syllables are judged folded.
_MARKED_SHARE = 0.3

QUESTION_WORDS: frozenset[str] = frozenset(_DATA["plain"]) | frozenset(map("_".join, _FOLDED_PHRASES))
"""Folded question and function words; phrases as pairs joined with "_" ("bao_nhieu")."""


def content_runs(text: str) -> tuple[tuple[str, ...], ...]:
    """Runs of neighbouring content syllables, folded: «đối thoại của Bí thư» → (doi thoai) (bi thu).

    A marked syllable is judged with its marks («cần» goes, «cán» stays). Where the text is unmarked,
    the folded list judges. Pairs that are content («chi thi», «can bo», «theo doi») stay whole.
    """
    words = syllables(text)
    hasty = sum(not word.isascii() for word in words) < _MARKED_SHARE * sum(map(str.isalpha, words))
    runs: list[tuple[str, ...]] = []
    for clause in _BREAK.split(text):
        run: list[str] = []
        for plain in _judged(syllables(clause), hasty):
            if plain is not None:
                run.append(plain)
            elif run:
                runs.append(tuple(run))
                run = []
        if run:
            runs.append(tuple(run))
    return tuple(runs)


def _judged(words: list[str], hasty: bool) -> Iterator[str | None]:
    """Each content syllable folded, and None for each function word or phrase."""
    i = 0
    while i < len(words):
        plain = fold(words[i])
        if (plain, fold(words[i + 1]) if i + 1 < len(words) else "") in _KEPT_PAIRS:
            yield plain
            yield fold(words[i + 1])
            i += 2
        elif length := _phrase_at(words, i):
            yield None
            i += length
        else:
            judged_folded = hasty and words[i].isascii()
            slipped = plain in _SLIPS and words[i] not in _REAL_WORDS
            gone = slipped or words[i] in _MARKED_WORDS or (judged_folded and plain in QUESTION_WORDS)
            yield None if gone else plain.lstrip("0") or plain
            i += 1


def _phrase_at(words: list[str], i: int) -> int:
    """Length of the question phrase that starts at ``i``, 0 if none."""
    for length in range(min(_LONGEST, len(words) - i), 1, -1):
        part = tuple(words[i : i + length])
        if part in _PHRASES:
            return length
        if (*part[:-1], fold(part[-1])) in _SLIP_PHRASES and part[-1] not in _REAL_WORDS:
            return length
        if part in _FOLDED_PHRASES and all(map(str.isascii, part)):
            return length
    return 0

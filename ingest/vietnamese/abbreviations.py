"""Abbreviations in a question, expanded for search. Data and cue rules: abbreviations.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files

from ingest.document import NumberStyle, Span
from ingest.vietnamese.query_numbers import query_numbers
from ingest.vietnamese.text import fold, marks_optional, match_copy


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing an abbreviation may stand for, and when."""

    short: str
    long: str
    upper: bool  # only when typed in capitals
    exact: bool  # only with its own marks
    otherwise: bool  # only when no other sense of the short form holds
    next: re.Pattern[str] | None
    prev: re.Pattern[str] | None

    @property
    def cued(self) -> bool:
        return self.next is not None or self.prev is not None

    def holds(self, typed: str, before: str, after: str) -> bool:
        """Whether the typed form and the words around allow this sense; one cue of two is enough."""
        if self.upper and not typed.isupper():
            return False
        if self.exact and typed.lower() != self.short.lower():
            return False
        if not self.cued:
            return True
        return bool((self.next and self.next.match(after)) or (self.prev and self.prev.search(before)))


def _cue(frame: str, words: str | None) -> re.Pattern[str] | None:
    return re.compile(frame % marks_optional(words), re.IGNORECASE) if words else None


def _load() -> dict[str, tuple[Sense, ...]]:
    data = tomllib.loads(files(__package__).joinpath("abbreviations.toml").read_text(encoding="utf-8"))
    senses: dict[str, list[Sense]] = {}
    for row in data["abbreviations"]:
        after, before = row.get("next"), row.get("prev")
        sense = Sense(
            short=row["short"],
            long=row["long"],
            upper=row.get("upper", False),
            exact=row.get("exact", False),
            otherwise=row.get("otherwise", False),
            next=_cue(r"\s{0,2}(?:%s)", after),
            prev=_cue(r"(?<!\w)(?:%s)\s{1,2}$", before),
        )
        senses.setdefault(sense.short.lower(), []).append(sense)
    return {short: tuple(rows) for short, rows in senses.items()}


_SENSES = _load()
_FOLDED: dict[str, list[str]] = {}
for _short in _SENSES:
    _FOLDED.setdefault(fold(_short), []).append(_short)
# A number may follow at once ("kh05"); a letter may not.
_WORDS = re.compile(
    r"(?<![\w/.])(?:"
    + "|".join(marks_optional(re.escape(short)) for short in sorted(_SENSES, key=len, reverse=True))
    + r")(?![^\W\d_]|/\w)",
    re.IGNORECASE,
)


def is_abbreviation(word: str) -> bool:
    """Whether a word, in any case and with or without marks, is one of the short forms."""
    return fold(word) in _FOLDED


def expand(question: str) -> list[tuple[Span, str]]:
    """Expansions of the abbreviations in a question, in order, one entry per sense that holds.

    They are added to what is searched, never put in place of what was typed. Abbreviations inside a
    full document number (22-CT/TU) are left alone.
    """
    copy = match_copy(question)
    numbers = [span for span, number in query_numbers(question) if number.style is not NumberStyle.SHORT]
    found: list[tuple[Span, str]] = []
    for match in _WORDS.finditer(copy.text):
        span = copy.span(*match.span())
        if any(span.start < number.end and number.start < span.end for number in numbers):
            continue
        typed = match.group()
        before, after = copy.text[: match.start()], copy.text[match.end() :]
        found.extend((span, long) for long in _meanings(typed, before, after))
    return found


def _meanings(typed: str, before: str, after: str) -> list[str]:
    exact = _SENSES.get(typed.lower())
    rows = exact or [row for short in _FOLDED.get(fold(typed), ()) for row in _SENSES[short]]
    held = [row for row in rows if row.holds(typed, before, after)]
    firm = [row for row in held if not row.otherwise] or held
    return list(dict.fromkeys(row.long for row in firm))

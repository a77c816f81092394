"""Two periods side by side: each period's lines under its own label, and a difference only of like figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import AnswerLine, Computed, LineRole, Understanding, Verdict
from assistant.citing import interval
from assistant.composing.quotes import whole_line
from assistant.composing.silence import understood_periods
from assistant.draft import CitationBook, Draft
from assistant.evidence import Evidence
from assistant.figures import Figure, figures, in_words_of
from assistant.templates import render
from ingest.document import Period

# Of a topic, the best of each side; without one every item was asked for.
_MOST_A_SIDE = 4


@dataclass(frozen=True, slots=True)
class Side:
    period: Period
    evidence: tuple[Evidence, ...]  # best first


def compared(understood: Understanding, sides: Sequence[Side], *, plan: bool) -> Draft:
    """*partial* where one side is missing. ``plan``: what was meant to be done was compared."""
    book = CitationBook()
    computed = list(understood_periods(understood))
    lines: list[AnswerLine] = []
    for index, side in enumerate(sides):
        text = render(
            "compared",
            said=side.period.said,
            interval=interval(side.period),
            found=bool(side.evidence),
            plan=plan,
        )
        lines.append(AnswerLine(text, (), LineRole.SCOPE, (index,)))
        shown = side.evidence[:_MOST_A_SIDE] if understood.topic else side.evidence
        lines += [whole_line(entry.passage, entry.row, book) for entry in shown]
    for text, difference in _differences(understood, sides, book):
        lines.append(AnswerLine(text, (), LineRole.COMPUTED, (len(computed),)))
        computed.append(difference)
    missing = not all(side.evidence for side in sides)
    notes = (render("note_one_side"),) if missing else ()
    verdict = Verdict.PARTIAL if missing else Verdict.ANSWERED
    return Draft(verdict, tuple(lines), book.cited, tuple(computed), notes)


def _differences(
    understood: Understanding, sides: Sequence[Side], book: CitationBook
) -> list[tuple[str, Computed]]:
    """The difference of each figure that the best line of both sides gives once, of the same unit and whole."""
    if not understood.topic or not all(side.evidence for side in sides):
        return []
    first, last = sorted(sides, key=lambda side: side.period.start)
    before, after = first.evidence[0], last.evidence[0]
    earlier, later = _by_unit(before.passage.text), _by_unit(after.passage.text)
    markers = (book.cite(before.passage, before.row), book.cite(after.passage, after.row))
    asked = {syllable for concept in understood.topic for syllable in concept.syllables}
    named = {unit for unit in later if set(unit) <= asked}
    found = []
    for unit, figure in later.items():
        if named and unit not in named:
            continue
        other = earlier.get(unit)
        if other is None or (other.planned is None) != (figure.planned is None):
            continue
        value = f"{figure.value} − {other.value} = {figure.value - other.value}"
        unit_said = in_words_of(figure.said, asked) or figure.said
        computed = Computed(value, markers, f"số “{unit_said}” của kỳ sau trừ kỳ trước")
        found.append((render("difference", value=value, unit=unit_said), computed))
    return found


def _by_unit(text: str) -> dict[tuple[str, ...], Figure]:
    """Figures whose unit stands in the text once."""
    found: dict[tuple[str, ...], list[Figure]] = {}
    for figure in figures(text):
        found.setdefault(figure.unit, []).append(figure)
    return {unit: alike[0] for unit, alike in found.items() if len(alike) == 1}

"""Totals of a period: the figure its report states, or the months' figures, how many were read, and their sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from assistant.answer import AnswerLine, Computed, LineRole, Understanding, Verdict
from assistant.composing.coverage import Month, month_name, months_of, months_told
from assistant.composing.passages import scope_lines
from assistant.composing.quotes import line_text
from assistant.composing.silence import understood_periods
from assistant.concepts import Concept, Phrase
from assistant.draft import CitationBook, Draft
from assistant.figures import Figure, counting, in_words_of, is_cumulative, written
from assistant.templates import render
from ingest.archive.archive import DocumentRow
from ingest.document import Passage


@dataclass(frozen=True, slots=True)
class Told:
    """A month's report and the results of it that say how many; () where it says nothing of it."""

    row: DocumentRow
    heading: Passage
    passages: tuple[Passage, ...]


def stated(understood: Understanding, row: DocumentRow, passages: Sequence[Passage]) -> Draft:
    """The whole period's figure in the words of its own report."""
    book = CitationBook()
    lines = [_line(passage, row, book) for passage in passages]
    return Draft(
        Verdict.ANSWERED,
        (*scope_lines(understood), *lines),
        book.cited,
        understood_periods(understood),
    )


def totalled(understood: Understanding, months: Mapping[Month, Told], unit: Phrase) -> Draft:
    """One line a month, what was read and what is missing, and the sum where every month read gives one figure.

    *partial* where a month is missing or nothing can be added.
    """
    book = CitationBook()
    items = [_line(passage, told.row, book) for told in months.values() for passage in told.passages]
    markers = tuple(marker for line in items for marker in line.markers)
    headings = tuple(book.cite(told.heading, told.row) for told in months.values())
    computed = list(understood_periods(understood))
    read, values = months_told(months, understood.periods[0], len(computed), headings)
    lines = [*scope_lines(understood), read]
    computed += values
    silent = [month for month, told in months.items() if not told.passages]
    if silent:
        names = ", ".join(month_name(month) for month in silent)
        text = render("months_silent", months=names)
        lines.append(AnswerLine(text, (), LineRole.COMPUTED, (len(computed),)))
        computed.append(Computed(names, headings, "báo cáo tháng không có ý nào nêu số liệu được hỏi"))
    figures = _figures(months, unit)
    notes: tuple[str, ...] = ()
    if figures is None:
        notes = (render("note_no_sum"),)
    else:
        value = written(sum(figure.value for figure in figures))
        counted = _counted(figures, understood.topic)
        text = render("total", value=value, counted=counted, months=len(figures))
        lines.append(AnswerLine(text, (), LineRole.COMPUTED, (len(computed), len(computed) + 1)))
        computed.append(Computed(value, markers, " + ".join(str(figure.value) for figure in figures)))
        computed.append(Computed(str(len(figures)), headings, "số báo cáo tháng đã cộng"))
    whole = figures is not None and len(months) == len(months_of(understood.periods[0]))
    verdict = Verdict.ANSWERED if whole else Verdict.PARTIAL
    return Draft(verdict, (*lines, *items), book.cited, tuple(computed), notes)


def _counted(figures: Sequence[Figure], topic: Sequence[Concept]) -> str:
    """What every figure counts, in the first words that the reports share with the question; "" where they differ."""
    asked = {syllable for concept in topic for syllable in concept.syllables}
    said = [in_words_of(figure.said, asked).split() for figure in figures if figure.said]
    shared = takewhile(lambda words: len(set(words)) == 1, zip(*said, strict=False))
    return " ".join(words[0] for words in shared)


def _figures(months: Mapping[Month, Told], unit: Phrase) -> list[Figure] | None:
    """Each month's one figure; None where a month has none, several, or one that holds earlier months."""
    found = []
    for told in months.values():
        if len(told.passages) != 1 or is_cumulative(told.passages[0].text):
            return None
        figure = counting(told.passages[0].text, unit)
        if figure is None:
            return None
        found.append(figure)
    return found


def _line(passage: Passage, row: DocumentRow, book: CitationBook) -> AnswerLine:
    text = line_text(passage, passage.text)
    return AnswerLine(text, (book.cite(passage, row),), LineRole(passage.role.value))

"""Answers that name persons: each beside the function the text gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.answer import AnswerLine, LineRole, Understanding, Verdict
from assistant.citing import name
from assistant.composing.facts import is_draft
from assistant.composing.quotes import line_text, quote_of
from assistant.draft import CitationBook, Draft
from assistant.persons import Holding
from assistant.tables import Table, cells_of
from assistant.templates import render
from ingest.document import Passage, PassageKind

_MOST_LINES = 8


def named(understood: Understanding, holdings: Sequence[Holding], weights: Mapping[str, float]) -> Draft:
    """One line a holding; where a number of members is asked for as well, the sentence above the list first."""
    book = CitationBook()
    lines = _lines(understood, holdings, weights, book)
    return Draft(Verdict.ANSWERED, tuple(lines), book.cited)


def nameless(
    understood: Understanding, holdings: Sequence[Holding], weights: Mapping[str, float], *, represented: bool
) -> Draft:
    """The function stands in the archive, but no name beside it: partial, unless the function was asked for."""
    book = CitationBook()
    lines = _lines(understood, holdings, weights, book)
    verdict = Verdict.ANSWERED if represented else Verdict.PARTIAL
    return Draft(verdict, tuple(lines), book.cited, notes=(render("note_function_only"),))


def list_of(table: Table) -> Draft:
    """Every row of a list of persons, under the sentence above it; a list is never cut."""
    book = CitationBook()
    lines = []
    if table.intro is not None:
        marker = book.cite(table.intro, table.document)
        lines.append(AnswerLine(table.intro.text, (marker,), LineRole(table.intro.role.value)))
    lines += [_row(table, row.passage, book) for row in table.body]
    notes = (render("note_draft_among"),) if is_draft(table.document) else ()
    return Draft(Verdict.ANSWERED, tuple(lines), book.cited, notes=notes)


def _row(table: Table, passage: Passage, book: CitationBook) -> AnswerLine:
    """«Trịnh Công Mậu, Phó Bí thư Thường trực Tỉnh ủy – Trưởng Ban»"""
    cells = [
        cell for column, cell in enumerate(cells_of(passage.text)) if column not in table.counting and cell
    ]
    return AnswerLine(" – ".join(cells), (book.cite(passage, table.document),), LineRole(passage.role.value))


def _lines(
    understood: Understanding, holdings: Sequence[Holding], weights: Mapping[str, float], book: CitationBook
) -> list[AnswerLine]:
    lines: list[AnswerLine] = []
    table = next((holding.table for holding in holdings if holding.table), None)
    if understood.asks_figure and table is not None and table.intro is not None:
        marker = book.cite(table.intro, table.document)
        lines.append(AnswerLine(table.intro.text, (marker,), LineRole(table.intro.role.value)))
    for holding in holdings:
        line = _line(holding, understood, weights, book)
        if line is not None and line.text not in {other.text for other in lines}:
            lines.append(line)
    return lines[:_MOST_LINES]


def _line(
    holding: Holding, understood: Understanding, weights: Mapping[str, float], book: CitationBook
) -> AnswerLine | None:
    row, passage = holding.document, holding.passage
    if passage is None:
        return None
    if passage.kind is PassageKind.SIGNATURE and not holding.function:
        return AnswerLine(passage.text, (book.cite(passage, row),), LineRole.HEADING)
    if passage.kind is PassageKind.SIGNATURE:
        text = render(
            "person_signed",
            person=holding.name,
            function=holding.function,
            document=name(row.file, row.heading),
        )
        return AnswerLine(text, (book.cite(passage, row),), LineRole.HEADING)
    if holding.table is not None:
        return _row(holding.table, passage, book)
    quote = quote_of(passage, understood.topic, weights)
    text = line_text(passage, quote)
    return AnswerLine(text, (book.cite(passage, row, quote),), LineRole(passage.role.value))

"""Answers from tables: the rows and columns asked for, each citing its whole row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from assistant.answer import AnswerLine, Computed, LineRole, Understanding, Verdict
from assistant.composing.facts import is_draft
from assistant.composing.passages import scope_lines
from assistant.composing.quotes import quote_of
from assistant.composing.silence import understood_periods
from assistant.draft import CitationBook, Draft
from assistant.tables import Table, TableRow
from assistant.templates import render

_SENTENCE = re.compile(r"[^.]+(?:[.](?!\s)[^.]*)*[.]?")


@dataclass(frozen=True, slots=True)
class Selection:
    """What of a table answers, and how well the rest of the question fits it."""

    table: Table
    coverage: float  # 0..1
    rows: tuple[TableRow, ...] = ()
    columns: tuple[int, ...] = ()  # (): the whole row
    extreme: str | None = None  # "most", "least": rows × columns are the winners …
    compared: tuple[tuple[TableRow, int], ...] = ()  # … among these cells
    members: bool = False  # the titles of ``columns``, or the names of ``rows``, are the answer
    introduced: bool = False  # the sentence before the table is told first
    ratio: bool = False  # … and only what it says in per cent


def told(understood: Understanding, selection: Selection, weights: Mapping[str, float]) -> Draft:
    """The lines of a selection; each row cites its whole passage."""
    book = CitationBook()
    computed = list(understood_periods(understood))
    lines = list(scope_lines(understood))
    table = selection.table
    if selection.introduced and table.intro is not None:
        quote = (
            _in_per_cent(table.intro.text)
            if selection.ratio
            else quote_of(table.intro, understood.topic, weights)
        )
        marker = book.cite(table.intro, table.document, quote)
        lines.append(AnswerLine(quote, (marker,), LineRole(table.intro.role.value)))
    if selection.extreme:
        lines.append(_winners(selection, book, computed))
        # Under their document and role: the most of a plan is no result.
        lines += [_row(selection, row, book) for row in selection.rows]
    elif selection.members:
        lines += _members(selection, book)
    else:
        lines += [_row(selection, row, book) for row in selection.rows]
        difference = _difference(selection)
        if difference is not None:
            lines.append(_compared(selection, difference, book, computed))
    notes = []
    verdict = Verdict.ANSWERED
    if selection.ratio and not selection.introduced:
        verdict = Verdict.PARTIAL
        notes.append(render("note_no_ratio"))
    if is_draft(table.document):
        notes.append(render("note_draft_among"))
    return Draft(verdict, tuple(lines), book.cited, tuple(computed), tuple(notes))


def has_per_cent(text: str) -> bool:
    return "%" in text


def _in_per_cent(text: str) -> str:
    """The first sentence that holds a percentage."""
    return next(found.group().strip() for found in _SENTENCE.finditer(text) if "%" in found.group())


def _row(selection: Selection, row: TableRow, book: CitationBook) -> AnswerLine:
    table = selection.table
    marker = book.cite(row.passage, table.document)
    return AnswerLine(_told_row(table, row, selection.columns), (marker,), LineRole(row.passage.role.value))


def _told_row(table: Table, row: TableRow, columns: tuple[int, ...]) -> str:
    """«Huyện Phước Nguyên: Kinh tế 21; …; Tổng 56.», or «Huyện Ba Trạch – Quốc phòng - an ninh: 11.»"""
    name = next((cell for cell in row.cells[:2] if cell), "") if row.is_total else table.name(row)
    if len(columns) == 1:
        return f"{name} – {table.columns[columns[0]]}: {row.cells[columns[0]]}."
    told_columns = columns or tuple(
        column
        for column in range(len(table.columns))
        if column != table.label and row.cells[column] and column not in table.counting
    )
    joint = " " if table.numeric else ": "
    cells = "; ".join(f"{table.columns[column]}{joint}{row.cells[column]}" for column in told_columns)
    return f"{name}: {cells}." if name != cells else f"{cells}."


def _members(selection: Selection, book: CitationBook) -> list[AnswerLine]:
    table = selection.table
    if selection.columns:
        marker = book.cite(table.header, table.document)
        titles = "; ".join(table.columns[column] for column in selection.columns)
        return [AnswerLine(f"{titles}.", (marker,), LineRole(table.header.role.value))]
    return [
        AnswerLine(
            table.name(row), (book.cite(row.passage, table.document),), LineRole(row.passage.role.value)
        )
        for row in selection.rows
    ]


def _winners(selection: Selection, book: CitationBook, computed: list[Computed]) -> AnswerLine:
    """One line that names the winners, over every cell compared."""
    table = selection.table
    among = tuple(dict.fromkeys(book.cite(row.passage, table.document) for row, _ in selection.compared))
    across = len({column for _, column in selection.compared}) > 1
    value = selection.rows[0].cells[selection.columns[0]]
    if across:
        names = "; ".join(table.columns[column] for column in selection.columns)
        where = next((cell for cell in selection.rows[0].cells[:2] if cell and not cell.isdigit()), "")
    else:
        names = "; ".join(table.name(row) for row in selection.rows)
        where = table.columns[selection.columns[0]]
    template = "most_of_table" if selection.extreme == "most" else "least_of_table"
    computed.append(
        Computed(value, among, render("how_compared", where=where, count=len(selection.compared)))
    )
    text = render(template, where=where, names=names, value=value)
    shown = tuple(dict.fromkeys(book.cite(row.passage, table.document) for row in selection.rows))
    return AnswerLine(text, shown, LineRole.COMPUTED, (len(computed) - 1,))


def _difference(selection: Selection) -> Decimal | None:
    """How far the two rows compared in one column are apart; None where not two are compared."""
    if not selection.compared or len(selection.compared) != 2:
        return None
    first, second = (row.figure(column) for row, column in selection.compared)
    return abs(first - second) if first is not None and second is not None and first != second else None


def _compared(
    selection: Selection, difference: Decimal, book: CitationBook, computed: list[Computed]
) -> AnswerLine:
    table = selection.table
    (first, column), (second, _) = sorted(
        selection.compared, key=lambda cell: cell[0].figure(cell[1]) or 0, reverse=True
    )
    markers = tuple(book.cite(row.passage, table.document) for row in (first, second))
    value = f"{difference.normalize():f}".replace(".", ",")
    computed.append(Computed(value, markers, f"{first.cells[column]} − {second.cells[column]}"))
    text = render(
        "difference_of_table",
        where=table.columns[column],
        more=table.name(first),
        less=table.name(second),
        value=value,
    )
    return AnswerLine(text, markers, LineRole.COMPUTED, (len(computed) - 1,))

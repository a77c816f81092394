"""Questions that a row, a column or the introduction of a table answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answer import Understanding
from assistant.composing.tables import Selection, has_per_cent, told
from assistant.concepts import coverage
from assistant.draft import Draft
from assistant.evidence import Fit, fit
from assistant.reading import Reading
from assistant.table_questions import (
    TableQuestion,
    around,
    columns_named,
    is_a_total,
    is_any_noun,
    is_of_sort,
    noun_asked,
    noun_listed,
    rest_covered,
    rows_named,
    says_done,
    says_more,
    sort_of,
    table_question,
)
from assistant.tables import Table, TableRow, tables_of, words_of
from ingest.archive.archive import DocumentRow
from ingest.document import PassageKind, Role, Span

# Tables are built from the documents of the best rows, and of the best hits of other kinds: so many of each.
_MOST_DOCUMENTS = 5
# The share of what a question says besides rows and columns that a table's surroundings must cover.
_ENOUGH = 0.6
# … where it names no row: more, because any total would do.
_ENOUGH_UNNAMED = 0.75
_MOST_ROWS = 12


def from_tables(understood: Understanding, reading: Reading) -> Draft | None:
    """The answer a table gives; None where the question is not about one, or no table fits it well."""
    question = table_question(understood)
    if not question.is_one:
        return None
    found = [
        selection
        for table in _candidates(understood, reading)
        if (selection := _selected(table, question, understood, reading)) is not None
    ]
    best = max(found, key=_precedence, default=None)
    return told(understood, best, reading.weights) if best is not None else None


def _precedence(selection: Selection) -> tuple[float, int]:
    """The table whose surroundings fit best; among equals the newest."""
    day = selection.table.document.date
    return round(selection.coverage, 1), day.toordinal() if day else 0


def _candidates(understood: Understanding, reading: Reading) -> Iterator[Table]:
    """Tables of the documents named, else of the documents of the best hits, that fit the period and the role."""
    if understood.names_document:
        documents = reading.numbered(understood)
    else:
        within = frozenset(row.id for row in reading.dated(understood)) if understood.periods else None
        hits = reading.hits(understood.query, documents=within)
        rows = {row.id: row for hit, row in hits if hit.passage.kind is PassageKind.TABLE_ROW}
        # The sentence above a table often says what its rows do not.
        others = {row.id: row for _, row in hits if row.id not in rows}
        documents = [*[*rows.values()][:_MOST_DOCUMENTS], *[*others.values()][:_MOST_DOCUMENTS]]
    for document in documents:
        for table in tables_of(document, reading.passages_of(document)):
            if _is_meant(table, document, understood, reading):
                yield table


def _is_meant(table: Table, document: DocumentRow, understood: Understanding, reading: Reading) -> bool:
    """Whether the table is of the period, plan or result, and thing counted that are asked for."""
    if any(role not in (None, table.header.role) for role in (understood.role, reading.filters.role)):
        return False
    if table.header.role is Role.PLAN and says_done(understood.question):
        return False  # "đã đăng ký bao nhiêu": the target is no answer
    if fit(table.header, document, understood.periods) is not Fit.EXACT:
        return False
    return understood.counted is None or coverage((understood.counted,), around(table), {}) == 1.0


def _selected(
    table: Table, question: TableQuestion, understood: Understanding, reading: Reading
) -> Selection | None:
    """The part of the table that is asked for, by the first way of asking that fits."""
    if question.position is not None:
        return _by_position(table, question, reading)
    rows = rows_named(table, question)
    taken = [span for _, span in rows]
    if "whole" in question.asks and "versus" not in question.asks:
        rows = []  # "… An Khương …; cả tỉnh đạt bao nhiêu": the places only say which table
    columns = columns_named(table, question, taken)
    spans = [*taken, *(span for _, span in columns)]
    chosen = tuple(column for column, _ in columns)
    if question.wanted is not None and not rows:
        return _holding(table, question, chosen, spans, reading)
    if question.extreme and len(rows) < 2:
        return _extreme(table, question, tuple(row for row, _ in rows), chosen, spans, reading)
    if rows:
        return _of_rows(table, question, understood, tuple(row for row, _ in rows), chosen, spans, reading)
    if "members" in question.asks:
        return _members(table, question, reading)
    if "ratio" in question.asks:
        return _ratio(table, question, spans, reading)
    if ("total" in question.asks and (question.figures or chosen)) or (question.figures and chosen):
        return _total(table, question, chosen, spans, reading)
    return None


def _by_position(table: Table, question: TableQuestion, reading: Reading) -> Selection | None:
    """The row of a number: by the column that counts, else by its place."""
    covered = rest_covered(table, question, (), reading.weights)
    if covered < _ENOUGH or "bang" not in question.folded.split() and "bieu" not in question.folded.split():
        return None
    wanted = str(question.position)
    numbered = [row for row in table.body if any(row.cells[c].strip(" .0") == wanted for c in table.counting)]
    place = (question.position or 0) - 1
    rows = numbered or ([table.body[place]] if not table.counting and 0 <= place < len(table.body) else [])
    return Selection(table, covered, tuple(rows[:1])) if rows else None


def _of_rows(
    table: Table,
    question: TableQuestion,
    understood: Understanding,
    rows: tuple[TableRow, ...],
    columns: tuple[int, ...],
    spans: Sequence[Span],
    reading: Reading,
) -> Selection | None:
    """The rows named; only the columns named, unless more figures are asked for than columns are named."""
    covered = rest_covered(table, question, spans, reading.weights)
    if covered < _ENOUGH:
        return None
    if not (columns or understood.names_document or says_more(question, spans)):
        return None  # a name alone fits every table of places
    shown = columns if len(columns) >= question.figures or question.figures < 2 else ()
    compared: tuple[tuple[TableRow, int], ...] = ()
    if "versus" in question.asks and len(rows) == 2:
        column = columns[0] if len(columns) == 1 else _column(table, question)
        compared = tuple((row, column) for row in rows) if column is not None else ()
    return Selection(
        table, covered, rows[:_MOST_ROWS], shown, compared=compared, ratio="ratio" in question.asks
    )


def _holding(
    table: Table, question: TableQuestion, columns: tuple[int, ...], spans: Sequence[Span], reading: Reading
) -> Selection | None:
    """The rows whose cell holds the number said: "huyện nào chỉ có 1 …"."""
    noun = _noun(table, question)
    column = columns[0] if len(columns) == 1 else _column(table, question)
    if noun is None or column is None or question.wanted is None or table.ragged:
        return None
    sort, span = noun
    covered = rest_covered(table, question, [*spans, span], reading.weights)
    rows = [row for row in _of_sort(table, sort) if question.wanted.holds(row.figure(column))]
    if covered < _ENOUGH_UNNAMED or not rows:
        return None
    return Selection(table, covered, tuple(rows[:_MOST_ROWS]), (column,))


def _extreme(
    table: Table,
    question: TableQuestion,
    rows: tuple[TableRow, ...],
    columns: tuple[int, ...],
    spans: Sequence[Span],
    reading: Reading,
) -> Selection | None:
    """The rows with the most or least of a column; or the columns, where these are what "nào" asks for."""
    if table.ragged:
        return None
    compared: list[tuple[TableRow, int]] = []
    noun = _noun(table, question)
    if noun is not None and not rows:
        column = columns[0] if len(columns) == 1 else _column(table, question)
        compared = [(row, column) for row in _of_sort(table, noun[0])] if column is not None else []
        spans = [*spans, noun[1]]
    elif (asked := _columns_asked(table, noun_asked(question))) is not None and not columns:
        over = rows[0] if rows else table.total
        compared = [(over, column) for column in asked[0]] if over is not None else []
        spans = [*spans, asked[1]]
    covered = rest_covered(table, question, spans, reading.weights)
    figures = [(row.figure(column), row, column) for row, column in compared]
    known = [figure for figure, _, _ in figures if figure is not None]
    if covered < _ENOUGH_UNNAMED or len(known) < 2 or len(known) != len(figures):
        return None
    best = max(known) if question.extreme == "most" else min(known)
    won = [(row, column) for figure, row, column in figures if figure == best]
    return Selection(
        table,
        covered,
        tuple(dict.fromkeys(row for row, _ in won)),
        tuple(dict.fromkeys(column for _, column in won)),
        extreme=question.extreme,
        compared=tuple(compared),
    )


def _members(table: Table, question: TableQuestion, reading: Reading) -> Selection | None:
    """The names of the rows, or the titles of the columns, where these are what "gồm những … nào" asks for."""
    rows: tuple[TableRow, ...] = ()
    columns: tuple[int, ...] = ()
    span: Span | None = None
    if (noun := noun_listed(question)) is None:
        return None
    if table.label is not None and _ends(noun[0], words_of(table.columns[table.label])):
        rows, span = table.body, noun[1]
    elif (asked := _columns_asked(table, noun)) is not None:
        columns, span = asked
    if span is None:
        return None
    last = noun[0].split()[-2:]
    counted = re.search(rf"\b(\d+) {' '.join(last)}\b", question.folded)
    if counted and int(counted[1]) != len(rows or columns):
        return None
    spans = [span, Span(*counted.span())] if counted else [span]
    covered = rest_covered(table, question, spans, reading.weights)
    if covered < _ENOUGH_UNNAMED or not says_more(question, spans):
        return None
    return Selection(table, covered, rows, columns, members=True, introduced=bool(columns))


def _ratio(
    table: Table, question: TableQuestion, spans: Sequence[Span], reading: Reading
) -> Selection | None:
    """What the introduction says in per cent."""
    if table.intro is None or not has_per_cent(table.intro.text):
        return None
    covered = rest_covered(table, question, spans, reading.weights)
    if covered < _ENOUGH_UNNAMED or not (spans or says_more(question, spans)):
        return None
    return Selection(table, covered, introduced=True, ratio=True)


def _total(
    table: Table, question: TableQuestion, columns: tuple[int, ...], spans: Sequence[Span], reading: Reading
) -> Selection | None:
    """The row that adds up the others."""
    if table.total is None:
        return None
    covered = rest_covered(table, question, spans, reading.weights)
    if covered < _ENOUGH_UNNAMED or not (says_more(question, ()) or spans):
        return None
    # "Tổng số ý kiến …, trả lời ngay bao nhiêu": a column that is a total itself is not all that is asked for.
    narrow = len(columns) >= question.figures and not any(is_a_total(table.columns[c]) for c in columns)
    return Selection(table, covered, (table.total,), columns if narrow else (), introduced=True)


def _noun(table: Table, question: TableQuestion) -> tuple[str, Span] | None:
    """What "nào" asks for, where it is what the rows of the table are."""
    noun = noun_asked(question)
    if noun is None or table.label is None:
        return None
    said, span = noun
    if _ends(said, words_of(table.columns[table.label])) or is_any_noun(said):
        return said, span
    sort = sort_of(said)
    known = sort is not None and any(is_of_sort(table.name(row), sort) for row in table.body)
    return (sort, span) if sort is not None and known else None


def _columns_asked(table: Table, noun: tuple[str, Span] | None) -> tuple[tuple[int, ...], Span] | None:
    """The columns of figures, where "nào" asks for what the introduction says the table is divided by."""
    if noun is None or table.intro is None or len(table.numeric) < 2:
        return None
    said = " ".join(noun[0].split()[-2:])
    if not re.search(rf"\b(?:theo|tung|cac|va|\d+) {said}\b", words_of(table.intro.text)):
        return None
    return tuple(column for column in table.numeric if column not in table.totals), noun[1]


def _of_sort(table: Table, sort: str) -> list[TableRow]:
    return [row for row in table.body if is_of_sort(table.name(row), sort)]


def _ends(said: str, title: str) -> bool:
    return said == title or said.endswith(f" {title}")


def _column(table: Table, question: TableQuestion) -> int | None:
    """The column compared where none is named: the total, the only one, else the one whose title is said most of."""
    if len(table.totals) == 1:
        return table.totals[0]
    if len(table.numeric) == 1:
        return table.numeric[0]
    said = set(words_of(question.folded).split())
    shares = {
        column: len(said & set(words_of(table.columns[column]).split())) / len(table.columns[column].split())
        for column in table.numeric
    }
    best = max(shares.values(), default=0.0)
    named = [column for column, share in shares.items() if share == best]
    return named[0] if best and len(named) == 1 else None

"""Who somebody is: a person's name beside the function asked for, or that nothing names one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.answer import Kind, Understanding
from assistant.composing.facts import is_draft
from assistant.composing.persons import list_of, named, nameless
from assistant.composing.silence import not_found, which_topic
from assistant.draft import Draft
from assistant.persons import (
    Holding,
    PersonQuestion,
    asks_of_a_person,
    is_held,
    is_of_several,
    item_holdings,
    lists_members,
    members_asked,
    name_in,
    person_question,
    signature_holding,
    table_holdings,
)
from assistant.reading import Reading
from assistant.tables import Table, tables_of, words_of
from ingest.archive.archive import DocumentRow
from ingest.document import PassageKind
from ingest.vietnamese.text import fold

_MOST_DOCUMENTS = 5
_NOT_OF_PERSONS = frozenset({Kind.SIGNER, Kind.RECIPIENTS})


def persons(understood: Understanding, reading: Reading) -> Draft | None:
    """The person who holds a function, or the functions of a person; None where neither is asked."""
    if understood.kind in _NOT_OF_PERSONS:
        return None
    asked = person_question(understood)
    if asked is not None:
        return _holders(asked, understood, reading)
    body = members_asked(understood)
    if body is not None:
        return _members(body, understood, reading)
    if not asks_of_a_person(fold(understood.question)):
        return None
    return _functions(understood, reading)


def _holders(asked: PersonQuestion, understood: Understanding, reading: Reading) -> Draft:
    if not asked.body and not understood.names_document:
        return which_topic()
    found = [holding for holding in _holdings(understood, reading) if is_held(holding, asked)]
    held = [holding for holding in found if holding.name]
    if held:
        chosen = _of_newest(held) if not is_of_several(asked) else _of_list(held)
        return named(understood, _shown(chosen, reading), reading.weights)
    if found:
        shown = _shown(_of_newest(found), reading)
        return nameless(understood, shown, reading.weights, represented=bool(asked.represented))
    return not_found(understood, (), reading.years())


def _members(body: Sequence[tuple[str, ...]], understood: Understanding, reading: Reading) -> Draft | None:
    """The newest list of the body's members, whole; None where the archive has none."""
    if not body and not understood.names_document:
        return None
    listed = [table for table in _tables(understood, reading) if lists_members(table, body)]
    newest = max(listed, key=lambda table: _day(table.document), default=None)
    return list_of(newest) if newest is not None else None


def _functions(understood: Understanding, reading: Reading) -> Draft | None:
    """What the person named in the question is; None where no person is."""
    question = f" {words_of(understood.question)} "
    held = [h for h in _holdings(understood, reading) if h.name and f" {words_of(h.name)} " in question]
    if held:
        return named(understood, _shown(_of_person(held), reading), reading.weights)
    name = name_in(understood.question)
    if name:
        # The second signature of a joint document is in no heading.
        signed = [
            Holding(name, "", row.issuer or "", row, hit.passage)
            for hit, row in reading.hits(understood.query)
            if hit.passage.kind is PassageKind.SIGNATURE and words_of(name) in words_of(hit.passage.text)
        ]
        if signed:
            return named(understood, signed[:1], reading.weights)
    if name and re.search(r"\b(?:la ai|chuc vu|chuc danh)\b", question):
        return not_found(understood, (), reading.years())
    return None


def _tables(understood: Understanding, reading: Reading) -> list[Table]:
    """Tables of the documents named, else of the documents of the best rows."""
    if understood.names_document:
        documents = reading.numbered(understood)
    else:
        hits = reading.hits(understood.query)
        rows = {row.id: row for hit, row in hits if hit.passage.kind is PassageKind.TABLE_ROW}
        documents = [*rows.values()][:_MOST_DOCUMENTS]
    return [table for row in documents for table in tables_of(row, reading.passages_of(row))]


def _holdings(understood: Understanding, reading: Reading) -> list[Holding]:
    """Functions told in signatures, lists and sentences, newest document first, each once."""
    signed = (
        reading.numbered(understood)
        if understood.names_document
        else reading.dated(replace(understood, types=()))
    )
    holdings = [holding for row in signed if not is_draft(row) and (holding := signature_holding(row))]
    for table in _tables(understood, reading):
        holdings += table_holdings(table)
    within = frozenset(row.id for row in signed)
    for hit, row in reading.hits(understood.query, documents=within if understood.names_document else None):
        if hit.passage.kind is PassageKind.ITEM:
            holdings += item_holdings(hit.passage, row)
    if understood.periods:
        holdings = [holding for holding in holdings if holding.document.id in within]
    return sorted(_once(holdings), key=lambda holding: -_day(holding.document))


def _shown(holdings: Iterable[Holding], reading: Reading) -> list[Holding]:
    """The holdings that a passage shows; a signature's is read only now."""
    return [
        holding if holding.passage else replace(holding, passage=signature)
        for holding in holdings
        if holding.passage or (signature := reading.closing(holding.document).get(PassageKind.SIGNATURE))
    ]


def _day(row: DocumentRow) -> int:
    return row.date.toordinal() if row.date else 0


def _once(holdings: Iterable[Holding]) -> list[Holding]:
    """Each holding of a passage once: a row may tell a function in two ways."""
    seen: dict[tuple[str, str | None, str, str], Holding] = {}
    for holding in holdings:
        place = holding.passage.id if holding.passage else ""
        seen.setdefault((holding.document.id, holding.name, holding.function, place), holding)
    return list(seen.values())


def _of_newest(holdings: Sequence[Holding]) -> list[Holding]:
    """Those of the newest document; a list says more than a signature of the same day."""
    if not holdings:
        return []
    newest = _day(holdings[0].document)
    first = next((h for h in holdings if _day(h.document) == newest and h.passage), holdings[0])
    return [holding for holding in holdings if holding.document.id == first.document.id]


def _of_list(holdings: Sequence[Holding]) -> list[Holding]:
    """The whole of the newest list of several, else each person told once, newest first."""
    listed = _of_newest([holding for holding in holdings if holding.table is not None])
    if len(listed) > 1:
        return listed
    told: dict[str, Holding] = {}
    for holding in holdings:
        told.setdefault(holding.name or "", holding)
    return list(told.values())


def _of_person(holdings: Sequence[Holding]) -> list[Holding]:
    """Each function once, from its newest document; what a list or a signature says before what a sentence says."""
    told: dict[tuple[str, bool], Holding] = {}
    for holding in holdings:
        listed = holding.table is not None
        told.setdefault((words_of(holding.function), listed), holding)
    return sorted(told.values(), key=lambda holding: holding.passage is not None and holding.table is None)

"""Which document another one rests on, carries out or replaces: told by the mentions that say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Hit, Relation, Understanding
from assistant.answering.quoting import quotes
from assistant.composing.facts import with_sources
from assistant.composing.passages import quoted
from assistant.composing.silence import not_found
from assistant.draft import Draft
from assistant.evidence import Evidence, Fit
from assistant.reading import Reading
from ingest.archive.archive import DocumentRow
from ingest.document import Reference, ReferenceRole

# Where a named document says what it rests on; any mention will do where the type asked for is named.
_ENDED = frozenset({ReferenceRole.REPLACES, ReferenceRole.REPLACED})
_RESTS_ON = frozenset({ReferenceRole.BASIS, ReferenceRole.DIRECTS})


def related_documents(understood: Understanding, reading: Reading) -> Draft | None:
    """The passages that name the documents asked for; None: nothing points at them, another way may answer."""
    if understood.relation is Relation.SAYS and not understood.names_document:
        draft = quotes(understood, reading)
        return _with_sources(draft, reading) if draft.cited else None
    rows = reading.numbered(understood) if understood.names_document else reading.told_in(understood)
    if understood.document:
        # "Kế hoạch đó căn cứ văn bản nào": its own type is none that is asked for.
        own = {row.type for row in rows}
        understood = replace(understood, types=tuple(name for name in understood.types if name not in own))
    if understood.relation is Relation.REPLACED_BY and understood.numbers:
        found = [
            (reference, row)
            for number in understood.numbers
            for reference, row in reading.mentions(number)
            if reference.role in _ENDED
        ]
        told = _told(understood, reading, found)
        return _with_sources(told, reading) if told else not_found(understood, (), reading.years())
    if rows:
        by_id = {row.id: row for row in rows}
        mentions = _wanted(understood, reading.mentions_in(rows))
        return _told(understood, reading, [(mention, by_id[_document(mention)]) for mention in mentions])
    if understood.names_document:
        return None
    if not understood.topic and understood.context and understood.relation is not Relation.BASIS:
        rows = list(reading.rows(understood.context))
        by_id = {row.id: row for row in rows}
        mentions = _wanted(understood, reading.mentions_in(rows))
        return _told(understood, reading, [(mention, by_id[_document(mention)]) for mention in mentions])
    if not understood.topic:
        return None
    return _of_topic(understood, reading)


def _of_topic(understood: Understanding, reading: Reading) -> Draft | None:
    """What a matter rests on: the passages about it that name such a document."""
    found = reading.evidence(understood, understood.context or None)
    entries = [entry for entry in reading.answering(found) if entry.fit >= Fit.BROAD]
    mentions = reading.mentions_in({entry.row.id: entry.row for entry in entries}.values())
    naming = {mention.passage_id for mention in _wanted(understood, mentions)}
    chosen = [entry for entry in entries if entry.passage.id in naming]
    return _with_sources(quoted(understood, chosen, reading.weights), reading) if chosen else None


def _with_sources(draft: Draft, reading: Reading) -> Draft:
    """The documents that say so are asked for as much as what they say."""
    return with_sources(draft, {cited.row.id: reading.heading(cited.row) for cited in draft.cited})


def _wanted(understood: Understanding, mentions: Sequence[Reference]) -> list[Reference]:
    """The mentions in the relation asked for, of the types named."""
    if understood.relation is Relation.REPLACES:
        roles = frozenset({ReferenceRole.REPLACES})
    else:
        roles = frozenset(ReferenceRole) if understood.types else _RESTS_ON
    return [
        mention
        for mention in mentions
        if mention.role in roles and (not understood.types or mention.type in understood.types)
    ]


def _document(mention: Reference) -> str:
    return mention.passage_id.split(".", 1)[0]


def _told(
    understood: Understanding, reading: Reading, found: Sequence[tuple[Reference, DocumentRow]]
) -> Draft | None:
    """The passages of the mentions, each once, in their order."""
    passages = reading.passages(dict.fromkeys(mention.passage_id for mention, _ in found))
    entries = {
        mention.passage_id: Evidence(Hit(passages[mention.passage_id], 1.0), row, 1.0, Fit.EXACT)
        for mention, row in found
        if mention.passage_id in passages
    }
    if not entries:
        return None
    return quoted(replace(understood, topic=(), role=None, periods=()), list(entries.values()), {})

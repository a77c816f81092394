"""What the archive's reads return besides the document nouns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ingest.document import Heading


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as lists and citations show it, without its text."""

    id: str
    collection: str
    file: str  # path below the archive folder
    version: str
    number: str | None  # canonical own number
    type: str | None
    date: date | None
    issuer: str | None
    title: str | None
    signer: str | None
    heading: Heading
    status: str  # "held"
    pages: int | None
    format: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the scope holds. ``outcomes`` counts ledger rows by outcome."""

    documents: int
    passages: int
    references: int
    vectors: int  # passages found by the dense leg
    collections: Mapping[str, int]  # collection → documents
    outcomes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Completion:
    """How far the chosen model has embedded what is held. A text that stands in many passages counts once."""

    done: int
    total: int
    new_model: bool  # the index in use is another model's until all is done


@dataclass(frozen=True, slots=True)
class PurgeReport:
    """What a purge took away. The files in the archive folder are not touched."""

    documents: tuple[str, ...]  # ids that were held and are gone
    passages: int
    embeddings: int  # cached vectors deleted (text shared with other documents keeps its own)
    ledger_rows: int
    lexical_rebuilt: bool
    vector_collections_rebuilt: int

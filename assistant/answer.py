"""The nouns of a question and its answer, as frozen values; the wire shape is made from these.

The shape is DESIGN.md's "What leaves the house": fields may be added later, never renamed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from assistant.concepts import Concept, Phrase
from ingest.document import DocumentNumber, Passage, PassageKind, Period, Role


class Verdict(StrEnum):
    ANSWERED = "answered"
    PARTIAL = "partial"
    NOT_FOUND = "not_found"
    REFUSED = "refused"
    CLARIFY = "clarify"


class Kind(StrEnum):
    """What is asked for."""

    TASKS = "tasks"  # what was or will be done: a list of items
    FACT = "fact"  # passages that answer
    SIGNER = "signer"
    RECIPIENTS = "recipients"
    NUMBER = "number"  # the own number of a document
    DATE = "date"  # the date of a document
    DIRECTS = "directs"  # which document another one, or a matter, rests on
    CITE = "cite"  # how a document is cited
    ABOUT = "about"  # what a numbered document is: number, date, issuer, title
    LIST = "list"  # which documents there are: by type, issuer, signer, time
    COUNT = "count"  # how many of them
    COMPARE = "compare"  # two periods side by side
    FOLLOW = "follow"  # what became of the tasks of a period
    OPEN = "open"  # which tasks of a period are not finished
    TOTAL = "total"  # a figure of a year or quarter, from its own report or the monthly ones


class Relation(StrEnum):
    """How a document that is asked for stands to the one named."""

    SAYS = "says"  # which document says so
    BASIS = "basis"  # what it rests on or carries out
    REPLACES = "replaces"  # what it replaces
    REPLACED_BY = "replaced_by"


class LineRole(StrEnum):
    RESULT = "result"
    PLAN = "plan"
    NONE = "none"  # quoted from a passage that is neither
    HEADING = "heading"  # a heading or closing fact of a held document
    CITED_ONLY = "cited_only"  # known from a mention only
    COMPUTED = "computed"
    SCOPE = "scope"  # restates how the question was understood


@dataclass(frozen=True, slots=True)
class Filters:
    """Limits the client sets. None means no limit."""

    collections: frozenset[str] | None = None
    documents: frozenset[str] | None = None  # document ids
    types: frozenset[str] | None = None  # "Báo cáo"
    start: date | None = None  # wire name "from"
    end: date | None = None  # wire name "to"
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    as_of: date
    conversation: str | None = None
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True, slots=True)
class Source:
    """What the question says of the document it is to be answered from."""

    type: str
    words: tuple[Concept, ...]  # of its title or issuer
    draft: bool
    asks_contents: bool  # "… quy định gì": what the document itself says
    led: bool = False  # "theo …", "trong …": something is asked that it tells


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question, understood. ``topic`` is what an answer must be about."""

    question: str
    kind: Kind
    role: Role | None
    as_of: date
    numbers: tuple[DocumentNumber, ...] = ()
    body: Phrase = ()  # the body named as the one that speaks or is spoken of, folded
    context: frozenset[str] = frozenset()  # ids of the documents of the last answer, looked into first
    only_context: bool = False  # … and nowhere else
    document: str | None = None  # id of the held document a follow-up is asked of
    periods: tuple[Period, ...] = ()
    types: tuple[str, ...] = ()  # document types named: ("Báo cáo",)
    topic: tuple[Concept, ...] = ()
    words: tuple[Concept, ...] = ()  # all its content words: what to look for inside one document
    facts: tuple[Kind, ...] = ()  # every fact of a document asked for: "ai ký, gửi đâu"
    asks_figure: bool = False
    asks_money: bool = False
    asks_share: bool = False  # per cent
    asks_place: bool = False
    asks_day: bool = False
    asks_why: bool = False
    asks_items: bool = False  # "những … nào", "tiêu chuẩn gì": every item of a part of a document
    asks_names: bool = False  # "danh sách …", "tên …": each one by name
    asks_outcome: bool = False  # "… đã làm chưa": a plan and what came of it
    newest: bool = False  # "mới nhất": the newest of the documents that fit
    source: Period | None = None  # the month of the report named: "theo báo cáo tháng 02, tháng 3 …"
    relation: Relation | None = None  # how the documents asked for stand to the one named
    told_in: Source | None = None  # the document named by type and title as where to look
    place: tuple[str, ...] = ()  # parts of a document asked for, folded, inside out: ("khoan 2", "dieu 7")
    section: tuple[Concept, ...] = ()  # the title of a section named: "phần tham mưu"
    counted: Concept | None = None  # what "bao nhiêu …" asks to count
    query: str = ""  # what is searched for: the question less its function words, abbreviations expanded
    year_given: bool = True  # False: a month or quarter was said without its year

    @property
    def names_document(self) -> bool:
        """One document is meant, by its number or by the last answer."""
        return bool(self.numbers or self.document)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its scores; the score never lives on the passage."""

    passage: Passage
    score: float  # fused, 0..1
    lexical: float | None = None  # normalised by the best, 0..1; None: not found by this leg
    dense: float | None = None  # cosine; None: not found by this leg
    reranked: float | None = None  # in the reranker's own measure; None: not asked of it


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """What a citation shows of its document."""

    id: str
    file: str
    number: str | None
    type: str | None
    date: date | None
    issuer: str | None
    title: str | None
    signer_role: str | None = None


@dataclass(frozen=True, slots=True)
class About:
    """A document that is only mentioned (or held), as the mention gives it."""

    number: str
    date: date | None
    issuer: str | None
    title: str | None
    held: bool


@dataclass(frozen=True, slots=True)
class Citation:
    marker: int
    passage_id: str
    kind: PassageKind
    role: Role
    quote: str  # stands verbatim in the passage's text
    section: tuple[str, ...]
    page: int | None
    document: DocumentCard
    cite_as: str
    about: About | None = None
    confidence: float | None = None  # of a passage that a machine read off a scan


@dataclass(frozen=True, slots=True)
class Computed:
    """A value that stands in no quote: how it was made and from which citations (markers)."""

    value: str
    sources: tuple[int, ...]  # wire name "from"
    how: str


@dataclass(frozen=True, slots=True)
class AnswerLine:
    text: str
    markers: tuple[int, ...]
    role: LineRole
    computed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Nearest:
    """A passage shown as unverified when nothing answers; it is not a citation."""

    passage_id: str
    text: str
    document: DocumentCard
    cite_as: str


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    question: str


@dataclass(frozen=True, slots=True)
class Dropped:
    lines: int = 0
    quotes: int = 0


class Fault(StrEnum):
    """Why verification drops a line or a quote."""

    QUOTE = "quote"  # the quote does not stand in its passage
    DOCUMENT = "document"  # what is said of the passage or its document is not theirs
    EMPTY = "empty"
    CITATION = "citation"  # the line leans on a quote or value that is not there or was dropped
    UNCITED = "uncited"
    COMPUTED = "computed"  # the citations do not give the value
    ROLE = "role"  # plan told as result, or the other way round
    DONE = "done"  # a plan told in words of what is done
    UNSUPPORTED = "unsupported"  # a number, date or name that nothing cited holds


@dataclass(frozen=True, slots=True)
class Loss:
    """A line or quote that was dropped; ``words``: what of it nothing holds."""

    text: str
    fault: Fault
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    id: str
    verdict: Verdict
    understood: Understanding
    text: str  # made from lines
    lines: tuple[AnswerLine, ...]
    citations: tuple[Citation, ...]
    computed: tuple[Computed, ...] = ()
    notes: tuple[str, ...] = ()
    nearest: tuple[Nearest, ...] = ()
    follow_ups: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    dropped: Dropped = Dropped()
    prompt: str | None = None
    conversation: str | None = None
    composed_by: str = "quotes"

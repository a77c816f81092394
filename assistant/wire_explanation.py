"""The shape of an explanation as it leaves the house; light to import, for the client.

Like the answer's, its fields may be added to, never renamed (docs/design.md, "What leaves the house").
"""

from __future__ import annotations

from typing_extensions import TypedDict

Interval = TypedDict("Interval", {"from": str, "to": str, "said": str})
# What the client limited the question to; None: no limit.
Limits = TypedDict(
    "Limits",
    {
        "documents": list[str] | None,
        "types": list[str] | None,
        "from": str | None,
        "to": str | None,
        "role": str | None,
    },
)


class WireConcept(TypedDict):
    """A concept of the topic, the other ways to say it, and the share of the topic it makes, 0..1.

    ``weight`` is the sum of the inverse document frequencies of its syllables; None where the archive was not asked.
    """

    said: str
    alternatives: list[str]
    weight: float | None
    share: float


class WireToldIn(TypedDict):
    type: str
    words: list[str]
    draft: bool


class WireReadAs(TypedDict):
    question: str  # as completed from the conversation
    query: str  # what is searched for
    kind: str
    role: str | None
    as_of: str
    periods: list[Interval]
    source: Interval | None  # the month of the report that is named as the source
    numbers: list[str]
    types: list[str]
    body: str | None
    document: str | None  # id of the document a follow-up is asked of
    context: list[str]  # ids of the documents of the last answer, looked into first
    told_in: WireToldIn | None
    place: list[str]
    topic: list[WireConcept]
    counted: str | None
    facts: list[str]
    asks: list[str]  # figure, money, share, day, why, items, names, newest


class WireReach(TypedDict):
    """What could be read: the collections of the scope and the client's limits."""

    collections: list[str]
    limits: Limits


class WireSearch(TypedDict):
    query: str
    documents: int | None  # how many documents it was limited to; None: all of the scope
    found: int
    passed: int  # of them pass the client's limits
    ms: float


class WireTriedHit(TypedDict):
    """A hit of retrieval; scores 0..1, None: not found by this leg. ``score`` is the fused one, dealt out anew where
    the passage was reranked; ``reranked`` is in the reranker's own measure, None: not asked of it.
    ``why_not`` is None where it is quoted."""

    rank: int
    passage_id: str
    text: str
    cite_as: str
    score: float
    lexical: float | None
    dense: float | None
    reranked: float | None
    coverage: float | None
    fit: str | None  # exact, broad, unknown, other
    role: str
    kind: str
    quoted: bool
    why_not: str | None


class WireWay(TypedDict):
    way: str
    took: bool


class WireLoss(TypedDict):
    text: str
    why: str
    words: list[str]  # of it, what nothing cited holds


class WireTiming(TypedDict):
    stage: str
    ms: float


class WireExplanation(TypedDict):
    """How an answer came about: what was understood, read, found, left out, and how long it took."""

    understood: WireReadAs
    reach: WireReach
    searches: list[WireSearch]
    minimum: float | None  # the coverage that was asked of a passage
    hits: list[WireTriedHit]
    read_directly: int  # passages quoted that were read from their document, not searched
    ways: list[WireWay]
    answered_by: str
    verdict: str
    dropped: list[WireLoss]
    timings: list[WireTiming]

"""The body that took over from the one a question names, and those it took over from.

They answer where the named body has nothing that fits, and only in the same place: which province is meant is
told by its own documents, else by there being one alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.concepts import Phrase
from ingest.document import Period
from ingest.vietnamese.lineage import place_of, predecessors, successors
from ingest.vietnamese.text import fold, match_copy

_WORD = re.compile(r"[^\W_]+")
# "Ban Dân vận Tỉnh ủy" names "Ban Dân vận Tỉnh ủy Hòa Giang": a place of two syllables is often left out.
_PLACE = 2


def names_of_kin(issuers: Iterable[str]) -> set[Phrase]:
    """The names under which a question may mean these issuers: what they were before and go on as."""
    return {syllables(name) for issuer in issuers for name in (*successors(issuer), *predecessors(issuer))}


def is_kin_name(said: Phrase) -> bool:
    """Whether a run of syllables names a body that has a successor or predecessor, its committee included."""
    return place_of(" ".join(said)) is not None


def heirs(said: Phrase, issuers: Sequence[str], periods: Sequence[Period] = ()) -> list[str]:
    """Of ``issuers`` those that the body ``said`` goes on as or was, in the time asked about."""
    named = [issuer for issuer in issuers if is_named(syllables(issuer), said)] or [" ".join(said)]
    last = max((period.end for period in periods), default=None)
    first = min((period.start for period in periods), default=None)
    kin = {
        syllables(name)
        for issuer in named
        for name in (*successors(issuer, last), *predecessors(issuer, first))
    }
    found = [issuer for issuer in issuers if any(is_named(syllables(issuer), name) for name in kin)]
    places = {place_of(issuer) for issuer in found}
    told = named != [" ".join(said)]
    return found if told or len(places) == 1 else []


def is_named(name: Phrase, said: Phrase) -> bool:
    """Whether an issuer's name is meant by the syllables said of it."""
    return name[: len(said)] == said or (said[: len(name)] == name and len(said) - len(name) <= _PLACE)


def syllables(text: str) -> Phrase:
    return tuple(_WORD.findall(fold(match_copy(text).text)))

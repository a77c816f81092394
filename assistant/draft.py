"""An answer before it is verified, and the book of its citations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.answer import About, AnswerLine, Choice, Citation, Computed, Nearest, Verdict
from assistant.citing import card, cite_as
from ingest.archive.archive import DocumentRow
from ingest.document import Passage


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation with the passage and document it was taken from, for the verifier."""

    citation: Citation
    passage: Passage
    row: DocumentRow


@dataclass(frozen=True, slots=True)
class Draft:
    verdict: Verdict
    lines: tuple[AnswerLine, ...] = ()
    cited: tuple[Cited, ...] = ()
    computed: tuple[Computed, ...] = ()
    notes: tuple[str, ...] = ()
    nearest: tuple[Nearest, ...] = ()
    choices: tuple[Choice, ...] = ()


@dataclass(slots=True)
class CitationBook:
    """Hands out markers while an answer is written: one per passage and quote."""

    _cited: dict[tuple[str, str], Cited] = field(default_factory=dict)

    @classmethod
    def of(cls, cited: Sequence[Cited]) -> CitationBook:
        """A book that goes on after the citations of a draft."""
        return cls({(entry.passage.id, entry.citation.quote): entry for entry in cited})

    def cite(
        self, passage: Passage, row: DocumentRow, quote: str | None = None, about: About | None = None
    ) -> int:
        """The marker of ``quote`` (default: the whole passage) in ``passage``."""
        key = (passage.id, quote or passage.text)
        if key not in self._cited:
            citation = Citation(
                marker=len(self._cited) + 1,
                passage_id=passage.id,
                kind=passage.kind,
                role=passage.role,
                quote=key[1],
                section=passage.path,
                page=passage.pages[0] if passage.pages else None,
                document=card(row.id, row.file, row.heading),
                cite_as=cite_as(row.file, row.heading),
                about=about,
                confidence=passage.confidence,
            )
            self._cited[key] = Cited(citation, passage, row)
        return self._cited[key].citation.marker

    @property
    def cited(self) -> tuple[Cited, ...]:
        return tuple(self._cited.values())


def nearest(passage: Passage, row: DocumentRow) -> Nearest:
    return Nearest(
        passage.id, passage.text, card(row.id, row.file, row.heading), cite_as(row.file, row.heading)
    )

"""The period role of each section: its own words where they may speak, else those above it (domain.md §5).

Below a heading that named its role, a heading may only turn results into plans, and only in so many words.
"""

from __future__ import annotations

from ingest.document import Heading, Period, Role, Section
from ingest.parsing.roles import document_role, role_of_heading, section_period, weak_plan, without_roles
from ingest.parsing.structure.labels import BULLETS, Rank

_NEUTRAL = ("kiến nghị", "đề xuất")  # neither done nor planned, wherever they stand
_PLAN_OPENINGS = ("phương hướng", "dự kiến", "trọng tâm")


class SectionRoles:
    """Role and period of sections, entered in document order. ``base`` is the role outside all sections."""

    def __init__(self, heading: Heading, first_words: str) -> None:
        self._heading = heading
        self._year = heading.date.year if heading.date else None
        self._silent = without_roles(heading.type)
        self._spoken: dict[int, bool] = {}  # by section: it or one above it named its role
        self.base = document_role(heading.type, heading.title, first_words)
        self.base_period = self._period_of(self.base)

    def enter(self, index: int, title: str, rank: Rank, parent: Section | None) -> tuple[Role, Period | None]:
        """Role and period of section ``index``, whose parent has been entered."""
        role, period, own = self._read(title, rank, parent)
        above = parent is not None and self._spoken[parent.index]
        self._spoken[index] = role is not Role.NONE if own else above
        return role, period

    def _read(self, title: str, rank: Rank, parent: Section | None) -> tuple[Role, Period | None, bool]:
        if self._silent or rank is Rank.ARTICLE:
            return Role.NONE, None, False
        if rank in (Rank.ATTACHED, Rank.APPENDIX):  # what the body tells or plans says nothing of it
            own = role_of_heading(title)
            return own or Role.NONE, section_period(title, own, self._year), own is not None
        inherited = parent.role if parent is not None else self.base
        period = parent.period if parent is not None else self.base_period
        if rank in BULLETS:
            return inherited, period, False
        said = role_of_heading(title)
        if (
            said is None
            and parent is None
            and self.base is Role.NONE
            and rank <= Rank.NUMBER
            and weak_plan(title)
        ):
            said = Role.PLAN
        if said is None and inherited is Role.RESULT and any(word in title.casefold() for word in _NEUTRAL):
            return Role.NONE, None, False
        spoken = parent is not None and self._spoken[parent.index]
        turns = said is Role.PLAN and inherited is Role.RESULT and _opens_plan(title)
        if said is None or (spoken and not turns):
            return inherited, period, False
        return said, section_period(title, said, self._year) or self._period_of(said), True

    def _period_of(self, role: Role) -> Period | None:
        if role is Role.RESULT:
            return self._heading.reported
        return self._heading.planned if role is Role.PLAN else None


def _opens_plan(title: str) -> bool:
    return weak_plan(title) or title.casefold().lstrip(" *").startswith(_PLAN_OPENINGS)

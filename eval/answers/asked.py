"""What was asked and what came back: the values between the runner and the scorer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assistant.client import WireAnswer, WireCitation, WireLine
from eval.answers.schema import Question
from ingest.document import Period

FAILED = "error"  # stands for the verdict where the service refused the question


@dataclass(frozen=True, slots=True)
class Served:
    """A cited passage as ``/v1/passages/{id}`` gives it."""

    text: str
    role: str = "none"
    lead_in: tuple[str, ...] = ()
    period: Period | None = None

    @classmethod
    def of_wire(cls, passage: Mapping[str, Any]) -> Served:
        period = passage.get("period")
        return cls(
            text=passage["text"],
            role=passage["role"],
            lead_in=tuple(passage.get("lead_in") or ()),
            period=Period(date.fromisoformat(period["from"]), date.fromisoformat(period["to"]))
            if period
            else None,
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and its answer; ``answer`` is None where the service refused, ``failure`` says how."""

    question: Question
    answer: WireAnswer | None
    passages: Mapping[str, Served] = field(default_factory=dict)  # by id; one not served is missing
    milliseconds: float = 0.0
    failure: str = ""

    @property
    def verdict(self) -> str:
        return self.answer["verdict"] if self.answer else FAILED

    @property
    def lines(self) -> list[WireLine]:
        return self.answer["lines"] if self.answer else []

    def citations(self, line: WireLine) -> list[WireCitation]:
        """The citations of a line's markers, those behind its computed values included."""
        if self.answer is None:
            return []
        markers = set(line["markers"])
        for index in line["computed"]:
            if 0 <= index < len(self.answer["computed"]):
                markers.update(self.answer["computed"][index]["from"])
        return [citation for citation in self.answer["citations"] if citation["marker"] in markers]

    def cited(self) -> list[WireCitation]:
        """The citations that some line uses."""
        used = {citation["marker"]: citation for line in self.lines for citation in self.citations(line)}
        return list(used.values())

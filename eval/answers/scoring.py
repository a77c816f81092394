"""One answer against its question: every check's findings, and whether the answer is right."""

from __future__ import annotations

from dataclasses import dataclass

from eval.answers.asked import Asked
from eval.answers.citing import missing_documents, not_verbatim, uncovered_quotes
from eval.answers.facts import facts_cited_elsewhere, forbidden, missing_facts
from eval.answers.invented import invented
from eval.answers.periods import plan_as_result, wrong_period
from eval.answers.schema import SILENT, Question


@dataclass(frozen=True, slots=True)
class Score:
    """What each check found; an empty tuple is a pass."""

    question: Question
    verdict: str
    lines: tuple[str, ...]
    milliseconds: float
    missing_facts: tuple[str, ...]
    facts_cited_elsewhere: tuple[str, ...]
    missing_documents: tuple[str, ...]
    uncovered_quotes: tuple[str, ...]
    not_verbatim: tuple[str, ...]
    invented: tuple[str, ...]
    wrong_period: tuple[str, ...]
    plan_as_result: tuple[str, ...]
    forbidden: tuple[str, ...]
    failure: str = ""

    @property
    def has_lines(self) -> bool:
        return bool(self.lines)

    @property
    def verdict_right(self) -> bool:
        return self.verdict in self.question.verdicts

    @property
    def violates(self) -> bool:
        """Something in the answer breaks a promise, whatever was asked."""
        return bool(self.not_verbatim or self.invented or self.wrong_period or self.plan_as_result)

    @property
    def correct(self) -> bool:
        lacking = self.missing_facts or self.missing_documents
        return self.verdict_right and not (lacking or self.forbidden or self.violates)

    @property
    def facts_rightly_cited(self) -> bool:
        return not (
            self.missing_facts or self.facts_cited_elsewhere or self.missing_documents or self.not_verbatim
        )

    @property
    def false_answer(self) -> bool:
        """Told something where only silence was right."""
        return self.question.must_be_silent and self.verdict not in SILENT and self.has_lines

    @property
    def false_refusal(self) -> bool:
        """Said "not held" or declined where the archive answers."""
        return self._wrongly("not_found", "refused")

    @property
    def needless_question(self) -> bool:
        """Asked back where the archive answers."""
        return self._wrongly("clarify")

    def _wrongly(self, *verdicts: str) -> bool:
        return self.question.answerable and self.verdict in verdicts and not self.verdict_right

    @property
    def crag(self) -> int:
        """1 correct, 0 silent or failed, -1 wrong (the score of the CRAG benchmark, no judge needed)."""
        if self.correct:
            return 1
        return -1 if self.has_lines else 0

    def to_json(self) -> dict[str, object]:
        findings = {name: list(found) for name, found in self.findings().items()}
        return {
            "id": self.question.id,
            "kind": self.question.kind,
            "verdict": self.verdict,
            "correct": self.correct,
            **findings,
            "lines": list(self.lines),
        }

    def findings(self) -> dict[str, tuple[str, ...]]:
        """Only the checks that found something."""
        named = {
            "missing_facts": self.missing_facts,
            "facts_cited_elsewhere": self.facts_cited_elsewhere,
            "missing_documents": self.missing_documents,
            "uncovered_quotes": self.uncovered_quotes,
            "not_verbatim": self.not_verbatim,
            "invented": self.invented,
            "wrong_period": self.wrong_period,
            "plan_as_result": self.plan_as_result,
            "forbidden": self.forbidden,
            "failure": (self.failure,) if self.failure else (),
        }
        return {name: found for name, found in named.items() if found}


def score(asked: Asked) -> Score:
    return Score(
        question=asked.question,
        verdict=asked.verdict,
        lines=tuple(line["text"] for line in asked.lines),
        milliseconds=asked.milliseconds,
        missing_facts=missing_facts(asked),
        facts_cited_elsewhere=facts_cited_elsewhere(asked),
        missing_documents=missing_documents(asked),
        uncovered_quotes=uncovered_quotes(asked),
        not_verbatim=not_verbatim(asked),
        invented=invented(asked),
        wrong_period=wrong_period(asked),
        plan_as_result=plan_as_result(asked),
        forbidden=forbidden(asked),
        failure=asked.failure,
    )

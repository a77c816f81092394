"""Wrong period, and plan told as result: the two ways a true quote gives a false answer (promise 4).

*Primary lines* are the lines of role result or plan that present themselves as the answer. They are all of
them, except, where a note of the answer announces lines of another period, those that come after the last
line whose period fits. A primary line is of a wrong period when a passage it cites has a period and this
period overlaps none of the question's. It is excused when the verdict is *partial* and the very first line is
a scope line that names the year of that passage.
"""

from __future__ import annotations

import re

from assistant.answer import LineRole, Verdict
from assistant.client import WireLine
from eval.answers.asked import Asked, Served
from eval.answers.facts import forbidden_in
from eval.answers.normalising import canonical, stands_in
from ingest.document import Role

_TOLD = (LineRole.RESULT.value, LineRole.PLAN.value)
# How a note announces lines of another period ("Các dòng ở kỳ khác … được nêu thêm để tham khảo").
_ANNOUNCED = "ky khac"
# How a ``must_not`` says that something was done: "đã tổ chức".
_DONE = re.compile(r"(?:đã|da)\b")


def wrong_period(asked: Asked) -> tuple[str, ...]:
    """The primary lines of another period; none where the question names no period."""
    return tuple(line["text"] for line in primary_lines(asked) if _outside(asked, line))


def primary_lines(asked: Asked) -> list[WireLine]:
    told = [line for line in asked.lines if line["role"] in _TOLD]
    if asked.answer is None or not asked.question.periods:
        return told
    fitting = [number for number, line in enumerate(told) if not _outside(asked, line)]
    if fitting and any(stands_in(_ANNOUNCED, canonical(note)) for note in asked.answer["notes"]):
        return told[: fitting[-1] + 1]
    return told


def plan_as_result(asked: Asked) -> tuple[str, ...]:
    """Lines told as results that cite a plan, and lines citing a plan that hold a ``must_not`` saying that it was
    done ("đã …"); another ``must_not`` there is wrong for another reason."""
    return tuple(
        line["text"]
        for line in asked.lines
        if any(passage.role == Role.PLAN for passage in _passages(asked, line))
        and (
            line["role"] == LineRole.RESULT
            or any(_DONE.match(word.lower()) for word in forbidden_in(asked, line["text"]))
        )
    )


def _outside(asked: Asked, line: WireLine) -> bool:
    wanted = asked.question.periods
    return bool(wanted) and any(
        passage.period is not None
        and not any(passage.period.overlaps(period) for period in wanted)
        and not _said_first(asked, passage)
        for passage in _passages(asked, line)
    )


def _said_first(asked: Asked, passage: Served) -> bool:
    if asked.verdict != Verdict.PARTIAL or asked.lines[0]["role"] != LineRole.SCOPE or passage.period is None:
        return False
    first = canonical(asked.lines[0]["text"])
    return stands_in(str(passage.period.start.year), first)


def _passages(asked: Asked, line: WireLine) -> list[Served]:
    found = (asked.passages.get(citation["passage_id"]) for citation in asked.citations(line))
    return [passage for passage in found if passage is not None]

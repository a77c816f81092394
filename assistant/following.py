"""Follow-up questions made whole from the turn before: "còn tháng sau?", "ai ký?", "gửi đâu?".

Pure. A question with a topic of its own is left as it is: a new topic drops what was asked before.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from assistant.answer import Question, Understanding
from assistant.composing.facts import SHOWN_BY
from assistant.conversations import Turn
from assistant.understanding import understand
from ingest.document import Period
from ingest.vietnamese.text import fold, match_copy

# "Văn bản đó", "trong kế hoạch này": the document the last answer came from.
_THAT = re.compile(
    r"\b(?:van ban|bao cao|ke hoach|cong van|quyet dinh|chi thi|ket luan|thong bao|huong dan|quy che|tai lieu|trong"
    r"|vb|bc|kh|cv|qd|tb|kl|hd) (?:nay|do|ay|tren)\b"
)
# "Thế còn tháng trước": only leads in.
_LEADING = re.compile(r"(?:(?:the|vay|roi) )?con (?=(?:thang|quy|nam|tuan|ky|\d thang)\b)")
_WORD = re.compile(r"\w+")
_NEXT = re.compile(r"\b(?:thang|ky) (?:sau|toi|tiep theo|ke tiep)\b")
_BEFORE = re.compile(r"\b(?:thang|ky) (?:truoc|vua roi)\b")


def made_whole(question: Question, last: Turn | None) -> str:
    """The question's text, completed from the last turn where it leans on it."""
    text = " ".join(match_copy(question.text).text.split())
    if last is None:
        return text
    leading = _LEADING.match(fold(text))
    understood = understand(replace(question, text=text[leading.end() :] if leading else text))
    if understood.numbers:
        return text
    asks_fact = understood.kind in SHOWN_BY and not understood.topic
    if last.document and (asks_fact and not understood.periods or _THAT.search(fold(text))):
        return f"{text.rstrip(' ?.')} – {last.document}"
    if understood.periods and not understood.topic and not asks_fact:
        before = understand(Question(last.question, question.as_of))
        said = text[leading.end() :] if leading else text
        asks_anew = re.search(r"\w", said.replace(understood.periods[0].said, "")) is not None
        if asks_anew and understood.role not in (None, before.role) and before.topic:
            return f"{said} về {_topic_of(before)}"
        if before.periods:
            return _of_period(understood, before, fold(text))
    return text


def _of_period(understood: Understanding, before: Understanding, folded: str) -> str:
    """The last question with its period replaced by the one said now, counted from the last one."""
    said = before.periods[0]
    now = understood.periods[0]
    if _NEXT.search(folded):
        words = _month(said.end.year + said.end.month // 12, said.end.month % 12 + 1)
    elif _BEFORE.search(folded):
        words = _month(said.start.year - (said.start.month == 1), (said.start.month - 2) % 12 + 1)
    elif understood.year_given:
        words = now.said
    else:
        words = f"{now.said}/{_nearest_year(now, said.start)}"
    return before.question.replace(said.said, words, 1)


def _topic_of(before: Understanding) -> str:
    """The words of the last question from the first of its topic to the last."""
    syllables = {syllable for concept in before.topic for syllable in concept.alternatives[0]}
    words = [found for found in _WORD.finditer(before.question) if fold(found.group()) in syllables]
    return before.question[words[0].start() : words[-1].end()] if words else before.question


def _month(year: int, month: int) -> str:
    return f"tháng {month}/{year}"


def _nearest_year(period: Period, day: date) -> int:
    """The year that puts the period's months nearest to the day last spoken of."""
    return min(
        (day.year - 1, day.year, day.year + 1),
        key=lambda year: (abs((year - day.year) * 12 + period.start.month - day.month), -year),
    )

"""Follow-up questions made whole from the turn before: "còn tháng sau?", "ai ký?", "riêng lĩnh vực kinh tế?".

A question with a topic of its own is left as it is: a new topic drops what was asked before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from assistant.answer import Question, Understanding
from assistant.citing import name
from assistant.composing.facts import SHOWN_BY
from assistant.conversations import Told, Turn
from assistant.draft import Draft
from assistant.reading import Reading
from assistant.understanding import understand
from ingest.archive.archive import DocumentRow
from ingest.document import Period
from ingest.vietnamese.abbreviations import expand
from ingest.vietnamese.numbers import find_types, type_of
from ingest.vietnamese.text import fold, match_copy

# "Văn bản đó", "trong kế hoạch này", "vb cũ đó": a document of the last answer.
_THAT = re.compile(
    r"\b(?P<named>van ban|bao cao|ke hoach|cong van|quyet dinh|chi thi|ket luan|thong bao|huong dan|quy che"
    r"|chuong trinh|tai lieu|trong|vb|bc|kh|cv|qd|tb|kl|hd|ct) (?P<former>cu )?"
    r"(?:(?:co|noi|neu|ghi)(?: \w+){1,3} )?(?:nay|do|ay|tren)\b"
    r"|^no\b"
)
# "Hội nghị đó", "lớp ấy": what was asked about.
_THING = re.compile(
    r"\b(?:hoi nghi|hn|lop|cuoc|dot|viec|du an|mo hinh|doan|buoi|noi dung|so lieu) (?:nay|do|ay|tren)\b"
)
# "Thế còn tháng trước", "riêng lĩnh vực kinh tế": only leads in.
_LEADING = re.compile(r"(?:the con|vay con|roi con|con|the|vay|rieng) (?!lai\b|han\b|hieu luc\b)")
# "Con số đó lấy ở báo cáo nào", "nằm trong văn bản số mấy": the document of the last answer itself.
_SAYS_SO = re.compile(
    r"\b(?:van ban|bao cao|ke hoach|cong van|quyet dinh|chi thi|ket luan|thong bao|tai lieu|vb|bc|kh|cv|qd|tb|kl|dau)"
    r" (?:nao|so may|so bao nhieu|gi|so nao)\b"
)
_IT = re.compile(
    r"\b(?:cai|dieu|viec|con so|so lieu|thong tin|noi dung|y) (?:nay|do|ay)\b"
    r"|^(?:the |vay )?(?:no )?(?:nam|lay|trich|ghi|neu|noi) (?:trong|o|tu|tai)\b"
)
# Said before a question that has nothing to do with the last one.
_ANEW = re.compile(r"\b(?:viec khac|chuyen khac|hoi khac|cho hoi)\b")
_WORD = re.compile(r"\w+")
# "Tuần qua Ban có hoạt động gì": all that the office did is asked.
_OF_THE_OFFICE = re.compile(
    r"\b(?:ban|co quan|ban minh|ben minh) (?:ta |minh )?(?:da |se |can |phai |co )*"
    r"(?:lam|trien khai|hoat dong|thuc hien)\b"
)
# "Còn tháng sau thì sao": nothing is asked anew.
_SAYS_NOTHING = re.compile(r"\b(?:thi sao|the nao|ra sao|thi the nao)\b")
_NEXT = re.compile(r"\b(?:thang|ky) (?:sau|toi|tiep theo|ke tiep)\b")
_BEFORE = re.compile(r"\b(?:thang|ky) (?:truoc|vua roi)\b")
# A name inside a sentence, with the word that leads to it: "ở Sơn Tiêu", "huyện Phước Nguyên".
_NAMED_THERE = re.compile(
    r"(?: (?:ở|tại|của|huyện|xã|phường|thị xã|thành phố))*(?<=\s)(?: ?[A-ZĐÀ-ÝĂƠƯẠ-Ỹ][\wÀ-ỹ]+){2,}"
)
# A question of so few content syllables leans on the last one: "còn lại ở đâu", "mấy thành viên".
_FEW = 3
# … and of so few it says nothing without it: "bao nhiêu người", "ở đâu".
_BARE = 2


@dataclass(frozen=True, slots=True)
class Whole:
    """A question that can be understood by itself, and the held document it is asked of, if any."""

    text: str
    document: Told | None = None
    leans: bool = False  # nothing in it points elsewhere than at the documents of the last answer
    only_there: bool = False  # to be looked for in these documents alone
    clause: bool = False  # one clause of several: the others are left unanswered

    @property
    def shown(self) -> str:
        return f"{self.text.rstrip(' ?.')} – {self.document.name}" if self.document else self.text


def made_whole(question: Question, last: Turn | None) -> tuple[Whole, ...]:
    """The question, completed from the last turn where it leans on it: its readings, the likeliest first."""
    text = " ".join(match_copy(question.text).text.split())
    folded = fold(text)
    if last is None or _ANEW.search(folded):
        return (Whole(text),)
    leading = _LEADING.match(folded)
    said = text[leading.end() :] if leading else text
    understood = understand(replace(question, text=said))
    asks_fact = understood.kind in SHOWN_BY and not understood.topic
    that = _THAT.search(folded)
    if not understood.numbers and (that or asks_fact and not understood.periods):
        told = _of_that(that, last.documents)
        if told:
            return (Whole(text, told) if told.id else Whole(f"{text.rstrip(' ?.')} – {told.name}"),)
    if last.documents and _IT.search(folded) and _SAYS_SO.search(folded):
        told = last.documents[0]
        return (Whole("Văn bản này là văn bản gì, số mấy, ngày nào", told) if told.id else Whole(text),)
    before = understand(Question(last.question, question.as_of))
    bare = not (understood.topic or understood.periods or understood.numbers)
    if bare and understood.asks_day and last.of_document and last.documents:
        told = last.documents[0]
        return (Whole("Văn bản này ban hành ngày nào", told) if told.id else Whole(text),)
    if not before.periods and last.time:
        before = replace(before, periods=understand(Question(last.time, question.as_of)).periods)
    if understood.numbers:
        leans = not understood.topic and (understood.asks_figure or understood.asks_day)
        return (Whole(f"{said} về {_topic_of(before)}") if leans and before.topic else Whole(text),)
    few = sum(len(concept.alternatives[0]) for concept in understood.topic) <= _FEW
    if (
        understood.periods
        and not (understood.topic or asks_fact or leading)
        and _OF_THE_OFFICE.search(folded)
    ):
        return (Whole(text),)
    if understood.periods and not understood.topic and not asks_fact:
        return (Whole(_of_period(understood, before, said, folded) or text),)
    if understood.periods and before.periods and not asks_fact and (leading or few):
        anchored = said.replace(understood.periods[0].said, _anchored(understood, before, folded), 1)
        alone = Whole(anchored)  # its few words may be all of it: "tháng sau có gì về tôn giáo"
        if not (few and before.topic):
            return (alone,)
        return (Whole(f"{anchored.rstrip(' ?.')} về {_topic_of(before)}"), alone)
    leans = not (understood.periods or understood.told_in or asks_fact)
    if not leans:
        return (Whole(text),)
    swaps = bool(leading) and not folded.startswith("rieng")
    fuller = Whole(_beside(understood, before, said, swaps=swaps), leans=True)
    alone = Whole(text, leans=True)
    there = replace(alone, only_there=True)
    if leading or _THING.search(folded):
        return (fuller, there)
    if sum(len(concept.alternatives[0]) for concept in understood.topic) <= _BARE:
        return (fuller,)  # alone it asks nothing
    return (there, fuller, alone) if few else (alone, fuller)


def told_by(draft: Draft, reading: Reading) -> tuple[Told, ...]:
    """The documents of an answer: the cited ones in their order, then those that its quotes mention."""
    rows = {cited.row.id: cited.row for cited in draft.cited}
    quotes = {cited.passage.id: cited.citation.quote for cited in draft.cited}
    mentioned = [
        mention
        for mention in reading.mentions_in(rows.values())
        if mention.number.canonical in quotes.get(mention.passage_id, "")
    ]
    return (
        *(Told(_name(row), row.type, row.id) for row in rows.values()),
        *(
            Told(f"{mention.type or 'văn bản'} số {mention.number.canonical}", mention.type, None)
            for mention in mentioned
        ),
    )


def _name(row: DocumentRow) -> str:
    return f"{row.type or 'Văn bản'} số {row.number}" if row.number else name(row.file, row.heading)


def _of_that(that: re.Match[str] | None, documents: tuple[Told, ...]) -> Told | None:
    """The document meant: of the type said, a former one where it is said to be, else the first."""
    if that is None:
        return documents[0] if documents else None
    words = that["named"] or "van ban"
    types = {name for _, name in find_types(words)} | {type_of(long) for _, long in expand(words)}
    of_type = [told for told in documents if told.type in types] or (
        [] if types - {None} else list(documents)
    )
    if that["former"]:
        of_type = [told for told in of_type if told.id is None] or of_type
    return of_type[0] if of_type else None


def _of_period(understood: Understanding, before: Understanding, said: str, folded: str) -> str | None:
    """The last question asked of the period said now; None where it had neither topic nor period."""
    beside = _SAYS_NOTHING.sub(" ", fold(said.replace(understood.periods[0].said, "")))
    asks_anew = re.search(r"\w", beside) is not None
    if asks_anew and understood.role not in (None, before.role) and before.topic:
        counted = before.periods and (_NEXT.search(folded) or _BEFORE.search(folded))
        anchored = _anchored(understood, before, folded) if counted else understood.periods[0].said
        return f"{said.replace(understood.periods[0].said, anchored, 1)} về {_topic_of(before)}"
    if before.periods:
        return _moved(understood, before, folded)
    return f"{said} về {_topic_of(before)}" if before.topic else None


def _moved(understood: Understanding, before: Understanding, folded: str) -> str:
    """The last question with its period replaced by the one said now, counted from the last one."""
    was, now = before.periods[0].said, _anchored(understood, before, folded)
    if was in before.question:
        return before.question.replace(was, now, 1)
    return f"{before.question.rstrip(' ?.')} {now}"  # the time of the talk, said earlier than in the last question


def _anchored(understood: Understanding, before: Understanding, folded: str) -> str:
    """The period said now, counted from the last one: its month before, its year."""
    was, now = before.periods[0], understood.periods[0]
    if _NEXT.search(folded):
        return _month(was.end.year + was.end.month // 12, was.end.month % 12 + 1)
    if _BEFORE.search(folded):
        return _month(was.start.year - (was.start.month == 1), (was.start.month - 2) % 12 + 1)
    return now.said if understood.year_given else f"{now.said}/{_nearest_year(now, was.start)}"


def _beside(understood: Understanding, before: Understanding, said: str, *, swaps: bool) -> str:
    """What is said now beside what was asked; ``swaps``: in place of what was asked of a document."""
    parts = [said.rstrip(" ?.")]
    if before.asks_figure and not understood.asks_figure and not understood.asks_day:
        parts.append("bao nhiêu")
    if before.numbers:
        counted = " ".join(before.counted.alternatives[0]) if before.counted else ""
        parts.append(counted if swaps else _topic_of(before))
        parts += [f"theo {number.raw}" for number in before.numbers]
    elif before.topic:
        topic = _topic_of(before)
        # "Còn Vĩnh Lâm?": one name in the place of another.
        bare = _NAMED_THERE.sub("", topic) if swaps and _NAMED_THERE.search(f" {said}") else topic
        parts.append(f"về {' '.join(bare.split()) or topic}")
    parts += [period.said for period in before.periods]
    return " ".join(part for part in parts if part)


def _topic_of(before: Understanding) -> str:
    """The words of the last question's topic, each once, in their order."""
    syllables = {syllable for concept in before.topic for syllable in concept.alternatives[0]}
    words = {fold(word): word for word in reversed(_WORD.findall(before.question)) if fold(word) in syllables}
    return " ".join(reversed(words.values()))


def _month(year: int, month: int) -> str:
    return f"tháng {month}/{year}"


def _nearest_year(period: Period, day: date) -> int:
    """The year that puts the period's months nearest to the day last spoken of."""
    return min(
        (day.year - 1, day.year, day.year + 1),
        key=lambda year: (abs((year - day.year) * 12 + period.start.month - day.month), -year),
    )

"""How drafters mention a document: «<Loại> số <no>, ngày <d> của <cơ quan> (khóa) về <trích yếu>» (domain.md §3).

In: a text. Out: mentions with offsets in that text. The issuer closes a list («… và Kế hoạch 103-KH/TU … của
Ban Thường vụ Tỉnh ủy») and belongs to all of it; the last «về» belongs to the inner document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from ingest.document import DocumentNumber, NumberStyle, ReferenceRole, Span
from ingest.parsing.references.changing import (
    AMENDED_BY,
    PASSIVE,
    acts_itself,
    change_before,
    change_behind,
    leads_in,
)
from ingest.parsing.references.words import (
    ABOUT,
    BODY_VERB,
    CLAUSE_BACK,
    CLOSERS,
    CUES,
    DAY,
    EXTRA,
    INNER,
    ISSUER_START,
    LAW_BEFORE,
    LIST_JOIN,
    LOOK_AHEAD,
    LOOK_BACK,
    NAMES,
    NEW_VERB,
    NEXT_DOCUMENT,
    OF,
    OPENS_BASIS,
    QUOTED,
    SENTENCE,
    SO_BEFORE,
    STOPS,
    TERM,
    TYPE_BEFORE,
    WORD,
)
from ingest.vietnamese.dates import find_dates
from ingest.vietnamese.numbers import find_numbers, find_short, type_of
from ingest.vietnamese.text import MatchCopy, match_copy

_NOTE_MARKS = str.maketrans(dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹", " "))


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention; every offset counts in the text given."""

    start: int
    end: int
    number: DocumentNumber
    number_span: Span
    role: ReferenceRole
    type: str | None = None
    date: date | None = None
    date_span: Span | None = None
    issuer: str | None = None
    issuer_span: Span | None = None
    term: str | None = None
    title_span: Span | None = None


def mentions(text: str, own: str | None = None) -> list[Mention]:
    """Every mention of a numbered document in ``text``, in order; ``own``: key of the number of the document
    whose text it is."""
    copied = match_copy(text)
    # A footnote mark joined to a number or word is no part of it; the copy keeps its length.
    return [_placed(mention, copied, text) for mention in _in_copy(copied.text.translate(_NOTE_MARKS), own)]


def _in_copy(text: str, own: str | None) -> list[Mention]:
    numbers = find_numbers(text)
    taken = [span for span, _ in numbers]
    short = [
        (span, number)
        for span, number in find_short(text)
        if not any(span.start < t.end and t.start < span.end for t in taken)
    ]
    if not numbers and not short:
        return []
    found: list[Mention] = []
    everything = sorted((*numbers, *short), key=lambda pair: pair[0])
    for span, number in everything:
        found.append(_mention(text, span, number, found[-1] if found else None, own))
    return _shared_issuers(text, _ended(text, found))


def _placed(mention: Mention, copied: MatchCopy, text: str) -> Mention:
    """A mention read in a match copy, its offsets and words those of the text itself."""

    def back(span: Span | None) -> Span | None:
        return copied.span(span.start, span.end) if span is not None else None

    number_span = copied.span(mention.number_span.start, mention.number_span.end)
    issuer_span = back(mention.issuer_span)
    return replace(
        mention,
        start=copied.offsets[mention.start],
        end=copied.offsets[mention.end],
        number=replace(mention.number, raw=number_span.of(text)),
        number_span=number_span,
        date_span=back(mention.date_span),
        issuer=" ".join(issuer_span.of(text).split()) if issuer_span else None,
        issuer_span=issuer_span,
        title_span=back(mention.title_span),
    )


def _mention(
    text: str, span: Span, number: DocumentNumber, previous: Mention | None, own: str | None
) -> Mention:
    floor = previous.number_span.end if previous is not None else 0
    start, kind, title = _before(text, span, number, floor)
    at = span.end
    date_span, value = _date_after(text, at)
    if date_span is not None:
        at = date_span.end
    issuer_span = _issuer_after(text, at)
    if issuer_span is not None:
        at = issuer_span.end
    term = None
    found = TERM.match(text, at)
    if found:
        term = " ".join(found.group("term").split())
        at = found.end()
    if date_span is None and issuer_span is not None:
        date_span, value = _date_after(text, at)  # «… của Chính phủ ngày 15/02/2007»
        at = date_span.end if date_span is not None else at
    about = _title_after(text, at)
    if about is not None:
        title, at = about, about.end
    return Mention(
        start=start,
        end=max(at, span.end),
        number=number,
        number_span=span,
        role=_role(text, start, previous, own),
        type=kind,
        date=value,
        date_span=date_span,
        issuer=" ".join(issuer_span.of(text).split()) if issuer_span else None,
        issuer_span=issuer_span,
        term=term,
        title_span=title,
    )


def _before(text: str, span: Span, number: DocumentNumber, floor: int) -> tuple[int, str | None, Span | None]:
    """Start of the mention, its type name, and a law's title where that stands before the number."""
    if number.style is NumberStyle.SHORT:
        printed = re.match(r"[^\d]+", span.of(text))
        name = re.sub(r"\s*số\s*:?\s*$", "", printed.group(), flags=re.IGNORECASE).strip() if printed else ""
        return span.start, _type_name(name), None
    low = max(floor, span.start - LOOK_BACK)
    window = text[low : span.start]
    found = TYPE_BEFORE.search(window[-60:])
    if found:
        return low + max(0, len(window) - 60) + found.start(), _type_name(found.group("name")), None
    law = max(LAW_BEFORE.finditer(window), key=lambda match: match.start(), default=None)
    if law is not None and number.style in (NumberStyle.STATE_YEAR, NumberStyle.STATE):
        return (
            low + law.start(),
            _type_name(law.group("name")),
            Span(low + law.start("title"), low + law.end("title")),
        )
    so = SO_BEFORE.search(window)
    return (low + so.start() if so else span.start), None, None


def _type_name(printed: str) -> str | None:
    words = " ".join(printed.split())
    extra = next((name for name in EXTRA if name.casefold() == words.casefold()), None)
    return extra or type_of(words)


def _date_after(text: str, at: int) -> tuple[Span | None, date | None]:
    lead = DAY.match(text, at)
    if lead is None:
        return None, None
    dates = find_dates(text[lead.end() : lead.end() + 40])
    if not dates or dates[0][0].start > 1:
        return None, None
    span, value = dates[0]
    return Span(lead.end() + span.start, lead.end() + span.end), value


def _issuer_after(text: str, at: int) -> Span | None:
    """The issuer in prose: a body's name, up to the first word that cannot belong to one."""
    of = OF.match(text, at)
    if of is None or not ISSUER_START.match(text, of.end()) or not text[of.end()].isupper():
        return None
    steering = re.match(
        r"(?:Ban Chỉ đạo|Tổ công tác|Tổ giúp việc|BCĐ)", text[of.end() : of.end() + 20], re.IGNORECASE
    )
    if steering:  # named by its subject: «Ban Chỉ đạo Trung ương thực hiện Quy chế dân chủ ở cơ sở»
        stop = re.compile(r"[,;.()“”\"*\[\]]|\s+(?:khóa|ban hành|ngày)\s").search(text, of.end())
        end = stop.start() if stop else len(text)
        name = text[of.end() : min(end, of.end() + 160)]
        about = re.search(r"\s+về\s+(?=(?:việc|tiếp tục|đẩy mạnh|tăng cường)\b)", name)
        name = name[: about.start()] if about else name
        return Span(of.end(), of.end() + len(name.rstrip()))
    end = of.end()
    for word in WORD.finditer(text, of.end(), of.end() + 160):
        if text[end : word.start()].strip():
            break  # punctuation in between
        token = word.group()
        low = token.casefold()
        if low == "và":
            rest = text[word.end() : word.end() + 60].lstrip()
            if not rest[:1].isupper() or re.match(NAMES, rest, re.IGNORECASE):
                break
        elif _ends_name(token):
            break
        end = word.end()
    while text[of.end() : end].split() and text[of.end() : end].split()[-1].casefold() in ("và", "các"):
        end = of.end() + text[of.end() : end].rstrip().rfind(" ")
    return Span(of.end(), end) if end > of.end() else None


def _ends_name(token: str) -> bool:
    """Whether a word cannot belong to a body's name: a preposition or verb, or lower case outside such names."""
    low = token.casefold()
    if token[0].isupper() and not token.isupper():
        return low == "khóa"
    return low in STOPS or (not token[0].isupper() and low not in INNER)


def _title_after(text: str, at: int) -> Span | None:
    """«về …» or a quoted title, verbatim to its natural end."""
    lead = ABOUT.match(text, at)
    if lead is None:
        return None
    start = lead.start("t")
    low = text[start : start + 12].casefold()
    if (
        low.startswith(("quy định", "hướng dẫn", "ban hành", "sửa đổi", "phê duyệt"))
        and text[lead.start() : start].strip()
    ):
        return None  # after a comma these are verbs of the sentence
    quoted = QUOTED.match(text, start)
    if quoted:
        close = text.find(CLOSERS[quoted.group("open")], quoted.end(), quoted.end() + LOOK_AHEAD)
        if close > 0:
            return Span(start, close + 1)
    end = _natural_end(text, start)
    return Span(start, end) if end - start > 4 else None


def _natural_end(text: str, start: int) -> int:
    """Where a title that is not quoted ends: sentence, semicolon, a bracket it did not open, or a new clause."""
    limit = min(len(text), start + LOOK_AHEAD)
    end = limit
    quote = ""
    at = start
    while at < limit:
        char = text[at]
        if quote:
            quote = "" if char == quote else quote
        elif char in CLOSERS:
            quote = CLOSERS[char] if text.find(CLOSERS[char], at + 1, limit) > 0 else ""
        elif char == "(":
            close = text.find(")", at, limit)
            after = text[close + 1 : close + 3].strip() if close > 0 else ""
            if not after[:1].isalpha():
                end = at  # a remark on the mention, not part of the title
                break
            at = close
        elif _ends_title(text, at):
            end = at
            break
        at += 1
    return start + len(text[start:end].rstrip(" ,*"))


def _ends_title(text: str, at: int) -> bool:
    char = text[at]
    if char == ")":
        return True
    if SENTENCE.match(text, at):
        return re.search(r"\b(?:TP|[A-ZĐ])$", text[max(0, at - 3) : at]) is None  # an abbreviation's dot
    if char == ",":
        return BODY_VERB.match(text, at) is not None or NEXT_DOCUMENT.match(text, at) is not None
    return char.isspace() and (NEXT_DOCUMENT.match(text, at) or PASSIVE.match(text, at)) is not None


def _role(text: str, start: int, previous: Mention | None, own: str | None) -> ReferenceRole:
    """The cue nearest before the mention in its clause; a list goes on with the role of its first member."""
    if previous is not None and start >= previous.end and LIST_JOIN.fullmatch(text[previous.end : start]):
        return previous.role
    if previous is not None and LIST_JOIN.fullmatch(text[min(previous.number_span.end, start) : start]):
        return previous.role
    low = max(previous.number_span.end if previous is not None else 0, start - LOOK_BACK)
    clause = text[low:start]
    breaks = list(CLAUSE_BACK.finditer(clause))
    if breaks:
        clause = clause[breaks[-1].end() :]
    change = change_before(clause)
    if change is not None:
        role, cue = change
        if leads_in(clause[:cue]):
            if role is ReferenceRole.REPLACES:
                return ReferenceRole.REPLACED
        elif previous is not None and not breaks and previous.number.key != own:
            return _by_another(text, low + cue, previous, role)
        else:
            return role
    last = {role: max((found.start() for found in cue.finditer(clause)), default=-1) for role, cue in CUES}
    reviewed, directs, basis = (
        last[role] for role in (ReferenceRole.REVIEWED, ReferenceRole.DIRECTS, ReferenceRole.BASIS)
    )
    if reviewed >= 0 and not (directs > reviewed and NEW_VERB.search(clause, reviewed, directs)):
        return ReferenceRole.REVIEWED  # «sơ kết 03 năm thực hiện …» reviews, though it says thực hiện
    if max(directs, basis) >= 0:
        return ReferenceRole.DIRECTS if directs > basis else ReferenceRole.BASIS
    if OPENS_BASIS.match(text) and (previous is None or ";" in text[previous.number_span.end : start]):
        return ReferenceRole.BASIS
    return ReferenceRole.MENTIONED


def _by_another(text: str, cue: int, previous: Mention, role: ReferenceRole) -> ReferenceRole:
    """The role of a document that an earlier mention in the clause may be what changes."""
    between = text[(previous.date_span or previous.number_span).end : cue]
    aside = between.rstrip().endswith(",") and previous.role in (ReferenceRole.DIRECTS, ReferenceRole.BASIS)
    if aside or acts_itself(between):
        return role
    return ReferenceRole.REPLACED if role is ReferenceRole.REPLACES else ReferenceRole.MENTIONED


def _ended(text: str, found: list[Mention]) -> list[Mention]:
    """The mentions with what the words behind them say: of the whole list («… và … hết hiệu lực»), and of the
    document that was amended, not of those it was amended by."""
    out = list(found)

    def between(n: int) -> str:
        return text[out[n - 1].end : out[n].start]

    for n, mention in enumerate(found):
        role = change_behind(text, mention.end)
        if role is None:
            continue
        first = n
        while first and LIST_JOIN.fullmatch(between(first)):
            first -= 1
        ended = range(first - 1, first) if first and AMENDED_BY.match(between(first)) else range(first, n + 1)
        for at in ended:
            out[at] = replace(out[at], role=role)
    return out


def _shared_issuers(text: str, found: list[Mention]) -> list[Mention]:
    """In a list joined by «và» or commas alone, the issuer that closes it belongs to every member."""
    out = list(found)
    for n in range(len(out) - 2, -1, -1):
        here, after = out[n], out[n + 1]
        apart = here.end <= after.start  # an inner document stands inside the outer one's title
        if (
            apart
            and here.issuer is None
            and after.issuer is not None
            and LIST_JOIN.fullmatch(text[here.end : after.start])
        ):
            out[n] = replace(
                here, issuer=after.issuer, issuer_span=after.issuer_span, term=here.term or after.term
            )
    return out

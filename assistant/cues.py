"""What a question's wording says: the kind of answer asked for, and plan or result.

The expressions live in ``cues.toml`` so that they can be read and extended without code.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from assistant.answer import Kind, Relation
from ingest.document import Role, Span

_PLACE = re.compile(
    r"\b(?:dieu|khoan|chuong) \d{1,3}\b|\b(?:muc|phan|diem|y) \d{1,2}\b(?! (?:nam|thang|ngay|diem|phan))"
    r"|\bdiem [a-z]\b(?= khoan| dieu)|\b(?:muc|phan|chuong) [ivx]{1,5}\b"
)
# "k2 đ7", "k1 điều 5": typed short.
_PLACE_SHORT = re.compile(r"\b(?:k|khoan) ?(?P<clause>\d{1,2}) (?:d|dieu) ?(?P<article>\d{1,3})\b")
_OWN = re.compile(
    r"\bban\b(?! (?:chi dao|dan van|tuyen giao|to chuc tinh|to chuc huyen|to chuc trung|noi chinh|thuong vu|thuong truc"
    r"|chap hanh|can su|bi thu|quan ly|dan toc|ton giao|giam sat|kinh te|tiep|chi huy|cong tac|dai dien|ngay|giao"
    r"|hanh))"
)
_LEADING = re.compile(r"\b(?:ngay|trong|vao|den|tu|truoc|sau|hoi)\s+$")
_PLANS_FOR = re.compile(
    r"\s*(?:da |co )?(?:du kien|de ra|xac dinh|dat ra|giao|neu|len ke hoach|dinh(?: lam)?)(?: nhung| cac)?"
    r"(?: nhiem vu| viec| cong viec| phuong huong| ke hoach)?(?: gi| nao)?(?: trong tam)?(?: cua| cho| trong)?\s*"
)
# "Phần tham mưu", "mục Xây dựng, ban hành", "mảng tuyên truyền": a section by two words of its title or more, up to
# what is asked of it. Folded, "phần" is also phân, phản, phấn: in a question with marks it is read with them.
_SECTION = re.compile(
    r"(?<!thanh )(?<!mot )(?<!bo )(?<!gop )(?<!co )\b(?P<part>phan|muc|mang) "
    r"(?!(?:anh|cong|dau|loai|tich|bo|hoi|ung|vien|cap|biet|chia|hoach|doi|khoi|mem|lon|tram|nao|gi|may|viec|tieu|dich"
    r"|luc|do|thuong|luong|xa|\d+|[ivx]{1,5})\b)"
    r"(?P<title>(?:(?!(?:gom|co|la|thi|thang|quy|nam|trong|cua|duoc|da|nhu|gi|nao|may|nhung|cac|can|se|ve|t\d+|de|xem"
    r"|ghi|neu|noi|cho|len|lam)\b)[a-z]+ ?){2,6})"
)
_PARTS = frozenset(("phần", "mục", "mảng"))
_CARRIED_TO = re.compile(r"\b(?:sang|qua|den|toi|vao) $")
_LONGEST_ASKING = 5
_ISSUING = re.compile(r"\b(?:ban hanh|ky)\b")
# "Nhiệm vụ tham mưu", "tham mưu cho cấp ủy", "định tổ chức mấy hoạt động": the work of a section by its first word.
_SECTION_WORK = re.compile(
    r"\b(?:nhiem vu|viec|cong viec|dau viec|noi dung|cong tac) (?P<work>tham muu|to chuc|chuyen mon nghiep vu"
    r"|phoi hop)\b"
    r"|\b(?P<advice>tham muu)(?= (?:cho )?(?:cap uy|btv|ban thuong vu|thuong truc|tttu|tt)\b)"
    r"|\b(?P<holding>to chuc)(?= (?:may|bao nhieu|nhung|cac|bn)? ?(?:viec|hoat dong|cuoc|gi)\b)"
)
# Measures ("mấy ngày", "mấy lần") are not counted things.
_COUNTED = re.compile(
    r"\b(?:bao nhieu|may|bn) ((?!(?:nhieu|ngay|gio|luot|lan|nam|thang|phan|tien|kinh|lau)\b)[a-z]+)(?:[ -]([a-z]+))?"
)

_UNIT = re.compile(r"\b(?:bao nhieu|may|bn|tong so|tong cong)(?: cac| nhung| luong)? ([a-z]+)(?: ([a-z]+))?")
# Kinds answered from many documents; their words ask only where one of them is what is asked.
GATHERED = frozenset({Kind.LIST, Kind.COUNT, Kind.COMPARE, Kind.FOLLOW, Kind.OPEN, Kind.TOTAL})

# … of which these ask for the documents themselves.
DOCUMENT_KINDS = frozenset({Kind.LIST, Kind.COUNT})


def kinds_said(folded: str) -> tuple[Kind, ...]:
    """Every kind the folded question's wording points at, in the file's order of precedence."""
    return tuple(kind for kind, expression in _kinds_of(folded) if expression.search(folded))


def _kinds_of(folded: str) -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """Who asks why something was called off asks for no document: "vì sao … bị hủy bỏ"."""
    why = asks_why(folded)
    return tuple(entry for entry in _kinds() if not (why and entry[0] is Kind.DIRECTS))


def role_said(folded: str) -> Role | None:
    """Plan or result where the wording says exactly one of them."""
    plan, result = (expression.search(folded) is not None for expression in _roles())
    if plan == result:
        return None
    return Role.PLAN if plan else Role.RESULT


def asking_words(folded: str, asked: Kind) -> list[tuple[int, int]]:
    """Ranges of the folded question that only ask ("ai ký", "gửi những đâu"): no topic words."""
    expressions = [
        expression
        for kind, expression in _kinds_of(folded)
        if kind is not Kind.TASKS and (kind is asked or kind not in GATHERED)
    ]
    filler = [_of_documents("filler")] if asked in DOCUMENT_KINDS else []
    return [
        match.span()
        for expression in (*expressions, _asking(), *filler)
        for match in expression.finditer(folded)
        # What stands between the two ends of a long wording is the matter: "đề ra … kết quả thế nào".
        if asked is not Kind.FOLLOW or len(match.group().split()) <= _LONGEST_ASKING
    ]


def asks_drafts(folded: str) -> bool:
    return _of_documents("draft").search(folded) is not None


def asks_issued(folded: str) -> bool:
    return _of_documents("issued").search(folded) is not None


def asks_contents(folded: str) -> bool:
    """Whether documents are spoken of as what some text tells of: "đã tham mưu những văn bản nào"."""
    return _of_documents("contents").search(folded) is not None


def colloquial_words(folded: str) -> list[tuple[int, int]]:
    """Ranges of courtesy and emphasis: no topic words."""
    return [match.span() for match in _colloquial().finditer(folded)]


def light_words(folded: str) -> list[tuple[int, int]]:
    """Ranges of verbs that any office work is told with; the matter beside them is what counts."""
    return [match.span() for match in _light().finditer(folded)]


def plans_for(between: str) -> bool:
    """Whether the words between two periods say that the first plans for the second: "dự kiến", "đề ra cho"."""
    return _PLANS_FOR.fullmatch(between) is not None


def carried_to(before: str) -> bool:
    """Whether the words before a period say that tasks are moved to it: "chuyển sang tháng sau"."""
    return _CARRIED_TO.search(before) is not None


def places(folded: str) -> list[tuple[Span, str]]:
    """Parts of a document that are named: "khoản 2 Điều 7", "mục II", "k2 đ7"."""
    short = [
        (
            Span(found.start() if word == "khoan" else found.end("clause"), found.end(part)),
            f"{word} {found[part]}",
        )
        for found in _PLACE_SHORT.finditer(folded)
        for part, word in (("clause", "khoan"), ("article", "dieu"))
    ]
    return [(Span(*found.span()), found.group()) for found in _PLACE.finditer(folded)] + short


def section_named(text: str, folded: str) -> Span | None:
    """Where the title of a section stands that the question names: "mục chuyên môn nghiệp vụ"."""
    for found in _SECTION.finditer(folded):
        said = text[slice(*found.span("part"))].lower()
        if said in _PARTS or text.isascii():
            return Span(*found.span("title"))
    return None


def section_of_work(folded: str) -> Span | None:
    """Where the word stands that opens a section's title and tells the sort of work asked for: "tham mưu"."""
    found = _SECTION_WORK.search(folded)
    return (
        next((Span(*found.span(name)) for name, said in found.groupdict().items() if said), None)
        if found
        else None
    )


def own_body(text: str, folded: str) -> list[tuple[int, int]]:
    """Ranges of "Ban" that mean the commission itself: it speaks in every document of its own."""
    return [
        match.span() for match in _OWN.finditer(folded) if match.start() == 0 or text[match.start()].isupper()
    ]


def is_issuing(folded: str) -> bool:
    """Whether a document's own making is spoken of: issued, signed; not a deadline it sets."""
    return _ISSUING.search(folded) is not None


def asks_figure(folded: str) -> bool:
    return _wanted("figure").search(folded) is not None


def asks_day(folded: str) -> bool:
    return _wanted("day").search(folded) is not None


def asks_money(folded: str) -> bool:
    return _wanted("money").search(folded) is not None


def asks_share(folded: str) -> bool:
    return _wanted("share").search(folded) is not None


def asks_place(folded: str) -> bool:
    return _wanted("place").search(folded) is not None


def asks_why(folded: str) -> bool:
    return _wanted("why").search(folded) is not None


def relation_said(folded: str) -> Relation:
    """How the documents asked for stand to the one named."""
    return next(relation for relation, expression in _relations() if expression.search(folded))


def counted(folded: str) -> tuple[str, ...] | None:
    """The one or two syllables after "bao nhiêu" or "mấy": what is to be counted."""
    asked = _COUNTED.search(folded)
    return tuple(word for word in asked.groups() if word) if asked else None


def asks_items(folded: str) -> bool:
    return _wanted("items").search(folded) is not None


def asks_outcome(folded: str) -> bool:
    return _wanted("outcome").search(folded) is not None


def asks_tasks_done(folded: str) -> bool:
    """Whether the number of finished tasks of a month is asked for."""
    return _wanted("tasks_done").search(folded) is not None


def asks_names(folded: str) -> bool:
    return _wanted("names").search(folded) is not None


def counted_as(word: str) -> tuple[tuple[str, ...], ...]:
    """What counts as a general word ("nguoi"), as phrases; () for a word that stands for itself."""
    return tuple(tuple(phrase.split()) for phrase in _data()["counted"].get(word, ()))


def asks_newest(folded: str) -> bool:
    return _wanted("newest").search(folded) is not None


def ends_name(folded: str, start: int) -> bool:
    """Whether the words at ``start`` no longer name a document: a verb, a question word."""
    return _name_words("end").match(folded, start) is not None


def tells_contents(folded: str) -> bool:
    """Whether the words after a document's name ask what it says: "… quy định gì"."""
    return _name_words("contents").match(folded.lstrip()) is not None


def unit_asked(folded: str) -> tuple[str, ...] | None:
    """The one or two syllables that a total is asked of: "bao nhiêu lớp tập huấn" → lop, tap."""
    asked = _UNIT.search(folded)
    return tuple(word for word in asked.groups() if word) if asked else None


def with_leading_words(period: Span, folded: str) -> Span:
    """A period's span with the word that leads it in: "ngày 27/5/2021", "trong tháng 5"."""
    before = _LEADING.search(folded[: period.start])
    return Span(before.start() if before else period.start, period.end)


def with_naming_words(number: Span, folded: str) -> Span:
    """A number's span with the words beside it that only name the same document: "… của Tỉnh ủy"."""
    before = _beside_number("before").search(folded[: number.start])
    after = _beside_number("after").match(folded, number.end)
    return Span(before.start() if before else number.start, after.end() if after else number.end)


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("assistant").joinpath("cues.toml").read_text(encoding="utf-8"))


@cache
def _kinds() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    document = str(_data()["documents"]["document"])
    return tuple(
        (Kind(kind), re.compile("|".join(cues).replace("{document}", document)))
        for kind, cues in _data()["kinds"].items()
    )


@cache
def _of_documents(what: str) -> re.Pattern[str]:
    document = str(_data()["documents"]["document"])
    return re.compile("|".join(_data()["documents"][what]).replace("{document}", document))


@cache
def _relations() -> tuple[tuple[Relation, re.Pattern[str]], ...]:
    document = str(_data()["documents"]["document"])
    return tuple(
        (Relation(name), re.compile("|".join(cues).replace("{document}", document)))
        for name, cues in _data()["relations"].items()
    )


@cache
def _roles() -> tuple[re.Pattern[str], re.Pattern[str]]:
    roles = _data()["roles"]
    return re.compile("|".join(roles["plan"])), re.compile("|".join(roles["result"]))


@cache
def _asking() -> re.Pattern[str]:
    return re.compile("|".join(_data()["asking"]["words"]))


@cache
def _colloquial() -> re.Pattern[str]:
    return re.compile("|".join(_data()["asking"]["colloquial"]))


@cache
def _light() -> re.Pattern[str]:
    return re.compile("|".join(_data()["asking"]["light"]))


@cache
def _wanted(what: str) -> re.Pattern[str]:
    return re.compile("|".join(_data()["wanted"][what]))


@cache
def _beside_number(side: str) -> re.Pattern[str]:
    either = "|".join(_data()["beside_number"][side])
    return re.compile(rf"\b(?:{either})\s*$" if side == "before" else rf"\s*(?:{either})\b")


@cache
def _name_words(what: str) -> re.Pattern[str]:
    return re.compile("|".join(_data()["source"][what]))

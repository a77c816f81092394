"""What a sentence says happens to a document it mentions: replaced, ended, amended; and by which other one.

Over match copies. Cues stand before the mention («thay thế Quyết định số …») or behind it («… hết hiệu lực»,
«… được thay thế bằng …»). What is said to be done to a part («bãi bỏ Điều 3 của …») amends the document. A
person or a thing is replaced in the same words, so a cue counts only where nothing but the document follows.
"""

from __future__ import annotations

import re

from ingest.document import ReferenceRole
from ingest.parsing.references.words import NAMES, SENTENCE

_ENDING = r"thay thế(?:\s+cho)?|thay cho|bãi bỏ|hủy bỏ|chấm dứt hiệu lực(?:\s+của)?"
_AMENDING = r"sửa đổi(?:\s*,?\s*(?:và\s+)?bổ sung)?|bổ sung|đính chính"
_CUE = re.compile(
    rf"(?<!\w)(?<!không )(?<!chưa )(?:(?P<ending>{_ENDING})|(?P<amending>{_AMENDING}))(?!\w)", re.IGNORECASE
)
_PASSIVE_BEFORE = re.compile(r"(?<!\w)(?:được|bị)\s+$", re.IGNORECASE)
_BY = re.compile(r"(?<!\w)(?<!kèm )(?:bằng|bởi|theo|tại)(?!\w)", re.IGNORECASE)
_LINK = r"(?:\s+(?:của|tại|trong|thuộc|(?:ban hành\s+)?kèm theo))?\s*[,:“\"(]*\s*"
_PART = re.compile(
    r"\s+(?:(?:một số|các|những|toàn bộ)\s+)?(?:Điều|khoản|điểm|mục|phần|chương|phụ lục|nội dung|cụm từ|đoạn|"
    rf"tên gọi|thành viên)(?!\w)(?![^.;:]*(?:thực hiện|triển khai|(?<!kèm )theo))[^.;:]{{0,100}}?{_LINK}$",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\s*(?:\s(?:toàn bộ|các|những|hiệu lực|của|văn bản|sau|sau đây|trước đây))*\s*[:,“\"(-]*\s*$",
    re.IGNORECASE,
)
_CARRIED = re.compile(  # «thay thế Quy chế làm việc ban hành kèm theo Quyết định số …»
    rf"\s+(?:{NAMES})(?!\w)[^.;:\d]{{0,120}}?(?:ban hành\s+)?(?:kèm theo|theo|tại)\s*$", re.IGNORECASE
)
PASSIVE = re.compile(
    r"[\s,;(]+(?P<when>(?:(?:đều|đã|sẽ|nay|cũng)\s+)*)"
    r"(?:(?:được|bị)\s+(?:thay thế|bãi bỏ|hủy bỏ)|hết hiệu lực|không còn hiệu lực|chấm dứt hiệu lực)(?!\w)",
    re.IGNORECASE,
)
AMENDED_BY = re.compile(
    r"[\s,(]*(?:đã\s+)?được\s+(?:sửa đổi|bổ sung|đính chính)[^.;:]*(?:theo|bởi|bằng|tại)\s*$", re.IGNORECASE
)
_THIS = re.compile(r"(?<!\w)(?:này|ngày ký)(?!\w)", re.IGNORECASE)
_DIRECTING = re.compile(r"(?<!\w)(?:căn cứ|theo|thực hiện|triển khai|quán triệt)(?!\w)[^,]*$", re.IGNORECASE)
_AGENT = re.compile(r"(?<!\w)(?:bằng|bởi|theo)(?!\w)|\d+\s*[-/]", re.IGNORECASE)
_NAME = re.compile(rf"(?<!\w)(?:{NAMES})(?!\w)", re.IGNORECASE)
_ANNOUNCES = re.compile(
    rf"(?:{_ENDING})(?:\s+(?:các|những|toàn bộ|văn bản|\w+\s+định|sau|sau đây))*\s*:$", re.IGNORECASE
)


def change_before(clause: str) -> tuple[ReferenceRole, int] | None:
    """What the last cue of the clause that ends at a mention says of it, and where the cue stands.

    MENTIONED where the cue names the mention as the one that replaces («… được thay thế bởi …»).
    """
    found = next(reversed(list(_CUE.finditer(clause))), None)
    if found is None:
        return None
    rest = clause[found.end() :]
    if _PASSIVE_BEFORE.search(clause, 0, found.start()):
        return (ReferenceRole.MENTIONED, found.start()) if _BY.search(rest) else None
    if _PART.match(rest):
        return ReferenceRole.AMENDS, found.start()
    if _WHOLE.match(rest) or _CARRIED.match(rest):
        whole = ReferenceRole.REPLACES if found["ending"] else ReferenceRole.AMENDS
        return whole, found.start()
    return None


def acts_itself(between: str) -> bool:
    """Whether the words from an earlier mention to a cue name another subject than that mention."""
    return _THIS.search(between) is not None or _NAME.search(between) is not None


def leads_in(before: str) -> bool:
    """Whether the words before a cue make what changes the mention a basis itself: «Căn cứ Luật sửa đổi …»."""
    return _DIRECTING.search(before) is not None and _THIS.search(before) is None


def change_behind(text: str, at: int) -> ReferenceRole | None:
    """What the words right behind a mention that ends at ``at`` say of it; by this document or by another."""
    found = PASSIVE.match(text, at)
    if found is None:
        return None
    stop = SENTENCE.search(text, found.end())
    rest = text[found.end() : stop.start() if stop else len(text)]
    if _THIS.search(rest):
        return ReferenceRole.REPLACES
    by_another = "đã" in found["when"].casefold() or _AGENT.search(rest) is not None
    return ReferenceRole.REPLACED if by_another else ReferenceRole.REPLACES


def announces_ended(words: str) -> bool:
    """Whether a lead-in says that the documents listed below it end: «… thay thế các văn bản sau:»."""
    return _ANNOUNCES.search(words.rstrip()) is not None

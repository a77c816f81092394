"""A stamp that extraction ran into a heading line: «Số 05-BC/BDVTU MẬT», «MẬT BÁO CÁO» (domain.md §2.1)."""

from __future__ import annotations

import re

from ingest.gating.line import Seen
from ingest.gating.meanings import (
    EARLIER_WORDS,
    LATER_WORDS,
    NAMED_BY,
    NUMBER_LINE,
    QUOTES,
    SPOKEN_OF,
    UNMARKED_AFTER,
    UNMARKED_BEFORE,
)
from ingest.gating.seeing import fold, is_capital, words

_LONGEST_HEADING = 40  # words; of a longer line only the beginning can be a heading run together with it
_BEGINNING = 25
_SHORT = 12

_GAP = r"[\W_]{0,4}"
# With marks, or with marks that no Vietnamese syllable bears (MÂT, MÃT): recognition's reading of MẬT.
_MARKED = re.compile(rf"(?<!\w)M{_GAP}Ậ{_GAP}T(?!\w)|M[ẬÂẦẨẪÀẢÃẰẲẴ]T")
_UNMARKED = re.compile(r"(?<!\w)M[\s._*\-–—]{0,3}[AẠẶ][\s._*\-–—]{0,3}T(?!\w)")
_DATE_LINE = re.compile(r"ngày\W+[\d….]*\W*tháng\W+[\d….]*\W*năm", re.IGNORECASE)
_AT_THE_END = re.compile(r"(?:^|\W)(?:[Mm]ật|[Mm]at|M[ẬAÂẶẠ]T)\W*$")
_AT_THE_START = re.compile(r"^\W*(?:(?:tối|tuyệt)\s+)?mật(?!\w)", re.IGNORECASE)
_BRACKETED = re.compile(r"[(\[{]\W*(?:(?:tối|tuyệt|toi|tuyet)\s*)?m(?:ật|at)\W*[)\]}]", re.IGNORECASE)
_CODE_AFTER_NUMBER = re.compile(r"\w\s*[(\[]\s*(?:M|TM|TuM)\s*[)\]]")
_RUNS_ON = frozenset("về việc quản lý sử dụng bảo vệ của và các những giao nhận với cho".split())
_SPEAKS = frozenset("về việc tác dẫn chương mục điều và".split())
_PLACES = frozenset("xã phường thôn làng chùa đền núi".split())


def has_stamp(seen: Seen) -> bool:
    """Whether a grade stands in a line of the heading and is no part of its sentence."""
    if seen.listed:
        return False
    text = seen.text
    parts = text.split()
    if len(parts) > _LONGEST_HEADING:
        text = " ".join(parts[:_BEGINNING])
    if any(not _is_spoken(text, found, seen.before) for found in _MARKED.finditer(text)):
        return True
    if any(_is_unmarked(text, found, seen.after) for found in _UNMARKED.finditer(text)):
        return True
    return len(words(text)) <= _SHORT and _is_at_an_edge(text)


def _is_spoken(text: str, found: re.Match[str], preceding: str) -> bool:
    """Whether «MẬT» here is another word, or the sentence or title speaks of such papers."""
    earlier, later = words(text[: found.start()]), words(text[found.end() :])
    if found.start() and text[found.start() - 1].isalnum():
        earlier = earlier[:-1]  # «Số 05-BC/BDVTUMẬT»
    before, after = [word.lower() for word in earlier], [word.lower() for word in later]
    if before and before[-1] in EARLIER_WORDS:
        return True
    if after and later[0].isupper() and after[0] in LATER_WORDS and after[:2] != ["độ", "khẩn"]:
        return True
    if len(before) >= 2 and before[-1] in ("văn", "thị") and before[-2] != "công":
        return True  # NGUYỄN VĂN MẬT
    if after and before and before[-1] in _PLACES and later[0].isupper():
        return True
    if before and before[-1] in ("độ", "tối", "tuyệt", "mật", "và") and "bí" in before:
        return True  # "DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TỐI MẬT"
    if before[-1:] == ["giải"] or (
        before[-1:] == ["độ"] and before[-2:-1] in (["chỉnh"], ["tăng"], ["giảm"])
    ):
        # Alone these are handling stamps, and looked for as such.
        return len(before) <= 3 or bool(after) or not _SPEAKS.isdisjoint(before)
    title = [*_running_on(preceding), *before]
    if len(title) >= 4 and tuple(title[-2:]) in SPOKEN_OF:
        return True  # "QUY CHẾ QUẢN LÝ TÀI LIỆU MẬT": a title about such papers
    return _is_in_a_sentence(text, found, earlier, later)


def _running_on(preceding: str) -> list[str]:
    """The words of the line above where it cannot be the end of a title."""
    above = [word.lower() for word in words(preceding)]
    runs_on = bool(above) and (preceding.rstrip().endswith(",") or above[-1] in _RUNS_ON)
    return above if runs_on else []


def _is_in_a_sentence(text: str, found: re.Match[str], earlier: list[str], later: list[str]) -> bool:
    small = sum(word.islower() for word in (*earlier, *later))
    if small < 2:
        return False
    named = [word for word in earlier if word not in ("TỐI", "TUYỆT")]
    if named and (named[-1] in NAMED_BY or tuple(named[-2:]) in SPOKEN_OF):
        return True
    if len(_MARKED.findall(text)) >= 2:
        return True  # "dấu MẬT, TỐI MẬT, TUYỆT MẬT": a stamp is one grade
    start = re.sub(r"(?:TỐI|TUYỆT)\s*$", "", text[: found.start()]).rstrip()
    return start[-1:] in QUOTES and text[found.end() :].lstrip()[:1] in QUOTES and start != ""


def _is_unmarked(text: str, found: re.Match[str], following: str) -> bool:
    """Whether «MAT», «MẶT» or «MẠT» here is a stamp that lost its marks: nothing beside it makes it another word."""
    before = [fold(word.lower()) for word in words(text[: found.start()])]
    rest = words(text[found.end() :])
    after = [fold(word.lower()) for word in (*rest, *words(following)[:1])]
    if before and before[-1] in ("toi", "tuyet"):
        return True
    if (before and before[-1] in UNMARKED_BEFORE) or (after and after[0] in UNMARKED_AFTER):
        return False
    if NUMBER_LINE.match(text):
        return True
    spoken = len(before) >= 4 and before[-2:] in ([fold(word) for word in pair] for pair in SPOKEN_OF)
    return fold(found[0]) == found[0] and (not before or not rest) and not spoken


def _is_at_an_edge(text: str) -> bool:
    """«Mật» in any letters at the end of a number, date or capital line, or in brackets there."""
    numbered = NUMBER_LINE.match(text) is not None
    if numbered and _CODE_AFTER_NUMBER.search(text):
        return True
    spelled = words(text)
    if numbered or _DATE_LINE.search(text):
        before = spelled[-2].lower() if len(spelled) > 1 else ""
        other = before in EARLIER_WORDS or (spelled[-1].lower() != "mật" and fold(before) in UNMARKED_BEFORE)
        ends = _AT_THE_END.search(text) is not None and not other
        return ends or _BRACKETED.search(text) is not None
    found = next(filter(None, (edge.search(text) for edge in (_AT_THE_START, _AT_THE_END, _BRACKETED))), None)
    if found is None or is_capital(found[0]) or words(found[0])[-1].lower() != "mật":
        return False
    rest = words(text.replace(found[0], " ", 1))
    capitals = len(rest) > 1 and is_capital("".join(rest)) and any(map(str.isalpha, rest))
    return capitals and rest[-1].lower() not in EARLIER_WORDS

"""Time words as rules, in order of strength: an earlier rule owns its words.

Every rule exists twice: with its marks required (documents) and with marks optional (questions typed in
haste). The meanings are in ``time_mentions``. Source: domain description, time expressions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ingest.vietnamese import time_mentions as said
from ingest.vietnamese.calendar_words import TET
from ingest.vietnamese.dates import dates_in_copy
from ingest.vietnamese.text import MatchCopy, fold, marks_optional
from ingest.vietnamese.time_mentions import Build, Mention


@dataclass(frozen=True, slots=True)
class Rule:
    """Words and what they mean. ``needs``: one of these stands in whatever the pattern matches, so that a text
    without any is not searched. ``in_questions``: too loose for the text of documents."""

    build: Build
    pattern: str
    needs: tuple[str, ...]
    in_questions: bool = False


_L = r"(?<![\w/.,\-])"  # before a digit that opens a mention
_B = r"(?<!\w)"
_E = r"(?!\w)"
_W = r"\s{1,3}"
_O = r"\s{0,3}"
_YYYY = r"(?:19[3-9]\d|20\d\d)"
# «từ đầu năm tới giờ» reaches to now, it is no coming year.
_TOI = r"tới(?!\s+(?:nay|hiện nay|giờ|bây giờ|hôm nay|hết|cuối|(?:tháng|ngày)\s+\d+)(?!\w))"
_RELATIVE_YEAR = rf"(?P<rel>nay|này|ngoái|trước|kia|sau|{_TOI})(?!\w)"
_RELATIVE = rf"{_W}(?P<r>này|nay|trước|vừa qua|vừa rồi|qua|rồi|sắp tới|{_TOI}|sau|tiếp)(?!\w)"
# «5 năm trước», «các tháng sau»: a count or a plural, not the year or month next to this one.
_ONE = r"(?<!\d )(?<!các )(?<!những )(?<!mấy )(?<!nhiều )(?<!\w)"
# Unmarked "nam" also ends the names of regions: Việt Nam 2020.
_NAM = rf"{_ONE}(?<!việt )(?<!miền )(?<!quảng )(?<!hà )(?<!đông )(?<!tây )(?<!phía )năm"
# The year after a month or quarter: /2020, năm 2020, năm ngoái; and after «đầu năm», where năm is said.
_OF = rf"(?:của{_W})?"
_YEAR = (
    rf"(?:{_O},?{_O}{_OF}năm{_W}{_RELATIVE_YEAR}"
    rf"|(?:{_O},?{_O}{_OF}năm{_O}|{_O}[/.\-]{_O}|{_W})(?P<y>{_YYYY})(?![\w/]|-\d))?"
)
_OF_THE_YEAR = (
    rf"{_W}{_OF}năm{_E}(?:{_W}{_RELATIVE_YEAR}|(?:{_O}[/,]?{_O}(?:năm{_W})?)(?P<y>{_YYYY})(?![\w/]))?"
)
_DONE = r"(?![\w/]|[.,]\d)"
_DIGITS = r"(?:0?[1-9]|1[0-2])"
_MONTH = rf"(?P<m>{_DIGITS}|mười một|mười hai|giêng|một|hai|ba|tư|năm|sáu|bảy|bẩy|tám|chín|mười)"
_QUY = rf"{_B}(?<!nội )qu(?:ý|í)"
_QUARTER = r"(?P<q>[1-4]|i{1,3}|iv|một|hai|ba|bốn|tư)"
_WAY = rf"(?:{_W}(?P<way>này|sắp tới|{_TOI}|vừa qua|vừa rồi))?(?!\w)"
_TO = r"(?:-|đến hết|đến|tới)"
_DAY = r"(?P<d>\d{1,2})"
_DAY_DONE = rf"(?![\w/\-]|\.\d)(?:{_W}năm{_W}{_RELATIVE_YEAR})?"
_COUNTED = "người|đồng|hộ|văn bản|lượt|cuộc|tỷ|triệu|m|km|ha|cán bộ|đảng viên|hội viên|đoàn viên"
_OTHER_TET = "trung thu|dương lịch|độc lập|trồng cây|đoan ngọ|thiếu nhi|thanh minh|quân dân"


def _tet_names() -> str:
    """Can chi names, either spelling of the last vowel: Canh Tý, Canh Tí."""
    names = "|".join(name.lower() for name, _ in TET.values())
    for y, i in ("ýí", "ỵị", "ỷỉ"):
        names = names.replace(y, f"(?:{y}|{i})")
    return names


RULES: tuple[Rule, ...] = (
    # Words that look like time and name no calendar period. A tenure runs from congress to congress.
    Rule(
        said.nothing_said,
        rf"{_B}(?:nhiệm kỳ|nhiệm kì|khóa|nk){_W}(?:\w+{_W}){{0,2}}{_YYYY}{_O}-{_O}(?:{_YYYY}|\d\d)(?!\d)",
        ("nhiệm k", "khóa", "nk"),
    ),
    Rule(said.nothing_said, rf"{_B}cùng kỳ(?:{_W}{_OF}năm{_W}(?:trước|ngoái|{_YYYY}))?{_E}", ("cùng kỳ",)),
    Rule(
        said.nothing_said,
        rf"{_B}(?:cách mạng|tổng khởi nghĩa|quảng trường){_W}tháng{_W}(?:tám|8|mười|10){_E}",
        ("tháng",),
    ),
    Rule(said.nothing_said, rf"{_B}(?:tcvn|qcvn|iso){_O}[\d:.\-]+", ("tcvn", "qcvn", "iso")),
    Rule(said.nothing_said, rf"{_B}ngày{_O},?{_O}tháng{_O},?{_O}năm(?!{_W}\d)", ("ngày",)),
    Rule(said.nothing_said, rf"{_L}\d{{1,3}}{_W}năm{_W}(?:thực hiện|triển khai|thi hành|ngày){_E}", ("năm",)),
    # A stretch back or ahead of today.
    Rule(
        said.span_of_time_said,
        rf"{_B}(?P<n>\d{{1,3}}){_W}(?P<unit>năm|tháng|tuần|ngày){_W}"
        rf"(?P<way>vừa qua|qua|gần đây|gần nhất|trở lại đây|sắp tới|tới|tiếp theo){_E}",
        ("qua", "gần", "trở lại đây", "tới", "tiếp theo"),
    ),
    # Parts of a year counted in months; «6 tháng» alone says nothing, «9 tháng» is the report's name.
    Rule(
        said.half_said,
        rf"{_L}(?P<n>\d{{1,2}}|ba|sáu|chín){_W}tháng{_W}(?P<part>đầu|cuối){_OF_THE_YEAR}",
        ("đầu", "cuối"),
    ),
    Rule(said.half_said, rf"{_B}nửa{_W}(?P<part>đầu|cuối){_OF_THE_YEAR}", ("nửa",)),
    Rule(
        said.half_said,
        rf"{_L}(?P<n>0?3|0?6|0?9|1[01]){_W}tháng(?:{_O}/{_O}|{_W}{_OF}(?:năm{_W})?)(?P<y>{_YYYY})(?![\w/])",
        ("tháng",),
    ),
    Rule(
        said.half_said,
        rf"(?<!trong )(?<!sau )(?<!hơn )(?<!suốt )(?<!mỗi )(?<!cứ ){_L}(?P<n>0?9){_W}tháng{_E}"
        rf"(?!{_W}(?:\d|thực hiện|triển khai|kể|liên tục|tuổi|tới|qua|một|trước|sau))",
        ("tháng",),
    ),
    Rule(
        said.edge_month_said,
        rf"{_ONE}tháng{_W}(?P<part>đầu(?:{_W}tiên)?|cuối){_OF_THE_YEAR}",
        ("đầu", "cuối"),
    ),
    # Shorthand: "6t đầu năm", "6thđn 2024", "6 tháng cn", "9t/2023".
    Rule(
        said.half_said,
        rf"{_L}(?P<n>\d{{1,2}}){_O}th?{_W}(?P<part>đầu|cuối){_OF_THE_YEAR}",
        needs=("đầu", "cuối"),
        in_questions=True,
    ),
    Rule(
        said.half_said,
        rf"{_L}(?P<n>\d{{1,2}}){_O}(?:tháng|th?){_O}(?P<part>đ|c)n{_E}(?:{_O}[/,]?{_O}(?P<y>{_YYYY})(?![\w/]))?",
        needs=("đn", "cn"),
        in_questions=True,
    ),
    Rule(
        said.half_said,
        rf"{_L}(?P<n>0?3|0?6|0?9|1[01])th?(?:{_O}/{_O}|{_W})(?P<y>{_YYYY})(?![\w/])",
        needs=("t",),
        in_questions=True,
    ),
    # Several months, and parts of a month.
    Rule(
        said.month_range_said,
        rf"{_B}(?:từ{_W})?tháng{_W}(?P<a>{_DIGITS}){_O}{_TO}{_O}(?:tháng{_W})?{_MONTH}{_YEAR}{_DONE}",
        ("tháng",),
    ),
    Rule(
        said.month_list_said,
        rf"{_B}tháng{_W}(?P<a>{_DIGITS})(?P<more>(?:{_O},{_O}{_DIGITS})*){_O}(?:,|và|&){_O}{_MONTH}{_YEAR}{_DONE}",
        ("tháng",),
    ),
    Rule(
        said.part_of_month_said,
        rf"{_B}(?P<part>đầu|giữa|cuối|thượng tuần|trung tuần|hạ tuần){_W}tháng{_E}"
        rf"(?:{_W}{_MONTH}{_YEAR}{_DONE}|{_RELATIVE})?",
        ("đầu", "giữa", "cuối", "tuần"),
    ),
    # Next to today.
    Rule(said.relative_month_said, rf"{_ONE}tháng{_RELATIVE}{_YEAR}", ("tháng",)),
    Rule(said.relative_quarter_said, rf"{_ONE}qu(?:ý|í){_RELATIVE}", ("quý", "quí")),
    Rule(said.relative_week_said, rf"{_ONE}tuần{_RELATIVE}", ("tuần",)),
    Rule(
        said.relative_day_said,
        rf"{_B}(?:hôm nay|bữa nay|sáng nay|chiều nay"
        rf"|hôm qua|sáng qua|chiều qua|hôm kia|ngày mai|sáng mai|chiều mai|ngày mốt|ngày kia){_E}",
        ("hôm", "bữa", "sáng", "chiều", "mai", "mốt", "kia"),
    ),
    # A day without its year.
    Rule(said.day_said, rf"{_B}ngày{_W}{_DAY}{_O}[/\-]{_O}(?P<m>\d{{1,2}}){_DAY_DONE}", ("ngày",)),
    Rule(said.day_said, rf"{_L}(?:ngày{_W})?{_DAY}{_W}tháng{_W}(?P<m>\d{{1,2}}){_DAY_DONE}", ("tháng",)),
    Rule(
        said.day_said,
        rf"{_B}(?:hôm|bữa|mùng|mồng){_W}{_DAY}{_O}[/\-]{_O}(?P<m>\d{{1,2}}){_DAY_DONE}",
        needs=("hôm", "bữa", "mùng", "mồng"),
        in_questions=True,
    ),
    # One month. "t3" may also be a weekday (thứ ba), so not in documents nor before «tuần».
    Rule(said.month_said, rf"{_B}tháng{_O}{_MONTH}{_E}(?!{_W}lần){_YEAR}{_DONE}{_WAY}", ("tháng",)),
    Rule(said.month_said, rf"(?<![\w/.\-])t\.?(?P<m>{_DIGITS}){_O}[/.\-]{_O}(?P<y>{_YYYY})(?![\w/])", ("t",)),
    # "t3/24", "thg 3", "t1-t3/2024"; without a year "t2-t6" are weekdays.
    Rule(
        said.month_said,
        rf"(?<![\w/.\-])(?:tháng|thg?\.?|t\.?){_O}(?P<m>{_DIGITS}){_O}/{_O}(?P<y>[12]\d)(?![\w/.\-])",
        needs=("/",),
        in_questions=True,
    ),
    Rule(
        said.month_range_said,
        rf"(?<![\w/.\-])t(?P<a>{_DIGITS}){_O}{_TO}{_O}t(?P<m>{_DIGITS}){_O}[/.\-]{_O}(?P<y>{_YYYY})(?![\w/])",
        needs=("t",),
        in_questions=True,
    ),
    Rule(
        said.month_said,
        rf"{_B}(?:thg|th|t)\.?[ ]?(?P<m>{_DIGITS}){_O}[/.\-]{_O}(?P<y>{_YYYY})(?![\w/])",
        needs=("t",),
        in_questions=True,
    ),
    Rule(
        said.month_said,
        rf"{_B}thg\.?{_O}(?P<m>{_DIGITS}){_E}{_YEAR}{_DONE}{_WAY}",
        needs=("thg",),
        in_questions=True,
    ),
    Rule(
        said.month_said,
        rf"(?<![\w/.\-])t(?P<m>{_DIGITS})(?![\w/+\-])(?!{_W}tuần){_YEAR}{_DONE}{_WAY}",
        needs=("t",),
        in_questions=True,
    ),
    # Quarters. Unmarked "quy" counts only with its number (quy chế, quy định).
    Rule(
        said.quarter_range_said,
        rf"{_QUY}{_W}(?P<a>[1-4]|i{{1,3}}|iv)(?P<join>{_O}(?:-|đến|tới|,|và|&){_O})"
        rf"(?:qu(?:ý|í){_W})?{_QUARTER}{_YEAR}{_DONE}",
        ("quý", "quí"),
    ),
    Rule(said.quarter_said, rf"{_QUY}{_O}{_QUARTER}{_E}{_YEAR}{_DONE}", ("quý", "quí")),
    Rule(
        said.quarter_said,
        rf"(?<![\w/.\-])(?<!quận )q\.?(?P<q>[1-4]|i{{1,3}}|iv){_E}{_YEAR}{_DONE}",
        needs=("q",),
        in_questions=True,
    ),
    Rule(
        said.month_said,
        rf"(?<!số ){_L}(?P<m>{_DIGITS}){_O}/{_O}(?P<y>{_YYYY})(?![\w/])",
        needs=("/",),
        in_questions=True,
    ),
    Rule(
        said.tet_said,
        rf"{_B}(?P<when>trước{_O},?{_O}trong(?:{_O},{_O}|{_W}và{_W})sau{_W}|trước{_W}|sau{_W})?tết{_E}"
        rf"(?!{_W}(?:{_OTHER_TET}))(?:{_W}nguyên đán|{_W}âm lịch|{_W}cổ truyền)?"
        rf"(?:{_W}(?P<name>{_tet_names()}){_E})?{_YEAR}{_E}",
        ("tết",),
    ),
    # Years.
    Rule(
        said.whole_year_said,
        rf"{_B}(?:từ{_W})?đầu(?:{_W}năm)?{_W}(?:đến|tới){_W}(?:hết{_W})?cuối{_OF_THE_YEAR}",
        ("cuối",),
    ),
    Rule(
        said.part_of_year_said,
        rf"{_B}(?P<part>đầu|giữa|cuối)(?!{_W}năm{_W}học){_OF_THE_YEAR}",
        ("đầu", "giữa", "cuối"),
    ),
    Rule(
        said.relative_year_said,
        rf"{_NAM}{_W}(?:vừa{_W})?(?P<r>nay|ngoái|trước|kia|sau|{_TOI}|(?<=vừa )qua|rồi){_E}(?!{_O}{_YYYY})",
        ("năm",),
    ),
    Rule(
        said.year_range_said,
        rf"{_L}(?:giai đoạn{_O}|(?:từ{_W})?năm{_W}|từ{_W})?(?P<a>{_YYYY}){_O}{_TO}(?:{_W}năm)?{_O}"
        rf"(?P<y>{_YYYY})(?![\w/\-])",
        ("19", "20"),
    ),
    # "kh2024", "bc2023": the year's paper, typed in one word.
    Rule(
        said.plain_year_said,
        rf"(?:(?<=\bkh)|(?<=\bbc)|(?<=\bctr))(?P<y>{_YYYY})(?![\w/:%+]|[.,\-]\d)",
        needs=("19", "20"),
        in_questions=True,
    ),
    Rule(said.plain_year_said, rf"{_NAM}{_O}(?P<y>{_YYYY})(?![\w/]|-\d)", ("năm",)),
    Rule(
        said.plain_year_said,
        rf"(?<!số )(?<!:){_L}(?P<y>{_YYYY})(?![\w/%+]|:\S|[.,\-]\d)(?!{_W}(?:{_COUNTED}){_E})",
        needs=("19", "20"),
        in_questions=True,
    ),
)

_SLIPS = (
    (r"th[àảãạâấầẩẫậ]ng(?=\s{0,2}\d|\s(?:này|nay|trước|sau|tới)(?!\w))", "tháng"),
    (r"q(?:[úùủũụ]y|u[ỳỷỵ])(?=\s{0,2}(?:[1-4]|i{1,3}|iv)(?!\w))", "quý"),
    (r"n[àáảãạâầẩẫ]m(?=\s{0,2}(?:19|20)\d\d(?!\d)|\s(?:nay|ngoái)(?!\w))", "năm"),
    (r"ng[áảãạă]y(?=\s{0,2}\d)", "ngày"),
    (r"tu[ẩẫậàằ]n(?=\s(?:này|nay|trước|sau|tới)(?!\w))", "tuần"),
)
_SLIP = tuple((re.compile(rf"(?<!\w){wrong}", re.IGNORECASE), right) for wrong, right in _SLIPS)


def slips_mended(text: str) -> str:
    """The text with a wrong mark on a time word put right where a number or a time follows: «thàng 3».

    As long as before, so that offsets hold. Only for questions.
    """
    for wrong, right in _SLIP:
        text = wrong.sub(right, text)
    return text


_STRICT = tuple((re.compile(r.pattern, re.IGNORECASE), r.build, r.needs) for r in RULES if not r.in_questions)
_LOOSE = tuple(
    (re.compile(marks_optional(r.pattern), re.IGNORECASE), r.build, tuple(map(fold, r.needs))) for r in RULES
)
# Every rule needs a digit or one of these words; most lines of a document have neither.
_ANY_TIME = re.compile(
    marks_optional(r"\d|tháng|tuần|quý|quí|năm|tết|hôm|bữa|sáng|chiều|mai|ngày"), re.IGNORECASE
)


# «năm 2024¹»: the mark of a footnote is a word character and no part of the year. As long as before.
_FOOTNOTE_MARKS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", " " * 10)


def mentions(
    copy: MatchCopy, as_of: date | None, *, loose: bool, taken: list[tuple[int, int]]
) -> Iterator[Mention]:
    """Mentions in the copy, none overlapping another or a range in ``taken`` (copy offsets), unordered.

    Full dates come first, as days. Without ``as_of`` words relative to today are spent but yield nothing.
    """
    text = copy.text.translate(_FOOTNOTE_MARKS)
    if not _ANY_TIME.search(text):
        return
    taken = list(taken)

    def free(start: int, end: int) -> bool:
        return all(end <= other_start or other_end <= start for other_start, other_end in taken)

    for start, end, value in dates_in_copy(copy):
        if free(start, end):
            taken.append((start, end))
            yield said.full_date(start, end, value)
    plain = fold(text) if loose else text.lower()
    for pattern, build, needs in _LOOSE if loose else _STRICT:
        if not any(word in plain for word in needs):
            continue
        for match in pattern.finditer(text):
            if not free(*match.span()):
                continue
            mention = build(match, as_of)
            if mention is not None:
                yield mention
            if mention is not None or build is said.nothing_said or as_of is None:
                taken.append(match.span())

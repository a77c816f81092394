"""Document numbers as people type them in a question: any case, marks or none, parts missing.

Source: domain description, query grammar. A short query names several documents; the caller shows all.
"""

from __future__ import annotations

import re

from ingest.document import DocumentNumber, NumberStyle, Span
from ingest.vietnamese.document_types import ISSUER_CODES, ISSUER_WORDS, NAME_CODES, TYPES
from ingest.vietnamese.number_grammar import COUNTED, numbers_in_copy, short_number
from ingest.vietnamese.text import fold, marks_optional, match_copy


def _loose(names: list[str]) -> str:
    parts = sorted((n for n in names), key=len, reverse=True)
    return "|".join(marks_optional(re.escape(p.lower()).replace(r"\ ", r"[ \t]+")) for p in parts)


_CODE_ROWS = {fold(t.code): t for t in reversed(TYPES)}
_TYPED_ROWS = {fold(t.code): t for t in reversed(TYPES) if t.typed}
_ALL_CODES = _loose([t.code for t in TYPES if len(t.code) > 1])
_TYPED_CODES = _loose([t.code for t in TYPES if t.typed])
# "c/v 882", "b/c 166": two letters are also written with a slash.
_SLASHED_CODES = "|".join(
    marks_optional("/?".join(t.code.lower())) for t in TYPES if t.typed and len(t.code) == 2
)
_NAMES = _loose(list(NAME_CODES))
_NAME_BY_FOLDED = {fold(name): name for name in NAME_CODES}
_ISSUERS = _loose(list(ISSUER_CODES))
_ISSUER_BY_FOLDED = {fold(code): code for code in ISSUER_CODES}

_LEFT = r"(?<![\w/.,\-])"
_S = r"[ \t]{0,2}"
_NO = r"(?P<serial>\d{1,5})(?P<suffix>[a-zđ]?)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WORD = r"[a-zđươâăêô][a-zđươâăêô0-9]{0,15}"
_FLAGS = re.IGNORECASE

_TYPE = rf"(?P<type>{_ALL_CODES})"
_TYPED = rf"(?P<type>{_TYPED_CODES})"
_UNITS = rf"(?P<issuer>{_WORD}(?:-{_WORD})*)"
_RIGHT = r"(?![\w/])"


def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(_LEFT + _NO + form, _FLAGS)


# The printed forms in any case: 2423-ct/tu, 60/2013/nd-cp, 29/2018/qh14, 5753/kh-ubnd.
_STATE_YEAR = _pattern(
    rf"{_S}/{_S}{_YEAR}(?:{_S}/{_S}|[ \t])(?:{_TYPE}{_S}-{_S}{_UNITS}|(?P<assembly>qh\d{{1,2}})){_RIGHT}"
)
_STATE = _pattern(rf"{_S}/{_S}{_TYPE}{_S}-{_S}{_UNITS}{_RIGHT}")
_PARTY = _pattern(rf"{_S}[-/]?{_S}{_TYPE}{_S}/{_S}(?P<issuer>{_WORD}(?:[-&]{_WORD})*){_RIGHT}")
# With spaces for marks only issuers that exist: "05 kh tu", "22 ct-tw".
# "tu" before a time is the word từ: "3 cv tu thang 1".
_FROM_TIME = (
    r"(?<!-)(?<=[ \t]tu)(?=[ \t]+(?:"
    + marks_optional("tháng|ngày|năm|quý|tuần|đầu|giữa|cuối|hôm|khi|nay|đây|lúc|bao giờ|thời điểm")
    + r"|t?\d))"
)
_SPACED = _pattern(
    rf"{_S}[-/]?{_S}{_TYPED}[ \t]{{0,2}}[- ][ \t]{{0,2}}(?P<issuer>{_ISSUERS}){_RIGHT}(?!{_FROM_TIME})"
)
# All in one: "412tbtu".
_GLUED = _pattern(rf"{_TYPED}(?P<issuer>{_ISSUERS}){_RIGHT}")
_NO_ISSUER = _pattern(rf"{_S}[-/]{_S}{_TYPED}(?![\w/\-])")

# «năm 2015» may follow a number, «5 năm» is a count; so is «5 năm 2016-2020».
_COUNT_OF_YEARS = marks_optional(r"năm(?![ \t]+(?:19|20)\d\d(?![ \t]*-))")
_OTHER_COUNT = (
    marks_optional(r"(?!năm|ngày)") + f"(?:{marks_optional(COUNTED + '|giờ|mặt|vấn đề|lĩnh vực|phần')})"
)
_NOT_A_COUNT = rf"(?!\w)(?!{_S}[-%&+])(?![.,]\d)(?!{_S}(?:{_COUNT_OF_YEARS}|{_OTHER_COUNT})(?!\w))(?![ \t]*/)"
_SO = marks_optional(r"(?:(?P<so>số)[ \t]{0,2}[:.]?[ \t]{0,2})?")
# The letter of 12a; "6t" is six months, "8h" an hour.
_SERIAL = r"(?P<serial>\d{1,5})(?P<suffix>[a-eđ]?)"
_NAMED = (
    rf"(?<!\w)(?:(?P<name>{_NAMES})[ \t]{{1,2}}|(?P<code>{_TYPED_CODES}|{_SLASHED_CODES})[ \t\-.:_#]{{0,2}})"
    rf"{_SO}#?"
)
_SHORT = re.compile(
    rf"{_NAMED}{_SERIAL}(?:{_S}/{_S}{_YEAR}|[ \t]+{marks_optional('năm')}[ \t]+(?P<of_year>(?:19|20)\d\d))?"
    rf"{_NOT_A_COUNT}",
    _FLAGS,
)
# The issuer right after: "cv1873tu", "tb412-tu", "KH 31/BDVTU", "nq39-nq/tw".
_SHORT_ISSUED = re.compile(
    rf"{_NAMED}(?P<serial>\d{{1,5}})(?P<suffix>)(?:{_S}-?{_S}(?:{_TYPED_CODES}))?(?:{_S}[/.\-]{_S})?"
    rf"(?<![ \t\w][ \t])(?P<issuer>{_ISSUERS}){_RIGHT}",
    _FLAGS,
)
# The code after a serial that is no count: "05kh", "845 qd" (not "3 kh", "có 120 kh").
_REVERSED = re.compile(
    rf"{_LEFT}(?<!{marks_optional('có')} )(?<!{marks_optional('hành')} )(?<!{marks_optional('được')} )"
    rf"(?<!{marks_optional('hơn')} )(?<!{marks_optional('gồm')} )(?<!{marks_optional('khoảng')} )"
    rf"(?P<serial>0\d{{1,3}}|(?!(?:19|20)\d\d)\d{{3,5}})(?P<suffix>){_S}"
    rf"(?P<code>{_loose(['NQ', 'QĐ', 'CT', 'KL', 'TB', 'HD', 'BC', 'KH', 'CV', 'NĐ', 'CTr', 'TTr'])})(?![\w/\-])",
    _FLAGS,
)
_ANY_PAPER = marks_optional(
    r"(?:(?:văn bản|vb|tài liệu)[ \t]+(?:có[ \t]+)?số[ \t]{0,2}:?[ \t]{0,2}|(?:văn bản|vb)[ \t]{0,2}(?=\d{3}))"
)
_UNTYPED = re.compile(rf"(?<!\w){_ANY_PAPER}{_SERIAL}{_NOT_A_COUNT}", _FLAGS)
# Numbers of State legal documents carry the year; elsewhere "báo cáo 02/2020" names a month, and
# "kế hoạch 31/2024" adds the year to a number that has none.
_MONTHS = 12
_WHOLE_CODES = frozenset({"CP", "TTg", "UBND", "HĐND", "BCĐ", "ThU", "ĐU"})
# «Nghị định 60 năm 2013» is 60/2013; a Party number has no year in it.
_YEAR_APART = frozenset({"NĐ", "TT", "TTLT", "PL", "L"})
_YEARLY = frozenset({"NĐ", "TT", "TTLT", "NQ", "QĐ", "PL", "L", "CT"})
_MARK = r"[ \t]*[/.\-][ \t]*"
_DATE = rf"(?:[ \t]*,?[ \t]*{marks_optional('ngày')}[ \t]*\d{{1,2}}{_MARK}\d{{1,2}}{_MARK}\d{{4}})?"
_ISSUER_AFTER = re.compile(
    rf"{_DATE}[ \t]*,?[ \t]*(?:{marks_optional('của|do')})?[ \t]*"
    rf"(?:(?P<words>{_loose(list(ISSUER_WORDS))})|(?P<issuer>tw|tu(?!{_FROM_TIME})|ttg|cp|ubnd|bcđ|bcd|bdvtu|bdvtw))(?!\w)",
    _FLAGS,
)
_WORDS_BY_FOLDED = {fold(words): code for words, code in ISSUER_WORDS.items()}


def query_numbers(question: str) -> list[tuple[Span, DocumentNumber]]:
    """Numbers a question names: printed ones and typed ones ("kh05", "chi thi 22 cua tinh uy"), in order.

    A typed short form has style SHORT; its issuer code is set where the words after it say so.
    """
    copy = match_copy(question)
    found = numbers_in_copy(copy, question)
    taken = [span for span, _ in found]

    def free(span: Span) -> bool:
        return all(span.end <= other.start or other.end <= span.start for other in taken)

    for pattern, style in (
        (_STATE_YEAR, NumberStyle.STATE_YEAR),
        (_STATE, NumberStyle.STATE),
        (_PARTY, NumberStyle.PARTY),
        (_SPACED, NumberStyle.PARTY),
        (_GLUED, NumberStyle.PARTY),
        (_NO_ISSUER, NumberStyle.PARTY),
    ):
        for match in pattern.finditer(copy.text):
            span = copy.span(*match.span())
            if free(span):
                taken.append(span)
                found.append((span, _typed_number(match, style, span.of(question))))
    for pattern in (_SHORT_ISSUED, _SHORT, _UNTYPED, _REVERSED):
        for match in pattern.finditer(copy.text):
            span = copy.span(*match.span())
            number = _short_number(match, span.of(question), copy.text)
            if number is not None and free(span):
                taken.append(span)
                found.append((span, number))
    return sorted(found, key=lambda pair: pair[0])


def _typed_number(match: re.Match[str], style: NumberStyle, raw: str) -> DocumentNumber:
    groups = match.groupdict()
    row = _CODE_ROWS[fold(groups["type"])] if groups.get("type") else None
    code = _spelled(row.code, groups["type"]) if row else None
    issuer = groups.get("assembly") or groups.get("issuer")
    if issuer:
        issuer = "-".join(_ISSUER_BY_FOLDED.get(fold(p), p.upper()) for p in issuer.split("-"))
    serial, suffix, year = groups["serial"], (groups["suffix"] or "").lower(), groups.get("year")
    if style is NumberStyle.PARTY:
        canonical = f"{serial}{suffix}-{code}" + (f"/{issuer}" if issuer else "")
    else:
        symbol = "-".join(part for part in (code, issuer) if part)
        canonical = "/".join(part for part in (f"{serial}{suffix}", year, symbol) if part)
    return DocumentNumber(
        raw=raw,
        canonical=canonical,
        style=style,
        serial=int(serial),
        suffix=suffix,
        year=int(year) if year else None,
        type_code=code,
        issuer_code=issuer,
    )


def _spelled(code: str, typed: str) -> str:
    """Among codes that fold alike (ĐA, DA), the one spelled as typed; else the first of the table."""
    for row in TYPES:
        if row.code.lower() == typed.lower():
            return row.number_code
    return _CODE_ROWS[fold(code)].number_code


def _short_number(match: re.Match[str], raw: str, text: str) -> DocumentNumber | None:
    groups = match.groupdict()
    name: str | None = None
    code: str | None = None
    if groups.get("name"):
        name = _NAME_BY_FOLDED[" ".join(fold(groups["name"]).split())]
        code = NAME_CODES[name]
    elif groups.get("code"):
        row = _TYPED_ROWS[fold(groups["code"]).replace("/", "")]
        name, code = row.name, row.number_code
    year, serial = groups.get("year"), groups["serial"]
    if year and code not in _YEARLY:
        if int(serial) <= _MONTHS:
            return None
        year = None
    if code in _YEAR_APART:
        year = year or groups.get("of_year")
    if not year and not groups.get("so") and re.fullmatch(r"(?:19|20)\d\d", serial):
        return None  # "kế hoạch 2020" is the plan of a year
    typed = groups.get("issuer")
    return short_number(
        raw,
        code,
        name,
        serial,
        groups["suffix"] or "",
        year=int(year) if year else None,
        issuer=_whole_issuer(typed) if typed else _issuer_after(text, match.end()),
    )


def _whole_issuer(typed: str) -> str | None:
    """The issuer code as numbers print it; None for one that leaves the level open ("bdv")."""
    code = _ISSUER_BY_FOLDED[fold(typed)]
    return code if code.endswith(("TU", "TW", "HU")) or code in _WHOLE_CODES else None


def _issuer_after(text: str, end: int) -> str | None:
    """The issuer code that the words after a short number say: «… của Tỉnh ủy» is TU."""
    after = _ISSUER_AFTER.match(text, end)
    if after is None:
        return None
    words = after["words"]
    return (
        _WORDS_BY_FOLDED[" ".join(fold(words).split())] if words else _ISSUER_BY_FOLDED[fold(after["issuer"])]
    )


_TYPE_WORDS = re.compile(rf"(?<!\w)(?:(?P<name>{_NAMES}))(?!\w)", _FLAGS)
# Upper-case codes that stand for a type also without a number.
_TYPE_CODES = re.compile(r"(?<![\w/\-])(NQ|QĐ|QĐi|KL|KH|CV|TBKL|CTr|TTr|NĐ)(?![\w/\-])")


def find_types(question: str) -> list[tuple[Span, str]]:
    """Document types named in a question, canonical names, in order; longest name first.

    "báo cáo" may also be the verb: the caller judges by what stands around it.
    """
    copy = match_copy(question)
    found = [
        (copy.span(*match.span()), _NAME_BY_FOLDED[" ".join(fold(match["name"]).split())])
        for match in _TYPE_WORDS.finditer(copy.text)
    ]
    for match in _TYPE_CODES.finditer(copy.text):
        row = next(t for t in TYPES if t.code == match.group())
        found.append((copy.span(*match.span()), row.name))
    return sorted(found, key=lambda pair: pair[0])

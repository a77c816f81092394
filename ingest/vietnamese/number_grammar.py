"""The grammar of printed document numbers: strict, short and heading forms.

Source: domain description, number grammar and its measured positive and negative lists. Forms are tried
in the order STATE_YEAR, PARTY, STATE, STATE_LETTER; the first match owns its span.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.document import DocumentNumber, NumberStyle, Span
from ingest.vietnamese.document_types import NAME_CODES, TYPES
from ingest.vietnamese.text import MatchCopy, match_copy

_S = r"[ \t]{0,2}"
_NO = r"(?P<serial>\d{1,5})(?P<suffix>[A-Za-zĐđ]?)"
_CODES = "|".join(re.escape(t.code) for t in sorted(TYPES, key=lambda t: -len(t.code)))
_TYPE = rf"(?P<type>{_CODES})"
_UPPER = "A-ZĐƯÂĂÊÔƠ"
_BODY = rf"(?:T\.[ƯW]|[{_UPPER}][A-Za-zĐđƯƠÂĂÊÔ0-9]{{0,15}})"
# Bodies are joined tightly or with one stray space; « - Ban …» after a number is running text.
_JOINED = rf"{_BODY}(?:(?:{_S}&{_S}|-| -(?! )|- ){_BODY}){{0,3}}"
_UNITS = rf"{_BODY}(?:-{_BODY}){{0,4}}"
_LEFT = r"(?<![\w/.,\-])"
_RIGHT = r"(?![\w/])"
_YEAR = r"(?P<year>(?:19|20)\d\d)"

_STATE_YEAR = (
    rf"{_NO}{_S}/{_S}{_YEAR}{_S}/{_S}(?:{_TYPE}{_S}-{_S}(?P<issuer>{_UNITS})|(?P<assembly>QH\d{{1,2}}))"
)
_PARTY = rf"{_NO}{_S}-{_S}{_TYPE}{_S}/{_S}(?P<issuer>{_JOINED})"
_STATE = rf"{_NO}{_S}/{_S}{_TYPE}{_S}-{_S}(?P<issuer>{_UNITS})"
_LETTER = rf"{_NO}{_S}/{_S}(?P<issuer>[A-ZĐ]{{2,12}}{_S}-{_S}{_UNITS})"

_FORMS: tuple[tuple[NumberStyle, re.Pattern[str]], ...] = tuple(
    (style, re.compile(_LEFT + form + _RIGHT))
    for style, form in (
        (NumberStyle.STATE_YEAR, _STATE_YEAR),
        (NumberStyle.PARTY, _PARTY),
        (NumberStyle.STATE, _STATE),
        (NumberStyle.STATE_LETTER, _LETTER),
    )
)
_MAYBE = re.compile(r"\d[A-Za-zĐđ]?[ \t]{0,2}[-/]")

# After "Số" the place alone says it is a number, so older and incomplete forms are taken too, and the wide
# gaps that a stamped or handwritten number leaves.
_HEADING_FORMS: tuple[tuple[NumberStyle, re.Pattern[str]], ...] = tuple(
    (style, re.compile(form.replace(_S, r"[ \t]{0,6}") + _RIGHT))
    for style, form in (
        (NumberStyle.STATE_YEAR, _STATE_YEAR),
        (NumberStyle.PARTY, _PARTY),
        (NumberStyle.STATE, _STATE),
        (NumberStyle.STATE_LETTER, _LETTER),
        (NumberStyle.PARTY, rf"{_NO}{_S}[- ]{_S}{_TYPE}{_S}/{_S}(?P<issuer>{_JOINED})"),  # 1836 QĐ/TWĐTN
        (NumberStyle.STATE, rf"{_NO}{_S}/{_S}{_TYPE}"),  # 21/CT
        (NumberStyle.PARTY, rf"{_NO}{_S}-{_S}{_TYPE}"),  # 03-HD
        # 299/TTg, 201-CP
        (NumberStyle.STATE_LETTER, rf"{_NO}{_S}[-/]{_S}(?P<issuer>[A-ZĐ][A-Za-zĐ]{{1,11}})"),
    )
)
# «Số:» on its own or after an opening; "số" inside running text is lower-case and never a heading.
_HEADING_WORD = re.compile(
    r"(?:^|(?<=[\s|(]))S[Ốố][ \t]{0,3}(?:[:.][ \t]{0,3}\n?)?[ \t]{0,6}(?=\d)", re.MULTILINE
)


def find_numbers(text: str) -> list[tuple[Span, DocumentNumber]]:
    """Full numbers in a text, in order: 05-KH/TU, 60/2013/NĐ-CP, 971/QĐ-TTg, 4912/UBND-NC."""
    return numbers_in_copy(match_copy(text), text)


def numbers_in_copy(copy: MatchCopy, text: str) -> list[tuple[Span, DocumentNumber]]:
    """``find_numbers`` where the match copy is at hand."""
    if not _MAYBE.search(copy.text):
        return []
    taken: list[tuple[int, int]] = []
    found: list[tuple[Span, DocumentNumber]] = []
    for style, pattern in _FORMS:
        for match in pattern.finditer(copy.text):
            start, end = match.span()
            if any(start < t_end and t_start < end for t_start, t_end in taken):
                continue
            taken.append((start, end))
            span = copy.span(start, end)
            found.append((span, _number(match, style, span.of(text))))
    return sorted(found, key=lambda pair: pair[0])


def find_heading_number(text: str) -> tuple[Span, DocumentNumber] | None:
    """The number right after «Số» / «Số:» in heading lines; tolerant of older forms.

    Only for the heading zone. A blank left for a handwritten number («Số    -BC/BDVTU», «Số: …») is None.
    """
    copy = match_copy(text)
    for word in _HEADING_WORD.finditer(copy.text):
        for style, pattern in _HEADING_FORMS:
            match = pattern.match(copy.text, word.end())
            if match:
                span = copy.span(*match.span())
                return span, _number(match, style, span.of(text))
    return None


def _number(match: re.Match[str], style: NumberStyle, raw: str) -> DocumentNumber:
    groups = match.groupdict()
    issuer = groups.get("assembly") or groups.get("issuer")
    if issuer:
        issuer = re.sub(r"\s+", "", issuer)
        issuer = "-".join("TW" if part in ("TƯ", "T.Ư", "T.W") else part for part in issuer.split("-"))
    year = groups.get("year")
    canonical = re.sub(r"\s+", "", match.group())
    if style is NumberStyle.PARTY and not re.match(r"\d+[A-Za-zĐđ]?-", canonical):
        canonical = re.sub(r"^(\d+)", r"\1-", canonical)  # 1836 QĐ/TWĐTN: the hyphen was a space
    return DocumentNumber(
        raw=raw,
        canonical=canonical,
        style=style,
        serial=int(groups["serial"]),
        suffix=(groups.get("suffix") or "").lower(),
        year=int(year) if year else None,
        type_code=groups.get("type"),
        issuer_code=issuer,
    )


def _names() -> str:
    names = sorted(NAME_CODES, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"[ \t]+") for name in names)


# What a count counts: «Báo cáo 6 tháng», «ban hành Kế hoạch 5 nội dung» hold no number.
COUNTED = (
    r"năm|tháng|quý(?! định| chế| ước)|tuần|ngày"
    r"|văn bản|người|đồng|triệu|tỷ|tỉ|nội dung|nhóm|nhiệm vụ|giải pháp|huyện|xã|hộ|lần"
    r"|đơn vị|cơ quan|tập thể|cá nhân|mô hình|cuộc|buổi|bên|điểm|trang|bước|giai đoạn|tiêu chí|chỉ tiêu"
)
_SHORT = re.compile(
    rf"(?<!\w)(?P<name>{_names()})[ \t]{{1,2}}(?:(?P<so>số)[ \t]{{0,2}}:?[ \t]{{0,2}})?"
    r"(?P<serial>\d{1,5})(?P<suffix>[a-zđ]?)"
    rf"(?!\w)(?!{_S}[-/%&+])(?![.,]\d)(?!{_S}(?:{COUNTED})(?!\w))",
    re.IGNORECASE,
)


def find_short(text: str) -> list[tuple[Span, DocumentNumber]]:
    """Short forms in documents: «Kế hoạch 05», «Chỉ thị số 22». The span starts at the type name.

    A short form is a hint, never an identity: «Chương trình 135» is a nickname.
    """
    copy = match_copy(text)
    return list(_short_in(copy, text))


def _short_in(copy: MatchCopy, text: str) -> Iterator[tuple[Span, DocumentNumber]]:
    by_lower = {name.lower(): name for name in NAME_CODES}
    for match in _SHORT.finditer(copy.text):
        serial = match["serial"]
        if not match["so"] and re.fullmatch(r"(?:19|20)\d\d", serial):
            continue  # «Kế hoạch 2020» is the plan of a year
        name = by_lower[" ".join(match["name"].lower().split())]
        span = copy.span(*match.span())
        yield span, short_number(span.of(text), NAME_CODES[name], name, serial, match["suffix"])


def short_number(
    raw: str,
    code: str | None,
    name: str | None,
    serial: str,
    suffix: str = "",
    *,
    year: int | None = None,
    issuer: str | None = None,
) -> DocumentNumber:
    """A number of which only the type and serial are said."""
    number = f"{serial}{suffix.lower()}" + (f"/{year}" if year else "")
    return DocumentNumber(
        raw=raw,
        canonical=f"{name} {number}" if name else number,
        style=NumberStyle.SHORT,
        serial=int(serial),
        suffix=suffix.lower(),
        year=year,
        type_code=code,
        issuer_code=issuer,
    )


def type_name(number: DocumentNumber) -> str | None:
    """The type a number's code names in its own style: TT is Thông tri in the Party, Thông tư in the State.

    The title wins over this: QĐ may also be a Quy định.
    """
    for row in TYPES:
        if row.code == number.type_code:
            state = number.style in (NumberStyle.STATE_YEAR, NumberStyle.STATE)
            return (row.state if state else row.name) or None
    return None

"""Stamps about handling a secret paper: recall, release, term, copy number, envelope (domain.md §2.5)."""

from __future__ import annotations

import re

from ingest.gating.line import Seen
from ingest.gating.meanings import QUOTES
from ingest.gating.seeing import fold, is_capital, words

_TAIL = (
    r"(?: (?:nha nuoc|so|ban|lan|tu|den|ngay|thang|nam|mot phan|toan bo|tai lieu|van ban|xuong|len|thanh|do"
    r"|mat|toi mat|tuyet mat|sau (?:khi )?(?:hoi nghi|hop|su dung|hop xong|hoi nghi xong)|\d+))*"
)
_HEAD = r"(?:(?:dau|da|mat|toi mat|tuyet mat|hoa toc|khan|tai lieu hoi nghi) )*"
_STANDING = re.compile(
    rf"{_HEAD}(?:tai lieu(?: hoi nghi)? thu hoi|chi nguoi co ten moi duoc boc bi"
    rf"|(?:ban sao|trich sao|sao y|sao luc)(?: y)? bi mat){_TAIL}"
)
# In capitals other words of the heading may have run into the same line.
_STANDING_WITHIN = re.compile(
    r"tai lieu thu hoi(?! (?:dat|rung|von|no|tai san|giay|san pham|tien|du an|nha|quyen|thue)\b)"
    r"|chi nguoi co ten moi duoc boc bi|(?:ban sao|trich sao) bi mat"
)
# These are also titles of articles about secrecy: in ordinary letters they count only as a field with a value.
_FIELD = re.compile(
    rf"{_HEAD}(?:giai mat|(?:dieu chinh|tang|giam) (?:do )?mat|(?:gia han )?thoi han bao ve){_TAIL}"
)
_TERM_OF_SECRETS = re.compile(rf"{_HEAD}(?:gia han )?thoi han bao ve bi mat(?: nha nuoc)? \d{_TAIL}.*")
_RELEASE = re.compile(r"(?:ve viec |v v )?giai mat (?!ma\b)")
_HAS_VALUE = re.compile(r"[:…]|\.\.|\d")
_VALUE_BELOW = re.compile(r"^\W*(?:từ\b|ngày\b|đến\b|\d+\s*(?:năm|tháng)\b|[:…])", re.IGNORECASE)
_SECTION = re.compile(
    r"^\W*(?:(?:điều|chương|mục|phần|khoản)\s+[\dIVXivx]+|[IVX]+[.)]|\d+[.)]|[a-zđ]\))", re.I
)
_SECTION_ALONE = re.compile(r"^\W*(?:chương|mục|phần|điều)\s+(?:thứ\s+)?\w+\W*$", re.IGNORECASE)
_COPY_NUMBER = re.compile(r"^\W*(?:bản số|ban so)\s*[:.…]*\s*\d+(?:\s*/\s*\d+)?\W*$")
_COPY_FIELD = re.compile(r"[:…]|\.\.|\b0\d|[\[({]")
_ENVELOPE = re.compile(
    r"^\W*(?:ký hiệu|phong bì|bì|dấu ký hiệu)(?: độ mật| bì| phong bì)?\W+[ABC]\W*$", re.IGNORECASE
)

_LONGEST = 16  # words


def is_handling(seen: Seen) -> bool:
    """A handling stamp where one may stand; a bullet, a section's heading or a quotation is none."""
    text = seen.text
    spelled = words(text)
    if not seen.in_zone or len(spelled) > _LONGEST:
        return False
    if _is_copy_number(seen) or (_ENVELOPE.match(text) and text.rstrip(' .”"»')[-1:].isupper()):
        return True
    if text.lstrip().startswith(("-", "+", "•", "*")) and not is_capital(text):
        return False
    if _SECTION.match(text) or _SECTION_ALONE.match(seen.before):
        return False
    plain = " ".join(words(seen.folded))
    if _STANDING.fullmatch(plain):
        return True
    if fold("".join(words(seen.before)).upper()) == "QUYETDINH" and _RELEASE.match(plain):
        return True  # a decision to release: a named officer lets it in (domain.md §7.2.5)
    if _FIELD.fullmatch(plain) or _TERM_OF_SECRETS.fullmatch(plain):
        valued = _HAS_VALUE.search(text) or _VALUE_BELOW.match(seen.after)
        return valued is not None or (is_capital(text) and "thoi han" not in plain)
    capitals = " ".join(fold(word.lower()) for word in spelled if word.isupper())
    found = _STANDING_WITHIN.search(capitals)
    return found is not None and not any(mark in text for mark in QUOTES)


def _is_copy_number(seen: Seen) -> bool:
    """«Bản số: 03»: but «Bản số 3» between its like is a village."""
    if not _COPY_NUMBER.match(seen.text.lower()) or seen.text.lstrip().startswith(("-", "+", "•")):
        return False
    if _COPY_FIELD.search(seen.text):
        return True
    like = any(_COPY_NUMBER.match(line.lower()) for line in (seen.before, seen.after))
    return seen.in_heading and not like

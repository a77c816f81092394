"""The signature: for whom, in what office, and who (domain.md §2.4).

In: pieces of a closing block. Out: the signature that stands in them. A name is a name because it stands under
an office; nothing is looked up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import Column, Fact, Span
from ingest.parsing.heading.bodies import running_case
from ingest.parsing.pieces import Piece
from ingest.vietnamese.text import fold

# K/THƯ is what a machine reads for K/T (domain.md §6.5).
_CAPACITY = re.compile(r"^(T/M|TM|K/T(?:HƯ)?|KT|T/L|TL|TUQ|T/UQ|QUYỀN|Q)(?:\s*[./:]\s*|\s+)(?=[^\W\d_])")
_FORMS = {"TM": "T/M", "T/M": "T/M", "KT": "K/T", "K/T": "K/T", "K/THƯ": "K/T", "TL": "T/L", "T/L": "T/L"}
_FORMS |= {"TUQ": "TUQ", "T/UQ": "TUQ", "Q": "Q", "QUYỀN": "Q"}
_OFFICE = re.compile(
    r"(?:PHÓ (?:THƯ )?|THƯỜNG TRỰC |ỦY VIÊN |QUYỀN |TỔNG CỤC |CỤC |VỤ )*"
    r"(?:TRƯỞNG BAN|TRƯỞNG|BÍ THƯ|CHÁNH VĂN PHÒNG|VĂN PHÒNG|CHỦ TỊCH|CHỦ NHIỆM|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|THỦ TƯỚNG"
    r"|BỘ TRƯỞNG|THỨ TRƯỞNG|CHÁNH ÁN|VIỆN TRƯỞNG|TƯ LỆNH|CHÍNH ỦY|CHỈ HUY TRƯỞNG|THAM MƯU TRƯỞNG|CHÁNH THANH TRA"
    r"|TRƯỞNG PHÒNG|TRƯỞNG ĐOÀN|TỔ TRƯỞNG|ỦY VIÊN|HIỆU TRƯỞNG|CHỈ HUY|TỔNG BÍ THƯ|TRƯỞNG TIỂU BAN|THƯ KÝ)\b"
)
_BARE_CAPACITY = re.compile(r"(?:KT|TM|TL|K/T|T/M|T/L|TUQ)\.?")
_CERTIFIED = re.compile(r"XÁC THỰC VĂN BẢN HỢP NHẤT\s*")  # a consolidated text is certified, not issued
_SIGNED_MARK = re.compile(
    r"\(?\s*đã ký(?: và đóng dấu)?\s*\)?|\(\s*(?:chữ )?ký\b[^)]*\)|\(ký,[^)]*\)", re.IGNORECASE
)
_TITLE_BEFORE_NAME = re.compile(
    r"^(?:đồng chí|đ/c|ông|bà|(?:PGS|GS|TS|ThS|BS|CN|KS)\.?|(?:Thiếu|Trung|Thượng|Đại) (?:tướng|tá|úy))\s+"
)
_RULED = re.compile(r"[-+•]|\d")  # an item or a number is no name of a body
_MISREAD = ((re.compile(r"\bTHƯ (?=TRƯỞNG)"), ""),)  # domain.md §6.5: an invented syllable in capitals


@dataclass(frozen=True, slots=True)
class Signature:
    """What a signature says and the pieces it stands in."""

    pieces: tuple[Piece, ...]
    capacity: Fact | None
    signed_for: Fact | None
    role: Fact | None
    signer: Fact | None


def is_signature(text: str) -> bool:
    """Whether a piece starts a signature: a capacity mark or an office in capitals."""
    if _BARE_CAPACITY.fullmatch(text) or text.startswith("XÁC THỰC"):
        return True
    head = _capital_run(text)
    return bool(head) and bool(_CAPACITY.match(text) or _OFFICE.match(head))


def _capital_run(text: str) -> str:
    words = text.split(" ")
    taken = 0
    while taken < len(words) and not any(char.islower() for char in words[taken]):
        taken += 1
    return " ".join(words[:taken])


def _is_name(text: str) -> bool:
    """2 to 6 capitalised syllables, nothing else."""
    words = _TITLE_BEFORE_NAME.sub("", text).split()
    return 2 <= len(words) <= 6 and all(
        word.isalpha() and word[0].isupper() and (len(word) == 1 or not word.isupper()) for word in words
    )


def find_signature(candidates: Sequence[Piece], *, from_end: bool = False) -> Signature | None:
    """Office lines in capitals, then a name. With ``from_end`` the last such group, else the first."""
    starts = [n for n, piece in enumerate(candidates) if is_signature(piece.text)]
    if not starts:
        return _name_and_mark(candidates) if from_end else None
    groups: list[int] = []
    for n in starts:  # consecutive office lines are one group
        if not groups or n - groups[-1] > 3 or any(_is_name(p.text) for p in candidates[groups[-1] : n]):
            groups.append(n)
    # Each office line is read from the first of its group on.
    start = groups[-1] if from_end else groups[0]
    return _read_signature(candidates[start:])


def with_body_name(signed: Signature, around: Sequence[Piece]) -> Signature:
    """The signature with the line above it that names the signing body in capitals, if one does."""
    first = signed.pieces[0]
    side = [piece for piece in around if piece.column is first.column and piece.span < first.span]
    above = side[-1] if side else None
    if above is None or first.column is None or above.line < first.line - 3:
        return signed
    names = _capital_run(above.text) == above.text and len(above.text.split()) >= 2
    if not names or _RULED.match(above.text):
        return signed
    return replace(signed, pieces=(above, *signed.pieces))


def _read_signature(block: Sequence[Piece]) -> Signature | None:
    taken: list[Piece] = []
    capacity: Fact | None = None
    offices: list[tuple[str, Span, bool]] = []  # value, place, whether a capacity mark stood before it
    signer: Fact | None = None
    for piece in block[:10]:
        if piece.column is Column.LEFT and taken and taken[0].column is Column.RIGHT:
            continue
        certified = _CERTIFIED.match(piece.text)
        if certified:
            taken.append(piece.cut(0, certified.end()) or piece)
            left = piece.cut(certified.end())
            if left is None:
                continue
            piece = left
        text = piece.text
        if _SIGNED_MARK.fullmatch(text):
            taken.append(piece)
            continue
        marked = False
        mark = _CAPACITY.match(text)
        if mark:
            form = _FORMS[mark.group(1)]
            if capacity is None or form != "T/M":
                capacity = Fact(form, (piece.part(0, mark.end(1)),)) if capacity is None else capacity
            marked = True
            office = piece.cut(mark.end())
        else:
            office = piece
        if _BARE_CAPACITY.fullmatch(text):
            capacity = capacity or Fact(_FORMS[text.rstrip(".")], (piece.span,))
            taken.append(piece)
            offices.append(("", piece.span, True))
            continue
        if office is None:
            continue
        run = _capital_run(office.text)
        name_part = office.cut(len(run)) if run else office
        if run and (marked or _OFFICE.search(run) or not offices or offices[-1][0] == ""):
            printed = office.cut(0, len(run))
            assert printed is not None
            for value, span, for_other in _offices(printed, marked or bool(offices and offices[-1][0] == "")):
                offices.append((value, span, for_other))
            taken.append(piece if name_part is None else _upto(piece, name_part))
        elif run:
            break
        if name_part is None:
            continue
        name = _name(name_part)
        if name is None or (marked and not run):  # a mark stands before an office, never before a name
            if not run:
                break
            continue
        signer = Fact(name.text, (name.span,))
        if taken[-1].line != name.line or not run:
            taken.append(_through(piece, name))  # with the rank before the name
        else:
            taken[-1] = replace(piece, text=piece.text, offsets=piece.offsets).cut(0) or piece
            taken[-1] = _through(piece, name)
        break
    offices = [office for office in offices if office[0]]
    if not taken or (not offices and signer is None):
        return None
    signed_for = next(((v, s) for v, s, other in offices if other), None)
    own = [(v, s) for v, s, other in offices if not other]
    role = own[-1] if own else None
    if role is None and signed_for is not None and capacity is not None and capacity.value == "Q":
        role, signed_for = signed_for, None
    return Signature(
        pieces=tuple(taken),
        capacity=capacity,
        signed_for=Fact(signed_for[0], (signed_for[1],)) if signed_for else None,
        role=Fact(role[0], (role[1],)) if role else None,
        signer=signer,
    )


def _upto(piece: Piece, following: Piece) -> Piece:
    end = len(piece.text) - len(following.text)
    return piece.cut(0, end) or piece


def _through(piece: Piece, last: Piece) -> Piece:
    """``piece`` up to the end of ``last``, which lies inside it."""
    end = next(n for n, offset in enumerate(piece.offsets) if offset >= last.offsets[-1])
    return piece.cut(0, end) or piece


def _offices(printed: Piece, first_is_for_other: bool) -> list[tuple[str, Span, bool]]:
    """Offices in a run of capitals: «BỘ TRƯỞNG THỨ TRƯỞNG» are two, the first of them signed for."""
    text = printed.text
    cuts = [0]
    for found in re.finditer(
        r" (?=(?:PHÓ |THỨ TRƯỞNG|CHÁNH ÁN|CHỦ TỊCH|BÍ THƯ|THỦ TƯỚNG$|BỘ TRƯỞNG|CHÁNH VĂN PHÒNG|GIÁM ĐỐC|"
        r"(?:KT|K/T|TL)\b))",
        text,
    ):
        before = text[cuts[-1] : found.start()].split()
        if (
            before
            and before[-1] not in {"PHÓ", "THƯỜNG", "TỔNG"}
            and (first_is_for_other or _OFFICE.match(text))
        ):
            cuts.append(found.end())
    out: list[tuple[str, Span, bool]] = []
    for n, start in enumerate(cuts):
        stop = cuts[n + 1] if n + 1 < len(cuts) else len(text)
        office = printed.cut(start, stop)
        if office is None:
            continue
        mark = _CAPACITY.match(office.text)
        body = office.cut(mark.end()) if mark else office
        if body is None:
            continue
        value = body.text
        for misread, right in _MISREAD:
            value = misread.sub(right, value)
        out.append((running_case(value), body.span, bool(mark) or (n == 0 and first_is_for_other)))
    return out


def _name(piece: Piece) -> Piece | None:
    """The name a piece starts with, signing marks aside."""
    text = piece.text
    mark = _SIGNED_MARK.search(text)
    start = 0
    if mark:
        if mark.start() == 0:
            start = mark.end()
            text = text[start:]
        else:
            text = text[: mark.start()]
    cleaned = piece.cut(start, start + len(text))
    if cleaned is None:
        return None
    prefix = _TITLE_BEFORE_NAME.match(cleaned.text)
    if prefix:
        cleaned = cleaned.cut(prefix.end()) or cleaned
    if _is_name(cleaned.text):
        return cleaned
    words = cleaned.text.split(" ")
    for size in (4, 3, 2):  # a name with an appendix run onto it
        head = " ".join(words[:size])
        if (
            len(words) > size
            and _is_name(head)
            and (
                words[size][:1] in "[("
                or words[size].isupper()
                or fold(words[size]) in {"phu", "mau", "danh"}
            )
        ):
            return cleaned.cut(0, len(head))
    return None


def _name_and_mark(tail: Sequence[Piece]) -> Signature | None:
    """«Nguyễn Văn A (Đã ký)» with no office printed."""
    for piece in reversed(tail[-4:]):
        if _SIGNED_MARK.search(piece.text):
            name = _name(piece)
            if name is not None:
                return Signature((piece,), None, None, None, Fact(name.text, (name.span,), 0.8))
    return None

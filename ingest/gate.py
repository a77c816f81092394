"""The state-secret gate: two checks that run in memory before anything of a file is written anywhere.

``check_name`` looks at folder and file names, ``check_reading`` at the text. Both return nothing when the
file may pass and raise ``Stamped`` with the id of a rule when it may not. Neither ever says what it saw: the
rule id is all that may be recorded (domain.md §7.2.3). Both fail closed: a fault inside refuses the file.

The gate looks for a *stamp*, not for the word: «công tác bảo vệ bí mật nhà nước» or «mật khẩu» is a mention
(domain.md §7.2.2). It is a second net; the first is the person who confirms that a file holds no secret.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from ingest.document import LineKind, Reading
from ingest.errors import Stamped

VERSION = "1"  # recorded with each document: a later gate may know better

_ZONE_LINES = 25  # lines at either end of a document where a heading or a stamp stands
_HEADING_WORDS = 40  # a longer line is prose: only its beginning can be a heading run together with it
_SHORT = 12  # words; a stamp with its company ("MẬT - HỎA TỐC, bản số 03") is no longer
_NEAR_NUMBER = 3  # lines around a «Số …» line that belong to a heading further down (an attached document)

# Letters of other scripts that look like the ones a stamp is made of (domain.md §6.1).
_LOOK_ALIKES = str.maketrans("МАТОІЕУСВНмаоеуісΜΑΤΟΙтҮ", "MATOIEYCBHmaoeyicMATOItY")
_TAGS = re.compile(r"<[^<>]{1,60}>")
_WORDS = re.compile(r"[^\W_]+")
_GAP = r"[\s._*\-–—]{0,3}"
_SPACED_STAMP = re.compile(rf"(?<!\w)M{_GAP}Ậ{_GAP}T(?!\w)|MẬT")
_SPACED_UNMARKED = re.compile(rf"(?<!\w)M{_GAP}A{_GAP}T(?!\w)")
_NUMBER_LINE = re.compile(r"^\W*số\s*:?\s*[\d….]", re.IGNORECASE)
_QUOTES = "“”\"'‘’«»"

_GRADES = frozenset({"mat", "toimat", "tuyetmat"})
# What may stand in one line with a stamp: urgency, circulation, copy number, envelope signs (domain.md §2.5).
_COMPANY = re.compile(
    r"\b(?:thuong khan|hoa toc|hen gio|khan|du thao|lan|luu hanh noi bo|tai lieu hoi nghi|khong pho bien"
    r"|xem xong tra lai|ban so|dau"
    r"|do(?=\W+(?:mat|toi|tuyet|khan)\b)|so|muc|loai|van ban|tai lieu|[abc]|\d+)\b"
)
_BEFORE = frozenset({"bí", "bảo", "cơ", "thân"})  # bí mật, bảo mật, cơ mật, thân mật
_AFTER = frozenset({"khẩu", "mã", "độ", "thiết", "ong"})  # mật khẩu, mật mã, mật độ, mật thiết, mật ong
_SPOKEN_OF = (("tài", "liệu"), ("văn", "bản"), ("hồ", "sơ"), ("thông", "tin"), ("công", "văn"))
# Unmarked "mat" is mật, mặt, mắt, mất or mát; these neighbours say which, and it is not mật as a grade.
_UNMARKED_BEFORE = frozenset(
    "bi bao co than ra ve gap thay vang truoc doi nghe benh tien cac nhieu nuoc ban duong lam vui chop mo"
    " be khuon thoang bo dan guong nhin tuan danh".split()
)
_UNMARKED_AFTER = frozenset(
    "tran khau ma do thiet ong bang hang cat tien nuoc dat duong truoc mua rung can trai phai nhin bien"
    " mat mui na doan trat".split()
)
_NOUNS_BEFORE = frozenset(
    "cong van bao cao ke hoach lieu so dau do tep bc kh cv tb tm toi tuyet giai".split()
)
_GLUED_NAME = re.compile(
    r"(?:toi|tuyet|do|dau|giai|tailieu|vanban|congvan|baocao|hoso|kehoach|thongbao|tm|cv|vb|tl|bc)mat(?:\d+)?|mat\d+"
)
_EXTENSIONS = frozenset("txt md docx doc pdf rtf odt xls xlsx ppt pptx zip".split())

_HANDLING = tuple(
    re.compile(pattern)
    for pattern in (
        r"tai lieu thu hoi",
        r"chi nguoi co ten moi duoc boc bi",
        r"(?:ban sao|trich sao|sao y|sao luc) bi mat",
    )
)
# These are also titles of articles about secrecy: in ordinary letters they count only as a field with a value.
_HANDLING_FIELDS = tuple(
    re.compile(pattern)
    for pattern in (
        r"giai mat(?! ma\b)",
        r"(?:dieu chinh|tang|giam) (?:do )?mat",
        r"(?:gia han )?thoi han bao ve(?= bi mat| \d|$)",
    )
)
_HAS_VALUE = re.compile(r"[:…]|\.\.|\d")
_FIELD = re.compile(
    r"^\W*(?:\d+[.)]\s*)?(?:do|muc do|cap do|dau(?: chi)?(?: do)?) mat\s*"
    r"(?:(?:[:|.…\-=]+|(?=mat|toi mat|tuyet mat))\s*(.*))?$"
)
_NO_SECRET = re.compile(r"^\W*(?:khong|thuong|binh thuong|khong mat)\b")
_COPY_NUMBER = re.compile(r"^\W*(?:bản số|ban so)\s*[:.…]*\s*\d+\W*$")


def check_name(parts: Sequence[str]) -> None:
    """Raise Stamped when a folder or file name says that what it holds is secret (domain.md §7.2.2)."""
    _refuse_on(lambda: _name_rule(parts))


def check_reading(reading: Reading) -> None:
    """Raise Stamped when the text carries a stamp (domain.md §2.5, §7.2.2)."""
    _refuse_on(lambda: _text_rule(reading))


def _refuse_on(rule_of: Callable[[], str | None]) -> None:
    """Fail closed: an error while looking is a refusal; its message is not passed on, it may hold text."""
    try:
        rule = rule_of()
    except MemoryError:  # not checked either, and not stored; but a fault of size, and told as one
        raise
    except Exception:  # noqa: BLE001 - whatever went wrong, a file that was not checked must not pass
        rule = "gate-error"
    if rule is not None:
        raise Stamped(rule)


# Names


def _name_rule(parts: Sequence[str]) -> str | None:
    if isinstance(parts, str):
        raise TypeError("parts of a path, not one string")
    for part in parts:
        for piece in re.split(r"[/\\]", part):
            if _is_secret_name(piece):
                return "name"
    return None


def _is_secret_name(name: str) -> bool:
    """Whether «mật» stands in a name as a grade: "mat", "Toi_mat", "CV (mật) 05", "tuyetmat".

    Unmarked "mat" in the middle of a name passes when its neighbours make it mặt, mắt or mất ("gap-mat",
    "mat-tran"); alone, at either end, in brackets, next to a number or after "cong-van" it does not.
    """
    name = _clean(name)
    name = _humps_apart(name)
    if any(_is_bare(inside) for inside in re.findall(r"[(\[{]([^()\[\]{}]*)[)\]}]", name)):
        return True
    words = _WORDS.findall(name.lower())
    while len(words) > 1 and words[-1] in _EXTENSIONS:
        words.pop()
    words = _joined_letters(words)
    folded = [_fold(word) for word in words]
    for order, (word, plain) in enumerate(zip(words, folded, strict=True)):
        if _GLUED_NAME.fullmatch(plain) and _ambiguous(word):
            return True
        if plain != "mat" or not _ambiguous(word):
            continue
        before, after = _neighbour(words, order, -1), _neighbour(words, order, 1)
        if word == "mật":
            if before not in _BEFORE and after not in _AFTER:
                return True
        elif _fold(before) not in _UNMARKED_BEFORE and _fold(after) not in _UNMARKED_AFTER:
            at_the_edge = order in (0, len(words) - 1)
            if at_the_edge or _fold(before) in _NOUNS_BEFORE or not (before and after):
                return True
    return False


def _humps_apart(name: str) -> str:
    """CongVanMat → Cong Van Mat."""
    return "".join(
        f" {char}"
        if char.isupper() and name[order - 1 : order].islower() and name[order + 1 : order + 2].islower()
        else char
        for order, char in enumerate(name)
    )


def _is_bare(text: str) -> bool:
    return _fold("".join(_WORDS.findall(text.lower()))) in _GRADES and _ambiguous(text.lower())


def _ambiguous(word: str) -> bool:
    """Whether a word that folds to "…mat" may be «mật»: marks that say mặt, mắt, mất or mát rule it out."""
    return not re.search(r"[ặăằắẳẵấầẩẫáàảãạ]t\d*$", word)


def _neighbour(words: Sequence[str], order: int, step: int) -> str:
    """The nearest word on one side; "" at the end or when a number stands there."""
    place = order + step
    return words[place] if 0 <= place < len(words) and not words[place].isdigit() else ""


def _joined_letters(words: Sequence[str]) -> list[str]:
    """Runs of single letters as one word: "m", "ậ", "t" → "mật"."""
    joined: list[str] = []
    run = ""
    for word in [*words, ""]:
        if len(word) == 1 and word.isalpha():
            run += word
            continue
        if run:
            joined += [run] if len(run) > 2 else list(run)
        run = ""
        if word:
            joined.append(word)
    return joined


# Text


def _text_rule(reading: Reading) -> str | None:
    lines = [(_clean(line.span.of(reading.text)), line.kind) for line in reading.lines]
    lines = [(text, kind) for text, kind in lines if any(char.isalnum() for char in text)]
    total = len(lines)
    numbered = [order for order, (text, _) in enumerate(lines) if _NUMBER_LINE.match(text)]
    near_number = {order + step for order in numbered for step in range(-_NEAR_NUMBER, _NEAR_NUMBER + 1)}
    heading_ends = next(
        (order for order, (text, _) in enumerate(lines[:_ZONE_LINES]) if len(text.split()) > _HEADING_WORDS),
        min(_ZONE_LINES, total) - 1,
    )
    for order, (text, kind) in enumerate(lines):
        in_zone = order < _ZONE_LINES or order >= total - _ZONE_LINES or order in near_number
        following = lines[order + 1][0] if order + 1 < total else ""
        rule = _line_rule(text, following, in_zone=in_zone)
        if rule is None and (order <= heading_ends or (order in near_number and len(text.split()) <= _SHORT)):
            rule = _mixed_rule(text, following)
        if rule is not None:
            return rule
        if ("|" in text or kind is LineKind.TABLE_ROW) and any(map(_is_grade_cell, text.split("|"))):
            return "secrecy-field"
    return _upright_rule([text for text, _ in lines])


def _line_rule(text: str, following: str, *, in_zone: bool) -> str | None:
    """Rules for a line of its own: grades, register fields, handling stamps (domain.md §2.5, §7.2.2)."""
    words = _WORDS.findall(text)
    if len(words) > _SHORT + 4:
        return None
    folded = _fold(text.lower())
    if len(words) <= _SHORT and _is_stamp(text, folded, following, in_zone=in_zone):
        return "stamp-line"
    field = _FIELD.match(folded)
    if field is not None:
        value = (field[1] or "").strip(" .…_-|")
        if value and not _NO_SECRET.match(value):
            return "secrecy-field"
        if not value and in_zone and (text.isupper() or not text.strip()[-1].isalpha()):
            return "secrecy-field"
    if in_zone and _is_handling(text, folded):
        return "handling-stamp"
    if in_zone and _COPY_NUMBER.match(text.lower()):
        return "handling-stamp"
    return None


def _is_stamp(text: str, folded: str, following: str, *, in_zone: bool) -> bool:
    """MẬT, TỐI MẬT, TUYỆT MẬT alone or in a stamp's company; letter-spaced; without marks (domain.md §2.5, §7.2.2).

    Marks lost or misread (MAT, MẶT, MÂT) count where a stamp stands; marked capitals count everywhere.
    """
    kept = "".join(_WORDS.findall(_COMPANY.sub(" ", folded)))
    alone = "".join(_WORDS.findall(folded))
    if alone == "bimat":
        return in_zone and text.isupper()
    if kept not in _GRADES and alone not in _GRADES:
        return False
    marked = "ẬT" in "".join(_WORDS.findall(text))
    if marked and text.upper() == text:
        return True
    if not in_zone:
        return text.upper() == text and kept != "mat"
    grade = next(word for word in reversed(_WORDS.findall(text)) if word[-1:] in "tT")
    if text.upper() != text and len(grade) > 1 and not grade.lower().endswith(("mật", "mat")):
        return False  # "Mất", "Mắt": a heading spelled in full
    if _WORDS.findall(text)[-1].upper() in ("MAT", "MẶT") and _fold(_first_word(following)) in (
        "tran",
        "khau",
    ):
        return False  # "ỦY BAN / MẶT / TRẬN": a wrapped name, not a stamp
    return text.upper() == text or not re.match(r"\W*(?:-|[\dIVX]+[.)]|[a-zđ]\))", text)


def _is_handling(text: str, folded: str) -> bool:
    """Stamps about handling a secret paper: on a line of their own, in capitals or at its start (domain.md §2.5)."""
    plain = " ".join(_WORDS.findall(folded))
    starts = not text.lstrip().startswith(("-", "+", "•", "*"))
    for pattern in _HANDLING + _HANDLING_FIELDS:
        found = pattern.search(plain)
        if found is None:
            continue
        rest = len(plain.split()) - len(found[0].split())
        capitals = found[0] in " ".join(
            _fold(word.lower()) for word in _WORDS.findall(text) if word.isupper()
        )
        stands = starts and found.start() == 0 and rest <= 6
        if pattern in _HANDLING_FIELDS:
            stands = stands and _HAS_VALUE.search(text) is not None
        if stands or (capitals and rest <= _SHORT):
            return True
    return False


def _mixed_rule(text: str, following: str) -> str | None:
    """A stamp that extraction ran into a heading line: «Số 05-BC/BDVTU MẬT», «MẬT BÁO CÁO» (domain §2.1)."""
    if len(text.split()) > _HEADING_WORDS:
        text = " ".join(text.split()[:_ZONE_LINES])
    for found in _SPACED_STAMP.finditer(text):
        before = [word.lower() for word in _WORDS.findall(text[: found.start()])]
        after = [word.lower() for word in _WORDS.findall(text[found.end() :])]
        if before and before[-1] in _BEFORE:
            continue
        if after and after[0] in _AFTER and after[:2] != ["độ", "khẩn"]:
            continue
        if len(before) >= 4 and tuple(before[-2:]) in _SPOKEN_OF:
            continue  # "QUY CHẾ QUẢN LÝ TÀI LIỆU MẬT": a title about such papers
        if len(before) + len(after) > _SHORT and _quoted(text, found.start(), found.end()):
            continue
        return "stamp-in-line"
    words = _WORDS.findall(text)
    for found in _SPACED_UNMARKED.finditer(text):
        before = [_fold(word.lower()) for word in _WORDS.findall(text[: found.start()])]
        after = [_fold(word.lower()) for word in _WORDS.findall(text[found.end() :] + " " + following)]
        at_an_end = not before or len(before) == len(words) - len(_WORDS.findall(found[0]))
        if before and before[-1] in ("toi", "tuyet"):
            return "stamp-in-line"
        if (before and before[-1] in _UNMARKED_BEFORE) or (after and after[0] in _UNMARKED_AFTER):
            continue
        if at_an_end or _NUMBER_LINE.match(text):
            return "stamp-in-line"
    if _NUMBER_LINE.match(text) and len(words) <= _SHORT and words[-1] in ("Mật", "Mat", "mật"):
        return None if words[-2].lower() in _BEFORE else "stamp-in-line"
    return None


def _quoted(text: str, start: int, end: int) -> bool:
    before, after = text[:start].rstrip(), text[end:].lstrip()
    before = re.sub(r"(?:TỐI|TUYỆT)$", "", before).rstrip()
    return before[-1:] in _QUOTES and after[:1] in _QUOTES and bool(before) and bool(after)


def _is_grade_cell(cell: str) -> bool:
    """A table cell that holds a grade and nothing else: the row registers a secret paper (domain §7.2.2)."""
    text = cell.strip()
    return (
        text[:1].isupper()
        and _fold("".join(_WORDS.findall(text.lower()))) in _GRADES
        and ("ậ" in text.lower() or _fold(text.lower()) != "mat" or text.isupper())
    )


def _upright_rule(texts: Sequence[str]) -> str | None:
    """Letters of a stamp on lines of their own: a rotated text layer (domain.md §6.1, §7.2.2)."""
    run = ""
    for text in [*texts, ""]:
        letters = "".join(_WORDS.findall(text))
        if len(letters) == 1 and letters.isupper():
            run += letters
            continue
        if _fold(run.lower()) in _GRADES:
            return "stamp-line"
        run = ""
    return None


def _first_word(text: str) -> str:
    found = _WORDS.search(text)
    return found[0].lower() if found else ""


def _clean(text: str) -> str:
    """A copy to look at: compatibility forms and look-alike letters resolved, tags and unseen marks gone."""
    text = unicodedata.normalize("NFKC", _TAGS.sub(" ", text))
    text = "".join(char for char in text if unicodedata.category(char) != "Cf").translate(_LOOK_ALIKES)
    return unicodedata.normalize("NFC", text)


def _fold(text: str) -> str:
    """Without Vietnamese marks. Kept here: the gate leans on no other code that may change under it."""
    text = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in text if not unicodedata.combining(char))

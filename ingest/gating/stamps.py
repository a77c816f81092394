"""A stamp on a line of its own: MẬT, TỐI MẬT, TUYỆT MẬT (domain.md §2.5, §7.2.2), as printed, spaced or misread."""

from __future__ import annotations

import re

from ingest.gating.line import Seen
from ingest.gating.meanings import COMPANY, EARLIER_WORDS, GRADES
from ingest.gating.seeing import fold, is_capital, squeezed, words

_LONGEST = 12  # words; a stamp with its company ("MẬT - HỎA TỐC, bản số 03") is no longer
LABELLED = re.compile(r"\W*(?:-|[\dIVX]+[.)]|[a-zđ]\))")

# What recognition makes of a stamp: digits for letters, a letter cut off, split or lost (domain.md §6.5).
_DIGITS = str.maketrans("4701358@", "atoiesba")
_UNKNOWN, _SPACE = r"[?\ufffd□¿]", r"[\s._*\-]*"
_LOST = re.compile(
    r"\W*?(?:"
    + _SPACE.join(("T", _UNKNOWN, "I", ""))
    + "|"
    + _SPACE.join(("T", "U", "Y", _UNKNOWN, "T", ""))
    + ")?"
    + _SPACE.join(("M", _UNKNOWN, r"T\W*"))
)
_CUT = re.compile(r"(?:TỐI|TUYỆT)?(?:MẬ[ILFYJ1]?|(?:N|RN|IVI|NI)ẬT)")
# A line that wraps into the next: «BUỔI GẶP / MẶT», «ỦY BAN / MẶT / TRẬN».
_MEETS = frozenset("gặp có vắng bề gương khuôn gap vang".split())
_FRONT = frozenset({"tran", "khau"})


def is_stamp(seen: Seen) -> bool:
    """Marks lost or misread (MAT, MẶT, MÂT) count where a stamp may stand; marked capitals count everywhere."""
    text = seen.text
    spelled = words(text)
    if seen.listed or len(spelled) > _LONGEST:
        return False
    kept = squeezed(COMPANY.sub(" ", seen.folded))
    alone = squeezed(text)
    if alone == "bimat":
        return seen.in_zone and text.isupper() and "MẤT" not in text
    if len(spelled) > 1 and spelled[-2].lower() in EARLIER_WORDS:
        return False
    capitals = is_capital(text)
    if "|" in text and not capitals:
        return False  # a row, whose cells are looked at one by one
    if kept not in GRADES and alone not in GRADES:
        return seen.in_zone and capitals and is_misread(text)
    if capitals and "ẬT" in "".join(spelled):
        return True
    if not seen.in_zone:
        return capitals and kept != "mat"
    grade = next((word for word in reversed(spelled) if word[-1:] in "tT"), "")
    if not capitals and len(grade) > 1 and not grade.lower().endswith(("mật", "mat")):
        return False  # "Mất", "Mắt": a heading spelled in full
    if _is_wrapped(seen):
        return False
    return capitals or not LABELLED.match(text)


def is_misread(text: str) -> bool:
    """Whether capitals read as a grade once recognition's usual faults are undone."""
    letters = "".join(words(text.replace("@", "A")))
    repaired = fold(letters.lower()).translate(_DIGITS)
    if repaired in GRADES and sum(char.isalpha() for char in letters) >= 2:
        return True
    return _LOST.fullmatch(text) is not None or _CUT.fullmatch("".join(words(text))) is not None


def _is_wrapped(seen: Seen) -> bool:
    if "".join(words(seen.text)).upper() not in ("MAT", "MẶT"):
        return False
    following, preceding = words(seen.after)[:1], words(seen.before)[-1:]
    return any(fold(word.lower()) in _FRONT for word in following) or (
        is_capital(seen.before) and any(word.lower() in _MEETS for word in preceding)
    )

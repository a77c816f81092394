"""A stamp on a line of its own: MẬT, TỐI MẬT, TUYỆT MẬT (domain.md §2.5, §7.2.2), as printed, spaced or misread."""

from __future__ import annotations

import re

from ingest.gating.line import Seen
from ingest.gating.meanings import COMPANY, GRADES
from ingest.gating.seeing import fold, is_capital, squeezed, words

_LONGEST = 12  # words; a stamp with its company ("MẬT - HỎA TỐC, bản số 03") is no longer
LABELLED = re.compile(r"\W*(?:-|[\dIVX]+[.)]|[a-zđ]\))")

# What recognition makes of a stamp: digits for letters, a letter cut off, split or lost (domain.md §6.5).
_DIGITS = str.maketrans("4701358@", "atoiesba")
_LOST = re.compile(r"\W*(?:T\s*[?\ufffd□¿]\s*I\s+|TUY\s*[?\ufffd□¿]\s*T\s+)?M\s*[?\ufffd□¿]\s*T\W*")
_CUT = re.compile(r"(?:TỐI|TUYỆT)?(?:MẬ[ILFYJ1]?|(?:N|RN|IVI|NI)ẬT)")
# A line that wraps into the next: «BUỔI GẶP / MẶT», «ỦY BAN / MẶT / TRẬN».
_MEETS = frozenset("gặp có vắng bề gương khuôn gap vang".split())
_FRONT = frozenset({"tran", "khau"})


def is_stamp(seen: Seen) -> bool:
    """Marks lost or misread (MAT, MẶT, MÂT) count where a stamp may stand; marked capitals count everywhere."""
    text = seen.text
    if seen.listed or len(words(text)) > _LONGEST:
        return False
    kept = squeezed(COMPANY.sub(" ", seen.folded))
    alone = squeezed(text)
    if alone == "bimat":
        return seen.in_zone and text.isupper()
    capitals = is_capital(text)
    if kept not in GRADES and alone not in GRADES:
        return seen.in_zone and capitals and _is_misread(text)
    if capitals and "ẬT" in "".join(words(text)):
        return True
    if not seen.in_zone:
        return capitals and kept != "mat"
    grade = next((word for word in reversed(words(text)) if word[-1:] in "tT"), "")
    if not capitals and len(grade) > 1 and not grade.lower().endswith(("mật", "mat")):
        return False  # "Mất", "Mắt": a heading spelled in full
    if _is_wrapped(seen):
        return False
    return capitals or not LABELLED.match(text)


def _is_misread(text: str) -> bool:
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

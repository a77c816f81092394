"""Folder and file names: «mật» as a grade in a name, with marks or without (domain.md §7.2.2)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.gating.legacy import undone
from ingest.gating.meanings import EARLIER_WORDS, GRADES, LATER_WORDS, NOUNS, UNMARKED_AFTER, UNMARKED_BEFORE
from ingest.gating.seeing import clean, fold, words

_GLUED = re.compile(
    r"(?:toi|tuyet|do|dau|giai|tailieu|vanban|congvan|baocao|hoso|kehoach|thongbao|tm|cv|vb|tl|bc)mat(?:\d+)?|mat\d+"
)
_EXTENSIONS = frozenset(
    "txt md docx doc docm dotx pdf rtf odt ods html htm eml xls xlsx csv ppt pptx zip png jpg jpeg tif tiff".split()
)
_CODES = frozenset({"tm", "tum"})  # how registers shorten tối mật and tuyệt mật
_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")


def name_rule(parts: Sequence[str]) -> str | None:
    """The rule that a path breaks, or None. A file in a package is a path too: "kho.zip", "Mật/a.txt"."""
    if isinstance(parts, str):
        raise TypeError("parts of a path, not one string")
    for part in parts:
        for piece in re.split(r"[/\\!]", part):
            if any(map(_is_secret, (clean(piece), *undone(piece)))):
                return "name"
    return None


def _is_secret(name: str) -> bool:
    """Whether «mật» stands in a name as a grade: "mat", "Toi_mat", "CV (mật) 05", "tuyetmat".

    Unmarked "mat" in the middle of a name passes when its neighbours make it mặt, mắt or mất ("gap-mat",
    "mat-tran"); alone, at either end, in brackets, next to a number or after "cong-van" it does not.
    """
    if any(_is_bare(inside) for inside in _BRACKETS.findall(name)):
        return True
    parts = words(_humps_apart(name).lower())
    while len(parts) > 1 and parts[-1] in _EXTENSIONS:
        parts.pop()
    if len(parts) == 1 and parts[0] in _CODES:
        return True
    parts = _joined_letters(parts)
    return any(_is_grade(parts, order) for order in range(len(parts)))


def _is_grade(parts: Sequence[str], order: int) -> bool:
    word, plain = parts[order], fold(parts[order])
    if _GLUED.fullmatch(plain) and _ambiguous(word):
        return True
    if plain != "mat" or not _ambiguous(word):
        return False
    before, after = _neighbour(parts, order, -1), _neighbour(parts, order, 1)
    if word == "mật":
        return before not in EARLIER_WORDS and after not in LATER_WORDS
    if fold(before) in UNMARKED_BEFORE or fold(after) in UNMARKED_AFTER:
        return False
    return order in (0, len(parts) - 1) or fold(before) in NOUNS or not (before and after)


def _humps_apart(name: str) -> str:
    """CongVanMat → Cong Van Mat."""
    return "".join(
        f" {char}"
        if char.isupper() and name[order - 1 : order].islower() and name[order + 1 : order + 2].islower()
        else char
        for order, char in enumerate(name)
    )


def _is_bare(text: str) -> bool:
    plain = fold("".join(words(text.lower())))
    return plain in _CODES or plain == "m" or (plain in GRADES and _ambiguous(text.lower()))


def _ambiguous(word: str) -> bool:
    """Whether a word that folds to "…mat" may be «mật»: marks that say mặt, mắt, mất or mát rule it out."""
    return not re.search(r"[ặăằắẳẵấầẩẫáàảãạ]t\d*$", word)


def _neighbour(parts: Sequence[str], order: int, step: int) -> str:
    """The nearest word on one side; "" at the end or when a number stands there."""
    place = order + step
    return parts[place] if 0 <= place < len(parts) and not parts[place].isdigit() else ""


def _joined_letters(parts: Sequence[str]) -> list[str]:
    """Runs of single letters as one word: "m", "ậ", "t" → "mật"."""
    joined: list[str] = []
    run = ""
    for word in [*parts, ""]:
        if len(word) == 1 and word.isalpha():
            run += word
            continue
        if run:
            joined += [run] if len(run) > 2 else list(run)
        run = ""
        if word:
            joined.append(word)
    return joined

"""Signs that text was spoilt before it came here; what is lost cannot be decoded back, only reported.

Two accidents leave such signs. A VNI decoder that was run over Unicode: «công» became «cơng», «phòng» «phịng»,
«đoàn» «đồn». Soft hyphens deleted from TCVN3, where they are the letter ư: «phương» became «phơng».
"""

from __future__ import annotations

import re

_FEWEST = 3  # one or two are typing errors
_END = r"(?![^\W\d_])"
_HORNS = "ơờởỡớợƠỜỞỠỚỢ"
_NO_HORN = re.compile(rf"[{_HORNS}](?<![ưừửữứựƯỪỬỮỨỰ].)(?:ng|c|u|NG|C|U){_END}")
_VNI_RHYME = re.compile(rf"{_NO_HORN.pattern}|[ĩịĨỊ](?:ng|i|NG|I){_END}|[ĩĨ][cptCPT]{_END}")
_PHRASES = (
    "khĩa", "hịa", "tịa", "cịn", "cĩ", "đồn thể", "đồn viên", "đồn kết", "đồn kinh tế", "cơng đồn", "tỉnh đồn",
    "thành đồn", "huyện đồn", "tồn tỉnh", "tồn quốc", "tồn dân", "tồn thể", "tồn diện", "tồn bộ", "tồn đảng",
    "an tồn", "hồn thành", "hồ bình", "cộng hồ",
)  # fmt: skip
_SPOILT_PHRASE = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(_PHRASES)}){_END}")
_LETTERS_BEFORE = re.compile(r"[^\W\d_]*$")
_LONGEST_ONSET = 3


def spoilt_words(text: str) -> tuple[str, ...]:
    """Different words of a conversion of Unicode as if it were VNI, or of a lost ư; empty where there are few."""
    words = [_whole(found) for found in _VNI_RHYME.finditer(text)]
    small = text.lower()
    if any(phrase in small for phrase in _PHRASES):  # a search for each is far cheaper than the pattern
        words += _SPOILT_PHRASE.findall(small)
    return _if_enough(words)


def lost_horns(text: str) -> tuple[str, ...]:
    """Different words of decoded TCVN3 text that have lost their ư; empty where there are few."""
    return _if_enough([_whole(found) for found in _NO_HORN.finditer(text)])


def _if_enough(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words)) if len(words) >= _FEWEST else ()


def _whole(found: re.Match[str]) -> str:
    """The word with its onset: a pattern that began there would be tried at every letter of the text."""
    before = found.string[max(0, found.start() - _LONGEST_ONSET) : found.start()]
    onset = _LETTERS_BEFORE.search(before)
    return ((onset.group() if onset else "") + found.group()).lower()

"""Signs that text was spoilt before it came here; what is lost cannot be decoded back, only reported.

Two accidents leave such signs. A VNI decoder that was run over Unicode: «công» became «cơng», «phòng» «phịng»,
«đoàn» «đồn». Soft hyphens deleted from TCVN3, where they are the letter ư: «phương» became «phơng».
"""

from __future__ import annotations

import re

_FEWEST = 3  # one or two are typing errors
_END = r"(?![^\W\d_])"
_HORNS = "ơờởỡớợƠỜỞỠỚỢ"
_NO_HORN = re.compile(rf"(?<![ưừửữứựƯỪỬỮỨỰ])[{_HORNS}](?:ng|c|u|NG|C|U){_END}")
_SPOILT = re.compile(
    rf"{_NO_HORN.pattern}|[ĩịĨỊ](?:ng|i|NG|I){_END}|[ĩĨ][cptCPT]{_END}"
    r"|(?<![^\W\d_])(?i:khĩa|hịa|tịa|cịn|cĩ"
    r"|đồn (?:thể|viên|kết|kinh tế)|(?:cơng|tỉnh|thành|huyện) đồn"
    rf"|tồn (?:tỉnh|quốc|dân|thể|diện|bộ|đảng)|an tồn|hồn thành|hồ bình|cộng hồ){_END}",
)
_LETTERS_BEFORE = re.compile(r"[^\W\d_]*$")
_LONGEST_ONSET = 3


def spoilt_words(text: str) -> tuple[str, ...]:
    """Different words of a conversion of Unicode as if it were VNI, or of a lost ư; empty where there are few."""
    return _different(_SPOILT, text)


def lost_horns(text: str) -> tuple[str, ...]:
    """Different words of decoded TCVN3 text that have lost their ư; empty where there are few."""
    return _different(_NO_HORN, text)


def _different(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    found = [_whole(match) for match in pattern.finditer(text)]
    return tuple(dict.fromkeys(found)) if len(found) >= _FEWEST else ()


def _whole(found: re.Match[str]) -> str:
    """The word with its onset: a pattern that began there would be tried at every letter of the text."""
    before = found.string[max(0, found.start() - _LONGEST_ONSET) : found.start()]
    onset = _LETTERS_BEFORE.search(before)
    return ((onset.group() if onset else "") + found.group()).lower()

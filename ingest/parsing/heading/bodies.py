"""Names of issuing bodies and offices: from the printed capitals to running text, and who stands above whom.

«BAN DÂN VẬN» under «TỈNH ỦY QUẢNG NGÃI» is Ban Dân vận Tỉnh ủy Quảng Ngãi (domain.md §2.1). Words as they
are used in running text; nothing here knows a particular document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.vietnamese.document_types import ISSUER_CODES
from ingest.vietnamese.text import match_copy

# Fixed spellings inside names, longest first when compiled.
_PHRASES = """
Ban Chấp hành Trung ương|Ban Chấp hành Đảng bộ|Ban Chấp hành|Ban Thường vụ|Ban Thường trực|Ban Bí thư
Bộ Chính trị|Ban Dân vận|Ban Tuyên giáo và Dân vận|Ban Tuyên giáo|Ban Tổ chức|Ban Nội chính|Ban Kinh tế
Ban Chỉ đạo|Ban Tôn giáo|Ban Dân tộc|Ban Quản lý|Ban Cán sự đảng|Ban|Ủy ban Kiểm tra|Ủy ban nhân dân
Ủy ban Mặt trận Tổ quốc Việt Nam|Ủy ban Mặt trận Tổ quốc|Ủy ban Thường vụ Quốc hội|Ủy ban|Văn phòng
Hội đồng nhân dân|Hội đồng Thẩm phán|Hội đồng|Tòa án nhân dân tối cao|Tòa án nhân dân|Viện kiểm sát nhân dân
Tỉnh ủy|Thành ủy|Huyện ủy|Quận ủy|Thị ủy|Đảng ủy|Đảng bộ|Đảng đoàn|Chi bộ|Trung ương Đảng|Trung ương|Đảng
Mặt trận Tổ quốc|Việt Nam|Quân ủy Trung ương|Bộ Tư lệnh|Bộ Chỉ huy Quân sự|Bộ Chỉ huy Bộ đội Biên phòng|Bộ Chỉ huy
Liên đoàn Lao động|Liên hiệp Phụ nữ
Hội Nông dân|Hội Cựu chiến binh|Hội Liên hiệp Phụ nữ|Hội Chữ thập đỏ|Tỉnh đoàn|Đoàn Thanh niên|Công đoàn
Bộ Tài chính|Bộ Công Thương|Bộ Nội vụ|Bộ Quốc phòng|Bộ Công an|Bộ Tài nguyên và Môi trường|Bộ Y tế
Bộ Nông nghiệp và Phát triển nông thôn|Bộ Giáo dục và Đào tạo|Bộ Tư pháp|Bộ Xây dựng|Bộ|Tổng cục Hải quan
Tổng cục|Cục|Vụ|Viện|Trường|Sở Nội vụ|Sở Tài nguyên và Môi trường|Sở|Phòng|Quốc hội|Chính phủ|Tổ công tác
Thủ tướng Chính phủ|Thủ tướng|Phó Thủ tướng|Phó Trưởng Ban|Trưởng Ban|Phó Bí thư Thường trực|Phó Bí thư|Bí thư
Phó Chánh Văn phòng|Chánh Văn phòng|Phó Chủ tịch|Chủ tịch|Phó Chủ nhiệm|Chủ nhiệm|Ủy viên|Bộ trưởng
Thứ trưởng|Tổng cục trưởng|Phó Tổng cục trưởng|Cục trưởng|Phó Cục trưởng|Giám đốc|Phó Giám đốc|Chánh án
Phó Chánh án|Viện trưởng|Phó Viện trưởng|Phó Tổng Bí thư|Tổng Bí thư|Trưởng phòng|Phó Trưởng phòng|Phó
Chánh Thanh tra|Thanh tra|Tham mưu trưởng|Chính ủy|Thường trực|Tiểu ban|Tổ giúp việc|Hải quan|Dân vận
Quy chế dân chủ ở cơ sở|Khối Dân vận|Phòng Nội vụ|Đại hội
"""
# Nouns after which a proper name follows: every syllable of it is capitalised.
_PLACE_NOUNS = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn")
_NAMED = re.compile(r"(?:tỉnh|thành|huyện|quận|thị) ủy$")
_ABBREVIATIONS = frozenset({*(code for code in ISSUER_CODES if len(code) > 2), "BCH", "BTV", "TNCS", "CCB"})
_ORDINAL = re.compile(r"[IVXL]{2,}")  # «ĐẠI HỘI LẦN THỨ XXIII»
_JOINING = {"và", "ở", "của", "các", "về", "với", "-"}

_PARENT = re.compile(
    r"(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ|ĐẢNG) ỦY|ĐẢNG BỘ|BAN CHẤP HÀNH|TRUNG ƯƠNG|BỘ |ỦY BAN NHÂN DÂN|UBND|TỔNG CỤC"
    r"|QUÂN ỦY|QUỐC HỘI|CHÍNH PHỦ|ĐẢNG CỘNG SẢN|MẶT TRẬN|TỔNG LIÊN ĐOÀN|TRUNG ƯƠNG ĐOÀN"
)
_OWN = (
    r"BAN (?!THƯỜNG VỤ|CHẤP HÀNH|BÍ THƯ)|VĂN PHÒNG|SỞ |ĐẢNG ỦY|CHI BỘ|ỦY BAN KIỂM TRA|TỔNG CỤC|CỤC |CHI CỤC|VỤ |VIỆN "
    r"|TRƯỜNG |TRUNG TÂM|(?<!BIÊN )(?<!QUỐC )(?<!HẢI )PHÒNG |HỘI |HỘI ĐỒNG|TỔ |TIỂU BAN|ĐẢNG ĐOÀN"
    r"|ĐOÀN |THANH TRA|HUYỆN ỦY|LIÊN ĐOÀN|KHỐI DÂN VẬN"
)
_OWN_START = re.compile(_OWN)
_SECOND_BODY = re.compile(r" (?=" + _OWN + ")")
_COMPOSED = re.compile(
    r"(?:ban (?!chỉ đạo)|văn phòng|khối dân vận|ủy ban kiểm tra|trường chính trị)", re.IGNORECASE
)
_COMMITTEE = re.compile(
    r"(?:(?:tỉnh|thành|huyện|quận|thị|đảng) ủy|đảng bộ|ban chấp hành trung ương|trung ương)", re.IGNORECASE
)
# They issue below the committee's name.
_UNDER_COMMITTEE = re.compile(r"BAN (?:THƯỜNG VỤ|CHẤP HÀNH)(?!\s+TRUNG ƯƠNG)|ĐẠI HỘI LẦN THỨ ")
_JOINED_ON_LINE = re.compile(r"\s+-\s+(?=(?:" + _OWN + "))", re.IGNORECASE)

_SPELLINGS = {
    phrase.casefold(): phrase
    for phrase in sorted(
        (p for row in _PHRASES.split("\n") for p in row.split("|") if p), key=len, reverse=True
    )
}
_LONGEST = max(len(phrase.split()) for phrase in _SPELLINGS)


@lru_cache(maxsize=4096)
def running_case(printed: str) -> str:
    """A name in running text: «ỦY BAN NHÂN DÂN TỈNH KON TUM» → «Ủy ban nhân dân tỉnh Kon Tum».

    A name that is not all capitals comes back as it is, less stray blanks.
    """
    words = match_copy(printed).text.split()
    if not all(_is_capital(word) for word in words):
        return " ".join(words)
    lower = [word.casefold() for word in words]
    out: list[str] = []
    proper = False
    at = 0
    while at < len(lower):
        size = next(
            (
                n
                for n in range(min(_LONGEST, len(lower) - at), 0, -1)
                if " ".join(lower[at : at + n]) in _SPELLINGS
            ),
            0,
        )
        place = next(
            (noun for noun in _PLACE_NOUNS if lower[at : at + noun.count(" ") + 1] == noun.split()), None
        )
        if size and not (proper and size == 1):
            phrase = _SPELLINGS[" ".join(lower[at : at + size])]
            out.append(phrase)
            proper = bool(_NAMED.search(phrase.casefold()))
            at += size
        elif place is not None and at:
            out.append(place)
            proper = True
            at += place.count(" ") + 1
        elif lower[at] in _JOINING:
            out.append(lower[at])
            at += 1
        elif words[at] in _ABBREVIATIONS or _ORDINAL.fullmatch(words[at]):
            out.append(words[at])
            at += 1
        else:
            first_of_name = not out or out[-1].split()[-1].casefold() in {
                "bộ",
                "sở",
                "ban",
                "hội",
                "cục",
                "và",
                "khối",
            }
            out.append(_capitalised(words[at]) if proper or first_of_name else lower[at])
            at += 1
    return " ".join(out)


def _is_capital(word: str) -> bool:
    return not any(char.islower() for char in word)


def _capitalised(word: str) -> str:
    if any(char.isdigit() for char in word):
        return word
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))


def split_bodies(printed: str) -> int | None:
    """Where the issuer starts in a run of capitals that names its superior first, else None.

    «BỘ TÀI CHÍNH TỔNG CỤC HẢI QUAN» → the place of «TỔNG CỤC».
    """
    if not _PARENT.match(printed):
        return None
    found = next(
        (m for m in _SECOND_BODY.finditer(printed) if not printed[: m.start()].rstrip().endswith("-")), None
    )
    return found.end() if found else None


def names_body(printed: str) -> bool:
    """Whether a line in capitals starts the name of a body."""
    return bool(_PARENT.match(printed) or _OWN_START.match(printed))


def is_parent(printed: str, below: str) -> bool:
    """Whether the printed line names the superior of the body on the line below it, not the start of its name."""
    if _UNDER_COMMITTEE.match(below.upper()) and _COMMITTEE.match(printed):
        return True
    return bool(_PARENT.match(printed.upper()) and _OWN_START.match(below.upper()))


def joint_names(lines: Sequence[str], issuer_code: str | None) -> list[str]:
    """The names of bodies that issue together, from their printed lines; empty when one body issues.

    A joint number names each of them («…/BDVTU-BCHQS»), and each name starts a line of its own.
    """
    if issuer_code is None or re.search(r"[-&]", issuer_code) is None:
        return []
    names: list[list[str]] = []
    for line in (part for printed in lines for part in _JOINED_ON_LINE.split(printed)):
        starts = _OWN_START.match(line.upper()) or _PARENT.match(line.upper())
        if starts or not names:
            names.append([line])
        else:
            names[-1].append(line)
    joined = [running_case(" ".join(parts).strip(" -–")) for parts in names]
    wanted = len(re.split(r"\s*[-&]\s*", issuer_code))
    if len(joined) == wanted + 1 and is_parent(names[0][0], names[1][0]):  # one committee's bodies
        return [composed(name, joined[0]) for name in joined[1:]]
    return joined if len(joined) == wanted > 1 else []


def composed(own: str, parent: str | None) -> str:
    """The full name in running text: an advisory body carries the name of its committee."""
    if parent is None or not _COMMITTEE.match(parent):
        return own
    folded = own.casefold()
    if folded.startswith("đại hội lần thứ "):
        return f"Đại hội {parent} lần thứ {own[len('Đại hội lần thứ ') :]}"
    advisory = _COMPOSED.match(own) is not None and "ủy " not in folded.removeprefix("ủy ban kiểm tra") + " "
    if not advisory:
        return own
    if "đảng bộ" in folded:
        return own  # «Ban Chấp hành Đảng bộ huyện» names its own
    if parent.casefold().startswith("ban chấp hành trung ương"):
        parent = "Trung ương"
    return f"{own} {parent}"

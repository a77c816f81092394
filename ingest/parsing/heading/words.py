"""What stands in a heading: the marks, dates, stamps and type names, and the tests a heading line is put to.

Everything works on match copies (domain.md §1.6). Patterns only; what is done with them is in heading_scan.py.
"""

from __future__ import annotations

import re

from ingest.document import DocumentNumber, NumberStyle
from ingest.parsing.pieces import Piece
from ingest.vietnamese.document_types import NAME_CODES
from ingest.vietnamese.numbers import type_of
from ingest.vietnamese.text import fold, match_copy

_RULE = r"(?:[-_=*~.•]\s?){3,}|[─━═―]{2,}"
MARK = re.compile(
    r"ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM|CỘNG\s+H[ÒO]A\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM"
    r"|Độc\s+lập\s*[-.]\s*Tự\s+do\s*[-.]\s*Hạnh\s+phúc|ĐỘC\s+LẬP\s*-\s*TỰ\s+DO\s*-\s*HẠNH\s+PHÚC|"
    + _RULE
    + r"|(?<!\S)\*(?!\S)"
)
RULE_ONLY = re.compile(r"(?:" + _RULE + r"|\*|[-–_]+)\s*$")
NUMBER = re.compile(
    r"(?:(?:Luật|Bộ luật|Nghị quyết|Pháp lệnh|Lệnh)\s+)?(?:Số|SỐ|Sô|SÔ|số)\s*(?P<colon>[:.])?\s*(?=[\d\s:/.\-–…_]|$)"
)
DAY = re.compile(
    r"ngày\s*(?:(?P<d>\d{1,2})|[.…_\s]*)\s*tháng\s*(?:(?P<m>\d{1,2})|[.…_\s]*)\s*năm\s*(?P<y>\d{4}|\d{0,3}[.…_]*)",
    re.IGNORECASE,
)
DAY_SHORT = re.compile(r"(?<=,)\s*(?:ngày\s*)?\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}\s*$", re.IGNORECASE)
URGENCY = re.compile(r"\[?(HỎA TỐC(?: HẸN GIỜ)?|THƯỢNG KHẨN|KHẨN)\]?$")
CIRCULATION = re.compile(
    r"[\[(]?\s*(?P<mark>TÀI LIỆU HỘI NGHỊ|XEM XONG TRẢ LẠI|LƯU HÀNH NỘI BỘ|KHÔNG PHỔ BIẾN|"
    r"DỰ THẢO(?:\s*\(\s*LẦN[^)]{0,20}\)|\s+LẦN\s+(?:THỨ\s+)?(?:\d{1,2}|[IVX]{1,4}|\w{2,4})\b|\s+\d{1,2}\b)?"
    r"(?:\s*[,-]?\s*NGÀY\s+\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4})?)\s*[\])]?",
    re.IGNORECASE,
)
SUBJECT = re.compile(r"V/v:?\s+|(?:về|Về)\s+việc\s+", re.IGNORECASE)
BODY = re.compile(
    r"(?:Căn cứ|Thực hiện|Xét|Theo|Để|Trên cơ sở|Nhằm|Triển khai|Ngày \d|Điều\s+\d|Chương\s+[IVX\d]|"
    r"Phần\s+(?:thứ|[IVX])|"
    r"[IVX]{1,4}\s*[.\-–/)]\s*\S|[A-E]\s*[.\-–)]\s*\S|\d{1,2}(?:\.\d+)*\s*[.\-–)]\s+\S|[a-zđ]\)\s|[-+•]\s)"
)
CAPITAL_BODY = re.compile(
    r"(?:CHƯƠNG|PHẦN|MỤC|ĐIỀU|PHỤ LỤC)\s+(?:THỨ\s|[IVX\d])|[IVX]{1,4}\s*[.\-–/)]\s|[A-E]\s*[.\-–)]\s"
)
_AUTHORITY = re.compile(
    r"(?:BỘ TRƯỞNG|CHỦ TỊCH|TỔNG CỤC TRƯỞNG|CỤC TRƯỞNG|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|CHỦ NHIỆM|CHÁNH ÁN|VIỆN TRƯỞNG|THỦ TƯỚNG|"
    r"CHÍNH PHỦ$|QUỐC HỘI|ỦY BAN NHÂN DÂN|HỘI ĐỒNG|BAN THƯỜNG VỤ|TRƯỞNG BAN|BAN CHẤP HÀNH|(?<!\S)TRƯỞNG(?!\S))"
)
_SESSION = re.compile(r"KHÓA\s+[IVXL\d]+\s*[,-]?\s*KỲ HỌP")  # of a council, printed below its name
_NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_GOVERNED = re.compile(r"(?:CỦA|DO|THUỘC|VỚI|VÀ|TẠI|CHO)\s*$")  # a body named inside a title
_EXTRA_TYPES = (
    "Bộ luật",
    "Hiến pháp",
    "Lệnh",
    "Thư mời",
    "Thông báo kết luận",
    "Chỉ thị liên tịch",
    "Quy trình",
    "Đề cương",
)
_NAMES = sorted({*NAME_CODES, *_EXTRA_TYPES}, key=len, reverse=True)
TYPE = re.compile(
    r"(?:"
    + "|".join(re.escape(match_copy(name).text.upper()).replace(r"\ ", r"\s+") for name in _NAMES)
    + r")(?=$|[\s:\[(])"
)
EDITOR_NOTE = re.compile(r"\s*\[[^\]]*\]\s*")
CONNECTING = {
    "và", "của", "về", "với", "các", "những", "cho", "trong", "theo", "tại", "từ", "đến", "số", "năm", "tháng",
    "ngày", "do", "đối", "trên", "để", "nhằm", "ở", "là", "được", "một", "việc", "giữa",
}  # fmt: skip


_SQUEEZED = {match_copy(name).text.upper().replace(" ", ""): name for name in _NAMES}


def set_apart_type(text: str) -> str | None:
    """The type whose letters were set apart by equal gaps, «B Á O C Á O»: no blank tells its words."""
    return _SQUEEZED.get(text)


def type_name(printed: str) -> str:
    words = " ".join(printed.split()).strip(" :")
    extra = next(
        (name for name in _EXTRA_TYPES if match_copy(name).text.casefold() == words.casefold()), None
    )
    return extra or type_of(words) or words.capitalize()


def capital_run(text: str) -> str:
    """The leading words without lower-case letters; a document number counts as capitals («971/QĐ-TTg»)."""
    end = 0
    for word in re.finditer(r"\S+", text):
        if any(char.islower() for char in word.group()) and not _is_number_word(word.group()):
            break
        end = word.end()
    return text[:end]


def _is_number_word(word: str) -> bool:
    return "/" in word and any(char.isdigit() for char in word)


def without_numbers(text: str) -> str:
    return " ".join(word for word in text.split() if not _is_number_word(word))


def mostly_capitals(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and sum(not char.islower() for char in letters) >= 0.9 * len(letters)


def is_place(text: str) -> bool:
    """A place name: capitalised syllables, at most 6, none all capitals; «TP.», «tỉnh» and the like may lead."""
    words = [word for word in re.split(r"[\s\-.]+", text) if word]
    if not 1 <= len(words) <= 7:
        return False
    heads = {"tp", "tx", "tt", "tỉnh", "huyện", "thành", "phố", "xã", "phường", "thị", "trấn", "quận"}
    return all(
        fold(w) in {fold(h) for h in heads} or (w[0].isupper() and not w[1:].isupper() and w.isalpha())
        for w in words
    )


def place_start(text: str) -> int | None:
    """Where the place name starts that ends ``text``; None when the text ends otherwise."""
    best: int | None = None
    for found in reversed(list(re.finditer(r"\S+", text))):
        if not is_place(text[found.start() :]) or text[: found.start()].rstrip().endswith(("/", "-")):
            break
        best = found.start()
    return best


def _joined(bodies: list[Piece]) -> str:
    """The issuer's name where it is wrapped: «HỘI ĐỒNG NHÂN DÂN» «TỈNH …»."""
    return " ".join(body.text for body in bodies)


def authority_start(run: str, bodies: list[Piece]) -> int:
    """Where the deciding authority starts in a run of capitals: it ends with the issuer's printed name."""
    for printed in (_joined(bodies), *(body.text for body in bodies)):
        names = [" ".join(printed.upper().split())]
        words = names[0].split()
        names += [
            " ".join(words[n:]) for n in range(1, len(words)) if words[n] in ("TỔNG", "CỤC", "SỞ", "BAN")
        ]
        names[:0] = [f"{names[0]} NƯỚC {_NATION}"]
        for name in names:
            if run.rstrip().endswith(name):
                at = len(run.rstrip()) - len(name)
                head = list(_AUTHORITY.finditer(run, 0, at + 1))
                last = head[-1] if head and head[-1].end() >= at - 1 else None
                if last is not None:
                    return last.start()
                if (name in names[:2] or _AUTHORITY.match(run, at)) and not _GOVERNED.search(run[:at]):
                    return at
    return len(run)


def title_goes_on(last: str, text: str, *, set_off: bool) -> bool:
    """Whether ``text`` is a wrapped line of the title that reads ``last`` so far (lower case).

    ``set_off``: print says so, by bold type or by the rule that closes a title.
    """
    if last[-1:] in ".;:!?" or last.count("(") < last.count(")"):
        return False
    if text[-1:] in ".;:" and not text.startswith("("):
        return False
    follows = text[:1].islower() or text[:1] in '(“"' or text[:1].isdigit()
    open_end = last.split()[-1].casefold().strip('"“”') in CONNECTING or last[-1:] in ",-"
    return follows or open_end or set_off


def is_authority(run: str, bodies: list[Piece]) -> bool:
    """A line that names who decides, printed between title and body: «BỘ TRƯỞNG BỘ TÀI CHÍNH»."""
    printed = {" ".join(text.upper().split()) for text in (_joined(bodies), *(p.text for p in bodies))}
    run = run.strip()
    shortened = len(run.split()) > 2 and any(name.startswith(run) for name in printed)
    if _SESSION.match(run) or shortened or run in printed:
        return True
    return len(run) < 120 and authority_start(run, bodies) == 0


def is_letter_number(number: DocumentNumber | None) -> bool:
    """Whether the number alone says công văn: the Party's CV, or the State's form without a type."""
    return number is not None and (number.type_code == "CV" or number.style is NumberStyle.STATE_LETTER)

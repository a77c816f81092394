"""Stamped documents for the gate: every stamp × spacing × place × encoding, made without the gate's tables."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from eval.variants.encoders import tcvn3, vni
from ingest.document import Line, LineKind, Reading, Span

GRADES = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")

HEADING = (
    "TỈNH ỦY HẢI THANH\nBAN DÂN VẬN\n*\nSố 17-BC/BDVTU\nĐẢNG CỘNG SẢN VIỆT NAM\n"
    "Hải Thanh, ngày 12 tháng 4 năm 2021\n\nBÁO CÁO\nkết quả công tác dân vận quý I năm 2021\n-----"
)
BODY = (
    "I. Tình hình chung\n1. Công tác tham mưu\n- Ban đã tham mưu Tỉnh ủy ban hành kế hoạch vận động nhân dân "
    "tham gia xây dựng nông thôn mới và đối thoại trực tiếp tại mười hai xã vùng cao trong quý.\n"
    "2. Công tác phối hợp\n- Phối hợp với Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh tổ chức gặp mặt chức sắc.\n"
)
CLOSING = "Nơi nhận:\n- Ban Thường vụ Tỉnh ủy,\n- Lưu Văn phòng.\nTRƯỞNG BAN\nLê Thị Minh Hòa"
BENIGN = f"{HEADING}\n{BODY}{CLOSING}"


def reading(text: str, *, pictures: tuple[str, ...] = (), **line: Any) -> Reading:
    """The text as a reader gives it, a line for each of its lines."""
    spans, start = [], 0
    for part in text.split("\n"):
        spans.append(Line(Span(start, start + len(part)), **line))
        start += len(part) + 1
    return Reading(text, tuple(spans), "txt", pictures=pictures)


def with_line(line: str, at: int, text: str = BENIGN) -> str:
    lines = text.split("\n")
    return "\n".join([*lines[:at], line, *lines[at:]])


def rows(text: str, first: int, last: int) -> Reading:
    """A reading whose lines ``first`` to ``last`` are table rows."""
    plain = reading(text)
    kinds = [
        LineKind.TABLE_ROW if first <= order <= last else LineKind.TEXT for order in range(len(plain.lines))
    ]
    lines = [Line(line.span, kind=kind) for line, kind in zip(plain.lines, kinds, strict=True)]
    return Reading(text, tuple(lines), "docx")


def unmarked(text: str) -> str:
    marks_off = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(char for char in marks_off if not unicodedata.combining(char))


def _between(mark: str) -> Callable[[str], str]:
    return lambda text: "   ".join(mark.join(word) for word in text.split())


SPACINGS: dict[str, Callable[[str], str]] = {
    "as printed": lambda text: text,
    "spaced": _between(" "),
    "wide": _between("   "),
    "no-break": _between("\u00a0"),
    "thin": _between("\u2009"),
    "ideographic": _between("\u3000"),
    "zero-width": _between("\u200b"),
    "joiners": _between("\u2060"),
    "soft hyphens": _between("\u00ad"),
    "dots": _between("."),
    "middle dots": _between("·"),
    "underscores": _between("_"),
    "dashes": _between(" - "),
    "stars": _between("*"),
    "framed": lambda text: f"[ {text} ]",
    "in guillemets": lambda text: f"«{text}»",
    "in bold tags": lambda text: f"<b>{text[0]}</b>{text[1:]}",
    "markdown": lambda text: f"## **{text}**",
    "bars": lambda text: f"| {text} |",
    "struck through": lambda text: "".join(char + "\u0336" if char != " " else char for char in text),
    "with urgency": lambda text: f"{text} - HỎA TỐC",
    "with a copy number": lambda text: f"{text}   Bản số: 03",
    "with a page number": lambda text: f"{text}     2/5",
    "footnote mark": lambda text: f"¹ {text}",
}

_CYRILLIC = str.maketrans("MATOIYE", "МАТОІУЕ")
_GREEK = str.maketrans("MATOIYE", "ΜΑΤΟΙΥΕ")


def _swapped(table: dict[int, int]) -> Callable[[str], str]:
    return lambda text: unicodedata.normalize("NFD", text).translate(table)


ENCODINGS: dict[str, Callable[[str], str]] = {
    "composed": lambda text: text,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "keyboard composed": lambda text: (
        text.replace("Ậ", "Â\u0323").replace("Ệ", "Ê\u0323").replace("Ố", "Ô\u0301")
    ),
    "without marks": unmarked,
    "Cyrillic": _swapped(_CYRILLIC),
    "Greek": _swapped(_GREEK),
    "full width": lambda text: unmarked(text).translate({code: code + 0xFEE0 for code in range(0x41, 0x5B)}),
    "mathematical": lambda text: unmarked(text).translate({c: c + 0x1D400 - 0x41 for c in range(0x41, 0x5B)}),
    "TCVN3": lambda text: "".join(stored for stored, _ in tcvn3(text)),
    "TCVN3, capitals font": lambda text: "".join(stored for stored, _ in tcvn3(text.lower())),
    "VNI": vni,
    "VNI, small": lambda text: vni(text.lower()),
    "UTF-8 as Latin-1": lambda text: text.encode().decode("latin-1"),
    "entities": lambda text: "".join(char if char.isascii() else f"&#{ord(char)};" for char in text),
    "marks lost to ?": lambda text: "".join(char if char.isascii() else "?" for char in text),
    "marks lost to a replacement": lambda text: "".join(
        char if char.isascii() else "\ufffd" for char in text
    ),
}

PLACES: dict[str, Callable[[str], Reading]] = {
    "first line": lambda line: reading(with_line(line, 0)),
    "under the number": lambda line: reading(with_line(line, 4)),
    "before the type": lambda line: reading(with_line(line, 7)),
    "above the body": lambda line: reading(with_line(line, 10)),
    "last line": lambda line: reading(f"{BENIGN}\n{line}"),
    "second document": lambda line: reading(f"{HEADING}\n{BODY * 10}\n{with_line(line, 4, HEADING)}\n{BODY * 10}"),
    "annex": lambda line: reading(f"{HEADING}\n{BODY * 10}\nPHỤ LỤC I\n{line}\n{BODY * 10}"),
    "footnote": lambda line: _with_note(line),
    "running header": lambda line: _paged(line),
    "table cell": lambda line: rows(with_line(f"BAN DÂN VẬN | {line}", 1), 1, 1),
    "column": lambda line: rows(f"{BENIGN}\n05-KH/TU |  | {line} | 12/4/2021", 21, 21),
    "property": lambda line: reading(BENIGN, pictures=("Báo cáo quý", line)),
    "picture": lambda line: reading(BENIGN, pictures=(f"TỈNH ỦY\n{line}\nSố 17-BC/BDVTU",)),
}  # fmt: skip


def _with_note(line: str) -> Reading:
    text = f"{HEADING}\n{BODY * 10}\n{line}\n{BODY * 10}"
    plain = reading(text)
    at = (HEADING + "\n" + BODY * 10).count("\n") + 1
    lines = [
        Line(each.span, kind=LineKind.FOOTNOTE if order == at else LineKind.TEXT)
        for order, each in enumerate(plain.lines)
    ]
    return Reading(text, tuple(lines), "docx")


def _paged(line: str) -> Reading:
    """Three pages of plain lines; the stamp is the first line of the second."""
    text = f"{HEADING}\n{BODY * 10}{line}\n{BODY * 10}{CLOSING}"
    second = (HEADING + "\n" + BODY * 10).count("\n")
    plain = reading(text)
    lines = [Line(each.span, page=1 if order < second else 2) for order, each in enumerate(plain.lines)]
    return Reading(text, tuple(lines), "pdf", pages=2)


# What extraction and recognition make of the stamp, on a line of its own in a heading.
MISREAD = (
    "MÂT", "MẬ T", "MẠT", "MẶT", "MẤT", "M ẬT", "MÃT", "TỐI MẶT", "TÔI MẬT", "TỔI MẬT", "TUYÊT MẬT", "TUYÊT MÂT",
    "TOI MẬT", "TỐI MAT", "M4T", "MẬ7", "T0I MAT", "M@T", "MẬ", "MẬI", "NẬT", "RNẬT", "IVIẬT", "|MẬT|", "MẬT.",
    "‘MẬT", "MẬT]", "~ MẬT ~", "TUYỆT. MẬT", "M A T", "T O I M A T", "TUYET  MAT", "M?T", "M\ufffdT", "TUY?T M?T",
    "MËT", "TèI MËT", "TUYÖT MËT", "mËt", "tèi mËt", "M Ë T", "MAÄT", "TOÁI MAÄT", "TUYEÄT MAÄT", "M A Ä T",
    "ᴍᴀᴛ", "Ⓜⓐⓣ", "🄼🄰🅃", "M\u2800Ậ\u2800T", "M\ufe0fẬ\ufe0fT", "Mật", "Tối mật", "mật", "(Mật)",
)  # fmt: skip

# A stamp and a heading line that extraction made one.
RUN_TOGETHER = (
    "Số 12-BC/BDVTU (Mật)", "Số: 05/BC-BCĐ(M)", "Số: 05/BC-BCĐ (TM)", "Số 05-KH/BCĐ [Tối mật]",
    "Số 12-BC/BDVTU MÂT", "Số 12-BC/BDVTU MẶT", "Số 12-BC/BDVTU - Mật", "Số 12-BC/BDVTU TUYỆT MẬT",
    "Số 05-BC/BDVTU MẬT", "Sè 12-BC/BDVTU MËT", "Soá 12-BC/BDVTU MAÄT", "BÁO CÁO MẬT", "MẬT BÁO CÁO",
    "CÔNG VĂN MẬT", "BÁO CÁO (Mật)", "TỈNH ỦY HẢI THANH Mật", "Mật ĐẢNG CỘNG SẢN VIỆT NAM",
    "Hải Thanh, ngày 12 tháng 4 năm 2021 Mật", "TUYỆT MẬT Hải Thanh, ngày 12 tháng 4 năm 2021",
    "MẬT Sơn La, ngày 12 tháng 4 năm 2021", "M | Ậ | T | BÁO CÁO", "M | | Ậ | | T", "BÁO CÁO M Ậ T",
    "M . Ậ . T   BÁO CÁO", "MẬT Hoa Lư, ngày 02 tháng 3 năm 2020",
)  # fmt: skip

FIELDS = (
    "ĐỘ MẬT: MẬT", "Độ mật: Tối mật", "Độ mật: M", "Mức độ mật: TM", "Mức độ mật: A", "Cấp độ mật: Mật",
    "Mức độ bảo mật: Tuyệt mật", "Độ mật của văn bản: Mật", "Độ mật = Mật", "Độ mật - Mật", "Độ mật Mật",
    "Phân loại: Mật", "Bảo mật: Mật", "Tính chất: Tối mật", "Dấu chỉ độ mật: MẬT", "2. Độ mật: Tối mật", "Độ mật: ……",
    "☒ Mật  ☐ Tối mật  ☐ Tuyệt mật", "[ ] Mật [x] Tối mật [ ] Tuyệt mật", "§é mËt: MËt", "Ñoä maät: Maät",
)  # fmt: skip

HANDLING = (
    "TÀI LIỆU THU HỒI", "Tài liệu thu hồi", "TÀI LIỆU THU HỒI SAU HỘI NGHỊ",
    "Tài liệu hội nghị thu hồi sau khi họp xong", "CHỈ NGƯỜI CÓ TÊN MỚI ĐƯỢC BÓC BÌ",
    "Chỉ người có tên mới được bóc bì", "GIẢI MẬT", "ĐÃ GIẢI MẬT", "GIẢI MẬT Từ: 01/01/2024",
    "Giải mật từ ngày 01/01/2024", "Giải mật: ……", "ĐIỀU CHỈNH ĐỘ MẬT", "Điều chỉnh độ mật: từ Tối mật xuống Mật",
    "TĂNG ĐỘ MẬT", "GIẢM ĐỘ MẬT", "Thời hạn bảo vệ: 10 năm", "THỜI HẠN BẢO VỆ: 30 NĂM",
    "Gia hạn thời hạn bảo vệ: 10 năm", "Thời hạn bảo vệ bí mật nhà nước: 20 năm", "Bản số: 02", "BẢN SỐ: 03",
    "Bản số 05", "[Bản số 3]", "Bản số: 02/15", "BẢN SAO BÍ MẬT", "BẢN SAO BÍ MẬT NHÀ NƯỚC", "TRÍCH SAO BÍ MẬT",
    "Bản sao bí mật nhà nước", "SAO Y BÍ MẬT NHÀ NƯỚC", "Ký hiệu: A", "KÝ HIỆU: B", "Bì: C", "TAI LIEU THU HOI",
    "GIAI MAT", "TỈNH ỦY HẢI THANH TÀI LIỆU THU HỒI", "T\u00c0I LI\u1ec6U THU H\u1ed2I (b\u1ea3n s\u1ed1 05)",
)  # fmt: skip

# Registers: rows of a table; each is refused.
REGISTERS = (
    "Số 03 | Kế hoạch | Mật | 12/4/2021",
    "Số, ký hiệu | Trích yếu | Độ mật\n05-BC/TU | Báo cáo quý | M\n06-BC/TU | Báo cáo tháng | ",
    "Số, ký hiệu | Trích yếu | Mức độ mật\n05-BC/TU | Báo cáo quý | TM",
    "Số | Tên văn bản | Mức độ mật | Ngày\n05 | Kế hoạch | A | 12/4\n06 | Báo cáo | B | 13/4",
    "Số | Trích yếu | Độ mật\n05 | Báo cáo | \n07 | Thông báo | C", "Số | Trích yếu | Độ mật\n05 | Báo cáo | mật",
    "Số | Trích yếu | Tuyệt mật | Tối mật | Mật\n05 | Báo cáo | | x |",
    "Tên tài liệu | Độ mật | Ngày\n05-KH/TU | Tối mật | 12/4\n06-KH/TU | Mật | 13/4",
    "TT | Tên loại | Cấp độ mật\n1 | Mật | \n2 | Tối mật |", "Độ mật | Tối mật", "MẬT | BÁO CÁO",
    "BAN DÂN VẬN | TUYỆT MẬT", "05-KH/TU\tKế hoạch\tMật",
    "03-BC/TU | Mật\n05-KH/TU | Tối mật\n06-KH/TU | Tuyệt mật",
)  # fmt: skip


_OWN_COMPANY = ("TCVN3, capitals font", "VNI, small", "UTF-8 as Latin-1")


def every_stamp() -> Iterator[tuple[str, str]]:
    """Name and text of every grade in every spacing and encoding that can be combined."""
    for grade in GRADES:
        for spacing, space in SPACINGS.items():
            for encoding, encode in ENCODINGS.items():
                if "lost" in encoding and spacing not in ("as printed", "spaced", "framed", "dots"):
                    continue  # a question mark among other marks is no sign of a stamp
                if "UTF-8" in encoding and spacing not in (
                    "as printed",
                    "framed",
                    "markdown",
                    "with urgency",
                ):
                    continue  # bytes of one letter cannot be spaced apart
                if spacing.startswith("with") and encoding in _OWN_COMPANY:
                    continue  # its company would be in the same font
                yield f"{grade}/{spacing}/{encoding}", _encoded(grade, space, encode)


def _encoded(grade: str, space: Callable[[str], str], encode: Callable[[str], str]) -> str:
    """The stamp's letters in the encoding, then spaced as written: a letter is what one key makes."""
    marker = {chr(0xE000 + order): encode(char) for order, char in enumerate(grade) if char != " "}
    drawn = "".join(chr(0xE000 + order) if char != " " else " " for order, char in enumerate(grade))
    spaced = space(drawn)
    return "".join(marker.get(char, char) for char in spaced)

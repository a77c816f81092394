"""Words that tell a grade of secrecy from «mật» in another sense, and from mặt, mắt, mất, mát without marks."""

from __future__ import annotations

import re

GRADES = frozenset({"mat", "toimat", "tuyetmat"})  # squeezed: no marks, no spaces

# mật after or before one of these is no grade: bí mật, túi mật; mật khẩu, mật ong, Mật tông.
EARLIER_WORDS = frozenset("bí bảo cơ thân trăng túi sỏi ống gan".split())
LATER_WORDS = frozenset(
    "khẩu mã độ thiết ong hoa mía gấu tông giáo phái vụ thám thư danh lệnh ngọt chú đàm".split()
)
# Unmarked "mat" beside one of these is another word.
UNMARKED_BEFORE = frozenset(
    "bi bao co than ra ve gap thay vang truoc doi nghe benh tien cac nhieu nuoc ban duong lam vui chop mo"
    " be khuon thoang bo dan guong nhin tuan danh moi mot hai ngay da hoa chong khai hong".split()
)
UNMARKED_AFTER = frozenset(
    "tran khau ma do thiet ong bang hang cat tien nuoc dat duong truoc mua rung can trai phai nhin bien"
    " mat mui na doan trat tich troi viec dien tuong cong tong giao xco".split()
)
NOUNS = frozenset("cong van bao cao ke hoach lieu so dau do tep bc kh cv tb tm toi tuyet giai".split())
# «tài liệu mật» inside a longer title or sentence speaks of such papers.
SPOKEN_OF = (
    ("tài", "liệu"), ("văn", "bản"), ("hồ", "sơ"), ("thông", "tin"), ("công", "văn"), ("con", "dấu"),
    ("chế", "độ"), ("điện", "văn"), ("sự", "kiện"),
)  # fmt: skip
# Before a grade in a sentence in small letters: «đóng dấu MẬT», «độ TỐI MẬT».
NAMED_BY = frozenset("độ dấu chữ loại cấp mức là".split())

# What may stand in one line with a stamp: urgency, circulation, copy and page numbers, envelope signs (§2.5).
COMPANY = re.compile(
    r"\b(?:thuong khan|hoa toc|hen gio|khan|du thao|lan|luu hanh noi bo|tai lieu hoi nghi|khong pho bien"
    r"|xem xong tra lai|dich than|trinh ky|ban so|ban chinh|ban luu|dau|trang"
    r"|do(?=\W+(?:mat|toi|tuyet|khan)\b)|so|muc|loai|cap|van ban|tai lieu|[abc]|\d+)\b"
)
NUMBER_LINE = re.compile(r"^\W*số\s*:?\s*[\d….]", re.IGNORECASE)
QUOTES = "“”\"'‘’«»"

"""The words of mentions: type names, issuers, what opens and ends a title, cue words of roles (domain.md §3, §2.6).

Data and patterns only, over match copies; how they are put together is in citing_grammar.py.
"""

from __future__ import annotations

import re

from ingest.document import ReferenceRole
from ingest.parsing.structure.cutting import LOWER
from ingest.vietnamese.document_types import NAME_CODES
from ingest.vietnamese.text import match_copy

EXTRA = ("Bộ luật", "Thông báo kết luận", "Nghị quyết liên tịch", "Hiến pháp", "Công điện")
NAMES = "|".join(
    re.escape(match_copy(name).text).replace(r"\ ", r"\s+")
    for name in sorted({*NAME_CODES, *EXTRA}, key=len, reverse=True)
)
TYPE_BEFORE = re.compile(rf"(?<!\w)(?P<name>{NAMES})\s*(?:số)?\s*:?\s*$", re.IGNORECASE)
LAW_BEFORE = re.compile(
    r"(?<!\w)(?P<name>Bộ luật|Luật|Pháp lệnh)\s+(?P<title>[^,;.:()“”\"]{2,120}?)\s+số\s*:?\s*$", re.IGNORECASE
)
SO_BEFORE = re.compile(r"(?<!\w)số\s*:?\s*$", re.IGNORECASE)
DAY = re.compile(r"[\s,]*(?:(?:ra|ký|ban hành)\s+)?(?:ngày\s*)?(?=\d)", re.IGNORECASE)
OF = re.compile(r"[\s,]*(?:của|do)\s+", re.IGNORECASE)
TERM = re.compile(r"[\s,]*\(?\s*(?P<term>[Kk]h[óo]a\s+[IVXLivxl\d]+)(?!\w)\s*\)?")
ISSUER_HEAD = (
    r"(?:Ban|Bộ|Tỉnh|Thành|Huyện|Quận|Thị|Đảng|Chi|Trung ương|Chính phủ|Thủ tướng|Quốc hội|Ủy ban|UBND|UBTVQH|HĐND|Hội|"
    r"Sở|Văn phòng|Thường|BTV|BCH|BCĐ|Tổng|Cục|Vụ|Viện|Tòa án|Liên|Đoàn|Mặt trận|MTTQ|Công đoàn|Chủ tịch|Quân|"
    r"Tổ|Phòng|Đại hội|Kiểm toán|Ngân hàng)"
)
ISSUER_START = re.compile(ISSUER_HEAD, re.IGNORECASE)
WORD = re.compile(r"[^\s,;.:()“”\"*\[\]«»]+")
STOPS = frozenset(
    "về quy ban_hành thực hiện trên tại phê duyệt hướng sửa có đã được là để trong nhằm gắn theo triển do cho với "
    "giao năm tháng ngày khóa khoá sẽ phải chỉ đạo khi từ đến của như nhưng mà thì bổ sung thay bãi đối giai cùng phục "
    "tới vào nêu điều_chỉnh đồng kèm nên yêu đề đánh kiểm tổ_chức xử ra tiếp tăng".split()
)
# Lower-case syllables that go on inside a body's name («Bộ Chính trị», «Ủy ban nhân dân tỉnh …»).
INNER = frozenset(
    "và ủy trị thư phủ hội tướng vụ trực vận giáo nhân dân thường tỉnh huyện quận xã phường thị trấn thành phố các "
    "trung ương quốc gia nước cấp bộ tra chính đoàn ban khối quân sự an phòng trận tổ nông phụ nữ binh niên lao động "
    "sát tối cao "
    "đảng lệnh huy toàn hợp tư pháp tài nghiệp thông thôn đào tạo khoa học công nghệ môi trường hóa thao xây dựng "
    "cựu chiến thanh chữ thập đỏ chấp hành sở văn tịch phán cán vùng biển tôn tộc".split()
)
ABOUT = re.compile(
    r"[\s,]*\*?(?P<t>(?:về(?:\s+việc)?|V/v|quy định|hướng dẫn|ban hành|sửa đổi|phê duyệt|[“\"«]))",
    re.IGNORECASE,
)
QUOTED = re.compile(r"(?:(?:về(?:\s+việc)?|V/v)\s*:?\s*)?\*?(?P<open>[“\"«])", re.IGNORECASE)
CLOSERS = {"“": "”", '"': '"', "«": "»"}
BODY_VERB = re.compile(
    rf",\s+(?={ISSUER_HEAD}[^,;.]{{0,90}}?\s(?:báo cáo|ban hành|xây dựng|đã|đề nghị|yêu cầu|kính|thông báo|"
    r"trân trọng|tổ chức|"
    r"hướng dẫn|chỉ đạo|tham mưu|phối hợp|triển khai|kính báo cáo|chủ trì|tiếp tục|xin|có)\b)"
)
NEXT_DOCUMENT = re.compile(rf"(?:,|\s+và|;)\s+(?=(?:{NAMES})\s+(?:số\s+)?\d)", re.IGNORECASE)
LIST_JOIN = re.compile(r"[\s,;]*(?:và\s+)?[\s,]*$")
SENTENCE = re.compile(r"[.!?](?=\s+[^\W\d_" + LOWER + r"]|\s*$)|[;\n]")
CLAUSE_BACK = re.compile(r"[.;:]\s|\(")
CUES: tuple[tuple[ReferenceRole, re.Pattern[str]], ...] = (
    (
        ReferenceRole.REVIEWED,
        re.compile(
            r"(?<!\w)(?:sơ kết|tổng kết|đánh giá(?: kết quả| tình hình| việc)?|kiểm điểm|"
            r"\d+\s+năm (?:thực hiện|triển khai))(?!\w)",
            re.IGNORECASE,
        ),
    ),
    (ReferenceRole.BASIS, re.compile(r"(?<!\w)căn cứ(?!\w)", re.IGNORECASE)),
    (
        ReferenceRole.DIRECTS,
        re.compile(
            r"(?<!\w)(?:theo(?: tinh thần)?|thực hiện|triển khai|quán triệt|chấp hành|cụ thể hóa|hưởng ứng)(?!\w)",
            re.IGNORECASE,
        ),
    ),
)
NEW_VERB = re.compile(r"(?:,|\bvà)\s*$")
LOOK_BACK = 160
LOOK_AHEAD = 1200
OPENS_BASIS = re.compile(r"\W*căn cứ(?!\w)", re.IGNORECASE)

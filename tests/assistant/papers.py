"""A made-up archive of plans, a draft, rules, a guide, a letter and reports: what one tells and others do not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from assistant.assistant import Assistant
from assistant.conversations import Conversations
from ingest.archive.archive import Archive
from ingest.sync import sync

AS_OF = date(2024, 1, 31)

_COMMISSION = "TỈNH ỦY HÒA GIANG\nBAN DÂN VẬN\n*\nSố {number}-{code}/BDVTU\nHòa Giang, ngày {day}\n"
_COMMITTEE = "TỈNH ỦY HÒA GIANG\n*\nSố {number}-{code}/TU\nHòa Giang, ngày {day}\n"
_CLOSING = """
Nơi nhận:
- Thường trực Tỉnh ủy,
- Lưu Văn phòng Ban.

TRƯỞNG BAN

Đinh Công Lý
"""


def _of_commission(number: str, code: str, day: str, body: str) -> str:
    return _COMMISSION.format(number=number, code=code, day=day) + body + _CLOSING


def _of_committee(number: str, code: str, day: str, body: str) -> str:
    return (
        _COMMITTEE.format(number=number, code=code, day=day)
        + body
        + _CLOSING.replace("TRƯỞNG BAN", "PHÓ BÍ THƯ")
    )


PROVINCE_PLAN = """\
ỦY BAN NHÂN DÂN
TỈNH HÒA GIANG
Số: 41/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hòa Giang, ngày 10 tháng 02 năm 2023

KẾ HOẠCH
Sửa chữa trạm cấp nước nông thôn năm 2023

I. Mục tiêu

- Sửa chữa xong 24 trạm cấp nước trước ngày 30/9/2023.

- Hỗ trợ mỗi hộ lắp đồng hồ nước 500.000 đồng.

II. Phân công

- Sở Xây dựng chủ trì kiểm tra chất lượng nước tại các trạm.

Nơi nhận:
- Thường trực Tỉnh ủy;
- Lưu: VT.

CHỦ TỊCH

Hoàng Văn Tấn
"""

COMMISSION_PLAN = _of_commission(
    "22",
    "KH",
    "20 tháng 02 năm 2023",
    """
KẾ HOẠCH
vận động nhân dân bảo vệ trạm cấp nước năm 2023

Căn cứ Chỉ thị số 08-CT/TU, ngày 12/01/2023 của Ban Thường vụ Tỉnh ủy về công tác vận động quần chúng; Ban Dân vận \
Tỉnh ủy ban hành Kế hoạch như sau:

1. Vận động mỗi hộ lắp đồng hồ nước đóng góp 02 ngày công.

2. Phòng Dân vận các cơ quan nhà nước tổng hợp số liệu theo Công văn số 77-CV/TU, ngày 03/02/2023 của Tỉnh ủy.
""",
)

DIRECTIVE = _of_committee(
    "08",
    "CT",
    "12 tháng 01 năm 2023",
    """
CHỈ THỊ
của Ban Thường vụ Tỉnh ủy
về công tác vận động quần chúng

1. Cấp ủy các cấp giao Ban Dân vận Tỉnh ủy chủ trì vận động các hộ nhường đất đặt bể chứa.

2. Hằng năm sơ kết việc vận động quần chúng trong tháng 12.
""",
)

DRAFT = """\
TỈNH ỦY HÒA GIANG
*
Số     -KH/TU
Hòa Giang, ngày      tháng      năm 2024

DỰ THẢO

KẾ HOẠCH
gặp mặt đoàn viên thanh niên năm 2024

1. Thời gian: dự kiến ngày 22/3/2024.

2. Thành phần gồm 120 đoàn viên của 09 huyện.

T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ

Lương Văn Hậu
"""

RULES = _of_committee(
    "315",
    "QĐ",
    "06 tháng 4 năm 2023",
    """
QUY CHẾ
tiếp công dân của người đứng đầu cấp ủy

Điều 4. Địa điểm tiếp công dân

1. Trụ sở tiếp công dân của tỉnh.

Điều 5. Trách nhiệm của người đứng đầu

1. Trực tiếp tiếp công dân mỗi tháng một ngày.

2. Trả lời kiến nghị trong thời hạn 15 ngày làm việc.

Điều 6. Hiệu lực

1. Quy chế này thay thế Quy chế số 98-QĐ/TU, ngày 02/3/2018 của Ban Thường vụ Tỉnh ủy.
""",
)

GUIDE = _of_commission(
    "09",
    "HD",
    "15 tháng 3 năm 2023",
    """
HƯỚNG DẪN
xây dựng tổ tự quản nước sạch

1. Nguyên tắc

- Tự nguyện, có ít nhất 05 hộ tham gia tổ tự quản.

2. Tiêu chuẩn công nhận

- Có quy ước của tổ tự quản được bàn bạc công khai.

- Không để xảy ra thất thoát nước trong năm.

- Ít nhất 90% số hộ nộp quỹ đúng hạn.
""",
)

LETTER = _of_commission(
    "66",
    "CV",
    "18 tháng 3 năm 2023",
    """
V/v góp ý quy ước mẫu

Kính gửi: Các huyện ủy

Ban Dân vận Tỉnh ủy đề nghị các huyện góp ý dự thảo quy ước mẫu, tập trung vào các nội dung sau:

- Cách bầu tổ trưởng.

- Mức đóng quỹ của mỗi hộ.

Ý kiến gửi về Ban Dân vận Tỉnh ủy trước ngày 05/4/2023.
""",
)


def _monthly(month: int, done: str, planned: str) -> str:
    return _of_commission(
        str(200 + month),
        "BC",
        f"27 tháng {month:02d} năm 2023",
        f"""
BÁO CÁO
kết quả công tác dân vận tháng {month:02d}, nhiệm vụ trọng tâm tháng {month + 1:02d}/2023

I. Kết quả công tác dân vận tháng {month:02d}/2023

{done}

II. Nhiệm vụ trọng tâm tháng {month + 1:02d}/2023

{planned}
""",
    )


REPORT_APRIL = _monthly(
    4,
    """\
- Buổi gặp mặt chức sắc tôn giáo phải lùi sang tháng 6.

- Hội thi tuyên truyền viên giỏi phải lùi sang tháng 5 do mưa lũ.

- Đã có 206/214 hộ dân bàn giao mặt bằng tuyến đường ven hồ.

- Huyện Đông Phú chưa gửi báo cáo kiểm kê trạm cấp nước.

- Khen thưởng 03 tập thể có thành tích vận động hiến đất.

- Biểu dương 03 hộ: hộ ông Lò Văn Păn, hộ bà Đinh Thị Sen và hộ ông Hà Văn Bích vì hiến giếng làng.

- Tỷ lệ hộ nộp quỹ nước sạch đạt 87%.

- Ký cam kết tiết kiệm nước với 40 hộ tại hội trường Nhà văn hóa thị trấn Khe Sậu.

- Đề nghị các huyện tiếp tục ký cam kết tiết kiệm nước, chuẩn bị Hội nghị giao ban quý III năm 2023.

- Hỗ trợ sửa bể chứa 350 triệu đồng.

- Hỗ trợ sửa bể chứa cho 07 bản.""",
    """\
1. Công tác tôn giáo

- Thăm các chức sắc tiêu biểu.

- Dự lễ tại 02 cơ sở thờ tự.

2. Công tác dân tộc

- Cấp phát tài liệu song ngữ cho 12 bản vùng cao.""",
)

REPORT_MAY = _monthly(
    5,
    """\
- Cấp phát tài liệu song ngữ cho 11 bản vùng cao.

- Hội thi tuyên truyền viên giỏi có 36 thí sinh dự.""",
    "- Khảo sát nguồn nước tại huyện Đông Phú.",
)

REPORT_YEAR = _of_commission(
    "240",
    "BC",
    "28 tháng 12 năm 2023",
    """
BÁO CÁO
tổng kết công tác dân vận năm 2023, phương hướng, nhiệm vụ năm 2024

I. Kết quả công tác dân vận năm 2023

- Vận động sửa chữa được 21 trạm cấp nước.

II. Phương hướng, nhiệm vụ năm 2024

- Nhân rộng mô hình bể chứa tập trung.
""",
)

FILES = {
    "ke-hoach/kh-41-ubnd.txt": PROVINCE_PLAN,
    "ke-hoach/kh-22.txt": COMMISSION_PLAN,
    "chi-dao/ct-08.txt": DIRECTIVE,
    "chi-dao/qc-315.txt": RULES,
    "chi-dao/hd-09.txt": GUIDE,
    "du-thao/dt-gap-mat.txt": DRAFT,
    "cong-van/cv-66.txt": LETTER,
    "bao-cao/bc-04.txt": REPORT_APRIL,
    "bao-cao/bc-05.txt": REPORT_MAY,
    "bao-cao/bc-nam.txt": REPORT_YEAR,
}


@contextmanager
def held(place: Path) -> Iterator[tuple[Archive, Assistant]]:
    """The papers ingested below ``place``, lexical only, and an assistant over them that keeps conversations."""
    for path, text in FILES.items():
        (place / "kho" / path).parent.mkdir(parents=True, exist_ok=True)
        (place / "kho" / path).write_text(text, encoding="utf-8")
    with Archive.open(place / "data", create=True) as archive:
        sync(archive, place / "kho", embedder=None, report=lambda _: None)
        yield archive, Assistant(archive, None, Conversations(place / "state.sqlite"))

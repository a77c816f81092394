"""A made-up archive of plans, a draft, a set of rules and reports, for what one document tells of and what it does not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from assistant.assistant import Assistant
from assistant.conversations import Conversations
from ingest.archive.archive import Archive
from ingest.sync import sync
from tests.assistant.conftest import build

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
Sắp xếp chợ nông thôn năm 2023

I. Mục tiêu

- Sắp xếp xong 24 chợ nông thôn trước ngày 30/9/2023.

- Hỗ trợ mỗi hộ tiểu thương phải di dời 5.000.000 đồng.

II. Phân công

- Sở Công Thương chủ trì kiểm tra phòng cháy tại các chợ.

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
vận động tiểu thương sắp xếp chợ nông thôn năm 2023

Căn cứ Chỉ thị số 08-CT/TU, ngày 12/01/2023 của Ban Thường vụ Tỉnh ủy về công tác vận động quần chúng; Ban Dân vận \
Tỉnh ủy ban hành Kế hoạch như sau:

1. Vận động tiểu thương tại 18 chợ ký cam kết phòng cháy.

2. Giao Phòng Dân vận các cơ quan nhà nước theo dõi, tổng hợp theo Công văn số 77-CV/TU, ngày 03/02/2023 của Tỉnh ủy.
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

1. Cấp ủy các cấp giao Ban Dân vận Tỉnh ủy chủ trì vận động tiểu thương di dời chợ tạm.

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
xây dựng tổ tự quản an toàn chợ

1. Nguyên tắc

- Tự nguyện, có ít nhất 05 hộ tham gia.

2. Tiêu chuẩn công nhận

- Có quy ước được bàn bạc công khai.

- Không để xảy ra cháy, nổ trong năm.

- Ít nhất 90% số hộ nộp quỹ đúng hạn.

3. Đề nghị các huyện góp ý, tập trung vào các nội dung sau:

- Cách bầu tổ trưởng.

- Mức đóng quỹ của mỗi hộ.
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

- Hội thi tuyên truyền viên giỏi lùi sang tháng 5 do mưa lũ.

- Đã có 206/214 hộ dân bàn giao mặt bằng tuyến đường ven hồ.

- Thành phố Hòa Bình Giang chưa gửi báo cáo kiểm kê chợ.

- Khen thưởng 03 tập thể có thành tích vận động hiến đất.

- Biểu dương 02 hộ gồm: hộ ông Lò Văn Păn, hộ bà Đinh Thị Sen và hộ ông Hà Văn Bích vì hiến đất làm chợ.

- Tỷ lệ hộ tiểu thương ký cam kết phòng cháy đạt 87%.

- Ký cam kết phòng cháy với các hộ tiểu thương tại hội trường Chợ Trung tâm thị trấn Khe Sanh Hạ.

- Hỗ trợ tiểu thương chợ tạm 350 triệu đồng.""",
    """\
1. Công tác tôn giáo

- Thăm các chức sắc tiêu biểu.

- Chuẩn bị Hội nghị tổng kết quý II năm 2023.

2. Công tác dân tộc

- Cấp phát tài liệu song ngữ cho 12 bản vùng cao.""",
)

REPORT_YEAR = _of_commission(
    "240",
    "BC",
    "28 tháng 12 năm 2023",
    """
BÁO CÁO
tổng kết công tác dân vận năm 2023, phương hướng, nhiệm vụ năm 2024

I. Kết quả công tác dân vận năm 2023

- Vận động sắp xếp được 21 chợ nông thôn.

II. Phương hướng, nhiệm vụ năm 2024

- Nhân rộng mô hình tổ tự quản an toàn chợ.
""",
)

FILES = {
    "ke-hoach/kh-41-ubnd.txt": PROVINCE_PLAN,
    "ke-hoach/kh-22.txt": COMMISSION_PLAN,
    "chi-dao/ct-08.txt": DIRECTIVE,
    "chi-dao/qc-315.txt": RULES,
    "chi-dao/hd-09.txt": GUIDE,
    "du-thao/dt-gap-mat.txt": DRAFT,
    "bao-cao/bc-04.txt": REPORT_APRIL,
    "bao-cao/bc-nam.txt": REPORT_YEAR,
}


@contextmanager
def held(place: Path) -> Iterator[tuple[Archive, Assistant]]:
    """The papers ingested below ``place``, lexical only, and an assistant over them that keeps conversations."""
    build(place / "kho", FILES)
    with Archive.open(place / "data", create=True) as archive:
        sync(archive, place / "kho", embedder=None, report=lambda _: None)
        yield archive, Assistant(archive, None, Conversations(place / "state.sqlite"))

"""A small archive of our own making: three collections, a report of one month, a plan, a draft letter."""

from __future__ import annotations

from pathlib import Path

from ingest.archive.archive import Archive
from ingest.sync import sync

REPORT = """\
TỈNH ỦY BÌNH MINH
BAN DÂN VẬN
*
Số 21-BC/BDVTU
ĐẢNG CỘNG SẢN VIỆT NAM
Bình Minh, ngày 26 tháng 02 năm 2024

BÁO CÁO
kết quả công tác dân vận tháng 02, nhiệm vụ trọng tâm tháng 3/2024

I. KẾT QUẢ CÔNG TÁC THÁNG 02
1. Công tác tham mưu
- Tham mưu ban hành kế hoạch kiểm tra quy chế dân chủ ở cơ sở.
- Tổ chức 03 lớp tập huấn kỹ năng dân vận cho cán bộ xã.

II. NHIỆM VỤ TRỌNG TÂM THÁNG 3/2024
1. Chuẩn bị đối thoại
- Chuẩn bị nội dung, điều kiện tổ chức đối thoại của đồng chí Bí thư Tỉnh ủy với Nhân dân.
- Khảo sát tình hình trước đối thoại tại huyện Suối Mơ.

Nơi nhận:
- Thường trực Tỉnh ủy (báo cáo),
- Lưu.
K/T TRƯỞNG BAN
PHÓ TRƯỞNG BAN

Trần Văn An
"""

PLAN = """\
TỈNH ỦY BÌNH MINH
*
Số 05-KH/TU
ĐẢNG CỘNG SẢN VIỆT NAM
Bình Minh, ngày 08 tháng 01 năm 2024

KẾ HOẠCH
thực hiện phong trào thi đua Dân vận khéo năm 2024

I. MỤC ĐÍCH
- Nâng cao chất lượng các mô hình dân vận khéo ở thôn, tổ dân phố.

II. TỔ CHỨC THỰC HIỆN
1. Ban Dân vận Tỉnh ủy
- Hướng dẫn đăng ký mô hình trước ngày 15/02/2024.

T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ

Lê Thị Bình
"""


def write_archive(folder: Path) -> Path:
    """The archive's files below ``folder``; the one in ``mat`` carries a stamp and is quarantined."""
    files = {
        "bao-cao/bc-thang-02-2024.txt": REPORT,
        "ke-hoach/kh-05.txt": PLAN,
        "ke-hoach/trong.txt": "",
        "cong-van/cv-01.txt": "MẬT\n\n" + PLAN,
        "troly.toml": 'as_of = 2024-02-26\nname = "Kho thử"\n',
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def ingest_archive(folder: Path, data: Path) -> Path:
    """``folder`` ingested into ``data``, lexical only; the data folder."""
    with Archive.open(data, create=True) as archive:
        sync(archive, folder, embedder=None, report=lambda _: None)
    return data

"""Headings of drafts and of papers for a meeting, and of documents that only speak of drafts."""

from __future__ import annotations

from tests.ingest.forms import Form

DRAFTS = (
    Form(
        "«DỰ THẢO LẦN 2» above the issuer",
        """
        DỰ THẢO LẦN 2
        TỈNH ỦY BÌNH AN
        BAN DÂN VẬN
        *
        Số      -KH/BDVTU
        ĐẢNG CỘNG SẢN VIỆT NAM
        Bình An, ngày     tháng 4 năm 2020
        KẾ HOẠCH
        tổ chức hội thi
        -----
        I. MỤC ĐÍCH
        - Nâng cao nghiệp vụ.
        """,
        number=None,
        date=None,
        type="Kế hoạch",
        issuer="Ban Dân vận Tỉnh ủy Bình An",
        title="tổ chức hội thi",
        circulation="DỰ THẢO LẦN 2",
    ),
    Form(
        "«Dự thảo lần 3, ngày …» beside the national title",
        """
        TỈNH ỦY BÌNH AN                  ĐẢNG CỘNG SẢN VIỆT NAM
        BAN DÂN VẬN                      Bình An, ngày ... tháng ... năm 2021
             *
        Số ...-BC/BDVTU
        (Dự thảo lần 3, ngày 15/6/2021)
                       BÁO CÁO
        sơ kết công tác dân vận 6 tháng đầu năm 2021
                       -----
        I. KẾT QUẢ
        - Đã mở 04 lớp.
        """,
        number=None,
        date=None,
        type="Báo cáo",
        issuer="Ban Dân vận Tỉnh ủy Bình An",
        title="sơ kết công tác dân vận 6 tháng đầu năm 2021",
        circulation="DỰ THẢO LẦN 3, NGÀY 15/6/2021",
    ),
    Form(
        "«Dự thảo» beside the number",
        """
        TỈNH ỦY BÌNH AN                  ĐẢNG CỘNG SẢN VIỆT NAM
             *                           Bình An, ngày    tháng    năm 2019
        Số      -NQ/TU                   Dự thảo
                       NGHỊ QUYẾT
        về lãnh đạo công tác dân vận
                       -----
        I. TÌNH HÌNH
        - Có chuyển biến.
        """,
        number=None,
        date=None,
        type="Nghị quyết",
        issuer="Tỉnh ủy Bình An",
        title="về lãnh đạo công tác dân vận",
        circulation="DỰ THẢO",
    ),
    Form(
        "«(DỰ THẢO)» below the type",
        """
        TỈNH ỦY BÌNH AN
        BAN DÂN VẬN
        *
        Số …-HD/BDVTU
        Bình An, ngày … tháng … năm 2023
        HƯỚNG DẪN
        (DỰ THẢO)
        xây dựng mô hình “Dân vận khéo”
        -----
        1. Nguyên tắc
        - Tự nguyện.
        """,
        number=None,
        date=None,
        type="Hướng dẫn",
        issuer="Ban Dân vận Tỉnh ủy Bình An",
        title="xây dựng mô hình “Dân vận khéo”",
        circulation="DỰ THẢO",
    ),
    Form(
        "the word on the line of the type",
        """
        TỈNH ỦY BÌNH AN
        BAN DÂN VẬN
        *
        Bình An, ngày … tháng … năm 2023
        DỰ THẢO QUY CHẾ
        tiếp công dân của cơ quan
        -----
        Điều 1. Phạm vi
        Quy chế này quy định việc tiếp công dân.
        """,
        number=None,
        date=None,
        type="Quy chế",
        title="tiếp công dân của cơ quan",
        circulation="DỰ THẢO",
    ),
    Form(
        "blanks alone: nobody wrote the word, yet it was never issued",
        """
        TỈNH ỦY BÌNH AN                  ĐẢNG CỘNG SẢN VIỆT NAM
             *                           Bình An, ngày … tháng … năm 2022
        Số …-KH/TU
                       KẾ HOẠCH
        đối thoại với Nhân dân
                       -----
        I. MỤC ĐÍCH
        - Lắng nghe.
        """,
        number=None,
        date=None,
        type="Kế hoạch",
        issuer="Tỉnh ủy Bình An",
        title="đối thoại với Nhân dân",
        circulation="DỰ THẢO",
    ),
    Form(
        "a number to be written by hand in a document that is dated",
        """
        TỈNH ỦY BÌNH AN                  ĐẢNG CỘNG SẢN VIỆT NAM
             *                           Bình An, ngày 12 tháng 5 năm 2022
        Số      -KH/TU
                       KẾ HOẠCH
        đối thoại với Nhân dân
                       -----
        I. MỤC ĐÍCH
        - Lắng nghe.
        """,
        number=None,
        date="2022-05-12",
        type="Kế hoạch",
        issuer="Tỉnh ủy Bình An",
        title="đối thoại với Nhân dân",
    ),
    Form(
        "a paper for a meeting",
        """
        TÀI LIỆU HỘI NGHỊ
        TỈNH ỦY BÌNH AN                  ĐẢNG CỘNG SẢN VIỆT NAM
        BAN DÂN VẬN                      Bình An, ngày 08 tháng 01 năm 2022
             *
        Số 02-BC/BDVTU
                       BÁO CÁO
        tổng kết công tác dân vận năm 2021
                       -----
        I. KẾT QUẢ
        - Đã mở 04 lớp.
        """,
        number="02-BC/BDVTU",
        date="2022-01-08",
        type="Báo cáo",
        issuer="Ban Dân vận Tỉnh ủy Bình An",
        title="tổng kết công tác dân vận năm 2021",
        circulation="TÀI LIỆU HỘI NGHỊ",
    ),
    Form(
        "a letter about a draft, which is no draft",
        """
        TỈNH ỦY BÌNH AN                  ĐẢNG CỘNG SẢN VIỆT NAM
        BAN DÂN VẬN                      Bình An, ngày 21 tháng 10 năm 2022
             *
        Số 408-CV/BDVTU
        V/v góp ý dự thảo Quy chế
        tiếp công dân
                       Kính gửi: Các huyện ủy.
        Ban Dân vận Tỉnh ủy gửi dự thảo Quy chế, đề nghị góp ý.
        Dự thảo gồm 03 chương.
        """,
        number="408-CV/BDVTU",
        date="2022-10-21",
        type="Công văn",
        issuer="Ban Dân vận Tỉnh ủy Bình An",
        title="góp ý dự thảo Quy chế tiếp công dân",
    ),
    Form(
        "a report on opinions about a draft, which is no draft",
        """
        TỈNH ỦY BÌNH AN                  ĐẢNG CỘNG SẢN VIỆT NAM
        BAN DÂN VẬN                      Bình An, ngày 02 tháng 12 năm 2022
             *
        Số 131-BC/BDVTU
                       BÁO CÁO
        tổng hợp ý kiến góp ý dự thảo Nghị quyết
                       -----
        I. KẾT QUẢ
        - Có 40 ý kiến.
        """,
        number="131-BC/BDVTU",
        date="2022-12-02",
        type="Báo cáo",
        issuer="Ban Dân vận Tỉnh ủy Bình An",
        title="tổng hợp ý kiến góp ý dự thảo Nghị quyết",
    ),
)

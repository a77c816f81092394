"""Headings of the Party in the forms of four guides (1998, 2004, 2018, 2026), as clerks' files have them."""

from __future__ import annotations

from tests.ingest.forms import Form

PARTY = (
    Form(
        "a letter under the guide of 1998: type code and issuer parted by a slash, a place with its rank",
        """
        ĐẢNG BỘ TỈNH BÌNH AN                              ĐẢNG CỘNG SẢN VIỆT NAM
        BAN THƯỜNG VỤ TỈNH ỦY                             ----------------------
               -----                                      Thị xã Bình An, ngày 09 tháng 3 năm 1999
        Số 215 CV/TU
        Về việc chuẩn bị đại hội
        đảng bộ cơ sở

                  Kính gửi: - Các huyện ủy, thị ủy,
                            - Các đảng ủy trực thuộc.

        Thực hiện kế hoạch của Trung ương, Ban Thường vụ Tỉnh ủy yêu cầu các cấp ủy chuẩn bị tốt đại hội.
        Nơi nhận:                                         T/M BAN THƯỜNG VỤ
        - Như trên,                                       PHÓ BÍ THƯ
        - Lưu VPTU.
                                                          Trần Đình Lộc
        """,
        number="215-CV/TU",
        date="1999-03-09",
        type="Công văn",
        issuer="Ban Thường vụ Tỉnh ủy",
        title="chuẩn bị đại hội đảng bộ cơ sở",
        signer="Trần Đình Lộc",
    ),
    Form(
        "a report of a district's commission under the guide of 2004",
        """
        HUYỆN ỦY SƠN TRÀ                 ĐẢNG CỘNG SẢN VIỆT NAM
        BAN DÂN VẬN                      Sơn Trà, ngày 20-11-2006
             *
        Số 31-BC/BDV

                       BÁO CÁO
        tình hình thực hiện công tác dân vận năm 2006
                       --------
        I- TÌNH HÌNH CHUNG
        Nhân dân phấn khởi.
        """,
        number="31-BC/BDV",
        date="2006-11-20",
        type="Báo cáo",
        issuer="Ban Dân vận Huyện ủy Sơn Trà",
        title="tình hình thực hiện công tác dân vận năm 2006",
    ),
    Form(
        "a number with a gap before its hyphen and a date with dots",
        """
        TỈNH ỦY BÌNH AN
        BAN DÂN VẬN
        *
        Số  112   -  KH/BDVTU
        ĐẢNG CỘNG SẢN VIỆT NAM
        Bình An, ngày 14.02.2011
        KẾ HOẠCH
        kiểm tra công tác dân vận chính quyền
        -----
        1. Mục đích
        - Nắm tình hình.
        """,
        number="112-KH/BDVTU",
        date="2011-02-14",
        type="Kế hoạch",
        issuer="Ban Dân vận Tỉnh ủy Bình An",
        title="kiểm tra công tác dân vận chính quyền",
    ),
    Form(
        "a blank left for a number written by hand",
        """
        TỈNH ỦY BÌNH AN                         ĐẢNG CỘNG SẢN VIỆT NAM
        BAN DÂN VẬN                             ----------------------
              *
        Số        -BC/BDVTU                     Bình An, ngày 22 tháng 7 năm 2016
                             BÁO CÁO
              sơ kết 6 tháng đầu năm 2016
                              ---
        I- KẾT QUẢ
        - Đã mở 04 lớp.
        """,
        number=None,
        date="2016-07-22",
        type="Báo cáo",
        issuer="Ban Dân vận Tỉnh ủy Bình An",
        title="sơ kết 6 tháng đầu năm 2016",
    ),
    Form(
        "letters parted by blanks, as headings were once set",
        """
        TỈNH ỦY BÌNH AN
        BAN DÂN VẬN
        *
        Số 08-BC/BDVTU
        ĐẢNG CỘNG SẢN VIỆT NAM
        Bình An, ngày 05 tháng 01 năm 2009
        B Á O   C Á O
        tổng kết công tác dân vận năm 2008
        -----
        I- KẾT QUẢ
        - Đã mở 04 lớp.
        """,
        number="08-BC/BDVTU",
        date="2009-01-05",
        type="Báo cáo",
        issuer="Ban Dân vận Tỉnh ủy Bình An",
        title="tổng kết công tác dân vận năm 2008",
    ),
    Form(
        "letters parted by single blanks",
        """
        TỈNH ỦY BÌNH AN
        *
        Số 19-NQ/TU
        Bình An, ngày 05 tháng 8 năm 2009
        N G H Ị  Q U Y Ế T
        về tăng cường công tác dân vận trong tình hình mới
        -----
        I- TÌNH HÌNH
        - Công tác dân vận có chuyển biến.
        """,
        number="19-NQ/TU",
        date="2009-08-05",
        type="Nghị quyết",
        issuer="Tỉnh ủy Bình An",
        title="về tăng cường công tác dân vận trong tình hình mới",
    ),
    Form(
        "a plan of the merged commission after 2025",
        """
        TỈNH ỦY BÌNH AN                          ĐẢNG CỘNG SẢN VIỆT NAM
        BAN TUYÊN GIÁO VÀ DÂN VẬN                ----------------------
                   *
        Số 27-KH/BTGDVTU                         Bình An, ngày 03 tháng 4 năm 2025
                              KẾ HOẠCH
           tổ chức Hội thi “Dân vận khéo” năm 2025
                               -----
        I. MỤC ĐÍCH
        - Nhân rộng mô hình.
        """,
        number="27-KH/BTGDVTU",
        date="2025-04-03",
        type="Kế hoạch",
        issuer="Ban Tuyên giáo và Dân vận Tỉnh ủy Bình An",
        title="tổ chức Hội thi “Dân vận khéo” năm 2025",
    ),
    Form(
        "a commune's building committee after the districts were dissolved",
        """
        ĐẢNG BỘ TỈNH BÌNH AN                     ĐẢNG CỘNG SẢN VIỆT NAM
        ĐẢNG ỦY XÃ TÂN LẬP                       ----------------------
                *
        Số 15-CTr/ĐU                             Tân Lập, ngày 18 tháng 8 năm 2025
                           CHƯƠNG TRÌNH
              công tác kiểm tra, giám sát năm 2026
                               -----
        I. MỤC ĐÍCH, YÊU CẦU
        - Nâng cao năng lực lãnh đạo.
        """,
        number="15-CTr/ĐU",
        date="2025-08-18",
        type="Chương trình",
        issuer="Đảng ủy xã Tân Lập",
        title="công tác kiểm tra, giám sát năm 2026",
    ),
    Form(
        "a commission of a commune's committee",
        """
        ĐẢNG ỦY XÃ TÂN LẬP                       ĐẢNG CỘNG SẢN VIỆT NAM
        BAN XÂY DỰNG ĐẢNG                        ----------------------
                *
        Số 04-BC/BXDĐ                            Tân Lập, ngày 20 tháng 10 năm 2025
                           BÁO CÁO
              kết quả công tác tháng 10/2025
                               -----
        1. Kết quả
        - Đã họp 02 lần.
        """,
        number="04-BC/BXDĐ",
        date="2025-10-20",
        type="Báo cáo",
        issuer="Ban Xây dựng Đảng Đảng ủy xã Tân Lập",
        title="kết quả công tác tháng 10/2025",
    ),
    Form(
        "a party cell",
        """
        ĐẢNG ỦY PHƯỜNG AN HÒA                    ĐẢNG CỘNG SẢN VIỆT NAM
        CHI BỘ TỔ DÂN PHỐ SỐ 5                   ----------------------
                *
        Số 07-NQ/CB                              An Hòa, ngày 02 tháng 11 năm 2023
                           NGHỊ QUYẾT
              sinh hoạt chi bộ tháng 11/2023
                               -----
        1. Đánh giá tháng 10
        - Đảng viên chấp hành tốt.
        """,
        number="07-NQ/CB",
        date="2023-11-02",
        type="Nghị quyết",
        issuer="Chi bộ Tổ dân phố số 5",
        title="sinh hoạt chi bộ tháng 11/2023",
    ),
    Form(
        "a letter whose subject says «về việc» in italics below the number",
        """
        TỈNH ỦY BÌNH AN                          ĐẢNG CỘNG SẢN VIỆT NAM
        VĂN PHÒNG                                ----------------------
            *
        Số 560-CV/VPTU                           Bình An, ngày 11 tháng 9 năm 2019
        về việc gửi báo cáo
        quý III năm 2019
                     Kính gửi:  - Các ban của Tỉnh ủy,
                                - Các huyện ủy.
        Văn phòng Tỉnh ủy đề nghị các đồng chí gửi báo cáo trước ngày 20/9/2019.
        """,
        number="560-CV/VPTU",
        date="2019-09-11",
        type="Công văn",
        issuer="Văn phòng Tỉnh ủy Bình An",
        title="gửi báo cáo quý III năm 2019",
    ),
    Form(
        "a decision that decides by articles",
        """
        TỈNH ỦY BÌNH AN                          ĐẢNG CỘNG SẢN VIỆT NAM
               *                                 ----------------------
        Số 733-QĐ/TU                             Bình An, ngày 01 tháng 12 năm 2021
                           QUYẾT ĐỊNH
           thành lập Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở
                               -----
        - Căn cứ Điều lệ Đảng;
        - Căn cứ Quy định số 10-QĐi/TW, ngày 12/12/2018 của Ban Bí thư;
        - Xét đề nghị của Ban Tổ chức Tỉnh ủy,
                    BAN THƯỜNG VỤ TỈNH ỦY QUYẾT ĐỊNH
        Điều 1. Thành lập Ban Chỉ đạo gồm 11 đồng chí.
        Điều 2. Quyết định có hiệu lực từ ngày ký.
        Nơi nhận:                                T/M BAN THƯỜNG VỤ
        - Như Điều 2,                            BÍ THƯ
        - Lưu Văn phòng.
                                                 Đỗ Hữu Minh
        """,
        number="733-QĐ/TU",
        date="2021-12-01",
        type="Quyết định",
        issuer="Tỉnh ủy Bình An",
        title="thành lập Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở",
        signer="Đỗ Hữu Minh",
    ),
    Form(
        "a conclusion announced, its type in two words more",
        """
        TỈNH ỦY BÌNH AN                          ĐẢNG CỘNG SẢN VIỆT NAM
               *                                 ----------------------
        Số 204-TB/TU                             Bình An, ngày 15 tháng 3 năm 2022
                           THÔNG BÁO
             KẾT LUẬN CỦA BAN THƯỜNG VỤ TỈNH ỦY
             về công tác dân vận quý I/2022
                               -----
        Tại phiên họp ngày 10/3/2022, Ban Thường vụ Tỉnh ủy kết luận:
        1. Cơ bản thống nhất báo cáo.
        """,
        number="204-TB/TU",
        date="2022-03-15",
        type="Thông báo",
        issuer="Tỉnh ủy Bình An",
        title="KẾT LUẬN CỦA BAN THƯỜNG VỤ TỈNH ỦY về công tác dân vận quý I/2022",
    ),
    Form(
        "a congress",
        """
        ĐẢNG BỘ HUYỆN SƠN TRÀ                    ĐẢNG CỘNG SẢN VIỆT NAM
        ĐẠI HỘI LẦN THỨ XXIII                    ----------------------
               *
        Số 12-NQ/ĐH                              Sơn Trà, ngày 17 tháng 7 năm 2020
                           NGHỊ QUYẾT
             Đại hội Đảng bộ huyện lần thứ XXIII
                               -----
        I. Tán thành các nội dung cơ bản của báo cáo chính trị.
        """,
        number="12-NQ/ĐH",
        date="2020-07-17",
        type="Nghị quyết",
        issuer="Đại hội Đảng bộ huyện Sơn Trà lần thứ XXIII",
        title="Đại hội Đảng bộ huyện lần thứ XXIII",
    ),
)

"""Headings of Trung ương, of copies, and of texts whose columns or lines a machine disturbed."""

from __future__ import annotations

from tests.ingest.forms import Form

MORE = (
    Form(
        "a commission of Trung ương",
        """
        BAN CHẤP HÀNH TRUNG ƯƠNG                 ĐẢNG CỘNG SẢN VIỆT NAM
        BAN DÂN VẬN                              ----------------------
             *
        Số 143-HD/BDVTW                          Hà Nội, ngày 11 tháng 6 năm 2021
                              HƯỚNG DẪN
             đánh giá công tác dân vận của chính quyền
                              -----
        1. Yêu cầu
        - Khách quan.
        """,
        number="143-HD/BDVTW",
        date="2021-06-11",
        type="Hướng dẫn",
        issuer="Ban Dân vận Trung ương",
        title="đánh giá công tác dân vận của chính quyền",
    ),
    Form(
        "the Politburo's regulation under the code QĐ",
        """
        BỘ CHÍNH TRỊ                             ĐẢNG CỘNG SẢN VIỆT NAM
             *                                   ----------------------
        Số 331-QĐ/TW                             Hà Nội, ngày 07/5/2018
                              QUY ĐỊNH
             về trách nhiệm của cấp ủy trong công tác dân vận
                              -----
        Điều 1. Phạm vi
        Quy định này nêu trách nhiệm của cấp ủy.
        """,
        number="331-QĐ/TW",
        date="2018-05-07",
        type="Quy định",
        issuer="Bộ Chính trị",
        title="về trách nhiệm của cấp ủy trong công tác dân vận",
    ),
    Form(
        "a copy: the second number, below the signature, is the copy's own",
        """
        TỈNH ỦY BÌNH AN                          ĐẢNG CỘNG SẢN VIỆT NAM
             *                                   ----------------------
        Số 88-CT/TU                              Bình An, ngày 16 tháng 5 năm 2017
                              CHỈ THỊ
             về tăng cường công tác hòa giải ở cơ sở
                              -----
        Ban Thường vụ Tỉnh ủy yêu cầu:
        1. Các cấp ủy quán triệt.
        Nơi nhận:                                T/M BAN THƯỜNG VỤ
        - Các huyện ủy,                          PHÓ BÍ THƯ THƯỜNG TRỰC
        - Lưu Văn phòng.                         (đã ký)
                                                 Hồ Xuân Lâm
        HUYỆN ỦY SƠN TRÀ                         ĐẢNG CỘNG SẢN VIỆT NAM
             *                                   Sơn Trà, ngày 22 tháng 5 năm 2017
        Số 41-BS/HU                              BẢN SAO
        Nơi nhận:                                T/L BAN THƯỜNG VỤ
        - Các đảng ủy xã,                        CHÁNH VĂN PHÒNG
        - Lưu.                                   Mai Văn Hậu
        """,
        number="88-CT/TU",
        date="2017-05-16",
        type="Chỉ thị",
        issuer="Tỉnh ủy Bình An",
        title="về tăng cường công tác hòa giải ở cơ sở",
        signer="Hồ Xuân Lâm",
    ),
    Form(
        "number and date on one line, the columns run together",
        """
        HUYỆN ỦY SƠN TRÀ ĐẢNG CỘNG SẢN VIỆT NAM
        *
        Số 208-TB/HU Sơn Trà, ngày 03 tháng 9 năm 2014
        THÔNG BÁO
        lịch tiếp dân của Thường trực Huyện ủy tháng 9/2014
        -----
        1. Thời gian: sáng thứ Năm hằng tuần.
        """,
        number="208-TB/HU",
        date="2014-09-03",
        type="Thông báo",
        issuer="Huyện ủy Sơn Trà",
        title="lịch tiếp dân của Thường trực Huyện ủy tháng 9/2014",
    ),
    Form(
        "a date printed in figures behind the place alone",
        """
        TỈNH ỦY BÌNH AN
        BAN DÂN VẬN
        *
        Số 66-TTr/BDVTU
        Bình An, 19-3-2013
        TỜ TRÌNH
        về việc xin kinh phí hội nghị
        -----
        Kính gửi: Thường trực Tỉnh ủy.
        Ban Dân vận Tỉnh ủy kính trình Thường trực Tỉnh ủy xem xét.
        """,
        number="66-TTr/BDVTU",
        date="2013-03-19",
        type="Tờ trình",
        issuer="Ban Dân vận Tỉnh ủy Bình An",
        title="về việc xin kinh phí hội nghị",
    ),
    Form(
        "the standing committee's own name below its party organisation's",
        """
        ĐẢNG BỘ TỈNH BÌNH AN                     ĐẢNG CỘNG SẢN VIỆT NAM
        BAN CHẤP HÀNH                            ----------------------
             *
        Số 09-NQ/TU                              Bình An, ngày 30 tháng 12 năm 2010
                              NGHỊ QUYẾT
             về nhiệm vụ năm 2011
                              -----
        A- TÌNH HÌNH
        Kinh tế tăng trưởng.
        """,
        number="09-NQ/TU",
        date="2010-12-30",
        type="Nghị quyết",
        issuer="Ban Chấp hành Đảng bộ tỉnh Bình An",
        title="về nhiệm vụ năm 2011",
    ),
    Form(
        "a telegram of the State with urgency",
        """
        ỦY BAN NHÂN DÂN                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        TỈNH BÌNH AN                          Độc lập - Tự do - Hạnh phúc
        Số: 11/CĐ-UBND                  Bình An, ngày 27 tháng 10 năm 2020
        HỎA TỐC
                              CÔNG ĐIỆN
               Về ứng phó bão số 9
        ỦY BAN NHÂN DÂN TỈNH điện:
        - Các huyện trực 24/24 giờ.
        """,
        number="11/CĐ-UBND",
        date="2020-10-27",
        type="Công điện",
        issuer="Ủy ban nhân dân tỉnh Bình An",
        title="Về ứng phó bão số 9",
    ),
)

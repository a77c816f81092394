"""Headings of the State before and after Nghị định 30, of mass organisations, of bodies that issue together."""

from __future__ import annotations

from tests.ingest.forms import Form

STATE = (
    Form(
        "a district's committee before Nghị định 30, «V/v» below the number",
        """
        UỶ BAN NHÂN DÂN               CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
         HUYỆN SƠN TRÀ                      Độc lập - Tự do - Hạnh phúc
        Số: 87/UBND-NV                    Sơn Trà, ngày 09 tháng 10 năm 2008
        V/v thực hiện pháp lệnh dân chủ
        ở xã, phường, thị trấn

                Kính gửi: UBND các xã, thị trấn.

        Thực hiện Pháp lệnh số 34/2007/PL-UBTVQH11, UBND huyện yêu cầu các xã triển khai.
        Nơi nhận:                             TM. ỦY BAN NHÂN DÂN
        - Như trên;                           KT. CHỦ TỊCH
        - Lưu: VT.                            PHÓ CHỦ TỊCH

                                              Lương Văn Kỷ
        """,
        number="87/UBND-NV",
        date="2008-10-09",
        type="Công văn",
        issuer="Ủy ban nhân dân huyện Sơn Trà",
        title="thực hiện pháp lệnh dân chủ ở xã, phường, thị trấn",
        signer="Lương Văn Kỷ",
    ),
    Form(
        "a directive of the old style with a year",
        """
        ỦY BAN NHÂN DÂN                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        TỈNH BÌNH AN                          Độc lập - Tự do - Hạnh phúc
        Số: 14/2005/CT-UBND             Bình An, ngày 30 tháng 5 năm 2005
                                CHỈ THỊ
              Về việc tăng cường công tác tiếp dân
        Thời gian qua, công tác tiếp dân đã có tiến bộ.
        """,
        number="14/2005/CT-UBND",
        date="2005-05-30",
        type="Chỉ thị",
        issuer="Ủy ban nhân dân tỉnh Bình An",
        title="Về việc tăng cường công tác tiếp dân",
    ),
    Form(
        "a department's report after Nghị định 30",
        """
        UBND TỈNH BÌNH AN               CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        SỞ DÂN TỘC VÀ TÔN GIÁO                Độc lập - Tự do - Hạnh phúc
        Số: 52/BC-SDTTG                 Bình An, ngày 08 tháng 5 năm 2025
                                BÁO CÁO
              Kết quả công tác tôn giáo tháng 4 năm 2025
        I. TÌNH HÌNH CHUNG
        - Ổn định.
        """,
        number="52/BC-SDTTG",
        date="2025-05-08",
        type="Báo cáo",
        issuer="Sở Dân tộc và Tôn giáo",
        title="Kết quả công tác tôn giáo tháng 4 năm 2025",
    ),
    Form(
        "a commune's plan; the date printed with hyphens",
        """
        ỦY BAN NHÂN DÂN                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        XÃ GIA AN                             Độc lập - Tự do - Hạnh phúc
        Số: 23/KH-UBND                        Gia An, ngày 14-6-2022
                                KẾ HOẠCH
              Thực hiện Luật Thực hiện dân chủ ở cơ sở năm 2023
                                -------
        Căn cứ Luật Thực hiện dân chủ ở cơ sở, UBND xã xây dựng kế hoạch như sau:
        I. MỤC ĐÍCH
        - Phát huy quyền làm chủ.
        """,
        number="23/KH-UBND",
        date="2022-06-14",
        type="Kế hoạch",
        issuer="Ủy ban nhân dân xã Gia An",
        title="Thực hiện Luật Thực hiện dân chủ ở cơ sở năm 2023",
    ),
    Form(
        "a people's council",
        """
        HỘI ĐỒNG NHÂN DÂN               CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        TỈNH BÌNH AN                          Độc lập - Tự do - Hạnh phúc
        Số: 45/2021/NQ-HĐND             Bình An, ngày 09 tháng 12 năm 2021
                              NGHỊ QUYẾT
           Quy định chính sách hỗ trợ người có uy tín
                  HỘI ĐỒNG NHÂN DÂN TỈNH BÌNH AN
                  KHÓA XII, KỲ HỌP THỨ 4
        Căn cứ Luật Tổ chức chính quyền địa phương;
                              QUYẾT NGHỊ:
        Điều 1. Phạm vi điều chỉnh
        Nghị quyết này quy định chính sách hỗ trợ.
        """,
        number="45/2021/NQ-HĐND",
        date="2021-12-09",
        type="Nghị quyết",
        issuer="Hội đồng nhân dân tỉnh Bình An",
        title="Quy định chính sách hỗ trợ người có uy tín",
    ),
    Form(
        "the Front's committee",
        """
        ỦY BAN MTTQ VIỆT NAM            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        TỈNH BÌNH AN                          Độc lập - Tự do - Hạnh phúc
        BAN THƯỜNG TRỰC
        Số: 311/MTTQ-BTT                Bình An, ngày 27 tháng 02 năm 2020
        V/v phối hợp tổ chức đối thoại
                Kính gửi: Ban Dân vận Tỉnh ủy.
        Ban Thường trực trân trọng đề nghị quý Ban phối hợp.
        """,
        number="311/MTTQ-BTT",
        date="2020-02-27",
        type="Công văn",
        issuer="Ủy ban MTTQ Việt Nam tỉnh Bình An Ban Thường trực",
        title="phối hợp tổ chức đối thoại",
    ),
    Form(
        "a youth union: neither of the Party's form nor of the State's",
        """
        BCH ĐOÀN TỈNH BÌNH AN                 ĐOÀN TNCS HỒ CHÍ MINH
                ***
        Số: 118-KH/TĐTN-XDĐ              Bình An, ngày 04 tháng 3 năm 2019
                              KẾ HOẠCH
               Tổ chức Tháng Thanh niên năm 2019
                               -----
        I. MỤC ĐÍCH
        - Phát huy vai trò xung kích.
        """,
        number="118-KH/TĐTN-XDĐ",
        date="2019-03-04",
        type="Kế hoạch",
        title="Tổ chức Tháng Thanh niên năm 2019",
    ),
    Form(
        "a women's union",
        """
        HỘI LHPN VIỆT NAM                CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        BCH TỈNH BÌNH AN                       Độc lập - Tự do - Hạnh phúc
        Số: 64/BC-BTV                    Bình An, ngày 16 tháng 11 năm 2017
                              BÁO CÁO
               Kết quả phối hợp công tác dân vận năm 2017
        Phần thứ nhất
        KẾT QUẢ
        - Đã mở 05 lớp.
        """,
        number="64/BC-BTV",
        date="2017-11-16",
        type="Báo cáo",
        title="Kết quả phối hợp công tác dân vận năm 2017",
    ),
    Form(
        "a decision with the authority printed below its title",
        """
        UBND HUYỆN SƠN TRÀ              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        PHÒNG NỘI VỤ                          Độc lập - Tự do - Hạnh phúc
        Số: 09/QĐ-PNV                   Sơn Trà, ngày 03 tháng 01 năm 2013
                              QUYẾT ĐỊNH
                  Về việc thành lập tổ công tác
                       TRƯỞNG PHÒNG NỘI VỤ
        Căn cứ Quyết định số 12/QĐ-UBND ngày 05/3/2012 của UBND huyện;
                              QUYẾT ĐỊNH:
        Điều 1. Thành lập tổ công tác gồm 05 người.
        """,
        number="09/QĐ-PNV",
        date="2013-01-03",
        type="Quyết định",
        issuer="Phòng Nội vụ",
        title="Về việc thành lập tổ công tác",
    ),
    Form(
        "a joint plan of two commissions of the Party",
        """
        TỈNH ỦY BÌNH AN                         ĐẢNG CỘNG SẢN VIỆT NAM
        BAN TUYÊN GIÁO - BAN DÂN VẬN            ----------------------
                *
        Số 06-KHLT/BTGTU-BDVTU                  Bình An, ngày 07 tháng 5 năm 2018
                             KẾ HOẠCH LIÊN TỊCH
            phối hợp tuyên truyền, vận động Nhân dân năm 2018
                               -----
        I. MỤC ĐÍCH
        - Thống nhất nội dung.
        """,
        number="06-KHLT/BTGTU-BDVTU",
        date="2018-05-07",
        type="Kế hoạch liên tịch",
        issuer="Ban Tuyên giáo Tỉnh ủy Bình An - Ban Dân vận Tỉnh ủy Bình An",
        title="phối hợp tuyên truyền, vận động Nhân dân năm 2018",
    ),
    Form(
        "a joint resolution of a people's committee and the Front",
        """
        UBND TỈNH - UBMTTQ VIỆT NAM      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        TỈNH BÌNH AN                           Độc lập - Tự do - Hạnh phúc
        Số: 02/NQLT-UBND-UBMTTQ          Bình An, ngày 12 tháng 9 năm 2014
                            NGHỊ QUYẾT LIÊN TỊCH
               Về phối hợp công tác hòa giải ở cơ sở
        Căn cứ Luật Hòa giải ở cơ sở;
        Điều 1. Mục đích phối hợp
        Phát huy sức mạnh tổng hợp.
        """,
        number="02/NQLT-UBND-UBMTTQ",
        date="2014-09-12",
        type="Nghị quyết liên tịch",
        issuer="UBND tỉnh - UBMTTQ Việt Nam tỉnh Bình An",
        title="Về phối hợp công tác hòa giải ở cơ sở",
    ),
    Form(
        "minutes: no recipients, the date in the text",
        """
        ĐẢNG ỦY XÃ GIA AN                       ĐẢNG CỘNG SẢN VIỆT NAM
        KHỐI DÂN VẬN                            Gia An, ngày 30 tháng 6 năm 2015
               *
                              BIÊN BẢN
                  họp Khối dân vận quý II/2015
                               -----
        Hôm nay, vào lúc 8 giờ ngày 30/6/2015, tại trụ sở UBND xã.
        I. Thành phần
        - Đồng chí Võ Thị Sương, Trưởng Khối.
        """,
        number=None,
        date="2015-06-30",
        type="Biên bản",
        issuer="Khối Dân vận Đảng ủy xã Gia An",
        title="họp Khối dân vận quý II/2015",
    ),
    Form(
        "an invitation",
        """
        TỈNH ỦY BÌNH AN                         ĐẢNG CỘNG SẢN VIỆT NAM
        BAN DÂN VẬN                             ----------------------
              *
        Số 77-GM/BDVTU                          Bình An, ngày 19 tháng 12 năm 2023
                              GIẤY MỜI
             Hội nghị tổng kết công tác dân vận năm 2023
                               -----
             Kính gửi: Thường trực các huyện ủy.
        Ban Dân vận Tỉnh ủy trân trọng kính mời các đồng chí dự hội nghị.
        """,
        number="77-GM/BDVTU",
        date="2023-12-19",
        type="Giấy mời",
        issuer="Ban Dân vận Tỉnh ủy Bình An",
        title="Hội nghị tổng kết công tác dân vận năm 2023",
    ),
    Form(
        "a project",
        """
        TỈNH ỦY BÌNH AN                         ĐẢNG CỘNG SẢN VIỆT NAM
              *                                 ----------------------
        Số 05-ĐA/TU                             Bình An, ngày 06 tháng 7 năm 2021
                                ĐỀ ÁN
        nâng cao chất lượng đội ngũ cán bộ dân vận
        giai đoạn 2021 - 2025, định hướng đến năm 2030
                               -----
        PHẦN THỨ NHẤT
        SỰ CẦN THIẾT
        1. Cơ sở chính trị.
        """,
        number="05-ĐA/TU",
        date="2021-07-06",
        type="Đề án",
        issuer="Tỉnh ủy Bình An",
        title="nâng cao chất lượng đội ngũ cán bộ dân vận giai đoạn 2021 - 2025, định hướng đến năm 2030",
    ),
)

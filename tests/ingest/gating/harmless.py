"""Lines and documents that speak of secrets, faces, loss and honey, and are none of them stamped."""

from __future__ import annotations

from tests.ingest.gating.stamped import BODY, CLOSING, HEADING

LINES = (
    # speaking of state secrets
    "công tác bảo vệ bí mật nhà nước", "Công tác bảo vệ bí mật nhà nước năm 2020", "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "BÁO CÁO KẾT QUẢ CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC", "VỀ CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC NĂM 2021", "bí mật",
    "QUY CHẾ BẢO VỆ BÍ MẬT NHÀ NƯỚC CỦA TỈNH ỦY", "QUY CHẾ QUẢN LÝ TÀI LIỆU MẬT", "Luật Bảo vệ bí mật nhà nước",
    "KẾ HOẠCH KIỂM TRA CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC", "Danh mục bí mật nhà nước độ Tối mật, độ Mật",
    "DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TUYỆT MẬT, TỐI MẬT, MẬT", "- Không để lộ, lọt tài liệu mật ra ngoài cơ quan.",
    "- Tài liệu mật gồm: báo cáo, kế hoạch, phương án bảo vệ mục tiêu.",
    "Văn bản mật phải được gửi qua đường cơ yếu.", "Số lượng văn bản mật đến trong kỳ: 12 văn bản.",
    "Trong năm tiếp nhận 45 văn bản mật đến, 12 văn bản mật đi.",
    "Đóng dấu “MẬT” hoặc “TỐI MẬT” lên văn bản thuộc danh mục được thực hiện theo quy định của pháp luật.",
    "con dấu “MẬT” và dấu “TỐI MẬT” theo mẫu", "mức độ mật MẬT, TỐI MẬT và TUYỆT MẬT được xác định như sau",
    "việc xác định độ mật của tài liệu do người soạn thảo đề xuất", "Độ mật: Không", "Độ mật: thường",
    "Mức độ mật: Bình thường", "1. Độ mật", "Điều 8. Độ mật của bí mật nhà nước", "Điều 22. Giải mật",
    "2. Giải mật", "Chương III. GIẢI MẬT, ĐIỀU CHỈNH ĐỘ MẬT", "Điều chỉnh độ mật",
    "Giải mật tài liệu bí mật nhà nước khi hết hạn", "Việc giải mật được thực hiện theo Điều 22 của Luật.",
    "HƯỚNG DẪN VỀ GIẢI MẬT", "Giải mật mã", "GIẢI MẬT MÃ", "Thời hạn bảo vệ bí mật nhà nước",
    "THỜI HẠN BẢO VỆ BÍ MẬT NHÀ NƯỚC", "1. Thời hạn bảo vệ bí mật nhà nước độ Mật là 10 năm",
    "Bản sao bí mật nhà nước phải được đóng dấu và ghi số lượng.",
    "Điều 10. Sao, chụp tài liệu, vật chứa bí mật nhà nước",
    "dấu “CHỈ NGƯỜI CÓ TÊN MỚI ĐƯỢC BÓC BÌ” được đóng ở ngoài bì",
    "dấu “TÀI LIỆU THU HỒI” dùng cho tài liệu phát ra có thời hạn", "a) Tuyệt mật;", "b) Tối mật;", "bảo mật",
    "Cơ yếu, bảo mật thông tin", "CƠ YẾU, BẢO MẬT THÔNG TIN", "BẢO MẬT", "AN TOÀN, BẢO MẬT HỆ THỐNG",
    "Cam kết bảo mật", "Thỏa thuận bảo mật thông tin",
    # other words with mật
    "Mật khẩu", "MẬT KHẨU", "Mật khẩu: ********", "Đổi mật khẩu 3 tháng một lần", "mật mã", "Ngành Cơ yếu - Mật mã",
    "BAN CƠ YẾU, HỌC VIỆN KỸ THUẬT MẬT MÃ", "mật độ", "MẬT ĐỘ DÂN SỐ", "Mật độ dân số", "Mật độ xây dựng: 40%",
    "mật thiết", "QUAN HỆ MẬT THIẾT VỚI NHÂN DÂN", "- Giữ mối liên hệ mật thiết với nhân dân.", "mật ong",
    "MÔ HÌNH NUÔI ONG LẤY MẬT ONG RỪNG", "Mật ong Mèo Vạc", "MẬT MÍA", "túi mật", "SỎI TÚI MẬT",
    "Phẫu thuật nội soi sỏi mật", "Mật tông", "KIM CANG MẬT TÔNG", "Phật giáo Mật tông", "bí mật đời tư",
    "BÍ MẬT ĐỜI TƯ, BÍ MẬT GIA ĐÌNH", "Bí mật kinh doanh", "BỎ PHIẾU KÍN, GIỮ BÍ MẬT PHIẾU BẦU", "thư tín bí mật",
    "Trăng mật", "Cơ mật viện", "thân mật", "BUỔI GẶP GỠ THÂN MẬT", "mật thám Pháp", "cơ quan mật vụ",
    "PHƯỜNG MẬT SƠN", "Phường Mật Sơn, thành phố Thanh Hóa", "NGUYỄN VĂN MẬT", "Ông Nguyễn Văn Mật",
    "Bà TRẦN THỊ MẬT", "ĐƯỜNG DÂY NÓNG: BẢO MẬT DANH TÍNH",
    # faces, loss, eyes, cool
    "mặt trận", "Mặt trận", "MẶT TRẬN TỔ QUỐC", "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM",
    "Mặt trận Tổ quốc và các đoàn thể", "UY BAN MAT TRAN TO QUOC VIET NAM", "MAT TRAN TO QUOC", "CÔNG TÁC MẶT TRẬN",
    "BAN CÔNG TÁC MẶT TRẬN KHU DÂN CƯ", "BAN CONG TAC MAT TRAN KHU DAN CU", "GẶP MẶT", "GẶP MẶT CHỨC SẮC TÔN GIÁO",
    "GAP MAT CHUC SAC", "Gặp mặt đầu xuân", "CÓ MẶT", "VẮNG MẶT", "CO MAT", "VANG MAT",
    "Có mặt: 45 đồng chí; vắng mặt: 02 đồng chí", "CÓ MẶT: 45/47", "CÁC MẶT CÔNG TÁC", "TRÊN CÁC MẶT CÔNG TÁC",
    "MỌI MẶT ĐỜI SỐNG", "MỘT SỐ MẶT HẠN CHẾ", "MẶT ĐƯỢC, MẶT CHƯA ĐƯỢC", "Mặt được", "Mặt hạn chế", "1. Mặt mạnh",
    "TIỀN MẶT", "Thanh toán không dùng tiền mặt", "BỀ MẶT", "GIẢI PHÓNG MẶT BẰNG", "GIAI PHONG MAT BANG",
    "MẶT BẰNG SẢN XUẤT", "ĐỔI MỚI BỘ MẶT NÔNG THÔN", "THAY MẶT BAN THƯỜNG VỤ", "Thay mặt", "T/M", "LỄ RA MẮT",
    "LE RA MAT CAU LAC BO", "Lễ ra mắt câu lạc bộ", "Mất", "MẤT MÙA", "Mất đoàn kết nội bộ", "MẤT ĐOÀN KẾT",
    "mất an ninh trật tự", "NGÀY MẤT: 12/3/1975", "Ngày mất", "MẶT NƯỚC NUÔI TRỒNG THỦY SẢN", "mát mẻ", "NHÀ MÁT",
    "BỊ MẤT", "BỊ MẤT ĐẤT", "Số 12 gặp mặt", "Số 02 vắng mặt", "So 5 gap mat", "HỌP MẶT ĐẦU NĂM", "RỬA MẶT",
    "CÁC MẶT HÀNG CHỦ LỰC", "TIÊU HỦY TÀI LIỆU MẬT", "BÀN GIAO TÀI LIỆU, HỒ SƠ MẬT", "MẤT TÍCH: 3", "MẶT ĐƯỜNG",
    "ĐẶC SẢN MẮT CÁ", "TRƯỚC MẮT VÀ LÂU DÀI", "NHIỆM VỤ TRƯỚC MẮT", "KHÁM MẮT MIỄN PHÍ", "NƯỚC MẮT",
    # recall and release of other things
    "THU HỒI ĐẤT", "VỀ VIỆC THU HỒI ĐẤT", "THÔNG BÁO THU HỒI ĐẤT", "Quyết định thu hồi", "QUYẾT ĐỊNH THU HỒI ĐẤT",
    "Quyết định thu hồi đất", "Thu hồi giấy phép", "TÀI LIỆU THU HỒI ĐẤT DỰ ÁN HỒ CHỨA",
    "Tài liệu thu hồi đất gồm có", "THU HỒI TÀI SẢN THAM NHŨNG", "BỒI THƯỜNG, HỖ TRỢ KHI NHÀ NƯỚC THU HỒI ĐẤT",
    "HỒ SƠ THU HỒI ĐẤT", "Thu hồi nợ", "Thời hạn bảo vệ rừng", "Thời hạn bảo vệ luận án: 10 ngày",
    "Thời hạn bảo vệ công trình: 12 tháng",
    # copies, signs and labels
    "- Bản số 3", "Bản số hóa", "Bản số hóa: 45 hồ sơ", "Ban số 1", "Bản sao y", "SAO Y BẢN CHÍNH", "BẢN SAO",
    "Sao lục", "A", "B", "C", "A.", "B. KẾT QUẢ", "C. KIẾN NGHỊ", "Loại A", "Nhóm B: 12 hộ", "Hạng C",
    "Khối A, khối B", "M", "T", "Ký hiệu: C22T", "Ký hiệu: AA/20E", "Ký hiệu mẫu: B2", "Mẫu A", "Phụ lục A",
    "Phụ lục I",
    # other stamps
    "KHẨN", "THƯỢNG KHẨN", "HỎA TỐC", "HỎA TỐC HẸN GIỜ", "DỰ THẢO", "DỰ THẢO (LẦN 2)", "LƯU HÀNH NỘI BỘ",
    "KHÔNG PHỔ BIẾN", "TÀI LIỆU HỘI NGHỊ", "XEM XONG TRẢ LẠI", "TÀI LIỆU THAM KHẢO", "TÀI LIỆU", "Số 12-BC/BDVTU",
    "Số: 45/BC-MTTQ", "Số 05/MTTQ-BTT", "Số 12-TM/BDVTU", "Số 07-CV/BTG(QCDC)", "Số: 12/QĐ-MTTW (M1)",
    "T.M BAN THƯỜNG VỤ", "MET", "M.T.T.Q", "MAI", "MÁT MẺ", "MA", "MẠ", "NHẬT", "LUẬT", "PHẬT", "M2", "M47", "TOI",
    "TUYET", "ATM", "MAT-XCƠ-VA", "MTTQ",
)  # fmt: skip

REGULATION = """QUY CHẾ
BẢO VỆ BÍ MẬT NHÀ NƯỚC CỦA TỈNH ỦY HẢI THANH
(Ban hành kèm theo Quyết định số 845-QĐ/TU)
Chương I
QUY ĐỊNH CHUNG
Điều 3. Phân loại độ mật
1. Bí mật nhà nước được phân thành ba độ:
a) Tuyệt mật;
b) Tối mật;
c) Mật.
2. Mẫu dấu chỉ độ mật:
a) Mẫu dấu “TUYỆT MẬT”: hình chữ nhật, bên trong là hàng chữ in hoa:
TUYỆT MẬT
b) Mẫu dấu “TỐI MẬT”, bên trong là hàng chữ in hoa:
TỐI MẬT
c) Mẫu dấu “MẬT”, bên trong là hàng chữ in hoa:
MẬT
Chương II
GIẢI MẬT
Điều 9. Giải mật
1. Giải mật là việc xóa bỏ độ mật của bí mật nhà nước.
Mục 2
ĐIỀU CHỈNH ĐỘ MẬT
Điều 10. Điều chỉnh độ mật
Chương III
THỜI HẠN BẢO VỆ BÍ MẬT NHÀ NƯỚC
Điều 11. Thời hạn bảo vệ: thực hiện theo Luật."""
DECREE_LIST = """QUYẾT ĐỊNH
VỀ DANH MỤC BÍ MẬT NHÀ NƯỚC TRONG LĨNH VỰC DÂN TỘC
THỦ TƯỚNG CHÍNH PHỦ
Căn cứ Luật Bảo vệ bí mật nhà nước;
QUYẾT ĐỊNH:
Điều 1. Danh mục gồm:
I. TUYỆT MẬT
Kế hoạch về công tác đặc biệt chưa công khai.
II. TỐI MẬT
Báo cáo về tình hình chưa công khai.
III. MẬT
Số liệu tổng hợp chưa công khai."""
STATISTICS = """Bảng 2. Số văn bản theo độ mật
Độ mật | Số lượng | Tỷ lệ
Tuyệt mật | 0 | 0%
Tối mật | 3 | 20%
Mật | 12 | 80%"""
STATISTICS_ACROSS = """Đơn vị | Tuyệt mật | Tối mật | Mật | Tổng
Văn phòng | 0 | 1 | 12 | 13
Ban Dân vận | 0 | 0 | 3 | 3
Tổng | 0 | 1 | 15 | 16"""
TERMS = """Độ mật | Thời hạn bảo vệ
Tuyệt mật | 30 năm
Tối mật | 20 năm
Mật | 10 năm"""
REGISTER_OF_ORDINARY = """Số, ký hiệu | Trích yếu | Độ mật | Ngày
05-BC/TU | Báo cáo quý I | Không | 12/4
06-BC/TU | Báo cáo tháng |  | 13/4
07-KH/TU | Kế hoạch | Thường | 14/4"""
PAPERS_COUNTED = """TT | VĂN BẢN THƯỜNG | VĂN BẢN MẬT
1 | 120 | 3
2 | 98 | 0"""
VILLAGES = "DANH SÁCH CÁC BẢN ĐẶC BIỆT KHÓ KHĂN\nBản số 1\nBản số 2\nBản số 3\nBản số 4"
BLANK_FORM = "PHIẾU TRÌNH\nMức độ khẩn\n☐ Thường  ☐ Khẩn\n☐ Mật  ☐ Tối mật  ☐ Tuyệt mật"
WRAPPED_FRONT = """ỦY BAN
MẶT
TRẬN TỔ QUỐC VIỆT NAM
TỈNH HẢI THANH
BUỔI GẶP
MẶT
CHỨC SẮC TÔN GIÁO"""
WRAPPED_TITLE = """BÁO CÁO
VIỆC THỰC HIỆN CÁC QUY ĐỊNH VỀ
TÀI LIỆU MẬT TRONG CÁC CƠ QUAN
NĂM 2021"""
ATTENDANCE = """TT | Họ và tên | CÓ MẶT | VẮNG MẶT
1 | Lê Thị Hòa | x |
2 | Nguyễn Văn Mật |  | x"""
NO_MARKS = """TINH UY HAI THANH
BAN DAN VAN
So 17-BC/BDVTU
BAO CAO
ket qua cong tac dan van quy I
CONG TAC GAP MAT CHUC SAC
Viec thu hoi dat, giai phong mat bang
MAT TRAN TO QUOC"""
LETTERS = "A\nB\nC\nI\nTên lớp\nM\nT\nA"
LEGACY = """TØNH ñy H¶I THANH
B¸O C¸O
c«ng t¸c b¶o vÖ bÝ mËt nhµ n\u00adíc
MÆt trËn Tæ quèc
mËt khÈu
quan hÖ mËt thiÕt víi nh©n d©n"""
LEGACY_VNI = """BAÙO CAÙO
coâng taùc baûo veä bí maät nhaø nöôùc
maät khaåu
quan heä maät thieát"""

DOCUMENTS = {
    "a regulation on secrets": REGULATION,
    "a list of what is secret": DECREE_LIST,
    "counts by grade": STATISTICS,
    "counts by grade, across": STATISTICS_ACROSS,
    "counts of papers": PAPERS_COUNTED,
    "terms of protection": TERMS,
    "a register of ordinary papers": REGISTER_OF_ORDINARY,
    "villages": VILLAGES,
    "a form that is not filled in": BLANK_FORM,
    "a wrapped name": WRAPPED_FRONT,
    "a wrapped title": WRAPPED_TITLE,
    "attendance": ATTENDANCE,
    "a document without marks": NO_MARKS,
    "labels": LETTERS,
    "TCVN3": LEGACY,
    "VNI": LEGACY_VNI,
}
IN_FULL = {name: f"{HEADING}\n{BODY}{text}\n{CLOSING}" for name, text in DOCUMENTS.items()}

NAMES = (
    "bao-mat", "bi-mat-nha-nuoc-huong-dan", "mat-tran", "mat-bang", "mat_khau", "le-ra-mat", "anh-ve-mat", "matran",
    "thong-mat-trang", "Mặt trận Tổ quốc", "bảo mật thông tin", "hướng dẫn bảo vệ bí mật nhà nước.docx", "nước mắt",
    "giai-phong-mat-bang.pdf", "gap-mat-chuc-sac-2020", "mật độ dân số.pdf", "mất mùa", "format", "thảo luận.md",
    "automat", "bao-cao-thang-02.txt", "kế hoạch 05.docx", "GapMatDauXuan.docx", "các mặt công tác", "ve-mat", "MTTQ",
    "T-M", "KH-TM-2020", "mật ong.docx", "Mật tông.pdf", "doi-moi-bo-mat-nong-thon", "mat-tich", "mat-viec-lam.xlsx",
    "cong-tac-mat-tran.docx", "tailieu.zip", "a-b-c.txt", "thu-hoi-dat.pdf", "bản số hóa.pdf", "MatTranToQuoc.docx",
    "mat-tran/2020/bao-cao.docx",
)  # fmt: skip

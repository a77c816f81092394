"""What the bot says, apart from answers. Plain text unless the name ends in ``_HTML``."""

from __future__ import annotations

START_HTML = (
    "Kính chào đồng chí.\n"
    "Tôi là trợ lý tra cứu văn bản. Đồng chí nhắn câu hỏi, tôi trả lời bằng nội dung trích từ "
    "văn bản trong kho, mỗi dòng kèm nguồn.\n"
    "Gõ /help để xem hướng dẫn."
)

HELP_HTML = (
    "<b>Cách hỏi</b>\n"
    "• Hỏi như nói chuyện, có dấu hoặc không dấu: <i>tháng 3 cần chuẩn bị gì cho đối thoại của Bí thư?</i>\n"
    "• Hỏi theo số văn bản: <i>Chỉ thị 22 nói về việc gì?</i>\n"
    "• Nên nêu rõ tháng, năm; khi không nêu năm, tôi cho biết đã hiểu là năm nào.\n\n"
    "<b>Đọc câu trả lời</b>\n"
    "• Số trong ngoặc vuông như [1] chỉ nguồn ở cuối tin.\n"
    "• Kết quả đã làm và kế hoạch sắp làm được để riêng.\n"
    "• Kho không có thì tôi nói là không có.\n\n"
    "Đề nghị không gửi nội dung mật qua Telegram."
)

NOT_TEXT = "Tôi chỉ đọc được tin nhắn chữ; đồng chí vui lòng gõ câu hỏi."
UNKNOWN_COMMAND = "Tôi chưa biết lệnh này; đồng chí gõ /help để xem hướng dẫn."
NO_COLLECTION = (
    "Hiện chưa có nhóm tài liệu nào được mở cho Telegram nên tôi chưa trả lời được. "
    "Đồng chí vui lòng liên hệ quản trị viên."
)
SERVER_DOWN = "Máy chủ tra cứu đang tạm nghỉ; đồng chí vui lòng hỏi lại sau ít phút."
SERVER_STARTING = "Máy chủ tra cứu đang khởi động; đồng chí vui lòng hỏi lại sau ít giây."
TOO_MANY = "Đang có nhiều yêu cầu quá; đồng chí vui lòng hỏi lại sau ít phút."
FAILED = "Rất tiếc, có sự cố khi xử lý; đồng chí vui lòng thử lại, nếu vẫn lỗi xin báo quản trị viên."
CHOICE_GONE = "Lựa chọn này đã cũ; đồng chí vui lòng gõ lại câu hỏi."


def refusal(user_id: int) -> str:
    return (
        "Xin lỗi, trợ lý này chỉ phục vụ cán bộ đã đăng ký. Nếu đồng chí cần sử dụng, vui lòng gửi "
        f"quản trị viên mã số: {user_id}."
    )

"""The one error tree. Messages are for people, in Vietnamese; ``code`` is for programs.

TrolyError
├── BadInput            what was asked or given cannot be used
│   └── UnreadableFile  a file that no reader can turn into text
│       └── NeedsOcr    a scan, on a machine where Tesseract with Vietnamese is not installed
├── NotFound            no such document or passage in the scope
├── Stamped             the gate refused a file; carries the rule only, never the path or text
├── ArchiveBusy         another process owns the archive; carries its address
├── ArchiveMissing      nothing has been ingested yet
├── StorageFailed       disk full, index or catalogue broken
├── ModelFailed         the embedding model cannot be loaded or disagrees with the index
└── Unreachable         a server the client was told to use does not answer

Third-party errors are translated into these where the library is adapted, nowhere else.
"""

from __future__ import annotations

import errno


class TrolyError(Exception):
    """Base of every error this product raises on purpose."""

    code = "error"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class BadInput(TrolyError):
    code = "bad_input"


class UnreadableFile(BadInput):
    code = "unreadable_file"


class NeedsOcr(UnreadableFile):
    code = "needs_ocr"


class NotFound(TrolyError):
    code = "not_found"


class Stamped(TrolyError):
    code = "stamped"

    def __init__(self, rule: str) -> None:
        super().__init__(
            "Tệp bị giữ lại vì có dấu hiệu độ mật; đề nghị liên hệ văn thư hoặc cơ yếu để xử lý."
        )
        self.rule = rule


class ArchiveBusy(TrolyError):
    code = "archive_busy"

    def __init__(self, message: str, address: str | None) -> None:
        super().__init__(message)
        self.address = address


class ArchiveMissing(TrolyError):
    code = "archive_missing"


class StorageFailed(TrolyError):
    code = "storage_failed"


class ModelFailed(TrolyError):
    code = "model_failed"


class Unreachable(TrolyError):
    code = "unreachable"


# What the operating system says, in the words of a person.
_REFUSALS = {
    errno.EACCES: "không có quyền truy cập",
    errno.EPERM: "không có quyền truy cập",
    errno.EROFS: "nơi lưu chỉ cho phép đọc",
    errno.ENOSPC: "hết chỗ trên đĩa",
    errno.EDQUOT: "hết hạn mức đĩa được cấp",
    errno.ENOENT: "không tồn tại",
    errno.ENOTDIR: "không phải là thư mục",
    errno.EISDIR: "là thư mục, không phải là tệp",
    errno.EEXIST: "đã có tệp trùng tên",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ELOOP: "liên kết vòng hoặc không được đi theo",
    errno.EIO: "thiết bị đọc ghi bị lỗi",
    errno.EMFILE: "mở quá nhiều tệp",
    errno.ENFILE: "mở quá nhiều tệp",
    errno.ENOMEM: "hết bộ nhớ",
    errno.EBUSY: "đang bận",
    errno.ESTALE: "ổ đĩa mạng không còn kết nối",
}


def refusal(error: OSError) -> str:
    """Why the operating system refused, in Vietnamese; never the path, which may itself be secret."""
    return _REFUSALS.get(error.errno or 0, f"hệ điều hành báo lỗi {error.errno or type(error).__name__}")

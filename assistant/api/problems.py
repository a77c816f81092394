"""Every failure of the API as problem details (RFC 9457): status, Vietnamese words, a code for programs.

In: an exception. Out: ``application/problem+json``. Nothing of the exception itself is shown: no stack
trace, and no text of the request, which may hold names and complaints.
"""

from __future__ import annotations

import logging
import traceback
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.client import NotReady, RateLimited
from ingest.errors import (
    ArchiveBusy,
    ArchiveMissing,
    BadInput,
    ModelFailed,
    NotFound,
    Stamped,
    StorageFailed,
    TrolyError,
    Unreachable,
)

log = logging.getLogger(__name__)

# Looked up along the class's ancestors, so a more exact error may be added without touching this table.
_KINDS: dict[type[TrolyError], tuple[HTTPStatus, str]] = {
    BadInput: (HTTPStatus.BAD_REQUEST, "Yêu cầu chưa hợp lệ"),
    NotFound: (HTTPStatus.NOT_FOUND, "Không tìm thấy"),
    Stamped: (HTTPStatus.FORBIDDEN, "Tệp bị giữ lại"),
    ArchiveBusy: (HTTPStatus.SERVICE_UNAVAILABLE, "Kho tài liệu đang bận"),
    ArchiveMissing: (HTTPStatus.SERVICE_UNAVAILABLE, "Chưa có kho tài liệu"),
    StorageFailed: (HTTPStatus.INTERNAL_SERVER_ERROR, "Lỗi lưu trữ"),
    ModelFailed: (HTTPStatus.SERVICE_UNAVAILABLE, "Chưa nạp được mô hình"),
    NotReady: (HTTPStatus.SERVICE_UNAVAILABLE, "Máy chủ đang khởi động"),
    Unreachable: (HTTPStatus.BAD_GATEWAY, "Không kết nối được"),
    RateLimited: (HTTPStatus.TOO_MANY_REQUESTS, "Quá nhiều yêu cầu"),
    TrolyError: (HTTPStatus.INTERNAL_SERVER_ERROR, "Lỗi"),
}

_HTTP: dict[int, tuple[str, str, str]] = {
    400: (
        "bad_request",
        "Yêu cầu chưa hợp lệ",
        "Không đọc được nội dung gửi lên; nội dung phải là JSON hợp lệ, viết bằng UTF-8.",
    ),
    404: ("not_found", "Không tìm thấy", "Đường dẫn này không có trên máy chủ."),
    405: ("method_not_allowed", "Phương thức không được phép", "Đường dẫn này không nhận phương thức ấy."),
    413: ("too_large", "Nội dung quá lớn", "Nội dung gửi lên vượt quá 1 MB; đề nghị rút gọn."),
    415: (
        "unsupported_type",
        "Định dạng không được hỗ trợ",
        "Nội dung gửi lên phải là JSON, với Content-Type: application/json.",
    ),
}

_INTERNAL = "Máy chủ gặp lỗi ngoài dự kiến; đề nghị thử lại, nếu vẫn lỗi xin báo quản trị viên."

# What pydantic says, in the words of a person; the type names are pydantic's.
_REASONS = {
    "missing": "còn thiếu",
    "string_type": "phải là văn bản",
    "string_too_short": "không được để trống",
    "int_type": "phải là số nguyên",
    "int_parsing": "phải là số nguyên",
    "int_from_float": "phải là số nguyên",
    "greater_than_equal": "nhỏ hơn giới hạn cho phép",
    "less_than_equal": "lớn hơn giới hạn cho phép",
    "list_type": "phải là danh sách",
    "too_long": "có quá nhiều mục",
    "string_too_long": "quá dài",
    "string_unicode": "có ký tự không viết được bằng UTF-8",
    "int_parsing_size": "lớn hơn giới hạn cho phép",
    "enum": "không thuộc các giá trị cho phép",
    "json_invalid": "không phải JSON hợp lệ",
    "date_from_datetime_parsing": "phải là ngày dạng 2020-02-25",
    "date_from_datetime_inexact": "phải là ngày dạng 2020-02-25",
    "date_parsing": "phải là ngày dạng 2020-02-25",
    "date_type": "phải là ngày dạng 2020-02-25",
    "model_attributes_type": "phải là đối tượng JSON",
    "model_type": "phải là đối tượng JSON",
    "dict_type": "phải là đối tượng JSON",
}


def problem(
    status: int, code: str, title: str, detail: str, *, headers: dict[str, str] | None = None, **more: object
) -> JSONResponse:
    """A problem document; ``more`` are its extension members."""
    body = {"type": f"urn:troly:problem:{code}", "title": title, "status": status, "detail": detail}
    return JSONResponse(
        {**body, "code": code, **more}, status, headers=headers, media_type="application/problem+json"
    )


def of_error(error: TrolyError) -> JSONResponse:
    """The problem document of one of our own errors."""
    status, title = next(_KINDS[kind] for kind in type(error).__mro__ if kind in _KINDS)
    headers: dict[str, str] = {}
    if isinstance(error, NotReady):
        headers["Retry-After"] = "2"
    elif isinstance(error, RateLimited) and error.retry_after is not None:
        headers["Retry-After"] = str(int(error.retry_after))
    return problem(status, error.code, title, error.message, headers=headers or None)


def install(app: FastAPI) -> None:
    """Makes every error of ``app`` a problem document."""
    app.add_exception_handler(TrolyError, _troly)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


class BodyLimit:
    """Refuses a body over ``limit`` bytes: before reading where its length is declared, else when reached.

    FastAPI's own ``max_body_size`` answers in plain text, outside every handler.
    """

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        declared = dict(scope.get("headers", ())).get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > self._limit:
            await problem(413, *_HTTP[413])(scope, receive, send)
            return
        left = self._limit

        async def counted() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise HTTPException(413)
            return message

        await self._app(scope, counted, send)


def _troly(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, TrolyError)
    return of_error(error)


def _validation(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    if error.body and not _says_json(request):
        return problem(415, *_HTTP[415])
    fields = []
    for found in error.errors():
        if found["type"] == "json_invalid":
            fields = [{"field": "body", "reason": _REASONS["json_invalid"]}]
            break
        name = ".".join(str(part) for part in found["loc"][1:]) or "body"
        fields.append({"field": name, "reason": _REASONS.get(found["type"], "không đúng")})
    detail = "; ".join(f"{_field_name(field['field'])} {field['reason']}" for field in fields) + "."
    return problem(
        422, "invalid_request", "Yêu cầu chưa đúng dạng", detail[0].upper() + detail[1:], errors=fields
    )


def _says_json(request: Request) -> bool:
    """FastAPI takes a body of any other type for plain bytes, and then complains about its shape."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))


def _field_name(field: str) -> str:
    return "nội dung gửi lên" if field == "body" else f"trường “{field}”"


def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code, title, detail = _HTTP.get(
        error.status_code, ("http_error", "Không thực hiện được yêu cầu", "Máy chủ không nhận yêu cầu này.")
    )
    headers = dict(error.headers) if error.headers else None
    return problem(error.status_code, code, title, detail, headers=headers)


def _unexpected(request: Request, error: Exception) -> JSONResponse:
    # The frames only: an exception's message may hold words of a question or of a document.
    frames = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s %s failed: %s\n%s", request.method, request.url.path, type(error).__name__, frames)
    return problem(500, "internal", "Lỗi máy chủ", _INTERNAL)

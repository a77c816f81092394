"""Page cursors: where a list goes on, as one word that a client hands back unread."""

from __future__ import annotations

import base64
import binascii
import json

from ingest.errors import BadInput


def encode_cursor(values: list[str]) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, length: int) -> list[str]:
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error) as error:
        raise BadInput("Con trỏ trang (cursor) không hợp lệ.") from error
    if not isinstance(values, list) or len(values) != length or not all(isinstance(v, str) for v in values):
        raise BadInput("Con trỏ trang (cursor) không hợp lệ.")
    return values

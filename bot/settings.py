"""Settings of the Telegram bot, from the environment and ``.env``; light, and nothing of the engine."""

from __future__ import annotations

import re
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from assistant.client import BadInput

_EXPLAINED = {
    "TELEGRAM_TOKEN": "phải có dạng 123456:ABC-def, đúng như @BotFather đã cấp",
    "TELEGRAM_USERS": "phải là các mã số người dùng, cách nhau bằng dấu phẩy",
    "TELEGRAM_BASE_URL": "phải là địa chỉ http:// hoặc https://",
    "TELEGRAM_PROXY": "phải là địa chỉ http://, https:// hoặc socks5://",
}

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")


class BotSettings(BaseSettings):
    """Whom the bot talks to: Telegram, the API, the people and collections allowed."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
    )

    token: SecretStr | None = Field(default=None, validation_alias="TELEGRAM_TOKEN")
    base_url: str = Field(default="https://api.telegram.org", validation_alias="TELEGRAM_BASE_URL")
    proxy: str | None = Field(default=None, validation_alias="TELEGRAM_PROXY")
    users: Annotated[frozenset[int], NoDecode] = Field(default=frozenset(), validation_alias="TELEGRAM_USERS")
    # A collection is closed to Telegram until the owner names it here.
    collections: Annotated[frozenset[str], NoDecode] = Field(
        default=frozenset(), validation_alias="TELEGRAM_COLLECTIONS"
    )
    api_url: str = Field(default="http://127.0.0.1:8000", validation_alias="TROLY_API_URL")
    api_key: SecretStr | None = Field(default=None, validation_alias="TROLY_API_KEY")

    @field_validator("users", "collections", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return [part.strip() for part in value.split(",") if part.strip()]
        return value

    @field_validator("token")
    @classmethod
    def _token_form(cls, value: SecretStr | None) -> SecretStr | None:
        # It becomes a part of Telegram's address, so anything else could change where the bot calls.
        if value is not None and not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("not a token")
        return value

    @field_validator("base_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if not _is_address(value, "http", "https"):
            raise ValueError("not a web address")
        return value.rstrip("/")

    @field_validator("proxy")
    @classmethod
    def _proxy_address(cls, value: str | None) -> str | None:
        if value is not None and not _is_address(value, "http", "https", "socks5", "socks5h"):
            raise ValueError("not a proxy address")
        return value

    @classmethod
    def load(cls) -> Self:
        """The settings of this process; :class:`BadInput` names the first one that cannot be used."""
        try:
            return cls()
        except ValidationError as error:
            name = str(error.errors(include_url=False, include_input=False)[0]["loc"][0])
            reason = _EXPLAINED.get(name, "giá trị không đúng kiểu")
            raise BadInput(f"Thiết lập {name} không dùng được: {reason}.") from None  # the cause shows values
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput("Không đọc được tệp .env; tệp này phải là văn bản UTF-8.") from error


def _is_address(value: str, *schemes: str) -> bool:
    """Whether ``value`` names a host, and a port that can be one, under one of the schemes."""
    try:
        parts = urlsplit(value)
        _ = parts.port  # reading it is what refuses a port over 65535
    except ValueError:
        return False
    return parts.scheme in schemes and bool(parts.hostname) and value.isprintable() and " " not in value

"""Settings of the archive, read from the environment (``TROLY_…``) and ``.env``.

In: the environment. Out: a frozen value. A value that cannot be used is reported as :class:`BadInput`
naming the setting, so that a person knows which line of ``.env`` to mend.
"""

from __future__ import annotations

from pathlib import Path
from typing import Self

from pydantic import SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from ingest.errors import BadInput

# The sample archive travels with the source tree; it is what an unconfigured machine answers from.
SAMPLE_ARCHIVE = Path(__file__).resolve().parent.parent / "eval" / "archive"

# What pydantic says, in the words of a person; the type names are pydantic's.
_REASONS = {
    "date_from_datetime_parsing": "phải là một ngày, ví dụ 2020-02-25",
    "date_from_datetime_inexact": "phải là một ngày, ví dụ 2020-02-25",
    "date_parsing": "phải là một ngày, ví dụ 2020-02-25",
    "int_parsing": "phải là một số nguyên",
    "bool_parsing": "phải là 0 hoặc 1",
    "greater_than_equal": "phải từ 1 đến 65535",
    "less_than_equal": "phải từ 1 đến 65535",
}


class ArchiveSettings(BaseSettings):
    """Where the documents and the data are, and the model that embeds them."""

    model_config = SettingsConfigDict(
        env_prefix="TROLY_",
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    archive: Path | None = None  # folder of documents; None: the sample archive
    data: Path = Path("var")
    # Or a folder, a hub name, an address http://host:port/v1#model in the office; "none": lexical search only.
    embedding_model: str = "embedded"
    embedding_key: SecretStr | None = None  # for an address that asks for one
    debug: bool = False  # show stack traces to the person at the terminal

    @field_validator("data")
    @classmethod
    def _can_be_a_folder(cls, value: Path) -> Path:
        """Said here, by name: each engine would say it in its own way, some only when writing."""
        try:
            str(value).encode()
            taken = value.exists() and not value.is_dir()
        except (OSError, UnicodeEncodeError) as error:
            raise ValueError("tên thư mục quá dài hoặc không viết được bằng UTF-8") from error
        if taken:
            raise ValueError("phải là một thư mục, hoặc một tên chưa có để lập thư mục ở đó")
        return value

    @property
    def folder(self) -> Path:
        """The folder of documents to ingest when none is named."""
        return self.archive or SAMPLE_ARCHIVE

    @classmethod
    def load(cls) -> Self:
        """The settings of this process; :class:`BadInput` names the first one that cannot be used."""
        try:
            return cls()
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            name = "TROLY_" + "_".join(str(part) for part in first["loc"]).upper()
            if first["type"] == "value_error":  # a check of ours, in words for people
                reason = str(first["ctx"]["error"])
            else:
                reason = _REASONS.get(first["type"], "giá trị không đúng kiểu")
            raise BadInput(f"Thiết lập {name} không dùng được: {reason}.") from error
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput("Không đọc được tệp .env; tệp này phải là văn bản UTF-8.") from error

"""Opens a model that a setting names: a folder on this machine, or a hub name, from its cache where it is there.

In: the setting with its value, and the function that opens. Out: what that function returns. Whatever goes
wrong becomes :class:`ModelFailed`, in words that name the setting and its value.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from ingest.errors import ModelFailed

HUB_TIMEOUT = 10.0  # seconds

_HUB_NAME = re.compile(r"[\w.-]+/[\w.-]+")

M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class NamedModel:
    """A model as a person asked for it."""

    setting: str  # "TROLY_EMBEDDING_MODEL"
    name: str  # its value
    noun: str  # what a message calls such a model
    otherwise: str  # what else the setting may be, where the model cannot be had

    @property
    def said(self) -> str:
        return f"{self.setting}={self.name}"


def folder_of(named: NamedModel) -> Path | None:
    """The model's folder; None: it is a hub name. Raises ModelFailed where it is neither."""
    folder = Path(named.name).expanduser()
    if named.name and folder.is_dir():
        return folder
    if _HUB_NAME.fullmatch(named.name) and not named.name.startswith("."):
        return None
    raise ModelFailed(
        f"Không tìm thấy {named.noun} {named.said}: không có thư mục này trên máy và cũng không phải "
        f'tên dạng "tổ-chức/mô-hình". Đề nghị kiểm tra lại, hoặc {named.otherwise}.'
    )


def open_named(named: NamedModel, folder: Path | None, open_model: Callable[[str, bool], M]) -> M:
    """``open_model(folder or hub name, local files only)``; the hub is asked only where its cache lacks the model.

    Raises ModelFailed. The loaders raise whatever their file formats and HTTP clients raise (OSError, ValueError,
    KeyError, SafetensorError, …): this is the one place where all of it is translated.
    """
    from transformers.utils import logging

    # A moment of reading is no news to who asked a question; a download is.
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return open_model(str(folder or named.name), True)
    except Exception as error:
        if folder is not None:
            raise ModelFailed(
                f"Không đọc được {named.noun} trong thư mục {named.said}: thư mục thiếu tệp, tệp bị hỏng, hoặc "
                f"là mô hình khác loại ({type(error).__name__})."
            ) from error
        try:
            _ask_hub(named.name)
            logging.enable_progress_bar()  # type: ignore[no-untyped-call]
            return open_model(named.name, False)
        except Exception as online:
            raise ModelFailed(
                f"Không tải được {named.noun} {named.said}: tên không đúng hoặc máy không nối được "
                f"tới kho mô hình ({type(online).__name__}). Máy không có mạng thì đặt {named.setting} là đường "
                f"dẫn thư mục mô hình, hoặc {named.otherwise}."
            ) from online


def _ask_hub(name: str) -> None:
    """One request, so that an office without a network hears so in seconds: downloads retry for minutes."""
    from huggingface_hub import HfApi

    HfApi().model_info(name, timeout=HUB_TIMEOUT)

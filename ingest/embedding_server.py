"""The border to an embedding server: any that speaks OpenAI's embeddings API, inside the office's own network.

TROLY_EMBEDDING_MODEL=http://127.0.0.1:8080/v1#bge-m3: requests go to the part before "#", with "/embeddings"
after it, and the fragment is the model's name there. The archive's passages are sent to that address, so it
must be a machine of the office (docs/design.md, settings).

httpx's errors become ModelFailed here and nowhere else. No message repeats what the server wrote (it may quote
a passage) or the key.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
import numpy as np
from numpy.typing import NDArray
from pydantic import SecretStr

from ingest.embedding import SETTING, Fingerprint, prefixes, unit
from ingest.errors import ModelFailed

log = logging.getLogger(__name__)

KEY_SETTING = "TROLY_EMBEDDING_KEY"
EXAMPLE = "http://127.0.0.1:8080/v1#bge-m3"
BATCH = 64  # texts a request; servers refuse more than they were started for, often 32 to 2,048

_BUSY = frozenset({429, 502, 503, 504})  # the server or its gateway says: later
_PROBE = "một"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one request may take, and how often it is sent again."""

    timeout: httpx.Timeout
    waits: tuple[float, ...]  # seconds before each further try
    longest: float  # seconds that a server's Retry-After is honoured up to


# A night of embedding should live through a restart of the server; a person who mistyped an address, or asked
# a question, should not wait for that.
FOR_PASSAGES = Patience(httpx.Timeout(120, connect=10), (1, 2, 4, 8, 16), 60)
FOR_PROBE = Patience(httpx.Timeout(120, connect=10), (1, 2), 5)
FOR_QUESTIONS = Patience(httpx.Timeout(10, connect=3), (0,), 0)

# Seconds for which a server that failed a question is not asked by the next: one answer embeds several times.
REST = 30.0


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server takes texts, and what it calls the model."""

    base: str
    model: str

    @property
    def setting(self) -> str:
        return f"{self.base}#{self.model}"


def is_address(name: str) -> bool:
    return name.lower().startswith(("http://", "https://"))


def read_address(name: str) -> Address:
    """The two parts of the setting; ModelFailed, with the right form, where it lacks one."""
    form = f'Dạng đúng: {SETTING}={EXAMPLE} (phần sau dấu "#" là tên mô hình trên máy chủ).'
    try:
        parts = urlsplit(name)
        httpx.URL(name)
        host, _ = parts.hostname, parts.port  # reading the port is what refuses one over 65535
    except (ValueError, UnicodeError, httpx.InvalidURL):
        host = None
    if "@" in name.partition("#")[0] or "?" in name.partition("#")[0]:
        # Not repeated: what stands there is a password or a key.
        raise ModelFailed(
            f"Địa chỉ máy chủ nhúng ({SETTING}) không được chứa tên người dùng, mật khẩu hay tham số; "
            f"khóa truy cập đặt ở {KEY_SETTING}. {form}"
        )
    base, _, model = name.partition("#")
    if not host or not name.isprintable() or any(char.isspace() for char in base):
        raise ModelFailed(f"Địa chỉ máy chủ nhúng không hợp lệ: {SETTING}={name}. {form}")
    if not model.strip():
        raise ModelFailed(
            f"Địa chỉ máy chủ nhúng {SETTING}={name} chưa nêu tên mô hình. {form} "
            'Dùng "embedded" để chạy mô hình có sẵn trong gói.'
        )
    return Address(base.rstrip("/"), model.strip())


class ServerEmbedder:
    """An Embedder over an embedding server. Made with one request, which tells the dimensions.

    Its fingerprint is that of the served model's name and dimensions, not of host and port: the same model may
    move to another machine without everything being embedded again. A server that comes to serve other weights
    of the same dimensions under the same name cannot be noticed by it; give such a model another name.
    """

    def __init__(
        self,
        address: Address,
        key: SecretStr | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._address = address
        self._sleep = sleep
        self._clock = clock
        self._away = False
        self._resting_until = 0.0
        # No proxy of the environment may see the passages. A connection per request costs nothing beside
        # embedding, and none idles until the server has dropped it.
        self._http = httpx.Client(
            headers=_headers(key), trust_env=False, limits=httpx.Limits(max_keepalive_connections=0)
        )
        query_prefix, passage_prefix = prefixes(address.model, {})
        dimensions = self._vectors([passage_prefix + _PROBE], FOR_PROBE).shape[1]
        self._fingerprint = Fingerprint(
            address.setting, f"served:{address.model}", dimensions, query_prefix, passage_prefix
        )

    @property
    def fingerprint(self) -> Fingerprint:
        return self._fingerprint

    def encode(self, texts: Sequence[str], *, query: bool) -> NDArray[np.float32]:
        """Vectors (n, dimensions), unit length. A failed query is told to the log, once an outage."""
        if not texts:
            return np.zeros((0, self._fingerprint.dimensions), dtype=np.float32)
        return self._query(texts) if query else self._passages(texts)

    def _passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        prefix = self._fingerprint.passage_prefix
        batches = [texts[at : at + BATCH] for at in range(0, len(texts), BATCH)]
        return unit(
            np.concatenate([self._like_ours([prefix + t for t in batch], FOR_PASSAGES) for batch in batches])
        )

    def _query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if self._clock() < self._resting_until:
            raise self._failed("máy chủ vừa không dùng được", "Trợ lý sẽ tự thử lại sau ít giây.")
        prefix = self._fingerprint.query_prefix
        try:
            vectors = self._like_ours([prefix + text for text in texts], FOR_QUESTIONS)
        except ModelFailed as error:
            if not self._away:
                log.warning("Tạm thời chỉ tìm theo từ. %s", error.message)
            self._away, self._resting_until = True, self._clock() + REST
            raise
        self._away = False
        return unit(vectors)

    def _like_ours(self, texts: Sequence[str], patience: Patience) -> NDArray[np.float64]:
        """Vectors of the dimensions seen at the start."""
        vectors = self._vectors(texts, patience)
        if vectors.shape[1] != self._fingerprint.dimensions:
            raise self._failed(
                f"máy chủ nay trả véc-tơ {vectors.shape[1]} chiều, lúc đầu là {self._fingerprint.dimensions} chiều",
                "Máy chủ có thể đã đổi mô hình; đề nghị kiểm tra rồi chạy lại.",
            )
        return vectors

    def _vectors(self, texts: Sequence[str], patience: Patience) -> NDArray[np.float64]:
        """One request: a finite vector per text, in their order, all of one length."""
        answer = self._asked(texts, patience)
        try:
            vectors = _in_order(answer, len(texts))
        except _WrongForm as error:
            raise self._wrong_form(error.args[0]) from error
        if not np.isfinite(np.linalg.norm(vectors, axis=1)).all():
            raise self._wrong_form("véc-tơ có giá trị không phải là số")
        return vectors

    def _asked(self, texts: Sequence[str], patience: Patience) -> Any:
        """The server's JSON, after as many tries as the patience has."""
        body = {"model": self._address.model, "input": list(texts), "encoding_format": "float"}
        url = f"{self._address.base}/embeddings"
        for wait in (*patience.waits, None):
            try:
                response = self._http.post(url, json=body, timeout=patience.timeout)
            except httpx.TransportError as error:
                if wait is None:
                    raise self._unanswered(error) from error
                self._sleep(wait)
                continue
            except httpx.HTTPError as error:  # it answered, but what cannot be unpacked
                raise self._wrong_form("không giải nén được") from error
            if wait is not None and response.status_code in _BUSY:
                self._sleep(max(wait, min(_retry_after(response), patience.longest)))
                continue
            break
        if not response.is_success:
            raise self._refused(response.status_code)
        try:
            return response.json()
        except (ValueError, RecursionError) as error:
            raise self._wrong_form("không phải JSON") from error

    def _failed(self, what: str, advice: str) -> ModelFailed:
        return ModelFailed(
            f"Không nhúng được bằng máy chủ {SETTING}={self._address.setting}: {what}. {advice}"
        )

    def _unanswered(self, error: httpx.TransportError) -> ModelFailed:
        if isinstance(error, httpx.ReadTimeout):
            return self._failed(
                "máy chủ không trả lời kịp", "Đề nghị kiểm tra máy chủ có đang quá tải không rồi thử lại."
            )
        certificate = ", chứng chỉ của máy chủ" if self._address.base.lower().startswith("https:") else ""
        return self._failed(
            "không kết nối được",
            f"Đề nghị kiểm tra máy chủ nhúng đã chạy chưa và địa chỉ, cổng{certificate} có đúng không.",
        )

    def _refused(self, status: int) -> ModelFailed:
        if status in (401, 403):
            advice = f"Máy chủ đòi khóa truy cập: đề nghị kiểm tra {KEY_SETTING}."
        elif status == 404:
            advice = (
                "Đề nghị kiểm tra phần đường dẫn (thường là /v1) và tên mô hình "
                f"«{self._address.model}» có trên máy chủ không."
            )
        elif status in (400, 413, 422):
            advice = (
                "Thường do tên mô hình không đúng, hoặc đoạn văn dài hơn mức máy chủ nhận: "
                "đề nghị cho máy chủ tự cắt bớt đoạn quá dài."
            )
        elif status in _BUSY:
            advice = "Máy chủ đang quá tải hoặc chưa sẵn sàng; đề nghị thử lại sau."
        else:
            advice = "Đề nghị xem nhật ký của máy chủ nhúng."
        return self._failed(f"máy chủ trả lời mã {status}", advice)

    def _wrong_form(self, why: str) -> ModelFailed:
        return self._failed(
            f"câu trả lời không đúng dạng ({why})",
            "Đề nghị kiểm tra địa chỉ có phải của máy chủ nhúng theo chuẩn OpenAI không (đường dẫn thường là /v1).",
        )


class _WrongForm(Exception):
    """What an answer is not, in words for people."""


def _in_order(answer: Any, wanted: int) -> NDArray[np.float64]:
    """The matrix of an answer, by its indexes: servers may finish texts in any order."""
    items = answer.get("data") if isinstance(answer, Mapping) else None
    if not isinstance(items, list) or not all(isinstance(item, Mapping) for item in items):
        raise _WrongForm("không có danh sách véc-tơ")
    if len(items) != wanted:
        raise _WrongForm(f"gửi {wanted} đoạn mà nhận {len(items)} véc-tơ")
    rows = {item["index"]: item.get("embedding") for item in items if type(item.get("index")) is int}
    if rows.keys() != set(range(wanted)):
        raise _WrongForm("véc-tơ không được đánh số theo từng đoạn")
    try:
        matrix = np.asarray([rows[index] for index in range(wanted)])
    except ValueError as error:  # rows of different lengths
        raise _WrongForm("các véc-tơ không cùng số chiều") from error
    # Strings and nulls would be taken for numbers if numpy were told to make some.
    if matrix.ndim != 2 or matrix.shape[1] == 0 or matrix.dtype.kind not in "fi":
        raise _WrongForm("véc-tơ không phải là dãy số")
    return matrix.astype(np.float64)


def _headers(key: SecretStr | None) -> dict[str, str]:
    said = key.get_secret_value().strip() if key is not None else ""
    if not (said.isascii() and said.isprintable()):
        raise ModelFailed(
            f"Khóa của máy chủ nhúng ({KEY_SETTING}) chỉ được gồm chữ không dấu, chữ số và dấu câu."
        )
    return {"Authorization": f"Bearer {said}"} if said else {}


def _retry_after(response: httpx.Response) -> float:
    """Seconds, 0 where the server does not say (an HTTP date counts as not said)."""
    try:
        seconds = float(response.headers.get("retry-after", "0"))
    except ValueError:
        return 0.0
    return seconds if seconds > 0 else 0.0  # "nan" is not

"""The HTTP client of the API and the shapes it exchanges; light to import, nothing of the engine.

In: a base address and, where the server wants one, a key. Out: wire values as the API's JSON gives
them. A problem the server reports comes back as the error of :mod:`ingest.errors` it stands for; a
server that does not answer is :class:`Unreachable`. ``bot`` imports this module only, so the errors
are exported from here as well.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, NotRequired, Self, cast
from urllib.parse import quote, urlsplit

import httpx

# typing_extensions, because pydantic reads these types for the OpenAPI page and, below Python 3.12,
# accepts only its TypedDict.
from typing_extensions import TypedDict

from assistant.wire_explanation import WireExplanation
from ingest.errors import (
    ArchiveBusy,
    ArchiveMissing,
    BadInput,
    ModelFailed,
    NotFound,
    StorageFailed,
    TrolyError,
    Unreachable,
)

__all__ = [
    "ArchiveBusy",
    "ArchiveMissing",
    "BadInput",
    "Client",
    "ModelFailed",
    "NotFound",
    "NotReady",
    "RateLimited",
    "StorageFailed",
    "TrolyError",
    "Unreachable",
    "WireAnswer",
    "WireCitation",
    "WireDocument",
    "WireFilters",
    "WireHit",
    "WireLine",
]

# A cold question on two busy cores takes seconds; a minute means that something is wrong.
TIMEOUT = httpx.Timeout(60.0, connect=5.0)


class NotReady(Unreachable):
    """The server is up but still loading its model and indexes."""

    code = "not_ready"


class RateLimited(Unreachable):
    """Too many requests; try again after ``retry_after`` seconds."""

    code = "rate_limited"

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


WirePeriod = TypedDict("WirePeriod", {"from": str, "to": str, "said": str})
WireComputed = TypedDict("WireComputed", {"value": str, "from": list[int], "how": str})
WireFilters = TypedDict(
    "WireFilters",
    {
        "collections": Sequence[str],
        "documents": Sequence[str],
        "types": Sequence[str],
        "from": str,
        "to": str,
        "role": str,
    },
    total=False,
)


class WireUnderstood(TypedDict):
    question: str
    kind: str
    role: str | None
    numbers: list[str]
    periods: list[WirePeriod]
    as_of: str


class WireLine(TypedDict):
    text: str
    markers: list[int]
    role: str
    computed: list[int]


class WireCard(TypedDict):
    """The facts of a document that a citation shows."""

    id: str
    file: str
    number: str | None
    type: str | None
    date: str | None
    issuer: str | None
    title: str | None
    signer_role: NotRequired[str | None]


class WireAbout(TypedDict):
    number: str
    date: str | None
    issuer: str | None
    title: str | None
    held: bool


class WireCitation(TypedDict):
    marker: int
    passage_id: str
    kind: str
    role: str
    quote: str
    section: list[str]
    page: int | None
    where: str  # "mục II.1, trang 3"; empty where neither is known
    about: WireAbout | None
    document: WireCard
    cite_as: str
    confidence: float | None  # 0 to 1, of a passage that a machine read off a scan; else null


class WireNearest(TypedDict):
    passage_id: str
    text: str
    document: WireCard
    cite_as: str


class WireChoice(TypedDict):
    label: str
    question: str


class WireDropped(TypedDict):
    lines: int
    quotes: int


class WireAnswer(TypedDict):
    """An answer, everywhere the same (DESIGN.md, "What leaves the house")."""

    id: str
    verdict: str
    composed_by: str
    understood: WireUnderstood
    text: str
    lines: list[WireLine]
    citations: list[WireCitation]
    computed: list[WireComputed]
    notes: list[str]
    nearest: list[WireNearest]
    follow_ups: list[str]
    choices: list[WireChoice]
    dropped: WireDropped
    prompt: str | None
    conversation: str | None
    explanation: NotRequired[WireExplanation]  # only where it was asked for


class WireDocument(WireCard):
    signer: str | None
    periods: list[WirePeriod]
    collection: str
    status: str


class WireHit(TypedDict):
    passage_id: str
    text: str
    score: float
    section: list[str]
    page: int | None
    document: WireDocument


class WireHits(TypedDict):
    items: list[WireHit]
    next: str | None


class Client:
    """Asks a running server. Use it as a context manager; one client may serve several threads."""

    def __init__(
        self,
        url: str,
        key: str | None = None,
        *,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.url = url.rstrip("/")
        host = _host(self.url)
        if key and not (key.isascii() and key.isprintable()):
            raise BadInput("Khóa truy cập (TROLY_API_KEY) chỉ được gồm chữ không dấu, chữ số và dấu câu.")
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        # A question to this very machine must never travel through a proxy named in the environment.
        self._http = httpx.Client(
            base_url=self.url,
            headers=headers,
            timeout=TIMEOUT,
            transport=transport,
            trust_env=not _is_local(host),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    def ask(
        self,
        question: str,
        *,
        as_of: str | None = None,
        conversation: str | None = None,
        filters: WireFilters | None = None,
        explain: bool = False,
    ) -> WireAnswer:
        """The cited answer to ``question``; ``as_of`` is an ISO date; ``explain``: with how it came about."""
        body = _present(
            question=question,
            as_of=as_of,
            conversation=conversation,
            filters=filters,
            explain=explain or None,
        )
        return cast("WireAnswer", self._call("POST", "/v1/ask", body=body))

    def search(
        self,
        query: str,
        *,
        limit: int = 20,
        cursor: str | None = None,
        filters: WireFilters | None = None,
    ) -> WireHits:
        """The passages nearest ``query``, best first."""
        body = _present(query=query, limit=limit, cursor=cursor, filters=filters)
        return cast("WireHits", self._call("POST", "/v1/search", body=body))

    def documents(
        self, *, limit: int = 100, cursor: str | None = None, **filters: str | Sequence[str]
    ) -> dict[str, Any]:
        """One page of the documents held; filters: ``type``, ``collection``."""
        return self._call("GET", "/v1/documents", query=_present(limit=limit, cursor=cursor, **filters))

    def document(self, document_id: str) -> dict[str, Any]:
        return self._call("GET", f"/v1/documents/{quote(document_id, safe='')}")

    def passage(self, passage_id: str) -> dict[str, Any]:
        return self._call("GET", f"/v1/passages/{quote(passage_id, safe='')}")

    def ledger(self, *, limit: int = 100, cursor: str | None = None) -> dict[str, Any]:
        return self._call("GET", "/v1/ledger", query=_present(limit=limit, cursor=cursor))

    def status(self) -> dict[str, Any]:
        """What the archive holds: counts, name, as_of."""
        return self._call("GET", "/v1/status")

    def ready(self) -> bool:
        """Whether the server has loaded its model and indexes."""
        try:
            self._call("GET", "/readyz")
        except NotReady:
            return False
        return True

    def _call(
        self,
        method: str,
        path: str,
        *,
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        try:
            response = self._http.request(method, path, json=body, params=query)
        except UnicodeEncodeError as error:
            # Half a surrogate pair: bytes typed at a terminal that are no text.
            raise BadInput("Nội dung có ký tự không viết được bằng UTF-8; đề nghị nhập lại.") from error
        except httpx.TimeoutException as error:
            raise Unreachable(f"Máy chủ {self.url} chưa trả lời kịp; đề nghị thử lại sau ít phút.") from error
        except httpx.HTTPError as error:
            raise Unreachable(
                f"Không kết nối được tới máy chủ {self.url}; đề nghị kiểm tra máy chủ đã chạy chưa."
            ) from error
        if response.is_success:
            return self._json(response)
        raise self._problem(response)

    def _json(self, response: httpx.Response) -> dict[str, Any]:
        try:
            value = response.json()
        except ValueError as error:
            raise Unreachable(f"Máy chủ {self.url} trả lời không đúng dạng của trợ lý.") from error
        if not isinstance(value, dict):
            raise Unreachable(f"Máy chủ {self.url} trả lời không đúng dạng của trợ lý.")
        return value

    def _problem(self, response: httpx.Response) -> TrolyError:
        """The error a problem document (RFC 9457) stands for."""
        problem: dict[str, Any] = {}
        if response.headers.get("content-type", "").startswith("application/problem+json"):
            problem = self._json(response)
        message = str(problem.get("detail") or problem.get("title") or "")
        code = str(problem.get("code") or "")
        if code == ArchiveBusy.code:
            return ArchiveBusy(message, None)
        if code == RateLimited.code or response.status_code == 429:
            return RateLimited(
                message or "Máy chủ đang nhận quá nhiều yêu cầu; đề nghị thử lại sau ít phút.",
                _seconds(response.headers.get("retry-after")),
            )
        known: dict[str, type[TrolyError]] = {
            kind.code: kind
            for kind in (BadInput, NotFound, ArchiveMissing, StorageFailed, ModelFailed, NotReady)
        }
        if code in known:
            return known[code](message)
        if 400 <= response.status_code < 500:
            return BadInput(message or f"Máy chủ {self.url} không nhận yêu cầu này ({response.status_code}).")
        return Unreachable(
            message or f"Máy chủ {self.url} gặp lỗi ({response.status_code}); đề nghị thử lại sau."
        )


def _host(url: str) -> str:
    """The host of an HTTP address; :class:`BadInput` where it is none."""
    try:
        parts = urlsplit(url)
        httpx.URL(url)
        _ = parts.port  # reading it is what refuses a port over 65535
        host = parts.hostname if parts.scheme in ("http", "https") else None
    except (ValueError, UnicodeError, httpx.InvalidURL):
        host = None
    if not host or not host.isprintable() or " " in host:
        shown = url.encode("utf-8", "replace").decode()
        raise BadInput(f"Địa chỉ máy chủ không hợp lệ: {shown}. Ví dụ đúng: http://127.0.0.1:8000")
    return host


def _present(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _seconds(header: str | None) -> float | None:
    try:
        return float(header) if header else None
    except ValueError:
        return None  # an HTTP date; the caller waits its own default


def _is_local(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

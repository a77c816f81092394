"""Settings of the assistant: the archive's, and where it listens, what day it is, whom it calls."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from pydantic import Field, SecretStr

from assistant.limits import check_day
from ingest.settings import ArchiveSettings

# Asia/Ho_Chi_Minh has kept UTC+7 without daylight saving since 1975; a fixed offset needs no tz database.
VIETNAM_TIME = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")


class Settings(ArchiveSettings):
    """Paths, names, addresses and keys. Tuning numbers live beside the code that uses them."""

    reranker: str = ""  # a folder or a hub name; empty: hits stay in the order of the search
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    as_of: date | None = None  # a fixed today, for demonstrations and closed archives
    api_url: str | None = None
    api_key: SecretStr | None = None

    @property
    def address(self) -> str:
        """Where a client on this machine reaches the server."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"


def today() -> date:
    """The date now in Viet Nam, wherever the machine's clock is set."""
    return datetime.now(VIETNAM_TIME).date()


def resolve_as_of(asked: date | None, settings: Settings, stored: str | None) -> date:
    """The day a question is answered as of: request, ``TROLY_AS_OF``, the archive's own, today.

    ``stored`` is the archive's ``as_of``, an ISO date as its ``troly.toml`` gave it. :class:`BadInput` for
    a day so far off that no time expression can be reckoned from it.
    """
    return check_day(asked or settings.as_of or (date.fromisoformat(stored) if stored else today()))

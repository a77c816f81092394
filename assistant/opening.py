"""Settings → something that answers: a running server's client, or the assistant in this process.

One owner: while a server holds the archive every command goes through it; only when none does is the
archive opened here. An unconfigured machine gets the sample archive on first use.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant.client import Client, NotReady, Unreachable
from assistant.settings import Settings
from ingest.archive.lock import owner_address
from ingest.errors import ArchiveBusy, ArchiveMissing
from ingest.ingesting import check_folders

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from ingest.archive.archive import Archive

# Seconds a command waits for another command to let go of the archive; loading a model takes about ten.
_PATIENCE = 30.0
_POLL = 0.25


def running_server(settings: Settings) -> Client | None:
    """A client of the server to ask, once it is ready; None where no server is to be asked.

    It is the archive's owner, else the one ``TROLY_API_URL`` names.
    """
    address = owner_address(settings.data)
    if address:
        client = own_client(settings, address)
        wait_until_ready(client)
        return client
    return own_client(settings, settings.api_url) if settings.api_url else None


def own_client(settings: Settings, address: str) -> Client:
    return Client(address, settings.api_key.get_secret_value() if settings.api_key else None)


def wait_until_ready(client: Client) -> None:
    """Returns when the server can answer; raises what it says when it cannot within the patience."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            if client.ready():
                return
        except Unreachable:
            # The owner records its address before it listens.
            if time.monotonic() > deadline:
                raise
        if time.monotonic() > deadline:
            raise NotReady(f"Máy chủ {client.url} vẫn đang khởi động; đề nghị thử lại sau ít phút.")
        time.sleep(_POLL)


def refuse_if_served(settings: Settings) -> None:
    """Raises :class:`ArchiveBusy` with the address when a server holds the archive already."""
    address = owner_address(settings.data)
    if address:
        raise ArchiveBusy(f"Kho tài liệu đang do máy chủ tại {address} phục vụ.", address)


@contextmanager
def opened_archive(settings: Settings) -> Iterator[Archive]:
    """The archive, owned by this process for the block; waits a while for another short command."""
    from ingest.archive.archive import Archive

    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            archive = Archive.open(settings.data)
            break
        except ArchiveBusy as error:
            # With an address it is a server, which will not let go; without, a command that will.
            if error.address or time.monotonic() > deadline:
                raise
            time.sleep(_POLL)
    with archive:
        yield archive


def open_assistant(archive: Archive, settings: Settings) -> Assistant:
    """The assistant over an open archive, with the configured embedding model and reranker."""
    from assistant.assistant import Assistant
    from assistant.conversations import Conversations
    from assistant.reranking import configured_reranker
    from ingest.ingesting import load_model

    embedder = load_model(settings)
    archive.use_embedder(embedder.fingerprint if embedder else None)
    conversations = Conversations(settings.data / "state.sqlite")
    return Assistant(archive, embedder, conversations, configured_reranker(settings))


def ensure_archive(settings: Settings, say: Callable[[str], None]) -> None:
    """Ingests the sample archive where nothing is configured and nothing was ingested yet.

    With ``TROLY_ARCHIVE`` configured the person decides when to ingest: :class:`ArchiveMissing` says how,
    and :class:`BadInput` that there is no such folder.
    """
    try:
        with opened_archive(settings) as archive:
            if archive.collections():
                return
    except ArchiveMissing:
        pass  # the same as empty, which an ingest killed at its start leaves
    if settings.archive is not None:
        check_folders([settings.archive])  # "chạy: troly ingest" would only lead to this
        raise ArchiveMissing(
            f"Kho tài liệu {settings.archive} chưa được nạp, hoặc chưa có văn bản nào nạp được; "
            "đề nghị chạy: troly ingest"
        )
    from ingest.ingesting import ingest

    say("Chưa có kho tài liệu; đang nạp kho mẫu (chỉ lần đầu).")
    ingest(settings, [settings.folder], lambda _: None)

"""What the routes share: the open archive, the assistant over it, and whether they are ready.

The archive is opened before the server accepts connections, so a taken or missing archive stops the
start at once; the model is loaded and the indexes are warmed beside it, while ``/healthz`` answers.
"""

from __future__ import annotations

import gc
import logging
import threading
import traceback
from collections.abc import Callable
from datetime import date
from typing import Annotated

from fastapi import Depends, Request

from assistant.answer import Filters, Question
from assistant.assistant import Assistant
from assistant.client import NotReady
from assistant.opening import open_assistant
from assistant.settings import Settings, resolve_as_of
from ingest.archive.archive import Archive
from ingest.document import Scope
from ingest.errors import TrolyError

log = logging.getLogger(__name__)

# Loads tokenizer, model weights, both indexes and every stage once; the words matter to nobody.
_WARM_UP = "tháng này cần chuẩn bị nội dung gì"


class Service:
    """One archive and its assistant.

    ``address`` is recorded in the archive's lock so that commands find this server. After ``open``,
    either ``when_ready`` or ``when_failed`` is called once, from another thread.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        address: str | None = None,
        when_ready: Callable[[], None] | None = None,
        when_failed: Callable[[TrolyError], None] | None = None,
    ) -> None:
        self.settings = settings
        self.address = address
        self.warmed = threading.Event()  # set whether it went well or not
        self.failure: TrolyError | None = None
        self._when_ready = when_ready
        self._when_failed = when_failed
        self._archive: Archive | None = None
        self._assistant: Assistant | None = None
        self._warmer: threading.Thread | None = None

    @property
    def is_open(self) -> bool:
        return self._archive is not None

    def open(self) -> None:
        """Takes the archive and starts warming; raises ArchiveBusy, ArchiveMissing, StorageFailed."""
        self._archive = Archive.open(self.settings.data, address=self.address)
        self._warmer = threading.Thread(target=self._warm, name="warm-up", daemon=True)
        self._warmer.start()

    def close(self) -> None:
        if self._warmer is not None:
            self._warmer.join()  # closing the archive under a running query would break the engine
        if self._archive is not None:
            self._archive.close()
            self._archive = None
        self._assistant = None

    @property
    def archive(self) -> Archive:
        if self._archive is None:
            raise NotReady("Máy chủ đang khởi động; đề nghị thử lại sau ít giây.")
        return self._archive

    @property
    def assistant(self) -> Assistant:
        if self.failure is not None:
            raise self.failure
        if self._assistant is None:
            raise NotReady("Máy chủ đang nạp mô hình và chỉ mục; đề nghị thử lại sau ít giây.")
        return self._assistant

    def scope(self, filters: Filters) -> Scope:
        """All collections, cut down to those the request names; an unknown name adds nothing."""
        return Scope(self.archive.collections()).narrowed(filters.collections)

    def as_of(self, asked: date | None) -> date:
        return resolve_as_of(asked, self.settings, self.archive.meta("as_of"))

    def _warm(self) -> None:
        try:
            assistant = open_assistant(self.archive, self.settings)
            question = Question(text=_WARM_UP, as_of=self.as_of(None))
            assistant.ask(question, scope=self.scope(Filters()))
            # What start-up made lives as long as the server: without this every full collection walks its
            # 600,000 objects, half a second in the middle of a question.
            gc.collect()
            gc.freeze()
            self._assistant = assistant
        except TrolyError as error:
            self.failure = error
        except Exception as error:  # noqa: BLE001  a thread's exception would vanish and leave the server never ready
            frames = "".join(traceback.format_tb(error.__traceback__))
            log.error("warm-up: %s\n%s", type(error).__name__, frames)
            self.failure = TrolyError(f"Không khởi động được trợ lý ({type(error).__name__}).")
        self.warmed.set()
        if self.failure is None and self._when_ready is not None:
            self._when_ready()
        elif self.failure is not None and self._when_failed is not None:
            self._when_failed(self.failure)


def service(request: Request) -> Service:
    found = request.app.state.service
    assert isinstance(found, Service)
    return found


ServiceOf = Annotated[Service, Depends(service)]

"""One owner: an operating-system lock on the data folder that records who holds it.

``flock`` belongs to the open file, so the lock vanishes with the process however it ends. The file's
content (process id, address) is only a message to the next opener and means nothing without the lock.
Light to import: the command line asks ``owner_address`` before it loads any index.
"""

from __future__ import annotations

import fcntl
import os
import time
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import ArchiveBusy, StorageFailed

LOCK_NAME = "lock"

# owner() holds a shared lock for a moment while it looks; a real owner holds on for good.
_PATIENCE_S = 0.5
_PAUSE_S = 0.01


@dataclass(frozen=True, slots=True)
class Owner:
    """The process that has the archive open; ``address`` is where its API listens, if it has one."""

    pid: int | None
    address: str | None


class Lock:
    """A held lock. ``release`` is idempotent."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def acquire(data: Path, address: str | None) -> Lock:
    """Take the lock of the data folder or raise ArchiveBusy with the recorded address."""
    try:
        descriptor = os.open(data / LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StorageFailed(f"Không mở được tệp khóa của kho: {error.strerror}.") from error
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            if time.monotonic() >= deadline:
                holder = _read(descriptor)
                os.close(descriptor)
                raise _busy(holder) from None
            time.sleep(_PAUSE_S)
        except OSError as error:
            os.close(descriptor)
            raise StorageFailed(f"Không khóa được kho: {error.strerror}.") from error
    try:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n{address or ''}\n".encode(), 0)
    except OSError as error:
        os.close(descriptor)
        raise StorageFailed(f"Không ghi được tệp khóa của kho: {error.strerror}.") from error
    return Lock(descriptor)


def owner(data: Path) -> Owner | None:
    """Who has the archive open now, or None."""
    try:
        descriptor = os.open(data / LOCK_NAME, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _read(descriptor)
    except OSError:
        return None
    else:
        return None
    finally:
        os.close(descriptor)


def owner_address(data: Path) -> str | None:
    """The address of the server that owns the archive; None when nobody does, or it serves none."""
    holder = owner(data)
    return holder.address if holder else None


def _read(descriptor: int) -> Owner:
    lines = os.pread(descriptor, 4096, 0).decode("utf-8", "replace").splitlines()
    pid = int(lines[0]) if lines and lines[0].isdigit() else None
    return Owner(pid=pid, address=(lines[1] or None) if len(lines) > 1 else None)


def _busy(holder: Owner) -> ArchiveBusy:
    if holder.address:
        where = f" tại {holder.address}"
    elif holder.pid is not None:
        where = f" (tiến trình {holder.pid})"
    else:
        where = ""
    return ArchiveBusy(
        f"Kho đang do một tiến trình khác mở{where}; mỗi lúc chỉ một tiến trình được mở.", holder.address
    )

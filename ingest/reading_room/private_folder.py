"""A private folder that lies in memory, for bytes that have not passed the gate (promise 7).

Made below a tmpfs, readable by this user only, and locked while whoever made it lives: the next one to make a
folder removes what a killed process left behind.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

_PLACES = (Path("/dev/shm"), Path(f"/run/user/{os.getuid()}"))
_MEMORY_BACKED = frozenset({"tmpfs", "ramfs"})
_MOUNTS = Path("/proc/self/mounts")
_PREFIX = "troly-"
_UNFINISHED = ".troly-"  # not yet locked, so not yet to be judged


@contextmanager
def private_folder(places: Sequence[Path] = _PLACES) -> Iterator[Path | None]:
    """An empty folder (0700) in memory until the end of the block; None where this machine has no such place."""
    place = memory_backed(places)
    if place is None:
        yield None
        return
    sweep(place)
    made = Path(mkdtemp(prefix=_UNFINISHED, dir=place))
    lock = os.open(made, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder = made.rename(made.with_name(made.name.replace(_UNFINISHED, _PREFIX)))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(lock)


def sweep_memory() -> None:
    """Remove what killed processes left in memory, wherever a private folder may have been made."""
    place = memory_backed()
    if place is not None:
        sweep(place)


def sweep(place: Path) -> None:
    """Remove the private folders below ``place`` whose makers are gone."""
    for folder in place.glob(f"{_PREFIX}*"):
        try:
            lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError:  # another user's, or gone by now
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:  # its maker lives
            continue
        else:
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(lock)


def memory_backed(places: Sequence[Path] = _PLACES) -> Path | None:
    """The first of the places that is a mounted memory file system this user may write to."""
    try:
        mounted = [line.split() for line in _MOUNTS.read_text("utf-8").splitlines()]
    except OSError:
        return None
    kinds = {mount[1]: mount[2] for mount in mounted if len(mount) > 2}
    for place in places:
        if kinds.get(str(place)) in _MEMORY_BACKED and os.access(place, os.W_OK | os.X_OK):
            return place
    return None


def emptied(folder: Path | None) -> None:
    """Remove what a reader left in its folder."""
    if folder is None:
        return
    folder.mkdir(mode=0o700, exist_ok=True)  # a cleaner of temporary files may have been there
    for left in folder.iterdir():
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)

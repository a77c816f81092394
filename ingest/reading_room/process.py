"""The process that opens files nobody has vouched for: bounded in memory, killable, and gone with its parent.

Run by ``room.py`` as ``python -m ingest.reading_room.process JOBS RESULTS LIFELINE FOLDER CORES BYTES``: three
file descriptors, the private folder or "", its share of the cores, its bound of address space. Jobs and results
are pickled over pipes; of a stamped file only the rule comes back. Nothing is printed: it could quote a file.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sys
import threading
from multiprocessing.connection import Connection
from pathlib import Path

from ingest.errors import Stamped
from ingest.ledger import Stage
from ingest.readers.workroom import Workroom
from ingest.reading_room.private_folder import emptied
from ingest.reading_room.sessions import kill_session
from ingest.reading_room.taking import Refused, Source, Taken, take


def main() -> None:
    jobs, results = Connection(int(sys.argv[1])), Connection(int(sys.argv[2]))
    folder = Path(sys.argv[4]) if sys.argv[4] else None
    watch = threading.Thread(target=_die_with_parent, args=(int(sys.argv[3]), folder), daemon=True)
    watch.start()
    # Programs outside have bounds of their own, so the hard limit stays.
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = int(sys.argv[6])
    resource.setrlimit(
        resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard)
    )
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would be the document on disk
    room = Workroom(folder, int(sys.argv[5]))
    while True:  # until the parent ends it
        try:
            source, data = jobs.recv()
        except EOFError:  # the parent is gone: what is left to do is the watch's
            watch.join()
            return
        answer, used_up = _answer(source, data, room)
        del data
        emptied(folder)
        results.send((answer, used_up))


def _answer(source: Source, data: bytes, room: Workroom) -> tuple[tuple[Taken, ...] | Refused, bool]:
    """What the file holds, and whether this process should not be given another."""
    try:
        return take(source, data, room), False
    except Stamped as stamped:
        return Refused(stamped.rule), False
    except MemoryError:
        reason = "Tệp cần nhiều bộ nhớ hơn giới hạn cho phép; đề nghị tách nhỏ hoặc lưu lại tệp."
        return (Taken(source.path, stage=Stage.READING, reason=reason),), True


def _die_with_parent(lifeline: int, folder: Path | None) -> None:
    """Wait until the parent is gone, however it went; then leave nothing behind."""
    while os.read(lifeline, 1):
        continue
    kill_session(os.getsid(0), but=os.getpid())  # first: a program still writing would leave files
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()

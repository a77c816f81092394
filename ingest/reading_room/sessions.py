"""Ending every process of a session: a reader, and the programs it started in groups of their own."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path

_ENDED = ("Z", "X")
_SESSION_FIELD = 3  # of /proc/PID/stat, counted behind the name: state, parent, group, session


def kill_session(session: int, *, but: int | None = None) -> None:
    """Kill all processes of ``session``, but one; looked for again until there is none, since they may fork."""
    while left := [process for process in _of_session(session) if process != but]:
        for process in left:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)


def _of_session(session: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            stat = (entry / "stat").read_text("utf-8", "replace")
        except OSError:  # it ended meanwhile
            continue
        fields = stat.rpartition(")")[2].split()
        if fields[0] not in _ENDED and int(fields[_SESSION_FIELD]) == session:
            found.append(int(entry.name))
    return found

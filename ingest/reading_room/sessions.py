"""Ending every process of a session: a reader, and the programs it started in groups of their own."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path

_SESSION_FIELD = 3  # of /proc/PID/stat, counted behind the name: state, parent, group, session


def kill_session(session: int, *, last: int | None = None) -> None:
    """Kill all processes of ``session``; ``last`` names one to kill when the others are gone."""
    for process in _of_session(session):
        if process != last:
            _kill(process)
    if last is not None:
        _kill(last)


def _of_session(session: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            stat = (entry / "stat").read_text("utf-8", "replace")
        except OSError:  # it ended meanwhile
            continue
        if int(stat.rpartition(")")[2].split()[_SESSION_FIELD]) == session:
            found.append(int(entry.name))
    return found


def _kill(process: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)

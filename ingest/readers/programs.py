"""Programs outside this one that a reader needs (LibreOffice, Tesseract), run within bounds.

Each runs in a process group of its own, with limits on memory and time, no terminal, and its temporary files
in the private folder. What it prints is never passed on: it may quote the document.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from ingest.errors import UnreadableFile

GIB = 2**30


@cache
def installed(*names: str) -> str | None:
    """The first of these programs that this machine has, asked once a process."""
    return next((found for name in names if (found := shutil.which(name))), None)


def run(
    command: Sequence[str],
    *,
    data: bytes = b"",
    seconds: float,
    memory: int,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    doing: str,
) -> bytes:
    """What the program writes to its standard output, given ``data`` on its input.

    ``memory`` is a bound on its address space, in bytes; ``doing`` says in Vietnamese what it was run for.
    Raises UnreadableFile where it takes too long, fails or cannot be started.
    """
    limited = ["prlimit", f"--as={memory}", "--core=0", "--", *command]
    around = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", **(environment or {})}
    if folder is not None:
        around |= {"TMPDIR": str(folder), "HOME": str(folder)}
    try:
        process = subprocess.Popen(
            limited, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            cwd=folder, env=around, process_group=0,
        )  # fmt: skip
    except OSError as error:
        raise UnreadableFile(f"Không khởi động được chương trình để {doing}.") from error
    try:
        written, _ = process.communicate(data, timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(f"Quá {seconds:.0f} giây mà chưa {doing} xong; tệp được bỏ qua.") from error
    finally:
        # Whatever it started goes with it: soffice is a launcher whose child does the work.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    if process.returncode != 0:
        raise UnreadableFile(f"Không {doing} được; tệp có thể bị hỏng.")
    return written

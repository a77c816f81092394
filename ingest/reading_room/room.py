"""Where files are read: a few processes with bounds on memory and time, started when a file is there to read.

A zip bomb, an entity bomb, an endless OCR or a crash of a library ends one process and fails one file; the next
file gets a new process. Results come in the order of the jobs.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path, PurePosixPath
from queue import SimpleQueue
from types import TracebackType
from typing import Self

from ingest.ledger import Stage
from ingest.reading_room.private_folder import emptied, private_folder
from ingest.reading_room.sessions import kill_session
from ingest.reading_room.taking import Refused, Source, Taken

MEMORY = 3 * 2**30  # bytes of address space: what numpy, PDFium and lxml map, and the largest honest file
SECONDS = 120.0  # a file's time, in which an ordinary one takes hundredths
SECONDS_OF_PICTURES = 1_800.0  # formats that may be scans: 300 pages at some seconds each, over two cores
_TEXT_ONLY = frozenset({".txt", ".md"})
_AHEAD = 2  # jobs waiting behind those being read: each holds a file in memory

Answer = tuple[Taken, ...] | Refused


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be read, in memory."""

    source: Source
    data: bytes


class ReadingRoom:
    """The reading processes. A context manager: at its end no process and no folder of it is left."""

    def __init__(
        self, readers: int | None = None, *, seconds: float | None = None, memory: int = MEMORY
    ) -> None:
        """``readers`` processes, one a core where not said; ``seconds`` and ``memory`` (bytes) bound one file."""
        self._count = readers or len(os.sched_getaffinity(0))
        self._seconds = seconds
        self._memory = memory
        self._stack = ExitStack()
        self._readers: list[_Reader] = []
        self._idle: SimpleQueue[_Reader] = SimpleQueue()
        self._threads: ThreadPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
            for reader in self._readers:  # whoever waits for an answer is told that there is none
                reader.kill()
            self._threads.shutdown()
            for reader in self._readers:
                reader.close()
        self._stack.close()

    def read(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Answer]]:
        """Each job with what its file holds, in order; jobs are drawn only a little ahead of the answers."""
        waiting: deque[tuple[Job, Future[Answer]]] = deque()
        try:
            for job in jobs:
                waiting.append((job, self._pool().submit(self._answer, job)))
                while len(waiting) > self._count + _AHEAD or (waiting and waiting[0][1].done()):
                    yield _settled(waiting.popleft())
            while waiting:
                yield _settled(waiting.popleft())
        finally:
            for _, future in waiting:
                future.cancel()

    def _pool(self) -> ThreadPoolExecutor:
        """Started late: a folder where nothing changed needs no process."""
        if self._threads is None:
            cores = max(1, len(os.sched_getaffinity(0)) // self._count)
            self._readers = [
                _Reader(self._stack.enter_context(private_folder()), cores, self._memory)
                for _ in range(self._count)
            ]
            for reader in self._readers:
                self._idle.put(reader)
            self._threads = ThreadPoolExecutor(self._count, thread_name_prefix="reading")
        return self._threads

    def _answer(self, job: Job) -> Answer:
        reader = self._idle.get()
        try:
            return reader.answer(job, self._seconds or _limit(job.source.path))
        finally:
            self._idle.put(reader)


def _settled(entry: tuple[Job, Future[Answer]]) -> tuple[Job, Answer]:
    job, future = entry
    return job, future.result()


def _limit(path: str) -> float:
    return SECONDS if PurePosixPath(path).suffix.lower() in _TEXT_ONLY else SECONDS_OF_PICTURES


class _Reader:
    """One reading process, started when it is needed and again after each death."""

    def __init__(self, folder: Path | None, cores: int, memory: int) -> None:
        self._folder = folder
        self._arguments = (str(folder or ""), str(cores), str(memory))
        self._running: _Running | None = None
        self._closing = False

    def answer(self, job: Job, seconds: float) -> Answer:
        try:
            running = self._running = self._running or _Running(self._arguments)
            if self._closing:
                running.kill()
            running.jobs.send((job.source, job.data))
            if not running.results.poll(seconds):
                self.close()
                return _failed(job, f"Đọc quá {seconds:.0f} giây chưa xong; tệp được bỏ qua.")
            received: tuple[Answer, bool] = running.results.recv()
        except (EOFError, OSError):
            self.close()
            return _failed(job, "Tiến trình đọc tệp dừng đột ngột (tệp hỏng, hoặc cần quá nhiều bộ nhớ).")
        answer, used_up = received
        if used_up:
            self.close()
        return answer

    def kill(self) -> None:
        """End the process, whatever it is doing, and the one it may just be starting; from any thread."""
        self._closing = True
        running = self._running
        if running is not None:
            running.kill()

    def close(self) -> None:
        """End the process and empty its folder; by the thread that uses the reader."""
        if self._running is not None:
            self._running.end()
            self._running = None
        emptied(self._folder)


def _failed(job: Job, reason: str) -> Answer:
    return (Taken(job.source.path, stage=Stage.READING, reason=reason),)


class _Running:
    """A live process and the pipes to it. It ends by itself when ``_lifeline`` closes, as it does if we die."""

    def __init__(self, arguments: tuple[str, str, str]) -> None:
        """``arguments`` of the process behind its descriptors: its folder, cores and bytes."""
        jobs, self_jobs = os.pipe()
        self_results, results = os.pipe()
        lifeline, self._lifeline = os.pipe()
        theirs = (jobs, results, lifeline)
        environment = os.environ | {
            # A library that makes a temporary file makes it in memory, or not at all.
            "TMPDIR": arguments[0] or "/nonexistent",
            "OPENBLAS_NUM_THREADS": "1",
            "MALLOC_ARENA_MAX": "2",  # each arena maps 64 MB of address space, which is bounded
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "ingest.reading_room.process", *map(str, theirs), *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            pass_fds=theirs, env=environment, start_new_session=True,
            cwd=Path(__file__).resolve().parents[2],
        )  # fmt: skip
        for descriptor in theirs:
            os.close(descriptor)
        self.jobs = Connection(self_jobs, readable=False)
        self.results = Connection(self_results, writable=False)

    def kill(self) -> None:
        kill_session(self._process.pid)

    def end(self) -> None:
        self.kill()
        self._process.wait()
        self.jobs.close()
        self.results.close()
        os.close(self._lifeline)

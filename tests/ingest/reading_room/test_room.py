"""Files that would take a machine down end one reading process and fail alone."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.reading_room.room import Job, ReadingRoom
from ingest.reading_room.taking import Refused, Source, Taken
from tests.conftest import ROOT

REPORT = "Số 18-BC/BDVTU\n\nBÁO CÁO\ncông tác dân vận tháng 02\n\nI. Kết quả\n- Đã tổ chức {n} hội nghị.\n"


def job(name: str, data: bytes) -> Job:
    return Job(Source(name, "chung", "0" * 64), data)


def text(n: int) -> Job:
    return job(f"bc-{n}.txt", REPORT.format(n=n).encode())


def only(answer: tuple[Taken, ...] | Refused) -> Taken:
    assert isinstance(answer, tuple)
    (taken,) = answer
    return taken


@pytest.fixture(scope="module")
def room() -> Iterator[ReadingRoom]:
    with ReadingRoom(2) as opened:
        yield opened


def processes_reading() -> set[int]:
    found = set()
    for entry in Path("/proc").iterdir():
        try:
            line = (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if b"ingest.reading_room.process" in line:
            found.add(int(entry.name))
    return found


def test_answers_come_in_the_order_of_the_jobs(room: ReadingRoom) -> None:
    read = list(room.read(text(n) for n in range(9)))
    assert [each.source.path for each, _ in read] == [f"bc-{n}.txt" for n in range(9)]
    for n, (_, answer) in enumerate(read):
        document = only(answer).document
        assert document is not None
        assert f"Đã tổ chức {n} hội nghị." in document.text


def test_of_a_stamped_file_only_the_rule_comes_back(room: ReadingRoom) -> None:
    (read,) = room.read([job("thu.txt", "MẬT\nSố 01-CV/TU\nNội dung riêng.\n".encode())])
    assert isinstance(read[1], Refused)
    assert read[1].rule.startswith("stamp")


def test_a_file_that_needs_too_much_memory_fails_alone() -> None:
    with ReadingRoom(1, memory=700_000_000) as small:
        told = [
            only(answer) for _, answer in small.read([text(1), job("lon.txt", b"a " * 60_000_000), text(2)])
        ]
    assert [each.document is not None for each in told] == [True, False, True]
    assert "bộ nhớ" in told[1].reason


def test_a_file_that_takes_too_long_fails_alone_and_leaves_no_process() -> None:
    endless = job("mai.txt", ("Điều 1. " + "a, " * 3_000_000).encode())
    before = _children()
    with ReadingRoom(1, seconds=0.4) as hurried:
        (read,) = hurried.read([endless])
        assert "0 giây" in only(read[1]).reason
        assert _children() <= before
    with ReadingRoom(1) as patient:
        (read,) = patient.read([text(3)])
        assert only(read[1]).document is not None


def _children() -> set[int]:
    mine = set()
    for process in processes_reading():
        try:
            stat = Path(f"/proc/{process}/stat").read_text()
        except OSError:
            continue
        if int(stat.rpartition(")")[2].split()[1]) == os.getpid():
            mine.add(process)
    return mine


def test_a_crashed_process_fails_one_file(room: ReadingRoom) -> None:
    list(room.read([text(1)]))
    for process in _children():
        os.kill(process, signal.SIGKILL)
    read = [only(answer) for _, answer in room.read([text(n) for n in range(4)])]
    assert [each.document is not None for each in read].count(True) >= 2  # one lost for each that was killed
    assert {each.reason for each in read if each.document is None} <= {
        "Tiến trình đọc tệp dừng đột ngột (tệp hỏng, hoặc cần quá nhiều bộ nhớ)."
    }
    assert all(only(answer).document is not None for _, answer in room.read([text(1), text(2)]))


PARENT = """
import sys
from ingest.reading_room.room import Job, ReadingRoom
from ingest.reading_room.taking import Source
room = ReadingRoom(1)
for _ in room.read([Job(Source("a.txt", "chung", ""), "Một câu.".encode())]):
    print(*[reader._running._process.pid for reader in room._readers], room._readers[0]._folder, flush=True)
sys.stdin.read()
"""


def test_killed_with_its_parent_it_leaves_no_process_and_no_folder() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        told = parent.stdout.readline().split()
        reader, folder = os.pidfd_open(int(told[0])), Path(told[1])
        parent.kill()
    ended, _, _ = select.select([reader], [], [], 20)
    os.close(reader)
    assert ended, "the reading process outlived its parent"
    assert not folder.exists()

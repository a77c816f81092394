"""The memory-backed folder: private, gone at the end, and swept where its maker was killed."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.reading_room.private_folder import emptied, memory_backed, private_folder
from tests.conftest import ROOT

HOLDS_ONE = """
import sys
from ingest.reading_room.private_folder import private_folder
with private_folder() as folder:
    (folder / "inside").write_text("x")
    print(folder, flush=True)
    sys.stdin.read()
"""


def maker() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HOLDS_ONE], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def told(process: subprocess.Popen[str]) -> Path:
    assert process.stdout is not None
    return Path(process.stdout.readline().strip())


@pytest.fixture
def in_memory() -> None:
    if memory_backed() is None:
        pytest.skip("this machine has no memory-backed place")


@pytest.mark.usefixtures("in_memory")
def test_it_is_private_and_gone_at_the_end() -> None:
    with private_folder() as folder:
        assert folder is not None
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        (folder / "deep" / "er").mkdir(parents=True)
        (folder / "deep" / "er" / "bytes").write_bytes(b"x")
        emptied(folder)
        assert list(folder.iterdir()) == []
        (folder / "left").write_bytes(b"x")
    assert not folder.exists()


@pytest.mark.usefixtures("in_memory")
def test_a_killed_makers_folder_is_swept_and_a_living_ones_is_not() -> None:
    with maker() as killed, maker() as living:
        of_killed, of_living = told(killed), told(living)
        killed.kill()
        killed.wait()
        assert (of_killed / "inside").exists()
        with private_folder():
            assert not of_killed.exists()
            assert (of_living / "inside").exists()
        living.communicate("")
        assert not of_living.exists()


def test_a_place_on_a_disk_is_not_taken(tmp_path: Path) -> None:
    with private_folder([tmp_path]) as folder:
        assert folder is None
    assert list(tmp_path.iterdir()) == []

"""Promise 8 for a whole sync: killed anywhere, run again, the same end."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.archive.archive import Archive
from ingest.filing import BATCH_DOCUMENTS
from tests.conftest import ROOT
from tests.ingest.archive.building import HashingEmbedder
from tests.ingest.test_sync import finds, run, scope, write

KILLED = """
import os, signal, sys
from pathlib import Path
from ingest.archive.archive import Archive
from ingest.sync import sync
from tests.ingest.archive.building import HashingEmbedder

seen = 0
def observe(step):
    global seen
    if step == sys.argv[3]:
        seen += 1
        if seen == 2:
            os.kill(os.getpid(), signal.SIGKILL)

with Archive.open(Path(sys.argv[1]), create=True, observe=observe) as archive:
    sync(archive, Path(sys.argv[2]), embedder=HashingEmbedder(), report=lambda row: None)
"""


@pytest.mark.parametrize("step", ["marked", "vectors", "lexical", "read back", "flipped", "swept"])
def test_killed_in_its_second_batch_then_run_again_ends_the_same(tmp_path: Path, step: str) -> None:
    root = tmp_path / "files"
    for n in range(BATCH_DOCUMENTS + 3):
        write(root / f"bc-{n:02}.txt", planned=f"Việc riêng {n} của xã.")
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path / "data"), str(root), step],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
    embedder = HashingEmbedder()
    seen = {}
    for name in ("data", "undisturbed"):
        with Archive.open(tmp_path / name, create=True) as archive:
            report, _ = run(archive, root, embedder)
            if name == "data":
                survived = BATCH_DOCUMENTS + (3 if step in ("flipped", "swept") else 0)
                assert report.unchanged == survived  # what was said to be indexed is, and nothing more
                assert archive.problems == ()
            everything = scope(archive)
            rows, _ = archive.ledger(scope=everything, limit=500)
            seen[name] = (
                archive.counts(scope=everything),
                [
                    archive.document(row.id, scope=everything)
                    for row in archive.documents(scope=everything)[0]
                ],
                [(row.path, row.sha256, row.outcome, row.document_id, row.passages) for row in rows],
                archive._store.lexical.size,
                sorted(finds(archive, "việc riêng 34")),
            )
    assert seen["data"] == seen["undisturbed"]
    assert seen["data"][-1] == ["bc-34.txt"]

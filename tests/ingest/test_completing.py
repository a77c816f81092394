"""A new model embeds what is held beside the index in use: seen, interrupted, killed, gone on with."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from ingest.archive.archive import Archive
from ingest.archive.records import Completion
from ingest.completing import FIRST_STEP, LONGEST_STEP, STEP_SECONDS, next_step
from ingest.embedding import load_embedder
from ingest.errors import ModelFailed
from ingest.sync import sync
from tests.conftest import ROOT
from tests.ingest.archive.building import HashingEmbedder
from tests.ingest.test_sync import scope, write
from tests.ingest.vector_server import VectorServer, status

KILLED = """
import os, signal, sys
from pathlib import Path
from ingest.archive.archive import Archive
from ingest.sync import sync
from tests.ingest.archive.building import HashingEmbedder

class Killed(HashingEmbedder):
    def encode(self, texts, *, query):
        if len(self.encoded) + len(texts) > int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().encode(texts, query=query)

def observe(step):
    if step == sys.argv[4]:
        os.kill(os.getpid(), signal.SIGKILL)

with Archive.open(Path(sys.argv[1]), observe=observe) as archive:
    sync(archive, Path(sys.argv[2]), embedder=Killed(32, "other"), report=lambda row: None)
"""

INGEST = "import sys; sys.path.insert(0, sys.argv.pop(1)); from assistant.cli import main; sys.exit(main(['ingest']))"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "files"
    for n in range(20):
        more = "".join(f"\n- Khảo sát lần {n}.{k} ở cơ sở." for k in range(3))
        write(root / f"bc-{n:02}.txt", planned=f"Việc riêng {n} của xã.{more}")
    return root


@pytest.fixture
def data(tmp_path: Path, folder: Path) -> Path:
    """An archive indexed by the old model."""
    place = tmp_path / "data"
    with Archive.open(place, create=True) as archive:
        sync(archive, folder, embedder=HashingEmbedder(), report=lambda row: None)
    return place


def nearest(archive: Archive, embedder: HashingEmbedder, text: str = "Việc riêng 7 của xã.") -> str:
    asked = embedder.encode([text], query=True)[0]
    best = archive.dense(asked, scope=scope(archive), limit=1)[0][0]
    return archive.passage(best, scope=scope(archive)).text


def texts(data: Path, model: str | None = None) -> int:
    """Distinct texts held; with ``model``, those it has embedded."""
    with closing(sqlite3.connect(data / "catalogue.sqlite")) as catalogue:
        sql = "SELECT count(DISTINCT text_hash) FROM passages"
        if model is not None:
            sql = "SELECT count(*) FROM embeddings JOIN models ON id = model WHERE name = :model"
        (count,) = catalogue.execute(sql, {"model": model} if model is not None else {}).fetchone()
    return int(count)


@pytest.mark.parametrize("step", ["", "vectors built", "vectors switched"])
def test_killed_while_embedding_or_switching_the_old_index_serves_and_the_rest_is_done_later(
    data: Path, folder: Path, step: str
) -> None:
    held = texts(data)
    most = 30 if not step else held
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(data), str(folder), str(most), step],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
    cached = texts(data, "other")
    # All but the batch in which it was killed.
    assert FIRST_STEP <= cached <= 30 if not step else cached == held

    old, other = HashingEmbedder(), HashingEmbedder(32, "other")
    with Archive.open(data) as archive:
        if step != "vectors switched":
            archive.use_embedder(old.fingerprint)
            assert archive.problems == ()
            assert nearest(archive, old) == "Việc riêng 7 của xã."
            archive.use_embedder(other.fingerprint)
            with pytest.raises(ModelFailed, match="TROLY_EMBEDDING_MODEL=hashing"):
                nearest(archive, other)
        progress: list[Completion] = []
        report = sync(archive, folder, embedder=other, report=lambda row: None, progress=progress.append)
        assert len(other.encoded) == report.embedded == held - cached  # nothing twice
        assert (report.indexed, report.unchanged) == (0, 20)
        if cached < held:
            assert progress[0] == Completion(cached, held, new_model=True)
        assert nearest(archive, other) == "Việc riêng 7 của xã."
        counts = archive.counts(scope=scope(archive))
        assert counts.vectors == counts.passages
    assert texts(data, "hashing") == 0


def test_progress_goes_from_what_is_there_to_all_and_ends_with_the_switch(data: Path, folder: Path) -> None:
    seen: list[Completion] = []
    other = HashingEmbedder(dimensions=96, name="other")
    held = texts(data)
    with Archive.open(data) as archive:
        sync(archive, folder, embedder=other, report=lambda row: None, progress=seen.append)
        done = [each.done for each in seen[:-1]]
        assert done[:2] == [0, FIRST_STEP]
        assert done == sorted(set(done))
        assert seen[-2:] == [Completion(held, held, new_model=True), Completion(held, held, new_model=False)]
        assert len(other.encoded) == held  # a text that stands in twenty reports is embedded once
        again: list[Completion] = []
        sync(archive, folder, embedder=other, report=lambda row: None, progress=again.append)
        assert again == []


def test_a_rebuild_or_a_purge_in_between_does_not_cost_what_is_embedded(data: Path, folder: Path) -> None:
    old, other = HashingEmbedder(), HashingEmbedder(32, "other")
    with Archive.open(data) as archive:
        archive.use_embedder(other.fingerprint)
        part = archive.to_embed(20)
        passages = [p for d in part for p in d.passages]
        archive.cache_vectors(
            part, {p.id: v for p, v in zip(passages, other.encode(["x"] * 20, query=True), strict=True)}
        )
        archive.use_embedder(old.fingerprint)
        archive.rebuild()
        sync(archive, folder, embedder=old, report=lambda row: None)
        assert texts(data, "other") == 20
        rows, _ = archive.documents(scope=scope(archive))
        archive.purge([rows[0].id])
        assert 0 < texts(data, "other") <= 20
        assert nearest(archive, old) == "Việc riêng 7 của xã."


@pytest.mark.parametrize(
    ("step", "seconds", "following"),
    [
        (FIRST_STEP, 0.001, 2 * FIRST_STEP),  # fast: twice as many, no matter how fast
        (1_500, 0.1, LONGEST_STEP),
        (FIRST_STEP, 0.0, 2 * FIRST_STEP),
        (100, 4 * STEP_SECONDS, 25),
        (8, 40 * STEP_SECONDS, 1),  # never none
    ],
)
def test_a_step_takes_about_as_long_whatever_the_model(step: int, seconds: float, following: int) -> None:
    assert next_step(step, seconds) == following


def test_ctrl_c_while_embedding_says_in_a_line_what_stands_and_how_to_go_on(
    data: Path, folder: Path, tmp_path: Path
) -> None:
    with VectorServer(dimensions=32) as server:
        server.hold_at = 3  # the probe, a batch, and this
        environment = {
            **os.environ,
            "TROLY_DATA": str(data),
            "TROLY_ARCHIVE": str(folder),
            "TROLY_EMBEDDING_MODEL": server.setting,
        }
        command = [sys.executable, "-c", INGEST, str(ROOT)]
        with subprocess.Popen(
            command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as running:
            assert server.reached.wait(120)
            running.send_signal(signal.SIGINT)
            out, err = running.communicate(timeout=120)
        assert (running.returncode, out) == (130, "")
        assert "Traceback" not in err
        lines = [line for line in err.splitlines() if line.strip()]
        assert f"… đã nhúng {FIRST_STEP}/{texts(data)} đoạn khác nhau cho mô hình mới" in lines
        assert lines[-1].startswith("Đã dừng")
        for said in ("không mất gì", "chỉ mục cũ vẫn dùng được", "Chạy lại troly ingest"):
            assert said in lines[-1]
        assert texts(data, server.setting) == FIRST_STEP

        old = HashingEmbedder()
        with Archive.open(data) as archive:
            archive.use_embedder(old.fingerprint)
            assert nearest(archive, old) == "Việc riêng 7 của xã."

        server.release.set()
        server.hold_at = None
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
        )
        assert f"… đã nhúng {FIRST_STEP}/{texts(data)} đoạn khác nhau cho mô hình mới" in done.stderr
        assert done.stderr.splitlines()[-1] == "… đã chuyển sang chỉ mục của mô hình mới"
        with Archive.open(data) as archive:
            archive.use_embedder(load_embedder(server.setting).fingerprint)
            assert nearest(archive, server.embedder) == "Việc riêng 7 của xã."


def test_a_server_that_fails_midway_costs_nothing(data: Path, folder: Path) -> None:
    with VectorServer(dimensions=32) as server, Archive.open(data) as archive:
        new = load_embedder(server.setting)

        def fail_after_one(completion: Completion) -> None:
            if completion.done:
                server.always = status(500)

        with pytest.raises(ModelFailed, match="mã 500"):
            sync(archive, folder, embedder=new, report=lambda row: None, progress=fail_after_one)
        old = HashingEmbedder()
        archive.use_embedder(old.fingerprint)
        assert nearest(archive, old) == "Việc riêng 7 của xã."
        server.always = None
        asked = sum(map(len, server.inputs))
        sync(archive, folder, embedder=new, report=lambda row: None)
        assert sum(map(len, server.inputs)) - asked == texts(data) - FIRST_STEP
        assert nearest(archive, server.embedder) == "Việc riêng 7 của xã."

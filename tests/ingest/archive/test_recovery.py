"""Promise 8, nothing is lost and nothing lies: kills, damage, erasing, and the lock."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from ingest.archive.archive import Archive
from ingest.archive.lock import owner, owner_address
from ingest.archive.vectors import VectorIndex
from ingest.document import Document
from ingest.errors import ArchiveBusy, NotFound, StorageFailed
from tests.conftest import ROOT
from tests.ingest.archive.building import EVERYTHING, HashingEmbedder, document, edited, put, state, vectors

Three = tuple[Document, Document, Document]

STEPS = ["marked", "vectors", "lexical", "read back", "flipped", "swept indexes", "swept"]

# Opens the archive, replaces one document and adds another, and is killed at the given step.
KILLED = """
import os, signal, sys
from pathlib import Path
from ingest.archive.archive import Archive
from tests.ingest.archive.building import HashingEmbedder, vectors
from tests.ingest.archive.test_recovery import CHANGE

def observe(step):
    if step == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)

archive = Archive.open(Path(sys.argv[1]), observe=observe)
embedder = HashingEmbedder()
archive.use_embedder(embedder.fingerprint)
if sys.argv[3] == "put":
    archive.put(CHANGE, vectors(CHANGE, embedder))
elif sys.argv[3] == "remove":
    archive.remove(["aaa"])
else:
    archive.purge(["aaa"])
"""

FIRST = document("aaa", "Chuẩn bị nội dung đối thoại.", "Việc khác.", collection="mật ước")
CHANGE = [
    edited(FIRST, "v2", "Tổng kết công tác tôn giáo.", "Việc khác."),
    document("ddd", "Tiếp xúc cử tri.", "Giám sát.", "Phản biện."),
]


def killed(data: Path, step: str, doing: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(data), step, doing], cwd=ROOT, capture_output=True, check=False
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()


def visible(archive: Archive, embedder: HashingEmbedder) -> dict[str, object]:
    """All that readers see, the dense leg included."""
    asked = embedder.encode(["công tác"], query=True)[0]
    near = {i: round(score, 4) for i, score in archive.dense(asked, scope=EVERYTHING, limit=100)}
    sizes = (archive._store.lexical.size, sum(len(_ids(archive, n)) for n in archive._store.vectors.names()))
    return {**state(archive), "near": near, "index sizes": sizes}


def _ids(archive: Archive, name: str) -> list[str]:
    return list(archive._store.vectors._collection(name).get(include=[])["ids"])


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What an undisturbed run ends with."""
    embedder = HashingEmbedder()
    with Archive.open(tmp_path_factory.mktemp("undisturbed"), create=True) as archive:
        archive.use_embedder(embedder.fingerprint)
        put(archive, embedder, FIRST)
        put(archive, embedder, *CHANGE)
        return visible(archive, embedder)


@pytest.mark.parametrize("step", STEPS)
def test_killed_while_replacing_then_run_again_ends_the_same(
    tmp_path: Path, embedder: HashingEmbedder, wanted: dict[str, object], step: str
) -> None:
    data = tmp_path / "data"
    with Archive.open(data, create=True) as archive:
        archive.use_embedder(embedder.fingerprint)
        put(archive, embedder, FIRST)
        before = visible(archive, embedder)
    killed(data, step, "put")
    with Archive.open(data) as archive:
        archive.use_embedder(embedder.fingerprint)
        assert archive.problems == ()
        # Either all of it happened or nothing: no half-written version shows, and the indexes are swept.
        assert visible(archive, embedder) == (wanted if STEPS.index(step) >= 4 else before)
        put(archive, embedder, *CHANGE)
        assert visible(archive, embedder) == wanted


def test_killed_while_removing_leaves_nothing_of_it(tmp_path: Path, embedder: HashingEmbedder) -> None:
    data = tmp_path / "data"
    with Archive.open(data, create=True) as archive:
        archive.use_embedder(embedder.fingerprint)
        put(archive, embedder, FIRST)
    killed(data, "removed", "remove")
    with Archive.open(data) as archive:
        archive.use_embedder(embedder.fingerprint)
        assert visible(archive, embedder)["index sizes"] == (0, 0)


SENTENCE = "Cụm Zephyrumqua bàn việc riêng của Xanthoquin."


@pytest.mark.parametrize("step", ["withdrawn", "lexical erased", "vectors switched"])
def test_a_purge_that_was_killed_is_finished_at_the_next_opening(
    tmp_path: Path, embedder: HashingEmbedder, step: str
) -> None:
    data = tmp_path / "data"
    with Archive.open(data, create=True) as archive:
        archive.use_embedder(embedder.fingerprint)
        put(archive, embedder, document("aaa", SENTENCE), document("ddd", "Việc khác."))
    killed(data, step, "purge")
    with Archive.open(data) as archive:
        archive.use_embedder(embedder.fingerprint)
        with pytest.raises(NotFound):
            archive.document("aaa", scope=EVERYTHING)
        assert (archive.problems, archive.counts(scope=EVERYTHING).vectors) == ((), 1)
    assert traces(data, embedder) == []


def test_a_purge_leaves_no_trace_of_the_text_in_the_data_folder(
    tmp_path: Path, embedder: HashingEmbedder
) -> None:
    data = tmp_path / "data"
    with Archive.open(data, create=True) as archive:
        archive.use_embedder(embedder.fingerprint)
        others = [document(f"d{n}", f"Việc thứ {n}.", "Việc khác.") for n in range(20)]
        put(archive, embedder, document("aaa", SENTENCE, "Việc khác."), *others)
        assert traces(data, embedder) != []  # the search can find it at all
        report = archive.purge(["aaa", "không có"])
        # "Việc khác." stands in other documents too, so its remembered vector stays.
        assert (report.documents, report.passages, report.embeddings) == (("aaa",), 2, 1)
        assert traces(data, embedder) == []
        assert archive.lexical(["viec"], scope=EVERYTHING, limit=100) != []
        asked = embedder.encode(["Việc thứ 7."], query=True)[0]
        assert archive.dense(asked, scope=EVERYTHING, limit=1)[0][0] == "d7.v1.0"
    assert traces(data, embedder) == []


def traces(data: Path, embedder: HashingEmbedder) -> list[str]:
    """Files of the data folder that hold the sentence, a folded rare token of it, or its vector."""
    text = SENTENCE
    planted = [text.encode(), b"Zephyrumqua", b"zephyrumqua", b"xanthoquin"]
    planted.append(vectors([document("aaa", text)], embedder)["aaa.v1.0"].tobytes())
    return [
        f"{path.relative_to(data)}: {needle[:20]!r}"
        for path in sorted(data.rglob("*"))
        if path.is_file()
        for needle in planted
        if needle in path.read_bytes()
    ]


# -- damage -------------------------------------------------------------------------------------------


def test_a_rebuild_gives_back_what_was_there_and_embeds_nothing(
    filled: Archive, embedder: HashingEmbedder
) -> None:
    before, encoded = visible(filled, embedder), len(embedder.encoded)
    names = filled._store.vectors.names()
    filled.rebuild()
    assert visible(filled, embedder) == before
    assert len(embedder.encoded) == encoded
    assert not set(names) & set(filled._store.vectors.names())


@pytest.mark.parametrize("lost", ["lexical", "vectors"])
def test_a_lost_index_is_noticed_at_opening_and_rebuilt(
    tmp_path: Path, embedder: HashingEmbedder, three: Three, lost: str
) -> None:
    data = tmp_path / "data"
    with Archive.open(data, create=True) as archive:
        archive.use_embedder(embedder.fingerprint)
        put(archive, embedder, *three)
        before = visible(archive, embedder)
    shutil.rmtree(data / lost)
    with Archive.open(data) as archive:
        archive.use_embedder(embedder.fingerprint)
        assert ["troly rebuild" in problem for problem in archive.problems] == [True]
        if lost == "lexical":
            with pytest.raises(StorageFailed, match="troly rebuild"):
                archive.lexical(["doi_thoai"], scope=EVERYTHING, limit=3)
        archive.rebuild()
        assert archive.problems == ()
        assert visible(archive, embedder) == before


def test_vectors_that_are_not_those_written_are_noticed_at_opening(
    tmp_path: Path, embedder: HashingEmbedder, three: Three
) -> None:
    """Ids and count are right, the vectors are not: only a query shows it."""
    data = tmp_path / "data"
    with Archive.open(data, create=True) as archive:
        archive.use_embedder(embedder.fingerprint)
        put(archive, embedder, *three)
    index = VectorIndex(data / "vectors")
    noise = np.random.default_rng(0)
    for name in index.names():
        ids = index._collection(name).get(include=[])["ids"]
        wrong = noise.standard_normal((len(ids), 64)).astype(np.float32)
        index.upsert(name, ids, wrong)
    index.close()
    with Archive.open(data) as archive:
        archive.use_embedder(embedder.fingerprint)
        assert len(archive.problems) == 1
        asked = embedder.encode(["đối thoại"], query=True)[0]
        assert archive.dense(asked, scope=EVERYTHING, limit=5) == []  # silent rather than wrong
        archive.rebuild()
        assert archive.dense(asked, scope=EVERYTHING, limit=1)[0][0] in ("aaa.v1.0", "bbb.v1.0")


def test_a_catalogue_that_is_no_catalogue_is_a_storage_failure(tmp_path: Path) -> None:
    (tmp_path / "catalogue.sqlite").write_bytes(b"not a database, " * 100)
    with pytest.raises(StorageFailed, match="bản sao lưu"):
        Archive.open(tmp_path)
    assert owner(tmp_path) is None  # the lock did not stay


def test_a_full_disk_is_a_storage_failure_and_leaves_the_state_before(
    filled: Archive, embedder: HashingEmbedder
) -> None:
    before = state(filled)
    writer = filled._store.database._writer
    (pages,) = writer.execute("PRAGMA page_count").fetchone()
    writer.execute(f"PRAGMA max_page_count = {pages}")  # SQLite's own way to run out of room
    with pytest.raises(StorageFailed, match="Hết chỗ"):
        put(filled, embedder, document("ddd", *(f"đoạn {n} " * 200 for n in range(50))))
    writer.execute(f"PRAGMA max_page_count = {2**30}")
    assert state(filled) == before
    put(filled, embedder, document("ddd", "Tiếp xúc cử tri."))
    assert filled.document("ddd", scope=EVERYTHING).passages[0].text == "Tiếp xúc cử tri."


def test_the_catalogue_is_durable_at_flips(filled: Archive) -> None:
    writer = filled._store.database._writer
    assert writer.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert writer.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
    assert writer.execute("PRAGMA secure_delete").fetchone() == (1,)
    with filled._store.database.reading() as reader, pytest.raises(sqlite3.OperationalError):
        reader.execute("DELETE FROM documents")


# -- one owner ----------------------------------------------------------------------------------------


def test_a_second_opener_learns_where_the_owner_listens(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert owner_address(data) is None
    with Archive.open(data, create=True, address="http://127.0.0.1:8000"):
        with pytest.raises(ArchiveBusy, match=r"127\.0\.0\.1:8000") as caught:
            Archive.open(data)
        assert caught.value.address == "http://127.0.0.1:8000"
        assert owner_address(data) == "http://127.0.0.1:8000"
    assert owner_address(data) is None  # the file is still there; nobody holds it
    with Archive.open(data):
        held = owner(data)
        assert held is not None
        assert (held.pid, held.address) == (os.getpid(), None)


def test_the_lock_vanishes_with_its_process(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Archive.open(data, create=True):
        pass
    code = (
        "import sys; from pathlib import Path; from ingest.archive.archive import Archive\n"
        "a = Archive.open(Path(sys.argv[1]), address='http://x:1'); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(data)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        assert owner_address(data) == "http://x:1"
        with pytest.raises(ArchiveBusy):
            Archive.open(data)
        other.kill()
    assert owner_address(data) is None
    Archive.open(data).close()


def test_asking_for_the_owner_loads_no_engine(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from ingest.archive.lock import owner_address\n"
        "owner_address(Path(sys.argv[1]))\n"
        "assert not {'tantivy', 'chromadb', 'numpy', 'sqlite3'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, check=True)

"""A folder → the archive, through the real readers, gate and parser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.archive.archive import Archive
from ingest.document import Scope
from ingest.errors import BadInput, NotFound
from ingest.ledger import LedgerRow, Outcome, SyncReport
from ingest.naming import document_id
from ingest.sync import sync
from ingest.vietnamese.tokens import search_tokens
from tests.ingest.archive.building import HashingEmbedder

REPORT = """TỈNH ỦY LÂM BÌNH
BAN DÂN VẬN
*
Số 18-BC/BDVTU

Lâm Bình, ngày 25 tháng 02 năm 2020

BÁO CÁO
công tác dân vận tháng 02, nhiệm vụ tháng 3 năm 2020

I. Kết quả công tác tháng 02
1. Đã tổ chức hội nghị giao ban khối dân vận.
2. {done}

II. Nhiệm vụ tháng 3
- Chuẩn bị nội dung đối thoại của Bí thư với nhân dân.
- {planned}

Nơi nhận:
- Như trên.
"""


def write(path: Path, text: str | None = None, *, planned: str = "Rà soát quy chế phối hợp.") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    done = "Đã tiếp xúc cử tri tại ba xã."
    path.write_text(text if text is not None else REPORT.format(done=done, planned=planned), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two good files in two collections, one broken, one of an unknown format."""
    root = tmp_path / "files"
    write(root / "bao-cao.txt")
    write(root / "đoàn thể" / "thư.txt", planned="Phát động phong trào thi đua.")
    (root / "hong.docx").write_bytes(b"PK\x03\x04 not a document")
    (root / "bang-tinh.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    return root


@pytest.fixture
def embedder() -> HashingEmbedder:
    return HashingEmbedder()


@pytest.fixture
def archive(tmp_path: Path, embedder: HashingEmbedder) -> Iterator[Archive]:
    with Archive.open(tmp_path / "data", create=True) as opened:
        opened.use_embedder(embedder.fingerprint)
        yield opened


def run(
    archive: Archive, folder: Path, embedder: HashingEmbedder | None = None
) -> tuple[SyncReport, dict[str | None, LedgerRow]]:
    rows: list[LedgerRow] = []
    report = sync(archive, folder, embedder=embedder, report=rows.append)
    return report, {row.path: row for row in rows}


def scope(archive: Archive) -> Scope:
    return Scope(archive.collections())


def finds(archive: Archive, words: str) -> set[str]:
    """Files with a passage that has all of the words, so next to each other."""
    whole = Scope(archive.collections() | {"chung"})
    hits = archive.lexical([t for t in search_tokens(words) if "_" in t], scope=whole, limit=100)
    found = archive.passages([passage_id for passage_id, _ in hits], scope=whole)
    ids = [p.document_id for p in found if words.casefold() in p.text.casefold()]
    return {row.file for row in archive.rows(ids, scope=whole).values()}


def on_disk(data: Path, *needles: str) -> list[str]:
    return [
        f"{path.relative_to(data)}: {needle}"
        for path in sorted(data.rglob("*"))
        if path.is_file()
        for needle in needles
        if needle.encode() in path.read_bytes()
    ]


def test_each_file_gets_its_outcome_and_a_bad_one_fails_alone(
    archive: Archive, folder: Path, embedder: HashingEmbedder
) -> None:
    report, rows = run(archive, folder, embedder)
    assert {path: row.outcome for path, row in rows.items()} == {
        "bang-tinh.xls": Outcome.UNSUPPORTED,
        "bao-cao.txt": Outcome.INDEXED,
        "hong.docx": Outcome.FAILED,
        "đoàn thể/thư.txt": Outcome.INDEXED,
    }
    assert rows["hong.docx"].reason
    assert ".xls" in rows["bang-tinh.xls"].reason
    assert (report.indexed, report.failed, report.unsupported) == (2, 1, 1)
    assert finds(archive, "phong trào thi đua") == {"đoàn thể/thư.txt"}
    assert archive.collections() == {"chung", "đoàn thể"}
    held = archive.document(document_id("chung", "bao-cao.txt"), scope=scope(archive))
    assert (held.file, held.collection, held.version) == ("bao-cao.txt", "chung", held.passages[0].version)
    counts = archive.counts(scope=scope(archive))
    assert counts.vectors == counts.passages == report.passages > 0
    ledger, _ = archive.ledger(scope=scope(archive))
    assert {row.path: row for row in ledger} == rows


def test_a_second_sync_reads_nothing_and_changes_nothing(
    archive: Archive, folder: Path, embedder: HashingEmbedder
) -> None:
    run(archive, folder, embedder)
    before, encoded = archive.ledger(scope=scope(archive)), len(embedder.encoded)
    report, rows = run(archive, folder, embedder)
    assert (report.indexed, report.unchanged, report.embedded) == (0, 2, 0)
    assert rows["bao-cao.txt"].outcome is Outcome.UNCHANGED
    assert len(embedder.encoded) == encoded
    outcomes = {row.path: row.outcome for row in archive.ledger(scope=scope(archive))[0]}
    assert outcomes == {row.path: row.outcome for row in before[0]}


def test_an_edited_file_flips_and_only_its_new_text_is_embedded(
    archive: Archive, folder: Path, embedder: HashingEmbedder
) -> None:
    run(archive, folder, embedder)
    encoded = len(embedder.encoded)
    write(folder / "bao-cao.txt", planned="Sơ kết Quyết định về giám sát.")
    report, _ = run(archive, folder, embedder)
    assert (report.indexed, report.unchanged, report.embedded) == (1, 1, 1)
    assert len(embedder.encoded) - encoded == 1
    assert finds(archive, "quyết định về giám sát") == {"bao-cao.txt"}
    assert finds(archive, "quy chế phối hợp") == set()


def test_an_edit_of_the_same_length_and_time_is_still_seen(
    archive: Archive, folder: Path, embedder: HashingEmbedder
) -> None:
    """A time is trusted only once it had settled when the file was hashed."""
    write(folder / "bao-cao.txt", planned="Rà soát quy chế A.")
    times = (folder / "bao-cao.txt").stat()
    run(archive, folder, embedder)
    write(folder / "bao-cao.txt", planned="Rà soát quy chế B.")
    os.utime(folder / "bao-cao.txt", ns=(times.st_atime_ns, times.st_mtime_ns))
    report, _ = run(archive, folder, embedder)
    assert report.indexed == 1
    assert finds(archive, "quy chế B") == {"bao-cao.txt"}


def test_a_file_that_is_gone_leaves_the_archive(
    archive: Archive, folder: Path, embedder: HashingEmbedder
) -> None:
    run(archive, folder, embedder)
    (folder / "bao-cao.txt").unlink()
    report, rows = run(archive, folder, embedder)
    assert (report.removed, rows["bao-cao.txt"].outcome) == (1, Outcome.REMOVED)
    with pytest.raises(NotFound):
        archive.document(document_id("chung", "bao-cao.txt"), scope=Scope(frozenset({"chung"})))
    assert finds(archive, "quy chế phối hợp") == set()
    assert run(archive, folder, embedder)[0].removed == 0
    write(folder / "bao-cao.txt")
    assert run(archive, folder, embedder)[0].indexed == 1  # and comes back


def test_an_indexed_file_that_breaks_keeps_its_last_good_version(archive: Archive, folder: Path) -> None:
    run(archive, folder)
    (folder / "bao-cao.txt").write_bytes(b"")
    (folder / "bao-cao.txt").write_bytes(b"\x00\x01\x02\xff" * 50)
    report, rows = run(archive, folder)
    assert report.failed == 2
    assert "vẫn được giữ" in rows["bao-cao.txt"].reason
    assert finds(archive, "quy chế phối hợp") == {"bao-cao.txt"}
    (folder / "bao-cao.txt").unlink()
    assert run(archive, folder)[0].removed == 1
    assert finds(archive, "quy chế phối hợp") == set()


# -- the folder itself --------------------------------------------------------------------------------


def test_a_folder_that_is_missing_empty_or_unreadable_never_empties_the_archive(
    archive: Archive, folder: Path, tmp_path: Path
) -> None:
    run(archive, folder)
    before = archive.counts(scope=scope(archive))
    away = tmp_path / "away"
    folder.rename(away)
    with pytest.raises(BadInput, match="giữ nguyên"):
        run(archive, folder)
    folder.mkdir()  # as a mount point without its disk
    with pytest.raises(BadInput, match="giữ nguyên"):
        run(archive, folder)
    folder.rmdir()
    folder.write_text("a file")
    with pytest.raises(BadInput, match="giữ nguyên"):
        run(archive, folder)
    assert archive.counts(scope=scope(archive)) == before


def test_a_folder_that_cannot_be_read_removes_nothing(archive: Archive, folder: Path) -> None:
    """Nested deeper than the system takes a path, which stops root too."""
    run(archive, folder)
    place = os.open(folder, os.O_RDONLY)
    for _ in range(25):
        os.mkdir("x" * 200, dir_fd=place)
        below = os.open("x" * 200, os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = below
    os.close(place)
    (folder / "bao-cao.txt").unlink()
    report, _ = run(archive, folder)
    assert (report.walk_errors, report.removed) == (1, 0)
    assert finds(archive, "quy chế phối hợp") == {"bao-cao.txt"}


def test_two_folders_do_not_remove_each_others_files(archive: Archive, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    write(other / "khác" / "cong-van.txt", planned="Kiện toàn ban chỉ đạo.")
    run(archive, folder)
    run(archive, other)
    run(archive, folder)
    assert finds(archive, "ban chỉ đạo") == {"khác/cong-van.txt"}
    assert finds(archive, "phong trào thi đua") == {"đoàn thể/thư.txt"}


def test_hidden_and_temporary_files_and_links_are_not_read(
    archive: Archive, folder: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    write(outside / "x.txt", planned="Bên ngoài thư mục.")
    write(folder / ".an.txt", planned="Tệp ẩn.")
    write(folder / "~$bao-cao.txt", planned="Tệp tạm.")
    write(folder / ".git" / "y.txt", planned="Tệp ẩn.")
    (folder / "lien-ket.txt").symlink_to(outside / "x.txt")
    (folder / "thu-muc").symlink_to(outside)
    (folder / "vong").symlink_to(folder)
    _, rows = run(archive, folder)
    assert set(rows) == {"bang-tinh.xls", "bao-cao.txt", "hong.docx", "lien-ket.txt", "đoàn thể/thư.txt"}
    assert rows["lien-ket.txt"].outcome is Outcome.UNSUPPORTED
    for planted in ("bên ngoài", "tệp ẩn", "tệp tạm"):
        assert finds(archive, planted) == set()


def test_the_folders_own_settings_are_remembered(archive: Archive, folder: Path) -> None:
    (folder / "troly.toml").write_text('name = "Kho thử"\nas_of = 2020-02-26\n', encoding="utf-8")
    _, rows = run(archive, folder)
    assert "troly.toml" not in rows
    assert (archive.meta("name"), archive.meta("as_of")) == ("Kho thử", "2020-02-26")
    (folder / "troly.toml").write_text('as_of = "hôm nay"\n', encoding="utf-8")
    with pytest.raises(BadInput, match="as_of"):
        run(archive, folder)


# -- promise 7: stamped state secrets never enter ------------------------------------------------------


def test_a_stamped_file_leaves_only_a_time_a_hash_and_a_rule(
    archive: Archive, folder: Path, tmp_path: Path
) -> None:
    stamped = "MẬT\n" + REPORT.format(done="Zephyrumqua.", planned="Xanthoquin.")
    write(folder / "đoàn thể" / "velarnith.txt", stamped)
    write(folder / "Mật" / "quorbital.txt", planned="Xanthoquin.")
    report, _ = run(archive, folder)
    assert (report.quarantined, report.indexed) == (2, 2)
    quarantined = [r for r in archive.ledger(scope=scope(archive))[0] if r.outcome is Outcome.QUARANTINED]
    assert len(quarantined) == 2
    for row in quarantined:
        assert row.sha256 is not None
        assert len(row.sha256) == 64
        assert row.reason
        known = (row.path, row.collection, row.size, row.document_id, row.mtime_ns, row.root, row.passages)
        assert known == (None, None, None, None, None, None, 0)
    assert archive.collections() == {"chung", "đoàn thể"}
    partial = archive.ledger(scope=Scope(frozenset({"chung"})))[0]
    assert not [row for row in partial if row.outcome is Outcome.QUARANTINED]
    secrets = ("Zephyrumqua", "Xanthoquin", "zephyrumqua", "xanthoquin", "velarnith", "quorbital")
    assert on_disk(tmp_path / "data", *secrets) == []
    assert run(archive, folder)[0].quarantined == 2
    assert archive.counts(scope=scope(archive)).outcomes["quarantined"] == 2  # the register does not double


def test_an_indexed_file_that_becomes_stamped_is_taken_back_without_a_trace(
    archive: Archive, folder: Path, embedder: HashingEmbedder, tmp_path: Path
) -> None:
    path = folder / "đoàn thể" / "velarnith.txt"
    text = REPORT.format(done="Zephyrumqua.", planned="Xanthoquin.")
    write(path, text)
    run(archive, folder, embedder)
    assert on_disk(tmp_path / "data", "Zephyrumqua", "xanthoquin", "velarnith") != []
    write(path, "TUYỆT MẬT\n" + text)
    report, _ = run(archive, folder, embedder)
    assert report.quarantined == 1
    assert on_disk(tmp_path / "data", "Zephyrumqua", "zephyrumqua", "xanthoquin", "velarnith") == []
    assert finds(archive, "phong trào thi đua") == {"đoàn thể/thư.txt"}
    counts = archive.counts(scope=scope(archive))
    assert counts.vectors == counts.passages


def test_a_file_moved_to_a_folder_for_secrets_is_taken_back_without_a_trace(
    archive: Archive, folder: Path, tmp_path: Path
) -> None:
    write(folder / "velarnith.txt", planned="Xanthoquin.")
    run(archive, folder)
    (folder / "Tuyệt mật").mkdir()
    (folder / "velarnith.txt").rename(folder / "Tuyệt mật" / "velarnith.txt")
    report, _ = run(archive, folder)
    assert report.quarantined == 1
    assert on_disk(tmp_path / "data", "Xanthoquin", "xanthoquin", "velarnith") == []


def test_another_model_embeds_what_is_held_and_takes_over(
    archive: Archive, folder: Path, embedder: HashingEmbedder
) -> None:
    run(archive, folder, embedder)
    held = archive.counts(scope=scope(archive)).passages
    other = HashingEmbedder(dimensions=32, name="other")
    report, _ = run(archive, folder, other)
    assert (report.indexed, report.unchanged) == (0, 2)
    assert archive.counts(scope=scope(archive)).vectors == held
    assert len(other.encoded) == len(set(other.encoded)) or report.embedded >= len(set(other.encoded))
    asked = other.encode(["Phát động phong trào thi đua."], query=True)[0]
    best = archive.dense(asked, scope=scope(archive), limit=1)[0][0]
    assert "thi đua" in archive.passage(best, scope=scope(archive)).text


def test_the_development_archive_is_indexed_whole(archive: Archive, shared: Path) -> None:
    report, rows = run(archive, shared / "archive")
    failed = {path: row.reason for path, row in rows.items() if row.outcome is Outcome.FAILED}
    assert failed == {}
    assert report.indexed == archive.counts(scope=scope(archive)).documents >= 50

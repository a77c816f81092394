"""Files that hold several documents: each is a document and a row of its own, and all go with their file."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from ingest import filing
from ingest.archive.archive import Archive
from ingest.ledger import Outcome
from tests.ingest.archive.building import HashingEmbedder
from tests.ingest.test_sync import REPORT, archive, embedder, finds, on_disk, run, scope

__all__ = ["archive", "embedder"]  # fixtures


def zipped(**members: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in members.items():
            package.writestr(name.replace("__", "/") + ".txt", text)
    return made.getvalue()


def report(planned: str) -> str:
    return REPORT.format(done="Đã tiếp xúc cử tri tại ba xã.", planned=planned)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "files"
    (root / "gui-den").mkdir(parents=True)
    (root / "gui-den" / "thang-2.zip").write_bytes(
        zipped(mot=report("Rà soát quy chế phối hợp."), huyen__hai=report("Phát động phong trào thi đua."))
    )
    return root


def test_each_part_is_a_document_cited_by_its_place_in_the_file(
    archive: Archive, folder: Path, embedder: HashingEmbedder
) -> None:
    counted, rows = run(archive, folder, embedder)
    assert {path: row.outcome for path, row in rows.items()} == {
        "gui-den/thang-2.zip": Outcome.INDEXED,
        "gui-den/thang-2.zip/mot.txt": Outcome.INDEXED,
        "gui-den/thang-2.zip/huyen/hai.txt": Outcome.INDEXED,
    }
    assert rows["gui-den/thang-2.zip"].document_id is None
    assert counted.indexed == 2
    assert finds(archive, "phong trào thi đua") == {"gui-den/thang-2.zip/huyen/hai.txt"}
    again, rows = run(archive, folder, embedder)
    assert (again.indexed, again.unchanged, again.removed) == (0, 1, 0)
    assert set(rows) == {"gui-den/thang-2.zip"}
    assert finds(archive, "phong trào thi đua") == {"gui-den/thang-2.zip/huyen/hai.txt"}


def test_a_part_taken_out_of_the_file_goes_and_the_others_stay(
    archive: Archive, folder: Path, embedder: HashingEmbedder
) -> None:
    run(archive, folder, embedder)
    (folder / "gui-den" / "thang-2.zip").write_bytes(zipped(mot=report("Rà soát quy chế phối hợp.")))
    counted, _ = run(archive, folder, embedder)
    assert counted.removed == 1
    assert finds(archive, "phong trào thi đua") == set()
    assert finds(archive, "quy chế phối hợp") == {"gui-den/thang-2.zip/mot.txt"}
    (folder / "khac.txt").write_text("Một câu khác.", "utf-8")
    (folder / "gui-den" / "thang-2.zip").unlink()
    run(archive, folder, embedder)
    assert finds(archive, "quy chế phối hợp") == set()
    assert archive.counts(scope=scope(archive)).documents == 1


def test_a_part_that_cannot_be_read_fails_alone_and_is_tried_again(
    archive: Archive, folder: Path, embedder: HashingEmbedder
) -> None:
    place = folder / "gui-den" / "thang-2.zip"
    with zipfile.ZipFile(place, "a") as package:
        package.writestr("hong.docx", b"PK\x03\x04 not a document")
        package.writestr("bang.xls", b"\xd0\xcf\x11\xe0")
    counted, rows = run(archive, folder, embedder)
    assert rows["gui-den/thang-2.zip/hong.docx"].outcome is Outcome.FAILED
    assert rows["gui-den/thang-2.zip/bang.xls"].outcome is Outcome.UNSUPPORTED
    assert (counted.indexed, counted.failed, counted.unsupported) == (2, 1, 1)
    again, _ = run(archive, folder, embedder)
    assert (again.failed, again.unchanged, again.embedded) == (1, 0, 0)


def test_a_stamp_on_one_part_holds_the_whole_file_back_and_takes_back_what_was_held(
    archive: Archive, folder: Path, embedder: HashingEmbedder
) -> None:
    run(archive, folder, embedder)
    place = folder / "gui-den" / "thang-2.zip"
    with zipfile.ZipFile(place, "a") as package:
        package.writestr("ba.txt", "MẬT\nSố 01-CV/TU\nCâu không ai được thấy.\n")
    counted, rows = run(archive, folder, embedder)
    assert counted.quarantined == 1
    assert set(rows) == {None}
    assert finds(archive, "phong trào thi đua") == set()
    assert archive.counts(scope=scope(archive)).documents == 0
    assert on_disk(archive.data, "thang-2", "Câu không ai được thấy", "phong trào thi đua") == []


def test_a_secret_name_inside_holds_the_whole_file_back(
    archive: Archive, folder: Path, embedder: HashingEmbedder
) -> None:
    (folder / "gui-den" / "thang-2.zip").write_bytes(zipped(mật__mot=report("Một việc.")))
    counted, rows = run(archive, folder, embedder)
    assert (counted.quarantined, counted.indexed) == (1, 0)
    assert rows[None].reason == "name"


BOUND = "\n".join(
    [
        report("Rà soát quy chế phối hợp."),
        "K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\n\nNguyễn Văn Lâm\n",
        report("Phát động phong trào thi đua.").replace("18-BC", "19-BC"),
        "K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\n\nNguyễn Văn Lâm\n",
    ]
)


def test_documents_bound_in_one_file_survive_a_death_between_them(
    archive: Archive,
    folder: Path,
    embedder: HashingEmbedder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (folder / "dong-quyen.txt").write_text(BOUND, "utf-8")
    monkeypatch.setattr(filing, "BATCH_DOCUMENTS", 1)
    flush, flushed = filing.Filing.flush, []

    def dies(self: filing.Filing) -> None:
        if any(row.path and row.path.startswith("dong-quyen") for row in self.rows):
            flushed.append(1)
            if len(flushed) == 2:
                raise KeyboardInterrupt
        flush(self)

    monkeypatch.setattr(filing.Filing, "flush", dies)
    with pytest.raises(KeyboardInterrupt):
        run(archive, folder, embedder)
    monkeypatch.undo()
    _, rows = run(archive, folder, embedder)
    assert {path for path in rows if path and path.startswith("dong-quyen")} == {
        "dong-quyen.txt",
        "dong-quyen.txt/văn bản 2",
    }
    held = {row.file: row.number for row in archive.documents(scope=scope(archive))[0]}
    assert held["dong-quyen.txt"] == "18-BC/BDVTU"
    assert held["dong-quyen.txt/văn bản 2"] == "19-BC/BDVTU"


def test_parts_of_a_stamped_file_go_even_where_the_file_itself_was_never_written_down(
    archive: Archive,
    folder: Path,
    embedder: HashingEmbedder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(filing, "BATCH_DOCUMENTS", 1)
    flush = filing.Filing.flush

    def dies(self: filing.Filing) -> None:
        flush(self)
        raise KeyboardInterrupt

    monkeypatch.setattr(filing.Filing, "flush", dies)
    with pytest.raises(KeyboardInterrupt):
        run(archive, folder, embedder)
    monkeypatch.undo()
    assert finds(archive, "quy chế phối hợp") == {"gui-den/thang-2.zip/mot.txt"}
    with zipfile.ZipFile(folder / "gui-den" / "thang-2.zip", "a") as package:
        package.writestr("ba.txt", "MẬT\nSố 01-CV/TU\nCâu không ai được thấy.\n")
    run(archive, folder, embedder)
    assert [row.path for row in archive.ledger(scope=scope(archive))[0]] == [None]
    assert on_disk(archive.data, "thang-2", "quy chế phối hợp") == []

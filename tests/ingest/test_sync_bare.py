"""A machine with neither LibreOffice nor Tesseract: what needs them is listed, all else is taken in."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest

from ingest.archive.archive import Archive
from ingest.commands import render_ingested
from ingest.ingesting import Ingested
from ingest.ledger import Outcome
from tests.ingest.archive.building import HashingEmbedder
from tests.ingest.readers.rubber_stamps import page, saved
from tests.ingest.test_sync import archive, embedder, finds, run, write

__all__ = ["archive", "embedder"]  # fixtures


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "files"
    write(root / "bao-cao.txt")
    (root / "quet.jpg").write_bytes(saved(page()))
    (root / "cu.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))
    document = docx.Document()
    document.add_paragraph("Phát động phong trào thi đua trong khối dân vận.")
    document.save(str(root / "moi.docx"))
    return root


def test_what_needs_a_program_is_listed_and_the_rest_is_taken_in(
    archive: Archive,
    folder: Path,
    embedder: HashingEmbedder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    report, rows = run(archive, folder, embedder)
    assert {path: row.outcome for path, row in rows.items()} == {
        "bao-cao.txt": Outcome.INDEXED,
        "cu.doc": Outcome.FAILED,
        "moi.docx": Outcome.INDEXED,
        "quet.jpg": Outcome.NEEDS_OCR,
    }
    assert "LibreOffice" in rows["cu.doc"].reason
    assert "OCR" in rows["quet.jpg"].reason
    assert (report.indexed, report.failed, report.needs_ocr) == (2, 1, 1)
    assert finds(archive, "phong trào thi đua") == {"moi.docx"}
    said = render_ingested(Ingested((report,), 1.0, 2**20), [rows["cu.doc"], rows["quet.jpg"]])
    assert re.search(r"cần OCR +1\n", said)
    assert "quet.jpg" in said
    monkeypatch.undo()
    again, rows = run(archive, folder, embedder)
    assert rows["quet.jpg"].outcome is Outcome.INDEXED  # the program was installed: the file is read now
    assert again.needs_ocr == 0

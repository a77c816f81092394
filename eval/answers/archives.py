"""Where the documents of a question file are: its ``archive`` word in, a folder out."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from eval.answers.schema import QuestionFile
from ingest.errors import BadInput
from ingest.walking import SETTINGS_NAME

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = ROOT / "eval" / "questions"
_SHARED = "{shared}"
# The sub-folder of the documents among which another archive is buried; no question file's archive has one.
_AMONG = "kho-vui"


def shared_folder() -> Path:
    """The development data: ``TROLY_SHARED``, else beside the repository."""
    return Path(os.environ.get("TROLY_SHARED") or ROOT.parent / "shared")


def folder_of(file: QuestionFile, *, instead: Path | None = None, shared: Path | None = None) -> Path:
    """The folder of a file's documents (``instead`` replaces it); :class:`BadInput` where there is none."""
    folder = instead or ROOT / file.archive.replace(_SHARED, str(shared or shared_folder()))
    if folder.is_dir():
        return folder
    hint = "; hãy đặt TROLY_SHARED" if needs_shared(file) and instead is None else ""
    raise BadInput(f"{file.path.name}: không có kho tài liệu {folder}{hint}.")


def needs_shared(file: QuestionFile) -> bool:
    return _SHARED in file.archive


def copy_only(folder: Path, only: Sequence[str], target: Path) -> Path:
    """``folder`` cut down to the files ``only`` names, as copies below ``target``; itself where all are meant."""
    if not only:
        return folder
    for name in only:
        source = folder / name
        if not source.is_file() or not source.resolve().is_relative_to(folder.resolve()):
            raise BadInput(f"Kho {folder} không có tệp {name} nêu trong “documents”.")
        copy = target / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, copy)
    return target


def lay_buried(documents: Path, scratch: Path) -> Path:
    """Copies of ``documents`` in a sub-folder of the folder returned, so that no path of theirs is one of the
    archive buried among them. Its ``troly.toml`` is left out: the day and the name stay those of that archive.
    """
    if not documents.is_dir():
        raise BadInput(f"Không có thư mục tài liệu {documents} để vùi kho vào.")
    folder = scratch / "buried"
    shutil.copytree(documents, folder / _AMONG, ignore=shutil.ignore_patterns(SETTINGS_NAME))
    return folder

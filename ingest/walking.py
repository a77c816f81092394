"""Walking an archive folder and taking a file's bytes, without following links out of it."""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingest.errors import BadInput

DEFAULT_COLLECTION = "chung"  # of files at the top of the archive folder
SETTINGS_NAME = "troly.toml"

# Bytes. A whole file is held in memory, since nothing of it may touch a disk before the gate.
MAX_FILE_SIZE = 200_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the folder. ``path`` is NFC; ``place`` is where the bytes really are."""

    path: str
    place: Path
    link: bool

    @property
    def parts(self) -> tuple[str, ...]:
        return PurePosixPath(self.path).parts

    @property
    def collection(self) -> str:
        return self.parts[0] if len(self.parts) > 1 else DEFAULT_COLLECTION


@dataclass(frozen=True, slots=True)
class Walk:
    files: tuple[Found, ...]
    errors: int  # folders that could not be read


def walk(root: Path, data: Path) -> Walk:
    """Every file below the root in path order, but hidden ones, Office's temporary ones and troly.toml.

    Symbolic links are not followed: what they lead to was not put into the archive folder. Nor is the data
    folder read, should it stand inside.
    """
    errors: list[OSError] = []
    files = []
    for place, folders, names in os.walk(root, onerror=errors.append):
        links = {name for name in folders if _is_link(Path(place, name))}
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and name not in links and Path(place, name) != data
        ]
        relative = Path(place).relative_to(root)
        for name in names:
            if name.startswith((".", "~$")) or (relative == Path() and name == SETTINGS_NAME):
                continue
            whole = Path(place, name)
            # A name that is not UTF-8 cannot be stored; its bytes are shown as replacement characters.
            shown = os.fsencode((relative / name).as_posix()).decode("utf-8", "replace")
            files.append(Found(unicodedata.normalize("NFC", shown), whole, _is_link(whole)))
    if any(Path(str(error.filename)) == root for error in errors):
        raise BadInput(f"Không đọc được thư mục {root}; kho được giữ nguyên.")
    return Walk(tuple(sorted(files, key=lambda found: found.path)), len(errors))


def _is_link(place: Path) -> bool:
    try:
        return place.is_symlink()
    except OSError:  # a path too long to ask about; reading it will say so
        return False


def bytes_of(place: Path) -> bytes:
    """The file in memory; refuses what is not a plain file, and links put there since the walk."""
    descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise BadInput("Không phải là tệp thường.")
        if status.st_size > MAX_FILE_SIZE:
            raise BadInput(f"Tệp lớn hơn {MAX_FILE_SIZE // 1_000_000} MB.")
        return file.read()


def hash_only(found: Found) -> str | None:
    """The hash of a file whose name was refused, read in pieces that are looked at by nothing else."""
    digest = hashlib.sha256()
    try:
        descriptor = os.open(found.place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return None
            while piece := file.read(1 << 20):
                digest.update(piece)
    except OSError:
        return None
    return digest.hexdigest()

"""What a reader may use besides memory: a folder that is not on any disk, and its share of the cores.

Bytes that have not passed the gate may touch no disk (promise 7). Whoever starts a reader makes the folder;
where a machine has no memory-backed place there is none, and the formats that need one say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ingest.errors import UnreadableFile


@dataclass(frozen=True, slots=True)
class Workroom:
    """The means of one reader. ``folder`` is private (0700), memory-backed and emptied after each file."""

    folder: Path | None = None
    cores: int = 1

    def private_folder(self) -> Path:
        """Raises UnreadableFile where this machine has no memory-backed folder."""
        if self.folder is None:
            raise UnreadableFile(
                "Loại tệp này phải mở qua thư mục tạm trong bộ nhớ (/dev/shm), nhưng máy này không có; "
                "tệp chưa được đọc để nội dung không bị ghi ra đĩa."
            )
        return self.folder


BARE = Workroom()  # memory only: for formats read in place

"""Pictures inside an office document: what can be read on them, for the gate; and a document that is only pictures.

A stamp may be pasted as a picture, and a scan may be pasted into Word page by page.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator

from ingest.document import Reading
from ingest.errors import NeedsOcr, UnreadableFile
from ingest.readers.image_files import MAX_PAGES, Picture, open_picture
from ingest.readers.lines import NO_CONTENT, assemble
from ingest.readers.pdf_lines import lines_of
from ingest.readers.pdf_pages import drafts_of
from ingest.readers.scans import recognise_all, red_texts_on, with_recognised
from ingest.readers.tesseract import available
from ingest.readers.workroom import Workroom

_PICTURE = re.compile(r"(?:^|/)(?:media|Pictures)/[^/]+\.(?:png|jpe?g|tiff?|bmp|gif|webp)$", re.IGNORECASE)
_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError)
_UNSEEN = "Tệp có ảnh bị hỏng, không kiểm tra được."
_PAGE = 1_000  # dots of the longer side: with fewer a picture is no page
_PASTED = 200.0  # dots an inch of a picture that is none
_SMALLEST = 24  # dots: a rule or a bullet is no picture


def seen_on_pictures(files: Iterable[bytes], room: Workroom) -> tuple[str, ...]:
    """Texts on picture files, a picture each, and texts in red ink on them.

    Where Tesseract is missing only a red stamp that nobody can read is told of (``UNREAD_STAMP``). Raises
    UnreadableFile: more pictures than can be looked at, or one that is broken, too large or too hard.
    """
    pictures = _Pictures(files)
    orders = range(len(pictures))
    if not available():
        return red_texts_on(orders, pictures.__getitem__, cores=room.cores)
    pages = recognise_all(orders, pictures.__getitem__, cores=room.cores)
    seen = ("\n".join(line.text for line in lines_of(page.page.words)) for page in pages.values())
    return (*filter(None, seen), *(text for page in pages.values() for text in page.red))


def read_pictures(package: bytes, room: Workroom, *, format: str) -> Reading:
    """A document without text as the scan it is: each of its pictures a page.

    Raises UnreadableFile where it has none; NeedsOcr where Tesseract is missing.
    """
    pictures = _Pictures(pictures_in(package))
    if not pictures:
        raise UnreadableFile(NO_CONTENT)
    if not available():
        raise NeedsOcr("Văn bản chỉ có ảnh chụp, không có chữ: cần OCR trước khi nạp.")
    recognised = recognise_all(range(len(pictures)), pictures.__getitem__, cores=room.cores)
    pages = [page.page for page in recognised.values()]
    return with_recognised(assemble(drafts_of(pages), format=format, pages=len(pages)), recognised)


class _Pictures:
    """Pictures of files, each decoded when it is asked for: together they may fill the memory."""

    def __init__(self, files: Iterable[bytes]) -> None:
        self._places: list[tuple[bytes, int]] = []  # picture file, frame
        for data in files:
            with open_picture(data) as frames:
                if frames is None:  # nobody saw it, so it must not pass
                    raise UnreadableFile(_UNSEEN)
                for order in range(len(frames)):
                    if min(frames[order].dots.shape[:2]) >= _SMALLEST:
                        self._places.append((data, order))
                    if len(self._places) > MAX_PAGES:
                        raise UnreadableFile(f"Tệp có hơn {MAX_PAGES} ảnh; đề nghị tách nhỏ rồi nạp lại.")

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, place: int) -> Picture:
        data, order = self._places[place]
        with open_picture(data) as frames:
            if frames is None:
                raise UnreadableFile(_UNSEEN)
            picture = frames[order]
        # A pasted stamp says nothing of its size, and would be taken for a page.
        return picture if max(picture.dots.shape[:2]) >= _PAGE else Picture(picture.dots, _PASTED)


def pictures_in(package: bytes) -> Iterator[bytes]:
    """The picture files of a package whose bounds its reader has checked."""
    with zipfile.ZipFile(io.BytesIO(package)) as members:
        for name in members.namelist():
            if _PICTURE.search(name):
                try:
                    yield members.read(name)
                except _DAMAGED as error:
                    raise UnreadableFile(_UNSEEN) from error

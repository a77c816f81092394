"""Scans kept as pictures (.png .jpg .tif .bmp) → lines with pages and boxes, recognised as a scanned PDF is."""

from __future__ import annotations

from ingest.document import Reading
from ingest.errors import NeedsOcr, UnreadableFile
from ingest.readers.image_files import MAX_PAGES, open_picture
from ingest.readers.lines import assemble
from ingest.readers.pdf_pages import drafts_of
from ingest.readers.scans import recognise_all, refuse_stamped, with_recognised
from ingest.readers.tesseract import available
from ingest.readers.workroom import BARE, Workroom


def read(data: bytes, room: Workroom = BARE) -> Reading:
    """Bytes of a picture → Reading; each frame of a .tif is a page.

    Raises UnreadableFile: broken, too large, too many pages, nothing to read. NeedsOcr: Tesseract is missing.
    Stamped: Tesseract is missing and there is a red stamp at the head of the first page.
    """
    with open_picture(data) as frames:
        if frames is None:
            raise UnreadableFile("Tệp ảnh bị hỏng hoặc không đúng định dạng.")
        if len(frames) > MAX_PAGES:
            raise UnreadableFile(f"Tệp ảnh dài hơn {MAX_PAGES} trang; đề nghị tách nhỏ rồi nạp lại.")
        if not available():
            refuse_stamped(frames[0])
            raise NeedsOcr("Ảnh chụp hoặc bản quét: cần OCR trước khi nạp.")
        recognised = recognise_all(range(len(frames)), frames.__getitem__, cores=room.cores)
    pages = [page.page for page in recognised.values()]
    reading = assemble(drafts_of(pages), format=frames.format, pages=len(pages))
    return with_recognised(reading, recognised)

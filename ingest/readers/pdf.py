"""PDF → lines with pages, boxes and columns. pypdfium2 is imported here only.

The library gives characters with boxes; words are built here, lines and blocks in ``pdf_pages``. Pages that are
pictures, or whose text layer is no text, are rendered here and recognised in ``scans``.
"""

from __future__ import annotations

import ctypes
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from math import hypot, inf, sqrt
from typing import Any

import numpy as np

from ingest.document import Box, Reading
from ingest.errors import NeedsOcr, UnreadableFile
from ingest.readers.image_files import MAX_DOTS, Picture
from ingest.readers.legacy_lines import in_unicode, lines_in_unicode
from ingest.readers.lines import assemble
from ingest.readers.pdf_lines import Word
from ingest.readers.pdf_pages import Page, drafts_of
from ingest.readers.pdf_words import hyphens_told, in_unicode_words
from ingest.readers.scans import DPI, recognise_all, red_texts_on, refuse_stamped, with_recognised
from ingest.readers.tesseract import available
from ingest.readers.text_quality import is_garbled
from ingest.readers.workroom import BARE, Workroom
from ingest.vietnamese.legacy import Face, face_of

MAX_PAGES = 5_000
_NEEDS_OCR = "Tệp PDF không có lớp văn bản đọc được (bản quét ảnh): cần OCR trước khi nạp."
_MAX_SCANNED = 300  # pages recognised in one file: half an hour of one core
_MAX_IMAGE = 100_000_000  # dots of one image inside a page; more is a trap
_MOST_NOTES = 1_000  # annotations of a page that are read
_LONGEST_NOTE = 20_000  # bytes
_LETTERS_PER_PAGE = 20  # a scan with fewer is a scan, whatever an e-signature printed over it
_COVERED = 0.6, 150  # an image over this share of the page, and fewer letters: a scan signed electronically
_OUTLINES = 300  # shapes on a page without letters: its letters were turned into curves
_BROKEN_PAGE = "Tệp PDF có trang bị hỏng, không đọc được."
_TOO_MANY = f"Tệp PDF có hơn {_MAX_SCANNED} trang là ảnh quét; đề nghị tách nhỏ rồi nạp lại."
_UNREAD = "Trang {} là ảnh, không có lớp văn bản; nội dung các trang này không được đọc."
_GARBLED = "Lớp văn bản của trang {} bị lỗi phông chữ; các trang này được nhận dạng lại từ hình ảnh."
_LOCK = threading.Lock()  # PDFium is not thread-safe
_PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD
_BOLD = re.compile(rb"bold|black|heavy|semibold", re.IGNORECASE)
_ABOVE = 0.78  # of the size: how far a font reaches over the baseline; the rest lies under it
_HYPHEN_AT_LINE_END = "\x02"  # how PDFium reports a hyphen that ends a line


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A page as the file has it, before anything is recognised."""

    page: Page
    letters: int
    images: float  # share of the page that its largest image covers; 0.0 without images
    shapes: int
    notes: tuple[str, ...] = ()  # what annotations say; a stamp is often one
    annotated: bool = False

    @property
    def is_scan(self) -> bool:
        if self.letters < _LETTERS_PER_PAGE:
            return self.images > 0 or self.shapes > _OUTLINES
        return self.images > _COVERED[0] and self.letters < _COVERED[1]


def read(data: bytes, room: Workroom = BARE) -> Reading:
    """Bytes of a .pdf → Reading with pages from 1 and boxes; scanned pages are recognised.

    Raises UnreadableFile: encrypted, broken, too long, nothing to read. NeedsOcr: without Tesseract, a file of
    pictures only or with a text layer that is none. Stamped: such a file with a red stamp at its head.
    """
    with _opened(data) as document:
        loaded = _load(document)
        picture_of = partial(_render, document)
        scanned = {order for order, page in enumerate(loaded) if page.is_scan}
        if not any(page.letters for page in loaded):
            scanned = set(range(len(loaded)))
        words, by_font = in_unicode_words([page.page.words for page in loaded])
        texts, _ = lines_in_unicode([" ".join(word.text for word in of_page) for of_page in words])
        garbled = {
            order for order, text in enumerate(texts) if order not in scanned and is_garbled(text.split())
        }
        unread = sorted(scanned | garbled)
        warnings: tuple[str, ...] = ()
        if unread and not available():
            refuse_stamped(picture_of(0))
            if garbled or len(unread) == len(loaded):
                raise NeedsOcr(_NEEDS_OCR)
            warnings = (_UNREAD.format(", ".join(str(order + 1) for order in unread)),)
            unread = []
        if len(unread) > _MAX_SCANNED:
            raise UnreadableFile(_TOO_MANY)
        recognised = recognise_all(unread, picture_of, cores=room.cores)
        beside = [
            order
            for order, page in enumerate(loaded)
            if (page.images or page.annotated) and order not in recognised
        ]
        pictures = (
            *red_texts_on(beside[:_MAX_SCANNED], picture_of, cores=room.cores),
            *(note for page in loaded for note in page.notes),
            *_properties(document),
        )
    if garbled:
        warnings += (_GARBLED.format(", ".join(str(order + 1) for order in sorted(garbled))),)
    pages = [
        recognised[order].page if order in recognised else replace(page.page, words=words[order])
        for order, page in enumerate(loaded)
    ]
    drafts, more = in_unicode(drafts_of(pages), by_font)
    reading = assemble(drafts, format="pdf", pages=len(pages), warnings=(*warnings, *more))
    return with_recognised(reading, recognised, pictures)


def read_text_layer(data: bytes) -> Reading:
    """The text layer alone of a PDF we printed ourselves: nothing is recognised, nothing is for the gate."""
    with _opened(data) as document:
        loaded = _load(document)
    words, by_font = in_unicode_words([page.page.words for page in loaded])
    pages = [replace(page.page, words=own) for page, own in zip(loaded, words, strict=True)]
    drafts, _ = in_unicode(drafts_of(pages), by_font)
    return assemble(drafts, format="pdf", pages=len(pages))


def _properties(document: Any) -> tuple[str, ...]:
    """Title, subject and keywords: a place for a grade, as in an office file."""
    with _LOCK:
        return tuple(
            filter(None, (document.get_metadata_value(key) for key in ("Title", "Subject", "Keywords")))
        )


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    """The library's document; every later call on it takes ``_LOCK`` for itself."""
    import pypdfium2
    import pypdfium2.raw as raw

    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if raw.FPDF_GetLastError() == _PASSWORD_ERROR or "password" in str(error).lower():
                raise UnreadableFile("Tệp PDF được đặt mật khẩu. Đề nghị bỏ mật khẩu rồi nạp lại.") from error
            raise UnreadableFile("Tệp PDF bị hỏng hoặc không đúng định dạng.") from error
    try:
        yield document
    finally:
        with _LOCK:
            document.close()


def _load(document: Any) -> list[_Loaded]:
    import pypdfium2
    import pypdfium2.raw as raw

    with _LOCK:
        if len(document) > MAX_PAGES:
            raise UnreadableFile(f"Tệp PDF dài hơn {MAX_PAGES} trang; đề nghị tách nhỏ rồi nạp lại.")
        try:
            return [_load_page(document[order], raw) for order in range(len(document))]
        except pypdfium2.PdfiumError as error:
            raise UnreadableFile(_BROKEN_PAGE) from error


def _render(document: Any, order: int) -> Picture:
    """A page as a person sees it."""
    import pypdfium2

    with _LOCK:
        try:
            page = document[order]
            width, height = page.get_size()
            dpi = min(DPI, 72 * sqrt(MAX_DOTS / max(1.0, width * height)))
            bitmap = page.render(scale=dpi / 72, rev_byteorder=True)
            dots = np.array(bitmap.to_numpy()[..., :3])
            bitmap.close()
            page.close()
        except pypdfium2.PdfiumError as error:
            raise UnreadableFile(_BROKEN_PAGE) from error
    return Picture(dots, dpi)


def _load_page(page: Any, raw: Any) -> _Loaded:
    width, height = page.get_size()
    text = page.get_textpage()
    try:
        words = tuple(_words(text.raw, text.count_chars(), height, raw))
        rules, images, shapes = _drawings(page, width, height, raw)
        annotations = raw.FPDFPage_GetAnnotCount(page)
        notes = tuple(
            filter(None, (_note(page, order, raw) for order in range(min(annotations, _MOST_NOTES))))
        )
    finally:
        text.close()
        page.close()
    letters = sum(char.isalpha() for word in words for char in word.text)
    return _Loaded(Page(words, rules, width, height), letters, images, shapes, notes, annotations > 0)


def _note(page: Any, order: int, raw: Any) -> str:
    """What an annotation says, "" where it says nothing."""
    annotation = raw.FPDFPage_GetAnnot(page, order)
    if not annotation:
        return ""
    size = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)  # bytes of UTF-16, its end included
    buffer = ctypes.create_string_buffer(min(size, _LONGEST_NOTE))
    raw.FPDFAnnot_GetStringValue(
        annotation, b"Contents", ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), len(buffer)
    )
    raw.FPDFPage_CloseAnnot(annotation)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\x00").strip()


def _words(text: Any, count: int, height: float, raw: Any) -> Iterator[Word]:
    """Runs of characters in the order the file draws them, cut at white space and at jumps.

    Calls the library without its helpers: they allocate four numbers a character, and a page has thousands. A
    word is as high as its type, not as its letters: the library's box of an Ỷ is half again as high as that of
    an a in the fonts LibreOffice embeds.
    """
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    box_ref, x_ref, y_ref = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    chars: list[str] = []
    first = x0 = x1 = size = set_in = box_high = 0.0
    blank_end = blank_at = inf
    start = 0
    spaced = False
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text, index)
        char = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "
        char = _HYPHEN_AT_LINE_END if char == "\ufffe" else char
        blank = char.isspace() or char == "\u200b"
        drawn = not blank or raw.FPDFText_IsGenerated(text, index) != 1
        if drawn:
            raw.FPDFText_GetLooseCharBox(text, index, box_ref)
            raw.FPDFText_GetCharOrigin(text, index, x_ref, y_ref)
            high, set_at = box.top - box.bottom, raw.FPDFText_GetFontSize(text, index)
        if chars and (
            blank
            or abs(y.value - first) > 0.08 * size
            or not 0.88 * set_in < set_at < 1.14 * set_in
            or not 0.7 * box_high < high < 1.7 * box_high  # raised by a matrix, in the same size
            or not -0.6 * size < box.left - x1 < 0.35 * size
        ):
            fonts = _fonts(text, start, len(chars), raw)
            yield _word(chars, x0, x1, height - first, size, *fonts, spaced)
            chars = []
            spaced = False
        if blank:
            # Only a space that the file draws right before the word: the library puts others where a letter of
            # a second font is drawn later, and there the gap tells.
            blank_end, blank_at = (box.right, y.value) if drawn else (inf, inf)
            continue
        if not chars:
            spaced = blank_at == y.value and abs(box.left - blank_end) < 0.2 * high
            blank_end = blank_at = inf
            start, first, set_in, box_high = index, y.value, set_at, high
            raw.FPDFText_GetMatrix(text, index, matrix)
            size = set_in * (hypot(matrix.c, matrix.d) or 1.0)
            x0, x1 = box.left, box.right
        chars.append(char)
        x1, x0 = max(x1, box.right), min(x0, box.left)
    if chars:
        yield _word(chars, x0, x1, height - first, size, *_fonts(text, start, len(chars), raw), spaced)


def _word(
    chars: list[str],
    x0: float,
    x1: float,
    baseline: float,
    size: float,
    bold: bool,
    faces: tuple[Face | None, ...],
    spaced: bool,
) -> Word:
    text = hyphens_told("".join(chars), _HYPHEN_AT_LINE_END, faces)
    size = max(size, 0.1)
    top, bottom = baseline - _ABOVE * size, baseline + (1 - _ABOVE) * size
    return Word(text, x0, top, x1, bottom, baseline, size, bold, spaced, faces)


def _fonts(text: Any, start: int, count: int, raw: Any) -> tuple[bool, tuple[Face | None, ...]]:
    """Whether a word is bold, and the face of each character; none where both its ends are in Unicode fonts."""
    bold, first = _font(text, start, raw)
    if first is None and (count == 1 or _font(text, start + count - 1, raw)[1] is None):
        return bold, ()
    return bold, tuple(_font(text, index, raw)[1] for index in range(start, start + count))


def _font(text: Any, index: int, raw: Any) -> tuple[bool, Face | None]:
    """Whether the font of a character is bold, and its face."""
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, index, name, 128, ctypes.byref(flags))
    return _known_font(name.value)


@lru_cache(maxsize=256)
def _known_font(name: bytes) -> tuple[bool, Face | None]:
    return _BOLD.search(name) is not None, face_of(name.decode("latin-1"))


def _drawings(page: Any, width: float, height: float, raw: Any) -> tuple[tuple[Box, ...], float, int]:
    """(straight rules, the edges of boxes included; share of the page its largest image covers; shapes)."""
    rules: list[Box] = []
    images = 0.0
    shapes = 0
    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE), max_depth=4):
        left, bottom, right, top = item.get_bounds()
        x0, y0, x1, y1 = left, height - top, right, height - bottom
        across, down = x1 - x0, y1 - y0
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            _refuse_trap(item, raw)
            images = max(images, across * down / max(1.0, width * height), 1e-6)
            continue
        shapes += 1
        if min(across, down) <= 3 and max(across, down) >= 8:
            rules.append(Box(x0, y0, x1, y1))
        elif across > 15 and down > 8:
            rules += [Box(x0, y0, x1, y0), Box(x0, y1, x1, y1), Box(x0, y0, x0, y1), Box(x1, y0, x1, y1)]
    return tuple(rules), images, shapes


def _refuse_trap(image: Any, raw: Any) -> None:
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(image, ctypes.byref(wide), ctypes.byref(high))
    if wide.value * high.value > _MAX_IMAGE:
        raise UnreadableFile("Tệp PDF chứa ảnh quá lớn; đề nghị quét lại ở 200–300 dpi.")

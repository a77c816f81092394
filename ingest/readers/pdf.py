"""PDF with a text layer → lines with pages, boxes and columns. pypdfium2 is imported here only.

The library gives characters with boxes; words are built here, lines in ``pdf_lines``, blocks and tables in
``pdf_columns``. A file without a text layer is refused: recognising characters is not this product's work.
"""

from __future__ import annotations

import ctypes
import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from ingest.document import Box, Column, LineKind, Reading
from ingest.errors import UnreadableFile
from ingest.readers.legacy_lines import in_unicode
from ingest.readers.lines import LineDraft, assemble, one_line
from ingest.readers.pdf_columns import Row, heading_block, ruled_tables, signature_block
from ingest.readers.pdf_lines import (
    Printed,
    Word,
    body_size,
    lines_of,
    split_notes,
    starts_note,
    without_furniture,
)
from ingest.readers.pdf_tables import open_tables
from ingest.readers.pdf_words import hyphens_told, in_unicode_words
from ingest.readers.workroom import BARE, Workroom
from ingest.vietnamese.legacy import Face, face_of

MAX_PAGES = 5_000
_NEEDS_OCR = "Tệp PDF không có lớp văn bản (bản quét ảnh): cần OCR trước khi nạp."
_LETTERS_PER_PAGE = 20  # a scan with fewer is a scan, whatever an e-signature printed over it
_LOCK = threading.Lock()  # PDFium is not thread-safe
_PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD
_BOLD = re.compile(rb"bold|black|heavy|semibold", re.IGNORECASE)
_HYPHEN_AT_LINE_END = "\x02"  # how PDFium reports a hyphen that ends a line
_INDENT = 0.8  # of the size: a line set in by more begins a paragraph
_NEW_ITEM = re.compile(
    r"^(?:[-–—+*•▪●]\s|\d{1,3}(?:\.\d{1,3})*[.)]\s|\(\d{1,2}\)\s|\d{1,2}-\s|[a-zđ]\)\s|[IVXLC]{1,7}[.\-)]\s?"
    r"|[A-Z][.\-]\s|(?:Điều|Chương|Mục|Phần|Khoản)\s+[\dIVXL]+)"
)


@dataclass(frozen=True, slots=True)
class _Page:
    words: tuple[Word, ...]
    rules: tuple[Box, ...]
    width: float
    height: float
    has_image: bool


def read(data: bytes, room: Workroom = BARE) -> Reading:  # noqa: ARG001 - every reader is called alike
    """Bytes of a .pdf → Reading with pages from 1 and boxes.

    Raises UnreadableFile: encrypted, broken, too long, or without a text layer ("cần OCR").
    """
    pages = _load(data)
    letters = [sum(char.isalpha() for word in page.words for char in word.text) for page in pages]
    if sum(letters) == 0:
        raise UnreadableFile(_NEEDS_OCR)
    scanned = [
        order
        for order, page in enumerate(pages, 1)
        if page.has_image and letters[order - 1] < _LETTERS_PER_PAGE
    ]
    if len(scanned) == len(pages):
        raise UnreadableFile(_NEEDS_OCR)
    warnings: tuple[str, ...] = ()
    if scanned:
        numbers = ", ".join(map(str, scanned))
        warnings = (f"Trang {numbers} là ảnh, không có lớp văn bản; nội dung các trang này không được đọc.",)
    words, by_font = in_unicode_words([page.words for page in pages])
    pages = [replace(page, words=page_words) for page, page_words in zip(pages, words, strict=True)]
    drafts, more = in_unicode(_drafts(pages), by_font)
    return assemble(drafts, format="pdf", pages=len(pages), warnings=(*warnings, *more))


def _drafts(pages: Sequence[_Page]) -> list[LineDraft]:
    tables: list[list[Row]] = []
    printed: list[list[Printed]] = []
    for page in pages:
        rows, rest = ruled_tables(page.words, page.rules)
        tables.append(rows)
        printed.append(lines_of(rest))
    printed = without_furniture(printed, [page.height for page in pages])
    size = body_size(printed)
    drafts: list[LineDraft] = []
    in_notes = False
    last = max((order for order, lines in enumerate(printed) if lines), default=0)
    for order, (page, lines, rows) in enumerate(zip(pages, printed, tables, strict=True)):
        body, notes = split_notes(lines, size, in_notes)
        in_notes = bool(notes)
        drafts += _page_drafts(body, rows, order, page.width, last_page=order == last)
        texts = [one_line(note.text) for note in notes]
        for place, note in enumerate(notes):
            runs_on = place + 1 < len(notes) and not starts_note(texts[place + 1])
            drafts.append(
                LineDraft(
                    texts[place], order + 1, LineKind.FOOTNOTE, box=note.box, bold=note.bold, wrapped=runs_on
                )
            )
    return _wrapped(drafts)


def _page_drafts(
    lines: Sequence[Printed], rows: Sequence[Row], order: int, width: float, *, last_page: bool
) -> list[LineDraft]:
    """Drafts of one page from top to bottom, a two-column block standing where its first line stands."""
    page = order + 1
    blocks = [
        block
        for block in (
            heading_block(lines, width) if order == 0 else None,
            signature_block(lines, width, last_page=last_page),
        )
        if block is not None
    ]
    if len(blocks) == 2 and blocks[1].first <= blocks[0].last:
        blocks.pop()
    in_block = {line for block in blocks for line in range(block.first, block.last + 1)}
    free = [(place, line) for place, line in enumerate(lines) if place not in in_block]
    open_rows = open_tables([line for _, line in free])
    placed: list[tuple[float, list[LineDraft]]] = []
    for block in blocks:
        sides = ((Column.LEFT, block.left), (Column.RIGHT, block.right))
        drafts = [
            LineDraft(one_line(line.text), page, column=column, box=line.box, bold=line.bold)
            for column, side in sides
            for line in side
        ]
        placed.append((lines[block.first].box.top, drafts))
    for number, (_, line) in enumerate(free):
        row = open_rows.get(number)
        if row == "":  # joined to the first line of its header
            continue
        kind = LineKind.TEXT if row is None else LineKind.TABLE_ROW
        draft = LineDraft(one_line(row or line.text), page, kind, box=line.box, bold=line.bold)
        placed.append((line.box.top, [draft]))
    for table_row in rows:
        draft = LineDraft(
            one_line(table_row.text), page, LineKind.TABLE_ROW, box=table_row.box, bold=table_row.bold
        )
        placed.append((table_row.box.top, [draft]))
    return [draft for _, drafts in sorted(placed, key=lambda item: item[0]) for draft in drafts]


def _wrapped(drafts: list[LineDraft]) -> list[LineDraft]:
    """Set ``wrapped`` on body lines whose paragraph goes on in the next body line, across pages too.

    A line goes on when the next line's first word would not have fitted at its end, and the next line does
    not begin a paragraph: it is not set in and does not start like an item.
    """
    body = [
        place for place, draft in enumerate(drafts)
        if draft.kind is LineKind.TEXT and draft.column is None and draft.box is not None
    ]  # fmt: skip
    if not body:
        return drafts
    margins = _margins([drafts[place] for place in body])
    items = [drafts[place] for place in body if _NEW_ITEM.match(drafts[place].text)]
    set_in = [item for item in items if _indent(item, margins) > _INDENT]
    items_are_set_in = len(set_in) > 0.7 * len(items) if items else False
    for place, following in pairwise(body):
        line, after = drafts[place], drafts[following]
        if (
            line.box is None
            or after.box is None
            or any(draft.kind is LineKind.TABLE_ROW for draft in drafts[place + 1 : following])
        ):
            continue
        right = margins[line.page or 0][1]
        size = line.box.bottom - line.box.top
        first_word = after.text.split(" ", 1)[0]
        character = (after.box.x1 - after.box.x0) / max(1, len(after.text))
        full = line.box.x1 + character * (len(first_word) + 1) > right - 0.3 * size
        begins = _indent(after, margins) > _INDENT or (
            not items_are_set_in and _NEW_ITEM.match(after.text) is not None
        )
        same_size = abs((after.box.bottom - after.box.top) - size) < 0.25 * size
        if full and not begins and same_size:
            drafts[place] = replace(line, wrapped=True)
    return drafts


def _margins(body: Sequence[LineDraft]) -> dict[int, tuple[float, float]]:
    """Page → (left, right) edge of its text; a page of short lines takes the document's right edge."""
    boxes = [(draft.page or 0, draft.box) for draft in body if draft.box is not None]
    rights = sorted(box.x1 for _, box in boxes)
    widest = rights[int(0.98 * (len(rights) - 1))]
    margins = {}
    for page in {page for page, _ in boxes}:
        here = [box for number, box in boxes if number == page]
        right = max(box.x1 for box in here)
        margins[page] = (min(box.x0 for box in here), right if right > 0.9 * widest else widest)
    return margins


def _indent(draft: LineDraft, margins: dict[int, tuple[float, float]]) -> float:
    """How far a line is set in from the left edge of its page's text, in units of its size."""
    if draft.box is None:
        return 0.0
    return (draft.box.x0 - margins[draft.page or 0][0]) / max(1.0, draft.box.bottom - draft.box.top)


def _load(data: bytes) -> list[_Page]:
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
            if len(document) > MAX_PAGES:
                raise UnreadableFile(f"Tệp PDF dài hơn {MAX_PAGES} trang; đề nghị tách nhỏ rồi nạp lại.")
            return [_load_page(document[order], raw) for order in range(len(document))]
        except pypdfium2.PdfiumError as error:
            raise UnreadableFile("Tệp PDF có trang bị hỏng, không đọc được.") from error
        finally:
            document.close()


def _load_page(page: Any, raw: Any) -> _Page:
    width, height = page.get_size()
    text = page.get_textpage()
    try:
        words = tuple(_words(text.raw, text.count_chars(), height, raw))
        rules, has_image = _drawings(page, height, raw)
    finally:
        text.close()
        page.close()
    return _Page(words, rules, width, height, has_image)


def _words(text: Any, count: int, height: float, raw: Any) -> Iterator[Word]:
    """Runs of characters in the order the file draws them, cut at white space and at jumps.

    Calls the library without its helpers: they allocate four numbers a character, and a page has thousands.
    """
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    box_ref, x_ref, y_ref = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    chars: list[str] = []
    first = x0 = x1 = top = bottom = baseline = size = 0.0
    start = 0
    spaced = False
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text, index)
        char = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "
        char = _HYPHEN_AT_LINE_END if char == "\ufffe" else char
        blank = char.isspace() or char == "\u200b"
        if not blank:
            raw.FPDFText_GetLooseCharBox(text, index, box_ref)
            raw.FPDFText_GetCharOrigin(text, index, x_ref, y_ref)
            high = box.top - box.bottom
        if chars and (
            blank
            or abs(y.value - first) > 0.08 * size
            or not 0.88 * size < high < 1.14 * size
            or not -0.6 * size < box.left - x1 < 0.35 * size
        ):
            yield _word(
                chars, x0, top, x1, bottom, baseline, size, *_fonts(text, start, len(chars), raw), spaced
            )
            chars = []
            spaced = False
        if blank:
            spaced = True
            continue
        if not chars:
            start, first, size = index, y.value, high
            x0, x1, top, bottom, baseline = (
                box.left,
                box.right,
                height - box.top,
                height - box.bottom,
                height - first,
            )
        chars.append(char)
        x1, x0 = max(x1, box.right), min(x0, box.left)
    if chars:
        yield _word(chars, x0, top, x1, bottom, baseline, size, *_fonts(text, start, len(chars), raw), spaced)


def _word(
    chars: list[str],
    x0: float,
    top: float,
    x1: float,
    bottom: float,
    baseline: float,
    size: float,
    bold: bool,
    faces: tuple[Face | None, ...],
    spaced: bool,
) -> Word:
    text = hyphens_told("".join(chars), _HYPHEN_AT_LINE_END, faces)
    return Word(text, x0, top, x1, bottom, baseline, max(size, 0.1), bold, spaced, faces)


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


def _drawings(page: Any, height: float, raw: Any) -> tuple[tuple[Box, ...], bool]:
    """Straight rules drawn on the page (the edges of boxes included), and whether it shows an image."""
    rules: list[Box] = []
    has_image = False
    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE), max_depth=4):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            has_image = True
            continue
        left, bottom, right, top = item.get_bounds()
        x0, y0, x1, y1 = left, height - top, right, height - bottom
        across, down = x1 - x0, y1 - y0
        if min(across, down) <= 3 and max(across, down) >= 8:
            rules.append(Box(x0, y0, x1, y1))
        elif across > 15 and down > 8:
            rules += [Box(x0, y0, x1, y0), Box(x0, y1, x1, y1), Box(x0, y0, x0, y1), Box(x1, y0, x1, y1)]
    return tuple(rules), has_image

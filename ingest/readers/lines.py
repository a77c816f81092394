"""From the lines a layout reader found to a ``Reading``: its text is those lines joined by newlines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.document import Box, Column, Line, LineKind, Reading, Span
from ingest.errors import UnreadableFile
from ingest.gating.legacy import undone
from ingest.gating.seeing import clean, fold

NO_CONTENT = "Tệp không có nội dung."

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# As the gate sees a line: folded, small, old encodings undone.
_SECRECY = re.compile(
    r"m[\W_]{0,4}[a4@?\ufffd□¿][\W_]{0,4}[t7]|ma(?![a-z])|thu hoi|boc bi|ban so|bao ve|ky hieu|\(t?u?m\)"
)
_LONGEST_STAMP = 24  # words; letters spaced apart are a word each
_DRAFT = re.compile(r"\W*du thao(?: (?:lan )?(?:thu )?\w{1,4})?(?:\W+ngay [\d/.\- ]{6,12})?\W*")
_SPACES = re.compile(r"[\t\x0b\x0c\r\n]+")


@dataclass(frozen=True, slots=True)
class LineDraft:
    """A line before it has a place in the stored text. ``text`` holds no line end."""

    text: str
    page: int | None = None
    kind: LineKind = LineKind.TEXT
    column: Column | None = None
    box: Box | None = None
    bold: bool = False
    wrapped: bool = False


def superscript(number: str) -> str:
    """``"12"`` → ``"¹²"``: how a footnote mark is written in stored text."""
    return number.translate(_SUPERSCRIPTS)


def one_line(text: str) -> str:
    """Tabs and stray line ends as one space, ends stripped. Spaces as such stay as the file has them."""
    return _SPACES.sub(" ", text).strip()


def may_be_stamp(text: str) -> bool:
    """Whether a running header or footer must stay, so that the gate sees it. Errs on the side of keeping."""
    if len(text.split()) > _LONGEST_STAMP:
        return False
    looks = [fold(look).lower() for look in (clean(text), *undone(text))]
    piece = looks[0].strip(" .*_-|")
    letter = piece.isalpha() and len(piece) <= 2  # of a stamp that stands upright
    return letter or any(_SECRECY.search(look) for look in looks)


def says_draft(text: str) -> bool:
    """Whether a running header or footer only says that the document is a draft: «Dự thảo lần 2»."""
    return len(text) < 60 and _DRAFT.fullmatch(fold(text).lower()) is not None


def assemble(
    drafts: Iterable[LineDraft], *, format: str, pages: int | None = None, warnings: tuple[str, ...] = ()
) -> Reading:
    """Join the drafts that have text into a ``Reading``.

    Raises UnreadableFile when nothing but white space is left.
    """
    pieces: list[str] = []
    lines: list[Line] = []
    position = 0
    for draft in drafts:
        if not draft.text.strip():
            continue
        end = position + len(draft.text)
        lines.append(
            Line(
                span=Span(position, end),
                page=draft.page,
                kind=draft.kind,
                column=draft.column,
                box=draft.box,
                bold=draft.bold,
                wrapped=draft.wrapped,
            )
        )
        pieces.append(draft.text)
        position = end + 1
    if not lines:
        raise UnreadableFile(NO_CONTENT)
    return Reading(text="\n".join(pieces), lines=tuple(lines), format=format, pages=pages, warnings=warnings)

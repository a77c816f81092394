"""PDF products of the sample archive: a text layer, a two-column heading, footnotes at the foot of the page.

Set by hand on a reportlab canvas, because a flowing layout cannot keep room for footnotes at the page where
their mark stands, and a sentence cut by a page break is the very thing the archive must contain.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from eval.archive_lines import (
    PLAIN,
    SIZE,
    Fragment,
    Line,
    Word,
    break_lines,
    draw_line,
    load_fonts,
    set_text,
    to_words,
)
from eval.archive_source import Block, Run, Source

_WIDTH, _HEIGHT = 595.28, 841.89
_LEFT, _RIGHT, _TOP, _BOTTOM = 85.0, 545.0, 785.0, 57.0
_NOTE_SIZE, _NOTE_LEADING = 8.5, 11.0
_INDENT = 28.0


@dataclass(slots=True)
class Page:
    """Lines placed so far, the notes they call, and the height still free."""

    lines: list[tuple[float, Line]] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    # lines of tables: x1, y1, x2, y2
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    y: float = _TOP
    floor: float = _BOTTOM


class _Setter:
    """Places lines on pages, keeping room for the footnotes each page calls."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.pages = [Page()]

    def _note_lines(self, number: int) -> list[Line]:
        runs = [Run("", note=number), *Block("paragraph", " " + self.source.notes[number]).runs()]
        mark: Word = (Fragment(str(number), PLAIN, 5.5, raised=True),)
        return break_lines(
            [(mark, None), *to_words(runs[1:], size=_NOTE_SIZE)], _LEFT, _RIGHT, leading=_NOTE_LEADING
        )

    def put(self, lines: list[Line], *, before: float = 0.0, keep: int = 1) -> None:
        """Place lines; `keep` of the first lines must fit on the page together."""
        for position, line in enumerate(lines):
            page = self.pages[-1]
            gap = before if position == 0 else 0.0
            height = sum(_NOTE_LEADING * len(self._note_lines(note)) for note in line.notes)
            if height and not page.notes:
                height += 14.0  # the rule above the notes
            needed = line.leading * (keep if position == 0 else 1)
            if page.y - gap - needed < page.floor + height and page.lines:
                page = Page()
                self.pages.append(page)
                gap = 0.0
                height = sum(_NOTE_LEADING * len(self._note_lines(note)) for note in line.notes)
                height += 14.0 if height else 0.0
            page.floor += height
            page.notes.extend(line.notes)
            page.y -= gap + line.leading
            page.lines.append((page.y, line))

    def columns(self, left: list[Line], right: list[Line], *, by_rows: bool = False) -> None:
        """Two columns side by side, never parted by a page break. The text layer holds the left column first,
        or with `by_rows` line by line across both, as typing with tabs leaves it."""
        height = max(sum(line.leading for line in side) for side in (left, right))
        if self.pages[-1].y - height < self.pages[-1].floor:
            self.pages.append(Page())
        page = self.pages[-1]
        placed: list[tuple[int, int, float, Line]] = []
        for side, lines in enumerate((left, right)):
            y = page.y
            for row, line in enumerate(lines):
                y -= line.leading
                placed.append((row if by_rows else 0, side, y, line))
        placed.sort(key=lambda place: place[:2])  # stable: lines of a column stay in order
        page.lines += [(y, line) for _, _, y, line in placed]
        page.y -= height

    def draw(self, running: str = "") -> bytes:
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(_WIDTH, _HEIGHT), invariant=1)
        canvas.setTitle("")
        for number, page in enumerate(self.pages, start=1):
            if running:
                canvas.setFont(PLAIN, 9)
                canvas.drawString(_LEFT, _TOP + 16, running)
                canvas.drawRightString(_RIGHT, _BOTTOM - 22, f"Trang {number}/{len(self.pages)}")
            elif number > 1:
                canvas.setFont(PLAIN, 10)
                canvas.drawCentredString((_LEFT + _RIGHT) / 2, _TOP + 16, str(number))
            for y, line in page.lines:
                draw_line(canvas, line, y)
            canvas.setLineWidth(0.5)
            canvas.lines(page.rules)
            if page.notes:
                notes = [line for note in page.notes for line in self._note_lines(note)]
                y = _BOTTOM + _NOTE_LEADING * len(notes)
                canvas.line(_LEFT, y + 2, _LEFT + 140, y + 2)
                for line in notes:
                    y -= _NOTE_LEADING
                    draw_line(canvas, line, y + 2)
            canvas.showPage()
        canvas.save()
        return out.getvalue()


def _heading(setter: _Setter, source: Source) -> None:
    left_column, right_column = source.heading_columns()
    if not left_column:
        return
    middle = 280.0
    left: list[Line] = []
    for line in left_column:
        left += set_text(
            line,
            _LEFT,
            middle - 10,
            bold=line == source.issuer or (source.state and line != source.number),
            size=10.5,
        )
    right: list[Line] = []
    for line in right_column[:-1]:
        right += set_text(line, middle, _RIGHT, bold=True, size=10.5)
    right += set_text("_" * 22, middle, _RIGHT)  # the rule under the title of the heading
    while len(right) < len(left) - 1:
        right += set_text("", middle, _RIGHT)
    right += set_text(right_column[-1], middle, _RIGHT, italic=True, size=10.5)
    if source.about:
        left += set_text(source.about, _LEFT, middle - 10, italic=True, size=9.5)
    setter.columns(left, right, by_rows=True)


def _signature(setter: _Setter, source: Source) -> None:
    middle = 315.0
    sides: list[list[Line]] = []
    for position, signature in enumerate(source.signatures):
        x, right = (_LEFT, middle - 15) if len(source.signatures) == 2 and position == 0 else (middle, _RIGHT)
        side: list[Line] = []
        for text in signature.lines:
            side += set_text(text, x, right, bold=True, size=10.5)
        side += 3 * set_text("", x, right)
        sides.append([*side, *set_text(signature.name, x, right, bold=True)])
    recipients = set_text("Nơi nhận:", _LEFT, middle - 15, align="left", italic=True, size=10)
    for text in source.recipients:
        recipients += break_lines(
            to_words([Run(text)], size=9.5), _LEFT, middle - 15, leading=12.5, align="left"
        )
    setter.put(set_text("", _LEFT, _RIGHT))
    if len(sides) == 2:
        setter.columns(*sides)
        setter.columns(recipients, [])
    else:
        setter.columns(recipients, sides[0])


def _table(setter: _Setter, block: Block) -> None:
    count = len(block.rows[0])
    first, second = 32.0, 130.0
    rest = (_RIGHT - _LEFT - first - second) / max(1, count - 2)
    edges = [_LEFT, _LEFT + first, _LEFT + first + second]
    edges += [edges[-1] + rest * (place + 1) for place in range(count - 2)]
    for position, row in enumerate(block.rows):
        cells = [
            set_text(
                text,
                edges[c] + 4,
                edges[c + 1] - 4,
                size=9.5,
                bold=position == 0,
                align="left" if c == 1 and position else "centre",
            )
            for c, text in enumerate(row)
        ]
        page = setter.pages[-1]
        height = max(sum(line.leading for line in cell) for cell in cells)
        if page.y - height < page.floor:
            setter.pages.append(Page())
            page = setter.pages[-1]
        for cell in cells:
            y = page.y
            for line in cell:
                y -= line.leading
                page.lines.append((y, line))
        bottom = page.y - height - 4
        page.rules += [(edges[0], y, edges[-1], y) for y in (page.y - 4, bottom)]
        page.rules += [(x, page.y - 4, x, bottom) for x in edges]
        page.y -= height
    setter.pages[-1].y -= 6


def pdf(source: Source, *, running: str = "") -> bytes:
    """A .pdf product with embedded font subsets, byte for byte the same at every call.

    ``running`` is printed at the head of each page, with "Trang 1/2" at its foot.
    """
    load_fonts()
    setter = _Setter(source)
    _heading(setter, source)
    setter.put(set_text(source.type, _LEFT, _RIGHT, bold=True, size=13), before=16)
    for line in source.title:
        setter.put(set_text(line, _LEFT, _RIGHT, bold=True))
    if source.title:
        setter.put(set_text("-----", _LEFT, _RIGHT))
    if len(source.to) == 1:
        setter.put(set_text(f"Kính gửi: {source.to[0]}", _LEFT, _RIGHT), before=6)
    elif source.to:
        setter.put(set_text("Kính gửi:", _LEFT, _RIGHT, align="left"), before=6)
        for line in source.to:
            setter.put(set_text(f"- {line}", _LEFT + 110, _RIGHT, align="left"))
    for block in source.blocks:
        if block.kind == "signature":
            _signature(setter, source)
        elif block.kind == "table":
            _table(setter, block)
        elif block.kind.startswith("centre"):
            bold = block.kind == "centre"
            setter.put(set_text(block.text, _LEFT, _RIGHT, bold=bold, italic=not bold), before=6, keep=3)
        else:
            heading = block.kind.startswith("heading")
            runs = list(block.runs())
            if block.kind in ("bullet", "item"):
                runs.insert(0, Run("- " if block.kind == "bullet" else "+ "))
            words = to_words(runs, size=SIZE, bold=heading)
            setter.put(break_lines(words, _LEFT, _RIGHT, indent=_INDENT), before=5, keep=3 if heading else 1)
    return setter.draw(running)

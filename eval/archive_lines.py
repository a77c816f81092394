"""Setting lines of text on a reportlab canvas: words, line breaking, justified drawing, footnote marks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from eval.archive_source import Block, Run

FONTS = Path("/usr/share/fonts/truetype/dejavu")  # package fonts-dejavu-core
PLAIN, BOLD = "DejaVuSerif", "DejaVuSerif-Bold"
SIZE, LEADING = 11.0, 15.5  # points


class MissingFontError(Exception):
    """The DejaVu Serif font files are not installed."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """Text in one font; `raised` for footnote marks."""

    text: str
    font: str
    size: float
    italic: bool = False
    raised: bool = False

    @property
    def width(self) -> float:
        """Width in points."""
        return float(pdfmetrics.stringWidth(self.text, self.font, self.size))


Word = tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One set line: its words, where it starts, whether it is spread to the margin, its footnote marks."""

    words: tuple[Word, ...]
    x: float
    width: float
    leading: float
    spread: bool
    notes: tuple[int, ...] = ()


def load_fonts() -> None:
    """Register the two faces. Raises MissingFontError with the package to install."""
    for name in (PLAIN, BOLD):
        path = FONTS / f"{name}.ttf"
        if not path.exists():
            raise MissingFontError(f"{path} is missing: apt-get install fonts-dejavu-core")
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(path)))


def to_words(
    runs: list[Run], *, size: float, bold: bool = False, italic: bool = False
) -> list[tuple[Word, int | None]]:
    """Words with the footnote each calls; a mark clings to the word before it."""
    words: list[tuple[Word, int | None]] = []
    glue = False
    for run in runs:
        if run.note is not None:
            word, _ = words.pop()
            mark = Fragment(str(run.note), PLAIN, size * 0.62, raised=True)
            words.append(((*word, mark), run.note))
            glue = True
            continue
        starts_with_space = run.text[:1].isspace()
        for position, piece in enumerate(run.text.split()):
            fragment = Fragment(piece, BOLD if bold else PLAIN, size, italic or run.italic)
            if position == 0 and glue and not starts_with_space and words:
                word, note = words.pop()
                words.append(((*word, fragment), note))
            else:
                words.append(((fragment,), None))
        glue = not run.text[-1:].isspace()
    return words


def _width(word: Word) -> float:
    return sum(fragment.width for fragment in word)


def break_lines(
    words: list[tuple[Word, int | None]],
    x: float,
    right: float,
    *,
    indent: float = 0.0,
    leading: float = LEADING,
    align: str = "justify",
) -> list[Line]:
    """Greedy line breaking; the first line starts `indent` further in."""
    lines: list[Line] = []
    current: list[tuple[Word, int | None]] = []
    used = 0.0
    space = float(pdfmetrics.stringWidth(" ", PLAIN, words[0][0][0].size)) if words else 0.0

    def flush(last: bool) -> None:
        nonlocal current, used
        start = x + (indent if not lines else 0.0)
        room = right - start
        if align == "centre":
            start += (room - used) / 2
        notes = tuple(note for _, note in current if note is not None)
        spread = align == "justify" and not last
        lines.append(Line(tuple(word for word, _ in current), start, room, leading, spread, notes))
        current, used = [], 0.0

    for word, note in words:
        room = right - x - (indent if not lines else 0.0)
        width = _width(word)
        if current and used + space + width > room:
            flush(last=False)
        used += (space if current else 0.0) + width
        current.append((word, note))
    if current:
        flush(last=True)
    return lines


def draw_line(canvas: Canvas, line: Line, y: float) -> None:
    """Draw a line with its baseline at `y`, spread to its width where it asks for that."""
    if not line.words:
        return
    natural = sum(_width(word) for word in line.words)
    space = float(pdfmetrics.stringWidth(" ", PLAIN, line.words[0][0].size))
    gaps = len(line.words) - 1
    if line.spread and gaps:
        space = (line.width - natural) / gaps
    x = line.x
    for position, word in enumerate(line.words):
        for place, fragment in enumerate(word):
            last = place == len(word) - 1 and position < gaps
            text = canvas.beginText()
            text.setFont(fragment.font, fragment.size)
            rise = 3.2 if fragment.raised else 0.0
            # the core font package has no oblique face: lean the upright one
            text.setTextTransform(1, 0, 0.2 if fragment.italic else 0, 1, x, y + rise)
            text.textOut(fragment.text + (" " if last else ""))
            canvas.drawText(text)
            x += fragment.width
        x += space


def set_text(
    text: str, x: float, right: float, *, align: str = "centre", size: float = SIZE, **style: bool
) -> list[Line]:
    """A short text in one style between two margins; an empty text gives one empty line."""
    if not text:
        return [Line((), x, right - x, LEADING, False)]
    return break_lines(to_words(list(Block("p", text).runs()), size=size, **style), x, right, align=align)

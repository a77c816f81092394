"""Markdown without its markup: a view to parse on, with every offset where it was.

In: a reading of a Markdown file. Out: a reading of the same length in which heading marks, emphasis, escapes
and the outer bars of table rows are blanks at the ends of a line and zero-width spaces inside it, which match
copies leave out. The stored text is never changed; ``restored`` takes passages back to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ingest.document import LineKind, Passage, Reading, Reference, Section, Span

_HIDDEN = "\u200b"
_BLANKS = _HIDDEN + " \t\u00a0"
_HEADING = re.compile(r"\s{0,3}(#{1,6})(?=\s)")
_HEADING_END = re.compile(r"\s(#+)\s*$")
_QUOTED = re.compile(r"\s{0,3}((?:>\s?)+)")
_NOTE = re.compile(r"\[\^(\d{1,3})\](:?)")
_BREAK = re.compile(r"<br\s*/?>|\\(?=\s*$)", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!|>~])")
# An escaped mark is text, hence the look-behind for a backslash; «_» inside a word is no emphasis.
_EMPHASIS = (
    re.compile(r"(?<![\\*])(\*{1,3})(?=[^\s*])(?:\\.|[^\\]){1,999}?(?<=[^\s*\\])(\1)(?!\*)"),
    re.compile(r"(?<![\\\w])(_{1,3})(?=[^\s_])(?:\\.|[^\\]){1,999}?(?<=[^\s_\\])(\1)(?!\w)"),
    re.compile(r"(~~)(?=\S).{1,999}?(?<=\S)(~~)"),
)


def unmarked(reading: Reading) -> Reading:
    """The view of a Markdown reading; any other reading as it is. Line spans and lengths are the same."""
    if reading.format != "md":
        return reading
    text = list(reading.text)
    lines = []
    for line in reading.lines:
        raw = line.span.of(reading.text)
        table = line.kind is LineKind.TABLE_ROW
        shown, heading, note = _shown(raw, table=table)
        text[line.span.start : line.span.end] = shown
        bold = line.bold or heading or bool(shown.strip()) and _all_bold(raw)
        lines.append(replace(line, bold=bold, kind=LineKind.FOOTNOTE if note else line.kind))
    return replace(reading, text="".join(text), lines=tuple(lines))


def _all_bold(raw: str) -> bool:
    return re.fullmatch(r"(\*\*|__)(?!\s)[^*_]+\1\\?", raw.strip()) is not None


def _shown(raw: str, *, table: bool) -> tuple[str, bool, bool]:
    """One line as the view shows it, whether it is a heading, and whether a footnote starts in it."""
    chars = list(raw)

    def hide(start: int, end: int) -> None:
        chars[start:end] = _HIDDEN * (end - start)

    heading = _HEADING.match(raw)
    if heading:
        hide(*heading.span(1))
        closing = _HEADING_END.search(raw, heading.end())
        if closing:
            hide(*closing.span(1))
    quoted = _QUOTED.match(raw)
    if quoted:
        hide(*quoted.span(1))
    note = False
    for found in _NOTE.finditer(raw):
        defines = bool(found.group(2)) and not raw[: found.start()].strip()
        note = note or defines
        mark = f"[{found.group(1)}]"
        room = len(found.group()) - len(mark) - (0 if defines else len(found.group(2)))
        chars[found.start() : found.end()] = (
            mark + _HIDDEN * room if defines else _HIDDEN * room + mark + found.group(2)
        )
    bullet = re.match(r"\s*\*(?=\s)", raw)  # a list item, or the star below an issuer's name
    for emphasis in _EMPHASIS:
        for found in emphasis.finditer(raw, bullet.end() if bullet else 0):
            hide(*found.span(1))
            hide(*found.span(2))
            _hide_inside(raw, found.end(1), found.start(2), hide)
    for pattern in (_ESCAPE, _BREAK):
        for found in pattern.finditer(raw):
            hide(*found.span())
    if table:
        for bar in (re.match(r"\s*\|", raw), re.search(r"\|\s*$", raw)):
            if bar:
                hide(*bar.span())
    shown = "".join(chars)
    core = shown.strip(_BLANKS)
    start = shown.index(core) if core else 0
    end = start + len(core)
    return " " * start + core + " " * (len(shown) - end), heading is not None, note


def _hide_inside(raw: str, start: int, end: int, hide: Callable[[int, int], None]) -> None:
    """Emphasis within emphasis."""
    for emphasis in _EMPHASIS:
        for found in emphasis.finditer(raw, start, end):
            hide(*found.span(1))
            hide(*found.span(2))


def clean(text: str) -> str:
    """Words of a view without what stands for its markup."""
    return " ".join(text.replace(_HIDDEN, "").split()) if _HIDDEN in text else text


def trimmed(spans: Iterable[Span], view: str) -> tuple[Span, ...]:
    """The spans less markup at their ends; a span that loses its opening mark is cut at the closing one."""
    out: list[Span] = []
    for span in spans:
        raw = span.of(view)
        core = raw.strip(_BLANKS)
        if not core:
            continue
        start = span.start + raw.index(core)
        end = start + len(core)
        opened = _HIDDEN in raw[: start - span.start] or view[max(0, span.start - 1) : span.start] == _HIDDEN
        closing = re.search(rf"{_HIDDEN}+\s+", core) if opened else None
        if closing:
            out += [Span(start, start + closing.start()), Span(start + closing.end(), end)]
        else:
            out.append(Span(start, end))
    return tuple(out)


def of_view(passages: Sequence[Passage], view: Reading) -> tuple[Passage, ...]:
    """Passages found on a view, trimmed of markup; their texts are still the view's."""
    done = []
    for passage in passages:
        spans = trimmed(passage.spans, view.text)
        done.append(
            replace(
                passage,
                spans=spans,
                text=" ".join(span.of(view.text) for span in spans),
                path_spans=trimmed(passage.path_spans, view.text),
                lead_in=tuple(clean(words) for words in passage.lead_in),
                lead_in_spans=trimmed(passage.lead_in_spans, view.text),
            )
        )
    return tuple(done)


def restored(passages: Sequence[Passage], stored: Reading) -> tuple[Passage, ...]:
    """Passages of a view with their texts as stored."""
    return tuple(
        replace(passage, text=" ".join(span.of(stored.text) for span in passage.spans))
        for passage in passages
    )


def requoted(
    references: Sequence[Reference], viewed: Sequence[Passage], passages: Sequence[Passage], view: Reading
) -> tuple[Reference, ...]:
    """References found in viewed passages, quoting the passages as stored: both texts have one length."""
    texts = {view.id: (view.text, passage.text) for view, passage in zip(viewed, passages, strict=True)}

    def as_stored(words: str, passage_id: str) -> str:
        view, stored = texts[passage_id]
        at = view.find(words)
        return stored[at : at + len(words)] if at >= 0 else words

    return tuple(
        replace(
            reference,
            span=trimmed([reference.span], view.text)[0],
            number=replace(reference.number, raw=clean(reference.number.raw)),
            quote=as_stored(reference.quote, reference.passage_id),
            title=clean(reference.title) if reference.title else reference.title,
        )
        for reference in references
    )


def sections_of_view(sections: Sequence[Section], view: Reading) -> tuple[Section, ...]:
    """Sections with their spans trimmed of markup."""
    return tuple(replace(section, spans=trimmed(section.spans, view.text)) for section in sections)

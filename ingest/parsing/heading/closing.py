"""The closing block: Nơi nhận and the signature (domain.md §2.1, §2.4), wherever the two columns ended up.

In: the reading and the line where the body starts. Out: recipients, signer and their places. Nothing is
looked up: a name is a name because it stands under an office.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import Column, Fact, LineKind, Reading, Span
from ingest.parsing.heading.signature import Signature, find_signature, is_signature, with_body_name
from ingest.parsing.pieces import Piece, pieces
from ingest.vietnamese.text import match_copy

_RECIPIENTS = re.compile(r"Nơi\s+nhận\s*:?", re.IGNORECASE)
_BULLET = re.compile(r"^[-+•*–]\s*")
_FILED = re.compile(r"^[-+•*–]?\s*Lưu\b", re.IGNORECASE)
_TYPIST = re.compile(r"(?:^|[.\s])([A-ZĐ]{2,5}\s*\((?:tổng hợp|soạn thảo|soạn|đánh máy)\))\s*$")
_APPENDIX = re.compile(r"\s*(?:PHỤ LỤC|Phụ lục)(?:\s+(?:số\s+|SỐ\s+)?(?:[IVX]+|\d{1,2}))?\s*")
_WINDOW = 14  # pieces before and after Nơi nhận in which a signature is looked for
_TAIL = 40  # pieces at the end of the file in which one is looked for without Nơi nhận
_MAX_RECIPIENT = 300


@dataclass(frozen=True, slots=True)
class Closing:
    """What the closing block says, and where it stands."""

    recipients: tuple[tuple[str, Span], ...] = ()
    recipient_spans: tuple[Span, ...] = ()
    signature_spans: tuple[Span, ...] = ()
    recipient_lines: tuple[int, ...] = ()
    signature_lines: tuple[int, ...] = ()
    signer: Fact | None = None
    role: Fact | None = None
    signed_for: Fact | None = None
    capacity: Fact | None = None


def read_closing(reading: Reading, body_start: int) -> Closing:
    """Nơi nhận and the signature after line ``body_start``; an empty Closing where neither stands."""
    indexes = range(body_start, len(reading.lines))
    marked = [i for i in indexes if _names_recipients(reading.text, reading.lines[i].span)]
    for index in marked:
        window = range(max(body_start, index - 3 * _WINDOW), min(len(reading.lines), index + 120))
        nearby = list(pieces(reading, window))
        at = next((n for n, p in enumerate(nearby) if p.line == index and _opens(reading, p)), None)
        if at is not None:
            found = _around(nearby, at)
            if found is not None:
                return found
    for index in indexes:
        line = reading.lines[index].span
        if reading.text.startswith("XÁC THỰC", line.start, line.end):
            return _unaddressed(list(pieces(reading, range(index, min(len(reading.lines), index + 6)))))
    appendix = next((i for i in indexes if _is_appendix(reading.text, reading.lines[i].span)), None)
    if appendix is not None:
        signed = _unaddressed(list(pieces(reading, _last_lines(reading, body_start, appendix))))
        if signed.signer is not None:
            return signed
    return _unaddressed(list(pieces(reading, _last_lines(reading, body_start, len(reading.lines)))))


def _is_appendix(text: str, span: Span) -> bool:
    """Whether a line is the bare label of an appendix, above which the signature stands."""
    return span.end - span.start < 40 and _APPENDIX.fullmatch(match_copy(span.of(text)).text) is not None


def _opens(reading: Reading, piece: Piece) -> bool:
    """Whether a piece begins the recipients. A column of a register may be headed so; the block stands left."""
    if not _RECIPIENTS.match(piece.text):
        return False
    line = reading.lines[piece.line]
    before = reading.text[line.span.start : piece.span.start]
    return line.kind is not LineKind.TABLE_ROW or not before.strip(" |")


def _names_recipients(text: str, span: Span) -> bool:
    """Cheap test over every line; what passes is read properly."""
    head = span.of(text)[:400].lower()
    return "nơi nhận" in head or "no\u031bi nha" in head  # composed and decomposed


def _last_lines(reading: Reading, body_start: int, end: int) -> range:
    start = end
    wanted = _TAIL
    while start > body_start and wanted:
        start -= 1
        wanted -= bool(reading.lines[start].span.of(reading.text).strip())
    return range(start, end)


def _around(nearby: Sequence[Piece], at: int) -> Closing | None:
    """Recipients from ``nearby[at]`` on, and the signature beside, above or below them."""
    label = _RECIPIENTS.match(nearby[at].text)
    assert label is not None
    recipients: list[tuple[str, Span]] = []
    spans: list[Span] = [nearby[at].part(0, label.end())]
    lines = {nearby[at].line}
    rest: list[Piece] = []
    first = nearby[at].cut(label.end())
    queue = ([first] if first is not None else []) + list(nearby[at + 1 :])
    two_columns = any(piece.column is not None for piece in queue[:20])
    filed = False
    for n, piece in enumerate(queue):
        if piece.column is Column.RIGHT or is_signature(piece.text):
            rest = [*rest, piece]
            if not two_columns:
                rest = [*rest, *queue[n + 1 :]]
                break
            continue
        bullet = _BULLET.match(piece.text)
        if bullet or not recipients:
            if filed or len(piece.text) > _MAX_RECIPIENT:
                rest += queue[n:]
                break
            value, tail = _split_signature(piece)
            recipients.append((_BULLET.sub("", value.text), value.span))
            spans.append(value.span)
            lines.add(piece.line)
            filed = bool(_FILED.match(piece.text))
            if tail is not None:
                rest = [tail, *queue[n + 1 :]]
                break
        elif (
            not filed and len(piece.text) < 120 and (piece.text[:1].islower() or piece.column is Column.LEFT)
        ):
            value_so_far, last = recipients[-1]
            recipients[-1] = (f"{value_so_far} {piece.text}", Span(last.start, piece.span.end))
            spans.append(piece.span)
            lines.add(piece.line)
        elif filed and piece.text[:1].islower() and piece.line == queue[n - 1].line + 1:
            spans.append(piece.span)
            lines.add(piece.line)
        else:
            rest += queue[n:]
            break
    if not recipients:
        return None
    after = [p for p in rest if p.span not in spans][:_WINDOW]
    above = nearby[max(0, at - _WINDOW) : at]
    signed = find_signature(after) or find_signature(above, from_end=True)
    if signed is not None:
        signed = with_body_name(signed, nearby)
        signed = _joined(signed, _other_signature(above, signed))
    closing = Closing(
        recipients=tuple((name, span) for value, span in recipients if (name := value.strip(" ;,."))),
        recipient_spans=tuple(spans),
        recipient_lines=tuple(sorted(lines)),
    )
    return _with_signature(closing, signed)


def _other_signature(above: Sequence[Piece], signed: Signature) -> Signature | None:
    """The signature of a second body, printed on the left above Nơi nhận (joint documents)."""
    start = len(above)
    while start and above[start - 1].column is not None:
        start -= 1
    left = [piece for piece in above[start:] if piece.column is Column.LEFT]
    other = find_signature(left, from_end=True) if left else None
    if other is None or other.signer is None or other.pieces[0] in signed.pieces:
        return None
    return with_body_name(other, left)


def _joined(signed: Signature, other: Signature | None) -> Signature:
    """The pieces of both; what is said of the signer is the lead body's, on the right."""
    return signed if other is None else replace(signed, pieces=(*other.pieces, *signed.pieces))


def _split_signature(piece: Piece) -> tuple[Piece, Piece | None]:
    """A last recipient and a signature that a crawl ran together: «- Lưu: VT. KT. BỘ TRƯỞNG …»."""
    for found in re.finditer(r"(?<=[.;\s])(?=(?:T/M|TM\.|K/T|KT\.|T/L|TL\.|TUQ\.)\s)", piece.text):
        head, tail = piece.cut(0, found.start()), piece.cut(found.start())
        if head is not None and tail is not None:
            return head, tail
    return piece, None


def _unaddressed(tail: Sequence[Piece]) -> Closing:
    """A signature at the end of a file that names no recipients; failing that, the typist's mark."""
    signed = find_signature(tail, from_end=True)
    found = _TYPIST.search(tail[-1].text) if signed is None and tail else None
    mark = tail[-1].cut(found.start(1)) if found else None
    if mark is not None:
        return Closing(signature_spans=(mark.span,), signature_lines=(mark.line,))
    return _with_signature(Closing(), signed)


def _with_signature(closing: Closing, signed: Signature | None) -> Closing:
    if signed is None:
        return closing
    return replace(
        closing,
        signature_spans=tuple(piece.span for piece in signed.pieces),
        signature_lines=tuple(sorted({piece.line for piece in signed.pieces})),
        signer=signed.signer,
        role=signed.role,
        signed_for=signed.signed_for,
        capacity=signed.capacity,
    )

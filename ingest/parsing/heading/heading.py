"""The heading block of a document: own number, type, date, issuer, title, and the block that closes it.

In: a reading. Out: ``HeadingZones``: the facts with their evidence, and where the body starts and ends. The
own number comes only from above the type line (domain.md §0.4, §2.6): a number met in the body never is one.
Rules are those of the Party form (Điều 15 of 66-QĐ/TW, domain.md §2.1) and the State form (Nghị định
30/2020/NĐ-CP); lines may be in two columns, interleaved, or run together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ingest.document import Column, Fact, Heading, NumberStyle, Reading, Span
from ingest.parsing.heading.bodies import composed, is_parent, joint_names, running_case, split_bodies
from ingest.parsing.heading.closing import read_closing
from ingest.parsing.heading.drafts import circulation
from ingest.parsing.heading.finds import Scan
from ingest.parsing.heading.formulas import reporting_formula
from ingest.parsing.heading.scan import scan_heading
from ingest.parsing.markup import clean, unmarked
from ingest.parsing.pieces import Piece
from ingest.parsing.roles import heading_periods

_FROM_HEADING = 0.95
_FROM_FORMULA = 0.7
_FROM_SIGNATURE = 0.5


@dataclass(frozen=True, slots=True)
class HeadingZones:
    """Heading facts and the places of the blocks that are not body."""

    heading: Heading
    body_start: int  # index of the first body line
    body_end: int  # index past the last body line; lines of the closing block in between are not body
    heading_lines: tuple[int, ...] = ()
    recipient_lines: tuple[int, ...] = ()
    signature_lines: tuple[int, ...] = ()
    body_offset: int = 0  # stored-text offset where the body starts; it may lie inside line ``body_start``
    heading_spans: tuple[Span, ...] = ()
    recipient_spans: tuple[Span, ...] = ()
    signature_spans: tuple[Span, ...] = ()


def read_heading(reading: Reading) -> HeadingZones:
    """Heading, closing block, and the bounds of the body. Nothing found is None, never a guess."""
    reading = unmarked(reading)
    scan = scan_heading(reading)
    scan.addressed_to = [(name, span) for name, span in scan.addressed_to if name]
    closing = read_closing(reading, scan.body_line)
    facts: dict[str, Fact] = {}
    _number_and_date(scan, facts)
    _title(scan, facts, reading)
    issuer, parent = _issuer(scan, facts)
    reported_to = reporting_formula(
        reading, scan.body_line, set(closing.recipient_lines + closing.signature_lines)
    )
    if reported_to is not None:
        for value, span in reported_to.addressees:
            facts.setdefault("reported_to", Fact(value, (span,)))
        if issuer is None:
            issuer = reported_to.issuer.value
            facts["issuer"] = replace(reported_to.issuer, confidence=_FROM_FORMULA)
    if (
        issuer is None
        and closing.signed_for is not None
        and closing.signed_for.value.split()[0] in ("Ban", "Ủy", "Hội")
    ):
        issuer = closing.signed_for.value
        facts["issuer"] = replace(closing.signed_for, confidence=_FROM_SIGNATURE)
    signature = {
        "signer": closing.signer,
        "signer_role": closing.role,
        "signed_for": closing.signed_for,
        "capacity": closing.capacity,
    }
    facts |= {name: fact for name, fact in signature.items() if fact is not None}
    marked = circulation(scan, closing, reading)
    if marked is not None:
        facts["circulation"] = marked
    title = facts["title"].value if "title" in facts else None
    year = scan.date.year if scan.date else None
    body_lines = (line.span.of(reading.text) for line in reading.lines[scan.body_line :])
    reported, planned = heading_periods(title, scan.type, body_lines, year)
    heading = Heading(
        number=scan.number,
        type=scan.type,
        date=scan.date,
        place=scan.place.text if scan.place else None,
        issuer=issuer,
        parent_issuer=parent,
        title=title,
        reported=reported,
        planned=planned,
        signer=_value(facts, "signer"),
        signer_role=_value(facts, "signer_role"),
        signed_for=_value(facts, "signed_for"),
        capacity=_value(facts, "capacity"),
        recipients=tuple(value for value, _ in closing.recipients),
        addressed_to=tuple(value for value, _ in scan.addressed_to),
        reported_to=tuple(value for value, _ in reported_to.addressees) if reported_to else (),
        urgency=scan.urgency.text.upper() if scan.urgency else None,
        circulation=_value(facts, "circulation"),
        facts=(),
    )
    if scan.urgency is not None:
        facts["urgency"] = Fact(scan.urgency.text, (scan.urgency.span,))
    if scan.addressed_to:
        facts["addressed_to"] = Fact(
            "; ".join(value for value, _ in scan.addressed_to), tuple(span for _, span in scan.addressed_to)
        )
    if closing.recipients:
        facts["recipients"] = Fact(
            "; ".join(value for value, _ in closing.recipients), tuple(span for _, span in closing.recipients)
        )
    if reported_to is not None:
        facts["reported_to"] = Fact(
            "; ".join(value for value, _ in reported_to.addressees),
            tuple(span for _, span in reported_to.addressees),
        )
    return HeadingZones(
        heading=replace(heading, facts=tuple(facts.items())),
        body_start=scan.body_line,
        body_end=len(reading.lines),
        heading_lines=tuple(sorted({piece.line for piece in scan.pieces})),
        recipient_lines=closing.recipient_lines,
        signature_lines=closing.signature_lines,
        body_offset=scan.body_offset,
        heading_spans=tuple(piece.span for piece in scan.pieces),
        recipient_spans=closing.recipient_spans,
        signature_spans=closing.signature_spans,
    )


def _value(facts: dict[str, Fact], name: str) -> str | None:
    return facts[name].value if name in facts else None


def _number_and_date(scan: Scan, facts: dict[str, Fact]) -> None:
    if scan.number is not None and scan.number_span is not None:
        facts["number"] = Fact(scan.number.canonical, (scan.number_span,), scan.number_confidence)
    if scan.date is not None and scan.date_span is not None:
        facts["date"] = Fact(scan.date.isoformat(), (scan.date_span,))
    if scan.place is not None:
        facts["place"] = Fact(scan.place.text, (scan.place.span,))
    if scan.type is not None:
        spans = (scan.type_piece.span,) if scan.type_piece else ()
        facts["type"] = Fact(scan.type, spans, 1.0 if scan.type_piece else 0.8)


def _title(scan: Scan, facts: dict[str, Fact], reading: Reading) -> None:
    if scan.title:
        printed = [clean(piece.span.of(reading.text)) for piece in scan.title]
        if scan.qualified:
            printed[0] = printed[0].lower()
        joined = " ".join(printed)
        facts["title"] = Fact(" ".join(joined.split()), tuple(piece.span for piece in scan.title))


def _issuer(scan: Scan, facts: dict[str, Fact]) -> tuple[str | None, str | None]:
    """Issuer and its superior from the left heading; a wrapped name is joined."""
    lines: list[Piece] = []
    for piece in scan.bodies:
        at = split_bodies(piece.text.upper()) if piece.column is not Column.RIGHT else None
        parts = [piece.cut(0, at), piece.cut(at)] if at else [piece]
        lines += [part for part in parts if part is not None]
    if not lines:
        return None, None
    joint = (
        joint_names([piece.text for piece in lines], scan.number.issuer_code)
        if scan.number is not None and scan.number.style is NumberStyle.PARTY
        else []
    )
    if joint:
        name = " - ".join(joint)
        facts["issuer"] = Fact(name, tuple(piece.span for piece in lines), _FROM_HEADING)
        return name, None
    own_start = 0
    if len(lines) > 1 and is_parent(lines[0].text, lines[1].text):
        own_start = 1
        if len(lines) > 2 and is_parent(lines[1].text, lines[2].text):
            own_start = 2
    own = running_case(" ".join(piece.text for piece in lines[own_start:]))
    parent_lines = lines[max(0, own_start - 1) : own_start]
    parent = running_case(" ".join(piece.text for piece in parent_lines)) if parent_lines else None
    name = composed(own, parent)
    spans = tuple(piece.span for piece in (lines if name != own else lines[own_start:]))
    facts["issuer"] = Fact(name, spans, _FROM_HEADING)
    if parent is not None:
        facts["parent_issuer"] = Fact(parent, tuple(piece.span for piece in parent_lines), _FROM_HEADING)
    return name, parent

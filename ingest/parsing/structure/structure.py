"""Paragraphs to an outline: sections with their period roles, lead-ins, leaves, footnotes (domain.md §2.3, §5).

In: a reading and its zones. Out: ``Outline``. A numbered line is a section only when something stands below it;
a bullet with items below it («- Giúp:») is a lead-in: a section that lends them its verb. What a section line
says beyond a heading (a whole sentence, a document number) is a leaf as well, so that it can be cited.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import LineKind, PassageKind, Period, Reading, Role, Section, Span
from ingest.parsing.heading.formulas import is_formula
from ingest.parsing.heading.heading import HeadingZones
from ingest.parsing.roles import is_run_in, role_of_heading
from ingest.parsing.structure.appendices import TITLE_LENGTH, attached_title, may_title, title_below
from ingest.parsing.structure.cutting import LOWER, run_in_items, sentence_cuts
from ingest.parsing.structure.footnotes import Anchors
from ingest.parsing.structure.labels import BULLETS, LEVELS, Label, Numbering, Rank, title_of
from ingest.parsing.structure.paragraphs import Paragraph, note_mark, paragraphs
from ingest.parsing.structure.section_roles import SectionRoles
from ingest.parsing.structure.tables import Header, header_of, is_unit
from ingest.vietnamese.numbers import find_numbers
from ingest.vietnamese.text import match_copy

_TITLE_WITHIN = 6  # paragraphs below a label that are looked at for its title
_LEAD_IN_LENGTH = 60  # an article or number that introduces a list says more than a heading does
_RUN_IN = re.compile(r"[^:.;]{3,60}:\s+(?=\S)")
_SENTENCE_INSIDE = re.compile(r"[.!?][”\"’]?\s+[^\W\d_" + LOWER + "]")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One item (or footnote, or table row) as ordered spans of the stored text."""

    spans: tuple[Span, ...]
    kind: PassageKind
    section: int | None
    label: str = ""
    role: Role = Role.NONE
    period: Period | None = None
    header: Header | None = None  # of a table row
    notes: tuple[int, ...] = ()  # indexes of the footnote leaves whose marks stand in it


@dataclass(frozen=True, slots=True)
class Outline:
    """Sections in order, leaves in order (footnotes among them), and which sections only lend their words."""

    sections: tuple[Section, ...]
    leaves: tuple[Leaf, ...]
    lead_ins: frozenset[int]
    printed_labels: tuple[str, ...]  # of each section, as printed: "I."

    @property
    def footnotes(self) -> tuple[Leaf, ...]:
        return tuple(leaf for leaf in self.leaves if leaf.kind is PassageKind.FOOTNOTE)


def outline(reading: Reading, zones: HeadingZones) -> Outline:
    """The outline of the body. Linear in the number of lines."""
    return _Outliner(reading, zones).run()


class _Outliner:
    """One pass over the paragraphs with the stack of open sections."""

    def __init__(self, reading: Reading, zones: HeadingZones) -> None:
        self.text = reading.text
        self.heading = zones.heading
        self.paragraphs = paragraphs(reading, zones)
        self.sections: list[Section] = []
        self.ranks: list[Rank] = []
        self.printed: list[str] = []
        self.lead_ins: set[int] = set()
        self.leaves: list[Leaf] = []
        self.stack: list[int] = []
        self.numbering = Numbering()
        first = next((p.text for p in self.paragraphs if p.kind is LineKind.TEXT), "")
        self.roles = SectionRoles(self.heading, first)
        closing = (*zones.recipient_spans, *zones.signature_spans)
        self.closes = bool(closing)
        self.attached = False
        self.closed_at = max((span.end for span in closing), default=len(self.text))

    def run(self) -> Outline:
        body = [p for p in self.paragraphs if p.kind is not LineKind.FOOTNOTE]
        n = 0
        while n < len(body):
            paragraph = body[n]
            if not self.attached and paragraph.spans[0].start > self.closed_at:
                self.attached = True  # what follows the signature is attached: no section of the text goes on
                self.stack.clear()
                self.numbering.restart()
            following = body[n + 1] if n + 1 < len(body) else None
            if not self.attached and following is not None and following.spans[0].start > self.closed_at:
                following = None  # nothing attached stands below the last line of the text
            taken = self._table(body, n)
            n += taken or 1 + self._paragraph(paragraph, following, body[n + 1 : n + 1 + _TITLE_WITHIN])
        self._notes()
        order = sorted(range(len(self.leaves)), key=lambda n: self.leaves[n].spans[0])
        place = {old: new for new, old in enumerate(order)}
        leaves = tuple(
            replace(self.leaves[n], notes=tuple(place[note] for note in self.leaves[n].notes)) for n in order
        )
        return Outline(tuple(self.sections), leaves, frozenset(self.lead_ins), tuple(self.printed))

    def _paragraph(
        self, paragraph: Paragraph, following: Paragraph | None, below: Sequence[Paragraph]
    ) -> int:
        """Place one paragraph; how many of those below it were its title."""
        label = self._believed(paragraph.label)
        if label is None:
            title = attached_title(paragraph, below) if self.attached else None
            if title is None:
                self._unlabelled(paragraph, following)
                return 0
            self._open(Label(Rank.ATTACHED, "", "", 0, 0, 0), _spans(paragraph, below[:title]))
            return title
        bare = label.end >= len(paragraph.text)
        if label.rank is Rank.APPENDIX and self._heads(paragraph, label, following):
            title = title_below(paragraph, below, bare=bare)
            if title:
                self._open(label, _spans(paragraph, below[:title]))
                return title
        if label.rank <= Rank.SECTION and bare and may_title(following):
            self._open(label, _spans(paragraph, below[:1]))  # «Chương I» with its title on the next line
            return 1
        if self._heads(paragraph, label, following):
            self._section(paragraph, label)
        else:
            self._pop(label.rank)
            self._leaf(paragraph, label)
        return 0

    def _believed(self, label: Label | None) -> Label | None:
        if label is None:
            return None
        in_text = self.closes and not self.attached
        if label.rank is Rank.APPENDIX and in_text and "lục" not in label.text.casefold():
            return None  # «Biểu 1: …» in the text is the caption of a table
        parent = next((index for index in reversed(self.stack) if self.ranks[index] < label.rank), None)
        return label if self.numbering.fits(label, parent) else None

    # -- sections

    def _heads(self, paragraph: Paragraph, label: Label, following: Paragraph | None) -> bool:
        """Whether a labelled paragraph is a section: something stands below it."""
        if following is None:
            return False
        below = following.label
        if below is not None and following.kind is LineKind.TEXT:
            return below.rank > label.rank
        rest = paragraph.text[label.end :]
        if label.rank in BULLETS or label.rank in (Rank.POINT, Rank.SUBPOINT):
            return False
        if label.rank is Rank.APPENDIX:
            return self.attached or not rest or not paragraph.ended
        if label.rank in (Rank.PART, Rank.CHAPTER, Rank.SECTION):
            return True
        if label.rank is Rank.ARTICLE:
            return not rest or len(rest) <= 2 * TITLE_LENGTH
        return len(rest) <= TITLE_LENGTH and not paragraph.ended

    def _section(self, paragraph: Paragraph, label: Label) -> None:
        rest = paragraph.text[label.end :]
        spans = self._less_label(paragraph, label)
        index = self._open(label, paragraph.spans)
        if label.rank in BULLETS:
            self.lead_ins.add(index)
        statement = len(rest) > TITLE_LENGTH or _SENTENCE_INSIDE.search(rest) is not None
        statement = statement or (rest[-1:] in ".;" and len(rest) > 100)
        if label.rank not in BULLETS:  # «Điều 1. Thành lập Ban Chỉ đạo gồm 09 đồng chí có tên sau:»
            statement = statement or (rest[-1:] == ":" and len(rest) > _LEAD_IN_LENGTH)
        if spans and (statement or (label.rank >= Rank.NUMBER and _cites(rest))):
            self._add(spans, PassageKind.ITEM, self.sections[index].parent, label.printed)

    def _open(
        self, label: Label, spans: tuple[Span, ...], *, title_spans: tuple[Span, ...] | None = None
    ) -> int:
        """Open a section and close those it ends. ``spans`` hold label and title."""
        self._pop(label.rank)
        parent = self.stack[-1] if self.stack else None
        joined = " ".join(span.of(self.text) for span in spans)
        title = title_of(joined, label)
        index = len(self.sections)
        above = self.sections[parent] if parent is not None else None
        role, period = self.roles.enter(index, title, label.rank, above)
        bare = label.text if label.text else ""
        self.sections.append(
            Section(index, parent, bare, title, LEVELS[label.rank], role, period, title_spans or spans)
        )
        self.ranks.append(label.rank)
        self.printed.append(label.printed)
        self.stack.append(index)
        return index

    def _pop(self, rank: Rank) -> None:
        while self.stack and self.ranks[self.stack[-1]] >= rank:
            self.stack.pop()

    # -- leaves

    def _unlabelled(self, paragraph: Paragraph, following: Paragraph | None) -> None:
        text = paragraph.text
        if is_formula(text):
            self._add(paragraph.spans, PassageKind.ITEM, None, "", role=Role.NONE)
            return
        stripped = text.strip("*_ :.")
        if (
            len(stripped) < 100
            and following is not None
            and not _ends_open(text)
            and (is_run_in(stripped) or self._plain_heading(paragraph, following))
        ):
            self._open(Label(Rank.PLAIN, "", "", 0, 0, 0), paragraph.spans)
            return
        run_in = _RUN_IN.match(text)
        if (
            run_in
            and is_run_in(text[: run_in.end()])
            and len(paragraph.spans[0].of(self.text)) > run_in.end()
        ):
            first = paragraph.spans[0]
            cut = first.start + _offset(first.of(self.text), run_in.end())
            head = Span(first.start, first.start + len(self.text[first.start : cut].rstrip()))
            self._open(Label(Rank.PLAIN, "", "", 0, 0, 0), (head,))
            self._add_item((Span(cut, first.end), *paragraph.spans[1:]), "")
            return
        while self.stack and (
            self.ranks[self.stack[-1]] in BULLETS or self.ranks[self.stack[-1]] in (Rank.POINT, Rank.SUBPOINT)
        ):
            self.stack.pop()
        self._add_item(paragraph.spans, "")

    def _plain_heading(self, paragraph: Paragraph, following: Paragraph) -> bool:
        """A heading without a label: it tells a role, is set apart, and has items below."""
        if following.kind is not LineKind.TEXT or paragraph.ended or role_of_heading(paragraph.text) is None:
            return False
        return (
            paragraph.bold
            or paragraph.text.isupper()
            or (following.label is not None and following.label.rank >= Rank.NUMBER)
        )

    def _leaf(self, paragraph: Paragraph, label: Label) -> None:
        self._add_item(self._less_label(paragraph, label) or paragraph.spans, label.printed)

    def _add_item(self, spans: tuple[Span, ...], label: str) -> None:
        section = self.stack[-1] if self.stack else None
        intro, items = run_in_items(self.text, spans)
        if items:
            if intro:
                self._add(intro, PassageKind.ITEM, section, label)
            for mark, item in items:
                self._add(item, PassageKind.ITEM, section, mark)
            return
        self._add(spans, PassageKind.ITEM, section, label)

    def _add(
        self,
        spans: tuple[Span, ...],
        kind: PassageKind,
        section: int | None,
        label: str,
        *,
        role: Role | None = None,
    ) -> None:
        told, period = self._told(section)
        role = role or told
        for n, part in enumerate(sentence_cuts(self.text, spans)):
            self.leaves.append(Leaf(part, kind, section, label if n == 0 else "", role, period))

    def _told(self, section: int | None) -> tuple[Role, Period | None]:
        if section is None:
            return self.roles.base, self.roles.base_period
        return self.sections[section].role, self.sections[section].period

    def _table(self, body: Sequence[Paragraph], at: int) -> int:
        """Place the table that starts at ``at``, or the unit line above it; how many paragraphs it takes."""
        unit = body[at] if at + 1 < len(body) and is_unit(body[at]) else None
        first = at + (unit is not None)
        if body[first].kind is not LineKind.TABLE_ROW:
            return 0
        end = first + 1
        while end < len(body) and body[end].kind is LineKind.TABLE_ROW and not self._parted(body, first, end):
            end += 1
        rows = body[first:end]
        header = header_of(self.text, rows, unit)
        section = self.stack[-1] if self.stack else None
        role, period = self._told(section)
        for n, row in enumerate(rows):
            own = header is not None and n < header.rows
            if header is not None and not own and row.text in header.again:
                continue
            for part in sentence_cuts(self.text, row.spans):
                under = None if own else header
                self.leaves.append(Leaf(part, PassageKind.TABLE_ROW, section, "", role, period, under))
        return end - at

    def _parted(self, body: Sequence[Paragraph], first: int, end: int) -> bool:
        """Whether the signature stands between two rows: they are of two tables."""
        return body[first].spans[0].start <= self.closed_at < body[end].spans[0].start

    def _less_label(self, paragraph: Paragraph, label: Label) -> tuple[Span, ...]:
        """The paragraph's spans less its label, which may fill the first of them."""
        left = label.end
        spans = list(paragraph.spans)
        while spans:
            raw = spans[0].of(self.text)
            cut = _offset(raw, left)
            if cut < len(raw):
                rest = raw[cut:]
                start = spans[0].start + cut + len(rest) - len(rest.lstrip())
                return (Span(start, spans[0].end), *spans[1:])
            left = max(0, left - len(raw) - 1)
            spans.pop(0)
        return ()

    # -- footnotes

    def _notes(self) -> None:
        """Footnotes become leaves of the section of the text that carries their mark."""
        notes = [p for p in self.paragraphs if p.kind is LineKind.FOOTNOTE]
        if not notes:
            return
        anchors = Anchors(self.text, [leaf.spans for leaf in self.leaves], {p.mark for p in notes})
        noted: dict[int, list[int]] = {}
        for paragraph in notes:
            anchor = anchors.take(paragraph.mark, paragraph.spans[0].start)
            at = self.leaves[anchor] if anchor is not None else None
            first = len(self.leaves)
            for n, part in enumerate(sentence_cuts(self.text, paragraph.spans)):
                self.leaves.append(
                    Leaf(
                        part,
                        PassageKind.FOOTNOTE,
                        at.section if at else None,
                        note_mark(paragraph.text) if n == 0 else "",
                        at.role if at else Role.NONE,
                        at.period if at else None,
                    )
                )
            if anchor is not None:
                noted.setdefault(anchor, []).extend(range(first, len(self.leaves)))
        for anchor, indexes in noted.items():
            self.leaves[anchor] = replace(self.leaves[anchor], notes=tuple(indexes))


def _spans(paragraph: Paragraph, titles: Sequence[Paragraph]) -> tuple[Span, ...]:
    return (*paragraph.spans, *(span for title in titles for span in title.spans))


def _cites(text: str) -> bool:
    return "/" in text and bool(find_numbers(text))


def _ends_open(text: str) -> bool:
    return text.rstrip("*_ ")[-1:] in ".;,"


def _offset(raw: str, copied: int) -> int:
    """Index in ``raw`` of index ``copied`` of its match copy."""
    offsets = match_copy(raw[: 2 * copied + 40]).offsets
    return offsets[min(copied, len(offsets) - 1)]


def section_chain(sections: Sequence[Section], index: int | None) -> list[Section]:
    """The sections from the outermost to ``index``."""
    chain: list[Section] = []
    while index is not None:
        chain.append(sections[index])
        index = sections[index].parent
    return chain[::-1]

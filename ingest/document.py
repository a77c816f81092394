"""The nouns: what a document of the archive is, as frozen values.

Every offset counts code points of the stored text, which is what the reader decoded and never
changes afterwards. Search copies (normalised, folded) live beside it and map back to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range ``[start, end)`` of a document's stored text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


class LineKind(StrEnum):
    TEXT = "text"
    TABLE_ROW = "table_row"  # cells joined by " | "
    FOOTNOTE = "footnote"  # a note the format itself marks as one; the text starts with its mark


class Column(StrEnum):
    """The side of a two-column block (heading table, signature table) a line stands on."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Box:
    """Position on the page in points, origin top left."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line (PDF) or paragraph (docx, txt) of the stored text, without its line end."""

    span: Span
    page: int | None = None  # from 1; None where the format has no pages
    kind: LineKind = LineKind.TEXT
    column: Column | None = None
    box: Box | None = None
    bold: bool = False
    wrapped: bool = False  # the next line continues this paragraph (PDF: full-width line)


@dataclass(frozen=True, slots=True)
class RecognisedWord:
    """A word that a machine read off a picture, and how sure it was: 0 to 1."""

    span: Span  # of the stored text
    confidence: float


# Among ``Reading.pictures``: a framed red stamp at the head of a page that could not be read.
UNREAD_STAMP = "\ufffc"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of one file: ``text`` is the stored text, ``lines`` tile it in order."""

    text: str
    lines: tuple[Line, ...]
    format: str  # the extension without its dot: "txt", "docx", "pdf"
    pages: int | None = None
    warnings: tuple[str, ...] = ()
    words: tuple[RecognisedWord, ...] = ()  # of scanned pages, in order; empty where nothing was recognised
    pictures: tuple[str, ...] = ()  # text seen in pictures beside the text: for the gate, never stored


class NumberStyle(StrEnum):
    """Which grammar a document number follows (domain: Party form, State forms, spoken short form)."""

    PARTY = "party"  # 05-KH/TU
    STATE_YEAR = "state_year"  # 60/2013/NĐ-CP
    STATE = "state"  # 971/QĐ-TTg
    STATE_LETTER = "state_letter"  # 4912/UBND-NC
    SHORT = "short"  # Chỉ thị 22


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number and symbol (số và ký hiệu). A number is not an identity: see issuer and date."""

    raw: str  # as printed
    canonical: str  # as printed less stray spaces, Ð→Đ, dashes "-"; leading zeros kept
    style: NumberStyle
    serial: int  # numeric value, for comparison
    suffix: str = ""  # the letter in 12a
    year: int | None = None  # only STATE_YEAR
    type_code: str | None = None  # "KH"; None for a State letter
    issuer_code: str | None = None  # "TU", "BDVTU-BCHBP"; None for SHORT

    @property
    def key(self) -> str:
        """Comparison key: folded, no leading zeros: ``22-CT/TU`` and ``022-ct/tu`` agree."""
        parts = [
            f"{self.serial}{self.suffix}",
            str(self.year or ""),
            self.type_code or "",
            self.issuer_code or "",
        ]
        return "/".join(parts).casefold()


@dataclass(frozen=True, slots=True)
class Period:
    """A closed interval of days and the words that said it."""

    start: date
    end: date
    said: str = ""

    def overlaps(self, other: Period) -> bool:
        return self.start <= other.end and other.start <= self.end

    def contains(self, other: Period) -> bool:
        return self.start <= other.start and other.end <= self.end


class Role(StrEnum):
    """The period role of a section and its passages: told as done, meant to be done, or neither."""

    RESULT = "result"
    PLAN = "plan"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Fact:
    """One value read from the heading or the closing block, with the spans that show it."""

    value: str
    spans: tuple[Span, ...]
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Heading:
    """Heading and closing facts of a document (domain.md §2.6). None means: not in the file.

    ``number`` comes only from the heading zone, never from the body.
    """

    number: DocumentNumber | None = None
    type: str | None = None  # "Báo cáo"; sentence case
    date: date | None = None
    place: str | None = None
    issuer: str | None = None  # "Ban Dân vận Tỉnh ủy Quảng Ngãi"
    parent_issuer: str | None = None
    title: str | None = None  # trích yếu, wrapped lines joined by one space
    reported: Period | None = None
    planned: Period | None = None
    signer: str | None = None
    signer_role: str | None = None
    signed_for: str | None = None  # the K/T, T/M, T/L target
    capacity: str | None = None  # "K/T", "T/M", "T/L", "Q"
    recipients: tuple[str, ...] = ()  # Nơi nhận
    addressed_to: tuple[str, ...] = ()  # Kính gửi
    reported_to: tuple[str, ...] = ()  # "kính báo cáo …"
    urgency: str | None = None
    circulation: str | None = None  # DỰ THẢO, LƯU HÀNH NỘI BỘ, …
    facts: tuple[tuple[str, Fact], ...] = ()  # (field name, evidence); names as above


@dataclass(frozen=True, slots=True)
class Section:
    """A node of the outline. ``parent`` indexes the document's sections; the root has None."""

    index: int
    parent: int | None
    label: str  # "II", "1", "a", "Điều 5", "-", "" for a run-in heading
    title: str  # text of the heading line less its label; for a lead-in bullet, the lead-in
    level: int
    role: Role
    period: Period | None
    spans: tuple[Span, ...]


class PassageKind(StrEnum):
    ITEM = "item"
    HEADING = "heading"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"
    FOOTNOTE = "footnote"
    TABLE_ROW = "table_row"


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of retrieval and citation: ordered spans of the stored text.

    Invariant: ``text`` is the stored text of ``spans`` joined by one space.
    """

    id: str  # "<document id>.<version>.<order>"
    document_id: str
    version: str
    order: int  # position in the document, from 0
    kind: PassageKind
    text: str
    spans: tuple[Span, ...]
    section: int | None  # index of the innermost section
    path: tuple[str, ...] = ()  # heading path, labels included: ("II. Nhiệm vụ …", "1. Công tác …")
    path_spans: tuple[Span, ...] = ()
    lead_in: tuple[str, ...] = ()  # verbs carried from above: ("Giúp:",)
    lead_in_spans: tuple[Span, ...] = ()
    role: Role = Role.NONE
    period: Period | None = None
    pages: tuple[int, ...] = ()  # pages touched, ascending
    footnotes: tuple[str, ...] = ()  # ids of the footnote passages whose marks stand in the text
    label: str = ""  # "-", "+", "(1)", "a)", "Khoản 2", as printed
    confidence: float | None = None  # 0 to 1: of the words a machine read off a scan; None: of none


class ReferenceRole(StrEnum):
    """Why a document is mentioned (domain.md §2.6): it directs, is reviewed, is changed, or none of these."""

    BASIS = "basis"  # căn cứ
    DIRECTS = "directs"  # theo, thực hiện, triển khai, quán triệt, theo tinh thần
    REVIEWED = "reviewed"  # sơ kết, tổng kết, đánh giá kết quả
    REPLACES = "replaces"  # thay thế, bãi bỏ: ended as a whole by the document that mentions it
    REPLACED = "replaced"  # told to be ended, by another document than the one that mentions it
    AMENDS = "amends"  # sửa đổi, bổ sung: changed in part
    MENTIONED = "mentioned"


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of another document in the text."""

    passage_id: str
    span: Span  # of the number (with the type name where it precedes), in the stored text
    number: DocumentNumber
    role: ReferenceRole
    type: str | None = None  # "Chỉ thị", from prose; wins over the code
    date: date | None = None
    issuer: str | None = None  # prose
    term: str | None = None  # "khóa X"
    title: str | None = None  # quoted or "về …" text, verbatim
    quote: str = ""  # verbatim text from the type name to the end of the mention
    date_span: Span | None = None
    issuer_span: Span | None = None
    title_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One file of the archive, understood."""

    id: str
    collection: str
    file: str  # path below the archive folder, "/" between parts
    sha256: str
    version: str
    text: str
    format: str
    pages: int | None
    heading: Heading
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    references: tuple[Reference, ...]
    warnings: tuple[str, ...] = ()
    words: tuple[RecognisedWord, ...] = ()  # of scanned pages


@dataclass(frozen=True, slots=True)
class Scope:
    """The collections a request may read. There is no default: every read of the archive takes one."""

    collections: frozenset[str]

    def narrowed(self, collections: frozenset[str] | None) -> Scope:
        """This scope cut down to ``collections``; None leaves it; it never widens."""
        return self if collections is None else Scope(self.collections & collections)

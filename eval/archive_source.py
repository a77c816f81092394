"""Readable sources of the sample archive: one text file per document, heading fields on top, body below.

In: `eval/archive_sources/<collection>/<name>.src`. Out: a `Source`, the same for every product format.
A folder whose name has an extension is one product that holds its sources: `x.zip/` a packed file,
`x.docx/` one file with several documents in it. Fields stand between two `+++` lines (TOML); below them each
line is one block:

    # text     section heading, level 1        ^ text     centred, bold
    ## text    section heading, level 2        ~ text     centred, italic
    ### text   section heading, level 3        | a | b |  table row (the first row is the header)
    - text     bullet                          |! a | b | one row of a header of several rows
    + text     item under a bullet             %%%        the signature stands here; an annex follows
                                               [^1]: t    text of a footnote (the mark in a body is [^1])

Inside a block `*word*` is italic, `[[page]]` a page break (products made as a text extraction would),
`{-word-}` a deletion and `{+word+}` an insertion nobody has accepted yet. In a header of several rows a cell
`<` is one with its left neighbour and `^` with the one above.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from eval.variants.encodings import Encoding

SOURCES = Path(__file__).parent / "archive_sources"
PRODUCTS = Path(__file__).parent / "archive"

_BLOCKS = (
    ("### ", "heading3"),
    ("## ", "heading2"),
    ("# ", "heading1"),
    ("^ ", "centre"),
    ("~ ", "centre_italic"),
    ("- ", "bullet"),
    ("+ ", "item"),
)
_NOTE = re.compile(r"^\[\^(\d+)\]:\s*(.+)$")
_INLINE = re.compile(r"\[\^(\d+)\]|\*([^*]+)\*|\{-(.+?)-\}|\{\+(.+?)\+\}|\[\[page\]\]")
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style; `note` is a footnote number, `page` a page break (the text is empty then).

    `change`: "ins" or "del" for a tracked change, else empty.
    """

    text: str
    italic: bool = False
    note: int | None = None
    page: bool = False
    change: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells of a table's header that are one: the first one's row and column, the last one's."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or table.

    `kind`: heading1 to heading3, centre, centre_italic, bullet, item, paragraph, table, signature.
    """

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()  # a cell that is one with another is empty
    header: int = 1  # rows of the table's header
    merged: tuple[Merged, ...] = ()

    def runs(self) -> Iterator[Run]:
        """The text in styles, the marks of the source format removed."""
        end = 0
        for match in _INLINE.finditer(self.text):
            if match.start() > end:
                yield Run(self.text[end : match.start()])
            end = match.end()
            if match[1]:
                yield Run("", note=int(match[1]))
            elif match[2]:
                yield Run(match[2], italic=True)
            elif match[3]:
                yield Run(match[3], change="del")
            elif match[4]:
                yield Run(match[4], change="ins")
            else:
                yield Run("", page=True)
        if end < len(self.text):
            yield Run(self.text[end:])

    def plain(self) -> str:
        """The text alone: no footnote marks, no italics, no page breaks, tracked changes accepted."""
        return "".join(run.text for run in self.runs() if run.change != "del")


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: the lines of capacity and role, and the name."""

    lines: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Source:
    """A document before it has a format. Empty strings stand for parts the product does not show."""

    path: Path
    file: str
    layout: str  # "plain", or "extracted": heading columns interleaved, footnotes in the running text
    state: bool  # State heading instead of the Party's
    auto_numbering: bool
    parent: str
    issuer: str
    number: str  # as printed: "Số 178-BC/BDVTU"
    about: str  # the V/v line of an official letter
    draft: str
    place_date: str
    day: date
    type: str
    title: tuple[str, ...]
    to: tuple[str, ...]
    blocks: tuple[Block, ...]
    notes: dict[int, str]
    recipients: tuple[str, ...]
    signatures: tuple[Signature, ...]
    encoding: Encoding = Encoding.NFC  # of a text file, or of the fonts of a Word file
    scanned: bool = False  # a picture of the printed page
    text_box: tuple[str, ...] = ()  # lines of a box above the heading (Word)

    @property
    def format(self) -> str:
        """Extension of the document's own file, without the dot."""
        return self.file.rsplit(".", 1)[1]

    @property
    def product(self) -> str:
        """The file of the archive that holds this document: its own, or the one its folder stands for."""
        parts = PurePosixPath(self.file).parts
        whole = next(number for number, part in enumerate(parts, start=1) if "." in part)
        return "/".join(parts[:whole])

    def heading_columns(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Left and right column of the heading; the last line of each stands in the same row."""
        if not self.issuer:
            return (), ((self.place_date,) if self.place_date else ())
        left = [line for line in (self.parent, self.issuer) if line]
        if self.state:
            right = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
        else:
            left.append("*")
            right = ["ĐẢNG CỘNG SẢN VIỆT NAM"]
        return (*left, self.number), (*right, self.place_date)


def _table(lines: list[str]) -> Block:
    header = sum(line.startswith("|!") for line in lines) or 1
    rows = [[cell.strip() for cell in line.removeprefix("|!").strip("|").split("|")] for line in lines]
    merged = []
    for top, row in enumerate(rows[:header]):
        for left, cell in enumerate(row):
            if cell in ("<", "^"):
                continue
            right = next((at for at in range(left + 1, len(row)) if row[at] != "<"), len(row)) - 1
            bottom = next((at for at in range(top + 1, header) if rows[at][left] != "^"), header) - 1
            if (bottom, right) != (top, left):
                merged.append(Merged(top, left, bottom, right))
    shown = [tuple("" if cell in ("<", "^") else cell for cell in row) for row in rows]
    return Block("table", rows=tuple(shown), header=header, merged=tuple(merged))


def _parse_body(body: str) -> tuple[tuple[Block, ...], dict[int, str]]:
    blocks: list[Block] = []
    notes: dict[int, str] = {}
    rows: list[str] = []
    for line in [*body.splitlines(), ""]:
        line = line.strip()
        if line.startswith("|"):
            rows.append(line)
            continue
        if rows:
            blocks.append(_table(rows))
            rows = []
        if not line:
            continue
        if note := _NOTE.match(line):
            notes[int(note[1])] = note[2]
        elif line == "%%%":
            blocks.append(Block("signature"))
        else:
            for prefix, kind in _BLOCKS:
                if line.startswith(prefix):
                    blocks.append(Block(kind, line.removeprefix(prefix).strip()))
                    break
            else:
                blocks.append(Block("paragraph", line))
    if not any(block.kind == "signature" for block in blocks):
        blocks.append(Block("signature"))
    return tuple(blocks), notes


def load(path: Path) -> Source:
    """Read one source. Raises ValueError when the fields are not framed by two `+++` lines."""
    parts = path.read_text(encoding="utf-8").split("+++\n", 2)
    if len(parts) != 3 or parts[0]:
        raise ValueError(f"{path.name}: the fields must stand between two +++ lines")
    fields = tomllib.loads(parts[1])
    blocks, notes = _parse_body(parts[2])
    relative = path.relative_to(SOURCES).with_suffix("")
    return Source(
        path=path,
        file=f"{relative.as_posix()}.{fields['format']}",
        layout=fields.get("layout", "plain"),
        state=fields.get("state", False),
        auto_numbering=fields.get("auto_numbering", False),
        parent=fields.get("parent", ""),
        issuer=fields.get("issuer", ""),
        number=fields.get("number", ""),
        about=fields.get("about", ""),
        draft=fields.get("draft", ""),
        place_date=fields.get("place_date", ""),
        day=fields["day"],
        type=fields.get("type", ""),
        title=tuple(fields.get("title", [])),
        to=tuple(fields.get("to", [])),
        blocks=blocks,
        notes=notes,
        recipients=tuple(fields.get("recipients", [])),
        signatures=tuple(
            Signature(tuple(entry["lines"]), entry["name"]) for entry in fields.get("signature", [])
        ),
        encoding=Encoding(fields.get("encoding", Encoding.NFC)),
        scanned=fields.get("scanned", False),
        text_box=tuple(fields.get("text_box", [])),
    )


def load_all() -> tuple[Source, ...]:
    """Every source of the sample archive, by file name."""
    return tuple(load(path) for path in sorted(SOURCES.rglob("*.src")))

"""Readable sources of the sample archive: one text file per document, heading fields on top, body below.

In: `eval/archive_sources/<collection>/<name>.src`. Out: a `Source`, the same for every product format.
Fields stand between two `+++` lines (TOML); below them each line is one block:

    # text     section heading, level 1        ^ text    centred, bold
    ## text    section heading, level 2        ~ text    centred, italic
    ### text   section heading, level 3        | a | b | table row (the first row is the header)
    - text     bullet                          %%%       the signature stands here; an annex follows
    + text     item under a bullet             [^1]: t   text of a footnote (the mark in a body is [^1])

Inside a block `*word*` is italic and `[[page]]` a page break (products made as a text extraction would).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

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
_INLINE = re.compile(r"\[\^(\d+)\]|\*([^*]+)\*|\[\[page\]\]")
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style; `note` is a footnote number, `page` a page break (the text is empty then)."""

    text: str
    italic: bool = False
    note: int | None = None
    page: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or table.

    `kind`: heading1 to heading3, centre, centre_italic, bullet, item, paragraph, table, signature.
    """

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

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
            else:
                yield Run("", page=True)
        if end < len(self.text):
            yield Run(self.text[end:])

    def plain(self) -> str:
        """The text alone: no footnote marks, no italics, no page breaks."""
        return "".join(run.text for run in self.runs())


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

    @property
    def format(self) -> str:
        """Extension of the product, without the dot."""
        return self.file.rsplit(".", 1)[1]

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


def _parse_body(body: str) -> tuple[tuple[Block, ...], dict[int, str]]:
    blocks: list[Block] = []
    notes: dict[int, str] = {}
    rows: list[tuple[str, ...]] = []
    for line in [*body.splitlines(), ""]:
        line = line.strip()
        if line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
            continue
        if rows:
            blocks.append(Block("table", rows=tuple(rows)))
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
    )


def load_all() -> tuple[Source, ...]:
    """Every source of the sample archive, by file name."""
    return tuple(load(path) for path in sorted(SOURCES.rglob("*.src")))

"""Text and Markdown products of the sample archive, as an office or a text extraction leaves them."""

from __future__ import annotations

from itertools import zip_longest

from eval.archive_source import SUPERSCRIPT, Block, Source
from eval.variants.encodings import encoded


def _line(block: Block, *, pages: bool) -> str:
    """A block on one line, with superscript footnote marks; page breaks become form feeds."""
    out: list[str] = []
    for run in block.runs():
        if run.note is not None:
            out.append(str(run.note).translate(SUPERSCRIPT))
        elif run.page and pages:
            out.append("\f")
        elif run.change != "del":
            out.append(run.text)
    prefix = {"bullet": "- ", "item": "+ "}.get(block.kind, "")
    return prefix + "".join(out)


def _closing(source: Source) -> list[str]:
    lines: list[str] = []
    for signature in source.signatures:
        lines += ["", *signature.lines, "(đã ký)", signature.name]
    if source.recipients:
        lines = ["", "Nơi nhận:", *source.recipients, *lines]
    return lines


def _notes(source: Source, numbers: list[int]) -> list[str]:
    return [f"{str(n).translate(SUPERSCRIPT)} {source.notes[n]}" for n in numbers]


def text(source: Source) -> bytes:
    """A .txt product. Layout "extracted": heading columns interleaved, and the notes of a page stand where
    that page ends, in the middle of the sentence the page break cuts."""
    left, right = source.heading_columns()
    lines: list[str] = [source.draft] if source.draft else []
    if source.layout == "extracted":
        pairs = list(zip_longest(left, right, fillvalue=""))
        if len(left) > len(right) > 1:  # the last lines share a row on paper
            gap = len(left) - len(right)
            pairs = list(zip_longest(left, (*right[:-1], *[""] * gap, right[-1]), fillvalue=""))
        lines += [" ".join(part for part in pair if part) for pair in pairs]
    else:
        lines += [*left, "", *right] if left else list(right)
    lines += [source.about] if source.about else []
    lines += ["", source.type] if source.type else [""]
    lines += [*source.title, "-----"] if source.title else []
    if source.to:
        lines += ["", *_addressees(source)]
    pending: list[int] = []
    for block in source.blocks:
        if block.kind == "signature":
            lines += _closing(source)
            continue
        if block.kind == "table":
            lines += ["", *("\t".join(row) for row in block.rows)]
            continue
        pending += [run.note for run in block.runs() if run.note is not None]
        shown = _line(block, pages=True)
        head, cut, tail = shown.partition("\f")
        lines += ["", head.rstrip()]
        if cut:
            lines += ["", *_notes(source, pending), "", tail.lstrip()]
            pending = []
    if pending:
        lines += ["", *_notes(source, pending)]
    return encoded("\n".join(lines).strip("\n") + "\n", source.encoding)


def _addressees(source: Source) -> list[str]:
    if len(source.to) == 1:
        return [f"Kính gửi: {source.to[0]}"]
    return ["Kính gửi:", *(f"- {line}" for line in source.to)]


def markdown(source: Source) -> bytes:
    """A .md product: headings as #, italics and tables kept, footnotes in Markdown's own form."""
    left, right = source.heading_columns()
    lines = [f"**{line}**  " if line != "*" else "\\*  " for line in left if line]
    lines += ["", *(f"{line}  " for line in right)]
    lines += ["", f"*{source.about}*"] if source.about else []
    lines += ["", f"# {source.type}"] if source.type else []
    lines += ["", *(f"**{line}**  " for line in source.title)]
    lines += ["", *_addressees(source)] if source.to else []
    prefix = {"heading1": "## ", "heading2": "### ", "heading3": "#### ", "bullet": "- ", "item": "  + "}
    for block in source.blocks:
        if block.kind == "signature":
            lines += [f"{line}  " if line else "" for line in _closing(source)]
        elif block.kind == "table":
            rows = ["| " + " | ".join(row) + " |" for row in block.rows]
            lines += ["", rows[0], "|" + " --- |" * len(block.rows[0]), *rows[1:]]
        else:
            gap = [] if block.kind == "item" else [""]
            lines += [*gap, prefix.get(block.kind, "") + block.text.replace("[[page]]", "")]
    lines += ["", *(f"[^{n}]: {note}" for n, note in sorted(source.notes.items()))] if source.notes else []
    return ("\n".join(lines).strip("\n") + "\n").encode()

"""HTML products of the sample archive: a page as an office's web site shows a document."""

from __future__ import annotations

from html import escape

from eval.archive_source import Block, Source

_TAGS = {"heading1": "h2", "heading2": "h3", "heading3": "h4", "centre": "h3", "centre_italic": "em"}


def html(source: Source) -> bytes:
    """A .html product in UTF-8: heading and signature in tables without borders, as Word saves them."""
    left, right = source.heading_columns()
    parts = [_columns(left, right)] if left else []
    parts += [f"<p><em>{escape(source.about)}</em></p>"] if source.about else []
    parts += [f"<h1>{escape(source.type)}</h1>"] if source.type else []
    parts += [f"<p><b>{'<br>'.join(map(escape, source.title))}</b></p>"] if source.title else []
    listed: list[str] = []
    for block in source.blocks:
        if block.kind == "bullet":
            listed.append(f"<li>{_inner(block)}</li>")
            continue
        if listed:
            parts.append(f"<ul>{''.join(listed)}</ul>")
            listed = []
        parts.append(_block(source, block))
    body = "\n".join(parts)
    return (
        '<!DOCTYPE html>\n<html lang="vi">\n<head><meta charset="utf-8">'
        f"<title>{escape(' '.join((source.type, *source.title)))}</title></head>\n<body>\n{body}\n</body>\n</html>\n"
    ).encode()


def _block(source: Source, block: Block) -> str:
    if block.kind == "signature":
        (signature,) = source.signatures
        recipients = ("Nơi nhận:", *source.recipients)
        return _columns(recipients, (*signature.lines, "(đã ký)", signature.name))
    if block.kind == "table":
        rows = [
            "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row)
            for tag, row in (("td" if number else "th", row) for number, row in enumerate(block.rows))
        ]
        return f'<table border="1">{"".join(f"<tr>{row}</tr>" for row in rows)}</table>'
    tag = _TAGS.get(block.kind, "p")
    return f"<{tag}>{_inner(block)}</{tag}>"


def _inner(block: Block) -> str:
    return "".join(f"<i>{escape(run.text)}</i>" if run.italic else escape(run.text) for run in block.runs())


def _columns(left: tuple[str, ...], right: tuple[str, ...]) -> str:
    cells = ("<br>".join(map(escape, side)) for side in (left, right))
    return f"<table><tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr></table>"

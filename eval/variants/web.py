"""Web page variants: the document as a word processor saves it as .html."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from eval.archive_source import Source
from eval.variants.encodings import LEGACY, Encoding, composed, legacy_runs
from eval.variants.noises import Noise

_CHARSETS = {Encoding.UTF16: "utf-16", Encoding.WINDOWS_1258: "windows-1258"}


def page(source: Source, encoding: Encoding, noise: Noise) -> bytes:
    """An .html file in that encoding; characters its charset lacks are written as references."""
    charset = "iso-8859-1" if encoding in LEGACY else _CHARSETS.get(encoding, "utf-8")
    body = "\n".join(_parts(source, encoding, noise))
    whole = (
        f'<!DOCTYPE html>\n<html><head><meta charset="{charset}"><title></title>'
        f"<style>p {{ margin: 6pt 0 }}</style></head>\n<body>\n{body}\n</body></html>\n"
    )
    if encoding is Encoding.WINDOWS_1258:
        from eval.variants.encodings import encoded

        return encoded(whole, encoding)
    return whole.encode(charset, "xmlcharrefreplace")


def _parts(source: Source, encoding: Encoding, noise: Noise) -> Iterable[str]:
    def runs(text: str) -> str:
        if encoding not in LEGACY:
            return escape(composed(text, encoding), quote=False)
        return "".join(
            f'<span style="font-family:{font}">{escape(part, quote=False)}</span>'
            for part, font in legacy_runs(text, encoding)
        )

    def lines(texts: Iterable[str], style: str = "") -> str:
        return "".join(f"<p{style}>{runs(text)}</p>" for text in texts if text)

    left, right = source.heading_columns()
    left = (*left, source.about)
    if noise is Noise.PLAIN_HEADING:
        yield lines((*left, *right))
    else:
        yield f"<table><tr><td>{lines(left)}</td><td>{lines(right)}</td></tr></table>"
    centre = ' align="center"'
    yield lines([source.type, *source.title], centre)
    yield lines(f"Kính gửi: {name}" for name in source.to)
    for block in source.blocks:
        if block.kind == "table":
            rows = ("".join(f"<td>{runs(cell)}</td>" for cell in row) for row in block.rows)
            yield '<table border="1">' + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
        elif block.kind == "bullet":
            yield lines([f"- {block.text}"])
        elif block.kind == "heading1":
            yield f"<p><b>{runs(block.text)}</b></p>"
        elif block.kind == "paragraph":
            yield lines([block.text])
    signed = [line for each in source.signatures for line in (*each.lines, "", each.name)]
    yield (
        f"<table><tr><td>{lines(['Nơi nhận:', *source.recipients])}</td>"
        f"<td>{lines(signed, centre)}</td></tr></table>"
    )

"""Word variants: a .docx whose runs are in a legacy font, whose heading is no table, whose pages have running lines."""

from __future__ import annotations

import io
from copy import deepcopy
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from eval.archive_docx import docx as plain
from eval.archive_source import Source
from eval.variants.encodings import LEGACY, Encoding, composed, legacy_runs
from eval.variants.noises import Noise, each_text


def word(source: Source, encoding: Encoding, noise: Noise, running: str) -> bytes:
    """A .docx. Bytes may differ from call to call: the package keeps the hour it was written."""
    document = docx.Document(io.BytesIO(plain(each_text(source, lambda text: composed(text, encoding)))))
    if noise is Noise.PLAIN_HEADING:
        _untabled(document)
    if noise is Noise.RUNNING:
        _running(document, running)
    if encoding in LEGACY:
        for section in document.sections:
            _refont(section.header._element, encoding)
        _refont(document.element.body, encoding)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _untabled(document: Any) -> None:
    """The heading table's lines as paragraphs, row by row."""
    table = document.tables[0]._tbl
    for paragraph in list(table.iter(qn("w:p"))):
        table.addprevious(paragraph)
    table.getparent().remove(table)


def _running(document: Any, text: str) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].text = text
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    section.footer.paragraphs[0]._p.append(field)


def _refont(root: Any, encoding: Encoding) -> None:
    """Every run cut into runs of the legacy fonts."""
    for run in list(root.iter(qn("w:r"))):
        texts = run.findall(qn("w:t"))
        for part, font in legacy_runs("".join(text.text or "" for text in texts), encoding) if texts else ():
            copy = deepcopy(run)
            for text in copy.findall(qn("w:t")):
                copy.remove(text)
            written = OxmlElement("w:t")
            written.text = part
            written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            copy.append(written)
            fonts = copy.get_or_add_rPr().get_or_add_rFonts()
            for script in ("w:ascii", "w:hAnsi", "w:cs"):
                fonts.set(qn(script), font)
            run.addprevious(copy)
        if texts:
            run.getparent().remove(run)

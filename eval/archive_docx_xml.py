"""Parts of Word files that python-docx has no words for: numbering, footnotes, text boxes, tracked changes,
and the fonts of the encodings before Unicode."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement
from lxml import etree

from eval.variants.encodings import Encoding, legacy_runs

_NUMBERING_ID = 77  # away from the ids of python-docx's template
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'


def note_reference(paragraph: Any, number: int) -> None:
    """A superscript mark that calls footnote `number`."""
    run = paragraph.add_run()
    run.font.superscript = True
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(number))
    run._r.append(reference)


def track(run: Any, change: str, *, day: str) -> None:
    """Make `run` an insertion ("ins") or a deletion ("del") of `day` (ISO) that nobody has accepted."""
    mark = OxmlElement(f"w:{change}")
    mark.set(qn("w:id"), "1")
    mark.set(qn("w:author"), "Văn thư")
    mark.set(qn("w:date"), f"{day}T08:00:00Z")
    run._r.addprevious(mark)
    mark.append(run._r)
    if change == "del":
        for text in run._r.findall(qn("w:t")):
            text.tag = qn("w:delText")


def text_box(paragraph: Any, lines: Sequence[str]) -> None:
    """A framed box anchored in `paragraph`, as Word 97 to 2007 write it."""
    box = parse_xml(
        f'<w:r {nsdecls("w")} {_VML}><w:pict><v:shape style="width:230pt;height:34pt">'
        "<v:textbox><w:txbxContent/></v:textbox></v:shape></w:pict></w:r>"
    )
    content = next(box.iter(qn("w:txbxContent")))
    for line in lines:
        content.append(parse_xml(f"<w:p {nsdecls('w')}><w:r><w:rPr><w:b/></w:rPr><w:t/></w:r></w:p>"))
        next(content[-1].iter(qn("w:t"))).text = line
    paragraph._p.append(box)


def numbered(paragraph: Any, level: int) -> None:
    """Give `paragraph` the automatic label of `level`, 0 to 3."""
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{_NUMBERING_ID}"/></w:numPr>'
        )
    )


def add_numbering(document: Any) -> None:
    """The list I., 1., -, + that `numbered` refers to."""

    def level(position: int, form: str, label: str) -> str:
        bold = "<w:rPr><w:b/></w:rPr>" if position < 2 else ""
        return (
            f'<w:lvl w:ilvl="{position}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            '<w:suff w:val="space"/>'
            f'<w:lvlText w:val="{label}"/><w:lvlJc w:val="left"/>{bold}</w:lvl>'
        )

    levels = (
        level(0, "upperRoman", "%1.")
        + level(1, "decimal", "%2.")
        + level(2, "bullet", "-")
        + level(3, "bullet", "+")
    )
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_NUMBERING_ID}">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    numbering.insert(0, abstract)
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{_NUMBERING_ID}">'
            f'<w:abstractNumId w:val="{_NUMBERING_ID}"/></w:num>'
        )
    )


def add_footnotes(document: Any, notes: Mapping[int, str]) -> None:
    """The part with the footnotes, text by number."""
    root = parse_xml(
        f"<w:footnotes {nsdecls('w')}>"
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    )
    for number, text in sorted(notes.items()):
        note = parse_xml(
            f'<w:footnote {nsdecls("w")} w:id="{number}"><w:p><w:pPr><w:jc w:val="both"/></w:pPr>'
            '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
            '<w:r><w:rPr><w:sz w:val="20"/></w:rPr><w:t xml:space="preserve"></w:t></w:r></w:p></w:footnote>'
        )
        next(note.iter(qn("w:t"))).text = f" {text}"
        root.append(note)
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, data, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def legacy_fonts(document: Any, encoding: Encoding) -> None:
    """Store every run as a typist of the 2000s did: bytes that only their font shows right."""
    for run in [*document.element.body.iter(qn("w:r"))]:
        text = "".join(part.text or "" for part in run.iter(qn("w:t")))
        if not text:
            continue
        for stored, font in legacy_runs(text, encoding):
            part = deepcopy(run)
            for old in part.findall(qn("w:t")):
                part.remove(old)
            shown = OxmlElement("w:t")
            shown.text = stored
            shown.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            part.append(shown)
            fonts = part.get_or_add_rPr().get_or_add_rFonts()
            for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.set(qn(f"w:{kind}"), font)
            run.addprevious(part)
        run.getparent().remove(run)

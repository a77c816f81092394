"""Stamped files of every kind, each with a sentence of its own that nothing else in the world holds.

For ``eval.planted``. Made with the standard library, LibreOffice and poppler's pdftoppm; no table of the product
is used.
"""

from __future__ import annotations

import io
import os
import random
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from eval.variants.encoders import tcvn3, vni

_STAMP = "MẬT"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ONSETS = "b c đ g h kh l m n ng ph qu s t th tr v x".split()
_RHYMES = "uỷnh oẵng ượp iễng uẫng ướm oặc uệch ữu ẩng ộp ẳm ịch ỗng".split()
_OFFICE_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Planted:
    """What a file says that no byte outside it may: two made-up words and a number of twelve digits."""

    kind: str
    words: tuple[str, ...]

    @property
    def sentence(self) -> str:
        return f"Kế hoạch {self.words[0]} và {self.words[1]} mang số hiệu {self.words[2]}."

    def needles(self) -> set[bytes]:
        """The words as any stage could write them: case, marks, normal form, encoding."""
        spelled = {form for word in self.words for form in (word, word.upper(), _unmarked(word))}
        spelled |= {unicodedata.normalize("NFD", word) for word in spelled}
        legacy = {"".join(run for run, _ in tcvn3(word)) for word in self.words} | set(map(vni, self.words))
        found = {
            text.encode(encoding)
            for text in spelled | legacy
            for encoding in ("utf-8", "utf-16-le", "utf-16-be")
        }
        return found | {text.encode("latin-1", "ignore") for text in legacy}


def planted(kind: str, chance: random.Random) -> Planted:
    """A new sentence; its words are long enough to stand nowhere by accident."""
    spoken = ("".join(chance.choice(_ONSETS) + chance.choice(_RHYMES) for _ in range(4)) for _ in range(2))
    return Planted(kind, (*spoken, "".join(chance.choices("123456789", k=12))))


def _unmarked(text: str) -> str:
    marks_off = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in marks_off if not unicodedata.combining(char))


def paper(sentence: str, stamp: str = _STAMP) -> list[str]:
    """The lines of a short report."""
    return [
        "TỈNH ỦY HẢI THANH", "BAN DÂN VẬN", "Số 17-BC/BDVTU", *([stamp] if stamp else []),
        "Hải Thanh, ngày 12 tháng 4 năm 2021", "BÁO CÁO", "kết quả công tác dân vận quý I", "I. Kết quả",
        "1. Công tác tham mưu", sentence, "Nơi nhận:", "- Lưu Văn phòng.", "TRƯỞNG BAN",
    ]  # fmt: skip


def word_file(lines: list[str], picture: bytes | None = None) -> bytes:
    """A .docx of these paragraphs, a page-wide PNG before them where one is given."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    main = f'<Relationship Id="r1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
    body = (_picture() if picture else "") + paragraphs
    parts = {
        "[Content_Types].xml": types.encode(),
        "_rels/.rels": relations.format(main).encode(),
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>".encode(),
    }
    if picture:
        shown = f'<Relationship Id="r2" Type="{_R}/image" Target="media/page.png"/>'
        parts["word/_rels/document.xml.rels"] = relations.format(shown).encode()
        parts["word/media/page.png"] = picture
    return _zip_of(parts)


def _workbook(lines: list[str]) -> bytes:
    """An .xlsx of one sheet with one column."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    packages = "http://schemas.openxmlformats.org/package/2006"
    office = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    cells = "".join(f'<row><c t="inlineStr"><is><t>{escape(line)}</t></is></c></row>' for line in lines)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{packages}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{office}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{office}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="r1" '
        f'Type="{_R}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{_R}"><sheets>'
        '<sheet name="Trang 1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="r1" '
        f'Type="{_R}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
    }
    return _zip_of({name: text.encode() for name, text in parts.items()})


def _picture() -> str:
    a = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{a}/wordprocessingDrawing"><wp:extent cx="5400000" cy="7000000"/>'
        f'<wp:docPr id="1" name="p"/><a:graphic xmlns:a="{a}/main"><a:graphicData uri="{a}/picture">'
        f'<pic:pic xmlns:pic="{a}/picture"><pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{_R}" r:embed="r2"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5400000" cy="7000000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )


class Office:
    """LibreOffice (and a camera) with a home of its own below ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True)

    def convert(self, data: bytes, extension: str, wanted: str) -> bytes:
        """The file in another format. Raises RuntimeError where LibreOffice makes none."""
        source = self._folder / f"paper{extension}"
        source.write_bytes(data)
        out = self._folder / "out"
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{self._folder}/profile", "--headless", "--convert-to",
             wanted, "--outdir", str(out), str(source)],
            env={"PATH": os.environ["PATH"], "HOME": str(self._folder), "TMPDIR": str(self._folder)},
            capture_output=True, timeout=_OFFICE_SECONDS, check=False,
        )  # fmt: skip
        made = out / f"paper.{wanted.partition(':')[0]}"
        if not made.is_file():
            raise RuntimeError(f"LibreOffice made no {wanted}")
        converted = made.read_bytes()
        shutil.rmtree(out)
        return converted

    def photograph(self, data: bytes) -> bytes:
        """The first page of a Word file as a PNG. Raises RuntimeError without LibreOffice or pdftoppm."""
        page = self._folder / "page.pdf"
        page.write_bytes(self.convert(data, ".docx", "pdf"))
        subprocess.run(
            ["pdftoppm", "-png", "-r", "150", "-singlefile", str(page), str(page.with_suffix(""))],
            capture_output=True, timeout=_OFFICE_SECONDS, check=False,
        )  # fmt: skip
        picture = page.with_suffix(".png")
        if not picture.is_file():
            raise RuntimeError("pdftoppm (poppler-utils) made no picture")
        return picture.read_bytes()


def _zip_of(parts: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return file.getvalue()


def _scan(sentence: str, office: Office) -> bytes:
    page = office.photograph(word_file(paper(sentence)))
    return office.convert(word_file([], page), ".docx", "pdf")


def _pictured(sentence: str, office: Office) -> bytes:
    return word_file(paper(sentence, stamp=""), office.photograph(word_file([_STAMP])))


Maker = Callable[[str, Office], bytes]


def _text(sentence: str, stamp: str = _STAMP) -> bytes:
    return "\n".join(paper(sentence, stamp)).encode()


def _converted(wanted: str) -> Maker:
    return lambda sentence, office: office.convert(word_file(paper(sentence)), ".docx", wanted)


# Kind → (path below the archive folder, with the planted word for {}, how its bytes are made).
WITHOUT_OFFICE: Mapping[str, tuple[str, Maker]] = {
    "txt": ("bao-cao/stamped.txt", lambda sentence, _: _text(sentence)),
    "docx": ("bao-cao/stamped.docx", lambda sentence, _: word_file(paper(sentence))),
    "xlsx": ("bao-cao/table.xlsx", lambda sentence, _: _workbook(paper(sentence))),
    "zip": ("bao-cao/stamped.zip", lambda sentence, _: _zip_of({"a.txt": _text(sentence)})),
    "file name": ("bao-cao/{} (mật).txt", lambda sentence, _: _text(sentence, stamp="")),
    "folder name": ("mat/{}.txt", lambda sentence, _: _text(sentence, stamp="")),
}
WITH_OFFICE: Mapping[str, tuple[str, Maker]] = {
    **{
        kind: (f"bao-cao/from-word.{kind}", _converted(wanted))
        for kind, wanted in (("doc", "doc"), ("odt", "odt"), ("rtf", "rtf"), ("pdf", "pdf"), ("html", "html"))
    },
    "scanned pdf": ("bao-cao/scan.pdf", _scan),
    "docx with a picture of the stamp": ("bao-cao/picture.docx", _pictured),
}

"""What stands beside the text of an office file reaches the gate, within bounds."""

from __future__ import annotations

import io
import zipfile

import pytest

from ingest.errors import Stamped, UnreadableFile
from ingest.gate import check_reading
from ingest.readers.properties import property_texts
from ingest.readers.reading import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = (
    f"<w:document {W}><w:body><w:p><w:r><w:t>Báo cáo công tác dân vận</w:t></w:r></w:p></w:body></w:document>"
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/">{}</cp:coreProperties>'
)
CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property name="{}"><vt:lpwstr>{}</vt:lpwstr></property></Properties>'
)
SETTINGS = f'<w:settings {W}><w:docVars><w:docVar w:name="{{}}" w:val="{{}}"/></w:docVars></w:settings>'
WATERMARK = (
    f'<w:hdr {W} xmlns:v="urn:schemas-microsoft-com:vml"><w:p><w:r><w:pict><v:shape><v:textpath string="{{}}"/>'
    "</v:shape></w:pict></w:r></w:p></w:hdr>"
)
META = (
    '<o:document-meta xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:m="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><o:meta>{}</o:meta></o:document-meta>'
)


def package(**parts: str) -> bytes:
    """A Word file of one paragraph, and these parts ("docProps__core" is docProps/core.xml)."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", BODY)
        for name, text in parts.items():
            archive.writestr(f"{name.replace('__', '/')}.xml", text)
    return file.getvalue()


STAMPED = {
    "title": {"docProps__core": CORE.format("<dc:title>MẬT</dc:title>")},
    "subject": {"docProps__core": CORE.format("<dc:subject>Tối mật</dc:subject>")},
    "keywords": {"docProps__core": CORE.format("<cp:keywords>kế hoạch; mật; dân vận</cp:keywords>")},
    "category": {"docProps__core": CORE.format("<cp:category>Tuyệt mật</cp:category>")},
    "comments": {"docProps__core": CORE.format("<dc:description>Độ mật: TM</dc:description>")},
    "custom value": {"docProps__custom": CUSTOM.format("Loại", "Mật")},
    "custom field": {"docProps__custom": CUSTOM.format("Độ mật", "A")},
    "variable": {"word__settings": SETTINGS.format("DoMat", "MAT")},
    "watermark": {"word__header1": WATERMARK.format("TUYỆT MẬT")},
    "OpenDocument": {"meta": META.format('<m:user-defined m:name="Độ mật">M</m:user-defined>')},
}  # fmt: skip


@pytest.mark.parametrize("parts", STAMPED.values(), ids=STAMPED)
def test_a_stamp_among_the_properties_is_refused(parts: dict[str, str]) -> None:
    with pytest.raises(Stamped):
        check_reading(read("a.docx", package(**parts)))


def test_ordinary_properties_pass_and_are_no_text_of_the_document() -> None:
    core = CORE.format("<dc:title>Công tác Mặt trận</dc:title><cp:keywords>bảo mật; mặt trận</cp:keywords>")
    found = read("a.docx", package(docProps__core=core, word__settings=SETTINGS.format("Bản", "Bản số hóa")))
    assert set(found.pictures) >= {"Công tác Mặt trận", "bảo mật; mặt trận", "mặt trận", "Bản số hóa"}
    assert "Mặt trận" not in found.text
    check_reading(found)


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 no package",
        package(docProps__core='<!DOCTYPE a [<!ENTITY b "MẬT">]><a>&b;</a>'),
        package(docProps__core="<a>" * 3 + "</a>"),
        package(docProps__core="<a>" * 5_000 + "</a>" * 5_000),
        package(docProps__core=f"<a>{' ' * 9_000_000}</a>"),
        package(docProps__core="<a>" + "".join(f"<b>{n}</b>" for n in range(20_001)) + "</a>"),
    ],
    ids=["no package", "DTD", "broken", "deep", "bomb", "many"],
)
def test_hostile_properties_are_refused_with_a_message(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="Tệp Office"):
        property_texts(data)

"""The extension chooses the reader; content that disagrees is named for what it is."""

from __future__ import annotations

import io
import zipfile

import pytest

from ingest.errors import UnreadableFile
from ingest.readers.reading import SUPPORTED, read
from tests.ingest.readers.clerk import Sheet, saved
from tests.ingest.readers.odt_writer import odt, p

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def zipped(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, data in files.items():
            package.writestr(name, data)
    return file.getvalue()


def word() -> bytes:
    import docx

    document = docx.Document()
    document.add_paragraph("Kế hoạch đối thoại")
    return saved(document)


def test_supported() -> None:
    office = {".docx", ".doc", ".rtf", ".odt", ".xlsx"}
    pictures = {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"}
    assert {".txt", ".md", ".html", ".htm", ".pdf"} | office | pictures == SUPPORTED


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.txt", b"%PDF-1.7\n1 0 obj\n", "tệp PDF"),
        ("a.txt", zipped(a=b"1"), "tệp nén"),
        ("a.docx", zipped(a=b"1"), "tệp nén"),
        ("a.docx", "văn bản thường".encode(), "văn bản thuần"),
        ("a.odt", zipped(a=b"1"), "tệp nén"),
        ("a.odt", word(), r"đổi đuôi tệp thành \.docx"),
        ("a.docx", odt(p("Kế hoạch")), r"đổi đuôi tệp thành \.odt"),
        ("a.html", odt(p("Kế hoạch")), "OpenDocument"),
        ("a.htm", b"%PDF-1.7\n1 0 obj\n", "tệp PDF"),
        ("a.docx", OLE + "WordDocument".encode("utf-16-le"), "đời cũ"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        ("a.docx", b"%PDF-1.7\n1 0 obj\n", "tệp PDF"),
        ("a.pdf", b"PK\x03\x04 broken", "tệp nén"),
        ("a.pdf", "chỉ là chữ".encode(), "văn bản thuần"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n\x00\x00", "tệp ảnh"),
        ("a.png", b"%PDF-1.7\n1 0 obj\n", "tệp PDF"),
        ("a.txt", b"{\\rtf1 abc}", "RTF"),
        ("a.txt", b"<!DOCTYPE html><html></html>", "trang web"),
        ("a.xlsx", OLE + "Workbook".encode("utf-16-le"), "Excel đời cũ.*lưu lại thành .xlsx"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        ("a.xlsx", zipped(a=b"1"), "tệp nén"),
        ("a.xls", OLE + "Workbook".encode("utf-16-le"), "lưu lại thành .xlsx"),
        ("a.pptx", b"", "Chưa đọc được"),
        ("khong-duoi", b"abc", "Chưa đọc được"),
    ],
)
def test_a_wrong_extension_is_named(name: str, data: bytes, what: str) -> None:
    with pytest.raises(UnreadableFile, match=what):
        read(name, data)


def test_real_files_under_a_wrong_name() -> None:
    sheet = Sheet()
    sheet.put(85, 100, "Kế hoạch")
    for name, data in (("a.docx", sheet.done()), ("a.pdf", word()), ("a.txt", word())):
        with pytest.raises(UnreadableFile, match="nội dung thực là"):
            read(name, data)


def test_a_text_about_pdf_is_a_text() -> None:
    assert read("a.txt", "Tệp PDF bắt đầu bằng %PDF-1.7.".encode()).format == "txt"

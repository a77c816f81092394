"""The encodings of web pages, what counts as one, and pages made to harm."""

from __future__ import annotations

import codecs

import pytest

from ingest.errors import UnreadableFile
from ingest.readers.reading import read
from ingest.readers.sniffing import Content, sniff
from tests.ingest.readers.test_docx import texts

TEXT = "Hội nghị đối thoại ở Hải Thanh: ưu tiên xã An Phú"


def shown(data: bytes) -> list[str]:
    return texts(read("a.html", data))


@pytest.mark.parametrize(
    "data",
    [
        f"<html><p>{TEXT}".encode(),
        codecs.BOM_UTF8 + f"<html><meta charset=windows-1258><p>{TEXT}".encode(),
        f"<html><p>{TEXT}".encode("utf-16"),
        codecs.BOM_UTF16_BE + f"<!-- a --><html><p>{TEXT}".encode("utf-16-be"),
        f"<html><p>{TEXT}".encode("utf-32"),
        f"<html><meta charset='UTF-8'><p>{TEXT}".encode(),
        f"<html><meta charset=utf-16><p>{TEXT}".encode(),
        f'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><p>{TEXT}'.encode(),
        f"<html><meta http-equiv=content-type content='text/html; charset=x-la'><p>{TEXT}".encode(),
    ],
)
def test_unicode_pages(data: bytes) -> None:
    assert shown(data) == [TEXT]


@pytest.mark.parametrize("head", ["", "<meta charset=windows-1258>", "<meta charset='Windows-1258'>"])
def test_windows_1258_is_read_composed(head: str) -> None:
    body = b"K\xea\xec hoa\xf2ch n\xe3m"  # ê and a mark, a and a mark, ă
    assert shown(b"<html>" + head.encode() + b"<p>" + body) == ["Kế hoạch năm"]


def test_bytes_of_a_legacy_font_are_read_by_it() -> None:
    tcvn3 = b"B\xb8o c\xb8o th\xadng"
    expected = ["Báo cáo thưng"]
    assert shown(b"<html><p><font face='.VnTime'>" + tcvn3) == expected
    assert shown(b"<html><p style=\"font-family:'.VnTime'\">" + tcvn3) == expected
    unsure = [tcvn3.decode("latin-1")]  # three words and no font: too little to tell by
    assert shown(b"<html><meta charset=x-user-defined><p>" + tcvn3) == unsure
    assert shown(b"<html><meta charset=iso-8859-1><p>" + tcvn3) == unsure


@pytest.mark.parametrize(
    "data",
    [
        b"<html><meta charset=shift_jis><p>\x83\x65",
        b"<html><meta charset=rot13><p>\xff",
        b"<html><p>\x8a ",
    ],
)
def test_an_encoding_that_is_not_known_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="bảng mã"):
        read("a.html", data)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"  <!DOCTYPE html><p>a", Content.HTML),
        (b"<!-- mot --> <!-- hai -->\n<HTML lang=vi>", Content.HTML),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN">', Content.HTML),
        (codecs.BOM_UTF8 + b"<html>", Content.HTML),
        ("\ufeff<html><body>".encode("utf-16-le"), Content.HTML),
        ("\ufeffchữ".encode("utf-16-le"), Content.TEXT),
        (b"<p align=center>Markdown", Content.TEXT),
        (b"<htmlx>", Content.TEXT),
        (b"<!-- ghi chu --> # Markdown <html>", Content.TEXT),
    ],
)
def test_a_page_is_told_by_its_beginning(data: bytes, what: Content) -> None:
    assert sniff(data) is what


def test_a_fragment_is_read_and_a_text_is_not_a_page() -> None:
    assert shown(f"<p>{TEXT}</p>".encode()) == [TEXT]
    with pytest.raises(UnreadableFile, match="không có thẻ HTML"):
        read("a.html", TEXT.encode())
    for name, data in (("a.txt", b"\xef\xbb\xbf<html><p>a"), ("a.md", b"<!-- x --><html><p>a")):
        with pytest.raises(UnreadableFile, match=r"đuôi tệp thành \.html"):
            read(name, data)


@pytest.mark.parametrize("data", [b"<html>", b"<html><p> &nbsp; </p><script>a</script>", b"<!-- a --><html>"])
def test_no_text_is_no_content(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="không có nội dung"):
        read("a.html", data)


def test_binary_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="nhị phân"):
        read("a.html", b"<html><p>a\x00b")


@pytest.mark.parametrize("tag", ["div", "span", "font", "table><tr><td", "ul><li", "blockquote"])
@pytest.mark.parametrize("times", [200, 100_000])
def test_deep_nesting_is_refused_and_never_cut(tag: str, times: int) -> None:
    with pytest.raises(UnreadableFile, match="quá sâu"):
        read("a.html", f"<html><p>đầu</p>{f'<{tag}>' * times}sâu".encode())
    assert "sâu" in read("a.html", f"<html><p>đầu</p>{f'<{tag}>' * 20}sâu".encode()).text


def test_a_paragraph_beyond_the_parser_is_refused_and_never_cut() -> None:
    with pytest.raises(UnreadableFile, match="quá dài"):
        read("a.html", b"<html><p>" + b"chu " * 3_000_000 + b"</p><p>cuoi")


def test_entities_do_not_grow() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    reading = read("a.html", f"{bomb}<html><p>Nội dung &b; &c;</p>".encode())
    assert texts(reading)[-1] == "Nội dung &b; &c;"


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr>" + "<td rowspan=65534>x" * 1_000 + "<tr><td>y" * 3_000 + "</table>",
        "<table><tr><td colspan=999999999 rowspan=-4>x<td rowspan=abc>y</table>",
        "<style>" + "a{" * 200_000 + "</style><p>x",
        "<style>" + "/*" * 200_000 + "</style><p>x",
        "<p class='" + "a " * 200_000 + "'>x",
        "<p style='" + "font:1 " * 100_000 + "'>x",
        "<p style='" + ";:" * 200_000 + "'>x",
        "<ol start=99999999999 type=A><li value=-5>x<li>y</ol>",
        "<ol type=A start=999999999><li>x</ol>",
        "<b>" * 100 + "<p>x" * 2_000,
    ],
    ids=range(10),
)
def test_pages_that_swell_are_read_within_bounds(body: str) -> None:
    assert len(read("a.html", f"<html><body>{body}".encode()).text) < 1_000_000

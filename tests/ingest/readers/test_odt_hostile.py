"""OpenDocument files made to harm, or harmed: refused with a message, or read within bounds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from ingest.errors import UnreadableFile
from ingest.readers.reading import read
from tests.ingest.readers.odt_writer import cell, items, odt, p, row, span, table
from tests.ingest.readers.test_docx import rewritten, texts

PLAIN = odt(p("Nội dung"))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO(PLAIN)
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package,
        package.open("Pictures/a.png", "w") as member,
    ):
        for _ in range(201):
            member.write(bytes(1024 * 1024))
    assert len(out.getvalue()) < 1024 * 1024
    with pytest.raises(UnreadableFile, match="quá lớn"):
        read("a.odt", out.getvalue())


def test_a_content_that_is_too_large_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="quá lớn"):
        read("a.odt", rewritten(PLAIN, "content.xml", lambda xml: xml + b" " * 65 * 1024 * 1024))


@pytest.mark.parametrize("part", ["content.xml", "styles.xml"])
def test_entities_are_refused(part: str) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    with pytest.raises(UnreadableFile, match="DTD"):
        read("a.odt", rewritten(PLAIN, part, lambda xml: bomb + xml.replace(b"dung", b"&b;&c;")))


@pytest.mark.parametrize(
    "damage",
    [
        lambda xml: xml[: len(xml) // 2],
        lambda _: b"",
        lambda _: b"<a/>",
        lambda _: b"\x00\xff",
        lambda _: b"<a>&b;",
    ],
)
def test_a_broken_content_is_refused(damage: Callable[[bytes], bytes]) -> None:
    with pytest.raises(UnreadableFile, match="hỏng"):
        read("a.odt", rewritten(PLAIN, "content.xml", damage))


def test_a_missing_content_is_refused_and_missing_styles_are_not() -> None:
    with pytest.raises(UnreadableFile, match="hỏng"):
        read("a.odt", odt("", content=b""))
    assert texts(read("a.odt", odt(p("Nội dung", "P1"), styles=b""))) == ["Nội dung"]


def test_a_spreadsheet_under_the_name_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="không có phần thân"):
        read(
            "a.odt", rewritten(PLAIN, "content.xml", lambda xml: xml.replace(b"office:text", b"office:chart"))
        )


def test_a_damaged_or_unknown_compression_is_refused() -> None:
    data = bytearray(PLAIN)
    place = data.find(b"content.xml") + 20
    data[place : place + 40] = bytes(40)
    with pytest.raises(UnreadableFile, match="hỏng"):
        read("a.odt", bytes(data))
    out = io.BytesIO(PLAIN)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_LZMA) as package:
        package.writestr("settings.xml", "<a/>" * 100)
    with pytest.raises(UnreadableFile, match="hỏng"):
        read("a.odt", out.getvalue())


def test_an_encrypted_file_is_refused() -> None:
    manifest = (
        '<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd">'
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml">{}</manifest:file-entry></manifest:manifest>'
    )
    locked = manifest.format('<manifest:encryption-data manifest:checksum-type="SHA1/1K"/>')
    with pytest.raises(UnreadableFile, match="mật khẩu"):
        read("a.odt", odt("", content=b"\x17\x99 not xml", manifest=locked))
    assert texts(read("a.odt", odt(p("Nội dung"), manifest=manifest.format("")))) == ["Nội dung"]


def nested(times: int, wrap: Callable[[str], str]) -> str:
    text = p("sâu")
    for _ in range(times):
        text = wrap(text)
    return text


@pytest.mark.parametrize(
    ("wrap", "times"),
    [
        (lambda inner: f"<text:section>{inner}</text:section>", 120),
        (lambda inner: items(inner), 60),
        (lambda inner: table(row(f"<table:table-cell>{inner}</table:table-cell>")), 60),
        (lambda inner: p(span(f"<draw:frame><draw:text-box>{inner}</draw:text-box></draw:frame>", "T")), 45),
        (lambda inner: p(f"<text:a>{inner}</text:a>"), 60),
    ],
)
def test_deep_nesting_is_read_within_bounds(wrap: Callable[[str], str], times: int) -> None:
    assert "sâu" in read("a.odt", odt(p("Mở đầu") + nested(15, wrap))).text
    with pytest.raises(UnreadableFile, match="quá sâu"):
        read("a.odt", odt(p("Mở đầu") + nested(times, wrap)))
    with pytest.raises(UnreadableFile, match="hỏng"):  # the XML parser's own bound
        read("a.odt", odt(p("Mở đầu") + nested(5_000, wrap)))


def test_deep_groups_of_rows_are_refused() -> None:
    rows = row(cell("a"), cell("b"))
    for _ in range(120):
        rows = f"<table:table-row-group>{rows}</table:table-row-group>"
    with pytest.raises(UnreadableFile, match="quá sâu"):
        read("a.odt", odt(table(rows)))


def test_a_repeat_of_an_empty_cell_is_bounded() -> None:
    reading = read("a.odt", odt(table(row(cell("Xã"), cell("", number_columns_repeated="1000000")))))
    assert reading.text.startswith("Xã |")
    assert len(reading.text) < 500


def test_a_repeat_that_swells_the_text_is_refused() -> None:
    big = cell("x" * 100_000, number_columns_repeated="1000000")
    with pytest.raises(UnreadableFile, match="lặp"):
        read("a.odt", odt(table(row(cell("Xã"), big))))
    rows = row(cell("x" * 1_000), cell("y")).replace(">", ' table:number-rows-repeated="1000000">', 1)
    with pytest.raises(UnreadableFile, match="lặp"):
        read("a.odt", odt(table(rows * 20)))


def test_many_spaces_and_many_spans_are_bounded() -> None:
    assert len(read("a.odt", odt(p('a<text:s text:c="999999999"/>b'))).text) < 100
    reach = cell("Xã", number_rows_spanned="999999999", number_columns_spanned="999999999")
    reading = read("a.odt", odt(table(row(reach, cell("b")), *[row(cell("c"))] * 3)))
    assert texts(reading) == ["Xã | b", " | c", " | c", " | c"]


def test_spans_that_fill_more_than_the_table_are_ignored() -> None:
    tall = row(*[cell("", number_rows_spanned="9999")] * 2_000, cell("Xã"))
    reading = read("a.odt", odt(table(tall, *[row(cell("c"), cell("d"))] * 500)))
    assert texts(reading)[-1] == "c | d"
    assert len(reading.text) < 1_000_000


def test_a_style_that_is_its_own_parent_ends() -> None:
    loop = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="P1"/>'
    assert texts(read("a.odt", odt(p("Nội dung", "P1"), automatic=loop))) == ["Nội dung"]


@pytest.mark.parametrize("level", ["", "0", "-3", "99", "²", "1e9", "9999999999"])
def test_numbers_that_are_no_numbers_harm_nothing(level: str) -> None:
    odd = f'<text:h text:outline-level="{level}" text:start-value="{level}">Kết quả</text:h>'
    odd += f'<table:table><table:table-row><table:table-cell table:number-columns-repeated="{level}">'
    odd += f'<text:p>a<text:s text:c="{level}"/>b</text:p></table:table-cell></table:table-row></table:table>'
    assert "Kết quả" in read("a.odt", odt(odd)).text


def test_no_text_is_no_content() -> None:
    with pytest.raises(UnreadableFile, match="không có nội dung"):
        read("a.odt", odt(p(" ") + table(row(cell("")))))

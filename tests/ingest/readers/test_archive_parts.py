"""A .zip gives up its files, or is refused with a reason; never more than its bounds, never a path outside."""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
import zlib

import pytest

from ingest.errors import UnreadableFile
from ingest.readers import archive_parts
from ingest.readers.archive_parts import Part, parts


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as package:
        for name, data in members:
            package.writestr(name, data)
    return file.getvalue()


def with_raw_name(name: bytes, data: bytes = b"noi dung") -> bytes:
    """A zip whose one name is these bytes, not marked as UTF-8, as old packers wrote it."""
    stand_in = "x" * len(name)
    return zipped((stand_in, data)).replace(stand_in.encode(), name)


def names(data: bytes) -> list[str]:
    return [part.name for part in parts(data)]


def test_files_in_order_without_folders_and_what_systems_add() -> None:
    data = zipped(
        ("2023/", b""),
        ("2023/Kế hoạch.docx", b"b"),
        ("__MACOSX/2023/._Kế hoạch.docx", b"x"),
        (".DS_Store", b"x"),
        ("2023/.an/a.txt", b"x"),
        ("2023/~$Kế hoạch.docx", b"x"),
        ("./2023\\Báo cáo.txt", b"a"),
    )
    assert parts(data) == (Part("2023/Kế hoạch.docx", b"b"), Part("2023/Báo cáo.txt", b"a"))


def test_a_decomposed_name_comes_out_composed() -> None:
    assert names(zipped((unicodedata.normalize("NFD", "Chỉ thị về đối thoại.txt"), b"1"))) == [
        "Chỉ thị về đối thoại.txt"
    ]


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Báo cáo tỉnh ủy.txt".encode(), "Báo cáo tỉnh ủy.txt"),
        # windows-1258: letters with their shapes, tones as combining marks after them
        (b"B\xe1o c\xe1o ti\xd2nh u\xd2y \xf0\xf4\xeci.txt", "Báo cáo tỉnh ủy đối.txt"),
        (b"B\xb8o c\xb8o.txt", "B¸o c¸o.txt"),  # TCVN3, as it looks without its font
        (b"ke hoach.txt", "ke hoach.txt"),
    ],
)
def test_names_not_marked_as_utf8(raw: bytes, name: str) -> None:
    assert names(with_raw_name(raw)) == [name]


def test_the_unicode_name_beside_an_old_one_wins() -> None:
    wanted = "Kế hoạch số 05.txt".encode()
    info = zipfile.ZipInfo("KE HOACH.TXT")
    field = b"\x01" + struct.pack("<L", zlib.crc32(b"KE HOACH.TXT")) + wanted
    info.extra = struct.pack("<HH", 0x7075, len(field)) + field
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr(info, b"1")
    assert names(file.getvalue()) == ["Kế hoạch số 05.txt"]


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "../a.txt", "a/../../b.txt", "..\\a.txt", "C:\\a.txt", "a\nb.txt", "a//b.txt", "."],
)
def test_an_unsafe_name_refuses_the_zip(name: str) -> None:
    with pytest.raises(UnreadableFile, match="không an toàn"):
        parts(zipped(("a.txt", b"1"), (name, b"2")))


def test_a_zero_byte_in_a_name_is_not_cut_off() -> None:
    with pytest.raises(UnreadableFile, match="không an toàn"):
        parts(with_raw_name(b"a.txt\x00.exe"))


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
@pytest.mark.parametrize("second", ["ủy.txt", unicodedata.normalize("NFD", "ủy.txt")])
def test_two_files_of_one_name(second: str) -> None:
    with pytest.raises(UnreadableFile, match="trùng tên"):
        parts(zipped(("ủy.txt", b"1"), (second, b"2")))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(UnreadableFile, match="tỷ lệ nén"):
        parts(zipped(("a.txt", bytes(20_000_000))))


def test_bounds_on_number_and_size(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableFile, match="hơn 1000 tệp"):
        parts(zipped(*((f"{n}.txt", b"1") for n in range(1001))))
    monkeypatch.setattr(archive_parts, "MAX_TOTAL", 10)
    assert len(parts(zipped(("a", b"12345"), ("b", b"12345")))) == 2
    with pytest.raises(UnreadableFile, match="quá lớn"):
        parts(zipped(("a", b"12345"), ("b", b"123456")))
    monkeypatch.setattr(archive_parts, "MAX_PART", 5)
    with pytest.raises(UnreadableFile, match="quá lớn"):
        parts(zipped(("a", b"123456")))


@pytest.mark.parametrize("said", [3, 40])
def test_a_file_that_unpacks_to_another_size_than_it_says(said: int) -> None:
    """The checksum is made to agree with the shorter text, so that only the size can give it away."""
    real = b"MAT - khong pho bien"
    data = zipped(("a.txt", real))
    for place in (data.index(b"PK\x01\x02") + 16, data.index(b"PK\x03\x04") + 14):
        crc = zlib.crc32(real[:said])
        data = data[:place] + struct.pack("<L", crc) + data[place + 4 :]
        data = data[: place + 8] + struct.pack("<L", said) + data[place + 12 :]
    with pytest.raises(UnreadableFile, match="bị hỏng"):
        parts(data)


def test_a_password_is_named_as_the_reason() -> None:
    data = bytearray(zipped(("a.txt", b"1")))
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(mark) + place] |= 1
    with pytest.raises(UnreadableFile, match="mật khẩu"):
        parts(bytes(data))


def test_unusual_packing_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="kiểu nén"):
        parts(zipped(("a.txt", b"1"), method=zipfile.ZIP_LZMA))


def test_a_zip_in_a_zip_is_a_part_that_is_not_opened() -> None:
    inner = zipped(("a.txt", b"1"))
    assert parts(zipped(("trong.zip", inner))) == (Part("trong.zip", inner),)


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 hong", b"khong phai", zipped(("a.txt", b"1" * 500))[:-30]]
)
def test_a_broken_zip(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="bị hỏng"):
        parts(data)


def test_damaged_content() -> None:
    data = bytearray(zipped(("a.txt", b"noi dung van ban"), method=zipfile.ZIP_STORED))
    data[data.index(b"noi dung")] ^= 0xFF
    with pytest.raises(UnreadableFile, match="bị hỏng"):
        parts(bytes(data))


def test_an_empty_zip() -> None:
    with pytest.raises(UnreadableFile, match="không có tệp nào"):
        parts(zipped(("thu-muc/", b"")))

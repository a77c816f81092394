"""A .zip as the files in it: names and bytes, in memory, with the bounds that hostile archives need.

Bytes in, ``Part`` values out; nothing is ever written. A zip that breaks a rule is refused whole: which of its
files can be trusted then, nobody can tell.
"""

from __future__ import annotations

import io
import re
import struct
import unicodedata
import zipfile
import zlib
from copy import copy
from dataclasses import dataclass

from ingest.errors import UnreadableFile

MAX_MEMBERS = 1_000
MAX_TOTAL = 400_000_000  # bytes, unpacked
MAX_PART = 200_000_000  # bytes, unpacked: the same as for a file of the archive folder
MAX_RATIO = 200  # unpacked to packed, of one file
_SMALL = 1_000_000  # bytes: below it a blank page may well be packed a thousandfold
_PIECE = 1 << 20  # bytes unpacked at a time

_BROKEN = "Tệp nén bị hỏng hoặc không đúng định dạng .zip."
_BAD_NAME = "Tệp nén có tên tệp không an toàn (đường dẫn ra ngoài hoặc ký tự điều khiển); từ chối đọc."
_FAULTS = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, ValueError, EOFError)
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1  # flag bits of a member (APPNOTE.TXT 4.4.4)
_UTF8 = 0x800
_UNICODE_PATH = 0x7075  # the extra field in which a packer repeats the name as UTF-8 (APPNOTE.TXT 4.6.9)
_UNSAFE = {"Cc", "Cs", "Zl", "Zp"}  # control characters, half characters, line separators
_DRIVE = re.compile(r"[A-Za-z]:")
_VIETNAMESE = re.compile(r"[\u1ea0-\u1ef9ăâđêôơưĂÂĐÊÔƠƯáàãéèíìóòõúùýÁÀÃÉÈÍÌÓÒÕÚÙÝ]")


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a zip. ``name`` is its path inside, NFC, "/" between folders, safe to join to a folder."""

    name: str
    data: bytes


def parts(data: bytes) -> tuple[Part, ...]:
    """The files of a zip in its order, less folders, hidden files and what macOS and Office add.

    A zip inside is a part like any other. Raises UnreadableFile (Vietnamese message).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            named = [(_name(member), member) for member in package.infolist() if not member.is_dir()]
            members = [(name, member) for name, member in named if not _is_left_out(name)]
            _check(members)
            found = tuple(Part(name, _unpacked(package, member)) for name, member in members)
    except _FAULTS as error:
        raise UnreadableFile(_BROKEN) from error
    if not found:
        raise UnreadableFile("Tệp nén không có tệp nào bên trong.")
    return found


def _check(members: list[tuple[str, zipfile.ZipInfo]]) -> None:
    """The bounds that can be held against what the zip says of itself, before unpacking anything."""
    if len(members) > MAX_MEMBERS:
        raise UnreadableFile(f"Tệp nén có hơn {MAX_MEMBERS} tệp; đề nghị chia nhỏ rồi nạp lại.")
    if any(member.flag_bits & _ENCRYPTED for _, member in members):
        raise UnreadableFile("Tệp nén được đặt mật khẩu. Đề nghị bỏ mật khẩu rồi nạp lại.")
    if any(member.compress_type not in _METHODS for _, member in members):
        raise UnreadableFile("Tệp nén dùng kiểu nén ít gặp; đề nghị nén lại thành .zip thông thường.")
    if len({name for name, _ in members}) < len(members):
        raise UnreadableFile("Tệp nén có hai tệp trùng tên; đề nghị nén lại.")
    sizes = [member.file_size for _, member in members]
    if sum(sizes) > MAX_TOTAL or max(sizes, default=0) > MAX_PART:
        raise UnreadableFile("Tệp nén giải nén ra quá lớn; đề nghị chia nhỏ rồi nạp lại.")
    if any(
        size > max(_SMALL, MAX_RATIO * member.compress_size)
        for size, (_, member) in zip(sizes, members, strict=True)
    ):
        raise UnreadableFile("Tệp nén có tỷ lệ nén bất thường, có thể là tệp tấn công; từ chối đọc.")


def _unpacked(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """A member read in pieces; refused as soon as it is longer than it says, or where it is shorter."""
    promised = member.file_size
    unbounded = copy(member)
    unbounded.file_size = MAX_PART + 1  # else the library would cut a longer one, and nobody would know
    unpacked = bytearray()
    with package.open(unbounded) as stream:
        while len(unpacked) <= promised and (piece := stream.read(_PIECE)):
            unpacked += piece
    if len(unpacked) != promised:
        raise UnreadableFile(_BROKEN)
    return bytes(unpacked)


# Names


def _name(member: zipfile.ZipInfo) -> str:
    """The path of a member, decoded and checked. Raises UnreadableFile where it is not safe."""
    whole = unicodedata.normalize("NFC", _decoded(member)).replace("\\", "/")
    steps = [step for step in whole.split("/") if step != "."]
    name = "/".join(steps)
    if (
        not all(steps)  # an absolute path, or an empty step
        or not steps
        or ".." in steps
        or _DRIVE.match(name)
        or any(unicodedata.category(char) in _UNSAFE for char in name)
    ):
        raise UnreadableFile(_BAD_NAME)
    return name


def _decoded(member: zipfile.ZipInfo) -> str:
    """The name as a person wrote it. ``zipfile`` reads one that is not marked as UTF-8 as code page 437.

    Without a mark it is UTF-8, windows-1258, or left as the Latin letters of its bytes: TCVN3 then reads as a
    person knows it from a wrong font («B¸o c¸o»).
    """
    if member.flag_bits & _UTF8:
        return member.orig_filename
    raw = member.orig_filename.encode("cp437")
    for name in (_unicode_path(member.extra), raw):
        try:
            if name is not None:
                return name.decode("utf-8")
        except UnicodeDecodeError:
            continue
    return _as_windows_1258(raw) or raw.decode("latin-1")


def _unicode_path(extra: bytes) -> bytes | None:
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        if kind == _UNICODE_PATH and size > 5:  # a version byte and a checksum stand before the name
            return extra[9 : 4 + size]
        extra = extra[4 + size :]
    return None


def _as_windows_1258(raw: bytes) -> str | None:
    """Read as windows-1258, where every letter beyond ASCII is then one of Vietnamese; None where not."""
    try:
        name = unicodedata.normalize("NFC", raw.decode("cp1258"))
    except UnicodeDecodeError:
        return None
    foreign = (char for char in name if not char.isascii() and not _VIETNAMESE.fullmatch(char))
    return name if next(foreign, None) is None else None


def _is_left_out(name: str) -> bool:
    steps = name.split("/")
    return any(step.startswith(".") or step == "__MACOSX" for step in steps) or steps[-1].startswith("~$")

"""A zip of XML parts (Word, OpenDocument) held in memory, with the bounds that hostile files need.

Ordinary documents stay far below the bounds; one that breaks them is refused with a message, never cut.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from ingest.errors import UnreadableFile

MAX_UNCOMPRESSED = 200 * 1024 * 1024  # all members together, in bytes: stops zip bombs before unpacking
MAX_PART = 64 * 1024 * 1024  # one XML part, in bytes
MAX_MEMBERS = 10_000
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # all that OPC and ODF allow


class XmlZip:
    """The members of one package. Its constructor, ``part`` and ``tree`` raise UnreadableFile.

    ``kind`` and ``extension`` name the format in messages: "Word", ".docx".
    """

    def __init__(self, data: bytes, *, kind: str, extension: str) -> None:
        self._kind = kind
        self._broken = f"Tệp {kind} bị hỏng hoặc không đúng định dạng {extension}."
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError) as error:
            raise self.broken() from error
        if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNCOMPRESSED:
            raise UnreadableFile(f"Tệp {kind} giải nén ra quá lớn; từ chối đọc để bảo vệ hệ thống.")
        if any(member.flag_bits & 0x1 for member in members):
            raise self.locked()
        if any(member.compress_type not in _METHODS for member in members):
            raise self.broken()
        self.names = frozenset(member.filename for member in members)

    def broken(self) -> UnreadableFile:
        """What to raise for a package whose parts do not make a document."""
        return UnreadableFile(self._broken)

    def locked(self) -> UnreadableFile:
        """What to raise for a package that needs a password."""
        return UnreadableFile(f"Tệp {self._kind} được đặt mật khẩu. Đề nghị bỏ mật khẩu rồi nạp lại.")

    def part(self, name: str) -> bytes:
        """The bytes of a member that is in ``names``."""
        if self._zip.getinfo(name).file_size > MAX_PART:
            raise UnreadableFile(
                f"Tệp {self._kind} có phần nội dung quá lớn; từ chối đọc để bảo vệ hệ thống."
            )
        try:
            return self._zip.read(name)
        except (
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            RuntimeError,
            OSError,
            ValueError,
            EOFError,
        ) as error:
            raise self.broken() from error

    def tree(self, name: str) -> etree._Element:
        """The root element of an XML member that is in ``names``."""
        # Entities are neither resolved nor fetched: "billion laughs" and file disclosure both need them.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(self.part(name), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.broken() from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableFile(f"Tệp {self._kind} chứa khai báo DTD, có thể là tệp tấn công; từ chối đọc.")
        return root

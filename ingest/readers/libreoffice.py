"""The border to LibreOffice: one file converted per call, with a profile that is thrown away.

In the private folder only. The profile forbids macros, linked content and every way to the network: a document
from anywhere must not make this machine call out (promise 10).
"""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import mkdtemp

from ingest.errors import UnreadableFile
from ingest.readers.programs import GIB, installed, run
from ingest.readers.workroom import Workroom

SECONDS = 60.0  # an ordinary report takes one
_MEMORY = 4 * GIB  # of address space: an empty soffice maps 1.5
# Said outright: left to guess, LibreOffice opens a broken .doc as plain text.
_OPENS_AS = {
    "doc": "MS Word 97",
    "rtf": "Rich Text Format",
    "docx": "MS Word 2007 XML",
    "odt": "writer8",
    "html": "HTML (StarWriter)",
    "htm": "HTML (StarWriter)",
}
_FILTERS = {"docx": "docx:MS Word 2007 XML", "pdf": "pdf:writer_pdf_Export"}
_SET = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
{items}
</oor:items>
"""
_ITEM = """<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">
<value>{value}</value></prop></item>"""
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Save/Document", "AutoSave", "false"),
    ("Office.Common/Save/Document", "CreateBackup", "false"),
    ("Office.Recovery/AutoSave", "Enabled", "false"),
    ("Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Java/VirtualMachine", "Enable", "false"),
    # Every address goes through a proxy that is not there.
    ("Inet/Settings", "ooInetProxyType", "1"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)


def available() -> bool:
    """Whether this machine has LibreOffice."""
    return installed("soffice", "libreoffice") is not None


def convert(data: bytes, extension: str, target: str, room: Workroom) -> bytes:
    """The file ``data`` of type ``extension`` ("doc") as ``target`` ("docx" or "pdf").

    Raises UnreadableFile: no LibreOffice, no memory-backed folder, too slow, or a file it cannot open.
    """
    program = installed("soffice", "libreoffice")
    if program is None:
        raise UnreadableFile(
            f"Tệp .{extension} cần LibreOffice để đọc, nhưng máy này chưa cài; đề nghị cài LibreOffice "
            "hoặc lưu lại tệp thành .docx."
        )
    place = Path(mkdtemp(dir=room.private_folder()))
    try:
        _write_profile(place / "profile")
        source = place / f"source.{extension}"
        source.write_bytes(data)
        run(
            [
                program, f"-env:UserInstallation={(place / 'profile').as_uri()}", "--headless", "--norestore",
                "--nolockcheck", "--nodefault", "--nofirststartwizard", f"--infilter={_OPENS_AS[extension]}",
                "--convert-to", _FILTERS[target],
                "--outdir", str(place / "made"), str(source),
            ],
            seconds=SECONDS, memory=_MEMORY, folder=place, doing=f"mở tệp .{extension} bằng LibreOffice",
            environment={"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"},
        )  # fmt: skip
        made = place / "made" / f"source.{target}"
        if not made.is_file():  # LibreOffice reports success for a file it could not load
            raise UnreadableFile(f"LibreOffice không mở được tệp .{extension} này; tệp có thể bị hỏng.")
        return made.read_bytes()
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _write_profile(folder: Path) -> None:
    items = "\n".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(_SET.format(items=items), encoding="utf-8")

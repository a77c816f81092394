"""Files nobody should have to open, through the real reading room: ``python -m eval.hostile [--files N]``.

N mutations of honest documents (fixed seed) and the hostile ones made by hand below. The process must live, each
file must get an outcome, and each failure a reason. Prints a table by format and exits 1 where one has none.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from ingest.reading_room.room import Answer, Job, ReadingRoom
from ingest.reading_room.taking import Refused, Source
from ingest.settings import SAMPLE_ARCHIVE

SEED = 20_261_122
_LONGEST_CUT = 4_000


def mutated(honest: Sequence[tuple[str, bytes]], count: int, seed: int = SEED) -> Iterator[tuple[str, bytes]]:
    """``count`` damaged copies of (name, bytes): cut off, bytes changed, pieces dropped, doubled or swapped,
    parts of packages damaged inside, a file under another's extension."""
    chance = random.Random(seed)
    extensions = sorted({PurePosixPath(name).suffix for name, _ in honest})
    for number in range(count):
        name, data = honest[number % len(honest)]
        extension = PurePosixPath(name).suffix
        way = chance.randrange(7)
        if way == 0:
            data = data[: chance.randrange(len(data))]
        elif way == 1:
            data = _with_changed_bytes(data, chance.choice((1, 10, 200)), chance)
        elif way == 2:
            start, length = chance.randrange(len(data)), chance.randrange(1, _LONGEST_CUT)
            data = data[:start] + data[start + length :]
        elif way == 3:
            start, length = chance.randrange(len(data)), chance.randrange(1, _LONGEST_CUT)
            data = data[:start] + data[start : start + length] * chance.choice((2, 50)) + data[start:]
        elif way == 4:
            cut = chance.randrange(len(data))
            data = data[cut:] + data[:cut]
        elif way == 5 and data[:2] == b"PK":
            data = _damaged_inside(data, chance)
        else:
            extension = chance.choice(extensions)
        yield f"mutated-{number:04}{extension}", data


def _with_changed_bytes(data: bytes, count: int, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(count):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _damaged_inside(data: bytes, chance: random.Random) -> bytes:
    """A package whose directory is in order and one of whose members is not."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as package,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = package.namelist()
        victim = chance.choice(names)
        for name in names:
            content = package.read(name)
            if name == victim and content:
                content = _with_changed_bytes(content, chance.choice((1, 30)), chance)
            new.writestr(
                zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED
            )  # no time of day: the same bytes
    return made.getvalue()


def by_hand() -> Iterator[tuple[str, bytes]]:
    """Bombs and liars, one of each kind we know."""
    bomb = "<!DOCTYPE b [" + "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol" * 10}">' for n in range(10)
    )
    word = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
    yield "entity-bomb.docx", _package({"word/document.xml": f"{bomb}]>{word.format('&e9;')}"})
    external = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    yield "external-entity.docx", _package({"word/document.xml": external + word.format("&f;")})
    yield "zip-bomb.docx", _package({"word/document.xml": word.format(" " * 300_000_000)})
    yield "deep.docx", _package({"word/document.xml": word.format("<w:tbl>" * 20_000 + "</w:tbl>" * 20_000)})
    yield "many-members.docx", _package({f"word/{n}.xml": "" for n in range(12_000)})
    yield "zip-bomb.zip", _package({f"{n}.txt": "a" * 50_000_000 for n in range(20)})
    yield "zip-in-zip.zip", _nested(12)
    yield (
        "climbs-out.zip",
        _package({"../../../tmp/leo-ra.txt": "Một câu.", "/etc/tuyet-doi.txt": "Một câu."}),
    )
    yield "same-name-twice.zip", _twice()
    yield "entity-bomb.html", f"{bomb}]><html><body>&e9;</body></html>".encode()
    yield "deep.html", b"<html><body>" + b"<div>" * 200_000
    yield "wide.html", b"<html><body><table><tr><td colspan=99999999 rowspan=99999999>a</td></tr></table>"
    office = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    names = f'{office} xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    names += ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    body = "<office:document-content {}><office:body><office:text>{}</office:text></office:body>"
    body += "</office:document-content>"
    wide = '<table:table><table:table-row table:number-rows-repeated="1000000"><table:table-cell '
    wide += 'table:number-columns-repeated="1000000"><text:p>a</text:p></table:table-cell>'
    wide += "</table:table-row></table:table>"
    open_document = {"mimetype": "application/vnd.oasis.opendocument.text"}
    yield "wide.odt", _package(open_document | {"content.xml": body.format(names, wide)})
    spaces = '<text:p>a<text:s text:c="2000000000"/>b</text:p>'
    yield "spaces.odt", _package(open_document | {"content.xml": body.format(names, spaces)})
    yield (
        "entity-bomb.odt",
        _package(open_document | {"content.xml": f"{bomb}]>{body.format(names, '&e9;')}"}),
    )
    yield "many-pages.pdf", _pages(10_000)
    yield "loop.pdf", _looped()
    yield "huge-page.pdf", _pages(1, box="0 0 14400000 14400000")
    yield (
        "flate-bomb.pdf",
        _pages(1, content=zlib.compress(b"q " * 200_000_000, 9), filters="/Filter /FlateDecode"),
    )
    yield "endless-line.txt", b"a" * 30_000_000
    yield "many-lines.txt", b"- a\n" * 5_000_000
    yield "labels.txt", b"1. a) - + (1) " * 400_000
    yield "numbers.txt", "Số 12-BC/BDVTU, ".encode() * 300_000
    yield "marks.txt", ("a" + "\u0301" * 3_000_000).encode()
    yield "cells.md", b"| a " * 1_500_000
    yield "stars.md", b"*" * 3_000_000
    yield "groups.rtf", b"{\\rtf1 " + b"{" * 500_000
    yield "binary.rtf", b"{\\rtf1 \\bin2000000000 a}"
    yield "wide.xlsx", _sheet('<c r="XFD1048576"><v>1</v></c>', "A1:XFD1048576")
    yield "entity-bomb.xlsx", _sheet("<c><v>&e9;</v></c>", "A1", bomb + "]>")
    yield "empty.pdf", b""
    yield "only-a-mark.docx", b"PK\x03\x04"
    yield "old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "WordDocument".encode("utf-16-le")
    yield "half-a-surrogate.txt", "Một \ud800 câu.".encode("utf-16-le", "surrogatepass")
    yield "picture-bomb.png", _picture(60_000, 60_000)


def _package(members: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        if any(name.startswith("word/") for name in members):
            package.writestr("[Content_Types].xml", "<Types/>")
        for name, content in members.items():
            package.writestr(name, content)
    return made.getvalue()


def _nested(depth: int) -> bytes:
    data = _package({"a.txt": "Một câu."})
    for _ in range(depth):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
            for name in ("a.zip", "b.zip", "c.zip"):
                package.writestr(name, data)
        data = made.getvalue()
    return data


def _twice() -> bytes:
    data = _package({"a.txt": "Một câu.", "b.txt": "Câu khác."})
    return data.replace(b"b.txt", b"a.txt")


_SCHEMAS = "http://schemas.openxmlformats.org"
_OFFICE = f"{_SCHEMAS}/officeDocument/2006/relationships"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"


def _sheet(cells: str, dimension: str, before: str = "") -> bytes:
    main = f'xmlns="{_SCHEMAS}/spreadsheetml/2006/main"'
    row = "1048576" if "1048576" in cells else "1"

    def relation(kind: str, target: str) -> str:
        return (
            f'<Relationships xmlns="{_SCHEMAS}/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
        )

    return _package(
        {
            "[Content_Types].xml": f'<Types xmlns="{_SCHEMAS}/package/2006/content-types">'
            f'<Default Extension="xml" ContentType="{_SHEET}"/>'
            f'<Default Extension="rels" ContentType="{_RELATIONS}"/></Types>',
            "_rels/.rels": relation("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook {main} xmlns:r="{_OFFICE}">'
            '<sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relation("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'{before}<worksheet {main}><dimension ref="{dimension}"/><sheetData>'
            f'<row r="{row}">{cells}</row></sheetData></worksheet>',
        }
    )


def _pages(count: int, *, box: str = "0 0 595 842", content: bytes = b"", filters: str = "") -> bytes:
    """A PDF of ``count`` pages, each with the same content."""
    kids = " ".join(f"{n + 4} 0 R" for n in range(count))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {count}/Kids[{kids}]>>".encode(),
        f"<</Length {len(content)}{filters}>>stream\n".encode() + content + b"\nendstream",
        *(f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 3 0 R>>".encode() for _ in range(count)),
    ]
    return _portable(objects)


def _looped() -> bytes:
    return _portable([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>"])


def _portable(objects: Sequence[bytes]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + content + b"\nendobj\n")
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.writelines(f"{place:010} 00000 n \n".encode() for place in places)
    out.write(f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def _picture(width: int, height: int) -> bytes:
    """A PNG whose few bytes say that it is this large."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        whole = kind + content
        return len(content).to_bytes(4, "big") + whole + zlib.crc32(whole).to_bytes(4, "big")

    size = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
    rows = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def honest(folder: Path = SAMPLE_ARCHIVE) -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in sorted(folder.rglob("*.*")) if path.suffix != ".toml"]


def outcome(answer: Answer) -> tuple[str, str]:
    """What became of one file, and why where it was not taken."""
    if isinstance(answer, Refused):
        return "held back", answer.rule
    failed = [taken.reason for taken in answer if taken.document is None]
    return ("read" if len(failed) < len(answer) else "failed"), "; ".join(failed)


def run(files: int) -> tuple[Counter[tuple[str, str]], list[str], float]:
    """Counts by (format, outcome), the failures without a reason, and the longest wait for one file in seconds."""
    counts: Counter[tuple[str, str]] = Counter()
    silent: list[str] = []
    longest, since = 0.0, time.monotonic()
    jobs = (
        Job(Source(name, "chung", "0" * 64), data)
        for source in (mutated(honest(), files), by_hand())
        for name, data in source
    )
    with ReadingRoom() as room:
        for job, answer in room.read(jobs):
            told, reason = outcome(answer)
            kind = (
                "by hand"
                if not job.source.path.startswith("mutated")
                else PurePosixPath(job.source.path).suffix
            )
            counts[kind, told] += 1
            if told == "failed" and not reason.strip():
                silent.append(job.source.path)
            if kind == "by hand":
                print(f"  {job.source.path:<24} {told:<10} {reason[:90]}")
            now = time.monotonic()
            longest, since = max(longest, now - since), now
    return counts, silent, longest


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m eval.hostile")
    arguments.add_argument("--files", type=int, default=1_000, help="số tệp bị làm hỏng (1000)")
    given = arguments.parse_args()
    counts, silent, longest = run(given.files)
    kinds = sorted({kind for kind, _ in counts})
    print(f"{'':<10}{'read':>8}{'failed':>8}{'held':>8}")
    for kind in kinds:
        print(f"{kind:<10}" + "".join(f"{counts[kind, told]:>8}" for told in ("read", "failed", "held back")))
    expected = given.files + sum(1 for _ in by_hand())
    print(
        f"{counts.total()} of {expected} told, {len(silent)} without a reason, longest wait {longest:.1f} s"
    )
    return int(bool(silent) or counts.total() != expected)


if __name__ == "__main__":
    sys.exit(main())

"""Build the sample archive `eval/archive/` from its readable sources: `python -m eval.build_archive`.

The same sources give the same bytes wherever the writers have the same versions; a test holds that. What
LibreOffice and the scanner make is kept instead of made again (`eval.archive_kept`).
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path, PurePosixPath

from eval.archive_docx import docx
from eval.archive_html import html
from eval.archive_kept import keep_or_make, note
from eval.archive_lines import MissingFontError
from eval.archive_pdf import pdf
from eval.archive_source import PRODUCTS, Source, load_all
from eval.archive_text import markdown, text
from eval.archive_xlsx import xlsx
from eval.archive_zip import pack
from eval.variants.conversion import ConversionFailed

SETTINGS = 'as_of = 2024-02-26\nname = "Kho mẫu: Ban Dân vận Tỉnh ủy Hòa Giang (hư cấu)"\n'
_WRITERS: dict[str, Callable[[Source], bytes]] = {
    "docx": docx,
    "html": html,
    "md": markdown,
    "pdf": pdf,
    "txt": text,
    "xlsx": xlsx,
}
_CONVERTED = ("doc", "rtf", "odt")
_PICTURES = ("jpg", "png")


def products() -> dict[str, bytes]:
    """Content of every product by its file name below the archive folder.

    Raises MissingFontError, and ConversionFailed where a product that LibreOffice makes has to be made.
    """
    return {"troly.toml": SETTINGS.encode(), **_reproducible(), **keep_or_make(inputs())}


def inputs() -> dict[str, bytes]:
    """What each product that is kept is made of, by the product's file name: a Word file, or a printed PDF."""
    found = {}
    for source in load_all():
        if source.format in _CONVERTED:
            found[source.file] = docx(source)
        elif _is_picture(source):
            found[source.file] = pdf(source)
    return found


def _is_picture(source: Source) -> bool:
    return source.scanned or source.format in _PICTURES


def _reproducible() -> dict[str, bytes]:
    made = {}
    for file, group in groupby(load_all(), key=lambda source: source.product):
        sources = list(group)
        if file.endswith(".zip"):
            members = [
                (PurePosixPath(source.file).name, _WRITERS[source.format](source)) for source in sources
            ]
            made[file] = pack(members)
        elif len(sources) > 1:
            made[file] = docx(*sources)
        elif sources[0].format in _WRITERS and not _is_picture(sources[0]):
            made[file] = _WRITERS[sources[0].format](sources[0])
    return made


def build(folder: Path) -> int:
    """Write all products below `folder`, in place of what lies there; returns how many files of documents."""
    files = products()
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    if folder == PRODUCTS:
        note(inputs())
    return len(files) - 1


def main(arguments: Sequence[str]) -> int:
    """Command line: an optional folder, `eval/archive` without one."""
    folder = Path(arguments[0]) if arguments else PRODUCTS
    try:
        count = build(folder)
    except MissingFontError as error:
        print(f"Thiếu phông chữ: {error}", file=sys.stderr)
        return 1
    except ConversionFailed as error:
        print(f"Không chuyển được định dạng: {error}", file=sys.stderr)
        return 1
    print(f"Đã dựng {count} tệp trong {folder}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

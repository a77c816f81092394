"""Build the sample archive `eval/archive/` from its readable sources: `python -m eval.build_archive`.

The same sources give the same bytes wherever the writers have the same versions; a test holds that.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.archive_docx import docx
from eval.archive_lines import MissingFontError
from eval.archive_pdf import pdf
from eval.archive_source import PRODUCTS, load_all
from eval.archive_text import markdown, text

SETTINGS = 'as_of = 2024-02-26\nname = "Kho mẫu: Ban Dân vận Tỉnh ủy Hòa Giang (hư cấu)"\n'
_WRITERS = {"docx": docx, "pdf": pdf, "txt": text, "md": markdown}


def products() -> Iterator[tuple[str, bytes]]:
    """File name below the archive folder and content of every product. Raises MissingFontError."""
    yield "troly.toml", SETTINGS.encode()
    for source in load_all():
        yield source.file, _WRITERS[source.format](source)


def build(folder: Path) -> int:
    """Write all products below `folder`, in place of what lies there; returns how many documents."""
    files = dict(products())
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return len(files) - 1


def main(arguments: Sequence[str]) -> int:
    """Command line: an optional folder, `eval/archive` without one."""
    folder = Path(arguments[0]) if arguments else PRODUCTS
    try:
        count = build(folder)
    except MissingFontError as error:
        print(f"Thiếu phông chữ: {error}", file=sys.stderr)
        return 1
    print(f"Đã dựng {count} văn bản trong {folder}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

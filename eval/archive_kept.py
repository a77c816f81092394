"""Products whose makers never write the same bytes twice: made once, committed, and kept while what they are made
of is the same.

`archive_sources/kept.json` holds, for each such product, the SHA-256 of the Word file or PDF it was made of.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256

from eval.archive_source import PRODUCTS, SOURCES
from eval.variants.conversion import converted

NOTES = SOURCES / "kept.json"
_CONVERTED = ("doc", "rtf", "odt")


def keep_or_make(inputs: Mapping[str, bytes]) -> dict[str, bytes]:
    """Input bytes by product file → product bytes: the committed ones where the input is unchanged, else new
    ones. Raises ConversionFailed where LibreOffice is needed and cannot."""
    noted = json.loads(NOTES.read_text(encoding="utf-8")) if NOTES.exists() else {}
    kept = {
        file: (PRODUCTS / file).read_bytes()
        for file, data in inputs.items()
        if noted.get(file) == sha256(data).hexdigest() and (PRODUCTS / file).is_file()
    }
    return kept | _make({file: data for file, data in inputs.items() if file not in kept})


def note(inputs: Mapping[str, bytes]) -> None:
    """Write down what the products now committed were made of."""
    noted = {file: sha256(data).hexdigest() for file, data in sorted(inputs.items())}
    NOTES.write_text(json.dumps(noted, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _make(inputs: Mapping[str, bytes]) -> dict[str, bytes]:
    from eval.archive_scans import scanned

    made: dict[str, bytes] = {}
    for extension in _CONVERTED:
        files = [file for file in inputs if file.endswith(f".{extension}")]
        # LibreOffice gets them under numbers: names of two folders may be the same
        numbered = {str(number): inputs[file] for number, file in enumerate(files)}
        done = converted(numbered, extension)
        made |= {file: done[str(number)] for number, file in enumerate(files)}
    pictures = {file: scanned(file, data) for file, data in inputs.items() if file not in made}
    return made | pictures

"""Products that LibreOffice makes of our Word files: .doc, .rtf and .odt.

It stamps the time and numbers of its own into what it writes, so these are made once and kept
(`eval.archive_kept`).
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

_FILTERS = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format", "odt": "odt:writer8"}
_LONGEST = 300  # seconds for the files of one format


class OfficeError(Exception):
    """LibreOffice is not installed, or it did not make what was asked."""


def convert(documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """.docx bytes by the name of the file wanted ("a.doc") → the converted bytes by the same name.

    One call for each format. Raises OfficeError.
    """
    made: dict[str, bytes] = {}
    for extension in sorted({Path(name).suffix[1:] for name in documents}):
        names = [name for name in documents if name.endswith(f".{extension}")]
        with tempfile.TemporaryDirectory(prefix="troly-soffice-") as folder:
            made |= _convert({name: documents[name] for name in names}, extension, Path(folder))
    return made


def _convert(documents: Mapping[str, bytes], extension: str, folder: Path) -> dict[str, bytes]:
    inputs = {name: folder / f"{number}.docx" for number, name in enumerate(documents)}
    for name, path in inputs.items():
        path.write_bytes(documents[name])
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{folder}/profile",
        "--convert-to",
        _FILTERS[extension],
        "--outdir",
        str(folder),
        *map(str, inputs.values()),
    ]
    try:
        subprocess.run(command, capture_output=True, check=True, timeout=_LONGEST)
        return {name: path.with_suffix(f".{extension}").read_bytes() for name, path in inputs.items()}
    except (OSError, subprocess.SubprocessError) as error:
        raise OfficeError(f"LibreOffice (soffice): {error}") from error

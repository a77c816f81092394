"""Word documents to the formats only LibreOffice writes, many files in one call."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

_FILTERS = {
    "doc": "doc:MS Word 97",
    "rtf": "rtf:Rich Text Format",
    "odt": "odt:writer8",
    "pdf": "pdf:writer_pdf_Export",
}
_SECONDS = 600


class ConversionFailed(Exception):
    """LibreOffice is not installed, or gave up on a file."""


def converted(documents: Mapping[str, bytes], extension: str) -> dict[str, bytes]:
    """Name → bytes of a .docx to name → bytes of a .doc, .rtf, .odt or .pdf. Raises ConversionFailed."""
    if not documents:
        return {}
    with TemporaryDirectory() as place:
        folder = Path(place)
        files = [folder / f"{name}.docx" for name in documents]
        for file, data in zip(files, documents.values(), strict=True):
            file.write_bytes(data)
        command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", _FILTERS[extension], "--outdir", place, *map(str, files)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
            return {name: (folder / f"{name}.{extension}").read_bytes() for name in documents}
        except (OSError, subprocess.SubprocessError) as error:
            raise ConversionFailed(f"soffice --convert-to {extension}: {error}") from error

"""What a stored document is called: ids from its place, versions from its content and its reader."""

from __future__ import annotations

import hashlib

from ingest import gate
from ingest.parsing.parsing import PARSER_VERSION

# What decides whether an unchanged file is looked at again: a later parser or gate may know better.
LOOKED_AT_BY = f"{PARSER_VERSION}.{gate.VERSION}"


def document_id(collection: str, path: str) -> str:
    """The same file keeps its id whatever it contains."""
    return hashlib.blake2b(f"{collection}/{path}".encode()).hexdigest()[:12]


def version_of(sha256: str) -> str:
    """Changes with the content and with the parser that reads it."""
    return hashlib.blake2b(f"{sha256}{PARSER_VERSION}".encode()).hexdigest()[:8]

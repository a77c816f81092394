"""Document types and issuer words, from the data files beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

from ingest.vietnamese.text import fold


@dataclass(frozen=True, slots=True)
class DocumentType:
    """One row of document_types.toml."""

    code: str  # "KH"
    name: str  # "Kế hoạch"; "" for a local code of unknown meaning
    state: str  # the name in State documents
    names: tuple[str, ...]  # every name, canonical first
    typed: bool  # people type the bare code before a number
    number_code: str  # the code such a document's number prints


def _load_types() -> tuple[DocumentType, ...]:
    data = tomllib.loads(files(__package__).joinpath("document_types.toml").read_text(encoding="utf-8"))
    rows = []
    for row in data["types"]:
        name, state = row["name"], row.get("state", row["name"])
        names = tuple(dict.fromkeys(n for n in (name, state, *row.get("also", ())) if n))
        code = row["code"]
        number_code = row.get("number_code", code)
        rows.append(DocumentType(code, name, state, names, row.get("typed", False), number_code))
    return tuple(rows)


def _load_issuers() -> tuple[tuple[str, ...], Mapping[str, str]]:
    data = tomllib.loads(files(__package__).joinpath("issuers.toml").read_text(encoding="utf-8"))
    return tuple(data["codes"]), MappingProxyType(data["words"])


TYPES: tuple[DocumentType, ...] = _load_types()
ISSUER_CODES, ISSUER_WORDS = _load_issuers()

TYPE_NAMES: Mapping[str, str] = MappingProxyType({t.code: t.name for t in TYPES if t.name})
"""Code → canonical type name: "KH" → "Kế hoạch"."""

NAME_CODES: Mapping[str, str] = MappingProxyType(
    {name: t.number_code for t in reversed(TYPES) for name in t.names}
    | {t.name: t.number_code for t in reversed(TYPES) if t.name}
)
"""Type name → the code its numbers print: "Thông báo kết luận" → "TB"."""

_BY_FOLDED_NAME: Mapping[str, str] = MappingProxyType({fold(name): name for name in NAME_CODES})


def type_of(name: str) -> str | None:
    """The canonical type name for a name in any case, with or without marks: "bao cao" → "Báo cáo"."""
    return _BY_FOLDED_NAME.get(" ".join(fold(name).split()))


def code_of(type_name: str) -> str | None:
    """The code that numbers of this type print, None for an unknown type."""
    name = type_of(type_name)
    return NAME_CODES[name] if name else None


WIDER_TYPES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        name: wider
        for name in TYPE_NAMES.values()
        if (wider := tuple(other for other in TYPE_NAMES.values() if name.startswith(f"{other} ")))
    }
)
"""A type → the types whose name opens its own: a "Thông báo kết luận" may be headed THÔNG BÁO, «kết luận …»."""

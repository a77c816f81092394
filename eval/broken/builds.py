"""Broken builds as data: ``patches.toml`` in, builds out, and a build's patches put into a copy of the product.

A patch replaces an exact text that must be found exactly once, so that code which has moved is noticed
(:class:`BadInput`) and a build is never taken for broken that is whole.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import BadInput

PATCHES = Path(__file__).with_name("patches.toml")
# A figure over some 200 answers moves by less than this when a handful of them change.
MARGIN = 0.02

_FIELDS = frozenset({"name", "why", "falls", "holds", "by", "within", "patch"})


@dataclass(frozen=True, slots=True)
class Patch:
    file: str  # below the root of the product
    find: str
    replace: str


@dataclass(frozen=True, slots=True)
class Build:
    """``falls`` and ``holds`` name figures: what must fall by more than ``by``, and what may not by more than
    ``within``."""

    name: str
    why: str
    falls: tuple[str, ...]
    holds: tuple[str, ...]
    by: float
    within: float
    patches: tuple[Patch, ...]


def read_builds(path: Path = PATCHES) -> tuple[Build, ...]:
    """The builds of the file, in its order. :class:`BadInput` for one that is not whole."""
    builds = tuple(_build(entry) for entry in tomllib.loads(path.read_text(encoding="utf-8"))["build"])
    names = [build.name for build in builds]
    if len(set(names)) != len(names):
        raise BadInput(f"{path.name}: tên bản bị lặp.")
    return builds


def apply(build: Build, root: Path) -> None:
    """The build's patches, in order, into the files below ``root``; :class:`BadInput` where one does not fit."""
    for patch in build.patches:
        path = root / patch.file
        if not path.is_file():
            raise BadInput(f"{build.name}: không có tệp {patch.file}.")
        text = path.read_text(encoding="utf-8")
        found = text.count(patch.find)
        if found != 1:
            raise BadInput(
                f"{build.name}: đoạn cần thay trong {patch.file} có {found} chỗ (cần đúng 1); "
                f"hãy sửa lại trong {PATCHES.name}: {patch.find.strip()!r}"
            )
        path.write_text(text.replace(patch.find, patch.replace), encoding="utf-8")


def _build(entry: Mapping[str, Any]) -> Build:
    name = str(entry.get("name", "?"))
    if unknown := sorted(entry.keys() - _FIELDS):
        raise BadInput(f"{name}: có trường lạ “{unknown[0]}”.")
    patches: Sequence[Mapping[str, str]] = entry.get("patch", ())
    if not entry.get("why") or not patches or not (entry.get("falls") or entry.get("holds")):
        raise BadInput(f"{name}: cần “why”, “falls” hoặc “holds”, và ít nhất một [[build.patch]].")
    if any(patch.keys() != {"file", "find", "replace"} or not patch["find"] for patch in patches):
        raise BadInput(f"{name}: mỗi [[build.patch]] cần đúng “file”, “find” và “replace”.")
    return Build(
        name=name,
        why=entry["why"],
        falls=tuple(entry.get("falls", ())),
        holds=tuple(entry.get("holds", ())),
        by=float(entry.get("by", MARGIN)),
        within=float(entry.get("within", MARGIN)),
        patches=tuple(Patch(**patch) for patch in patches),
    )

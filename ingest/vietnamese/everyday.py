"""Syllables of everyday talk: rare in documents, and yet they tell nothing of what a question looks for."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files

SHARES: Mapping[str, float] = tomllib.loads(
    files(__package__).joinpath("everyday.toml").read_text(encoding="utf-8")
)["shares"]
"""Folded syllable → the share of its rarity that it keeps in a question; others keep all of it."""

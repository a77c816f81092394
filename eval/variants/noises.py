"""What typing, copying and old keyboards do to a text: a source in, the same source with one fault out.

Facts for the faults: domain.md §1.6, §6.1.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from random import Random

from eval.archive_source import Signature, Source


class Noise(StrEnum):
    NONE = "none"
    SPACES = "spaces"  # no-break and double spaces
    NUMBER = "spaced number"  # Số: 12 - BC / BDVTU
    ETH = "eth"  # Ð for Đ
    DASHES = "dashes"  # en dashes for hyphens
    UNLABELLED = "unlabelled"  # section headings without I., II.
    PLAIN_HEADING = "plain heading"  # no table around the two sides of the heading: the writers do it
    RUNNING = "running"  # a line at the head and the page number at the foot of each page: the writers do it


_LABEL = re.compile(r"^(?:[IVX]+|\d+)\.\s+")
_ETH = str.maketrans("Đđ", "Ðð")


def noisy(source: Source, noise: Noise, rng: Random) -> Source:
    """The source with the fault in its text."""
    if noise is Noise.SPACES:
        return each_text(source, lambda text: re.sub(" ", lambda _: rng.choice(_SPACES), text))
    if noise is Noise.NUMBER:
        bare = source.number.removeprefix("Số").lstrip(": ")
        return replace(source, number="Số: " + re.sub(r"([-/])", r" \1 ", bare))
    if noise is Noise.ETH:
        return each_text(source, lambda text: text.translate(_ETH))
    if noise is Noise.DASHES:
        return each_text(source, lambda text: text.replace("-", "–"))
    if noise is Noise.UNLABELLED:
        blocks = (
            replace(block, text=_LABEL.sub("", block.text)) if block.kind == "heading1" else block
            for block in source.blocks
        )
        return replace(source, blocks=tuple(blocks))
    if noise is Noise.PLAIN_HEADING:
        return replace(source, layout="extracted")
    return source


_SPACES = [" "] * 8 + ["\u00a0", "  "]


def each_text(source: Source, change: Callable[[str], str]) -> Source:
    """The source with ``change`` done to every text of it that is printed."""
    return replace(
        source,
        parent=change(source.parent),
        issuer=change(source.issuer),
        number=change(source.number),
        about=change(source.about),
        place_date=change(source.place_date),
        type=change(source.type),
        title=tuple(map(change, source.title)),
        to=tuple(map(change, source.to)),
        blocks=tuple(
            replace(block, text=change(block.text), rows=tuple(tuple(map(change, row)) for row in block.rows))
            for block in source.blocks
        ),
        recipients=tuple(map(change, source.recipients)),
        signatures=tuple(
            Signature(tuple(map(change, each.lines)), change(each.name)) for each in source.signatures
        ),
    )

"""Ruled lines of a level page picture: found, so that tables are read by their cells, and taken out, so that
they are not read as letters.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ingest.document import Box
from ingest.readers.tesseract import Grey

_DARK = 160
_ACROSS, _DOWN = 20.0, 9.0  # mm: shorter strokes are letters, dashes and signatures
_DRAWN = 0.93  # of a rule's length: a scan breaks it here and there
_THICK = 1.5  # mm: thicker is a bar or a picture
_MOST = 500  # more is a picture of something else

Mask = NDArray[np.bool_]


def rules_on(page: Grey, dpi: float) -> tuple[Box, ...]:
    """The straight lines drawn across and down a level page, in dots; none where a drawing fills the page."""
    dark = page < _DARK
    dots = dpi / 25.4
    across = [Box(*box) for box in _lines(dark, round(_ACROSS * dots), round(_THICK * dots))]
    down = [
        Box(top, left, bottom, right)
        for left, top, right, bottom in _lines(dark.T, round(_DOWN * dots), round(_THICK * dots))
    ]
    rules = (*across, *down)
    return rules if len(rules) <= _MOST else ()


def without_rules(page: Grey, rules: tuple[Box, ...]) -> Grey:
    """The page with its ruled lines made paper."""
    if not rules:
        return page
    cleaned = page.copy()
    for rule in rules:
        cleaned[
            max(0, int(rule.top) - 1) : int(rule.bottom) + 1, max(0, int(rule.x0) - 1) : int(rule.x1) + 1
        ] = 255
    return cleaned


def _lines(dark: Mask, length: int, thick: int) -> list[tuple[int, int, int, int]]:
    """(left, top, right, bottom) of thin strokes along the rows, at least ``length`` dots long."""
    if dark.shape[1] <= length:
        return []
    sums = np.cumsum(np.pad(dark, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    full = sums[:, length:] - sums[:, :-length] >= _DRAWN * length  # a stroke may start here
    found = []
    for top, bottom in _runs(np.any(full, axis=1)):
        for left, right in _runs(np.any(full[top:bottom], axis=0)):
            if bottom - top <= thick:
                found.append((left, top, right + length - 1, bottom))
    return found


def _runs(flags: Mask) -> list[tuple[int, int]]:
    """Half-open runs of True."""
    edges = np.flatnonzero(np.diff(np.pad(flags.astype(np.int8), 1)))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]

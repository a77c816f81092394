"""Two-column blocks and tables of one page: what must not be read straight across, and what must.

The heading and the signature of an official document stand in two columns (domain.md §2.1); read across, they
interleave. A table is read across: one line a row, cells joined by " | ".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.document import Box
from ingest.readers.pdf_lines import Printed, Word, lines_of

_GUTTER = 0.7  # of the size: least white between the columns of a block
_GUTTER_ZONE = (0.25, 0.75)  # share of the page width where a gutter may lie
_FIRST_BANDS = 6  # the heading starts within these
_HEADING_WORDS = re.compile(
    r"đảng cộng sản|dang cong san|cộng h[oò][aà]|cong hoa xa hoi|độc lập|^\W*số\W*\d|ngày.{1,8}tháng",
    re.IGNORECASE,
)
_RECIPIENTS = re.compile(r"^\W*nơi\s+nhận", re.IGNORECASE)
_ROLE = re.compile(
    r"^(?:[TK]/[MTL]|[TK][MTL]\.|TUQ|Q\.|(?:PHÓ )?(?:TRƯỞNG|BÍ THƯ|CHỦ |GIÁM|CHÁNH|BỘ TRƯỞNG))"
)
_MAX_RULES = 4_000  # beyond this the drawing is a map or a chart, not a table


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or signature block: lines ``first``..``last`` of the page, split at x = ``gutter``."""

    first: int
    last: int  # inclusive
    left: tuple[Printed, ...]
    right: tuple[Printed, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A table row."""

    text: str
    box: Box
    bold: bool


def heading_block(lines: Sequence[Printed], width: float) -> Block | None:
    """The two-column heading at the top of a first page, or None."""
    best: tuple[int, float, int, int] | None = None
    bands = _bands(lines)
    for gutter in _gutters(lines[: 4 * _FIRST_BANDS], width):
        sides = [_side(lines, band, gutter) for band in bands]
        first = next((order for order, side in enumerate(sides[:_FIRST_BANDS]) if side == "both"), None)
        if first is None:
            continue
        run = first
        while run + 1 < len(sides) and sides[run + 1] != "across":
            run += 1
        last = max(order for order in range(first, run + 1) if sides[order] == "both")
        score = sum(side == "both" for side in sides[first : last + 1])
        # Short lines hanging under a side ("V/v …", a wrapped date, a stamp) still belong to it.
        while last < run and _hangs(lines, bands, first, last, gutter, sides[last + 1]):
            last += 1
        if best is None or (score, last) > (best[0], best[3]):
            best = (score, gutter, first, last)
    if best is None:
        return None
    _, gutter, first, last = best
    block = _block(lines, bands[first : last + 1], gutter)
    return block if any(_HEADING_WORDS.search(line.text) for line in block.left + block.right) else None


def signature_block(lines: Sequence[Printed], width: float, *, last_page: bool) -> Block | None:
    """The closing block: "Nơi nhận" at the left, role and name at the right; or None."""
    bands = _bands(lines)
    best: tuple[int, int, float, int, int] | None = None
    for gutter in _gutters(lines, width):
        sides = [_side(lines, band, gutter) for band in bands]
        for start, side in enumerate(sides):
            if side == "across" or not _closes(lines, bands[start], gutter, last_page):
                continue
            first = start
            while first > 0 and sides[first - 1] == "right" and _ROLE.match(lines[bands[first - 1][0]].text):
                first -= 1
            last = start
            while last + 1 < len(sides) and sides[last + 1] != "across":
                last += 1
            run = sides[first : last + 1]
            score = sum(side == "both" for side in run)
            if not any(side in ("both", "right") for side in run) or ("left" not in run and not score):
                continue
            if best is None or (last - first, score) > (best[0], best[1]):
                best = (last - first, score, gutter, first, last)
            break
    if best is None:
        return None
    _, _, gutter, first, last = best
    return _block(lines, bands[first : last + 1], gutter)


def _closes(lines: Sequence[Printed], band: Sequence[int], gutter: float, last_page: bool) -> bool:
    for order in band:
        if _RECIPIENTS.match(lines[order].text):
            return True
        right = [word for word in lines[order].words if word.x0 >= gutter]
        if last_page and right and _ROLE.match(Printed(tuple(right)).text):
            return True
    return False


def _bands(lines: Sequence[Printed]) -> list[list[int]]:
    """Indexes of lines that stand side by side: columns need not share baselines."""
    bands: list[list[int]] = []
    bottom = float("-inf")
    for order, line in enumerate(lines):
        box = line.box
        height = box.bottom - box.top
        if bands and bottom - box.top > 0.2 * height and not _overlap_sideways(lines, bands[-1], line):
            bands[-1].append(order)
            bottom = max(bottom, box.bottom)
        else:
            bands.append([order])
            bottom = box.bottom
    return bands


def _overlap_sideways(lines: Sequence[Printed], band: Sequence[int], line: Printed) -> bool:
    return any(lines[order].box.x0 < line.box.x1 and line.box.x0 < lines[order].box.x1 for order in band)


def _gutters(lines: Sequence[Printed], width: float) -> list[float]:
    low, high = (share * width for share in _GUTTER_ZONE)
    wanted = {line.box.x0 - 2 for line in lines}  # a column may have lines with none beside them
    for line in lines:
        for before, after in pairwise(line.words):
            if after.x0 - before.x1 > _GUTTER * line.size:
                wanted |= {(before.x1 + after.x0) / 2, after.x0 - 2}
    return sorted(gutter for gutter in {round(x) for x in wanted} if low <= gutter <= high)


def _side(lines: Sequence[Printed], band: Sequence[int], gutter: float) -> str:
    """On which side of the gutter a band stands: "left", "right", "both"; "across" when it runs over it."""
    left = right = False
    for order in band:
        words = lines[order].words
        before = [word for word in words if (word.x0 + word.x1) / 2 < gutter]
        after = [word for word in words if (word.x0 + word.x1) / 2 >= gutter]
        if any(word.x1 > gutter + 1 for word in before) or any(word.x0 < gutter - 1 for word in after):
            return "across"
        if before and after and after[0].x0 - before[-1].x1 < _GUTTER * lines[order].size:
            return "across"
        left |= bool(before)
        right |= bool(after)
    return "both" if left and right else "left" if left else "right"


def _hangs(
    lines: Sequence[Printed],
    bands: Sequence[Sequence[int]],
    first: int,
    last: int,
    gutter: float,
    side: str,
) -> bool:
    """Whether the band after ``last`` continues its side: centred under it and close below it."""
    above = [
        word
        for band in bands[first : last + 1]
        for order in band
        for word in lines[order].words
        if ((word.x0 + word.x1) / 2 < gutter) == (side == "left")
    ]
    below = lines[bands[last + 1][0]]
    centre = (min(word.x0 for word in above) + max(word.x1 for word in above)) / 2
    gap = below.box.top - max(word.bottom for word in above)
    return abs((below.box.x0 + below.box.x1) / 2 - centre) < 2 * below.size and gap < 1.5 * below.size


def _block(lines: Sequence[Printed], bands: Sequence[Sequence[int]], gutter: float) -> Block:
    orders = [order for band in bands for order in band]
    words = [word for order in orders for word in lines[order].words]
    return Block(
        first=min(orders),
        last=max(orders),
        left=tuple(_regrouped(word for word in words if (word.x0 + word.x1) / 2 < gutter)),
        right=tuple(_regrouped(word for word in words if (word.x0 + word.x1) / 2 >= gutter)),
    )


def _regrouped(words: Iterable[Word]) -> list[Printed]:
    return lines_of(list(words))


def ruled_tables(words: Sequence[Word], rules: Sequence[Box]) -> tuple[list[Row], list[Word]]:
    """Rows of the tables that the drawn ``rules`` form, and the words outside them."""
    rows: list[Row] = []
    rest = list(words)
    for xs, ys in _grids(rules):
        inside = [
            word for word in rest
            if xs[0] <= (word.x0 + word.x1) / 2 <= xs[-1] and ys[0] <= (word.top + word.bottom) / 2 <= ys[-1]
        ]  # fmt: skip
        taken = set(map(id, inside))
        rest = [word for word in rest if id(word) not in taken]
        for top, bottom in pairwise(ys):
            row = [word for word in inside if top <= (word.top + word.bottom) / 2 < bottom]
            if not row:
                continue
            cells = [
                " ".join(
                    line.text for line in lines_of([w for w in row if left <= (w.x0 + w.x1) / 2 < right])
                )
                for left, right in pairwise(xs)
            ]
            rows.append(Row(" | ".join(cells), Printed(tuple(row)).box, all(word.bold for word in row)))
    return rows, rest


def _grids(rules: Sequence[Box]) -> list[tuple[list[float], list[float]]]:
    """(column edges, row edges) of every grid of at least two columns among the rules."""
    if len(rules) > _MAX_RULES:
        return []
    groups: list[list[Box]] = []
    for rule in rules:
        touching = [group for group in groups if any(_touch(rule, other) for other in group)]
        merged = [rule, *(item for group in touching for item in group)]
        groups = [group for group in groups if group not in touching] + [merged]
    grids = []
    for group in groups:
        xs = _merged([(r.x0 + r.x1) / 2 for r in group if r.x1 - r.x0 < r.bottom - r.top])
        ys = _merged([(r.top + r.bottom) / 2 for r in group if r.x1 - r.x0 >= r.bottom - r.top])
        if len(xs) >= 3 and len(ys) >= 2:
            grids.append((xs, ys))
    return grids


def _touch(one: Box, other: Box, slack: float = 3.0) -> bool:
    return (
        one.x0 <= other.x1 + slack
        and other.x0 <= one.x1 + slack
        and one.top <= other.bottom + slack
        and other.top <= one.bottom + slack
    )


def _merged(positions: Iterable[float], slack: float = 3.0) -> list[float]:
    merged: list[float] = []
    for position in sorted(positions):
        if not merged or position - merged[-1] > slack:
            merged.append(position)
    return merged

"""A mention is not a stamp: none of the harmless table is refused (domain.md §7.2.2)."""

from __future__ import annotations

import pytest

from ingest.gate import check_name, check_reading
from tests.ingest.gating.harmless import DOCUMENTS, IN_FULL, LINES, NAMES
from tests.ingest.gating.stamped import PLACES, reading, rows, with_line


@pytest.mark.parametrize("line", LINES)
def test_a_line_that_is_no_stamp_passes_wherever_it_stands(line: str) -> None:
    for at in (0, 2, 4, 8, 11, 20):
        check_reading(reading(with_line(line, at)))
    for place in ("footnote", "running header", "annex", "property"):
        check_reading(PLACES[place](line))
    check_reading(rows(with_line(f"1 | {line} | 12", 12), 12, 12))


def test_the_table_holds_what_it_promises() -> None:
    assert len(set(LINES)) == len(LINES) >= 150


@pytest.mark.parametrize(
    "text", [*DOCUMENTS.values(), *IN_FULL.values()], ids=[*DOCUMENTS, *(f"{n} in full" for n in IN_FULL)]
)
def test_a_document_that_is_not_stamped_passes(text: str) -> None:
    lines = text.split("\n")
    of_table = [order for order, line in enumerate(lines) if "|" in line] or [-1]
    check_reading(reading(text))
    check_reading(rows(text, of_table[0], of_table[-1]))


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_only_looks_like_it_passes(name: str) -> None:
    check_name(["kho", name])

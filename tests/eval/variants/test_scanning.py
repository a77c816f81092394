"""A scanned variant: pictures only, the same for the same seed, red only where a seal was asked for."""

from __future__ import annotations

import numpy as np
import pypdfium2
import pytest

from eval.variants.scanning import scan
from tests.ingest.readers.clerk import Sheet, heading, signature


@pytest.fixture(scope="module")
def printed() -> bytes:
    sheet = Sheet()
    sheet.paragraph(heading(sheet), "- Nắm tình hình Nhân dân các xã ven biển.")
    sheet.next_page()
    signature(sheet, 400)
    return sheet.done()


def red_place(page: pypdfium2.PdfPage) -> tuple[float, float] | None:
    """Middle of the red dots as shares of the width and height; None where there are next to none."""
    dots = np.asarray(page.render(scale=1).to_pil().convert("RGB"), np.int16)
    rows, columns = np.nonzero(dots[..., 0] - dots[..., 1:].max(axis=2) > 60)
    height, width, _ = dots.shape
    return (columns.mean() / width, rows.mean() / height) if len(rows) > 200 else None


def test_a_scan_is_pictures_only_and_fixed_by_its_seed(printed: bytes) -> None:
    once = scan(printed, seed=3)
    assert once == scan(printed, seed=3)
    assert once != scan(printed, seed=4)
    document = pypdfium2.PdfDocument(once)
    assert len(document) == 2
    assert [page.get_textpage().count_chars() for page in document] == [0, 0]
    assert [round(side) for side in document[0].get_size()] == [595, 842]


def test_the_seal_lies_on_the_signature(printed: bytes) -> None:
    pages = list(pypdfium2.PdfDocument(scan(printed, seed=5)))
    assert red_place(pages[0]) is None
    place = red_place(pages[1])
    assert place is not None
    assert 0.5 < place[0] < 0.8
    assert 0.48 < place[1] < 0.62  # the name stands at 495 of 842 points
    assert red_place(list(pypdfium2.PdfDocument(scan(printed, seed=5, stamp=False)))[1]) is None

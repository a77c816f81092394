"""A scanned page made fit for reading: level, without red ink and specks, its print untouched."""

from __future__ import annotations

import time

import numpy as np
import pytest
from PIL import Image

from ingest.readers.deskew import skew, turned, whitened, without_red, without_specks
from tests.ingest.readers.rubber_stamps import page, sealed


@pytest.fixture(scope="module")
def grey() -> Image.Image:
    return page().convert("L")


@pytest.mark.parametrize("angle", [-2.7, -1.0, -0.3, 0.0, 0.5, 1.5, 2.9])
def test_the_skew_is_found_to_a_tenth_of_a_degree(grey: Image.Image, angle: float) -> None:
    askew = np.asarray(grey.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255))
    assert abs(skew(askew) + angle) < 0.11
    assert abs(skew(turned(askew, skew(askew)))) < 0.11


def test_an_empty_page_is_level() -> None:
    assert skew(np.full((2339, 1654), 255, np.uint8)) == 0.0


def test_a_page_is_estimated_quickly(grey: Image.Image) -> None:
    dots = np.asarray(grey)
    took = []
    for _ in range(5):
        start = time.process_time()
        skew(dots)
        took.append(time.process_time() - start)
    assert min(took) < 0.15


def test_red_goes_and_print_stays_also_where_they_cross() -> None:
    clean, under = np.asarray(page().convert("L")), np.asarray(sealed(page(), "ĐẢNG BỘ TỈNH "))
    left = without_red(under)
    assert (left[clean > 200] > 150).mean() > 0.999
    assert (left[clean < 60] < 110).all()


def test_a_shadow_over_half_the_page_goes_and_faint_print_stays(grey: Image.Image) -> None:
    even = np.asarray(grey).astype(np.float32)
    shade = np.linspace(0.55, 1.0, even.shape[1], dtype=np.float32)
    for print_black in (0, 140):  # 140: printed with the last of the toner
        faint = print_black + even * ((250 - print_black) / 250)
        seen = whitened((faint * shade).astype(np.uint8))
        assert (seen[even > 240] > 200).mean() > 0.999
        assert (seen[even < 40] < 128).mean() > 0.97


def test_specks_go_and_the_dots_of_letters_stay(grey: Image.Image) -> None:
    print_only = np.asarray(grey)
    specked = print_only.copy()
    rows, columns = np.mgrid[50:2300:97, 50:1600:83]
    free = np.array(
        [
            print_only[y - 4 : y + 6, x - 4 : x + 6].min() > 200
            for y, x in zip(rows.flat, columns.flat, strict=True)
        ]
    )
    rows, columns = rows.flat[free], columns.flat[free]
    assert len(rows) > 200
    for down, across in ((0, 0), (0, 1), (1, 0)):
        specked[rows + down, columns + across] = 30
    cleaned = without_specks(specked)
    assert (cleaned[rows, columns] == 255).all()
    assert ((cleaned < 128) == (print_only < 128)).mean() > 0.99999

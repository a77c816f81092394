"""The border to Tesseract: a grey picture in, words with places and certainty out.

The program runs apart: the picture goes in through a pipe and the table of words comes out through one, so
nothing of the page touches a disk (promise 7); its time and memory are bounded.
"""

from __future__ import annotations

import csv
import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ingest.errors import UnreadableFile

Grey = NDArray[np.uint8]  # (height, width), 0 black to 255 white

_LANGUAGE = "vie"
_SECONDS = 60.0  # a page
_MEMORY = 2 << 30  # bytes of address space; an A4 page at 300 dpi takes a quarter of it
_WORD = "5"  # the table's level of a row that holds a word
_TOO_HARD = (
    "Không nhận dạng được chữ trên trang ảnh (quá {limit}); đề nghị quét lại rõ hơn hoặc tách nhỏ tệp."
)


class Layout(IntEnum):
    """How the program cuts a picture up (its ``--psm``)."""

    COLUMN = 4
    BLOCK = 6
    LINE = 7
    SPARSE = 11


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word on a picture; places in dots from the top left, certainty 0 to 1."""

    text: str
    x0: int
    top: int
    x1: int
    bottom: int
    confidence: float
    line: tuple[int, int, int]  # block, paragraph, line: words of one line share it


@cache
def available() -> bool:
    """Whether the program, its Vietnamese data and the means to bound it are installed; asked once."""
    if shutil.which("tesseract") is None or shutil.which("prlimit") is None:
        return False
    listed = subprocess.run(
        ["tesseract", "--list-langs"], capture_output=True, text=True, timeout=_SECONDS, check=False
    )
    return _LANGUAGE in listed.stdout.split()


def words_on(picture: Grey, *, dpi: float, layout: Layout) -> list[SeenWord]:
    """The words on a picture, in the program's reading order.

    Raises UnreadableFile when the page takes more time or memory than a page may.
    """
    height, width = picture.shape
    command = [
        "prlimit", f"--as={_MEMORY}",
        "tesseract", "stdin", "stdout", "-l", _LANGUAGE, "--psm", str(int(layout)), "--dpi", str(round(dpi)), "tsv",
    ]  # fmt: skip
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # pages run side by side; threads inside one slow all
        start_new_session=True,
    ) as program:
        try:
            table, _ = program.communicate(b"P5 %d %d 255\n" % (width, height) + picture.tobytes(), _SECONDS)
        except subprocess.TimeoutExpired as error:
            raise UnreadableFile(_TOO_HARD.format(limit="thời gian cho phép")) from error
        finally:
            if program.returncode is None:
                os.killpg(program.pid, signal.SIGKILL)
    if program.returncode != 0:
        raise UnreadableFile(_TOO_HARD.format(limit="bộ nhớ cho phép"))
    return _words(table.decode("utf-8"))


def _words(table: str) -> list[SeenWord]:
    words = []
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] != _WORD or not row["text"].strip():
            continue
        left, top = int(row["left"]), int(row["top"])
        words.append(
            SeenWord(
                text=row["text"].strip(),
                x0=left,
                top=top,
                x1=left + int(row["width"]),
                bottom=top + int(row["height"]),
                confidence=max(0.0, float(row["conf"])) / 100,
                line=(int(row["block_num"]), int(row["par_num"]), int(row["line_num"])),
            )
        )
    return words

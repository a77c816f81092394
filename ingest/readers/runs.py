"""A paragraph written run by run: text with its font and format in, printed lines out.

For the formats whose white space collapses (OpenDocument, web pages): any stretch of it in the source prints as
one space, and none at the start of a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TypedDict

from ingest.readers.legacy_lines import Run, Speller
from ingest.readers.lines import LineDraft, one_line
from ingest.vietnamese.legacy import face_of

_WHITE = re.compile(r"[ \t\r\n\x0b\x0c]+")


@dataclass(frozen=True, slots=True)
class Format:
    """How a run prints."""

    font: str = ""  # family name as the file gives it: ".VnTime", "VNI-Times", "Times New Roman"
    bold: bool = False
    hidden: bool = False
    capitals: bool = False
    raised: bool = False

    def changed(self, change: Change) -> Format:
        return replace(self, **change) if change else self


class Change(TypedDict, total=False):
    """What one style says about a run, by the names of ``Format``; what it does not say is absent."""

    font: str
    bold: bool
    hidden: bool
    capitals: bool
    raised: bool


@dataclass(slots=True)
class Writing:
    """The paragraph being written: its lines so far and the boxes anchored in it."""

    speller: Speller
    page: int | None = None
    texts: list[list[Run]] = field(default_factory=lambda: [[]])  # runs of each line
    boxes: list[LineDraft] = field(default_factory=list)
    _bold: list[bool] = field(default_factory=list)  # of every run with visible text
    _after_white: bool = True  # white space is at hand already: more of it prints nothing

    def add(self, text: str, format: Format) -> None:
        """The one place where a run's text joins its paragraph, still in the encoding of its font."""
        if format.hidden:
            return
        text = _WHITE.sub(" ", text)
        if self._after_white:
            text = text.removeprefix(" ")
        if not text:
            return
        self._after_white = text.endswith(" ")
        if text.strip():
            self._bold.append(format.bold)
        run = Run(text, face_of(format.font))
        run = self.speller.in_capitals(run) if format.capitals else run
        self.texts[-1].append(run.raised() if format.raised else run)

    def put(self, text: str) -> None:
        """Text that is no run: fixed spaces, a note mark."""
        self.texts[-1].append(Run(text))
        self._after_white = False

    def label(self, label: str) -> None:
        """Print the automatic number of the paragraph before its text, if it shows any."""
        if label and any(run.text.strip() for run in self.texts[0]):
            while not self.texts[0][0].text.strip():
                self.texts[0].pop(0)
            first = self.texts[0][0]
            self.texts[0] = [Run(f"{label} "), replace(first, text=first.text.lstrip()), *self.texts[0][1:]]

    def end_line(self) -> None:
        self.texts.append([])
        self._after_white = True

    @property
    def is_blank(self) -> bool:
        """Whether no run has shown anything yet."""
        return not self._bold

    def drafts(self) -> list[LineDraft]:
        bold = bool(self._bold) and all(self._bold)
        texts = (one_line(self.speller.spell(runs)) for runs in self.texts)
        return [LineDraft(text, page=self.page, bold=bold) for text in texts if text] + self.boxes

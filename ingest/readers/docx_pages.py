"""The page a line stands on, where Word left in the file what it last printed (``w:lastRenderedPageBreak``).

Without those marks a .docx has no pages: its own breaks alone would count too few.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from ingest.readers.docx_package import attribute, child, tag
from ingest.readers.docx_styles import Styles

_OFF = ("0", "false", "off")
_SAME_PAGE = ("continuous", "nextColumn")


class PageCount:
    """Counts pages while a document is printed, from 1; ``page`` is None throughout where they are unknown.

    Word marks the page that an explicit break begins as well: that page is counted once.
    """

    def __init__(self, body: etree._Element | None = None) -> None:
        """``body`` is the element that will be printed; None for text beside it (headers)."""
        self.page: int | None = None
        self._unmarked = False  # an explicit break was counted, its mark may still come
        self._blank = True  # nothing stands on this page yet
        self._next_sections: Iterator[bool] = iter(())
        if body is not None and any(tag(element) == "w:lastRenderedPageBreak" for element in body.iter()):
            self.page = 1
            sections = [
                element
                for element in body.iter()
                if tag(element) == "w:sectPr"
                and (parent := element.getparent()) is not None
                and tag(parent) != "w:sectPrChange"
            ]
            # The type says how a section begins, so the first one's is of no use.
            self._next_sections = iter(
                [attribute(child(section, "w:type")) not in _SAME_PAGE for section in sections[1:]]
            )

    def of_text(self, text: str) -> int | None:
        """The page on which ``text`` is printed now."""
        if text.strip():
            self._blank = self._unmarked = False
        return self.page

    def rendered(self) -> None:
        """Word's own mark was met."""
        if not self._unmarked:
            self._turn()
        self._unmarked = False

    def broken(self) -> None:
        """An explicit page break was met."""
        self._turn()
        self._unmarked = True

    def begins(self, paragraph: etree._Element | None, styles: Styles) -> None:
        """A paragraph begins (its ``w:pPr``), maybe with a break before it."""
        own = child(paragraph, "w:pageBreakBefore")
        if own is None:
            inherited = (child(style, "w:pPr", "w:pageBreakBefore") for style in styles.paragraph(paragraph))
            own = next((found for found in inherited if found is not None), None)
        if own is not None and (attribute(own) or "1") not in _OFF and not self._blank:
            self.broken()

    def ends(self, paragraph: etree._Element | None) -> None:
        """A paragraph ended (its ``w:pPr``), maybe a section with it."""
        if child(paragraph, "w:sectPr") is not None and next(self._next_sections, False):
            self.broken()

    def abreast(self, cells: Iterable[etree._Element]) -> Iterator[etree._Element]:
        """The cells of a row, each printed from the page where the row begins."""
        first = last = self.page
        for cell in cells:
            self.page = first
            yield cell
            if self.page is not None and last is not None:
                last = max(last, self.page)
        self.page = last

    def _turn(self) -> None:
        self.page = self.page and self.page + 1
        self._blank = True

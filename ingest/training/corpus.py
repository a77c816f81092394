"""The training text: three public collections read from a folder into plain values.

``phapdien_articles.jsonl.xz`` (articles of the national legal code), ``viwiki_clean.jsonl.xz``
(Vietnamese Wikipedia pages) and ``tatoeba-en-vi.tsv`` (sentence pairs). A file that is not there is an
empty collection, so that a small corpus can train a small model.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LEGAL_CODE = "phapdien_articles.jsonl.xz"
WIKIPEDIA = "viwiki_clean.jsonl.xz"
TRANSLATIONS = "tatoeba-en-vi.tsv"


@dataclass(frozen=True, slots=True)
class Article:
    """One article (điều) of the legal code; ``topic`` is its đề mục without the numbering."""

    topic: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """One encyclopaedia page: its title and its sections as (section title, paragraphs)."""

    title: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Translation:
    english: str
    vietnamese: str


@dataclass(frozen=True, slots=True)
class Corpus:
    articles: tuple[Article, ...]
    pages: tuple[Page, ...]
    translations: tuple[Translation, ...]

    def texts(self) -> Iterator[str]:
        """Every text once, Vietnamese and English, for counting words."""
        for article in self.articles:
            yield article.title
            yield article.text
        for page in self.pages:
            yield page.title
            for title, paragraphs in page.sections:
                yield title
                yield from paragraphs
        for translation in self.translations:
            yield translation.english
            yield translation.vietnamese


def read_corpus(folder: Path) -> Corpus:
    """Read the collections that stand in ``folder``, in file order."""
    return Corpus(
        articles=tuple(_articles(folder / LEGAL_CODE)),
        pages=tuple(_pages(folder / WIKIPEDIA)),
        translations=tuple(_translations(folder / TRANSLATIONS)),
    )


def _rows(file: Path) -> Iterator[dict[str, str]]:
    if not file.exists():
        return
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _articles(file: Path) -> Iterator[Article]:
    for row in _rows(file):
        # "Đề mục 41.4 Di sản văn hóa" -> "Di sản văn hóa"
        words = row["demuc"].split()
        topic = " ".join(words[3:]) if words[:2] == ["Đề", "mục"] else row["demuc"]
        yield Article(topic=topic, title=row["title"].strip(" ."), text=row["text"])


def _pages(file: Path) -> Iterator[Page]:
    for row in _rows(file):
        sections: list[tuple[str, tuple[str, ...]]] = []
        title = ""
        paragraphs: list[str] = []
        for line in row["text"].splitlines():
            line = line.strip()
            if line.startswith("==") and line.endswith("=="):
                sections.append((title, tuple(paragraphs)))
                title, paragraphs = line.strip("= "), []
            elif line:
                paragraphs.append(line)
        sections.append((title, tuple(paragraphs)))
        yield Page(row["title"], tuple((name, parts) for name, parts in sections if parts))


def _translations(file: Path) -> Iterator[Translation]:
    if not file.exists():
        return
    for line in file.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if len(fields) >= 2:
            yield Translation(fields[0], fields[1])

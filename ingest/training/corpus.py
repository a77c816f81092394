"""The training text: three public collections read from a folder into plain values.

``phapdien_articles.jsonl.xz`` (articles of the national legal code), ``viwiki_clean.jsonl.xz``
(Vietnamese Wikipedia pages) and ``tatoeba-en-vi.tsv`` (sentence pairs). A file that is not there is an
empty collection, so that a small corpus can train a small model.
"""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from ingest.vietnamese.text import fold

LEGAL_CODE = "phapdien_articles.jsonl.xz"
WIKIPEDIA = "viwiki_clean.jsonl.xz"
TRANSLATIONS = "tatoeba-en-vi.tsv"

GLOSSARY = Path(__file__).parent / "glossary.tsv"

_HELD_OUT = 26  # of 256
_WORD = re.compile(r"\w+")


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
    glossary: tuple[Translation, ...] = ()  # terms of Party and state offices, written for this project

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
    """Read the collections that stand in ``folder``, in file order, without the translations held out."""
    translations = read_translations(folder / TRANSLATIONS)
    return Corpus(
        articles=tuple(_articles(folder / LEGAL_CODE)),
        pages=tuple(_pages(folder / WIKIPEDIA)),
        translations=without_held_out(translations),
        glossary=read_translations(GLOSSARY),
    )


def held_out(translations: Sequence[Translation]) -> tuple[Translation, ...]:
    """One English sentence in ten, with all its translations: for measuring, never for training."""
    return tuple(pair for pair in translations if _is_held_out(pair.english))


def without_held_out(translations: Sequence[Translation]) -> tuple[Translation, ...]:
    """The others; nor is any that says in either language what a held-out one says."""
    vietnamese = {_plain(pair.vietnamese) for pair in held_out(translations)}
    return tuple(
        pair
        for pair in translations
        if not _is_held_out(pair.english) and _plain(pair.vietnamese) not in vietnamese
    )


def _is_held_out(english: str) -> bool:
    return blake2b(_plain(english).encode(), digest_size=2).digest()[0] < _HELD_OUT


def _plain(sentence: str) -> str:
    """The words alone: the same sentence with another full stop is no other sentence."""
    return " ".join(_WORD.findall(fold(sentence)))


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


def read_translations(file: Path) -> tuple[Translation, ...]:
    """English, tab, Vietnamese, a line; none where there is no such file."""
    if not file.exists():
        return ()
    rows = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
    return tuple(Translation(fields[0], fields[1]) for fields in rows if len(fields) >= 2)

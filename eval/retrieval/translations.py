"""English questions, Vietnamese passages: the part of Tatoeba that training leaves out, as a retrieval set."""

from __future__ import annotations

from pathlib import Path

from eval.retrieval.beir import RetrievalSet
from ingest.training.corpus import held_out, read_translations

NAME = "tatoeba-en-vi"


def translation_set(file: Path) -> RetrievalSet:
    """Each held-out English sentence of ``file`` (English, tab, Vietnamese, a line) asks for its translation among
    all that are held out."""
    pairs = held_out(read_translations(file))
    place = {
        text: f"vi{number}" for number, text in enumerate(dict.fromkeys(pair.vietnamese for pair in pairs))
    }
    relevant: dict[str, dict[str, int]] = {}
    asked = {text: f"en{number}" for number, text in enumerate(dict.fromkeys(pair.english for pair in pairs))}
    for pair in pairs:
        relevant.setdefault(asked[pair.english], {})[place[pair.vietnamese]] = 1
    return RetrievalSet(
        NAME,
        {key: text for text, key in place.items()},
        {key: text for text, key in asked.items()},
        relevant,
    )

"""The sample archive as a retrieval set: the questions of the answer evaluation, and the passages with their facts.

A passage of a document that the question must cite is relevant where it holds one of the facts, more so where it
holds them all. Only questions that stand alone and whose facts stand in few passages: of the others the evaluation
does not say which passage is meant.
"""

from __future__ import annotations

from eval.answers.archives import QUESTIONS, folder_of, needs_shared
from eval.answers.holdings import documents_of
from eval.answers.normalising import canonical
from eval.answers.schema import Question, read_files
from eval.retrieval.beir import RetrievalSet
from eval.retrieval.halves import Half

NAME = "kho-mau"
MOST_RELEVANT = 12  # passages


def own_set(half: Half) -> RetrievalSet:
    """The questions of this part of ``eval/questions`` that are asked of the sample archive."""
    from ingest.parsing.passages import search_text
    from ingest.reading_room.taking import TAKEN
    from ingest.settings import SAMPLE_ARCHIVE

    asked = [
        question
        for file in read_files(QUESTIONS, half)
        if not needs_shared(file) and folder_of(file) == SAMPLE_ARCHIVE
        for question in file.questions
        if question.answerable and question.facts and question.turn == 1
    ]
    passages: dict[str, str] = {}
    held: dict[str, dict[str, str]] = {}  # document → passage id → canonical text
    for path in sorted(path for path in SAMPLE_ARCHIVE.rglob("*") if path.suffix.lower() in TAKEN):
        for name, document in documents_of(
            SAMPLE_ARCHIVE, path.relative_to(SAMPLE_ARCHIVE).as_posix()
        ).items():
            for passage in document.passages:
                key = f"{name}#{passage.order}"
                passages[key] = search_text(passage)
                held.setdefault(name, {})[key] = canonical(" ".join((*passage.lead_in, passage.text)))
    relevant = {question.id: _relevant(question, held) for question in asked}
    kept = {
        question.id: question.text for question in asked if 0 < len(relevant[question.id]) <= MOST_RELEVANT
    }
    return RetrievalSet(NAME, passages, kept, {key: relevant[key] for key in kept})


def _relevant(question: Question, held: dict[str, dict[str, str]]) -> dict[str, int]:
    facts = [[canonical(wording) for wording in fact] for fact in question.facts]
    grades: dict[str, int] = {}
    for document in question.documents:
        for key, text in held.get(document, {}).items():
            told = sum(any(wording in text for wording in fact) for fact in facts)
            if told:
                grades[key] = 2 if told == len(facts) else 1
    return grades

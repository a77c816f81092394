"""Question files in, answers out: each archive ingested into a throw-away folder, each conversation asked in order.

The questions go through the API's application and ``assistant.client``, the door everyone uses; a
conversation is a thread, and its cited passages are fetched by their ids as a reader would.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from assistant.client import Client, WireAnswer
from assistant.settings import Settings
from eval.answers.archives import copy_only, folder_of
from eval.answers.asked import Asked, Served
from eval.answers.schema import Question, QuestionFile
from eval.answers.scoring import Score, score
from eval.answers.serving import served
from ingest.errors import BadInput, NotFound, TrolyError
from ingest.ingesting import ingest

Say = Callable[[str], None]


def run(
    files: Sequence[QuestionFile],
    settings: Settings,
    *,
    archive: Path | None = None,
    shared: Path | None = None,
    say: Say = lambda _: None,
) -> dict[str, list[Score]]:
    """The scores by part, in the order of the files. ``archive`` replaces the folder every file names."""
    places = [(folder_of(file, instead=archive, shared=shared), file) for file in files]
    scores: dict[str, list[Score]] = {file.part: [] for file in files}
    for (folder, only), members in groupby(
        sorted(places, key=lambda place: (str(place[0]), place[1].only)),
        key=lambda place: (place[0], place[1].only),
    ):
        listed = [file for _, file in members]
        say(f"Đang nạp kho {folder.name} và hỏi {sum(len(file.questions) for file in listed)} câu…")
        with tempfile.TemporaryDirectory(prefix="troly-eval-") as scratch:
            for file, asked in ask_all(listed, folder, only, settings, Path(scratch)):
                scores[file.part].append(score(asked))
    return scores


def ask_all(
    files: Sequence[QuestionFile], folder: Path, only: Sequence[str], settings: Settings, scratch: Path
) -> Iterator[tuple[QuestionFile, Asked]]:
    """Every question of ``files`` with its answer over ``folder``, ingested below ``scratch``."""
    documents = copy_only(folder, only, scratch / "documents")
    own = settings.model_copy(update={"archive": documents, "data": scratch / "data"})
    ingested = ingest(own, [documents], lambda _: None)
    if not any(report.indexed for report in ingested.reports):
        raise BadInput(f"Kho {folder} không có văn bản nào nạp được.")
    with served(own) as client:
        for file in files:
            for question in in_turn(file.questions):
                yield file, ask(client, question)


def in_turn(questions: Sequence[Question]) -> list[Question]:
    """The questions, each conversation's turns together and in order, at the place of its first one."""
    threads: dict[str, list[Question]] = {}
    for question in questions:
        threads.setdefault(question.thread, []).append(question)
    return [question for turns in threads.values() for question in sorted(turns, key=lambda turn: turn.turn)]


def ask(client: Client, question: Question) -> Asked:
    """One question asked; a refusal of the service is an outcome, not the end of the run."""
    started = time.perf_counter()
    try:
        answer = client.ask(question.text, as_of=question.as_of.isoformat(), conversation=question.thread)
    except TrolyError as error:
        return Asked(question, None, milliseconds=_since(started), failure=error.message)
    milliseconds = _since(started)
    return Asked(question, answer, _passages(client, answer), milliseconds)


def _passages(client: Client, answer: WireAnswer) -> dict[str, Served]:
    found = {}
    for passage_id in dict.fromkeys(citation["passage_id"] for citation in answer["citations"]):
        try:
            found[passage_id] = Served.of_wire(client.passage(passage_id))
        except (NotFound, BadInput):
            continue  # left out: its quote then stands nowhere
    return found


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1000

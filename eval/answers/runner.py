"""Question files in, answers out: each archive ingested into a throw-away folder, each conversation asked in order.

The questions go through the API's application and ``assistant.client``, the door everyone uses; a
conversation is a thread, and its cited passages are fetched by their ids as a reader would.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from assistant.client import Client, WireAnswer
from assistant.settings import Settings
from eval.answers.archives import copy_only, folder_of, lay_buried
from eval.answers.asked import Asked, Served
from eval.answers.schema import Question, QuestionFile
from eval.answers.scoring import Score, score
from eval.answers.serving import served
from ingest.errors import BadInput, NotFound, TrolyError
from ingest.ingesting import ingest

Say = Callable[[str], None]
_DATA = "data"  # of an archive, below its scratch folder


def run(
    files: Sequence[QuestionFile],
    settings: Settings,
    *,
    archive: Path | None = None,
    shared: Path | None = None,
    buried: Path | None = None,
    say: Say = lambda _: None,
) -> dict[str, list[Score]]:
    """The scores by part, in the order of the files. ``archive`` replaces the folder every file names; with
    ``buried`` each archive is asked among the documents of that folder, which is ingested once.
    """
    places = [(folder_of(file, instead=archive, shared=shared), file) for file in files]
    scores: dict[str, list[Score]] = {file.part: [] for file in files}
    with tempfile.TemporaryDirectory(prefix="troly-eval-") as scratch:
        among = _ingest_buried(buried, settings, Path(scratch), say) if buried else None
        for number, ((folder, only), members) in enumerate(
            groupby(
                sorted(places, key=lambda place: (str(place[0]), place[1].only)),
                key=lambda place: (place[0], place[1].only),
            )
        ):
            listed = [file for _, file in members]
            say(f"Đang nạp kho {folder.name} và hỏi {sum(len(file.questions) for file in listed)} câu…")
            own = Path(scratch, f"kho-{number}")
            if among is not None:
                shutil.copytree(among, own / _DATA)
            for file, asked in ask_all(listed, folder, only, settings, own):
                scores[file.part].append(score(asked))
            shutil.rmtree(own)
    return scores


def _ingest_buried(documents: Path, settings: Settings, scratch: Path, say: Say) -> Path:
    """The data folder of an archive of ``documents`` alone, to begin each archive from."""
    say(f"Đang nạp các văn bản ở {documents} để vùi kho vào…")
    folder, data = lay_buried(documents, scratch), scratch / "among"
    _ingest(settings.model_copy(update={"data": data}), folder)
    return data


def _ingest(settings: Settings, folder: Path) -> None:
    ingested = ingest(settings, [folder], lambda _: None)
    if not any(report.indexed for report in ingested.reports):
        raise BadInput(f"Kho {folder} không có văn bản nào nạp được.")


def ask_all(
    files: Sequence[QuestionFile], folder: Path, only: Sequence[str], settings: Settings, scratch: Path
) -> Iterator[tuple[QuestionFile, Asked]]:
    """Every question of ``files`` with its answer over ``folder``, ingested below ``scratch`` (into the archive
    that stands there already, if one does)."""
    documents = copy_only(folder, only, scratch / "documents")
    own = settings.model_copy(update={"archive": documents, "data": scratch / _DATA})
    _ingest(own, documents)
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

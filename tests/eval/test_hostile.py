"""`python -m eval.hostile`: a handful of its files, each told with a reason, and the process lives."""

from __future__ import annotations

from pathlib import PurePosixPath

from eval.hostile import by_hand, honest, mutated, outcome
from ingest.reading_room.room import Job, ReadingRoom
from ingest.reading_room.taking import Source

QUICK = {
    "entity-bomb.docx", "external-entity.docx", "zip-bomb.docx", "deep.docx", "many-members.docx", "zip-bomb.zip",
    "zip-in-zip.zip", "climbs-out.zip", "same-name-twice.zip", "entity-bomb.html", "deep.html", "wide.html", "wide.odt",
    "spaces.odt", "entity-bomb.odt", "loop.pdf", "wide.xlsx", "entity-bomb.xlsx", "empty.pdf", "only-a-mark.docx",
    "old.doc", "half-a-surrogate.txt", "picture-bomb.png", "many-pages.pdf",
}  # fmt: skip
# May be read: within bounds, and a web page's entities are never resolved.
HARMLESS = {
    "same-name-twice.zip", "zip-in-zip.zip", "entity-bomb.html", "wide.html", "wide.odt", "spaces.odt", "wide.xlsx",
}  # fmt: skip


def jobs(files: list[tuple[str, bytes]]) -> list[Job]:
    return [Job(Source(name, "chung", "0" * 64), data) for name, data in files]


def test_bombs_and_liars_fail_alone_and_say_why() -> None:
    files = [(name, data) for name, data in by_hand() if name in QUICK]
    assert {name for name, _ in files} == QUICK
    with ReadingRoom(seconds=60) as room:
        told = {job.source.path: outcome(answer) for job, answer in room.read(jobs(files))}
    assert set(told) == QUICK
    assert {name for name, (what, _) in told.items() if what == "read"} <= HARMLESS
    assert [name for name, (what, reason) in told.items() if what == "failed" and not reason.strip()] == []


def test_mutations_are_the_same_each_time_and_each_is_told() -> None:
    good = [
        (name, data)
        for name, data in honest()
        if PurePosixPath(name).suffix in (".docx", ".pdf", ".xlsx", ".txt")
    ]
    files = list(mutated(good, 40, seed=3))
    assert files == list(mutated(good, 40, seed=3))
    with ReadingRoom(seconds=60) as room:
        told = [outcome(answer) for _, answer in room.read(jobs(files))]
    assert len(told) == 40
    assert {what for what, _ in told} >= {"failed"}
    assert all(reason.strip() for what, reason in told if what == "failed")

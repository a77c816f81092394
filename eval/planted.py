"""Proof of promise 7: nothing of a stamped file reaches a disk (``python -m eval.planted``).

Stamped files of every kind, each with a sentence of its own, are ingested among ordinary ones by the real
command, with a data folder, home and temporary folder of its own: to the end, with every stamped file cut
short, and killed at random moments. After each run every byte the run could have left is searched.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.planting import WITH_OFFICE, WITHOUT_OFFICE, Maker, Office, Planted, paper, planted

_ROOT = Path(__file__).resolve().parent.parent
_SHARED_PLACES = (Path("/tmp"), Path("/dev/shm"))  # where a library may forget what TMPDIR says
_LARGEST = 256 * 1024 * 1024  # bytes of one file, and of one stream unpacked
_STREAM = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
_ORDINARY = 6
_LIMIT = 600  # seconds; a run that takes longer hangs


@dataclass(frozen=True, slots=True)
class Found:
    kind: str
    way: str
    place: str  # where the bytes stood; the sentence is random, so it may be said


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found after all runs; ``control`` says that the search sees what it should see."""

    found: tuple[Found, ...]
    said: Mapping[str, str]  # kind → why `troly ingest` could not read its file, "" where it could
    runs: int
    control: bool


def prove(
    kinds: Mapping[str, tuple[str, Maker]], folder: Path, *, kills: int, chance: random.Random
) -> Proof:
    """Plant, ingest and search below ``folder``; nothing of the machine is changed outside it."""
    office = Office(folder / "office")
    secrets = {kind: planted(kind, chance) for kind in kinds}
    ordinary = planted("ordinary", chance)
    source, cut = folder / "source", folder / "cut"
    for kind, (path, make) in kinds.items():
        data = make(secrets[kind].sentence, office)
        _write(source / path.format(secrets[kind].words[0]), data)
        _write(cut / path.format(secrets[kind].words[0]), data[: len(data) // 2])
    for order in range(_ORDINARY):
        text = "\n".join(paper(f"{ordinary.sentence} Lần {order}.", stamp="")).encode()
        for place in (source, cut):
            _write(place / f"thong-bao/so-{order}.txt", text)

    found: list[Found] = []
    before = set(_files(_SHARED_PLACES, but=folder))
    whole = _Run(folder / "whole", source)
    seconds = whole.go()
    said = {kind: whole.said_of(path.format(secrets[kind].words[0])) for kind, (path, _) in kinds.items()}
    control = any(True for _ in _search(whole.leavings(), [ordinary]))
    runs = [("to the end", whole), ("cut short", _Run(folder / "short", cut))]
    runs[1][1].go()
    runs += [(f"killed ({order + 1})", _Run(folder / f"killed-{order}", source)) for order in range(kills)]
    for _, run in runs[2:]:
        run.go(kill_after=chance.uniform(0.2, 1.0) * seconds)
    for way, run in runs:
        found += [Found(kind, way, place) for kind, place in _search(run.leavings(), list(secrets.values()))]
    left = [path for path in _files(_SHARED_PLACES, but=folder) if path not in before]
    found += [Found(kind, "any", place) for kind, place in _search(left, list(secrets.values()))]
    return Proof(tuple(found), said, len(runs), control)


class _Run:
    """One `troly ingest` with a data folder, home, temporary folder and log of its own."""

    def __init__(self, place: Path, source: Path) -> None:
        self._place, self._source = place, source
        for name in ("data", "home", "tmp", "log"):
            (place / name).mkdir(parents=True)

    def go(self, kill_after: float | None = None) -> float:
        """Seconds it took. Raises RuntimeError when it fails of itself."""
        started = time.monotonic()
        with (self._place / "log" / "out").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-c", "from assistant.cli import main; main()", "ingest", str(self._source)],
                cwd=self._place,
                env=self._environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            try:
                process.wait(_LIMIT if kill_after is None else kill_after)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                if kill_after is None:
                    raise RuntimeError(f"troly ingest did not end within {_LIMIT} s") from None
        if kill_after is None and process.returncode != 0:
            raise RuntimeError(f"troly ingest ended with {process.returncode}: {self._log()[-2000:]}")
        return time.monotonic() - started

    def said_of(self, path: str) -> str:
        """Why the command could not read a file; "" for one held back, whose name it does not say, or taken in."""
        lines = [line for line in self._log().splitlines() if f"- {path}: " in line]
        return lines[0].partition(": ")[2] if lines else ""

    def leavings(self) -> list[Path]:
        return list(_files([self._place]))

    def _log(self) -> str:
        return (self._place / "log" / "out").read_text("utf-8", "replace")

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(_ROOT),
            "LANG": "C.UTF-8",
            "HOME": str(self._place / "home"),
            "TMPDIR": str(self._place / "tmp"),
            "TROLY_DATA": str(self._place / "data"),
            "TROLY_EMBEDDING_MODEL": "none",
        }


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _files(places: Sequence[Path], but: Path | None = None) -> Iterator[Path]:
    for place in places:
        for folder, folders, names in os.walk(place):
            folders[:] = [name for name in folders if but is None or Path(folder, name) != but]
            yield from (Path(folder, name) for name in names)


def _search(files: Sequence[Path], secrets: Sequence[Planted]) -> Iterator[tuple[str, str]]:
    """Kind and place of everything planted that stands in a file, in its name, or in a stream packed in it."""
    owner = {needle: secret.kind for secret in secrets for needle in secret.needles()}
    pattern = re.compile(b"|".join(map(re.escape, sorted(owner, key=len, reverse=True))))
    for path in files:
        try:
            if not path.is_file() or path.is_symlink() or path.stat().st_size > _LARGEST:
                continue
            data = path.read_bytes()
        except OSError:
            continue  # another person's file, or one that is gone already
        seen = {
            owner[hit[0]]
            for piece in (os.fsencode(path), data, *_unpacked(data))
            for hit in pattern.finditer(piece)
        }
        yield from ((kind, str(path)) for kind in sorted(seen))


def _unpacked(data: bytes) -> Iterator[bytes]:
    """What zip members and deflate streams in ``data`` hold."""
    if b"PK\x03\x04" in data and zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            yield from (package.read(each) for each in package.infolist() if each.file_size <= _LARGEST)
    for mark in _STREAM.finditer(data):
        unpacking = zlib.decompressobj(zlib.MAX_WBITS | 32)
        try:
            yield unpacking.decompress(data[mark.start() :], _LARGEST)
        except zlib.error:
            continue  # two bytes that only look like a stream


def _report(proof: Proof) -> str:
    rows = [f"{'kind':<34}{'found':>6}  what troly ingest said"]
    for kind, said in proof.said.items():
        count = sum(found.kind == kind for found in proof.found)
        rows.append(f"{kind:<34}{count:>6}  {said or ('TAKEN IN' if count else 'held back')}")
    rows += [f"FOUND {found.kind}, {found.way}: {found.place}" for found in proof.found]
    rows.append(f"{proof.runs} runs; the search finds ordinary text: {'yes' if proof.control else 'NO'}")
    return "\n".join(rows)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m eval.planted", description=__doc__)
    parser.add_argument("--kills", type=int, default=6, help="runs killed at a random moment")
    parser.add_argument("--seed", type=int, default=None)
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="troly-planted-"))
    try:
        chance = random.Random(arguments.seed)
        proof = prove({**WITHOUT_OFFICE, **WITH_OFFICE}, folder, kills=arguments.kills, chance=chance)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(_report(proof))
    return 1 if proof.found or not proof.control else 0


if __name__ == "__main__":
    sys.exit(main())

"""Questions over HTTP to a server of its own, on generated archives of several sizes.

What a person waits for: `troly serve` in a process of its own on 127.0.0.1, asked by clients that keep their
connection, warm. Each round asks every question of ``questions.toml`` about another year than the one before, so
that nothing is measured twice that the server may remember.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from importlib.resources import files
from pathlib import Path
from statistics import quantiles
from typing import Any

import httpx

from eval.bench.start import PATIENCE, TROLY, free_port, peak_mb, processor_s, wait_until_ready
from eval.large import truth
from eval.large.generator import generate

SIZES = (1_000, 10_000)  # measured besides the size asked for, to see how the times grow
LAST_YEAR, MOST_YEARS = 2022, 20
PASSAGES_A_DOCUMENT = 24  # of the generated archive
CLIENTS = (1, 8)
ROUNDS = 3  # of all questions, of each number of clients, after one that is not counted


def run(passages: int) -> dict[str, Any]:
    """Milliseconds and answers per second at ``passages`` and below."""
    figures: dict[str, Any] = {}
    for size in (*(size for size in SIZES if size < passages), passages):
        with tempfile.TemporaryDirectory(prefix="troly-bench-") as folder:
            figures |= _sized(Path(folder), size)
    smallest = min(SIZES[0], passages)
    for clients in CLIENTS:
        of_size = [_named(size, clients) + ", ask ms p50" for size in (smallest, passages)]
        growth = figures[of_size[1]] / figures[of_size[0]]
        figures[f"{_named(passages, clients)}, p50 over {smallest}'s"] = round(growth, 2)
    return figures


def texts() -> list[str]:
    """The questions, "{y}" for the year in them."""
    source = files(__package__).joinpath("questions.toml").read_text(encoding="utf-8")
    return [text for entry in tomllib.loads(source)["kind"] for text in entry["questions"]]


def round_of(turn: int, years: Sequence[int]) -> list[str]:
    """Every question once; neighbours ask about different years, and so does the same question a turn later."""
    return [
        text.replace("{y}", str(years[(7 * place + turn) % len(years)])) for place, text in enumerate(texts())
    ]


def _sized(folder: Path, size: int) -> dict[str, Any]:
    years = _generated(folder, max(1, round(size / PASSAGES_A_DOCUMENT)))
    settings = {key: value for key, value in os.environ.items() if not key.startswith("TROLY_")}
    settings |= {
        "TROLY_ARCHIVE": str(folder / truth.DOCUMENTS),
        "TROLY_DATA": str(folder / "data"),
        "TROLY_PORT": str(free_port()),
    }
    subprocess.run([TROLY, "ingest"], check=True, env=settings, capture_output=True)
    with _serving(settings) as (url, server):
        held = httpx.get(f"{url}/v1/status", timeout=PATIENCE).json()["passages"]
        figures: dict[str, Any] = {f"{size}: passages": held}
        _ask(url, round_of(0, years))
        turn = 1
        for clients in CLIENTS:
            rounds = [round_of(turn + i, years) for i in range(ROUNDS)]
            turn += ROUNDS
            figures |= _measured(_named(size, clients), url, rounds, clients, server)
        return figures | {f"{size}: server peak memory MB": peak_mb(server)}


def _named(size: int, clients: int) -> str:
    return f"{size}: {clients} client{'s' * (clients > 1)}"


def _generated(folder: Path, documents: int) -> range:
    """The years of an archive of so many documents, as many as they suffice for."""
    for many in range(MOST_YEARS, 0, -1):
        years = range(LAST_YEAR - many + 1, LAST_YEAR + 1)
        try:
            generate(folder, years=years, documents=documents)
        except ValueError:  # too few for so many years
            continue
        return years
    raise ValueError(f"{documents} documents are too few for one year")


@contextmanager
def _serving(settings: dict[str, str]) -> Iterator[tuple[str, int]]:
    """(address, process id) of a server that is ready."""
    url = f"http://127.0.0.1:{settings['TROLY_PORT']}"
    server = subprocess.Popen(
        [TROLY, "serve"], env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_until_ready(url, server)
        yield url, server.pid
    finally:
        server.terminate()
        server.wait(timeout=30)


def _measured(
    name: str, url: str, rounds: Sequence[Sequence[str]], clients: int, server: int
) -> dict[str, Any]:
    """The questions of all rounds dealt out to ``clients`` that ask at the same time."""
    asked = [text for each in rounds for text in each]
    hands = [asked[place::clients] for place in range(clients)]
    used, started = processor_s(server), time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        times = [milliseconds for hand in pool.map(partial(_ask, url), hands) for milliseconds in hand]
    seconds = time.perf_counter() - started
    cuts = quantiles(times, n=20)
    return {
        f"{name}, ask ms p50": round(cuts[9], 1),
        f"{name}, ask ms p95": round(cuts[18], 1),
        f"{name}, answers/s": round(len(times) / seconds, 1),
        f"{name}, CPU ms an answer": round((processor_s(server) - used) / len(times) * 1000, 1),
    }


def _ask(url: str, asked: Sequence[str]) -> list[float]:
    """Milliseconds of each question, one after the other over one connection."""
    times = []
    with httpx.Client(base_url=url, timeout=PATIENCE) as client:
        for text in asked:
            started = time.perf_counter()
            client.post("/v1/ask", json={"question": text}).raise_for_status()
            times.append((time.perf_counter() - started) * 1000)
    return times

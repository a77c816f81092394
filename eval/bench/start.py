"""From a typed command to an answer: how long `troly --help` and `troly serve` take to be there."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import httpx

TROLY = Path(sys.executable).with_name("troly")
PATIENCE = 120.0  # seconds until a server that is not ready counts as broken


def run() -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="troly-bench-") as folder:
        settings = {key: value for key, value in os.environ.items() if not key.startswith("TROLY_")}
        settings |= {"TROLY_DATA": folder, "TROLY_PORT": str(free_port())}
        helped = median(_seconds([TROLY, "--help"], settings) for _ in range(5))
        ingested = _seconds([TROLY, "ingest"], settings)
        asked = _seconds([TROLY, "ask", "Tháng 3 có nhiệm vụ gì?"], settings)
        ready, peak = _serve(settings)
    return {
        "troly --help s": round(helped, 2),
        "troly ingest (sample archive) s": round(ingested, 2),
        "troly ask (no server) s": round(asked, 2),
        "troly serve: ready after s": round(ready, 2),
        "troly serve: peak memory MB": peak,
    }


def _seconds(command: list[str | Path], settings: dict[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def _serve(settings: dict[str, str]) -> tuple[float, int]:
    """(seconds from start to ready, peak memory in MB)."""
    started = time.perf_counter()
    server = subprocess.Popen(
        [TROLY, "serve"], env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_until_ready(f"http://127.0.0.1:{settings['TROLY_PORT']}", server)
        return time.perf_counter() - started, peak_mb(server.pid)
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_until_ready(url: str, server: subprocess.Popen[bytes]) -> None:
    """Returns once the server answers that it is warm; RuntimeError where it ended or took too long."""
    started = time.perf_counter()
    while not _ready(f"{url}/readyz"):
        if server.poll() is not None or time.perf_counter() - started > PATIENCE:
            raise RuntimeError("troly serve did not become ready")
        time.sleep(0.05)


def peak_mb(process: int) -> int:
    """The most memory the process has held."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) // 1024


def processor_s(process: int) -> float:
    """Processor time used by the process in all its threads: unlike the clock, other programs do not add to it."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _ready(address: str) -> bool:
    try:
        return httpx.get(address, timeout=5).status_code == 200
    except httpx.TransportError:
        return False


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

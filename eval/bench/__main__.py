"""``python -m eval.bench [PART] [--json] [--passages N]``: speed and memory of the product, measured.

Each part runs in a process of its own, so that the peak memory printed is that part's.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from eval.bench import ask, documents, formats, model, search, start, stock

Part = Callable[[argparse.Namespace], dict[str, Any]]
PARTS: dict[str, Part] = {
    "start": lambda _: start.run(),
    "model": lambda _: model.run(),
    "documents": lambda given: documents.run(given.shared),
    "formats": lambda _: formats.run(),
    "stock": lambda _: stock.run(),
    "search": lambda given: search.run(given.shared, given.passages),
    "ask": lambda given: ask.run(given.passages),
}
TITLES = {
    "start": "Khởi động",
    "model": "Mô hình nhúng",
    "documents": "Đọc và nạp văn bản",
    "formats": "Đọc từng loại tệp",
    "stock": "Cạnh LlamaIndex, cùng tệp, cùng mô hình",
    "search": "Nạp và tìm đoạn văn",
    "ask": "Hỏi qua HTTP, kho văn bản sinh ra",
}


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m eval.bench", description="Đo tốc độ và bộ nhớ.")
    arguments.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    arguments.add_argument("part", nargs="?", choices=PARTS, help="chỉ đo một phần")
    arguments.add_argument("--passages", type=int, default=70_000, help="số đoạn văn để tìm và hỏi (70000)")
    arguments.add_argument(
        "--shared",
        type=Path,
        default=Path(os.environ.get("TROLY_SHARED") or "../shared"),
        help=argparse.SUPPRESS,
    )
    arguments.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)  # a part's own process
    given = arguments.parse_args()
    if given.inside:
        found = PARTS[given.part](given)
        found.setdefault("peak_mb", round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
        print(json.dumps(found))
        return 0
    figures: dict[str, Any] = {
        "machine": f"{os.cpu_count()} lõi, {platform.machine()}, Python {platform.python_version()}"
    }
    for part in [given.part] if given.part else PARTS:
        command = [sys.executable, "-m", "eval.bench", "--inside", part]
        command += ["--passages", str(given.passages), "--shared", str(given.shared)]
        done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)
        if done.returncode != 0:
            print(f"Phần “{TITLES[part]}” không đo được (mã {done.returncode}).", file=sys.stderr)
            return 1
        figures[part] = json.loads(done.stdout)
        if not given.json:
            print(f"\n{TITLES[part]}", *_rows(figures[part]), sep="\n", flush=True)
    if given.json:
        print(json.dumps(figures, ensure_ascii=False, indent=1))
    return 0


def _rows(figures: dict[str, Any]) -> list[str]:
    return [f"  {name:<34}{'—' if value is None else value:>14}" for name, value in figures.items()]


if __name__ == "__main__":
    sys.exit(main())

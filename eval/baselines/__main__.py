"""``python -m eval.baselines SHARED``: every committed quality figure measured again, none may have fallen.

Each ``eval/baselines/*.json`` is a list of checks: a ``command`` (``{shared}`` stands for the development
data, ``{archive}`` for the sample archive) that prints JSON, and the ``figures`` it printed when they were last
accepted. A figure may not be lower than accepted less a tolerance; one that rose is reported, so that the new one
can be accepted with ``--accept``. Exit code 1 when any figure fell or any command failed.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ingest.settings import SAMPLE_ARCHIVE

HERE = Path(__file__).resolve().parent
TROLY = Path(sys.executable).with_name("troly")
# Rounding and the order of equal scores; two runs on one machine agree exactly.
TOLERANCE = 0.002
# Chroma's graph is approximate and several threads build it: on a busy machine one build lost 7 of 2,497 questions
# that another found.
APPROXIMATE = 0.005
# Depends on the machine: measured by `make bench`, not guarded here.
UNGUARDED = ("ms_p50",)

Changed = dict[str, tuple[float, float | None]]


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m eval.baselines", description=__doc__.splitlines()[0])
    arguments.add_argument("shared", type=Path, help="thư mục dữ liệu phát triển (TROLY_SHARED)")
    arguments.add_argument("--accept", action="store_true", help="ghi các số mới đo làm mốc")
    given = arguments.parse_args()
    if not given.shared.is_dir():
        print(f"Không tìm thấy dữ liệu phát triển tại {given.shared}; hãy đặt TROLY_SHARED.", file=sys.stderr)
        return 1
    fallen = 0
    for path in sorted(HERE.glob("*.json")):
        checks = json.loads(path.read_text(encoding="utf-8"))
        for check in checks:
            fallen += _run(check, given.shared)
        if given.accept:
            path.write_text(json.dumps(checks, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"baselines: {fallen} figure(s) fell" if fallen else "baselines: every figure held")
    return 1 if fallen and not given.accept else 0


def _run(check: dict[str, Any], shared: Path) -> int:
    """Measures one check, prints what changed, puts the new figures into ``check``; how many fell."""
    started = time.monotonic()
    found = measure(check["command"], shared)
    print(f"{check['command']}  ({time.monotonic() - started:.0f} s)", flush=True)
    if found is None:
        return 1
    fell, rose = changes(check["figures"], found)
    for word, changed in (("FELL", fell), ("rose", rose)):
        for name, (accepted, now) in changed.items():
            print(f"  {word} {name}: {accepted} → {now}")
    check["figures"] = guarded(found)
    return len(fell)


def changes(accepted: Mapping[str, Any], found: Mapping[str, Any]) -> tuple[Changed, Changed]:
    """The figures that fell, and those that rose: name → (accepted, now); one that is gone has fallen."""
    current = dict(flatten(found))
    fell: Changed = {}
    rose: Changed = {}
    for name, before in flatten(accepted):
        now = current.get(name)
        tolerance = APPROXIMATE if name.startswith("dense.") else TOLERANCE
        if now is None or now < before - tolerance:
            fell[name] = (before, now)
        elif now > before + tolerance:
            rose[name] = (before, now)
    return fell, rose


def measure(command: str, shared: Path) -> dict[str, Any] | None:
    """What ``troly …`` or ``python -m eval.…`` printed as JSON; None, with its message on the terminal, when it
    failed."""
    places = {"{shared}": str(shared.resolve()), "{archive}": str(SAMPLE_ARCHIVE)}
    words = shlex.split(command)
    for name, place in places.items():
        words = [word.replace(name, place) for word in words]
    program = {"troly": str(TROLY), "python": sys.executable}[words[0]]
    # The figures are of the product as it comes, whatever a developer has set.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("TROLY_")}
    done = subprocess.run(
        [program, *words[1:]], check=False, stdout=subprocess.PIPE, text=True, env=environment, cwd=HERE
    )
    if done.returncode != 0:
        print(f"  FAILED with exit code {done.returncode}")
        return None
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def flatten(figures: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, float]]:
    """("lexical.ndcg@10", 0.96) for every guarded number of nested objects."""
    for key, value in figures.items():
        if isinstance(value, Mapping):
            yield from flatten(value, f"{prefix}{key}.")
        elif isinstance(value, int | float) and key not in UNGUARDED:
            yield f"{prefix}{key}", float(value)


def guarded(figures: Mapping[str, Any]) -> dict[str, Any]:
    """``figures`` without what is not guarded."""
    kept: dict[str, Any] = {}
    for key, value in figures.items():
        if isinstance(value, Mapping):
            kept[key] = guarded(value)
        elif isinstance(value, int | float) and key not in UNGUARDED:
            kept[key] = value
    return kept


if __name__ == "__main__":
    sys.exit(main())

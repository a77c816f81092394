"""Documents read a second by format, through reader, gate and parser, one at a time in this process."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

DOCUMENTS = 88  # eight of each format


def run() -> dict[str, Any]:
    from eval.formats import expectations, measure
    from eval.variants.generator import make

    seconds: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="troly-bench-") as folder:
        made = Path(folder) / "made"
        make(made, DOCUMENTS)
        for found in measure(made, expectations(made)):
            seconds[found.expected.format].append(found.seconds)
    return {f"{name} documents/s": round(len(each) / sum(each), 1) for name, each in sorted(seconds.items())}

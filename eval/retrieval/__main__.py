"""``python -m eval.retrieval [SHARED] [--embedding-model NAME] [--write]``: the table of the README and the card.

Every figure is of the reporting halves, which no weight was chosen on. ``--write`` puts the table between its marks
in the README and, where the model is the embedded one, in the model's card.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from eval.retrieval.development import development_sets, model_and_shared
from eval.retrieval.halves import only
from eval.retrieval.table import Row, render, row_of
from eval.retrieval.translations import translation_set
from ingest.embedding import EMBEDDED, EMBEDDED_FOLDER
from ingest.errors import TrolyError
from ingest.training.corpus import TRANSLATIONS

README = Path(__file__).parents[2] / "README.md"
CARD = EMBEDDED_FOLDER / "README.md"
BEGIN, END = "<!-- python -m eval.retrieval -->\n", "<!-- /python -m eval.retrieval -->\n"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m eval.retrieval", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the table into the README and the card")
    given, embedder, shared = model_and_shared(parser)
    rows: list[Row] = []
    try:
        for wanted in development_sets(shared, "reporting"):
            rows.append(row_of(wanted, embedder))
            print(f"{wanted.name}: {len(wanted.questions)}", file=sys.stderr, flush=True)
        rows.append(row_of(only(translation_set(shared / "corpus" / TRANSLATIONS), "reporting"), embedder))
    except TrolyError as error:
        print(error.message, file=sys.stderr)
        return 1
    shown = f"{render(rows)}\n\n{_cost(embedder.fingerprint.name)}"
    print(shown)
    if given.write:
        _put(README, shown)
        if embedder.fingerprint.name == EMBEDDED:
            _put(CARD, shown)
    return 0


def _cost(model: str) -> str:
    """What the model costs, measured in a process of its own."""
    command = [sys.executable, "-m", "eval.bench", "model", "--json"]
    settings = {**os.environ, "TROLY_EMBEDDING_MODEL": model}
    done = subprocess.run(command, check=True, env=settings, stdout=subprocess.PIPE, text=True)
    return "; ".join(f"{name}: {value}" for name, value in json.loads(done.stdout)["model"].items()) + "."


def _put(file: Path, table: str) -> None:
    """``table`` between the marks of ``file``."""
    before, begin, rest = file.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise SystemExit(f"{file.name}: the marks {BEGIN.strip()} … {END.strip()} are not there")
    file.write_text(f"{before}{begin}\n{table}\n\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

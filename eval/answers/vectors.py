"""``python -m eval.answers.vectors [--part reporting]``: the answer evaluation with the model, and by words only.

Both runs ask the same questions; the shares of right answers are shown by kind, and for all the interval of the
paired differences.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence

from assistant.settings import Settings
from eval.answers.archives import QUESTIONS
from eval.answers.burying import falls
from eval.answers.figures import by_kind
from eval.answers.runner import run
from eval.answers.schema import PARTS, read_files
from eval.answers.scoring import Score
from ingest.errors import TrolyError

Scores = Mapping[str, Sequence[Score]]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m eval.answers.vectors", description=__doc__)
    parser.add_argument("--part", choices=(*PARTS, "all"), default="tuning")
    given = parser.parse_args()
    try:
        files = read_files(QUESTIONS, given.part)
        settings = Settings.load()
        with_vectors = run(files, settings)
        words_only = run(files, settings.model_copy(update={"embedding_model": "none"}))
    except TrolyError as error:
        print(error.message, file=sys.stderr)
        return 1
    print(to_text(with_vectors, words_only))
    return 0


def to_text(with_vectors: Scores, words_only: Scores) -> str:
    """A Markdown table by kind of question, then the differences over all of them."""
    kinds, plain = by_kind(_all(with_vectors)), by_kind(_all(words_only))
    lines = ["| loại | câu | có véc-tơ | chỉ theo từ |", "| --- | --- | --- | --- |"]
    lines += [f"| {kind} | {of.of} | {of.hits} | {plain[kind].hits} |" for kind, of in kinds.items()]
    for change in falls(with_vectors, words_only):
        span = f" [{change.interval[0]:+.1f}; {change.interval[1]:+.1f}]" if change.interval else ""
        lines.append(
            f"{change.label}: {100 * change.plain:.1f} % có véc-tơ, {100 * change.buried:.1f} % chỉ theo từ; "
            f"hơn {change.points:+.1f} điểm{span}, n = {change.of}"
        )
    return "\n".join(lines)


def _all(scores: Scores) -> list[Score]:
    return [score for of in scores.values() for score in of]


if __name__ == "__main__":
    sys.exit(main())

"""One retrieval set to one row, rows to a Markdown table: every leg, with and without diacritics, and the interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from eval.answers.intervals import Interval, of_mean
from eval.retrieval.beir import RetrievalSet
from eval.retrieval.measures import Ranking, ndcg_10_of_each
from eval.retrieval.runner import ask_all, laid, unmarked
from ingest.embedding import Embedder

HEADINGS = (
    "nDCG@10, reporting half",
    "questions / passages",
    "lexical",
    "dense",
    "fused",
    "fused − lexical, points [95 %]",
    "typed without diacritics: lexical, dense, fused",
)


@dataclass(frozen=True, slots=True)
class Legs:
    """Mean nDCG@10 of each leg, 0..1."""

    lexical: float
    dense: float
    fused: float


@dataclass(frozen=True, slots=True)
class Row:
    """``gain``: fused less lexical in points of nDCG@10, with the 95 % interval of the paired differences."""

    name: str
    questions: int
    passages: int
    marked: Legs
    unmarked: Legs
    gain: float
    interval: Interval | None


def row_of(wanted: RetrievalSet, embedder: Embedder) -> Row:
    """The set asked as it is, and again without diacritics in the questions."""
    with laid(wanted.passages, embedder) as archive:
        asked = ask_all(archive, embedder, wanted.questions)
        plain = ask_all(archive, embedder, unmarked(wanted.questions))
    lexical = ndcg_10_of_each(asked.lexical, wanted.relevant)
    fused = ndcg_10_of_each(asked.fused, wanted.relevant)
    differences = [100 * (fused[question] - lexical[question]) for question in wanted.relevant]
    return Row(
        wanted.name,
        len(wanted.questions),
        len(wanted.passages),
        Legs(fmean(lexical.values()), _mean(asked.dense, wanted), fmean(fused.values())),
        Legs(_mean(plain.lexical, wanted), _mean(plain.dense, wanted), _mean(plain.fused, wanted)),
        fmean(differences),
        of_mean(differences),
    )


def _mean(rankings: Mapping[str, Ranking] | None, wanted: RetrievalSet) -> float:
    return fmean(ndcg_10_of_each(rankings or {}, wanted.relevant).values())


def render(rows: Sequence[Row]) -> str:
    """A Markdown table."""
    lines = [" | ".join(HEADINGS), " | ".join("---" for _ in HEADINGS)]
    lines += [" | ".join(_cells(row)) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)


def _cells(row: Row) -> tuple[str, ...]:
    span = f" [{row.interval[0]:+.1f}; {row.interval[1]:+.1f}]" if row.interval else ""
    return (
        row.name,
        f"{row.questions:,} / {row.passages:,}",
        f"{row.marked.lexical:.3f}",
        f"{row.marked.dense:.3f}",
        f"{row.marked.fused:.3f}",
        f"{row.gain:+.1f}{span}",
        f"{row.unmarked.lexical:.3f}, {row.unmarked.dense:.3f}, {row.unmarked.fused:.3f}",
    )

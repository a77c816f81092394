"""Embedding what the archive holds with a model that has not seen it, and switching to that model.

The index in use stays in use until the new one is whole. What has been embedded is committed every few seconds,
so that an interruption costs no more than that, however slow the model; run again, it goes on where it stopped.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.errors import ModelFailed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ingest.archive.archive import Archive
    from ingest.archive.records import Completion
    from ingest.document import Document
    from ingest.embedding import Embedder

# Passages embedded between two commits: few at first, since nobody knows yet how fast the model is (a large one
# does 5 a second on two cores, the embedded one 7,000), then as many as take about so many seconds.
FIRST_STEP = 8
LONGEST_STEP = 2_000
STEP_SECONDS = 5.0


def complete_vectors(archive: Archive, embedder: Embedder, progress: Callable[[Completion], None]) -> int:
    """Embed what the archive holds without a vector of this model, and switch to it; how many were embedded.

    That is everything when the model is new. ``progress`` is told at the start, after each commit, and when
    the switch is done; not at all where nothing was lacking.
    """
    made, step = 0, FIRST_STEP
    documents = archive.to_embed(step)
    if not documents:
        archive.switch_vectors()
        return 0
    import ingest.llama_index  # noqa: F401  takes seconds, which are not the model's

    at_start = archive.completion()
    progress(at_start)
    while documents:
        began = time.monotonic()
        vectors = embedded(documents, embedder)
        archive.cache_vectors(documents, vectors)
        made += len(vectors)
        progress(replace(at_start, done=at_start.done + made))
        step = next_step(step, time.monotonic() - began)
        documents = archive.to_embed(step)
    archive.switch_vectors()
    if at_start.new_model:
        progress(archive.completion())
    return made


def next_step(step: int, seconds: float) -> int:
    """How many to take next, when ``step`` took so long: at most twice as many, a slow start may mislead."""
    fitting = int(step * STEP_SECONDS / seconds) if seconds > 0 else LONGEST_STEP
    return max(1, min(fitting, 2 * step, LONGEST_STEP))


def embedded(documents: Sequence[Document], embedder: Embedder) -> dict[str, NDArray[np.float32]]:
    """The vector of every passage of ``documents``, by passage id."""
    from ingest.llama_index import embed_passages

    if not documents:
        return {}
    vectors = embed_passages(documents, embedder)
    lacking = sum(1 for d in documents for p in d.passages if p.id not in vectors)
    if lacking:
        raise ModelFailed(f"Mô hình nhúng (TROLY_EMBEDDING_MODEL) bỏ sót {lacking} đoạn.")
    return vectors

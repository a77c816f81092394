"""The sets that retrieval is developed on, by half; and what the commands over them are given."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from eval.retrieval.beir import RetrievalSet, read_set
from eval.retrieval.halves import Half, only
from eval.retrieval.own import own_set
from ingest.embedding import Embedder, load_embedder
from ingest.errors import BadInput, TrolyError
from ingest.settings import ArchiveSettings


def development_sets(shared: Path, half: Half) -> Iterator[RetrievalSet]:
    """The sample archive's questions, then every set below ``shared``/bench, one after the other."""
    yield own_set(half)
    folders = sorted(path for path in (shared / "bench").glob("*") if path.is_dir())
    if not folders:
        raise BadInput(f"Không có bộ dữ liệu nào trong {shared / 'bench'}; đề nghị đặt TROLY_SHARED.")
    for folder in folders:
        yield only(read_set(folder), half)


def model_and_shared(parser: argparse.ArgumentParser) -> tuple[argparse.Namespace, Embedder, Path]:
    """Reads the command line: the model named there or in the settings, and the development data."""
    parser.add_argument(
        "shared",
        type=Path,
        nargs="?",
        default=Path(os.environ.get("TROLY_SHARED") or "../shared"),
        help="folder of the development data (default: TROLY_SHARED)",
    )
    parser.add_argument(
        "--embedding-model", metavar="NAME", help="instead of TROLY_EMBEDDING_MODEL; not “none”"
    )
    given = parser.parse_args()
    try:
        settings = ArchiveSettings.load()
        embedder = load_embedder(given.embedding_model or settings.embedding_model, settings.embedding_key)
    except TrolyError as error:
        parser.error(error.message)
    return given, embedder, given.shared

"""The embedding model behind a one-method protocol, and the fingerprint that says which model it was.

A model is named by the setting TROLY_EMBEDDING_MODEL: ``embedded`` (the small model shipped in the
package), a folder on this machine, a hub name ``organisation/model``, or the address of an embedding server.
Importing sentence-transformers takes seconds, so it happens inside :func:`load_embedder` and nowhere else,
and not for an address.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.model_loading import NamedModel, folder_of, open_named

if TYPE_CHECKING:
    from pydantic import SecretStr
    from sentence_transformers import SentenceTransformer

EMBEDDED = "embedded"
EMBEDDED_FOLDER = Path(__file__).parent / "models" / "embedded"
SETTING = "TROLY_EMBEDDING_MODEL"

# A token table has no attention to pad for: 7,000 passages a second at 2,048, 3,200 at 32 (two cores).
STATIC_BATCH = 2_048
TRANSFORMER_BATCH = 32

# A token table means over the words of a text, so that a sentence of a long one hardly turns its vector: the parts
# have vectors of their own (alone, nDCG@10 of the tuning halves: ViNewsQA .57 → .65, ALQAC .79 → .83). Parts that
# overlap by half are no better once fused, and shorter ones are more vectors.
STATIC_PART = 48

_E5 = re.compile(r"(?:^|[-_/])e5-(?:small|base|large)(?!.*instruct)", re.IGNORECASE)
_HASHED_WHOLE = 32 << 20  # bytes; of larger files the size and both ends are hashed
_END = 1 << 20
_MODEL_FILES = {".json", ".txt", ".model", ".safetensors", ".bin", ".onnx"}


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Which model made a vector. Vectors are comparable only when the keys agree."""

    name: str
    revision: str  # a hub commit, a hash of the folder's files, or the name under which a server serves it
    dimensions: int
    query_prefix: str = ""
    passage_prefix: str = ""
    part: int = 0  # words; a longer passage has vectors of its parts beside its own. 0: its own only

    @property
    def key(self) -> str:
        """A short stable ASCII id (16 hex digits) of everything above but the name.

        The same folder under another name is the same model.
        """
        parts = [self.revision, str(self.dimensions), self.query_prefix, self.passage_prefix]
        parts += [str(self.part)] if self.part else []
        return blake2b("\0".join(parts).encode(), digest_size=8).hexdigest()


class Embedder(Protocol):
    """Texts to vectors."""

    @property
    def fingerprint(self) -> Fingerprint: ...

    def encode(self, texts: Sequence[str], *, query: bool) -> NDArray[np.float32]:
        """Vectors of ``texts``, shape (n, dimensions), float32, each of unit length.

        Raises ModelFailed where the model is on a server that does not do its part; of a query, it has told
        the log.
        """
        ...


def load_embedder(name: str, key: SecretStr | None = None) -> Embedder:
    """Load the model ``name``: ``embedded``, a folder, a hub name (from its cache when it is there), or an
    address, for whose server ``key`` is.

    Raises ModelFailed, naming the setting and its value, when the model cannot be had.
    """
    from ingest.embedding_server import ServerEmbedder, is_address, read_address

    if is_address(name):
        return ServerEmbedder(read_address(name), key)
    named = NamedModel(
        SETTING,
        name,
        "mô hình nhúng",
        f'đặt là "{EMBEDDED}" để dùng mô hình có sẵn trong gói, hoặc là địa chỉ một máy chủ nhúng trong mạng nội bộ '
        '(dạng "http://máy:cổng/v1#mô-hình")',
    )
    folder = EMBEDDED_FOLDER if name == EMBEDDED else folder_of(named)
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    from sentence_transformers import SentenceTransformer

    def open_model(place: str, local_only: bool) -> SentenceTransformer:
        return SentenceTransformer(place, device="cpu", trust_remote_code=False, local_files_only=local_only)

    model = open_named(named, folder, open_model)
    revision = _folder_revision(folder) if folder is not None else _hub_revision(name)
    return SentenceTransformerEmbedder(model, name, revision)


class SentenceTransformerEmbedder:
    """An Embedder over any sentence-transformers model."""

    def __init__(self, model: SentenceTransformer, name: str, revision: str) -> None:
        from sentence_transformers.sentence_transformer.modules import StaticEmbedding

        # Half precision is for the disk: on a processor it is slower and means of it lose digits.
        self._model = model.float()
        static = isinstance(model[0], StaticEmbedding)
        self._batch = STATIC_BATCH if static else TRANSFORMER_BATCH
        query_prefix, passage_prefix = prefixes(name, model.prompts)
        dimensions = model.get_embedding_dimension()
        if dimensions is None:
            dimensions = int(model.encode(["một"], show_progress_bar=False).shape[1])
        self._fingerprint = Fingerprint(
            name, revision, dimensions, query_prefix, passage_prefix, STATIC_PART if static else 0
        )

    @property
    def fingerprint(self) -> Fingerprint:
        return self._fingerprint

    def encode(self, texts: Sequence[str], *, query: bool) -> NDArray[np.float32]:
        """Vectors (n, dimensions), unit length. A text without any known piece gets the uniform vector."""
        fingerprint = self._fingerprint
        if not texts:
            return np.zeros((0, fingerprint.dimensions), dtype=np.float32)
        vectors = np.asarray(
            self._model.encode(
                list(texts),
                # Given even when empty: None would add the model's default prompt.
                prompt=fingerprint.query_prefix if query else fingerprint.passage_prefix,
                batch_size=self._batch,
                show_progress_bar=False,
                convert_to_numpy=True,
            ),
            dtype=np.float32,
        )
        return unit(vectors)


def parts_of(text: str, words: int) -> list[str]:
    """``text`` cut into equal parts of about so many words, one line each; none where it is hardly longer than one."""
    found = text.split() if words else []
    if 2 * len(found) <= 3 * words:
        return []
    each = ceil(len(found) / round(len(found) / words))
    return [" ".join(found[at : at + each]) for at in range(0, len(found), each)]


def unit(vectors: NDArray[np.floating]) -> NDArray[np.float32]:
    """The rows at unit length, float32; a zero row has no direction and gets the uniform one."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    uniform = float(1 / np.sqrt(vectors.shape[1]))
    made = np.where(lengths > 0, vectors / np.where(lengths > 0, lengths, 1), uniform)
    return made.astype(np.float32, copy=False)


def prefixes(name: str, prompts: Mapping[str, str | None]) -> tuple[str, str]:
    """(query prefix, passage prefix): what the model's own configuration says, else by family.

    The e5 models were trained with "query: " and "passage: " and do not say so in their configuration.
    """
    query = prompts.get("query") or ""
    passage = prompts.get("passage") or prompts.get("document") or ""
    if query or passage:
        return query, passage
    if _E5.search(name.rstrip("/").rsplit("/", 1)[-1]):
        return "query: ", "passage: "
    return "", ""


def _folder_revision(folder: Path) -> str:
    """Hash of the model's files: whole where they are small, else size and both ends. Milliseconds."""
    digest = blake2b(digest_size=8)
    for file in sorted(path for path in folder.rglob("*") if path.suffix in _MODEL_FILES and path.is_file()):
        size = file.stat().st_size
        digest.update(f"{file.relative_to(folder).as_posix()}\0{size}\0".encode())
        with file.open("rb") as data:
            if size <= _HASHED_WHOLE:
                digest.update(data.read())
            else:
                digest.update(data.read(_END))
                data.seek(-_END, os.SEEK_END)
                digest.update(data.read())
    return digest.hexdigest()


def _hub_revision(name: str) -> str:
    """The commit of the hub snapshot that was loaded, from the path of a cached file."""
    from huggingface_hub import try_to_load_from_cache

    for file in ("modules.json", "config.json"):
        cached = try_to_load_from_cache(name, file)
        if isinstance(cached, str):
            return Path(cached).parent.name
    return "unknown"

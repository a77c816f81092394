"""Searching both indexes under a scope.

Hits of an index are candidates: the catalogue says which of them are of a current version and in scope.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from ingest.archive import catalogue, queries
from ingest.archive.flip import dimension_error
from ingest.archive.store import Model, Store, active_model
from ingest.document import Scope
from ingest.errors import ModelFailed, StorageFailed

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Hits asked for beyond the limit, since a few may be of a version that just went; when more than that
# fall out, the number asked for grows by the factor until enough survive or the index has no more.
_SPARE_HITS = 24
_MORE_HITS = 4

_T = TypeVar("_T")
_Hits = list[tuple[str, float]]


def lexical(
    store: Store, tokens: Sequence[str], scope: Scope, limit: int, documents: frozenset[str] | None
) -> _Hits:
    collections = _index_filter(store, scope)
    return _survivors(
        store,
        lambda wanted: store.lexical.search(
            tokens, collections=collections, documents=documents, limit=wanted
        ),
        scope,
        limit,
    )


def dense(store: Store, vector: NDArray[np.float32], scope: Scope, limit: int) -> _Hits:
    model = store.model
    if model is None or store.vectors_broken:
        return []
    if not model.active:
        raise _other_model(store, model)
    if vector.shape != (model.dimensions,):
        raise dimension_error(model, vector.shape[-1] if vector.ndim else 0)
    asked = np.asarray(vector, dtype=np.float32)

    wanted = limit + _SPARE_HITS
    while limit > 0 and scope.collections:
        hits, whole = _fetch(store, partial(_nearest, store, model, asked, scope, wanted))
        if len(hits) >= limit or whole:
            return hits[:limit]
        wanted *= _MORE_HITS
    return []


def _nearest(
    store: Store, model: Model, vector: NDArray[np.float32], scope: Scope, wanted: int
) -> tuple[_Hits, bool]:
    """The passages of the nearest ``wanted`` texts of each collection, by the nearest part of each, and whether
    those were all texts."""
    with store.database.reading() as connection:
        names = store.vector_names(connection, model.id, scope.collections)
    hits: _Hits = []
    whole = True
    for collection, name in names.items():
        texts = store.vectors.query(name, vector, wanted)
        whole = whole and len(texts) < wanted
        with store.database.reading() as connection:
            only = scope.narrowed(frozenset({collection}))
            passages = queries.passages_of_texts(connection, [key for key, _ in texts], model.id, only)
        hits.extend((passage_id, cosine) for key, cosine in texts for passage_id in passages.get(key, ()))
    nearer = _similarities(store, model, vector, [passage_id for passage_id, _ in hits], scope, only_cut=True)
    hits = [(passage_id, nearer.get(passage_id, cosine)) for passage_id, cosine in hits]
    return sorted(hits, key=lambda hit: (-hit[1], hit[0])), whole


def similarities(
    store: Store, vector: NDArray[np.float32], passage_ids: Sequence[str], scope: Scope
) -> dict[str, float]:
    model = store.model
    if model is None or vector.shape != (model.dimensions,):
        return {}
    return _similarities(store, model, vector, passage_ids, scope)


def _similarities(
    store: Store,
    model: Model,
    vector: NDArray[np.float32],
    passage_ids: Sequence[str],
    scope: Scope,
    *,
    only_cut: bool = False,
) -> dict[str, float]:
    """The cosine of each passage's nearest vector; with ``only_cut``, of passages that have parts."""
    longer = np.dtype(np.float32).itemsize * model.dimensions if only_cut else 0
    with store.database.reading() as connection:
        stored = queries.vectors_of(connection, passage_ids, model.id, scope, longer=longer)
    if not stored:
        return {}
    each = [catalogue.vectors_of(item, model.dimensions) for item in stored.values()]
    matrix = np.concatenate(each)
    lengths = np.linalg.norm(matrix, axis=1) * np.linalg.norm(vector)
    cosines = (matrix @ vector) / np.where(lengths > 0, lengths, 1.0)
    starts = np.cumsum([0, *(len(item) for item in each[:-1])])
    return dict(zip(stored, np.maximum.reduceat(cosines, starts).tolist(), strict=True))


def token_weights(store: Store, tokens: Sequence[str], scope: Scope) -> dict[str, float]:
    frequency, total = store.lexical.frequencies(tokens, collections=_index_filter(store, scope))
    return {
        token: math.log(1 + (max(total - seen, 0) + 0.5) / (seen + 0.5)) for token, seen in frequency.items()
    }


def _index_filter(store: Store, scope: Scope) -> frozenset[str] | None:
    """What to filter the lexical index by: nothing where the scope allows all there is, which is faster.
    The catalogue checks the scope of every hit in either case."""
    with store.database.reading() as connection:
        return None if queries.held_collections(connection) <= scope.collections else scope.collections


def _survivors(store: Store, fetch: Callable[[int], _Hits], scope: Scope, limit: int) -> _Hits:
    """The first ``limit`` hits that are current and in scope, fetching more when too few survive."""
    if limit < 1 or not scope.collections:
        return []
    wanted = limit + _SPARE_HITS
    while True:
        hits = _fetch(store, partial(fetch, wanted))
        with store.database.reading() as connection:
            current = queries.current(connection, [passage_id for passage_id, _ in hits], scope)
        survivors = [hit for hit in hits if hit[0] in current]
        if len(survivors) >= limit or len(hits) < wanted:
            return survivors[:limit]
        wanted *= _MORE_HITS


def _fetch(store: Store, fetch: Callable[[], _T]) -> _T:
    try:
        return fetch()
    except StorageFailed:
        # A rebuild or purge may just have taken the index away: once it is done, the new one answers.
        with store.write_lock:
            return fetch()


def _other_model(store: Store, chosen: Model) -> ModelFailed:
    with store.database.reading() as connection:
        used = active_model(connection)
    if used is None:
        return ModelFailed("Chưa có chỉ mục véc-tơ; hãy chạy troly ingest để lập chỉ mục.")
    anew = "chạy troly ingest để lập chỉ mục cho mô hình mới (chỉ mục cũ được giữ cho tới khi lập xong)"
    if used.name == chosen.name:
        return ModelFailed(
            f"Mô hình nhúng TROLY_EMBEDDING_MODEL={chosen.name} đã khác so với khi lập chỉ mục: khi ấy là bản "
            f"{used.revision or 'cũ'}, {used.dimensions} chiều; nay là bản {chosen.revision}, "
            f"{chosen.dimensions} chiều. Đề nghị khôi phục bản khi ấy, hoặc {anew}."
        )
    return ModelFailed(
        f"Chỉ mục véc-tơ được lập bằng mô hình «{used.name}» ({used.dimensions} chiều), còn "
        f"TROLY_EMBEDDING_MODEL đang là «{chosen.name}» ({chosen.dimensions} chiều). Đề nghị đặt lại "
        f"TROLY_EMBEDDING_MODEL={used.name}, hoặc {anew}."
    )

"""What was put in comes out, found by the right words, under the right scope, in the current version."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ingest.archive.archive import Archive
from ingest.archive.lexical import MAX_QUERY_TOKENS
from ingest.document import Document, Scope
from ingest.errors import ArchiveMissing, BadInput, ModelFailed, NotFound
from ingest.vietnamese.tokens import search_tokens
from tests.ingest.archive.building import (
    EVERYTHING,
    HashingEmbedder,
    document,
    edited,
    number,
    put,
    state,
    vectors,
)

Three = tuple[Document, Document, Document]


def test_a_document_comes_back_as_it_was(filled: Archive, three: Three) -> None:
    assert [filled.document(d.id, scope=EVERYTHING) for d in three] == list(three)
    assert filled.passages([p.id for p in three[1].passages][::-1], scope=EVERYTHING) == list(
        three[1].passages[::-1]
    )


def test_the_best_word_match_comes_first_with_and_without_diacritics(filled: Archive) -> None:
    for query in ("đối thoại của Bí thư", "doi thoai cua bi thu"):
        found = filled.lexical(search_tokens(query), scope=EVERYTHING, limit=5)
        assert [passage_id for passage_id, _ in found] == ["aaa.v1.0", "bbb.v1.0"]
        assert found[0][1] > found[1][1] > 0


def test_documents_are_listed_newest_first_in_pages(filled: Archive) -> None:
    first, cursor = filled.documents(scope=EVERYTHING, limit=2)
    assert [row.id for row in first] == ["bbb", "aaa"]
    rest, end = filled.documents(scope=EVERYTHING, limit=2, cursor=cursor)
    assert ([row.id for row in rest], end) == (["ccc"], None)
    row = first[1]
    assert (row.number, row.type, row.date, row.issuer, row.status) == (
        "12-BC/BDVTU",
        "Báo cáo",
        date(2020, 2, 25),
        "Ban Dân vận Tỉnh ủy",
        "held",
    )


def test_documents_are_filtered_by_id_type_and_what_they_report_on(filled: Archive) -> None:
    def ids(**filters: Any) -> list[str]:
        return [row.id for row in filled.documents(scope=EVERYTHING, **filters)[0]]

    assert ids(ids=frozenset({"aaa", "ccc"})) == ["aaa", "ccc"]
    assert ids(types=frozenset({"Kế hoạch"})) == []
    assert ids(start=date(2021, 1, 1), end=date(2021, 12, 31)) == ["bbb"]  # by its date
    assert ids(start=date(2020, 2, 10), end=date(2020, 2, 12)) == ["bbb", "aaa", "ccc"]  # all report on it
    assert filled.years(scope=EVERYTHING) == [2020, 2021]
    in_2021 = {"start": date(2021, 1, 1), "end": date(2021, 12, 31)}
    assert ids(**in_2021, undated=True) == ["bbb", "ccc"]  # the one without a date may be of any time
    assert ids(**in_2021, undated=True, types=frozenset({"Kế hoạch"})) == []


@pytest.mark.parametrize("cursor", ["?", "AAAA", "W10", "WzEsMl0"])
def test_a_made_up_cursor_is_bad_input(filled: Archive, cursor: str) -> None:
    with pytest.raises(BadInput):
        filled.documents(scope=EVERYTHING, cursor=cursor)
    with pytest.raises(BadInput):
        filled.ledger(scope=EVERYTHING, cursor=cursor)


def test_numbers_match_by_every_part_they_have(filled: Archive) -> None:
    mentions = filled.references_to(number(5), scope=EVERYTHING)
    assert [(reference.passage_id, row.id) for reference, row in mentions] == [
        ("bbb.v1.1", "bbb"),
        ("aaa.v1.1", "aaa"),
    ]
    assert len(filled.references_to(number(5, None, None), scope=EVERYTHING)) == 3
    assert [r.id for r in filled.documents_numbered(number(12, "bc", "tđ"), scope=EVERYTHING)] == ["bbb"]
    assert [r.id for r in filled.documents_numbered(number(12, None, None), scope=EVERYTHING)] == [
        "bbb",
        "aaa",
    ]
    assert filled.documents_numbered(number(5), scope=EVERYTHING) == []  # mentioned is not held


def test_a_long_query_is_cut_to_its_rarest_tokens(filled: Archive) -> None:
    common = [f"khong{i}" for i in range(5 * MAX_QUERY_TOKENS)]
    filled.put([document(f"e{other}", " ".join(common)) for other in range(3)])
    found = dict(filled.lexical([*common, "bien_che"], scope=EVERYTHING, limit=10))
    assert set(found) == {"ccc.v1.0", "e0.v1.0", "e1.v1.0", "e2.v1.0"}  # said last, and not cut off
    cut = filled.lexical(common[:MAX_QUERY_TOKENS], scope=EVERYTHING, limit=1)
    assert found["e0.v1.0"] < cut[0][1]  # one common token made room for it


def test_a_rarer_token_weighs_more(filled: Archive) -> None:
    weights = filled.token_weights(["doi", "bien_che", "khongco"], scope=EVERYTHING)
    assert 0 < weights["doi"] < weights["bien_che"] < weights["khongco"]


# -- promise 9: nobody sees what is not theirs ---------------------------------------------------------


READS: dict[str, Callable[[Archive, Scope, np.ndarray[Any, Any]], object]] = {
    "documents": lambda a, s, v: a.documents(scope=s),
    "documents by id": lambda a, s, v: a.documents(scope=s, ids=frozenset({"bbb"})),
    "rows": lambda a, s, v: a.rows(["aaa", "bbb", "ccc"], scope=s),
    "passages": lambda a, s, v: a.passages(["bbb.v1.0", "bbb.v1.1"], scope=s),
    "document_passages": lambda a, s, v: a.document_passages("bbb", scope=s),
    "references_to": lambda a, s, v: a.references_to(number(5), scope=s),
    "documents_numbered": lambda a, s, v: a.documents_numbered(number(12, "BC", None), scope=s),
    "lexical": lambda a, s, v: a.lexical(search_tokens("đối thoại đoàn viên"), scope=s, limit=50),
    "lexical in documents": lambda a, s, v: a.lexical(
        ["doi_thoai"], scope=s, limit=50, documents=frozenset({"bbb"})
    ),
    "dense": lambda a, s, v: a.dense(v, scope=s, limit=50),
    "similarities": lambda a, s, v: a.similarities(v, ["aaa.v1.0", "bbb.v1.0"], scope=s),
    "token_weights": lambda a, s, v: a.token_weights(["doan_vien", "doi"], scope=s),
    "references_in": lambda a, s, v: a.references_in(["aaa", "bbb", "ccc"], scope=s),
    "documents without a date": lambda a, s, v: a.documents(
        scope=s, start=date(2021, 1, 1), end=date(2021, 12, 31), undated=True
    ),
    "years": lambda a, s, v: a.years(scope=s),
    "counts": lambda a, s, v: a.counts(scope=s),
    "ledger": lambda a, s, v: a.ledger(scope=s),
}


@pytest.mark.parametrize("read", READS, ids=str)
@pytest.mark.parametrize("allowed", [{"chung", "tổ chức"}, {"chung"}, set()], ids=str)
def test_nobody_sees_what_is_not_theirs(
    tmp_path: Path, embedder: HashingEmbedder, three: Three, read: str, allowed: set[str]
) -> None:
    """A read under a scope gives what it would give if the other collections did not exist."""
    scope = Scope(frozenset(allowed))
    asked = embedder.encode(["đối thoại với đoàn viên về việc làm"], query=True)[0]
    seen = {}
    for name, held in (("all", three), ("allowed only", [d for d in three if d.collection in allowed])):
        with Archive.open(tmp_path / name, create=True) as archive:
            archive.use_embedder(embedder.fingerprint)
            put(archive, embedder, *held)
            seen[name] = READS[read](archive, scope, asked)
    if read in (
        "lexical",
        "lexical in documents",
    ):  # a BM25 score depends on the whole index; what is found not
        seen = {name: sorted(i for i, _ in hits) for name, hits in seen.items()}  # type: ignore[attr-defined]
    if read in ("dense", "similarities"):
        assert dict(seen["all"]) == pytest.approx(dict(seen["allowed only"]), abs=1e-5)  # type: ignore[call-overload]
    else:
        assert seen["all"] == seen["allowed only"]


def test_issuers_are_those_of_the_scope(archive: Archive, three: Three) -> None:
    others = replace(three[1], heading=replace(three[1].heading, issuer="Tỉnh đoàn"))
    put(archive, None, three[0], others, replace(three[2], heading=replace(three[2].heading, issuer=None)))
    assert archive.issuers(scope=EVERYTHING) == ["Ban Dân vận Tỉnh ủy", "Tỉnh đoàn"]
    assert archive.issuers(scope=Scope(frozenset({"chung", "tổ chức"}))) == ["Ban Dân vận Tỉnh ủy"]
    assert archive.issuers(scope=Scope(frozenset())) == []


def test_mentions_are_those_of_the_documents_asked_for(filled: Archive) -> None:
    (mention,) = filled.references_in(["ccc"], scope=EVERYTHING)
    assert (mention.number, mention.passage_id) == (number(5, "QĐ"), "ccc.v1.1")
    assert [mention.passage_id for mention in filled.references_in(["bbb", "aaa"], scope=EVERYTHING)] == [
        "aaa.v1.1",
        "bbb.v1.1",
    ]


def test_reading_one_thing_out_of_scope_is_as_if_it_did_not_exist(filled: Archive) -> None:
    scope = Scope(frozenset({"chung"}))
    for missing in ("bbb", "không có"):
        with pytest.raises(NotFound) as caught:
            filled.document(missing, scope=scope)
        assert missing not in caught.value.message
    with pytest.raises(NotFound):
        filled.passage("bbb.v1.0", scope=scope)


def test_every_read_takes_a_scope_and_there_is_no_default() -> None:
    import inspect

    for name in ("document", "documents", "passage", "passages", "document_passages", "rows", "references_to",
                 "documents_numbered", "lexical", "dense", "similarities", "token_weights", "ledger", "counts",
                 "years", "issuers", "references_in"):  # fmt: skip
        scope = inspect.signature(getattr(Archive, name)).parameters["scope"]
        assert (scope.kind, scope.default) == (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.empty), name


# -- versions -----------------------------------------------------------------------------------------


def test_an_edited_document_flips_and_its_old_words_are_gone(
    filled: Archive, embedder: HashingEmbedder, three: Three
) -> None:
    new = edited(three[0], "v2", "Tổng kết công tác tôn giáo.")
    put(filled, embedder, new)
    assert filled.document("aaa", scope=EVERYTHING) == new
    assert filled.lexical(["bi_thu"], scope=EVERYTHING, limit=5) == []
    assert [i for i, _ in filled.lexical(["ton_giao"], scope=EVERYTHING, limit=5)] == ["aaa.v2.0"]
    asked = embedder.encode(["Chuẩn bị nội dung đối thoại của Bí thư với nhân dân."], query=True)[0]
    assert not [i for i, _ in filled.dense(asked, scope=EVERYTHING, limit=50) if i.startswith("aaa.v1")]
    counts = filled.counts(scope=EVERYTHING)
    assert (counts.documents, counts.passages, counts.vectors) == (3, 5, 5)


def test_putting_the_same_version_again_changes_nothing(
    filled: Archive, embedder: HashingEmbedder, three: Three
) -> None:
    before = state(filled)
    put(filled, embedder, *three)
    assert state(filled) == before


def test_putting_in_parts_or_at_once_gives_the_same(
    tmp_path: Path, filled: Archive, embedder: HashingEmbedder, three: Three
) -> None:
    with Archive.open(tmp_path / "other", create=True) as other:
        other.use_embedder(embedder.fingerprint)
        for each in reversed(three):
            put(other, embedder, each)
        assert state(other) == state(filled)


def test_removed_documents_are_found_by_nothing(filled: Archive, embedder: HashingEmbedder) -> None:
    assert filled.remove(["aaa", "không có"]) == 2
    assert filled.lexical(["bi_thu"], scope=EVERYTHING, limit=5) == []
    asked = embedder.encode(["đối thoại của Bí thư"], query=True)[0]
    assert {i.split(".")[0] for i, _ in filled.dense(asked, scope=EVERYTHING, limit=50)} == {"bbb", "ccc"}
    assert filled.references_to(number(12, "BC", "BDVTU"), scope=EVERYTHING) == []
    assert filled.counts(scope=EVERYTHING).references == 2


def test_readers_in_other_threads_always_see_one_whole_version(
    archive: Archive, embedder: HashingEmbedder
) -> None:
    """While a document flips back and forth, every hit leads to a passage of the version that is current."""
    versions = [
        document("aaa", *(f"đối thoại lần {n} đoạn {i}" for i in range(10)), version=f"v{n}") for n in (1, 2)
    ]
    put(archive, embedder, versions[0])
    stop = threading.Event()
    wrong: list[object] = []

    def read() -> None:
        asked = embedder.encode(["đối thoại"], query=True)[0]
        while not stop.is_set():
            try:
                ids = [i for i, _ in archive.lexical(["doi_thoai"], scope=EVERYTHING, limit=50)]
                ids += [i for i, _ in archive.dense(asked, scope=EVERYTHING, limit=50)]
                whole = archive.document("aaa", scope=EVERYTHING)
                if whole not in versions or archive.passages(ids, scope=EVERYTHING) is None:
                    wrong.append(whole)
            except Exception as error:  # noqa: BLE001 - reported by the test below
                wrong.append(error)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for turn in range(12):
        put(archive, embedder, versions[turn % 2])
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []


# -- models -------------------------------------------------------------------------------------------


def test_unchanged_text_is_remembered_and_forgotten_with_its_last_passage(
    filled: Archive, embedder: HashingEmbedder, three: Three
) -> None:
    assert set(filled.cached_vectors(three[0].passages)) == {p.id for p in three[0].passages}
    same_text = edited(three[0], "v2", "Chuẩn bị nội dung đối thoại của Bí thư với nhân dân.")
    put(filled, embedder, same_text)
    assert set(filled.cached_vectors(three[0].passages)) == {"aaa.v1.0"}  # v2 has the text; the other is gone
    filled.remove(["aaa"])
    assert filled.cached_vectors(three[0].passages) == {}


def test_another_model_is_built_beside_and_then_switched_to(
    filled: Archive, embedder: HashingEmbedder
) -> None:
    other = HashingEmbedder(dimensions=32, name="other")
    filled.use_embedder(other.fingerprint)
    with pytest.raises(ModelFailed, match="TROLY_EMBEDDING_MODEL"):
        filled.dense(other.encode(["đối thoại"], query=True)[0], scope=EVERYTHING, limit=3)
    assert filled.problems == ()

    part = filled.to_embed(2)
    filled.cache_vectors(part, vectors(part, other))
    filled.use_embedder(embedder.fingerprint)  # the old index still serves its model
    asked = "Rà soát biên chế cuối năm."
    assert (
        filled.dense(embedder.encode([asked], query=True)[0], scope=EVERYTHING, limit=1)[0][0] == "ccc.v1.0"
    )

    filled.use_embedder(other.fingerprint)
    while part := filled.to_embed(2):
        filled.cache_vectors(part, vectors(part, other))
    filled.switch_vectors()
    assert filled.dense(other.encode([asked], query=True)[0], scope=EVERYTHING, limit=1)[0][0] == "ccc.v1.0"
    assert len(filled._store.vectors.names()) == 3  # the old model's collections are gone
    assert filled.counts(scope=EVERYTHING).vectors == 6


def test_vectors_of_another_length_are_refused_before_anything_is_kept(
    filled: Archive, embedder: HashingEmbedder
) -> None:
    new = document("ddd", "Tiếp xúc cử tri.")
    with pytest.raises(ModelFailed, match="TROLY_EMBEDDING_MODEL"):
        filled.put([new], {"ddd.v1.0": np.ones(3, dtype=np.float32)})
    with pytest.raises(NotFound):
        filled.document("ddd", scope=EVERYTHING)
    with pytest.raises(ModelFailed, match="TROLY_EMBEDDING_MODEL"):
        filled.dense(np.ones(3, dtype=np.float32), scope=EVERYTHING, limit=3)


def test_documents_put_without_vectors_get_them_later(filled: Archive, embedder: HashingEmbedder) -> None:
    filled.put([document("ddd", "Tiếp xúc cử tri.", "Rà soát biên chế cuối năm.")])
    waiting = filled.to_embed(100)
    assert [p.text for d in waiting for p in d.passages] == [
        "Tiếp xúc cử tri."
    ]  # the other text is remembered
    filled.cache_vectors(waiting, vectors(waiting, embedder))
    filled.switch_vectors()
    asked = embedder.encode(["Tiếp xúc cử tri."], query=True)[0]
    assert filled.dense(asked, scope=EVERYTHING, limit=1)[0][0] == "ddd.v1.0"
    assert filled.counts(scope=EVERYTHING).vectors == 8


def test_without_a_model_the_archive_is_lexical(tmp_path: Path, three: Three) -> None:
    with Archive.open(tmp_path / "data", create=True) as archive:
        archive.put(three)
        assert archive.dense(np.ones(8, dtype=np.float32), scope=EVERYTHING, limit=3) == []
        assert archive.lexical(["bien_che"], scope=EVERYTHING, limit=3)[0][0] == "ccc.v1.0"
    assert not (tmp_path / "data" / "vectors").exists()


def test_an_archive_that_was_never_made_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing, match="troly ingest"):
        Archive.open(tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_what_is_remembered_about_the_archive(filled: Archive) -> None:
    assert filled.meta("as_of") is None
    filled.set_meta("as_of", "2020-02-25")
    assert filled.meta("as_of") == "2020-02-25"
    filled.set_meta("as_of", None)
    assert filled.meta("as_of") is None

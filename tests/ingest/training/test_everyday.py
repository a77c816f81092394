from __future__ import annotations

from ingest.training.everyday import shares_of
from ingest.vietnamese.everyday import SHARES


def test_words_of_talk_keep_less_than_words_of_documents() -> None:
    talk = ["Mình muốn gặp Lan nhé"] * 10 + ["Hôm nay họp"] * 10
    documents = ["Ban Chỉ đạo họp định kỳ, họp đột xuất"] * 50
    shares = shares_of(talk, documents)
    assert set(shares) == {"minh", "muon", "gap", "nhe", "hom", "nay"}  # "họp" is of both, "Lan" a name
    assert set(shares.values()) == {0.2}


def test_the_table_in_use_lowers_talk_alone() -> None:
    assert max(SHARES.values()) <= 0.9
    assert {"muon", "chac", "minh"} <= SHARES.keys()
    assert not {"trinh", "thao", "kiem", "huyen", "kheo", "doi", "dan"} & SHARES.keys()

"""The guard of quality figures: what counts as a fall, and that the committed files are whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.baselines.__main__ import HERE, changes, flatten, guarded, measure

ACCEPTED = {"lexical": {"ndcg@10": 0.9}, "dense": None}


@pytest.mark.parametrize(
    ("now", "fell", "rose"),
    [
        ({"lexical": {"ndcg@10": 0.9, "ms_p50": 99.0}}, [], []),
        ({"lexical": {"ndcg@10": 0.95}}, [], ["lexical.ndcg@10"]),
        ({"lexical": {"ndcg@10": 0.899}}, [], []),  # within the tolerance
        ({"lexical": {"ndcg@10": 0.897}}, ["lexical.ndcg@10"], []),
        ({"lexical": {}}, ["lexical.ndcg@10"], []),  # a figure that is gone has fallen
    ],
)
def test_what_counts_as_a_fall(now: dict[str, Any], fell: list[str], rose: list[str]) -> None:
    down, up = changes(ACCEPTED, now)
    assert (list(down), list(up)) == (fell, rose)


def test_times_are_not_guarded() -> None:
    assert guarded({"lexical": {"ndcg@10": 0.9, "ms_p50": 3.0}, "misses": []}) == {
        "lexical": {"ndcg@10": 0.9}
    }


def test_every_committed_check_names_a_command_and_its_figures() -> None:
    paths = sorted(HERE.glob("*.json"))
    assert paths
    for path in paths:
        for check in json.loads(path.read_text(encoding="utf-8")):
            assert check["command"].startswith(("troly eval ", "python -m eval.")), path.name
            assert "--json" in check["command"], path.name
            assert dict(flatten(check["figures"])), f"{path.name}: nothing guarded"


def test_a_failed_command_is_not_a_pass(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert measure("troly eval retrieval {shared}/missing --json", tmp_path) is None
    assert "exit code 2" in capsys.readouterr().out

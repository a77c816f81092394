"""The broken builds: their patches fit the product as it is, and a figure is judged red or green rightly."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from eval.baselines.__main__ import TOLERANCE
from eval.broken.builds import Build, Patch, apply, read_builds
from eval.broken.judging import below, floors, judge
from eval.broken.measuring import ROOT
from ingest.errors import BadInput

BUILDS = read_builds()


def copied(build: Build, target: Path) -> Path:
    for patch in build.patches:
        path = target / patch.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((ROOT / patch.file).read_bytes())
    return target


@pytest.mark.parametrize("build", BUILDS, ids=lambda build: build.name)
def test_every_patch_is_found_once_changes_its_file_and_leaves_it_compilable(
    build: Build, tmp_path: Path
) -> None:
    root = copied(build, tmp_path)
    apply(build, root)
    for patch in build.patches:
        text = (root / patch.file).read_text(encoding="utf-8")
        assert text != (ROOT / patch.file).read_text(encoding="utf-8")
        ast.parse(text)


@pytest.mark.parametrize("build", BUILDS, ids=lambda build: build.name)
def test_every_figure_a_build_names_is_measured(build: Build) -> None:
    assert set(build.falls) | set(build.holds) <= floors("reporting").keys()


@pytest.mark.parametrize("text", ["x = 2\n", "x = 1\nx = 1\n"])
def test_a_patch_that_is_not_found_exactly_once_is_refused_and_changes_nothing(
    text: str, tmp_path: Path
) -> None:
    (tmp_path / "part.py").write_text(text)
    build = Build("hỏng", "thử", ("correct",), (), 0.02, 0.02, (Patch("part.py", "x = 1", "x = 3"),))
    with pytest.raises(BadInput, match=r"part\.py"):
        apply(build, tmp_path)
    assert (tmp_path / "part.py").read_text() == text


def test_a_patch_of_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    build = Build("hỏng", "thử", ("correct",), (), 0.02, 0.02, (Patch("gone.py", "x", "y"),))
    with pytest.raises(BadInput, match=r"gone\.py"):
        apply(build, tmp_path)


@pytest.mark.parametrize(
    ("broken", "floor", "expected"),
    [
        ({"right_period": 0.60, "verbatim": 1.0}, {}, [True, True]),
        ({"right_period": 0.89, "verbatim": 1.0}, {}, [False, True]),  # within the margin
        (
            {"right_period": 0.89, "verbatim": 1.0},
            {"right_period": 0.9},
            [True, True],
        ),  # … but under its floor
        ({"right_period": 0.90, "verbatim": 1.0}, {"right_period": 0.95}, [False, True]),  # as the control is
        ({"right_period": 0.60, "verbatim": 0.9}, {}, [True, False]),  # red for another reason as well
    ],
)
def test_a_build_must_turn_its_own_figure_red_and_no_other(
    broken: dict[str, float], floor: dict[str, float], expected: list[bool]
) -> None:
    build = Build("kỳ", "thử", ("right_period",), ("verbatim",), 0.05, 0.02, (Patch("a.py", "a", "b"),))
    found = judge(build, {"right_period": 0.9, "verbatim": 1.0}, broken, floor)
    assert [finding.expected for finding in found] == expected


def test_a_control_under_its_floor_or_without_a_figure_is_told() -> None:
    floor = {"verbatim": 1.0, "correct": 0.5, "gone": 0.1}
    assert below({"verbatim": 1 - 2 * TOLERANCE, "correct": 0.5 - TOLERANCE / 2}, floor) == {
        "verbatim": (1.0, 1 - 2 * TOLERANCE),
        "gone": (0.1, None),
    }

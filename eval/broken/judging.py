"""Whether the evaluation saw what it should: a build's figures beside the control's, as findings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.baselines.__main__ import HERE, TOLERANCE, flatten
from eval.broken.builds import Build

FLOORS = HERE / "answers.json"


@dataclass(frozen=True, slots=True)
class Finding:
    """One figure of one build; ``fell`` is what was measured, ``wanted`` whether it should."""

    build: str
    figure: str
    control: float
    broken: float
    wanted: bool
    fell: bool

    @property
    def expected(self) -> bool:
        return self.fell is self.wanted


def floors(part: str, path: Path = FLOORS) -> dict[str, float]:
    """The accepted figures of ``part`` (eval/baselines); none for a part that is not guarded."""
    for check in json.loads(path.read_text(encoding="utf-8")):
        words = check["command"].split()
        if "--part" in words and words[words.index("--part") + 1] == part:
            return dict(flatten(check["figures"]))
    return {}


def below(figures: Mapping[str, float], floor: Mapping[str, float]) -> dict[str, tuple[float, float | None]]:
    """Figures under their floor, as (floor, now); now None: gone."""
    return {
        name: (least, figures.get(name))
        for name, least in floor.items()
        if name not in figures or figures[name] < least - TOLERANCE
    }


def judge(
    build: Build, control: Mapping[str, float], broken: Mapping[str, float], floor: Mapping[str, float]
) -> list[Finding]:
    """One finding for each figure the build names. A named figure that nothing measures is a KeyError: the
    patches name a figure that does not exist."""

    def fell(name: str, by: float) -> bool:
        return broken[name] < control[name] - by

    def red(name: str) -> bool:
        under = name in floor and broken[name] < floor[name] - TOLERANCE
        return fell(name, build.by) or (under and fell(name, TOLERANCE))

    return [
        *(
            Finding(build.name, name, control[name], broken[name], wanted=True, fell=red(name))
            for name in build.falls
        ),
        *(
            Finding(
                build.name, name, control[name], broken[name], wanted=False, fell=fell(name, build.within)
            )
            for name in build.holds
        ),
    ]

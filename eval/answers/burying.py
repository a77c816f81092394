"""What an archive loses when it is buried among many other documents: the same questions' scores, plain and buried.

The scores are paired by question, so that the interval of a fall is that of the questions' differences.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from eval.answers import report
from eval.answers.intervals import Interval, of_mean
from eval.answers.scoring import Score

Pairs = list[tuple[Score, Score]]  # of one question: plain, buried

# key, label, which questions are counted, what passes. As in eval.answers.figures, except that a wrong period is
# counted over every question of a period: whether there are lines may differ between the two answers.
_COMPARED: tuple[tuple[str, str, Callable[[Score], bool], Callable[[Score], bool]], ...] = (
    ("correct", "Đúng hoàn toàn", lambda _: True, lambda s: s.correct),
    (
        "facts_cited",
        "Đủ ý, dẫn đúng văn bản (câu trả lời được)",
        lambda s: s.question.answerable and bool(s.question.facts),
        lambda s: s.facts_rightly_cited,
    ),
    (
        "right_period",
        "Không sai kỳ (câu hỏi về một kỳ)",
        lambda s: bool(s.question.periods),
        lambda s: not s.wrong_period,
    ),
)


@dataclass(frozen=True, slots=True)
class Fall:
    """Shares passing among ``of`` questions, and by how much burying lowers them (points of 100, with the 95 %
    bootstrap interval of the paired differences; None below two questions)."""

    key: str
    label: str
    of: int
    plain: float
    buried: float
    interval: Interval | None

    @property
    def points(self) -> float:
        return 100 * (self.plain - self.buried)


def falls(plain: Mapping[str, Sequence[Score]], buried: Mapping[str, Sequence[Score]]) -> list[Fall]:
    """Of every figure compared for which there is a question."""
    paired = [pair for part in plain for pair in _paired(plain[part], buried[part])]
    found = []
    for key, label, over, passes in _COMPARED:
        both = [(passes(before), passes(after)) for before, after in paired if over(before)]
        if both:
            found.append(
                Fall(
                    key,
                    label,
                    len(both),
                    fmean(before for before, _ in both),
                    fmean(after for _, after in both),
                    of_mean([100.0 * (before - after) for before, after in both]),
                )
            )
    return found


def lost(plain: Sequence[Score], buried: Sequence[Score]) -> list[str]:
    """The ids of the questions right plain and wrong buried."""
    return [
        before.question.id for before, after in _paired(plain, buried) if before.correct and not after.correct
    ]


def to_json(plain: Mapping[str, Sequence[Score]], buried: Mapping[str, Sequence[Score]]) -> dict[str, Any]:
    """The buried answers' report, and beside it the ``falls`` (in a list, as counts and intervals are)."""
    return {
        **report.to_json(buried),
        "falls": [
            {
                "figure": fall.key,
                "cases": fall.of,
                "plain": round(fall.plain, 4),
                "buried": round(fall.buried, 4),
                "points": round(fall.points, 2),
                "low": fall.interval and round(fall.interval[0], 2),
                "high": fall.interval and round(fall.interval[1], 2),
            }
            for fall in falls(plain, buried)
        ],
        "lost": [
            name for part in plain if part != report.UNSHOWN for name in lost(plain[part], buried[part])
        ],
    }


def to_text(plain: Mapping[str, Sequence[Score]], buried: Mapping[str, Sequence[Score]]) -> str:
    lines = ["Khi kho nằm lẫn giữa nhiều văn bản khác (riêng → lẫn; mức giảm, khoảng tin cậy 95%):"]
    for fall in falls(plain, buried):
        span = f"  [{_points(fall.interval[0])} – {_points(fall.interval[1])}]" if fall.interval else ""
        lines.append(
            f"  {fall.label:<46} {_points(100 * fall.plain)}% → {_points(100 * fall.buried)}%; "
            f"giảm {_points(fall.points)} điểm, n = {fall.of}{span}"
        )
    for part in plain:
        names = lost(plain[part], buried[part])
        if names and part == report.UNSHOWN:
            lines.append(f"Phần {part}: {len(names)} câu chỉ sai khi nằm lẫn (không nêu từng câu).")
        elif names:
            lines.append(f"Phần {part}, chỉ sai khi nằm lẫn: {', '.join(names)}")
    return "\n".join(lines)


def _paired(plain: Sequence[Score], buried: Sequence[Score]) -> Pairs:
    after = {score.question.id: score for score in buried}
    return [(score, after[score.question.id]) for score in plain]


def _points(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")

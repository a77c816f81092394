"""Scores in, figures with counts and 95 % intervals out. In every figure more is better.

The violations are counted over the answers that have lines: an assistant that stays silent earns nothing here,
and loses under the verdicts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from eval.answers.intervals import Interval, of_mean, of_share
from eval.answers.scoring import Score


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` is a share of ``of`` cases (``hits`` of them pass), or a mean over them (``hits`` None)."""

    key: str
    label: str
    value: float | None  # None: no case to measure on
    hits: int | None
    of: int
    interval: Interval | None
    fault: bool = False  # reported to people by its failures


def _everything(_: Score) -> bool:
    return True


def _answerable(score: Score) -> bool:
    return score.question.answerable


def _with_facts(score: Score) -> bool:
    return score.question.answerable and bool(score.question.facts)


def _must_be_silent(score: Score) -> bool:
    return score.question.must_be_silent


def _told(score: Score) -> bool:
    return score.has_lines


def _told_of_a_period(score: Score) -> bool:
    return score.has_lines and bool(score.question.periods)


Test = Callable[[Score], bool]

# key, label for people, over which scores, what passes, whether people read its failures
_SHARES: tuple[tuple[str, str, Test, Test, bool], ...] = (
    ("correct", "Đúng hoàn toàn", _everything, lambda s: s.correct, False),
    (
        "facts_cited",
        "Đủ ý, dẫn đúng văn bản (câu trả lời được)",
        _with_facts,
        lambda s: s.facts_rightly_cited,
        False,
    ),
    ("verdict", "Đúng kết luận (answered, partial, …)", _everything, lambda s: s.verdict_right, False),
    ("no_false_answer", "Trả lời khi kho không có", _must_be_silent, lambda s: not s.false_answer, True),
    ("no_false_refusal", "Nói không có khi kho có", _answerable, lambda s: not s.false_refusal, True),
    ("no_needless_question", "Hỏi lại khi không cần", _answerable, lambda s: not s.needless_question, True),
    ("verbatim", "Trích dẫn không nguyên văn", _told, lambda s: not s.not_verbatim, True),
    ("no_invented", "Số, ngày, tên không có căn cứ", _told, lambda s: not s.invented, True),
    ("right_period", "Sai kỳ", _told_of_a_period, lambda s: not s.wrong_period, True),
    ("no_plan_as_result", "Kế hoạch kể thành kết quả", _told, lambda s: not s.plan_as_result, True),
    ("no_forbidden", "Có điều không được nói", _told, lambda s: not s.forbidden, True),
    ("no_failure", "Máy chủ từ chối câu hỏi", _everything, lambda s: not s.failure, True),
)


def figures(scores: Sequence[Score]) -> tuple[Figure, ...]:
    """Every figure over ``scores``, shares first."""
    shares = []
    for key, label, over, passes, fault in _SHARES:
        counted = [score for score in scores if over(score)]
        shares.append(_share(key, label, sum(map(passes, counted)), len(counted), fault))
    return (
        *shares,
        _mean(
            "facts_found",
            "Tỷ lệ ý tìm thấy mỗi câu",
            (1 - len(s.missing_facts) / len(s.question.facts) for s in scores if s.question.facts),
        ),
        _mean(
            "documents_cited",
            "Tỷ lệ văn bản cần dẫn được dẫn",
            (
                1 - len(s.missing_documents) / len(s.question.documents)
                for s in scores
                if s.question.documents
            ),
        ),
        _mean(
            "quotes_covered",
            "Tỷ lệ đoạn chuẩn được trích",
            (1 - len(s.uncovered_quotes) / len(s.question.quotes) for s in scores if s.question.quotes),
        ),
        _mean("crag", "Điểm CRAG (đúng 1, im lặng 0, sai -1)", (float(s.crag) for s in scores)),
    )


def by_kind(scores: Sequence[Score]) -> dict[str, Figure]:
    """Share correct of each kind of question."""
    kinds = sorted({score.question.kind for score in scores})
    return {kind: _correct(kind, [s for s in scores if s.question.kind == kind]) for kind in kinds}


def by_marks(scores: Sequence[Score]) -> dict[str, Figure]:
    """Share correct of the questions typed with diacritics, and of those without."""
    return {
        name: _correct(label, counted)
        for name, label, unmarked in (("accented", "có dấu", False), ("unaccented", "không dấu", True))
        if (counted := [s for s in scores if s.question.unmarked is unmarked])
    }


def median_time(scores: Sequence[Score]) -> float:
    """Milliseconds."""
    return median(score.milliseconds for score in scores) if scores else 0.0


def _correct(label: str, scores: Sequence[Score]) -> Figure:
    return _share("correct", label, sum(score.correct for score in scores), len(scores), False)


def _share(key: str, label: str, hits: int, of: int, fault: bool) -> Figure:
    return Figure(key, label, hits / of if of else None, hits, of, of_share(hits, of), fault)


def _mean(key: str, label: str, values: Iterable[float]) -> Figure:
    known = list(values)
    return Figure(key, label, fmean(known) if known else None, None, len(known), of_mean(known))

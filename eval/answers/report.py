"""Scores to a report: text for people, or one flat object for programs and for the baselines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eval.answers.figures import Figure, by_kind, by_marks, figures, median_time
from eval.answers.scoring import Score

# Its questions are for counting only: who tunes on them measures nothing any more.
UNSHOWN = "reporting"

_FINDINGS = {
    "missing_facts": "thiếu ý",
    "facts_cited_elsewhere": "ý dẫn sai văn bản",
    "missing_documents": "thiếu văn bản",
    "uncovered_quotes": "chưa trích đoạn chuẩn",
    "not_verbatim": "không nguyên văn",
    "invented": "không có căn cứ",
    "wrong_period": "sai kỳ",
    "plan_as_result": "kế hoạch kể thành kết quả",
    "forbidden": "điều không được nói",
    "failure": "lỗi",
}
_LONGEST = 100  # characters of a finding that the text report shows


def to_json(scores: Mapping[str, Sequence[Score]]) -> dict[str, Any]:
    """``scores`` by part. Every number outside a list is a figure of which more is better (and ``ms_p50``), as the
    baselines want it; counts, intervals and single questions stand in lists."""
    everything = _all(scores)
    found = figures(everything)
    shown: dict[str, Any] = {
        **_values(found),
        "kind": {kind: _rounded(figure.value) for kind, figure in by_kind(everything).items()},
        "marks": {name: _rounded(figure.value) for name, figure in by_marks(everything).items()},
    }
    if len(scores) > 1:
        shown["part"] = {part: _values(figures(of)) for part, of in scores.items()}
    return {
        **shown,
        "ms_p50": round(median_time(everything), 1),
        "counts": [
            {"part": part, "questions": len(of), "correct": sum(score.correct for score in of)}
            for part, of in scores.items()
        ],
        "intervals": [
            {
                "of": group,
                "figure": figure.key,
                "hits": figure.hits,
                "cases": figure.of,
                "value": figure.value,
            }
            | {"low": figure.interval and figure.interval[0], "high": figure.interval and figure.interval[1]}
            for group, listed in _groups(everything, found)
            for figure in listed
        ],
        "questions": [{"part": part, **score.to_json()} for part, of in scores.items() for score in of],
    }


def to_text(scores: Mapping[str, Sequence[Score]]) -> str:
    """The report people read."""
    everything = _all(scores)
    parts = ", ".join(f"{part} {len(of)}" for part, of in scores.items())
    lines = [f"{len(everything)} câu hỏi ({parts}); thời gian giữa {median_time(everything):.0f} ms", ""]
    lines += [_row(figure) for figure in figures(everything)]
    if len(scores) > 1:
        lines += ["", "Đúng hoàn toàn, theo phần:"]
        lines += [_row(figures(of)[0], part) for part, of in scores.items()]
    for title, group in (("loại câu hỏi", by_kind(everything)), ("cách gõ", by_marks(everything))):
        lines += ["", f"Đúng hoàn toàn, theo {title}:"]
        lines += [_row(figure) for figure in group.values()]
    for part, of in scores.items():
        wrong = [score for score in of if not score.correct]
        if part == UNSHOWN:
            if wrong:
                lines += ["", f"Phần {part}: {len(wrong)} câu chưa đúng (chỉ để tính, không nêu từng câu)."]
        elif wrong:
            lines += ["", f"Phần {part}: {len(wrong)} câu chưa đúng:"]
            lines += [line for score in wrong for line in _wrong(score)]
    return "\n".join(lines)


def _row(figure: Figure, label: str | None = None) -> str:
    name = f"  {label or figure.label:<46}"
    if figure.value is None:
        return f"{name} (không có câu nào để đo)"
    if figure.hits is None:
        return f"{name} {_decimal(figure.value):>7}  n = {figure.of}{_span(figure.interval, _decimal)}"
    hits, value, interval = figure.hits, figure.value, figure.interval
    if figure.fault:
        hits, value = figure.of - figure.hits, 1 - figure.value
        interval = (1 - interval[1], 1 - interval[0]) if interval else None
    return f"{name} {_percent(value):>7}  {hits}/{figure.of}{_span(interval, _percent)}"


def _span(interval: tuple[float, float] | None, form: Any) -> str:
    return f"  [{form(interval[0])} – {form(interval[1])}]" if interval else ""


def _percent(value: float) -> str:
    return f"{abs(value) * 100:.1f}%".replace(".", ",")


def _decimal(value: float) -> str:
    return f"{value:.3f}".replace(".", ",")


def _wrong(score: Score) -> list[str]:
    accepted = "/".join(sorted(score.question.verdicts))
    verdict = score.verdict if score.verdict_right else f"{score.verdict} (cần {accepted})"
    lines = [f"  {score.question.id}: {verdict} – {score.question.text}"]
    for name, found in score.findings().items():
        shown = "; ".join(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…" for text in found)
        lines.append(f"      {_FINDINGS[name]}: {shown}")
    return lines


def _groups(scores: Sequence[Score], found: Sequence[Figure]) -> list[tuple[str, Sequence[Figure]]]:
    groups: list[tuple[str, Sequence[Figure]]] = [("all", found)]
    groups += [(kind, [figure]) for kind, figure in by_kind(scores).items()]
    groups += [(name, [figure]) for name, figure in by_marks(scores).items()]
    return groups


def _values(found: Sequence[Figure]) -> dict[str, float | None]:
    return {figure.key: _rounded(figure.value) for figure in found}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _all(scores: Mapping[str, Sequence[Score]]) -> list[Score]:
    return [score for of in scores.values() for score in of]

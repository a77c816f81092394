"""The text of plans, official letters and decisions, with the one figure each of them tells."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from eval.large import bodies
from eval.large.layout import ROMANS
from eval.large.phrases import listed, number, sentence, slash_date
from eval.large.reports import Draft, paper_places


def paper(draft: Draft) -> None:
    """Writes the body of a plan, letter or decision into the draft."""
    issue = draft.issue
    kind = issue.kind
    assert kind is not None
    rng = Random(f"{draft.seed}|nội dung|{issue.nth}")
    value = rng.randint(kind.low, kind.high)
    start = issue.day + timedelta(days=rng.randint(8, 20))
    end = start + timedelta(days=rng.randint(5, 25))
    places = listed(paper_places(issue))
    units = bodies.unit(issue.body, places)
    slots = {
        "n": number(value),
        "places": places,
        "units": units,
        "Units": sentence(units),
        "year": issue.month.year,
        "name": bodies.name(issue.body, issue.day),
        "person": bodies.person(rng),
        "deadline": slash_date(issue.day + timedelta(days=rng.randint(4, 7))),
        "cut": slash_date(issue.day + timedelta(days=rng.randint(1, 3))),
        "from": slash_date(start),
        "to": slash_date(end),
        "after": slash_date(end + timedelta(days=rng.randint(5, 10))),
    }
    draft.lines += [line.format(**slots) for line in kind.basis]
    if kind.code == "QĐ":
        draft.lines += ["", f"TRƯỞNG {bodies.own_name(issue.day).upper()} QUYẾT ĐỊNH:", ""]
    if kind.lead:
        draft.lines += [kind.lead.format(**slots), *([] if kind.sections else [""])]
    for index, group in enumerate(kind.items, start=1):
        if kind.sections:
            draft.lines += ["", f"{ROMANS[index]}. {kind.sections[index - 1]}"]
        for form in group:
            text = draft.add(form.format(**slots), "- " if kind.sections else "")
            if "{n}" in form:
                key = f"{kind.code.lower()}-{kind.key}"
                draft.figure(key, kind.unit, issue.month.iso, "decided", value, text)

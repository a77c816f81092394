"""Answers that quote: the items that answer, grouped by document and role, plan and result apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answer import AnswerLine, Computed, LineRole, Understanding, Verdict
from assistant.citing import interval
from assistant.composing.facts import is_draft
from assistant.composing.quotes import line_text, quote_of
from assistant.composing.silence import understood_periods
from assistant.draft import CitationBook, Draft
from assistant.evidence import Evidence, Fit
from assistant.merging import Alike, merged
from assistant.premises import contradicted, gives_cause, lists
from assistant.templates import render
from assistant.understanding import same_months
from ingest.document import Passage, Role
from ingest.vietnamese.text import fold, match_copy

# A quoted answer stays readable on a phone; a list of all items of a section is never cut.
_MOST_LINES = 6


def quoted(
    understood: Understanding,
    primary: Sequence[Evidence],
    weights: Mapping[str, float],
    *,
    footnotes: Mapping[str, Passage] | None = None,
    whole: bool = False,
) -> Draft:
    """Lines for the evidence, plan and result apart.

    ``footnotes``: footnote passages by id; the note of a quoted mark stands on the line below it.
    ``whole``: every item of a section was asked for; nothing is cut. The verdict is *partial* where results
    were asked for and only plans are held, or the other way round.
    """
    matching = [entry for entry in primary if understood.role in (None, entry.role)] or _rules(
        understood, primary
    )
    chosen, alike = merged(matching or list(primary))
    book = CitationBook()
    lines = list(scope_lines(understood))
    shown = chosen if whole else chosen[:_MOST_LINES]
    lines += _lines(shown, book, understood, weights, footnotes or {}, alike)
    notes = []
    verdict = Verdict.ANSWERED
    if not matching and any(entry.role is not Role.NONE for entry in chosen):
        verdict = Verdict.PARTIAL
        notes.append(render("note_only_planned" if understood.role is Role.RESULT else "note_only_results"))
    elif understood.periods and all(entry.fit is Fit.BROAD for entry in chosen):
        verdict = Verdict.PARTIAL
        notes.append(render("note_broad"))
    if not whole and len(chosen) > _MOST_LINES:
        notes.append(render("note_more"))
    if any(is_draft(entry.row) for entry in chosen):
        notes.append(render("note_draft_among"))
    return Draft(verdict, tuple(lines), book.cited, understood_periods(understood), tuple(notes))


def qualified(draft: Draft, understood: Understanding, chosen: Sequence[Evidence], *, held: bool) -> Draft:
    """The draft with what the question takes for granted held against what is quoted (promise 5).

    ``held``: the document that the question names as where to look is in the archive.
    """
    texts = [entry.passage.text for entry in chosen]
    note = None
    if (
        understood.told_in
        and understood.told_in.asks_contents
        and not (held or _issued_with(understood, chosen))
    ):
        note = "note_not_held"
    elif understood.asks_why and not any(gives_cause(text) for text in texts):
        note = "note_no_cause"
    elif contradicted(understood.question, texts):
        note = "note_premise"
    elif understood.asks_names and not any(lists(text) for text in texts):
        note = "note_no_list"
    elif _only_planned(understood, chosen):
        note = "note_only_planned"
    if note is None:
        return draft
    return replace(draft, verdict=Verdict.PARTIAL, notes=(*draft.notes, render(note)))


def _issued_with(understood: Understanding, chosen: Sequence[Evidence]) -> bool:
    """Whether the document named is held inside the one that issues it: a Quy chế in its Quyết định."""
    if understood.told_in is None:
        return False
    issued = f"ban hanh {fold(understood.told_in.type)}"
    return any(fold(match_copy(entry.row.title or "").text).startswith(issued) for entry in chosen)


def _rules(understood: Understanding, primary: Sequence[Evidence]) -> list[Evidence]:
    """What a rule says must be done, where that is asked ("phải … trong mấy ngày") and no plan tells it; a rule
    is of no month."""
    if understood.role is not Role.PLAN or understood.periods:
        return []
    return [entry for entry in primary if entry.role is Role.NONE]


def _only_planned(understood: Understanding, chosen: Sequence[Evidence]) -> bool:
    """Whether a time that lies behind is told of by plans alone, where no plan was asked for."""
    return (
        understood.role is None
        and not (understood.names_document or understood.told_in)
        and bool(understood.periods)
        and all(period.end < understood.as_of for period in understood.periods)
        and all(entry.role is Role.PLAN and entry.row.heading.reported for entry in chosen)
    )


def of_another_year(
    understood: Understanding, year: int, evidence: Sequence[Evidence], weights: Mapping[str, float]
) -> Draft:
    """Quotes for the only year that covers the months asked for (promise 4)."""
    moved = tuple(same_months(period, year) for period in understood.periods)
    return in_another_year(understood, year, quoted(replace(understood, periods=moved), evidence, weights))


def in_another_year(understood: Understanding, year: int, draft: Draft) -> Draft:
    """A draft made for the only year held, under a first line that says so; never silently another year."""
    moved = tuple(same_months(period, year) for period in understood.periods)
    asked = ", ".join(interval(period) for period in understood.periods)
    told = ", ".join(interval(period) for period in moved)
    computed = (
        *understood_periods(understood),
        *(Computed(interval(period), (), f"“{period.said}” trong năm {year}") for period in moved),
        Computed(str(year), (), "năm duy nhất kho có kỳ này"),
    )
    text = render("other_year", asked=asked, year=year, interval=told)
    first = AnswerLine(text, (), LineRole.SCOPE, tuple(range(len(computed))))
    answer = tuple(line for line in draft.lines if line.role is not LineRole.SCOPE)
    return replace(draft, verdict=Verdict.PARTIAL, lines=(first, *answer), computed=computed)


def scope_lines(understood: Understanding) -> tuple[AnswerLine, ...]:
    """How each period said was understood, where that is not already what was said."""
    return tuple(
        AnswerLine(
            render("understood_period", said=period.said, interval=interval(period)),
            (),
            LineRole.SCOPE,
            (index,),
        )
        for index, period in enumerate(understood.periods)
        if interval(period) != period.said and period not in understood.periods[:index]
    )


def _lines(
    evidence: Sequence[Evidence],
    book: CitationBook,
    understood: Understanding,
    weights: Mapping[str, float],
    footnotes: Mapping[str, Passage],
    alike: Alike,
) -> list[AnswerLine]:
    """One line a passage; those of one document and role stand together, in the order of their best one."""
    groups: dict[tuple[str, Role], list[Evidence]] = {}
    for entry in evidence:
        groups.setdefault((entry.row.id, entry.role), []).append(entry)
    lines = []
    noted: set[str] = set()
    for members in groups.values():
        ordered = members if understood.topic else sorted(members, key=lambda entry: entry.passage.order)
        for entry in ordered:
            passage = entry.passage
            if passage.id in noted:
                continue  # told below the line that bears its mark
            quote = quote_of(passage, understood.topic, weights)
            sources = [entry, *alike.get(passage.id, ())]
            # The same words elsewhere may be spaced or marked otherwise: those are cited whole.
            markers = tuple(
                book.cite(one.passage, one.row, quote if quote in one.passage.text else None)
                for one in sources
            )
            lines.append(AnswerLine(line_text(passage, quote), markers, LineRole(entry.role.value)))
            for note in (footnotes[key] for key in passage.footnotes if key in footnotes):
                if note.label in quote and note.id not in noted:
                    noted.add(note.id)
                    lines.append(
                        AnswerLine(note.text, (book.cite(note, entry.row),), LineRole(note.role.value))
                    )
    return lines

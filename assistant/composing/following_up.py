"""Tasks from plan to result: one line from the plan, the next from the report, never both in one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import AnswerLine, Computed, LineRole, Understanding, Verdict
from assistant.composing.passages import scope_lines
from assistant.composing.quotes import whole_line
from assistant.composing.silence import understood_periods
from assistant.draft import CitationBook, Draft
from assistant.evidence import Evidence
from assistant.templates import render
from ingest.archive.archive import DocumentRow
from ingest.document import Passage

Item = tuple[Passage, DocumentRow]


@dataclass(frozen=True, slots=True)
class Followed:
    """Planned items with their results (None: none found), and items that review the whole period.

    ``reported``: a report of the period is held.
    """

    pairs: tuple[tuple[Item, Item | None], ...]
    reviews: tuple[Item, ...]
    reported: bool


def followed(understood: Understanding, told: Followed) -> Draft:
    """*partial* where a planned item has no result in the archive."""
    book = CitationBook()
    computed = list(understood_periods(understood))
    lines = list(scope_lines(understood))
    planned = tuple(book.cite(*item) for item, _ in told.pairs)
    read = tuple(book.cite(*result) for _, result in told.pairs if result is not None)
    found, many = len(read), len(told.pairs)
    # Without a report nothing was looked through, and no share is told.
    counted = range(len(computed), len(computed) + 1 + told.reported)
    computed.append(Computed(str(many), planned, "số ý dự kiến của kỳ"))
    computed.append(
        Computed(
            str(found),
            tuple(dict.fromkeys((*planned, *read))),
            "đối chiếu từng ý dự kiến với các ý kết quả trong báo cáo của kỳ",
        )
    )
    text = render("followed", many=many, found=found, reported=told.reported)
    lines.append(AnswerLine(text, (), LineRole.COMPUTED, tuple(counted)))
    lines += [whole_line(*item, book) for item in told.reviews]
    for item, result in told.pairs:
        lines.append(whole_line(*item, book))
        if result is not None:
            lines.append(whole_line(*result, book))
        elif told.reported:
            lines.append(AnswerLine(render("followed_nothing"), (), LineRole.COMPUTED, (len(computed),)))
            computed.append(
                Computed("chưa thấy", (book.cite(*item),), "không ý kết quả nào nói đến việc này")
            )
    verdict = Verdict.ANSWERED if found == len(told.pairs) else Verdict.PARTIAL
    return Draft(verdict, tuple(lines), book.cited, tuple(computed))


def became(
    understood: Understanding, plan: Evidence, results: Sequence[Evidence], footnotes: Mapping[str, Passage]
) -> Draft:
    """One planned item and the results told of it, oldest first; *partial* where none is told."""
    book = CitationBook()
    computed = list(understood_periods(understood))
    lines = [*scope_lines(understood), whole_line(plan.passage, plan.row, book)]
    for entry in results:
        lines.append(whole_line(entry.passage, entry.row, book))
        notes = (footnotes[key] for key in entry.passage.footnotes if key in footnotes)
        lines += [whole_line(note, entry.row, book) for note in notes]
    if not results:
        lines.append(AnswerLine(render("became_nothing"), (), LineRole.COMPUTED, (len(computed),)))
        computed.append(
            Computed(
                "chưa thấy",
                (book.cite(plan.passage, plan.row),),
                "không ý kết quả nào của nửa năm sau đó nói đến việc này",
            )
        )
    verdict = Verdict.ANSWERED if results else Verdict.PARTIAL
    return Draft(verdict, tuple(lines), book.cited, tuple(computed))

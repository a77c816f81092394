"""What is declined on principle, and orders hidden in a question (promises 5 and 6).

Whether the archive holds it or not makes no difference: the refusal tells nothing about it.
"""

from __future__ import annotations

import re

from assistant import cues
from assistant.answer import Verdict
from assistant.draft import Draft
from assistant.templates import render
from ingest.vietnamese.text import fold

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+|\s+[-–—]{1,3}\s+")


def declined(question: str) -> Draft | None:
    """The refusal of a question that is declined on principle; None for most."""
    why = cues.declined(fold(question))
    templates = {"secret": "declined_secret", "numbering": "declined_numbering", "person": "declined_person"}
    return Draft(Verdict.REFUSED, notes=(render(templates[why]),)) if why else None


def order_declined() -> Draft:
    """The refusal of a question that is nothing but an order to the assistant."""
    return Draft(Verdict.REFUSED, notes=(render("declined_order"),))


def without_orders(question: str) -> str:
    """The question less the sentences that tell the assistant how to behave; empty if nothing is left."""
    return " ".join(part for part in _SENTENCE.split(question) if not cues.is_order(fold(part))).strip()

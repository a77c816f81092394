"""What is declined on principle, and orders hidden in a question (promises 5 and 6).

Whether the archive holds it or not makes no difference: the refusal tells nothing about it. The expressions
live in ``refusing.toml`` so that they can be read and extended without code.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from assistant.answer import Verdict
from assistant.draft import Draft
from assistant.templates import render
from ingest.vietnamese.text import fold, match_copy

# A sentence ends inside its closing quotation mark, too.
_SENTENCE = re.compile(r"(?:(?<=[.!?;])|(?<=[.!?;][\"”’»)]))\s+|\n+|\s+[-–—]{1,3}\s+")
# Pasted text with the words that announce it: «Nội dung email: "…"».
_PASTED = re.compile(
    r"(?:[^.!?\n:“\"«]{0,60}:\s*)?(?:“([^”]+)”|\"([^\"]+)\"|«([^»]+)»|(?<!\w)['‘]([^'’]+)['’](?!\w))"
)
# Marked syllables that are "mat" without their marks and not "mật".
_NOT_SECRET = re.compile(r"\bm(?:ặ|ắ|á|ấ|ạ)t\b", re.IGNORECASE)
# With its marks the word is a grade of secrecy, but for compounds («bảo mật», «mật độ») and names («Mật Sơn»).
_SECRET = re.compile(
    r"(?<!\b[Bb]í )(?<!\b[Bb]ảo )(?<!\bsỏi )(?<!\bthân )(?<!\bcẩn )(?<!\blấy )(?<!\bđường )(?<!\btúi )(?<!\bnước )"
    r"\b(?i:mật)\b(?! (?:độ|ong|khẩu|mã|thiết|phục|danh|mía|hoa|thám|vụ|lệnh))(?! [A-ZĐ])"
)
# "Đoàn số 1 đi đâu": numbered, and no paper.
_NO_PAPERS = re.compile(r"\b(?:doan|to|doi|nhom|lop|khu|tieu ban|quoc lo|duong) so \d+\b")
_TEMPLATES = {"secret": "declined_secret", "numbering": "declined_numbering", "person": "declined_person"}


def declined(question: str) -> Draft | None:
    """The refusal of a question that is declined on principle; None for most."""
    text = " ".join(match_copy(question).text.split())
    why = _reason(_NO_PAPERS.sub("…", fold(text)))
    if why == "secret":
        why = _reason(fold(_NOT_SECRET.sub("…", text)))
    if why is None and _SECRET.search(text):
        why = "secret"
    return Draft(Verdict.REFUSED, notes=(render(_TEMPLATES[why]),)) if why else None


def order_declined() -> Draft:
    """The refusal of a question that is nothing but an order to the assistant."""
    return Draft(Verdict.REFUSED, notes=(render("declined_order"),))


def without_orders(question: str) -> str:
    """The question less the pasted text and the sentences that tell the assistant how to behave; empty if
    nothing is left.
    """
    own = _PASTED.sub(_without_pasted_order, question)
    parts = _SENTENCE.split(own)
    kept = [part for part in parts if not _is_order(part)]
    # Untouched where nothing is left out: «kinh tế - xã hội» keeps its dash.
    return (own if len(kept) == len(parts) else " ".join(kept)).strip()


def _without_pasted_order(pasted: re.Match[str]) -> str:
    inner = next(filter(None, pasted.groups()), "")
    return " " if any(_is_order(part) for part in _SENTENCE.split(inner)) else pasted.group()


def _is_order(sentence: str) -> bool:
    return _expressions()["orders"]["words"].search(fold(match_copy(sentence).text).strip()) is not None


def _reason(folded: str) -> str | None:
    """Why a question is declined ("secret", "numbering", "person"), the first that holds."""
    return next(
        (why for why, expression in _expressions()["declined"].items() if expression.search(folded)), None
    )


@cache
def _expressions() -> dict[str, dict[str, re.Pattern[str]]]:
    """Section → name → its expressions as one, the names of ``[words]`` put in."""
    data = tomllib.loads(files("assistant").joinpath("refusing.toml").read_text(encoding="utf-8"))
    words = data.pop("words")

    def joined(cues: list[str]) -> re.Pattern[str]:
        expression = "|".join(cues)
        for name, said in words.items():
            expression = expression.replace(f"{{{name}}}", said)
        return re.compile(expression)

    return {section: {name: joined(cues) for name, cues in named.items()} for section, named in data.items()}

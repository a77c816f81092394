"""The kind of a question by its nearest labelled example, for wordings that no rule of cues.toml knows.

Only the pattern of a question counts: words that no example holds are topic and are masked, and so are
documents, times and numbers. Examples and masks are data (``examples.toml``; docs/examples.md says how to add
one), so that a new wording is taught without code.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain, groupby
from math import log, sqrt
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.errors import BadInput
from ingest.vietnamese.text import fold

KINDS = tuple(
    "tasks fact count compare follow total signer recipients number date directs cite article definition list "
    "person about none".split()
)
LIKELY = 0.5
"""The likeness from which the nearest example may decide.

Of the single questions of eval/questions/tuning 52 % are as near as that, and of these 89 % get the right kind;
of the examples, each judged by the others, 73 % and 92 %.
"""

_FILE = "assistant/examples.toml"
_TOPIC = "nội dung"
_MASK = f"{{{_TOPIC}}}"
_START, _END = "^", "$"
_SILENT = frozenset({_START, _END, _MASK})
_LONGEST = 3  # words of a run
_UNSEEN = 0.5  # the weight of a run that no example holds; the others weigh 0.4 to 5
_SLOT = re.compile(r"\{([^{}]*)\}")
_SPLIT = re.compile(r"(\{[^{}]*\})")
_WORD = re.compile(r"\{[^{}]*\}|[a-z0-9]+")

Floats = npt.NDArray[np.float64]
Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    kind: str
    text: str  # as in the file: with marks, slots in braces


@dataclass(frozen=True, slots=True)
class Examples:
    """The validated data file."""

    slots: re.Pattern[str]  # over a folded question; the groups are s0, s1, … of names
    names: tuple[str, ...]
    spellings: Mapping[str, tuple[str, ...]]
    entries: tuple[Example, ...]


class Recognition:
    """Patterns of examples in, the nearest one's kind out. Immutable; may be shared by threads."""

    def __init__(self, examples: Examples) -> None:
        self._examples = examples
        self._kinds = tuple(entry.kind for entry in examples.entries)
        patterns = [_words(examples, pattern_text(entry)) for entry in examples.entries]
        among = Counter(word for pattern in patterns for word in set(pattern))
        # A word that one example alone holds is as likely its topic as its pattern.
        self._known = frozenset(word for word, count in among.items() if count > 1)
        runs = [_runs(self._masked(pattern)) for pattern in patterns]
        self._index = {run: row for row, run in enumerate(dict.fromkeys(chain.from_iterable(runs)))}
        holds = np.zeros((len(self._index), len(runs)))
        for column, found in enumerate(runs):
            holds[[self._index[run] for run in found], column] = 1.0
        self._weights = _weights(holds, self._kinds)
        matrix = holds * self._weights[:, None]
        self._matrix = matrix / np.maximum(np.linalg.norm(matrix, axis=0), 1e-9)

    def nearest(self, folded: str) -> tuple[str, float]:
        """The kind of the example most like a folded question, and their cosine, 0 to 1. Of equal ones the
        first in the file decides; a question without any known wording is of the most general kind.
        """
        found = _runs(self._masked(_words(self._examples, folded)))
        rows = [self._index[run] for run in found if run in self._index]
        if not rows:
            return "fact", 0.0
        weights = self._weights[rows]
        length = sqrt(float(weights @ weights) + (len(found) - len(rows)) * _UNSEEN**2)
        likeness = weights @ self._matrix[rows] / length
        best = int(likeness.argmax())
        return self._kinds[best], min(float(likeness[best]), 1.0)

    def _masked(self, words: Iterable[str]) -> tuple[str, ...]:
        """The words with topic words masked, neighbours together by one mask."""
        kept = (word if word in self._known else _MASK for word in words)
        return tuple(word for word, _ in groupby(kept))


def nearest(folded_question: str) -> tuple[str, float]:
    """The kind (one of KINDS) of the example nearest to a folded question, and how near: 0 to 1.

    "none" says that the archive is hardly asked at all; it is no reason to leave the archive unsearched. Below
    LIKELY the kind is a guess.
    """
    return _recognition().nearest(folded_question)


def read_examples(text: str) -> Examples:
    """The data file's text, checked; :class:`BadInput` names the entry that cannot be used."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{_FILE}: không phải TOML hợp lệ ({error}).") from error
    if strange := sorted(table.keys() - {"slots", "spellings", "examples"}):
        raise BadInput(f"{_FILE}: có bảng lạ “{strange[0]}”.")
    slots = {name: _strings(lines, f"slots.{name}") for name, lines in _table(table, "slots").items()}
    spellings = _table(table, "spellings")
    for short, words in spellings.items():
        if not isinstance(words, str) or not re.fullmatch("[a-z0-9]+", short):
            raise BadInput(f"{_FILE}: mục spellings.{short} phải là một chữ không dấu, kèm cách viết đầy đủ.")
    entries = tuple(_entries(_table(table, "examples"), frozenset(slots) | {_TOPIC}))
    return Examples(
        _alternation(slots),
        tuple(slots),
        {short: tuple(fold(words).split()) for short, words in spellings.items()},
        entries,
    )


@cache
def _recognition() -> Recognition:
    return Recognition(
        read_examples(files("assistant").joinpath("examples.toml").read_text(encoding="utf-8"))
    )


def _table(table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = table.get(name)
    if not isinstance(found, dict) or not found:
        raise BadInput(f"{_FILE}: thiếu bảng [{name}].")
    return found


def _strings(lines: object, where: str) -> tuple[str, ...]:
    if not isinstance(lines, list) or not lines or not all(isinstance(line, str) for line in lines):
        raise BadInput(f"{_FILE}: mục {where} phải là danh sách các câu chữ.")
    return tuple(lines)


def _entries(kinds: Mapping[str, Any], slots: frozenset[str]) -> Iterable[Example]:
    if absent := [kind for kind in KINDS if kind not in kinds]:
        raise BadInput(f"{_FILE}: chưa có ví dụ nào cho loại “{absent[0]}”.")
    seen: dict[str, str] = {}
    for kind, lines in kinds.items():
        if kind not in KINDS:
            raise BadInput(f"{_FILE}: không có loại câu hỏi “{kind}”; các loại: {', '.join(KINDS)}.")
        for number, line in enumerate(_strings(lines, f"examples.{kind}"), 1):
            where = f"{_FILE}: ví dụ thứ {number} của loại “{kind}” (“{line}”)"
            if unknown := [name for name in _SLOT.findall(line) if name not in slots]:
                raise BadInput(f"{where} có chỗ trống lạ “{{{unknown[0]}}}”; có: {', '.join(sorted(slots))}.")
            literal = _SLOT.sub(" ", line)
            if "{" in literal or "}" in literal:
                raise BadInput(f"{where} có dấu ngoặc nhọn không khép.")
            if not _WORD.search(fold(literal)):
                raise BadInput(f"{where} không có chữ nào ngoài chỗ trống.")
            same = " ".join(_WORD.findall(pattern_text(Example(kind, line))))
            if same in seen:
                raise BadInput(f"{where} trùng một ví dụ của loại “{seen[same]}”.")
            seen[same] = kind
            yield Example(kind, line)


def _alternation(slots: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """One expression; at the same place the earlier table wins."""
    groups = []
    for number, (name, expressions) in enumerate(slots.items()):
        for expression in expressions:
            try:
                re.compile(expression)
            except re.error as error:
                raise BadInput(
                    f"{_FILE}: mục slots.{name} có biểu thức hỏng “{expression}” ({error})."
                ) from error
        groups.append(f"(?P<s{number}>{'|'.join(expressions)})")
    return re.compile("|".join(groups))


def pattern_text(example: Example) -> str:
    """An example folded as a question is, its slots in braces as they stand."""
    return "".join(part if part[:1] == "{" else fold(part) for part in _SPLIT.split(example.text))


def _words(examples: Examples, folded: str) -> list[str]:
    """Words in order: documents, times and numbers as slots, typed short forms written out."""

    def slot(found: re.Match[str]) -> str:
        return f" {{{examples.names[int(str(found.lastgroup)[1:])]}}} "

    words: list[str] = []
    for part in _SPLIT.split(folded):
        masked = part if part[:1] == "{" else examples.slots.sub(slot, part)
        for word in _WORD.findall(masked):
            words += examples.spellings.get(word, (word,))
    return words


def _runs(words: Sequence[str]) -> tuple[Run, ...]:
    """Every run of one to three words, each once, the ends marked; masks alone say nothing."""
    marked = (_START, *words, _END)
    every = (
        marked[start : start + length]
        for length in range(1, _LONGEST + 1)
        for start in range(len(marked) - length + 1)
    )
    return tuple(dict.fromkeys(run for run in every if not _SILENT.issuperset(run)))


def _weights(holds: Floats, kinds: Sequence[str]) -> Floats:
    """How much each run says about the kind: what it leaves of the uncertainty between kinds, times the root
    of its rareness. ``holds`` is runs × examples, 0 or 1; the result has one weight for each run.

    Rareness alone (idf) would punish the very words that ask ("bao nhiêu"): ten in a hundred tuning questions
    fewer got the right kind.
    """
    names = sorted(set(kinds))
    of_kind = np.array([[kind == name for name in names] for kind in kinds], dtype=float)
    # Kinds have different numbers of examples; counts are as if each had the average.
    share = holds @ of_kind / of_kind.sum(axis=0) * (len(kinds) / len(names)) + 1 / len(names)
    share /= share.sum(axis=1, keepdims=True)
    told = log(len(names)) + (share * np.log(share)).sum(axis=1)
    rareness = np.log((len(kinds) + 1) / (holds.sum(axis=1) + 0.5))
    weights: Floats = told * np.sqrt(rareness)
    return weights

"""Whose documents a question means: the body that issued them, the person who signed them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from assistant.answer import Understanding
from assistant.concepts import Concept, Phrase
from assistant.heirs import heirs, is_kin_name, is_named, names_of_kin, syllables
from ingest.archive.archive import DocumentRow
from ingest.vietnamese.abbreviations import expand
from ingest.vietnamese.text import fold, match_copy

_WORD = re.compile(r"[^\W_]+")
# A single syllable names no body, and no person.
_FEWEST = 2
_PLACE = 2  # syllables of most places
_HONORIFICS = (("dong", "chi"), ("anh",), ("chi",), ("ong",), ("ba",))
_SIGNING = re.compile(r"\b(?:dong chi|anh|chi|ong|ba)((?: [a-z]+){1,5}?) (?:da |dung )*ky\b")
# A name of so many syllables is a body's own: "Ban Dân vận Tỉnh ủy"; of fewer, only after "của": "của UBND tỉnh".
_FULL_NAME = 5
_OFFICE = 4
# The committee below the province whose place follows it in a body's name: "Ban Dân vận Huyện ủy Nam Trạch".
_COMMITTEES = frozenset({("huyen", "uy"), ("thi", "uy"), ("thanh", "uy"), ("quan", "uy")})
_COMMITTEE = re.compile(r"\b(?:huyen|thi|thanh|quan) uy ((?:[a-z]+ )*[a-z]+ [a-z]+)$")
# "Dân vận Nam Trạch" is that body; "Huyện ủy Nam Trạch", "huyện Nam Trạch" may be, but for a place something is at.
_DAN_VAN = r"\b(?:ban )?dan van (?:(?:huyen|thi|thanh|quan) uy |huyen |thi xa |thanh pho |quan )?{place}\b"
_PLACE_ALONE = r"\b(?:(?:huyen|thi|thanh|quan) uy|huyen|thi xa|thanh pho|quan) {place}\b"
_SOMETHING_AT = frozenset("o tai ban den ve giup voi cho va thuoc tu xuong".split())
# "Ban ban hành", "Ban đã ký": the commission itself; not the end of "văn bản ban hành".
_OWN = re.compile(r"(?<!\bvan )\bban(?= (da |duoc )*(ban hanh|ky|to chuc|co|mo)\b)")
_OWN_NAME = ("ban", "dan", "van")
_PROVINCE = ("ban", "dan", "van", "tinh", "uy")


@dataclass(frozen=True, slots=True)
class Named:
    """The rows that are of the body and the person named, and the topic without their names."""

    rows: tuple[DocumentRow, ...]
    topic: tuple[Concept, ...]
    issuer: str | None = None  # as the newest row prints it; None: no body is named
    signer: str | None = None
    unknown_signer: bool = False  # a person is named who signs none of them


def named(question: str, topic: Sequence[Concept], rows: Sequence[DocumentRow], *, signed: bool) -> Named:
    """``rows`` cut down to those the question names by issuer and, where ``signed``, by signer."""
    words = syllables(_expanded(question))
    issuers = {name: syllables(name) for row in rows for name in _bodies(row)}
    said = _body_said(words, issuers)
    if not said and _OWN.search(fold(match_copy(question).text)):
        said = _OWN_NAME
    kept = [row for row in rows if not said or any(is_named(issuers[name], said) for name in _bodies(row))]
    if not kept and said:
        kin = heirs(said, list(issuers))
        kept = [row for row in rows if row.issuer in kin]
    person = _SIGNING.search(" ".join(words)) if signed else None
    signer = _signer(words, kept) if signed else ()
    if person and not signer:
        signer = _given_name(tuple(person[1].split()), kept)
    kept = [row for row in kept if not signer or _ends(syllables(row.signer or ""), signer)]
    offices = {syllables(row.heading.signer_role) for row in kept if signer and row.heading.signer_role}
    runs = (said, signer, *(_HONORIFICS if signer else ()), *offices)
    left = without(topic, [run for run in runs if run])
    return Named(
        tuple(kept),
        left,
        next((row.issuer for row in kept if row.issuer), None) if said else None,
        next((row.signer for row in kept if row.signer), None) if signer else None,
        unknown_signer=person is not None and not signer,
    )


def of_body(understood: Understanding, issuers: Sequence[str]) -> Understanding:
    """The question with the body it names as the one that speaks or is spoken of, taken out of its topic.

    A short name ("Tỉnh ủy") is part of too many others to be meant by itself, unless "của" points at it.
    """
    words = syllables(_expanded(understood.question))
    said = _body_said(words, issuers)
    if said[-2:] in _COMMITTEES:
        said = (*said, *_name_after(said, understood.question))
    if len(said) >= _FULL_NAME or (len(said) >= _OFFICE and _stands(("cua", *said), words)):
        return _spoken_of(said, said, understood) or understood
    return _called_by_place(_DAN_VAN, understood, issuers) or understood


def of_place(understood: Understanding, issuers: Sequence[str]) -> Understanding | None:
    """The question with the one body of the place it names as the one that speaks; None where it names none so."""
    if understood.body or understood.names_document:
        return None
    return _called_by_place(_PLACE_ALONE, understood, issuers)


def of_heirs(understood: Understanding, issuers: Sequence[str]) -> Iterator[Understanding]:
    """The question as asked of the bodies that the one it names goes on as or was."""
    for issuer in heirs(understood.body, issuers, understood.periods) if understood.body else ():
        yield replace(understood, body=syllables(issuer))


def _name_after(said: Phrase, question: str) -> Phrase:
    """The place written after a body's name, where no held document is of it: nobody else's are meant then."""
    written = _WORD.findall(match_copy(_expanded(question)).text)
    folded = tuple(map(fold, written))
    start = next(i for i in range(len(folded)) if folded[i : i + len(said)] == said) + len(said)
    place = tuple(takewhile(lambda word: word[0].isupper(), written[start : start + _PLACE]))
    return tuple(map(fold, place)) if len(place) == _PLACE else ()


def _called_by_place(
    expression: str, understood: Understanding, issuers: Sequence[str]
) -> Understanding | None:
    said = " ".join(syllables(_expanded(understood.question)))
    found: dict[Phrase, Phrase] = {}
    for body in {syllables(issuer) for issuer in issuers}:
        place = _COMMITTEE.search(" ".join(body))
        named = re.search(expression.format(place=place[1]), said) if place else None
        if named and said[: named.start()].split()[-1:] not in ([word] for word in _SOMETHING_AT):
            found[body] = tuple(named[0].split())
    return _spoken_of(*next(iter(found.items())), understood) if len(found) == 1 else None


def _spoken_of(body: Phrase, said: Phrase, understood: Understanding) -> Understanding | None:
    """The question with the body taken out of its topic; None where nothing else would be left to ask about."""
    left = without(understood.topic, [said])
    return replace(understood, body=body, topic=left) if left or understood.periods else None


def is_of(row: DocumentRow, body: Phrase) -> bool:
    """Whether the document was issued by the body named."""
    return row.issuer is not None and is_named(syllables(row.issuer), body)


def of_one_body(rows: Sequence[DocumentRow]) -> list[DocumentRow]:
    """Where several bodies' documents fit and none is named, those of the province's commission, [] where it has
    none."""
    bodies = {syllables(row.issuer) for row in rows if row.issuer}
    if len(bodies) < 2 or all(is_named(name, min(bodies, key=len)) for name in bodies):
        return list(rows)
    return [row for row in rows if row.issuer and syllables(row.issuer)[: len(_PROVINCE)] == _PROVINCE]


def of_own_commission(rows: Sequence[DocumentRow]) -> frozenset[str]:
    """Ids of the rows less those of other commissions ("Ban Dân vận Huyện ủy …"), where the province's is among
    them: who names no body asks about his own. All of them elsewhere."""
    issuers = {row.id: syllables(row.issuer or "") for row in rows}
    others = {
        key
        for key, name in issuers.items()
        if name[: len(_OWN_NAME)] == _OWN_NAME and name[: len(_PROVINCE)] != _PROVINCE
    }
    held = any(name[: len(_PROVINCE)] == _PROVINCE for name in issuers.values())
    return frozenset(issuers) - others if held else frozenset(issuers)


def without(topic: Sequence[Concept], runs: Sequence[Phrase]) -> tuple[Concept, ...]:
    """The topic less the syllables that stand in one of the runs, in its order."""
    left: dict[Concept, None] = {}
    for concept in topic:
        if any(_stands(phrase, run) for phrase in concept.alternatives for run in runs):
            continue
        if len(concept.alternatives) > 1:
            left.setdefault(concept)
            continue
        for phrase in _less(concept.alternatives[0], runs):
            if not any(_stands(phrase, run) for run in runs):
                left.setdefault(Concept((phrase,)))
    return tuple(left)


def _expanded(question: str) -> str:
    """The question with the first meaning of each abbreviation in its place."""
    text = " ".join(match_copy(question).text.split())
    for span, words in sorted(expand(text), key=lambda entry: entry[0].start, reverse=True):
        text = f"{text[: span.start]}{words}{text[span.end :]}"
    return text


def _bodies(row: DocumentRow) -> tuple[str, ...]:
    return (row.issuer,) if row.issuer else ()


def _body_said(words: Phrase, issuers: Iterable[str]) -> Phrase:
    """The longest run of ``words`` that starts the name of an issuer, now or before it took over from others."""
    names = list(issuers)
    said = _longest_start(words, [syllables(name) for name in names])
    other = _longest_start(words, names_of_kin(names))
    return other if len(other) > len(said) and is_kin_name(other) else said


def _longest_start(words: Phrase, names: Iterable[Phrase]) -> Phrase:
    """The longest run of ``words`` that a name starts with, of two syllables at least; else ()."""
    best: Phrase = ()
    for name in set(names):
        for i in range(len(words)):
            length = 0
            while i + length < len(words) and length < len(name) and words[i + length] == name[length]:
                length += 1
            if length > max(len(best), _FEWEST - 1):
                best = name[:length]
    return best


def _signer(words: Phrase, rows: Sequence[DocumentRow]) -> Phrase:
    """The longest end of a signer's name that stands in ``words``: "Thanh Ngà" for "Lê Thị Thanh Ngà"."""
    best: Phrase = ()
    for name in {syllables(row.signer) for row in rows if row.signer}:
        for length in range(len(name), max(len(best), _FEWEST - 1), -1):
            if _stands(name[-length:], words):
                best = name[-length:]
                break
    return best


def _given_name(said: Phrase, rows: Sequence[DocumentRow]) -> Phrase:
    """A given name of one syllable ("anh Khải") that one signer alone bears."""
    names = {syllables(row.signer) for row in rows if row.signer}
    return said if len(said) == 1 and sum(_ends(name, said) for name in names) == 1 else ()


def _ends(name: Phrase, end: Phrase) -> bool:
    return name[-len(end) :] == end


def _stands(run: Phrase, words: Phrase) -> bool:
    return any(words[i : i + len(run)] == run for i in range(len(words) - len(run) + 1))


def _less(phrase: Phrase, runs: Sequence[Phrase]) -> list[Phrase]:
    """What is left of a phrase on both sides of the parts, of two syllables or more, that stand in a run."""
    for length in range(len(phrase), _FEWEST - 1, -1):
        for i in range(len(phrase) - length + 1):
            if any(_stands(phrase[i : i + length], run) for run in runs):
                return [*_less(phrase[:i], runs), *_less(phrase[i + length :], runs)]
    return [phrase] if phrase else []

"""Any noun comes back from its JSON as it was."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ingest.archive import codec
from ingest.document import (
    DocumentNumber,
    Fact,
    Heading,
    NumberStyle,
    Passage,
    PassageKind,
    Period,
    Reference,
    ReferenceRole,
    Role,
    Section,
    Span,
)

spans = st.builds(Span, st.integers(0, 10**6), st.integers(0, 10**6))
words = st.text(max_size=20)
maybe_words = st.none() | words
several = st.lists(words, max_size=3).map(tuple)
several_spans = st.lists(spans, max_size=3).map(tuple)
dates = st.dates()
periods = st.builds(Period, dates, dates, words)
numbers = st.builds(
    DocumentNumber, words, words, st.sampled_from(NumberStyle), st.integers(0, 9999), words,
    st.none() | st.integers(1945, 2100), maybe_words, maybe_words,
)  # fmt: skip
facts = st.tuples(words, st.builds(Fact, words, several_spans, st.floats(0, 1)))
headings = st.builds(
    Heading, number=st.none() | numbers, type=maybe_words, date=st.none() | dates, issuer=maybe_words,
    reported=st.none() | periods, recipients=several, facts=st.lists(facts, max_size=3).map(tuple),
)  # fmt: skip
sections = st.builds(
    Section, st.integers(0, 99), st.none() | st.integers(0, 99), words, words, st.integers(0, 9),
    st.sampled_from(Role), st.none() | periods, several_spans,
)  # fmt: skip
passages = st.builds(
    Passage, words, words, words, st.integers(0, 99), st.sampled_from(PassageKind), words, several_spans,
    st.none() | st.integers(0, 99), several, several_spans, several, several_spans, st.sampled_from(Role),
    st.none() | periods, st.lists(st.integers(1, 99), max_size=3).map(tuple), several, words,
)  # fmt: skip
references = st.builds(
    Reference, words, spans, numbers, st.sampled_from(ReferenceRole), maybe_words, st.none() | dates,
    maybe_words, maybe_words, maybe_words, words, st.none() | spans, st.none() | spans, st.none() | spans,
)  # fmt: skip


@given(st.one_of(headings, sections, passages, references))
def test_a_noun_comes_back_as_it_was(noun: Heading | Section | Passage | Reference) -> None:
    again = codec.loads(type(noun), codec.dumps(noun))
    assert again == noun
    assert [type(getattr(again, name)) for name in type(noun).__slots__] == [
        type(getattr(noun, name)) for name in type(noun).__slots__
    ]


@given(passages)
def test_fields_stored_elsewhere_are_left_out_and_put_back(passage: Passage) -> None:
    text = codec.dumps(passage, frozenset({"id", "text"}))
    assert not {"id", "text"} & set(json.loads(text))
    assert codec.loads(Passage, text, {"id": passage.id, "text": passage.text}) == passage


def test_a_field_at_its_default_takes_no_room() -> None:
    assert codec.dumps(Heading()) == "{}"
    assert codec.dumps(Heading(date=date(2020, 2, 25))) == '{"date":"2020-02-25"}'

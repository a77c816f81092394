"""Document nouns to JSON and back, by their type hints.

Fields that hold their default are left out, so a noun may gain a field with a default without the
stored rows changing. Spans are ``[start, end]``: they are most of what is stored.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from itertools import starmap
from typing import Any, TypeVar

from ingest.document import RecognisedWord, Span

T = TypeVar("T")


def dumps(value: object, without: frozenset[str] = frozenset()) -> str:
    """``value`` as compact JSON; ``without`` names top-level fields stored elsewhere."""
    plain = encode(value)
    if without:
        plain = {name: item for name, item in plain.items() if name not in without}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def loads(kind: type[T], text: str, extra: Mapping[str, Any] | None = None) -> T:
    """A noun from its JSON; ``extra`` supplies the fields that were stored elsewhere, as they are."""
    noun: Any = kind
    plain = json.loads(text)
    if extra is None:
        return typing.cast("T", _decoder(noun)(plain))
    return kind(**_decoded(plain, _field_decoders(noun)), **extra)


def loads_tuple(kind: type[T], text: str) -> tuple[T, ...]:
    noun: Any = kind
    decode = _decoder(noun)
    return tuple(decode(item) for item in json.loads(text))


def dumps_words(words: Sequence[RecognisedWord]) -> str:
    """Hundreds a page: three numbers each."""
    return json.dumps(
        [[word.span.start, word.span.end, word.confidence] for word in words], separators=(",", ":")
    )


def loads_words(text: str) -> tuple[RecognisedWord, ...]:
    return tuple(RecognisedWord(Span(start, end), sure) for start, end, sure in json.loads(text))


def encode(value: object) -> Any:
    """A noun as plain JSON values."""
    if value is None or type(value) in (str, int, float, bool):
        return value
    if type(value) is Span:
        return [value.start, value.end]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    plain = {}
    kind: Any = type(value)
    for name, default in _defaults(kind):
        item = getattr(value, name)
        if default is MISSING or item != default:
            plain[name] = encode(item)
    return plain


@cache
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, field.default) for field in fields(kind))


@cache
def _field_decoders(kind: Any) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """The fields that are not stored as they are. Most are: one turn over the few others is fast."""
    decoders = ((name, _decoder(hint)) for name, hint in typing.get_type_hints(kind).items())
    return tuple((name, decode) for name, decode in decoders if decode is not _as_is)


def _decoded(plain: dict[str, Any], decoders: tuple[tuple[str, Callable[[Any], Any]], ...]) -> dict[str, Any]:
    """``plain``, which is changed: nobody else holds what was just read from JSON."""
    for name, decode in decoders:
        if name in plain:
            plain[name] = decode(plain[name])
    return plain


@cache
def _decoder(hint: Any) -> Callable[[Any], Any]:
    """How to read one value of the type ``hint``."""
    if hint in (str, int, float, bool):
        return _as_is
    if hint is Span:
        return _span
    if hint is date:
        return date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {member.value: member for member in hint}.__getitem__  # a third of the time of calling it
    if isinstance(hint, type) and is_dataclass(hint):
        return _dataclass_decoder(hint)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        (inner,) = (_decoder(item) for item in arguments if item is not type(None))
        return inner if inner is _as_is else lambda value: None if value is None else inner(value)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        item_decoder = _decoder(arguments[0])
        if item_decoder is _as_is:
            return tuple
        if arguments[0] is Span:
            return lambda value: tuple(starmap(Span, value))
        return lambda value: tuple([item_decoder(item) for item in value])
    if origin is tuple and len(arguments) == 2:
        return _pair_decoder(*map(_decoder, arguments))
    raise TypeError(f"no codec for {hint!r}")


def _pair_decoder(first: Callable[[Any], Any], second: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def decode(value: list[Any]) -> Any:
        left, right = value
        return first(left), second(right)

    return decode


def _dataclass_decoder(kind: type) -> Callable[[Any], Any]:
    def decode(value: dict[str, Any]) -> Any:
        return kind(**_decoded(value, _field_decoders(kind)))

    return decode


def _as_is(value: Any) -> Any:
    return value


def _span(value: list[int]) -> Span:
    return Span(value[0], value[1])

"""The pattern language of the rules, compiled to matchers over lexemes.

A pattern is a sequence of

``word``            this word (or sign), whatever its case
``{class}``         words of a class, a shape, a number or a phrase of that kind; bound by name
``{name:a|b}``      the same, of class ``a`` or ``b``, bound as ``name``
``( x | y )``       one of several sequences
``?``               right after an element: it may be missing
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from memcon.errors import ResourceError

_TOKEN: Final = re.compile(r"\{[^{}]+\}|[()|?]|[^\s(){}|?]+")


@dataclass(frozen=True, slots=True)
class Bind:
    """What a slot was filled with: the lexemes and the value that they have."""

    name: str
    start: int
    end: int
    value: object


Binds = tuple[Bind, ...]
State = tuple[int, Binds]


class Source(Protocol):
    """What a matcher asks of the text."""

    def key(self, at: int) -> str | None:
        """The word at ``at``; ``None`` beyond the end."""

    def fill(self, kind: str, at: int) -> Sequence[tuple[int, object]]:
        """Ends and values of all phrases of ``kind`` that start at ``at``."""


@dataclass(frozen=True, slots=True)
class Start:
    """The words and the classes that something may start with."""

    words: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()

    @classmethod
    def any_of(cls, starts: Iterable[Start]) -> Start:
        """What any of ``starts`` allows."""
        listed = tuple(starts)
        return cls(
            frozenset().union(*(start.words for start in listed)),
            frozenset().union(*(start.classes for start in listed)),
        )


Matcher = Callable[[Source, int, Binds], Iterator[State]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern: its matcher, the words and classes it may start with, its slots.

    ``needs`` are the starts of the elements of a sequence that may not be missing.
    """

    match: Matcher
    start: Start
    empty: bool
    slots: frozenset[str]
    needs: tuple[Start, ...] = ()


def compile_pattern(text: str) -> Pattern:
    """Compiles ``text``; raises ``ResourceError`` where it is not well formed."""
    tokens = _TOKEN.findall(text)
    pattern, rest = _choice(tokens)
    if rest or pattern.empty:
        raise ResourceError(f"times: not a pattern: {text!r}")
    return pattern


def _choice(tokens: list[str]) -> tuple[Pattern, list[str]]:
    options, tokens = [], list(tokens)
    while True:
        option, tokens = _sequence(tokens)
        options.append(option)
        if not tokens or tokens[0] != "|":
            return (options[0] if len(options) == 1 else _any_of(tuple(options))), tokens
        tokens = tokens[1:]


def _sequence(tokens: list[str]) -> tuple[Pattern, list[str]]:
    parts: list[Pattern] = []
    while tokens and tokens[0] not in ("|", ")"):
        part, tokens = _element(tokens)
        if tokens and tokens[0] == "?":
            part, tokens = _maybe(part), tokens[1:]
        parts.append(part)
    return _all_of(tuple(parts)), tokens


def _element(tokens: list[str]) -> tuple[Pattern, list[str]]:
    head, rest = tokens[0], tokens[1:]
    if head == "(":
        inner, rest = _choice(rest)
        if not rest or rest[0] != ")":
            raise ResourceError("times: a bracket is not closed")
        return inner, rest[1:]
    if head.startswith("{"):
        name, _, kinds = head[1:-1].partition(":")
        return _slot(name, tuple((kinds or name).split("|"))), rest
    return _word(head), rest


def _word(word: str) -> Pattern:
    def match(source: Source, at: int, binds: Binds) -> Iterator[State]:
        if source.key(at) == word:
            yield at + 1, binds

    return Pattern(match, Start(words=frozenset([word])), False, frozenset())


def _slot(name: str, kinds: tuple[str, ...]) -> Pattern:
    def match(source: Source, at: int, binds: Binds) -> Iterator[State]:
        for kind in kinds:
            for end, value in source.fill(kind, at):
                yield end, (*binds, Bind(name, at, end, value))

    return Pattern(match, Start(classes=frozenset(kinds)), False, frozenset([name]))


def _maybe(part: Pattern) -> Pattern:
    def match(source: Source, at: int, binds: Binds) -> Iterator[State]:
        yield from part.match(source, at, binds)
        yield at, binds

    return Pattern(match, part.start, True, part.slots)


def _any_of(options: tuple[Pattern, ...]) -> Pattern:
    def match(source: Source, at: int, binds: Binds) -> Iterator[State]:
        for option in options:
            yield from option.match(source, at, binds)

    return Pattern(
        match,
        Start.any_of(option.start for option in options),
        any(option.empty for option in options),
        frozenset().union(*(option.slots for option in options)),
    )


def _all_of(parts: tuple[Pattern, ...]) -> Pattern:
    def run(source: Source, at: int, binds: Binds, number: int) -> Iterator[State]:
        if number == len(parts):
            yield at, binds
            return
        for end, grown in parts[number].match(source, at, binds):
            yield from run(source, end, grown, number + 1)

    firm = [number for number, part in enumerate(parts) if not part.empty]
    first = firm[0] + 1 if firm else len(parts)
    return Pattern(
        lambda source, at, binds: run(source, at, binds, 0),
        Start.any_of(part.start for part in parts[:first]),
        not firm,
        frozenset().union(*(part.slots for part in parts)),
        tuple(parts[number].start for number in firm),
    )

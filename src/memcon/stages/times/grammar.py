"""The rules compiled and ready: which rules may start with which word, and their meanings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Final

from memcon.codebook.times import Part, TenseCues, TimeGrammar, TimeRule, load_times
from memcon.errors import ResourceError
from memcon.stages.times.expressions import Expression, compile_expression
from memcon.stages.times.numbers import Words
from memcon.stages.times.patterns import Pattern, Start, compile_pattern

NUMBER: Final = "number"
"""The one class that code reads: numbers in figures and words."""
DIGIT: Final = "0"
"""Stands for all words that start with a digit."""

Values = Mapping[tuple[str, ...], int | str]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A part of a rule with its expression compiled."""

    part: Part
    expression: Expression


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule with its pattern and meanings compiled; ``order`` is its place in the files."""

    rule: TimeRule
    order: int
    pattern: Pattern
    value: Expression | None
    parts: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule in an index, with the sets of words one of each of which must come soon."""

    compiled: CompiledRule
    needs: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """The rules that may start with a word: by a further word that must come soon, or without."""

    rules: tuple[Entry, ...]
    free: tuple[int, ...]
    """Numbers of the rules that need no further word."""
    bound: Mapping[str, tuple[int, ...]]
    """Numbers of the other rules by the words one of which they need."""

    @staticmethod
    def of(word: str, rules: Sequence[Entry]) -> Entries:
        """The entries of a word."""
        free: list[int] = []
        bound: dict[str, list[int]] = {}
        for number, rule in enumerate(rules):
            need = next((need for need in rule.needs if word not in need), None)
            if need is None:
                free.append(number)
            for further in need or ():
                bound.setdefault(further, []).append(number)
        return Entries(tuple(rules), tuple(free), {w: tuple(ns) for w, ns in bound.items()})

    def among(self, soon: Set[str]) -> Iterator[Entry]:
        """The rules that may match before the words ``soon``, in order: few after most a "the"."""
        hits = {number for word in soon if word in self.bound for number in self.bound[word]}
        for number in sorted(hits.union(self.free)) if hits else self.free:
            yield self.rules[number]


Index = Mapping[str, Entries]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """``top`` and ``kinds`` list, by first word, the rules that may start there."""

    words: Mapping[str, Values]
    longest: Mapping[str, int]
    shapes: Mapping[str, re.Pattern[str]]
    cardinals: Words
    top: Index
    kinds: Mapping[str, Index]
    tense: TenseCues
    not_years: frozenset[str]
    counted: frozenset[str]
    before_years: frozenset[str]


def start_of(key: str) -> str:
    """Under which word the indexes list rules that start with ``key``."""
    return DIGIT if key[0].isdigit() else key


@cache
def load_grammar() -> Grammar:
    """The packaged grammar, compiled once a process."""
    return compile_grammar(load_times())


def compile_grammar(source: TimeGrammar) -> Grammar:
    """Compiles ``source``; raises ``ResourceError`` where a rule names what does not exist."""
    rules = tuple(_compile(rule, order) for order, rule in enumerate(source.rules))
    kinds = {rule.rule.kind for rule in rules if rule.rule.kind}
    if twice := kinds & ({NUMBER} | source.words.keys() | source.shapes.keys()):
        raise ResourceError(f"times: both class and kind: {', '.join(sorted(twice))}")
    starts = _Starts(source, rules)
    return Grammar(
        words=source.words,
        longest={name: max(map(len, words)) for name, words in source.words.items()},
        shapes={name: re.compile(shape) for name, shape in source.shapes.items()},
        cardinals=source.words["cardinal"],
        top=starts.index(rule for rule in rules if not rule.rule.inner),
        kinds={kind: starts.index(r for r in rules if r.rule.kind == kind) for kind in kinds},
        tense=source.tense,
        not_years=source.not_years,
        counted=source.counted,
        before_years=source.before_years,
    )


def _compile(rule: TimeRule, order: int) -> CompiledRule:
    try:
        pattern = compile_pattern(rule.pattern)
        value = compile_expression(rule.value, pattern.slots) if rule.value else None
        parts = tuple(Meaning(p, compile_expression(p.value, pattern.slots)) for p in rule.parts)
    except ResourceError as error:
        raise ResourceError(f"{error} (rule {rule.id})") from error
    return CompiledRule(rule, order, pattern, value, parts)


class _Starts:
    """First words of rules, through the classes and kinds that they start with."""

    def __init__(self, source: TimeGrammar, rules: tuple[CompiledRule, ...]) -> None:
        self._source = source
        self._rules = rules
        self._known: dict[str, frozenset[str]] = {}

    def index(self, rules: Iterator[CompiledRule]) -> dict[str, Entries]:
        """The rules by each word that they may start with."""
        found: dict[str, list[Entry]] = {}
        for rule in rules:
            needs = sorted(map(self._words_of, rule.pattern.needs), key=len)
            entry = Entry(rule, tuple(needs))
            for word in self._words_of(rule.pattern.start):
                found.setdefault(word, []).append(entry)
        return {word: Entries.of(word, listed) for word, listed in found.items()}

    def _words_of(self, start: Start) -> frozenset[str]:
        classes = (self._of_class(name) for name in start.classes)
        return frozenset(map(start_of, start.words.union(*classes)))

    def _of_class(self, name: str) -> frozenset[str]:
        if name not in self._known:
            self._known[name] = frozenset()  # ends the recursion of a kind that starts with itself
            self._known[name] = self._first_words(name)
        return self._known[name]

    def _first_words(self, name: str) -> frozenset[str]:
        if name in self._source.words:
            return frozenset(words[0] for words in self._source.words[name])
        if name in self._source.shapes:
            return frozenset(DIGIT)
        if name == NUMBER:
            return self._of_class("cardinal") | {DIGIT}
        rules = [rule for rule in self._rules if rule.rule.kind == name]
        if not rules:
            raise ResourceError(f"times: no such class or kind: {name!r}")
        return frozenset().union(*(self._words_of(rule.pattern.start) for rule in rules))
